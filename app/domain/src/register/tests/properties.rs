//! What holds of every book, whatever happens to the devices that write it (I5).

use super::world::{World, YEARS};
use crate::instant::Day;
use crate::register::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
enum Step {
    Enter { at: usize, days_ago: i32 },
    EnterAgain { at: usize, which: usize },
    Crash { at: usize },
    Ruin { at: usize },
    Strike { at: usize, which: usize },
    Exchange { at: usize, batch: usize, down: bool },
    OldAnswer { at: usize, which: usize },
    GiveBack { at: usize },
    LoseNotes { at: usize },
    NumberForAnother { at: usize, which: usize },
    Withdraw { which: usize },
    Reclaim { year: i32, which: usize, more: u32 },
    Settle { year: i32, which: usize, how: u8 },
    NewVolume { year: i32 },
    WholeVolumes(bool),
    Print { year: i32, month: u8 },
    Close { year: i32 },
    Reopen { year: i32 },
    Days(i32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (at, which) = (0..5_usize, any::<usize>());
    let year = prop::sample::select(YEARS.to_vec());
    let batch = prop_oneof![1 => 0..6_usize, 3 => Just(usize::MAX)];
    let step = prop_oneof![
        12 => (at.clone(), 0..40_i32).prop_map(|(at, ago)| Step::Enter {
            at,
            days_ago: (ago - 30).max(0),
        }),
        1 => (at.clone(), which).prop_map(|(at, which)| Step::EnterAgain { at, which }),
        2 => at.clone().prop_map(|at| Step::Crash { at }),
        1 => at.clone().prop_map(|at| Step::Ruin { at }),
        2 => (at.clone(), which).prop_map(|(at, which)| Step::Strike { at, which }),
        7 => (at.clone(), batch, prop::bool::weighted(0.7))
            .prop_map(|(at, batch, down)| Step::Exchange { at, batch, down }),
        2 => (at.clone(), which).prop_map(|(at, which)| Step::OldAnswer { at, which }),
        1 => at.clone().prop_map(|at| Step::GiveBack { at }),
        1 => at.clone().prop_map(|at| Step::LoseNotes { at }),
        1 => (at, which).prop_map(|(at, which)| Step::NumberForAnother { at, which }),
        1 => which.prop_map(|which| Step::Withdraw { which }),
        2 => (year.clone(), which, 0..4_u32)
            .prop_map(|(year, which, more)| Step::Reclaim { year, which, more }),
        2 => (year.clone(), which, any::<u8>())
            .prop_map(|(year, which, how)| Step::Settle { year, which, how }),
        1 => year.clone().prop_map(|year| Step::NewVolume { year }),
        1 => any::<bool>().prop_map(Step::WholeVolumes),
        1 => (year.clone(), 1..=12_u8).prop_map(|(year, month)| Step::Print { year, month }),
        1 => year.clone().prop_map(|year| Step::Close { year }),
        2 => year.prop_map(|year| Step::Reopen { year }),
        3 => (1..9_i32).prop_map(Step::Days),
    ];
    prop::collection::vec(step, 1..90)
}

fn take(world: &mut World, step: &Step) {
    match *step {
        Step::Enter { at, days_ago } => world.enter(at, days_ago, false),
        Step::EnterAgain { at, which } => world.enter_again(at, which),
        Step::Crash { at } => world.enter(at, 0, true),
        Step::Ruin { at } => world.ruin(at),
        Step::Strike { at, which } => world.strike(at, which),
        Step::Exchange { at, batch, down } => world.exchange(at, batch, down),
        Step::OldAnswer { at, which } => world.old_answer(at, which),
        Step::GiveBack { at } => world.give_back(at),
        Step::LoseNotes { at } => world.lose_notes(at),
        Step::NumberForAnother { at, which } => world.number_for_another(at, which),
        Step::Withdraw { which } => world.withdraw(which),
        Step::Reclaim { year, which, more } => world.reclaim(year, which, more),
        Step::Settle { year, which, how } => world.settle(year, which, how),
        Step::NewVolume { year } => world.new_volume(year),
        Step::WholeVolumes(true) => world.lease = LeaseSize::Volume,
        Step::WholeVolumes(false) => world.lease = LeaseSize::Numbers(3),
        Step::Print { year, month } => {
            let printed = world.books[&year].printed(month);
            world.supervise(year, &Event::Printed(printed)).unwrap();
            assert_eq!(world.books[&year].sheet(month).count(), 0);
        }
        Step::Close { year } => world.try_close(year),
        Step::Reopen { year } => world.reopen(year),
        Step::Days(days) => world.today = world.today.plus(days),
    }
}

/// Every number leased so far is in just one place, and volumes share them out in order.
fn check(book: &BookState) {
    let end = book.closed.as_ref().map(|closing| closing.numbers);
    for number in (book.first.0..book.next().0).map(Number) {
        let written = book.written.contains_key(&number);
        let out = book.leases().filter(|record| record.end.is_none());
        let out = out
            .filter(|record| record.lease.run.contains(number))
            .count();
        let free = book
            .supply
            .free()
            .iter()
            .filter(|run| run.contains(number))
            .count();
        let beyond = end.is_some_and(|run| run.is_none_or(|run| run.last < number));
        let places = usize::from(!written) * out + usize::from(written) + free;
        assert_eq!(
            places,
            usize::from(!beyond || written),
            "{number}: {book:#?}"
        );
        assert!(out <= 1 && free <= 1);
        assert!(book.volume_of(number).is_some());
    }
    for (at, pair) in book.volumes().windows(2).enumerate() {
        assert_eq!(pair[0].number, VolumeNumber(u32::try_from(at).unwrap() + 1));
        assert_eq!(pair[1].number, pair[0].number.next());
        assert!(pair[0].first < pair[1].first);
    }
    for record in book.leases() {
        let lease = &record.lease;
        let within = |number| book.volume_of(number) == Some(lease.volume);
        assert!(within(lease.run.first) && within(lease.run.last));
    }
    let used = book
        .written()
        .filter_map(|(number, standing)| Some((number, standing.used()?)));
    let mut subjects = BTreeSet::new();
    for (number, claim) in used {
        let subject = claim.entry.subject;
        assert!(subjects.insert(subject), "two numbers for {subject:?}");
        assert_eq!(book.number_of(subject), Some(number));
    }
    let counted = book.count();
    let volumes: u32 = counted
        .volumes
        .iter()
        .map(|volume| volume.counts.total())
        .sum();
    assert_eq!(volumes, counted.counts.total());
}

/// Exchanges until the device has said everything.
fn catch_up(world: &mut World, at: usize) {
    for _ in 0..6 {
        world.exchange(at, usize::MAX, true);
    }
    assert!(world.is_quiet(at), "device {at} never comes to rest");
}

/// What was once void is in use again only by a person's decision.
fn check_void(world: &World, void: &mut BTreeSet<(i32, Number)>) {
    for (year, book) in &world.books {
        for (number, standing) in book.written() {
            match standing {
                Standing::Void(_) => void.extend([(*year, number)]),
                Standing::Used(_) => {
                    let decided = book.settled.contains(&number);
                    assert!(decided || !void.contains(&(*year, number)), "{number}");
                }
                Standing::Spoiled(_) | Standing::InConflict(_) => {}
            }
        }
    }
}

/// Whether the book tells of what is on every paper.
fn check_paper(world: &World) {
    for (year, number, subject) in world.paper() {
        let book = &world.books[&year];
        let Whereabouts::Written(standing) = book.whereabouts(number) else {
            panic!("{number} of {year} is on paper, and the book knows nothing of it");
        };
        let decided = book.settled.contains(&number);
        let told = match standing {
            Standing::Used(claim) => {
                decided || subject.is_none_or(|on_paper| claim.entry.subject == on_paper)
            }
            Standing::Spoiled(_) => true,
            Standing::InConflict(conflict) => !conflict.claims.is_empty(),
            Standing::Void(_) => false,
        };
        assert!(told, "{number} of {year}: {standing:?}");
    }
    for (year, reference) in &world.references {
        let known = world.books[year].provisional.contains_key(reference);
        assert!(known, "the book knows nothing of {reference} on paper");
    }
}

fn last_day() -> Day {
    Day::from_ymd(2027, 2, 1).unwrap()
}

/// What a book has met so far, by name.
fn met(book: &BookState) -> impl Iterator<Item = &'static str> {
    let standings = book.written().map(|(_, standing)| match standing {
        Standing::Used(claim) if claim.provisional.is_some() => "used, once provisional",
        Standing::Used(_) => "used",
        Standing::Spoiled(spoiled) if spoiled.struck.is_empty() => "spoiled",
        Standing::Spoiled(_) => "struck",
        Standing::Void(_) => "void",
        Standing::InConflict(conflict) => match conflict.cause {
            Cause::Awaited { .. } => "awaited",
            Cause::OutOfUse(_) => "out of use",
            Cause::TwoEntries => "two entries",
            Cause::SubjectTwice { .. } => "subject twice",
            Cause::Withdrawn => "withdrawn",
        },
    });
    let amended = (!book.amended.is_empty()).then_some("amended");
    let volumes = (book.volumes().len() > 1).then_some("volumes");
    let reopened = (!book.former.is_empty()).then_some("reopened");
    standings.chain(amended).chain(volumes).chain(reopened)
}

fn run(desks: u32, on_paper: u32, lost: usize, steps: &[Step]) -> BTreeSet<&'static str> {
    let mut world = World::new(desks, on_paper);
    let (mut known, mut void) = (BTreeSet::new(), BTreeSet::new());
    for step in steps {
        take(&mut world, step);
        check_void(&world, &mut void);
        world.books.values().for_each(check);
        known.extend(world.books.values().flat_map(met));
    }
    world.today = world.today.max(last_day());
    world.reopen(2026);
    let is_lost = |at: usize| lost >> at & 1 == 1;
    let all = world.desks.len();
    (0..all)
        .filter(|at| !is_lost(*at))
        .for_each(|at| catch_up(&mut world, at));
    let closing = world.close(2026);
    check_closing(&closing, on_paper);
    // Whoever was given up for lost comes back.
    (0..all).for_each(|at| catch_up(&mut world, at));
    world.books.values().for_each(check);
    check_void(&world, &mut void);
    check_paper(&world);
    let book = &world.books[&2026];
    assert_eq!(book.closed.as_deref(), Some(&closing));
    assert_eq!(book.count().numbers, closing.numbers);
    known.extend(met(book));
    // What they had written without a number gets one when the book is opened again.
    world.reopen(2026);
    (0..all).for_each(|at| catch_up(&mut world, at));
    assert_eq!(world.books[&2026].missing().provisional, []);
    check_closing(&world.close(2026), on_paper);
    world.books.values().for_each(check);
    check_void(&world, &mut void);
    check_paper(&world);
    known
}

/// Every number is counted once.
fn check_closing(closing: &Closing, on_paper: u32) {
    let numbers = closing.numbers.map_or(0, Run::count);
    assert_eq!(closing.counts.total(), numbers);
    assert_eq!(closing.on_paper, on_paper);
    assert_eq!(closing.counts.in_conflict, 0);
}

/// A world in which nothing happens would hold anything.
#[test]
fn the_world_meets_everything_that_a_book_can_meet() {
    let mut runner = TestRunner::deterministic();
    let mut known = BTreeSet::new();
    for world in 0..120 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        known.extend(run(world % 4 + 1, world % 10, 5, &steps));
    }
    let all = [
        "amended",
        "awaited",
        "out of use",
        "reopened",
        "spoiled",
        "struck",
        "subject twice",
        "two entries",
        "used",
        "used, once provisional",
        "void",
        "volumes",
        "withdrawn",
    ];
    assert_eq!(known, BTreeSet::from(all));
}

proptest! {
    #[test]
    fn no_number_twice_and_no_hole_without_a_reason(
        desks in 1..5_u32,
        on_paper in 0..10_u32,
        lost in 0..16_usize,
        steps in steps(),
    ) {
        run(desks, on_paper, lost, &steps);
    }
}

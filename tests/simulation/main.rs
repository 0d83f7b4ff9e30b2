//! Stories from seeds: devices act, clocks drift and jump, disks fill, programs die, the
//! network loses, delays and repeats, and in the end everyone holds the same.
//!
//! A seed that fails prints its shortest story and its line for `kept-seeds.txt`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it did"
)]

use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use storage::Storage;
use storage::testing::Memory;
use storage_sqlite::Sqlite;
use tests::postgres::Database;
use tests::world::{Faults, Story};
use tokio::runtime::{Builder, Runtime};

const SEEDS_IN_MEMORY: u64 = 2_000;
const SEEDS_ON_SQLITE: u64 = 40;
const SEEDS_ON_POSTGRESQL: u64 = 10;
/// The tests of one run share the seeds, so that they use every core.
const SHARES: u64 = 4;
const FAULTS: Faults = Faults {
    devices: 3,
    servers: 2,
    steps: 80,
    books_of_4: 1,
    acts_of_4: 0,
    cash_of_4: 0,
};
/// Stories of acts about the same few people, of one officer's cash book and of visits.
const ACTS_AND_CASH: Faults = Faults {
    books_of_4: 0,
    acts_of_4: 2,
    cash_of_4: 1,
    ..FAULTS
};
const SEEDS_OF_ACTS: u64 = 150;
const SEEDS_OF_ACTS_ON_SQLITE: u64 = 10;
const SEEDS_OF_ACTS_ON_POSTGRESQL: u64 = 4;
/// Stories of nothing but numbers: given, spoiled, given back, reclaimed.
const BOOKS: Faults = Faults {
    steps: 120,
    books_of_4: 4,
    ..FAULTS
};
const SEEDS_OF_BOOKS: u64 = 200;
/// Kinds of stories by the names that lines of `kept-seeds.txt` have.
const KINDS: [(&str, Faults); 3] = [
    ("FAULTS", FAULTS),
    ("BOOKS", BOOKS),
    ("ACTS_AND_CASH", ACTS_AND_CASH),
];

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// What a story came to: numbers put on paper, cases opened, acts put right, facts of
/// cash books, home visits still to be made.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    numbers: usize,
    cases: usize,
    redrafts: usize,
    cash: usize,
    visits: usize,
}

/// The line of `kept-seeds.txt` for a story.
fn line_of(seed: u64, faults: Faults) -> String {
    let kind = KINDS.iter().find(|(_, known)| *known == faults);
    format!("{} {seed}", kind.unwrap().0)
}

/// The story that a line of `kept-seeds.txt` names; a number alone is of the first kind.
fn story_of(line: &str) -> (u64, Faults) {
    let (kind, seed) = line.split_once(' ').unwrap_or((KINDS[0].0, line));
    let kind = KINDS.iter().find(|(name, _)| *name == kind);
    (seed.parse().unwrap(), kind.unwrap().1)
}

/// Tells one story; on failure finds the shortest beginning that fails, and
/// prints it. Returns what it came to.
fn tell<F, S>(seed: u64, most: Faults, open: impl Fn() -> F) -> Sums
where
    F: Future<Output = (Arc<dyn Storage>, S)>,
{
    let sums = Cell::new(Sums::default());
    let attempt = |steps: usize| {
        let mut told = vec![];
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            runtime().block_on(async {
                let (storage, _keep) = open().await;
                let faults = Faults { steps, ..most };
                let mut story = Story::begin(&*storage, seed, faults).await;
                let ending = AssertUnwindSafe(story.tell());
                let ending = futures_catch(ending).await;
                told = core::mem::take(&mut story.told);
                sums.set(Sums {
                    numbers: story.numbers_given(),
                    cases: story.cases_opened(),
                    redrafts: story.acts_redrafted(),
                    cash: story.cash_written(),
                    visits: story.visits_planned(),
                });
                ending
            })
        }));
        let failed = outcome.and_then(|ending| ending).err();
        failed.map(|panic| (told, panic))
    };
    if attempt(most.steps).is_none() {
        return sums.get();
    }
    let shortest = (0..=most.steps).find_map(attempt);
    if let Some((told, panic)) = shortest {
        println!(
            "{}, the shortest story that fails:\n{}",
            line_of(seed, most),
            told.join("\n")
        );
        std::panic::resume_unwind(panic);
    }
    unreachable!("seed {seed} failed once and not again: the story is not deterministic");
}

/// Runs a future and catches its panic, so that the story can still be told.
async fn futures_catch<T>(
    future: AssertUnwindSafe<impl Future<Output = T>>,
) -> std::thread::Result<T> {
    let mut future = Box::pin(future.0);
    std::future::poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => std::task::Poll::Ready(Err(panic)),
        }
    })
    .await
}

async fn memory() -> (Arc<dyn Storage>, ()) {
    (Arc::new(Memory::default()), ())
}

async fn sqlite() -> (Arc<dyn Storage>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Sqlite::open(&folder.path().join("test.db")).await.unwrap();
    sqlite.migrate().await.unwrap();
    (Arc::new(sqlite), folder)
}

async fn postgresql() -> (Arc<dyn Storage>, Database) {
    let database = Database::make().await;
    (Arc::new(database.open().await), database)
}

/// One share of the seeds in memory.
fn share(number: u64) {
    let seeds = (0..SEEDS_IN_MEMORY).filter(|seed| seed % SHARES == number);
    let mut stories = 0;
    for seed in seeds {
        tell(seed, FAULTS, memory);
        stories += 1;
    }
    println!("{stories} stories of {} steps", FAULTS.steps);
}

#[test]
fn b2_b4_b5_everyone_ends_with_the_same_share_0() {
    share(0);
}

#[test]
fn b2_b4_b5_everyone_ends_with_the_same_share_1() {
    share(1);
}

#[test]
fn b2_b4_b5_everyone_ends_with_the_same_share_2() {
    share(2);
}

#[test]
fn b2_b4_b5_everyone_ends_with_the_same_share_3() {
    share(3);
}

/// I5, and that it was put to the test.
#[test]
fn u4_no_number_is_on_two_papers_and_none_is_nowhere() {
    let numbers: usize = (0..SEEDS_OF_BOOKS)
        .map(|seed| tell(seed, BOOKS, memory).numbers)
        .sum();
    println!("{numbers} numbers in {SEEDS_OF_BOOKS} stories");
    assert!(numbers > 2_000, "only {numbers} numbers were given");
}

/// K6, K7, K9, and that they were put to the test.
#[test]
fn k6_k7_k9_every_likeness_is_known_and_every_device_holds_the_same_books() {
    let (mut cases, mut redrafts, mut cash, mut visits) = (0, 0, 0, 0);
    for seed in 0..SEEDS_OF_ACTS {
        let sums = tell(seed, ACTS_AND_CASH, memory);
        cases += sums.cases;
        redrafts += sums.redrafts;
        cash += sums.cash;
        visits += sums.visits;
    }
    println!(
        "{cases} cases, {redrafts} redrafts, {cash} facts of cash books and {visits} visits left in {SEEDS_OF_ACTS} stories"
    );
    assert!(cases > 300, "only {cases} cases were opened");
    assert!(redrafts > 30, "only {redrafts} acts were put right");
    assert!(cash > 100, "only {cash} facts of cash books entered");
    assert!(visits > 50, "only {visits} visits were left");
}

#[test]
fn k7_every_likeness_is_known_on_sqlite() {
    for seed in 0..SEEDS_OF_ACTS_ON_SQLITE {
        tell(seed, ACTS_AND_CASH, sqlite);
    }
}

#[test]
fn k7_every_likeness_is_known_on_postgresql() {
    for seed in 0..SEEDS_OF_ACTS_ON_POSTGRESQL {
        tell(seed, ACTS_AND_CASH, postgresql);
    }
}

#[test]
fn everyone_ends_with_the_same_on_sqlite() {
    for seed in 0..SEEDS_ON_SQLITE {
        tell(seed, FAULTS, sqlite);
    }
}

#[test]
fn everyone_ends_with_the_same_on_postgresql() {
    for seed in 0..SEEDS_ON_POSTGRESQL {
        tell(seed, FAULTS, postgresql);
    }
}

#[test]
fn seeds_that_failed_once_stay_well() {
    let kept = include_str!("kept-seeds.txt").lines();
    for line in kept.filter(|line| !line.starts_with('#')) {
        let (seed, faults) = story_of(line.trim());
        tell(seed, faults, memory);
    }
}

#[test]
fn a_kept_line_says_which_kind_of_story_failed() {
    assert_eq!(story_of("42"), (42, FAULTS));
    assert_eq!(story_of("BOOKS 42"), (42, BOOKS));
    for (_, faults) in KINDS {
        assert_eq!(story_of(&line_of(7, faults)), (7, faults));
    }
}

/// `make soak`: new seeds for as long as it is told to.
#[test]
#[ignore = "runs by time: make soak"]
#[expect(clippy::disallowed_methods, reason = "it is told how long to run")]
fn soak() {
    let seconds = std::env::var("KHONGCHO_SOAK_SECONDS").unwrap_or("60".into());
    let end = Instant::now() + Duration::from_secs(seconds.parse().unwrap());
    let first = SEEDS_IN_MEMORY
        + std::time::UNIX_EPOCH
            .elapsed()
            .map(|since| since.as_secs() << 20)
            .unwrap();
    let mut seed = first;
    while Instant::now() < end {
        tell(seed, FAULTS, memory);
        seed += 1;
    }
    println!(
        "{} stories of {} steps from seed {first}",
        seed - first,
        FAULTS.steps
    );
}

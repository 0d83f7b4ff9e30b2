//! Which numbers of a book are shown: by volume, month and what is searched for.

use domain::id::DeviceId;
use domain::register::{
    BookState, Claim, LeaseSerial, Number, Run, Standing, VolumeNumber, Whereabouts,
};
use domain::text::fold;

/// Lines of one page of the screen.
pub(super) const PAGE_LINES: usize = 50;

/// A line of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A number of which something has become.
    Line(Number),
    /// Numbers of which only a device knows.
    Leased(Run, LeaseSerial, Option<DeviceId>),
    /// Numbers that came back unused.
    GivenBack(Run),
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The volume; the last one where none is said.
    pub(super) volume: Option<VolumeNumber>,
    /// The month of the entry.
    pub(super) month: Option<u8>,
    /// A number, or words of an entry; then in the whole book.
    pub(super) words: String,
}

/// The numbers of a volume, as far as any were leased.
pub(super) fn volume_run(book: &BookState, volume: VolumeNumber) -> Option<Run> {
    let volumes = book.volumes();
    let at = volumes.iter().position(|known| known.number == volume)?;
    let first = volumes.get(at)?.first.max(book.first);
    let last = match volumes.get(at + 1) {
        Some(next) => next.first.before(),
        None => book.next().before(),
    };
    Run::new(first, last)
}

/// What is to be shown, in the order of numbers.
pub(super) fn items(book: &BookState, wanted: &Wanted) -> Vec<Item> {
    let words = fold(&wanted.words);
    let words: Vec<&str> = words.split_whitespace().collect();
    if !words.is_empty() {
        let found = book.written().filter(|(number, standing)| {
            is_number(&wanted.words, *number) || has_words(standing, &words)
        });
        return found.map(|(number, _)| Item::Line(number)).collect();
    }
    let last = book.volumes().last().map(|volume| volume.number);
    let Some(run) = wanted
        .volume
        .or(last)
        .and_then(|volume| volume_run(book, volume))
    else {
        return vec![];
    };
    let Some(month) = wanted.month else {
        return all(book, run);
    };
    let of_month = |(number, standing): &(Number, &Standing)| {
        run.contains(*number) && month_of(book, standing) == Some(month)
    };
    let found = book.written().filter(of_month);
    found.map(|(number, _)| Item::Line(number)).collect()
}

/// The month under which a number is listed; what is put out of use after the year is
/// December's.
pub(super) fn month_of(book: &BookState, standing: &Standing) -> Option<u8> {
    let day = standing.day()?;
    if day.0.year() > book.key.year {
        return Some(12);
    }
    Some(day.0.month().into())
}

fn all(book: &BookState, run: Run) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for number in run.numbers() {
        match (book.whereabouts(number), items.last_mut()) {
            (Whereabouts::Written(_), _) => items.push(Item::Line(number)),
            (Whereabouts::Leased(serial), Some(Item::Leased(run, known, _)))
                if *known == serial && run.last.next() == number =>
            {
                run.last = number;
            }
            (Whereabouts::Leased(serial), _) => {
                let record = book.leases().find(|record| record.lease.serial == serial);
                let device = record.map(|record| record.lease.device);
                items.push(Item::Leased(one(number), serial, device));
            }
            (Whereabouts::GivenBack, Some(Item::GivenBack(run))) if run.last.next() == number => {
                run.last = number;
            }
            (Whereabouts::GivenBack, _) => items.push(Item::GivenBack(one(number))),
            (Whereabouts::OnPaperBefore | Whereabouts::Ahead, _) => {}
        }
    }
    items
}

fn one(number: Number) -> Run {
    Run {
        first: number,
        last: number,
    }
}

/// `38`, `038` and `số 38` are number 38.
fn is_number(typed: &str, number: Number) -> bool {
    let digits = typed
        .trim()
        .trim_start_matches(|letter: char| !letter.is_ascii_digit());
    digits.parse() == Ok(number.0)
}

fn has_words(standing: &Standing, words: &[&str]) -> bool {
    standing.claims().iter().any(|claim| {
        let text = searched(claim);
        words.iter().all(|word| text.contains(word))
    })
}

fn searched(claim: &Claim) -> String {
    let entry = &claim.entry;
    let reference = claim.provisional.as_ref();
    let reference = reference.map(ToString::to_string).unwrap_or_default();
    fold(
        &[
            &*entry.requester,
            &entry.title,
            &entry.signer,
            &entry.note,
            &reference,
        ]
        .join(" "),
    )
}

/// Numbers in order, as runs.
pub(super) fn runs(numbers: impl Iterator<Item = Number>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(run) if run.last.next() == number => run.last = number,
            Some(_) | None => runs.push(one(number)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{Item, Wanted, items, month_of, runs, volume_run};
    use domain::hybrid::HybridTime;
    use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
    use domain::instant::{Day, Instant};
    use domain::officer::Origin;
    use domain::register::{
        BookKey, BookKind, BookState, Entered, Entry, Event, GivenBack, Lease, LeaseSeal,
        LeaseSerial, Leased, Number, PolicyLine, PolicyLines, Run, SpoiledNumber, Subject, Volume,
        VolumeNumber,
    };

    const ID: &str = "00000000-0000-0000-0000-000000000002";

    fn run(first: u32, last: u32) -> Run {
        Run::new(Number(first), Number(last)).unwrap()
    }

    fn origin() -> Origin {
        Origin {
            event: ID.parse::<EventId>().unwrap(),
            officer: ID.parse::<OfficerId>().unwrap(),
            device: ID.parse::<DeviceId>().unwrap(),
            time: HybridTime::of(Instant(1_795_318_000_000)),
        }
    }

    fn leased(key: &BookKey, serial: u32, volume: u32, run: Run) -> Event {
        Event::Leased(Box::new(Leased {
            lease: Lease {
                book: key.clone(),
                serial: LeaseSerial(serial),
                device: ID.parse().unwrap(),
                volume: VolumeNumber(volume),
                run,
                low_water: 1,
            },
            seal: LeaseSeal([0; 64]),
        }))
    }

    fn entered(lease: u32, number: u32, month: u8, requester: &str) -> Event {
        let subject = Subject {
            dossier: ID.parse::<DossierId>().unwrap(),
            document: u16::try_from(number).unwrap(),
        };
        let day = Day::from_ymd(2026, month, 3).unwrap();
        Event::Entered(Box::new(Entered {
            lease: LeaseSerial(lease),
            number: Number(number),
            entry: Entry {
                requester: requester.into(),
                ..Entry::new(subject, day)
            },
        }))
    }

    /// Opened at 38 on paper's first volume; a second volume from 43 on.
    fn book() -> BookState {
        let key = BookKey {
            unit: UnitId("H15.50".into()),
            kind: BookKind("SCT/BS".into()),
            year: 2026,
        };
        let line = PolicyLine {
            kind: "SCT/BS".into(),
            from: "2021-01-01".into(),
            name_vi: "Sổ".into(),
            keeping: "book".into(),
            form: "{number} {volume}/{year}".into(),
            lease: "5".into(),
            low_water: "1".into(),
            entries_per_volume: "500".into(),
            lead_days: "15".into(),
            status: "memory".into(),
            ..PolicyLine::default()
        };
        let policies = PolicyLines {
            built_in: vec![line],
            imported: vec![],
        };
        let policies = policies.read();
        let day = Day::from_ymd(2026, 11, 23).unwrap();
        let policy = policies.in_force(&key.kind, &key.unit, day).unwrap();
        let volume = |number, first| Volume {
            number: VolumeNumber(number),
            first: Number(first),
        };
        let opened = policy
            .opening_after_paper(Number(38), volume(1, 1))
            .unwrap();
        let mut book = BookState::open(key.clone(), &opened).unwrap();
        for event in [
            leased(&key, 1, 1, run(38, 42)),
            entered(1, 38, 10, "Giàng A Páo"),
            entered(1, 39, 11, "Sùng Thị Chia"),
            Event::GivenBack(GivenBack {
                lease: LeaseSerial(1),
                from: Number(40),
            }),
            Event::VolumeBegun(volume(2, 43)),
            leased(&key, 2, 2, run(43, 47)),
            Event::Spoiled(SpoiledNumber {
                number: Number(43),
                reason: "rách".into(),
            }),
        ] {
            book.apply(&event, origin()).unwrap();
        }
        book
    }

    fn lines(wanted: &Wanted) -> Vec<u32> {
        let found = items(&book(), wanted).into_iter();
        let numbers = found.filter_map(|item| match item {
            Item::Line(number) => Some(number.0),
            Item::Leased(..) | Item::GivenBack(_) => None,
        });
        numbers.collect()
    }

    #[test]
    fn each_volume_tells_all_its_numbers_in_order() {
        let of = |volume| Wanted {
            volume: Some(VolumeNumber(volume)),
            ..Wanted::default()
        };
        assert_eq!(volume_run(&book(), VolumeNumber(1)), Some(run(38, 42)));
        let first = [
            Item::Line(Number(38)),
            Item::Line(Number(39)),
            Item::GivenBack(run(40, 42)),
        ];
        assert_eq!(items(&book(), &of(1)), first);
        let device = Some(ID.parse().unwrap());
        let second = vec![
            Item::Line(Number(43)),
            Item::Leased(run(44, 47), LeaseSerial(2), device),
        ];
        assert_eq!(items(&book(), &of(2)), second);
        assert_eq!(items(&book(), &Wanted::default()), second, "the last one");
        assert_eq!(items(&book(), &of(3)), []);
    }

    #[test]
    fn a_search_is_over_the_whole_book_by_number_or_name() {
        let words = |words: &str| {
            lines(&Wanted {
                words: words.into(),
                ..Wanted::default()
            })
        };
        assert_eq!(words("giang pao"), [38]);
        assert_eq!(words("39"), [39]);
        assert_eq!(words("số 43"), [43]);
        assert!(words("3").is_empty());
    }

    #[test]
    fn a_month_keeps_to_its_volume() {
        let of = |volume, month| {
            lines(&Wanted {
                volume: Some(VolumeNumber(volume)),
                month: Some(month),
                words: String::new(),
            })
        };
        assert_eq!((of(1, 10), of(1, 11)), (vec![38], vec![39]));
        assert_eq!((of(2, 10), of(2, 11)), (vec![], vec![43]));
        let book = book();
        let months = book
            .written()
            .map(|(_, standing)| month_of(&book, standing));
        assert_eq!(months.collect::<Vec<_>>(), [Some(10), Some(11), Some(11)]);
    }

    #[test]
    fn numbers_in_a_row_are_one_run() {
        let numbers = [1, 2, 4, 7, 8].map(Number).into_iter();
        assert_eq!(runs(numbers), [run(1, 2), run(4, 4), run(7, 8)]);
    }
}

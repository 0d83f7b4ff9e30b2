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

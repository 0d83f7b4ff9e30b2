//! Books in the ledger: a head, and a value for each number, document, old lease and
//! provisional entry.

use super::{FoldError, Ledger, Missing, Rows, put};
use crate::codec::{CodecError, from_cbor};
use crate::ruling::RefusalReason;
use domain::id::UnitId;
use domain::officer::Origin;
use domain::register::{
    BookFact, BookHead, BookKey, BookKind, BookLine, BookState, Event, LeaseRecord, LeaseSerial,
    Needs, Number, Provisional, ProvisionalReference, Run, Subject,
};

/// Under which the heads of all books lie.
pub const HEADS: &str = "book/head/";

/// The key of a book's head.
fn head(book: &BookKey) -> String {
    format!("{HEADS}{}/{}", book.year, book.kind)
}

fn lines(book: &BookKey) -> String {
    format!("book/line/{}/{}/", book.year, book.kind)
}

fn leases(book: &BookKey) -> String {
    format!("book/lease/{}/{}/", book.year, book.kind)
}

fn references(book: &BookKey) -> String {
    format!("book/provisional/{}/{}/", book.year, book.kind)
}

fn line(book: &BookKey, number: Number) -> String {
    format!("{}{:06}", lines(book), number.0)
}

fn lease(book: &BookKey, serial: LeaseSerial) -> String {
    format!("{}{:06}", leases(book), serial.0)
}

fn provisional(book: &BookKey, reference: &ProvisionalReference) -> String {
    let ProvisionalReference { tag, sequence } = reference;
    format!("{}{}-{sequence:06}", references(book), tag.0)
}

fn subjects(book: &BookKey) -> String {
    format!("book/subject/{}/{}/", book.year, book.kind)
}

fn subject(book: &BookKey, subject: Subject) -> String {
    let (of, document) = (subject.dossier.0.simple(), subject.document);
    format!("{}{of}-{document:03}", subjects(book))
}

/// The keys of one document's number in a book, and of the book's head.
pub fn book_keys(book: &BookKey, of: Subject) -> [String; 2] {
    [head(book), subject(book, of)]
}

/// Under which all of a book lies, but for its head and its index of documents.
pub fn book_prefixes(book: &BookKey) -> [String; 3] {
    [lines(book), leases(book), references(book)]
}

/// What has to be loaded to read what documents are called, and which entries wait.
pub fn documents_of(book: &BookKey, documents: &[Subject]) -> Missing {
    let keys = documents.iter().map(|of| subject(book, *of));
    Missing {
        keys: keys.chain([head(book)]).collect(),
        prefixes: [references(book)].into(),
    }
}

/// What has to be loaded to read all of a book.
pub fn book_whole(book: &BookKey) -> Missing {
    let prefixes = book_prefixes(book).into_iter().chain([subjects(book)]);
    Missing {
        keys: [head(book)].into(),
        prefixes: prefixes.collect(),
    }
}

/// The books whose heads are loaded.
pub fn books(unit: &UnitId, ledger: &Ledger) -> Vec<BookKey> {
    let of = |(key, _): (&str, &[u8])| {
        let (year, kind) = key.strip_prefix(HEADS)?.split_once('/')?;
        Some(BookKey {
            unit: unit.clone(),
            kind: BookKind(kind.to_owned()),
            year: year.parse().ok()?,
        })
    };
    ledger.under(HEADS).filter_map(of).collect()
}

/// What an event of a book is judged by.
pub(super) fn wanted(
    ledger: &Ledger,
    unit: &UnitId,
    fact: &BookFact,
) -> Result<Missing, CodecError> {
    let book = fact.key(unit);
    let state = load_for(ledger, &book, &fact.event)?;
    let needs = fact.event.needs(state.as_ref());
    let prefixes = needs.whole.then(|| book_prefixes(&book));
    Ok(Missing {
        keys: keys(&book, needs).chain([head(&book)]).collect(),
        prefixes: prefixes.into_iter().flatten().collect(),
    })
}

fn keys(book: &BookKey, needs: Needs) -> impl Iterator<Item = String> {
    let numbers = needs.numbers.into_iter().flat_map(Run::numbers);
    let numbers = numbers.map(|number| line(book, number));
    numbers
        .chain(needs.subject.map(|of| subject(book, of)))
        .chain(needs.reference.map(|of| provisional(book, &of)))
        .chain(needs.lease.map(|serial| lease(book, serial)))
}

/// A book with just that by which an event is judged, as far as it is loaded: other
/// values that are loaded cost nothing.
fn load_for(
    ledger: &Ledger,
    book: &BookKey,
    event: &Event,
) -> Result<Option<BookState>, CodecError> {
    let Some(mut state) = load_head(ledger, book)? else {
        return Ok(None);
    };
    // What an entry needs may be known only when what it names has been loaded.
    for _ in 0..2 {
        let needs = event.needs(Some(&state));
        if needs.whole {
            return load_book(ledger, book);
        }
        for key in keys(book, needs) {
            load(ledger, book, &mut state, &key)?;
        }
    }
    Ok(Some(state))
}

/// A book of which only the head is looked at; `None` when it is not open.
///
/// # Errors
/// [`CodecError`] when it cannot be read.
pub fn load_head(ledger: &Ledger, book: &BookKey) -> Result<Option<BookState>, CodecError> {
    let head: Option<BookHead> = ledger.get(&head(book))?;
    Ok(head.map(|head| BookState::of_head(book.clone(), head)))
}

/// Loads one value of a book.
fn load(
    ledger: &Ledger,
    book: &BookKey,
    state: &mut BookState,
    key: &str,
) -> Result<(), CodecError> {
    if key.starts_with(&lines(book)) {
        if let Some((number, line)) = ledger.get(key)? {
            state.load_line(number, line);
        }
    } else if key.starts_with(&subjects(book)) {
        if let Some((of, number)) = ledger.get(key)? {
            state.load_subject(of, number);
        }
    } else if key.starts_with(&references(book)) {
        if let Some((reference, entry)) = ledger.get(key)? {
            state.load_provisional(reference, entry);
        }
    } else if let Some(record) = ledger.get(key)? {
        state.load_lease(record);
    }
    Ok(())
}

/// Whether a value is what its key, after `book/`, says.
pub(super) fn is_readable(key: &str, bytes: &[u8]) -> bool {
    match key.split_once('/') {
        Some(("head", _)) => from_cbor::<BookHead>(bytes).is_ok(),
        Some(("line", _)) => from_cbor::<(Number, BookLine)>(bytes).is_ok(),
        Some(("lease", _)) => from_cbor::<LeaseRecord>(bytes).is_ok(),
        Some(("provisional", _)) => from_cbor::<(ProvisionalReference, Provisional)>(bytes).is_ok(),
        Some(("subject", _)) => from_cbor::<(Subject, Number)>(bytes).is_ok(),
        Some(_) | None => true,
    }
}

/// A book, as much of it as is loaded; `None` when it is not open.
///
/// # Errors
/// [`CodecError`] when a value cannot be read.
pub fn load_book(ledger: &Ledger, book: &BookKey) -> Result<Option<BookState>, CodecError> {
    let Some(mut state) = load_head(ledger, book)? else {
        return Ok(None);
    };
    let prefixes = [leases(book), references(book), subjects(book), lines(book)];
    for prefix in prefixes {
        for (key, _) in ledger.under(&prefix) {
            load(ledger, book, &mut state, key)?;
        }
    }
    Ok(Some(state))
}

/// Folds an event into a book.
pub(super) fn fold(
    ledger: &Ledger,
    unit: &UnitId,
    fact: &BookFact,
    origin: Origin,
) -> Result<Rows, FoldError> {
    let key = fact.key(unit);
    let before = load_for(ledger, &key, &fact.event)?;
    let mut after = before.clone();
    BookState::fold(&mut after, &key, &fact.event, origin)
        .map_err(|refusal| FoldError::Refused(RefusalReason::Book(refusal)))?;
    Ok(match after {
        Some(after) => changes(ledger, before.as_ref(), &after)?,
        None => Rows::new(),
    })
}

/// What is to be written when a book has changed.
fn changes(
    ledger: &Ledger,
    before: Option<&BookState>,
    after: &BookState,
) -> Result<Rows, CodecError> {
    let (book, mut rows) = (&after.key, Rows::new());
    put(ledger, &mut rows, head(book), Some(&after.head()))?;
    for record in after.old_leases() {
        let key = lease(book, record.lease.serial);
        put(ledger, &mut rows, key, Some(record))?;
    }
    for (number, _) in after.written() {
        let kept = after.line(number).map(|line| (number, line));
        put(ledger, &mut rows, line(book, number), kept.as_ref())?;
    }
    for (reference, entry) in after.provisional() {
        let key = provisional(book, reference);
        put(ledger, &mut rows, key, Some(&(reference, entry)))?;
    }
    for (of, number) in after.subjects() {
        put(ledger, &mut rows, subject(book, of), Some(&(of, number)))?;
    }
    // What stands for nothing any more: a number was struck, or is in conflict now.
    let gone = before.into_iter().flat_map(BookState::subjects);
    for (of, _) in gone.filter(|(of, _)| after.number_of(*of).is_none()) {
        put::<Subject>(ledger, &mut rows, subject(book, of), None)?;
    }
    Ok(rows)
}

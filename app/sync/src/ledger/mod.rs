//! The ledger: what a unit's facts that are no dossier's add up to (SPEC §U).
//!
//! Values lie under text keys (`book/…`), small ones, so that a fact costs what it is
//! about. Server and device fold by the same steps: ask what a fact is [`missing`],
//! load that, [`fold`], and write what came of it. Another kind of fact is another
//! variant of [`UnitFact`] with a module beside [`book`].
//!
//! [`missing`]: Ledger::missing
//! [`fold`]: Ledger::fold

mod book;
mod cash;
mod visit;
mod whole;

pub use book::{
    HEADS, book_keys, book_prefixes, book_whole, books, documents_of, load_book, load_head,
};
pub use cash::{cash_books, cash_day};
pub use visit::{visits, visits_wanted};
pub use whole::{LEDGER_CONTEXT, Whole, WholeError};

use crate::codec::{CodecError, from_cbor, to_cbor};
use crate::envelope::Sealed;
use crate::ruling::RefusalReason;
use domain::cash::CashBook;
use domain::fact::{Fact, UnitFact};
use domain::id::UnitId;
use domain::officer::Origin;
use domain::visit::Visit;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Under which all of a ledger lies: each kind of fact has one.
pub const PREFIXES: [&str; 3] = ["book/", "cash/", visit::PREFIX];

/// What the server's signature on a lease covers besides it (U4).
pub const LEASE_CONTEXT: &str = "khongcho/lease";

/// Values to write by key; `None` where one goes.
pub type Rows = BTreeMap<String, Option<Vec<u8>>>;

/// What is to be loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Values under these keys.
    pub keys: BTreeSet<String>,
    /// All values whose keys begin so; each ends with a stroke.
    pub prefixes: BTreeSet<String>,
}

/// As much of a unit's ledger as was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    rows: Rows,
    prefixes: BTreeSet<String>,
}

/// Why a fact cannot be folded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FoldError {
    /// A rule says no.
    #[error("{0:?}")]
    Refused(RefusalReason),
    /// A value of the ledger cannot be read.
    #[error("the ledger cannot be read: {0}")]
    Damaged(#[from] CodecError),
}

/// The end of the keys that begin with a prefix: a stroke is followed by a nought.
pub fn end_of(prefix: &str) -> String {
    format!("{}0", prefix.strip_suffix('/').unwrap_or(prefix))
}

impl Missing {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.prefixes.is_empty()
    }
}

impl Ledger {
    /// What has to be loaded before a fact can be folded; to be asked again after that,
    /// until it is nothing.
    ///
    /// # Errors
    /// [`CodecError`] when a value that is loaded cannot be read.
    pub fn missing(&self, unit: &UnitId, fact: &UnitFact) -> Result<Missing, CodecError> {
        let mut wanted = match fact {
            UnitFact::Book(fact) => book::wanted(self, unit, fact)?,
            UnitFact::Cash(fact) => cash::wanted(fact),
            UnitFact::Visit(fact) => visit::wanted(fact),
        };
        wanted.keys.retain(|key| !self.knows(key));
        wanted
            .prefixes
            .retain(|prefix| !self.prefixes.contains(prefix));
        Ok(wanted)
    }

    fn knows(&self, key: &str) -> bool {
        let within = |prefix: &String| key.starts_with(prefix.as_str());
        self.rows.contains_key(key) || self.prefixes.iter().any(within)
    }

    /// Takes in what was missing, as it was found. What was folded since stays.
    pub fn load(&mut self, missing: Missing, found: impl IntoIterator<Item = (String, Vec<u8>)>) {
        for (key, value) in found {
            self.rows.entry(key).or_insert(Some(value));
        }
        for key in missing.keys {
            self.rows.entry(key).or_insert(None);
        }
        self.prefixes.extend(missing.prefixes);
    }

    /// What a fact of which nothing is missing changes; [`Self::write`] it to go on.
    ///
    /// # Errors
    /// [`FoldError`]; nothing has changed then.
    pub fn fold(&self, unit: &UnitId, fact: &UnitFact, origin: Origin) -> Result<Rows, FoldError> {
        match fact {
            UnitFact::Book(fact) => book::fold(self, unit, fact, origin),
            UnitFact::Cash(fact) => cash::fold(self, fact, origin),
            UnitFact::Visit(fact) => visit::fold(self, fact, origin),
        }
    }

    /// Whether an officer may write a fact now, as this device knows the ledger; stricter
    /// than the fold where that takes in what was written without that knowledge.
    ///
    /// # Errors
    /// [`FoldError`].
    pub fn decide(&self, fact: &UnitFact, origin: Origin) -> Result<(), FoldError> {
        match fact {
            UnitFact::Book(_) => Ok(()),
            UnitFact::Cash(fact) => cash::decide(self, fact, origin),
            UnitFact::Visit(fact) => visit::decide(fact),
        }
    }

    /// [`Self::fold`] for an envelope; one of a dossier changes nothing here.
    ///
    /// # Errors
    /// [`FoldError`]; nothing has changed then.
    pub fn fold_sealed(&self, sealed: &Sealed) -> Result<Rows, FoldError> {
        let envelope = &sealed.envelope;
        match &envelope.fact {
            Fact::Dossier(..) => Ok(Rows::new()),
            Fact::Unit(fact) => self.fold(&envelope.unit, fact, envelope.origin()),
        }
    }

    /// Takes changes in.
    pub fn write(&mut self, rows: Rows) {
        self.rows.extend(rows);
    }

    /// A value.
    ///
    /// # Errors
    /// [`CodecError`] when it cannot be read.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, CodecError> {
        let bytes = self.rows.get(key).and_then(Option::as_deref);
        bytes.map(from_cbor).transpose()
    }

    /// Values whose keys begin so, in the order of the keys.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let from = self.rows.range(prefix.to_owned()..);
        from.take_while(move |(key, _)| key.starts_with(prefix))
            .filter_map(|(key, value)| Some((key.as_str(), value.as_deref()?)))
    }
}

/// Whether a value is what its key says. A key that this build does not know is not judged.
pub fn is_readable(key: &str, bytes: &[u8]) -> bool {
    match key.split_once('/') {
        Some(("book", rest)) => book::is_readable(rest, bytes),
        Some(("cash", _)) => from_cbor::<CashBook>(bytes).is_ok(),
        Some(("visit", _)) => from_cbor::<Visit>(bytes).is_ok(),
        Some(_) | None => true,
    }
}

/// A value to write, unless it is there as it is.
fn put<T: Serialize>(
    ledger: &Ledger,
    rows: &mut Rows,
    key: String,
    value: Option<&T>,
) -> Result<(), CodecError> {
    let bytes = value.map(to_cbor).transpose()?;
    if ledger.rows.get(&key) != Some(&bytes) {
        rows.insert(key, bytes);
    }
    Ok(())
}

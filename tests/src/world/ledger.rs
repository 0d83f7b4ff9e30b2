//! The ledger on a device of this world, folded as both sides do.

use crate::world::Device;
use domain::fact::Fact;
use std::collections::BTreeMap;
use sync::envelope::Sealed;
use sync::ledger::{FoldError, Ledger, Whole};
use sync::ruling::Position;

impl Device {
    /// Takes in the whole ledger, unless it is older than the cursor (U3).
    pub fn take_ledger(&mut self, whole: &Whole) {
        if self.ledger_awaited && whole.at >= self.after {
            let rows = whole.rows.iter();
            self.ledger = rows
                .map(|(key, value)| (key.clone(), value.to_vec()))
                .collect();
            self.ledger_at = whole.at;
            self.ledger_awaited = false;
        }
    }

    /// Up to where facts came with the whole ledger.
    ///
    /// # Panics
    /// Never: streams of this world are short.
    pub fn ledger_at(&self) -> usize {
        usize::try_from(self.ledger_at).expect("a short stream")
    }

    /// Folds news that is no dossier's into the ledger.
    pub(super) fn fold_ledger(&mut self, news: &[(Position, Sealed)]) {
        if self.ledger_awaited {
            return;
        }
        let news = news.iter().filter(|(at, _)| *at > self.ledger_at);
        for (_, sealed) in news {
            fold(&mut self.ledger, sealed).expect("news follows from the ledger");
        }
    }
}

/// Folds a fact into a ledger as both sides do: loading just what it is judged by. One
/// of a dossier changes nothing.
///
/// # Errors
/// [`FoldError`] when it does not follow.
pub(super) fn fold(kept: &mut BTreeMap<String, Vec<u8>>, sealed: &Sealed) -> Result<(), FoldError> {
    let envelope = &sealed.envelope;
    let Fact::Unit(fact) = &envelope.fact else {
        return Ok(());
    };
    let mut ledger = Ledger::default();
    loop {
        let missing = ledger.missing(&envelope.unit, fact)?;
        if missing.is_empty() {
            break;
        }
        let wanted = |key: &&String| {
            let under = |prefix: &String| key.starts_with(prefix.as_str());
            missing.keys.contains(*key) || missing.prefixes.iter().any(under)
        };
        let keys = kept.keys().filter(wanted);
        let found: Vec<_> = keys.map(|key| (key.clone(), kept[key].clone())).collect();
        ledger.load(missing, found);
    }
    for (key, value) in ledger.fold_sealed(sealed)? {
        match value {
            Some(value) => kept.insert(key, value),
            None => kept.remove(&key),
        };
    }
    Ok(())
}

//! What a person decides about a number of which not everything known can hold.

use super::book::Number;
use super::entry::{Entry, Subject};
use super::event::{Settled, Settlement};
use super::refusal::Refusal;
use super::standing::{Claim, Conflict, Standing, Void, VoidReason};
use super::state::BookState;
use crate::officer::Origin;

impl BookState {
    /// Settles a conflict. The number stays given whatever is decided.
    pub(super) fn settle(&mut self, settled: &Settled, origin: Origin) -> Result<(), Refusal> {
        let number = settled.number;
        let Some(Standing::InConflict(conflict)) = self.written.get(&number) else {
            return Err(Refusal::NotInConflict { number });
        };
        let standing = match &settled.settlement {
            Settlement::Used(subject) => self.found_used(number, conflict, *subject)?,
            Settlement::FromPaper(entry) => self.found_on_paper(number, conflict, entry, origin)?,
            Settlement::Spoiled { reason } => {
                self.strike(number, reason.clone(), origin);
                self.settled.insert(number);
                return Ok(());
            }
            Settlement::Void { reason } if conflict.claims.is_empty() => {
                let reason = reason.clone();
                let why = VoidReason::Settled { reason };
                Standing::Void(Void { why, origin })
            }
            Settlement::Void { .. } => return Err(Refusal::NotASettlement { number }),
        };
        self.put(number, standing);
        self.settled.insert(number);
        Ok(())
    }

    fn found_used(
        &self,
        number: Number,
        conflict: &Conflict,
        subject: Subject,
    ) -> Result<Standing, Refusal> {
        let claim = conflict.claim(subject);
        let claim = claim.ok_or(Refusal::NotASettlement { number })?;
        self.has_no_number(subject)?;
        Ok(Standing::Used(Box::new(claim.clone())))
    }

    fn found_on_paper(
        &self,
        number: Number,
        conflict: &Conflict,
        entry: &Entry,
        origin: Origin,
    ) -> Result<Standing, Refusal> {
        if !conflict.claims.is_empty() {
            return Err(Refusal::NotASettlement { number });
        }
        if entry.day.0.year() != self.key.year {
            return Err(Refusal::OtherYear);
        }
        self.has_no_number(entry.subject)?;
        Ok(Standing::Used(Box::new(Claim {
            entry: entry.clone(),
            provisional: None,
            origin,
        })))
    }

    /// One number per original document per occasion: the other one is struck first.
    fn has_no_number(&self, subject: Subject) -> Result<(), Refusal> {
        match self.number_of(subject) {
            Some(number) => Err(Refusal::SubjectHasNumber { number }),
            None => Ok(()),
        }
    }
}

//! A closed book opened again, because something came that needs a number: what was
//! signed is not undone, it is kept as a closing that did not last.

use super::book::Number;
use super::close::Closing;
use super::event::Reopened;
use super::refusal::Refusal;
use super::state::BookState;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};

/// A closing that did not last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerClosing {
    /// What was signed.
    pub closing: Closing,
    /// Who closed the book, where, when; earlier builds did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<Origin>,
    /// Who opened it again, where, when.
    pub reopened_by: Origin,
    /// Why.
    pub reason: String,
}

impl BookState {
    /// How often it was closed.
    pub fn closings(&self) -> u32 {
        let former = u32::try_from(self.former.len()).unwrap_or(u32::MAX);
        former.saturating_add(u32::from(self.closed.is_some()))
    }

    /// Numbers that were void by the closing stay so. Nobody asks for numbers any more:
    /// a device that needs some says so again, and is answered.
    pub(super) fn reopen(&mut self, reopened: &Reopened, origin: Origin) -> Result<(), Refusal> {
        if reopened.closing != self.closings() {
            return Err(Refusal::NotClosed);
        }
        let closing = self.closed.take().ok_or(Refusal::NotClosed)?;
        // All leases were at an end, so what lies beyond had been given back.
        let last = closing.numbers.map(|numbers| numbers.last);
        self.supply.reopen(last.map_or(self.first, Number::next));
        self.former.push(FormerClosing {
            closing: *closing,
            closed_by: self.closed_by.take(),
            reopened_by: origin,
            reason: reopened.reason.clone(),
        });
        self.asking.clear();
        self.amended.clear();
        Ok(())
    }
}

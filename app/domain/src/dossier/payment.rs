//! What is owed for a dossier and what was paid: an axis of its own.

use super::lifecycle::Move;
use super::refusal::Refusal;
use super::state::Dossier;

/// How a dossier stands with its fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// No rule is known and nothing was asked for: not the same as free.
    Unknown,
    /// There is nothing to pay.
    Free,
    /// So many đồng are still to be taken.
    Owed(u64),
    /// So many đồng were taken, and nothing is owed.
    Paid(u64),
    /// What was owed is not taken, or not yet, with a reason in the timeline.
    Waived,
}

impl Dossier {
    /// How it stands with its fee.
    pub fn payment(&self) -> Payment {
        let asked = self.moves().rev().find_map(|(moved, _)| {
            let Move::PaymentAsked(dong) = moved.what else {
                return None;
            };
            Some(dong)
        });
        let fee = self.received.fee.as_ref().map(|fee| fee.amount_dong);
        let paid = self.paid_dong;
        match asked.max(fee) {
            None if paid > 0 => Payment::Paid(paid),
            None => Payment::Unknown,
            Some(0) => Payment::Free,
            Some(charge) if paid >= charge => Payment::Paid(paid),
            Some(_) if self.moves().any(|(moved, _)| moved.what == Move::Waived) => Payment::Waived,
            Some(charge) if paid == 0 && self.is_paid_in_sitting() => Payment::Paid(charge),
            Some(charge) => Payment::Owed(charge - paid),
        }
    }

    /// Whether it was finished in one sitting by the general form, which knows no payment
    /// apart; the screen of a service records what was paid.
    fn is_paid_in_sitting(&self) -> bool {
        self.received.no_wait && self.received.service.is_none()
    }

    /// Whether the result may be handed over as far as money goes: what is owed is paid
    /// first, or a reason is recorded. A rule of the counter, not of the stream.
    ///
    /// # Errors
    /// [`Refusal::Unpaid`] with what is owed.
    pub(super) fn check_paid(&self) -> Result<(), Refusal> {
        match self.payment() {
            Payment::Owed(owed) => Err(Refusal::Unpaid { owed }),
            Payment::Unknown | Payment::Free | Payment::Paid(_) | Payment::Waived => Ok(()),
        }
    }
}

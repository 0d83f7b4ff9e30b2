//! Who handed a dossier to whom, and whether it was taken over.

use super::lifecycle::Move;
use super::state::Dossier;
use crate::id::OfficerId;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// The hand-over that put a dossier where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handing {
    /// Who handed it over.
    pub by: OfficerId,
    /// Who has it.
    pub to: OfficerId,
    /// When the list was drawn up, or the dossier handed over by itself.
    pub at: Instant,
    /// When whoever has it said so.
    pub taken: Option<Instant>,
}

impl Dossier {
    /// The last hand-over that was not sent back. What a specialist took without being
    /// given it, he has from himself.
    pub fn handing(&self) -> Option<Handing> {
        let mut handing: Option<Handing> = None;
        for (moved, origin) in self.moves() {
            let at = origin.at();
            match &moved.what {
                Move::HandedOver(to) => {
                    handing = Some(Handing {
                        by: origin.officer,
                        to: *to,
                        at: moved.list.unwrap_or(at),
                        taken: None,
                    });
                }
                Move::TakenOver => {
                    let given = handing.filter(|handing| handing.to == origin.officer);
                    handing = Some(Handing {
                        by: given.map_or(origin.officer, |given| given.by),
                        to: origin.officer,
                        at: given.map_or(at, |given| given.at),
                        taken: Some(at),
                    });
                }
                Move::SentBack => handing = None,
                Move::Accepted
                | Move::Declined
                | Move::Asked(_)
                | Move::Supplemented
                | Move::PaymentAsked(_)
                | Move::Paid(_)
                | Move::Lengthened
                | Move::Extended
                | Move::Withdrawn
                | Move::Stopped
                | Move::Reopened
                | Move::Coded(_)
                | Move::Uncoded
                | Move::Waived => {}
            }
        }
        handing
    }
}

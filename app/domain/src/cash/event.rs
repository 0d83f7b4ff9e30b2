//! What can have happened to a cash book. Facts are kept for ever: a field may be added
//! with a default, never renamed, never removed.

use super::refusal::Refusal;
use crate::dossier::{FEE_DONG_MAX, TEXT_CHARS_MAX};
use crate::id::{DossierId, EventId, OfficerId};
use crate::instant::Day;
use crate::text::has_unseen;
use serde::{Deserialize, Serialize};

/// Most that a line can be, in đồng.
pub const CASH_DONG_MAX: u64 = FEE_DONG_MAX;

/// A cash book: one officer's, of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CashKey {
    /// The day in Viet Nam.
    pub day: Day,
    /// Whose.
    pub officer: OfficerId,
}

/// What happened to a cash book of the unit whose stream says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashFact {
    /// The book's day.
    pub day: Day,
    /// Whose book.
    pub officer: OfficerId,
    /// What happened.
    pub event: Event,
}

impl CashFact {
    /// A fact of a book.
    pub fn new(key: CashKey, event: Event) -> Self {
        Self {
            day: key.day,
            officer: key.officer,
            event,
        }
    }

    /// The book.
    pub fn key(&self) -> CashKey {
        CashKey {
            day: self.day,
            officer: self.officer,
        }
    }
}

/// One immutable fact of a cash book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The day began with so much in the drawer (tồn đầu ngày).
    Opened(Opened),
    /// Money that no dossier tells of (khoản thu khác).
    Took(Took),
    /// A line, or a part of it, is taken back (bút toán đảo).
    Countered(Countered),
    /// The money was counted and the day ended (khóa sổ).
    Closed(Closed),
    /// Money was given to another officer (bàn giao).
    HandedOver(HandedOver),
    /// That officer has it: their word, about the giver's book.
    Confirmed(Confirmed),
}

/// What was in the drawer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// In đồng.
    pub amount_dong: u64,
}

/// Money taken in beside the dossiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Took {
    /// In đồng.
    pub amount_dong: u64,
    /// From whom, for what.
    pub what: String,
}

/// Which line of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// A dossier's payment.
    Payment {
        /// The dossier.
        dossier: DossierId,
        /// The fact that says it was paid.
        event: EventId,
        /// What that fact says.
        amount_dong: u64,
    },
    /// An entry of the book itself.
    Entry(EventId),
}

impl Line {
    /// The fact that the line follows from.
    pub fn event(&self) -> EventId {
        match self {
            Self::Payment { event, .. } | Self::Entry(event) => *event,
        }
    }
}

/// A line, or a part of it, taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countered {
    /// Which.
    pub line: Line,
    /// How much of it, in đồng.
    pub amount_dong: u64,
    /// Why.
    pub reason: String,
}

/// The end of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// What was counted, in đồng.
    pub counted_dong: u64,
    /// What the book said on the device where it was closed, in đồng.
    pub expected_dong: i64,
    /// Why the two differ; must be said when they do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Money given to another officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// To whom.
    pub to: OfficerId,
    /// In đồng.
    pub amount_dong: u64,
    /// Whatever else is to be said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The receiver's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// The fact of the hand-over.
    pub hand_over: EventId,
}

impl Event {
    /// Its kind, by a name that no other fact has.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened(_) => "cash_opened",
            Self::Took(_) => "cash_took",
            Self::Countered(_) => "cash_countered",
            Self::Closed(_) => "cash_closed",
            Self::HandedOver(_) => "cash_handed_over",
            Self::Confirmed(_) => "cash_confirmed",
        }
    }
}

/// Whether a fact may enter. Asked where a fact enters, on the device and at the
/// server, and never when history is folded: a limit can be tightened here and every
/// stream still reads.
///
/// # Errors
/// The first [`Refusal`].
pub fn check_event(event: &Event) -> Result<(), Refusal> {
    match event {
        Event::Opened(opened) => at_most(opened.amount_dong),
        Event::Took(took) => {
            some(took.amount_dong)?;
            said(&took.what)
        }
        Event::Countered(countered) => {
            some(countered.amount_dong)?;
            said(&countered.reason)
        }
        Event::Closed(closed) => {
            at_most(closed.counted_dong)?;
            if i64::try_from(closed.counted_dong) == Ok(closed.expected_dong) {
                readable(&closed.reason)
            } else {
                said(&closed.reason)
            }
        }
        Event::HandedOver(handed) => {
            some(handed.amount_dong)?;
            readable(&handed.note)
        }
        Event::Confirmed(_) => Ok(()),
    }
}

fn at_most(amount_dong: u64) -> Result<(), Refusal> {
    if amount_dong > CASH_DONG_MAX {
        return Err(Refusal::AmountOutOfRange { max: CASH_DONG_MAX });
    }
    Ok(())
}

fn some(amount_dong: u64) -> Result<(), Refusal> {
    if amount_dong == 0 {
        return Err(Refusal::AmountMissing);
    }
    at_most(amount_dong)
}

fn said(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    readable(text)
}

fn readable(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(Refusal::TextTooLong {
            max: TEXT_CHARS_MAX,
        });
    }
    if text.lines().any(has_unseen) {
        return Err(Refusal::UnseenCharacter);
    }
    Ok(())
}

//! The state of a cash book: a fold over its facts.

use super::event::{CashFact, CashKey, Closed, Confirmed, Countered, Event, HandedOver, Line};
use super::refusal::Refusal;
use crate::id::EventId;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};

/// A cash book as its facts tell it, without the payments of dossiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashBook {
    /// Which.
    pub key: CashKey,
    /// What was written, in the order of the unit's stream.
    pub entries: Vec<CashEntry>,
}

/// A fact of a book: who, where, when, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashEntry {
    /// Who, where, when.
    pub origin: Origin,
    /// What.
    pub event: Event,
}

impl CashBook {
    /// A book in which nothing is written.
    pub fn new(key: CashKey) -> Self {
        Self {
            key,
            entries: Vec::new(),
        }
    }

    /// Folds one fact into the state; `None` is a book in which nothing is written.
    ///
    /// # Errors
    /// [`Refusal`] when the fact does not follow from the state; that is then unchanged.
    pub fn fold(state: &mut Option<Self>, fact: &CashFact, origin: Origin) -> Result<(), Refusal> {
        let mut book = state.clone().unwrap_or_else(|| Self::new(fact.key()));
        book.apply(&fact.event, origin)?;
        *state = Some(book);
        Ok(())
    }

    /// Folds one fact into the book. What two devices of an officer say alike is said
    /// once; of two openings or closings that differ the first keeps (K6).
    ///
    /// # Errors
    /// [`Refusal`] when the fact does not follow from the state; that is then unchanged.
    pub fn apply(&mut self, event: &Event, origin: Origin) -> Result<(), Refusal> {
        let by_owner = origin.officer == self.key.officer;
        if !by_owner && !matches!(event, Event::Confirmed(_)) {
            return Err(Refusal::OthersBook);
        }
        let says_something = match event {
            Event::Opened(opened) => match self.opened() {
                None => true,
                Some(known) if known == opened.amount_dong => false,
                Some(_) => return Err(Refusal::OpenedBefore),
            },
            Event::Countered(countered) => {
                self.check_left(countered)?;
                true
            }
            Event::Closed(closed) => match self.closed() {
                None => true,
                Some((known, _)) if known == closed => false,
                Some(_) => return Err(Refusal::ClosedBefore),
            },
            Event::HandedOver(handed) if handed.to == self.key.officer => {
                return Err(Refusal::ToOneself);
            }
            Event::Took(_) | Event::HandedOver(_) => true,
            Event::Confirmed(confirmed) => self.is_news(*confirmed, origin)?,
        };
        if says_something {
            self.entries.push(CashEntry {
                origin,
                event: event.clone(),
            });
        }
        Ok(())
    }

    /// With how much the day began, if that was said.
    pub fn opened(&self) -> Option<u64> {
        self.entries.iter().find_map(|entry| match &entry.event {
            Event::Opened(opened) => Some(opened.amount_dong),
            Event::Took(_)
            | Event::Countered(_)
            | Event::Closed(_)
            | Event::HandedOver(_)
            | Event::Confirmed(_) => None,
        })
    }

    /// How the day ended, if it has.
    pub fn closed(&self) -> Option<(&Closed, Origin)> {
        self.entries.iter().find_map(|entry| match &entry.event {
            Event::Closed(closed) => Some((closed, entry.origin)),
            Event::Opened(_)
            | Event::Took(_)
            | Event::Countered(_)
            | Event::HandedOver(_)
            | Event::Confirmed(_) => None,
        })
    }

    /// The hand-overs, each with the receiver's word once it is there.
    pub fn hand_overs(&self) -> impl Iterator<Item = (Origin, &HandedOver, Option<Origin>)> {
        self.entries.iter().filter_map(|entry| match &entry.event {
            Event::HandedOver(handed) => {
                let event = entry.origin.event;
                Some((entry.origin, handed, self.confirmed(event)))
            }
            Event::Opened(_)
            | Event::Took(_)
            | Event::Countered(_)
            | Event::Closed(_)
            | Event::Confirmed(_) => None,
        })
    }

    /// How much of a line was taken back.
    pub fn countered(&self, line: EventId) -> u64 {
        let back = self.entries.iter().filter_map(|entry| match &entry.event {
            Event::Countered(countered) if countered.line.event() == line => {
                Some(countered.amount_dong)
            }
            Event::Countered(_)
            | Event::Opened(_)
            | Event::Took(_)
            | Event::Closed(_)
            | Event::HandedOver(_)
            | Event::Confirmed(_) => None,
        });
        back.fold(0, u64::saturating_add)
    }

    /// Whether a line is a hand-over.
    pub fn is_hand_over(&self, line: EventId) -> bool {
        self.hand_overs().any(|(given, ..)| given.event == line)
    }

    fn confirmed(&self, hand_over: EventId) -> Option<Origin> {
        let word = Event::Confirmed(Confirmed { hand_over });
        let entry = self.entries.iter().find(|entry| entry.event == word);
        entry.map(|entry| entry.origin)
    }

    /// A line gives back no more than it is. A hand-over goes back whole, and only while
    /// nobody has said that they have the money.
    fn check_left(&self, countered: &Countered) -> Result<(), Refusal> {
        let event = countered.line.event();
        let (amount, whole) = match countered.line {
            Line::Payment { amount_dong, .. } => (amount_dong, false),
            Line::Entry(event) => self.amount_of(event)?,
        };
        let left = amount.saturating_sub(self.countered(event));
        let fits = if whole {
            countered.amount_dong == left && left > 0
        } else {
            countered.amount_dong <= left
        };
        if fits {
            Ok(())
        } else {
            Err(Refusal::MoreThanLine { left })
        }
    }

    /// The amount of an entry that can be taken back, and whether only as a whole.
    fn amount_of(&self, event: EventId) -> Result<(u64, bool), Refusal> {
        let mut entries = self.entries.iter();
        let entry = entries.find(|entry| entry.origin.event == event);
        match entry.map(|entry| &entry.event) {
            Some(Event::Took(took)) => Ok((took.amount_dong, false)),
            Some(Event::HandedOver(_)) if self.confirmed(event).is_some() => {
                Err(Refusal::HandOverEnded)
            }
            Some(Event::HandedOver(handed)) => Ok((handed.amount_dong, true)),
            Some(
                Event::Opened(_) | Event::Countered(_) | Event::Closed(_) | Event::Confirmed(_),
            )
            | None => Err(Refusal::NoSuchLine),
        }
    }

    /// Whether the receiver's word is new.
    fn is_news(&self, confirmed: Confirmed, origin: Origin) -> Result<bool, Refusal> {
        let event = confirmed.hand_over;
        let mut hand_overs = self.hand_overs();
        let found = hand_overs.find(|(given, ..)| given.event == event);
        let (_, handed, word) = found.ok_or(Refusal::NoSuchLine)?;
        if handed.to != origin.officer {
            return Err(Refusal::NotForYou);
        }
        if self.countered(event) > 0 {
            return Err(Refusal::HandOverEnded);
        }
        Ok(word.is_none())
    }
}

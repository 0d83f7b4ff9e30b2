//! What an officer can write into a book.

use crate::counter::NumberWish;
use crate::texts::Texts;
use domain::register::{Closing, Event, Lease, Number, ProvisionalReference, Subject, Volume};

/// One thing to do that needs words, or a second look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Spoil the next number of this device.
    SpoilNext,
    /// Spoil a number that was entered.
    Spoil(Number),
    /// Withdraw an entry that waits for a number.
    Withdraw(ProvisionalReference),
    /// Take a lease from a lost device.
    Reclaim(Box<Lease>),
    /// Settle a conflict.
    Settle(Number, How),
    /// Open the book after what is on paper.
    Open,
    /// Begin a volume before the present one is full: it would be this one.
    Volume(Volume),
    /// Close the year.
    Close(Box<Closing>),
    /// Open the closed book again after this closing.
    Reopen(u32),
}

/// As what a conflict is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// The number belongs to this entry.
    Used(Subject),
    /// It is on a paper whose entry never came.
    FromPaper,
    /// Its paper was struck.
    Spoiled,
    /// No paper carries it.
    Void,
}

/// What an act comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// About this device's numbers.
    Wish(NumberWish),
    /// A fact of the book.
    Write(Box<Event>),
}

impl Act {
    /// The heading of its form.
    pub(super) fn name(&self, texts: &Texts, year: i32) -> String {
        let words = &texts.books.act;
        match self {
            Self::SpoilNext => words.spoil_next.to_owned(),
            Self::Spoil(number) => (words.spoil)(&number.to_string()),
            Self::Withdraw(reference) => (words.withdraw)(&reference.to_string()),
            Self::Reclaim(lease) => {
                let run = lease.run;
                (words.reclaim)(&run.first.to_string(), &run.last.to_string())
            }
            Self::Settle(number, _) => (words.settle)(&number.to_string()),
            Self::Open => words.open.to_owned(),
            Self::Volume(_) => words.volume.to_owned(),
            Self::Close(_) => (texts.books.close.title)(year),
            Self::Reopen(_) => (texts.books.close.reopen_title)(year),
        }
    }

    /// What to know before.
    pub(super) fn hint(&self, texts: &Texts) -> Option<&'static str> {
        let words = &texts.books.act;
        match self {
            Self::SpoilNext => Some(words.spoil_next_hint),
            Self::Reclaim(_) => Some(words.reclaim_hint),
            Self::Open => Some(words.open_hint),
            Self::Volume(_) => Some(words.volume_hint),
            Self::Reopen(_) => Some(texts.books.close.reopen_hint),
            Self::Settle(_, how) => Some(match how {
                How::Used(_) => words.settle_used,
                How::FromPaper => words.settle_paper,
                How::Spoiled => words.settle_spoiled,
                How::Void => words.settle_void,
            }),
            Self::Spoil(_) | Self::Withdraw(_) | Self::Close(_) => None,
        }
    }
}

impl Deed {
    /// What it says, in words.
    pub(super) fn told(&self, texts: &Texts) -> String {
        let words = &texts.books.act;
        match self {
            Self::Wish(NumberWish::Spoil { reason, .. }) => (words.told_spoil_next)(reason),
            Self::Wish(NumberWish::Ask(_)) => words.asked.to_owned(),
            Self::Wish(NumberWish::GiveBack(_)) => words.given_back.to_owned(),
            Self::Write(event) => (words.told)(event),
        }
    }

    /// What is said when it has been written down.
    pub(super) fn done(&self, texts: &Texts) -> String {
        match self {
            Self::Wish(NumberWish::Ask(_) | NumberWish::GiveBack(_)) => self.told(texts),
            Self::Wish(NumberWish::Spoil { .. }) | Self::Write(_) => {
                (texts.books.act.done)(&self.told(texts))
            }
        }
    }
}

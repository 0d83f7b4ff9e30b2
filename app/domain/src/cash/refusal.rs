//! Why a fact of a cash book cannot be.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A rule of the cash book says no. Screens turn it into the officer's language.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// An officer writes in their own book alone.
    #[error("the cash book is another officer's")]
    OthersBook,
    /// The day began before, with another amount.
    #[error("the cash book was opened before, with another amount")]
    OpenedBefore,
    /// The day has ended.
    #[error("the cash book of that day is closed")]
    Closed,
    /// Money was counted before, another amount.
    #[error("the cash book was closed before, otherwise")]
    ClosedBefore,
    /// No such line, or one that cannot be taken back.
    #[error("the cash book has no such line to take back")]
    NoSuchLine,
    /// More than is left of the line.
    #[error("at most {left} đồng of the line are left to take back")]
    MoreThanLine {
        /// What is left of it.
        left: u64,
    },
    /// More than is in the drawer.
    #[error("the drawer has {left} đồng")]
    MoreThanDrawer {
        /// What is in it.
        left: u64,
    },
    /// A hand-over to oneself.
    #[error("money is handed over to another officer")]
    ToOneself,
    /// Only whoever it was given to can say that they have it.
    #[error("the hand-over is to another officer")]
    NotForYou,
    /// The hand-over is confirmed, or was taken back.
    #[error("the hand-over has ended before")]
    HandOverEnded,
    /// Nothing, where there must be some.
    #[error("an amount is missing")]
    AmountMissing,
    /// More than any.
    #[error("an amount is at most {max} đồng")]
    AmountOutOfRange {
        /// The limit broken.
        max: u64,
    },
    /// What has to be explained was not.
    #[error("the reason is missing")]
    ReasonMissing,
    /// A text is longer than kept.
    #[error("a text is longer than {max} characters")]
    TextTooLong {
        /// The limit broken.
        max: usize,
    },
    /// A control character, or one without a shape.
    #[error("a text holds a character that cannot be seen")]
    UnseenCharacter,
}

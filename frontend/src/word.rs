//! The server's word: believed when the unit's server signed it; and why asking for
//! it came to nothing.

use crate::engine::Desk;
use crate::keys::{self, KeyError};
use crate::transport::TransportError;
use app::counter::Trouble;
use store::StoreError;
use sync::baseline::BaselineError;
use sync::sign1::Sign1;
use thiserror::Error;

/// Why asking the server came to nothing. Everything is still in the store, and what
/// was asked for can be asked for again.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Not a baseline of this build's.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    #[error("what was signed cannot be read: {0}")]
    Unreadable(String),
    #[error("not this server's, or about something else")]
    Forged,
}

/// Bytes that are not what they should be.
pub(crate) fn unreadable(error: impl core::fmt::Display) -> Failure {
    Failure::Unreadable(error.to_string())
}

impl Failure {
    /// What time alone will not mend, when an exchange came to it.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Store(StoreError::News(news)) => Some(if news.needs_update() {
                Trouble::UpdateNeeded
            } else {
                Trouble::OtherHistory
            }),
            Self::Transport(TransportError::Refused { status, kind, .. }) => match *status {
                401 => Some(Trouble::SignInAgain),
                409 => Some(Trouble::OtherHistory),
                422 if kind == "unknown-version" => Some(Trouble::UpdateNeeded),
                400 | 413 | 415 | 422 => Some(Trouble::Refused),
                _ => None,
            },
            Self::Forged => Some(Trouble::OtherServer),
            Self::Store(StoreError::Full) => Some(Trouble::StorageFull),
            Self::Store(_)
            | Self::Transport(_)
            | Self::Key(_)
            | Self::Baseline(_)
            | Self::Unreadable(_) => None,
        }
    }

    /// A missing network is the ordinary case, and no error to whoever reads the log.
    pub(crate) fn is_ordinary(&self) -> bool {
        matches!(self, Self::Transport(TransportError::Unreachable(_)))
    }

    /// The server does not have it, or no longer.
    pub(crate) fn is_gone(&self) -> bool {
        matches!(
            self,
            Self::Transport(TransportError::Refused { status: 404, .. })
        )
    }

    /// The dossier has more events than the server gives at once.
    pub(crate) fn is_too_long(&self) -> bool {
        let Self::Transport(TransportError::Refused { kind, .. }) = self else {
            return false;
        };
        kind == "too-many-events"
    }

    /// The server does not know the session that the call wants.
    pub(crate) fn wants_session(&self) -> bool {
        matches!(self, Self::Transport(error) if error.wants_session())
    }
}

/// Believes only what the unit's server signed.
pub(crate) async fn signed(desk: &Desk, context: &str, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let message = Sign1::from_bytes(bytes).map_err(unreadable)?;
    if keys::is_signed_by(&desk.identity.server_key, context, &message).await? {
        Ok(message.payload)
    } else {
        Err(Failure::Forged)
    }
}

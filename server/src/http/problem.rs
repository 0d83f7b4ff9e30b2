//! Errors as the API tells them: problem details (RFC 9457).

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::any::Any;
use storage::StorageError;
use storage::exchange::ExchangeError as RunError;
use sync::bundle::BundleError;
use sync::codec::CodecError;
use sync::envelope::EnvelopeError;
use sync::exchange::ExchangeError;
use sync::limits::HISTORY_EVENTS_MAX;
use sync::renewal::RenewalError;
use sync::sign1::Sign1Error;
use thiserror::Error;

/// Seconds after which a busy server may be asked again.
const RETRY_AFTER_SECONDS: u64 = 2;

/// Everything that a request can come to, apart from success.
#[derive(Debug, Error)]
pub enum Problem {
    /// Bytes that are not what the address takes.
    #[error("the body cannot be read: {0}")]
    Malformed(String),
    /// Another media type or content encoding.
    #[error("{0}")]
    UnsupportedMediaType(String),
    /// The body, or something in it, is over a limit.
    #[error("{0}")]
    TooLarge(String),
    /// A format or schema from a later build.
    #[error("{0}")]
    UnknownVersion(String),
    /// Well-formed, and yet impossible.
    #[error("{0}")]
    Impossible(String),
    /// A dossier with more events than are given at once.
    #[error("this dossier has over {HISTORY_EVENTS_MAX} events")]
    TooManyEvents,
    /// The signature does not fit the device.
    #[error("the signature does not fit this device, or the device is not registered here")]
    BadSignature,
    /// Wrong name or password.
    #[error("wrong name or password")]
    WrongCredentials,
    /// The officer never signed in on the device that asks for a session.
    #[error("this officer never signed in on this device")]
    NeverSignedIn,
    /// The device asks for a session on a word of the server that is not of just now.
    #[error("the device has not heard this server lately: exchange, then ask again")]
    NotHeardLately,
    /// No session, or one that has ended.
    #[error("sign in first")]
    SignedOut,
    /// Nothing at this address.
    #[error("nothing at this address")]
    NotFound,
    /// The address knows other methods.
    #[error("this address does not know the method")]
    MethodNotAllowed,
    /// The device has seen another history than this server's.
    #[error(
        "what the device has seen up to position {after} is not this server's history, which ends at {head}: it was restored or exchanged; tell the administrator"
    )]
    OtherHistory {
        /// The device's cursor.
        after: u64,
        /// The stream's head.
        head: u64,
    },
    /// The text that is confirmed is not the one in force.
    #[error("the text has changed since it was read: sync, and read it again")]
    OtherText,
    /// A part that does not begin where the ones before it end.
    #[error("the upload goes on at byte {at}")]
    WrongOffset {
        /// Where it goes on.
        at: u64,
    },
    /// Another version of tus, or none.
    #[error("send Tus-Resumable: 1.0.0")]
    OtherTus,
    /// The body does not arrive.
    #[error("the body took too long")]
    TooSlow,
    /// Too many wrong passwords, or sessions asked for.
    #[error("too many tries; wait {seconds} s")]
    TooManyTries {
        /// How long.
        seconds: u64,
    },
    /// Papers are drawn by a browser, and this server has none.
    #[error("this server has no browser to draw PDFs with: name one with --browser")]
    NoBrowser,
    /// Too much at once.
    #[error("busy; try again soon")]
    Busy,
    /// Our fault.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

/// Tells the metrics which problem a response is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProblemKind(pub(crate) &'static str);

#[derive(Serialize)]
struct Body {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: String,
}

impl Problem {
    fn kind(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed", "Malformed body"),
            Self::UnsupportedMediaType(_) => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media-type",
                "Unsupported media type",
            ),
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Over a limit"),
            Self::UnknownVersion(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "unknown-version",
                "Version not known here",
            ),
            Self::Impossible(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "impossible",
                "Impossible request",
            ),
            Self::TooManyEvents => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "too-many-events",
                "Too many events",
            ),
            Self::BadSignature => (
                StatusCode::UNAUTHORIZED,
                "bad-signature",
                "Signature refused",
            ),
            Self::WrongCredentials => (
                StatusCode::UNAUTHORIZED,
                "wrong-credentials",
                "Wrong name or password",
            ),
            Self::NeverSignedIn => (
                StatusCode::UNAUTHORIZED,
                "never-signed-in",
                "Never signed in here",
            ),
            Self::NotHeardLately => (
                StatusCode::UNAUTHORIZED,
                "not-heard-lately",
                "Not heard lately",
            ),
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "signed-out", "Not signed in"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", "Nothing here"),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method",
                "Method not allowed",
            ),
            Self::OtherHistory { .. } => (StatusCode::CONFLICT, "other-history", "Another history"),
            Self::OtherText => (StatusCode::CONFLICT, "other-text", "Another text"),
            Self::WrongOffset { .. } => (StatusCode::CONFLICT, "wrong-offset", "Another offset"),
            Self::OtherTus => (StatusCode::PRECONDITION_FAILED, "tus", "Another tus"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too-slow", "Too slow"),
            Self::TooManyTries { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-tries",
                "Too many tries",
            ),
            Self::NoBrowser => (StatusCode::NOT_IMPLEMENTED, "no-browser", "No browser here"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", "Busy"),
            Self::Internal(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "Internal error",
            ),
        }
    }
}

impl Problem {
    fn retry_after_seconds(&self) -> Option<u64> {
        if let Self::TooManyTries { seconds } = self {
            Some(*seconds)
        } else {
            matches!(self, Self::Busy).then_some(RETRY_AFTER_SECONDS)
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, kind, title) = self.kind();
        if let Self::Internal(error) = &self {
            tracing::error!(error = format!("{error:#}"), "request.failed");
        } else {
            tracing::debug!(problem.kind = kind, problem.detail = %self, "request.refused");
        }
        let body = Body {
            r#type: format!("urn:khongcho:problem:{kind}"),
            title,
            status: status.as_u16(),
            detail: self.to_string(),
        };
        let mut response = (status, Json(body)).into_response();
        response.extensions_mut().insert(ProblemKind(kind));
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after_seconds() {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Busy(_) => {
                tracing::warn!(%error, "database.busy");
                Self::Busy
            }
            StorageError::Database(_)
            | StorageError::Corrupt { .. }
            | StorageError::RowsAffected { .. } => Self::Internal(error.into()),
        }
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<RunError> for Problem {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Storage(error) => error.into(),
            RunError::UnknownDevice(_) => Self::BadSignature,
            RunError::OtherHistory { after, head } => Self::OtherHistory { after, head },
            RunError::TooManyHeld | RunError::TooManyQuarantined => {
                Self::TooLarge(error.to_string())
            }
        }
    }
}

impl From<Sign1Error> for Problem {
    fn from(error: Sign1Error) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl From<ExchangeError> for Problem {
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::Codec(error) => Self::Malformed(error.to_string()),
            ExchangeError::UnknownVersion(_) => Self::UnknownVersion(error.to_string()),
            ExchangeError::TooManyEnvelopes(_) => Self::TooLarge(error.to_string()),
        }
    }
}

impl From<BundleError> for Problem {
    fn from(error: BundleError) -> Self {
        match error {
            BundleError::Codec(error) => Self::Malformed(error.to_string()),
            BundleError::UnknownVersion(_) => Self::UnknownVersion(error.to_string()),
        }
    }
}

impl From<CodecError> for Problem {
    fn from(error: CodecError) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl From<RenewalError> for Problem {
    fn from(error: RenewalError) -> Self {
        match error {
            RenewalError::Codec(error) => Self::Malformed(error.to_string()),
            RenewalError::UnknownVersion(_) => Self::UnknownVersion(error.to_string()),
        }
    }
}

impl From<EnvelopeError> for Problem {
    fn from(error: EnvelopeError) -> Self {
        match error {
            EnvelopeError::TooLarge(_) => Self::TooLarge(error.to_string()),
            EnvelopeError::Codec(_) => Self::Malformed(error.to_string()),
            EnvelopeError::UnknownVersion(_) | EnvelopeError::UnknownSchema(_) => {
                Self::UnknownVersion(error.to_string())
            }
            EnvelopeError::SequenceOutOfRange(_) | EnvelopeError::SchemaTooOld { .. } => {
                Self::Impossible(error.to_string())
            }
        }
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}

/// Nothing at this address of the API.
pub(super) async fn not_found() -> Problem {
    Problem::NotFound
}

/// The address knows other methods.
pub(super) async fn method_not_allowed() -> Problem {
    Problem::MethodNotAllowed
}

/// Work on another thread panicked.
pub(super) fn panicked_with(error: &tokio::task::JoinError) -> Problem {
    Problem::Internal(anyhow::anyhow!("{error}"))
}

/// A handler panicked: a bug, answered and logged; the server lives on.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that the layer takes"
)]
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("panic");
    Problem::Internal(anyhow::anyhow!("panic: {text}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind};

    #[test]
    fn a_held_database_is_busy_and_not_broken() {
        let busy = StorageError::busy(Error::from(ErrorKind::WouldBlock));
        let reply = Problem::from(busy).into_response();
        assert_eq!(reply.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(reply.headers().contains_key(RETRY_AFTER));
    }

    #[test]
    fn the_log_tells_a_failure_once() {
        let full = StorageError::database(Error::other("disk is full"));
        let Problem::Internal(error) = Problem::from(full) else {
            panic!("a failure of the database is ours");
        };
        assert_eq!(format!("{error:#}"), "the database failed: disk is full");
    }
}

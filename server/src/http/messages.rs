//! The messages of a body, one after another as they arrive (SPEC X9): whoever sends
//! many on a line that is cut has lost only the one that was on its way.

use super::Problem;
use super::body::{self, Arriving};
use crate::state::AppState;
use axum::body::{Body, HttpBody};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use flate2::write::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use sync::chain::Hash;
use sync::codec::first_item;
use sync::exchange::MEDIA_TYPE;
use sync::limits::{
    MESSAGE_BYTES_MAX, REQUEST_BYTES_MAX, REQUEST_MESSAGES_MAX, REQUEST_UNPACKED_BYTES_MAX,
};

/// A message being worked on stands side by side with its payload and its envelopes.
const COPIES: usize = 3;

/// The first byte of every message: an array of four (S1).
const MESSAGE_HEAD: u8 = 0x84;

/// The body of a request, taken apart into messages.
#[derive(Debug)]
pub(super) struct Messages {
    arriving: Arriving,
    unpack: Unpack,
    /// Why no more of the body can be unpacked.
    spoilt: Option<Problem>,
    hash: Sha256,
    count: usize,
    /// Bytes of the messages so far, unpacked.
    pub(super) size_bytes: usize,
}

/// How the body is packed, and what has been unpacked of it and not taken yet. Whether
/// it came as it was sent is told by the signatures, not by a trailer.
#[derive(Debug)]
enum Unpack {
    Plain(Bounded),
    Gzip(Box<MultiGzDecoder<Bounded>>),
}

/// Unpacked bytes within the limits (L3): a few bytes cannot become megabytes.
#[derive(Debug, Default)]
struct Bounded {
    bytes: Vec<u8>,
    /// Bytes in all, with those that were taken.
    total: usize,
}

impl Messages {
    /// Looks at the type and the packing of the body.
    pub(super) async fn of(
        state: &AppState,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<Self, Problem> {
        let unpack = match Unpack::of(headers) {
            Ok(unpack) => unpack,
            Err(problem) => return Err(body::refuse(body, problem).await),
        };
        if body.size_hint().lower() > REQUEST_BYTES_MAX as u64 {
            let limit = format!("over {REQUEST_BYTES_MAX} bytes");
            return Err(body::refuse(body, Problem::TooLarge(limit)).await);
        }
        // Who would be sent away after the upload is sent away before it. A slow line
        // takes no place at the desk while it sends: its bytes have a share of memory.
        if state.desk.available_permits() == 0 {
            return Err(body::refuse(body, Problem::Busy).await);
        }
        Ok(Self {
            arriving: Arriving::new(body, REQUEST_BYTES_MAX, &state.memory),
            unpack,
            spoilt: None,
            hash: Sha256::new(),
            count: 0,
            size_bytes: 0,
        })
    }

    /// The next message; `None` after the last.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        loop {
            let waiting = self.unpack.bounded();
            let found = first_item(waiting)?;
            if found.unwrap_or(waiting.len()) > MESSAGE_BYTES_MAX {
                let limit = format!("a message of over {MESSAGE_BYTES_MAX} bytes");
                return Err(Problem::TooLarge(limit));
            }
            if let Some(end) = found {
                let rest = waiting.split_off(end);
                // What is plainly no message refuses the one before it as well, which
                // would else be written first.
                if rest.first().is_some_and(|head| *head != MESSAGE_HEAD) {
                    return Err(Problem::Malformed("bytes after its end".into()));
                }
                let message = core::mem::replace(waiting, rest);
                self.count += 1;
                if self.count > REQUEST_MESSAGES_MAX {
                    let limit = format!("over {REQUEST_MESSAGES_MAX} messages in a request");
                    return Err(Problem::TooLarge(limit));
                }
                self.hash.update(&message);
                self.size_bytes += message.len();
                self.arriving.grow_to(message.len() * COPIES)?;
                return Ok(Some(message));
            }
            // What had come whole before is taken first.
            if let Some(problem) = self.spoilt.take() {
                return Err(problem);
            }
            let Some(packed) = self.arriving.next().await? else {
                return if self.unpack.bounded().is_empty() {
                    if self.count == 0 {
                        self.unpack.end()?;
                    }
                    Ok(None)
                } else {
                    Err(Problem::Malformed("it ends within a message".into()))
                };
            };
            self.spoilt = self.unpack.write(&packed).err();
            let begins = self.unpack.bounded().first() == Some(&MESSAGE_HEAD);
            if let Some(problem) = self.spoilt.take_if(|_| !begins) {
                return Err(problem);
            }
            let waiting = self.unpack.bounded().len();
            self.arriving.grow_to(waiting)?;
        }
    }

    /// Whether it is known that no further message will come.
    pub(super) fn has_ended(&mut self) -> bool {
        self.spoilt.is_none() && self.arriving.has_ended() && self.unpack.bounded().is_empty()
    }

    /// Whether there was more than the request.
    pub(super) fn were_many(&self) -> bool {
        self.count > 1
    }

    /// Room for another message's worth of bytes beside the present one.
    pub(super) fn grow_to(&mut self, bytes: usize) -> Result<(), Problem> {
        self.arriving.grow_to(bytes.saturating_mul(COPIES))
    }

    /// Hash of all messages: what the answer answers.
    pub(super) fn hash(&self) -> Hash {
        Hash(self.hash.clone().finalize().into())
    }

    /// Lets the client finish, so that it reads why it was refused.
    pub(super) async fn refuse(self, problem: Problem) -> Problem {
        self.arriving.refuse(problem).await
    }
}

impl Unpack {
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let text = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        // Names of types and packings have no case, and parameters say nothing here.
        let essence = text(CONTENT_TYPE).split(';').next().unwrap_or_default();
        if !essence.trim().eq_ignore_ascii_case(MEDIA_TYPE) {
            return Err(Problem::UnsupportedMediaType(format!("send {MEDIA_TYPE}")));
        }
        match text(CONTENT_ENCODING).to_ascii_lowercase().as_str() {
            "" | "identity" => Ok(Self::Plain(Bounded::default())),
            "gzip" | "x-gzip" => Ok(Self::Gzip(Box::new(
                MultiGzDecoder::new(Bounded::default()),
            ))),
            other => Err(Problem::UnsupportedMediaType(format!(
                "content encoding {other}: send gzip"
            ))),
        }
    }

    fn bounded(&mut self) -> &mut Vec<u8> {
        match self {
            Self::Plain(bounded) => &mut bounded.bytes,
            Self::Gzip(decoder) => &mut decoder.get_mut().bytes,
        }
    }

    /// Why nothing came of it, if that is so.
    fn end(&mut self) -> Result<(), Problem> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Gzip(decoder) => decoder.try_finish().map_err(not_unpacked),
        }
    }

    fn write(&mut self, packed: &[u8]) -> Result<(), Problem> {
        let outcome = match self {
            Self::Plain(bounded) => bounded.write_all(packed),
            // Flushed, because a message that has come whole must not wait in here.
            Self::Gzip(decoder) => decoder.write_all(packed).and_then(|()| decoder.flush()),
        };
        outcome.map_err(not_unpacked)
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn not_unpacked(error: io::Error) -> Problem {
    if error.kind() == io::ErrorKind::FileTooLarge {
        Problem::TooLarge(error.to_string())
    } else {
        Problem::Malformed(format!("it is not gzip: {error}"))
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.total += bytes.len();
        if self.total > REQUEST_UNPACKED_BYTES_MAX {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                format!("unpacked, over {REQUEST_UNPACKED_BYTES_MAX} bytes"),
            ));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

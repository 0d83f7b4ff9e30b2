//! A request to the exchange before anyone has looked at its signature: it costs as
//! little as it can.

use super::body::{self, Received};
use super::{Problem, problem};
use crate::state::AppState;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use domain::id::{DeviceId, UnitId};
use serde_bytes::ByteBuf;
use std::io::Read;
use storage::failpoint;
use sync::envelope::Sealed;
use sync::exchange::{MEDIA_TYPE, Request};
use sync::limits::{BATCH_BYTES_MAX, BATCH_ENVELOPES_MAX, REQUEST_BYTES_MAX};
use sync::sign1::Sign1;
use tokio::sync::SemaphorePermit;

/// So much can come of a packed body: a full batch, a full bundle carried along (L1)
/// and what is around them.
/// Not so many times its packed size: equal texts pack without end, and a batch
/// that is refused once is refused for ever.
const UNPACKED_BYTES_MAX: usize = 2 * BATCH_BYTES_MAX + (64 << 10);

/// Reads the body, takes a place at the desk and takes the request apart.
pub(super) async fn receive<'a>(
    state: &'a AppState,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Opened, SemaphorePermit<'a>), Problem> {
    let packing = match Packing::of(headers) {
        Ok(packing) => packing,
        Err(problem) => return Err(body::refuse(body, problem).await),
    };
    // Who would be sent away after the upload is sent away before it. A slow line
    // takes no place at the desk while it sends: its bytes have a share of memory.
    if state.desk.available_permits() == 0 {
        return Err(body::refuse(body, Problem::Busy).await);
    }
    let body = body::read(body, REQUEST_BYTES_MAX, &state.memory).await?;
    let place = state.desk.try_acquire().map_err(|_| Problem::Busy)?;
    failpoint::pass("received");
    // What a stranger sent does not keep this thread's other connections waiting.
    let opened = tokio::task::spawn_blocking(move || Opened::read(packing, body)).await;
    let opened = opened.map_err(|error| problem::panicked_with(&error))??;
    Ok((opened, place))
}

/// How the body is packed.
#[derive(Clone, Copy, Debug)]
enum Packing {
    Plain,
    Gzip,
}

impl Packing {
    /// Looks at the type and the packing of the body.
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
            "" | "identity" => Ok(Self::Plain),
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            other => Err(Problem::UnsupportedMediaType(format!(
                "content encoding {other}: send gzip"
            ))),
        }
    }

    /// Unpacks within the limits (L3): a few bytes cannot become megabytes.
    fn unpack(self, packed: &[u8]) -> Result<Option<Vec<u8>>, Problem> {
        match self {
            Self::Plain => Ok(None),
            Self::Gzip => {
                let mut unpacked = Vec::new();
                flate2::read::GzDecoder::new(packed)
                    .take(UNPACKED_BYTES_MAX as u64 + 1)
                    .read_to_end(&mut unpacked)
                    .map_err(|error| Problem::Malformed(format!("gzip: {error}")))?;
                if unpacked.len() > UNPACKED_BYTES_MAX {
                    return Err(Problem::TooLarge(format!(
                        "unpacked, over {UNPACKED_BYTES_MAX} bytes"
                    )));
                }
                Ok(Some(unpacked))
            }
        }
    }
}

/// A request taken apart; nobody has looked at its signature yet.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) message: Sign1,
    pub(super) request: Request,
    pub(super) envelopes: Vec<Sealed>,
    /// Bytes of the body, unpacked.
    pub(super) size_bytes: usize,
    /// Its share of the memory, for as long as it is worked on.
    pub(super) share: Received,
}

impl Opened {
    fn read(packing: Packing, mut body: Received) -> Result<Self, Problem> {
        let unpacked = packing.unpack(&body.bytes)?;
        let plain = unpacked.as_ref().unwrap_or(&body.bytes);
        let size_bytes = plain.len();
        let message = Sign1::from_bytes(plain)?;
        drop(unpacked);
        // The body, its payload and its envelopes stand side by side from here on.
        body.grow_to(size_bytes.saturating_mul(3))?;
        let request = Request::from_bytes(&message.payload)?;
        if let Some(bundle) = &request.carried {
            // So do its payload and its envelopes.
            body.grow_to((size_bytes + bundle.len()).saturating_mul(3))?;
        }
        let envelopes = open_all(&request.unit, request.device, &request.envelopes)?;
        Ok(Self {
            message,
            request,
            envelopes,
            size_bytes,
            share: body,
        })
    }
}

/// Opens the envelopes of a request or of a bundle. One that cannot be read refuses
/// the request: nothing of it is written, and the device keeps everything (X6).
pub(super) fn open_all(
    unit: &UnitId,
    device: DeviceId,
    sealed: &[ByteBuf],
) -> Result<Vec<Sealed>, Problem> {
    if sealed.len() > BATCH_ENVELOPES_MAX {
        return Err(Problem::TooLarge(format!(
            "over {BATCH_ENVELOPES_MAX} envelopes in a batch"
        )));
    }
    let bytes: usize = sealed.iter().map(|bytes| bytes.len()).sum();
    if bytes > BATCH_BYTES_MAX {
        return Err(Problem::TooLarge(format!(
            "over {BATCH_BYTES_MAX} bytes of envelopes in a batch"
        )));
    }
    let mut envelopes = Vec::with_capacity(sealed.len());
    for bytes in sealed {
        let sealed = Sealed::open(bytes.to_vec())?;
        if sealed.envelope.unit != *unit || sealed.envelope.device != device {
            return Err(Problem::Impossible(
                "an envelope of another unit or device".into(),
            ));
        }
        envelopes.push(sealed);
    }
    Ok(envelopes)
}

//! A message of an exchange before anyone has looked at its signature: it costs as
//! little as it can.

use super::{Problem, problem};
use domain::id::{DeviceId, UnitId};
use serde_bytes::ByteBuf;
use sync::bundle::Bundle;
use sync::envelope::Sealed;
use sync::exchange::Request;
use sync::limits::{BATCH_BYTES_MAX, BATCH_ENVELOPES_MAX};
use sync::sign1::Sign1;

/// A request or a bundle with its envelopes.
#[derive(Debug)]
pub(super) struct Opened<T> {
    pub(super) message: Sign1,
    pub(super) content: T,
    pub(super) envelopes: Vec<Sealed>,
}

/// Takes the request apart.
pub(super) async fn request(bytes: Vec<u8>) -> Result<Opened<Request>, Problem> {
    aside(move || {
        let message = Sign1::from_bytes(&bytes)?;
        let content = Request::from_bytes(&message.payload)?;
        let envelopes = open_all(&content.unit, content.device, &content.envelopes)?;
        Ok(Opened {
            message,
            content,
            envelopes,
        })
    })
    .await
}

/// Takes a bundle apart that follows the request.
pub(super) async fn bundle(bytes: Vec<u8>) -> Result<Opened<Bundle>, Problem> {
    aside(move || {
        let message = Sign1::from_bytes(&bytes)?;
        let content = Bundle::from_bytes(&message.payload)?;
        let envelopes = open_all(&content.unit, content.device, &content.envelopes)?;
        Ok(Opened {
            message,
            content,
            envelopes,
        })
    })
    .await
}

/// What a stranger sent does not keep this thread's other connections waiting.
async fn aside<T: Send + 'static>(
    open: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let opened = tokio::task::spawn_blocking(open).await;
    opened.map_err(|error| problem::panicked_with(&error))?
}

/// Opens the envelopes of a request or of a bundle. One that cannot be read refuses
/// the message: nothing of it is written, and the device keeps everything (X6).
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

//! An officer's word on a text that rested on memory of the law.

use crate::catalogue;
use crate::engine::Engine;
use crate::session;
use crate::transport::{self, ReviewWord, TransportError};
use app::counter::HostError;
use domain::review::Item;
use std::rc::Rc;

/// Tells the server, and fetches what it gives out from then on.
pub(crate) async fn confirm(
    engine: &Rc<Engine>,
    item: &Item,
    stands: bool,
    note: &str,
) -> Result<(), HostError> {
    let desk = engine.desk()?;
    let digest = item.digest();
    let word = ReviewWord {
        key: &item.key,
        digest: &digest,
        stands,
        note,
    };
    let told = session::with(engine, &desk, async || transport::review(&word).await).await;
    told.map_err(|error| match error {
        TransportError::Unreachable(_) => HostError::Unreachable,
        TransportError::Refused { status: 401, .. } => HostError::SignedOut,
        TransportError::Refused { kind, .. } if kind == "other-text" || kind == "not-found" => {
            HostError::OtherText
        }
        other @ (TransportError::Refused { .. } | TransportError::Garbled(_)) => {
            HostError::Server(other.to_string())
        }
    })?;
    let at_hand = catalogue::at_hand(engine).await;
    catalogue::refresh(engine, at_hand).await;
    Ok(())
}

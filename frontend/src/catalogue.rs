//! Bringing the catalogue to the device, and from the device to the pages.

use crate::browser::log;
use crate::channel::Hint;
use crate::engine::Engine;
use crate::transport;
use app::lookup::Lookup;
use domain::catalogue::{CatalogueList, ProcedureCard};
use leptos::prelude::Set;
use std::rc::Rc;
use std::sync::Arc;
use store::StoreError;
use sync::chain::Hash;
use sync::codec::from_cbor;

const LIST: &str = "catalogue-list";
const CARDS: &str = "catalogue-cards";
const HASH: &str = "catalogue-hash";

/// Shows the catalogue that this device has, if it has one; returns its hash.
pub(crate) async fn show(engine: &Rc<Engine>) -> Option<String> {
    let stored = async {
        let device = &engine.device;
        let list = device.blob(LIST).await?;
        let cards = device.blob(CARDS).await?;
        let hash = device.blob(HASH).await?;
        Ok::<_, StoreError>(list.zip(cards).zip(hash))
    };
    let ((list, cards), hash) = match stored.await {
        Ok(found) => found?,
        Err(error) => {
            log("catalogue", &error);
            return None;
        }
    };
    let list: CatalogueList = from_cbor(&list)
        .map_err(|error| log("catalogue", &error))
        .ok()?;
    let cards: Vec<ProcedureCard> = from_cbor(&cards)
        .map_err(|error| log("catalogue", &error))
        .ok()?;
    engine
        .counter
        .lookup
        .set(Some(Arc::new(Lookup::new(list, cards))));
    String::from_utf8(hash).ok()
}

/// The hash of the catalogue that this device has.
pub(crate) async fn at_hand(engine: &Rc<Engine>) -> Option<String> {
    let hash = engine.device.blob(HASH).await.ok().flatten()?;
    String::from_utf8(hash).ok()
}

/// Fetches the catalogue in force when it is not the one at hand.
pub(crate) async fn refresh(engine: &Rc<Engine>, at_hand: Option<String>) {
    match fetch(engine, at_hand).await {
        Ok(false) => {}
        Ok(true) => {
            show(engine).await;
            engine.channel.tell(&Hint::Catalogue);
        }
        Err(error) => log("catalogue", &error),
    }
}

async fn fetch(engine: &Rc<Engine>, at_hand: Option<String>) -> Result<bool, String> {
    let manifest = transport::catalogue()
        .await
        .map_err(|error| error.to_string())?;
    if at_hand.as_deref() == Some(manifest.hash.as_str()) {
        return Ok(false);
    }
    let list = part(&manifest.list.hash).await?;
    let cards = part(&manifest.cards.hash).await?;
    let blobs: [(&str, &[u8]); 3] = [
        (LIST, &list),
        (CARDS, &cards),
        (HASH, manifest.hash.as_bytes()),
    ];
    engine
        .device
        .keep_blobs(&blobs)
        .await
        .map_err(|error| error.to_string())?;
    Ok(true)
}

async fn part(hash: &str) -> Result<Vec<u8>, String> {
    let bytes = transport::catalogue_part(hash)
        .await
        .map_err(|error| error.to_string())?;
    if Hash::of(&bytes).to_string() == hash {
        Ok(bytes)
    } else {
        Err(format!("{hash} arrived damaged"))
    }
}

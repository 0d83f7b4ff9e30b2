//! Bringing the catalogue, the calendar and the printed forms to the device, and from
//! the device to the pages.

use crate::browser::{log, note};
use crate::channel::Hint;
use crate::engine::Engine;
use crate::transport::{self, TransportError};
use app::lookup::Lookup;
use domain::calendar::CalendarLines;
use domain::catalogue::{CatalogueList, ProcedureCard};
use domain::form::FormSet;
use gloo_net::http::Request;
use leptos::prelude::Set;
use serde::Deserialize;
use std::rc::Rc;
use std::sync::Arc;
use store::StoreError;
use sync::chain::Hash;
use sync::codec::from_cbor;
use thiserror::Error;
use web_sys::AbortSignal;

const LIST: &str = "catalogue-list";
const CARDS: &str = "catalogue-cards";
const CALENDAR: &str = "calendar";
const FORMS: &str = "forms";
/// The manifest is a few hundred bytes.
const MANIFEST_TIMEOUT_MS: u32 = 60_000;
const HASH: &str = "catalogue-hash";

/// The catalogue in force could not be brought here; the one at hand serves on.
#[derive(Debug, Error)]
enum FetchError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error("{0} arrived damaged")]
    Damaged(String),
}

/// Shows the catalogue that this device has, if it has one; returns its hash.
pub(crate) async fn show(engine: &Rc<Engine>) -> Option<String> {
    let stored = async {
        let device = &engine.device;
        let list = device.blob(LIST).await?;
        let cards = device.blob(CARDS).await?;
        let calendar = device.blob(CALENDAR).await?;
        let forms = device.blob(FORMS).await?;
        let hash = device.blob(HASH).await?;
        Ok::<_, StoreError>((list.zip(cards).zip(hash), calendar, forms))
    };
    let (((list, cards), hash), calendar, forms) = match stored.await {
        Ok((found, calendar, forms)) => (found?, calendar, forms),
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
    // What an earlier build kept has none; the next exchange brings it.
    let calendar = calendar.map(|bytes| from_cbor::<CalendarLines>(&bytes));
    let calendar = calendar
        .transpose()
        .map_err(|error| log("calendar", &error))
        .ok()?
        .unwrap_or_default();
    let forms = forms.map(|bytes| from_cbor::<FormSet>(&bytes));
    let forms = forms
        .transpose()
        .map_err(|error| log("forms", &error))
        .ok()?
        .unwrap_or_default();
    let lookup = Lookup::new(list, cards, &calendar, forms);
    engine.counter.lookup.set(Some(Arc::new(lookup)));
    String::from_utf8(hash).ok()
}

/// The hash of the catalogue that this device has.
pub(crate) async fn at_hand(engine: &Rc<Engine>) -> Option<String> {
    let hash = engine.device.blob(HASH).await.ok().flatten()?;
    String::from_utf8(hash).ok()
}

/// Fetches the catalogue in force when it is not the one at hand.
pub(crate) async fn refresh(engine: &Rc<Engine>, at_hand: Option<String>) {
    if engine.fetching.replace(true) {
        return;
    }
    match fetch(engine, at_hand.as_deref()).await {
        Ok(None) => *engine.catalogue.borrow_mut() = at_hand,
        Ok(Some(fetched)) => {
            show(engine).await;
            *engine.catalogue.borrow_mut() = Some(fetched);
            engine.channel.tell(&Hint::Catalogue);
        }
        // The next exchange speaks of the catalogue again.
        Err(error) => {
            if let FetchError::Store(error) = &error {
                engine.wrote(Some(error));
                engine.show_sync();
            }
            if matches!(error, FetchError::Transport(TransportError::Unreachable(_))) {
                note("catalogue", &error);
            } else {
                log("catalogue", &error);
            }
        }
    }
    engine.fetching.set(false);
}

/// Returns the hash of what was fetched, `None` when there was no need.
async fn fetch(engine: &Rc<Engine>, at_hand: Option<&str>) -> Result<Option<String>, FetchError> {
    let manifest = transport::catalogue().await?;
    if at_hand == Some(manifest.hash.as_str()) {
        return Ok(None);
    }
    let list = part(&manifest.list.hash).await?;
    let cards = part(&manifest.cards.hash).await?;
    let calendar = part(&manifest.calendar.hash).await?;
    let forms = match forms_in_force().await? {
        Some(forms) => Some(part(&forms.hash).await?),
        None => None,
    };
    let mut blobs: Vec<(&str, &[u8])> = vec![
        (LIST, &list),
        (CARDS, &cards),
        (CALENDAR, &calendar),
        (HASH, manifest.hash.as_bytes()),
    ];
    if let Some(forms) = &forms {
        blobs.push((FORMS, forms));
    }
    engine.device.keep_blobs(&blobs).await?;
    Ok(Some(manifest.hash))
}

#[derive(Deserialize)]
struct Manifest {
    /// None at a server that has no forms yet.
    forms: Option<Part>,
}

#[derive(Deserialize)]
struct Part {
    hash: String,
}

/// The forms in force: `transport::catalogue` does not read this part of the manifest
/// yet.
async fn forms_in_force() -> Result<Option<Part>, TransportError> {
    let unreachable = |error: gloo_net::Error| TransportError::Unreachable(error.to_string());
    let garbled = |error: gloo_net::Error| TransportError::Garbled(error.to_string());
    let patience = AbortSignal::timeout_with_u32(MANIFEST_TIMEOUT_MS);
    let request = Request::get("/api/v1/catalogue").abort_signal(Some(&patience));
    let answer = request.send().await.map_err(unreachable)?;
    let manifest: Manifest = answer.json().await.map_err(garbled)?;
    Ok(manifest.forms)
}

async fn part(hash: &str) -> Result<Vec<u8>, FetchError> {
    let bytes = transport::catalogue_part(hash).await?;
    if Hash::of(&bytes).to_string() == hash {
        Ok(bytes)
    } else {
        Err(FetchError::Damaged(hash.to_owned()))
    }
}

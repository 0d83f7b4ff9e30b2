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
use domain::review::Reviewed;
use leptos::prelude::Set;
use serde::de::DeserializeOwned;
use std::rc::Rc;
use std::sync::Arc;
use store::StoreError;
use sync::chain::Hash;
use sync::codec::from_cbor;
use thiserror::Error;

const LIST: &str = "catalogue-list";
const CARDS: &str = "catalogue-cards";
const CALENDAR: &str = "calendar";
const FORMS: &str = "forms";
const REVIEW: &str = "review";
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
        let review = device.blob(REVIEW).await?;
        let hash = device.blob(HASH).await?;
        Ok::<_, StoreError>((list.zip(cards).zip(hash), calendar, forms, review))
    };
    let (((list, cards), hash), calendar, forms, review) = match stored.await {
        Ok((found, calendar, forms, review)) => (found?, calendar, forms, review),
        Err(error) => {
            log("catalogue", &error);
            return None;
        }
    };
    let list = read::<CatalogueList>(LIST, &list);
    let cards = read::<Vec<ProcedureCard>>(CARDS, &cards);
    // Without these the look-up works all the same: an earlier build kept none.
    let calendar = calendar.map_or(Some(CalendarLines::default()), |it| read(CALENDAR, &it));
    let forms = forms.map_or(Some(FormSet::default()), |it| read(FORMS, &it));
    let review = review.map_or(Some(Vec::new()), |it| read::<Vec<Reviewed>>(REVIEW, &it));
    let whole = review.is_some()
        && list.is_some()
        && cards.is_some()
        && calendar.is_some()
        && forms.is_some();
    if !whole {
        // Damaged, or of another build: the next exchange brings it again.
        forget(engine).await;
    }
    let (list, cards) = list.zip(cards)?;
    let (calendar, forms) = (calendar.unwrap_or_default(), forms.unwrap_or_default());
    let lookup = Lookup::new(list, cards, &calendar, forms);
    let lookup = lookup.with_review(review.unwrap_or_default());
    engine.counter.lookup.set(Some(Arc::new(lookup)));
    String::from_utf8(hash).ok().filter(|_| whole)
}

fn read<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Option<T> {
    let read = from_cbor(bytes);
    read.map_err(|error| log(what, &error)).ok()
}

/// No catalogue is the one at hand any more.
async fn forget(engine: &Rc<Engine>) {
    if let Err(error) = engine.device.keep_blobs(&[(HASH, b"")]).await {
        log(HASH, &error);
    }
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
    let forms = part(&manifest.forms.hash).await?;
    let review = part(&manifest.review.hash).await?;
    let blobs: [(&str, &[u8]); 6] = [
        (LIST, &list),
        (CARDS, &cards),
        (CALENDAR, &calendar),
        (FORMS, &forms),
        (REVIEW, &review),
        (HASH, manifest.hash.as_bytes()),
    ];
    engine.device.keep_blobs(&blobs).await?;
    Ok(Some(manifest.hash))
}

async fn part(hash: &str) -> Result<Vec<u8>, FetchError> {
    let bytes = transport::catalogue_part(hash).await?;
    if Hash::of(&bytes).to_string() == hash {
        Ok(bytes)
    } else {
        Err(FetchError::Damaged(hash.to_owned()))
    }
}

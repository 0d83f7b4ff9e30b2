//! Bringing the catalogue, the calendar, the printed forms and how books are kept to the
//! device, and from the device to the pages.

use crate::books;
use crate::browser::{log, note};
use crate::channel::Hint;
use crate::engine::Engine;
use crate::transport::{self, TransportError};
use app::lookup::Lookup;
use domain::calendar::CalendarLines;
use domain::catalogue::{CatalogueList, ProcedureCard};
use domain::form::FormSet;
use domain::register::PolicyLines;
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
const REGISTERS: &str = "registers";
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
        let hash = device.blob(HASH).await?;
        let rest = [CALENDAR, FORMS, REGISTERS, REVIEW];
        let mut blobs = [const { None }; 4];
        for (blob, name) in blobs.iter_mut().zip(rest) {
            *blob = device.blob(name).await?;
        }
        Ok::<_, StoreError>((list.zip(cards).zip(hash), blobs))
    };
    let (((list, cards), hash), [calendar, forms, registers, review]) = match stored.await {
        Ok((found, rest)) => (found?, rest),
        Err(error) => {
            log("catalogue", &error);
            return None;
        }
    };
    let list = read::<CatalogueList>(LIST, &list);
    let cards = read::<Vec<ProcedureCard>>(CARDS, &cards);
    let calendar = read_or_none::<CalendarLines>(CALENDAR, calendar);
    let forms = read_or_none::<FormSet>(FORMS, forms);
    let registers = read_or_none::<PolicyLines>(REGISTERS, registers);
    let review = read_or_none::<Vec<Reviewed>>(REVIEW, review);
    let whole = list.is_some()
        && cards.is_some()
        && calendar.is_some()
        && forms.is_some()
        && registers.is_some()
        && review.is_some();
    if !whole {
        // Damaged, or of another build: the next exchange brings it again.
        forget(engine).await;
    }
    let (list, cards) = list.zip(cards)?;
    let (calendar, forms) = (calendar.unwrap_or_default(), forms.unwrap_or_default());
    let lookup = Lookup::new(list, cards, &calendar, forms)
        .with_registers(&registers.unwrap_or_default())
        .with_review(review.unwrap_or_default());
    engine.counter.lookup.set(Some(Arc::new(lookup)));
    String::from_utf8(hash).ok().filter(|_| whole)
}

fn read<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Option<T> {
    let read = from_cbor(bytes);
    read.map_err(|error| log(what, &error)).ok()
}

/// A part without which the look-up works all the same: an earlier build kept none.
fn read_or_none<T: DeserializeOwned + Default>(what: &str, bytes: Option<Vec<u8>>) -> Option<T> {
    bytes.map_or(Some(T::default()), |bytes| read(what, &bytes))
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
            engine.untended.set(true);
            books::tend(engine).await;
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
    let registers = part(&manifest.registers.hash).await?;
    let review = part(&manifest.review.hash).await?;
    let blobs: [(&str, &[u8]); 7] = [
        (LIST, &list),
        (CARDS, &cards),
        (CALENDAR, &calendar),
        (FORMS, &forms),
        (REGISTERS, &registers),
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

//! `POST /api/v1/exchange`: the outbox up, the news down (SPEC §X).

use super::Problem;
use super::opened::{self, Opened, open_all};
use crate::clerk::Writing;
use crate::keys;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use domain::dossier::DeviceTag;
use domain::id::UnitId;
use domain::instant::Instant;
use storage::exchange::{Cursor, Delivery, Outcome, read};
use storage::{Access, Contact, Transaction, failpoint};
use sync::bundle::{BUNDLE_CONTEXT, Bundle, Carried};
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{ANSWER_CONTEXT, Answer, MEDIA_TYPE, REQUEST_CONTEXT, Request};
use sync::limits::CLOCK_AHEAD_MAX_MS;
use sync::sign1::Sign1;

/// A device that only asks has its last contact noted this often.
const CONTACT_NOTED_EVERY_MS: i64 = 5 * 60 * 1_000;

/// Reads, authenticates, judges, commits, answers.
pub(super) async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let (opened, _place) = opened::receive(&state, &headers, body).await?;
    let Opened {
        message,
        request,
        envelopes,
        size_bytes,
        share: _share,
    } = opened;

    let now = (state.clock)();
    let (tag, outcome, carried) = perform(&state, &message, &request, envelopes, now).await?;
    failpoint::pass("committed");
    let Outcome {
        receipts,
        news,
        head,
        appended,
    } = outcome;
    if appended > 0 {
        // Nobody listening is fine.
        drop(state.hints.send(request.unit.clone()));
        state.follower.note(&request.unit, head);
    }
    tracing::info!(
        unit.id = %request.unit,
        device.tag = tag.0,
        batch.envelopes = receipts.len(),
        batch.size_bytes = size_bytes,
        news.envelopes = news.len(),
        stream.head = head,
        "exchange.done"
    );
    let answer = Answer {
        request: Hash::of(&message.payload),
        now,
        receipts,
        carried,
        after: request.after,
        news,
        head,
        catalogue: Some(state.snapshot().hash),
    };
    let payload = answer
        .to_bytes()
        .map_err(|error| Problem::Internal(error.into()))?;
    let bytes = state.key.sign(ANSWER_CONTEXT, payload)?.to_bytes()?;
    let counted = &state.metrics;
    counted.exchanged(&answer.receipts, &answer.news, size_bytes, bytes.len());
    failpoint::pass("before-answer");
    Ok(([(CONTENT_TYPE, MEDIA_TYPE)], bytes))
}

/// Authenticates, judges, commits. Returns the device's tag, what came of it, and
/// what became of the bundle carried.
async fn perform(
    state: &AppState,
    message: &Sign1,
    request: &Request,
    envelopes: Vec<Sealed>,
    now: Instant,
) -> Result<(DeviceTag, Outcome, Option<Carried>), Problem> {
    let contact = Contact {
        at: now,
        clock_lacks_ms: now.0.saturating_sub(request.clock.0),
    };

    // Who asks is checked before anyone has to wait for this exchange.
    let mut tx = state.storage.begin(Access::Read).await?;
    let device = tx.device(&request.unit, request.device).await?;
    let device = device.ok_or(Problem::BadSignature)?;
    if !keys::is_signed_by(&device.public_key, REQUEST_CONTEXT, message) {
        return Err(Problem::BadSignature);
    }
    failpoint::pass("authenticated");
    let bundle = match &request.carried {
        Some(bytes) => Some(open_bundle(&mut *tx, &request.unit, bytes).await?),
        None => None,
    };
    let (carried, delivery) = match bundle {
        Some(Ok(delivery)) => (Some(Carried::Taken), Some(delivery)),
        Some(Err(reason)) => (Some(reason), None),
        None => (None, None),
    };
    let cursor = Cursor {
        after: request.after,
        seen: request.seen,
    };
    let nothing_new = envelopes.is_empty() && delivery.is_none();
    let outcome = if nothing_new && is_recent(device.last_contact, contact) {
        read(&mut *tx, &request.unit, cursor).await?
    } else {
        drop(tx);
        let own = Delivery {
            device: request.device,
            envelopes,
        };
        let writing = Writing {
            unit: request.unit.clone(),
            cursor,
            own,
            carried: delivery,
            contact,
        };
        state.clerk.write(writing).await?
    };
    Ok((device.tag, outcome, carried))
}

/// Whether the last contact was noted so lately, with the same clock, that noting
/// this one would only cost a write.
fn is_recent(last: Option<Contact>, contact: Contact) -> bool {
    last.is_some_and(|last| {
        let since = contact.at.0.saturating_sub(last.at.0);
        let drift = contact.clock_lacks_ms.abs_diff(last.clock_lacks_ms);
        since < CONTACT_NOTED_EVERY_MS && drift < CLOCK_AHEAD_MAX_MS.unsigned_abs()
    })
}

/// Opens a bundle that someone carried. What is wrong with it is told, and does
/// not stop the courier's own work (D2).
async fn open_bundle(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    bytes: &[u8],
) -> Result<Result<Delivery, Carried>, Problem> {
    let Ok(message) = Sign1::from_bytes(bytes) else {
        return Ok(Err(Carried::Unreadable));
    };
    let Ok(bundle) = Bundle::from_bytes(&message.payload) else {
        return Ok(Err(Carried::Unreadable));
    };
    let device = match tx.device(&bundle.unit, bundle.device).await? {
        Some(device) if bundle.unit == *unit => device,
        Some(_) | None => return Ok(Err(Carried::UnknownDevice)),
    };
    if !keys::is_signed_by(&device.public_key, BUNDLE_CONTEXT, &message) {
        return Ok(Err(Carried::BadSignature));
    }
    let delivery = open_all(unit, device.id, &bundle.envelopes);
    Ok(delivery
        .map(|envelopes| Delivery {
            device: device.id,
            envelopes,
        })
        .map_err(|_| Carried::Unreadable))
}

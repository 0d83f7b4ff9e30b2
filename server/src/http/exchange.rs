//! `POST /api/v1/exchange`: the outbox up, the news down (SPEC §X).

use super::Problem;
use super::messages::Messages;
use super::opened::{self, Opened, open_all};
use super::packed::packed;
use crate::clerk::Writing;
use crate::keys;
use crate::state::{AppState, Hint};
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::id::UnitId;
use domain::instant::Instant;
use storage::exchange::{Cursor, Delivery, Outcome, head_beyond, read};
use storage::{Access, Contact, DeviceRecord, failpoint};
use sync::bundle::{BUNDLE_CONTEXT, Bundle, Carried};
use sync::envelope::Sealed;
use sync::exchange::{ANSWER_CONTEXT, Answer, Held, MEDIA_TYPE, REQUEST_CONTEXT, Request};
use sync::limits::{CLOCK_AHEAD_MAX_MS, REQUEST_ENVELOPES_MAX};
use sync::ruling::Ruling;
use sync::sign1::Sign1;
use tracing::Instrument;

/// A device that only asks has its last contact noted this often.
const CONTACT_NOTED_EVERY_MS: i64 = 5 * 60 * 1_000;

/// No envelope has a higher number (X6), whatever a device says that it holds.
const NUMBER_MAX: u64 = i64::MAX.unsigned_abs();

/// Marks an answer to an exchange: a response that counts its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered;

/// Reads, authenticates, judges, commits, answers.
pub(super) async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let mut messages = Messages::of(&state, &headers, body).await?;
    let first = match messages.next().await {
        Ok(Some(first)) => first,
        Ok(None) => return Err(Problem::Malformed("no message".into())),
        Err(problem) => return Err(messages.refuse(problem).await),
    };
    let (many, bytes) = if messages.has_ended() {
        answer_whole(state, messages, first).await?
    } else {
        // What has come of it is made durable even where its connection is gone.
        let answer = answer_whole(state, messages, first).in_current_span();
        let answer = tokio::spawn(answer).await;
        answer.map_err(|error| Problem::Internal(error.into()))??
    };
    // Browsers repeat a request by themselves, from its beginning, when a connection
    // breaks that was used before: a long one has its own.
    let close = many.then_some([(CONNECTION, "close")]);
    let body = packed(&headers, bytes);
    let marks = (Extension(Answered), [(CONTENT_TYPE, MEDIA_TYPE)]);
    Ok((marks, close, body))
}

/// The answer, and whether it is to many messages.
async fn answer_whole(
    state: AppState,
    mut messages: Messages,
    first: Vec<u8>,
) -> Result<(bool, Vec<u8>), Problem> {
    match answer(&state, &mut messages, first).await {
        Ok(bytes) => Ok((messages.were_many(), bytes)),
        Err(problem) => Err(messages.refuse(problem).await),
    }
}

async fn answer(
    state: &AppState,
    messages: &mut Messages,
    first: Vec<u8>,
) -> Result<Vec<u8>, Problem> {
    let place = state.desk.try_acquire().map_err(|_| Problem::Busy)?;
    failpoint::pass("received");
    let Opened {
        message,
        content: request,
        envelopes,
    } = opened::request(first).await?;
    let now = (state.clock)();
    let visitor = Visitor::authenticate(state, &message, &request, now).await?;
    failpoint::pass("authenticated");
    let carried = match &request.carried {
        Some(bundle) => {
            messages.grow_to(message.payload.len() + bundle.len())?;
            Some(visitor.open_carried(bundle).await?)
        }
        None => None,
    };
    let (carried, delivery) = match carried {
        Some(Ok(delivery)) => (Some(Carried::Taken), Some(delivery)),
        Some(Err(reason)) => (Some(reason), None),
        None => (None, None),
    };
    drop(message);
    let outcome = if messages.has_ended() {
        visitor.exchange(envelopes, delivery).await?
    } else {
        visitor.knows_history().await?;
        let rulings = visitor.bring(envelopes, delivery).await?;
        // A slow line takes no place at the desk while it sends.
        drop(place);
        visitor.bring_rest(messages, rulings).await?
    };
    failpoint::pass("committed");
    let Outcome {
        rulings,
        news,
        head,
        appended: _,
    } = outcome;
    let answer = Answer {
        request: messages.hash(),
        now,
        rulings,
        carried,
        after: request.after,
        news,
        head,
        catalogue: Some(state.snapshot().hash),
    };
    let events = answer.reaches() - answer.after;
    tracing::info!(
        unit.id = %request.unit,
        device.tag = visitor.device.tag.0,
        batch.envelopes = answer.rulings.len(),
        batch.size_bytes = messages.size_bytes,
        news.envelopes = events,
        stream.head = head,
        "exchange.done"
    );
    let payload = answer
        .to_bytes()
        .map_err(|error| Problem::Internal(error.into()))?;
    let bytes = state.key.sign(ANSWER_CONTEXT, payload)?.to_bytes()?;
    let counted = &state.metrics;
    counted.exchanged(&answer.rulings, events, messages.size_bytes, bytes.len());
    failpoint::pass("before-answer");
    Ok(bytes)
}

/// Who asks: a device that signed what it sent.
struct Visitor<'a> {
    state: &'a AppState,
    unit: UnitId,
    device: DeviceRecord,
    cursor: Cursor,
    contact: Contact,
}

impl<'a> Visitor<'a> {
    /// Who asks is checked before anyone has to wait for this exchange.
    async fn authenticate(
        state: &'a AppState,
        message: &Sign1,
        request: &Request,
        now: Instant,
    ) -> Result<Self, Problem> {
        let mut tx = state.storage.begin(Access::Read).await?;
        let device = tx.device(&request.unit, request.device).await?;
        let device = device.ok_or(Problem::BadSignature)?;
        if !keys::is_signed_by(&device.public_key, REQUEST_CONTEXT, message) {
            return Err(Problem::BadSignature);
        }
        Ok(Self {
            state,
            unit: request.unit.clone(),
            device,
            cursor: Cursor {
                after: request.after,
                seen: request.seen,
                holds: request.holds,
            },
            contact: Contact {
                at: now,
                clock_lacks_ms: now.0.saturating_sub(request.clock.0),
                at_hand: request
                    .holds
                    .map_or(0, |Held(_, last)| last.min(NUMBER_MAX)),
            },
        })
    }

    /// The common case: everything came in one message.
    async fn exchange(
        &self,
        envelopes: Vec<Sealed>,
        carried: Option<Delivery>,
    ) -> Result<Outcome, Problem> {
        let nothing_new = envelopes.is_empty() && carried.is_none();
        if nothing_new && is_recent(&self.device, self.contact) {
            self.news().await
        } else {
            self.write(Some(self.cursor), envelopes, carried).await
        }
    }

    /// Whether its cursor is a place in this stream (X7), before anything is written.
    async fn knows_history(&self) -> Result<(), Problem> {
        let mut tx = self.state.storage.begin(Access::Read).await?;
        head_beyond(&mut *tx, &self.unit, self.cursor).await?;
        Ok(())
    }

    /// Makes durable what one message brought.
    async fn bring(
        &self,
        envelopes: Vec<Sealed>,
        carried: Option<Delivery>,
    ) -> Result<Vec<Ruling>, Problem> {
        let outcome = self.write(None, envelopes, carried).await?;
        Ok(outcome.rulings)
    }

    /// Makes durable what each of the further messages brings, then reads the news (X9).
    async fn bring_rest(
        &self,
        messages: &mut Messages,
        mut rulings: Vec<Ruling>,
    ) -> Result<Outcome, Problem> {
        while let Some(bytes) = messages.next().await? {
            // Whoever was let in is not sent away half-way.
            let place = self.state.desk.acquire().await;
            let Opened {
                message,
                content: bundle,
                envelopes,
            } = opened::bundle(bytes).await?;
            if bundle.unit != self.unit || bundle.device != self.device.id {
                let problem = "what follows a request comes from the device that asks";
                return Err(Problem::Impossible(problem.into()));
            }
            if !keys::is_signed_by(&self.device.public_key, BUNDLE_CONTEXT, &message) {
                return Err(Problem::BadSignature);
            }
            if rulings.len() + envelopes.len() > REQUEST_ENVELOPES_MAX {
                let limit = format!("over {REQUEST_ENVELOPES_MAX} envelopes in a request");
                return Err(Problem::TooLarge(limit));
            }
            rulings.extend(self.bring(envelopes, None).await?);
            drop(place);
        }
        let news = self.news().await?;
        Ok(Outcome { rulings, ..news })
    }

    async fn news(&self) -> Result<Outcome, Problem> {
        let mut tx = self.state.storage.begin(Access::Read).await?;
        Ok(read(&mut *tx, &self.unit, self.device.id, self.cursor).await?)
    }

    async fn write(
        &self,
        cursor: Option<Cursor>,
        envelopes: Vec<Sealed>,
        carried: Option<Delivery>,
    ) -> Result<Outcome, Problem> {
        let own = Delivery {
            device: self.device.id,
            envelopes,
        };
        let writing = Writing {
            unit: self.unit.clone(),
            cursor,
            own,
            carried,
            contact: self.contact,
        };
        let outcome = self.state.clerk.write(writing).await?;
        if outcome.appended > 0 {
            // Nobody listening is fine.
            drop(self.state.hints.send(Hint {
                unit: self.unit.clone(),
                head: Some(outcome.head),
            }));
            self.state.follower.note(&self.unit, outcome.head);
        }
        Ok(outcome)
    }

    /// Opens a bundle that it carried for another. What is wrong with it is told, and
    /// does not stop the courier's own work (D2).
    async fn open_carried(&self, bytes: &[u8]) -> Result<Result<Delivery, Carried>, Problem> {
        let Ok(message) = Sign1::from_bytes(bytes) else {
            return Ok(Err(Carried::Unreadable));
        };
        let Ok(bundle) = Bundle::from_bytes(&message.payload) else {
            return Ok(Err(Carried::Unreadable));
        };
        let mut tx = self.state.storage.begin(Access::Read).await?;
        let device = match tx.device(&bundle.unit, bundle.device).await? {
            Some(device) if bundle.unit == self.unit => device,
            Some(_) | None => return Ok(Err(Carried::UnknownDevice)),
        };
        if !keys::is_signed_by(&device.public_key, BUNDLE_CONTEXT, &message) {
            return Ok(Err(Carried::BadSignature));
        }
        let delivery = open_all(&self.unit, device.id, &bundle.envelopes);
        Ok(delivery
            .map(|envelopes| Delivery {
                device: device.id,
                envelopes,
            })
            .map_err(|_| Carried::Unreadable))
    }
}

/// Whether the last contact was noted so lately, with the same clock and as much
/// waiting, that noting this one would only cost a write.
fn is_recent(device: &DeviceRecord, contact: Contact) -> bool {
    let backlog = contact.beyond(device.head.sequence);
    device.last_contact.is_some_and(|last| {
        let since = contact.at.0.saturating_sub(last.at.0);
        let drift = contact.clock_lacks_ms.abs_diff(last.clock_lacks_ms);
        since < CONTACT_NOTED_EVERY_MS
            && drift < CLOCK_AHEAD_MAX_MS.unsigned_abs()
            && backlog == device.backlog()
    })
}

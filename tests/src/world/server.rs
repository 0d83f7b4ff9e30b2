//! The server's part of an exchange, over any storage; signatures and HTTP have
//! tests of their own.

use super::device::Sending;
use domain::instant::Instant;
use serde_bytes::ByteBuf;
use storage::exchange::{Cursor, Delivery, read, run};
use storage::testing::registrar;
use storage::{Access, Contact, Storage};
use sync::bundle::{Bundle, Carried};
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{Answer, Request};

/// Where a server dies, or the line to it: before or after the message of that number,
/// from 0, has become durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Death {
    /// Which message.
    pub message: usize,
    /// It is durable; nothing is answered.
    pub committed: bool,
}

/// Serves a request at `now` of that server's clock; `None` when it died.
///
/// # Panics
/// When the storage fails or the exchange is refused: devices of this world ask
/// for nothing impossible.
pub async fn serve(
    storage: &dyn Storage,
    sending: &Sending,
    now: Instant,
    death: Option<Death>,
) -> Option<Answer> {
    let Sending { request, rest, .. } = sending;
    let cursor = Cursor {
        after: request.after,
        seen: request.seen,
        holds: request.holds,
    };
    let contact = Contact {
        at: now,
        clock_lacks_ms: now.0 - request.clock.0,
        at_hand: request.holds.map_or(0, |holds| holds.1),
    };
    let own = |envelopes| Delivery {
        device: request.device,
        envelopes: opened(envelopes),
    };
    let mut carried = carried(request);
    let taken = carried.is_some().then_some(Carried::Taken);
    let messages =
        core::iter::once(&request.envelopes).chain(rest.iter().map(|part| &part.envelopes));
    let mut rulings = vec![];
    let mut news = None;
    for (envelopes, message) in messages.zip(0_usize..) {
        let mut tx = storage.begin(Access::Write).await.expect("a transaction");
        // Of several messages none knows that it is the last.
        let cursor = rest.is_empty().then_some(cursor);
        let outcome = run(
            &mut *tx,
            &request.unit,
            cursor,
            own(envelopes),
            carried.take(),
            contact,
            &registrar(),
        )
        .await
        .expect("no exchange of this world is impossible");
        let dies = |committed| death == Some(Death { message, committed });
        if dies(false) {
            return None;
        }
        tx.commit().await.expect("a commit");
        if dies(true) {
            return None;
        }
        rulings.extend(outcome.rulings.clone());
        news = cursor.is_some().then_some(outcome);
    }
    let outcome = if let Some(outcome) = news {
        outcome
    } else {
        let mut tx = storage.begin(Access::Read).await.expect("a transaction");
        let news = read(&mut *tx, &request.unit, request.device, cursor).await;
        news.expect("no exchange of this world is impossible")
    };
    Some(Answer {
        request: Hash::of(&request.to_bytes().expect("a request has bytes")),
        now,
        rulings,
        carried: taken,
        after: request.after,
        news: outcome.news,
        head: outcome.head,
        catalogue: None,
    })
}

/// What it carries for another device.
fn carried(request: &Request) -> Option<Delivery> {
    let bytes = request.carried.as_ref()?;
    let bundle = Bundle::from_bytes(bytes).expect("devices bundle what can be read");
    Some(Delivery {
        device: bundle.device,
        envelopes: opened(&bundle.envelopes),
    })
}

fn opened(envelopes: &[ByteBuf]) -> Vec<Sealed> {
    envelopes
        .iter()
        .map(|bytes| Sealed::open(bytes.to_vec()).expect("devices seal what can be opened"))
        .collect()
}

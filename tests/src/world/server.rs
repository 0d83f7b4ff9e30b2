//! The server's part of an exchange, over any storage; signatures and HTTP have
//! tests of their own.

use domain::instant::Instant;
use serde_bytes::ByteBuf;
use storage::exchange::{Cursor, Delivery, run};
use storage::{Access, Contact, Storage};
use sync::bundle::{Bundle, Carried};
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{Answer, Request};

/// Where a server dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    /// It does not.
    Never,
    /// Everything is judged and written, nothing committed.
    BeforeCommit,
    /// Everything is durable, nothing answered.
    BeforeAnswer,
}

/// Serves a request at `now` of that server's clock; `None` when it died.
///
/// # Panics
/// When the storage fails or the exchange is refused: devices of this world ask
/// for nothing impossible.
pub async fn serve(
    storage: &dyn Storage,
    request: &Request,
    now: Instant,
    crash: Crash,
) -> Option<Answer> {
    let mut tx = storage.begin(Access::Write).await.expect("a transaction");
    let own = Delivery {
        device: request.device,
        envelopes: opened(&request.envelopes),
    };
    let carried = request.carried.as_ref().map(|bytes| {
        let bundle = Bundle::from_bytes(bytes).expect("devices bundle what can be read");
        Delivery {
            device: bundle.device,
            envelopes: opened(&bundle.envelopes),
        }
    });
    let cursor = Cursor {
        after: request.after,
        seen: request.seen,
    };
    let taken = carried.is_some().then_some(Carried::Taken);
    let contact = Contact {
        at: now,
        clock_lacks_ms: now.0 - request.clock.0,
    };
    let outcome = run(&mut *tx, &request.unit, cursor, own, carried, contact)
        .await
        .expect("no exchange of this world is impossible");
    if crash == Crash::BeforeCommit {
        return None;
    }
    tx.commit().await.expect("a commit");
    if crash == Crash::BeforeAnswer {
        return None;
    }
    let payload = request.to_bytes().expect("a request has bytes");
    Some(Answer {
        request: Hash::of(&payload),
        now,
        receipts: outcome.receipts,
        carried: taken,
        after: request.after,
        news: outcome.news,
        head: outcome.head,
        catalogue: None,
    })
}

fn opened(envelopes: &[ByteBuf]) -> Vec<Sealed> {
    envelopes
        .iter()
        .map(|bytes| Sealed::open(bytes.to_vec()).expect("devices seal what can be opened"))
        .collect()
}

//! N devices, a network that fails, one seed.

mod chance;
mod device;

pub use chance::Chance;
pub use device::Device;

use domain::id::UnitId;
use domain::instant::Instant;
use storage::exchange::run;
use storage::{Access, Storage, StorageError};
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{Answer, Request};

/// The unit of every story.
pub fn unit() -> UnitId {
    UnitId("H15.50".into())
}

/// The server's part of an exchange, over any storage; signatures and HTTP have
/// tests of their own.
///
/// # Errors
/// The storage's own.
///
/// # Panics
/// When the exchange is refused: devices of this world ask for nothing impossible.
pub async fn serve(storage: &dyn Storage, request: &Request) -> Result<Answer, StorageError> {
    let mut tx = storage.begin(Access::Write).await?;
    let device = tx
        .device(&request.unit, request.device)
        .await?
        .expect("a registered device");
    let envelopes: Vec<_> = request
        .envelopes
        .iter()
        .map(|bytes| Sealed::open(bytes.to_vec()).expect("devices seal what can be opened"))
        .collect();
    let outcome = run(
        &mut *tx,
        &request.unit,
        &device,
        request.after,
        envelopes,
        Instant(0),
    )
    .await
    .expect("no exchange of this world is impossible");
    tx.commit().await?;
    let payload = request.to_bytes().expect("a request has bytes");
    Ok(Answer {
        request: Hash::of(&payload),
        now: Instant(0),
        receipts: outcome.receipts,
        after: request.after,
        news: outcome.news,
        head: outcome.head,
        catalogue: None,
    })
}

//! Stories of confirmations.

use super::Told;
use crate::transaction::{Access, Storage};
use domain::instant::Instant;
use domain::review::Confirmation;
use std::sync::Arc;

/// Every word is kept in its order, and a running server notices each, as it does an
/// import of the calendar.
pub async fn confirmations_are_kept_in_order(storage: Arc<dyn Storage>) -> Told {
    let said = |stands, at| Confirmation {
        key: "fees/2.000815".into(),
        digest: "00ff".into(),
        stands,
        by: "Lò Thị Lan".into(),
        at: Instant(at),
        note: "đã xem Công báo".into(),
    };
    // The order is that of their coming, whatever the clocks say.
    let (first, second) = (said(true, 2_000), said(false, 1_000));
    let mut tx = storage.begin(Access::Write).await?;
    assert_eq!(tx.confirmations().await?, []);
    let before = tx.layers_stamp().await?;
    tx.confirm(&first).await?;
    tx.confirm(&second).await?;
    tx.commit().await?;
    let mut tx = storage.begin(Access::Write).await?;
    assert_eq!(tx.confirmations().await?, [first.clone(), second.clone()]);
    let after = tx.layers_stamp().await?;
    assert!(after > before);
    tx.confirm(&first).await?;
    drop(tx);
    let mut tx = storage.begin(Access::Read).await?;
    assert_eq!(tx.confirmations().await?, [first, second], "not committed");
    assert_eq!(tx.layers_stamp().await?, after);
    Ok(())
}

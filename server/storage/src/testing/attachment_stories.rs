//! The contract's stories about attachments.

use super::contract::Told;
use super::pen::{NOW, Pen, dossier};
use crate::attachments::AttachmentRecord;
use crate::transaction::{Access, Storage};
use domain::dossier::{Attachment, ContentHash, Event, MediaType};
use domain::id::UnitId;
use domain::instant::Instant;
use std::sync::Arc;

fn unit() -> UnitId {
    UnitId("H15.50".into())
}

fn other_unit() -> UnitId {
    UnitId("H15.51".into())
}

/// An attachment of the stories.
pub fn attachment(number: u8, size_bytes: u64) -> Attachment {
    Attachment {
        hash: ContentHash([number; 32]),
        kind: MediaType::Webp,
        size_bytes,
        name: "Giấy khai sinh".into(),
    }
}

fn record(of: &Attachment, offset: u64, stored: bool) -> AttachmentRecord {
    AttachmentRecord {
        hash: of.hash,
        kind: of.kind,
        size_bytes: of.size_bytes,
        offset,
        stored,
    }
}

/// An accepted event announces its attachments, whoever brings it and however
/// often; one that is refused announces nothing, nor does it to another unit.
pub async fn f4_an_accepted_event_announces(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let (first, second) = (attachment(1, 10), attachment(2, 20));
    let received = pen.receive(1).await?;
    let attached = pen.seal(
        dossier(1),
        Event::Attached(vec![first.clone(), second.clone()]),
    );
    pen.send(0, &[&received, &attached]).await?;
    pen.send(0, &[&attached]).await?;
    let impossible = pen.seal(dossier(1), Event::Attached(vec![attachment(3, 0)]));
    let unknown = pen.seal(dossier(9), Event::Attached(vec![attachment(4, 1)]));
    let larger = pen.seal(dossier(1), Event::Attached(vec![attachment(1, 99)]));
    pen.send(0, &[&impossible, &unknown, &larger]).await?;

    let mut tx = storage.begin(Access::Read).await?;
    assert_eq!(
        tx.attachment(&unit(), first.hash).await?,
        Some(record(&first, 0, false))
    );
    assert_eq!(
        tx.attachment(&unit(), second.hash).await?,
        Some(record(&second, 0, false))
    );
    for number in [3, 4] {
        let hash = ContentHash([number; 32]);
        assert_eq!(tx.attachment(&unit(), hash).await?, None);
    }
    assert_eq!(tx.attachment(&other_unit(), first.hash).await?, None);
    Ok(())
}

/// Parts follow one another without a gap and without an overlap.
pub async fn f5_parts_are_dense(storage: Arc<dyn Storage>) -> Told {
    Pen::register(&storage, &unit(), 1).await?;
    let (one, two) = (attachment(1, 6), attachment(2, 6));
    let mut tx = storage.begin(Access::Write).await?;
    let unit = unit();
    tx.announce_attachments(&unit, &[one.clone(), two.clone()])
        .await?;
    for (start, bytes, fits) in [
        (1, b"x".as_slice(), false),
        (0, b"abc", true),
        (0, b"abcdef", false),
        (2, b"c", false),
        (4, b"e", false),
        (3, b"de", true),
    ] {
        let kept = tx.append_part(&unit, one.hash, start, bytes, NOW).await?;
        assert_eq!(kept, fits, "{start}");
    }
    tx.append_part(&unit, two.hash, 0, b"zz", NOW).await?;
    assert_eq!(tx.uploads_begun(&unit).await?, 2);
    tx.commit().await?;

    let mut tx = storage.begin(Access::Write).await?;
    assert_eq!(
        tx.attachment(&unit, one.hash).await?,
        Some(record(&one, 5, false))
    );
    assert_eq!(tx.parts(&unit, one.hash).await?, b"abcde");
    tx.append_part(&unit, one.hash, 5, b"f", NOW).await?;
    assert_eq!(tx.parts(&unit, one.hash).await?, b"abcdef");
    tx.attachment_stored(&unit, one.hash, NOW).await?;
    assert_eq!(
        tx.attachment(&unit, one.hash).await?,
        Some(record(&one, 0, true))
    );
    assert_eq!(
        tx.attachment(&unit, two.hash).await?,
        Some(record(&two, 2, false))
    );
    tx.drop_parts(&unit, two.hash).await?;
    assert_eq!(tx.uploads_begun(&unit).await?, 0);
    let unannounced = ContentHash([9; 32]);
    assert!(
        tx.attachment_stored(&unit, unannounced, NOW).await.is_err(),
        "what nobody announced cannot be stored"
    );
    Ok(())
}

/// Uploads that nobody goes on with are forgotten whole; others stay whole.
pub async fn f8_stale_uploads_are_forgotten(storage: Arc<dyn Storage>) -> Told {
    Pen::register(&storage, &unit(), 1).await?;
    let (old, alive) = (attachment(1, 6), attachment(2, 6));
    let unit = unit();
    let later = Instant(NOW.0 + 10);
    let mut tx = storage.begin(Access::Write).await?;
    tx.announce_attachments(&unit, &[old.clone(), alive.clone()])
        .await?;
    tx.append_part(&unit, old.hash, 0, b"ab", NOW).await?;
    tx.append_part(&unit, alive.hash, 0, b"ab", NOW).await?;
    tx.append_part(&unit, alive.hash, 2, b"cd", later).await?;
    tx.drop_stale_parts(&unit, Instant(NOW.0 + 5)).await?;
    assert_eq!(
        tx.attachment(&unit, old.hash).await?,
        Some(record(&old, 0, false))
    );
    assert_eq!(
        tx.attachment(&unit, alive.hash).await?,
        Some(record(&alive, 4, false))
    );
    Ok(())
}

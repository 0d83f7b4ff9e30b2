//! The contract's stories of sessions and of what an administrator sees.

use super::contract::{Told, unit};
use super::pen::{CONTACT, NOW, OFFICER, Pen, dossier};
use crate::calendar::CalendarRecord;
use crate::overview::{self, AsideCounts};
use crate::records::SessionRecord;
use crate::transaction::{Access, Storage};
use domain::calendar::Entry;
use domain::dossier::{Event, ReturnMethod};
use domain::id::UnitId;
use domain::instant::Instant;
use std::sync::Arc;
use sync::envelope::Envelope;

/// Sessions that have ended are forgotten, in their unit only; the others go on.
pub async fn expired_sessions_are_forgotten(storage: Arc<dyn Storage>) -> Told {
    let (here, there) = (unit(), UnitId("H15.51".into()));
    let mut tx = storage.begin(Access::Write).await?;
    let session = |number: u8, expires_at| SessionRecord {
        token_hash: [number; 32],
        officer: OFFICER,
        expires_at,
    };
    let (over, open) = (session(1, NOW), session(2, Instant(NOW.0 + 1)));
    tx.put_session(&here, &over).await?;
    tx.put_session(&here, &open).await?;
    tx.put_session(&there, &over).await?;
    tx.end_expired_sessions(&here, NOW).await?;
    assert_eq!(tx.session(&here, over.token_hash).await?, None);
    assert_eq!(tx.session(&here, open.token_hash).await?, Some(open));
    assert_eq!(
        tx.session(&there, over.token_hash).await?,
        Some(over.clone())
    );
    tx.commit().await?;
    Ok(())
}

/// Imported calendar data is kept line by line; the later line about one thing holds,
/// also within one write.
pub async fn the_calendar_keeps_the_later_line(storage: Arc<dyn Storage>) -> Told {
    let record = |slot: &str, name: &str| CalendarRecord {
        slot: slot.into(),
        entry: Entry {
            kind: "closure".into(),
            from: "2026-10-01".into(),
            to: "2026-10-03".into(),
            unit: "H15".into(),
            name: name.into(),
            value: "giá trị".into(),
            status: "official".into(),
            legal_basis: "căn cứ".into(),
            source: "nguồn".into(),
        },
    };
    let (flood, storm) = (record("b", "Lũ"), record("a", "Bão"));
    let mut tx = storage.begin(Access::Write).await?;
    assert_eq!(tx.calendar().await?, []);
    tx.put_calendar(&[flood.clone(), storm.clone()]).await?;
    tx.commit().await?;
    let mut tx = storage.begin(Access::Read).await?;
    assert_eq!(tx.calendar().await?, [storm.clone(), flood]);
    drop(tx);
    let mut tx = storage.begin(Access::Write).await?;
    let later = record("b", "Lũ quét");
    tx.put_calendar(&[record("b", "Lũ ống"), later.clone()])
        .await?;
    assert_eq!(tx.calendar().await?, [storm.clone(), later.clone()]);
    tx.commit().await?;
    let mut tx = storage.begin(Access::Write).await?;
    tx.put_calendar(&[record("c", "Hạn")]).await?;
    drop(tx);
    let mut tx = storage.begin(Access::Read).await?;
    assert_eq!(tx.calendar().await?, [storm, later], "not committed");
    Ok(())
}

/// An administrator sees every device, when it was last heard of and what of it
/// waits or was refused.
pub async fn an_overview_names_every_device(storage: Arc<dyn Storage>) -> Told {
    let mut here = Pen::register(&storage, &unit(), 7).await?;
    let silent = Pen::register(&storage, &unit(), 3).await?;
    let accepted = here.receive(1).await?;
    let refused = here.seal(dossier(1), Event::Returned(ReturnMethod::Post));
    let awaiting = here.seal(dossier(9), Event::Resolved);
    let missing = here.receive(2).await?;
    let held = here.receive(3).await?;
    let sent = [&accepted, &refused, &awaiting, &held];
    here.send(0, &sent).await?;
    let forged = Envelope {
        clock: Instant(1),
        ..accepted.envelope.clone()
    };
    here.send(0, &[&forged.seal()?]).await?;
    let mut tx = storage.begin(Access::Read).await?;
    let units = overview::units(&mut *tx).await?;
    let [seen] = units.as_slice() else {
        return Err("one unit".into());
    };
    assert_eq!((seen.unit.id.clone(), seen.head), (unit(), 1));
    let [first, second] = seen.devices.as_slice() else {
        return Err("two devices".into());
    };
    assert_eq!(
        (first.record.id, first.record.head),
        (here.device, awaiting.head())
    );
    assert_eq!(first.record.last_contact, Some(CONTACT));
    let waiting = CONTACT.at_hand - awaiting.head().sequence;
    assert_eq!(
        (first.record.backlog(), second.record.backlog()),
        (waiting, 0)
    );
    assert_eq!(first.record.officers, [OFFICER]);
    let asides = AsideCounts {
        held: 2,
        awaiting: 1,
        refused: 1,
        quarantined: 1,
    };
    assert_eq!(first.asides, asides);
    assert_eq!(
        (second.record.id, second.record.last_contact),
        (silent.device, None)
    );
    assert_eq!(second.asides, AsideCounts::default());
    drop(tx);
    here.send(0, &[&missing]).await?;
    let mut tx = storage.begin(Access::Read).await?;
    let devices = tx.devices(&unit()).await?;
    let first = devices.first().ok_or("a device")?;
    assert_eq!((first.asides.held, first.asides.awaiting), (1, 1));
    Ok(())
}

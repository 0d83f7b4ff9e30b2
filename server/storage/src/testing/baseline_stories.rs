//! The contract's stories about baselines.

use super::contract::{Told, unit};
use super::pen::{NOW, Pen, dossier};
use crate::baseline::{Cut, Cutting, follow, read};
use crate::transaction::{Access, Storage};
use domain::dossier::{Dossier, Event, ReturnMethod, STATE_VERSION};
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use sync::baseline::{Baseline, Chunk};
use sync::chain::Hash;
use sync::limits::{CHUNK_DOSSIERS, CHUNK_KEPT_MS};

/// Enough for a chunk that outlives the death of a few.
const MANY: u128 = CHUNK_DOSSIERS as u128 + 50;

/// Not before so many events.
fn after(events: u64) -> Cutting {
    Cutting {
        events,
        ..Cutting::USUAL
    }
}

async fn baseline(
    storage: &Arc<dyn Storage>,
) -> Result<Option<Baseline>, Box<dyn std::error::Error + Send + Sync>> {
    let mut tx = storage.begin(Access::Read).await?;
    Ok(read(&mut *tx, &unit(), NOW).await?)
}

/// What a device makes of a baseline, and how many dossiers it met twice.
async fn fetched(
    storage: &Arc<dyn Storage>,
    baseline: &Baseline,
) -> Result<BTreeMap<DossierId, Dossier>, Box<dyn std::error::Error + Send + Sync>> {
    let mut tx = storage.begin(Access::Read).await?;
    let mut dossiers = BTreeMap::new();
    for chunk in &baseline.chunks {
        let packed = tx
            .chunk(&unit(), chunk.hash)
            .await?
            .ok_or("no such chunk")?;
        let mut bytes = vec![];
        GzDecoder::new(&*packed).read_to_end(&mut bytes)?;
        for dossier in chunk.open(&bytes)? {
            let twice = dossiers.insert(dossier.id, dossier);
            assert_eq!(twice, None, "a dossier counts in one chunk only (P4)");
        }
    }
    Ok(dossiers)
}

/// The same, read from the projection.
async fn projected(
    storage: &Arc<dyn Storage>,
    ids: impl Iterator<Item = u128>,
) -> Result<BTreeMap<DossierId, Dossier>, Box<dyn std::error::Error + Send + Sync>> {
    let mut tx = storage.begin(Access::Read).await?;
    let ids: Vec<_> = ids.map(dossier).collect();
    Ok(tx.dossiers(&unit(), &ids, &[]).await?.into_iter().collect())
}

/// Many dossiers, ten of them returned; the hash of the last event.
async fn many(pen: &mut Pen) -> Result<(u64, Hash), Box<dyn std::error::Error + Send + Sync>> {
    let mut sent = vec![];
    for number in 1..=MANY {
        sent.push(pen.receive(number).await?);
    }
    for number in 1..=10 {
        sent.push(pen.seal(dossier(number), Event::Resolved));
        let returned = Event::Returned(ReturnMethod::Post);
        sent.push(pen.seal(dossier(number), returned));
    }
    pen.send(0, &sent.iter().collect::<Vec<_>>()).await?;
    let last = sent.last().ok_or("nothing sent")?;
    Ok((sent.len() as u64, last.hash))
}

/// A baseline holds the state at its cut, open dossiers first; it is made when enough
/// has come.
pub async fn p9_a_baseline_holds_the_state_at_its_cut(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    assert_eq!(baseline(&storage).await?, None);
    let (head, seen) = many(&mut pen).await?;
    let none = follow(&*storage, &unit(), NOW, after(head + 1)).await?;
    assert_eq!(none, None, "too little has come");
    let cut = follow(&*storage, &unit(), NOW, after(head)).await?;
    let expected = Cut {
        at: head,
        seen,
        state: STATE_VERSION,
    };
    assert_eq!(cut, Some(expected));
    let made = baseline(&storage).await?.ok_or("no baseline")?;
    let kinds: Vec<_> = made
        .chunks
        .iter()
        .map(|chunk| (chunk.open, chunk.dossiers))
        .collect();
    assert_eq!(kinds, [(true, 200), (true, 40), (false, 10)]);
    let all = projected(&storage, 1..=MANY).await?;
    assert_eq!(fetched(&storage, &made).await?, all);
    Ok(())
}

/// The next cut packs what has changed, and small chunks with it; a large one stays
/// with a dead place. Another unit has nothing of it.
pub async fn p9_a_baseline_follows_the_stream(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let (head, _) = many(&mut pen).await?;
    // What happens last before a cut is in it, and is not packed again by the next.
    let last = pen.seal(dossier(MANY / 2), Event::Resolved);
    pen.send(head, &[&last]).await?;
    let head = head + 1;
    follow(&*storage, &unit(), NOW, Cutting::AT_ONCE).await?;
    let first = baseline(&storage).await?.ok_or("no baseline")?;
    let full = |chunk: &&Chunk| chunk.dossiers as usize == CHUNK_DOSSIERS;
    let large = first.chunks.iter().find(full).ok_or("no chunk")?.clone();
    let of_large = Baseline {
        chunks: vec![large.clone()],
        ..first
    };
    let in_large = fetched(&storage, &of_large).await?;
    let id = *in_large.keys().next().ok_or("an empty chunk")?;
    let resolved = pen.seal(id, Event::Resolved);
    pen.send(head, &[&resolved]).await?;
    follow(&*storage, &unit(), NOW, Cutting::AT_ONCE)
        .await?
        .ok_or("no cut")?;
    let second = baseline(&storage).await?.ok_or("no baseline")?;
    assert_eq!(second.at, head + 1);
    let mut chunks = second.chunks.iter();
    let kept = chunks.find(|chunk| chunk.hash == large.hash);
    assert_eq!(kept.ok_or("packed anew")?.dead.len(), 1);
    let all = projected(&storage, 1..=MANY).await?;
    assert_eq!(fetched(&storage, &second).await?, all);
    let none = follow(&*storage, &unit(), NOW, Cutting::AT_ONCE).await?;
    assert_eq!(none, None, "nothing new");

    let mut tx = storage.begin(Access::Read).await?;
    let other = UnitId("H15.51".into());
    assert_eq!(tx.cut(&other).await?, None);
    assert!(tx.chunks(&other).await?.is_empty());
    assert_eq!(tx.chunk(&other, large.hash).await?, None);
    Ok(())
}

/// Whoever began with a chunk can still fetch it; after a month it is gone.
pub async fn p8_a_chunk_out_of_force_is_kept_for_a_while(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let received = pen.receive(1).await?;
    pen.send(0, &[&received]).await?;
    follow(&*storage, &unit(), NOW, Cutting::AT_ONCE).await?;
    let first = baseline(&storage).await?.ok_or("no baseline")?;
    let resolved = pen.seal(dossier(1), Event::Resolved);
    pen.send(1, &[&resolved]).await?;
    follow(&*storage, &unit(), NOW, Cutting::AT_ONCE).await?;
    let second = baseline(&storage).await?.ok_or("no baseline")?;
    assert_ne!(first.chunks, second.chunks);
    fetched(&storage, &first).await?;

    let returned = pen.seal(dossier(1), Event::Returned(ReturnMethod::InPerson));
    pen.send(2, &[&returned]).await?;
    let later = Instant(NOW.0 + CHUNK_KEPT_MS + 1);
    follow(&*storage, &unit(), later, Cutting::AT_ONCE).await?;
    assert!(fetched(&storage, &first).await.is_err());
    fetched(&storage, &second).await?;
    Ok(())
}

/// Of two servers that plan the same cut, one makes it. One that was made by
/// another build's rules is made anew.
pub async fn p9_a_cut_is_made_once(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let received = pen.receive(1).await?;
    pen.send(0, &[&received]).await?;
    let seen = Hash::of(b"whatever");
    let older = Cut {
        at: 1,
        seen,
        state: STATE_VERSION + 1,
    };
    let mut tx = storage.begin(Access::Write).await?;
    assert!(tx.move_cut(&unit(), None, older).await?);
    assert!(
        !tx.move_cut(&unit(), None, older).await?,
        "it is no longer at the beginning"
    );
    assert!(!tx.move_cut(&unit(), Some(7), older).await?);
    tx.commit().await?;
    let cut = follow(&*storage, &unit(), NOW, Cutting::AT_ONCE)
        .await?
        .ok_or("no cut")?;
    assert_eq!((cut.at, cut.state), (1, STATE_VERSION));
    let baseline = baseline(&storage).await?.ok_or("no baseline")?;
    assert_eq!(
        fetched(&storage, &baseline).await?,
        projected(&storage, 1..=1).await?
    );
    Ok(())
}

/// A dossier's history is its events in order, and no other's.
pub async fn p11_a_dossier_has_a_history(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let (a, b) = (pen.receive(1).await?, pen.receive(2).await?);
    let resolved = pen.seal(dossier(1), Event::Resolved);
    pen.send(0, &[&a, &b, &resolved]).await?;
    let mut tx = storage.begin(Access::Read).await?;
    let history = tx.history(&unit(), dossier(1), 10).await?;
    let told: Vec<_> = history
        .into_iter()
        .map(|item| (item.position, item.bytes))
        .collect();
    assert_eq!(told, [(1, a.bytes.clone()), (3, resolved.bytes)]);
    assert_eq!(tx.history(&unit(), dossier(1), 1).await?.len(), 1);
    assert!(tx.history(&unit(), dossier(9), 10).await?.is_empty());
    Ok(())
}

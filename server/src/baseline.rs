//! Keeps each unit's baseline near the head of its stream, beside everything else
//! (SPEC P9). A request never waits for it, and nothing is lost when it fails: the
//! next event asks again.

use domain::id::UnitId;
use domain::instant::Instant;
use std::collections::HashMap;
use std::sync::Arc;
use storage::baseline::{Cutting, follow};
use storage::{Access, Storage, StorageError};
use sync::limits::CUT_EVENTS;
use sync::ruling::Position;
use tokio::sync::mpsc;

/// Units that may wait to be looked at; one more is looked at after its next event.
const QUEUE: usize = 1_024;

/// Tells of streams that have grown; cheap to clone.
#[derive(Clone, Debug)]
pub struct Follower {
    grown: mpsc::Sender<(UnitId, Position)>,
}

impl Follower {
    /// Starts to follow the streams of all units.
    pub fn start(storage: Arc<dyn Storage>, clock: fn() -> Instant) -> Self {
        let (grown, told) = mpsc::channel(QUEUE);
        drop(tokio::spawn(work(storage, clock, told)));
        Self { grown }
    }

    /// A unit's stream has grown to here.
    pub fn note(&self, unit: &UnitId, head: Position) {
        // A full queue is fine, see above.
        drop(self.grown.try_send((unit.clone(), head)));
    }
}

async fn work(
    storage: Arc<dyn Storage>,
    clock: fn() -> Instant,
    mut told: mpsc::Receiver<(UnitId, Position)>,
) {
    // Positions below which a unit need not be looked at.
    let mut next: HashMap<UnitId, Position> = HashMap::new();
    for (unit, head) in heads(&*storage).await.unwrap_or_default() {
        let due = look(&*storage, clock, &unit, head).await;
        next.insert(unit, due);
    }
    while let Some((unit, head)) = told.recv().await {
        if next.get(&unit).is_none_or(|next| head >= *next) {
            let due = look(&*storage, clock, &unit, head).await;
            next.insert(unit, due);
        }
    }
}

/// Brings a baseline up to date, if it is time; says when to look again.
async fn look(
    storage: &dyn Storage,
    clock: fn() -> Instant,
    unit: &UnitId,
    head: Position,
) -> Position {
    match step(storage, clock, unit, head).await {
        Ok(next) => next,
        Err(error) => {
            tracing::warn!(unit.id = %unit, %error, "baseline.failed");
            head.saturating_add(1)
        }
    }
}

async fn step(
    storage: &dyn Storage,
    clock: fn() -> Instant,
    unit: &UnitId,
    head: Position,
) -> Result<Position, StorageError> {
    if let Some(cut) = follow(storage, unit, clock(), Cutting::USUAL).await? {
        tracing::info!(unit.id = %unit, baseline.at = cut.at, "baseline.made");
        return Ok(cut.at.saturating_add(CUT_EVENTS));
    }
    let cut = storage.begin(Access::Read).await?.cut(unit).await?;
    let due = cut.map_or(0, |cut| cut.at).saturating_add(CUT_EVENTS);
    Ok(due.max(head.saturating_add(1)))
}

async fn heads(storage: &dyn Storage) -> Result<Vec<(UnitId, Position)>, StorageError> {
    let mut tx = storage.begin(Access::Read).await?;
    let mut heads = vec![];
    for unit in tx.units().await? {
        let head = tx.stream_head(&unit.id).await?;
        heads.push((unit.id, head));
    }
    Ok(heads)
}

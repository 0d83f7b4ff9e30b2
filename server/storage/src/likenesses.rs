//! The index of people in acts of civil status (SPEC K7): under which keys the acts of a
//! unit are filed and looked for, one row each, so that a look-up costs the same however
//! many there are. Keys are hashed: the index tells nobody's name, and a row is short
//! whatever a name is.
//!
//! The rows of an act are written in the transaction in which its dossier is opened, and
//! replaced in the one in which the act is put right.

use crate::error::StorageError;
use crate::transaction::{Access, Storage};
use async_trait::async_trait;
use domain::civil::{KEYS_VERSION, Likeness, LikenessKey, filed, sought};
use domain::dossier::Dossier;
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use std::collections::{BTreeMap, BTreeSet};
use sync::chain::Hash;

/// Most acts alike that one look-up gives. Only namesakes born in one year can be many.
pub const MET_MAX: usize = 1_000;

/// Dossiers read at a time while an index is made anew.
const PAGE_DOSSIERS: usize = 500;

/// An act as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// Its dossier.
    pub dossier: DossierId,
    /// When that was received.
    pub received_at: Instant,
    /// The keys under which it is found when another is alike.
    pub filed: BTreeMap<Hash, Likeness>,
    /// The keys under which an earlier one alike would be filed.
    pub sought: BTreeMap<Hash, Likeness>,
}

/// On which side of a look-up a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// An act is filed under it.
    Filed,
    /// An earlier act would be filed under it.
    Sought,
}

impl Side {
    /// As a column has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Sought => "sought",
        }
    }

    /// Whom one side meets.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Filed => Self::Sought,
            Self::Sought => Self::Filed,
        }
    }

    /// Reads the column.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Filed, Self::Sought]
            .into_iter()
            .find(|side| side.name() == name)
    }
}

/// An act that has a key on a side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// On which side it has the key.
    pub side: Side,
    /// The key.
    pub key: Hash,
    /// When its dossier was received.
    pub received_at: Instant,
    /// Its dossier.
    pub dossier: DossierId,
}

/// The index.
#[async_trait]
pub trait Likenesses {
    /// Writes acts into the index; what is there stays.
    async fn file_acts(&mut self, unit: &UnitId, acts: &[Filing]) -> Result<(), StorageError>;

    /// Takes the acts of these dossiers out of the index.
    async fn forget_acts(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<(), StorageError>;

    /// Acts that are filed under a key of `sought`, and acts that look under a key of
    /// `filed`; at most [`MET_MAX`], in the order of [`Met`].
    async fn acts_meeting(
        &mut self,
        unit: &UnitId,
        filed: &BTreeSet<Hash>,
        sought: &BTreeSet<Hash>,
    ) -> Result<Vec<Met>, StorageError>;

    /// The form of the keys with which the index was made; 0 when it never was.
    async fn index_version(&mut self, unit: &UnitId) -> Result<u64, StorageError>;

    /// Empties the index and notes the form of the keys with which it is made anew.
    async fn begin_index(&mut self, unit: &UnitId, version: u64) -> Result<(), StorageError>;

    /// Dossiers of the projection by id, those that follow `after`.
    async fn dossiers_after(
        &mut self,
        unit: &UnitId,
        after: Option<DossierId>,
        limit: usize,
    ) -> Result<Vec<Dossier>, StorageError>;
}

impl Filing {
    /// How the act of a dossier is filed; none where nobody could be alike.
    pub fn of(dossier: &Dossier) -> Option<Self> {
        let civil = dossier.received.civil()?;
        let (filed, sought) = (hashed(filed(civil)), hashed(sought(civil)));
        let any = !filed.is_empty() || !sought.is_empty();
        any.then(|| Self {
            dossier: dossier.id,
            received_at: dossier.received_at(),
            filed,
            sought,
        })
    }

    /// Its rows: the side, the key, and by what those who meet at it are alike.
    pub fn rows(&self) -> impl Iterator<Item = (Side, Hash, Likeness)> {
        let filed = self.filed.iter().map(|(key, by)| (Side::Filed, *key, *by));
        filed.chain(
            self.sought
                .iter()
                .map(|(key, by)| (Side::Sought, *key, *by)),
        )
    }
}

fn hashed(keys: BTreeSet<LikenessKey>) -> BTreeMap<Hash, Likeness> {
    let keys = keys.into_iter();
    keys.map(|key| (Hash::of(key.0.as_bytes()), key.likeness()))
        .collect()
}

/// Makes the index of each unit that has none, or one of another build, from the dossiers
/// as they are. Nobody is told of what it holds: those cases are as old as the dossiers,
/// and devices show them.
///
/// # Errors
/// [`StorageError`] when the database fails; the next start tries again.
pub async fn make_indexes(storage: &dyn Storage) -> Result<(), StorageError> {
    let units = storage.begin(Access::Read).await?.units().await?;
    for unit in units {
        let mut tx = storage.begin(Access::Read).await?;
        if tx.index_version(&unit.id).await? == KEYS_VERSION {
            continue;
        }
        drop(tx);
        make_index(storage, &unit.id).await?;
    }
    Ok(())
}

async fn make_index(storage: &dyn Storage, unit: &UnitId) -> Result<(), StorageError> {
    let mut tx = storage.begin(Access::Write).await?;
    // Nothing is appended meanwhile.
    tx.stream_head(unit).await?;
    tx.begin_index(unit, KEYS_VERSION).await?;
    let mut after = None;
    loop {
        let dossiers = tx.dossiers_after(unit, after, PAGE_DOSSIERS).await?;
        let Some(last) = dossiers.last() else { break };
        after = Some(last.id);
        let acts: Vec<_> = dossiers.iter().filter_map(Filing::of).collect();
        if !acts.is_empty() {
            tx.file_acts(unit, &acts).await?;
        }
    }
    tx.commit().await
}

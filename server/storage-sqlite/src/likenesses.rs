//! The index of people in acts of civil status.

use crate::convert::{Rows, failed, hash, hash_list, id_list, read, signed, unsigned, uuid};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::dossier::Dossier;
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;
use storage::likenesses::MET_MAX;
use storage::{Filing, Likenesses, Met, Side, StorageError};
use sync::chain::Hash;

#[async_trait]
impl Likenesses for SqliteTransaction {
    async fn file_acts(&mut self, unit: &UnitId, acts: &[Filing]) -> Result<(), StorageError> {
        insert_acts(&mut self.inner, &unit.0, acts).await
    }

    async fn forget_acts(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<(), StorageError> {
        forget_acts(&mut self.inner, &unit.0, dossiers).await
    }

    async fn acts_meeting(
        &mut self,
        unit: &UnitId,
        filed: &BTreeSet<Hash>,
        sought: &BTreeSet<Hash>,
    ) -> Result<Vec<Met>, StorageError> {
        let (filed, sought) = (hash_list(filed.iter()), hash_list(sought.iter()));
        let limit = signed("likeness", MET_MAX as u64)?;
        let rows = sqlx::query!(
            "select side, key, received_at, dossier_id from likeness
            where unit_id = $1 and side = 'filed'
                and key in (select unhex(value) from json_each($3))
            union all
            select side, key, received_at, dossier_id from likeness
            where unit_id = $1 and side = 'sought'
                and key in (select unhex(value) from json_each($2))
            order by side, key, received_at, dossier_id
            limit $4",
            unit.0,
            filed,
            sought,
            limit,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut met = Vec::with_capacity(rows.len());
        for row in rows {
            let side = Side::of(&row.side);
            met.push(Met {
                side: side.ok_or_else(|| StorageError::corrupt("likeness", "no such side"))?,
                key: hash("likeness", &row.key)?,
                received_at: Instant(row.received_at),
                dossier: DossierId(uuid("likeness", &row.dossier_id)?),
            });
        }
        Ok(met)
    }

    async fn index_version(&mut self, unit: &UnitId) -> Result<u64, StorageError> {
        let version = sqlx::query_scalar!(
            "select version from likeness_index where unit_id = $1",
            unit.0,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)?;
        unsigned("likeness_index", version.unwrap_or(0))
    }

    async fn begin_index(&mut self, unit: &UnitId, version: u64) -> Result<(), StorageError> {
        let version = signed("likeness_index", version)?;
        sqlx::query!("delete from likeness where unit_id = $1", unit.0)
            .execute(&mut *self.inner)
            .await
            .map_err(failed)?;
        sqlx::query!(
            "insert into likeness_index (unit_id, version) values ($1, $2)
            on conflict (unit_id) do update set version = excluded.version",
            unit.0,
            version,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn dossiers_after(
        &mut self,
        unit: &UnitId,
        after: Option<DossierId>,
        limit: usize,
    ) -> Result<Vec<Dossier>, StorageError> {
        // Every id follows no bytes at all.
        let after = after.map(|id| id.0.as_bytes().to_vec()).unwrap_or_default();
        let limit = signed("dossier", limit as u64)?;
        let bodies = sqlx::query_scalar!(
            "select body from dossier
            where unit_id = $1 and dossier_id > $2
            order by dossier_id
            limit $3",
            unit.0,
            after,
            limit,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        bodies.iter().map(|body| read("dossier", body)).collect()
    }
}

/// Writes acts into the index; what is there stays.
pub(crate) async fn insert_acts(
    connection: &mut SqliteConnection,
    unit: &str,
    acts: &[Filing],
) -> Result<(), StorageError> {
    let mut rows = Rows::default();
    for act in acts {
        for (side, key, _) in act.rows() {
            rows.begin();
            rows.number(act.received_at.0);
            rows.bytes(side.name().as_bytes())?;
            rows.bytes(&key.0)?;
            rows.bytes(act.dossier.0.as_bytes())?;
        }
    }
    let (rows, bytes) = rows.end();
    sqlx::query!(
        "insert into likeness (unit_id, received_at, side, key, dossier_id)
        select $1, value ->> 0, cast(substr($3, value ->> 1, value ->> 2) as text),
            substr($3, value ->> 3, value ->> 4), substr($3, value ->> 5, value ->> 6)
        from json_each($2) where true
        on conflict (unit_id, side, key, dossier_id) do nothing",
        unit,
        rows,
        bytes,
    )
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

/// Takes the acts of these dossiers out of the index.
pub(crate) async fn forget_acts(
    connection: &mut SqliteConnection,
    unit: &str,
    dossiers: &[DossierId],
) -> Result<(), StorageError> {
    let ids = id_list(dossiers.iter().map(|id| id.0));
    sqlx::query!(
        "delete from likeness
        where unit_id = $1 and dossier_id in (select unhex(value) from json_each($2))",
        unit,
        ids,
    )
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

//! The index of people in acts of civil status.

use crate::convert::{failed, hash, hash_list, id_list, read, signed, unsigned, uuid};
use crate::transaction::PostgresTransaction;
use async_trait::async_trait;
use domain::dossier::Dossier;
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use std::collections::BTreeSet;
use storage::likenesses::MET_MAX;
use storage::{Filing, Likenesses, Met, Side, StorageError};
use sync::chain::Hash;

#[async_trait]
impl Likenesses for PostgresTransaction {
    async fn file_acts(&mut self, unit: &UnitId, acts: &[Filing]) -> Result<(), StorageError> {
        let (mut sides, mut keys) = (vec![], vec![]);
        let (mut dossiers, mut times) = (vec![], vec![]);
        for act in acts {
            for (side, key, _) in act.rows() {
                sides.push(side.name().to_owned());
                keys.push(key.0.to_vec());
                dossiers.push(act.dossier.0.as_bytes().to_vec());
                times.push(act.received_at.0);
            }
        }
        sqlx::query!(
            "insert into likeness (unit_id, side, key, dossier_id, received_at)
            select $1::text, * from unnest($2::text[], $3::bytea[], $4::bytea[], $5::bigint[])
            on conflict (unit_id, side, key, dossier_id) do nothing",
            unit.0,
            &sides,
            &keys,
            &dossiers,
            &times,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn forget_acts(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<(), StorageError> {
        let ids = id_list(dossiers.iter().map(|id| id.0));
        sqlx::query!(
            "delete from likeness where unit_id = $1 and dossier_id = any($2)",
            unit.0,
            &ids,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
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
            r#"select side as "side!", key as "key!", received_at as "received_at!",
                dossier_id as "dossier_id!"
            from likeness
            where unit_id = $1 and side = 'filed' and key = any($3)
            union all
            select side, key, received_at, dossier_id from likeness
            where unit_id = $1 and side = 'sought' and key = any($2)
            order by 1, 2, 3, 4
            limit $4"#,
            unit.0,
            &filed,
            &sought,
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

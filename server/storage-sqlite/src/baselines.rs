//! Baselines: chunks, where dossiers are in them, and a dossier's own history.

use crate::convert::{
    Rows, failed, hash, id_list, item, one_row, read, signed, unsigned, uuid, write,
};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use std::collections::HashMap;
use storage::{Baselines, ChunkRecord, Cut, NewChunk, Place, StorageError, StreamItem};
use sync::baseline::Chunk;
use sync::chain::Hash;
use sync::ruling::Position;

#[async_trait]
impl Baselines for SqliteTransaction {
    async fn cut(&mut self, unit: &UnitId) -> Result<Option<Cut>, StorageError> {
        let row = sqlx::query!(
            "select at, seen, state from baseline where unit_id = $1",
            unit.0,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Cut {
            at: unsigned("baseline", row.at)?,
            seen: hash("baseline", &row.seen)?,
            state: unsigned("baseline", row.state)?,
        }))
    }

    async fn move_cut(
        &mut self,
        unit: &UnitId,
        before: Option<Position>,
        cut: Cut,
    ) -> Result<bool, StorageError> {
        let (at, state) = (signed("baseline", cut.at)?, signed("baseline", cut.state)?);
        let seen = cut.seen.0.as_slice();
        let done = if let Some(before) = before {
            let before = signed("baseline", before)?;
            sqlx::query!(
                "update baseline set at = $2, seen = $3, state = $4
                where unit_id = $1 and at = $5",
                unit.0,
                at,
                seen,
                state,
                before,
            )
            .execute(&mut *self.inner)
            .await
        } else {
            sqlx::query!(
                "insert into baseline (unit_id, at, seen, state) values ($1, $2, $3, $4)
                on conflict (unit_id) do nothing",
                unit.0,
                at,
                seen,
                state,
            )
            .execute(&mut *self.inner)
            .await
        };
        Ok(done.map_err(failed)?.rows_affected() == 1)
    }

    async fn chunks(&mut self, unit: &UnitId) -> Result<Vec<ChunkRecord>, StorageError> {
        let rows = sqlx::query!(
            "select hash, dossiers, open, newest, dead, size_bytes from baseline_chunk
            where unit_id = $1 and retired_at is null",
            unit.0,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut chunks = Vec::with_capacity(rows.len());
        for row in rows {
            let chunk = Chunk {
                hash: hash("baseline_chunk", &row.hash)?,
                size_bytes: unsigned("baseline_chunk", row.size_bytes)?,
                dossiers: count(row.dossiers)?,
                open: row.open != 0,
                dead: read("baseline_chunk", &row.dead)?,
            };
            let newest = Instant(row.newest);
            chunks.push(ChunkRecord { chunk, newest });
        }
        Ok(chunks)
    }

    async fn chunk(&mut self, unit: &UnitId, hash: Hash) -> Result<Option<Vec<u8>>, StorageError> {
        let hash = hash.0.as_slice();
        sqlx::query_scalar!(
            "select packed from baseline_chunk where unit_id = $1 and hash = $2",
            unit.0,
            hash,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)
    }

    async fn put_chunks(&mut self, unit: &UnitId, chunks: &[NewChunk]) -> Result<(), StorageError> {
        let mut places = Rows::default();
        for new in chunks {
            let ChunkRecord { chunk, newest } = &new.record;
            let hash = chunk.hash.0.as_slice();
            let dossiers = i64::from(chunk.dossiers);
            let open = i64::from(chunk.open);
            let dead = write("baseline_chunk", &chunk.dead)?;
            let size = signed("baseline_chunk", chunk.size_bytes)?;
            sqlx::query!(
                "insert into baseline_chunk (
                    unit_id, hash, dossiers, open, newest, dead, size_bytes, packed
                ) values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (unit_id, hash) do update
                set dead = excluded.dead, retired_at = null",
                unit.0,
                hash,
                dossiers,
                open,
                newest.0,
                dead,
                size,
                new.packed,
            )
            .execute(&mut *self.inner)
            .await
            .map_err(failed)?;
            for (id, at) in new.dossiers.iter().zip(0_i64..) {
                places.begin();
                places.bytes(id.0.as_bytes())?;
                places.bytes(hash)?;
                places.number(at);
            }
        }
        let (rows, bytes) = places.end();
        sqlx::query!(
            "insert into baseline_place (unit_id, dossier_id, chunk, at)
            select $1, substr($3, value ->> 0, value ->> 1), substr($3, value ->> 2, value ->> 3),
                value ->> 4
            from json_each($2) where true
            on conflict (unit_id, dossier_id) do update
            set chunk = excluded.chunk, at = excluded.at",
            unit.0,
            rows,
            bytes,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn bury(&mut self, unit: &UnitId, chunk: Hash, dead: &[u32]) -> Result<(), StorageError> {
        let hash = chunk.0.as_slice();
        let dead = write("baseline_chunk", &dead)?;
        let done = sqlx::query!(
            "update baseline_chunk set dead = $3 where unit_id = $1 and hash = $2",
            unit.0,
            hash,
            dead,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        one_row("baseline_chunk", done.rows_affected())
    }

    async fn retire_chunks(
        &mut self,
        unit: &UnitId,
        chunks: &[Hash],
        at: Instant,
    ) -> Result<(), StorageError> {
        for chunk in chunks {
            let hash = chunk.0.as_slice();
            sqlx::query!(
                "update baseline_chunk set retired_at = $3 where unit_id = $1 and hash = $2",
                unit.0,
                hash,
                at.0,
            )
            .execute(&mut *self.inner)
            .await
            .map_err(failed)?;
        }
        Ok(())
    }

    async fn forget_chunks(&mut self, unit: &UnitId, before: Instant) -> Result<(), StorageError> {
        sqlx::query!(
            "delete from baseline_chunk where unit_id = $1 and retired_at < $2",
            unit.0,
            before.0,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn changed(
        &mut self,
        unit: &UnitId,
        after: Position,
        to: Position,
    ) -> Result<Vec<DossierId>, StorageError> {
        let (after, to) = (signed("envelope", after)?, signed("envelope", to)?);
        let rows = sqlx::query_scalar!(
            "select distinct dossier_id from envelope
            where unit_id = $1 and position > $2 and position <= $3",
            unit.0,
            after,
            to,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut changed = vec![];
        for bytes in rows {
            let id = uuid("envelope", &bytes)?;
            // Zero stands for no dossier (E9).
            changed.extend((!id.is_nil()).then_some(DossierId(id)));
        }
        Ok(changed)
    }

    async fn places(
        &mut self,
        unit: &UnitId,
        ids: &[DossierId],
    ) -> Result<HashMap<DossierId, Place>, StorageError> {
        let ids = id_list(ids.iter().map(|id| id.0));
        let rows = sqlx::query!(
            "select dossier_id, chunk, at from baseline_place
            where unit_id = $1 and dossier_id in (select unhex(value) from json_each($2))",
            unit.0,
            ids,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut places = HashMap::with_capacity(rows.len());
        for row in rows {
            let place = Place {
                chunk: hash("baseline_place", &row.chunk)?,
                at: count(row.at)?,
            };
            places.insert(DossierId(uuid("baseline_place", &row.dossier_id)?), place);
        }
        Ok(places)
    }

    async fn history(
        &mut self,
        unit: &UnitId,
        dossier: DossierId,
        limit: usize,
    ) -> Result<Vec<StreamItem>, StorageError> {
        let dossier = dossier.0.as_bytes().as_slice();
        let limit = signed("envelope", limit as u64)?;
        let rows = sqlx::query!(
            "select position, event_id, bytes from envelope
            where unit_id = $1 and dossier_id = $2
            order by position
            limit $3",
            unit.0,
            dossier,
            limit,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        rows.into_iter()
            .map(|row| item(row.position, &row.event_id, row.bytes))
            .collect()
    }
}

fn count(value: i64) -> Result<u32, StorageError> {
    u32::try_from(value).map_err(|error| StorageError::corrupt("baseline_chunk", error))
}

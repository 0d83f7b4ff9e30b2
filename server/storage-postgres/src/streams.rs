//! Streams, their projection, and what was set aside.

use crate::convert::{
    column, failed, hash, id_list, item, one_row, read, signed, text_list, unsigned, uuid, write,
};
use crate::transaction::PostgresTransaction;
use async_trait::async_trait;
use domain::dossier::{Dossier, LocalCode};
use domain::id::{DeviceId, DossierId, EventId, UnitId};
use domain::instant::Instant;
use std::collections::HashMap;
use storage::{Access, NewsLimit, SetAside, StorageError, StreamItem, Streams, Unplaced};
use sync::admit::Earlier;
use sync::chain::{Hash, Head};
use sync::envelope::Sealed;
use sync::ruling::{Missing, Position, Ruling};
use uuid::Uuid;

#[async_trait]
impl Streams for PostgresTransaction {
    async fn stream_head(&mut self, unit: &UnitId) -> Result<Position, StorageError> {
        let head = match self.access {
            Access::Read => self.head(unit).await?,
            Access::Write => self.locked_head(unit).await?,
        };
        unsigned("stream", head.unwrap_or(0))
    }

    async fn earlier(
        &mut self,
        unit: &UnitId,
        events: &[EventId],
    ) -> Result<HashMap<EventId, Earlier>, StorageError> {
        let ids = id_list(events.iter().map(|event| event.0));
        let rows = sqlx::query!(
            r#"select event_id as "event_id!", hash as "hash!", position as "position?",
                null::bytea as "ruling?"
            from envelope
            where unit_id = $1 and event_id = any($2)
            union all
            select event_id, hash, null, ruling from set_aside
            where unit_id = $1 and kind in ('refused', 'awaiting') and event_id = any($2)"#,
            unit.0,
            &ids,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut known = HashMap::new();
        for row in rows {
            let event = EventId(uuid("envelope", &row.event_id)?);
            let hash = hash("envelope", &row.hash)?;
            let ruling = earlier_ruling(row.position, row.ruling)?;
            known.insert(event, Earlier { hash, ruling });
        }
        Ok(known)
    }

    async fn dossiers(
        &mut self,
        unit: &UnitId,
        ids: &[DossierId],
        codes: &[LocalCode],
    ) -> Result<HashMap<DossierId, Dossier>, StorageError> {
        let ids = id_list(ids.iter().map(|id| id.0));
        let codes = text_list(codes.iter().map(|code| code.0.as_str()));
        let bodies = sqlx::query_scalar!(
            r#"select body as "body!" from dossier
            where unit_id = $1 and dossier_id = any($2)
            union all
            select body from dossier
            where unit_id = $1 and code = any($3)"#,
            unit.0,
            &ids,
            &codes,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let read =
            |body: Vec<u8>| read("dossier", &body).map(|dossier: Dossier| (dossier.id, dossier));
        bodies.into_iter().map(read).collect()
    }

    async fn append(
        &mut self,
        unit: &UnitId,
        head: Position,
        envelopes: &[Sealed],
        received_at: Instant,
    ) -> Result<(), StorageError> {
        self.insert_envelopes(unit, head, envelopes, received_at)
            .await?;
        let before = signed("stream", head)?;
        let after = signed("stream", head + envelopes.len() as u64)?;
        let done = sqlx::query!(
            "insert into stream (unit_id, head) values ($1, $2)
            on conflict (unit_id) do update set head = excluded.head where stream.head = $3",
            unit.0,
            after,
            before,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        one_row("stream", done.rows_affected())?;
        self.appended = Some(unit.clone());
        Ok(())
    }

    async fn put_dossiers(
        &mut self,
        unit: &UnitId,
        dossiers: &[Dossier],
    ) -> Result<(), StorageError> {
        let ids = column(dossiers, |dossier| dossier.id.0.as_bytes());
        let codes = column(dossiers, |dossier| dossier.received.code.0.as_bytes());
        let bodies = dossiers.iter().map(|dossier| write("dossier", dossier));
        let bodies = bodies.collect::<Result<Vec<_>, _>>()?;
        sqlx::query!(
            "insert into dossier (unit_id, dossier_id, code, body)
            select $1::text, * from unnest($2::bytea[], $3::bytea[], $4::bytea[])
            on conflict (unit_id, dossier_id) do update
            set code = excluded.code, body = excluded.body",
            unit.0,
            &ids,
            &codes,
            &bodies,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn set_aside(&mut self, unit: &UnitId, asides: &[SetAside]) -> Result<(), StorageError> {
        let hashes = column(asides, |aside| &aside.sealed.hash.0);
        let events = column(asides, |aside| aside.sealed.envelope.event_id.0.as_bytes());
        let devices = column(asides, |aside| aside.sealed.envelope.device.0.as_bytes());
        let sequence = |aside: &SetAside| signed("set_aside", aside.sealed.envelope.sequence);
        let sequences = asides.iter().map(sequence).collect::<Result<Vec<_>, _>>()?;
        let dossiers = asides
            .iter()
            .map(|aside| dossier_of(&aside.sealed).as_bytes().to_vec());
        let dossiers: Vec<_> = dossiers.collect();
        let kinds: Vec<String> = asides
            .iter()
            .map(|aside| kind(&aside.ruling).to_owned())
            .collect();
        let rulings = asides.iter().map(|aside| write("set_aside", &aside.ruling));
        let rulings = rulings.collect::<Result<Vec<_>, _>>()?;
        let times: Vec<i64> = asides.iter().map(|aside| aside.received_at.0).collect();
        let bytes = column(asides, |aside| &aside.sealed.bytes);
        sqlx::query!(
            "insert into set_aside (
                unit_id, hash, event_id, device_id, sequence, dossier_id, kind, ruling,
                received_at, bytes
            )
            select $1::text, * from unnest(
                $2::bytea[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bytea[], $7::text[],
                $8::bytea[], $9::bigint[], $10::bytea[]
            )
            on conflict (unit_id, hash) do nothing",
            unit.0,
            &hashes,
            &events,
            &devices,
            &sequences,
            &dossiers,
            &kinds,
            &rulings,
            &times,
            &bytes,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn held(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        sequence: u64,
    ) -> Result<Option<Sealed>, StorageError> {
        let device = device.0.as_bytes().as_slice();
        let sequence = signed("set_aside", sequence)?;
        let bytes = sqlx::query_scalar!(
            "select bytes from set_aside
            where unit_id = $1 and device_id = $2 and sequence = $3 and kind = 'held'
            order by received_at, hash
            limit 1",
            unit.0,
            device,
            sequence,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)?;
        let open =
            |bytes| Sealed::open(bytes).map_err(|error| StorageError::corrupt("set_aside", error));
        bytes.map(open).transpose()
    }

    async fn release_held(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        sequence: u64,
    ) -> Result<(), StorageError> {
        let device = device.0.as_bytes().as_slice();
        let sequence = signed("set_aside", sequence)?;
        sqlx::query!(
            "delete from set_aside
            where unit_id = $1 and device_id = $2 and sequence <= $3 and kind = 'held'",
            unit.0,
            device,
            sequence,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn unplaced(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
    ) -> Result<Unplaced, StorageError> {
        let device = device.0.as_bytes().as_slice();
        let row = sqlx::query!(
            r#"select
                count(*) filter (where kind <> 'quarantined') as "held!",
                count(*) filter (where kind = 'quarantined') as "quarantined!"
            from set_aside
            where unit_id = $1 and device_id = $2
                and kind in ('held', 'awaiting', 'quarantined')"#,
            unit.0,
            device,
        )
        .fetch_one(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(Unplaced {
            held: unsigned("set_aside", row.held)?,
            quarantined: unsigned("set_aside", row.quarantined)?,
        })
    }

    async fn held_for(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<Vec<Sealed>, StorageError> {
        let ids = id_list(dossiers.iter().map(|id| id.0));
        let rows = sqlx::query_scalar!(
            "select bytes from set_aside
            where unit_id = $1 and kind = 'awaiting' and dossier_id = any($2)
            order by received_at, sequence",
            unit.0,
            &ids,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let open =
            |bytes| Sealed::open(bytes).map_err(|error| StorageError::corrupt("set_aside", error));
        rows.into_iter().map(open).collect()
    }

    async fn release_held_for(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<(), StorageError> {
        let ids = id_list(dossiers.iter().map(|id| id.0));
        sqlx::query!(
            "delete from set_aside
            where unit_id = $1 and kind = 'awaiting' and dossier_id = any($2)",
            unit.0,
            &ids,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn chain_end(&mut self, unit: &UnitId, device: DeviceId) -> Result<Head, StorageError> {
        let device = device.0.as_bytes().as_slice();
        let last = sqlx::query!(
            "select sequence, hash from envelope
            where unit_id = $1 and device_id = $2
            order by sequence desc
            limit 1",
            unit.0,
            device,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)?;
        match last {
            Some(last) => Ok(Head {
                sequence: unsigned("envelope", last.sequence)?,
                hash: hash("envelope", &last.hash)?,
            }),
            None => Ok(Head::default()),
        }
    }

    async fn hash_at(
        &mut self,
        unit: &UnitId,
        position: Position,
    ) -> Result<Option<Hash>, StorageError> {
        let position = signed("envelope", position)?;
        let found = sqlx::query_scalar!(
            "select hash from envelope where unit_id = $1 and position = $2",
            unit.0,
            position,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)?;
        found.map(|bytes| hash("envelope", &bytes)).transpose()
    }

    async fn news(
        &mut self,
        unit: &UnitId,
        after: Position,
        limit: NewsLimit,
    ) -> Result<Vec<StreamItem>, StorageError> {
        let last = signed("envelope", after.saturating_add(limit.envelopes as u64))?;
        let after = signed("envelope", after)?;
        let bytes_max = signed("envelope", limit.bytes as u64)?;
        // Positions are dense, and a length is known without reading the bytes.
        let rows = sqlx::query!(
            "select position, event_id, bytes from envelope
            where unit_id = $1 and position > $2 and position <= (
                select max(position) from (
                    select position, sum(length(bytes)) over (order by position) as total
                    from envelope
                    where unit_id = $1 and position > $2 and position <= $3
                ) as sums
                where total <= $4
            )
            order by position",
            unit.0,
            after,
            last,
            bytes_max,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        rows.into_iter()
            .map(|row| item(row.position, &row.event_id, row.bytes))
            .collect()
    }
}

impl PostgresTransaction {
    async fn insert_envelopes(
        &mut self,
        unit: &UnitId,
        head: Position,
        envelopes: &[Sealed],
        received_at: Instant,
    ) -> Result<(), StorageError> {
        let positions = (head + 1..).take(envelopes.len());
        let positions = positions.map(|position| signed("envelope", position));
        let positions = positions.collect::<Result<Vec<_>, _>>()?;
        let events = column(envelopes, |sealed| sealed.envelope.event_id.0.as_bytes());
        let devices = column(envelopes, |sealed| sealed.envelope.device.0.as_bytes());
        let sequence = |sealed: &Sealed| signed("envelope", sealed.envelope.sequence);
        let sequences = envelopes
            .iter()
            .map(sequence)
            .collect::<Result<Vec<_>, _>>()?;
        let dossiers = envelopes
            .iter()
            .map(|sealed| dossier_of(sealed).as_bytes().to_vec());
        let dossiers: Vec<_> = dossiers.collect();
        let hashes = column(envelopes, |sealed| &sealed.hash.0);
        let bytes = column(envelopes, |sealed| &sealed.bytes);
        sqlx::query!(
            "insert into envelope (
                unit_id, received_at, position, event_id, device_id, sequence, dossier_id, hash, bytes
            )
            select $1::text, $2::bigint, * from unnest(
                $3::bigint[], $4::bytea[], $5::bytea[], $6::bigint[], $7::bytea[], $8::bytea[],
                $9::bytea[]
            )",
            unit.0,
            received_at.0,
            &positions,
            &events,
            &devices,
            &sequences,
            &dossiers,
            &hashes,
            &bytes,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn head(&mut self, unit: &UnitId) -> Result<Option<i64>, StorageError> {
        sqlx::query_scalar!("select head from stream where unit_id = $1", unit.0)
            .fetch_optional(&mut *self.inner)
            .await
            .map_err(failed)
    }

    /// The head, with its row locked to the end of the transaction: positions are
    /// given one writer at a time, so they are dense and in commit order (I3).
    async fn locked_head(&mut self, unit: &UnitId) -> Result<Option<i64>, StorageError> {
        if let Some(head) = self.lock_head(unit).await? {
            return Ok(Some(head));
        }
        // Before a unit's first event there is no row to lock. Of two writers that
        // make it, the second waits here for the first to end.
        sqlx::query!(
            "insert into stream (unit_id, head) select unit_id, 0 from unit where unit_id = $1
            on conflict (unit_id) do nothing",
            unit.0,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        self.lock_head(unit).await
    }

    async fn lock_head(&mut self, unit: &UnitId) -> Result<Option<i64>, StorageError> {
        sqlx::query_scalar!(
            "select head from stream where unit_id = $1 for update",
            unit.0,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)
    }
}

/// The column for the dossier: zero for a fact that speaks of none (E9).
fn dossier_of(sealed: &Sealed) -> Uuid {
    sealed
        .envelope
        .dossier()
        .map(|dossier| dossier.0)
        .unwrap_or_default()
}

/// What was ruled: the position where it was accepted, else the ruling kept with it.
fn earlier_ruling(position: Option<i64>, aside: Option<Vec<u8>>) -> Result<Ruling, StorageError> {
    match (position, aside) {
        (Some(position), _) => Ok(Ruling::Accepted {
            position: unsigned("envelope", position)?,
        }),
        (None, aside) => read("set_aside", &aside.unwrap_or_default()),
    }
}

/// The column that queries tell set-aside envelopes apart by. What entered the
/// stream is never set aside; should it happen, quarantine is the safe shelf.
fn kind(ruling: &Ruling) -> &'static str {
    match ruling {
        Ruling::Held {
            missing: Missing::Sequence(_),
        } => "held",
        Ruling::Held {
            missing: Missing::Dossier(_),
        } => "awaiting",
        Ruling::Refused { .. } => "refused",
        Ruling::Quarantined { .. } | Ruling::Accepted { .. } | Ruling::Duplicate { .. } => {
            "quarantined"
        }
    }
}

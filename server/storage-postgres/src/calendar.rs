//! Calendar data that was imported.

use crate::convert::failed;
use crate::transaction::PostgresTransaction;
use async_trait::async_trait;
use domain::calendar::Entry;
use storage::{Access, CalendarRecord, CalendarStore, StorageError};

#[async_trait]
impl CalendarStore for PostgresTransaction {
    async fn calendar(&mut self) -> Result<Vec<CalendarRecord>, StorageError> {
        if self.access == Access::Write {
            // Imports decide on what is stored: one after the other.
            sqlx::query!("lock table calendar_entry in share row exclusive mode")
                .execute(&mut *self.inner)
                .await
                .map_err(failed)?;
        }
        let rows = sqlx::query_as!(
            Row,
            "select slot, kind, from_day, to_day, applies_to, name, value, status, legal_basis, source
            from calendar_entry
            order by slot",
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(rows.into_iter().map(Row::read).collect())
    }

    async fn put_calendar(&mut self, records: &[CalendarRecord]) -> Result<(), StorageError> {
        for CalendarRecord { slot, entry } in records {
            sqlx::query!(
                "insert into calendar_entry (
                    slot, kind, from_day, to_day, applies_to, name, value, status, legal_basis,
                    source
                ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                on conflict (slot) do update set
                    kind = excluded.kind,
                    from_day = excluded.from_day,
                    to_day = excluded.to_day,
                    applies_to = excluded.applies_to,
                    name = excluded.name,
                    value = excluded.value,
                    status = excluded.status,
                    legal_basis = excluded.legal_basis,
                    source = excluded.source",
                slot,
                entry.kind,
                entry.from,
                entry.to,
                entry.unit,
                entry.name,
                entry.value,
                entry.status,
                entry.legal_basis,
                entry.source,
            )
            .execute(&mut *self.inner)
            .await
            .map_err(failed)?;
        }
        self.note_written(records.len()).await
    }
}

struct Row {
    slot: String,
    kind: String,
    from_day: String,
    to_day: String,
    applies_to: String,
    name: String,
    value: String,
    status: String,
    legal_basis: String,
    source: String,
}

impl Row {
    fn read(self) -> CalendarRecord {
        CalendarRecord {
            slot: self.slot,
            entry: Entry {
                kind: self.kind,
                from: self.from_day,
                to: self.to_day,
                unit: self.applies_to,
                name: self.name,
                value: self.value,
                status: self.status,
                legal_basis: self.legal_basis,
                source: self.source,
            },
        }
    }
}

//! The ledger.

use crate::convert::{Rows as Columns, failed, ledger_row, text_list, unsigned};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::id::UnitId;
use storage::{Ledgers, StorageError};
use sync::ledger::{Missing, Rows, end_of};

#[async_trait]
impl Ledgers for SqliteTransaction {
    async fn ledger(
        &mut self,
        unit: &UnitId,
        wanted: &Missing,
    ) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        let keys = text_list(wanted.keys.iter().map(String::as_str));
        let rows = sqlx::query!(
            "select key, value from ledger
            where unit_id = $1 and key in (select unhex(value) from json_each($2))",
            unit.0,
            keys,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut found = vec![];
        for row in rows {
            found.push(ledger_row(row.key, row.value)?);
        }
        for prefix in &wanted.prefixes {
            let (begin, end) = (prefix.as_bytes(), end_of(prefix).into_bytes());
            let rows = sqlx::query!(
                "select key, value from ledger where unit_id = $1 and key >= $2 and key < $3",
                unit.0,
                begin,
                end,
            )
            .fetch_all(&mut *self.inner)
            .await
            .map_err(failed)?;
            for row in rows {
                found.push(ledger_row(row.key, row.value)?);
            }
        }
        Ok(found)
    }

    async fn ledger_bytes(&mut self, unit: &UnitId) -> Result<u64, StorageError> {
        let bytes = sqlx::query_scalar!(
            r#"select coalesce(sum(length(key) + length(value)), 0) as "bytes!: i64"
            from ledger
            where unit_id = $1"#,
            unit.0,
        )
        .fetch_one(&mut *self.inner)
        .await
        .map_err(failed)?;
        unsigned("ledger", bytes)
    }

    async fn put_ledger(&mut self, unit: &UnitId, rows: &Rows) -> Result<(), StorageError> {
        let (mut columns, mut gone) = (Columns::default(), vec![]);
        for (key, value) in rows {
            let Some(value) = value else {
                gone.push(key.as_str());
                continue;
            };
            columns.begin();
            columns.bytes(key.as_bytes())?;
            columns.bytes(value)?;
        }
        let (columns, bytes) = columns.end();
        sqlx::query!(
            "insert into ledger (unit_id, key, value)
            select $1, substr($3, value ->> 0, value ->> 1), substr($3, value ->> 2, value ->> 3)
            from json_each($2) where true
            on conflict (unit_id, key) do update set value = excluded.value",
            unit.0,
            columns,
            bytes,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        if !gone.is_empty() {
            let gone = text_list(gone.into_iter());
            sqlx::query!(
                "delete from ledger
                where unit_id = $1 and key in (select unhex(value) from json_each($2))",
                unit.0,
                gone,
            )
            .execute(&mut *self.inner)
            .await
            .map_err(failed)?;
        }
        Ok(())
    }
}

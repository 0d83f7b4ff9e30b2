//! The ledger.

use crate::convert::{failed, ledger_row, text_list, unsigned};
use crate::transaction::PostgresTransaction;
use async_trait::async_trait;
use domain::id::UnitId;
use storage::{Ledgers, StorageError};
use sync::ledger::{Missing, Rows, end_of};

#[async_trait]
impl Ledgers for PostgresTransaction {
    async fn ledger(
        &mut self,
        unit: &UnitId,
        wanted: &Missing,
    ) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        let keys = text_list(wanted.keys.iter().map(String::as_str));
        let rows = sqlx::query!(
            "select key, value from ledger where unit_id = $1 and key = any($2)",
            unit.0,
            &keys,
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
        let (mut keys, mut values, mut gone) = (vec![], vec![], vec![]);
        for (key, value) in rows {
            match value {
                Some(value) => {
                    keys.push(key.clone().into_bytes());
                    values.push(value.clone());
                }
                None => gone.push(key.clone().into_bytes()),
            }
        }
        sqlx::query!(
            "insert into ledger (unit_id, key, value)
            select $1::text, * from unnest($2::bytea[], $3::bytea[])
            on conflict (unit_id, key) do update set value = excluded.value",
            unit.0,
            &keys,
            &values,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        if !gone.is_empty() {
            sqlx::query!(
                "delete from ledger where unit_id = $1 and key = any($2)",
                unit.0,
                &gone,
            )
            .execute(&mut *self.inner)
            .await
            .map_err(failed)?;
        }
        Ok(())
    }
}

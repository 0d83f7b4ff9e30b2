//! The catalogue's layers.

use crate::convert::{failed, one_row, signed, unsigned};
use crate::transaction::PostgresTransaction;
use async_trait::async_trait;
use domain::catalogue::{LayerKind, ProcedureCode, StoredLayer, format_day, parse_day};
use std::collections::BTreeMap;
use storage::{Access, CatalogueStore, StorageError};

const TABLE: &str = "catalogue_layer";

#[async_trait]
impl CatalogueStore for PostgresTransaction {
    async fn layers(&mut self) -> Result<Vec<StoredLayer>, StorageError> {
        if self.access == Access::Write {
            // Imports decide on what is stored: one after the other.
            sqlx::query!("select from catalogue_stamp for update")
                .execute(&mut *self.inner)
                .await
                .map_err(failed)?;
        }
        let rows = sqlx::query_as!(
            Row,
            "select code, kind, version, effective_from, effective_to, source, as_of, content, raw
            from catalogue_layer
            order by code, kind, version",
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut layers = rows
            .into_iter()
            .map(Row::read)
            .collect::<Result<Vec<_>, _>>()?;
        layers.sort_by(|a, b| (&a.code, a.kind, a.version).cmp(&(&b.code, b.kind, b.version)));
        Ok(layers)
    }

    async fn layers_stamp(&mut self) -> Result<u64, StorageError> {
        let written = sqlx::query_scalar!("select written from catalogue_stamp")
            .fetch_one(&mut *self.inner)
            .await
            .map_err(failed)?;
        unsigned("catalogue_stamp", written)
    }

    async fn put_layers(&mut self, layers: &[StoredLayer]) -> Result<(), StorageError> {
        // One statement may write a row once: of equal keys the last one counts, as
        // if they were written one by one.
        let rows: BTreeMap<_, _> = layers.iter().map(|layer| (key(layer), layer)).collect();
        self.upsert(&rows.into_values().collect::<Vec<_>>()).await?;
        self.note_written(layers.len()).await
    }
}

impl PostgresTransaction {
    /// Counts what was written of the data that devices fetch, so that a running server
    /// notices.
    pub(crate) async fn note_written(&mut self, count: usize) -> Result<(), StorageError> {
        let written = signed("catalogue_stamp", count as u64)?;
        let done = sqlx::query!("update catalogue_stamp set written = written + $1", written)
            .execute(&mut *self.inner)
            .await
            .map_err(failed)?;
        one_row("catalogue_stamp", done.rows_affected())
    }

    async fn upsert(&mut self, layers: &[&StoredLayer]) -> Result<(), StorageError> {
        let codes = column(layers, |layer| layer.code.as_str().to_owned());
        let kinds = column(layers, |layer| layer.kind.as_str().to_owned());
        let versions: Vec<i64> = layers.iter().map(|layer| layer.version.into()).collect();
        let from = column(layers, |layer| format_day(layer.effective_from));
        let to = column(layers, |layer| layer.effective_to.map(format_day));
        let sources = column(layers, |layer| layer.source.clone());
        let as_of = column(layers, |layer| layer.as_of.map(format_day));
        let contents = column(layers, |layer| layer.content.clone());
        let raws = column(layers, |layer| layer.raw.clone());
        sqlx::query!(
            "insert into catalogue_layer (
                code, kind, version, effective_from, effective_to, source, as_of, content, raw
            )
            select * from unnest(
                $1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                $7::text[], $8::text[], $9::text[]
            )
            on conflict (code, kind, version) do update set
                effective_from = excluded.effective_from,
                effective_to = excluded.effective_to,
                source = excluded.source,
                as_of = excluded.as_of,
                content = excluded.content,
                raw = excluded.raw",
            &codes,
            &kinds,
            &versions,
            &from,
            &to as &[Option<String>],
            &sources,
            &as_of as &[Option<String>],
            &contents,
            &raws,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }
}

fn key(layer: &StoredLayer) -> (&str, LayerKind, u32) {
    (layer.code.as_str(), layer.kind, layer.version)
}

fn column<T>(layers: &[&StoredLayer], read: impl Fn(&StoredLayer) -> T) -> Vec<T> {
    layers.iter().map(|layer| read(layer)).collect()
}

struct Row {
    code: String,
    kind: String,
    version: i64,
    effective_from: String,
    effective_to: Option<String>,
    source: String,
    as_of: Option<String>,
    content: String,
    raw: String,
}

impl Row {
    fn read(self) -> Result<StoredLayer, StorageError> {
        let day = |text: &str| {
            parse_day(text).ok_or_else(|| StorageError::corrupt(TABLE, format!("no day: {text}")))
        };
        let kind = LayerKind::parse(&self.kind)
            .ok_or_else(|| StorageError::corrupt(TABLE, format!("no kind: {}", self.kind)))?;
        let version = u32::try_from(self.version);
        Ok(StoredLayer {
            code: ProcedureCode::new(&self.code),
            kind,
            version: version.map_err(|error| StorageError::corrupt(TABLE, error))?,
            effective_from: day(&self.effective_from)?,
            effective_to: self.effective_to.as_deref().map(day).transpose()?,
            source: self.source,
            as_of: self.as_of.as_deref().map(day).transpose()?,
            content: self.content,
            raw: self.raw,
        })
    }
}

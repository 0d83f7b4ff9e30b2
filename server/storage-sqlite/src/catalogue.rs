//! The catalogue's layers.

use crate::convert::{failed, one_row, signed, unsigned};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::catalogue::{LayerKind, ProcedureCode, StoredLayer, format_day, parse_day};
use storage::{CatalogueStore, StorageError};

const TABLE: &str = "catalogue_layer";

#[async_trait]
impl CatalogueStore for SqliteTransaction {
    async fn layers(&mut self) -> Result<Vec<StoredLayer>, StorageError> {
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
        for layer in layers {
            self.put_layer(layer).await?;
        }
        self.note_written(layers.len()).await
    }
}

impl SqliteTransaction {
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

    async fn put_layer(&mut self, layer: &StoredLayer) -> Result<(), StorageError> {
        let (code, kind) = (layer.code.as_str(), layer.kind.as_str());
        let effective_from = format_day(layer.effective_from);
        let effective_to = layer.effective_to.map(format_day);
        let as_of = layer.as_of.map(format_day);
        sqlx::query!(
            "insert into catalogue_layer (
                code, kind, version, effective_from, effective_to, source, as_of, content, raw
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (code, kind, version) do update set
                effective_from = excluded.effective_from,
                effective_to = excluded.effective_to,
                source = excluded.source,
                as_of = excluded.as_of,
                content = excluded.content,
                raw = excluded.raw",
            code,
            kind,
            layer.version,
            effective_from,
            effective_to,
            layer.source,
            as_of,
            layer.content,
            layer.raw,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }
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

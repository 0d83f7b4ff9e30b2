//! The stored form of a layer: JSON in a column.

use domain::catalogue::{Layer, LayerKind, Origin, StoredLayer};
use thiserror::Error;

/// A stored layer that cannot be read.
#[derive(Debug, Error)]
#[error("code {code}, layer {kind}: the stored content cannot be read: {error}")]
pub struct DecodeError {
    code: String,
    kind: &'static str,
    error: serde_json::Error,
}

/// Reads a stored layer.
///
/// # Errors
/// When the content is not what its kind promises.
pub fn decode(stored: &StoredLayer) -> Result<(Origin, Layer), DecodeError> {
    let content = stored.content.as_str();
    let layer = match stored.kind {
        LayerKind::Record => serde_json::from_str(content).map(Layer::Record),
        LayerKind::List => serde_json::from_str(content).map(Layer::List),
        LayerKind::Facts => serde_json::from_str(content).map(Layer::Facts),
        LayerKind::Checklist => serde_json::from_str(content).map(Layer::Checklist),
        LayerKind::Fee => serde_json::from_str(content).map(Layer::Fee),
        LayerKind::Service => serde_json::from_str(content).map(Layer::Service),
        LayerKind::Civil => serde_json::from_str(content).map(Layer::Civil),
    };
    let layer = layer.map_err(|error| DecodeError {
        code: stored.code.to_string(),
        kind: stored.kind.as_str(),
        error,
    })?;
    let origin = Origin {
        kind: stored.kind,
        version: stored.version,
        effective_from: stored.effective_from,
        effective_to: stored.effective_to,
        source: stored.source.clone(),
        as_of: stored.as_of,
    };
    Ok((origin, layer))
}

/// The content of a layer as it is stored.
///
/// # Errors
/// The serializer's own; none is known to occur for these types.
pub fn encode(layer: &Layer) -> Result<String, serde_json::Error> {
    match layer {
        Layer::Record(record) => serde_json::to_string(record),
        Layer::List(row) => serde_json::to_string(row),
        Layer::Facts(facts) => serde_json::to_string(facts),
        Layer::Checklist(checklist) => serde_json::to_string(checklist),
        Layer::Fee(table) => serde_json::to_string(table),
        Layer::Service(rule) => serde_json::to_string(rule),
        Layer::Civil(rule) => serde_json::to_string(rule),
    }
}

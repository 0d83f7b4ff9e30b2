//! From stored layers to procedures.

use std::collections::BTreeMap;

use domain::catalogue::{Layer, Origin, Procedure, ProcedureCode, StoredLayer};
use time::Date;

use crate::decode::{DecodeError, decode};

/// Every procedure that has a layer in force on the day `on`, by code.
///
/// # Errors
/// When a stored layer cannot be read.
pub fn merged<'a>(
    stored: impl IntoIterator<Item = &'a StoredLayer>,
    on: Date,
) -> Result<Vec<Procedure>, DecodeError> {
    let mut by_code: BTreeMap<ProcedureCode, Vec<(Origin, Layer)>> = BTreeMap::new();
    for layer in stored.into_iter().filter(|layer| layer.in_force(on)) {
        by_code
            .entry(layer.code.clone())
            .or_default()
            .push(decode(layer)?);
    }
    Ok(by_code
        .into_iter()
        .filter_map(|(code, layers)| Procedure::merge(&code, layers, on))
        .collect())
}

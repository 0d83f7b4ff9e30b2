//! A row of the national list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Level, ProcedureCode, State};

/// What the national list says of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// The portal's key; empty in the built-in list.
    pub id: String,
    /// The code.
    pub code: ProcedureCode,
    /// The code as printed.
    pub code_notation: String,
    /// The name.
    pub name: String,
    /// The fields.
    pub fields: Vec<String>,
    /// The portal's keys of the fields.
    pub field_ids: Vec<String>,
    /// The agencies; the portal leaves blanks among them.
    pub agencies: Vec<String>,
    /// Who announced it.
    pub issuing: String,
    /// The portal's key of that agency.
    pub issuing_id: String,
    /// For whom.
    pub subjects: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// Who announced it, and for whom.
    pub level: Level,
    /// What could not be read, by JSON path, as JSON text.
    #[serde(default)]
    pub unread: BTreeMap<String, String>,
}

impl ListRow {
    /// Whether an agency of the commune handles it.
    pub fn is_commune(&self) -> bool {
        self.agencies.iter().any(|agency| is_commune_agency(agency))
    }
}

/// `Ủy ban nhân dân cấp xã`, `Công an cấp Xã`, `UBND xã, phường`…
pub(super) fn is_commune_agency(name: &str) -> bool {
    let name = crate::text::fold(name);
    ["cap xa", "xa, phuong", "xa phuong"]
        .iter()
        .any(|part| name.contains(part))
}

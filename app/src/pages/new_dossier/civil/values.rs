//! What stands in the fields of an act, as typed; part of the draft.

use super::spec::{Kind, fields};
use domain::civil::ActKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Texts by the ids of their fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::pages::new_dossier) struct CivilValues(BTreeMap<String, String>);

/// Whom of the act the applicant is.
pub(super) const APPLICANT: &str = "applicant-is";
/// Nobody of the act.
pub(super) const OTHER: &str = "other";
/// Earlier dossiers alike, as the form shows them.
pub(super) const ALIKE: &str = "alike";
/// Why it is taken all the same.
pub(super) const DESPITE: &str = "despite";
const ON: &str = "1";

impl CivilValues {
    /// An empty form of an act.
    pub(in crate::pages::new_dossier) fn blank(act: ActKind) -> Self {
        let mut values = Self::default();
        for field in fields(act) {
            if field.kind == Kind::Text && field.id.ends_with("-nationality") {
                values.set(field.id, "Việt Nam");
            }
        }
        values
    }

    /// It is taken down on a visit, there.
    pub(in crate::pages::new_dossier) fn visit(&mut self, place: &str) {
        self.set("visited", place);
    }

    /// A text; empty when nothing was typed.
    pub(in crate::pages::new_dossier) fn get(&self, id: &str) -> &str {
        self.0.get(id).map_or("", String::as_str)
    }

    /// Writes a text.
    pub(super) fn set(&mut self, id: &str, text: &str) {
        if text.is_empty() {
            self.0.remove(id);
        } else {
            self.0.insert(id.to_owned(), text.to_owned());
        }
    }

    /// Whether something is ticked.
    pub(super) fn is_on(&self, id: &str) -> bool {
        self.get(id) == ON
    }

    /// Ticks something, or takes the tick away.
    pub(super) fn tick(&mut self, id: &str, on: bool) {
        self.set(id, if on { ON } else { "" });
    }
}

//! A row of the national list.

use std::collections::BTreeMap;

use domain::catalogue::{Level, ListRow, ProcedureCode, State};
use domain::text::clean;

use super::notes::Notes;
use super::object::Object;
use super::parts;

/// Reads the row; `notes` gets what has no place in it.
pub(super) fn row(mut object: Object<'_>, code: &ProcedureCode, notes: &mut Notes) -> ListRow {
    let data = &mut object;
    data.text("code", notes);
    let row = ListRow {
        id: data.text("id", notes),
        code: code.clone(),
        code_notation: data.name("codeNotation", notes),
        name: data.name("name", notes),
        fields: names(data, "categories", notes),
        field_ids: data.texts("categoryIds", notes),
        agencies: names(data, "departments", notes),
        issuing: data.name("departmentPromulgate", notes),
        issuing_id: data.text("departmentPromulgateId", notes),
        subjects: names(data, "formalityTargetType", notes),
        state: parts::word(data, "state", State::is_known, notes),
        level: parts::word(data, "type", Level::is_known, notes),
        unread: BTreeMap::new(),
    };
    object.done(notes);
    ListRow {
        unread: core::mem::take(&mut notes.unread),
        ..row
    }
}

/// The portal pads its lists with empty names.
fn names(data: &mut Object<'_>, key: &'static str, notes: &mut Notes) -> Vec<String> {
    data.texts(key, notes)
        .iter()
        .map(|name| clean(name))
        .filter(|name| !name.is_empty())
        .collect()
}

//! JSON: one value a line, or one document.

use domain::catalogue::{Incoming, LayerKind, ProcedureCode};
use serde_json::Value;

use super::notes::Notes;
use super::object::Object;
use super::{Format, ReadLayer, Reading, SourceNote, list, record};
use crate::issue::{Issue, IssueKind};

pub(super) fn read(text: &str, source: &SourceNote) -> Reading {
    let mut reading = Reading {
        format: Format::PortalJson,
        lines: 0,
        incoming: Vec::new(),
        absent: Vec::new(),
        issues: Vec::new(),
    };
    if let Some(document) = document(text) {
        reading.lines = 1;
        answer(&document, text.trim(), 1, source, &mut reading);
        return reading;
    }
    for (place, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        reading.lines += 1;
        match serde_json::from_str::<Value>(line) {
            Ok(value) => answer(&value, line, place + 1, source, &mut reading),
            Err(error) => {
                let told = format!("{error}: {line}");
                reading.issues.push(Issue::new(
                    place + 1,
                    None,
                    "",
                    IssueKind::BrokenLine,
                    &told,
                ));
            }
        }
    }
    reading
}

/// A single value that spans lines: an array, or an indented record.
fn document(text: &str) -> Option<Value> {
    let first = text.trim_start().lines().next()?;
    if serde_json::from_str::<Value>(first).is_ok() && text.trim().lines().nth(1).is_some() {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// An answer of the portal, in its envelope or bare, one record or several.
fn answer(value: &Value, raw: &str, line: usize, source: &SourceNote, reading: &mut Reading) {
    if let Value::Array(items) = value {
        for item in items {
            answer(item, &item.to_string(), line, source, reading);
        }
        return;
    }
    let Some(map) = value.as_object() else {
        reading
            .issues
            .push(Issue::new(line, None, "", IssueKind::BrokenLine, raw));
        return;
    };
    let Some(data) = map.get("data") else {
        return procedure(Object::new("", map), map, raw, line, source, reading);
    };
    for (key, value) in map {
        if !matches!(key.as_str(), "code" | "message" | "data") {
            reading.issues.push(Issue::new(
                line,
                None,
                key,
                IssueKind::UnknownField,
                &value.to_string(),
            ));
        }
    }
    match data {
        Value::Object(inner) => procedure(
            Object::new("data", inner),
            inner,
            raw,
            line,
            source,
            reading,
        ),
        Value::Array(items) => items
            .iter()
            .for_each(|item| answer(item, &item.to_string(), line, source, reading)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            reading
                .issues
                .push(Issue::new(line, None, "data", IssueKind::ErrorAnswer, raw));
        }
    }
}

fn procedure(
    object: Object<'_>,
    map: &serde_json::Map<String, Value>,
    raw: &str,
    line: usize,
    source: &SourceNote,
    reading: &mut Reading,
) {
    let title = map.get("name").and_then(Value::as_str).unwrap_or_default();
    let given = ["code", "codeNotation"]
        .iter()
        .filter_map(|key| map.get(*key)?.as_str())
        .find(|code| !code.trim().is_empty());
    if given.is_none() && title.trim().is_empty() {
        reading
            .issues
            .push(Issue::new(line, None, "code", IssueKind::BrokenLine, raw));
        return;
    }
    let code = given.map_or_else(|| ProcedureCode::local(title), ProcedureCode::new);
    let mut notes = Notes::new(line, Some(code.as_str()));
    if given.is_none() {
        notes.remark(&object.path("code"), IssueKind::MissingCode, title);
    } else if !code.is_regular() {
        notes.remark(
            &object.path("code"),
            IssueKind::IrregularCode,
            code.as_str(),
        );
    }
    if title.trim().is_empty() {
        notes.remark(&object.path("name"), IssueKind::MissingName, "");
    }
    let is_row = map.contains_key("categories") || map.contains_key("departments");
    let (kind, content) = if is_row {
        (
            LayerKind::List,
            serde_json::to_string(&list::row(object, &code, &mut notes)),
        )
    } else {
        (
            LayerKind::Record,
            serde_json::to_string(&record::record(object, &code, &mut notes)),
        )
    };
    reading.issues.append(&mut notes.issues);
    match content {
        Ok(content) => {
            let (source, as_of, raw) = (source.name.clone(), source.as_of, raw.to_owned());
            let incoming = Incoming {
                code,
                kind,
                source,
                as_of,
                content,
                raw,
            };
            reading.incoming.push(ReadLayer { line, incoming });
        }
        Err(error) => reading.issues.push(Issue::new(
            line,
            Some(code.as_str()),
            "",
            IssueKind::BrokenLine,
            &error.to_string(),
        )),
    }
}

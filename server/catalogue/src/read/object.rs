//! A JSON object of which every field is accounted for.

use domain::catalogue::Quantity;
use domain::text::clean;
use serde_json::{Map, Value};

use super::notes::Notes;
use crate::issue::IssueKind;

/// Reads fields by name and remembers which; [`Object::done`] reports the rest.
pub(super) struct Object<'v> {
    path: String,
    map: &'v Map<String, Value>,
    seen: Vec<&'static str>,
}

impl<'v> Object<'v> {
    pub(super) fn new(path: impl Into<String>, map: &'v Map<String, Value>) -> Self {
        Self {
            path: path.into(),
            map,
            seen: Vec::new(),
        }
    }

    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn take(&mut self, key: &'static str) -> Option<&'v Value> {
        self.seen.push(key);
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// A text, letter for letter; empty when there is none.
    pub(super) fn text(&mut self, key: &'static str, notes: &mut Notes) -> String {
        match self.take(key) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => {
                notes.keep(&self.path(key), IssueKind::UnexpectedType, other);
                String::new()
            }
        }
    }

    /// A name or code: a text in stored form.
    pub(super) fn name(&mut self, key: &'static str, notes: &mut Notes) -> String {
        clean(&self.text(key, notes))
    }

    pub(super) fn flag(&mut self, key: &'static str, notes: &mut Notes) -> Option<bool> {
        let value = self.take(key)?;
        if !value.is_boolean() {
            notes.keep(&self.path(key), IssueKind::UnexpectedType, value);
        }
        value.as_bool()
    }

    /// A moment in milliseconds since 1970.
    pub(super) fn millis(&mut self, key: &'static str, notes: &mut Notes) -> Option<i64> {
        let value = self.take(key)?;
        if value.is_i64() {
            return value.as_i64();
        }
        notes.keep(&self.path(key), IssueKind::UnexpectedType, value);
        None
    }

    /// A figure, as number or text.
    pub(super) fn figure(&mut self, key: &'static str, notes: &mut Notes) -> Option<Quantity> {
        let value = self.take(key)?;
        let path = self.path(key);
        let Ok(quantity) = serde_json::from_value::<Quantity>(value.clone()) else {
            notes.keep(&path, IssueKind::UnexpectedType, value);
            return None;
        };
        if !quantity.is_number() {
            notes.remark(&path, IssueKind::TextForNumber, &value.to_string());
        }
        Some(quantity)
    }

    pub(super) fn texts(&mut self, key: &'static str, notes: &mut Notes) -> Vec<String> {
        self.items(key, notes, |value, _, _| value.as_str().map(str::to_owned))
    }

    /// The objects of a list, each read by `read`.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
        read: fn(&mut Object<'_>, &mut Notes) -> T,
    ) -> Vec<T> {
        self.items(key, notes, |value, path, notes| {
            let mut item = Object::new(path, value.as_object()?);
            let read = read(&mut item, notes);
            item.done(notes);
            Some(read)
        })
    }

    /// A single object, read by `read`.
    pub(super) fn object<T>(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
        read: fn(&mut Object<'_>, &mut Notes) -> T,
    ) -> Option<T> {
        let value = self.take(key)?;
        let path = self.path(key);
        let Some(map) = value.as_object() else {
            notes.keep(&path, IssueKind::UnexpectedType, value);
            return None;
        };
        let mut item = Object::new(path, map);
        let read = read(&mut item, notes);
        item.done(notes);
        Some(read)
    }

    /// A field seen only empty so far: kept as text when it is not.
    pub(super) fn opaque(&mut self, key: &'static str, notes: &mut Notes) {
        let Some(value) = self.take(key) else { return };
        let empty = match value {
            Value::Array(items) => items.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::String(text) => text.is_empty(),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            notes.keep(&self.path(key), IssueKind::KeptAsText, value);
        }
    }

    /// Reports the fields that nobody read.
    pub(super) fn done(self, notes: &mut Notes) {
        for (key, value) in self.map {
            if !self.seen.contains(&key.as_str()) {
                notes.keep(&self.path(key), IssueKind::UnknownField, value);
            }
        }
    }

    fn items<T>(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
        read: impl Fn(&'v Value, String, &mut Notes) -> Option<T>,
    ) -> Vec<T> {
        let path = self.path(key);
        let items = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => {
                notes.keep(&path, IssueKind::UnexpectedType, other);
                return Vec::new();
            }
        };
        let mut found = Vec::with_capacity(items.len());
        for (place, value) in items.iter().enumerate() {
            let path = format!("{path}[{place}]");
            match read(value, path.clone(), notes) {
                Some(item) => found.push(item),
                None => notes.keep(&path, IssueKind::UnexpectedType, value),
            }
        }
        found
    }
}

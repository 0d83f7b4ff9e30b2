//! Remarks gathered while one record is read.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::issue::{Issue, IssueKind};

/// Issues of one record, and the fields kept as text.
#[derive(Debug)]
pub(super) struct Notes {
    line: usize,
    code: Option<String>,
    pub(super) issues: Vec<Issue>,
    pub(super) unread: BTreeMap<String, String>,
}

impl Notes {
    pub(super) fn new(line: usize, code: Option<&str>) -> Self {
        Self {
            line,
            code: code.map(str::to_owned),
            issues: Vec::new(),
            unread: BTreeMap::new(),
        }
    }

    /// Reports something that was taken over as it is.
    pub(super) fn remark(&mut self, path: &str, kind: IssueKind, value: &str) {
        self.issues.push(Issue::new(
            self.line,
            self.code.as_deref(),
            path,
            kind,
            value,
        ));
    }

    /// Reports a field and keeps it as JSON text.
    pub(super) fn keep(&mut self, path: &str, kind: IssueKind, value: &Value) {
        let text = value.to_string();
        self.remark(path, kind, &text);
        self.unread.insert(path.to_owned(), text);
    }
}

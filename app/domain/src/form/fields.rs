//! The names that a template may use, and the values under them.

/// What templates of one form may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names {
    /// Texts, in groups.
    pub texts: &'static [&'static [&'static str]],
    /// Lists, each with the texts of its rows.
    pub rows: &'static [(&'static str, &'static [&'static str])],
}

impl Names {
    /// Whether a text has this name; `within` is the list whose row is being written.
    pub fn has_text(&self, name: &str, within: Option<&str>) -> bool {
        let of_row = within.and_then(|list| self.row(list)).unwrap_or_default();
        of_row.contains(&name) || self.texts.iter().any(|group| group.contains(&name))
    }

    /// The texts of a list's rows.
    pub fn row(&self, list: &str) -> Option<&'static [&'static str]> {
        let found = self.rows.iter().find(|(name, _)| *name == list);
        found.map(|(_, row)| *row)
    }
}

/// The values of a form, or of one row of it. An empty text is one that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    texts: Vec<(&'static str, String)>,
    rows: Vec<(&'static str, Vec<Values>)>,
}

impl Values {
    /// Sets a text.
    pub(super) fn text(&mut self, name: &'static str, text: impl Into<String>) {
        self.texts.push((name, text.into()));
    }

    /// Sets a list.
    pub(super) fn list(&mut self, name: &'static str, rows: Vec<Self>) {
        self.rows.push((name, rows));
    }

    /// The text of a name; empty when it is not known.
    pub fn get(&self, name: &str) -> &str {
        let found = self.texts.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, text)| text)
    }

    /// The rows of a list.
    pub fn rows(&self, name: &str) -> &[Self] {
        let found = self.rows.iter().find(|(known, _)| *known == name);
        found.map_or(&[], |(_, rows)| rows)
    }

    /// Every name that has a value here, for the test that names and values agree.
    #[cfg(test)]
    pub(super) fn names(&self) -> Vec<&'static str> {
        let texts = self.texts.iter().map(|(name, _)| *name);
        texts
            .chain(self.rows.iter().map(|(name, _)| *name))
            .collect()
    }
}

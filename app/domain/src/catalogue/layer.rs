//! Versions of what one source says of one code, as they are stored.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{ProcedureCode, serde_day};

/// Which source a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerKind {
    /// The portal's full record.
    Record,
    /// A row of the national list.
    List,
    /// The commune's facts.
    Facts,
    /// The commune's list of papers in plain words.
    Checklist,
    /// The lines by which a fee is computed.
    Fee,
    /// Which screen of its own it has, and what is looked at there.
    Service,
    /// What the law asks for in an act of civil status.
    Civil,
}

impl LayerKind {
    /// All kinds, in the order in which they take precedence for a name.
    pub const ALL: [Self; 7] = [
        Self::Record,
        Self::List,
        Self::Facts,
        Self::Checklist,
        Self::Fee,
        Self::Service,
        Self::Civil,
    ];

    /// The word under which it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::List => "list",
            Self::Facts => "facts",
            Self::Checklist => "checklist",
            Self::Fee => "fee",
            Self::Service => "service",
            Self::Civil => "civil",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One version of one layer: a row of the table of layers.
///
/// The key is `(code, kind, version)`. The version is in force on a day `d` when
/// `effective_from <= d` and `d < effective_to`; without `effective_to` it is
/// still in force. A version that was replaced on its first day has both days
/// equal, was never in force, and is kept all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLayer {
    /// The procedure.
    pub code: ProcedureCode,
    /// The source.
    pub kind: LayerKind,
    /// Counts from 1 for each code and kind, in the order of storing.
    pub version: u32,
    /// The first day in force.
    #[serde(with = "serde_day")]
    pub effective_from: Date,
    /// The first day no longer in force.
    #[serde(with = "serde_day::option", default)]
    pub effective_to: Option<Date>,
    /// Where it was read, as a person would name it.
    pub source: String,
    /// The day for which the source speaks, when known.
    #[serde(with = "serde_day::option", default)]
    pub as_of: Option<Date>,
    /// The typed content as JSON; equal content is the same version.
    pub content: String,
    /// The text that was read, letter for letter.
    pub raw: String,
}

impl StoredLayer {
    /// Whether this version is the one in force on that day.
    pub fn in_force(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_to.is_none_or(|to| on < to)
    }
}

/// What an import brings for one code, before it has a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The procedure.
    pub code: ProcedureCode,
    /// The source.
    pub kind: LayerKind,
    /// Where it was read.
    pub source: String,
    /// The day for which the source speaks.
    pub as_of: Option<Date>,
    /// The typed content as JSON.
    pub content: String,
    /// The text that was read.
    pub raw: String,
}

/// A stored version that gets its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerVersion {
    /// The procedure.
    pub code: ProcedureCode,
    /// The source.
    pub kind: LayerKind,
    /// Which version.
    pub version: u32,
    /// Its `effective_to` from now on.
    pub effective_to: Date,
}

/// What has to be written, in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Nothing: the version in force says the same.
    Unchanged,
    /// Nothing was in force on that day: insert.
    New(StoredLayer),
    /// Another version was in force: close it and insert.
    Changed {
        /// The version to insert.
        opened: StoredLayer,
        /// The version to close.
        closed: LayerVersion,
    },
}

/// What `incoming`, taken into force on the day `on`, changes among the `existing` versions.
///
/// `existing` may hold more than this code and kind. A day in the past is
/// allowed: the new version then ends where the next one begins.
pub fn plan(existing: &[StoredLayer], incoming: Incoming, on: Date) -> Change {
    let versions = || {
        existing
            .iter()
            .filter(|layer| layer.code == incoming.code && layer.kind == incoming.kind)
    };
    let current = versions()
        .filter(|layer| layer.in_force(on))
        .max_by_key(|layer| layer.version);
    if current.is_some_and(|layer| layer.content == incoming.content) {
        return Change::Unchanged;
    }
    let next_begins = versions()
        .map(|layer| layer.effective_from)
        .filter(|from| *from > on)
        .min();
    let last = versions().map(|layer| layer.version).max().unwrap_or(0);
    let closed = current.map(|layer| LayerVersion {
        code: layer.code.clone(),
        kind: layer.kind,
        version: layer.version,
        effective_to: on,
    });
    let opened = StoredLayer {
        version: last.saturating_add(1),
        effective_from: on,
        effective_to: next_begins,
        code: incoming.code,
        kind: incoming.kind,
        source: incoming.source,
        as_of: incoming.as_of,
        content: incoming.content,
        raw: incoming.raw,
    };
    match closed {
        Some(closed) => Change::Changed { opened, closed },
        None => Change::New(opened),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Date;

    use super::{Change, Incoming, LayerKind, StoredLayer, plan};
    use crate::catalogue::ProcedureCode;

    fn incoming(content: &str) -> Incoming {
        Incoming {
            code: ProcedureCode::new("1.000001"),
            kind: LayerKind::Record,
            source: "test".into(),
            as_of: None,
            content: content.into(),
            raw: content.into(),
        }
    }

    fn day(number: i32) -> Date {
        Date::from_julian_day(2_461_000 + number).unwrap()
    }

    fn apply(layers: &mut Vec<StoredLayer>, change: Change) {
        match change {
            Change::Unchanged => {}
            Change::New(opened) => layers.push(opened),
            Change::Changed { opened, closed } => {
                let row = layers
                    .iter_mut()
                    .find(|layer| layer.version == closed.version)
                    .unwrap();
                row.effective_to = Some(closed.effective_to);
                layers.push(opened);
            }
        }
    }

    #[test]
    fn a_change_closes_one_and_opens_the_next() {
        let mut layers = Vec::new();
        for (content, on) in [
            ("a", 1),
            ("a", 2),
            ("b", 5),
            ("c", 5),
            ("early", 0),
            ("between", 3),
        ] {
            let change = plan(&layers, incoming(content), day(on));
            apply(&mut layers, change);
        }
        let in_force = |on| {
            layers
                .iter()
                .find(|layer| layer.in_force(day(on)))
                .map(|layer| layer.content.as_str())
        };
        let seen: Vec<_> = (-1..7).map(in_force).collect();
        let expected = [
            None,
            Some("early"),
            Some("a"),
            Some("a"),
            Some("between"),
            Some("between"),
            Some("c"),
            Some("c"),
        ];
        assert_eq!(seen, expected);
        assert_eq!(
            layers.len(),
            5,
            "the version replaced on its first day is kept"
        );
    }

    proptest! {
        #[test]
        fn no_day_has_two_versions_and_repeating_changes_nothing(
            imports in proptest::collection::vec((0_i32..6, 0_u8..4), 0..24)
        ) {
            let mut layers = Vec::new();
            for (on, content) in imports {
                let bring = incoming(&content.to_string());
                let change = plan(&layers, bring.clone(), day(on));
                apply(&mut layers, change);
                prop_assert_eq!(plan(&layers, bring, day(on)), Change::Unchanged);
                for probe in -1..8 {
                    prop_assert!(layers.iter().filter(|layer| layer.in_force(day(probe))).count() <= 1);
                }
            }
        }
    }
}

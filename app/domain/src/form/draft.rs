//! Drafts of what the registers of civil status will say. The registers themselves are
//! in the national software: these papers are for reading over, and say so.

use super::fields::{Names, Values};
use super::issue::{self, Issue};

/// A person as an entry tells of them. Empty: left blank on the paper, as the law asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPerson {
    /// Full name; papers write it in capitals.
    pub name: String,
    /// Day of birth in figures, or as much of it as is known.
    pub born: String,
    /// The same in words.
    pub born_spelled: String,
    /// Sex.
    pub sex: String,
    /// Ethnicity (dân tộc).
    pub ethnicity: String,
    /// Nationality.
    pub nationality: String,
    /// Where the person lives, or last lived.
    pub residence: String,
    /// Identity number or paper.
    pub identity: String,
}

/// The names of a person's values.
macro_rules! person {
    ($who:literal) => {
        [
            concat!($who, ".name"),
            concat!($who, ".born"),
            concat!($who, ".born_spelled"),
            concat!($who, ".sex"),
            concat!($who, ".ethnicity"),
            concat!($who, ".nationality"),
            concat!($who, ".residence"),
            concat!($who, ".identity"),
        ]
    };
}

const CHILD: [&str; 8] = person!("child");
const MOTHER: [&str; 8] = person!("mother");
const FATHER: [&str; 8] = person!("father");
const WIFE: [&str; 8] = person!("wife");
const HUSBAND: [&str; 8] = person!("husband");
const DECEASED: [&str; 8] = person!("deceased");
const DECLARANT: [&str; 8] = person!("declarant");
const SUBJECT: [&str; 8] = person!("subject");

impl DraftPerson {
    fn set(&self, values: &mut Values, names: [&'static str; 8]) {
        let texts = [
            &self.name.to_uppercase(),
            &self.born,
            &self.born_spelled,
            &self.sex,
            &self.ethnicity,
            &self.nationality,
            &self.residence,
            &self.identity,
        ];
        for (name, text) in names.into_iter().zip(texts) {
            values.text(name, text);
        }
    }
}

const COMMON: &[&str] = &[
    "draft.extract",
    "draft.code",
    "draft.kind",
    "draft.interpreter",
    "draft.language",
    "draft.witness",
    "draft.note",
];

/// What a draft of a birth may name.
pub(super) const BIRTH: Names = Names {
    texts: &[
        issue::NAMES,
        COMMON,
        &CHILD,
        &MOTHER,
        &FATHER,
        &DECLARANT,
        &["birth.place", "birth.home", "declarant.relation"],
    ],
    rows: &[],
};

/// What a draft of a marriage may name.
pub(super) const MARRIAGE: Names = Names {
    texts: &[issue::NAMES, COMMON, &WIFE, &HUSBAND, &["marriage.since"]],
    rows: &[],
};

/// What a draft of a death may name.
pub(super) const DEATH: Names = Names {
    texts: &[
        issue::NAMES,
        COMMON,
        &DECEASED,
        &DECLARANT,
        &[
            "death.at",
            "death.spelled",
            "death.place",
            "death.cause",
            "death.notice",
            "declarant.relation",
        ],
    ],
    rows: &[],
};

/// What a draft of an extract of another event may name.
pub(super) const EXTRACT: Names = Names {
    texts: &[issue::NAMES, COMMON, &SUBJECT, &["extract.event"]],
    rows: &[],
};

/// What every draft says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftOf {
    /// An extract of what is registered already, not a new entry.
    pub extract: bool,
    /// The dossier's code.
    pub code: String,
    /// In time, late or anew (đúng hạn, quá hạn, đăng ký lại).
    pub kind: String,
    /// Who interpreted.
    pub interpreter: String,
    /// Which language.
    pub language: String,
    /// Who witnessed it.
    pub witness: String,
    /// Remark (ghi chú).
    pub note: String,
}

impl DraftOf {
    fn set(&self, values: &mut Values, issue: &Issue<'_>) {
        issue::set(values, issue);
        let extract = self.extract.then_some("trích lục");
        values.text("draft.extract", extract.unwrap_or_default());
        values.text("draft.code", &*self.code);
        values.text("draft.kind", &*self.kind);
        values.text("draft.interpreter", &*self.interpreter);
        values.text("draft.language", &*self.language);
        values.text("draft.witness", &*self.witness);
        values.text("draft.note", &*self.note);
    }
}

/// A birth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BirthDraft {
    /// What it says of itself.
    pub of: DraftOf,
    /// The child.
    pub child: DraftPerson,
    /// Where it was born.
    pub place: String,
    /// Where its family comes from (quê quán).
    pub home: String,
    /// Its mother.
    pub mother: DraftPerson,
    /// Its father, where he is told.
    pub father: DraftPerson,
    /// Who declares it.
    pub declarant: DraftPerson,
    /// What the declarant is to the child.
    pub relation: String,
}

/// A marriage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarriageDraft {
    /// What it says of itself.
    pub of: DraftOf,
    /// The wife.
    pub wife: DraftPerson,
    /// The husband.
    pub husband: DraftPerson,
    /// Since when they are married, where it is another day than the entry's.
    pub since: String,
}

/// A death.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeathDraft {
    /// What it says of itself.
    pub of: DraftOf,
    /// The dead person.
    pub deceased: DraftPerson,
    /// When, in figures, as far as it is known.
    pub died: String,
    /// The same in words.
    pub died_spelled: String,
    /// Where.
    pub place: String,
    /// Of what.
    pub cause: String,
    /// The paper that tells of it (giấy báo tử): number, day, issuer.
    pub notice: String,
    /// Who declares it.
    pub declarant: DraftPerson,
    /// What the declarant was to the dead person.
    pub relation: String,
}

/// An extract of an event that has no draft of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractDraft {
    /// What it says of itself.
    pub of: DraftOf,
    /// The event's name.
    pub event: String,
    /// Whose event it is.
    pub subject: DraftPerson,
}

impl BirthDraft {
    /// What the paper tells.
    pub fn values(&self, issue: &Issue<'_>) -> Values {
        let mut values = Values::default();
        self.of.set(&mut values, issue);
        self.child.set(&mut values, CHILD);
        self.mother.set(&mut values, MOTHER);
        self.father.set(&mut values, FATHER);
        self.declarant.set(&mut values, DECLARANT);
        values.text("birth.place", &*self.place);
        values.text("birth.home", &*self.home);
        values.text("declarant.relation", &*self.relation);
        values
    }
}

impl MarriageDraft {
    /// What the paper tells.
    pub fn values(&self, issue: &Issue<'_>) -> Values {
        let mut values = Values::default();
        self.of.set(&mut values, issue);
        self.wife.set(&mut values, WIFE);
        self.husband.set(&mut values, HUSBAND);
        values.text("marriage.since", &*self.since);
        values
    }
}

impl DeathDraft {
    /// What the paper tells.
    pub fn values(&self, issue: &Issue<'_>) -> Values {
        let mut values = Values::default();
        self.of.set(&mut values, issue);
        self.deceased.set(&mut values, DECEASED);
        self.declarant.set(&mut values, DECLARANT);
        values.text("death.at", &*self.died);
        values.text("death.spelled", &*self.died_spelled);
        values.text("death.place", &*self.place);
        values.text("death.cause", &*self.cause);
        values.text("death.notice", &*self.notice);
        values.text("declarant.relation", &*self.relation);
        values
    }
}

impl ExtractDraft {
    /// What the paper tells; its title has the event in capitals.
    pub fn values(&self, issue: &Issue<'_>) -> Values {
        let mut values = Values::default();
        self.of.set(&mut values, issue);
        self.subject.set(&mut values, SUBJECT);
        values.text("extract.event", self.event.to_uppercase());
        values
    }
}

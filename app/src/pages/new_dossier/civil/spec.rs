//! Which fields each act asks, in the order of the paper.

use crate::texts::{Label, Title};
use domain::civil::{ActKind, CHILD, DEAD, FATHER, MAN, MOTHER, PersonFields, SUBJECT, WOMAN};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// An identity number.
    Number,
    /// A day, a month or a year.
    Date,
    Day,
    Hour,
    Sex,
    Registration,
    Extract,
    Tick,
}

/// One field; its id is also the name of its value and of what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) id: &'static str,
    pub(super) label: Label,
    pub(super) kind: Kind,
    pub(super) required: bool,
    /// The tick without which it is not asked.
    pub(super) under: Option<&'static str>,
}

/// Fields that belong together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) title: Title,
    /// The person, where it describes one.
    pub(super) person: Option<&'static PersonFields>,
    pub(super) fields: &'static [Field],
}

const fn may(id: &'static str, label: Label, kind: Kind) -> Field {
    Field {
        id,
        label,
        kind,
        required: false,
        under: None,
    }
}

const fn must(id: &'static str, label: Label, kind: Kind) -> Field {
    Field {
        required: true,
        ..may(id, label, kind)
    }
}

/// A field that is asked once a tick is set.
const fn under(tick: Field, field: Field) -> Field {
    Field {
        under: Some(tick.id),
        ..field
    }
}

/// The details of a spouse or a parent, whose sex is known from their part.
macro_rules! adult {
    ($of:ident, $born:ident) => {
        &[
            must($of.name, Label::Name, Kind::Text),
            may($of.identity, Label::Identity, Kind::Number),
            $born($of.born, Label::Born, Kind::Date),
            may($of.ethnicity, Label::Ethnicity, Kind::Text),
            may($of.nationality, Label::Nationality, Kind::Text),
            may($of.residence, Label::Residence, Kind::Text),
        ]
    };
}

const EXTRACT: &[Group] = &[
    Group {
        title: Title::Extract,
        person: None,
        fields: &[
            must("kind", Label::Kind, Kind::Extract),
            may("event", Label::Event, Kind::Text),
        ],
    },
    Group {
        title: Title::Subject,
        person: Some(&SUBJECT),
        fields: &[
            must(SUBJECT.name, Label::Name, Kind::Text),
            may(SUBJECT.identity, Label::Identity, Kind::Number),
            may(SUBJECT.born, Label::Born, Kind::Date),
            may("relation", Label::Relation, Kind::Text),
        ],
    },
    Group {
        title: Title::Extract,
        person: None,
        fields: &[
            may("spouse", Label::Spouse, Kind::Text),
            may("number", Label::Number, Kind::Text),
            may("registered", Label::Registered, Kind::Text),
            may("place", Label::RegisteredPlace, Kind::Text),
        ],
    },
];

const MARRIAGE: &[Group] = &[
    Group {
        title: Title::Man,
        person: Some(&MAN),
        fields: adult!(MAN, must),
    },
    Group {
        title: Title::Woman,
        person: Some(&WOMAN),
        fields: adult!(WOMAN, must),
    },
    Group {
        title: Title::Marriage,
        person: None,
        fields: &[
            must("present", Label::Present, Kind::Tick),
            must("willing", Label::Willing, Kind::Tick),
            may("again", Label::Again, Kind::Tick),
            may("since", Label::Since, Kind::Date),
        ],
    },
];

const DEATH: &[Group] = &[
    Group {
        title: Title::Dead,
        person: Some(&DEAD),
        fields: &[
            must(DEAD.name, Label::Name, Kind::Text),
            may(DEAD.identity, Label::Identity, Kind::Number),
            may(DEAD.born, Label::Born, Kind::Date),
            may(DEAD.sex, Label::Sex, Kind::Sex),
            may(DEAD.ethnicity, Label::Ethnicity, Kind::Text),
            may(DEAD.nationality, Label::Nationality, Kind::Text),
            may(DEAD.residence, Label::LastResidence, Kind::Text),
            may("relation", Label::Relation, Kind::Text),
        ],
    },
    Group {
        title: Title::Death,
        person: None,
        fields: &[
            must("died", Label::Died, Kind::Date),
            may("hour", Label::Hour, Kind::Hour),
            may("place", Label::DeathPlace, Kind::Text),
            may("cause", Label::Cause, Kind::Text),
            may("notice", Label::Notice, Kind::Text),
            may("notice-day", Label::NoticeDay, Kind::Day),
            may("notice-issuer", Label::NoticeIssuer, Kind::Text),
            may("registration", Label::Registration, Kind::Registration),
        ],
    },
];

const BIRTH: &[Group] = &[
    Group {
        title: Title::Child,
        person: Some(&CHILD),
        fields: &[
            must(CHILD.name, Label::Name, Kind::Text),
            must(CHILD.born, Label::Born, Kind::Date),
            may("hour", Label::Hour, Kind::Hour),
            must(CHILD.sex, Label::Sex, Kind::Sex),
            may(CHILD.ethnicity, Label::Ethnicity, Kind::Text),
            may(CHILD.nationality, Label::Nationality, Kind::Text),
            may("place", Label::BirthPlace, Kind::Text),
            may("home", Label::Home, Kind::Text),
        ],
    },
    Group {
        title: Title::Mother,
        person: Some(&MOTHER),
        fields: adult!(MOTHER, may),
    },
    Group {
        title: Title::Father,
        person: Some(&FATHER),
        fields: adult!(FATHER, may),
    },
    Group {
        title: Title::Birth,
        person: None,
        fields: &[
            may("notice", Label::BirthNotice, Kind::Text),
            may("relation", Label::Relation, Kind::Text),
            may("registration", Label::Registration, Kind::Registration),
        ],
    },
];

const INTERPRETED: Field = may("interpreted", Label::Interpreted, Kind::Tick);
const WITNESSED: Field = may("witnessed", Label::Witnessed, Kind::Tick);

/// Who helped to understand and to sign; the same for every act.
pub(super) const HELPED: Group = Group {
    title: Title::Helped,
    person: None,
    fields: &[
        INTERPRETED,
        under(
            INTERPRETED,
            must("interpreter", Label::Interpreter, Kind::Text),
        ),
        under(INTERPRETED, must("language", Label::Language, Kind::Text)),
        under(
            INTERPRETED,
            may(
                "interpreter-identity",
                Label::InterpreterIdentity,
                Kind::Number,
            ),
        ),
        WITNESSED,
        under(WITNESSED, must("witness", Label::Witness, Kind::Text)),
        under(
            WITNESSED,
            may("witness-identity", Label::WitnessIdentity, Kind::Number),
        ),
    ],
};

const CONFIRMED: Field = may("confirmed", Label::Confirmed, Kind::Tick);
const READ_ALOUD: Field = may("read-aloud", Label::ReadAloud, Kind::Tick);
const FINGERPRINT: Field = may("fingerprint", Label::Fingerprint, Kind::Tick);
const VISITED: Field = may("visited", Label::Visited, Kind::Text);

/// How it was taken down; the same for every act.
pub(super) const TAKEN: Group = Group {
    title: Title::Taken,
    person: None,
    fields: &[CONFIRMED, READ_ALOUD, FINGERPRINT, VISITED],
};

/// The same of an act that is put right: it is found right later, as it stands then.
pub(super) const RETAKEN: Group = Group {
    fields: &[READ_ALOUD, FINGERPRINT, VISITED],
    ..TAKEN
};

/// The groups of an act.
pub(super) fn groups(act: ActKind) -> &'static [Group] {
    match act {
        ActKind::Extract => EXTRACT,
        ActKind::Marriage => MARRIAGE,
        ActKind::Death => DEATH,
        ActKind::Birth => BIRTH,
    }
}

/// The fields of an act with how it was taken down.
pub(super) fn fields(act: ActKind) -> impl Iterator<Item = &'static Field> {
    let groups = groups(act).iter().chain([&HELPED, &TAKEN]);
    groups.flat_map(|group| group.fields)
}

/// Whom of the act the applicant may be: by the name of their field, the usual one first.
pub(super) fn may_apply(act: ActKind) -> &'static [(&'static PersonFields, Title)] {
    match act {
        ActKind::Extract => &[(&SUBJECT, Title::Subject)],
        ActKind::Marriage => &[(&MAN, Title::Man), (&WOMAN, Title::Woman)],
        ActKind::Birth => &[(&MOTHER, Title::Mother), (&FATHER, Title::Father)],
        ActKind::Death => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_field_of_an_act_has_the_id_of_another() {
        for act in [
            ActKind::Extract,
            ActKind::Marriage,
            ActKind::Death,
            ActKind::Birth,
        ] {
            let ids: Vec<_> = fields(act).map(|field| field.id).collect();
            let different: BTreeSet<_> = ids.iter().collect();
            assert_eq!(different.len(), ids.len(), "{act:?}");
        }
    }
}

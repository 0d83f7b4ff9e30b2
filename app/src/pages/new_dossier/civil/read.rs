//! From what stands in the fields to an act, or to what is wrong with it.

use super::answers::{EXTRACTS, REGISTRATIONS, SEXES, answer};
use super::spec::{Kind, fields, may_apply};
use super::values::{ALIKE, APPLICANT, DESPITE, OTHER};
use crate::pages::new_dossier::read::applicant;
use crate::pages::new_dossier::values::Values;
use crate::pages::typed;
use crate::texts::{Texts, Unreadable};
use domain::civil::{
    Act, ActKind, Birth, CHILD, Civil, CivilFault, CivilRule, DEAD, Death, Despite, Extract,
    FATHER, Hour, MAN, MOTHER, Marriage, PartialDate, Person, PersonFields, Registration, SUBJECT,
    WOMAN,
};
use domain::dossier::{IdentityFacts, Sex};
use domain::instant::Day;
use domain::service::{Interpreter, Witness};
use domain::text::clean;
use std::collections::BTreeMap;

/// What is wrong with a field of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages::new_dossier) enum Wrong {
    Domain(CivilFault),
    Unreadable(Unreadable),
}

impl Wrong {
    /// What the officer reads.
    pub(super) fn in_words(self, texts: &Texts) -> String {
        match self {
            Self::Domain(fault) => (texts.civil.fault)(&fault),
            Self::Unreadable(what) => (texts.civil.unreadable)(what).to_owned(),
        }
    }
}

/// What is wrong, by the ids of the fields.
pub(in crate::pages::new_dossier) type Wrongs = BTreeMap<&'static str, Wrong>;

/// Everything that is wrong with an act, judged on a day.
pub(in crate::pages::new_dossier) fn wrongs(
    values: &Values,
    rule: &CivilRule,
    today: Day,
) -> Wrongs {
    let own = own(values, rule.act);
    let shown_above = |field| {
        let hidden = |own: &PersonFields| [own.name, own.identity, own.residence];
        own.is_some_and(|own| hidden(own).contains(&field))
    };
    let mut wrongs = Wrongs::new();
    let faults = civil(values, rule, today).faults(today, Some(rule));
    for fault in faults.into_iter().rev() {
        let only_registered = fault.is_condition() && !values.complete && !values.no_wait;
        if !only_registered && !shown_above(fault.field()) {
            wrongs.insert(fault.field(), Wrong::Domain(fault));
        }
    }
    for field in fields(rule.act) {
        let text = values.civil.get(field.id);
        let unreadable = match field.kind {
            Kind::Date if typed::partial(text).is_none() => Unreadable::Date,
            Kind::Day if typed::day(text).is_none() => Unreadable::Day,
            Kind::Hour if Hour::read(text).is_none() => Unreadable::Hour,
            Kind::Date
            | Kind::Day
            | Kind::Hour
            | Kind::Text
            | Kind::Number
            | Kind::Sex
            | Kind::Registration
            | Kind::Extract
            | Kind::Tick => continue,
        };
        let of_applicant = own.is_some_and(|own| own.born == field.id);
        if !text.trim().is_empty() && !of_applicant {
            wrongs.insert(field.id, Wrong::Unreadable(unreadable));
        }
    }
    wrongs
}

/// Whom of the act the applicant is: as chosen, else as the identity number tells.
pub(super) fn own(values: &Values, act: ActKind) -> Option<&'static PersonFields> {
    let may = may_apply(act);
    let chosen = values.civil.get(APPLICANT);
    if chosen == OTHER {
        return None;
    }
    let chosen = may.iter().find(|(fields, _)| fields.name == chosen);
    let sex = IdentityFacts::read(&applicant(values).identity).map(|facts| facts.sex);
    let by_sex = may
        .iter()
        .find(|(fields, _)| sex.is_some() && sex_of(fields) == sex);
    let found = chosen.or(by_sex).or(may.first());
    found.map(|(fields, _)| *fields)
}

/// The sex that somebody's part in an act tells.
fn sex_of(fields: &PersonFields) -> Option<Sex> {
    if [MAN.name, FATHER.name].contains(&fields.name) {
        Some(Sex::Male)
    } else if [WOMAN.name, MOTHER.name].contains(&fields.name) {
        Some(Sex::Female)
    } else {
        None
    }
}

/// The act as far as it is filled in.
pub(in crate::pages::new_dossier) fn civil(values: &Values, rule: &CivilRule, today: Day) -> Civil {
    let read = Reader {
        values,
        own: own(values, rule.act),
    };
    let act = match rule.act {
        ActKind::Extract => Act::Extract(read.extract()),
        ActKind::Marriage => Act::Marriage(Box::new(read.marriage())),
        ActKind::Death => Act::Death(read.death(rule, today)),
        ActKind::Birth => Act::Birth(Box::new(read.birth(rule, today))),
    };
    let alike = values.civil.get(ALIKE).split_whitespace();
    let dossiers: Vec<_> = alike.filter_map(|id| id.parse().ok()).collect();
    let despite = (!dossiers.is_empty()).then(|| Despite {
        dossiers,
        reason: read.text(DESPITE),
    });
    Civil {
        confirmed: values.civil.is_on("confirmed"),
        read_aloud: values.civil.is_on("read-aloud"),
        fingerprint: values.civil.is_on("fingerprint"),
        interpreter: read.interpreter(),
        witness: read.witness(),
        visited: read.text("visited"),
        despite,
        ..Civil::new(act)
    }
}

/// Reads typed fields; `own` is whom of the act the applicant is.
struct Reader<'a> {
    values: &'a Values,
    own: Option<&'static PersonFields>,
}

impl Reader<'_> {
    fn text(&self, id: &str) -> String {
        clean(self.values.civil.get(id))
    }

    fn date(&self, id: &str) -> Option<PartialDate> {
        typed::partial(self.values.civil.get(id))
    }

    fn person(&self, of: &PersonFields) -> Person {
        let person = Person {
            name: self.text(of.name),
            born: self.date(of.born),
            sex: self.sex(of),
            identity: typed::identity(self.values.civil.get(of.identity)),
            ethnicity: self.text(of.ethnicity),
            nationality: self.text(of.nationality),
            residence: self.text(of.residence),
        };
        if self.own.is_none_or(|own| own.name != of.name) {
            return person;
        }
        let applicant = applicant(self.values);
        Person {
            name: applicant.name,
            born: applicant.born.map(PartialDate::Day),
            sex: person
                .sex
                .or_else(|| IdentityFacts::read(&applicant.identity).map(|facts| facts.sex)),
            identity: applicant.identity,
            residence: applicant.address,
            ..person
        }
    }

    fn sex(&self, of: &PersonFields) -> Option<Sex> {
        let identity = typed::identity(self.values.civil.get(of.identity));
        let typed = answer(SEXES, self.values.civil.get(of.sex));
        sex_of(of)
            .or(typed)
            .or_else(|| IdentityFacts::read(&identity).map(|facts| facts.sex))
    }

    /// A parent of whom nothing is told but the nationality is unknown.
    fn parent(&self, of: &PersonFields) -> Person {
        let person = self.person(of);
        let told = [&person.name, &person.identity, &person.residence];
        let is_told = told.iter().any(|text| !text.is_empty()) || person.born.is_some();
        if is_told { person } else { Person::default() }
    }

    fn interpreter(&self) -> Option<Interpreter> {
        let interpreted = self.values.civil.is_on("interpreted");
        interpreted.then(|| Interpreter {
            name: self.text("interpreter"),
            language: self.text("language"),
            identity: typed::identity(self.values.civil.get("interpreter-identity")),
        })
    }

    fn witness(&self) -> Option<Witness> {
        let witnessed = self.values.civil.is_on("witnessed");
        witnessed.then(|| Witness {
            name: self.text("witness"),
            identity: typed::identity(self.values.civil.get("witness-identity")),
        })
    }

    fn registration(&self, rule: &CivilRule, event: Option<PartialDate>, on: Day) -> Registration {
        let chosen = answer(REGISTRATIONS, self.values.civil.get("registration"));
        let by_rule = || rule.registration(event?, on);
        chosen.or_else(by_rule).unwrap_or_default()
    }

    fn extract(&self) -> Extract {
        Extract {
            kind: answer(EXTRACTS, self.values.civil.get("kind")),
            event: self.text("event"),
            subject: self.person(&SUBJECT),
            spouse: self.text("spouse"),
            number: self.text("number"),
            registered: self.text("registered"),
            place: self.text("place"),
            relation: self.text("relation"),
        }
    }

    fn marriage(&self) -> Marriage {
        Marriage {
            man: self.person(&MAN),
            woman: self.person(&WOMAN),
            again: self.values.civil.is_on("again"),
            since: self.date("since"),
            present: self.values.civil.is_on("present"),
            willing: self.values.civil.is_on("willing"),
        }
    }

    fn death(&self, rule: &CivilRule, today: Day) -> Death {
        let died = self.date("died");
        Death {
            dead: self.person(&DEAD),
            died,
            hour: Hour::read(self.values.civil.get("hour")),
            place: self.text("place"),
            cause: self.text("cause"),
            notice: self.text("notice"),
            notice_day: typed::day(self.values.civil.get("notice-day")),
            notice_issuer: self.text("notice-issuer"),
            relation: self.text("relation"),
            registration: self.registration(rule, died, today),
        }
    }

    fn birth(&self, rule: &CivilRule, today: Day) -> Birth {
        let child = self.person(&CHILD);
        Birth {
            registration: self.registration(rule, child.born, today),
            child,
            hour: Hour::read(self.values.civil.get("hour")),
            place: self.text("place"),
            home: self.text("home"),
            mother: self.parent(&MOTHER),
            father: self.parent(&FATHER),
            notice: self.text("notice"),
            relation: self.text("relation"),
        }
    }
}

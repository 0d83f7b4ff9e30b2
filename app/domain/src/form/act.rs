//! From an act of civil status to the draft that is read over.

use super::draft::{BirthDraft, DeathDraft, DraftOf, DraftPerson, MarriageDraft};
use super::fields::Values;
use super::issue::Issue;
use super::kind::Form;
use crate::civil::{
    Act, Birth, Civil, Death, Extract, ExtractKind, Hour, Marriage, PartialDate, Person,
    Registration, VISIT_NOTE,
};
use crate::dossier::{Applicant, Sex};

/// The draft of an act; none of an extract whose event has no form here.
pub fn act_form(act: &Act) -> Option<Form> {
    match act {
        Act::Birth(_) => Some(Form::BirthDraft),
        Act::Marriage(_) => Some(Form::MarriageDraft),
        Act::Death(_) => Some(Form::DeathDraft),
        Act::Extract(extract) => match extract.kind {
            ExtractKind::Birth => Some(Form::BirthDraft),
            ExtractKind::Marriage => Some(Form::MarriageDraft),
            ExtractKind::Death => Some(Form::DeathDraft),
            ExtractKind::Other => None,
        },
    }
}

/// What the draft tells of an act of the dossier with this code, declared by `applicant`.
pub fn act_draft(
    issue: &Issue<'_>,
    civil: &Civil,
    code: &str,
    applicant: &Applicant,
) -> Option<Values> {
    let visit = Some(VISIT_NOTE).filter(|_| !civil.visited.is_empty());
    let of = DraftOf {
        code: code.to_owned(),
        note: visit.unwrap_or_default().to_owned(),
        ..DraftOf::default()
    };
    Some(match &civil.act {
        Act::Birth(it) => birth(of, it, declarant(applicant)).values(issue),
        Act::Marriage(it) => marriage(of, it).values(issue),
        Act::Death(it) => death(of, it, declarant(applicant)).values(issue),
        Act::Extract(it) => return extract(of, it, issue),
    })
}

fn birth(of: DraftOf, birth: &Birth, declarant: DraftPerson) -> BirthDraft {
    BirthDraft {
        of: registered(of, birth.registration),
        child: person(&birth.child),
        place: birth.place.clone(),
        home: birth.home.clone(),
        mother: person(&birth.mother),
        father: person(&birth.father),
        declarant,
        relation: birth.relation.clone(),
    }
}

fn marriage(of: DraftOf, marriage: &Marriage) -> MarriageDraft {
    let registration = if marriage.again {
        Registration::Again
    } else {
        Registration::OnTime
    };
    // A first marriage is neither on time nor late.
    let kind = marriage.again.then(|| registration.in_words().to_owned());
    MarriageDraft {
        of: DraftOf {
            kind: kind.unwrap_or_default(),
            ..of
        },
        wife: person(&marriage.woman),
        husband: person(&marriage.man),
        since: figures(marriage.since),
    }
}

fn death(of: DraftOf, death: &Death, declarant: DraftPerson) -> DeathDraft {
    let day = figures(death.died);
    let hour = death.hour.map(Hour::in_words);
    let died = [hour.unwrap_or_default(), day];
    let day = death.notice_day.map(|day| day.to_string());
    let notice = [
        &death.notice,
        &day.unwrap_or_default(),
        &death.notice_issuer,
    ];
    DeathDraft {
        of: registered(of, death.registration),
        deceased: person(&death.dead),
        died: joined(&died.each_ref()),
        died_spelled: death.died.map(PartialDate::spelled).unwrap_or_default(),
        place: death.place.clone(),
        cause: death.cause.clone(),
        notice: joined(&notice),
        declarant,
        relation: death.relation.clone(),
    }
}

/// What is asked for, as far as the requester knows: whose event, under which number.
fn extract(of: DraftOf, extract: &Extract, issue: &Issue<'_>) -> Option<Values> {
    let parts = [&extract.number, &extract.registered, &extract.place];
    let entry = joined(&parts);
    let entry = Some(entry).filter(|entry| !entry.is_empty());
    let entry = entry.map(|entry| format!("đã đăng ký: {entry}"));
    let of = DraftOf {
        extract: true,
        note: joined(&[&entry.unwrap_or_default(), &of.note]),
        ..of
    };
    let subject = person(&extract.subject);
    match extract.kind {
        ExtractKind::Birth => Some(
            BirthDraft {
                of,
                child: subject,
                ..BirthDraft::default()
            }
            .values(issue),
        ),
        ExtractKind::Marriage => Some(spouses(of, subject, extract).values(issue)),
        ExtractKind::Death => Some(
            DeathDraft {
                of,
                deceased: subject,
                ..DeathDraft::default()
            }
            .values(issue),
        ),
        ExtractKind::Other => None,
    }
}

/// The one whose extract it is stands where the sex says; the other has a name alone.
fn spouses(of: DraftOf, subject: DraftPerson, extract: &Extract) -> MarriageDraft {
    let other = DraftPerson {
        name: extract.spouse.clone(),
        ..DraftPerson::default()
    };
    let (wife, husband) = match extract.subject.sex {
        Some(Sex::Male) => (other, subject),
        Some(Sex::Female) | None => (subject, other),
    };
    MarriageDraft {
        of,
        wife,
        husband,
        since: String::new(),
    }
}

fn registered(of: DraftOf, registration: Registration) -> DraftOf {
    DraftOf {
        kind: registration.in_words().to_owned(),
        ..of
    }
}

fn person(person: &Person) -> DraftPerson {
    let sex = person.sex.map(|sex| match sex {
        Sex::Male => "Nam",
        Sex::Female => "Nữ",
    });
    DraftPerson {
        name: person.name.clone(),
        born: figures(person.born),
        born_spelled: person.born.map(PartialDate::spelled).unwrap_or_default(),
        sex: sex.unwrap_or_default().to_owned(),
        ethnicity: person.ethnicity.clone(),
        nationality: person.nationality.clone(),
        residence: person.residence.clone(),
        identity: person.identity.clone(),
    }
}

fn declarant(applicant: &Applicant) -> DraftPerson {
    DraftPerson {
        name: applicant.name.clone(),
        identity: applicant.identity.clone(),
        residence: applicant.address.clone(),
        ..DraftPerson::default()
    }
}

fn figures(date: Option<PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// What is known, one after the other.
fn joined(parts: &[&String]) -> String {
    let known = parts.iter().filter(|part| !part.is_empty());
    let known: Vec<&str> = known.map(|part| part.as_str()).collect();
    known.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::issue;
    use super::*;
    use crate::civil::samples;

    fn told(act: Act) -> Values {
        let applicant = Applicant {
            name: "Sùng A Chứ".into(),
            ..Applicant::default()
        };
        act_draft(&issue(), &Civil::new(act), "H99-1", &applicant).unwrap()
    }

    #[test]
    fn a_draft_of_a_death_tells_what_is_known_and_leaves_the_rest_blank() {
        let mut death = samples::death();
        death.dead.name = "Phàn Mẩy Đường".into();
        death.dead.born = PartialDate::year(1941);
        let values = told(Act::Death(death));
        assert_eq!(values.get("deceased.name"), "PHÀN MẨY ĐƯỜNG");
        assert_eq!(values.get("deceased.born"), "1941");
        assert_eq!(values.get("draft.kind"), "Đúng hạn");
        assert_eq!(values.get("draft.extract"), "");
        assert_eq!(values.get("declarant.name"), "SÙNG A CHỨ");
        assert_eq!(values.get("draft.note"), "");
    }

    #[test]
    fn an_extract_says_that_it_is_one_and_a_spouse_stands_where_the_sex_says() {
        let extract = Extract {
            kind: ExtractKind::Marriage,
            subject: Person {
                name: "Lò Văn Inh".into(),
                sex: Some(Sex::Male),
                ..Person::default()
            },
            spouse: "Cầm Thị Ơn".into(),
            number: "12/2015".into(),
            ..Extract::default()
        };
        assert_eq!(
            act_form(&Act::Extract(extract.clone())),
            Some(Form::MarriageDraft)
        );
        let values = told(Act::Extract(extract));
        assert_eq!(values.get("draft.extract"), "trích lục");
        assert_eq!(values.get("husband.name"), "LÒ VĂN INH");
        assert_eq!(values.get("wife.name"), "CẦM THỊ ƠN");
        assert_eq!(values.get("draft.note"), "đã đăng ký: 12/2015");
    }
}

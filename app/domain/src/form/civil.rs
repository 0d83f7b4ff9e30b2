//! Drafts as dossiers about acts of civil status fill them in.

use super::certified::{named, witness};
use super::draft::{BirthDraft, DeathDraft, DraftOf, DraftPerson, ExtractDraft, MarriageDraft};
use super::fields::Values;
use super::issue::Issue;
use super::{Form, Occasion};
use crate::civil::{
    Act, Birth, Civil, Death, Extract, ExtractKind, Marriage, PartialDate, Person, VISIT_NOTE,
};
use crate::dossier::{Dossier, Sex};

/// The paper on which an act stands.
fn form(act: &Act) -> Form {
    match act {
        Act::Marriage(_) => Form::MarriageDraft,
        Act::Death(_) => Form::DeathDraft,
        Act::Birth(_) => Form::BirthDraft,
        Act::Extract(extract) => match extract.kind {
            ExtractKind::Birth => Form::BirthDraft,
            ExtractKind::Marriage => Form::MarriageDraft,
            ExtractKind::Death => Form::DeathDraft,
            ExtractKind::Other => Form::ExtractDraft,
        },
    }
}

/// A draft is printed once the applicant found it right, never before.
pub(super) fn occasion(wanted: Form, dossier: &Dossier) -> Option<Occasion> {
    let civil = dossier.received.civil()?;
    let checked = dossier.draft.as_ref()?.checked?;
    (form(&civil.act) == wanted).then_some(Occasion {
        at: checked.at(),
        officer: Some(checked.officer),
    })
}

/// What the draft of a dossier's act tells.
pub(super) fn values(dossier: &Dossier, issue: &Issue<'_>) -> Values {
    let Some(civil) = dossier.received.civil() else {
        return Values::default();
    };
    match &civil.act {
        Act::Marriage(act) => marriage(dossier, civil, act).values(issue),
        Act::Death(act) => death(dossier, civil, act).values(issue),
        Act::Birth(act) => birth(dossier, civil, act).values(issue),
        Act::Extract(act) => extract(dossier, civil, act, issue),
    }
}

fn of(dossier: &Dossier, civil: &Civil, kind: &str) -> DraftOf {
    let visited = (!civil.visited.is_empty()).then(|| format!("{VISIT_NOTE}: {}", civil.visited));
    let read = civil
        .read_aloud
        .then(|| "Đã đọc cho người yêu cầu nghe".to_owned());
    let mark = civil.fingerprint.then(|| "Điểm chỉ thay chữ ký".to_owned());
    let notes: Vec<String> = [visited, read, mark].into_iter().flatten().collect();
    let interpreter = civil.interpreter.as_ref();
    let language = interpreter.map(|interpreter| interpreter.language.clone());
    let interpreter = interpreter.map(|it| named(&it.name, &it.identity));
    DraftOf {
        extract: false,
        code: dossier.received.code.to_string(),
        kind: kind.to_owned(),
        interpreter: interpreter.unwrap_or_default(),
        language: language.unwrap_or_default(),
        witness: civil.witness.as_ref().map(witness).unwrap_or_default(),
        note: notes.join("; "),
    }
}

fn person(person: &Person) -> DraftPerson {
    DraftPerson {
        name: person.name.clone(),
        born: person.born.map(|born| born.to_string()).unwrap_or_default(),
        born_spelled: person.born.map(PartialDate::spelled).unwrap_or_default(),
        sex: match person.sex {
            Some(Sex::Male) => "Nam".into(),
            Some(Sex::Female) => "Nữ".into(),
            None => String::new(),
        },
        ethnicity: person.ethnicity.clone(),
        nationality: person.nationality.clone(),
        residence: person.residence.clone(),
        identity: person.identity.clone(),
    }
}

fn declarant(dossier: &Dossier) -> DraftPerson {
    let applicant = &dossier.received.applicant;
    DraftPerson {
        name: applicant.name.clone(),
        born: applicant
            .born
            .map(|day| day.to_string())
            .unwrap_or_default(),
        residence: applicant.address.clone(),
        identity: applicant.identity.clone(),
        ..DraftPerson::default()
    }
}

fn marriage(dossier: &Dossier, civil: &Civil, act: &Marriage) -> MarriageDraft {
    let kind = if act.again {
        "Đăng ký lại"
    } else {
        "Đăng ký mới"
    };
    MarriageDraft {
        of: of(dossier, civil, kind),
        wife: person(&act.woman),
        husband: person(&act.man),
        since: act.since.map(|since| since.to_string()).unwrap_or_default(),
    }
}

fn death(dossier: &Dossier, civil: &Civil, act: &Death) -> DeathDraft {
    let hour = act.hour.map(|hour| format!("{}, ", hour.in_words()));
    let died = act.died.map(|died| died.to_string()).unwrap_or_default();
    let day = act.notice_day.map(|day| format!("ngày {day}"));
    let notice = [
        act.notice.clone(),
        day.unwrap_or_default(),
        act.notice_issuer.clone(),
    ];
    let notice: Vec<String> = notice.into_iter().filter(|text| !text.is_empty()).collect();
    DeathDraft {
        of: of(dossier, civil, act.registration.in_words()),
        deceased: person(&act.dead),
        died: format!("{}{died}", hour.unwrap_or_default()),
        died_spelled: act.died.map(PartialDate::spelled).unwrap_or_default(),
        place: act.place.clone(),
        cause: act.cause.clone(),
        notice: notice.join(", "),
        declarant: declarant(dossier),
        relation: act.relation.clone(),
    }
}

fn birth(dossier: &Dossier, civil: &Civil, act: &Birth) -> BirthDraft {
    BirthDraft {
        of: of(dossier, civil, act.registration.in_words()),
        child: person(&act.child),
        place: act.place.clone(),
        home: act.home.clone(),
        mother: person(&act.mother),
        father: person(&act.father),
        declarant: declarant(dossier),
        relation: act.relation.clone(),
    }
}

/// What is asked for, on the paper of the event: the register itself has the rest.
fn extract(dossier: &Dossier, civil: &Civil, act: &Extract, issue: &Issue<'_>) -> Values {
    let registered = [
        ("số", &act.number),
        ("ngày", &act.registered),
        ("tại", &act.place),
    ];
    let told = registered.into_iter().filter(|(_, text)| !text.is_empty());
    let told: Vec<String> = told.map(|(word, text)| format!("{word} {text}")).collect();
    let mut of = of(dossier, civil, "");
    of.extract = true;
    if !told.is_empty() {
        let before = core::mem::take(&mut of.note);
        of.note = format!("Đã đăng ký {}", told.join(", "));
        if !before.is_empty() {
            of.note = format!("{}; {before}", of.note);
        }
    }
    let subject = person(&act.subject);
    let spouse = DraftPerson {
        name: act.spouse.clone(),
        ..DraftPerson::default()
    };
    match act.kind {
        ExtractKind::Marriage => {
            let is_wife = act.subject.sex == Some(Sex::Female);
            let (wife, husband) = if is_wife {
                (subject, spouse)
            } else {
                (spouse, subject)
            };
            let since = String::new();
            let draft = MarriageDraft {
                of,
                wife,
                husband,
                since,
            };
            draft.values(issue)
        }
        ExtractKind::Death => DeathDraft {
            of,
            deceased: subject,
            ..DeathDraft::default()
        }
        .values(issue),
        ExtractKind::Other => ExtractDraft {
            of,
            event: act.event.clone(),
            subject,
        }
        .values(issue),
        ExtractKind::Birth => BirthDraft {
            of,
            child: subject,
            ..BirthDraft::default()
        }
        .values(issue),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{handed, issue};
    use super::*;
    use crate::civil::samples::{birth, death, extract, marriage};
    use crate::service::{Interpreter, Service, Witness};

    #[test]
    fn an_extract_of_another_event_has_a_draft_of_its_own() {
        let act = Extract {
            kind: ExtractKind::Other,
            event: "nhận nuôi con nuôi".into(),
            number: "07/2019".into(),
            ..extract()
        };
        let name = act.subject.name.to_uppercase();
        let mut dossier = handed();
        let civil = Civil::new(Act::Extract(act));
        assert_eq!(form(&civil.act), Form::ExtractDraft);
        dossier.received.service = Some(Service::Civil(Box::new(civil)));
        let values = values(&dossier, &issue());
        assert_eq!(values.get("extract.event"), "NHẬN NUÔI CON NUÔI");
        assert_eq!(values.get("subject.name"), name);
        assert!(values.get("draft.note").contains("số 07/2019"));
    }

    #[test]
    fn every_draft_names_who_interpreted_and_who_witnessed() {
        let acts = [
            Act::Marriage(marriage()),
            Act::Death(death()),
            Act::Birth(birth()),
            Act::Extract(extract()),
        ];
        for act in acts {
            let plain = Civil::new(act);
            let helped = Civil {
                interpreter: Some(Interpreter {
                    name: "Vàng Thị Dợ".into(),
                    language: "tiếng Mông".into(),
                    identity: "002187001234".into(),
                }),
                witness: Some(Witness {
                    name: "Lò Văn Inh".into(),
                    identity: String::new(),
                }),
                ..plain.clone()
            };
            let told = |civil| {
                let mut dossier = handed();
                dossier.received.service = Some(Service::Civil(Box::new(civil)));
                let values = values(&dossier, &issue());
                ["draft.interpreter", "draft.language", "draft.witness"]
                    .map(|name| values.get(name).to_owned())
            };
            let expected = ["Vàng Thị Dợ, số 002187001234", "tiếng Mông", "Lò Văn Inh"];
            assert_eq!(told(helped), expected);
            assert_eq!(told(plain), ["", "", ""]);
        }
    }
}

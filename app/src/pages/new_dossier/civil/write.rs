//! From an act to what stands in the fields, as if it had been typed: the way back from
//! `read.rs`.

use super::answers::{EXTRACTS, REGISTRATIONS, SEXES, word};
use super::values::{ALIKE, APPLICANT, CivilValues, DESPITE, OTHER};
use domain::civil::{
    Act, Birth, CHILD, Civil, DEAD, Death, Extract, FATHER, MAN, MOTHER, Marriage, Person,
    PersonFields, SUBJECT, WOMAN,
};
use std::fmt::Display;

impl CivilValues {
    /// The fields of an act that was taken down, with everybody in fields of their own.
    pub(in crate::pages::new_dossier) fn of(civil: &Civil) -> Self {
        let mut values = Self::blank(civil.kind());
        values.set(APPLICANT, OTHER);
        match &civil.act {
            Act::Extract(extract) => values.put_extract(extract),
            Act::Marriage(marriage) => values.put_marriage(marriage),
            Act::Death(death) => values.put_death(death),
            Act::Birth(birth) => values.put_birth(birth),
        }
        values.tick("read-aloud", civil.read_aloud);
        values.tick("fingerprint", civil.fingerprint);
        values.put_helpers(civil);
        values.set("visited", &civil.visited);
        if let Some(despite) = &civil.despite {
            let ids = despite.dossiers.iter().map(ToString::to_string);
            values.set(ALIKE, &ids.collect::<Vec<_>>().join(" "));
            values.set(DESPITE, &despite.reason);
        }
        values
    }

    fn put_helpers(&mut self, civil: &Civil) {
        self.tick("interpreted", civil.interpreter.is_some());
        if let Some(interpreter) = &civil.interpreter {
            self.set("interpreter", &interpreter.name);
            self.set("language", &interpreter.language);
            self.set("interpreter-identity", &interpreter.identity);
        }
        self.tick("witnessed", civil.witness.is_some());
        if let Some(witness) = &civil.witness {
            self.set("witness", &witness.name);
            self.set("witness-identity", &witness.identity);
        }
    }

    fn put(&mut self, id: &str, value: Option<impl Display>) {
        let text = value.map(|value| value.to_string());
        self.set(id, &text.unwrap_or_default());
    }

    /// Of whom nothing is known the fields stay as they are in an empty form.
    fn put_person(&mut self, of: &PersonFields, person: &Person) {
        if person.is_unknown() {
            return;
        }
        self.set(of.name, &person.name);
        self.put(of.born, person.born);
        self.set(of.sex, word(SEXES, person.sex));
        self.set(of.identity, &person.identity);
        self.set(of.ethnicity, &person.ethnicity);
        self.set(of.nationality, &person.nationality);
        self.set(of.residence, &person.residence);
    }

    fn put_extract(&mut self, extract: &Extract) {
        self.set("kind", word(EXTRACTS, extract.kind));
        self.set("event", &extract.event);
        self.put_person(&SUBJECT, &extract.subject);
        self.set("spouse", &extract.spouse);
        self.set("number", &extract.number);
        self.set("registered", &extract.registered);
        self.set("place", &extract.place);
        self.set("relation", &extract.relation);
    }

    fn put_marriage(&mut self, marriage: &Marriage) {
        self.put_person(&MAN, &marriage.man);
        self.put_person(&WOMAN, &marriage.woman);
        self.tick("again", marriage.again);
        self.put("since", marriage.since);
        self.tick("present", marriage.present);
        self.tick("willing", marriage.willing);
    }

    fn put_death(&mut self, death: &Death) {
        self.put_person(&DEAD, &death.dead);
        self.put("died", death.died);
        self.put("hour", death.hour);
        self.set("place", &death.place);
        self.set("cause", &death.cause);
        self.set("notice", &death.notice);
        self.put("notice-day", death.notice_day);
        self.set("notice-issuer", &death.notice_issuer);
        self.set("relation", &death.relation);
        self.set(
            "registration",
            word(REGISTRATIONS, Some(death.registration)),
        );
    }

    fn put_birth(&mut self, birth: &Birth) {
        self.put_person(&CHILD, &birth.child);
        self.put("hour", birth.hour);
        self.set("place", &birth.place);
        self.set("home", &birth.home);
        self.put_person(&MOTHER, &birth.mother);
        self.put_person(&FATHER, &birth.father);
        self.set("notice", &birth.notice);
        self.set("relation", &birth.relation);
        self.set(
            "registration",
            word(REGISTRATIONS, Some(birth.registration)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::new_dossier::civil::read::civil;
    use crate::pages::new_dossier::values::Values;
    use domain::civil::{CivilRule, Despite, ExtractKind, Hour, PartialDate, Registration};
    use domain::dossier::Sex;
    use domain::instant::Day;
    use domain::service::{Interpreter, Witness};

    const EARLIER: &str = "00000000-0000-0000-0000-000000000009";

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn person(name: &str, sex: Option<Sex>) -> Person {
        Person {
            name: name.into(),
            born: PartialDate::month(1950, 9),
            sex,
            identity: "002050001234".into(),
            ethnicity: "Mông".into(),
            nationality: "Lào".into(),
            residence: "Bản Pá Lông, tổ 3".into(),
        }
    }

    fn acts() -> Vec<Act> {
        let text = |text: &str| text.to_owned();
        vec![
            Act::Extract(Extract {
                kind: ExtractKind::Other,
                event: text("Nhận con nuôi"),
                subject: person("Giàng A Páo", Some(Sex::Male)),
                spouse: text("Sùng Thị Mỷ"),
                number: text("12"),
                registered: text("năm 1990"),
                place: text("xã cũ"),
                relation: text("Con"),
            }),
            Act::Marriage(Box::new(Marriage {
                man: person("Giàng A Páo", Some(Sex::Male)),
                woman: person("Sùng Thị Mỷ", Some(Sex::Female)),
                again: true,
                since: Some(PartialDate::Day(day("1990-02-03"))),
                present: true,
                willing: true,
            })),
            Act::Death(Death {
                dead: person("Vừ A Phử", Some(Sex::Male)),
                died: PartialDate::year(2026),
                hour: Hour::read("14:05"),
                place: text("Tại nhà"),
                cause: text("Tuổi già"),
                notice: text("12/GBT"),
                notice_day: Some(day("2026-11-20")),
                notice_issuer: text("Trạm y tế"),
                relation: text("Con"),
                registration: Registration::Late,
            }),
            Act::Birth(Box::new(Birth {
                child: person("Giàng Thị Dợ", Some(Sex::Female)),
                hour: Hour::read("2"),
                place: text("Trạm y tế xã"),
                home: text("Bản Pá Lông"),
                mother: person("Sùng Thị Mỷ", Some(Sex::Female)),
                father: Person::default(),
                notice: text("7"),
                relation: text("Mẹ"),
                registration: Registration::Again,
            })),
        ]
    }

    #[test]
    fn the_fields_read_what_was_written_into_them() {
        for act in acts() {
            let taken = Civil {
                read_aloud: true,
                fingerprint: true,
                interpreter: Some(Interpreter {
                    name: "Vàng Thị Dợ".into(),
                    language: "tiếng Mông".into(),
                    identity: "002187001234".into(),
                }),
                witness: Some(Witness {
                    name: "Lò Văn Inh".into(),
                    identity: "002190001237".into(),
                }),
                visited: "Bản Sín Chải".into(),
                despite: Some(Despite {
                    dossiers: vec![EARLIER.parse().unwrap()],
                    reason: "Khác bản".into(),
                }),
                ..Civil::new(act)
            };
            let rule = CivilRule {
                code: "1".into(),
                effective_from: day("2015-01-01"),
                act: taken.kind(),
                man_years: None,
                woman_years: None,
                within_days: Some(60),
                status: "memory".into(),
                source: String::new(),
            };
            let values = Values {
                name: "Người khác".into(),
                civil: CivilValues::of(&taken),
                ..Values::default()
            };
            assert_eq!(civil(&values, &rule, day("2026-11-23")), taken);
        }
    }
}

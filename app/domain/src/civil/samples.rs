//! Made-up people for tests.

use super::birth::Birth;
use super::death::Death;
use super::extract::Extract;
use super::marriage::Marriage;
use super::partial::PartialDate;
use super::person::Person;
use crate::dossier::Sex;
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, EventId, OfficerId};
use crate::instant::Day;
use crate::officer::Origin;
use uuid::Uuid;

pub(crate) const ORIGIN: Origin = Origin {
    event: EventId(Uuid::from_u128(1)),
    officer: OfficerId(Uuid::from_u128(2)),
    device: DeviceId(Uuid::from_u128(3)),
    time: HybridTime(4),
};

pub(crate) fn today() -> Day {
    Day::from_ymd(2026, 11, 23).unwrap()
}

fn person(name: &str, sex: Sex, identity: &str, born: Option<Day>) -> Person {
    Person {
        name: name.into(),
        born: born.map(PartialDate::Day),
        sex: Some(sex),
        identity: identity.into(),
        ethnicity: "Mông".into(),
        nationality: "Việt Nam".into(),
        residence: "Bản Pá Lông".into(),
    }
}

pub(crate) fn marriage() -> Box<Marriage> {
    Box::new(Marriage {
        man: person(
            "Giàng A Páo",
            Sex::Male,
            "002200001234",
            Day::from_ymd(2000, 2, 29),
        ),
        woman: person(
            "Sùng Thị Mỷ",
            Sex::Female,
            "002302001235",
            Day::from_ymd(2002, 5, 9),
        ),
        present: true,
        willing: true,
        ..Marriage::default()
    })
}

pub(crate) fn death() -> Death {
    let mut dead = person("Vừ A Páo", Sex::Male, "", None);
    dead.born = PartialDate::year(1950);
    Death {
        dead,
        died: Some(PartialDate::Day(today().plus(-3))),
        relation: "Con".into(),
        ..Death::default()
    }
}

pub(crate) fn birth() -> Box<Birth> {
    Box::new(Birth {
        child: person("Giàng Thị Dợ", Sex::Female, "", Some(today().plus(-10))),
        mother: person("Sùng Thị Mỷ", Sex::Female, "002302001235", None),
        father: person("Giàng A Páo", Sex::Male, "002200001234", None),
        place: "Trạm y tế xã".into(),
        ..Birth::default()
    })
}

pub(crate) fn extract() -> Extract {
    Extract {
        subject: person("Giàng A Páo", Sex::Male, "002200001234", None),
        ..Extract::default()
    }
}

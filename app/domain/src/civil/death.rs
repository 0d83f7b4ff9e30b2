//! Death (khai tử).

use super::fault::CivilFault;
use super::hour::Hour;
use super::partial::PartialDate;
use super::person::{Person, PersonFields, check_past, check_text};
use super::registration::Registration;
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// A death to be registered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Death {
    /// Who died.
    pub dead: Person,
    /// When, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub died: Option<PartialDate>,
    /// The hour; blank where it is not clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<Hour>,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Of what.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cause: String,
    /// Giấy báo tử or the paper in its place: number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notice: String,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_day: Option<Day>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notice_issuer: String,
    /// What the declarant was to the dead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// On time, late or again.
    #[serde(default)]
    pub registration: Registration,
}

/// The fields of the dead.
pub const DEAD: PersonFields = PersonFields {
    name: "dead-name",
    born: "dead-born",
    sex: "dead-sex",
    identity: "dead-identity",
    ethnicity: "dead-ethnicity",
    nationality: "dead-nationality",
    residence: "dead-residence",
};

impl Death {
    /// Everything that stands against it, judged on a day.
    pub fn faults(&self, today: Day) -> Vec<CivilFault> {
        let mut faults = Vec::new();
        self.dead.faults(&DEAD, today, &mut faults);
        if self.died.is_none() {
            faults.push(CivilFault::Missing("died"));
        }
        check_past(self.died, "died", today, &mut faults);
        let earliest = self.dead.born.and_then(PartialDate::earliest);
        let latest = self.died.and_then(PartialDate::latest);
        if earliest.zip(latest).is_some_and(|(born, died)| died < born) {
            faults.push(CivilFault::DiedBeforeBirth("died"));
        }
        let notice_day = self.notice_day.map(PartialDate::Day);
        check_past(notice_day, "notice-day", today, &mut faults);
        for (text, field) in [
            (&self.place, "place"),
            (&self.cause, "cause"),
            (&self.notice, "notice"),
            (&self.notice_issuer, "notice-issuer"),
            (&self.relation, "relation"),
        ] {
            check_text(text, field, &mut faults);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{death, today};
    use super::*;

    #[test]
    fn nobody_dies_before_being_born_or_tomorrow() {
        let mut death = death();
        assert_eq!(death.faults(today()), []);
        death.died = PartialDate::year(1949);
        assert_eq!(death.faults(today()), [CivilFault::DiedBeforeBirth("died")]);
        death.died = Some(PartialDate::Day(today().plus(1)));
        assert_eq!(death.faults(today()), [CivilFault::InFuture("died")]);
        death.died = PartialDate::year(1950);
        assert_eq!(death.faults(today()), [], "born and died in the same year");
        death.died = None;
        assert_eq!(death.faults(today()), [CivilFault::Missing("died")]);
    }

    #[test]
    fn an_identity_number_of_a_wrong_length_is_refused() {
        let mut death = death();
        death.dead.identity = "0021870".into();
        let length = CivilFault::IdentityLength("dead-identity");
        assert_eq!(death.faults(today()), [length]);
        death.dead.identity = "00218700123x".into();
        let digits = CivilFault::NotDigits("dead-identity");
        assert_eq!(death.faults(today()), [digits]);
    }
}

//! Marriage (kết hôn).

use super::fault::CivilFault;
use super::partial::PartialDate;
use super::person::{Person, PersonFields, check_past};
use super::rule::CivilRule;
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// A marriage to be registered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marriage {
    /// The man (bên nam).
    pub man: Person,
    /// The woman (bên nữ).
    pub woman: Person,
    /// The first marriage was registered before, and its book is lost (đăng ký lại).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub again: bool,
    /// Since when they are husband and wife, where it is not the day of registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<PartialDate>,
    /// Both were present.
    pub present: bool,
    /// Both said before the officer that they marry of their own free will.
    pub willing: bool,
}

/// The fields of the man.
pub const MAN: PersonFields = PersonFields {
    name: "man-name",
    born: "man-born",
    sex: "man-sex",
    identity: "man-identity",
    ethnicity: "man-ethnicity",
    nationality: "man-nationality",
    residence: "man-residence",
};
/// The fields of the woman.
pub const WOMAN: PersonFields = PersonFields {
    name: "woman-name",
    born: "woman-born",
    sex: "woman-sex",
    identity: "woman-identity",
    ethnicity: "woman-ethnicity",
    nationality: "woman-nationality",
    residence: "woman-residence",
};

impl Marriage {
    /// Everything that stands against it, judged on a day.
    pub fn faults(&self, today: Day, rule: Option<&CivilRule>) -> Vec<CivilFault> {
        let mut faults = Vec::new();
        self.man.faults(&MAN, today, &mut faults);
        self.woman.faults(&WOMAN, today, &mut faults);
        for (person, fields) in [(&self.man, &MAN), (&self.woman, &WOMAN)] {
            if person.born.is_none() {
                faults.push(CivilFault::Missing(fields.born));
            }
        }
        let number = &self.man.identity;
        if !number.is_empty() && *number == self.woman.identity {
            faults.push(CivilFault::SamePerson(WOMAN.identity));
        }
        let rule = rule.into_iter();
        let ages = rule.flat_map(|rule| {
            [
                (&self.man, rule.man_years, MAN.born),
                (&self.woman, rule.woman_years, WOMAN.born),
            ]
        });
        for (person, years, field) in ages {
            let Some(years) = years else { continue };
            if person.has_reached(years, today) == Some(false) {
                faults.push(CivilFault::TooYoung { field, years });
            }
        }
        check_past(self.since, "since", today, &mut faults);
        if !self.present {
            faults.push(CivilFault::NotPresent("present"));
        }
        if !self.willing {
            faults.push(CivilFault::NotWilling("willing"));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule::ActKind;
    use super::super::samples::{marriage, today};
    use super::*;

    fn rule() -> CivilRule {
        CivilRule {
            code: "1.000894".into(),
            effective_from: Day::from_ymd(2015, 1, 1).unwrap(),
            act: ActKind::Marriage,
            man_years: Some(20),
            woman_years: Some(18),
            within_days: None,
            status: "memory".into(),
            source: "52/2014/QH13".into(),
        }
    }

    #[test]
    fn both_have_to_be_there_and_willing() {
        let mut marriage = marriage();
        assert_eq!(marriage.faults(today(), Some(&rule())), []);
        marriage.present = false;
        marriage.willing = false;
        assert_eq!(
            marriage.faults(today(), None),
            [
                CivilFault::NotPresent("present"),
                CivilFault::NotWilling("willing")
            ]
        );
    }

    #[test]
    fn the_ages_are_those_of_the_rule() {
        let mut marriage = marriage();
        marriage.man.born = Day::from_ymd(2006, 11, 24).map(PartialDate::Day);
        marriage.woman.born = Day::from_ymd(2008, 11, 23).map(PartialDate::Day);
        let young = CivilFault::TooYoung {
            field: "man-born",
            years: 20,
        };
        assert_eq!(marriage.faults(today(), Some(&rule())), [young]);
        assert_eq!(marriage.faults(today(), None), []);
    }

    #[test]
    fn nobody_marries_themselves() {
        let mut marriage = marriage();
        marriage.woman.identity.clone_from(&marriage.man.identity);
        let same = CivilFault::SamePerson("woman-identity");
        assert_eq!(marriage.faults(today(), None), [same]);
    }
}

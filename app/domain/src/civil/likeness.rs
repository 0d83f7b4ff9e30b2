//! Who may be the same person: by identity number, or by name with birth date; never
//! by a name alone, for many people share one.
//!
//! A person is filed under a few keys, and looked for under a few others, so that what
//! can be the same meets at one key and a look-up costs the same however much is filed:
//! a day meets the same day and the year alone, a year alone meets any day in it.

use super::partial::PartialDate;
use super::person::Person;
use super::{Act, Civil};
use crate::dossier::IDENTITY_DIGITS;
use crate::text::{clean, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The form of the keys under which acts are filed and looked for. One more whenever it
/// changes: an index made before is then made anew.
pub const KEYS_VERSION: u64 = 1;

/// By what two people were found to be alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same identity number.
    Identity,
    /// The same name, and a birth date that can be the same.
    NameAndBirth,
}

/// A key under which a person of an act is filed, or looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LikenessKey(pub String);

impl LikenessKey {
    /// By what those who meet at it are alike.
    pub fn likeness(&self) -> Likeness {
        if self.0.contains(IDENTITY) {
            Likeness::Identity
        } else {
            Likeness::NameAndBirth
        }
    }
}

const DEATHS: &str = "death";
const MARRIAGES: &str = "marriage";
const IDENTITY: &str = ":i:";
/// A day that is known.
const DAY: &str = ":d:";
/// The year of a day that is known.
const YEAR_OF_DAY: &str = ":f:";
/// A year of which no day is known.
const YEAR: &str = ":y:";

/// The keys under which an act is filed: a death and a marriage, no other.
pub fn filed(civil: &Civil) -> BTreeSet<LikenessKey> {
    keys(civil, |file, person| {
        if file == own(&civil.act) {
            filed_under(person)
        } else {
            vec![]
        }
    })
}

/// The keys under which an earlier act would be filed that this one may repeat: a death
/// repeats a death; a marriage one of either spouse, and it meets their death.
pub fn sought(civil: &Civil) -> BTreeSet<LikenessKey> {
    keys(civil, |_, person| sought_under(person))
}

fn own(act: &Act) -> &'static str {
    match act {
        Act::Death(_) => DEATHS,
        Act::Marriage(_) => MARRIAGES,
        Act::Birth(_) | Act::Extract(_) => "",
    }
}

fn keys(
    civil: &Civil,
    under: impl Fn(&str, &Person) -> Vec<(&'static str, String)>,
) -> BTreeSet<LikenessKey> {
    let (people, files): (Vec<&Person>, &[&str]) = match &civil.act {
        Act::Death(death) => (vec![&death.dead], &[DEATHS]),
        Act::Marriage(marriage) => (vec![&marriage.man, &marriage.woman], &[MARRIAGES, DEATHS]),
        Act::Birth(_) | Act::Extract(_) => return BTreeSet::new(),
    };
    let mut keys = BTreeSet::new();
    for file in files {
        for person in &people {
            let of = under(file, person).into_iter();
            keys.extend(of.map(|(kind, value)| LikenessKey(format!("{file}{kind}{value}"))));
        }
    }
    keys
}

fn filed_under(person: &Person) -> Vec<(&'static str, String)> {
    let name = fold(&clean(&person.name));
    let mut keys = identity(person);
    match person.born.filter(|_| !name.is_empty()) {
        Some(PartialDate::Day(day)) => {
            keys.push((DAY, format!("{name}|{}", day.iso())));
            keys.push((YEAR_OF_DAY, format!("{name}|{}", day.0.year())));
        }
        Some(PartialDate::Month(year, _) | PartialDate::Year(year)) => {
            keys.push((YEAR, format!("{name}|{year}")));
        }
        None => {}
    }
    keys
}

fn sought_under(person: &Person) -> Vec<(&'static str, String)> {
    let name = fold(&clean(&person.name));
    let mut keys = identity(person);
    match person.born.filter(|_| !name.is_empty()) {
        Some(PartialDate::Day(day)) => {
            keys.push((DAY, format!("{name}|{}", day.iso())));
            keys.push((YEAR, format!("{name}|{}", day.0.year())));
        }
        Some(PartialDate::Month(year, _) | PartialDate::Year(year)) => {
            keys.push((YEAR, format!("{name}|{year}")));
            keys.push((YEAR_OF_DAY, format!("{name}|{year}")));
        }
        None => {}
    }
    keys
}

/// A number that is not whole yet, while it is being typed, is none.
fn identity(person: &Person) -> Vec<(&'static str, String)> {
    let number = &person.identity;
    let whole = number.len() >= IDENTITY_DIGITS || number.len() == 9;
    whole
        .then(|| (IDENTITY, number.clone()))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{birth, death, extract, marriage};
    use super::*;
    use crate::instant::Day;

    fn meet(earlier: &Civil, later: &Civil) -> Option<Likeness> {
        let filed = filed(earlier);
        let met = sought(later).into_iter();
        met.filter(|key| filed.contains(key))
            .map(|key| key.likeness())
            .min()
    }

    fn dead(name: &str, identity: &str, born: Option<PartialDate>) -> Civil {
        let mut death = death();
        death.dead.name = name.into();
        death.dead.identity = identity.into();
        death.dead.born = born;
        Civil::new(Act::Death(death))
    }

    fn day(year: i32) -> Option<PartialDate> {
        Day::from_ymd(year, 6, 5).map(PartialDate::Day)
    }

    #[test]
    fn the_same_number_meets_whatever_the_name() {
        let earlier = dead("Vừ A Páo", "002050001234", None);
        let later = dead("Vừ A Phử", "002050001234", day(1950));
        assert_eq!(meet(&earlier, &later), Some(Likeness::Identity));
    }

    #[test]
    fn a_name_meets_only_with_a_birth_date_that_can_be_the_same() {
        let full = dead("VỪ A PÁO", "", day(1950));
        let toneless = dead("Vu a  pao", "", day(1950));
        assert_eq!(meet(&full, &toneless), Some(Likeness::NameAndBirth));
        let year = dead("Vừ A Páo", "", PartialDate::year(1950));
        assert_eq!(meet(&full, &year), Some(Likeness::NameAndBirth));
        assert_eq!(meet(&year, &full), Some(Likeness::NameAndBirth));
        assert_eq!(meet(&year, &year), Some(Likeness::NameAndBirth));
        let other_day = dead(
            "Vừ A Páo",
            "",
            Day::from_ymd(1950, 6, 6).map(PartialDate::Day),
        );
        assert_eq!(meet(&full, &other_day), None);
        assert_eq!(
            meet(&full, &dead("Vừ A Páo", "", None)),
            None,
            "never name alone"
        );
        assert_eq!(meet(&full, &dead("", "", day(1950))), None);
    }

    #[test]
    fn a_marriage_meets_a_marriage_and_a_death_of_either() {
        let marriage = marriage();
        let married = Civil::new(Act::Marriage(marriage.clone()));
        let mut again = marriage.clone();
        again.man.name = "Lò Văn Inh".into();
        again.man.identity.clear();
        again.man.born = None;
        let again = Civil::new(Act::Marriage(again));
        assert_eq!(meet(&married, &again), Some(Likeness::Identity));
        let widow = dead("x", &marriage.woman.identity, None);
        assert_eq!(meet(&widow, &married), Some(Likeness::Identity));
        assert_eq!(meet(&married, &widow), None, "who is married may die");
    }

    #[test]
    fn other_acts_are_neither_filed_nor_looked_for() {
        for act in [Act::Birth(birth()), Act::Extract(extract())] {
            let civil = Civil::new(act);
            assert!(filed(&civil).is_empty() && sought(&civil).is_empty());
        }
    }
}

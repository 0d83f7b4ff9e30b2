//! Acts of civil status (hộ tịch), as a counter prepares them.
//!
//! The civil status registers are in the national software: what is here is prepared,
//! checked and printed as a draft, and stays on a list until somebody says under which
//! number the national software has it (`register::CivilDraft`). A new act is a variant
//! of [`Act`], a file beside with its fields and faults, its book in [`ActKind::book`],
//! and its fields on the screen.

mod birth;
mod case;
mod death;
mod extract;
mod fault;
mod helpers;
mod hour;
mod likeness;
mod line;
mod marriage;
mod partial;
mod person;
mod redraft;
mod registration;
mod rule;
#[cfg(test)]
pub(crate) mod samples;

pub use birth::{Birth, CHILD, FATHER, MOTHER};
pub use case::{Judged, Judgement, Suspicion};
pub use death::{DEAD, Death};
pub use extract::{Extract, ExtractKind, SUBJECT};
pub use fault::CivilFault;
pub use hour::Hour;
pub use likeness::{KEYS_VERSION, Likeness, LikenessKey, filed, sought};
pub use line::CivilLine;
pub use marriage::{MAN, Marriage, WOMAN};
pub use partial::{PartialDate, YEAR_MIN};
pub use person::{Person, PersonFields, is_foreign};
pub use redraft::Redrafted;
pub use registration::Registration;
pub use rule::{ActKind, CivilRule};

use crate::id::DossierId;
use crate::instant::Day;
use crate::service::{Fault, Interpreter, Witness};
use helpers::{check_interpreter, check_witness};
use person::check_text;
use serde::{Deserialize, Serialize};
use time::Date;

/// What happened, or is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Copies of an extract (cấp bản sao trích lục).
    Extract(Extract),
    /// A marriage (kết hôn).
    Marriage(Box<Marriage>),
    /// A death (khai tử).
    Death(Death),
    /// A birth (khai sinh).
    Birth(Box<Birth>),
}

/// An act with how it was taken down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Civil {
    /// The act.
    pub act: Act,
    /// The applicant read it, or heard it, and found it right.
    #[serde(default)]
    pub confirmed: bool,
    /// It was read aloud: somebody cannot read.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub read_aloud: bool,
    /// A fingerprint stands in place of a signature (điểm chỉ).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub fingerprint: bool,
    /// Who interpreted, where somebody does not speak Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Interpreter>,
    /// Who was there when somebody signed who cannot read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Where it was taken down, on a visit (đăng ký lưu động); empty at the counter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub visited: String,
    /// Likenesses that the officer saw, and went on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<Despite>,
}

/// Why an act was taken down although earlier dossiers are alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Despite {
    /// Which.
    pub dossiers: Vec<DossierId>,
    /// Why.
    pub reason: String,
}

/// What the register says of an act that was taken down on a visit.
pub const VISIT_NOTE: &str = "Đăng ký lưu động";

impl Civil {
    /// An act, with nothing said about how it was taken down.
    pub fn new(act: Act) -> Self {
        Self {
            act,
            confirmed: false,
            read_aloud: false,
            fingerprint: false,
            interpreter: None,
            witness: None,
            visited: String::new(),
            despite: None,
        }
    }

    /// The same act, of which nobody has said yet that it is right.
    #[must_use]
    pub fn unconfirmed(&self) -> Self {
        Self {
            confirmed: false,
            ..self.clone()
        }
    }

    /// Which act it is.
    pub fn kind(&self) -> ActKind {
        match self.act {
            Act::Extract(_) => ActKind::Extract,
            Act::Marriage(_) => ActKind::Marriage,
            Act::Death(_) => ActKind::Death,
            Act::Birth(_) => ActKind::Birth,
        }
    }

    /// The people that it is about, in the order of the paper.
    pub fn people(&self) -> Vec<&Person> {
        match &self.act {
            Act::Extract(extract) => vec![&extract.subject],
            Act::Marriage(marriage) => vec![&marriage.man, &marriage.woman],
            Act::Death(death) => vec![&death.dead],
            Act::Birth(birth) => vec![&birth.child],
        }
    }

    /// Whether the details can be, whatever the day and the rule: those the officer's own
    /// form has looked at.
    ///
    /// # Errors
    /// [`Fault::ActNotWhole`].
    pub fn check(&self) -> Result<(), Fault> {
        let faults = self.faults(Day(Date::MAX), None);
        let whole = faults.into_iter().all(CivilFault::is_condition);
        if whole {
            Ok(())
        } else {
            Err(Fault::ActNotWhole)
        }
    }

    /// Whether nothing stands against accepting it.
    ///
    /// # Errors
    /// [`Fault::ConditionUnmet`].
    pub fn check_conditions(&self) -> Result<(), Fault> {
        let faults = self.faults(Day(Date::MAX), None);
        let unmet = faults.into_iter().any(CivilFault::is_condition);
        if unmet {
            Err(Fault::ConditionUnmet)
        } else {
            Ok(())
        }
    }

    /// Everything that stands against it, judged on a day by the rule in force.
    pub fn faults(&self, today: Day, rule: Option<&CivilRule>) -> Vec<CivilFault> {
        let mut faults = match &self.act {
            Act::Extract(extract) => extract.faults(today),
            Act::Marriage(marriage) => marriage.faults(today, rule),
            Act::Death(death) => death.faults(today),
            Act::Birth(birth) => birth.faults(today),
        };
        if self.fingerprint && !self.read_aloud {
            faults.push(CivilFault::NotReadAloud("read-aloud"));
        }
        if let Some(interpreter) = &self.interpreter {
            check_interpreter(interpreter, &mut faults);
        }
        if let Some(witness) = &self.witness {
            check_witness(witness, &mut faults);
        }
        check_text(&self.visited, "visited", &mut faults);
        if let Some(Despite { reason, .. }) = &self.despite {
            if reason.trim().is_empty() {
                faults.push(CivilFault::ReasonMissing("despite"));
            }
            check_text(reason, "despite", &mut faults);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{death, today};
    use super::*;

    #[test]
    fn who_cannot_read_has_it_read_aloud() {
        let mut civil = Civil::new(Act::Death(death()));
        civil.fingerprint = true;
        let fault = CivilFault::NotReadAloud("read-aloud");
        assert_eq!(civil.faults(today(), None), [fault]);
        civil.read_aloud = true;
        assert_eq!(civil.faults(today(), None), []);
    }

    #[test]
    fn what_may_be_handed_in_is_not_what_may_be_accepted() {
        let mut marriage = samples::marriage();
        marriage.willing = false;
        let civil = Civil::new(Act::Marriage(marriage.clone()));
        assert_eq!(civil.check(), Ok(()));
        assert_eq!(civil.check_conditions(), Err(Fault::ConditionUnmet));
        marriage.man.name.clear();
        let civil = Civil::new(Act::Marriage(marriage));
        assert_eq!(civil.check(), Err(Fault::ActNotWhole));
    }

    #[test]
    fn a_likeness_is_passed_over_only_with_a_reason() {
        let mut civil = Civil::new(Act::Death(death()));
        civil.despite = Some(Despite::default());
        let fault = CivilFault::ReasonMissing("despite");
        assert_eq!(civil.faults(today(), None), [fault]);
    }
}

//! What was printed: so that a second print says that it is one.

use super::Form;
use crate::id::{DossierId, OfficerId};
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// Most copies of one print.
pub const COPIES_MAX: u32 = 9;
/// Prints of one matter that are told one by one; older ones are only counted.
const TOLD_MAX: usize = 50;

/// What is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// A sheet of 210 × 297 mm.
    #[default]
    #[serde(rename = "a4")]
    A4,
    /// A sheet of 148 × 210 mm.
    #[serde(rename = "a5")]
    A5,
    /// A roll 80 mm wide, of any length.
    #[serde(rename = "80mm")]
    Roll,
}

impl Paper {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::A4, Self::A5, Self::Roll];

    /// Its short name, as data and styles have it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A5 => "a5",
            Self::Roll => "80mm",
        }
    }

    /// The paper with a short name.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.tag() == tag)
    }
}

/// What a paper speaks of: its prints are counted by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// One dossier.
    Dossier(DossierId),
    /// Something of the unit, such as a day of its cash book, by a name of its own.
    Unit(String),
}

/// One print, as it is recorded of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printout {
    /// Of which form.
    pub form: Form,
    /// How many copies.
    pub copies: u32,
    /// On what.
    pub paper: Paper,
}

/// One print, with who made it and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printing {
    /// Of which form.
    pub form: Form,
    /// When.
    pub at: Instant,
    /// By whom.
    pub officer: OfficerId,
    /// How many copies.
    pub copies: u32,
    /// On what.
    pub paper: Paper,
}

/// The prints of one matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintLog {
    /// The latest, oldest first.
    pub printings: Vec<Printing>,
    /// How often forms were printed before those.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<(Form, u32)>,
}

impl PrintLog {
    /// How often a form was printed.
    pub fn times(&self, form: Form) -> u32 {
        let told = self.of(form).count();
        let counted = self.earlier.iter().find(|(of, _)| *of == form);
        let counted = counted.map_or(0, |(_, times)| *times);
        counted.saturating_add(u32::try_from(told).unwrap_or(u32::MAX))
    }

    /// The prints of a form that are told.
    pub fn of(&self, form: Form) -> impl DoubleEndedIterator<Item = &Printing> {
        self.printings
            .iter()
            .filter(move |print| print.form == form)
    }

    /// Takes back the latest print of a form, which did not come out of the printer.
    pub fn take_back(&mut self, form: Form) {
        let latest = self.printings.iter().rposition(|print| print.form == form);
        if let Some(at) = latest {
            self.printings.remove(at);
        } else if let Some((_, times)) = self.earlier.iter_mut().find(|(of, _)| *of == form) {
            *times = times.saturating_sub(1);
        }
    }

    /// Adds a print.
    pub fn add(&mut self, printing: Printing) {
        self.printings.push(printing);
        while self.printings.len() > TOLD_MAX {
            let Printing { form, .. } = self.printings.remove(0);
            match self.earlier.iter_mut().find(|(of, _)| *of == form) {
                Some((_, times)) => *times = times.saturating_add(1),
                None => self.earlier.push((form, 1)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Paper, PrintLog, Printing, TOLD_MAX};
    use crate::id::OfficerId;
    use crate::instant::Instant;
    use crate::print::Form;

    #[test]
    fn every_print_is_counted_and_the_latest_are_told() {
        let mut log = PrintLog::default();
        let often = u32::try_from(TOLD_MAX).unwrap() + 7;
        for at in 0..often {
            assert_eq!(log.times(Form::Slip), at);
            log.add(Printing {
                form: Form::Slip,
                at: Instant(i64::from(at)),
                officer: OfficerId(uuid::Uuid::nil()),
                copies: 2,
                paper: Paper::A5,
            });
        }
        assert_eq!(log.printings.len(), TOLD_MAX);
        assert_eq!(log.printings[0].at, Instant(7));
        log.take_back(Form::Receipt);
        for left in (0..often).rev() {
            log.take_back(Form::Slip);
            assert_eq!(log.times(Form::Slip), left);
        }
        log.take_back(Form::Slip);
        assert_eq!(log.times(Form::Slip), 0);
    }
}

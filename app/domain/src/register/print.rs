//! The monthly print of a book that is kept by computer (TT 01/2020/TT-BTP; from
//! memory): what is to be printed, signed, sealed and bound.

use super::book::{Number, Run};
use super::event::Printed;
use super::form::FinalNumber;
use super::refusal::Refusal;
use super::standing::Standing;
use super::state::BookState;

/// A line of the print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintLine<'a> {
    /// The number, with its volume.
    pub number: FinalNumber,
    /// What became of it.
    pub standing: &'a Standing,
    /// Whether it belongs to an earlier month: it came late, or has changed since it
    /// was printed.
    pub is_late: bool,
}

impl BookState {
    /// The lines to print for a month (1 to 12), by number: all up to its end that no
    /// print shows as they are. What came late from a device is thus in the next print
    /// and in one only; what is put out of use after the year is in December's. Numbers
    /// in conflict wait.
    pub fn sheet(&self, month: u8) -> impl Iterator<Item = PrintLine<'_>> {
        self.written.iter().filter_map(move |(number, standing)| {
            let day = standing.day()?;
            let of = if day.0.year() > self.key.year {
                12
            } else {
                u8::from(day.0.month())
            };
            let due = of <= month && !self.printed.contains(number);
            due.then_some(PrintLine {
                number: self.final_number(*number)?,
                standing,
                is_late: of < month,
            })
        })
    }

    /// The fact that the lines of a month, as they are now, were printed.
    pub fn printed(&self, month: u8) -> Printed {
        let numbers = self.sheet(month).map(|line| line.number.number);
        Printed {
            month,
            lines: runs(numbers),
        }
    }

    pub(super) fn print(&mut self, printed: &Printed) -> Result<(), Refusal> {
        if !(1..=12).contains(&printed.month) {
            return Err(Refusal::NotAMonth);
        }
        let numbers = || printed.lines.iter().flat_map(|run| run.numbers());
        for number in numbers() {
            match self.written.get(&number) {
                Some(Standing::InConflict(_)) => return Err(Refusal::InConflict { number }),
                Some(Standing::Used(_) | Standing::Spoiled(_) | Standing::Void(_)) => {}
                None => return Err(Refusal::NotGiven { number }),
            }
        }
        self.printed.extend(numbers());
        Ok(())
    }
}

/// Numbers in order, as runs.
fn runs(numbers: impl Iterator<Item = Number>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(run) if run.last.next() == number => run.last = number,
            Some(_) | None => runs.push(Run {
                first: number,
                last: number,
            }),
        }
    }
    runs
}

//! One line of data on books: as it is written, and as it is understood.

use super::book::BookKind;
use super::form::{FormFault, NumberForm};
use super::policy::{
    BookPolicy, BookRules, Keeping, LEASE_NUMBERS_MAX, LeaseSize, VOLUME_ENTRIES_MAX,
};
use super::problem::{LineError, Problem};
use crate::calendar::Status;
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// Most days before its year from which the numbers of a book may be leased.
const LEAD_DAYS_MAX: u32 = 92;

/// A line as it is written; the cells are called as in `registers.csv` files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyLine {
    /// The kind's key, such as `SCT/BS`.
    pub kind: String,
    /// The first day in force.
    pub from: String,
    /// The last day; empty when there is none.
    pub to: String,
    /// For whom: a unit, or all units whose codes begin with it; empty for all.
    pub unit: String,
    /// What people call the book.
    pub name_vi: String,
    /// `book`, or `civil_draft` for what the national software keeps: then the next
    /// five are empty.
    pub keeping: String,
    /// How numbers are written, with `{number}`, `{volume}` and `{year}`.
    pub form: String,
    /// Numbers of a lease, or `volume`.
    pub lease: String,
    /// With so many numbers left, or fewer, a device gets more.
    pub low_water: String,
    /// Entries of a volume.
    pub entries_per_volume: String,
    /// Days before its year from which the numbers of a book may be leased.
    pub lead_days: String,
    /// How sure it is.
    pub status: String,
    /// The law or notice it rests on.
    pub legal_basis: String,
    /// Where it was read.
    pub source: String,
}

impl PolicyLine {
    /// Understands the line.
    ///
    /// # Errors
    /// [`LineError`] names the column and says what to write.
    pub fn read(&self) -> Result<BookPolicy, LineError> {
        let at = |field| move |problem| LineError { field, problem };
        filled(&self.kind).map_err(at("kind"))?;
        let from = day(&self.from).map_err(at("from"))?;
        let to = match self.to.as_str() {
            "" => None,
            to => Some(day(to).map_err(at("to"))?),
        };
        if let Some(to) = to.filter(|to| *to < from) {
            return Err(at("to")(Problem::EndsBeforeItBegins(to)));
        }
        filled(&self.name_vi).map_err(at("name_vi"))?;
        let keeping = match self.keeping.as_str() {
            "book" => Keeping::Book(self.rules()?),
            "civil_draft" => self.draft()?,
            other => return Err(at("keeping")(Problem::UnknownKeeping(other.to_owned()))),
        };
        let status = Status::read(&self.status)
            .ok_or_else(|| at("status")(Problem::UnknownStatus(self.status.clone())))?;
        Ok(BookPolicy {
            kind: BookKind(self.kind.clone()),
            from,
            to,
            unit: self.unit.clone(),
            name: self.name_vi.clone(),
            keeping,
            status,
            legal_basis: self.legal_basis.clone(),
            source: self.source.clone(),
        })
    }

    fn rules(&self) -> Result<BookRules, LineError> {
        let at = |field| move |problem| LineError { field, problem };
        let form = NumberForm::parse(&self.form).map_err(|fault| match fault {
            FormFault::Missing(part) => Problem::FormLacks { part },
            FormFault::Strange => Problem::FormStrange,
        });
        let lease = match self.lease.as_str() {
            "volume" => Ok(LeaseSize::Volume),
            size => between(size, 1, LEASE_NUMBERS_MAX)
                .map(LeaseSize::Numbers)
                .map_err(|_| Problem::NotALease(size.to_owned())),
        };
        let lead_days = between(&self.lead_days, 0, LEAD_DAYS_MAX).map_err(at("lead_days"))?;
        Ok(BookRules {
            form: form.map_err(at("form"))?,
            lease: lease.map_err(at("lease"))?,
            low_water: between(&self.low_water, 0, LEASE_NUMBERS_MAX).map_err(at("low_water"))?,
            entries_per_volume: between(&self.entries_per_volume, 1, VOLUME_ENTRIES_MAX)
                .map_err(at("entries_per_volume"))?,
            lead_days: u16::try_from(lead_days).unwrap_or(u16::MAX),
        })
    }

    fn draft(&self) -> Result<Keeping, LineError> {
        let cells = [
            ("form", &self.form),
            ("lease", &self.lease),
            ("low_water", &self.low_water),
            ("entries_per_volume", &self.entries_per_volume),
            ("lead_days", &self.lead_days),
        ];
        match cells.into_iter().find(|(_, cell)| !cell.is_empty()) {
            Some((field, _)) => Err(LineError {
                field,
                problem: Problem::NotForDrafts,
            }),
            None => Ok(Keeping::CivilDraft),
        }
    }
}

fn filled(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        Err(Problem::Missing)
    } else {
        Ok(())
    }
}

fn day(text: &str) -> Result<Day, Problem> {
    filled(text)?;
    Day::parse_iso(text).ok_or_else(|| Problem::NotADay(text.to_owned()))
}

fn between(text: &str, least: u32, most: u32) -> Result<u32, Problem> {
    filled(text)?;
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits);
    let number = number.filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| Problem::NotBetween {
        text: text.to_owned(),
        least,
        most,
    })
}

/// A line with nothing wrong in it.
#[cfg(test)]
pub(super) fn sample() -> PolicyLine {
    PolicyLine {
        kind: "SCT/BS".into(),
        from: "2026-01-01".into(),
        name_vi: "Sổ chứng thực bản sao từ bản chính".into(),
        keeping: "book".into(),
        form: "số {number} quyển số {volume}/{year} - SCT/BS".into(),
        lease: "20".into(),
        low_water: "5".into(),
        entries_per_volume: "500".into(),
        lead_days: "15".into(),
        status: "memory".into(),
        ..PolicyLine::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Refusal;

    type Set = fn(&mut PolicyLine, String);

    fn wrong(change: impl Fn(&mut PolicyLine)) -> LineError {
        let mut line = sample();
        change(&mut line);
        line.read().unwrap_err()
    }

    #[test]
    fn a_line_says_how_a_book_is_kept() {
        let policy = sample().read().unwrap();
        let rules = policy.rules().unwrap();
        assert_eq!(rules.lease, LeaseSize::Numbers(20));
        assert_eq!(
            (rules.low_water, rules.entries_per_volume, rules.lead_days),
            (5, 500, 15)
        );
        let whole = PolicyLine {
            lease: "volume".into(),
            ..sample()
        };
        let policy = whole.read().unwrap();
        assert_eq!(policy.rules().unwrap().lease, LeaseSize::Volume);
    }

    #[test]
    fn each_wrong_cell_is_named_by_its_column() {
        let cells: [(Set, &str, &[&str]); 10] = [
            (|line, cell| line.kind = cell, "kind", &[""]),
            (|line, cell| line.from = cell, "from", &["", "1/1/2026"]),
            (|line, cell| line.to = cell, "to", &["x", "2025-12-31"]),
            (|line, cell| line.name_vi = cell, "name_vi", &[""]),
            (|line, cell| line.keeping = cell, "keeping", &["", "own"]),
            (|line, cell| line.form = cell, "form", &["", "số {number}"]),
            (|line, cell| line.lease = cell, "lease", &["", "0", "1001"]),
            (|line, cell| line.low_water = cell, "low_water", &["-1"]),
            (
                |line, cell| line.entries_per_volume = cell,
                "entries_per_volume",
                &["", "0", "+5", "10001"],
            ),
            (|line, cell| line.lead_days = cell, "lead_days", &["93"]),
        ];
        for (set, field, cells) in cells {
            for cell in cells {
                let error = wrong(|line| set(line, (*cell).to_owned()));
                assert_eq!(error.field, field, "“{cell}” gives {error}");
            }
        }
        assert_eq!(wrong(|line| line.status = "sure".into()).field, "status");
        let lacks = wrong(|line| line.form = "số {number}/{year}".into());
        assert_eq!(
            lacks.to_string(),
            "form: thiếu {volume}; viết như số {number} quyển số {volume}/{year} - SCT/BS"
        );
    }

    #[test]
    fn a_civil_status_register_has_no_figures_and_no_numbers() {
        let error = wrong(|line| line.keeping = "civil_draft".into());
        assert_eq!(
            (error.field, error.problem),
            ("form", Problem::NotForDrafts)
        );
        let draft = PolicyLine {
            kind: "HT/KS".into(),
            from: "2026-01-01".into(),
            name_vi: "Sổ đăng ký khai sinh".into(),
            keeping: "civil_draft".into(),
            status: "memory".into(),
            ..PolicyLine::default()
        };
        let policy = draft.read().unwrap();
        assert_eq!(policy.opening(), Err(Refusal::CivilRegister));
    }
}

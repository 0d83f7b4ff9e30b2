//! Which dossiers the list shows.

use crate::counter::DossierRow;
use crate::texts::DossiersTexts;
use domain::dossier::Stage;
use domain::instant::Day;
use domain::text::fold;

/// A filter of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    All,
    Today,
    InProcess,
    Returned,
    Waiting,
    Due,
    Uncoded,
}

impl Filter {
    /// In the order of the screen.
    pub(super) const EACH: [Self; 7] = [
        Self::All,
        Self::Today,
        Self::Returned,
        Self::InProcess,
        Self::Due,
        Self::Waiting,
        Self::Uncoded,
    ];

    /// As the screen names it.
    pub(super) fn name(self, texts: &DossiersTexts) -> &'static str {
        match self {
            Self::All => texts.all,
            Self::Today => texts.today,
            Self::InProcess => texts.in_process,
            Self::Returned => texts.returned,
            Self::Waiting => texts.waiting,
            Self::Due => texts.due,
            Self::Uncoded => texts.uncoded,
        }
    }
}

/// Words and a filter, ready to be held against many rows.
#[derive(Clone, Debug)]
pub(super) struct Finder {
    words: Vec<String>,
    /// The query without its gaps, when it is all digits: a telephone or
    /// identity number may be typed in groups.
    digits: Option<String>,
    filter: Filter,
    today: Option<Day>,
}

impl Finder {
    /// Prepares a query.
    pub(super) fn new(query: &str, filter: Filter, today: Option<Day>) -> Self {
        let words = fold(query).split_whitespace().map(str::to_owned).collect();
        let joined = squeezed(query);
        let all_digits = !joined.is_empty() && joined.bytes().all(|byte| byte.is_ascii_digit());
        Self {
            words,
            digits: all_digits.then_some(joined),
            filter,
            today,
        }
    }

    /// Whether a row belongs to what was asked for.
    pub(super) fn matches(&self, row: &DossierRow) -> bool {
        let kept = match self.filter {
            Filter::All => true,
            Filter::Today => row.received_at.day() == self.today,
            Filter::InProcess => row.stage.is_open(),
            Filter::Returned => row.stage == Stage::Returned,
            Filter::Waiting => row.waiting > 0,
            Filter::Due => row.due().is_some_and(|due| due.day() <= self.today),
            Filter::Uncoded => !row.coded,
        };
        let all_words = || self.words.iter().all(|word| row.folded.contains(word));
        let digits = || {
            let known = |digits: &String| squeezed(&row.folded).contains(digits);
            self.digits.as_ref().is_some_and(known)
        };
        kept && (all_words() || digits())
    }
}

/// Without the blanks, points and hyphens that people put between digits.
fn squeezed(text: &str) -> String {
    let between = |letter: &char| letter.is_whitespace() || matches!(letter, '.' | '-');
    text.chars().filter(|letter| !between(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Filter, Finder};
    use crate::counter::{DossierRow, Papers};
    use domain::dossier::{LocalCode, Stage};
    use domain::id::DossierId;
    use domain::instant::Instant;
    use domain::text::fold;

    fn row() -> DossierRow {
        DossierRow {
            civil: None,
            conflicts: 0,
            handing: None,
            papers: Papers::Complete,
            payments: vec![],
            id: DossierId("018f0000-0000-7000-8000-000000000001".parse().unwrap()),
            code: LocalCode("H15.50-261122-A0007-K".into()),
            applicant: "Giàng A Páo".into(),
            folded: fold("Giàng A Páo 0912 345.678 002187001234 H15.50-261122-A0007-K"),
            procedure: "2.000815".into(),
            procedure_name: "Chứng thực bản sao".into(),
            stage: Stage::Resolved,
            no_wait: false,
            received_at: Instant(1_795_318_000_000),
            appointment: None,
            coded: false,
            waiting: 1,
        }
    }

    #[test]
    fn a_dossier_is_found_by_what_people_remember() {
        let today = row().received_at.day();
        for query in [
            "",
            "giang pao",
            "Giàng A",
            "GIÀNG",
            "0912 345 678",
            "0912345",
            "002187001234",
            "A0007",
        ] {
            assert!(
                Finder::new(query, Filter::All, today).matches(&row()),
                "{query}"
            );
        }
        assert!(!Finder::new("Giàng B", Filter::All, today).matches(&row()));
    }

    #[test]
    fn filters_hold_beside_words() {
        let today = row().received_at.day();
        let kept = |filter, today| Finder::new("pao", filter, today).matches(&row());
        assert!(kept(Filter::Today, today) && !kept(Filter::Today, None));
        assert!(kept(Filter::InProcess, today) && !kept(Filter::Returned, today));
        assert!(kept(Filter::Waiting, today));
        assert!(kept(Filter::Uncoded, today));
    }

    #[test]
    fn what_is_due_is_what_the_office_still_works_on() {
        let today = row().received_at.day();
        let kept = |stage, appointment| {
            let row = DossierRow {
                stage,
                appointment,
                ..row()
            };
            Finder::new("", Filter::Due, today).matches(&row)
        };
        let now = row().received_at;
        let tomorrow = Instant(now.0 + 24 * 3_600_000);
        assert!(kept(Stage::Processing, Some(now)));
        assert!(!kept(Stage::Processing, Some(tomorrow)));
        assert!(!kept(Stage::Processing, None));
        assert!(!kept(Stage::AwaitingPapers, Some(now)));
        assert!(!kept(Stage::Resolved, Some(now)));
    }
}

//! What stands in the form, as typed; also the body of a draft.

use super::basis::{Basis, Counting};
use super::civil::CivilValues;
use super::service::Details;
use domain::catalogue::Paper;
use domain::deadline::Limit;
use domain::dossier::{Channel, ReturnMethod};
use serde::{Deserialize, Serialize};

/// Everything typed and ticked. A field may be added with a default, never
/// renamed: drafts of older builds are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Values {
    pub(super) name: String,
    pub(super) identity: String,
    pub(super) born: String,
    pub(super) phone: String,
    pub(super) address: String,
    pub(super) papers: Vec<PaperValue>,
    pub(super) lines: Vec<LineValue>,
    /// The amount collected, where no rule computes one.
    pub(super) collected: String,
    /// What is charged was taken in cash.
    pub(super) paid: bool,
    /// The key of the ground on which less is paid; empty for none.
    pub(super) exemption: String,
    pub(super) no_wait: bool,
    pub(super) note: String,
    /// What the appointment follows from: a limit (`3wd`), a day, or nothing.
    pub(super) limit: String,
    /// The day, as typed.
    pub(super) day: String,
    /// The papers were found complete and valid.
    pub(super) complete: bool,
    pub(super) channel: Channel,
    pub(super) delivery: ReturnMethod,
    /// The fields of an act of civil status.
    pub(super) civil: CivilValues,
    /// What the procedure's own screen asks beside the documents.
    pub(super) details: Details,
}

/// A paper of the checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PaperValue {
    pub(super) name: String,
    /// Asked for only when this holds; empty means always.
    pub(super) when: String,
    pub(super) ticked: bool,
    pub(super) originals: String,
    pub(super) copies: String,
}

/// A line of what is charged: `same` originals, each of `pages`, each copied
/// `copies` times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LineValue {
    pub(super) same: String,
    pub(super) pages: String,
    pub(super) copies: String,
    /// What the document is, and the rest that a service asks of it.
    pub(super) title: String,
    pub(super) issuer: String,
    pub(super) number: String,
    pub(super) holder: String,
    pub(super) register: String,
    pub(super) entered: String,
}

impl Default for Values {
    fn default() -> Self {
        Self {
            name: String::new(),
            identity: String::new(),
            born: String::new(),
            phone: String::new(),
            address: String::new(),
            papers: Vec::new(),
            lines: Vec::new(),
            collected: String::new(),
            paid: false,
            exemption: String::new(),
            no_wait: false,
            note: String::new(),
            limit: String::new(),
            day: String::new(),
            complete: true,
            channel: Channel::default(),
            delivery: ReturnMethod::default(),
            civil: CivilValues::default(),
            details: Details::default(),
        }
    }
}

impl Default for LineValue {
    fn default() -> Self {
        Self {
            same: "1".into(),
            pages: "1".into(),
            copies: "1".into(),
            title: String::new(),
            issuer: String::new(),
            number: String::new(),
            holder: String::new(),
            register: String::new(),
            entered: String::new(),
        }
    }
}

impl Values {
    /// An empty form for a procedure.
    pub(super) fn blank(basis: &Basis) -> Self {
        Self {
            papers: basis.papers.iter().map(PaperValue::new).collect(),
            lines: match basis.counting {
                Counting::Nothing => Vec::new(),
                Counting::Pages | Counting::Cases | Counting::Copies => vec![LineValue::default()],
            },
            // What needs the network to be finished is not taken for finished.
            no_wait: basis.no_wait && basis.finishes(),
            limit: basis
                .limits
                .first()
                .map(Limit::to_string)
                .unwrap_or_default(),
            civil: basis
                .civil
                .as_ref()
                .map(|rule| CivilValues::blank(rule.act))
                .unwrap_or_default(),
            ..Self::default()
        }
    }

    /// A draft, fitted to the checklist in force now: what was ticked stays
    /// ticked, papers that are no longer asked for go unless they were ticked.
    pub(super) fn restored(draft: &str, basis: &Basis) -> Option<Self> {
        let mut values: Self = leptos::serde_json::from_str(draft).ok()?;
        let blank = Self::blank(basis);
        let before = core::mem::take(&mut values.papers);
        values.papers = blank
            .papers
            .into_iter()
            .map(|paper| {
                // A draft of an older build does not tell the case.
                let same = before.iter().find(|other| {
                    other.name == paper.name && (other.when == paper.when || other.when.is_empty())
                });
                let when = paper.when.clone();
                let kept = same.cloned().unwrap_or(paper);
                PaperValue { when, ..kept }
            })
            .collect();
        let known = |paper: &PaperValue| basis.papers.iter().any(|asked| asked.name == paper.name);
        values.papers.extend(
            before
                .iter()
                .filter(|paper| paper.ticked && !known(paper))
                .cloned(),
        );
        if values.lines.is_empty() || blank.lines.is_empty() {
            values.lines = blank.lines;
        }
        values.no_wait &= basis.no_wait;
        if basis.fee.exemption(&values.exemption).is_none() {
            values.exemption.clear();
        }
        Some(values)
    }

    /// Ticks what everybody has to hand in; whether a case is given only the
    /// officer knows.
    pub(super) fn tick_unconditional(&mut self, basis: &Basis) {
        for paper in &mut self.papers {
            let asked = basis
                .papers
                .iter()
                .find(|asked| asked.name == paper.name && asked.when == paper.when);
            paper.ticked |= asked.is_some_and(|asked| !asked.is_conditional());
        }
    }

    /// The body of a draft.
    pub(super) fn draft(&self) -> Option<String> {
        leptos::serde_json::to_string(self).ok()
    }
}

impl PaperValue {
    fn new(paper: &Paper) -> Self {
        Self {
            name: paper.name.clone(),
            when: paper.when.clone(),
            ticked: false,
            originals: paper.originals.to_string(),
            copies: paper.copies.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Values;
    use crate::pages::new_dossier::basis::samples;

    #[test]
    fn a_draft_reads_what_it_wrote() {
        let basis = samples::certified_copy();
        let mut values = Values::blank(&basis);
        values.name = "Lò Thị Mỷ".into();
        values.papers[0].ticked = true;
        let draft = values.draft().unwrap();
        assert_eq!(Values::restored(&draft, &basis), Some(values));
    }

    #[test]
    fn a_draft_of_an_older_checklist_keeps_what_was_ticked() {
        let basis = samples::certified_copy();
        let draft = r#"{"name":"A","papers":[{"name":"Giấy cũ","ticked":true},{"name":"Giấy bỏ","ticked":false}]}"#;
        let values = Values::restored(draft, &basis).unwrap();
        let names: Vec<_> = values
            .papers
            .iter()
            .map(|paper| paper.name.as_str())
            .collect();
        assert_eq!(names, ["Bản chính giấy tờ", "Bản dịch kèm theo", "Giấy cũ"]);
        assert_eq!(values.lines.len(), 1);
    }

    #[test]
    fn all_received_leaves_the_papers_of_a_case_alone() {
        let basis = samples::certified_copy();
        let mut values = Values::blank(&basis);
        values.tick_unconditional(&basis);
        let ticked: Vec<_> = values.papers.iter().map(|paper| paper.ticked).collect();
        assert_eq!(ticked, [true, false]);
        values.papers[1].ticked = true;
        values.tick_unconditional(&basis);
        assert!(
            values.papers[1].ticked,
            "what the officer ticked stays ticked"
        );
    }

    #[test]
    fn a_draft_without_cases_gets_them_back() {
        let basis = samples::certified_copy();
        let draft = r#"{"papers":[{"name":"Bản dịch kèm theo","ticked":true}]}"#;
        let values = Values::restored(draft, &basis).unwrap();
        assert!(values.papers[1].ticked);
        assert_eq!(values.papers[1].when, "Giấy tờ do nước ngoài cấp");
    }
}

//! What the commune knows of a procedure beside the portal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ProcedureCode;

/// The commune's facts: titles and figures in plain words.
///
/// `None` and an empty text mean *not known*, never zero and never "free".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The code; a local one where the source gives none.
    pub code: ProcedureCode,
    /// The title.
    pub name: String,
    /// The field.
    pub field: String,
    /// Who handles it.
    #[serde(default)]
    pub agency: String,
    /// The time limit, in words.
    pub time_limit: String,
    /// The fee, in words.
    pub fee: String,
    /// Received, resolved and returned in one sitting.
    pub no_wait: Option<bool>,
    /// Numbers of the legal documents.
    pub legal_basis: Vec<String>,
    /// Where the facts were read.
    pub source: String,
    /// What to know about them ("cần đối chiếu").
    #[serde(default)]
    pub note: String,
    /// Columns that have no field here, by name.
    #[serde(default)]
    pub unread: BTreeMap<String, String>,
}

/// A short list of papers in plain words, written by the commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// For which procedure.
    pub code: ProcedureCode,
    /// The papers.
    pub papers: Vec<Paper>,
    /// What the list rests on.
    pub source: String,
    /// Whether an officer still has to check it ("cần kiểm tra").
    pub needs_check: bool,
}

/// One paper of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The code of the portal's component, where there is one.
    #[serde(default)]
    pub code: String,
    /// The name, in plain words.
    pub name: String,
    /// How many originals are handed in.
    #[serde(default)]
    pub originals: u32,
    /// How many copies are handed in.
    #[serde(default)]
    pub copies: u32,
    /// Looked at and handed back.
    #[serde(default)]
    pub shown_only: bool,
    /// Needed only when this holds; empty means always.
    #[serde(default)]
    pub when: String,
}

impl Paper {
    /// Whether it is asked for only in some cases, as the list or its own name says.
    ///
    /// "Nộp trực tiếp" (against online) is no such case: whoever stands at the
    /// counter hands in in person.
    pub fn is_conditional(&self) -> bool {
        let in_person = crate::text::fold(&self.when).starts_with("nop truc tiep");
        (!self.when.is_empty() && !in_person) || speaks_of_a_case(&self.name)
    }
}

/// `Trường hợp nộp qua bưu chính…`: the words tell a case.
pub(super) fn speaks_of_a_case(text: &str) -> bool {
    crate::text::fold(text).contains("truong hop")
}

#[cfg(test)]
mod tests {
    use super::Paper;

    #[test]
    fn a_case_is_told_by_the_list_or_the_name_and_the_counter_is_none() {
        let paper = |name: &str, when: &str| Paper {
            code: String::new(),
            name: name.to_owned(),
            originals: 1,
            copies: 0,
            shown_only: false,
            when: when.to_owned(),
        };
        for (name, when, conditional) in [
            ("Giấy chứng sinh", "", false),
            ("Tờ khai", "Nộp trực tiếp", false),
            ("Tờ khai", "Nộp trực tiếp hoặc qua bưu chính", false),
            ("Văn bản ủy quyền", "Đi đăng ký thay", true),
            ("Trích đo bản đồ đối với trường hợp có nhu cầu", "", true),
        ] {
            assert_eq!(
                paper(name, when).is_conditional(),
                conditional,
                "{name} {when}"
            );
        }
    }
}

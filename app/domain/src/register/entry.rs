//! One line of a book: what was entered, and what must hold of it before it is.

use super::refusal::Refusal;
use crate::dossier::{CERTIFIED_COUNT_MAX, FEE_DONG_MAX, LINES_MAX, TEXT_CHARS_MAX};
use crate::id::DossierId;
use crate::instant::Day;
use crate::text::has_unseen;
use serde::{Deserialize, Serialize};

/// What a number is given for: one original document on one occasion, however many
/// copies are made of it; one paper that is signed, however many sign; one contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// The occasion.
    pub dossier: DossierId,
    /// Which of the dossier's documents, from 0.
    pub document: u16,
}

/// A line of a book as it is printed (the columns of TT 01/2020/TT-BTP; from memory).
/// Empty text means "not given".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What the number is for.
    pub subject: Subject,
    /// The day of the entry, in Viet Nam; its year is the book's.
    pub day: Day,
    /// Who asked (họ tên người yêu cầu), with the papers they showed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requester: String,
    /// The document (tên bản chính, giấy tờ, giao dịch).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Who signs, with position (họ tên, chức danh người ký).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signer: String,
    /// Copies or papers.
    #[serde(default)]
    pub copies: u32,
    /// In đồng; `None` when no rule is known, which is not the same as free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_dong: Option<u64>,
    /// Remark (ghi chú).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Entry {
    /// A line that says no more than for what and when.
    pub fn new(subject: Subject, day: Day) -> Self {
        Self {
            subject,
            day,
            requester: String::new(),
            title: String::new(),
            signer: String::new(),
            copies: 1,
            fee_dong: None,
            note: String::new(),
        }
    }

    /// Whether the line may enter; never asked when history is folded.
    ///
    /// # Errors
    /// [`Refusal`] names the first fault.
    pub fn check(&self) -> Result<(), Refusal> {
        for text in [&self.requester, &self.title, &self.signer, &self.note] {
            check_text(text)?;
        }
        let max = CERTIFIED_COUNT_MAX;
        if self.copies == 0 || self.copies > max {
            return Err(Refusal::CopiesOutOfRange { max });
        }
        if usize::from(self.subject.document) >= LINES_MAX {
            return Err(Refusal::DocumentOutOfRange { max: LINES_MAX });
        }
        if self.fee_dong.is_some_and(|fee| fee > FEE_DONG_MAX) {
            return Err(Refusal::FeeOutOfRange { max: FEE_DONG_MAX });
        }
        Ok(())
    }
}

/// Whether a reason was given, in words that can be seen and are not too many.
pub(super) fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    check_text(reason)
}

fn check_text(text: &str) -> Result<(), Refusal> {
    if has_unseen(text) {
        return Err(Refusal::UnseenCharacter);
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(Refusal::TextTooLong {
            max: TEXT_CHARS_MAX,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_line_that_cannot_be_is_refused_by_name() {
        let subject = Subject {
            dossier: DossierId(Uuid::from_u128(1)),
            document: 0,
        };
        let good = Entry::new(subject, Day::from_ymd(2026, 11, 23).unwrap());
        assert_eq!(good.check(), Ok(()));
        let entry = |change: fn(&mut Entry)| {
            let mut entry = good.clone();
            change(&mut entry);
            entry.check().unwrap_err()
        };
        let copies = Refusal::CopiesOutOfRange {
            max: CERTIFIED_COUNT_MAX,
        };
        assert_eq!(entry(|entry| entry.copies = 0), copies);
        assert_eq!(entry(|entry| entry.copies = u32::MAX), copies);
        let fee = entry(|entry| entry.fee_dong = Some(u64::MAX));
        assert_eq!(fee, Refusal::FeeOutOfRange { max: FEE_DONG_MAX });
        let unseen = entry(|entry| entry.title = "a\u{200b}".into());
        assert_eq!(unseen, Refusal::UnseenCharacter);
        let long = entry(|entry| entry.note = "x".repeat(TEXT_CHARS_MAX + 1));
        assert_eq!(
            long,
            Refusal::TextTooLong {
                max: TEXT_CHARS_MAX
            }
        );
        let document = entry(|entry| entry.subject.document = u16::MAX);
        assert_eq!(document, Refusal::DocumentOutOfRange { max: LINES_MAX });
    }
}

//! Data that rests on memory of the law, and who has confirmed it.
//!
//! An [`Item`] is a text that an officer sees and that nobody has held against its
//! source; it is marked "cần kiểm tra" until somebody has. A confirmation is for the
//! text as it stood: its digest goes with it, and another text is marked again.

use crate::catalogue::ProcedureCode;
use crate::instant::Instant;
use crate::text::{fold, has_unseen};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest name or note of a confirmation, in characters.
pub const NOTE_CHARS_MAX: usize = 500;

/// Which data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Holidays, hours of work, how limits are counted.
    Calendar,
    /// How books are kept.
    Registers,
    /// Fees.
    Fees,
    /// The commune's papers in plain words.
    Checklists,
    /// Printed forms.
    Forms,
    /// The screens of the no-wait services.
    Services,
    /// How far a procedure goes without a network.
    Offline,
}

impl Area {
    /// All, in the order of the list.
    pub const ALL: [Self; 7] = [
        Self::Calendar,
        Self::Registers,
        Self::Fees,
        Self::Checklists,
        Self::Forms,
        Self::Services,
        Self::Offline,
    ];

    /// Its word in keys.
    fn word(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Registers => "registers",
            Self::Fees => "fees",
            Self::Checklists => "checklists",
            Self::Forms => "forms",
            Self::Services => "services",
            Self::Offline => "offline",
        }
    }

    /// What people read.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Calendar => "Lịch làm việc",
            Self::Registers => "Sổ",
            Self::Fees => "Phí, lệ phí",
            Self::Checklists => "Giấy tờ cần mang",
            Self::Forms => "Mẫu giấy tờ in",
            Self::Services => "Thủ tục không chờ",
            Self::Offline => "Làm khi không có mạng",
        }
    }
}

/// One text to be held against its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its name, which stays when the text changes: `calendar/policy/same-day-cutoff/2021-01-01`.
    pub key: String,
    /// Which data.
    pub area: Area,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub text: String,
    /// The law that it is said to rest on.
    pub legal_basis: String,
    /// Where it comes from.
    pub source: String,
    /// Where officers meet it.
    pub used: String,
    /// The procedure that it belongs to, where it is one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureCode>,
}

impl Item {
    /// A key: the area and what tells the line from its neighbours, each part folded to
    /// letters, figures and hyphens; empty parts are left out.
    pub fn key(area: Area, parts: &[&str]) -> String {
        let slug = |part: &&str| {
            // What is plain already keeps its letters; the search's folding changes some.
            let folded = if part.is_ascii() {
                part.to_lowercase()
            } else {
                fold(part)
            };
            let plain = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '.');
            let words: Vec<&str> = plain.filter(|word| !word.is_empty()).collect();
            words.join("-")
        };
        let told = parts.iter().map(slug).filter(|part| !part.is_empty());
        let parts: Vec<String> = core::iter::once(area.word().to_owned())
            .chain(told)
            .collect();
        parts.join("/")
    }

    /// What a confirmation is for: every word that is to be held against the law.
    pub fn digest(&self) -> String {
        let words = [&self.title, &self.text, &self.legal_basis, &self.source];
        // FNV-1a, 64 bits: tells one version of a text from another, keeps nobody out.
        let bytes = words.into_iter().flat_map(|text| text.bytes().chain([0]));
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{hash:016x}")
    }
}

/// Somebody's word on a text; of several on the same text the latest holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Of which item.
    pub key: String,
    /// Of the text as it stood.
    pub digest: String,
    /// It is as the source has it; false takes an earlier word back.
    pub stands: bool,
    /// Who says so.
    pub by: String,
    /// When.
    pub at: Instant,
    /// What it was held against, or why it was taken back.
    pub note: String,
}

/// Why a confirmation cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ConfirmationFault {
    /// Nobody is named.
    #[error("thiếu tên người xác nhận")]
    Nameless,
    /// A name or note is too long.
    #[error("tên và ghi chú dài nhất {NOTE_CHARS_MAX} ký tự")]
    TooLong,
    /// A character that cannot be seen.
    #[error("tên hoặc ghi chú có ký tự không nhìn thấy được")]
    Unseen,
}

impl Confirmation {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// [`ConfirmationFault`] says what is wrong with it.
    pub fn check(&self) -> Result<(), ConfirmationFault> {
        let texts = [&self.by, &self.note];
        if self.by.trim().is_empty() {
            Err(ConfirmationFault::Nameless)
        } else if texts.iter().any(|it| it.chars().count() > NOTE_CHARS_MAX) {
            Err(ConfirmationFault::TooLong)
        } else if texts.iter().any(|it| it.lines().any(has_unseen)) {
            Err(ConfirmationFault::Unseen)
        } else {
            Ok(())
        }
    }
}

/// An item, and who has confirmed it as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// What.
    pub item: Item,
    /// By whom; `None` while it is marked.
    pub confirmed: Option<Confirmation>,
}

/// Gathers what rests on memory while data is read, and tells of each whether it has been
/// confirmed.
#[derive(Debug, Default)]
pub struct Review {
    confirmations: Vec<Confirmation>,
    met: Vec<Reviewed>,
}

impl Review {
    /// With the words that were given so far, in the order in which they were given.
    pub fn new(confirmations: Vec<Confirmation>) -> Self {
        Self {
            confirmations,
            met: Vec::new(),
        }
    }

    /// Notes an item and gives the confirmation of its text. An item met before under the
    /// same key goes before this one: it takes its place in the data too.
    pub fn meet(&mut self, item: Item) -> Option<Confirmation> {
        if self.met.iter().any(|met| met.item.key == item.key) {
            return None;
        }
        let digest = item.digest();
        let own = |it: &&Confirmation| it.key == item.key && it.digest == digest;
        let latest = self.confirmations.iter().rfind(own).cloned();
        let confirmed = latest.filter(|latest| latest.stands);
        self.met.push(Reviewed {
            item,
            confirmed: confirmed.clone(),
        });
        confirmed
    }

    /// Everything met, in the order of areas and keys.
    pub fn list(self) -> Vec<Reviewed> {
        let mut met = self.met;
        met.sort_by(|a, b| (a.item.area, &a.item.key).cmp(&(b.item.area, &b.item.key)));
        met
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> Item {
        Item {
            key: Item::key(
                Area::Calendar,
                &["policy", "same_day_cutoff", "", "2021-01-01"],
            ),
            area: Area::Calendar,
            title: "Giờ chốt".into(),
            text: text.into(),
            legal_basis: "NĐ 23/2015/NĐ-CP Đ.7".into(),
            source: "theo trí nhớ".into(),
            used: "hạn trả".into(),
            procedure: None,
        }
    }

    fn said(item: &Item, stands: bool) -> Confirmation {
        Confirmation {
            key: item.key.clone(),
            digest: item.digest(),
            stands,
            by: "Lò Thị Lan".into(),
            at: Instant(1_795_318_000_000),
            note: "đã xem Công báo".into(),
        }
    }

    fn confirmed(confirmations: &[Confirmation], item: &Item) -> bool {
        let mut review = Review::new(confirmations.to_vec());
        let told = review.meet(item.clone());
        let listed = review.list();
        assert_eq!(listed[0].confirmed, told);
        told.is_some()
    }

    #[test]
    fn keys_can_be_typed() {
        assert_eq!(
            item("15:00").key,
            "calendar/policy/same-day-cutoff/2021-01-01"
        );
        assert_eq!(
            Item::key(Area::Registers, &["SCT/HĐ", "H99.99.01"]),
            "registers/sct-hd/h99.99.01"
        );
    }

    #[test]
    fn a_confirmation_holds_until_the_text_changes_or_it_is_taken_back() {
        let now = item("15:00");
        assert!(!confirmed(&[], &now));
        let yes = said(&now, true);
        assert!(confirmed(core::slice::from_ref(&yes), &now));
        assert!(
            !confirmed(core::slice::from_ref(&yes), &item("16:00")),
            "another text"
        );
        assert!(
            !confirmed(&[yes.clone(), said(&now, false)], &now),
            "taken back"
        );
        assert!(
            confirmed(&[said(&now, false), yes], &now),
            "the latest word"
        );
        let other_source = Item {
            source: "Công báo".into(),
            ..item("15:00")
        };
        assert_ne!(other_source.digest(), now.digest());
        let elsewhere = Item {
            used: "phiếu hẹn".into(),
            ..item("15:00")
        };
        assert_eq!(
            elsewhere.digest(),
            now.digest(),
            "where it is used is no text of law"
        );
    }

    #[test]
    fn what_takes_the_place_of_a_line_is_reviewed_in_its_place() {
        let mut review = Review::new(vec![said(&item("15:00"), true)]);
        assert_eq!(review.meet(item("16:00")), None);
        assert_eq!(review.meet(item("15:00")), None, "gave way to the first");
        assert_eq!(review.list().len(), 1);
    }

    #[test]
    fn a_confirmation_names_somebody() {
        let yes = said(&item("15:00"), true);
        assert_eq!(yes.check(), Ok(()));
        let by = |by: &str| {
            Confirmation {
                by: by.into(),
                ..yes.clone()
            }
            .check()
        };
        assert_eq!(by(" "), Err(ConfirmationFault::Nameless));
        assert_eq!(by("Lan\u{202e}"), Err(ConfirmationFault::Unseen));
        assert_eq!(by(&"L".repeat(501)), Err(ConfirmationFault::TooLong));
    }
}

//! What a day can be, and how sure that is.

use serde::{Deserialize, Serialize};

/// How sure a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// An official notice names it.
    Official,
    /// It follows from the law and the calendar.
    Computed,
    /// The authorities decide it each year and have not, or not to our knowledge.
    Projected,
    /// Remembered without a document at hand.
    Memory,
}

impl Status {
    /// Whether an official word may take its place without more ado.
    pub fn may_yield(self) -> bool {
        matches!(self, Self::Projected | Self::Memory)
    }

    /// What people read.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Official => "chính thức",
            Self::Computed => "tính theo luật và lịch",
            Self::Projected => "dự kiến",
            Self::Memory => "chưa kiểm chứng",
        }
    }

    /// As data writes it, remarks in brackets and finer distinctions aside.
    pub(crate) fn read(text: &str) -> Option<Self> {
        match text.split(" (").next().unwrap_or_default().trim() {
            "official" => Some(Self::Official),
            "computed" | "computed-lunar" | "computed-rule" | "fixed-by-law" => {
                Some(Self::Computed)
            }
            "projected" => Some(Self::Projected),
            "memory" => Some(Self::Memory),
            _ => None,
        }
    }
}

/// What a marked day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A public holiday by law.
    Statutory,
    /// Off in lieu of a holiday that fell on weekly rest.
    Compensatory,
    /// Off in exchange for a day worked elsewhere.
    SwapOff,
    /// Worked in exchange for a day off elsewhere.
    SwapWork,
    /// After all a day like any other: takes back what was said or computed.
    Ordinary,
    /// Closed for another reason, such as a flood.
    Closure,
}

impl DayKind {
    /// Every kind by its word in data.
    pub(super) const ALL: [(&str, Self); 6] = [
        ("statutory", Self::Statutory),
        ("compensatory", Self::Compensatory),
        ("swap_off", Self::SwapOff),
        ("swap_work", Self::SwapWork),
        ("ordinary", Self::Ordinary),
        ("closure", Self::Closure),
    ];

    /// Whether nobody works.
    pub fn is_off(self) -> bool {
        match self {
            Self::Statutory | Self::Compensatory | Self::SwapOff | Self::Closure => true,
            Self::SwapWork | Self::Ordinary => false,
        }
    }

    /// What people read.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Statutory => "nghỉ lễ",
            Self::Compensatory => "nghỉ bù",
            Self::SwapOff => "nghỉ hoán đổi",
            Self::SwapWork => "làm bù",
            Self::Ordinary => "ngày thường",
            Self::Closure => "đóng cửa",
        }
    }
}

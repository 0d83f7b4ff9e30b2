//! How an event came to be registered.

use serde::{Deserialize, Serialize};

/// On time, late, or again (đúng hạn, quá hạn, đăng ký lại).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Đúng hạn; of a marriage, đăng ký mới.
    #[default]
    OnTime,
    /// Quá hạn.
    Late,
    /// Đăng ký lại: the book of the first registration is lost.
    Again,
}

impl Registration {
    /// As the register writes it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::OnTime => "Đúng hạn",
            Self::Late => "Quá hạn",
            Self::Again => "Đăng ký lại",
        }
    }
}

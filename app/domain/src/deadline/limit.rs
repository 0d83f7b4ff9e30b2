//! How long a procedure may take.

use core::fmt;
use core::str::FromStr;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Serialize, Serializer};
use thiserror::Error;

/// The largest figure of a limit.
pub const LIMIT_MAX: u16 = 3650;

/// A limit, written `same-day`, `4h`, `3wd`, `10d` or `1m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Within the day (trong ngày).
    SameDay,
    /// Working hours.
    WorkingHours(u16),
    /// Working days.
    WorkingDays(u16),
    /// Days of the calendar.
    Days(u16),
    /// Months.
    Months(u16),
}

/// Why a text is no limit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LimitError {
    /// Another form.
    #[error("“{0}” không phải thời hạn; viết same-day, 4h, 3wd, 10d hoặc 1m")]
    NotALimit(String),
    /// A figure out of bounds.
    #[error("“{0}”: con số phải từ 1 đến {LIMIT_MAX}")]
    OutOfBounds(String),
}

impl FromStr for Limit {
    type Err = LimitError;

    fn from_str(text: &str) -> Result<Self, LimitError> {
        if text == "same-day" {
            return Ok(Self::SameDay);
        }
        let wrong = || LimitError::NotALimit(text.to_owned());
        let unit = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let figure = text.strip_suffix(unit).filter(|figure| !figure.is_empty());
        let make = match unit {
            "h" => Self::WorkingHours,
            "wd" => Self::WorkingDays,
            "d" => Self::Days,
            "m" => Self::Months,
            _ => return Err(wrong()),
        };
        let figure = figure.ok_or_else(wrong)?.parse().ok();
        figure
            .filter(|figure| (1..=LIMIT_MAX).contains(figure))
            .map(make)
            .ok_or_else(|| LimitError::OutOfBounds(text.to_owned()))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameDay => f.write_str("same-day"),
            Self::WorkingHours(hours) => write!(f, "{hours}h"),
            Self::WorkingDays(days) => write!(f, "{days}wd"),
            Self::Days(days) => write!(f, "{days}d"),
            Self::Months(months) => write!(f, "{months}m"),
        }
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_reads_what_it_writes() {
        for text in ["same-day", "4h", "3wd", "10d", "1m", "3650d"] {
            assert_eq!(text.parse::<Limit>().unwrap().to_string(), text);
        }
        for wrong in ["", "wd", "3", "3 wd", "-3wd", "3w", "1.5h", "Same-day"] {
            let error = wrong.parse::<Limit>().unwrap_err();
            assert_eq!(error, LimitError::NotALimit(wrong.into()));
        }
        for wrong in ["0h", "3651d", "99999wd"] {
            let error = wrong.parse::<Limit>().unwrap_err();
            assert_eq!(error, LimitError::OutOfBounds(wrong.into()));
        }
    }
}

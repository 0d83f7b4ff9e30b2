//! An hour of a day, of which the minute is perhaps not known.

use core::fmt;
use serde::{Deserialize, Serialize};

/// An hour, and its minute where it is known; written `14:05` or `14` in data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour {
    hour: u8,
    minute: Option<u8>,
}

impl Hour {
    /// Reads `14:05`, `14h05`, `14 giờ 05`, `14h` and `14`.
    pub fn read(text: &str) -> Option<Self> {
        let mut figures = text
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|part| !part.is_empty());
        let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
        let hour = number(figures.next()?).filter(|hour| *hour < 24)?;
        let minute = match figures.next() {
            Some(part) => Some(number(part).filter(|minute| *minute < 60)?),
            None => None,
        };
        let starts = text
            .trim_start()
            .starts_with(|it: char| it.is_ascii_digit());
        (starts && figures.next().is_none()).then_some(Self { hour, minute })
    }

    /// `14 giờ 05 phút`.
    pub fn in_words(self) -> String {
        let minute = self.minute.map(|minute| format!(" {minute:02} phút"));
        format!("{:02} giờ{}", self.hour, minute.unwrap_or_default())
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.hour)?;
        self.minute
            .map_or(Ok(()), |minute| write!(f, ":{minute:02}"))
    }
}

impl Serialize for Hour {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hour {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::read(&text).ok_or_else(|| serde::de::Error::custom("expected hh or hh:mm"))
    }
}

#[cfg(test)]
mod tests {
    use super::Hour;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for text in ["14:05", "14h05", "14 giờ 05 phút", "14g5"] {
            assert_eq!(Hour::read(text).unwrap().to_string(), "14:05", "{text}");
        }
        assert_eq!(Hour::read("2h").unwrap().in_words(), "02 giờ");
        assert_eq!(Hour::read("14:05").unwrap().in_words(), "14 giờ 05 phút");
        for text in ["", "24:00", "14:60", "khoảng 14", "14:05:30", "-2", "123"] {
            assert_eq!(Hour::read(text), None, "{text}");
        }
    }
}

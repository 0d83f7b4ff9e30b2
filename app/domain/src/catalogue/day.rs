//! Days, written `2026-07-18`.

use crate::instant::{Day, Instant};
use time::Date;

/// Reads `2026-07-18`, blanks around it or not.
pub fn parse_day(text: &str) -> Option<Date> {
    Day::parse_iso(text.trim()).map(|day| day.0)
}

/// Writes `2026-07-18`.
pub fn format_day(day: Date) -> String {
    Day(day).iso()
}

/// The day in Vietnam on which the portal's clock (milliseconds since 1970) stood.
pub fn day_of_millis(millis: i64) -> Option<Date> {
    Instant(millis).day().map(|day| day.0)
}

/// For `#[serde(with = "serde_day")]`: a day as the text `2026-07-18`.
pub mod serde_day {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use time::Date;

    /// Writes the day.
    ///
    /// # Errors
    /// The serializer's own.
    pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::format_day(*day))
    }

    /// Reads the day.
    ///
    /// # Errors
    /// When the text is not a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::parse_day(&text).ok_or_else(|| D::Error::custom("not a day of the form 2026-07-18"))
    }

    /// The same for a day that may be missing.
    pub mod option {
        use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
        use time::Date;

        /// Writes the day or nothing.
        ///
        /// # Errors
        /// The serializer's own.
        pub fn serialize<S: Serializer>(
            day: &Option<Date>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            day.map(super::super::format_day).serialize(serializer)
        }

        /// Reads the day or nothing.
        ///
        /// # Errors
        /// When there is a text that is not a day.
        pub fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<Date>, D::Error> {
            let Some(text) = Option::<String>::deserialize(deserializer)? else {
                return Ok(None);
            };
            let day = super::super::parse_day(&text);
            day.map(Some)
                .ok_or_else(|| D::Error::custom("not a day of the form 2026-07-18"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{day_of_millis, format_day, parse_day};

    #[test]
    fn reads_what_it_writes() {
        let day = parse_day("2026-07-18").unwrap();
        assert_eq!(format_day(day), "2026-07-18");
        assert_eq!(parse_day("2026-02-30"), None);
    }

    #[test]
    fn the_portals_midnight_is_vietnams() {
        // 17:00 UTC is midnight in Hà Nội: the decision is dated the 16th.
        assert_eq!(day_of_millis(1_768_496_400_000), parse_day("2026-01-16"));
    }
}

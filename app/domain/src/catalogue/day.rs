//! Days, written `2026-07-18`.

use time::{Date, Month};

/// Reads `2026-07-18`.
pub fn parse_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// Writes `2026-07-18`.
pub fn format_day(day: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        day.year(),
        u8::from(day.month()),
        day.day()
    )
}

/// The day in Vietnam on which the portal's clock (milliseconds since 1970) stood.
pub fn day_of_millis(millis: i64) -> Option<Date> {
    const EPOCH: i64 = 2_440_588;
    let seconds = millis.div_euclid(1000).checked_add(7 * 3600)?;
    let julian = seconds.div_euclid(86_400).checked_add(EPOCH)?;
    Date::from_julian_day(i32::try_from(julian).ok()?).ok()
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

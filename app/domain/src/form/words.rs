//! Moments and days as papers write them.

use crate::instant::{Day, Instant};
use crate::text::{capital, spell_day};

/// `15 giờ 20 phút, ngày 23 tháng 11 năm 2026`.
pub fn moment_in_words(at: Instant) -> String {
    let words = at.in_viet_nam().map(|clock| {
        let (hour, minute) = (clock.hour(), clock.minute());
        let day = printed_day(Day(clock.date()));
        format!("{hour:02} giờ {minute:02} phút, {day}")
    });
    words.unwrap_or_default()
}

/// `ngày 05 tháng 02 năm 2027`, as decree 30/2020 writes it: days below 10 and the first
/// two months get a nought, so that nobody can put a figure before them.
pub fn printed_day(day: Day) -> String {
    let month = u8::from(day.0.month());
    let month = if month < 3 {
        format!("{month:02}")
    } else {
        month.to_string()
    };
    format!(
        "ngày {:02} tháng {month} năm {:04}",
        day.0.day(),
        day.0.year()
    )
}

/// `Ngày hai mươi ba tháng mười một …`; empty for a moment beyond all days.
pub(super) fn spelled(at: Instant) -> String {
    at.day()
        .map(|day| capital(&spell_day(day)))
        .unwrap_or_default()
}

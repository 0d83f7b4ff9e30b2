//! Limits as published texts tell them.

use super::limit::{LIMIT_MAX, Limit};
use crate::text::fold;

/// Within the day, as texts begin that mean it; what follows explains.
const SAME_DAY: [&str; 2] = ["ngay trong ngay", "trong ngay"];
/// Within the day, where a text says what its limit comes to as a rule.
const RULE_SAME_DAY: &str = "(ngay trong ngay";

/// The limits that a published text names, each once, in its order: the usual one
/// first, then those of special cases. None when it names none that can be counted.
pub fn limits_in(text: &str) -> Vec<Limit> {
    let folded = fold(text);
    if SAME_DAY.iter().any(|words| folded.starts_with(words)) {
        return vec![Limit::SameDay];
    }
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    if folded.contains(RULE_SAME_DAY) {
        found.push(Limit::SameDay);
    }
    for (at, word) in words.iter().enumerate() {
        let after = words.get(at + 1..).unwrap_or_default();
        // "nhận sau 15 giờ" is a time of day.
        let is_clock = at > 0 && words.get(at - 1) == Some(&"sau");
        let limit = word
            .parse()
            .ok()
            .filter(|figure| (1..=LIMIT_MAX).contains(figure) && !is_clock)
            .and_then(|figure| of_unit(figure, after));
        if let Some(limit) = limit.filter(|limit| !found.contains(limit)) {
            found.push(limit);
        }
    }
    found
}

fn of_unit(figure: u16, after: &[&str]) -> Option<Limit> {
    match after {
        ["ngay", "lam", "viec", ..] => Some(Limit::WorkingDays(figure)),
        ["ngay", ..] => Some(Limit::Days(figure)),
        ["gio", ..] => Some(Limit::WorkingHours(figure)),
        ["thang", ..] => Some(Limit::Months(figure)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_they_are_published() {
        let told = |text: &str| -> Vec<String> {
            limits_in(text).iter().map(ToString::to_string).collect()
        };
        for (text, expected) in [
            ("03 ngày làm việc", "3wd"),
            ("15 ngày", "15d"),
            ("02 giờ", "2h"),
            ("01 tháng", "1m"),
            ("1 ngày làm việc; 02 Giờ", "1wd 2h"),
            (
                "03 ngày làm việc (trường hợp khác/có xác minh trên Cổng: 08 ngày làm việc)",
                "3wd 8wd",
            ),
            (
                "Ngay trong ngày cơ quan tiếp nhận yêu cầu; nhận sau 15 giờ thì trong ngày làm việc tiếp theo",
                "same-day",
            ),
            (
                "01 ngày làm việc (ngay trong ngày; nhận sau 15 giờ thì trong ngày làm việc tiếp theo)",
                "same-day 1wd",
            ),
            (
                "01 ngày làm việc (ngay sau khi đủ điều kiện; cần xác minh thì kéo dài thêm)",
                "1wd",
            ),
            ("Không quá 02 ngày làm việc", "2wd"),
            ("01 [đơn vị: khác]", ""),
            ("", ""),
            ("0 ngày", ""),
            ("99999 ngày", ""),
        ] {
            assert_eq!(told(text).join(" "), expected, "{text}");
        }
    }
}

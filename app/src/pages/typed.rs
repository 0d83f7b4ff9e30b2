//! Reading what was typed.

use domain::civil::PartialDate;
use domain::instant::Day;

/// A year has four digits: `87` may be 1987 or 1887.
const YEAR_DIGITS: usize = 4;

/// Reads `5/9/1987`, `05-09-1987`, `05.09.1987`, `05 09 1987` and `05091987`.
pub(super) fn day(typed: &str) -> Option<Day> {
    let typed = typed.trim();
    if typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return from_parts(typed.get(4..)?, typed.get(2..4)?, typed.get(..2)?);
    }
    let mut parts = typed
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != YEAR_DIGITS {
        return None;
    }
    from_parts(year, month, day)
}

/// Reads a day, `9/1950` or `1950`: of people born long ago no more may be known.
pub(super) fn partial(typed: &str) -> Option<PartialDate> {
    if let Some(day) = day(typed) {
        return Some(PartialDate::Day(day));
    }
    let parts: Vec<&str> = typed.trim().split(['/', '-', '.', ' ']).collect();
    let year = |text: &str| text.parse().ok().filter(|_| text.len() == YEAR_DIGITS);
    match parts[..] {
        [alone] => PartialDate::year(year(alone)?),
        [month, last] => PartialDate::month(year(last)?, month.parse().ok()?),
        _ => None,
    }
}

fn from_parts(year: &str, month: &str, day: &str) -> Option<Day> {
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A count of at least one and at most `max`.
pub(super) fn count(typed: &str, max: u32) -> Option<u32> {
    let count = typed.trim().parse().ok()?;
    (1..=max).contains(&count).then_some(count)
}

/// The most that an officer can mean: a slip of the finger is larger.
const AMOUNT_MAX: u64 = 1_000_000_000;

/// An amount in whole đồng, grouped or not: `8000`, `8.000`, `8 000 đ`.
pub(super) fn amount(typed: &str) -> Option<u64> {
    let typed = typed.trim().to_lowercase();
    let figure = ["đồng", "vnđ", "đ"]
        .iter()
        .find_map(|unit| typed.strip_suffix(unit))
        .unwrap_or(&typed)
        .trim_end();
    let mut groups = figure.split(['.', ',', ' ', '\u{a0}']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest.is_empty()
        || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && digits(group)));
    if !digits(first) || !grouped {
        return None;
    }
    let amount = format!("{first}{}", rest.concat()).parse().ok()?;
    (amount <= AMOUNT_MAX).then_some(amount)
}

/// Whether a telephone number has fewer or more digits than any in Viet Nam.
/// Foreign numbers and what is not a number at all are left alone.
pub(super) fn phone_is_odd(typed: &str) -> bool {
    let typed = typed.trim();
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let national = match (typed.starts_with('+'), digits.strip_prefix("84")) {
        (true, Some(rest)) => format!("0{rest}"),
        (true, None) => return false,
        (false, _) => digits,
    };
    let service = ["1800", "1900"]
        .iter()
        .any(|start| national.starts_with(start));
    let usual = if service { 8..=10 } else { 10..=11 };
    !national.is_empty() && !usual.contains(&national.len())
}

/// The digits of an identity number without the blanks and points that people
/// put between them; anything else stays, to be found wrong.
pub(super) fn identity(typed: &str) -> String {
    typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '.' | '-'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{amount, count, day, identity, partial, phone_is_odd};
    use domain::civil::PartialDate;
    use domain::instant::Day;

    #[test]
    fn days_are_read_as_people_write_them() {
        let expected = Day::from_ymd(1987, 9, 5);
        for typed in [
            "5/9/1987",
            "05/09/1987",
            " 05-09-1987",
            "5.9.1987",
            "05 09 1987",
            "05091987",
        ] {
            assert_eq!(day(typed), expected, "{typed}");
        }
        for typed in [
            "",
            "1987",
            "5/9/87",
            "31/02/1987",
            "5/9/1987/1",
            "1987-09-05",
            "x/9/1987",
        ] {
            assert_eq!(day(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_date_may_be_known_in_part() {
        assert_eq!(partial("1950"), PartialDate::year(1950));
        assert_eq!(partial(" 6/1950"), PartialDate::month(1950, 6));
        let day = Day::from_ymd(1950, 6, 5).map(PartialDate::Day);
        assert_eq!(partial("5/6/1950"), day);
        for typed in ["", "50", "13/1950", "31/2/1950", "năm 1950", "1849"] {
            assert_eq!(partial(typed), None, "{typed}");
        }
    }

    #[test]
    fn counts_start_at_one() {
        assert_eq!(count(" 12 ", 9_999), Some(12));
        for typed in ["", "0", "-1", "1,5", "10000"] {
            assert_eq!(count(typed, 9_999), None, "{typed}");
        }
    }

    #[test]
    fn amounts_are_whole_and_may_be_grouped() {
        for typed in ["8000", "8.000", "8,000", " 8 000 ", "8.000 đ", "8000 đồng"] {
            assert_eq!(amount(typed), Some(8_000), "{typed}");
        }
        assert_eq!(amount("0"), Some(0));
        assert_eq!(amount("1.234.567"), Some(1_234_567));
        for typed in [
            "",
            "-2000",
            "8.5",
            "80.00",
            "8.0000",
            "tám",
            "đồng",
            "99999999999",
        ] {
            assert_eq!(amount(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_telephone_number_has_ten_or_eleven_digits() {
        for typed in [
            "",
            "0912 345 678",
            "02163.852.123",
            "+84 912 345 678",
            "1900 1234",
            "+856 20 1234",
        ] {
            assert!(!phone_is_odd(typed), "{typed}");
        }
        for typed in ["091", "0912 345 67", "+84 91", "0912 345 678 90"] {
            assert!(phone_is_odd(typed), "{typed}");
        }
    }

    #[test]
    fn an_identity_number_may_have_gaps() {
        assert_eq!(identity("002 187.001-234"), "002187001234");
        assert_eq!(identity("12a"), "12a");
    }
}

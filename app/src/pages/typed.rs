//! Reading what was typed.

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

fn from_parts(year: &str, month: &str, day: &str) -> Option<Day> {
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A count of at least one and at most `max`.
pub(super) fn count(typed: &str, max: u32) -> Option<u32> {
    let count = typed.trim().parse().ok()?;
    (1..=max).contains(&count).then_some(count)
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
    use super::{count, day, identity};
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
    fn counts_start_at_one() {
        assert_eq!(count(" 12 ", 9_999), Some(12));
        for typed in ["", "0", "-1", "1,5", "10000"] {
            assert_eq!(count(typed, 9_999), None, "{typed}");
        }
    }

    #[test]
    fn an_identity_number_may_have_gaps() {
        assert_eq!(identity("002 187.001-234"), "002187001234");
        assert_eq!(identity("12a"), "12a");
    }
}

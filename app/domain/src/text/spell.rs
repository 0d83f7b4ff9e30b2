//! Numbers, amounts and days spelled out, as papers have them beside the figures.

use crate::instant::Day;

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];
/// What is said over again for every nine figures.
const BILLION: u64 = 1_000_000_000;

/// `2026` as `hai nghìn không trăm hai mươi sáu`.
pub fn spell(number: u64) -> String {
    let mut words = Vec::new();
    say(number, false, &mut words);
    words.join(" ")
}

/// `42000` as `Bốn mươi hai nghìn đồng`: begins a line, so with a capital.
pub fn spell_dong(amount: u64) -> String {
    capital(&format!("{} đồng", spell(amount)))
}

/// `23/11/2026` as `ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi
/// sáu`. The fourth month has a word of its own.
pub fn spell_day(day: Day) -> String {
    let month = match u8::from(day.0.month()) {
        4 => "tư".to_owned(),
        month => spell(month.into()),
    };
    let year = u64::from(day.0.year().unsigned_abs());
    format!(
        "ngày {} tháng {month} năm {}",
        spell(day.0.day().into()),
        spell(year)
    )
}

/// The first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Says a number; `follows` a larger part of the same number, and then in full:
/// 1.005 is `một nghìn không trăm linh năm`.
fn say(number: u64, follows: bool, words: &mut Vec<&'static str>) {
    if number >= BILLION {
        say(number / BILLION, follows, words);
        words.push("tỷ");
        if !number.is_multiple_of(BILLION) {
            say(number % BILLION, true, words);
        }
        return;
    }
    let groups = [
        (number / 1_000_000, "triệu"),
        (number / 1_000 % 1_000, "nghìn"),
        (number % 1_000, ""),
    ];
    let mut follows = follows;
    for (group, unit) in groups {
        if group == 0 {
            continue;
        }
        say_group(group, follows, words);
        words.extend((!unit.is_empty()).then_some(unit));
        follows = true;
    }
    if words.is_empty() {
        words.push(digit(0));
    }
}

/// A number below a thousand.
fn say_group(group: u64, follows: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    let has_hundreds = follows || hundreds > 0;
    if has_hundreds {
        words.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if has_hundreds && ones > 0 => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(tens), "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(ones)),
    }
}

fn digit(figure: u64) -> &'static str {
    let at = usize::try_from(figure).unwrap_or_default();
    DIGITS.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{spell, spell_day, spell_dong};
    use crate::instant::Day;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (number, words) in [
            (0, "không"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (25, "hai mươi lăm"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (115, "một trăm mười lăm"),
            (300, "ba trăm"),
            (1_000, "một nghìn"),
            (1_005, "một nghìn không trăm linh năm"),
            (2_026, "hai nghìn không trăm hai mươi sáu"),
            (10_000, "mười nghìn"),
            (42_000, "bốn mươi hai nghìn"),
            (1_000_015, "một triệu không trăm mười lăm"),
            (
                1_234_567,
                "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy",
            ),
            (1_000_000_000, "một tỷ"),
            (5_000_003_000, "năm tỷ không trăm linh ba nghìn"),
            (
                12_345_678_901_234,
                "mười hai nghìn ba trăm bốn mươi lăm tỷ sáu trăm bảy mươi tám triệu chín trăm linh một nghìn hai trăm ba mươi tư",
            ),
        ] {
            assert_eq!(spell(number), words, "{number}");
        }
    }

    #[test]
    fn amounts_and_days() {
        assert_eq!(spell_dong(0), "Không đồng");
        assert_eq!(spell_dong(42_000), "Bốn mươi hai nghìn đồng");
        let day = |year, month, day| spell_day(Day::from_ymd(year, month, day).unwrap());
        assert_eq!(
            day(2026, 11, 22),
            "ngày hai mươi hai tháng mười một năm hai nghìn không trăm hai mươi sáu"
        );
        assert_eq!(
            day(2027, 4, 5),
            "ngày năm tháng tư năm hai nghìn không trăm hai mươi bảy"
        );
    }

    /// Reads words back, another way round: units multiply what was said since the
    /// last larger one.
    fn heard(words: &str) -> Option<u64> {
        let figure = |word: &str| {
            let names = [
                "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
            ];
            let own = match word {
                "mốt" => Some(1),
                "tư" => Some(4),
                "lăm" => Some(5),
                _ => None,
            };
            own.or_else(|| names.iter().position(|name| *name == word))
        };
        let (mut billions, mut below, mut group, mut last) = (0_u64, 0_u64, 0_u64, 0_u64);
        for word in words.split(' ') {
            match word {
                "linh" => {}
                "mười" => group += 10,
                "mươi" => (group, last) = (group - last + last * 10, 0),
                "trăm" => (group, last) = (group - last + last * 100, 0),
                "nghìn" => (below, group) = (below + group * 1_000, 0),
                "triệu" => (below, group) = (below + group * 1_000_000, 0),
                "tỷ" => {
                    billions = (billions + below + group).checked_mul(1_000_000_000)?;
                    (below, group) = (0, 0);
                }
                _ => {
                    last = u64::try_from(figure(word)?).ok()?;
                    group += last;
                }
            }
        }
        billions.checked_add(below + group)
    }

    proptest! {
        #[test]
        fn what_is_said_is_heard_again(number: u64, shift in 0_u32..64) {
            let number = number >> shift;
            prop_assert_eq!(heard(&spell(number)), Some(number), "{}", spell(number));
        }
    }
}

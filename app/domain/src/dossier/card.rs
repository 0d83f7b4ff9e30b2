//! What the QR code of a citizen's card says.
//!
//! `number|former number|name|ddmmyyyy|sex|address|ddmmyyyy`: the last is the day of
//! issue. Later cards add fields behind it, which are passed over; scanners add line
//! ends and, when set up badly, lose letters, which is refused rather than recorded.

use super::applicant::{FORMER_IDENTITY_DIGITS, IDENTITY_DIGITS, TEXT_CHARS_MAX};
use super::identity::{IdentityDoubt, IdentityFacts, Sex};
use crate::instant::Day;
use crate::text::{clean, fold};
use thiserror::Error;

/// No code of a card is longer.
const CARD_CHARS_MAX: usize = 2_000;
/// Fields up to the address; the day of issue may be missing.
const FIELDS_MIN: usize = 6;

/// What a card says of its holder. Empty text: it does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitizenCard {
    /// Identity number, 12 digits.
    pub number: String,
    /// Number of the former card.
    pub former: String,
    /// Full name, as on the card.
    pub name: String,
    /// Birth date; `None` where only a year is known, or none.
    pub born: Option<Day>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Residence.
    pub address: String,
    /// Day of issue.
    pub issued: Option<Day>,
}

/// Why a text is no citizen's card. The text itself is not told: it is personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CardError {
    /// Nothing was scanned.
    #[error("nothing was scanned")]
    Empty,
    /// More than a card holds.
    #[error("longer than a card's code")]
    TooLong,
    /// Not the fields of a card: another code, or a scan that broke off.
    #[error("not the fields of a citizen's card")]
    NotACard,
    /// The number is none.
    #[error("the number does not have {IDENTITY_DIGITS} digits")]
    Number,
    /// There is no name.
    #[error("there is no name")]
    NameMissing,
    /// The name lost letters on the way.
    #[error("the name lost letters between the scanner and here")]
    NameGarbled,
    /// The birth date is none.
    #[error("the birth date is not a day")]
    Born,
}

impl CitizenCard {
    /// Reads what a scanner typed or a camera saw.
    ///
    /// # Errors
    /// [`CardError`] when it is no card, or what it says cannot be right.
    pub fn read(scanned: &str) -> Result<Self, CardError> {
        if scanned.chars().count() > CARD_CHARS_MAX {
            return Err(CardError::TooLong);
        }
        let fields: Vec<String> = scanned.split('|').map(clean).collect();
        let field = |at: usize| fields.get(at).map_or("", String::as_str);
        if fields.iter().all(String::is_empty) {
            return Err(CardError::Empty);
        }
        if fields.len() < FIELDS_MIN {
            return Err(CardError::NotACard);
        }
        let number = field(0);
        if !has_digits(number, IDENTITY_DIGITS) {
            return Err(CardError::Number);
        }
        let former = field(1);
        let former = has_digits(former, FORMER_IDENTITY_DIGITS).then_some(former);
        let name = field(2);
        if name.is_empty() {
            return Err(CardError::NameMissing);
        }
        let lost = |letter: char| {
            letter.is_ascii_digit() || matches!(letter, '?' | '\u{fffd}' | '\u{25a1}')
        };
        if name.contains(lost) || name.chars().count() > TEXT_CHARS_MAX {
            return Err(CardError::NameGarbled);
        }
        Ok(Self {
            number: number.to_owned(),
            former: former.unwrap_or_default().to_owned(),
            name: name.to_owned(),
            born: born(field(3))?,
            sex: sex(field(4)),
            address: field(5).chars().take(TEXT_CHARS_MAX).collect(),
            issued: day(field(6)),
        })
    }

    /// What contradicts itself on the card, judged on a day; a true card has nothing.
    pub fn doubts(&self, today: Day) -> Vec<IdentityDoubt> {
        let facts = IdentityFacts::read(&self.number);
        facts.map_or_else(Vec::new, |facts| facts.doubts(self.born, self.sex, today))
    }
}

fn has_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `05091987`, also with marks between; nothing, or noughts for a day that nobody knows.
fn born(text: &str) -> Result<Option<Day>, CardError> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let year_alone = digits.len() == "1950".len() || digits.starts_with("0000");
    if text.is_empty() || year_alone {
        return Ok(None);
    }
    day(text).map(Some).ok_or(CardError::Born)
}

fn day(text: &str) -> Option<Day> {
    let is_mark = |letter: char| matches!(letter, '/' | '-' | '.' | ' ');
    let digits: String = text.chars().filter(|letter| !is_mark(*letter)).collect();
    if !has_digits(&digits, "ddmmyyyy".len()) {
        return None;
    }
    let (day, rest) = digits.split_at_checked(2)?;
    let (month, year) = rest.split_at_checked(2)?;
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn sex(text: &str) -> Option<Sex> {
    match fold(text).as_str() {
        "nam" | "male" | "m" => Some(Sex::Male),
        "nu" | "female" | "f" => Some(Sex::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{CardError, CitizenCard};
    use crate::dossier::{Applicant, IdentityDoubt, Sex};
    use crate::instant::{Day, Instant};
    use proptest::prelude::*;

    const CARD: &str = "002187001234|071234567|Sùng Thị Chia|05091987|Nữ|Bản Suối Mây, xã Suối Mây, Lào Cai|10022022";

    fn today() -> Day {
        Day::from_ymd(2026, 11, 23).unwrap()
    }

    #[test]
    fn a_card_is_read() {
        let card = CitizenCard::read(CARD).unwrap();
        assert_eq!(
            card,
            CitizenCard {
                number: "002187001234".into(),
                former: "071234567".into(),
                name: "Sùng Thị Chia".into(),
                born: Day::from_ymd(1987, 9, 5),
                sex: Some(Sex::Female),
                address: "Bản Suối Mây, xã Suối Mây, Lào Cai".into(),
                issued: Day::from_ymd(2022, 2, 10),
            }
        );
        assert_eq!(card.doubts(today()), []);
    }

    #[test]
    fn what_differs_between_cards_and_scanners_does_not_matter() {
        let expected = CitizenCard::read(CARD).unwrap();
        for same in [
            format!("\u{feff}{CARD}\r\n"),
            format!("{CARD}||Sùng A Chờ|Vàng Thị Mỷ|"),
            CARD.replace("05091987", "05/09/1987"),
            CARD.replace("Nữ", "nữ"),
            CARD.replace("Sùng Thị Chia", "Su\u{300}ng  Thi\u{323} Chia"),
            CARD.replace('|', " | "),
        ] {
            assert_eq!(CitizenCard::read(&same), Ok(expected.clone()), "{same}");
        }
        let without = |from: &str, to: &str| CitizenCard::read(&CARD.replace(from, to)).unwrap();
        assert_eq!(without("071234567", "").former, "");
        assert_eq!(without("|10022022", "").issued, None);
        assert_eq!(without("Nữ", "").sex, None);
        for unknown in ["", "00001987", "1987"] {
            assert_eq!(without("05091987", unknown).born, None, "{unknown}");
        }
    }

    #[test]
    fn what_is_no_card_is_told_why() {
        for (text, why) in [
            ("", CardError::Empty),
            (" | |||| \r\n", CardError::Empty),
            ("https://example.vn", CardError::NotACard),
            ("002187001234|071234567|Sùng Thị Chia", CardError::NotACard),
            ("00218700123|0|A|05091987|Nữ|B|10022022", CardError::Number),
            ("00218700123x|0|A|05091987|Nữ|B|10022022", CardError::Number),
            (
                "002187001234|||05091987|Nữ|B|10022022",
                CardError::NameMissing,
            ),
            (
                "002187001234||S?ng Th? Chia|05091987|Nữ|B|",
                CardError::NameGarbled,
            ),
            (
                "002187001234||Sung2 Thi5 Chia|05091987|Nữ|B|",
                CardError::NameGarbled,
            ),
            ("002187001234||A|31021987|Nữ|B|", CardError::Born),
        ] {
            assert_eq!(CitizenCard::read(text), Err(why), "{text}");
        }
        let long = "1".repeat(3_000);
        assert_eq!(CitizenCard::read(&long), Err(CardError::TooLong));
    }

    #[test]
    fn a_card_that_contradicts_itself_is_doubted_and_read() {
        let card = CitizenCard::read(&CARD.replace("Nữ", "Nam")).unwrap();
        assert_eq!(
            card.doubts(today()),
            [IdentityDoubt::Sex {
                in_number: Sex::Female
            }]
        );
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "[0-9|/a-zđ\\-. \u{300}]{0,80}", rest in "\\PC{0,40}") {
            let _read = CitizenCard::read(&text);
            let _read = CitizenCard::read(&format!("002187001234|{text}|{rest}|{text}"));
        }

        #[test]
        fn what_was_written_is_read(
            name in "[A-ZĐ][a-zđêô]{1,8}( [A-ZĐ][a-zđêô]{1,8}){1,4}",
            number in "[0-9]{12}",
            (year, ordinal) in (1900_i32..2026, 0_i32..365),
        ) {
            let born = Day::from_ymd(year, 1, 1).unwrap().plus(ordinal);
            let digits: String = born.to_string().chars().filter(char::is_ascii_digit).collect();
            let card = CitizenCard::read(&format!("{number}||{name}|{digits}|Nam|Bản A|")).unwrap();
            prop_assert_eq!(&card.name, &name);
            prop_assert_eq!(card.born, Some(born));
            let applicant = Applicant { name, identity: card.number, born: card.born, address: card.address, ..Applicant::default() };
            prop_assert_eq!(applicant.check(Instant(1_795_366_800_000)), Ok(()), "the form takes it");
        }
    }
}

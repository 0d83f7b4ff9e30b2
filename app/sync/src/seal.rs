//! The code on a printed paper: signed by the device that printed it, so that another
//! device of the unit checks it without a network (SPEC §Q).

use crate::codec::{CodecError, to_cbor};
use domain::dossier::Dossier;
use domain::form::{Form, Occasion};
use domain::instant::Instant;

/// What the device's signature covers besides the payload (S2).
pub const SEAL_CONTEXT: &str = "khongcho/paper";
/// The format that this build speaks (Q2).
const SEAL_VERSION: u64 = 1;
/// Where a site tells citizens of a dossier.
pub const STATUS_PATH: &str = "/tra-cuu/";
/// Letters of a key's name (Q3).
pub const KEY_CHARS: usize = 8;
const MINUTE_MS: i64 = 60_000;
const BASE: i64 = 36;

/// What the code on a paper vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The dossier's local code.
    pub code: String,
    /// The form.
    pub form: Form,
    /// When what it tells of happened, to the minute.
    pub at: Instant,
    /// When the result is promised for, to the minute.
    pub due: Option<Instant>,
}

/// A seal with its signature, as text; nothing is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What it says.
    pub seal: Seal,
    /// The name of the key that signed it.
    pub key: String,
    /// The signature in base64url.
    pub signature: String,
}

impl Seal {
    /// The seal of a form of a dossier.
    pub fn new(dossier: &Dossier, form: Form, occasion: Occasion) -> Self {
        let appointment = dossier.appointment.as_ref();
        Self {
            code: dossier.received.code.0.clone(),
            form,
            at: occasion.at.minute(),
            due: appointment.map(|appointment| appointment.at.minute()),
        }
    }

    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        let due = self.due.map(minutes);
        let key = self.form.key();
        to_cbor(&(SEAL_VERSION, &self.code, key, minutes(self.at), due))
    }
}

impl Sealed {
    /// The text of the code (Q1).
    pub fn write(&self, site: &str) -> String {
        let Self {
            seal,
            key,
            signature,
        } = self;
        let at = in_base(minutes(seal.at));
        let due = seal.due.map(minutes).map(in_base).unwrap_or_default();
        let (code, form) = (&seal.code, seal.form.key());
        format!("{site}{STATUS_PATH}{code}#{form}.{at}.{due}.{key}.{signature}")
    }

    /// Reads such a text, whatever the site.
    pub fn read(text: &str) -> Option<Self> {
        let (_, rest) = text.trim().rsplit_once(STATUS_PATH)?;
        let (code, seal) = rest.split_once('#')?;
        let mut parts = seal.split('.');
        let form = Form::from_key(parts.next()?)?;
        let at = moment(parts.next()?)?;
        let due = match parts.next()? {
            "" => None,
            due => Some(moment(due)?),
        };
        let (key, signature) = (parts.next()?, parts.next()?);
        if parts.next().is_some() || key.len() != KEY_CHARS || code.is_empty() {
            return None;
        }
        Some(Self {
            seal: Seal {
                code: code.to_owned(),
                form,
                at,
                due,
            },
            key: key.to_owned(),
            signature: signature.to_owned(),
        })
    }
}

fn minutes(at: Instant) -> i64 {
    at.0.div_euclid(MINUTE_MS)
}

/// No paper is from before 1970: what is, is written as if it were of that minute.
fn in_base(minutes: i64) -> String {
    let mut rest = minutes.max(0);
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(rest % BASE).unwrap_or_default();
        digits.extend(char::from_digit(digit, 36));
        rest /= BASE;
        if rest == 0 {
            break;
        }
    }
    digits.iter().rev().collect()
}

fn moment(text: &str) -> Option<Instant> {
    let plain = |letter: char| letter.is_ascii_digit() || letter.is_ascii_lowercase();
    let minutes = i64::from_str_radix(text, 36)
        .ok()
        .filter(|_| text.chars().all(plain));
    minutes?.checked_mul(MINUTE_MS).map(Instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed() -> Sealed {
        Sealed {
            seal: Seal {
                code: "H99.99.01-261123-A0001-7".into(),
                form: Form::Slip,
                at: Instant::parse_rfc3339("2026-11-23T15:20:00+07:00").unwrap(),
                due: Instant::parse_rfc3339("2026-11-27T17:00:00+07:00"),
            },
            key: "Ab3_-xyz".into(),
            signature: "s".repeat(86),
        }
    }

    #[test]
    fn q1_a_code_is_an_address_that_reads_back() {
        let text = sealed().write("https://motcua.example.vn");
        assert_eq!(
            text,
            format!(
                "https://motcua.example.vn/tra-cuu/H99.99.01-261123-A0001-7#01.htd9w.hthso.Ab3_-xyz.{}",
                "s".repeat(86)
            )
        );
        assert_eq!(Sealed::read(&format!(" {text}\n")), Some(sealed()));
        let mut undated = sealed();
        undated.seal.due = None;
        assert_eq!(Sealed::read(&undated.write("")), Some(undated));
        for wrong in [
            "",
            "https://motcua.example.vn/tra-cuu/H99",
            "https://motcua.example.vn/tra-cuu/H99#99.a.b.Ab3_-xyz.s",
            "https://motcua.example.vn/tra-cuu/H99#01.A.b.Ab3_-xyz.s",
            "https://motcua.example.vn/tra-cuu/H99#01.a.b.short.s",
            "https://motcua.example.vn/tra-cuu/H99#01.a.b.Ab3_-xyz.s.more",
            "https://motcua.example.vn/tra-cuu/#01.a.b.Ab3_-xyz.s",
            "https://motcua.example.vn/tra-cuu/H99#01.zzzzzzzzzzzz.b.Ab3_-xyz.s",
        ] {
            assert_eq!(Sealed::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn q2_everything_that_the_code_says_is_signed() {
        let Sealed { seal, .. } = sealed();
        let bytes = seal.to_bytes().unwrap();
        // [1, "H99.99.01-261123-A0001-7", "01", 29923700, 29929560].
        assert_eq!(bytes[..3], [0x85, 0x01, 0x78]);
        let mut others = vec![seal.clone(); 4];
        others[0].code.push('0');
        others[1].form = Form::Supplement;
        others[2].at = Instant(seal.at.0 + MINUTE_MS);
        others[3].due = None;
        for other in others {
            assert_ne!(other.to_bytes().unwrap(), bytes, "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn q1_any_minute_reads_back(minute in 0_i64..1_000_000_000) {
            let at = Instant(minute * MINUTE_MS);
            prop_assert_eq!(moment(&in_base(minute)), Some(at));
        }

        #[test]
        fn q1_nothing_makes_it_panic(text in "(/tra-cuu/)?[A-Z0-9#.a-z_]{0,60}") {
            let _read = Sealed::read(&text);
        }
    }
}

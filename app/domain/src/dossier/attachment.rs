//! Photos and scans of papers. The fact that a paper was attached travels as an
//! event; its bytes travel by themselves, named by their hash (SPEC §F).

use super::applicant::TEXT_CHARS_MAX;
use super::refusal::Refusal;
use core::fmt;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most attachments of one dossier (F2).
pub const ATTACHMENTS_MAX: usize = 20;
/// Largest attachment, as it is sent (F2).
pub const ATTACHMENT_BYTES_MAX: u64 = 5 << 20;

/// SHA-256 of an attachment's bytes: its name everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// From 64 lower-case hexadecimal digits, as addresses write it.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let lower = |digit: &u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != 64 || !digits.iter().all(lower) {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, at) in hash.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(hash))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = ContentHash;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("32 bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<ContentHash, E> {
                let hash = bytes.try_into().map(ContentHash);
                hash.map_err(|_| E::invalid_length(bytes.len(), &self))
            }
        }
        from.deserialize_bytes(Bytes)
    }
}

/// What an attachment may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// A photo.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A drawing or a screen.
    #[serde(rename = "image/png")]
    Png,
    /// A photo, smaller.
    #[serde(rename = "image/webp")]
    Webp,
    /// A document.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf];

    /// Its name (RFC 6838).
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// By its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What the content says it is, whatever anyone claims (F6).
    pub fn of_content(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    /// Whether a browser shows it as a picture.
    pub fn is_image(self) -> bool {
        self != Self::Pdf
    }
}

/// A paper as photographed or scanned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Names its bytes.
    pub hash: ContentHash,
    /// What it is.
    pub kind: MediaType,
    /// How large it is.
    pub size_bytes: u64,
    /// The paper's name, as officers read it.
    pub name: String,
}

/// Adds what is not yet there; the same bytes twice are one attachment (F3).
///
/// # Errors
/// [`Refusal`] when something is over a limit or all of it is there already.
pub(super) fn add(there: &mut Vec<Attachment>, more: &[Attachment]) -> Result<(), Refusal> {
    for new in more {
        if !(1..=ATTACHMENT_BYTES_MAX).contains(&new.size_bytes) {
            return Err(Refusal::AttachmentSize {
                max: ATTACHMENT_BYTES_MAX,
            });
        }
        if new.name.chars().count() > TEXT_CHARS_MAX {
            return Err(Refusal::TextTooLong {
                max: TEXT_CHARS_MAX,
            });
        }
        if !there.iter().any(|known| known.hash == new.hash) {
            there.push(new.clone());
        }
    }
    if there.len() > ATTACHMENTS_MAX {
        return Err(Refusal::TooManyAttachments {
            max: ATTACHMENTS_MAX,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn attachment(number: u8) -> Attachment {
        Attachment {
            hash: ContentHash([number; 32]),
            kind: MediaType::Jpeg,
            size_bytes: 1,
            name: "Giấy khai sinh".into(),
        }
    }

    #[test]
    fn f2_a_dossier_has_limits() {
        let mut there = vec![];
        let limit = u8::try_from(ATTACHMENTS_MAX).unwrap();
        let all: Vec<_> = (0..limit).map(attachment).collect();
        assert_eq!(add(&mut there, &all), Ok(()));
        assert!(matches!(
            add(&mut there, &[attachment(limit)]),
            Err(Refusal::TooManyAttachments { .. })
        ));
        for size_bytes in [0, ATTACHMENT_BYTES_MAX + 1] {
            let wrong = Attachment {
                size_bytes,
                ..attachment(1)
            };
            let refused = add(&mut vec![], &[wrong]);
            assert!(matches!(refused, Err(Refusal::AttachmentSize { .. })));
        }
        let wordy = Attachment {
            name: "x".repeat(TEXT_CHARS_MAX + 1),
            ..attachment(1)
        };
        assert!(matches!(
            add(&mut vec![], &[wordy]),
            Err(Refusal::TextTooLong { .. })
        ));
    }

    #[test]
    fn f3_the_same_bytes_twice_are_one_attachment() {
        let mut there = vec![];
        add(&mut there, &[attachment(1), attachment(2), attachment(1)]).unwrap();
        add(&mut there, &[attachment(2)]).unwrap();
        assert_eq!(there, [attachment(1), attachment(2)]);
    }

    #[test]
    fn f6_the_content_says_what_it_is() {
        let cases: [(&[u8], Option<MediaType>); 6] = [
            (&[0xff, 0xd8, 0xff, 0xe0], Some(MediaType::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0", Some(MediaType::Png)),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", Some(MediaType::Webp)),
            (b"%PDF-1.7", Some(MediaType::Pdf)),
            (b"RIFF\x01\x02\x03\x04WAVE", None),
            (b"<html>", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(MediaType::of_content(bytes), kind);
        }
    }

    proptest! {
        #[test]
        fn a_hash_reads_back(bytes: [u8; 32]) {
            let hash = ContentHash(bytes);
            prop_assert_eq!(ContentHash::parse(&hash.to_string()), Some(hash));
            prop_assert_eq!(ContentHash::parse(&hash.to_string().to_uppercase().replace('0', "G")), None);
        }
    }
}

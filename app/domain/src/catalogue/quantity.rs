//! Figures as the portal writes them.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::TimeUnit;

/// A figure of a published record: `7`, `6.25`, or a sentence in its place.
///
/// The portal gives the same field as a number, a fraction or a text. Turning
/// one into another would be a decision that is not ours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// A whole number.
    Whole(i64),
    /// A fraction, in the digits of its source.
    Decimal(String),
    /// A text where a number was expected.
    Text(String),
}

impl Quantity {
    /// The whole number, also when it came as text.
    pub fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(number) => Some(*number),
            Self::Decimal(digits) => digits
                .strip_suffix(".0")
                .and_then(|whole| whole.parse().ok()),
            Self::Text(text) => text.trim().parse().ok(),
        }
    }

    /// Whether it is a number at all.
    pub fn is_number(&self) -> bool {
        match self {
            Self::Whole(_) | Self::Decimal(_) => true,
            Self::Text(text) => text
                .trim()
                .replace(',', ".")
                .parse::<f64>()
                .is_ok_and(f64::is_finite),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Decimal(digits) => f.write_str(&digits.replace('.', ",")),
            Self::Text(text) => f.write_str(text.trim()),
        }
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Decimal(digits) => match digits.parse::<f64>() {
                Ok(number) => serializer.serialize_f64(number),
                Err(_) => serializer.serialize_str(digits),
            },
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Figure)
    }
}

struct Figure;

impl Visitor<'_> for Figure {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a text")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Quantity, E> {
        Ok(Quantity::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Quantity, E> {
        Ok(i64::try_from(number)
            .map_or_else(|_| Quantity::Decimal(number.to_string()), Quantity::Whole))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Quantity, E> {
        // `{:?}` keeps the `.0` that tells a fraction from a whole number.
        Ok(Quantity::Decimal(format!("{number:?}")))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
        Ok(Quantity::Text(text.to_owned()))
    }
}

/// A time limit: a figure and its unit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limit {
    /// How many; absent when the source leaves it open.
    pub quantity: Option<Quantity>,
    /// Of what.
    pub unit: TimeUnit,
}

impl Limit {
    /// `07 ngày làm việc`; nothing when the unit is `OTHER` or the figure is not one.
    pub fn in_words(&self) -> Option<String> {
        let quantity = self.quantity.as_ref()?;
        let unit = self.unit.in_words()?;
        if quantity.whole() == Some(0) {
            return None;
        }
        let written = quantity.to_string();
        if !quantity.is_number() {
            return Some(written);
        }
        let zero = if quantity
            .whole()
            .is_some_and(|whole| (1..10).contains(&whole))
            && written.len() == 1
        {
            "0"
        } else {
            ""
        };
        Some(format!("{zero}{written} {unit}"))
    }
}

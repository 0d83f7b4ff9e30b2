//! Skeleton.

use super::Texts;

/// Skeleton.
pub(super) static TEXTS: Texts = Texts {
    product: "Không Chờ",
};

//! Books, in English.

use domain::register::Refusal;

/// Why a rule of books says no.
pub(super) fn refusal(reason: &Refusal) -> String {
    // What the domain says is English.
    let reason = reason.to_string();
    let mut chars = reason.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), chars.as_str())
}

//! The addresses that pages link to.

use domain::catalogue::ProcedureCode;
use domain::form::Form;
use domain::id::{DossierId, EventId};
use std::fmt::Write;

/// The page of a procedure.
pub(super) fn procedure_address(code: &ProcedureCode) -> String {
    format!("/thu-tuc/{}", encoded(code.as_str()))
}

/// The form for a dossier of a procedure.
pub(super) fn form_address(code: &ProcedureCode) -> String {
    format!("/ho-so/moi?thu-tuc={}", encoded(code.as_str()))
}

/// The page of a dossier.
pub(super) fn dossier_address(id: DossierId) -> String {
    format!("/ho-so/{id}")
}

/// The form that puts the act of a dossier right; beginning with another redraft, which
/// was not taken in, where one is named.
pub(super) fn redraft_address(id: DossierId, from: Option<EventId>) -> String {
    let from = from.map(|event| format!("?tu={event}"));
    format!("/ho-so/{id}/sua{}", from.unwrap_or_default())
}

/// The page that prints a form of a dossier.
pub(super) fn print_address(id: DossierId, form: Form) -> String {
    format!("/ho-so/{id}/in/{}", form.key())
}

/// The list of procedures that answer a query.
pub(super) fn search_address(query: &str) -> String {
    format!("/thu-tuc?tim={}", encoded(query.trim()))
}

/// Percent-encodes what is not plain in a part of an address.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _written = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{form_address, search_address};

    #[test]
    fn codes_and_queries_survive_in_addresses() {
        assert_eq!(
            form_address(&"1.014955-Xoa".into()),
            "/ho-so/moi?thu-tuc=1.014955-Xoa"
        );
        assert_eq!(search_address(" sao y "), "/thu-tuc?tim=sao%20y");
        assert_eq!(search_address("đ&?"), "/thu-tuc?tim=%C4%91%26%3F");
    }
}

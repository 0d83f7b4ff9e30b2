//! Who helps somebody to understand what is taken down (người phiên dịch), and who was
//! there when somebody signed who cannot read (người làm chứng). Both are there only where
//! they are needed; whoever is there is named.

use super::fault::CivilFault;
use super::person::check_text;
use crate::service::{Interpreter, Witness};

/// What is wrong with an interpreter.
pub(super) fn check_interpreter(interpreter: &Interpreter, faults: &mut Vec<CivilFault>) {
    let Interpreter {
        name,
        language,
        identity,
    } = interpreter;
    check_needed(name, "interpreter", faults);
    check_needed(language, "language", faults);
    check_text(identity, "interpreter-identity", faults);
}

/// What is wrong with a witness.
pub(super) fn check_witness(witness: &Witness, faults: &mut Vec<CivilFault>) {
    let Witness { name, identity } = witness;
    check_needed(name, "witness", faults);
    check_text(identity, "witness-identity", faults);
}

fn check_needed(text: &str, field: &'static str, faults: &mut Vec<CivilFault>) {
    if text.trim().is_empty() {
        faults.push(CivilFault::Missing(field));
    }
    check_text(text, field, faults);
}

#[cfg(test)]
mod tests {
    use super::super::samples::{death, today};
    use super::super::{Act, Civil};
    use super::*;
    use crate::dossier::TEXT_CHARS_MAX;
    use crate::service::Fault;

    #[test]
    fn l8_whoever_interprets_is_named_with_the_language() {
        let mut civil = Civil::new(Act::Death(death()));
        civil.interpreter = Some(Interpreter::default());
        let missing = ["interpreter", "language"].map(CivilFault::Missing);
        assert_eq!(civil.faults(today(), None), missing);
        assert_eq!(civil.check(), Err(Fault::ActNotWhole));
        civil.interpreter = Some(Interpreter {
            name: "Vàng Thị Dợ".into(),
            language: "Mông".into(),
            identity: String::new(),
        });
        assert_eq!(civil.faults(today(), None), []);
        assert_eq!(civil.check(), Ok(()));
    }

    #[test]
    fn l8_a_witness_is_named_in_texts_that_are_seen_and_short() {
        let mut civil = Civil::new(Act::Death(death()));
        civil.witness = Some(Witness::default());
        let missing = [CivilFault::Missing("witness")];
        assert_eq!(civil.faults(today(), None), missing);
        civil.witness = Some(Witness {
            name: "Lò Văn\u{200b}Inh".into(),
            identity: "0".repeat(TEXT_CHARS_MAX + 1),
        });
        let faults = [
            CivilFault::Unseen("witness"),
            CivilFault::TooLong("witness-identity"),
        ];
        assert_eq!(civil.faults(today(), None), faults);
    }

    #[test]
    fn a_fingerprint_needs_no_witness() {
        let mut civil = Civil::new(Act::Death(death()));
        (civil.fingerprint, civil.read_aloud) = (true, true);
        assert_eq!(civil.faults(today(), None), []);
    }
}

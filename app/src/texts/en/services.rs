//! Words of the services.

use crate::texts::ServiceTexts;
use domain::service::Fault;

pub(super) const SERVICE: ServiceTexts = ServiceTexts {
    copies: "Originals to copy",
    signature: "Papers that were signed",
    original_copy: "What the register says",
    document: |number| format!("Document {number}"),
    remove: |number| format!("Remove document {number}"),
    add: "Add a document",
    title: "Name of the document",
    issuer: "Issued by",
    number: "Its number",
    unopened: "This year's book is not open here. If numbers were given on paper, open it at the next one before anything is written; if not, open it at number 01.",
    open_book: "Open the book",
    provisional: "(provisional, waits for its number)",
    holder: "Whose paper it is",
    register: "Register, volume",
    register_number: "Number in the register",
    entered: "Day of the entry",
    register_number_missing: "Write the number in the register; where it has none, “none”.",
    day_unreadable: "Not a day of the calendar. Write day/month/year, such as 05/09/1987.",
    same: "Originals alike",
    pages: "Pages of one",
    copied: "Copies",
    count: "Papers",
    issued: "Copies given out",
    relation: "Relation to that person (empty: the person themselves)",
    grounds: "Comparison",
    needs_check: "to be checked",
    grounds_confirm: "Compared; none of the cases below holds",
    signing: "Signing",
    identity_kind: "Identity paper of the person who signs",
    identity_issued: "Day of issue",
    identity_issuer: "Issued by",
    in_front: "Signed in front of the officer",
    fingerprint: "Fingerprint instead of a signature",
    read_aloud: "The papers were read aloud to them",
    cannot_read: "The person cannot read, hear or sign",
    interpreted: "The person is not fluent in Vietnamese; somebody interprets",
    interpreter: "Name of the interpreter",
    language: "Language",
    witness: "Name of the witness",
    person_identity: "Identity number",
    signer: "Who signs the certification",
    signer_none: "The unit has no list of signers yet; the place on the paper stays empty.",
    paid_legend: "Fee",
    paid: "Taken at the counter",
    not_paid: "Not taken",
    payment_unsaid: "There is a fee to pay. Say whether it was taken.",
    papers: "Papers handed in, if to be noted",
    keys: "Enter: next field. Alt+Enter: another document. Alt+T: fee taken. Alt+C: not taken. Ctrl+Enter: save.",
    done: "Done",
    taken_in: "Received",
    done_print: "Print",
    done_details: "Details of the dossier",
    done_paid: |amount| format!("{amount} taken"),
    done_unpaid: |amount| format!("{amount} not taken"),
    done_copied: |pages, copies| format!("{pages} pages, {copies} copies"),
    done_count: |count| format!("× {count}"),
    certification: "Certification",
};

pub(super) fn fault(fault: Fault) -> String {
    match fault {
        Fault::NoDocument => "Name at least one document.".into(),
        Fault::TooManyDocuments { max } => {
            format!("A dossier takes at most {max} documents. Split it into several.")
        }
        Fault::TitleMissing => "Write the document's name.".into(),
        Fault::CountOutOfRange { max } => format!("Write a number from 1 to {max}."),
        Fault::IdentityPaperMissing => {
            "Write the kind and number of the identity paper of the person who signs.".into()
        }
        Fault::PersonUnnamed => "Write the full name.".into(),
        Fault::LanguageMissing => "Write the language that is interpreted.".into(),
        Fault::HolderMissing => "Write whose paper it is.".into(),
        Fault::ActNotWhole => "The act of civil status lacks a detail. Look again.".into(),
        Fault::ConditionUnmet => {
            "A condition is not met: both present and willing; read aloud before a fingerprint."
                .into()
        }
        Fault::GroundsNotRuledOut => "Compare, then confirm. If one of the cases holds, do not \
                                      certify, and give the paper back with the reason."
            .into(),
        Fault::NotInFront => "The person has to sign in front of the officer.".into(),
        Fault::WitnessMissing => "Write the name of the witness.".into(),
        Fault::UnseenCharacter => {
            "The text holds a character that cannot be seen. Delete it and type again.".into()
        }
        Fault::TextTooLong { max } => format!("Longer than {max} characters. Shorten it."),
    }
}

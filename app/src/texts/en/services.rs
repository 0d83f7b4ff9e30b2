//! Words of the services.

use domain::service::Fault;

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
        Fault::UnseenCharacter => {
            "The text holds a character that cannot be seen. Delete it and type again.".into()
        }
        Fault::TextTooLong { max } => format!("Longer than {max} characters. Shorten it."),
    }
}

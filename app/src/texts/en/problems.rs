//! What went wrong, and what to do next.

use super::grouped;
use crate::counter::HostError;
use domain::dossier::{
    ApplicantFault, FORMER_IDENTITY_DIGITS, IDENTITY_DIGITS, Refusal, TEXT_CHARS_MAX,
};
use sync::ruling::{Missing, QuarantineReason, RefusalReason, Ruling};

pub(super) fn host(error: &HostError) -> String {
    match error {
        HostError::Refused(reason) => refusal(reason),
        HostError::BookRefused(reason) => super::books::refusal(reason),
        HostError::CashRefused(reason) => super::cash::refusal(reason),
        HostError::VisitRefused(reason) => super::visits::refusal(reason),
        HostError::NoSuchBook => "No data says that this book is kept here.".into(),
        HostError::SignedOut => "You were signed out. Sign in again; the draft is kept.".into(),
        HostError::StorageFull => {
            "NOT saved: the device is full. Delete some files, send what waits, then save again."
                .into()
        }
        HostError::OlderTabOpen => "The application is open in another window in an older version. Finish what you do there and close that window; this page then goes on.".into(),
        HostError::Store(detail) => format!(
            "NOT saved on this device. Try again; if it fails again, write it down on paper and tell the administrator ({detail})."
        ),
        HostError::WrongCredentials => "Wrong user name or password. Enter them again.".into(),
        HostError::TooManyTries => "Too many wrong tries. Wait a few minutes and sign in again; if you forgot the password, tell the administrator.".into(),
        HostError::Unreachable => {
            "The server cannot be reached. Check the network and try again.".into()
        }
        HostError::NotARescueFile(name) => {
            format!("{name} is not an outbox file. Choose one that ends in .khongcho.")
        }
        HostError::NotAPaper(name) => {
            format!("{name} cannot be read. Choose a picture (JPEG, PNG, WebP) or a PDF.")
        }
        HostError::NotSent => "Something of this dossier has not reached the server. Sync, then try again.".into(),
        HostError::DrawsNoPapers => "This server makes no PDFs. Print, and choose “Save as PDF” in the printer's dialog.".into(),
        HostError::NotAtServer => {
            "The file has not reached the server: the device that took it is still to send it. Try again later.".into()
        }
        HostError::TooManyEvents => {
            "The dossier has too many events for the server to give its details. Tell the administrator.".into()
        }
        HostError::OtherText => "The text has just changed at the server. Sync, and read it again.".into(),
        HostError::Server(detail) => format!(
            "The server failed. Try again in a few minutes; if it fails again, tell the administrator ({detail})."
        ),
    }
}

pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Applicant(fault) => applicant(*fault),
        Refusal::AlreadyReceived => "This dossier was received before. Open it in the list.".into(),
        Refusal::UnknownDossier => {
            "This device does not have the dossier yet. Sync and try again.".into()
        }
        Refusal::WrongStage { from } => {
            let stage = (super::COMMON.stage)(*from);
            format!("The dossier stands at “{stage}”, so this step is not possible.")
        }
        Refusal::ReasonMissing => "Give the reason.".into(),
        Refusal::NothingAsked => "Name each paper that is missing.".into(),
        Refusal::NothingToPay => "Write the amount.".into(),
        Refusal::AppointmentMissing => "Choose the new appointment.".into(),
        Refusal::AppointmentNotLater => {
            "The new appointment has to be later than the present one. Choose again.".into()
        }
        Refusal::AppointmentPast => "The appointment lies in the past. Choose again.".into(),
        Refusal::Unpaid { owed } => format!(
            "{} đồng are owed. Take the fee, or say why not.",
            grouped(*owed)
        ),
        Refusal::OfficialCodeMissing => "Write the national code.".into(),
        Refusal::ForeignCode => {
            "The dossier's code was not given by this device. Tell the administrator.".into()
        }
        Refusal::CountOutOfRange { max } => {
            format!("Pages and copies must lie between 1 and {max}. Correct them.")
        }
        Refusal::TooManyLines { max } => {
            format!("A dossier takes at most {max} lines. Split it into several.")
        }
        Refusal::CodeTaken => {
            "Another dossier has this code. Tell the administrator, then receive it again.".into()
        }
        Refusal::FeeOutOfRange { max } => {
            let billions = max / 1_000_000_000;
            format!("More than {billions} billion đồng. Look again.")
        }
        Refusal::UnseenCharacter => {
            "The text holds a character that cannot be seen. Delete it and type again.".into()
        }
        Refusal::TextTooLong { max } => format!("Longer than {max} characters. Shorten it."),
        Refusal::InConflict => {
            "This detail is in conflict. Choose the right value before correcting it again.".into()
        }
        Refusal::NotASide => "Nobody wrote this value. Choose again.".into(),
        Refusal::SettledBefore => {
            "Somebody has decided for another value. Open the dossier and look again.".into()
        }
        Refusal::TooManyAttachments { max } => {
            format!("A dossier takes at most {max} photos or scans. Put the pages into one PDF.")
        }
        Refusal::AttachmentSize { max } => {
            let megabytes = max >> 20;
            format!("The file is empty or larger than {megabytes} MB. Choose a smaller one.")
        }
        Refusal::Service(fault) => super::services::fault(*fault),
        Refusal::DraftStep => {
            "The draft is not at this step any more; another device may have been first. Look at the dossier again.".into()
        }
        Refusal::RedraftedBefore => {
            "Somebody else put this draft right before, so what was changed here was not taken in. Look at what differs from what is saved, and go on if it is still needed.".into()
        }
        Refusal::OtherAct => "It has to stay the same act. Receive a new dossier.".into(),
        Refusal::OfficialNumberMissing => "Write the number in the national register.".into(),
        Refusal::OfTheServer => "Only the server records this.".into(),
        Refusal::NothingToChange => "Nothing was changed. Change something, then save.".into(),
    }
}

pub(super) fn applicant(fault: ApplicantFault) -> String {
    match fault {
        ApplicantFault::NameMissing => "Write the full name.".into(),
        ApplicantFault::TextTooLong => {
            format!("Longer than {TEXT_CHARS_MAX} characters. Shorten it.")
        }
        ApplicantFault::IdentityLength => format!(
            "The identity number has {IDENTITY_DIGITS} digits (an old card {FORMER_IDENTITY_DIGITS}). Count again."
        ),
        ApplicantFault::IdentityNotDigits => "The identity number has digits only.".into(),
        ApplicantFault::BornNotADay => {
            "The birth date is not in the calendar. Write day/month/year.".into()
        }
        ApplicantFault::BornInFuture => "The birth date lies in the future. Look again.".into(),
        ApplicantFault::PhoneNotDigits => "The telephone number has digits only.".into(),
    }
}

pub(super) fn ruling(ruling: &Ruling) -> (String, &'static str) {
    match ruling {
        Ruling::Accepted { .. } | Ruling::Duplicate { .. } => {
            ("Received by the server.".into(), "")
        }
        Ruling::Held {
            missing: Missing::Dossier(_),
        } => (
            "The server waits for this dossier from the device that received it.".into(),
            "Nothing to do; the server takes it up when that device sends.",
        ),
        Ruling::Held {
            missing: Missing::Sequence(_),
        } => (
            "The server waits for something earlier from this device.".into(),
            "Nothing to do; the missing part is sent by itself.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Domain(reason),
        } => (
            refusal(reason),
            "Open the dossier, see where it stands now, and record the step again if still needed.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Cash(reason),
        } => (
            super::cash::refusal(reason),
            "Open that day's cash book, see how it stands, and write it again if still needed.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Visit(reason),
        } => (
            super::visits::refusal(reason),
            "Open the list of visits, see how it stands, and write it again if still needed.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Book(reason),
        } => (
            super::books::refusal(reason),
            "Open the book, see how the number stands now, and record it again if still needed.",
        ),
        Ruling::Refused {
            reason: RefusalReason::UnknownOfficer,
        } => (
            "The server never saw this officer sign in on this device.".into(),
            "Sign in again with a network, then tell the administrator.",
        ),
        Ruling::Quarantined { reason } => (
            quarantine(*reason).into(),
            "Keep this device as it is, delete no data, and tell the administrator.",
        ),
    }
}

fn quarantine(reason: QuarantineReason) -> &'static str {
    match reason {
        QuarantineReason::SameIdOtherBytes => {
            "The server has an event with the same id and other content."
        }
        QuarantineReason::SequenceTaken => {
            "The server has another event under this sequence number."
        }
        QuarantineReason::BrokenChain => "The event does not follow this device's event before it.",
    }
}

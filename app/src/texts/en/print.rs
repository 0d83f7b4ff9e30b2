//! Printing: the papers of a dossier, the tracking book, codes that are signed.

use crate::texts::{PrintTexts, SealTexts, TrackingTexts};
use domain::form::{Form, Paper};

pub(super) const PRINT: PrintTexts = PrintTexts {
    form: |form| match form {
        Form::Slip => "Receipt with appointment",
        Form::Supplement => "Request for missing papers",
        Form::Refusal => "Refusal to receive",
        Form::Apology => "Apology and request for more time",
        Form::Stop => "Notice that work has stopped",
        Form::Control => "Control form: who had the dossier",
        Form::Tracking => "Tracking book",
        Form::CopyTestimony => "Testimony on certified copies",
        Form::SignatureTestimony => "Testimony on a signature or fingerprint",
        Form::BirthDraft => "Draft of a birth",
        Form::MarriageDraft => "Draft of a marriage",
        Form::DeathDraft => "Draft of a death",
        Form::BookPage => "Page of a certification book",
        Form::Receipt => "The counter's own receipt",
        Form::CashPage => "Cash book of the day",
    },
    open: |form| match form {
        Form::Slip => "Print the receipt with appointment",
        Form::Supplement => "Print the request for papers",
        Form::Refusal => "Print the refusal",
        Form::Apology => "Print the apology",
        Form::Stop => "Print the notice of stopping",
        Form::Control => "Print the control form",
        Form::Tracking => "Print the tracking book",
        Form::CopyTestimony => "Print the testimony on copies",
        Form::SignatureTestimony => "Print the testimony on the signature",
        Form::BirthDraft => "Print the draft of the birth",
        Form::MarriageDraft => "Print the draft of the marriage",
        Form::DeathDraft => "Print the draft of the death",
        Form::BookPage => "Print the page",
        Form::Receipt => "Print the receipt for money",
        Form::CashPage => "Print the cash book",
    },
    duty: "This dossier needs a receipt with its appointment; this device has not printed one.",
    back: "Back to the dossier",
    controls: "Printing",
    paper: "Paper",
    paper_name: |paper| match paper {
        Paper::A4 => "A4",
        Paper::A5 => "A5",
        Paper::Roll => "80 mm",
    },
    copies: "Copies",
    times: |times| match times {
        1 => "Printed once on this device".to_owned(),
        _ => format!("Printed {times} times on this device"),
    },
    printed: |when, officer, copies, paper| {
        format!("{when} · {officer} · copies: {copies}, {paper}")
    },
    not_noted: "This print was not noted; later prints will not count it.",
    not_yet: "The dossier has not come to the step that this paper tells of.",
    provisional: "This device has no number to give. The testimony is printed with a provisional reference; print it again when the number has come.",
    no_appointment: "The dossier has no appointment; its place stays blank.",
    no_template: "This device does not have the template yet. Connect once to fetch it.",
};

pub(super) const TRACKING: TrackingTexts = TrackingTexts {
    title: "Tracking book",
    from: "From",
    to: "To",
    today: "Today",
    month: "This month",
    not_a_day: "Write a day as 23/11/2026; the first is not after the last.",
    too_long: |most| format!("At most {most} dossiers are printed at once; choose fewer days."),
    none: "No dossier was accepted on these days.",
    put_away: |count| {
        format!("Not on this page: {count} old dossiers whose details only the server has.")
    },
    reading: "Reading the dossiers…",
};

pub(super) const SEAL: SealTexts = SealTexts {
    title: "Check a printed paper",
    intro: "Scan the square code on the paper, or paste what it says. The check is made on this device, without a network.",
    pasted: "What the code says",
    check: "Check",
    scan: "Scan with the camera",
    stop: "Stop",
    no_code: "No code was seen. Hold it in the middle of the picture, or paste what it says.",
    genuine: |form, code| format!("Genuine: {form}, dossier {code}."),
    by_device: |tag| format!("Signed by device {tag} of this unit."),
    at: |when| format!("What the paper tells of: {when}."),
    due: |when| format!("Result promised for: {when}."),
    compare: "Compare this with the paper: the code vouches for nothing else.",
    false_one: "Not genuine: it was changed, or that device has not signed it.",
    unknown_key: "This device does not know the key of the one that printed the paper. Try again with a network: the keys of the unit's devices are fetched then.",
    unreadable: "This is no code that Không Chờ has signed.",
    status_title: "Dossier code",
    what_code: "This is the code of a dossier handed in at the one-stop counter. The page for citizens is not open yet: keep the paper and ask at the counter or the hotline printed on it.",
    ask_counter: "An officer who is signed in on this device sees the dossier's stage.",
    open_dossier: "Open the dossier",
    not_here: "This dossier is not on this device.",
};

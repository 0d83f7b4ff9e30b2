//! Printing the papers of a dossier.

use crate::texts::PrintTexts;
use domain::form::{Form, Paper};

pub(super) const PRINT: PrintTexts = PrintTexts {
    form: |form| match form {
        Form::Slip => "Receipt with appointment",
    },
    open_slip: "Print the receipt with appointment",
    duty: "This dossier needs a receipt with its appointment; this device has not printed one.",
    back: "Back to the dossier",
    controls: "Printing",
    paper: "Paper",
    paper_name: |paper| match paper {
        Paper::A4 => "A4",
        Paper::A5 => "A5",
        Paper::Roll => "80 mm roll",
    },
    copies: "Copies",
    times: |times| match times {
        1 => "Printed once on this device".to_owned(),
        _ => format!("Printed {times} times on this device"),
    },
    printed: |when, officer, copies, paper| {
        format!("{when} · {officer} · copies: {copies}, {paper}")
    },
    not_accepted: "The dossier has not been accepted yet: there is no such paper.",
    no_appointment: "The dossier has no appointment; its place stays blank.",
    no_template: "This device does not have the template yet. Connect once to fetch it.",
};

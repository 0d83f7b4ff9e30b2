//! Printing the papers of a dossier.

use crate::texts::PrintTexts;
use domain::form::{Form, Paper};

pub(super) const PRINT: PrintTexts = PrintTexts {
    form: |form| match form {
        Form::Slip => "Receipt with appointment",
        Form::Supplement => "Request for missing papers",
        Form::Refusal => "Refusal to receive",
        Form::Apology => "Apology and request for more time",
        Form::Stop => "Notice that work has stopped",
    },
    open: |form| match form {
        Form::Slip => "Print the receipt with appointment",
        Form::Supplement => "Print the request for papers",
        Form::Refusal => "Print the refusal",
        Form::Apology => "Print the apology",
        Form::Stop => "Print the notice of stopping",
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
    no_appointment: "The dossier has no appointment; its place stays blank.",
    no_template: "This device does not have the template yet. Connect once to fetch it.",
};

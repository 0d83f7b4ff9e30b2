//! Reconciliation with the national software and with the law.

use super::grouped;
use crate::texts::{LawTexts, ReconciliationTexts};
use domain::catalogue::Reach;
use domain::dossier::PairFault;
use domain::review::Area;

pub(super) const RECONCILIATION: ReconciliationTexts = ReconciliationTexts {
    title: "Reconciliation",
    intro: "What was received here has to be in the national software too. This list tells what is still to be done; it works without a network.",
    codes: "Without a national code",
    codes_left: |left| format!("{} dossiers", grouped(left as u64)),
    codes_none: "Every dossier on this device has its national code.",
    code_of: |applicant| format!("National code of {applicant}'s dossier"),
    record: "Record",
    odd: "Not the usual form (such as H15.50.05.13-261008-0975). Look again; if it is right, record it.",
    recorded: |count| format!("{count} just recorded"),
    undo: "Remove this code",
    undo_reason: "recorded by mistake",
    paste: "Paste a list of codes",
    paste_hint: "A dossier a line: its provisional and its national code, from a spreadsheet or a CSV file. Other columns are passed over.",
    paste_label: "Provisional and national codes",
    paste_record: |count| format!("Record {count} codes"),
    paste_progress: |done, of| format!("Recording {done}/{of}…"),
    bad_line: |line, why| format!("Line {line}: {why}"),
    fault: |fault| match fault {
        PairFault::NoLocalCode => "no sound provisional code; check each figure.",
        PairFault::NoOfficialCode => "no national code found.",
        PairFault::Ambiguous => "more than one national code.",
        PairFault::Unreadable => "cannot be read, or the list is too long.",
    },
    unknown: "no dossier on this device has this provisional code.",
    already: "the dossier has a national code; if that is wrong, open the dossier.",
    twice: "one of the codes stands on a line above.",
    odd_lines: |count| {
        format!(
            "{count} national codes do not have the usual form. Look again; if they are right, record them."
        )
    },
};

pub(super) const LAW: LawTexts = LawTexts {
    offline: "Without a network",
    reach: |reach| match reach {
        Reach::Finish => "Can be finished without a network",
        Reach::Prepare => "Received and prepared; finished when there is a network",
        Reach::Network => "Needs the network",
    },
    general: "By the general rule: none speaks of this procedure.",
    why: "Why",
    source: |source, from| format!("Rests on: {source}. In use from {from}."),
    to_check: "To be checked",
    review: "To be checked",
    review_intro: "Texts written from memory and not held against the law. Each is marked until somebody confirms it; a text that changes has to be confirmed again.",
    review_none: "Nothing is to be checked.",
    review_left: |left| match left {
        0 => "all confirmed".to_owned(),
        left => format!("{left} to be checked"),
    },
    review_done: |done| format!("Confirmed ({done})"),
    area: |area| match area {
        Area::Calendar => "Calendar",
        Area::Registers => "Books",
        Area::Fees => "Fees",
        Area::Checklists => "Papers to bring",
        Area::Forms => "Printed forms",
        Area::Services => "No-wait services",
        Area::Offline => "Without a network",
    },
    basis: "Legal basis",
    source_of: "Source",
    used: "Used in",
    said: |by, when| format!("Confirmed by {by}, {when}"),
    confirm: "Confirm: as the law has it",
    doubt: "Take the confirmation back",
    note: "What it was held against",
    doubt_note: "Why",
    saying: "Sending…",
    needs_network: "Needs the network: it holds on every device.",
};

//! The pages on procedures.

use super::counted;
use crate::texts::{ProcedureTexts, ProceduresTexts};
use domain::catalogue::{LayerKind, OnlineLevel};

pub(super) const LIST: ProceduresTexts = ProceduresTexts {
    title: "Administrative procedures",
    intro: |count, day| {
        format!(
            "{}, as of {day}.",
            counted(count as u64, "procedure", "procedures")
        )
    },
    intro_of_days: |count, oldest, newest| {
        format!(
            "{}, from sources of {oldest} to {newest}.",
            counted(count as u64, "procedure", "procedures")
        )
    },
    commune_only: "Commune procedures only",
    by_field: "Field",
    all_fields: "All fields",
    other_field: "Field not known",
    count: |count| counted(count as u64, "procedure", "procedures"),
    empty: "No procedure in this selection.",
    commune: "Commune",
};

pub(super) const PAGE: ProcedureTexts = ProcedureTexts {
    title: "Procedure",
    unknown_code: |code| format!("There is no procedure with the code {code}"),
    unknown_code_hint: "The code may be mistyped, or the procedure was repealed. Search by name.",
    receive: "Receive a dossier",
    print: "Print",
    list_only: "This device only has the name from the national list. For details see the National Public Service Portal.",
    not_commune: "No source says that the commune handles this procedure: it may belong to another level. Check before receiving.",
    papers: "Papers to bring",
    papers_check: "List not yet checked",
    papers_check_hint: "A short list made by the commune: compare it with the rules before relying on it.",
    papers_check_print: "A short list to prepare with. The officer will tell you if more papers are needed.",
    papers_in_cases: "Only in these cases",
    paper_case: |case| format!("Case: {case}"),
    papers_source: |source| format!("After {source}"),
    papers_notes: "The national portal's list in full",
    originals: |count| counted(count.into(), "original", "originals"),
    copies: |count| counted(count.into(), "copy", "copies"),
    shown_only: "shown and handed back",
    limits: "Time limit",
    fee: "Fee",
    fee_rule: "How it is computed here",
    where_to: "Where and how to hand in",
    agencies: "Responsible",
    channels: "Channels",
    online_level: "Online service",
    online: |level| match level {
        OnlineLevel::Full => "entirely online",
        OnlineLevel::Partial => "partly online",
        OnlineLevel::None => "not offered",
    },
    steps: "Steps",
    results: "Result",
    legal_basis: "Legal basis",
    subjects: "For whom",
    requirements: "Conditions",
    decision: "Published by decision",
    sources: "Sources",
    source_kind: |kind| match kind {
        LayerKind::Record => "National Public Service Portal",
        LayerKind::List => "National list",
        LayerKind::Facts => "Commune's table of procedures",
        LayerKind::Checklist => "List of papers",
        LayerKind::Fee => "Fee rule",
        LayerKind::Service => "Screen of its own",
        LayerKind::Civil => "Civil status rule",
    },
    as_of: |day| format!("As of {day}"),
    in_force_from: |day| format!("in use since {day}"),
    local_code: "no national code",
    qr_title: "See it on a phone",
    qr_hint: "Scan to open this page.",
    qr_label: |url| format!("QR code that opens {url}"),
    printed_on: |day| format!("Printed {day}"),
};

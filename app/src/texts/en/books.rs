//! Books, in English.

use crate::texts::{
    BookActTexts, BookClosingTexts, BookLineTexts, BookPageTexts, BookPrintTexts, BooksTexts,
};
use domain::register::{
    Asking, Cause, Counts, Event, LeaseEnd, Refusal, Settlement, Standing, VoidReason,
};

/// The screens.
pub(super) const BOOKS: BooksTexts = BooksTexts {
    title: "Certification books",
    intro: "One book for each kind and year. Numbers run from 01 through the year, from volume to volume.",
    all: "All books",
    none: "This device has no data about books yet.",
    none_hint: "Connect to a network once to fetch it.",
    no_such: "The commune keeps no such book here.",
    year: |year| format!("Year {year}"),
    open: "Open",
    closed: "Closed",
    unopened: "Not open yet",
    used: |count| format!("{} used", numbers(count)),
    left_here: |count| format!("{} left on this device", numbers(count)),
    none_here: "No numbers on this device",
    few: "few are left",
    waiting: |count| format!("{} waiting for a number", entries(count)),
    conflicts: |count| format!("{count} in conflict"),
    civil: "Civil status registers",
    civil_hint: "The national civil status software keeps these registers. Nothing is entered or numbered in them here: there are only drafts and the list for reconciliation.",
    civil_link: "Open the list for reconciliation",
    page: PAGE,
    line: LINE,
    act: ACT,
    close: CLOSE,
    print: PRINT,
};

const PAGE: BookPageTexts = BookPageTexts {
    unopened: "The book of this year is not open here yet.",
    unopened_hint: "If the year began on paper, open the book after what is on paper. If nothing was entered yet, just ask for numbers: the book opens at 01 by itself.",
    here: "Numbers of this device",
    asked: "This device is given more whenever few are left.",
    not_asked: "This device does not ask for numbers of this book; what is entered here gets a provisional reference.",
    unsigned: |count| {
        format!("The server has not signed {count} of the leases here: they are not used.")
    },
    conflicts: "Numbers in conflict",
    conflict_cause: |cause| match cause {
        Cause::Awaited { reason, .. } => format!(
            "The lost device used this number, and the entry has not come. Reclaimed because: {reason}"
        ),
        Cause::OutOfUse(before) => match &**before {
            Standing::Spoiled(_) => {
                "This number had been spoiled when an entry with it came.".into()
            }
            Standing::Used(_) | Standing::Void(_) | Standing::InConflict(_) => {
                "This number had been put out of use when an entry with it came.".into()
            }
        },
        Cause::TwoEntries => "Two entries have the same number.".into(),
        Cause::SubjectTwice { number } => format!("This document has number {number} already."),
        Cause::Withdrawn => "The provisional entry had been withdrawn.".into(),
    },
    conflict_no_entry: "No entry names this number. Look at the paper book or the paper that was handed out.",
    waiting: "Waiting for a number",
    waiting_closed: "The book is closed: these have no number yet. Whoever is in charge opens it again so that they get one, and closes it with new counts.",
    waiting_hint: "These have provisional references. Their numbers come by themselves when this device is given some.",
    leases: "Numbers out on devices",
    leases_hint: "What was leased to a device is for that device alone, also without a network.",
    leases_none: "No device holds numbers.",
    lease: |first, last| {
        if first == last {
            format!("Number {first}")
        } else {
            format!("Numbers {first} to {last}")
        }
    },
    lease_volume: |volume| format!("volume {volume}"),
    lease_unknown: |count| format!("nothing known yet of {}", numbers(count)),
    lease_left: |count| format!("{} not used", numbers(count)),
    lease_own: "To return these, use “Give numbers back”.",
    leases_ended: |count| format!("{count} leases that have ended"),
    lease_end: |end| match end {
        None => "all entered".into(),
        Some(LeaseEnd::GivenBack { from }) => format!("given back from {from} on"),
        Some(LeaseEnd::Reclaimed { confirmed: true }) => {
            "reclaimed; the device has said what it used".into()
        }
        Some(LeaseEnd::Reclaimed { confirmed: false }) => {
            "reclaimed; the device has not come back".into()
        }
    },
    this_device: "this device",
    device: |tag| format!("device {tag}"),
    lines: "Numbers of the book",
    lines_none: "The book has no numbers yet.",
    lines_not_found: "No such number.",
    volume: "Volume",
    volume_name: |volume| format!("Volume {volume}"),
    month: "Month",
    month_all: "Whole volume",
    month_name: |month| format!("Month {month}"),
    search: "Search the book",
    search_hint: "Number, name or paper",
    shown: |from, to, of| format!("Lines {from}–{to} of {of}"),
    back: "Page before",
    forth: "Next page",
    keep: "Keeping the book",
    amended: "Changed after the closing",
    amended_hint: "What was signed stays. These numbers changed afterwards and are told beside it.",
};

const LINE: BookLineTexts = BookLineTexts {
    number: "Number",
    dossier: "Open the dossier",
    requester: "Requester",
    signer: |name| format!("signed by {name}"),
    copies: |count| {
        if count == 1 {
            "1 copy".into()
        } else {
            format!("{count} copies")
        }
    },
    untitled: "Paper not named",
    spoiled: "Spoiled",
    void: "Not used",
    void_why: |why| match why {
        VoidReason::Reclaimed { reason, .. } => format!("Reclaimed from a lost device: {reason}"),
        VoidReason::Settled { reason } => reason.clone(),
        VoidReason::LeftAtClosing => "Left over when the book was closed".into(),
    },
    in_conflict: "In conflict",
    leased: |device| format!("on {device}, not known yet whether used"),
    leased_here: "on this device, not used",
    given_back: "given back unused",
    provisional: |reference| format!("{reference} before"),
    settled: "decided",
    amended: "after closing",
    unprinted: "not printed",
};

const ACT: BookActTexts = BookActTexts {
    ask: "Ask for numbers",
    asked: "Asked. Numbers come with the next exchange.",
    give_back: "Give numbers back",
    given_back: "Unused numbers were given back. What is entered from now on is provisional until numbers are asked for again.",
    spoil_next: "Spoil the next number",
    spoil_next_hint: "For a paper with the next number that was ruined before there was an entry. The number is never used again.",
    spoil: |number| format!("Spoil number {number}"),
    spoil_short: "Spoil",
    withdraw: |reference| format!("Withdraw {reference}"),
    withdraw_short: "Withdraw",
    reclaim: |first, last| format!("Reclaim numbers {first} to {last}"),
    reclaim_short: "Reclaim",
    reclaim_hint: "Only when the device is lost or broken for good. Numbers that it did not use become “not used” and are given to no other device.",
    settle: |number| format!("Decide about number {number}"),
    settle_used: "Keep this entry",
    settle_paper: "Enter it from the paper",
    settle_spoiled: "Spoiled",
    settle_void: "Not used",
    open: "Open the book after paper",
    open_hint: "The first number to be given here, right after the last on paper, and the volume in which it lies.",
    volume: "Begin a new volume",
    volume_hint: "The next number that no device holds begins the new volume. Numbers go on; they do not begin again at 01.",
    reason: "Reason",
    last_used: "Last number that the device used",
    last_used_hint: "If it is known from a paper or a telephone call. Numbers up to it whose entries have not come wait for your decision.",
    first: "First number here",
    volume_number: "Volume",
    volume_first: "The volume begins at number",
    code: "Code of the dossier",
    document: "Which of its documents",
    day: "Day on the paper",
    requester: "Requester",
    paper: "Name of the paper",
    signer: "Signed by",
    copies: "Copies",
    fee: "Fee (đồng)",
    note: "Remark",
    number_unreadable: "Write a whole number, such as 38.",
    day_unreadable: "Write the day as 23/11/2026.",
    amount_unreadable: "Write the amount in figures, such as 4.000.",
    no_dossier: "No dossier on this device has this code.",
    go_on: "Go on",
    cancel: "Cancel",
    change: "Change it",
    sure: "Look again before it is written",
    for_ever: "Once written it cannot be removed or changed.",
    confirm: "Write it down",
    told,
    told_spoil_next: |reason| format!("The next number of this device is spoiled: {reason}"),
    done: |what| format!("Written: {what}."),
    closed_before: "The book is closed and signed. This number will be shown as changed since, beside what was signed.",
    far_year: "Only books of last year, this year and the next can be opened.",
    supervisor: "For whoever is in charge of the book.",
};

const CLOSE: BookClosingTexts = BookClosingTexts {
    title: |year| format!("Close the book of {year}"),
    close: "Close the book",
    too_early: |day| format!("The book is closed from {day} on, after the last entry of the year."),
    missing: "It cannot be closed yet. Still to be done:",
    leases: |count| format!("{count} leases out on devices"),
    provisional: |count| format!("{count} entries waiting for a number"),
    conflicts: |count| format!("{count} numbers in conflict"),
    ready: "Nothing is missing. Check the counts and close.",
    volume: "Volume",
    numbers: "Numbers",
    total: "In all",
    used: "Used",
    spoiled: "Spoiled",
    void: "Not used",
    settled: |count| format!("Of these, {count} by decision of whoever is in charge."),
    on_paper: |count| {
        format!(
            "{count} numbers were entered on paper before the book was opened here; they are not in the table."
        )
    },
    empty: "The book has no numbers.",
    sum: "Sum",
    signs: |name| format!("Closed by: {name}."),
    closed: "The book is closed. What was signed:",
    closed_by: |name, at| format!("Closed by: {name}, {at}."),
    counted,
    reopen: "Open the book again",
    reopen_title: |year| format!("Open the book of {year} again"),
    reopen_hint: "Only when something is still to be entered in that year's book. What was signed is kept with the reason. What waits gets its number; then the book is closed with new counts.",
    reopened_by: |name, at| format!("Opened again by: {name}, {at}."),
    former: "Earlier closings, opened again",
    print: "Print the closing page",
};

const PRINT: BookPrintTexts = BookPrintTexts {
    title: "Monthly print",
    hint: "Each month the lines that no print shows are printed, signed, sealed and bound.",
    none: "No lines to print yet.",
    lines: |count| {
        if count == 1 {
            "1 line".into()
        } else {
            format!("{count} lines")
        }
    },
    due: |count| {
        if count == 0 {
            "all printed".into()
        } else {
            format!("{count} not printed")
        }
    },
    month: |month| format!("Print month {month}"),
    again: |month| format!("Print month {month} again"),
    nothing_new: "Every line up to this month has been printed.",
    back: "Back to the book",
    noted: "These lines are noted as printed.",
    held: |count| {
        format!("{count} numbers in conflict are not in the print; decide about them first.")
    },
};

fn numbers(count: u32) -> String {
    if count == 1 {
        "1 number".into()
    } else {
        format!("{count} numbers")
    }
}

fn entries(count: u32) -> String {
    if count == 1 {
        "1 entry".into()
    } else {
        format!("{count} entries")
    }
}

/// A fact in words.
fn told(event: &Event) -> String {
    match event {
        Event::Opened(opened) => format!(
            "The book opens at number {}, in volume {}, which begins at {}",
            opened.first, opened.volume.number, opened.volume.first
        ),
        Event::VolumeBegun(volume) => {
            format!("Volume {} begins at number {}", volume.number, volume.first)
        }
        Event::Asked(Asking::Numbers) => "The device asks for numbers".into(),
        Event::Asked(Asking::Nothing) => "The device asks for no more numbers".into(),
        Event::Leased(leased) => {
            format!(
                "Numbers {} to {} leased",
                leased.lease.run.first, leased.lease.run.last
            )
        }
        Event::Entered(entered) => format!("Number {} entered", entered.number),
        Event::EnteredProvisionally(entered) => format!("{} entered", entered.reference),
        Event::Numbered(numbered) => {
            format!("{} got number {}", numbered.reference, numbered.number)
        }
        Event::Withdrawn(withdrawn) => {
            format!(
                "{} is withdrawn without a number: {}",
                withdrawn.reference, withdrawn.reason
            )
        }
        Event::Spoiled(spoiled) => {
            format!("Number {} is spoiled: {}", spoiled.number, spoiled.reason)
        }
        Event::GivenBack(given) => format!("Given back from number {} on", given.from),
        Event::Reclaimed(reclaimed) => match reclaimed.last_used {
            Some(last) => format!(
                "Lease reclaimed, used up to number {last}: {}",
                reclaimed.reason
            ),
            None => format!("Lease reclaimed: {}", reclaimed.reason),
        },
        Event::Settled(settled) => {
            let number = settled.number;
            match &settled.settlement {
                Settlement::Used(_) => format!("Number {number} belongs to the entry chosen"),
                Settlement::FromPaper(entry) => {
                    format!(
                        "Number {number} as on the paper: {}, {}",
                        entry.title, entry.requester
                    )
                }
                Settlement::Spoiled { reason } => format!("Number {number} is spoiled: {reason}"),
                Settlement::Void { reason } => format!("Number {number} is not used: {reason}"),
            }
        }
        Event::Printed(printed) => format!("Month {} printed", printed.month),
        Event::Closed(closing) => counted(&closing.counts),
        Event::Reopened(reopened) => {
            format!("The closed book is opened again: {}", reopened.reason)
        }
    }
}

fn counted(counts: &Counts) -> String {
    format!(
        "The book is closed with {} numbers: {} used, {} spoiled, {} not used",
        counts.total(),
        counts.used,
        counts.spoiled,
        counts.void
    )
}

/// Why a rule of books says no.
pub(super) fn refusal(reason: &Refusal) -> String {
    // What the domain says is English.
    let reason = reason.to_string();
    let mut chars = reason.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), chars.as_str())
}

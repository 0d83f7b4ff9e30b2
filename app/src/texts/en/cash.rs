//! The cash book, in English.

use crate::texts::CashTexts;
use domain::cash::Refusal;
use domain::fee::dong;

/// The screen.
pub(super) const CASH: CashTexts = CashTexts {
    title: "Cash book",
    today: "Today",
    earlier: "Day before",
    later: "Day after",
    day: "Day",
    balance: "In the drawer",
    opening: "At the beginning",
    open: "Write the opening amount",
    payment: "Fee of a dossier",
    counter_entry: "Counter-entry",
    counter: "Take back",
    amount: "Amount (đồng)",
    what: "For what",
    reason: "Reason",
    note: "Note",
    take: "Other taking",
    close: "Close the day",
    counted: "Counted (đồng)",
    reason_difference: "Why it differs, if it does",
    closed: "Closed",
    counted_was: "Counted",
    expected_was: "By the book",
    difference: "Difference",
    late: "Added after closing",
    hand_over: "Hand money over",
    to: "To whom",
    choose: "Choose an officer",
    received: "Received",
    waits: "not yet confirmed",
    confirmed: "received",
    confirm: "Confirm that all of it is here",
    to_confirm: "Waiting for you to confirm",
    empty: "Nothing on this day yet.",
    empty_hint: "Fees of dossiers come in by themselves when payment is recorded.",
    amount_unreadable: "Write the amount in figures from 0 on, such as 42,000.",
    nobody: "Choose who receives it.",
    save: "Write",
    cancel: "Never mind",
    time: "Time",
    line: "What",
    sum: "Amount",
    print: "Print the page",
    back: "Back to the cash book",
};

/// Why a fact of a cash book cannot be.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::OthersBook => "Each officer writes in their own cash book.".into(),
        Refusal::OpenedBefore => "The cash book of this day was opened before, with another amount.".into(),
        Refusal::Closed => "The cash book of this day is closed. Payments of dossiers are still taken in, beside what was signed.".into(),
        Refusal::ClosedBefore => "The cash book of this day was closed before.".into(),
        Refusal::NoSuchLine => "There is no such line, or it cannot be taken back.".into(),
        Refusal::ToOneself => "Money is handed over to another officer.".into(),
        Refusal::NotForYou => "This hand-over is not to you.".into(),
        Refusal::HandOverEnded => "This hand-over was confirmed or taken back.".into(),
        Refusal::AmountMissing => "Write an amount above 0.".into(),
        Refusal::ReasonMissing => "Say what it is for, or why.".into(),
        Refusal::UnseenCharacter => "There is a character that cannot be seen; type this text again.".into(),
        Refusal::MoreThanLine { left } => format!("At most {} đồng of this line are left to take back.", dong(*left)),
        Refusal::MoreThanDrawer { left } => format!("There are only {} đồng in the drawer.", dong(*left)),
        Refusal::AmountOutOfRange { max } => format!("An amount is at most {} đồng.", dong(*max)),
        Refusal::TextTooLong { max } => format!("At most {max} characters."),
    }
}

//! The steps of a dossier, and its appointment.

use super::grouped;
use crate::texts::{HandOverTexts, LifecycleTexts};
use domain::deadline::Limit;
use domain::dossier::{Channel, Move, Payment, Punctuality};

pub(super) const LIFECYCLE: LifecycleTexts = LifecycleTexts {
    step,
    done,
    step_hint,
    other_steps: "Other steps",
    choose_step: "Choose a step",
    record: "Record",
    reason: "Reason",
    items: "Papers to be added",
    items_hint: "One paper a line, by its exact name.",
    officer: "To",
    amount: "Amount (đồng)",
    official_code: "National dossier code",
    official_code_hint: "For example H15.50.05.13-261008-0975.",
    official_code_missing: "no national code yet",
    asked_before: |times| {
        format!(
            "Papers were asked for {times} times. Asking once more counts as overdue in the national scoring."
        )
    },
    extended_before: |times| {
        format!("The appointment was moved {times} times. The rules allow it once.")
    },
    overdue_already: "It is overdue. The apology has to be sent before the deadline.",
    handler: "Handled by",
    payment: "Fee",
    payment_is: |payment| match payment {
        Payment::Unknown => "not known".to_owned(),
        Payment::Free => "free".to_owned(),
        Payment::Owed(owed) => format!("{} đồng owed", grouped(owed)),
        Payment::Paid(paid) => format!("{} đồng paid", grouped(paid)),
        Payment::Waived => "not taken, for a reason in the timeline".to_owned(),
    },
    given_back: |back| {
        format!(
            ", {} đồng given back (counter-entry in the cash book)",
            grouped(back)
        )
    },
    unpaid: |owed| {
        format!(
            "{} đồng are owed. Take them first under “Other steps”, or say why the result goes out unpaid.",
            grouped(owed)
        )
    },
    unpaid_reason: "Why it is not taken",
    delivery_wanted: |way| format!("wanted: {way}"),
    transmission: "Sent to the server",
    transmission_is: |waiting, attention| match (waiting, attention) {
        (_, 1..) => format!("{attention} to look at"),
        (0, 0) => "all of it".to_owned(),
        (waiting, 0) => format!("{waiting} waiting"),
    },
    appointment: "Appointment",
    appointment_none: "none yet",
    appointment_hint: "When the result is handed over, as the slip says.",
    appointment_why: "How it was found",
    appointment_uncertain: "It rests on days off that are not official yet; check the calendar.",
    by_limit: |limit| format!("By the limit of {}", words(limit)),
    by_day: "Choose a day",
    no_appointment: "No appointment",
    day: "Day",
    day_unreadable: "Write day/month/year, for example 05/12/2026.",
    day_closed: "The office is closed that day. Choose another.",
    limit_not_longer: "This limit is no longer than the present one. Choose another.",
    day_past: "That day has passed. Choose another.",
    calendar_missing: "This device has no calendar for that day. Sync, or choose a day.",
    appointed: |when| format!("Result on {when}"),
    waits_applicant: "Time stands still while the applicant is waited for.",
    punctuality: |punctuality| match punctuality {
        Punctuality::InTime => "In time",
        Punctuality::DueToday => "Due today",
        Punctuality::Overdue => "Overdue",
    },
    not_checked: "Papers incomplete: register only",
    not_checked_hint: "The dossier is “Registered”; after saving, name the missing papers or decline it with a reason.",
    past_cutoff: |cutoff| {
        format!(
            "It is past {cutoff}, or outside working hours: unless it is finished right now, a slip with an appointment is due. “No waiting” was unticked; tick it again if the result is handed over at once."
        )
    },
    channel: "Handed in",
    channel_name: |channel| match channel {
        Channel::Direct => "In person",
        Channel::Online => "Online",
        Channel::Post => "By post",
    },
    delivery: "Result wanted",
};

pub(super) const HAND_OVER: HandOverTexts = HandOverTexts {
    title: "Hand over dossiers",
    intro: "Received dossiers that no specialist has yet. Untick those that stay for now.",
    empty: "No dossier waits to be handed over.",
    confirm: |count| format!("Hand over {count}"),
    progress: |done, of| format!("Recording {done}/{of}…"),
    done: |count, to, when| format!("{count} handed to {to} at {when}."),
    incoming: "Waiting for you",
    from: |giver, when| format!("Handed over by {giver}, {when}. Untick what you did not get."),
    take: |count| format!("Took over {count}"),
    back_reason: "Why the unticked ones go back",
    send_back: |count| format!("Send {count} back"),
    lists: "Lists handed over",
    list_of: |when, giver, taker, count| format!("{when}: {giver} to {taker}, {count}"),
    open: |open| match open {
        0 => "all taken over".to_owned(),
        open => format!("{open} not confirmed"),
    },
    show: "Show, print",
    not_taken: "not confirmed",
    taken: |taken, of, when| format!("{taken}/{of} confirmed, {when}"),
};

fn words(limit: Limit) -> String {
    match limit {
        Limit::SameDay => "the same day".into(),
        Limit::WorkingHours(hours) => format!("{hours} working hours"),
        Limit::WorkingDays(days) => format!("{days} working days"),
        Limit::Days(days) => format!("{days} days"),
        Limit::Months(months) => format!("{months} months"),
    }
}

/// A step's name, as on a button.
fn step(what: &Move) -> &'static str {
    match what {
        Move::Accepted => "Accept",
        Move::Declined => "Decline",
        Move::Asked(_) => "Ask for papers",
        Move::Supplemented => "Papers have come",
        Move::PaymentAsked(_) => "Ask for payment",
        Move::Paid(_) => "Payment taken",
        Move::HandedOver(_) => "Hand to a specialist",
        Move::TakenOver => "Take over",
        Move::SentBack => "Send back to the counter",
        Move::Lengthened => "Apply the longer limit",
        Move::Extended => "Apologise and appoint anew",
        Move::Withdrawn => "Withdrawn by the applicant",
        Move::Stopped => "Stop",
        Move::Reopened => "Reopen",
        Move::Coded(_) => "Note the national code",
        Move::Uncoded => "Remove the national code",
        Move::Waived => "Charge nothing, or not yet",
    }
}

/// What was done, as in the timeline.
fn done(what: &Move, officer: &str) -> String {
    match what {
        Move::Asked(items) => format!("Asked for: {}", items.join("; ")),
        Move::PaymentAsked(amount) => format!("Asked for {} đồng", grouped(*amount)),
        Move::Paid(amount) => format!("Took {} đồng", grouped(*amount)),
        Move::HandedOver(_) => format!("Handed to {officer}"),
        Move::Coded(code) => format!("National code: {code}"),
        Move::Accepted
        | Move::Declined
        | Move::Supplemented
        | Move::TakenOver
        | Move::SentBack
        | Move::Lengthened
        | Move::Extended
        | Move::Withdrawn
        | Move::Stopped
        | Move::Reopened
        | Move::Uncoded
        | Move::Waived => step(what).to_owned(),
    }
}

fn step_hint(what: &Move) -> &'static str {
    match what {
        Move::Accepted => "The papers are right and complete; time counts from now.",
        Move::Declined => "The reason stands on the refusal slip.",
        Move::Asked(_) => "Name everything at once; time stands still until it has come.",
        Move::Supplemented => "Time goes on; the appointment is found anew.",
        Move::PaymentAsked(_) => "Time stands still until it is paid.",
        Move::Lengthened => "As when facts must be verified.",
        Move::Extended => "To be sent before the deadline, once only.",
        Move::Reopened => "What was recorded before stays.",
        Move::Coded(_) => "Given by the national software once the dossier is entered there.",
        Move::Uncoded => "When the code is another dossier's; it stays in the timeline.",
        Move::Waived => "Say why nothing is owed, or when it will be taken.",
        Move::Paid(_)
        | Move::HandedOver(_)
        | Move::TakenOver
        | Move::SentBack
        | Move::Withdrawn
        | Move::Stopped => "",
    }
}

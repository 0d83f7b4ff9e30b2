//! Forms 02 to 05: what the applicant is told in writing of a step that was taken.

use super::common::{self, Sheet};
use super::fields::{Names, Values};
use super::issue;
use super::words::{moment_in_words, printed_day, spelled};
use super::{Form, Occasion};
use crate::dossier::{Appointment, Dossier, Move, Moved};
use crate::instant::Instant;
use crate::officer::Origin;

/// What their templates may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, common::NAMES, OWN],
    rows: &[("items", &["item.number", "item.name"])],
};

const OWN: &[&str] = &[
    "notice.at",
    "notice.day",
    "notice.spelled",
    "notice.reason",
    "notice.wish",
    "received.at",
    "appointment.at",
    "appointment.spelled",
    "appointment.before",
];

/// Whether a form tells of a step.
fn tells(form: Form, step: &Move) -> bool {
    match step {
        Move::Asked(_) => form == Form::Supplement,
        Move::Declined => form == Form::Refusal,
        Move::Extended => form == Form::Apology,
        Move::Stopped | Move::Withdrawn => form == Form::Stop,
        Move::Accepted
        | Move::Supplemented
        | Move::PaymentAsked(_)
        | Move::Paid(_)
        | Move::HandedOver(_)
        | Move::TakenOver
        | Move::SentBack
        | Move::Lengthened
        | Move::Reopened
        | Move::Coded(_)
        | Move::Uncoded
        | Move::Waived => false,
    }
}

/// The last step that a form tells of.
fn step(form: Form, dossier: &Dossier) -> Option<(&Moved, Origin)> {
    let mut steps = dossier.moves().rev();
    steps.find(|(moved, _)| tells(form, &moved.what))
}

/// When and by whom the step was taken.
pub(super) fn occasion(form: Form, dossier: &Dossier) -> Option<Occasion> {
    step(form, dossier).map(|(_, origin)| Occasion {
        at: origin.at(),
        officer: Some(origin.officer),
    })
}

/// What the form tells.
pub(super) fn values(form: Form, sheet: &Sheet<'_>) -> Values {
    let mut values = Values::default();
    common::set(&mut values, sheet);
    let dossier = sheet.dossier;
    let found = step(form, dossier);
    let at = found.map_or(sheet.issue.now, |(_, origin)| origin.at());
    values.text("notice.at", moment_in_words(at));
    values.text("notice.day", at.day().map(printed_day).unwrap_or_default());
    values.text("notice.spelled", spelled(at));
    let moved = found.map(|(moved, _)| moved);
    values.text("notice.reason", moved.map_or("", |moved| &moved.reason));
    let withdrawn = moved.is_some_and(|moved| moved.what == Move::Withdrawn);
    let wish = withdrawn.then_some("theo đề nghị của người nộp hồ sơ");
    values.text("notice.wish", wish.unwrap_or_default());
    values.text("received.at", moment_in_words(dossier.received_at()));
    let told = moved.and_then(|moved| moved.appointment.as_ref());
    let text = |of: fn(Instant) -> String| told.map(|it| of(it.at)).unwrap_or_default();
    values.text("appointment.at", text(moment_in_words));
    values.text("appointment.spelled", text(spelled));
    let before = found.and_then(|(_, origin)| before(dossier, origin));
    let before = before.map(|it| moment_in_words(it.at));
    values.text("appointment.before", before.unwrap_or_default());
    let items = moved.map_or(&[][..], |moved| match &moved.what {
        Move::Asked(items) => items,
        Move::Accepted
        | Move::Declined
        | Move::Supplemented
        | Move::PaymentAsked(_)
        | Move::Paid(_)
        | Move::HandedOver(_)
        | Move::TakenOver
        | Move::SentBack
        | Move::Lengthened
        | Move::Extended
        | Move::Withdrawn
        | Move::Stopped
        | Move::Reopened
        | Move::Coded(_)
        | Move::Uncoded
        | Move::Waived => &[],
    });
    values.list("items", items.iter().enumerate().map(item).collect());
    values
}

/// The appointment in force before a step.
fn before(dossier: &Dossier, step: Origin) -> Option<&Appointment> {
    let earlier = dossier
        .moves()
        .take_while(|(_, origin)| origin.event != step.event);
    let changed = earlier.filter_map(|(moved, _)| moved.appointment.as_ref());
    changed.last().or(dossier.received.appointment.as_ref())
}

fn item((at, name): (usize, &String)) -> Values {
    let mut row = Values::default();
    row.text("item.number", (at + 1).to_string());
    row.text("item.name", &**name);
    row
}

//! Form 06: who had a dossier, from hand to hand; and the list of dossiers that are
//! handed over together.

use super::Occasion;
use super::common::{self, Sheet};
use super::fields::{Names, Values};
use super::issue::{self, Issue};
use super::words::moment_in_words;
use crate::dossier::{Dossier, Happening, Move};
use crate::id::OfficerId;
use crate::instant::Instant;

/// What its template may name. A list of several dossiers knows nothing of one.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, common::NAMES, OWN],
    rows: &[
        (
            "steps",
            &[
                "step.giver",
                "step.taker",
                "step.given",
                "step.taken",
                "step.result",
                "step.note",
            ],
        ),
        (
            "handed",
            &[
                "handed.number",
                "handed.code",
                "handed.applicant",
                "handed.procedure",
                "handed.appointment",
            ],
        ),
    ],
};

const OWN: &[&str] = &[
    "received.at",
    "appointment.at",
    "handing.from",
    "handing.to",
    "handing.at",
    "handing.count",
];

/// Who takes a dossier in and gives its result out.
const COUNTER: &str = "Bộ phận tiếp nhận và trả kết quả";

/// Dossiers that one officer handed to another together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Who gave them.
    pub from: String,
    /// Who takes them.
    pub to: String,
    /// When.
    pub at: Instant,
    /// The dossiers.
    pub dossiers: Vec<HandedDossier>,
}

/// One dossier of such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedDossier {
    /// Its code.
    pub code: String,
    /// Whose it is.
    pub applicant: String,
    /// The procedure's name.
    pub procedure: String,
    /// When its result was promised for.
    pub appointment: Option<Instant>,
}

/// Once somebody has it who did not take it in.
pub(super) fn occasion(dossier: &Dossier) -> Option<Occasion> {
    let mut handed = dossier.timeline.iter();
    let first = handed.find(|entry| passes(&entry.what))?;
    Some(Occasion {
        at: first.origin.at(),
        officer: dossier.accepted_by(),
    })
}

fn passes(what: &Happening) -> bool {
    let Happening::Moved(moved) = what else {
        return false;
    };
    matches!(
        moved.what,
        Move::HandedOver(_) | Move::TakenOver | Move::SentBack
    )
}

/// What the form tells of one dossier; `name` knows the officers.
pub(super) fn values(sheet: &Sheet<'_>, name: &dyn Fn(OfficerId) -> String) -> Values {
    let mut values = Values::default();
    common::set(&mut values, sheet);
    let dossier = sheet.dossier;
    values.text("received.at", moment_in_words(dossier.accepted_at()));
    let appointment = dossier.appointment.as_ref();
    let appointment = appointment.map(|it| moment_in_words(it.at));
    values.text("appointment.at", appointment.unwrap_or_default());
    for name in ["handing.from", "handing.to", "handing.at", "handing.count"] {
        values.text(name, "");
    }
    let steps = steps(dossier, name);
    values.list("steps", steps.into_iter().map(Step::row).collect());
    values.list("handed", vec![]);
    values
}

/// What the form tells of dossiers that are handed over together.
pub fn handed_over(issue: &Issue<'_>, handed: &Handed) -> Values {
    let mut values = Values::default();
    issue::set(&mut values, issue);
    for name in common::NAMES {
        values.text(name, "");
    }
    values.text("received.at", "");
    values.text("appointment.at", "");
    values.text("handing.from", &*handed.from);
    values.text("handing.to", &*handed.to);
    values.text("handing.at", moment_in_words(handed.at));
    values.text("handing.count", handed.dossiers.len().to_string());
    values.list("steps", vec![]);
    let row = |(at, dossier): (usize, &HandedDossier)| {
        let mut row = Values::default();
        row.text("handed.number", (at + 1).to_string());
        row.text("handed.code", &*dossier.code);
        row.text("handed.applicant", &*dossier.applicant);
        row.text("handed.procedure", &*dossier.procedure);
        let due = dossier.appointment.map(Instant::clock_and_day);
        row.text("handed.appointment", due.unwrap_or_default());
        row
    };
    let rows = handed.dossiers.iter().enumerate().map(row).collect();
    values.list("handed", rows);
    values
}

/// One passing from hand to hand.
#[derive(Default)]
struct Step {
    giver: String,
    taker: String,
    given: String,
    taken: String,
    result: &'static str,
    note: String,
}

impl Step {
    fn row(self) -> Values {
        let mut row = Values::default();
        row.text("step.giver", self.giver);
        row.text("step.taker", self.taker);
        row.text("step.given", self.given);
        row.text("step.taken", self.taken);
        row.text("step.result", self.result);
        row.text("step.note", self.note);
        row
    }
}

fn steps(dossier: &Dossier, name: &dyn Fn(OfficerId) -> String) -> Vec<Step> {
    let mut steps: Vec<Step> = vec![];
    for entry in &dossier.timeline {
        let origin = entry.origin;
        let step = Step {
            giver: name(origin.officer),
            given: origin.at().clock_and_day(),
            ..Step::default()
        };
        match &entry.what {
            Happening::Moved(moved) => pass(&mut steps, step, &moved.what, name),
            Happening::Resolved => steps.push(Step {
                taker: COUNTER.into(),
                result: result(dossier, origin.at()),
                ..step
            }),
            Happening::Received
            | Happening::Registered
            | Happening::Corrected(_)
            | Happening::Settled(_)
            | Happening::Returned(_)
            | Happening::Attached(_)
            | Happening::Drafted(_)
            | Happening::Judged(_)
            | Happening::Suspected(_)
            | Happening::Redrafted(_)
            | Happening::Printed(_)
            | Happening::NotPrinted(_) => continue,
        }
        if let (Happening::Moved(moved), Some(last)) = (&entry.what, steps.last_mut())
            && passes(&entry.what)
            && !moved.reason.is_empty()
        {
            last.note.clone_from(&moved.reason);
        }
    }
    steps
}

/// Adds a passing; a taking over completes the one in which it was given.
fn pass(steps: &mut Vec<Step>, step: Step, what: &Move, name: &dyn Fn(OfficerId) -> String) {
    if let Move::HandedOver(to) = what {
        let taker = name(*to);
        steps.push(Step { taker, ..step });
    } else if *what == Move::SentBack {
        let taker = COUNTER.into();
        steps.push(Step { taker, ..step });
    } else if *what == Move::TakenOver {
        let (officer, at) = (step.giver, step.given);
        let given = steps.last_mut().filter(|last| last.taken.is_empty());
        if let Some(given) = given.filter(|last| last.taker == officer) {
            given.taken = at;
        } else {
            steps.push(Step {
                giver: COUNTER.into(),
                taker: officer,
                taken: at,
                ..Step::default()
            });
        }
    }
}

/// Whether the result came in time for the appointment.
fn result(dossier: &Dossier, at: Instant) -> &'static str {
    let Some(appointment) = &dossier.appointment else {
        return "";
    };
    if at > appointment.at {
        "Quá hạn"
    } else if at.day() == appointment.at.day() {
        "Đúng hạn"
    } else {
        "Trước hạn"
    }
}

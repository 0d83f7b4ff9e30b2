//! Form 07: a page of the book that follows every dossier.

use super::fields::{Names, Values};
use super::issue::{self, Issue};
use super::words::printed_day;
use crate::dossier::{Dossier, Happening, Move};
use crate::instant::{Day, Instant};

/// What its template may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, OWN],
    rows: &[(
        "tracked",
        &[
            "tracked.number",
            "tracked.code",
            "tracked.procedure",
            "tracked.applicant",
            "tracked.address",
            "tracked.agency",
            "tracked.received",
            "tracked.appointment",
            "tracked.passed",
            "tracked.resolved",
            "tracked.returned",
            "tracked.method",
            "tracked.note",
        ],
    )],
};

const OWN: &[&str] = &["page.from", "page.to", "page.day", "page.count"];

/// The page of some days, in the order of reception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingPage {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// The dossiers received in between and found valid.
    pub dossiers: Vec<Dossier>,
}

impl TrackingPage {
    /// The page of some days, from dossiers of any.
    pub fn new(from: Day, to: Day, mut dossiers: Vec<Dossier>) -> Self {
        let within = |dossier: &Dossier| {
            let day = dossier.received_at().day();
            dossier.is_accepted() && day.is_some_and(|day| (from..=to).contains(&day))
        };
        dossiers.retain(within);
        let place = |it: &Dossier| (it.received_at(), it.received.code.0.clone());
        dossiers.sort_by_cached_key(place);
        Self { from, to, dossiers }
    }
}

/// What the page tells.
pub fn tracking_page(issue: &Issue<'_>, page: &TrackingPage) -> Values {
    let mut values = Values::default();
    issue::set(&mut values, issue);
    values.text("page.from", printed_day(page.from));
    values.text("page.to", printed_day(page.to));
    let one = (page.from == page.to).then(|| printed_day(page.from));
    values.text("page.day", one.unwrap_or_default());
    values.text("page.count", page.dossiers.len().to_string());
    let row = |(at, dossier): (usize, &Dossier)| row(at + 1, dossier, issue.unit_name);
    let rows = page.dossiers.iter().enumerate().map(row).collect();
    values.list("tracked", rows);
    values
}

fn row(number: usize, dossier: &Dossier, unit: &str) -> Values {
    let received = &dossier.received;
    let applicant = &received.applicant;
    let mut row = Values::default();
    row.text("tracked.number", number.to_string());
    let official = Some(&*dossier.official_code).filter(|code| !code.is_empty());
    row.text("tracked.code", official.unwrap_or(&received.code.0));
    row.text("tracked.procedure", &*received.procedure.name);
    row.text("tracked.applicant", &*applicant.name);
    let reached = [&*applicant.address, &*applicant.phone];
    let reached = reached.into_iter().filter(|text| !text.is_empty());
    row.text("tracked.address", reached.collect::<Vec<_>>().join("; "));
    row.text("tracked.agency", unit);
    row.text("tracked.received", dossier.received_at().clock_and_day());
    let due = dossier.appointment.as_ref().map(|it| it.at.clock_and_day());
    row.text("tracked.appointment", due.unwrap_or_default());
    let when = |of: fn(&Happening) -> bool| {
        let entry = dossier.timeline.iter().rev().find(|entry| of(&entry.what));
        entry.map(|entry| entry.origin.at())
    };
    let passed = when(|what| match what {
        Happening::Moved(moved) => matches!(moved.what, Move::HandedOver(_) | Move::TakenOver),
        Happening::Received
        | Happening::Registered
        | Happening::Corrected(_)
        | Happening::Settled(_)
        | Happening::Resolved
        | Happening::Returned(_)
        | Happening::Attached(_)
        | Happening::Drafted(_)
        | Happening::Judged(_)
        | Happening::Suspected(_)
        | Happening::Redrafted(_)
        | Happening::Printed(_)
        | Happening::NotPrinted(_) => false,
    });
    let clock = |at: Option<Instant>| at.map(Instant::clock_and_day).unwrap_or_default();
    row.text("tracked.passed", clock(passed));
    let resolved = when(|what| matches!(what, Happening::Resolved));
    row.text("tracked.resolved", clock(resolved));
    let returned = when(|what| matches!(what, Happening::Returned(_)));
    row.text("tracked.returned", clock(returned));
    let method = dossier.timeline.iter().rev().find_map(|entry| {
        if let Happening::Returned(method) = &entry.what {
            Some(method.in_words())
        } else {
            None
        }
    });
    row.text("tracked.method", method.unwrap_or_default());
    let no_wait = received.no_wait.then_some("Trả kết quả ngay");
    row.text("tracked.note", no_wait.unwrap_or(&*received.note));
    row
}

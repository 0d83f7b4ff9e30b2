//! The receipt of the counter (phiếu thu nội bộ), with the calculation of the fee. What
//! the tax authority issues (biên lai) is another paper, and the receipt says so.

use super::Occasion;
use super::common::{self, Sheet};
use super::fields::{Names, Values};
use super::issue;
use super::slip;
use super::words::{moment_in_words, printed_day, spelled};
use crate::dossier::{Dossier, Happening, Move};
use crate::instant::Instant;

/// What its template may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, common::NAMES, slip::FEE_NAMES, OWN],
    rows: &[slip::FEE_ROWS],
};

const OWN: &[&str] = &["receipt.at", "receipt.day", "receipt.spelled"];

/// Once money was taken: the last time it was.
pub(super) fn occasion(dossier: &Dossier) -> Option<Occasion> {
    if dossier.paid_dong == 0 {
        return None;
    }
    let taken = |what: &Happening| match what {
        Happening::Moved(moved) => matches!(moved.what, Move::Paid(_)),
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
    };
    let mut last = dossier.timeline.iter().rev();
    let paid = last.find(|entry| taken(&entry.what));
    let entry = paid.or(dossier.timeline.first())?;
    Some(Occasion {
        at: entry.origin.at(),
        officer: Some(entry.origin.officer),
    })
}

/// What it tells.
pub(super) fn values(sheet: &Sheet<'_>) -> Values {
    let mut values = Values::default();
    common::set(&mut values, sheet);
    slip::set_fee(&mut values, sheet.dossier);
    let at = occasion(sheet.dossier).map_or(sheet.issue.now, |it| it.at);
    set_moment(&mut values, at);
    values
}

fn set_moment(values: &mut Values, at: Instant) {
    values.text("receipt.at", moment_in_words(at));
    let day = at.day().map(printed_day);
    values.text("receipt.day", day.unwrap_or_default());
    values.text("receipt.spelled", spelled(at));
}

//! Form 01: the receipt of a dossier, with the appointment for its result.

use super::Occasion;
use super::common::{self, Sheet};
use super::fields::{Names, Values};
use super::issue;
use super::words::{moment_in_words, printed_day, spelled};
use crate::deadline::Limit;
use crate::dossier::{Certified, Channel, Dossier, Paper, ReturnMethod};
use crate::fee::dong;
use crate::instant::Instant;
use crate::text::spell_dong;

/// Whether the applicant is to be given a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Nothing was accepted: there is none.
    None,
    /// Only if the applicant wants one.
    Optional,
    /// The applicant has to get one.
    Compulsory,
}

impl Duty {
    /// What the law asks for. What is finished in one sitting needs no slip, nor what is
    /// due on the very day by the published limit; past the cutoff it is due later.
    pub fn of(dossier: &Dossier) -> Self {
        if !dossier.is_accepted() {
            return Self::None;
        }
        let same_day = dossier.appointment.as_ref().is_some_and(|appointment| {
            appointment.limit == Some(Limit::SameDay)
                && appointment.at.day() == dossier.accepted_at().day()
        });
        if dossier.received.no_wait || same_day {
            Self::Optional
        } else {
            Self::Compulsory
        }
    }
}

/// When it was accepted, and by whom.
pub(super) fn occasion(dossier: &Dossier) -> Option<Occasion> {
    dossier.is_accepted().then(|| Occasion {
        at: dossier.accepted_at(),
        officer: dossier.accepted_by(),
    })
}

/// What its template may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, common::NAMES, OWN, FEE_NAMES],
    rows: &[
        (
            "papers",
            &[
                "paper.number",
                "paper.name",
                "paper.kind",
                "paper.count",
                "paper.originals",
                "paper.copies",
            ],
        ),
        (
            "certified",
            &["certified.originals", "certified.pages", "certified.copies"],
        ),
        FEE_ROWS,
    ],
};

const OWN: &[&str] = &[
    "papers.count",
    "received.at",
    "received.day",
    "received.spelled",
    "received.channel",
    "appointment.at",
    "appointment.spelled",
    "appointment.limit",
    "appointment.trace",
    "appointment.uncertain",
    "result.method",
];

/// The texts of what is to be paid and was.
pub(super) const FEE_NAMES: &[&str] = &[
    "fee.amount",
    "fee.spelled",
    "fee.source",
    "fee.ground",
    "paid.amount",
    "paid.spelled",
];

/// The lines of the calculation.
pub(super) const FEE_ROWS: (&str, &[&str]) = ("fee.lines", &["fee.line"]);

/// What the slip tells.
pub(super) fn values(sheet: &Sheet<'_>) -> Values {
    let mut values = Values::default();
    common::set(&mut values, sheet);
    let dossier = sheet.dossier;
    let received = &dossier.received;
    let at = dossier.accepted_at();
    values.text("received.at", moment_in_words(at));
    values.text(
        "received.day",
        at.day().map(printed_day).unwrap_or_default(),
    );
    values.text("received.spelled", spelled(at));
    values.text("received.channel", received.channel.in_words());
    set_appointment(&mut values, dossier);
    let method = received.delivery.unwrap_or_default();
    values.text("result.method", method.in_words());
    set_fee(&mut values, dossier);
    let count: u64 = received.papers.iter().map(sheets).sum();
    let count = (count > 0).then(|| count.to_string());
    values.text("papers.count", count.unwrap_or_default());
    let papers = received.papers.iter().enumerate().map(paper).collect();
    values.list("papers", papers);
    let copied = received.copied();
    let same = copied.chunk_by(|a, b| a == b);
    // Copies of an extract are counted likewise, and are no originals.
    let same = same.filter(|_| received.civil().is_none());
    values.list("certified", same.filter_map(certified).collect());
    values
}

fn set_appointment(values: &mut Values, dossier: &Dossier) {
    let appointment = dossier.appointment.as_ref();
    let text = |of: fn(Instant) -> String| appointment.map(|it| of(it.at)).unwrap_or_default();
    values.text("appointment.at", text(moment_in_words));
    values.text("appointment.spelled", text(spelled));
    let limit = appointment.and_then(|it| it.longer.or(it.limit));
    values.text(
        "appointment.limit",
        limit.map(Limit::in_words).unwrap_or_default(),
    );
    values.text("appointment.trace", appointment.map_or("", |it| &it.trace));
    let uncertain = appointment.is_some_and(|it| it.uncertain);
    let uncertain = uncertain.then_some("lịch nghỉ chưa được công bố chính thức");
    values.text("appointment.uncertain", uncertain.unwrap_or_default());
}

/// A fee that is not known stays empty: that is not the same as none.
pub(super) fn set_fee(values: &mut Values, dossier: &Dossier) {
    let figure = |amount: u64| match amount {
        0 => "Không thu".to_owned(),
        _ => format!("{} đồng", dong(amount)),
    };
    let letters = |amount: u64| match amount {
        0 => String::new(),
        _ => spell_dong(amount),
    };
    let fee = dossier.received.fee.as_ref();
    let amount = fee.map(|fee| fee.amount_dong);
    values.text("fee.amount", amount.map(figure).unwrap_or_default());
    values.text("fee.spelled", amount.map(letters).unwrap_or_default());
    values.text("fee.source", fee.map_or("", |fee| &fee.source));
    // The last line of the calculation is what was let off, and why.
    let ground = fee.filter(|fee| fee.exemption.is_some());
    let ground = ground.and_then(|fee| fee.trace.last());
    values.text("fee.ground", ground.cloned().unwrap_or_default());
    let line = |line: &String| {
        let mut row = Values::default();
        row.text("fee.line", &**line);
        row
    };
    let lines = fee.map(|fee| fee.trace.iter().map(line).collect());
    values.list("fee.lines", lines.unwrap_or_default());
    let paid = Some(dossier.paid_dong).filter(|paid| *paid > 0);
    values.text("paid.amount", paid.map(figure).unwrap_or_default());
    values.text("paid.spelled", paid.map(letters).unwrap_or_default());
}

fn sheets(paper: &Paper) -> u64 {
    u64::from(paper.originals) + u64::from(paper.copies)
}

fn paper((at, paper): (usize, &Paper)) -> Values {
    let mut row = Values::default();
    row.text("paper.number", (at + 1).to_string());
    row.text("paper.name", &*paper.name);
    let kinds = [(paper.originals, "bản chính"), (paper.copies, "bản sao")];
    let there = kinds.iter().filter(|(count, _)| *count > 0);
    let kinds: Vec<_> = there.map(|(_, kind)| *kind).collect();
    row.text("paper.kind", kinds.join(", "));
    let figure = |count: u64| match count {
        0 => String::new(),
        _ => count.to_string(),
    };
    row.text("paper.count", figure(sheets(paper)));
    row.text("paper.originals", figure(paper.originals.into()));
    row.text("paper.copies", figure(paper.copies.into()));
    row
}

/// Same originals are told once.
fn certified(same: &[Certified]) -> Option<Values> {
    let first = same.first()?;
    let mut row = Values::default();
    row.text("certified.originals", same.len().to_string());
    row.text("certified.pages", first.pages.to_string());
    row.text("certified.copies", first.copies.to_string());
    Some(row)
}

impl Channel {
    /// As papers name it, in Vietnamese.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Direct => "Trực tiếp",
            Self::Online => "Trực tuyến",
            Self::Post => "Bưu chính công ích",
        }
    }
}

impl ReturnMethod {
    /// As papers name it, in Vietnamese.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::InPerson => "Trực tiếp tại quầy",
            Self::Post => "Bưu chính công ích",
            Self::Electronic => "Trực tuyến",
        }
    }
}

//! A cash book as it is read: every line with the balance after it.

use super::book::CashBook;
use super::event::{CashKey, Closed, Event, Line};
use crate::dossier::LocalCode;
use crate::id::{DossierId, EventId, OfficerId};
use crate::instant::Instant;
use crate::officer::Origin;
use std::collections::BTreeSet;

/// A dossier's payment, as lists know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The dossier.
    pub dossier: DossierId,
    /// Its code.
    pub code: LocalCode,
    /// Who paid.
    pub applicant: String,
    /// Who took it, where, when; the fact of the payment.
    pub origin: Origin,
    /// In đồng.
    pub amount_dong: u64,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// Who, where, when.
    pub origin: Origin,
    /// What.
    pub what: SheetWhat,
    /// What it adds to the drawer, in đồng; below zero what it takes out.
    pub amount: i64,
    /// What is in the drawer after it.
    pub balance: i64,
    /// How much of it can still be taken back.
    pub left_dong: u64,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetWhat {
    /// The day's beginning.
    Opened,
    /// A dossier's payment.
    Payment(Payment),
    /// Another taking.
    Took(String),
    /// A line taken back.
    Countered {
        /// Which.
        line: EventId,
        /// It was a hand-over: the money is in the drawer again.
        hand_over: bool,
        /// Why.
        reason: String,
    },
    /// Money given away.
    HandedOver(Handed),
    /// Money received.
    Received(Handed),
}

/// A hand-over, from either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The giver's book.
    pub from: CashKey,
    /// To whom.
    pub to: OfficerId,
    /// The fact of it.
    pub given: Origin,
    /// The receiver's word.
    pub confirmed: Option<Origin>,
    /// In đồng.
    pub amount_dong: u64,
    /// Whatever else was said.
    pub note: String,
}

/// How a day ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// As it was signed.
    pub closed: Closed,
    /// Who, where, when.
    pub origin: Origin,
    /// What the lines come to now beyond what was expected then: payments that other
    /// devices recorded, or that were taken after the closing.
    pub late: i64,
}

/// One officer's cash book of one day, with the payments of dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which.
    pub key: CashKey,
    /// Its lines, in the order of time; the opening first.
    pub lines: Vec<SheetLine>,
    /// How it ended, if it has.
    pub closing: Option<Closing>,
    /// What others have given and this officer has not confirmed.
    pub to_confirm: Vec<Handed>,
}

impl Sheet {
    /// Puts the books of a unit's day and the payments together. A payment counts once,
    /// however often it is told.
    pub fn read<'a>(
        key: CashKey,
        books: &[CashBook],
        payments: impl IntoIterator<Item = &'a Payment>,
    ) -> Self {
        let own = books.iter().find(|book| book.key == key);
        let mut lines: Vec<SheetLine> = Vec::new();
        let mut known = BTreeSet::new();
        let back = |event| own.map_or(0, |book| book.countered(event));
        for payment in payments {
            let at = payment.origin;
            if is_of(key, at) && known.insert(at.event) {
                let left = payment.amount_dong.saturating_sub(back(at.event));
                let what = SheetWhat::Payment(payment.clone());
                lines.push(SheetLine::new(at, what, signed(payment.amount_dong), left));
            }
        }
        lines.extend(own.into_iter().flat_map(entries));
        let stands = |book: &CashBook, it: &Handed| book.countered(it.given.event) == 0;
        let standing = |book| given(book).into_iter().filter(move |it| stands(book, it));
        let (mine, to_confirm): (Vec<Handed>, Vec<Handed>) = books
            .iter()
            .flat_map(standing)
            .filter(|handed| handed.to == key.officer)
            .partition(|handed| handed.confirmed.is_some());
        lines.extend(mine.into_iter().map(|handed| {
            let at = handed.confirmed.unwrap_or(handed.given);
            let amount = signed(handed.amount_dong);
            SheetLine::new(at, SheetWhat::Received(handed), amount, 0)
        }));
        lines.sort_by_key(|line| {
            let later = line.what != SheetWhat::Opened;
            (later, line.origin.time, line.origin.event)
        });
        let mut balance = 0_i64;
        for line in &mut lines {
            balance = balance.saturating_add(line.amount);
            line.balance = balance;
        }
        let closing = own.and_then(CashBook::closed).map(|(closed, origin)| {
            let then = lines.iter().filter(|line| !line.moved_after(origin));
            let sum = then.fold(0_i64, |sum, line| sum.saturating_add(line.amount));
            Closing {
                late: sum.saturating_sub(closed.expected_dong),
                closed: closed.clone(),
                origin,
            }
        });
        Self {
            key,
            lines,
            closing,
            to_confirm,
        }
    }

    /// What the lines come to: what should be in the drawer.
    pub fn balance(&self) -> i64 {
        self.lines.last().map_or(0, |line| line.balance)
    }

    /// What is in the drawer by the last counting, with what came and went since: what
    /// the next day begins with.
    pub fn carried(&self) -> i64 {
        let Some(closing) = &self.closing else {
            return self.balance();
        };
        let counted = signed(closing.closed.counted_dong);
        let difference = counted.saturating_sub(closing.closed.expected_dong);
        self.balance().saturating_add(difference)
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.closing.is_none()
    }

    /// The line of a fact.
    pub fn line(&self, event: EventId) -> Option<&SheetLine> {
        self.lines.iter().find(|line| line.origin.event == event)
    }
}

impl SheetLine {
    fn new(origin: Origin, what: SheetWhat, amount: i64, left_dong: u64) -> Self {
        Self {
            origin,
            what,
            amount,
            balance: 0,
            left_dong,
        }
    }

    /// How a counter-entry names it; nothing where it cannot be taken back.
    pub fn as_line(&self) -> Option<Line> {
        let event = self.origin.event;
        match &self.what {
            _ if self.left_dong == 0 => None,
            SheetWhat::Payment(payment) => Some(Line::Payment {
                dossier: payment.dossier,
                event,
                amount_dong: payment.amount_dong,
            }),
            SheetWhat::Took(_) | SheetWhat::HandedOver(_) => Some(Line::Entry(event)),
            SheetWhat::Opened | SheetWhat::Countered { .. } | SheetWhat::Received(_) => None,
        }
    }

    /// When.
    pub fn at(&self) -> Instant {
        self.origin.at()
    }

    /// Whether it is money that changed hands after the counting: no taking of the day.
    pub fn moved_after(&self, closed: Origin) -> bool {
        let handed = matches!(
            self.what,
            SheetWhat::HandedOver(_)
                | SheetWhat::Received(_)
                | SheetWhat::Countered {
                    hand_over: true,
                    ..
                }
        );
        handed && self.origin.time > closed.time
    }
}

fn is_of(key: CashKey, origin: Origin) -> bool {
    origin.officer == key.officer && origin.at().day() == Some(key.day)
}

/// The lines that a book's own facts are.
fn entries(book: &CashBook) -> impl Iterator<Item = SheetLine> {
    let left = |event, amount: u64| amount.saturating_sub(book.countered(event));
    book.entries.iter().filter_map(move |entry| {
        let origin = entry.origin;
        let (what, amount, left) = match &entry.event {
            Event::Opened(opened) => (SheetWhat::Opened, signed(opened.amount_dong), 0),
            Event::Took(took) => (
                SheetWhat::Took(took.what.clone()),
                signed(took.amount_dong),
                left(origin.event, took.amount_dong),
            ),
            Event::Countered(countered) => {
                let line = countered.line.event();
                let hand_over = book.is_hand_over(line);
                let amount = signed(countered.amount_dong);
                let what = SheetWhat::Countered {
                    line,
                    hand_over,
                    reason: countered.reason.clone(),
                };
                (what, if hand_over { amount } else { -amount }, 0)
            }
            Event::HandedOver(_) => {
                let handed = given(book).into_iter().find(|it| it.given == origin)?;
                let amount = handed.amount_dong;
                let open = handed.confirmed.is_none();
                let left = if open { left(origin.event, amount) } else { 0 };
                (SheetWhat::HandedOver(handed), -signed(amount), left)
            }
            Event::Closed(_) | Event::Confirmed(_) => return None,
        };
        Some(SheetLine::new(origin, what, amount, left))
    })
}

/// The hand-overs of a book, also those that were taken back.
fn given(book: &CashBook) -> Vec<Handed> {
    let handed = book.hand_overs().map(|(given, handed, confirmed)| Handed {
        from: book.key,
        to: handed.to,
        given,
        confirmed,
        amount_dong: handed.amount_dong,
        note: handed.note.clone(),
    });
    handed.collect()
}

/// Amounts are at most [`super::CASH_DONG_MAX`], and sums of millions of them still fit.
fn signed(amount_dong: u64) -> i64 {
    i64::try_from(amount_dong).unwrap_or(i64::MAX)
}

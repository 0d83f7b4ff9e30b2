//! What is typed for a step.

use crate::pages::typed;
use domain::dossier::{Dossier, Move};
use domain::id::OfficerId;
use domain::text::clean;
use leptos::prelude::*;

/// All of it; a step takes what it wants.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed {
    pub(super) reason: RwSignal<String>,
    /// A paper a line.
    pub(super) items: RwSignal<String>,
    pub(super) officer: RwSignal<Option<OfficerId>>,
    pub(super) amount: RwSignal<String>,
    pub(super) code: RwSignal<String>,
    pub(super) limit: RwSignal<String>,
    pub(super) day: RwSignal<String>,
}

impl Typed {
    pub(super) fn new(dossier: &Dossier) -> Self {
        let fee = dossier.received.fee.as_ref().map(|fee| fee.amount_dong);
        let owed = fee.map_or(0, |fee| fee.saturating_sub(dossier.paid_dong));
        Self {
            reason: RwSignal::new(String::new()),
            items: RwSignal::new(String::new()),
            officer: RwSignal::new(None),
            amount: RwSignal::new(if owed > 0 {
                owed.to_string()
            } else {
                String::new()
            }),
            code: RwSignal::new(dossier.official_code.clone()),
            limit: RwSignal::new(String::new()),
            day: RwSignal::new(String::new()),
        }
    }

    /// The step with what was typed for it.
    pub(super) fn fill(self, blank: &Move) -> Move {
        let amount = || typed::amount(&self.amount.get()).unwrap_or(0);
        match blank {
            Move::Asked(_) => {
                let items = self.items.get();
                let items = items.lines().map(clean).filter(|item| !item.is_empty());
                Move::Asked(items.collect())
            }
            Move::PaymentAsked(_) => Move::PaymentAsked(amount()),
            Move::Paid(_) => Move::Paid(amount()),
            Move::HandedOver(nobody) => Move::HandedOver(self.officer.get().unwrap_or(*nobody)),
            Move::Coded(_) => Move::Coded(clean(&self.code.get())),
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
            | Move::Waived => blank.clone(),
        }
    }
}

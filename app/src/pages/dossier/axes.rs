//! The axes on which a dossier stands beside its stage: money, the way back to the
//! applicant, and what the server has of it.

use crate::components::Fact;
use crate::counter::Counter;
use crate::texts::{Texts, say, use_texts};
use domain::dossier::{Dossier, Happening, Payment, ReturnMethod};
use domain::officer::Origin;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How the result comes to the applicant.
#[derive(Clone, Copy)]
enum Delivery {
    /// It is not there yet; so the applicant wants it.
    Wanted(ReturnMethod),
    /// It was handed over.
    Done(ReturnMethod),
}

impl Delivery {
    fn of(dossier: &Dossier) -> Self {
        let last = dossier.timeline.iter().rev().find_map(|entry| {
            let Happening::Returned(way) = entry.what else {
                return None;
            };
            Some(way)
        });
        match last.filter(|_| dossier.stage == domain::dossier::Stage::Returned) {
            Some(way) => Self::Done(way),
            // As on the slip: whoever asked for nothing else comes to the counter.
            None => Self::Wanted(dossier.received.delivery.unwrap_or_default()),
        }
    }

    fn in_words(self, texts: &Texts) -> String {
        let way = |way| (texts.common.return_method)(way);
        match self {
            Self::Wanted(wanted) => (texts.lifecycle.delivery_wanted)(way(wanted)),
            Self::Done(how) => (texts.dossier.returned)(how),
        }
    }
}

/// Each axis with where the dossier stands on it.
#[component]
pub(super) fn Axes(
    /// The dossier.
    dossier: Dossier,
    /// Events of it that the server has not confirmed.
    waiting: usize,
    /// Events of it that a person must look at.
    attention: usize,
) -> impl IntoView {
    let texts = use_texts();
    let payment = dossier.payment();
    let delivery = Delivery::of(&dossier);
    let back = given_back(&dossier);
    let told = move || {
        let back = back.get();
        (back > 0).then(|| (texts.get().lifecycle.given_back)(back))
    };
    view! {
        <Fact term=say(|t| t.lifecycle.payment)>
            <span class:due=matches!(payment, Payment::Owed(_))>
                {move || (texts.get().lifecycle.payment_is)(payment)}
            </span>
            {told}
        </Fact>
        <Fact term=say(|t| t.lifecycle.delivery)>{move || delivery.in_words(texts.get())}</Fact>
        <Fact term=say(|t| t.lifecycle.transmission)>
            {move || (texts.get().lifecycle.transmission_is)(waiting, attention)}
        </Fact>
    }
}

/// How much of its payments was taken back by counter-entries in cash books. What was paid
/// is the dossier's; that the money went back is told by the book of whoever took it.
fn given_back(dossier: &Dossier) -> RwSignal<u64> {
    let counter = Counter::expect();
    let sum = RwSignal::new(0);
    let payments: Vec<Origin> = dossier.payments().map(|(origin, _)| origin).collect();
    Effect::new(move |_| {
        counter.sync.track();
        let (Some(host), false) = (counter.host(), payments.is_empty()) else {
            return;
        };
        let payments = payments.clone();
        spawn_local(async move {
            let mut back = 0_u64;
            for payment in payments {
                let Some(day) = payment.at().day() else {
                    continue;
                };
                let books = host.cash_books(day).await.unwrap_or_default();
                let own = books.iter().filter(|it| it.key.officer == payment.officer);
                let taken = own.map(|book| book.countered(payment.event));
                back = taken.fold(back, u64::saturating_add);
            }
            sum.try_set(back);
        });
    });
    sum
}

//! Facts beyond a reception, over the wire: cash books, cases that the server opens, and
//! the steps of a dossier about an act.

use crate::harness::{Device, Server};
use domain::cash::{CashFact, CashKey, Event as CashEvent, Opened, Refusal as CashRefusal, Took};
use domain::civil::{Judgement, Likeness, Redrafted, Suspicion};
use domain::dossier::{Event, Move, Moved, Refusal};
use domain::fact::{Fact, UnitFact};
use domain::register::{CivilStep, Official};
use domain::service::Fault;
use storage::SERVER_DEVICE;
use storage::testing::death;
use sync::envelope::Sealed;
use sync::exchange::{Answer, News};
use sync::ruling::{RefusalReason, Ruling};

fn accepted(positions: impl IntoIterator<Item = u64>) -> Vec<Ruling> {
    let positions = positions.into_iter();
    positions
        .map(|position| Ruling::Accepted { position })
        .collect()
}

/// What the server says itself in an answer.
fn said(answer: &Answer) -> Vec<Sealed> {
    let sealed = answer.news.iter().filter_map(|news| match news {
        News::Sealed(bytes) => Some(Sealed::open(bytes.clone()).unwrap()),
        News::Yours(_) => None,
    });
    sealed
        .filter(|sealed| sealed.envelope.device == SERVER_DEVICE)
        .collect()
}

#[tokio::test]
async fn k7_k8_the_answer_brings_the_case_that_the_server_opened() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let mut pao = Device::sign_in(&server, "pao", 2).await;
    let first = lan.receive_act(1, death("Vừ A Páo", "002050001234"));
    lan.exchange(&server, 0, &[&first]).await;
    let second = pao.receive_act(1, death("Vừ A Phử", "002050001234"));
    let answer = pao.exchange(&server, 0, &[&second]).await;
    assert_eq!(answer.rulings, accepted([2]));
    let [word] = &said(&answer)[..] else {
        panic!("one word of the server: {:?}", answer.news);
    };
    let suspicion = Suspicion {
        earlier: first.envelope.dossier().unwrap(),
        by: Likeness::Identity,
    };
    let of = second.envelope.dossier().unwrap();
    assert_eq!(
        word.envelope.fact,
        Fact::Dossier(of, Event::Suspected(suspicion))
    );

    // Sent again, nothing is said again; and no device speaks for the server.
    let again = pao.exchange(&server, 0, &[&second]).await;
    assert_eq!((again.head, said(&again).len()), (3, 1));
    let forged = pao.seal(of, Event::Suspected(suspicion));
    let judged = pao.seal(
        of,
        Event::Judged(Judgement {
            other: suspicion.earlier,
            same: true,
            reason: "Hai người con cùng khai".into(),
        }),
    );
    let answer = pao.exchange(&server, 0, &[&forged, &judged]).await;
    let reason = RefusalReason::Domain(Refusal::OfTheServer);
    let expected = [Ruling::Refused { reason }, Ruling::Accepted { position: 4 }];
    assert_eq!(answer.rulings, expected);
}

#[tokio::test]
async fn a5_the_steps_of_a_draft_and_of_a_code_are_ruled_on() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let first = lan.receive_act(1, death("Vừ A Páo", ""));
    let of = first.envelope.dossier().unwrap();
    let entered = CivilStep::EnteredNationally(Official {
        number: "12/2026".into(),
        day: first.envelope.clock.day().unwrap(),
    });
    let step = |what| Event::Moved(Box::new(Moved::because(what, "nhầm hồ sơ")));
    let events = [
        Event::Drafted(CivilStep::PrintedDraft),
        Event::Drafted(CivilStep::Checked),
        Event::Drafted(CivilStep::PrintedDraft),
        Event::Drafted(entered),
        Event::Drafted(CivilStep::TakenBack("nhầm số".into())),
        step(Move::Coded("H99.99.01-261123-0001".into())),
        step(Move::Uncoded),
        step(Move::Waived),
        Event::Moved(Box::new(Moved::plainly(Move::Waived))),
    ];
    let sealed: Vec<_> = events
        .into_iter()
        .map(|event| lan.seal(of, event))
        .collect();
    let sent: Vec<_> = core::iter::once(&first).chain(&sealed).collect();
    let answer = lan.exchange(&server, 0, &sent).await;
    let refused = |refusal| Ruling::Refused {
        reason: RefusalReason::Domain(refusal),
    };
    let mut expected = accepted([1]);
    expected.push(refused(Refusal::DraftStep));
    expected.extend(accepted(2..=8));
    expected.push(refused(Refusal::ReasonMissing));
    assert_eq!(answer.rulings, expected);
}

#[tokio::test]
async fn k9_of_two_redrafts_the_first_keeps_and_the_second_is_told_by_name() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let mut pao = Device::sign_in(&server, "pao", 2).await;
    let first = lan.receive_act(1, death("Vừ A Phừ", ""));
    let of = first.envelope.dossier().unwrap();
    let redraft = |base: &Sealed, name: &str| {
        Event::Redrafted(Box::new(Redrafted {
            base: base.envelope.event_id,
            civil: death(name, ""),
        }))
    };
    let checked_as = |made: &Sealed| {
        let event = made.envelope.event_id;
        Event::Drafted(CivilStep::CheckedAs(event))
    };
    let right = lan.seal(of, redraft(&first, "Vừ A Phử"));
    let answer = lan.exchange(&server, 0, &[&first, &right]).await;
    assert_eq!(answer.rulings, accepted([1, 2]));

    let late = pao.seal(of, redraft(&first, "Vừ A Phủ"));
    let events = [
        Event::Drafted(CivilStep::Checked),
        checked_as(&late),
        Event::Drafted(CivilStep::PrintedDraft),
        redraft(&right, ""),
        redraft(&right, "Vừ A Phủ"),
    ];
    let mut sent = vec![late];
    sent.extend(events.map(|event| pao.seal(of, event)));
    sent.push(pao.seal(of, checked_as(&sent[5])));
    sent.push(pao.seal(of, Event::Drafted(CivilStep::PrintedDraft)));
    let sent: Vec<_> = sent.iter().collect();
    let answer = pao.exchange(&server, 0, &sent).await;
    let refused = |refusal| Ruling::Refused {
        reason: RefusalReason::Domain(refusal),
    };
    let mut expected = vec![
        refused(Refusal::RedraftedBefore),
        refused(Refusal::DraftStep),
        refused(Refusal::DraftStep),
        refused(Refusal::DraftStep),
        refused(Refusal::Service(Fault::ActNotWhole)),
    ];
    expected.extend(accepted(3..=5));
    assert_eq!(answer.rulings, expected);
    assert_eq!(answer.head, 5);
}

#[tokio::test]
async fn u2_k6_facts_of_a_cash_book_are_ruled_on() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let pao = Device::sign_in(&server, "pao", 2).await;
    let first = lan.receive(1);
    let (day, officer) = (first.envelope.clock.day().unwrap(), first.envelope.officer);
    let fact = |officer, event| {
        Fact::Unit(UnitFact::Cash(CashFact::new(
            CashKey { day, officer },
            event,
        )))
    };
    let opened = |amount_dong| CashEvent::Opened(Opened { amount_dong });
    let took = CashEvent::Took(Took {
        amount_dong: 2_000,
        what: "Bán mẫu đơn".into(),
    });
    let facts = [
        fact(officer, opened(50_000)),
        fact(officer, opened(60_000)),
        fact(officer, took.clone()),
        fact(domain::id::OfficerId::NOBODY, took),
    ];
    let sealed: Vec<_> = facts.into_iter().map(|fact| lan.seal_fact(fact)).collect();
    let sent: Vec<_> = core::iter::once(&first).chain(&sealed).collect();
    let answer = lan.exchange(&server, 0, &sent).await;
    let refused = |refusal| Ruling::Refused {
        reason: RefusalReason::Cash(refusal),
    };
    let mut expected = accepted([1, 2]);
    expected.push(refused(CashRefusal::OpenedBefore));
    expected.extend(accepted([3]));
    expected.push(refused(CashRefusal::OthersBook));
    assert_eq!(answer.rulings, expected);
    let answer = pao.exchange(&server, 0, &[]).await;
    let bytes = [&first, &sealed[0], &sealed[2]].map(|sealed| News::Sealed(sealed.bytes.clone()));
    assert_eq!(answer.news, bytes);
}

//! The contract: what every backend must do, told as small stories.
//!
//! A backend's test file holds one line, `storage::contract!(open());`, and gets
//! a test for each story. A new promise of the traits is a new story here.

use super::pen::{CONTACT, NOW, OFFICER, Pen, dossier, registrar, supervisor};
use crate::exchange::{Cursor, ExchangeError, Outcome, read, run};
use crate::records::{NewDevice, SessionRecord, UnitRecord};
use crate::transaction::{Access, Storage};
use domain::dossier::{Event, ReturnMethod, Stage};
use domain::id::{DeviceId, EventId, OfficerId, UnitId};
use domain::instant::Instant;
use std::sync::Arc;
use sync::chain::Hash;
use sync::envelope::{Envelope, Sealed};
use sync::exchange::{Held, News, Run};
use sync::limits::HELD_PER_DEVICE_MAX;
use sync::ruling::{Missing, QuarantineReason, RefusalReason, Ruling};
use uuid::Uuid;

/// A story's result: the story fails when a step does.
pub type Told = Result<(), Box<dyn std::error::Error + Send + Sync>>;

pub(super) fn unit() -> UnitId {
    UnitId("H15.50".into())
}

fn rulings(outcome: &Outcome) -> Vec<Ruling> {
    outcome.rulings.clone()
}

/// Positions are dense and begin at 1; a second device reads them in order.
pub async fn a9_positions_are_dense(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let (a, b) = (pen.receive(1).await?, pen.receive(2).await?);
    let outcome = pen.send(0, &[&a, &b]).await?;
    assert_eq!(
        rulings(&outcome),
        [
            Ruling::Accepted { position: 1 },
            Ruling::Accepted { position: 2 }
        ]
    );
    assert_eq!(
        outcome.news,
        [News::Yours(Run {
            first: 1,
            count: 2,
            last: b.hash
        })]
    );
    let other = Pen::register(&storage, &unit(), 2).await?;
    let outcome = other.send(1, &[]).await?;
    assert_eq!(outcome.news, [News::Sealed(b.bytes)]);
    assert_eq!(outcome.head, 2);
    Ok(())
}

/// What a device has at hand comes back by its numbers, also long after it was sent; of
/// what it has no longer, and of others, the bytes come.
pub async fn x4_what_is_at_hand_comes_back_by_its_numbers(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let mut other = Pen::register(&storage, &unit(), 2).await?;
    let own = [
        pen.receive(1).await?,
        pen.receive(2).await?,
        pen.receive(3).await?,
    ];
    let foreign = other.receive(4).await?;
    pen.send(0, &[&own[0], &own[1]]).await?;
    other.send(0, &[&foreign]).await?;
    pen.send(0, &[&own[2]]).await?;
    let run = |first, count, last: &Sealed| {
        let last = last.hash;
        News::Yours(Run { first, count, last })
    };
    let bytes = |sealed: &Sealed| News::Sealed(sealed.bytes.clone());
    let [one, two, three] = &own;
    for (holds, news) in [
        (
            Some(Held(1, 3)),
            vec![run(1, 2, two), bytes(&foreign), run(3, 1, three)],
        ),
        (
            Some(Held(2, 2)),
            vec![bytes(one), run(2, 1, two), bytes(&foreign), bytes(three)],
        ),
        (
            None,
            vec![bytes(one), bytes(two), bytes(&foreign), bytes(three)],
        ),
    ] {
        let mut tx = storage.begin(Access::Read).await?;
        let cursor = Cursor {
            holds,
            ..Cursor::default()
        };
        let asked = read(&mut *tx, &unit(), pen.device, cursor).await?;
        assert_eq!((asked.news, asked.head), (news, 4), "{holds:?}");
    }
    Ok(())
}

/// Sent twice, counted once, with the position of the first time.
pub async fn a1_a_repeated_envelope_is_a_duplicate(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let sealed = pen.receive(1).await?;
    pen.send(0, &[&sealed]).await?;
    let outcome = pen.send(1, &[&sealed]).await?;
    assert_eq!(rulings(&outcome), [Ruling::Duplicate { position: 1 }]);
    assert_eq!((outcome.head, outcome.appended), (1, 0));
    let twice = pen.receive(2).await?;
    let outcome = pen.send(1, &[&twice, &twice]).await?;
    let second = Ruling::Duplicate { position: 2 };
    assert_eq!(
        rulings(&outcome),
        [Ruling::Accepted { position: 2 }, second]
    );
    Ok(())
}

/// The same id with other bytes goes to quarantine and changes nothing.
pub async fn a2_a3_contradicting_bytes_are_quarantined(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let sealed = pen.receive(1).await?;
    pen.send(0, &[&sealed]).await?;
    let forged = Envelope {
        clock: Instant(1),
        ..sealed.envelope.clone()
    }
    .seal()?;
    let outcome = pen.send(1, &[&forged]).await?;
    let reason = QuarantineReason::SameIdOtherBytes;
    assert_eq!(rulings(&outcome), [Ruling::Quarantined { reason }]);
    let fresh = Envelope {
        event_id: EventId(Uuid::from_u128(77)),
        ..sealed.envelope
    }
    .seal()?;
    let outcome = pen.send(1, &[&fresh]).await?;
    let reason = QuarantineReason::SequenceTaken;
    assert_eq!(rulings(&outcome), [Ruling::Quarantined { reason }]);
    assert_eq!(outcome.head, 1);
    Ok(())
}

/// An envelope whose predecessor has not arrived waits, and is taken up by itself.
pub async fn a3_a7_a_gap_is_held_and_taken_up(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let (a, b, c) = (
        pen.receive(1).await?,
        pen.receive(2).await?,
        pen.receive(3).await?,
    );
    let outcome = pen.send(0, &[&c]).await?;
    assert_eq!(rulings(&outcome), [held(Missing::Sequence(1))]);
    assert_eq!(outcome.head, 0);
    let outcome = pen.send(0, &[&b, &a]).await?;
    assert_eq!(
        rulings(&outcome),
        [held(Missing::Sequence(1)), Ruling::Accepted { position: 1 }]
    );
    assert_eq!(outcome.head, 3, "all three are in the stream now");
    let outcome = pen.send(0, &[&c, &b]).await?;
    let expected = [
        Ruling::Duplicate { position: 3 },
        Ruling::Duplicate { position: 2 },
    ];
    assert_eq!(rulings(&outcome), expected);
    Ok(())
}

/// What the domain refuses is kept, told again when asked again, and does not
/// stop the device's later envelopes.
pub async fn a5_a6_a_refusal_is_kept_and_the_chain_goes_on(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let first = pen.receive(1).await?;
    let early = pen.seal(dossier(1), Event::Returned(ReturnMethod::Post));
    let good = pen.receive(2).await?;
    let outcome = pen.send(0, &[&first, &early, &good]).await?;
    let refusal = domain::dossier::Refusal::WrongStage {
        from: Stage::Received,
    };
    let reason = RefusalReason::Domain(refusal);
    let refused = Ruling::Refused { reason };
    assert_eq!(
        rulings(&outcome),
        [
            Ruling::Accepted { position: 1 },
            refused.clone(),
            Ruling::Accepted { position: 2 }
        ]
    );
    let outcome = pen.send(2, &[&early]).await?;
    assert_eq!(rulings(&outcome), [refused]);
    Ok(())
}

/// What speaks of a dossier that has not arrived waits for it, whatever device it
/// is from; its device's chain goes on meanwhile, and it is taken up by itself.
pub async fn a5_a7_what_speaks_of_an_unknown_dossier_waits_for_it(
    storage: Arc<dyn Storage>,
) -> Told {
    let mut here = Pen::register(&storage, &unit(), 1).await?;
    let mut there = Pen::register(&storage, &unit(), 2).await?;
    let received = here.receive(1).await?;
    let resolved = there.seal(dossier(1), Event::Resolved);
    let returned = there.seal(dossier(1), Event::Returned(ReturnMethod::Post));
    let again = there.seal(dossier(1), Event::Resolved);
    let other = there.receive(2).await?;
    let outcome = there
        .send(0, &[&resolved, &returned, &again, &other])
        .await?;
    let waits = held(Missing::Dossier(dossier(1)));
    let accepted = Ruling::Accepted { position: 1 };
    assert_eq!(
        rulings(&outcome),
        [waits.clone(), waits.clone(), waits.clone(), accepted]
    );
    let outcome = there.send(1, &[&resolved]).await?;
    assert_eq!(rulings(&outcome), [waits], "told the same when asked again");
    let outcome = here.send(1, &[&received]).await?;
    assert_eq!(rulings(&outcome), [Ruling::Accepted { position: 2 }]);
    assert_eq!(
        outcome.head, 4,
        "resolved and returned followed by themselves"
    );
    let outcome = there.send(1, &[&resolved, &returned, &again]).await?;
    let reason = RefusalReason::Domain(domain::dossier::Refusal::WrongStage {
        from: Stage::Returned,
    });
    assert_eq!(
        rulings(&outcome),
        [
            Ruling::Duplicate { position: 3 },
            Ruling::Duplicate { position: 4 },
            Ruling::Refused { reason }
        ]
    );
    let mut tx = storage.begin(Access::Read).await?;
    let count = tx.unplaced(&unit(), there.device).await?.held;
    assert_eq!(count, 0, "nothing is held any more");
    Ok(())
}

/// What another device carries has the same effect, once, and the author hears
/// of it when it comes itself.
pub async fn d2_d3_a_courier_delivers_once(storage: Arc<dyn Storage>) -> Told {
    let mut author = Pen::register(&storage, &unit(), 1).await?;
    let courier = Pen::register(&storage, &unit(), 2).await?;
    let received = author.receive(1).await?;
    let resolved = author.seal(dossier(1), Event::Resolved);
    for _ in 0..2 {
        let outcome = courier
            .carry(author.delivery(&[&received, &resolved]))
            .await?;
        assert_eq!((outcome.head, outcome.rulings.len()), (2, 0));
        let bytes = [&received, &resolved].map(|sealed| News::Sealed(sealed.bytes.clone()));
        assert_eq!(outcome.news, bytes, "the courier has no copy of its own");
    }
    let returned = author.seal(dossier(1), Event::Returned(ReturnMethod::Post));
    let outcome = author.send(0, &[&received, &resolved, &returned]).await?;
    assert_eq!(
        rulings(&outcome),
        [
            Ruling::Duplicate { position: 1 },
            Ruling::Duplicate { position: 2 },
            Ruling::Accepted { position: 3 }
        ]
    );
    Ok(())
}

/// The last contact is kept with what the device's clock lacked.
pub async fn t5_contact_is_noted_with_the_clock(storage: Arc<dyn Storage>) -> Told {
    let pen = Pen::register(&storage, &unit(), 1).await?;
    let mut tx = storage.begin(Access::Read).await?;
    let before = tx.device(&unit(), pen.device).await?.ok_or("a device")?;
    assert_eq!(before.last_contact, None);
    drop(tx);
    pen.send(0, &[]).await?;
    let mut tx = storage.begin(Access::Read).await?;
    let after = tx.device(&unit(), pen.device).await?.ok_or("a device")?;
    assert_eq!(after.last_contact, Some(CONTACT));
    Ok(())
}

fn held(missing: Missing) -> Ruling {
    Ruling::Held { missing }
}

/// Two devices resolve the same dossier: the first is accepted, the second hears why not.
pub async fn a5_a_clash_is_refused_not_overwritten(storage: Arc<dyn Storage>) -> Told {
    let mut here = Pen::register(&storage, &unit(), 1).await?;
    let mut there = Pen::register(&storage, &unit(), 2).await?;
    let received = here.receive(1).await?;
    let first = here.seal(dossier(1), Event::Resolved);
    here.send(0, &[&received, &first]).await?;
    let second = there.seal(dossier(1), Event::Resolved);
    let outcome = there.send(0, &[&second]).await?;
    let refusal = domain::dossier::Refusal::WrongStage {
        from: Stage::Resolved,
    };
    let reason = RefusalReason::Domain(refusal);
    assert_eq!(rulings(&outcome), [Ruling::Refused { reason }]);
    let returned = there.seal(dossier(1), Event::Returned(ReturnMethod::Post));
    let outcome = there.send(2, &[&returned]).await?;
    assert_eq!(rulings(&outcome), [Ruling::Accepted { position: 3 }]);
    Ok(())
}

/// An envelope that does not name the one before it is quarantined, and stays so.
pub async fn a4_a_broken_chain_is_quarantined(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let first = pen.receive(1).await?;
    pen.send(0, &[&first]).await?;
    let second = pen.receive(2).await?;
    let cut = Envelope {
        previous: Hash::default(),
        ..second.envelope.clone()
    };
    let outcome = pen.send(1, &[&cut.seal()?]).await?;
    let reason = QuarantineReason::BrokenChain;
    assert_eq!(rulings(&outcome), [Ruling::Quarantined { reason }]);
    let outcome = pen.send(1, &[&second]).await?;
    assert_eq!(rulings(&outcome), [Ruling::Accepted { position: 2 }]);
    Ok(())
}

/// Holding has a limit; beyond it the exchange is refused and nothing is written.
pub async fn l5_holding_has_a_limit(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let gap = pen.receive(1).await?;
    let waiting: Vec<_> = (0..=HELD_PER_DEVICE_MAX)
        .map(|_| pen.seal(dossier(1), Event::Resolved))
        .collect();
    let error = pen.send(0, &waiting.iter().collect::<Vec<_>>()).await.err();
    let error = error
        .ok_or("it was answered")?
        .downcast::<ExchangeError>()?;
    assert!(matches!(*error, ExchangeError::TooManyHeld));
    let outcome = pen.send(0, &[&gap]).await?;
    assert_eq!(outcome.head, 1);
    Ok(())
}

/// An officer who never signed in on the device is not believed.
pub async fn a5_an_unknown_officer_is_refused(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let sealed = pen.receive(1).await?;
    let forged = Envelope {
        officer: OfficerId(Uuid::nil()),
        ..sealed.envelope
    }
    .seal()?;
    let outcome = pen.send(0, &[&forged]).await?;
    assert_eq!(
        rulings(&outcome),
        [Ruling::Refused {
            reason: RefusalReason::UnknownOfficer
        }]
    );
    Ok(())
}

/// A transaction that is dropped leaves nothing behind.
pub async fn a8_a_dropped_transaction_leaves_nothing(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let sealed = pen.receive(1).await?;
    let mut tx = storage.begin(Access::Write).await?;
    let own = pen.delivery(&[&sealed]);
    run(
        &mut *tx,
        &unit(),
        Some(Cursor::default()),
        own,
        None,
        CONTACT,
        &registrar(),
    )
    .await?;
    drop(tx);
    let outcome = pen.send(0, &[&sealed]).await?;
    assert_eq!(rulings(&outcome), [Ruling::Accepted { position: 1 }]);
    Ok(())
}

/// A cursor from another history is an error, not silence: beyond the stream, or
/// at a place that holds something else.
pub async fn x7_a_cursor_from_another_history_is_an_error(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let sealed = pen.receive(1).await?;
    pen.send(0, &[&sealed]).await?;
    for (after, seen) in [
        (5, Some(sealed.hash)),
        (1, Some(Hash::of(b"another"))),
        (1, None),
        (0, Some(sealed.hash)),
    ] {
        let mut tx = storage.begin(Access::Read).await?;
        let cursor = Cursor {
            after,
            seen,
            holds: None,
        };
        let asked = read(&mut *tx, &unit(), pen.device, cursor).await;
        let refused = matches!(asked, Err(ExchangeError::OtherHistory { head: 1, .. }));
        assert!(refused, "{after}: {asked:?}");
    }
    Ok(())
}

/// Units do not see each other.
pub async fn units_are_apart(storage: Arc<dyn Storage>) -> Told {
    let (here, there) = (unit(), UnitId("H15.51".into()));
    let mut pen = Pen::register(&storage, &here, 1).await?;
    let sealed = pen.receive(1).await?;
    pen.send(0, &[&sealed]).await?;
    let mut other = Pen::register(&storage, &there, 1).await?;
    let outcome = other.send(0, &[]).await?;
    assert_eq!((outcome.head, outcome.news.len()), (0, 0));
    let sealed = other.receive(1).await?;
    let outcome = other.send(0, &[&sealed]).await?;
    assert_eq!(rulings(&outcome), [Ruling::Accepted { position: 1 }]);
    Ok(())
}

/// Many devices write at once: every event has one position, none is lost.
pub async fn a9_concurrent_devices_share_one_order(storage: Arc<dyn Storage>) -> Told {
    const DEVICES: u128 = 8;
    const EACH: u128 = 5;
    let mut tasks = vec![];
    for number in 1..=DEVICES {
        let mut pen = Pen::register(&storage, &unit(), number).await?;
        tasks.push(tokio::spawn(async move {
            for step in 0..EACH {
                let sealed = pen.receive(number * 100 + step).await?;
                pen.send(0, &[&sealed]).await?;
            }
            Told::Ok(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    let reader = Pen::register(&storage, &unit(), 99).await?;
    let outcome = reader.send(0, &[]).await?;
    assert_eq!(outcome.head, u64::try_from(DEVICES * EACH)?);
    assert_eq!(outcome.news.len() as u64, outcome.head);
    Ok(())
}

/// Registering again finds the device as it was; another gets another tag.
pub async fn s4_a_device_keeps_its_tag(storage: Arc<dyn Storage>) -> Told {
    let mut tx = storage.begin(Access::Write).await?;
    tx.put_unit(&UnitRecord {
        id: unit(),
        name: "Xã Thử".into(),
    })
    .await?;
    let new = |number| NewDevice {
        id: DeviceId(Uuid::from_u128(number)),
        public_key: vec![4; 65],
        registered_at: NOW,
    };
    let first = tx.register_device(&unit(), &new(1)).await?;
    let second = tx.register_device(&unit(), &new(2)).await?;
    let again = tx
        .register_device(
            &unit(),
            &NewDevice {
                public_key: vec![9; 65],
                ..new(1)
            },
        )
        .await?;
    assert_eq!(first, again, "a known device keeps its key");
    assert_ne!(first.tag, second.tag);
    tx.commit().await?;
    Ok(())
}

/// Officers and sessions are found again, and a session ends.
pub async fn officers_and_sessions(storage: Arc<dyn Storage>) -> Told {
    let mut tx = storage.begin(Access::Write).await?;
    tx.put_unit(&UnitRecord {
        id: unit(),
        name: "Xã Thử".into(),
    })
    .await?;
    let record = supervisor();
    tx.put_officer(&unit(), &record).await?;
    let session = SessionRecord {
        token_hash: [7; 32],
        officer: OFFICER,
        expires_at: NOW,
    };
    tx.put_session(&unit(), &session).await?;
    tx.commit().await?;
    let mut tx = storage.begin(Access::Write).await?;
    assert_eq!(tx.units().await?.len(), 1);
    assert_eq!(tx.officers(&unit()).await?, [record]);
    assert!(tx.supervises(&unit(), OFFICER).await?);
    assert!(!tx.supervises(&unit(), OfficerId::NOBODY).await?);
    assert_eq!(tx.session(&unit(), [7; 32]).await?, Some(session));
    tx.end_session(&unit(), [7; 32]).await?;
    tx.end_session(&unit(), [7; 32]).await?;
    assert_eq!(tx.session(&unit(), [7; 32]).await?, None);
    tx.commit().await?;
    Ok(())
}

/// Makes a test of every story for a backend; `$open` yields an `Arc<dyn Storage>`
/// and whatever must live as long.
#[macro_export]
macro_rules! contract {
    ($open:expr) => {
        $crate::contract!($open;
            a9_positions_are_dense,
            x4_what_is_at_hand_comes_back_by_its_numbers,
            a1_a_repeated_envelope_is_a_duplicate,
            a2_a3_contradicting_bytes_are_quarantined,
            a3_a7_a_gap_is_held_and_taken_up,
            a5_a6_a_refusal_is_kept_and_the_chain_goes_on,
            a5_a_clash_is_refused_not_overwritten,
            a5_a7_what_speaks_of_an_unknown_dossier_waits_for_it,
            d2_d3_a_courier_delivers_once,
            t5_contact_is_noted_with_the_clock,
            a4_a_broken_chain_is_quarantined,
            l5_holding_has_a_limit,
            l4_news_keeps_both_limits,
            l4_x5_what_does_not_fit_stays,
            l6_quarantine_has_a_limit,
            a11_a_code_is_given_once,
            a5_an_unknown_officer_is_refused,
            a8_a_dropped_transaction_leaves_nothing,
            x7_a_cursor_from_another_history_is_an_error,
            units_are_apart,
            a9_concurrent_devices_share_one_order,
            s4_a_device_keeps_its_tag,
            officers_and_sessions,
            f4_an_accepted_event_announces,
            f5_parts_are_dense,
            f8_stale_uploads_are_forgotten,
            p8_a_chunk_out_of_force_is_kept_for_a_while,
            p9_a_baseline_holds_the_state_at_its_cut,
            p9_a_baseline_follows_the_stream,
            p9_a_cut_is_made_once,
            p11_a_dossier_has_a_history,
            u1_the_ledger_keeps_what_facts_add_up_to,
            u2_a_fact_that_does_not_follow_is_refused,
            u4_a_device_that_asks_is_leased_numbers,
            u5_a_book_opens_at_its_first_use,
            u8_a_closed_book_is_opened_again,
            u9_what_is_a_supervisors_is_refused_of_others,
            u2_a_fact_of_a_cash_book_is_judged,
            k6_an_officers_devices_write_one_book,
            k7_acts_alike_open_a_case_on_the_later,
            k7_whatever_the_order_of_arrival,
            k7_what_the_officer_knew_is_not_said,
            k7_an_index_is_made_anew,
            k7_k9_a_redraft_is_looked_up_anew,
            k7_a_dropped_transaction_files_nothing,
            k8_only_the_server_says_so,
            k10_of_a_home_visit_the_latest_fact_stands,
            expired_sessions_are_forgotten,
            an_overview_names_every_device,
            the_calendar_keeps_the_later_line,
            confirmations_are_kept_in_order,
        );
    };
    ($open:expr; $($story:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $story() -> $crate::testing::Told {
                let (storage, _keep) = $open.await;
                $crate::testing::$story(storage).await
            }
        )+
    };
}

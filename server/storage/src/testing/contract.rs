//! The contract: what every backend must do, told as small stories.
//!
//! A backend's test file holds one line, `storage::contract!(open());`, and gets
//! a test for each story. A new promise of the traits is a new story here.

use crate::exchange::{ExchangeError, Outcome, run};
use crate::records::{NewDevice, OfficerRecord, SessionRecord, UnitRecord};
use crate::transaction::{Access, Storage};
use domain::dossier::{
    Applicant, Event, LocalCode, ProcedurePin, Received, Reception, ReturnMethod, Stage,
};
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::{Day, Instant};
use domain::officer::Officer;
use std::sync::Arc;
use sync::chain::Head;
use sync::envelope::{Envelope, Sealed};
use sync::exchange::News;
use sync::limits::HELD_PER_DEVICE_MAX;
use sync::ruling::{QuarantineReason, RefusalReason, Ruling};
use uuid::Uuid;

/// A story's result: the story fails when a step does.
pub type Told = Result<(), Box<dyn std::error::Error + Send + Sync>>;

pub(super) const NOW: Instant = Instant(1_795_366_799_999);
pub(super) const OFFICER: OfficerId = OfficerId(Uuid::from_u128(0x0ff));

/// A device for the stories: it seals envelopes as a browser would.
#[expect(missing_debug_implementations, reason = "a database has no debug form")]
pub struct Pen {
    storage: Arc<dyn Storage>,
    unit: UnitId,
    pub(super) device: DeviceId,
    head: Head,
    made: u128,
}

impl Pen {
    /// Registers a device with one officer.
    pub async fn register(
        storage: &Arc<dyn Storage>,
        unit: &UnitId,
        number: u128,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let device = DeviceId(Uuid::from_u128(number));
        let mut tx = storage.begin(Access::Write).await?;
        tx.put_unit(&UnitRecord {
            id: unit.clone(),
            name: "Xã Thử".into(),
        })
        .await?;
        let new = NewDevice {
            id: device,
            public_key: vec![4; 65],
            registered_at: NOW,
        };
        tx.register_device(unit, &new).await?;
        tx.bind_officer(unit, device, OFFICER).await?;
        tx.commit().await?;
        let storage = Arc::clone(storage);
        Ok(Self {
            storage,
            unit: unit.clone(),
            device,
            head: Head::default(),
            made: number << 32,
        })
    }

    /// Seals the next event of this device.
    pub fn seal(&mut self, dossier: DossierId, event: Event) -> Sealed {
        self.made += 1;
        let envelope = Envelope {
            event_id: EventId(Uuid::from_u128(self.made)),
            unit: self.unit.clone(),
            device: self.device,
            sequence: self.head.sequence + 1,
            officer: OFFICER,
            dossier,
            at: NOW,
            server_seen: None,
            previous: self.head.hash,
            event,
        };
        let sealed = envelope.seal().expect("a small envelope can be sealed");
        self.head = sealed.head();
        sealed
    }

    /// Seals the reception of a dossier.
    pub async fn receive(
        &mut self,
        number: u128,
    ) -> Result<Sealed, Box<dyn std::error::Error + Send + Sync>> {
        let mut tx = self.storage.begin(Access::Read).await?;
        let record = tx
            .device(&self.unit, self.device)
            .await?
            .ok_or("no such device")?;
        let day = Day::from_ymd(2026, 11, 22).ok_or("no such day")?;
        let sequence = u32::try_from(number)?;
        let code = LocalCode::new(&self.unit, day, &record.tag, sequence);
        Ok(self.seal(dossier(number), Event::Received(Box::new(received(code)))))
    }

    /// Sends envelopes in one exchange and commits.
    pub async fn send(
        &self,
        after: u64,
        envelopes: &[&Sealed],
    ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
        self.send_at(NOW, after, envelopes).await
    }

    /// The same when the server's clock shows `now`.
    pub async fn send_at(
        &self,
        now: Instant,
        after: u64,
        envelopes: &[&Sealed],
    ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
        let mut tx = self.storage.begin(Access::Write).await?;
        let device = tx
            .device(&self.unit, self.device)
            .await?
            .ok_or("no such device")?;
        let envelopes = envelopes.iter().map(|sealed| (*sealed).clone()).collect();
        let outcome = run(&mut *tx, &self.unit, &device, after, envelopes, now).await?;
        tx.commit().await?;
        Ok(outcome)
    }
}

/// The id of the `number`-th dossier of the stories.
pub fn dossier(number: u128) -> DossierId {
    DossierId(Uuid::from_u128(0xd055_1e00_0000 + number))
}

/// A reception with nothing but what it must have.
pub fn received(code: LocalCode) -> Received {
    let procedure = ProcedurePin {
        code: "2.000815".into(),
        name: "Chứng thực bản sao từ bản chính".into(),
        effective_from: None,
    };
    let applicant = Applicant {
        name: "Sùng Thị Mỷ".into(),
        ..Applicant::default()
    };
    let reception = Reception {
        procedure,
        applicant,
        no_wait: false,
        papers: vec![],
        certified: vec![],
        fee: None,
        note: String::new(),
    };
    reception.with_code(code)
}

pub(super) fn unit() -> UnitId {
    UnitId("H15.50".into())
}

fn rulings(outcome: &Outcome) -> Vec<Ruling> {
    outcome
        .receipts
        .iter()
        .map(|receipt| receipt.ruling.clone())
        .collect()
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
        [
            News::Yours(a.envelope.event_id),
            News::Yours(b.envelope.event_id)
        ]
    );
    let other = Pen::register(&storage, &unit(), 2).await?;
    let outcome = other.send(1, &[]).await?;
    assert_eq!(outcome.news, [News::Sealed(b.bytes)]);
    assert_eq!(outcome.head, 2);
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
        at: Instant(1),
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
    assert_eq!(rulings(&outcome), [Ruling::Held { missing: 1 }]);
    assert_eq!(outcome.head, 0);
    let outcome = pen.send(0, &[&b, &a]).await?;
    assert_eq!(
        rulings(&outcome),
        [
            Ruling::Held { missing: 1 },
            Ruling::Accepted { position: 1 }
        ]
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
    let lost = pen.seal(dossier(9), Event::Resolved);
    let good = pen.receive(1).await?;
    let outcome = pen.send(0, &[&lost, &good]).await?;
    let reason = RefusalReason::Domain(domain::dossier::Refusal::UnknownDossier);
    let refused = Ruling::Refused { reason };
    assert_eq!(
        rulings(&outcome),
        [refused.clone(), Ruling::Accepted { position: 1 }]
    );
    let outcome = pen.send(1, &[&lost]).await?;
    assert_eq!(rulings(&outcome), [refused]);
    Ok(())
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
        previous: sync::chain::Hash::default(),
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
    let device = tx
        .device(&unit(), pen.device)
        .await?
        .ok_or("no such device")?;
    run(&mut *tx, &unit(), &device, 0, vec![sealed.clone()], NOW).await?;
    drop(tx);
    let outcome = pen.send(0, &[&sealed]).await?;
    assert_eq!(rulings(&outcome), [Ruling::Accepted { position: 1 }]);
    Ok(())
}

/// A cursor beyond the stream is an error, not silence.
pub async fn x7_a_cursor_beyond_the_stream_is_an_error(storage: Arc<dyn Storage>) -> Told {
    let pen = Pen::register(&storage, &unit(), 1).await?;
    let error = pen.send(5, &[]).await.err().ok_or("it was answered")?;
    let error = error.downcast::<ExchangeError>()?;
    assert!(matches!(
        *error,
        ExchangeError::AheadOfStream { after: 5, head: 0 }
    ));
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
    let officer = Officer {
        id: OFFICER,
        name: "Lò Văn Ơn".into(),
        position: String::new(),
    };
    let record = OfficerRecord {
        officer,
        login: "on".into(),
        password_hash: "x".into(),
    };
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
            a1_a_repeated_envelope_is_a_duplicate,
            a2_a3_contradicting_bytes_are_quarantined,
            a3_a7_a_gap_is_held_and_taken_up,
            a5_a6_a_refusal_is_kept_and_the_chain_goes_on,
            a5_a_clash_is_refused_not_overwritten,
            a4_a_broken_chain_is_quarantined,
            l5_holding_has_a_limit,
            a5_an_unknown_officer_is_refused,
            a8_a_dropped_transaction_leaves_nothing,
            x7_a_cursor_beyond_the_stream_is_an_error,
            units_are_apart,
            a9_concurrent_devices_share_one_order,
            s4_a_device_keeps_its_tag,
            officers_and_sessions,
            expired_sessions_are_forgotten,
            an_overview_names_every_device,
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

//! A device for the contract's stories: it seals envelopes as a browser would.

use crate::books::Registrar;
use crate::exchange::{Cursor, Delivery, Outcome, run};
use crate::records::{Contact, NewDevice, NewsLimit, OfficerRecord, UnitRecord};
use crate::transaction::{Access, Storage};
use domain::dossier::{Applicant, Event, LocalCode, ProcedurePin, Received, Reception};
use domain::fact::Fact;
use domain::hybrid::HybridTime;
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::{Day, Instant};
use domain::officer::Officer;
use domain::register::{LeaseSeal, PolicyLine, PolicyLines};
use std::sync::Arc;
use sync::chain::Head;
use sync::envelope::{Envelope, Sealed};
use sync::exchange::Held;
use uuid::Uuid;

/// News without an end to speak of.
pub const EVERYTHING: NewsLimit = NewsLimit {
    envelopes: u32::MAX as usize,
    bytes: u32::MAX as usize,
};
pub(super) const NOW: Instant = Instant(1_795_366_799_999);
pub(super) const CONTACT: Contact = Contact {
    at: NOW,
    clock_lacks_ms: -250,
    at_hand: 6,
};
pub(super) const OFFICER: OfficerId = OfficerId(Uuid::from_u128(0x0ff));

/// A device for the stories: it seals envelopes as a browser would.
#[expect(missing_debug_implementations, reason = "a database has no debug form")]
pub struct Pen {
    storage: Arc<dyn Storage>,
    pub(super) unit: UnitId,
    pub(super) device: DeviceId,
    pub(super) head: Head,
    pub(super) made: u128,
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
        tx.put_officer(unit, &supervisor()).await?;
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
        self.seal_fact(Fact::Dossier(dossier, event))
    }

    /// Seals the next fact of this device.
    pub fn seal_fact(&mut self, fact: Fact) -> Sealed {
        self.made += 1;
        let envelope = Envelope {
            event_id: EventId(Uuid::from_u128(self.made)),
            unit: self.unit.clone(),
            device: self.device,
            sequence: self.head.sequence + 1,
            officer: OFFICER,
            time: HybridTime(HybridTime::of(NOW).0 + self.head.sequence),
            clock: NOW,
            server_seen: None,
            previous: self.head.hash,
            fact,
        };
        let sealed = envelope.seal().expect("a small envelope can be sealed");
        self.head = sealed.head();
        sealed
    }

    /// Forgets the last that it sealed, as if it had not been.
    pub(super) fn take_back(&mut self, sealed: &Sealed) {
        self.made -= 1;
        self.head = Head {
            sequence: sealed.envelope.sequence - 1,
            hash: sealed.envelope.previous,
        };
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
        let own = self.delivery(envelopes);
        let contact = Contact { at: now, ..CONTACT };
        let seen = tx.hash_at(&self.unit, after).await?;
        let numbers = || envelopes.iter().map(|sealed| sealed.envelope.sequence);
        let holds = numbers().min().zip(numbers().max());
        let cursor = Cursor {
            after,
            seen,
            holds: holds.map(|(first, last)| Held(first, last)),
        };
        let outcome = run(
            &mut *tx,
            &self.unit,
            Some(cursor),
            own,
            None,
            contact,
            &registrar(),
        )
        .await?;
        tx.commit().await?;
        Ok(outcome)
    }

    /// Brings envelopes of another device along with none of its own, and commits.
    pub async fn carry(
        &self,
        carried: Delivery,
    ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
        let mut tx = self.storage.begin(Access::Write).await?;
        let own = self.delivery(&[]);
        let start = Cursor::default();
        let outcome = run(
            &mut *tx,
            &self.unit,
            Some(start),
            own,
            Some(carried),
            CONTACT,
            &registrar(),
        )
        .await?;
        tx.commit().await?;
        Ok(outcome)
    }

    /// These envelopes as this device would bring them.
    pub fn delivery(&self, envelopes: &[&Sealed]) -> Delivery {
        Delivery {
            device: self.device,
            envelopes: envelopes.iter().map(|sealed| (*sealed).clone()).collect(),
        }
    }
}

/// The account of [`OFFICER`].
pub fn supervisor() -> OfficerRecord {
    let officer = Officer {
        id: OFFICER,
        name: "Lò Văn Ơn".into(),
        position: String::new(),
        supervises: true,
    };
    OfficerRecord {
        officer,
        login: "on".into(),
        password_hash: "x".into(),
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
    Reception::new(procedure, applicant).with_code(code)
}

/// How the stories' books are kept; their leases bear a seal that nobody checks.
///
/// # Panics
/// Never: the line has nothing wrong in it.
pub fn registrar() -> Registrar {
    let lines = PolicyLines {
        built_in: vec![policy()],
        imported: vec![],
    };
    Registrar::new(lines.read(), |_| Some(LeaseSeal([7; 64])))
}

/// How the stories' books are kept: leases of three numbers.
pub fn policy() -> PolicyLine {
    PolicyLine {
        kind: "SCT/BS".into(),
        from: "2026-01-01".into(),
        name_vi: "Sổ chứng thực bản sao".into(),
        keeping: "book".into(),
        form: "số {number} quyển số {volume}/{year} - SCT/BS".into(),
        lease: "3".into(),
        low_water: "1".into(),
        entries_per_volume: "500".into(),
        lead_days: "15".into(),
        status: "memory".into(),
        ..PolicyLine::default()
    }
}

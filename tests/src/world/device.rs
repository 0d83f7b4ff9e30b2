//! A device: the real `domain` and `sync` code over maps in place of IndexedDB.

use crate::world::{Chance, unit};
use domain::dossier::{
    Applicant, Command, ContactChange, DeviceTag, Dossier, LocalCode, ProcedurePin, Reception,
    ReturnMethod, decide,
};
use domain::id::{DeviceId, DossierId, EventId, OfficerId};
use domain::instant::{Day, Instant};
use serde_bytes::ByteBuf;
use std::collections::BTreeMap;
use storage::{Access, NewDevice, Storage, UnitRecord};
use sync::chain::Head;
use sync::envelope::{Envelope, Sealed};
use sync::exchange::{Answer, Request};
use sync::rebase::rebase;
use sync::ruling::{Position, Ruling};
use sync::settle::{Receipts, Settlement, fold, news_by_dossier};
use uuid::Uuid;

const OFFICER: OfficerId = OfficerId(Uuid::from_u128(0x0ff));

/// One device and everything durable on it.
#[derive(Clone, Debug)]
pub struct Device {
    id: DeviceId,
    tag: DeviceTag,
    head: Head,
    codes: u32,
    made: u128,
    /// The cursor.
    pub after: Position,
    /// What waits.
    pub outbox: Vec<Sealed>,
    /// What a person must look at.
    pub attention: Vec<(Sealed, Ruling)>,
    /// Every event this device ever recorded.
    pub recorded: Vec<EventId>,
    /// What the server confirmed.
    pub confirmed: BTreeMap<DossierId, Dossier>,
}

impl Device {
    /// Registers a device.
    ///
    /// # Panics
    /// When the storage fails.
    pub async fn register(storage: &dyn Storage, number: u128) -> Self {
        let id = DeviceId(Uuid::from_u128(number));
        let mut tx = storage.begin(Access::Write).await.expect("a transaction");
        let name = "Xã Thử".into();
        tx.put_unit(&UnitRecord { id: unit(), name })
            .await
            .expect("a unit");
        let new = NewDevice {
            id,
            public_key: vec![4; 65],
            registered_at: Instant(0),
        };
        let record = tx.register_device(&unit(), &new).await.expect("a device");
        tx.bind_officer(&unit(), id, OFFICER)
            .await
            .expect("an officer");
        tx.commit().await.expect("a commit");
        Self {
            id,
            tag: record.tag,
            head: Head::default(),
            codes: 0,
            made: number << 64,
            after: 0,
            outbox: vec![],
            attention: vec![],
            recorded: vec![],
            confirmed: BTreeMap::new(),
        }
    }

    /// An officer does something: mostly a new dossier, else a step on one that
    /// this device knows. What the domain refuses at once is not recorded.
    ///
    /// # Panics
    /// When an envelope of this world is too large, which none is.
    pub fn act(&mut self, chance: &mut Chance) {
        let known: Vec<_> = self.confirmed.keys().copied().collect();
        let known: Vec<_> = known
            .into_iter()
            .chain(self.outbox.iter().map(|row| row.envelope.dossier))
            .collect();
        let (dossier, command) = match known.get(chance.below(known.len() + 1)) {
            Some(id) if !chance.once_in(3) => (*id, step(chance)),
            _ => (
                DossierId(Uuid::from_u128(self.fresh() | 1 << 127)),
                self.receive(chance),
            ),
        };
        let view = self.view(dossier);
        for event in decide(view.as_ref(), command, Instant(0)).unwrap_or_default() {
            let envelope = Envelope {
                event_id: EventId(Uuid::from_u128(self.fresh())),
                unit: unit(),
                device: self.id,
                sequence: self.head.sequence + 1,
                officer: OFFICER,
                dossier,
                at: Instant(0),
                server_seen: None,
                previous: self.head.hash,
                event,
            };
            let sealed = envelope.seal().expect("a small envelope");
            self.head = sealed.head();
            self.recorded.push(sealed.envelope.event_id);
            self.outbox.push(sealed);
        }
    }

    /// The next request, carrying at most `limit` envelopes.
    pub fn request(&self, limit: usize) -> (Request, Vec<Sealed>) {
        let sent: Vec<_> = self.outbox.iter().take(limit).cloned().collect();
        let envelopes = sent
            .iter()
            .map(|sealed| ByteBuf::from(sealed.bytes.clone()))
            .collect();
        (
            Request {
                unit: unit(),
                device: self.id,
                after: self.after,
                envelopes,
            },
            sent,
        )
    }

    /// Applies an answer, or throws it away when it is for another cursor (B5).
    ///
    /// # Panics
    /// When the news does not follow: the invariant this world is there to check.
    pub fn apply(&mut self, answer: &Answer, sent: &[Sealed]) {
        if answer.after != self.after {
            return;
        }
        let news = news_by_dossier(answer, sent).expect("news of this build");
        let receipts = Receipts::of(answer, sent);
        for row in core::mem::take(&mut self.outbox) {
            match receipts.settle(&row) {
                Settlement::Received => {}
                Settlement::Attention(ruling) => self.attention.push((row, ruling)),
                Settlement::Waiting(_) => self.outbox.push(row),
            }
        }
        for (id, events) in news {
            let folded = fold(self.confirmed.remove(&id), &events).expect("news follows");
            if let Some(dossier) = folded {
                self.confirmed.insert(id, dossier);
            }
        }
        self.after = answer.reaches();
    }

    /// A dossier as the screen shows it.
    pub fn view(&self, id: DossierId) -> Option<Dossier> {
        let own = self.outbox.iter().filter(|row| row.envelope.dossier == id);
        rebase(self.confirmed.get(&id), own).dossier
    }

    fn fresh(&mut self) -> u128 {
        self.made += 1;
        self.made
    }

    fn receive(&mut self, chance: &mut Chance) -> Command {
        self.codes += 1;
        let day = Day::from_ymd(2026, 11, 22).expect("a day");
        let code = LocalCode::new(&unit(), day, &self.tag, self.codes);
        let procedure = ProcedurePin {
            code: "2.000815".into(),
            name: "Chứng thực bản sao từ bản chính".into(),
            effective_from: None,
        };
        let reception = Reception {
            procedure,
            applicant: Applicant {
                name: "Phàn Mẩy".into(),
                ..Applicant::default()
            },
            no_wait: chance.once_in(2),
            papers: vec![],
            certified: vec![],
            fee: None,
            note: String::new(),
        };
        Command::Receive(Box::new(reception), code)
    }
}

fn step(chance: &mut Chance) -> Command {
    match chance.below(3) {
        0 => Command::Resolve,
        1 => Command::Return(ReturnMethod::Post),
        _ => {
            let phone = Some(chance.below(1_000).to_string());
            Command::CorrectContact(ContactChange {
                phone,
                address: None,
            })
        }
    }
}

//! A device: the real `domain` and `sync` code over maps in place of IndexedDB.

use super::books::OnPaper;
use crate::world::{Chance, deeds, unit};
use domain::dossier::{Command, DeviceTag, Dossier, LocalCode, decide};
use domain::fact::Fact;
use domain::hybrid::HybridTime;
use domain::id::{DeviceId, DossierId, EventId, OfficerId};
use domain::instant::{Day, Instant};
use domain::register::LeaseState;
use serde_bytes::ByteBuf;
use std::collections::{BTreeMap, BTreeSet};
use storage::testing::supervisor;
use storage::{Access, NewDevice, Storage, UnitRecord};
use sync::baseline::{Baseline, Chunk, Known};
use sync::bundle::{Bundle, Carried};
use sync::chain::{Hash, Head};
use sync::clock::Clock;
use sync::codec::{from_cbor, to_cbor};
use sync::envelope::{Envelope, Sealed};
use sync::exchange::{Answer, Held, News, Request};
use sync::limits::BATCH_ENVELOPES_MAX;
use sync::rebase::rebase;
use sync::ruling::{Position, Ruling};
use sync::settle::{NewsError, Settlement, Word, numbers_named, sort_news};
use uuid::Uuid;

pub(super) const OFFICER: OfficerId = OfficerId(Uuid::from_u128(0x0ff));

/// What a device says at one time: a request, and bundles of its own after it.
#[derive(Clone, Debug)]
pub struct Sending {
    /// The request.
    pub request: Request,
    /// What did not go into it (X9).
    pub rest: Vec<Bundle>,
    /// All envelopes, in the order sent.
    pub sent: Vec<Sealed>,
}

/// One device and everything durable on it.
#[derive(Clone, Debug)]
pub struct Device {
    pub(super) id: DeviceId,
    tag: DeviceTag,
    head: Head,
    clock: Clock,
    server_seen: Option<Instant>,
    codes: u32,
    made: u128,
    /// How far its own clock is off, in milliseconds.
    pub off_ms: i64,
    /// Its build knows nothing but the first event schema.
    pub outdated: bool,
    /// The cursor.
    pub after: Position,
    /// The furthest that it has ever been: a new baseline may begin before that (P8).
    pub furthest: Position,
    /// Hash of the envelope at the cursor.
    pub seen: Option<Hash>,
    /// What waits.
    pub outbox: Vec<Sealed>,
    /// What of it the server has, and the news does not reach yet (R2).
    pub received: BTreeMap<EventId, Position>,
    /// What a person must look at.
    pub attention: Vec<(Sealed, Ruling)>,
    /// Bundles of other devices that it carries.
    pub carries: Vec<ByteBuf>,
    /// Every event this device ever recorded.
    pub recorded: Vec<EventId>,
    /// What the server confirmed.
    pub confirmed: BTreeMap<DossierId, Dossier>,
    /// News of dossiers that a chunk is still to bring.
    pub parked: BTreeMap<DossierId, Vec<Sealed>>,
    /// Chunks of the baseline that are still to come.
    pub awaited: Vec<Chunk>,
    /// What the unit's facts that are no dossier's add up to.
    pub ledger: BTreeMap<String, Vec<u8>>,
    /// The whole ledger came at this position (U3).
    pub(super) ledger_at: Position,
    /// It is still to come.
    pub ledger_awaited: bool,
    /// Its leases of numbers.
    pub(super) leases: LeaseState,
    /// The numbers that it put on paper.
    pub paper: OnPaper,
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
        tx.put_officer(&unit(), &supervisor())
            .await
            .expect("an account");
        tx.bind_officer(&unit(), id, OFFICER)
            .await
            .expect("an officer");
        tx.commit().await.expect("a commit");
        Self {
            id,
            leases: Self::no_leases(id, record.tag.clone()),
            paper: OnPaper::default(),
            tag: record.tag,
            head: Head::default(),
            clock: Clock::default(),
            server_seen: None,
            codes: 0,
            made: number << 64,
            off_ms: 0,
            outdated: false,
            after: 0,
            furthest: 0,
            seen: None,
            outbox: vec![],
            received: BTreeMap::new(),
            attention: vec![],
            carries: vec![],
            recorded: vec![],
            confirmed: BTreeMap::new(),
            parked: BTreeMap::new(),
            awaited: vec![],
            ledger: BTreeMap::new(),
            ledger_at: 0,
            ledger_awaited: false,
        }
    }

    /// Begins with a baseline, or begins again: what waits to be sent stays, all else
    /// comes chunk by chunk (P5, P8).
    pub fn begin(&mut self, baseline: Baseline, now: Instant) {
        self.hear(baseline.now, now);
        self.confirmed.clear();
        self.parked.clear();
        self.after = baseline.at;
        self.seen = Some(baseline.seen);
        self.awaited = baseline.chunks;
        self.ledger.clear();
        self.ledger_awaited = true;
    }

    /// Takes in the chunk that is the `at`-th of those to come (P6, P7).
    ///
    /// # Panics
    /// When it is another, or what was parked does not follow from it.
    pub fn take_chunk(&mut self, at: usize, bytes: &[u8]) {
        let chunk = self.awaited.remove(at);
        for dossier in chunk.open(bytes).expect("the chunk that was named") {
            let id = dossier.id;
            self.saw(dossier.timeline.iter().map(|entry| entry.origin.time));
            let parked = self.parked.remove(&id).unwrap_or_default();
            let known = Known::arrives(dossier, &parked).expect("parked news follows");
            let before = self
                .confirmed
                .insert(id, known.confirmed.expect("a dossier"));
            assert_eq!(before, None, "P4: a dossier comes once");
        }
    }

    /// What its own clock shows.
    pub fn own(&self, now: Instant) -> Instant {
        Instant(now.0 + self.off_ms)
    }

    /// An officer does something: mostly a new dossier, else a step on one that
    /// this device knows. What the domain refuses at once is not recorded.
    ///
    /// # Panics
    /// When an envelope of this world is too large, which none is.
    pub fn act(&mut self, chance: &mut Chance, now: Instant) {
        let known: Vec<_> = self.confirmed.keys().copied().collect();
        let known: Vec<_> = known
            .into_iter()
            .chain(self.outbox.iter().filter_map(|row| row.envelope.dossier()))
            .collect();
        let (dossier, command) = match known.get(chance.below(known.len() + 1)) {
            Some(id) if !chance.once_in(4) => (*id, deeds::step(self.view(*id), chance)),
            _ => (
                DossierId(Uuid::from_u128(self.fresh() | 1 << 127)),
                deeds::receive(self.code(now), chance),
            ),
        };
        self.wish(dossier, command, now);
    }

    /// Records what the domain makes of a wish; what it refuses is not recorded.
    pub(super) fn wish(&mut self, dossier: DossierId, command: Command, now: Instant) {
        let own = self.own(now);
        let view = self.view(dossier);
        let events = decide(view.as_ref(), command, self.clock.right(own)).unwrap_or_default();
        if self.outdated && !events.iter().all(deeds::is_of_the_first_schema) {
            return;
        }
        for event in events {
            self.record(Fact::Dossier(dossier, event), now);
        }
    }

    /// The day as its clock, put right, shows it.
    ///
    /// # Panics
    /// Never: clocks of this world show possible days.
    pub(super) fn today(&self, now: Instant) -> Day {
        self.clock.right(self.own(now)).day().expect("a day")
    }

    /// Seals a fact into the outbox.
    pub(super) fn record(&mut self, fact: Fact, now: Instant) -> EventId {
        let own = self.own(now);
        let next = self.clock.tick(own);
        assert!(next.last > self.clock.last, "T1: whatever the clock shows");
        self.clock = next;
        let envelope = Envelope {
            event_id: EventId(Uuid::from_u128(self.fresh())),
            unit: unit(),
            device: self.id,
            sequence: self.head.sequence + 1,
            officer: OFFICER,
            time: self.clock.last,
            clock: own,
            server_seen: self.server_seen,
            previous: self.head.hash,
            fact,
        };
        let sealed = envelope.seal().expect("a small envelope");
        let event = sealed.envelope.event_id;
        self.head = sealed.head();
        self.recorded.push(event);
        self.outbox.push(sealed);
        event
    }

    /// The next request, carrying at most `limit` envelopes, so many in each message.
    pub fn request(&self, limit: usize, each: usize, now: Instant) -> Sending {
        let place = |row: &Sealed| self.received.get(&row.envelope.event_id);
        let to_come = |row: &Sealed| place(row).is_some_and(|at| *at > self.after);
        let unsent = self.outbox.iter().filter(|row| !to_come(row));
        let sent: Vec<_> = unsent.take(limit).cloned().collect();
        let mut messages = sent.chunks(each.max(1));
        let first = messages.next().unwrap_or_default();
        let request = Request {
            unit: unit(),
            device: self.id,
            clock: self.own(now),
            after: self.after,
            seen: self.seen,
            holds: Held::of(self.outbox.iter().map(|row| row.envelope.sequence)),
            envelopes: bytes(first),
            carried: self.carries.first().cloned(),
        };
        let bundle = |envelopes: &[Sealed]| Bundle {
            unit: unit(),
            device: self.id,
            envelopes: bytes(envelopes),
        };
        let rest = messages.map(bundle).collect();
        Sending {
            request,
            rest,
            sent,
        }
    }

    /// The outbox as another device may carry it; nothing leaves this one.
    ///
    /// # Panics
    /// Never: a bundle of this world has bytes.
    pub fn bundle(&self) -> ByteBuf {
        let sent: Vec<_> = self
            .outbox
            .iter()
            .take(BATCH_ENVELOPES_MAX)
            .cloned()
            .collect();
        let bundle = Bundle {
            unit: unit(),
            device: self.id,
            envelopes: bytes(&sent),
        };
        ByteBuf::from(bundle.to_bytes().expect("a bundle has bytes"))
    }

    /// Applies an answer, or throws it away when it is for another cursor (B5).
    ///
    /// # Panics
    /// When the news does not follow: the invariant this world is there to check.
    pub fn apply(&mut self, answer: &Answer, sending: &Sending, now: Instant) {
        if answer.after != self.after {
            return;
        }
        let mut answer = answer.clone();
        if self.outdated {
            answer.news.iter_mut().for_each(foreign);
        }
        let Sending { request, sent, .. } = sending;
        let named: BTreeSet<_> = request
            .holds
            .map(|holds| numbers_named(&answer, holds).collect())
            .unwrap_or_default();
        let at_hand = self.outbox.iter().filter(|row| {
            let sequence = row.envelope.sequence;
            named.contains(&sequence) && sent.iter().all(|one| one.envelope.sequence != sequence)
        });
        let own = sent.iter().chain(at_hand);
        let news = match sort_news(&mut answer, own) {
            // It names what has left the outbox since it was asked: overtaken, and thrown
            // away whole, as the browser's store does.
            Err(NewsError::NotAtHand(_)) => return,
            news => news.expect("news of some build"),
        };
        assert!(news.stopped.is_none() || self.outdated, "B6");
        let word = Word::of(&answer, sent, news.all());
        for row in core::mem::take(&mut self.outbox) {
            match word.settle(&row) {
                Settlement::Received => {}
                Settlement::Attention(ruling) => self.attention.push((row, ruling)),
                Settlement::Waiting(ruling) => {
                    if let Some(at) = ruling.and_then(|ruling| ruling.position()) {
                        self.received.insert(row.envelope.event_id, at);
                    }
                    self.outbox.push(row);
                }
            }
        }
        self.hear(answer.now, now);
        self.fold_ledger(&news.unit);
        for (id, events) in news.dossiers {
            self.saw(events.iter().map(|sealed| sealed.envelope.time));
            let known = Known {
                confirmed: self.confirmed.remove(&id),
                parked: self.parked.remove(&id).unwrap_or_default(),
            };
            let elsewhere = !self.awaited.is_empty();
            let known = known.hears(&events, elsewhere).expect("news follows");
            if let Some(dossier) = known.confirmed {
                self.confirmed.insert(id, dossier);
            }
            if !known.parked.is_empty() {
                self.parked.insert(id, known.parked);
            }
        }
        if answer.carried == Some(Carried::Taken) {
            self.carries
                .retain(|bundle| Some(bundle) != request.carried.as_ref());
        }
        self.seen = answer.seen(self.seen);
        self.after = answer.reaches();
        self.furthest = self.furthest.max(self.after);
        self.tend(now);
    }

    /// Notes the server's clock (T2).
    fn hear(&mut self, server: Instant, now: Instant) {
        self.clock = self.clock.compared(self.own(now), server);
        self.server_seen = Some(server);
    }

    /// Takes in the times of other devices' events (T3).
    fn saw(&mut self, times: impl Iterator<Item = HybridTime>) {
        if let Some(server) = self.server_seen {
            self.clock = times.fold(self.clock, |clock, time| clock.saw(time, server));
        }
    }

    /// The program ends and starts again, perhaps as a newer build: everything is
    /// read back from its stored bytes.
    ///
    /// # Panics
    /// When stored bytes cannot be read back, or read differently.
    pub fn restart(&mut self) {
        let stored = to_cbor(&self.confirmed).expect("dossiers have bytes");
        self.confirmed = from_cbor(&stored).expect("stored dossiers read back");
        let again = to_cbor(&self.confirmed).expect("dossiers have bytes");
        assert_eq!(again, stored, "the same bytes");
        for row in &mut self.outbox {
            *row = Sealed::open(row.bytes.clone()).expect("stored envelopes read back");
        }
    }

    /// A dossier as the screen shows it.
    pub fn view(&self, id: DossierId) -> Option<Dossier> {
        let own = self
            .outbox
            .iter()
            .filter(|row| row.envelope.dossier() == Some(id));
        rebase(self.confirmed.get(&id), own).dossier
    }

    pub(super) fn fresh(&mut self) -> u128 {
        self.made += 1;
        self.made
    }

    /// The day's next code.
    pub(super) fn code(&mut self, now: Instant) -> LocalCode {
        self.codes += 1;
        let day = self.clock.right(self.own(now)).day().expect("a day");
        LocalCode::new(&unit(), day, &self.tag, self.codes)
    }
}

/// Makes of news that an older build cannot read what that build sees in it.
fn foreign(item: &mut News) {
    if let News::Sealed(bytes) = item {
        let sealed = Sealed::open(bytes.clone()).expect("the stream holds envelopes");
        let known = match &sealed.envelope.fact {
            Fact::Dossier(_, event) => deeds::is_of_the_first_schema(event),
            Fact::Unit(_) => false,
        };
        if !known {
            *bytes = vec![0x82, 0x18, 0x63, 0xf6]; // version 99, and something
        }
    }
}

fn bytes(sealed: &[Sealed]) -> Vec<ByteBuf> {
    sealed
        .iter()
        .map(|sealed| ByteBuf::from(sealed.bytes.clone()))
        .collect()
}

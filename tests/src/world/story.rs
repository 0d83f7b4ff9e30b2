//! A story: devices act, everything that can fail fails, and after every step
//! the invariants are looked at.

#![expect(
    clippy::indexing_slicing,
    reason = "every index was drawn from the list's length"
)]

use crate::world::acts::{acts_redrafted, cases_opened, check_cases};
use crate::world::books::{OnPaper, check_numbers, check_papers};
use crate::world::cash::cash_written;
use crate::world::visits::planned;
use crate::world::witness::Witness;
use crate::world::{Chance, Death, Device, Sending, serve, unit};
use domain::instant::Instant;
use flate2::read::GzDecoder;
use std::collections::HashSet;
use std::io::Read;
use storage::baseline::{self, Cutting, follow};
use storage::{Access, Storage, whole_ledger};
use sync::exchange::Answer;

const START: Instant = Instant(1_795_366_799_999);
const MINUTE_MS: i64 = 60_000;
const YEAR_MS: i64 = 365 * 86_400_000;
/// How far a device's clock may go off in one step.
const DRIFTS_MS: [i64; 5] = [-4, -1, 0, 1, 4];

/// Chunks so small that a few dossiers make many of them.
const SMALL: Cutting = Cutting {
    events: 1,
    dossiers: 3,
};

/// What may go wrong in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faults {
    /// Devices.
    pub devices: u128,
    /// Servers, each with a clock of its own.
    pub servers: usize,
    /// Steps before the network is good again.
    pub steps: usize,
    /// Of four things that officers record, so many are about numbers of a book.
    pub books_of_4: usize,
    /// So many about acts of civil status.
    pub acts_of_4: usize,
    /// So many about the officer's cash book, a third of them about home visits instead.
    pub cash_of_4: usize,
}

/// What is on its way, or was and may come again.
#[derive(Debug, Default)]
struct Line {
    requests: Vec<(usize, Sending)>,
    answers: Vec<(usize, Answer, Sending)>,
}

/// A running story.
pub struct Story<'a> {
    storage: &'a dyn Storage,
    faults: Faults,
    chance: Chance,
    now: Instant,
    devices: Vec<Device>,
    cut_off: Vec<bool>,
    line: Line,
    witness: Witness,
    /// What happened, a line a step.
    pub told: Vec<String>,
}

impl core::fmt::Debug for Story<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Story")
            .field("told", &self.told)
            .finish_non_exhaustive()
    }
}

impl<'a> Story<'a> {
    /// Registers the devices.
    ///
    /// # Panics
    /// When the storage fails.
    pub async fn begin(storage: &'a dyn Storage, seed: u64, faults: Faults) -> Self {
        let mut chance = Chance::new(seed);
        let mut devices = vec![];
        for number in 1..=faults.devices {
            let mut device = Device::register(storage, number).await;
            device.outdated = chance.once_in(4);
            devices.push(device);
        }
        Self {
            storage,
            faults,
            chance,
            now: START,
            cut_off: vec![false; devices.len()],
            devices,
            line: Line::default(),
            witness: Witness::default(),
            told: vec![],
        }
    }

    /// Tells the story to its end; panics at the first broken invariant.
    ///
    /// # Panics
    /// When an invariant does not hold.
    pub async fn tell(&mut self) {
        for _ in 0..self.faults.steps {
            self.step().await;
        }
        self.quiesce().await;
        self.check_end();
    }

    async fn step(&mut self) {
        self.now = Instant(self.now.0 + i64::try_from(self.chance.below(90_000)).unwrap_or(0));
        self.drift();
        let who = self.chance.below(self.devices.len());
        match self.chance.below(28) {
            0..=5 => self.record(who),
            6..=8 => self.send(who),
            9 | 10 => self.deliver().await,
            11 | 12 => self.answer(),
            13 => self.upset(who),
            14 => self.hand_over(who),
            15 => self.cut_off(who),
            16..=18 => self.cut(who).await,
            19..=21 => self.begin_anew(who).await,
            22 => self.take_ledger(who).await,
            23..=25 => self.exchange_well(who).await,
            _ => self.fetch(who).await,
        }
        self.witness.read(self.storage).await;
        for (device, number) in self.devices.iter().zip(0_usize..) {
            self.witness.check(device, number);
        }
        check_numbers(&self.witness.ledger, self.papers());
    }

    /// Clocks run a little fast or slow, and now and then back.
    fn drift(&mut self) {
        for device in &mut self.devices {
            device.off_ms += DRIFTS_MS[self.chance.below(DRIFTS_MS.len())];
        }
    }

    /// How many numbers the devices put on paper.
    pub fn numbers_given(&self) -> usize {
        self.papers().map(|paper| paper.given.len()).sum()
    }

    /// How many cases the server opened.
    pub fn cases_opened(&self) -> usize {
        cases_opened(&self.witness.state)
    }

    /// How many acts were put right.
    pub fn acts_redrafted(&self) -> usize {
        acts_redrafted(&self.witness.state)
    }

    /// How many facts of cash books entered.
    pub fn cash_written(&self) -> usize {
        cash_written(&self.witness.ledger)
    }

    /// How many home visits are still to be made.
    pub fn visits_planned(&self) -> usize {
        planned(&self.witness.ledger).count()
    }

    fn papers(&self) -> impl Iterator<Item = &OnPaper> {
        self.devices.iter().map(|device| &device.paper)
    }

    /// An officer records, or finds the disk full and keeps what was there.
    fn record(&mut self, who: usize) {
        let before = self.devices[who].clone();
        let Faults {
            books_of_4,
            acts_of_4,
            cash_of_4,
            ..
        } = self.faults;
        let device = &mut self.devices[who];
        let what = self.chance.below(4);
        if what < books_of_4 {
            device.act_on_book(&mut self.chance, self.now);
        } else if what < books_of_4 + acts_of_4 {
            device.act_on_act(&mut self.chance, self.now);
        } else if what < books_of_4 + acts_of_4 + cash_of_4 {
            if self.chance.once_in(3) {
                device.act_on_visit(&mut self.chance, self.now);
            } else {
                device.act_on_cash(&mut self.chance, self.now);
            }
        } else {
            device.act(&mut self.chance, self.now);
        }
        if self.chance.once_in(12) {
            self.devices[who] = before;
            self.say(who, "finds the disk full");
        } else {
            self.say(who, "records");
        }
    }

    fn send(&mut self, who: usize) {
        if self.cut_off[who] {
            return;
        }
        let limit = self.chance.below(6);
        let each = 1 + self.chance.below(4);
        let sending = self.devices[who].request(limit, each, self.now);
        let (count, more) = (sending.sent.len(), sending.rest.len());
        self.say(
            who,
            &format!("sends {count} of its outbox in 1 + {more} messages"),
        );
        self.line.requests.push((who, sending));
    }

    /// A request arrives, once or again; a server answers or dies.
    async fn deliver(&mut self) {
        let Some(at) = pick(&mut self.chance, self.line.requests.len()) else {
            return;
        };
        let (who, sending) = self.line.requests[at].clone();
        if !self.chance.once_in(3) {
            self.line.requests.swap_remove(at); // else it will be delivered again
        }
        let server = self.chance.below(self.faults.servers);
        let dies = self.chance.below(8) < 3;
        let death = dies.then(|| Death {
            message: self.chance.below(sending.rest.len() + 1),
            committed: self.chance.once_in(2),
        });
        self.say(who, &format!("is heard by server {server}, {death:?}"));
        let skew = i64::try_from(server).unwrap_or(0) * 2 * MINUTE_MS;
        let now = Instant(self.now.0 + skew);
        let answer = serve(self.storage, &sending, now, death).await;
        if let Some(answer) = answer.filter(|_| !self.chance.once_in(4)) {
            self.line.answers.push((who, answer, sending)); // else it is lost
        }
    }

    fn answer(&mut self) {
        let Some(at) = pick(&mut self.chance, self.line.answers.len()) else {
            return;
        };
        let (who, answer, sending) = self.line.answers[at].clone();
        if !self.chance.once_in(3) {
            self.line.answers.swap_remove(at);
        }
        let before = self.devices[who].clone();
        self.devices[who].apply(&answer, &sending, self.now);
        if self.chance.once_in(12) {
            self.devices[who] = before;
            self.say(who, "could not write the answer down");
        } else {
            self.say(who, "applies an answer");
        }
    }

    /// The program is killed and starts again, perhaps as a newer build; or the clock
    /// jumps.
    fn upset(&mut self, who: usize) {
        if self.chance.once_in(2) {
            self.devices[who].restart();
            self.line.answers.retain(|(to, ..)| *to != who);
            self.say(who, "is killed and starts again");
            if self.chance.once_in(2) {
                self.upgrade(who);
            }
        } else {
            let off = [0, -YEAR_MS, YEAR_MS, 3 * MINUTE_MS];
            self.devices[who].off_ms = off[self.chance.below(off.len())];
            self.say(who, "has its clock set");
        }
    }

    fn upgrade(&mut self, who: usize) {
        if core::mem::take(&mut self.devices[who].outdated) {
            self.say(who, "has the newer build now");
        }
    }

    /// A device gives its outbox to another to carry.
    fn hand_over(&mut self, who: usize) {
        let courier = self.chance.below(self.devices.len());
        if !self.devices[who].outbox.is_empty() {
            let bundle = self.devices[who].bundle();
            self.devices[courier].carries.push(bundle);
            self.say(who, &format!("gives its outbox to device {courier}"));
        }
    }

    /// The server brings its baseline up to the stream.
    async fn cut(&mut self, who: usize) {
        let made = follow(self.storage, &unit(), self.now, SMALL).await;
        if made.expect("a baseline can be made").is_some() {
            self.say(who, "sees the server make a baseline");
        }
    }

    /// A device that has nothing begins with the baseline; now and then another one
    /// begins again, as when its chunks are gone.
    async fn begin_anew(&mut self, who: usize) {
        let fresh = self.devices[who].after == 0;
        if self.devices[who].outdated {
            return; // it does not know the form of these dossiers (P2)
        }
        if !fresh && !self.chance.once_in(4) {
            return;
        }
        let mut tx = self
            .storage
            .begin(Access::Read)
            .await
            .expect("a transaction");
        let found = baseline::read(&mut *tx, &unit(), self.now).await;
        if let Some(baseline) = found.expect("a baseline can be read") {
            self.devices[who].begin(baseline, self.now);
            self.say(who, "begins with a baseline");
        }
    }

    /// A chunk arrives, or is not written down.
    async fn fetch(&mut self, who: usize) {
        let Some(at) = pick(&mut self.chance, self.devices[who].awaited.len()) else {
            return;
        };
        if self.chance.once_in(6) {
            self.say(who, "could not write a chunk down");
            return;
        }
        self.take_chunk(who, at).await;
        self.say(who, "takes in a chunk");
    }

    /// A moment of good network.
    async fn exchange_well(&mut self, who: usize) {
        if !self.cut_off[who] {
            self.exchange(who).await;
            self.say(who, "exchanges without a fault");
        }
    }

    /// One exchange to which nothing happens; says whether nothing is left to do.
    async fn exchange(&mut self, who: usize) -> bool {
        let sending = self.devices[who].request(500, 7, self.now);
        let answer = serve(self.storage, &sending, self.now, None).await;
        let answer = answer.expect("a server that does not die answers");
        let device = &mut self.devices[who];
        device.apply(&answer, &sending, self.now);
        let idle = device.outbox.is_empty() && device.carries.is_empty();
        idle && device.after == answer.head
    }

    async fn take_ledger(&mut self, who: usize) {
        let mut tx = self
            .storage
            .begin(Access::Read)
            .await
            .expect("a transaction");
        let whole = whole_ledger(&mut *tx, &unit()).await;
        self.devices[who].take_ledger(&whole.expect("a ledger can be read"));
    }

    async fn take_chunk(&mut self, who: usize, at: usize) {
        let hash = self.devices[who].awaited[at].hash;
        let mut tx = self
            .storage
            .begin(Access::Read)
            .await
            .expect("a transaction");
        let packed = tx.chunk(&unit(), hash).await.expect("a chunk can be read");
        let packed = packed.expect("P8: what was begun with is kept");
        let mut bytes = vec![];
        let read = GzDecoder::new(&*packed).read_to_end(&mut bytes);
        read.expect("a chunk can be unpacked");
        self.devices[who].take_chunk(at, &bytes);
    }

    fn cut_off(&mut self, who: usize) {
        self.cut_off[who] = !self.cut_off[who];
        self.say(who, "is cut off or joined again");
    }

    /// The network is good again: exchange until nothing waits.
    async fn quiesce(&mut self) {
        for who in 0..self.devices.len() {
            self.upgrade(who);
        }
        for _ in 0..3 {
            for who in 0..self.devices.len() {
                while !self.devices[who].awaited.is_empty() {
                    self.take_chunk(who, 0).await;
                }
                self.take_ledger(who).await;
                while !self.exchange(who).await {}
            }
        }
        self.witness.read(self.storage).await;
    }

    /// I2, I4: every event is in one place, and equal cursors mean equal bytes.
    fn check_end(&self) {
        let all = self.witness.states.len() as u64 - 1;
        check_numbers(&self.witness.ledger, self.papers());
        check_papers(&self.witness.ledger, self.papers());
        check_cases(&self.witness.state);
        for (device, number) in self.devices.iter().zip(0_usize..) {
            self.witness.check(device, number);
            assert_eq!(device.after, all, "device {number} has everything");
            let aside: HashSet<_> = device
                .attention
                .iter()
                .map(|(sealed, _)| sealed.envelope.event_id)
                .collect();
            for event in &device.recorded {
                let places = usize::from(self.witness.events.contains_key(event))
                    + usize::from(aside.contains(event));
                assert_eq!(places, 1, "{event:?} of device {number} is in one place");
            }
        }
    }

    fn say(&mut self, who: usize, what: &str) {
        let step = self.told.len();
        self.told.push(format!("{step:3}  device {who} {what}"));
    }
}

fn pick(chance: &mut Chance, count: usize) -> Option<usize> {
    (count > 0).then(|| chance.below(count))
}

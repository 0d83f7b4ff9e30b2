//! Leases: given, renewed, given back, reclaimed.

use super::book::Run;
use super::event::{Asking, GivenBack, Reclaimed};
use super::lease::{Grant, Lease, LeaseEnd, LeaseNews, LeaseRecord, LeaseSerial, Leased};
use super::policy::{BookRules, LeaseSize};
use super::refusal::Refusal;
use super::standing::{Cause, Conflict, Standing, Void, VoidReason};
use super::state::BookState;
use super::supply::Want;
use crate::id::DeviceId;
use crate::instant::Day;
use crate::officer::Origin;

/// Most leases by which one renewal gives its numbers: what came back may lie in pieces.
pub const LEASES_PER_RENEWAL_MAX: usize = 16;

impl BookState {
    /// What a device is to be leased now: nothing while it has numbers enough, and no
    /// numbers for new entries once the year is over. To be asked in each exchange,
    /// after what the device brought was taken in.
    ///
    /// # Errors
    /// [`Refusal::Closed`] and [`Refusal::TooEarly`].
    pub fn renew(
        &self,
        device: DeviceId,
        rules: &BookRules,
        today: Day,
    ) -> Result<Vec<Grant>, Refusal> {
        self.still_open()?;
        let (first, last) = (self.day(1, 1), self.day(12, 31));
        let from = first.map(|first| first.plus(-i32::from(rules.lead_days)));
        if let Some(from) = from.filter(|from| today < *from) {
            return Err(Refusal::TooEarly { from });
        }
        let is_over = last.is_some_and(|last| last < today);
        let missing = self.missing_numbers(device, rules, is_over);
        let whole = rules.lease == LeaseSize::Volume && !is_over;
        Ok(self.cut(device, rules, missing, whole))
    }

    /// A day of the book's year.
    pub(super) fn day(&self, month: u8, day: u8) -> Option<Day> {
        Day::from_ymd(self.key.year, month, day)
    }

    /// How many numbers a device lacks: once the year is over just enough for entries
    /// that wait, so that nothing new keeps the book open.
    fn missing_numbers(&self, device: DeviceId, rules: &BookRules, is_over: bool) -> u32 {
        let has = self.unused_by(device);
        let waits = self.waiting_of(device);
        if is_over {
            return waits.saturating_sub(has);
        }
        let enough = waits.saturating_add(rules.low_water).saturating_add(1);
        let size = match rules.lease {
            LeaseSize::Numbers(size) => size,
            LeaseSize::Volume => 1,
        };
        match enough.saturating_sub(has) {
            0 => 0,
            missing => size.max(missing),
        }
    }

    /// Leases of so many numbers, in pieces where they lie in pieces.
    fn cut(&self, device: DeviceId, rules: &BookRules, numbers: u32, whole: bool) -> Vec<Grant> {
        let mut supply = self.supply.clone();
        let (mut grants, mut left) = (Vec::new(), numbers);
        let mut serial = self.next_serial();
        for _ in 0..LEASES_PER_RENEWAL_MAX {
            let want = Want {
                numbers: (!whole).then_some(left),
                entries_per_volume: rules.entries_per_volume,
            };
            let Some(offer) = (left > 0).then(|| supply.offer(want)).flatten() else {
                break;
            };
            left = left.saturating_sub(offer.run.count());
            grants.extend(offer.begins.map(Grant::Volume));
            grants.push(Grant::Lease(Lease {
                book: self.key.clone(),
                serial,
                device,
                volume: offer.volume,
                run: offer.run,
                low_water: rules.low_water,
            }));
            serial = LeaseSerial(serial.0.saturating_add(1));
        }
        grants
    }

    fn next_serial(&self) -> LeaseSerial {
        LeaseSerial(self.last_serial.0.saturating_add(1))
    }

    /// Leases of a device that are out and hold a number not yet written.
    fn out_of(&self, device: DeviceId) -> impl Iterator<Item = &LeaseRecord> {
        let out = move |record: &&LeaseRecord| record.lease.device == device && record.is_out();
        self.leases.values().filter(out)
    }

    /// How many numbers a device has left, as far as the server knows.
    pub fn unused_by(&self, device: DeviceId) -> u32 {
        self.out_of(device)
            .map(LeaseRecord::unwritten)
            .fold(0, u32::saturating_add)
    }

    /// How many entries of a device wait for a number.
    fn waiting_of(&self, device: DeviceId) -> u32 {
        self.waiting.get(&device).copied().unwrap_or(0)
    }

    /// Whether a device has asked for numbers, to be given more when few are left.
    pub fn asks(&self, device: DeviceId) -> bool {
        self.asking.contains(&device)
    }

    pub(super) fn ask(&mut self, asking: Asking, device: DeviceId) {
        match asking {
            Asking::Numbers => self.asking.insert(device),
            Asking::Nothing => self.asking.remove(&device),
        };
    }

    /// What a device is to be told in the answer to an exchange.
    pub fn news_for(&self, device: DeviceId) -> LeaseNews {
        let unconfirmed = |record: &&LeaseRecord| {
            let end = Some(LeaseEnd::Reclaimed { confirmed: false });
            record.lease.device == device && record.end == end
        };
        let reclaimed = self.leases.values().filter(unconfirmed);
        LeaseNews {
            out: self
                .out_of(device)
                .map(|record| record.lease.clone())
                .collect(),
            reclaimed: reclaimed.map(|record| record.lease.clone()).collect(),
        }
    }

    pub(super) fn lease(&mut self, leased: &Leased) -> Result<(), Refusal> {
        self.still_open()?;
        let Leased { lease, seal } = leased;
        if lease.book != self.key || lease.serial != self.next_serial() {
            return Err(Refusal::NotLeasable);
        }
        self.supply.take(lease.volume, lease.run)?;
        let record = LeaseRecord {
            lease: lease.clone(),
            seal: *seal,
            left: vec![lease.run],
            end: None,
        };
        self.last_serial = lease.serial;
        self.leases.insert(lease.serial, record);
        Ok(())
    }

    pub(super) fn take_back(&mut self, given: GivenBack, origin: Origin) -> Result<(), Refusal> {
        let GivenBack { lease, from } = given;
        let record = self.lease_of(lease, origin.device)?;
        let run = record.lease.run;
        if from < run.first || run.last.next() < from {
            return Err(Refusal::NotInLease { number: from });
        }
        match record.end {
            Some(LeaseEnd::GivenBack { .. }) => return Err(Refusal::LeaseEnded { lease }),
            Some(LeaseEnd::Reclaimed { .. }) => {
                self.confirm(given, run, origin);
                return Ok(());
            }
            None => {}
        }
        let unknown = record.left.first().map(|run| run.first);
        if let Some(number) = unknown.filter(|number| *number < from) {
            return Err(Refusal::NotAccounted { number });
        }
        if let Some(number) = record.last_written().filter(|number| from <= *number) {
            return Err(Refusal::UsedBeyond { number });
        }
        if let Some(rest) = Run::new(from, run.last) {
            self.supply.give_back(rest);
        }
        self.end(lease, LeaseEnd::GivenBack { from });
        Ok(())
    }

    /// A device that had been given up for lost says what it used: what was awaited
    /// beyond that will not come.
    fn confirm(&mut self, given: GivenBack, run: Run, origin: Origin) {
        for number in run.numbers().filter(|number| given.from <= *number) {
            let Some(Standing::InConflict(conflict)) = self.written.get(&number) else {
                continue;
            };
            let Cause::Awaited { lease, reason } = conflict.cause.clone() else {
                continue;
            };
            let why = VoidReason::Reclaimed { lease, reason };
            self.put(number, Standing::Void(Void { why, origin }));
        }
        self.end(given.lease, LeaseEnd::Reclaimed { confirmed: true });
    }

    pub(super) fn reclaim(&mut self, reclaimed: &Reclaimed, origin: Origin) -> Result<(), Refusal> {
        let lease = reclaimed.lease;
        let record = self.leases.get(&lease).ok_or(Refusal::NoSuchLease)?;
        if !record.is_out() {
            return Err(Refusal::LeaseEnded { lease });
        }
        let run = record.lease.run;
        let known = record.last_written();
        let last_used = reclaimed.last_used.or(known);
        if let Some(number) = last_used.filter(|number| !run.contains(*number)) {
            return Err(Refusal::NotInLease { number });
        }
        if let Some(number) = known.filter(|known| last_used < Some(*known)) {
            return Err(Refusal::UsedBeyond { number });
        }
        self.asking.remove(&record.lease.device);
        let left = self.leases.get(&lease).map(|record| record.left.clone());
        for number in left.into_iter().flatten().flat_map(Run::numbers) {
            let reason = reclaimed.reason.clone();
            let standing = if Some(number) <= last_used {
                Standing::InConflict(Box::new(Conflict {
                    cause: Cause::Awaited { lease, reason },
                    claims: Vec::new(),
                    origin,
                }))
            } else {
                let why = VoidReason::Reclaimed { lease, reason };
                Standing::Void(Void { why, origin })
            };
            self.put(number, standing);
        }
        self.end(lease, LeaseEnd::Reclaimed { confirmed: false });
        Ok(())
    }
}

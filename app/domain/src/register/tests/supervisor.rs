//! What a supervisor does in the small world.

use super::desk::{SUPERVISOR, day};
use super::world::World;
use crate::id::DeviceId;
use crate::register::*;
use uuid::Uuid;

impl World {
    /// A supervisor gives a device up, knowing of so many numbers beyond the entries.
    pub(super) fn reclaim(&mut self, year: i32, which: usize, more: u32) {
        let missing = self.books[&year].missing().leases;
        let Some(serial) = missing.get(which % missing.len().max(1)).copied() else {
            return;
        };
        let book = &self.books[&year];
        let record = book.leases().find(|record| record.lease.serial == serial);
        let run = record.unwrap().lease.run;
        let known = run
            .numbers()
            .rev()
            .find(|number| book.written.contains_key(number));
        let last_used = known.unwrap_or(run.first.before()).plus(more).min(run.last);
        let reclaimed = Reclaimed {
            lease: serial,
            last_used: Some(last_used).filter(|last| run.contains(*last)),
            reason: "mất máy".into(),
        };
        self.supervise(year, &Event::Reclaimed(reclaimed)).unwrap();
    }

    pub(super) fn supervise(&mut self, year: i32, event: &Event) -> Result<(), Refusal> {
        let origin = self.origin(DeviceId(Uuid::from_u128(SUPERVISOR)));
        self.books.get_mut(&year).unwrap().apply(event, origin)
    }

    /// A person decides one way or another.
    pub(super) fn settle(&mut self, year: i32, which: usize, how: u8) {
        let waits: Vec<_> = self.books[&year].in_conflict().collect();
        let Some(number) = waits.get(which % waits.len().max(1)).copied() else {
            return;
        };
        let someone = self.someone();
        let Whereabouts::Written(standing) = self.books[&year].whereabouts(number) else {
            return;
        };
        let reason = "xem sổ giấy".to_owned();
        let claim = standing.claims().first().map(|claim| claim.entry.subject);
        let on_paper = self.paper.get(&(year, number)).copied().flatten();
        let ways = [
            Settlement::Used(claim.unwrap_or(someone)),
            Settlement::FromPaper(Entry::new(on_paper.unwrap_or(someone), day(year, 12, 31))),
            Settlement::FromPaper(Entry::new(someone, day(year, 12, 31))),
            Settlement::Void {
                reason: reason.clone(),
            },
        ];
        let last = Settlement::Spoiled { reason };
        let first = ways.get(usize::from(how % 5)).cloned();
        for settlement in first.into_iter().chain([last]) {
            let settled = Settled { number, settlement };
            if self
                .supervise(year, &Event::Settled(Box::new(settled)))
                .is_ok()
            {
                return;
            }
        }
        panic!("{number} of {year} cannot be settled");
    }

    /// Gives up what has not come, decides what waits, and closes the year.
    pub(super) fn close(&mut self, year: i32) -> Closing {
        while !self.books[&year].missing().leases.is_empty() {
            self.reclaim(year, 0, 1);
        }
        while self.books[&year].in_conflict().next().is_some() {
            self.settle(year, 0, 0);
        }
        for reference in self.books[&year].missing().provisional {
            self.withdraw_one(year, reference);
        }
        let closing = self.books[&year].plan_closing(self.today).unwrap();
        let event = Event::Closed(Box::new(closing.clone()));
        self.supervise(year, &event).unwrap();
        closing
    }

    /// Closes the year when that may be.
    pub(super) fn try_close(&mut self, year: i32) {
        if self.books[&year].closed.is_none() && day(year, 12, 31) <= self.today {
            self.close(year);
        }
    }

    /// Opens a closed book again; one that is open stays so.
    pub(super) fn reopen(&mut self, year: i32) {
        let reason = "việc gửi về sau khi khóa".to_owned();
        let closing = self.books[&year].closings();
        let reopened = self.supervise(year, &Event::Reopened(Reopened { closing, reason }));
        assert!(matches!(reopened, Ok(()) | Err(Refusal::NotClosed)));
    }

    pub(super) fn new_volume(&mut self, year: i32) {
        let book = &self.books[&year];
        let number = book.volumes().last().unwrap().number.next();
        let first = book.next();
        let begun = self.supervise(year, &Event::VolumeBegun(Volume { number, first }));
        assert!(matches!(
            begun,
            Ok(()) | Err(Refusal::VolumeEmpty | Refusal::Closed)
        ));
    }

    /// What the supervisor does about an entry that nobody will number.
    pub(super) fn withdraw(&mut self, which: usize) {
        let waiting = self.waiting();
        if let Some((year, reference)) = waiting.get(which % waiting.len().max(1)).cloned() {
            self.withdraw_one(year, reference);
        }
    }

    fn withdraw_one(&mut self, year: i32, reference: ProvisionalReference) {
        let reason = "không đến nữa".to_owned();
        let withdrawn = Event::Withdrawn(Withdrawn { reference, reason });
        self.supervise(year, &withdrawn).unwrap();
    }
}

//! How leases come to a device and leave it.

use super::book::BookKey;
use super::device::{Held, LeaseState};
use super::event::{Event, GivenBack};
use super::lease::{Lease, LeaseNews, LeaseSerial};
use crate::instant::Day;
use std::collections::BTreeSet;

impl LeaseState {
    /// Takes in what the server said of one book. News may be lost, come twice and come
    /// late: only a serial that is new brings numbers, so that what was given back or
    /// reclaimed never comes back to life.
    ///
    /// The events say what was used of leases that were reclaimed.
    pub fn receive(&self, book: &BookKey, news: &LeaseNews) -> (Self, Vec<Event>) {
        let mut after = self.clone();
        let own = |lease: &&Lease| {
            lease.book == *book && *book == self.book(book.year) && lease.device == self.device
        };
        let seen = self.years.get(&book.year).copied().unwrap_or_default().seen;
        let new = |lease: &&Lease| lease.serial > seen;
        for lease in news.out.iter().filter(own).filter(new) {
            if after.held_at(book, lease.serial).is_none() {
                after.hold(lease);
            }
        }
        let mut events = Vec::new();
        for lease in news.reclaimed.iter().filter(own) {
            let serial = lease.serial;
            let held = after.held_at(book, serial);
            let from = match held.map(|at| after.held.remove(at)) {
                Some(held) => held.next,
                None if serial > seen => lease.run.first,
                None => continue,
            };
            after.see(book.year, serial);
            let given = GivenBack {
                lease: serial,
                from,
            };
            events.push(Event::GivenBack(given));
        }
        let listed = |held: &Held| {
            let lists = news.out.iter().chain(&news.reclaimed);
            lists.into_iter().any(|lease| *lease == held.lease)
        };
        after
            .held
            .retain(|held| held.lease.book != *book || held.left() > 0 || listed(held));
        (after, events)
    }

    fn hold(&mut self, lease: &Lease) {
        self.held.push(Held {
            lease: lease.clone(),
            next: lease.run.first,
        });
        self.see(lease.book.year, lease.serial);
    }

    fn see(&mut self, year: i32, serial: LeaseSerial) {
        let known = self.years.entry(year).or_default();
        known.seen = known.seen.max(serial);
    }

    fn held_at(&self, book: &BookKey, serial: LeaseSerial) -> Option<usize> {
        let is = |held: &Held| held.lease.book == *book && held.lease.serial == serial;
        self.held.iter().position(is)
    }

    /// Gives every lease of a year back: the device is leaving, or the year is over.
    pub fn give_back(&self, year: i32) -> (Self, Vec<Event>) {
        let mut after = self.clone();
        let held = core::mem::take(&mut after.held).into_iter();
        let (gone, kept): (Vec<_>, _) = held.partition(|held| held.lease.book.year == year);
        after.held = kept;
        let given = gone.into_iter().map(|held| {
            Event::GivenBack(GivenBack {
                lease: held.lease.serial,
                from: held.next,
            })
        });
        (after, given.collect())
    }

    /// What is due when a year is over: waiting entries get the numbers that are left,
    /// and the rest goes back, so that the book can be closed.
    pub fn end_years_before(&self, today: Day) -> (Self, Vec<(BookKey, Event)>) {
        let (mut after, mut events) = self.number();
        let years = after.held.iter().map(|held| held.lease.book.year);
        let over: BTreeSet<i32> = years.filter(|year| *year < today.0.year()).collect();
        for year in over {
            let (given_back, given) = after.give_back(year);
            after = given_back;
            let book = self.book(year);
            events.extend(given.into_iter().map(|event| (book.clone(), event)));
        }
        (after, events)
    }
}

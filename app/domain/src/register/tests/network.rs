//! What goes up from a device and comes down to it in the small world.

use super::desk::key;
use super::world::{World, YEARS, rules};
use crate::id::DeviceId;
use crate::officer::Origin;
use crate::register::*;

impl World {
    /// So many envelopes go up; the answer comes down or does not.
    pub(super) fn exchange(&mut self, at: usize, batch: usize, down: bool) {
        let today = self.today;
        let (state, events) = self.desk(at).state.end_years_before(today);
        self.commit(at, state, with_year(events));
        let desk = self.desk(at);
        let (id, batch) = (desk.id, batch.min(desk.outbox.len()));
        let sent = desk.outbox[..batch].to_vec();
        for (year, event, origin) in sent {
            if self.received.insert(origin.event) {
                self.admit(year, &event, origin);
            }
        }
        let answers = self.renew(id);
        self.desk(at).answers.extend(answers.clone());
        if down {
            self.desk(at).outbox.drain(..batch);
            for (book, news) in answers {
                self.receive(at, &book, &news);
            }
            self.forget_ended(at);
            let (state, events) = self.desk(at).state.number();
            self.commit(at, state, with_year(events));
        }
    }

    /// What others did about entries that waited comes down with the news.
    fn forget_ended(&mut self, at: usize) {
        for waiting in self.desk(at).state.waiting().to_vec() {
            let known = &self.books[&waiting.year].provisional;
            let end = known.get(&waiting.reference).map(|known| &known.end);
            if end.is_some_and(Option::is_some) {
                let desk = self.desk(at);
                desk.state = desk.state.without(&waiting.reference, waiting.year);
            }
        }
    }

    fn admit(&mut self, year: i32, event: &Event, origin: Origin) {
        let book = self.books.get_mut(&year).unwrap();
        let ruling = book.apply(event, origin);
        assert_eq!(ruling, Ok(()), "an honest device is refused: {event:?}");
    }

    fn renew(&mut self, id: DeviceId) -> Vec<(BookKey, LeaseNews)> {
        let rules = rules(self.lease);
        let mut answers = Vec::new();
        for year in YEARS {
            let plan = self.books[&year].renew(id, &rules, self.today);
            for grant in plan.unwrap_or_default() {
                let event = grant.event(|_| LeaseSeal([0; 64]));
                let origin = self.origin(id);
                self.admit(year, &event, origin);
            }
            answers.push((key(year), self.books[&year].news_for(id)));
        }
        answers
    }

    fn receive(&mut self, at: usize, book: &BookKey, news: &LeaseNews) {
        let (state, events) = self.desk(at).state.receive(book, news);
        let gone = news.reclaimed.iter().map(|lease| (book.year, lease.serial));
        self.desk(at).gone.extend(gone);
        let events = events.into_iter().map(|event| (book.year, event)).collect();
        self.commit(at, state, events);
    }

    /// An answer of before comes once more.
    pub(super) fn old_answer(&mut self, at: usize, which: usize) {
        let answers = &self.desk(at).answers;
        let Some((book, news)) = answers.get(which % answers.len().max(1)).cloned() else {
            return;
        };
        self.receive(at, &book, &news);
    }
}

fn with_year(events: Vec<(BookKey, Event)>) -> Vec<(i32, Event)> {
    events
        .into_iter()
        .map(|(book, event)| (book.year, event))
        .collect()
}

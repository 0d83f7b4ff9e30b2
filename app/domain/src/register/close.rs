//! The end of a book's year: what is still missing, and the counts that are signed.

use super::book::{Number, Run, Volume, VolumeNumber};
use super::form::ProvisionalReference;
use super::lease::LeaseSerial;
use super::refusal::Refusal;
use super::standing::{Standing, Void, VoidReason};
use super::state::BookState;
use crate::instant::Day;
use crate::officer::Origin;
use core::fmt;
use serde::{Deserialize, Serialize};

/// What a book's closing says, and what is signed and sealed (NĐ 23/2015 art. 13: closed
/// on 31 December with the total; from memory).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Numbers that were entered on paper before the book was opened here.
    pub on_paper: u32,
    /// The first and last number here; `None` for a book without any.
    pub numbers: Option<Run>,
    /// What became of them.
    pub counts: Counts,
    /// The same for each volume that has a number.
    pub volumes: Vec<VolumeCount>,
}

/// What became of the numbers of one volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeCount {
    /// Which volume.
    pub volume: VolumeNumber,
    /// Its numbers here.
    pub numbers: Run,
    /// What became of them.
    pub counts: Counts,
}

/// How many numbers stand how. The first four add up to all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Used.
    pub used: u32,
    /// Spoiled (bỏ).
    pub spoiled: u32,
    /// Void, or left over.
    pub void: u32,
    /// In conflict; none when a book is closed.
    pub in_conflict: u32,
    /// Of all these, how many stand as they do by a person's decision.
    pub settled: u32,
}

impl Counts {
    /// How many numbers there are.
    pub fn total(self) -> u32 {
        let used_or_spoiled = self.used.saturating_add(self.spoiled);
        used_or_spoiled
            .saturating_add(self.void)
            .saturating_add(self.in_conflict)
    }
}

/// What keeps a book from being closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Leases that are neither used up, given back nor reclaimed.
    pub leases: Vec<LeaseSerial>,
    /// Entries that wait for a number.
    pub provisional: Vec<ProvisionalReference>,
    /// Numbers that wait for a decision.
    pub conflicts: Vec<Number>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} leases out, {} entries without a number, {} numbers in conflict",
            self.leases.len(),
            self.provisional.len(),
            self.conflicts.len()
        )
    }
}

impl BookState {
    /// What keeps the book from being closed; empty when nothing does.
    pub fn missing(&self) -> Missing {
        let out = self.leases.values().filter(|record| record.is_out());
        let waiting = self.provisional.iter();
        let waiting = waiting.filter(|(_, provisional)| provisional.end.is_none());
        Missing {
            leases: out.map(|record| record.lease.serial).collect(),
            provisional: waiting.map(|(reference, _)| reference.clone()).collect(),
            conflicts: self.in_conflict().collect(),
        }
    }

    /// The closing as it would be signed on a day.
    ///
    /// # Errors
    /// [`Refusal::Closed`], [`Refusal::TooEarly`] before 31 December, and
    /// [`Refusal::NotReady`], which lists all that is missing.
    pub fn plan_closing(&self, today: Day) -> Result<Closing, Refusal> {
        self.still_open()?;
        if let Some(from) = self.day(12, 31).filter(|last| today < *last) {
            return Err(Refusal::TooEarly { from });
        }
        self.closing()
    }

    fn closing(&self) -> Result<Closing, Refusal> {
        let missing = self.missing();
        if missing != Missing::default() {
            return Err(Refusal::NotReady(missing));
        }
        Ok(self.count())
    }

    /// What has become of the numbers up to the highest that is written.
    pub fn count(&self) -> Closing {
        let last = self.written.keys().next_back();
        let numbers = last.and_then(|last| Run::new(self.first, *last));
        let volumes = numbers.map(|numbers| self.count_volumes(numbers));
        Closing {
            on_paper: self.first.before().0,
            numbers,
            counts: numbers.map_or_else(Counts::default, |run| self.count_run(run)),
            volumes: volumes.unwrap_or_default(),
        }
    }

    fn count_volumes(&self, numbers: Run) -> Vec<VolumeCount> {
        let volumes = self.volumes();
        let ends = volumes.iter().skip(1).map(|next| next.first.before());
        let ends = ends.chain([numbers.last]);
        let count = |(volume, end): (&Volume, Number)| {
            let first = volume.first.max(numbers.first);
            let numbers = Run::new(first, end.min(numbers.last))?;
            Some(VolumeCount {
                volume: volume.number,
                numbers,
                counts: self.count_run(numbers),
            })
        };
        volumes.iter().zip(ends).filter_map(count).collect()
    }

    /// Numbers that were given back and not wanted again count as void.
    fn count_run(&self, run: Run) -> Counts {
        let mut counts = Counts::default();
        for (_, standing) in self.written.range(run.first..=run.last) {
            let count = match standing {
                Standing::Used(_) => &mut counts.used,
                Standing::Spoiled(_) => &mut counts.spoiled,
                Standing::Void(_) => &mut counts.void,
                Standing::InConflict(_) => &mut counts.in_conflict,
            };
            *count = count.saturating_add(1);
        }
        let left = self.supply.free().iter().filter_map(|free| {
            let last = free.last.min(run.last);
            Run::new(free.first.max(run.first), last).map(Run::count)
        });
        counts.void = counts.void.saturating_add(left.sum());
        let settled = self.settled.range(run.first..=run.last).count();
        counts.settled = u32::try_from(settled).unwrap_or(u32::MAX);
        counts
    }

    pub(super) fn close(&mut self, closing: &Closing, origin: Origin) -> Result<(), Refusal> {
        self.still_open()?;
        if self.closing()? != *closing {
            return Err(Refusal::CountsDiffer);
        }
        let last = closing.numbers.map(|numbers| numbers.last);
        let why = VoidReason::LeftAtClosing;
        for number in self.supply.close().into_iter().flat_map(Run::numbers) {
            if Some(number) <= last {
                let why = why.clone();
                self.put(number, Standing::Void(Void { why, origin }));
            }
        }
        self.closed = Some(Box::new(closing.clone()));
        self.closed_by = Some(origin);
        Ok(())
    }
}

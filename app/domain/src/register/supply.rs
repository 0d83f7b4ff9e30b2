//! The numbers that can be leased: volumes, the next number, and what came back.

use super::book::{NUMBER_MAX, Number, Run, Volume, VolumeNumber};
use super::event::Opened;
use super::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Which numbers of a book were never leased, or were given back.
///
/// A number that was given back unused may be leased again, by the word of the device
/// that had it; one that was reclaimed never, for no device gave its word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Supply {
    volumes: Vec<Volume>,
    next: Number,
    /// Given back; in order, apart from each other.
    free: Vec<Run>,
}

/// How many numbers are wanted, and how volumes are cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Want {
    /// At most so many; `None` for all that are left of a volume.
    pub(super) numbers: Option<u32>,
    /// A volume has so many.
    pub(super) entries_per_volume: u32,
}

/// Numbers that can be leased.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    /// The volume that has to be begun for them, if one has.
    pub(super) begins: Option<Volume>,
    /// The volume they lie in.
    pub(super) volume: VolumeNumber,
    /// The numbers.
    pub(super) run: Run,
}

impl Supply {
    /// The supply of a book that begins.
    pub(super) fn open(opened: &Opened) -> Result<Self, Refusal> {
        let Volume { number, first } = opened.volume;
        let begins = Number(1) <= first && first <= opened.first && opened.first <= NUMBER_MAX;
        if !begins || number < VolumeNumber(1) {
            return Err(Refusal::BadBeginning);
        }
        Ok(Self {
            volumes: vec![opened.volume],
            next: opened.first,
            free: Vec::new(),
        })
    }

    /// The volumes, in order.
    pub(super) fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// The lowest number that was never leased.
    pub(super) fn next(&self) -> Number {
        self.next
    }

    /// What was given back and not leased again, in order.
    pub(super) fn free(&self) -> &[Run] {
        &self.free
    }

    /// The volume that a number lies in, and where that ends, if it does.
    pub(super) fn volume_of(&self, number: Number) -> Option<(VolumeNumber, Option<Number>)> {
        let after = self
            .volumes
            .partition_point(|volume| volume.first <= number);
        let volume = self.volumes.get(after.checked_sub(1)?)?;
        let end = self.volumes.get(after).map(|volume| volume.first.before());
        Some((volume.number, end))
    }

    /// The volume that comes next.
    fn coming(&self) -> Volume {
        let last = self.volumes.last();
        Volume {
            number: last.map_or(VolumeNumber(1), |volume| volume.number.next()),
            first: self.next,
        }
    }

    /// Begins a volume with the next number.
    pub(super) fn begin(&mut self, volume: Volume) -> Result<(), Refusal> {
        let coming = self.coming();
        if volume != coming {
            let Volume { number, first } = coming;
            return Err(Refusal::VolumeOutOfOrder { number, first });
        }
        if self
            .volumes
            .last()
            .is_some_and(|last| last.first >= self.next)
        {
            return Err(Refusal::VolumeEmpty);
        }
        self.volumes.push(volume);
        Ok(())
    }

    /// Takes these very numbers out, all of one volume.
    pub(super) fn take(&mut self, volume: VolumeNumber, run: Run) -> Result<(), Refusal> {
        let lies = self
            .volume_of(run.first)
            .is_some_and(|(number, end)| number == volume && end.is_none_or(|end| run.last <= end));
        if !lies || run.last < run.first || run.last > NUMBER_MAX {
            return Err(Refusal::NotLeasable);
        }
        if run.first == self.next {
            self.next = run.last.next();
            return Ok(());
        }
        let at = self.free.iter().position(|free| free.covers(run));
        let (at, free) = at
            .and_then(|at| Some((at, *self.free.get(at)?)))
            .ok_or(Refusal::NotLeasable)?;
        let below = Run::new(free.first, run.first.before());
        let above = Run::new(run.last.next(), free.last);
        self.free.splice(at..=at, below.into_iter().chain(above));
        Ok(())
    }

    /// Puts numbers back that no paper carries.
    pub(super) fn give_back(&mut self, run: Run) {
        let at = self.free.partition_point(|free| free.first < run.first);
        self.free.insert(at, run);
    }

    /// Forgets what is free, and tells it: the book is closing.
    pub(super) fn close(&mut self) -> Vec<Run> {
        core::mem::take(&mut self.free)
    }

    /// All that was leased from a number on is free: the book was closed before them, and
    /// is opened again.
    pub(super) fn reopen(&mut self, from: Number) {
        self.free = Run::new(from, self.next.before()).into_iter().collect();
    }

    /// Finds numbers and takes them out: what was given back first, so that the book
    /// has no gap where there need not be one.
    pub(super) fn offer(&mut self, want: Want) -> Option<Offer> {
        let most = want.numbers.unwrap_or(u32::MAX);
        if let Some(free) = self.free.first().copied() {
            let (volume, end) = self.volume_of(free.first)?;
            let last = free.last.min(end.unwrap_or(free.last));
            return self.cut(None, volume, free.first, last, most);
        }
        if self.next > NUMBER_MAX {
            return None;
        }
        let full = |volume: &Volume| volume.first.plus(want.entries_per_volume) <= self.next;
        let present = self.volumes.last().filter(|volume| !full(volume)).copied();
        let begins = present.is_none().then(|| self.coming());
        if let Some(volume) = begins {
            self.begin(volume).ok()?;
        }
        let volume = present.or(begins)?;
        let last = volume.first.plus(want.entries_per_volume).before();
        self.cut(begins, volume.number, self.next, last.min(NUMBER_MAX), most)
    }

    fn cut(
        &mut self,
        begins: Option<Volume>,
        volume: VolumeNumber,
        first: Number,
        last: Number,
        most: u32,
    ) -> Option<Offer> {
        let run = Run::new(first, last.min(first.plus(most).before()))?;
        self.take(volume, run).ok()?;
        Some(Offer {
            begins,
            volume,
            run,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::NumberForm;

    fn supply(first: u32, volume: (u32, u32)) -> Result<Supply, Refusal> {
        Supply::open(&Opened {
            form: NumberForm::parse("{number} {volume} {year}").unwrap(),
            first: Number(first),
            volume: Volume {
                number: VolumeNumber(volume.0),
                first: Number(volume.1),
            },
            presumed: false,
        })
    }

    fn run(first: u32, last: u32) -> Run {
        Run::new(Number(first), Number(last)).unwrap()
    }

    const BY_TEN: Want = Want {
        numbers: Some(10),
        entries_per_volume: 50,
    };

    #[test]
    fn a_book_continues_what_was_on_paper_in_its_volume() {
        let mut supply = supply(38, (1, 1)).unwrap();
        let offers: Vec<_> = (0..3).filter_map(|_| supply.offer(BY_TEN)).collect();
        let runs: Vec<_> = offers.iter().map(|offer| offer.run).collect();
        assert_eq!(runs, [run(38, 47), run(48, 50), run(51, 60)]);
        assert_eq!(offers[1].begins, None);
        assert_eq!(offers[2].begins.unwrap().number, VolumeNumber(2));
        assert_eq!(
            supply.volume_of(Number(50)),
            Some((VolumeNumber(1), Some(Number(50))))
        );
        assert_eq!(supply.volume_of(Number(51)), Some((VolumeNumber(2), None)));
    }

    #[test]
    fn a_beginning_lies_in_its_volume() {
        for (first, volume) in [(0, (1, 0)), (5, (1, 6)), (5, (0, 1)), (1_000_000, (1, 1))] {
            assert_eq!(supply(first, volume), Err(Refusal::BadBeginning));
        }
    }

    #[test]
    fn what_came_back_goes_out_first_and_in_order() {
        let mut supply = supply(1, (1, 1)).unwrap();
        for _ in 0..2 {
            supply.offer(BY_TEN).unwrap();
        }
        supply.give_back(run(15, 20));
        supply.give_back(run(3, 10));
        assert_eq!(supply.offer(BY_TEN).unwrap().run, run(3, 10));
        assert_eq!(supply.take(VolumeNumber(1), run(17, 18)), Ok(()));
        assert_eq!(supply.free(), [run(15, 16), run(19, 20)]);
        assert_eq!(
            supply.take(VolumeNumber(1), run(16, 19)),
            Err(Refusal::NotLeasable)
        );
    }

    #[test]
    fn a_volume_may_be_begun_early_but_not_an_empty_one() {
        let mut supply = supply(1, (1, 1)).unwrap();
        let volume = |number, first| Volume {
            number: VolumeNumber(number),
            first: Number(first),
        };
        assert_eq!(supply.begin(volume(2, 1)), Err(Refusal::VolumeEmpty));
        supply.offer(BY_TEN).unwrap();
        let out_of_order = Refusal::VolumeOutOfOrder {
            number: VolumeNumber(2),
            first: Number(11),
        };
        assert_eq!(supply.begin(volume(3, 11)), Err(out_of_order));
        assert_eq!(supply.begin(volume(2, 11)), Ok(()));
        assert_eq!(
            supply.take(VolumeNumber(1), run(11, 12)),
            Err(Refusal::NotLeasable)
        );
        let whole = Want {
            numbers: None,
            ..BY_TEN
        };
        let offer = supply.offer(whole).unwrap();
        assert_eq!((offer.volume, offer.run), (VolumeNumber(2), run(11, 60)));
    }

    #[test]
    fn a_book_ends_somewhere() {
        let mut supply = supply(999_995, (1, 999_995)).unwrap();
        assert_eq!(supply.offer(BY_TEN).unwrap().run, run(999_995, 999_999));
        assert!(supply.offer(BY_TEN).is_none());
    }
}

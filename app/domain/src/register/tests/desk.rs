//! A book and those who write it, for tests that go step by step.

use crate::dossier::DeviceTag;
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use crate::instant::{Day, Instant};
use crate::officer::Origin;
use crate::register::*;
use uuid::Uuid;

pub(super) const FORM: &str = "số {number} quyển số {volume}/{year} - SCT/BS";

pub(super) fn key(year: i32) -> BookKey {
    BookKey {
        unit: UnitId("H99".into()),
        kind: BookKind("SCT/BS".into()),
        year,
    }
}

pub(super) fn day(year: i32, month: u8, day: u8) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

pub(super) fn by(device: u128, day: Day) -> Origin {
    Origin {
        event: EventId(Uuid::from_u128(0)),
        officer: OfficerId(Uuid::from_u128(7)),
        device: DeviceId(Uuid::from_u128(device)),
        time: HybridTime::of(Instant::midnight(day)),
    }
}

pub(super) fn subject(number: u128) -> Subject {
    Subject {
        dossier: DossierId(Uuid::from_u128(number)),
        document: 0,
    }
}

/// Where a supervisor sits.
pub(super) const SUPERVISOR: u128 = 99;

pub(super) const RULES: fn(LeaseSize) -> BookRules = |lease| BookRules {
    form: NumberForm::parse(FORM).unwrap(),
    lease,
    low_water: 1,
    entries_per_volume: 8,
    lead_days: 15,
};

pub(super) fn may() -> Day {
    day(2026, 5, 4)
}

pub(super) struct Desk {
    pub(super) book: BookState,
}

impl Desk {
    /// A book from number 3 on, in a volume of 8 that began at 1.
    pub(super) fn open() -> Self {
        let opened = Opened {
            form: NumberForm::parse(FORM).unwrap(),
            first: Number(3),
            volume: Volume {
                number: VolumeNumber(1),
                first: Number(1),
            },
            presumed: false,
        };
        let mut book = None;
        let event = Event::Opened(Box::new(opened));
        BookState::fold(&mut book, &key(2026), &event, by(1, may())).unwrap();
        Self {
            book: book.unwrap(),
        }
    }

    /// With numbers 3 to 6 leased to device 1, as lease 1.
    pub(super) fn leased() -> Self {
        let mut desk = Self::open();
        assert_eq!(desk.renew(1, LeaseSize::Numbers(4), may()), ["3-6"]);
        desk
    }

    pub(super) fn renew(&mut self, device: u128, size: LeaseSize, today: Day) -> Vec<String> {
        let id = DeviceId(Uuid::from_u128(device));
        let events = self.book.renew(id, &RULES(size), today).unwrap();
        let mut runs = Vec::new();
        for grant in events {
            if let Grant::Lease(lease) = &grant {
                runs.push(format!("{}-{}", lease.run.first.0, lease.run.last.0));
            }
            let event = grant.event(|_| LeaseSeal([0; 64]));
            self.put(device, &event).unwrap();
        }
        runs
    }

    pub(super) fn put(&mut self, device: u128, event: &Event) -> Result<(), Refusal> {
        self.on(device, may(), event)
    }

    pub(super) fn on(&mut self, device: u128, day: Day, event: &Event) -> Result<(), Refusal> {
        let before = self.book.clone();
        let done = self.book.apply(event, by(device, day));
        assert!(done.is_ok() || self.book == before, "refused, yet changed");
        done
    }

    pub(super) fn enter(
        &mut self,
        device: u128,
        lease: u32,
        number: u32,
        of: u128,
    ) -> Result<(), Refusal> {
        let entered = Entered {
            lease: LeaseSerial(lease),
            number: Number(number),
            entry: Entry::new(subject(of), may()),
        };
        self.put(device, &Event::Entered(Box::new(entered)))
    }

    pub(super) fn back(&mut self, device: u128, lease: u32, from: u32) -> Result<(), Refusal> {
        let lease = LeaseSerial(lease);
        let from = Number(from);
        self.put(device, &Event::GivenBack(GivenBack { lease, from }))
    }

    pub(super) fn spoil(&mut self, device: u128, number: u32) -> Result<(), Refusal> {
        let spoiled = SpoiledNumber {
            number: Number(number),
            reason: "rách".into(),
        };
        self.put(device, &Event::Spoiled(spoiled))
    }

    pub(super) fn reclaim(&mut self, lease: u32, last_used: Option<u32>) -> Result<(), Refusal> {
        let reclaimed = Reclaimed {
            lease: LeaseSerial(lease),
            last_used: last_used.map(Number),
            reason: "mất máy".into(),
        };
        self.put(SUPERVISOR, &Event::Reclaimed(reclaimed))
    }

    pub(super) fn settle(&mut self, number: u32, settlement: Settlement) -> Result<(), Refusal> {
        let settled = Settled {
            number: Number(number),
            settlement,
        };
        self.put(SUPERVISOR, &Event::Settled(Box::new(settled)))
    }

    pub(super) fn close(&mut self, today: Day) -> Result<Closing, Refusal> {
        let closing = self.book.plan_closing(today)?;
        self.on(SUPERVISOR, today, &Event::Closed(Box::new(closing.clone())))?;
        Ok(closing)
    }

    /// `3U 4L 5B`: used, leased, bỏ, void, in conflict, free, ahead.
    pub(super) fn map(&self) -> String {
        let letter = |number: u32| match self.book.whereabouts(Number(number)) {
            Whereabouts::OnPaperBefore => 'P',
            Whereabouts::Written(Standing::Used(_)) => 'U',
            Whereabouts::Written(Standing::Spoiled(_)) => 'B',
            Whereabouts::Written(Standing::Void(_)) => 'V',
            Whereabouts::Written(Standing::InConflict(_)) => 'C',
            Whereabouts::Leased(_) => 'L',
            Whereabouts::GivenBack => 'F',
            Whereabouts::Ahead => '.',
        };
        (1..=12).map(letter).collect()
    }
}

pub(super) fn eve() -> Day {
    day(2026, 12, 31)
}

pub(super) fn provisional(
    desk: &mut Desk,
    device: u128,
    sequence: u32,
    of: u128,
) -> ProvisionalReference {
    let reference = ProvisionalReference {
        tag: DeviceTag("A".into()),
        sequence,
    };
    let entered = EnteredProvisionally {
        reference: reference.clone(),
        entry: Entry::new(subject(of), may()),
    };
    desk.put(device, &Event::EnteredProvisionally(Box::new(entered)))
        .unwrap();
    reference
}

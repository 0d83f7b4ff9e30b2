//! From what was typed to a fact, or to what is wrong with it.

use super::act::{Act, Deed, How};
use crate::counter::NumberWish;
use crate::pages::typed;
use crate::texts::BookActTexts;
use domain::dossier::{CERTIFIED_COUNT_MAX, LINES_MAX};
use domain::id::DossierId;
use domain::instant::Day;
use domain::register::{
    BookKey, BookPolicy, Entry, Event, Number, Reclaimed, Refusal, Reopened, Settled, Settlement,
    SpoiledNumber, Subject, Volume, VolumeNumber, Withdrawn, check_event,
};
use domain::text::{clean, clean_lines};
use std::collections::BTreeMap;

/// What is typed for an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    First,
    VolumeNumber,
    VolumeFirst,
    LastUsed,
    Code,
    Document,
    Day,
    Requester,
    Paper,
    Signer,
    Copies,
    Fee,
    Note,
    Reason,
}

/// What was typed.
pub(super) type Typed = BTreeMap<Field, String>;

/// What an act is read against.
pub(super) struct Around<'a> {
    /// The book.
    pub(super) book: &'a BookKey,
    /// How it is kept.
    pub(super) policy: Option<&'a BookPolicy>,
    /// The dossier with a code.
    pub(super) find: &'a dyn Fn(&str) -> Option<DossierId>,
}

/// What is wrong, and in which field, if it is one's fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) field: Option<Field>,
    pub(super) what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// No whole number.
    Number,
    /// No day.
    Day,
    /// No amount of money.
    Amount,
    /// No dossier has the code.
    NoDossier,
    /// A rule of books.
    Rule(Refusal),
}

impl Field {
    /// The element's id.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::First => "book-first",
            Self::VolumeNumber => "book-volume-number",
            Self::VolumeFirst => "book-volume-first",
            Self::LastUsed => "book-last-used",
            Self::Code => "book-code",
            Self::Document => "book-document",
            Self::Day => "book-day",
            Self::Requester => "book-requester",
            Self::Paper => "book-paper",
            Self::Signer => "book-signer",
            Self::Copies => "book-copies",
            Self::Fee => "book-fee",
            Self::Note => "book-note",
            Self::Reason => "book-reason",
        }
    }

    /// Its label.
    pub(super) fn label(self, words: &BookActTexts) -> &'static str {
        match self {
            Self::First => words.first,
            Self::VolumeNumber => words.volume_number,
            Self::VolumeFirst => words.volume_first,
            Self::LastUsed => words.last_used,
            Self::Code => words.code,
            Self::Document => words.document,
            Self::Day => words.day,
            Self::Requester => words.requester,
            Self::Paper => words.paper,
            Self::Signer => words.signer,
            Self::Copies => words.copies,
            Self::Fee => words.fee,
            Self::Note => words.note,
            Self::Reason => words.reason,
        }
    }

    /// How to fill it in.
    pub(super) fn hint(self, words: &BookActTexts) -> &'static str {
        match self {
            Self::LastUsed => words.last_used_hint,
            Self::First
            | Self::VolumeNumber
            | Self::VolumeFirst
            | Self::Code
            | Self::Document
            | Self::Day
            | Self::Requester
            | Self::Paper
            | Self::Signer
            | Self::Copies
            | Self::Fee
            | Self::Note
            | Self::Reason => "",
        }
    }

    /// Whether it may stay empty.
    pub(super) fn is_optional(self) -> bool {
        matches!(self, Self::LastUsed | Self::Fee | Self::Note | Self::Signer)
    }

    /// Which keys a phone offers.
    pub(super) fn keys(self) -> &'static str {
        match self {
            Self::First
            | Self::VolumeNumber
            | Self::VolumeFirst
            | Self::LastUsed
            | Self::Document
            | Self::Day
            | Self::Copies
            | Self::Fee => "numeric",
            Self::Code
            | Self::Requester
            | Self::Paper
            | Self::Signer
            | Self::Note
            | Self::Reason => "text",
        }
    }
}

impl Act {
    /// What is typed for it, with what stands there at first.
    pub(super) fn fields(&self) -> Vec<(Field, String)> {
        let empty = |field| (field, String::new());
        match self {
            Self::SpoilNext
            | Self::Spoil(_)
            | Self::Withdraw(_)
            | Self::Reopen(_)
            | Self::Settle(_, How::Spoiled | How::Void) => vec![empty(Field::Reason)],
            Self::Reclaim(_) => vec![empty(Field::LastUsed), empty(Field::Reason)],
            Self::Settle(_, How::Used(_)) | Self::Close(_) => vec![],
            Self::Settle(_, How::FromPaper) => vec![
                empty(Field::Code),
                (Field::Document, "1".to_owned()),
                empty(Field::Day),
                empty(Field::Requester),
                empty(Field::Paper),
                empty(Field::Signer),
                (Field::Copies, "1".to_owned()),
                empty(Field::Fee),
                empty(Field::Note),
            ],
            Self::Open => vec![
                empty(Field::First),
                (Field::VolumeNumber, "1".to_owned()),
                (Field::VolumeFirst, "1".to_owned()),
            ],
            Self::Volume(volume) => vec![
                (Field::VolumeNumber, volume.number.0.to_string()),
                (Field::VolumeFirst, volume.first.0.to_string()),
            ],
        }
    }
}

/// The deed that an act and what was typed come to.
pub(super) fn deed(act: &Act, typed: &Typed, around: &Around<'_>) -> Result<Deed, Wrong> {
    let text = |field: Field| typed.get(&field).map(String::as_str).unwrap_or_default();
    let reason = || clean_lines(text(Field::Reason));
    let number = |field| whole(field, text(field));
    let volume = || -> Result<Volume, Wrong> {
        Ok(Volume {
            number: VolumeNumber(number(Field::VolumeNumber)?),
            first: Number(number(Field::VolumeFirst)?),
        })
    };
    let event = match act {
        Act::SpoilNext => {
            let reason = reason();
            let number = Number(1);
            check(&Event::Spoiled(SpoiledNumber {
                number,
                reason: reason.clone(),
            }))?;
            let book = around.book.clone();
            return Ok(Deed::Wish(NumberWish::Spoil { book, reason }));
        }
        Act::Spoil(number) => Event::Spoiled(SpoiledNumber {
            number: *number,
            reason: reason(),
        }),
        Act::Withdraw(reference) => Event::Withdrawn(Withdrawn {
            reference: reference.clone(),
            reason: reason(),
        }),
        Act::Reclaim(lease) => {
            let known = !text(Field::LastUsed).trim().is_empty();
            let last_used = known.then(|| number(Field::LastUsed)).transpose()?;
            Event::Reclaimed(Reclaimed {
                lease: lease.serial,
                last_used: last_used.map(Number),
                reason: reason(),
            })
        }
        Act::Settle(number, how) => {
            let settlement = match how {
                How::Used(subject) => Settlement::Used(*subject),
                How::FromPaper => Settlement::FromPaper(from_paper(&text, around)?),
                How::Spoiled => Settlement::Spoiled { reason: reason() },
                How::Void => Settlement::Void { reason: reason() },
            };
            Event::Settled(Box::new(Settled {
                number: *number,
                settlement,
            }))
        }
        Act::Open => {
            let (first, volume) = (Number(number(Field::First)?), volume()?);
            let policy = around.policy.ok_or_else(|| rule(Refusal::NotOpened))?;
            let opened = policy.opening_after_paper(first, volume).map_err(rule)?;
            Event::Opened(Box::new(opened))
        }
        Act::Volume(_) => Event::VolumeBegun(volume()?),
        Act::Close(closing) => Event::Closed(closing.clone()),
        Act::Reopen(closing) => Event::Reopened(Reopened {
            closing: *closing,
            reason: reason(),
        }),
    };
    check(&event)?;
    Ok(Deed::Write(Box::new(event)))
}

fn from_paper<'a>(text: &dyn Fn(Field) -> &'a str, around: &Around<'_>) -> Result<Entry, Wrong> {
    let wrong = |field, what| Wrong {
        field: Some(field),
        what,
    };
    let code = clean(text(Field::Code));
    let dossier = (around.find)(&code).ok_or_else(|| wrong(Field::Code, What::NoDossier))?;
    let most = u32::try_from(LINES_MAX).unwrap_or(u32::MAX);
    let document = typed::count(text(Field::Document), most);
    let document = document.ok_or_else(|| wrong(Field::Document, What::Number))?;
    let subject = Subject {
        dossier,
        document: u16::try_from(document.saturating_sub(1)).unwrap_or(u16::MAX),
    };
    let day: Day = typed::day(text(Field::Day)).ok_or_else(|| wrong(Field::Day, What::Day))?;
    let copies = typed::count(text(Field::Copies), CERTIFIED_COUNT_MAX);
    let fee = text(Field::Fee).trim();
    let fee_dong = match fee {
        "" => None,
        fee => Some(typed::amount(fee).ok_or_else(|| wrong(Field::Fee, What::Amount))?),
    };
    Ok(Entry {
        requester: clean(text(Field::Requester)),
        title: clean(text(Field::Paper)),
        signer: clean(text(Field::Signer)),
        copies: copies.ok_or_else(|| wrong(Field::Copies, What::Number))?,
        fee_dong,
        note: clean(text(Field::Note)),
        ..Entry::new(subject, day)
    })
}

fn whole(field: Field, text: &str) -> Result<u32, Wrong> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(Wrong {
        field: Some(field),
        what: What::Number,
    })
}

fn check(event: &Event) -> Result<(), Wrong> {
    check_event(event).map_err(rule)
}

/// A rule that says no, at the field that it is about.
pub(super) fn rule(refusal: Refusal) -> Wrong {
    let places = [
        (Refusal::ReasonMissing, Field::Reason),
        (Refusal::BadBeginning, Field::First),
        (Refusal::OtherYear, Field::Day),
    ];
    let place = places.into_iter().find(|(known, _)| *known == refusal);
    Wrong {
        field: place.map(|(_, field)| field),
        what: What::Rule(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Around, Field, Typed, What, Wrong, deed};
    use crate::pages::books::act::{Deed, How};
    use domain::id::{DossierId, UnitId};
    use domain::register::{
        BookKey, BookKind, Event, Number, PolicyLine, PolicyLines, Refusal, Settlement,
    };

    const DOSSIER: &str = "018f0000-0000-7000-8000-000000000001";

    fn read(act: &Act, typed: &[(Field, &str)]) -> Result<Deed, Wrong> {
        let book = BookKey {
            unit: UnitId("H15.50".into()),
            kind: BookKind("SCT/BS".into()),
            year: 2026,
        };
        let line = PolicyLine {
            kind: "SCT/BS".into(),
            from: "2021-01-01".into(),
            name_vi: "Sổ chứng thực bản sao".into(),
            keeping: "book".into(),
            form: "số {number} quyển số {volume}/{year} - SCT/BS".into(),
            lease: "20".into(),
            low_water: "5".into(),
            entries_per_volume: "500".into(),
            lead_days: "15".into(),
            status: "memory".into(),
            ..PolicyLine::default()
        };
        let policies = PolicyLines {
            built_in: vec![line],
            imported: vec![],
        };
        let policies = policies.read();
        let day = domain::instant::Day::from_ymd(2026, 11, 23).unwrap();
        let find = |code: &str| (code == "A1").then(|| DOSSIER.parse::<DossierId>().unwrap());
        let around = Around {
            book: &book,
            policy: policies.in_force(&book.kind, &book.unit, day),
            find: &find,
        };
        let typed = typed
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned()));
        deed(act, &typed.collect::<Typed>(), &around)
    }

    fn written(deed: Result<Deed, Wrong>) -> Event {
        match deed {
            Ok(Deed::Write(event)) => *event,
            other => panic!("{other:?}"),
        }
    }

    fn wrong(field: Field, what: What) -> Result<Deed, Wrong> {
        Err(Wrong {
            field: Some(field),
            what,
        })
    }

    #[test]
    fn a_book_opens_after_what_is_on_paper() {
        let typed = [
            (Field::First, " 38 "),
            (Field::VolumeNumber, "2"),
            (Field::VolumeFirst, "20"),
        ];
        let Event::Opened(opened) = written(read(&Act::Open, &typed)) else {
            panic!("no opening");
        };
        assert_eq!(
            (opened.first, opened.volume.first),
            (Number(38), Number(20))
        );
    }

    #[test]
    fn what_is_no_number_is_told_at_its_field() {
        for text in ["", "ba", "-1", "+3", "3,5", "99999999999"] {
            let typed = [(Field::First, text)];
            let told = wrong(Field::First, What::Number);
            assert_eq!(read(&Act::Open, &typed), told, "{text}");
        }
    }

    #[test]
    fn a_reason_is_asked_where_the_law_asks_for_one() {
        let missing = wrong(Field::Reason, What::Rule(Refusal::ReasonMissing));
        let number = Number(38);
        for act in [
            Act::SpoilNext,
            Act::Spoil(number),
            Act::Reopen(1),
            Act::Settle(number, How::Void),
            Act::Settle(number, How::Spoiled),
        ] {
            assert_eq!(read(&act, &[(Field::Reason, "  ")]), missing, "{act:?}");
        }
    }

    #[test]
    fn a_paper_is_entered_with_its_dossier() {
        let act = Act::Settle(Number(7), How::FromPaper);
        let typed = |code, day| {
            [
                (Field::Code, code),
                (Field::Document, "2"),
                (Field::Day, day),
                (Field::Copies, "3"),
                (Field::Fee, "4.000"),
            ]
        };
        let unknown = wrong(Field::Code, What::NoDossier);
        assert_eq!(read(&act, &typed("A2", "3/11/2026")), unknown);
        let no_day = wrong(Field::Day, What::Day);
        assert_eq!(read(&act, &typed("A1", "31/11/2026")), no_day);
        let Event::Settled(settled) = written(read(&act, &typed("A1", "3/11/2026"))) else {
            panic!("not settled");
        };
        let Settlement::FromPaper(entry) = settled.settlement else {
            panic!("not from paper");
        };
        assert_eq!((entry.subject.document, entry.copies), (1, 3));
        assert_eq!(entry.fee_dong, Some(4_000));
    }
}

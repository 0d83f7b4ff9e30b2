//! Redrafts: what follows, and what becomes of two that did not know of each other.

use super::{
    Applicant, Command, DeviceTag, Dossier, Event, Happening, LocalCode, Move, Moved, ProcedurePin,
    Reception, Refusal, check_entry, decide,
};
use crate::civil::samples::{death, marriage};
use crate::civil::{Act, Civil, CivilLine, Redrafted};
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use crate::instant::{Day, Instant};
use crate::officer::Origin;
use crate::register::{CivilStep, Official};
use crate::service::{Fault, Service};
use uuid::Uuid;

const ID: DossierId = DossierId(Uuid::from_u128(1));
const NOW: Instant = Instant(1_795_366_799_999);

fn event(number: u64) -> EventId {
    EventId(Uuid::from_u128(number.into()))
}

fn origin(number: u64) -> Origin {
    Origin {
        event: event(number),
        officer: OfficerId(Uuid::from_u128(7)),
        device: DeviceId(Uuid::from_u128(8)),
        time: HybridTime(HybridTime::of(NOW).0 + number),
    }
}

fn married() -> Civil {
    Civil {
        confirmed: true,
        ..Civil::new(Act::Marriage(marriage()))
    }
}

/// The same marriage with another name of the wife.
fn with_wife(name: &str) -> Civil {
    let mut marriage = marriage();
    marriage.woman.name = name.into();
    Civil::new(Act::Marriage(marriage))
}

/// A dossier about an act, made by event 1.
fn opened(civil: Civil, make: fn(Box<super::Received>) -> Event) -> Dossier {
    let unit = UnitId("H15.50".into());
    let day = Day::from_ymd(2026, 11, 22).unwrap();
    let code = LocalCode::new(&unit, day, &DeviceTag::from_ordinal(0), 1);
    let procedure = ProcedurePin {
        code: "1.000894".into(),
        name: "Đăng ký kết hôn".into(),
        effective_from: None,
    };
    let applicant = Applicant {
        name: "Giàng A Páo".into(),
        ..Applicant::default()
    };
    let reception = Reception {
        service: Some(Service::Civil(Box::new(civil))),
        ..Reception::new(procedure, applicant)
    };
    let received = Box::new(reception.with_code(code));
    Dossier::apply(None, ID, &make(received), origin(1)).unwrap()
}

fn received() -> Dossier {
    opened(married(), Event::Received)
}

fn redrafted(base: u64, civil: Civil) -> Event {
    Event::Redrafted(Box::new(Redrafted {
        base: event(base),
        civil,
    }))
}

fn apply(state: &Dossier, event: &Event, number: u64) -> Result<Dossier, Refusal> {
    Dossier::apply(Some(state), ID, event, origin(number))
}

fn after(state: &Dossier, events: &[(Event, u64)]) -> Dossier {
    let next = |state: Dossier, (event, number): &(Event, u64)| {
        apply(&state, event, *number).unwrap_or_else(|refusal| panic!("{event:?}: {refusal}"))
    };
    events.iter().fold(state.clone(), next)
}

#[test]
fn k9_a_redraft_takes_the_place_of_the_act_and_has_to_be_checked_again() {
    let printed = after(&received(), &[(Event::Drafted(CivilStep::PrintedDraft), 2)]);
    let mut claims = with_wife("Sùng Thị Mỵ");
    claims.confirmed = true;
    let after = after(&printed, &[(redrafted(1, claims), 3)]);
    let stands = after.received.civil().unwrap();
    assert_eq!(*stands, with_wife("Sùng Thị Mỵ"));
    let draft = after.draft.as_ref().unwrap();
    assert_eq!((draft.checked, draft.printed), (None, 1));
    assert_eq!(
        CivilLine::of(&after).unwrap().people,
        "Giàng A Páo – Sùng Thị Mỵ"
    );
    let last = after.timeline.last().unwrap();
    assert_eq!(last.origin, origin(3));
    assert_eq!(last.what, Happening::Redrafted(Box::new(married())));
}

#[test]
fn k9_of_two_redrafts_of_one_content_the_first_keeps_and_the_second_is_refused_by_name() {
    let first = after(&received(), &[(redrafted(1, with_wife("Sùng Thị Mỵ")), 2)]);
    let second = redrafted(1, with_wife("Sùng Thị Mí"));
    assert_eq!(apply(&first, &second, 3), Err(Refusal::RedraftedBefore));
    // Taken up again, from what stands.
    let again = after(&first, &[(redrafted(2, with_wife("Sùng Thị Mí")), 4)]);
    assert_eq!(again.received.civil(), Some(&with_wife("Sùng Thị Mí")));
    assert_eq!(again.act_after(event(2)), Some(&with_wife("Sùng Thị Mỵ")));
    assert_eq!(again.act_after(event(4)), again.received.civil());
}

#[test]
fn k9_the_same_redraft_twice_has_one_effect() {
    let redraft = |number| (redrafted(1, with_wife("Sùng Thị Mỵ")), number);
    let first = after(&received(), &[redraft(2)]);
    let checked = Event::Drafted(CivilStep::CheckedAs(event(2)));
    let checked = after(&first, &[(checked, 3)]);
    assert_eq!(apply(&checked, &redraft(4).0, 4), Ok(checked.clone()));
    assert_eq!(checked.act_made_by(), Some(event(2)));
}

#[test]
fn k9_what_was_read_is_what_was_found_right() {
    let first = after(&received(), &[(redrafted(1, with_wife("Sùng Thị Mỵ")), 2)]);
    assert_eq!(received().step_of_checking(), CivilStep::Checked);
    assert_eq!(first.step_of_checking(), CivilStep::CheckedAs(event(2)));
    let step = |state: &Dossier, step| apply(state, &Event::Drafted(step), 3);
    // Found right on a device that knew of no redraft, or of another.
    for other in [CivilStep::Checked, CivilStep::CheckedAs(event(1))] {
        assert_eq!(step(&first, other), Err(Refusal::DraftStep));
    }
    // Whoever entered it may have read what stood before.
    let official = Official {
        number: "12/2026".into(),
        day: Day::from_ymd(2026, 11, 23).unwrap(),
    };
    let entered = CivilStep::EnteredNationally(official);
    assert_eq!(step(&first, entered.clone()), Err(Refusal::DraftStep));
    let checked = step(&first, CivilStep::CheckedAs(event(2))).unwrap();
    assert!(step(&checked, entered).is_ok());
    assert_eq!(checked.draft.unwrap().checked, Some(origin(3)));
    assert!(step(&received(), CivilStep::CheckedAs(event(1))).is_ok());
}

#[test]
fn k9_what_the_national_software_has_or_what_has_ended_stays_as_it_is() {
    let redraft = redrafted(1, with_wife("Sùng Thị Mỵ"));
    let entered = CivilStep::EnteredNationally(Official {
        number: "12/2026".into(),
        day: Day::from_ymd(2026, 11, 23).unwrap(),
    });
    let entered = after(&received(), &[(Event::Drafted(entered), 2)]);
    assert_eq!(apply(&entered, &redraft, 3), Err(Refusal::DraftStep));
    let back = Event::Drafted(CivilStep::TakenBack("nhầm số".into()));
    assert!(apply(&after(&entered, &[(back, 3)]), &redraft, 4).is_ok());
    let withdrawn = Moved::because(Move::Withdrawn, "không làm nữa");
    let withdrawn = after(&received(), &[(Event::Moved(Box::new(withdrawn)), 2)]);
    let from = withdrawn.stage;
    assert_eq!(
        apply(&withdrawn, &redraft, 3),
        Err(Refusal::WrongStage { from })
    );
    let other = redrafted(1, Civil::new(Act::Death(death())));
    assert_eq!(apply(&received(), &other, 2), Err(Refusal::OtherAct));
}

#[test]
fn k9_a_redraft_enters_as_whole_as_what_is_received() {
    let wish = |state: &Dossier, civil| {
        let base = event(1);
        let redrafted = Box::new(Redrafted { base, civil });
        decide(Some(state), Command::Redraft(redrafted), NOW)
    };
    let same = wish(&received(), married().unconfirmed());
    assert_eq!(same, Err(Refusal::NothingToChange));
    let fault = |fault| Err(Refusal::Service(fault));
    assert_eq!(wish(&received(), with_wife("")), fault(Fault::ActNotWhole));
    let mut unwilling = marriage();
    unwilling.willing = false;
    let unwilling = Civil::new(Act::Marriage(unwilling));
    let unmet = wish(&received(), unwilling.clone());
    assert_eq!(unmet, fault(Fault::ConditionUnmet));
    let registered = opened(married(), Event::Registered);
    assert!(wish(&registered, unwilling).is_ok());
    // What entered before a limit was tightened is folded all the same.
    let not_whole = redrafted(1, with_wife(""));
    let entered = check_entry(Some(&received()), &not_whole);
    assert_eq!(entered, Err(Refusal::Service(Fault::ActNotWhole)));
    assert!(apply(&received(), &not_whole, 2).is_ok());
}

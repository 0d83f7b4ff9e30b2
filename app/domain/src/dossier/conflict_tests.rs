//! What becomes of two corrections that did not know of each other (SPEC §K).

use super::{
    Applicant, Change, Command, Decision, Dossier, Event, Field, LocalCode, ProcedurePin,
    Reception, Refusal, ReturnMethod, decide,
};
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use crate::instant::{Day, Instant};
use crate::officer::Origin;
use proptest::prelude::*;
use uuid::Uuid;

const ID: DossierId = DossierId(Uuid::from_u128(1));
const NOW: Instant = Instant(1_795_366_799_999);

fn origin(number: u64) -> Origin {
    Origin {
        event: EventId(Uuid::from_u128(number.into())),
        officer: OfficerId(Uuid::from_u128(7)),
        device: DeviceId(Uuid::from_u128(8)),
        time: HybridTime(HybridTime::of(NOW).0 + number),
    }
}

fn received() -> Dossier {
    let unit = UnitId("H15.50".into());
    let day = Day::from_ymd(2026, 11, 22).unwrap();
    let code = LocalCode::new(&unit, day, &super::DeviceTag::from_ordinal(0), 1);
    let procedure = ProcedurePin {
        code: "2.000815".into(),
        name: "Chứng thực bản sao".into(),
        effective_from: None,
    };
    let applicant = Applicant {
        name: "Giàng A Páo".into(),
        ..Applicant::default()
    };
    let received = Reception::new(procedure, applicant).with_code(code);
    Dossier::apply(None, ID, &Event::Received(Box::new(received)), origin(0)).unwrap()
}

fn change(field: Field, base: &str, value: &str) -> Event {
    Event::Corrected(vec![Change {
        field,
        base: base.into(),
        value: value.into(),
    }])
}

fn after(state: &Dossier, events: &[(Event, u64)]) -> Dossier {
    let apply = |state: Dossier, (event, number): &(Event, u64)| {
        Dossier::apply(Some(&state), ID, event, origin(*number)).unwrap()
    };
    events.iter().fold(state.clone(), apply)
}

fn in_conflict() -> Dossier {
    let first = (change(Field::Identity, "", "002187001234"), 1);
    let second = (change(Field::Identity, "", "002187001235"), 2);
    after(&received(), &[first, second])
}

#[test]
fn k1_different_details_merge() {
    let both = after(
        &received(),
        &[
            (change(Field::Name, "Giàng A Páo", "Giàng A Pao"), 1),
            (change(Field::Phone, "", "0912 345 678"), 2),
        ],
    );
    assert_eq!(both.received.applicant.name, "Giàng A Pao");
    assert_eq!(both.received.applicant.phone, "0912 345 678");
    assert!(both.conflicts.is_empty());
}

#[test]
fn k3_two_values_of_a_legal_detail_wait_for_a_person() {
    let dossier = in_conflict();
    assert_eq!(dossier.received.applicant.identity, "002187001234");
    let conflict = dossier.conflict(Field::Identity).unwrap();
    assert_eq!(conflict.base, "");
    let sides: Vec<_> = conflict
        .sides
        .iter()
        .map(|side| (side.value.as_str(), side.origin))
        .collect();
    assert_eq!(
        sides,
        [("002187001234", origin(1)), ("002187001235", origin(2))]
    );
}

#[test]
fn k3_the_same_value_twice_is_no_conflict_and_a_third_value_joins() {
    let same = (change(Field::Identity, "", "002187001234"), 3);
    assert!(
        after(
            &received(),
            &[(change(Field::Identity, "", "002187001234"), 1), same]
        )
        .conflicts
        .is_empty()
    );
    let third = (change(Field::Identity, "", "002187001236"), 3);
    let three = after(&in_conflict(), &[third]);
    assert_eq!(three.conflict(Field::Identity).unwrap().sides.len(), 3);
}

#[test]
fn k4_a_decision_settles_and_the_first_decision_keeps() {
    let decide_for = |value: &str| {
        Event::Settled(Decision {
            field: Field::Identity,
            value: value.into(),
        })
    };
    let settled = after(&in_conflict(), &[(decide_for("002187001235"), 3)]);
    assert_eq!(settled.received.applicant.identity, "002187001235");
    assert!(settled.conflicts.is_empty());
    let again = after(&settled, &[(decide_for("002187001235"), 4)]);
    assert_eq!(again.received, settled.received);
    let apply = |state: &Dossier, value: &str| {
        Dossier::apply(Some(state), ID, &decide_for(value), origin(5))
    };
    assert_eq!(apply(&settled, "002187001234"), Err(Refusal::SettledBefore));
    assert_eq!(
        apply(&in_conflict(), "002187009999"),
        Err(Refusal::NotASide)
    );
}

#[test]
fn k4_nobody_corrects_a_detail_that_waits_for_a_decision() {
    let wanted = Applicant {
        identity: "002187001237".into(),
        ..received().received.applicant
    };
    let asked = decide(
        Some(&in_conflict()),
        Command::Correct(Box::new(wanted)),
        NOW,
    );
    assert_eq!(asked, Err(Refusal::InConflict));
}

#[test]
fn k5_the_first_step_of_the_lifecycle_keeps() {
    let resolved = after(&received(), &[(Event::Resolved, 1)]);
    let again = Dossier::apply(Some(&resolved), ID, &Event::Resolved, origin(2));
    assert!(matches!(again, Err(Refusal::WrongStage { .. })));
    let returned = after(&resolved, &[(Event::Returned(ReturnMethod::Post), 3)]);
    let twice = Event::Returned(ReturnMethod::InPerson);
    let again = Dossier::apply(Some(&returned), ID, &twice, origin(4));
    assert!(matches!(again, Err(Refusal::WrongStage { .. })));
}

#[test]
fn an_impossible_detail_is_refused() {
    let apply = |event: Event| Dossier::apply(Some(&received()), ID, &event, origin(1));
    for event in [
        change(Field::Born, "", "2026-02-30"),
        change(Field::Identity, "", "12"),
        change(Field::Name, "Giàng A Páo", " "),
        change(Field::Phone, "", ""),
        Event::Corrected(vec![]),
    ] {
        assert!(apply(event.clone()).is_err(), "{event:?}");
    }
}

proptest! {
    #[test]
    fn k2_contact_ends_the_same_in_whatever_order_it_arrives(
        order in Just(vec![1_u64, 2, 3, 4]).prop_shuffle(),
    ) {
        let phone = |number: u64| (change(Field::Phone, "", &format!("09{number}")), number);
        let events: Vec<_> = order.into_iter().map(phone).collect();
        let merged = after(&received(), &events);
        // Whoever saw nothing and came first stands until a later time comes.
        prop_assert_eq!(merged.received.applicant.phone.as_str(), "094");
        prop_assert!(merged.conflicts.is_empty());
    }
}

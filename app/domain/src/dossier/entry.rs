//! What a new fact must keep beyond following from the dossier's state.
//!
//! Asked where a fact enters, on the device and at the server, and never when
//! history is folded: a limit can be tightened here and every stream still reads.

use super::applicant::{ApplicantFault, TEXT_CHARS_MAX};
use super::appointment::{Appointment, TRACE_CHARS_MAX};
use super::correction::{Change, Field};
use super::event::{Event, Received};
use super::lifecycle::{Move, Moved};
use super::receive::CERTIFIED_COUNT_MAX;
use super::refusal::Refusal;
use super::state::Dossier;
use crate::civil::Redrafted;
use crate::print::COPIES_MAX;
use crate::text::has_unseen;

/// Most that a fee can be, in đồng: a million times any fee of a counter, and a sum
/// of a year's fees is still a number that everyone can read.
pub const FEE_DONG_MAX: u64 = 1_000_000_000_000;

/// Longest name of a paper: the portal's own fill paragraphs.
pub(super) const PAPER_CHARS_MAX: usize = 5_000;

/// Whether a fact may enter; `state` is the dossier before it.
///
/// # Errors
/// The first [`Refusal`].
pub fn check_entry(state: Option<&Dossier>, event: &Event) -> Result<(), Refusal> {
    match event {
        Event::Received(received) => {
            check_received(received)?;
            received.check_conditions()
        }
        Event::Registered(received) => check_received(received),
        Event::Moved(moved) => check_moved(moved),
        Event::Corrected(changes) => check_corrected(changes),
        // A file's name is its owner's, and is only shown.
        Event::Attached(_)
        | Event::Settled(_)
        | Event::Resolved
        | Event::Returned(_)
        | Event::Drafted(_)
        | Event::Judged(_)
        | Event::NotPrinted(_) => Ok(()),
        Event::Suspected(_) => Err(Refusal::OfTheServer),
        Event::Redrafted(redrafted) => check_redrafted(state, redrafted),
        Event::Printed(printout) => check_copies(printout.copies),
    }
}

/// As strictly as an act that is received; where the dossier is only registered, what the
/// law asks for may still be missing.
fn check_redrafted(state: Option<&Dossier>, redrafted: &Redrafted) -> Result<(), Refusal> {
    let civil = &redrafted.civil;
    civil.check().map_err(Refusal::Service)?;
    if state.is_some_and(Dossier::is_accepted) {
        civil.check_conditions().map_err(Refusal::Service)?;
    }
    Ok(())
}

fn check_received(received: &Received) -> Result<(), Refusal> {
    for field in Field::ALL {
        check_detail(field, &received.applicant.detail(field))?;
    }
    check_seen(&received.procedure.name)?;
    let max = CERTIFIED_COUNT_MAX;
    for paper in &received.papers {
        check_seen(&paper.name)?;
        check_length(&paper.name, PAPER_CHARS_MAX)?;
        if paper.originals > max || paper.copies > max {
            return Err(Refusal::CountOutOfRange { max });
        }
    }
    // A note has lines.
    received.note.lines().try_for_each(check_seen)?;
    received
        .appointment
        .iter()
        .try_for_each(check_appointment)?;
    if let Some(service) = &received.service {
        service.check().map_err(Refusal::Service)?;
    }
    check_amount(received.fee.as_ref().map_or(0, |fee| fee.amount_dong))
}

fn check_corrected(changes: &[Change]) -> Result<(), Refusal> {
    let max = Field::ALL.len();
    if changes.len() > max {
        return Err(Refusal::TooManyLines { max });
    }
    changes
        .iter()
        .try_for_each(|Change { field, value, .. }| check_detail(*field, value))
}

fn check_moved(moved: &Moved) -> Result<(), Refusal> {
    moved.reason.lines().try_for_each(check_seen)?;
    check_length(&moved.reason, TEXT_CHARS_MAX)?;
    moved.appointment.iter().try_for_each(check_appointment)?;
    match &moved.what {
        Move::Asked(items) => items.iter().try_for_each(|item| {
            check_seen(item)?;
            check_length(item, TEXT_CHARS_MAX)
        }),
        Move::Coded(code) => {
            check_seen(code)?;
            check_length(code, TEXT_CHARS_MAX)
        }
        Move::PaymentAsked(dong) | Move::Paid(dong) => check_amount(*dong),
        Move::Accepted
        | Move::Declined
        | Move::Supplemented
        | Move::HandedOver(_)
        | Move::TakenOver
        | Move::SentBack
        | Move::Lengthened
        | Move::Extended
        | Move::Withdrawn
        | Move::Stopped
        | Move::Reopened
        | Move::Uncoded
        | Move::Waived => Ok(()),
    }
}

fn check_appointment(appointment: &Appointment) -> Result<(), Refusal> {
    check_seen(&appointment.trace)?;
    check_length(&appointment.trace, TRACE_CHARS_MAX)
}

fn check_amount(dong: u64) -> Result<(), Refusal> {
    let max = FEE_DONG_MAX;
    if dong > max {
        return Err(Refusal::FeeOutOfRange { max });
    }
    Ok(())
}

fn check_copies(copies: u32) -> Result<(), Refusal> {
    let max = COPIES_MAX;
    if (1..=max).contains(&copies) {
        Ok(())
    } else {
        Err(Refusal::CountOutOfRange { max })
    }
}

fn check_length(text: &str, max: usize) -> Result<(), Refusal> {
    if text.chars().count() > max {
        return Err(Refusal::TextTooLong { max });
    }
    Ok(())
}

fn check_detail(field: Field, value: &str) -> Result<(), Refusal> {
    if field == Field::Name && !value.chars().any(char::is_alphabetic) {
        return Err(Refusal::Applicant(ApplicantFault::NameMissing));
    }
    check_seen(value)
}

fn check_seen(text: &str) -> Result<(), Refusal> {
    if has_unseen(text) {
        Err(Refusal::UnseenCharacter)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{
        Applicant, Certified, FeeRecord, LocalCode, Paper, ProcedurePin, Reception, ReturnMethod,
    };
    use crate::print::{Form, Paper as Sheet, Printout};
    use crate::service::{Copies, Fault, Service};

    fn received(change: fn(&mut Received)) -> Event {
        let procedure = ProcedurePin {
            code: "2.000815".into(),
            name: "Chứng thực bản sao".into(),
            effective_from: None,
        };
        let applicant = Applicant {
            name: "Giàng A Páo".into(),
            ..Applicant::default()
        };
        let reception = Reception {
            papers: vec![Paper {
                name: "Giấy khai sinh".into(),
                originals: 1,
                copies: 0,
            }],
            certified: vec![Certified {
                pages: 1,
                copies: 1,
            }],
            fee: Some(FeeRecord {
                amount_dong: FEE_DONG_MAX,
                trace: vec![],
                source: String::new(),
                ..FeeRecord::default()
            }),
            note: "hai\r\ndòng".into(),
            ..Reception::new(procedure, applicant)
        };
        let mut received = reception.with_code(LocalCode(String::new()));
        change(&mut received);
        Event::Received(Box::new(received))
    }

    fn renamed(value: &str) -> Event {
        Event::Corrected(vec![Change {
            field: Field::Name,
            base: String::new(),
            value: value.into(),
        }])
    }

    #[test]
    fn what_a_form_records_enters() {
        for event in [
            received(|_| {}),
            renamed("Lò Thị Ún"),
            Event::Resolved,
            Event::Returned(ReturnMethod::Post),
        ] {
            assert_eq!(check_entry(None, &event), Ok(()));
        }
    }

    #[test]
    fn a10_a_name_without_a_letter_is_none() {
        let missing = Err(Refusal::Applicant(ApplicantFault::NameMissing));
        for name in ["\u{200b}", "...", "\u{7}", "12"] {
            assert_eq!(check_entry(None, &renamed(name)), missing, "{name:?}");
        }
        let event = received(|received| received.applicant.name = "\u{200b}\u{feff}".into());
        assert_eq!(check_entry(None, &event), missing);
    }

    #[test]
    fn a10_text_that_cannot_be_seen_does_not_enter() {
        let changes: [fn(&mut Received); 5] = [
            |received| received.applicant.name.push('\u{202e}'),
            |received| received.applicant.address = "Bản\u{0}Phố".into(),
            |received| received.papers[0].name.push('\u{200b}'),
            |received| received.procedure.name.push('\u{1b}'),
            |received| received.note = "một\u{7}".into(),
        ];
        for change in changes {
            assert_eq!(
                check_entry(None, &received(change)),
                Err(Refusal::UnseenCharacter)
            );
        }
        assert_eq!(
            check_entry(None, &renamed("Lò\u{200b}Thị Ún")),
            Err(Refusal::UnseenCharacter)
        );
    }

    #[test]
    fn l8_a_count_is_one_that_a_counter_can_make() {
        let max = CERTIFIED_COUNT_MAX;
        let beyond = Err(Refusal::CountOutOfRange { max });
        let copies = received(|received| received.papers[0].copies = CERTIFIED_COUNT_MAX + 1);
        let originals = received(|received| received.papers[0].originals = u32::MAX);
        assert_eq!(check_entry(None, &copies), beyond);
        assert_eq!(check_entry(None, &originals), beyond);
        let Event::Corrected(change) = renamed("Lò Thị Ún") else {
            panic!("a correction");
        };
        let many = Event::Corrected(vec![change[0].clone(); 6]);
        assert_eq!(
            check_entry(None, &many),
            Err(Refusal::TooManyLines { max: 5 })
        );
    }

    #[test]
    fn l8_a_print_has_copies_and_not_many() {
        let print = |copies| {
            Event::Printed(Printout {
                form: Form::Slip,
                copies,
                paper: Sheet::A4,
            })
        };
        for copies in [1, COPIES_MAX] {
            assert_eq!(check_entry(None, &print(copies)), Ok(()));
        }
        let max = COPIES_MAX;
        for copies in [0, COPIES_MAX + 1] {
            let refusal = Err(Refusal::CountOutOfRange { max });
            assert_eq!(check_entry(None, &print(copies)), refusal);
        }
    }

    #[test]
    fn l8_a_service_without_documents_does_not_enter() {
        let event =
            received(|received| received.service = Some(Service::Copies(Copies::default())));
        let refusal = Refusal::Service(Fault::NoDocument);
        assert_eq!(check_entry(None, &event), Err(refusal));
    }

    #[test]
    fn l7_a_fee_is_a_fee() {
        let event = received(|received| {
            received.fee.as_mut().unwrap().amount_dong = u64::MAX;
        });
        let max = FEE_DONG_MAX;
        assert_eq!(
            check_entry(None, &event),
            Err(Refusal::FeeOutOfRange { max })
        );
    }
}

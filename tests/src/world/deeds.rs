//! What officers of this world do.

use crate::world::Chance;
use domain::dossier::{
    Applicant, Command, Decision, Dossier, Event, LocalCode, Move, Moved, ProcedurePin, Reception,
    ReturnMethod,
};
use domain::print::{Form, Paper, Printout};

/// A new dossier, checked at once or handed in.
pub(super) fn receive(code: LocalCode, chance: &mut Chance) -> Command {
    let procedure = ProcedurePin {
        code: "2.000815".into(),
        name: "Chứng thực bản sao từ bản chính".into(),
        effective_from: None,
    };
    let applicant = Applicant {
        name: "Phàn Mẩy".into(),
        ..Applicant::default()
    };
    let no_wait = chance.once_in(3);
    let reception = Reception {
        no_wait,
        checked: no_wait || chance.once_in(2),
        ..Reception::new(procedure, applicant)
    };
    Command::Receive(Box::new(reception), code)
}

/// Whether a build that knows nothing but the first schema reads and records it (E8).
pub(super) fn is_of_the_first_schema(event: &Event) -> bool {
    match event {
        Event::Received(received) => received.service.is_none(),
        Event::Registered(_)
        | Event::Moved(_)
        | Event::Drafted(_)
        | Event::Judged(_)
        | Event::Suspected(_)
        | Event::Redrafted(_)
        | Event::Printed(_)
        | Event::NotPrinted(_) => false,
        Event::Corrected(_)
        | Event::Settled(_)
        | Event::Resolved
        | Event::Returned(_)
        | Event::Attached(_) => true,
    }
}

/// A step on a dossier: a decision when it has a conflict, else anything.
pub(super) fn step(view: Option<Dossier>, chance: &mut Chance) -> Command {
    let Some(dossier) = view else {
        return Command::Resolve;
    };
    if let Some(conflict) = dossier.conflicts.first() {
        let sides = &conflict.sides;
        let side = sides.get(chance.below(sides.len()));
        return Command::Settle(Decision {
            field: conflict.field,
            value: side.map(|side| side.value.clone()).unwrap_or_default(),
        });
    }
    let mut applicant = dossier.received.applicant;
    match chance.below(11) {
        10 => return Command::Print(any_print(chance)),
        9 => return Command::TakePrintBack(any_print(chance).form),
        0 => return Command::Resolve,
        1 => return Command::Return(ReturnMethod::Post),
        5..9 => return Command::Move(Box::new(any_move(chance))),
        2 => applicant.phone = chance.below(1_000).to_string(),
        3 => applicant.identity = format!("{:012}", chance.below(10)),
        _ => applicant.name = format!("Phàn Mẩy {}", chance.below(10)),
    }
    Command::Correct(Box::new(applicant))
}

/// A paper of two that are printed often.
fn any_print(chance: &mut Chance) -> Printout {
    let slip = chance.once_in(2);
    Printout {
        form: if slip { Form::Slip } else { Form::Receipt },
        copies: 2,
        paper: Paper::A4,
    }
}

/// Any move, whether or not it follows: the domain is asked.
fn any_move(chance: &mut Chance) -> Moved {
    let what = match chance.below(11) {
        0 => Move::Accepted,
        1 => Move::Declined,
        2 => Move::Asked(vec!["Tờ khai".into()]),
        3 => Move::Supplemented,
        4 => Move::PaymentAsked(8_000),
        5 => Move::Paid(8_000),
        6 => Move::TakenOver,
        7 => Move::SentBack,
        8 => Move::Withdrawn,
        9 => Move::Stopped,
        _ => Move::Reopened,
    };
    Moved::because(what, "lý do")
}

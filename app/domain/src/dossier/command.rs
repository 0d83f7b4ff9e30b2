//! What an officer asks for, and the facts that follow from it.

use super::applicant::Applicant;
use super::attachment::{self, Attachment};
use super::code::LocalCode;
use super::correction::Decision;
use super::entry::check_entry;
use super::event::{Event, ReturnMethod};
use super::lifecycle::{Move, Moved, Stage};
use super::receive::Reception;
use super::refusal::Refusal;
use super::state::Dossier;
use crate::civil::{Judgement, Redrafted};
use crate::instant::Instant;
use crate::print::{Form, Printout};
use crate::register::CivilStep;

/// An officer's wish about one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Receive a dossier under a code that the device has just reserved.
    Receive(Box<Reception>, LocalCode),
    /// Correct the applicant's details to these.
    Correct(Box<Applicant>),
    /// Decide a conflict.
    Settle(Decision),
    /// Mark it resolved.
    Resolve,
    /// Hand the result over.
    Return(ReturnMethod),
    /// Attach photos or scans of papers.
    Attach(Vec<Attachment>),
    /// Take another step of the lifecycle.
    Move(Box<Moved>),
    /// Take a step of the draft of its civil status entry.
    Draft(CivilStep),
    /// Settle whether an earlier dossier is about the same people.
    Judge(Judgement),
    /// Put the act of civil status right.
    Redraft(Box<Redrafted>),
    /// Note that a paper of it is printed.
    Print(Printout),
    /// Take the latest print of a form back.
    TakePrintBack(Form),
}

/// Rules on a command: the events that follow, in order, or why not.
///
/// A no-wait reception yields all its facts at once.
///
/// # Errors
/// [`Refusal`] names the rule that stands against it.
pub fn decide(
    state: Option<&Dossier>,
    command: Command,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let events = follow(state, command, now)?;
    let enters = |event| check_entry(state, event);
    events.iter().try_for_each(enters)?;
    Ok(events)
}

/// The events that follow from the state.
fn follow(state: Option<&Dossier>, command: Command, now: Instant) -> Result<Vec<Event>, Refusal> {
    match (state, command) {
        (None, Command::Receive(reception, code)) => receive(*reception, code, now),
        (Some(_), Command::Receive(..)) => Err(Refusal::AlreadyReceived),
        (None, _) => Err(Refusal::UnknownDossier),
        (Some(dossier), Command::Correct(wanted)) => correct(dossier, &wanted, now),
        (Some(dossier), Command::Settle(decision)) => settle(dossier, decision),
        (Some(dossier), Command::Resolve) => at(
            dossier,
            &[Stage::Received, Stage::Processing],
            Event::Resolved,
        ),
        (Some(dossier), Command::Return(method)) => {
            let events = at(dossier, &[Stage::Resolved], Event::Returned(method))?;
            dossier.check_paid().map(|()| events)
        }
        (Some(dossier), Command::Move(moved)) => step(dossier, moved, now),
        (Some(dossier), Command::Draft(step)) => {
            dossier.check_draft_step(&step)?;
            Ok(vec![Event::Drafted(step)])
        }
        (Some(dossier), Command::Judge(judgement)) => {
            dossier.check_judgement(&judgement)?;
            Ok(vec![Event::Judged(judgement)])
        }
        (Some(dossier), Command::Redraft(redrafted)) => {
            dossier.check_redraft(&redrafted)?;
            if dossier.has_act(&redrafted.civil) {
                return Err(Refusal::NothingToChange);
            }
            Ok(vec![Event::Redrafted(redrafted)])
        }
        (Some(dossier), Command::Attach(attachments)) => attach(dossier, attachments),
        (Some(_), Command::Print(printout)) => Ok(vec![Event::Printed(printout)]),
        (Some(dossier), Command::TakePrintBack(form)) => {
            if dossier.prints().times(form) == 0 {
                return Err(Refusal::NothingToChange);
            }
            Ok(vec![Event::NotPrinted(form)])
        }
    }
}

fn receive(reception: Reception, code: LocalCode, now: Instant) -> Result<Vec<Event>, Refusal> {
    let (checked, paid_dong) = (reception.checked, reception.paid_dong);
    let received = Box::new(reception.with_code(code));
    received.check(now)?;
    if checked {
        received.check_conditions()?;
    }
    let no_wait = received.no_wait;
    let mut events = if checked {
        vec![Event::Received(received)]
    } else {
        vec![Event::Registered(received)]
    };
    if paid_dong > 0 {
        events.push(Event::Moved(Box::new(Moved::plainly(Move::Paid(
            paid_dong,
        )))));
    }
    if !checked {
        return Ok(events);
    }
    if no_wait {
        events.extend([Event::Resolved, Event::Returned(ReturnMethod::InPerson)]);
    }
    Ok(events)
}

fn correct(dossier: &Dossier, wanted: &Applicant, now: Instant) -> Result<Vec<Event>, Refusal> {
    let changes = dossier.received.applicant.changes_to(wanted);
    if changes.is_empty() {
        return Err(Refusal::NothingToChange);
    }
    if changes
        .iter()
        .any(|change| dossier.conflict(change.field).is_some())
    {
        return Err(Refusal::InConflict);
    }
    wanted.check(now).map_err(Refusal::Applicant)?;
    Ok(vec![Event::Corrected(changes)])
}

fn settle(dossier: &Dossier, decision: Decision) -> Result<Vec<Event>, Refusal> {
    match dossier.conflict(decision.field) {
        Some(conflict) if conflict.has(&decision.value) => Ok(vec![Event::Settled(decision)]),
        Some(_) => Err(Refusal::NotASide),
        None => Err(Refusal::SettledBefore),
    }
}

/// Whatever the stage: a result is scanned too.
fn attach(dossier: &Dossier, wanted: Vec<Attachment>) -> Result<Vec<Event>, Refusal> {
    let mut after = dossier.attachments.clone();
    attachment::add(&mut after, &wanted)?;
    if after.len() == dossier.attachments.len() {
        return Err(Refusal::NothingToChange);
    }
    Ok(vec![Event::Attached(wanted)])
}

fn step(dossier: &Dossier, moved: Box<Moved>, now: Instant) -> Result<Vec<Event>, Refusal> {
    moved.check()?;
    let from = dossier.stage;
    if moved.what.leads(from, dossier.left).is_none() {
        return Err(Refusal::WrongStage { from });
    }
    // A limit may have run out before the wait for papers began; a person chooses a time
    // that lies ahead.
    let chosen = moved.appointment.iter().filter(|it| it.limit.is_none());
    if chosen.into_iter().any(|it| it.at < now) {
        return Err(Refusal::AppointmentPast);
    }
    Ok(vec![Event::Moved(moved)])
}

fn at(dossier: &Dossier, stages: &[Stage], event: Event) -> Result<Vec<Event>, Refusal> {
    if stages.contains(&dossier.stage) {
        Ok(vec![event])
    } else {
        Err(Refusal::WrongStage {
            from: dossier.stage,
        })
    }
}

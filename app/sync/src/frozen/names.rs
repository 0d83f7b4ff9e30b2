//! Which sample shows which kind of event. Each kind is named here, without a rest: whoever
//! adds one says what its sample is called.

use domain::cash;
use domain::civil::{Act, ExtractKind, Likeness, Registration};
use domain::dossier::{Channel, Event, Move, Received, ReturnMethod};
use domain::fact::{Fact, UnitFact};
use domain::print::{Form, Paper};
use domain::register::{self, Asking, CivilStep, Settlement};
use domain::service::{Mark, Service};
use domain::visit;

/// A function that names the sample of each variant, and the list of these names.
macro_rules! named {
    ($name:ident, $all:ident, $of:ty: $($kind:pat => $sample:literal,)+) => {
        fn $name(it: &$of) -> &'static str {
            match it {
                $($kind => $sample,)+
            }
        }

        const $all: &[&str] = &[$($sample,)+];
    };
}

named! { event, EVENTS, Event:
    Event::Received(_) => "received",
    Event::Corrected(_) => "corrected",
    Event::Settled(_) => "settled",
    Event::Resolved => "resolved",
    Event::Returned(_) => "returned in_person",
    Event::Attached(_) => "attached",
    Event::Registered(_) => "registered",
    Event::Moved(_) => "moved accepted",
    Event::Drafted(_) => "drafted checked",
    Event::Judged(_) => "judged",
    Event::Suspected(_) => "suspected, identity",
    Event::Redrafted(_) => "redrafted",
    Event::Printed(_) => "printed 01",
    Event::NotPrinted(_) => "not_printed",
}

named! { form, FORMS, Form:
    Form::Slip => "printed 01",
    Form::Supplement => "printed 02",
    Form::Refusal => "printed 03",
    Form::Apology => "printed 04",
    Form::Stop => "printed 05",
    Form::Control => "printed 06",
    Form::Tracking => "printed 07",
    Form::CopyTestimony => "printed loi-chung-ban-sao",
    Form::SignatureTestimony => "printed loi-chung-chu-ky",
    Form::RegisterCopy => "printed ban-sao-tu-so-goc",
    Form::BirthDraft => "printed ban-nhap-khai-sinh",
    Form::MarriageDraft => "printed ban-nhap-ket-hon",
    Form::DeathDraft => "printed ban-nhap-khai-tu",
    Form::ExtractDraft => "printed ban-nhap-trich-luc",
    Form::BookPage => "printed trang-so",
    Form::BookClosing => "printed khoa-so",
    Form::Receipt => "printed phieu-thu",
    Form::CashPage => "printed so-quy",
}

named! { paper, PAPERS, Paper:
    Paper::A4 => "printed 01",
    Paper::A5 => "printed 02",
    Paper::Roll => "printed phieu-thu",
}

named! { method, METHODS, ReturnMethod:
    ReturnMethod::InPerson => "returned in_person",
    ReturnMethod::Post => "returned post",
    ReturnMethod::Electronic => "returned electronic",
}

named! { step, MOVES, Move:
    Move::Accepted => "moved accepted",
    Move::Declined => "moved declined",
    Move::Asked(_) => "moved asked",
    Move::Supplemented => "moved supplemented",
    Move::PaymentAsked(_) => "moved payment_asked",
    Move::Paid(_) => "moved paid",
    Move::HandedOver(_) => "moved handed_over",
    Move::TakenOver => "moved taken_over",
    Move::SentBack => "moved sent_back",
    Move::Lengthened => "moved lengthened",
    Move::Extended => "moved extended",
    Move::Withdrawn => "moved withdrawn",
    Move::Stopped => "moved stopped",
    Move::Reopened => "moved reopened",
    Move::Coded(_) => "moved coded",
    Move::Uncoded => "moved uncoded",
    Move::Waived => "moved waived",
}

named! { draft, DRAFTS, CivilStep:
    CivilStep::Checked => "drafted checked",
    CivilStep::PrintedDraft => "drafted printed_draft",
    CivilStep::Changed => "drafted changed",
    CivilStep::EnteredNationally(_) => "drafted entered_nationally",
    CivilStep::TakenBack(_) => "drafted taken_back",
    CivilStep::CheckedAs(_) => "drafted checked_as",
}

named! { likeness, LIKENESSES, Likeness:
    Likeness::Identity => "suspected, identity",
    Likeness::NameAndBirth => "suspected, name and birth",
}

named! { channel, CHANNELS, Channel:
    Channel::Direct => "received",
    Channel::Online => "received, promised",
    Channel::Post => "registered",
}

named! { service, SERVICES, Service:
    Service::Copies(_) => "received, copies",
    Service::Signature(_) => "received, signature",
    Service::OriginalCopy(_) => "received, original_copy",
    Service::Civil(_) => "received, an act with helpers",
}

named! { mark, MARKS, Mark:
    Mark::Signature => "received, signature",
    Mark::Fingerprint => "received, fingerprint",
}

named! { act, ACTS, Act:
    Act::Extract(_) => "received, extract of birth",
    Act::Marriage(_) => "received, marriage",
    Act::Death(_) => "received, death",
    Act::Birth(_) => "received, birth",
}

named! { extract, EXTRACTS, ExtractKind:
    ExtractKind::Birth => "received, extract of birth",
    ExtractKind::Marriage => "received, extract of marriage",
    ExtractKind::Death => "received, extract of death",
    ExtractKind::Other => "received, extract of other",
}

named! { registration, REGISTRATIONS, Registration:
    Registration::OnTime => "received, an act with helpers",
    Registration::Late => "received, birth",
    Registration::Again => "received, birth again",
}

named! { cash_event, CASH, cash::Event:
    cash::Event::Opened(_) => "cash opened",
    cash::Event::Took(_) => "cash took",
    cash::Event::Countered(_) => "cash countered, an entry",
    cash::Event::Closed(_) => "cash closed",
    cash::Event::HandedOver(_) => "cash handed_over",
    cash::Event::Confirmed(_) => "cash confirmed",
}

named! { cash_line, CASH_LINES, cash::Line:
    cash::Line::Payment { .. } => "cash countered, a payment",
    cash::Line::Entry(_) => "cash countered, an entry",
}

named! { visit_event, VISITS, visit::Event:
    visit::Event::Planned(_) => "visit planned",
    visit::Event::Ended(_) => "visit done",
}

named! { visit_end, VISIT_ENDS, visit::End:
    visit::End::Done(_) => "visit done",
    visit::End::CalledOff => "visit called off",
}

named! { book_event, BOOKS, register::Event:
    register::Event::Opened(_) => "book opened",
    register::Event::VolumeBegun(_) => "book volume_begun",
    register::Event::Asked(_) => "book asked, numbers",
    register::Event::Leased(_) => "book leased",
    register::Event::Entered(_) => "book entered",
    register::Event::EnteredProvisionally(_) => "book entered_provisionally",
    register::Event::Numbered(_) => "book numbered",
    register::Event::Withdrawn(_) => "book withdrawn",
    register::Event::Spoiled(_) => "book spoiled",
    register::Event::GivenBack(_) => "book given_back",
    register::Event::Reclaimed(_) => "book reclaimed",
    register::Event::Settled(_) => "book settled, used",
    register::Event::Printed(_) => "book printed",
    register::Event::Closed(_) => "book closed",
    register::Event::Reopened(_) => "book reopened",
}

named! { asking, ASKINGS, Asking:
    Asking::Numbers => "book asked, numbers",
    Asking::Nothing => "book asked, nothing",
}

named! { settlement, SETTLEMENTS, Settlement:
    Settlement::Used(_) => "book settled, used",
    Settlement::FromPaper(_) => "book settled, from_paper",
    Settlement::Spoiled { .. } => "book settled, spoiled",
    Settlement::Void { .. } => "book settled, void",
}

/// All names, those of one kind of thing together.
pub(super) fn all() -> impl Iterator<Item = &'static [&'static str]> {
    [
        EVENTS,
        FORMS,
        PAPERS,
        METHODS,
        MOVES,
        DRAFTS,
        LIKENESSES,
        CHANNELS,
        SERVICES,
        MARKS,
        ACTS,
        EXTRACTS,
        REGISTRATIONS,
        CASH,
        CASH_LINES,
        VISITS,
        VISIT_ENDS,
        BOOKS,
        ASKINGS,
        SETTLEMENTS,
    ]
    .into_iter()
}

/// The names of the samples that show what a fact is.
pub(super) fn of(fact: &Fact) -> Vec<&'static str> {
    match fact {
        Fact::Dossier(_, event) => of_dossier(event),
        Fact::Unit(UnitFact::Cash(fact)) => of_cash(&fact.event),
        Fact::Unit(UnitFact::Visit(fact)) => of_visit(&fact.event),
        Fact::Unit(UnitFact::Book(fact)) => of_book(&fact.event),
    }
}

fn of_dossier(it: &Event) -> Vec<&'static str> {
    let mut names = vec![event(it)];
    match it {
        Event::Received(received) | Event::Registered(received) => {
            names.extend(of_reception(received));
        }
        Event::Returned(it) => names.push(method(it)),
        Event::Moved(moved) => names.push(step(&moved.what)),
        Event::Drafted(it) => names.push(draft(it)),
        Event::Suspected(suspicion) => names.push(likeness(&suspicion.by)),
        Event::Printed(printout) => names.extend([form(&printout.form), paper(&printout.paper)]),
        Event::Corrected(_)
        | Event::Settled(_)
        | Event::Resolved
        | Event::Attached(_)
        | Event::Judged(_)
        | Event::Redrafted(_)
        | Event::NotPrinted(_) => {}
    }
    names
}

fn of_reception(received: &Received) -> Vec<&'static str> {
    let mut names = vec![channel(&received.channel)];
    names.extend(received.service.as_ref().map(service));
    match &received.service {
        Some(Service::Signature(signature)) => names.push(mark(&signature.mark)),
        Some(Service::Civil(civil)) => {
            names.push(act(&civil.act));
            names.push(match &civil.act {
                Act::Extract(it) => extract(&it.kind),
                Act::Death(death) => registration(&death.registration),
                Act::Birth(birth) => registration(&birth.registration),
                Act::Marriage(_) => return names,
            });
        }
        Some(Service::Copies(_) | Service::OriginalCopy(_)) | None => {}
    }
    names
}

fn of_cash(it: &cash::Event) -> Vec<&'static str> {
    let mut names = vec![cash_event(it)];
    if let cash::Event::Countered(countered) = it {
        names.push(cash_line(&countered.line));
    }
    names
}

fn of_visit(it: &visit::Event) -> Vec<&'static str> {
    let mut names = vec![visit_event(it)];
    if let visit::Event::Ended(end) = it {
        names.push(visit_end(end));
    }
    names
}

fn of_book(it: &register::Event) -> Vec<&'static str> {
    let mut names = vec![book_event(it)];
    if let register::Event::Asked(it) = it {
        names.push(asking(it));
    }
    if let register::Event::Settled(settled) = it {
        names.push(settlement(&settled.settlement));
    }
    names
}

//! Admission: the server's judgement of one envelope (SPEC §A). Pure; the host
//! supplies what it knows and writes what follows.

use crate::chain::{Hash, Head};
use crate::codec::CodecError;
use crate::envelope::Sealed;
use crate::ledger::{FoldError, Ledger, Rows};
use crate::ruling::{Missing, Position, QuarantineReason, RefusalReason, Ruling};
use domain::cash;
use domain::dossier::{DeviceTag, Dossier, Event, Refusal, check_entry};
use domain::fact::{Fact, UnitFact};
use domain::id::{DossierId, OfficerId};
use domain::register::{self, BookFact, BookPolicy, check_event};
use domain::visit;

/// What the server knows that bears on one envelope.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// The head of the device's chain.
    pub head: Head,
    /// The device's tag within the unit.
    pub tag: &'a DeviceTag,
    /// Officers who signed in on the device.
    pub officers: &'a [OfficerId],
    /// Whether the officer supervises; looked up for a fact that is a supervisor's.
    pub supervises: bool,
    /// What was ruled earlier on this event id.
    pub earlier: Option<Earlier>,
    /// The dossier that the envelope speaks of.
    pub dossier: Option<&'a Dossier>,
    /// As much of the unit's ledger as the fact is judged by, when it speaks of none.
    pub ledger: &'a Ledger,
    /// How the book that the fact speaks of is kept, if it is one that is kept here.
    pub policy: Option<&'a BookPolicy>,
    /// Whether another dossier of the unit has the local code that it gives.
    pub code_taken: bool,
    /// The position that an accepted envelope will take.
    pub next: Position,
}

/// An earlier ruling on the same event id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Hash of the bytes that were ruled on.
    pub hash: Hash,
    /// The ruling: accepted, refused, or held for its dossier.
    pub ruling: Ruling,
}

/// The judgement: a ruling and, when accepted, what the fact changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What the device is told.
    pub ruling: Ruling,
    /// What changes.
    pub change: Change,
}

/// What a fact changes in the projection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Nothing,
    /// The dossier after the event.
    Dossier(Box<Dossier>),
    /// Values of the ledger.
    Ledger(Rows),
}

/// Why an envelope is not accepted: a ruling, or it cannot be judged at all.
#[derive(Clone, Debug)]
enum Against {
    Ruling(Ruling),
    Damaged(CodecError),
}

/// Judges one envelope. The order of the checks is that of SPEC §A.
///
/// # Errors
/// [`CodecError`] when the ledger cannot be read.
pub fn admit(sealed: &Sealed, known: &Known<'_>) -> Result<Judgement, CodecError> {
    judgement(judge(sealed, known), known)
}

/// Judges an envelope that was held for its dossier, now that this has arrived.
/// Its place in the chain was checked when it came (A7).
///
/// # Errors
/// [`CodecError`] when the ledger cannot be read.
pub fn admit_released(sealed: &Sealed, known: &Known<'_>) -> Result<Judgement, CodecError> {
    judgement(check_facts(sealed, known), known)
}

fn judgement(result: Result<Change, Against>, known: &Known<'_>) -> Result<Judgement, CodecError> {
    match result {
        Ok(change) => Ok(Judgement {
            ruling: Ruling::Accepted {
                position: known.next,
            },
            change,
        }),
        Err(Against::Ruling(ruling)) => Ok(Judgement {
            ruling,
            change: Change::Nothing,
        }),
        Err(Against::Damaged(error)) => Err(error),
    }
}

fn judge(sealed: &Sealed, known: &Known<'_>) -> Result<Change, Against> {
    check_earlier(sealed, known).map_err(Against::Ruling)?;
    check_chain(sealed, known).map_err(Against::Ruling)?;
    check_facts(sealed, known)
}

fn check_facts(sealed: &Sealed, known: &Known<'_>) -> Result<Change, Against> {
    let envelope = &sealed.envelope;
    if !known.officers.contains(&envelope.officer) {
        let reason = RefusalReason::UnknownOfficer;
        return Err(Against::Ruling(Ruling::Refused { reason }));
    }
    match &envelope.fact {
        Fact::Dossier(dossier, event) => {
            let next = check_event_of(*dossier, event, sealed, known);
            let next = next.map_err(Against::Ruling)?;
            Ok(Change::Dossier(Box::new(next)))
        }
        Fact::Unit(fact) => check_unit_fact(fact, sealed, known),
    }
}

fn check_event_of(
    dossier: DossierId,
    event: &Event,
    sealed: &Sealed,
    known: &Known<'_>,
) -> Result<Dossier, Ruling> {
    let refuse = |refusal| Ruling::Refused {
        reason: RefusalReason::Domain(refusal),
    };
    if let Some(received) = event.opening()
        && !received.code.belongs_to(&sealed.envelope.unit, known.tag)
    {
        return Err(refuse(Refusal::ForeignCode));
    }
    let next = Dossier::apply(known.dossier, dossier, event, sealed.envelope.origin());
    let next = next.and_then(|next| check_new(event, known).map(|()| next));
    next.map_err(|refusal| {
        if refusal == Refusal::UnknownDossier {
            let missing = Missing::Dossier(dossier);
            Ruling::Held { missing }
        } else {
            refuse(refusal)
        }
    })
}

fn check_unit_fact(fact: &UnitFact, sealed: &Sealed, known: &Known<'_>) -> Result<Change, Against> {
    let refuse = |reason| Against::Ruling(Ruling::Refused { reason });
    let checked = match fact {
        UnitFact::Book(fact) => check_book_fact(fact, known).map_err(RefusalReason::Book),
        UnitFact::Cash(fact) => cash::check_event(&fact.event).map_err(RefusalReason::Cash),
        UnitFact::Visit(fact) => visit::check_event(&fact.event).map_err(RefusalReason::Visit),
    };
    checked.map_err(refuse)?;
    match known.ledger.fold_sealed(sealed) {
        Ok(rows) => Ok(Change::Ledger(rows)),
        Err(FoldError::Refused(reason)) => Err(refuse(reason)),
        Err(FoldError::Damaged(error)) => Err(Against::Damaged(error)),
    }
}

/// What a fact of a book must keep when it enters: no device speaks for the server, and
/// none gives references under another's name; what is a supervisor's is said by one;
/// numbers are written as the data says.
fn check_book_fact(fact: &BookFact, known: &Known<'_>) -> Result<(), register::Refusal> {
    if fact.event.is_servers() {
        return Err(register::Refusal::NotLeasable);
    }
    if fact.event.is_supervisors() && !known.supervises {
        return Err(register::Refusal::NotSupervisor);
    }
    if let register::Event::EnteredProvisionally(entered) = &fact.event
        && entered.reference.tag != *known.tag
    {
        return Err(register::Refusal::ReferenceTaken);
    }
    if let register::Event::Opened(opened) = &fact.event {
        let policy = known.policy.ok_or(register::Refusal::NotOpened)?;
        if policy.opening_after_paper(opened.first, opened.volume)? != **opened {
            return Err(register::Refusal::BadBeginning);
        }
    }
    check_event(&fact.event)
}

/// What a fact must keep when it enters; history is folded without it.
fn check_new(event: &Event, known: &Known<'_>) -> Result<(), Refusal> {
    check_entry(known.dossier, event)?;
    if known.code_taken {
        return Err(Refusal::CodeTaken);
    }
    Ok(())
}

fn check_earlier(sealed: &Sealed, known: &Known<'_>) -> Result<(), Ruling> {
    let Some(earlier) = &known.earlier else {
        return Ok(());
    };
    if earlier.hash != sealed.hash {
        return Err(Ruling::Quarantined {
            reason: QuarantineReason::SameIdOtherBytes,
        });
    }
    Err(match &earlier.ruling {
        Ruling::Accepted { position } | Ruling::Duplicate { position } => Ruling::Duplicate {
            position: *position,
        },
        same @ (Ruling::Held { .. } | Ruling::Refused { .. } | Ruling::Quarantined { .. }) => {
            same.clone()
        }
    })
}

fn check_chain(sealed: &Sealed, known: &Known<'_>) -> Result<(), Ruling> {
    let next = known.head.sequence.saturating_add(1);
    let quarantine = |reason| Err(Ruling::Quarantined { reason });
    if sealed.envelope.sequence < next {
        return quarantine(QuarantineReason::SequenceTaken);
    }
    if sealed.envelope.sequence > next {
        return Err(Ruling::Held {
            missing: Missing::Sequence(next),
        });
    }
    if sealed.envelope.previous != known.head.hash {
        return quarantine(QuarantineReason::BrokenChain);
    }
    Ok(())
}

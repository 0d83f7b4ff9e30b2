//! Admission: the server's judgement of one envelope (SPEC §A). Pure; the host
//! supplies what it knows and writes what follows.

use crate::chain::{Hash, Head};
use crate::envelope::Sealed;
use crate::ruling::{Missing, Position, QuarantineReason, RefusalReason, Ruling};
use domain::dossier::{DeviceTag, Dossier, Event, Refusal, check_entry};
use domain::id::OfficerId;

/// What the server knows that bears on one envelope.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// The head of the device's chain.
    pub head: Head,
    /// The device's tag within the unit.
    pub tag: &'a DeviceTag,
    /// Officers who signed in on the device.
    pub officers: &'a [OfficerId],
    /// What was ruled earlier on this event id.
    pub earlier: Option<Earlier>,
    /// The dossier that the envelope speaks of.
    pub dossier: Option<&'a Dossier>,
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

/// The judgement: a ruling and, when accepted, the dossier's next state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What the device is told.
    pub ruling: Ruling,
    /// The dossier after the event.
    pub dossier: Option<Dossier>,
}

/// Judges one envelope. The order of the checks is that of SPEC §A.
pub fn admit(sealed: &Sealed, known: &Known<'_>) -> Judgement {
    judgement(judge(sealed, known), known)
}

/// Judges an envelope that was held for its dossier, now that this has arrived.
/// Its place in the chain was checked when it came (A7).
pub fn admit_released(sealed: &Sealed, known: &Known<'_>) -> Judgement {
    judgement(check_facts(sealed, known), known)
}

fn judgement(result: Result<Dossier, Ruling>, known: &Known<'_>) -> Judgement {
    match result {
        Ok(dossier) => Judgement {
            ruling: Ruling::Accepted {
                position: known.next,
            },
            dossier: Some(dossier),
        },
        Err(ruling) => Judgement {
            ruling,
            dossier: None,
        },
    }
}

fn judge(sealed: &Sealed, known: &Known<'_>) -> Result<Dossier, Ruling> {
    check_earlier(sealed, known)?;
    check_chain(sealed, known)?;
    check_facts(sealed, known)
}

fn check_facts(sealed: &Sealed, known: &Known<'_>) -> Result<Dossier, Ruling> {
    let refuse = |reason| Ruling::Refused { reason };
    let envelope = &sealed.envelope;
    if !known.officers.contains(&envelope.officer) {
        return Err(refuse(RefusalReason::UnknownOfficer));
    }
    if let Some(received) = envelope.event.opening()
        && !received.code.belongs_to(&envelope.unit, known.tag)
    {
        return Err(refuse(RefusalReason::Domain(Refusal::ForeignCode)));
    }
    let state = known.dossier;
    let next = Dossier::apply(state, envelope.dossier, &envelope.event, envelope.origin());
    let next = next.and_then(|dossier| check_new(&envelope.event, known).map(|()| dossier));
    next.map_err(|refusal| {
        if refusal == Refusal::UnknownDossier {
            let missing = Missing::Dossier(envelope.dossier);
            Ruling::Held { missing }
        } else {
            refuse(RefusalReason::Domain(refusal))
        }
    })
}

/// What a fact must keep when it enters; history is folded without it.
fn check_new(event: &Event, known: &Known<'_>) -> Result<(), Refusal> {
    check_entry(event)?;
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

//! Entries and spoiled numbers, as devices bring them.
//!
//! What an honest device has put on paper is never refused, however late it comes: at
//! worst the number is in conflict and a person decides.

use super::book::Number;
use super::event::{Entered, EnteredProvisionally, Numbered, SpoiledNumber, Withdrawn};
use super::form::ProvisionalReference;
use super::lease::{LeaseEnd, LeaseSerial};
use super::refusal::Refusal;
use super::standing::{Cause, Claim, Conflict, Spoiled, Standing};
use super::state::{BookState, Provisional, ProvisionalEnd};
use crate::id::DeviceId;
use crate::officer::Origin;

impl BookState {
    pub(super) fn enter(&mut self, entered: &Entered, origin: Origin) -> Result<(), Refusal> {
        let claim = Claim {
            entry: entered.entry.clone(),
            provisional: None,
            origin,
        };
        self.write(entered.lease, entered.number, claim, None)
    }

    /// Writes a claim to a number of a lease. `doubt` is what speaks against it beside
    /// the number itself.
    fn write(
        &mut self,
        serial: LeaseSerial,
        number: Number,
        claim: Claim,
        doubt: Option<Cause>,
    ) -> Result<(), Refusal> {
        if claim.entry.day.0.year() != self.key.year {
            return Err(Refusal::OtherYear);
        }
        let reclaimed = self.holds(serial, claim.origin.device, number)?;
        let written_before = Err(Refusal::WrittenBefore { number });
        let standing = match self.written.get(&number) {
            None => self.first_claim(claim, doubt),
            Some(Standing::InConflict(known)) if known.claims.is_empty() => {
                self.first_claim(claim, doubt)
            }
            Some(Standing::InConflict(_)) => return written_before,
            Some(_) if !reclaimed => return written_before,
            Some(Standing::Used(known)) if known.entry.subject == claim.entry.subject => {
                return Ok(());
            }
            Some(Standing::Used(known)) => {
                in_conflict(Cause::TwoEntries, Some(Claim::clone(known)), claim)
            }
            Some(known @ (Standing::Spoiled(_) | Standing::Void(_))) => {
                let cause = Cause::OutOfUse(Box::new(known.clone()));
                in_conflict(cause, None, claim)
            }
        };
        self.put(number, standing);
        Ok(())
    }

    /// Whether a device may speak of a number of one of its leases, and if so whether
    /// the lease was reclaimed in the meantime.
    fn holds(
        &self,
        serial: LeaseSerial,
        device: DeviceId,
        number: Number,
    ) -> Result<bool, Refusal> {
        let record = self.lease_of(serial, device)?;
        let held = record.lease.run.contains(number);
        match record.end {
            None if held => Ok(false),
            Some(LeaseEnd::GivenBack { from }) if held && number < from => Ok(false),
            Some(LeaseEnd::Reclaimed { .. }) if held => Ok(true),
            None | Some(LeaseEnd::GivenBack { .. } | LeaseEnd::Reclaimed { .. }) => {
                Err(Refusal::NotInLease { number })
            }
        }
    }

    /// What a number stands for that nothing else speaks against.
    fn first_claim(&self, claim: Claim, doubt: Option<Cause>) -> Standing {
        let twice = || {
            let number = self.number_of(claim.entry.subject)?;
            Some(Cause::SubjectTwice { number })
        };
        match doubt.or_else(twice) {
            Some(cause) => in_conflict(cause, None, claim),
            None => Standing::Used(Box::new(claim)),
        }
    }

    pub(super) fn enter_provisionally(
        &mut self,
        entered: &EnteredProvisionally,
        origin: Origin,
    ) -> Result<(), Refusal> {
        if entered.entry.day.0.year() != self.key.year {
            return Err(Refusal::OtherYear);
        }
        if self.provisional.contains_key(&entered.reference) {
            return Err(Refusal::ReferenceTaken);
        }
        let claim = Claim {
            entry: entered.entry.clone(),
            provisional: Some(entered.reference.clone()),
            origin,
        };
        let waiting = self.waiting.entry(origin.device).or_default();
        *waiting = waiting.saturating_add(1);
        let provisional = Provisional { claim, end: None };
        self.provisional
            .insert(entered.reference.clone(), provisional);
        Ok(())
    }

    /// Gives a provisional entry its number. Any device of the unit may, from a lease of
    /// its own: the one that wrote the entry may be lost.
    pub(super) fn number(&mut self, numbered: &Numbered, origin: Origin) -> Result<(), Refusal> {
        let reference = &numbered.reference;
        let known = self.provisional.get(reference);
        let known = known.ok_or(Refusal::UnknownReference)?;
        let doubt = match known.end {
            None => None,
            Some(ProvisionalEnd::Numbered(number)) if number == numbered.number => {
                return Err(Refusal::ReferenceEnded);
            }
            Some(ProvisionalEnd::Numbered(number)) => Some(Cause::SubjectTwice { number }),
            Some(ProvisionalEnd::Withdrawn { .. }) => Some(Cause::Withdrawn),
        };
        let is_first = doubt.is_none();
        let claim = Claim {
            origin,
            ..known.claim.clone()
        };
        self.write(numbered.lease, numbered.number, claim, doubt)?;
        if is_first {
            self.end_provisional(reference, ProvisionalEnd::Numbered(numbered.number));
        }
        Ok(())
    }

    pub(super) fn withdraw(&mut self, withdrawn: &Withdrawn) -> Result<(), Refusal> {
        let known = self.provisional.get(&withdrawn.reference);
        if known.ok_or(Refusal::UnknownReference)?.end.is_some() {
            return Err(Refusal::ReferenceEnded);
        }
        let reason = withdrawn.reason.clone();
        self.end_provisional(&withdrawn.reference, ProvisionalEnd::Withdrawn { reason });
        Ok(())
    }

    fn end_provisional(&mut self, reference: &ProvisionalReference, end: ProvisionalEnd) {
        let Some(provisional) = self.provisional.get_mut(reference) else {
            return;
        };
        provisional.end = Some(end);
        let device = provisional.claim.origin.device;
        if let Some(waiting) = self.waiting.get_mut(&device) {
            *waiting = waiting.saturating_sub(1);
        }
        self.waiting.retain(|_, waiting| *waiting > 0);
    }

    /// Strikes a number: one that was used or is in conflict by anyone's word, one that
    /// was not by the word of the device that holds or held it. Twice is once.
    pub(super) fn spoil(&mut self, spoiled: &SpoiledNumber, origin: Origin) -> Result<(), Refusal> {
        let number = spoiled.number;
        match self.written.get(&number) {
            Some(Standing::Spoiled(_)) => return Ok(()),
            Some(Standing::Used(_) | Standing::InConflict(_)) => {}
            Some(Standing::Void(_)) if self.was_reclaimed_from(origin.device, number) => {}
            None if self
                .lease_out(number)
                .is_some_and(|record| record.lease.device == origin.device) => {}
            Some(Standing::Void(_)) | None => return Err(Refusal::NotGiven { number }),
        }
        self.strike(number, spoiled.reason.clone(), origin);
        Ok(())
    }

    pub(super) fn strike(&mut self, number: Number, reason: String, origin: Origin) {
        let struck = self.written.get(&number).map(Standing::claims);
        let spoiled = Spoiled {
            reason,
            origin,
            struck: struck.unwrap_or_default().to_vec(),
        };
        self.put(number, Standing::Spoiled(Box::new(spoiled)));
    }

    fn was_reclaimed_from(&self, device: DeviceId, number: Number) -> bool {
        self.leases.values().any(|record| {
            record.lease.device == device
                && record.lease.run.contains(number)
                && matches!(record.end, Some(LeaseEnd::Reclaimed { .. }))
        })
    }
}

/// A number in conflict, by the word of whoever made the claim.
fn in_conflict(cause: Cause, before: Option<Claim>, claim: Claim) -> Standing {
    let origin = claim.origin;
    let claims = before.into_iter().chain([claim]).collect();
    Standing::InConflict(Box::new(Conflict {
        cause,
        claims,
        origin,
    }))
}

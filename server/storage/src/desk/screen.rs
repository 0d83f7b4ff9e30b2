//! Who of a delivery may be the same person as in another dossier of the unit (SPEC K7):
//! the server looks where no device can, and says so on the later dossier.

use super::Desk;
use crate::error::StorageError;
use crate::likenesses::{Filing, Met, Side};
use crate::transaction::Transaction;
use domain::civil::{Likeness, Suspicion};
use domain::dossier::{Dossier, Event};
use domain::fact::Fact;
use domain::id::DossierId;
use domain::instant::Instant;
use std::collections::{BTreeMap, BTreeSet};
use sync::limits::SUSPICIONS_MAX;
use sync::rebase::apply;

/// A dossier's place in time.
type Place = (Instant, DossierId);
/// Earlier dossiers by a later one, each with the surest likeness.
type Pairs = BTreeMap<Place, BTreeMap<Place, Likeness>>;

impl Desk<'_> {
    /// Files the acts that this delivery opened or put right, and opens a case for each
    /// earlier one alike of which the later does not know. Without an act it asks the
    /// database nothing.
    pub(crate) async fn screen(
        &mut self,
        tx: &mut dyn Transaction,
        now: Instant,
    ) -> Result<(), StorageError> {
        let opened = self.dossiers_with(|event| event.opening().is_some());
        let redrafted = self.dossiers_with(|event| matches!(event, Event::Redrafted(_)));
        if !redrafted.is_empty() {
            let before: Vec<_> = redrafted.iter().copied().collect();
            tx.forget_acts(self.unit, &before).await?;
        }
        let told = opened.union(&redrafted);
        let told = told.filter_map(|id| self.dossiers.get(id));
        let acts: Vec<_> = told.filter_map(Filing::of).collect();
        if acts.is_empty() {
            return Ok(());
        }
        tx.file_acts(self.unit, &acts).await?;
        let filed = acts.iter().flat_map(|act| act.filed.keys().copied());
        let sought = acts.iter().flat_map(|act| act.sought.keys().copied());
        let (filed, sought) = (filed.collect(), sought.collect());
        let met = tx.acts_meeting(self.unit, &filed, &sought).await?;
        let pairs = pairs(&acts, &met);
        self.fetch(tx, pairs.keys().map(|(_, later)| *later))
            .await?;
        for ((_, later), alike) in pairs {
            for ((_, earlier), by) in alike {
                let suspicion = Suspicion { earlier, by };
                self.suspect(tx, later, suspicion, now).await?;
            }
        }
        Ok(())
    }

    /// The dossiers of which this delivery brought such an event.
    fn dossiers_with(&self, wanted: fn(&Event) -> bool) -> BTreeSet<DossierId> {
        let brought = self.accepted.iter().filter(|sealed| {
            let event = sealed.envelope.fact.event();
            event.is_some_and(wanted)
        });
        brought
            .filter_map(|sealed| sealed.envelope.dossier())
            .collect()
    }

    /// Reads dossiers of which this delivery did not speak.
    async fn fetch(
        &mut self,
        tx: &mut dyn Transaction,
        ids: impl Iterator<Item = DossierId>,
    ) -> Result<(), StorageError> {
        let missing: Vec<_> = ids.filter(|id| !self.dossiers.contains_key(id)).collect();
        if !missing.is_empty() {
            let found = tx.dossiers(self.unit, &missing, &[]).await?;
            self.dossiers.extend(found);
        }
        Ok(())
    }

    /// Opens one case, unless the dossier knows of it, or has enough.
    async fn suspect(
        &mut self,
        tx: &mut dyn Transaction,
        later: DossierId,
        suspicion: Suspicion,
        now: Instant,
    ) -> Result<(), StorageError> {
        let Some(dossier) = self.dossiers.get(&later) else {
            return Ok(());
        };
        if knows(dossier, suspicion.earlier) || dossier.suspected.len() >= SUSPICIONS_MAX {
            return Ok(());
        }
        let fact = Fact::Dossier(later, Event::Suspected(suspicion));
        let sealed = self.seal(tx, fact, now).await?;
        let next = apply(self.dossiers.get(&later), &sealed);
        let next = next.map_err(|error| StorageError::corrupt("dossier", error))?;
        self.changed.insert(later);
        self.dossiers.insert(later, next);
        self.accepted.push(sealed);
        Ok(())
    }
}

fn knows(dossier: &Dossier, earlier: DossierId) -> bool {
    dossier.has_looked_at(earlier) || dossier.is_suspected_of(earlier)
}

/// Who meets whom: an act of this delivery an earlier one that is filed where it looks, or
/// a later one that looks where it is filed.
fn pairs(acts: &[Filing], met: &[Met]) -> Pairs {
    let mut at: BTreeMap<_, BTreeSet<Place>> = BTreeMap::new();
    for met in met {
        let place = (met.received_at, met.dossier);
        at.entry((met.side, met.key)).or_default().insert(place);
    }
    let mut pairs = Pairs::new();
    for act in acts {
        let own = (act.received_at, act.dossier);
        for (side, key, by) in act.rows() {
            for place in at.get(&(side.other(), key)).into_iter().flatten() {
                let (earlier, later) = match side {
                    Side::Filed => (own, *place),
                    Side::Sought => (*place, own),
                };
                if earlier < later {
                    let alike = pairs.entry(later).or_default();
                    let surest = alike.entry(earlier).or_insert(by);
                    *surest = by.min(*surest);
                }
            }
        }
    }
    pairs
}

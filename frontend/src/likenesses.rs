//! Which acts of civil status may be about the same people: an index in memory, so that a
//! look-up follows what is alike, never what is here.

use domain::civil::{CivilLine, Likeness, LikenessKey};
use domain::id::DossierId;
use domain::instant::Instant;
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Index = HashMap<LikenessKey, BTreeSet<DossierId>>;

/// Acts by the keys under which their people are filed and looked for.
#[derive(Debug, Default)]
pub(crate) struct Likenesses {
    acts: HashMap<DossierId, (Instant, CivilLine)>,
    filed: Index,
    sought: Index,
    /// Earlier and later, of which nobody knew, with those of one in both directions.
    cases: BTreeMap<(DossierId, DossierId), Likeness>,
    of: HashMap<DossierId, BTreeSet<(DossierId, DossierId)>>,
    /// Those that the server found; the earlier need not be here.
    suspected: BTreeMap<(DossierId, DossierId), Likeness>,
}

impl Likenesses {
    /// Puts an act in; it must not be there.
    pub(crate) fn put(&mut self, id: DossierId, received_at: Instant, act: &CivilLine) {
        for key in &act.filed {
            self.filed.entry(key.clone()).or_default().insert(id);
        }
        for key in &act.sought {
            self.sought.entry(key.clone()).or_default().insert(id);
        }
        for suspicion in &act.suspected {
            let pair = (suspicion.earlier, id);
            self.suspected.insert(pair, suspicion.by);
        }
        self.acts.insert(id, (received_at, act.clone()));
        let met = meet(&self.filed, &act.sought).into_iter();
        let before: Vec<_> = met.map(|(other, by)| (other, id, by)).collect();
        let met = meet(&self.sought, &act.filed).into_iter();
        let after: Vec<_> = met.map(|(other, by)| (id, other, by)).collect();
        for (earlier, later, by) in before.into_iter().chain(after) {
            if self.is_case(earlier, later) {
                self.cases.insert((earlier, later), by);
                for one in [earlier, later] {
                    self.of.entry(one).or_default().insert((earlier, later));
                }
            }
        }
    }

    /// Takes an act out, where there is one.
    pub(crate) fn remove(&mut self, id: DossierId) {
        let Some((_, act)) = self.acts.remove(&id) else {
            return;
        };
        forget(&mut self.filed, &act.filed, id);
        forget(&mut self.sought, &act.sought, id);
        for suspicion in &act.suspected {
            self.suspected.remove(&(suspicion.earlier, id));
        }
        for (earlier, later) in self.of.remove(&id).unwrap_or_default() {
            self.cases.remove(&(earlier, later));
            let other = if earlier == id { later } else { earlier };
            if let Some(pairs) = self.of.get_mut(&other) {
                pairs.remove(&(earlier, later));
            }
        }
    }

    /// Acts filed under any of these keys, each with the surest likeness.
    pub(crate) fn earlier(&self, keys: &BTreeSet<LikenessKey>) -> BTreeMap<DossierId, Likeness> {
        meet(&self.filed, keys)
    }

    /// Earlier and later acts alike that nobody has looked at.
    pub(crate) fn cases(&self) -> BTreeMap<(DossierId, DossierId), Likeness> {
        let mut cases = self.suspected.clone();
        cases.extend(&self.cases);
        cases
    }

    fn is_case(&self, earlier: DossierId, later: DossierId) -> bool {
        let both = self.acts.get(&earlier).zip(self.acts.get(&later));
        both.is_some_and(|((first, _), (second, act))| {
            (first, earlier) < (second, later) && !act.looked_at.contains(&earlier)
        })
    }
}

/// Who is found in an index under any of these keys, with the surest likeness.
fn meet<'a>(
    index: &Index,
    keys: impl IntoIterator<Item = &'a LikenessKey>,
) -> BTreeMap<DossierId, Likeness> {
    let mut found = BTreeMap::new();
    for key in keys {
        for id in index.get(key).into_iter().flatten() {
            let by = found.entry(*id).or_insert(key.likeness());
            *by = key.likeness().min(*by);
        }
    }
    found
}

fn forget(index: &mut Index, keys: &[LikenessKey], id: DossierId) {
    for key in keys {
        if let Some(same) = index.get_mut(key) {
            same.remove(&id);
            if same.is_empty() {
                index.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::civil::{ActKind, Suspicion};
    use uuid::Uuid;

    fn id(number: u128) -> DossierId {
        DossierId(Uuid::from_u128(number))
    }

    fn death(keys: &[&str], looked_at: Vec<DossierId>) -> CivilLine {
        let keys: Vec<_> = keys.iter().map(|key| LikenessKey((*key).into())).collect();
        CivilLine {
            act: ActKind::Death,
            people: String::new(),
            filed: keys.clone(),
            sought: keys,
            looked_at,
            suspected: vec![],
            official: None,
        }
    }

    fn cases(acts: &Likenesses) -> Vec<(DossierId, DossierId, Likeness)> {
        let cases = acts.cases().into_iter();
        cases
            .map(|((first, second), by)| (first, second, by))
            .collect()
    }

    #[test]
    fn a_pair_is_a_case_whichever_comes_first_and_until_somebody_looks() {
        const NUMBER: &str = "death:i:002050001234";
        for order in [[1, 2], [2, 1]] {
            let mut acts = Likenesses::default();
            for number in order {
                let at = Instant(i64::try_from(number).unwrap());
                acts.put(id(number), at, &death(&[NUMBER, "death:y:a|1950"], vec![]));
            }
            assert_eq!(cases(&acts), [(id(1), id(2), Likeness::Identity)]);
            acts.remove(id(2));
            assert_eq!(cases(&acts), []);
            acts.put(id(2), Instant(2), &death(&[NUMBER], vec![id(1)]));
            assert_eq!(cases(&acts), []);
        }
    }

    #[test]
    fn what_the_server_found_is_a_case_whether_or_not_the_earlier_is_here() {
        let suspicion = Suspicion {
            earlier: id(1),
            by: Likeness::NameAndBirth,
        };
        let later = CivilLine {
            suspected: vec![suspicion],
            ..death(&["death:y:a|1950"], vec![])
        };
        let found = [(id(1), id(2), Likeness::NameAndBirth)];
        let mut acts = Likenesses::default();
        acts.put(id(2), Instant(2), &later);
        assert_eq!(cases(&acts), found);
        acts.put(id(1), Instant(1), &death(&["death:y:a|1950"], vec![]));
        assert_eq!(cases(&acts), found, "once");
        acts.remove(id(1));
        assert_eq!(cases(&acts), found);
        acts.remove(id(2));
        assert_eq!(cases(&acts), []);
    }

    #[test]
    fn what_is_taken_out_is_not_found() {
        let mut acts = Likenesses::default();
        acts.put(id(1), Instant(1), &death(&["death:d:a|1950-06-05"], vec![]));
        let keys = BTreeSet::from([LikenessKey("death:d:a|1950-06-05".into())]);
        let found = acts.earlier(&keys);
        assert_eq!(found, BTreeMap::from([(id(1), Likeness::NameAndBirth)]));
        acts.remove(id(1));
        assert!(acts.earlier(&keys).is_empty() && acts.filed.is_empty());
    }
}

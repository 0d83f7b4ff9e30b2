//! Acts of civil status in this world: a few people who die again and again, on devices
//! that do not know of each other.

use crate::world::{Chance, Device, deeds};
use domain::civil::{
    Act, Civil, Death, Despite, Judgement, Likeness, PartialDate, Person, Redrafted, filed, sought,
};
use domain::dossier::{Command, Dossier, Move, Moved};
use domain::id::DossierId;
use domain::instant::Instant;
use domain::register::CivilStep;
use domain::service::Service;
use std::collections::{BTreeMap, BTreeSet};
use sync::limits::SUSPICIONS_MAX;
use uuid::Uuid;

impl Device {
    /// An officer takes down an act or puts one right, with or without a look at who is
    /// alike, or takes a step on one. What a rule refuses at once is not recorded.
    pub fn act_on_act(&mut self, chance: &mut Chance, now: Instant) {
        let known = self.known_acts();
        if let Some(known_act) = known.get(chance.below(known.len() + 2)) {
            let command = match known_act.act_made_by() {
                Some(base) if chance.once_in(4) => {
                    let civil = looked_up(death(chance), &known, chance);
                    Command::Redraft(Box::new(Redrafted { base, civil }))
                }
                _ => step(known_act, chance),
            };
            self.wish(known_act.id, command, now);
            return;
        }
        let civil = looked_up(death(chance), &known, chance);
        let id = DossierId(Uuid::from_u128(self.fresh() | 1 << 125));
        let command = receive(civil, deeds::receive(self.code(now), chance));
        self.wish(id, command, now);
    }

    /// Acts as the screen shows them.
    fn known_acts(&self) -> Vec<Dossier> {
        let waiting = self.outbox.iter().filter_map(|row| row.envelope.dossier());
        let ids: BTreeSet<_> = self.confirmed.keys().copied().chain(waiting).collect();
        let views = ids.into_iter().filter_map(|id| self.view(id));
        views
            .filter(|view| view.received.civil().is_some())
            .collect()
    }
}

fn death(chance: &mut Chance) -> Civil {
    let identity = ["", "002050001234", "002050001235"];
    let names = ["Vừ A Páo", "VU A PAO", "Lò Thị Ún"];
    let mut pick = |of: [&str; 3]| {
        of.get(chance.below(3))
            .map_or(String::new(), |it| (*it).into())
    };
    Civil::new(Act::Death(Death {
        dead: Person {
            identity: pick(identity),
            name: pick(names),
            born: PartialDate::year(1950),
            ..Person::default()
        },
        died: PartialDate::year(2026),
        ..Death::default()
    }))
}

/// An act whose officer has looked at who is alike, or not.
fn looked_up(mut civil: Civil, known: &[Dossier], chance: &mut Chance) -> Civil {
    let alike = known.iter().filter(|other| meet(other, &civil).is_some());
    let alike: Vec<_> = alike.map(|other| other.id).collect();
    if !alike.is_empty() && chance.once_in(2) {
        civil.despite = Some(Despite {
            dossiers: alike,
            reason: "đăng ký lại".into(),
        });
    }
    civil
}

fn receive(civil: Civil, plain: Command) -> Command {
    let Command::Receive(mut reception, code) = plain else {
        return plain;
    };
    reception.no_wait = false;
    reception.service = Some(Service::Civil(Box::new(civil)));
    Command::Receive(reception, code)
}

fn step(dossier: &Dossier, chance: &mut Chance) -> Command {
    let moved = |what| Command::Move(Box::new(Moved::because(what, "lý do")));
    match chance.below(7) {
        0 => Command::Draft(dossier.step_of_checking()),
        1 => Command::Draft(CivilStep::PrintedDraft),
        2 => moved(Move::Waived),
        3 => moved(Move::Coded("H15.50-261123-0001".into())),
        4 => moved(Move::Uncoded),
        _ => match dossier.suspected.first() {
            Some(suspicion) => Command::Judge(Judgement {
                other: suspicion.earlier,
                same: chance.once_in(2),
                reason: "đã xem giấy tờ".into(),
            }),
            None => Command::Resolve,
        },
    }
}

/// By what an earlier dossier and an act are alike.
fn meet(earlier: &Dossier, later: &Civil) -> Option<Likeness> {
    let filed = filed(earlier.received.civil()?);
    let met = sought(later).into_iter().filter(|key| filed.contains(key));
    met.map(|key| key.likeness()).min()
}

/// K7 at the end: of every two acts alike the later knows of the earlier, by its officer
/// or by the server, once and by the surest likeness; of no other, but where one of the two
/// was put right (K9) and they were alike before.
///
/// # Panics
/// When it does not.
pub(super) fn check_cases(state: &BTreeMap<DossierId, Dossier>) {
    let place = |dossier: &Dossier| (dossier.received_at(), dossier.id);
    for later in state.values() {
        let Some(act) = later.received.civil() else {
            continue;
        };
        let before = state.values().filter(|other| place(other) < place(later));
        let alike: BTreeMap<_, _> = before
            .filter_map(|other| Some((other.id, meet(other, act)?)))
            .collect();
        let once: BTreeSet<_> = later.suspected.iter().map(|it| it.earlier).collect();
        assert_eq!(once.len(), later.suspected.len(), "K7: a case opens once");
        let redrafted = |id| state.get(id).is_none_or(|it| it.redrafted().is_some());
        let as_found = later
            .suspected
            .iter()
            .filter(|suspicion| !redrafted(&later.id) && !redrafted(&suspicion.earlier));
        for suspicion in as_found {
            let by = alike.get(&suspicion.earlier);
            assert_eq!(by, Some(&suspicion.by), "K7: {:?} is no case", later.id);
        }
        for earlier in alike.keys() {
            let known = later.has_looked_at(*earlier) || later.is_suspected_of(*earlier);
            let full = later.suspected.len() >= SUSPICIONS_MAX;
            assert!(
                known || full,
                "K7: nobody knows that {:?} has {earlier:?}",
                later.id
            );
        }
    }
}

/// How many redrafts stand.
pub(super) fn acts_redrafted(state: &BTreeMap<DossierId, Dossier>) -> usize {
    let redrafted = state.values().filter(|it| it.redrafted().is_some());
    redrafted.count()
}

/// How many cases the server opened.
pub(super) fn cases_opened(state: &BTreeMap<DossierId, Dossier>) -> usize {
    state.values().map(|dossier| dossier.suspected.len()).sum()
}

//! Stories of acts about people who may be the same.

use super::contract::{Told, unit};
use super::pen::{EVERYTHING, Pen, dossier, registrar};
use crate::SERVER_DEVICE;
use crate::error::StorageError;
use crate::exchange::{Delivery, Outcome, run};
use crate::likenesses::{Filing, make_indexes};
use crate::records::Contact;
use crate::transaction::{Access, Storage};
use domain::civil::{
    Act, Civil, Death, Despite, Judgement, KEYS_VERSION, Likeness, PartialDate, Person, Redrafted,
    Suspicion,
};
use domain::dossier::{Event, Refusal, Stage};
use domain::id::UnitId;
use domain::service::Service;
use std::sync::Arc;
use sync::envelope::Sealed;
use sync::ruling::{RefusalReason, Ruling};

/// The death of somebody with this number, or of whom the year of birth is known.
pub fn death(name: &str, identity: &str) -> Civil {
    Civil::new(Act::Death(Death {
        dead: Person {
            name: name.into(),
            born: PartialDate::year(1950),
            identity: identity.into(),
            ..Person::default()
        },
        died: PartialDate::year(2026),
        ..Death::default()
    }))
}

impl Pen {
    /// Seals the reception of a dossier about an act.
    pub async fn receive_act(
        &mut self,
        number: u128,
        civil: Civil,
    ) -> Result<Sealed, Box<dyn std::error::Error + Send + Sync>> {
        let plain = self.receive(number).await?;
        self.take_back(&plain);
        let Some(received) = plain.envelope.fact.opening() else {
            return Err("a reception".into());
        };
        let mut received = received.clone();
        received.service = Some(Service::Civil(Box::new(civil)));
        let event = Event::Received(Box::new(received));
        Ok(self.seal(dossier(number), event))
    }
}

/// What the server says in the unit's stream: of which dossier, and what.
async fn suspicions(
    storage: &Arc<dyn Storage>,
    unit: &UnitId,
) -> Result<Vec<(u128, u128, Likeness)>, StorageError> {
    let number = |id: domain::id::DossierId| id.0.as_u128() - dossier(0).0.as_u128();
    let mut tx = storage.begin(Access::Read).await?;
    let mut said = vec![];
    for item in tx.news(unit, 0, EVERYTHING).await? {
        let sealed = Sealed::open(item.bytes);
        let sealed = sealed.map_err(|error| StorageError::corrupt("envelope", error))?;
        if let Some(Event::Suspected(suspicion)) = sealed.envelope.fact.event() {
            assert_eq!(sealed.envelope.device, SERVER_DEVICE);
            let later = sealed.envelope.dossier().unwrap_or(suspicion.earlier);
            said.push((number(suspicion.earlier), number(later), suspicion.by));
        }
    }
    Ok(said)
}

fn all_accepted(outcome: &Outcome) -> bool {
    let accepted = |ruling: &Ruling| matches!(ruling, Ruling::Accepted { .. });
    outcome.rulings.iter().all(accepted)
}

const NUMBER: &str = "002050001234";

/// On the later dossier, at once, in the server's own chain; the earlier is as it was,
/// and neither is revoked. What is sent again says nothing again.
pub async fn k7_acts_alike_open_a_case_on_the_later(storage: Arc<dyn Storage>) -> Told {
    let mut lan = Pen::register(&storage, &unit(), 1).await?;
    let mut pao = Pen::register(&storage, &unit(), 2).await?;
    let first = lan.receive_act(1, death("Vừ A Páo", NUMBER)).await?;
    assert_eq!(lan.send(0, &[&first]).await?.appended, 1);
    let second = pao.receive_act(2, death("Vừ A Phử", NUMBER)).await?;
    let outcome = pao.send(1, &[&second]).await?;
    assert!(all_accepted(&outcome));
    assert_eq!((outcome.appended, outcome.head), (2, 3));
    assert_eq!(outcome.news.len(), 2, "its own, and the server's word");
    let said = [(1, 2, Likeness::Identity)];
    assert_eq!(suspicions(&storage, &unit()).await?, said);

    let again = pao.send(3, &[&second]).await?;
    assert_eq!((again.appended, again.head), (0, 3));
    let mut tx = storage.begin(Access::Read).await?;
    let ids = [dossier(1), dossier(2)];
    let found = tx.dossiers(&unit(), &ids, &[]).await?;
    let both = found.get(&ids[0]).zip(found.get(&ids[1]));
    let (earlier, later) = both.ok_or("two dossiers")?;
    assert_eq!((earlier.timeline.len(), earlier.suspected.len()), (1, 0));
    let suspicion = Suspicion {
        earlier: dossier(1),
        by: Likeness::Identity,
    };
    assert_eq!(later.suspected, [suspicion]);
    assert_eq!(
        (earlier.stage, later.stage),
        (Stage::Received, Stage::Received)
    );
    Ok(())
}

/// Two of one delivery; one that was held; and one that is earlier and arrives later:
/// then the word is on a dossier of which the delivery does not speak.
pub async fn k7_whatever_the_order_of_arrival(storage: Arc<dyn Storage>) -> Told {
    let mut lan = Pen::register(&storage, &unit(), 1).await?;
    let mut pao = Pen::register(&storage, &unit(), 2).await?;
    let earliest = pao.receive_act(1, death("vu a pao", "")).await?;
    let plain = lan.receive(2).await?;
    let two = [
        lan.receive_act(3, death("Vừ A Páo", NUMBER)).await?,
        lan.receive_act(4, death("Vừ A Páo", NUMBER)).await?,
    ];
    let held = lan.send(0, &[&two[0], &two[1]]).await?;
    assert_eq!(held.appended, 0, "held for what is missing");
    let outcome = lan.send(0, &[&plain]).await?;
    assert_eq!(outcome.appended, 4, "the plain one, both acts, the word");
    assert_eq!(
        suspicions(&storage, &unit()).await?,
        [(3, 4, Likeness::Identity)]
    );
    let outcome = pao.send(0, &[&earliest]).await?;
    assert_eq!(outcome.appended, 3);
    let by_name = Likeness::NameAndBirth;
    let said = [(3, 4, Likeness::Identity), (1, 3, by_name), (1, 4, by_name)];
    assert_eq!(suspicions(&storage, &unit()).await?, said);
    Ok(())
}

/// When it was taken down, or by a judgement that came along; another act is none of its
/// business, nor another unit's.
pub async fn k7_what_the_officer_knew_is_not_said(storage: Arc<dyn Storage>) -> Told {
    let mut lan = Pen::register(&storage, &unit(), 1).await?;
    let first = lan.receive_act(1, death("Vừ A Páo", NUMBER)).await?;
    let mut seen = death("Vừ A Páo", NUMBER);
    seen.despite = Some(Despite {
        dossiers: vec![dossier(1)],
        reason: "Đăng ký lại".into(),
    });
    let seen = lan.receive_act(2, seen).await?;
    let third = lan.receive_act(3, death("Lò Thị Ún", "")).await?;
    let fourth = lan.receive_act(4, death("Lò Thị Ún", "")).await?;
    let judgement = Judgement {
        other: dossier(3),
        same: false,
        reason: "Khác bản".into(),
    };
    let judged = lan.seal(dossier(4), Event::Judged(judgement));
    let all = [&first, &seen, &third, &fourth, &judged];
    let outcome = lan.send(0, &all).await?;
    assert!(all_accepted(&outcome));
    assert_eq!(
        (outcome.appended, suspicions(&storage, &unit()).await?),
        (5, vec![])
    );

    let other = UnitId("H15.51".into());
    let mut pen = Pen::register(&storage, &other, 7).await?;
    let alike = pen.receive_act(1, death("Vừ A Páo", NUMBER)).await?;
    assert_eq!(pen.send(0, &[&alike]).await?.appended, 1);
    Ok(())
}

/// From the dossiers as they are, where a schema of an earlier build had none; and the
/// next act is looked up in it.
pub async fn k7_an_index_is_made_anew(storage: Arc<dyn Storage>) -> Told {
    let mut lan = Pen::register(&storage, &unit(), 1).await?;
    let first = lan.receive_act(1, death("Vừ A Páo", NUMBER)).await?;
    let plain = lan.receive(2).await?;
    lan.send(0, &[&first, &plain]).await?;
    let act = {
        let mut tx = storage.begin(Access::Read).await?;
        let found = tx.dossiers(&unit(), &[dossier(1)], &[]).await?;
        found.values().next().and_then(Filing::of).ok_or("an act")?
    };
    let keys = act.filed.keys().copied().collect();
    let mut tx = storage.begin(Access::Write).await?;
    let filed = tx.acts_meeting(&unit(), &keys, &keys).await?;
    assert!(!filed.is_empty());
    tx.begin_index(&unit(), 0).await?;
    assert_eq!(tx.acts_meeting(&unit(), &keys, &keys).await?, []);
    tx.commit().await?;

    make_indexes(&*storage).await?;
    let mut tx = storage.begin(Access::Read).await?;
    assert_eq!(tx.index_version(&unit()).await?, KEYS_VERSION);
    assert_eq!(tx.acts_meeting(&unit(), &keys, &keys).await?, filed);
    drop(tx);
    let next = lan.receive_act(3, death("Vừ A Páo", NUMBER)).await?;
    assert_eq!(lan.send(2, &[&next]).await?.appended, 2);
    Ok(())
}

/// The act as it was put right, whichever of the two is later, and no more as it was; a
/// case that has opened stays until a person settles it. Of two redrafts of one content the
/// first keeps.
pub async fn k7_k9_a_redraft_is_looked_up_anew(storage: Arc<dyn Storage>) -> Told {
    let mut lan = Pen::register(&storage, &unit(), 1).await?;
    let mut pao = Pen::register(&storage, &unit(), 2).await?;
    let first = lan.receive_act(1, death("Vừ A Phử", "")).await?;
    let second = lan.receive_act(2, death("Lò Thị Ún", "")).await?;
    let third = lan.receive_act(3, death("Sùng A Lừ", "")).await?;
    lan.send(0, &[&first, &second, &third]).await?;
    let redraft = |of: &Sealed, name: &str| {
        Event::Redrafted(Box::new(Redrafted {
            base: of.envelope.event_id,
            civil: death(name, ""),
        }))
    };
    let by = Likeness::NameAndBirth;
    let later = lan.seal(dossier(2), redraft(&second, "Vừ A Phử"));
    assert_eq!(lan.send(3, &[&later]).await?.appended, 2);
    assert_eq!(suspicions(&storage, &unit()).await?, [(1, 2, by)]);
    let earlier = lan.seal(dossier(1), redraft(&first, "Sùng A Lừ"));
    assert_eq!(lan.send(5, &[&earlier]).await?.appended, 2);
    let next = lan.receive_act(4, death("Vừ A Phử", "")).await?;
    assert_eq!(lan.send(7, &[&next]).await?.appended, 2);
    let said = [(1, 2, by), (1, 3, by), (2, 4, by)];
    assert_eq!(suspicions(&storage, &unit()).await?, said);

    let late = pao.seal(dossier(1), redraft(&first, "Má A Dơ"));
    let outcome = pao.send(9, &[&late]).await?;
    let reason = RefusalReason::Domain(Refusal::RedraftedBefore);
    assert_eq!(outcome.rulings, [Ruling::Refused { reason }]);
    Ok(())
}

/// Refused from a device, whatever it says; the chain goes on, and nothing has changed.
pub async fn k8_only_the_server_says_so(storage: Arc<dyn Storage>) -> Told {
    let mut lan = Pen::register(&storage, &unit(), 1).await?;
    let first = lan.receive_act(1, death("Vừ A Páo", NUMBER)).await?;
    let suspicion = Suspicion {
        earlier: dossier(9),
        by: Likeness::Identity,
    };
    let forged = lan.seal(dossier(1), Event::Suspected(suspicion));
    let outcome = lan.send(0, &[&first, &forged]).await?;
    let reason = RefusalReason::Domain(Refusal::OfTheServer);
    let accepted = Ruling::Accepted { position: 1 };
    assert_eq!(outcome.rulings, [accepted, Ruling::Refused { reason }]);
    Ok(())
}

/// The index is written, or not, with the dossier.
pub async fn k7_a_dropped_transaction_files_nothing(storage: Arc<dyn Storage>) -> Told {
    let mut lan = Pen::register(&storage, &unit(), 1).await?;
    let first = lan.receive_act(1, death("Vừ A Páo", NUMBER)).await?;
    let second = lan.receive_act(2, death("Vừ A Páo", NUMBER)).await?;
    {
        let mut tx = storage.begin(Access::Write).await?;
        let own: Delivery = lan.delivery(&[&first, &second]);
        let contact = Contact {
            at: first.envelope.clock,
            clock_lacks_ms: 0,
            at_hand: 2,
        };
        let outcome = run(&mut *tx, &unit(), None, own, None, contact, &registrar()).await?;
        assert_eq!(outcome.appended, 3);
    }
    assert_eq!(lan.send(0, &[&first]).await?.appended, 1);
    assert_eq!(lan.send(1, &[&second]).await?.appended, 2);
    Ok(())
}

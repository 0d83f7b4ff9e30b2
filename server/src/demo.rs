//! The fictional commune of a fresh start.

use crate::{keys, password};
use anyhow::Context;
use domain::id::{OfficerId, UnitId};
use domain::instant::Instant;
use domain::officer::Officer;
use domain::register::{BookKind, Policies};
use serde::Deserialize;
use storage::{Access, OfficerRecord, Storage, UnitRecord};
use uuid::Uuid;

const COMMUNE: &str = include_str!("../demo/commune.toml");

#[derive(Deserialize)]
struct Commune {
    unit: Unit,
    officer: Vec<Person>,
}

#[derive(Deserialize)]
struct Unit {
    id: String,
    name: String,
    books: Vec<BookKind>,
}

#[derive(Deserialize)]
struct Person {
    id: Uuid,
    login: String,
    name: String,
    position: String,
    password: String,
    #[serde(default)]
    supervises: bool,
}

fn commune() -> anyhow::Result<Commune> {
    toml::from_str(COMMUNE).context("the built-in demo commune cannot be read")
}

/// Loads the demo commune when the database has no unit; says whether it did.
///
/// # Errors
/// When the database fails.
pub async fn load_into_empty(storage: &dyn Storage) -> anyhow::Result<bool> {
    load(storage, None).await
}

/// The same, with its books open: nothing of them is on paper.
///
/// # Errors
/// When the database fails.
pub async fn load_with_books(
    storage: &dyn Storage,
    policies: &Policies,
    now: Instant,
) -> anyhow::Result<bool> {
    load(storage, Some((policies, now))).await
}

async fn load(storage: &dyn Storage, books: Option<(&Policies, Instant)>) -> anyhow::Result<bool> {
    let mut tx = storage.begin(Access::Write).await?;
    if !tx.units().await?.is_empty() {
        return Ok(false);
    }
    let Commune { unit, officer } = commune()?;
    let id = UnitId(unit.id);
    tx.put_unit(&UnitRecord {
        id: id.clone(),
        name: unit.name,
    })
    .await?;
    for person in officer {
        let password_hash = password::hash(&person.password, keys::random_bytes()?)?;
        let Person {
            login,
            name,
            position,
            supervises,
            ..
        } = person;
        let officer = Officer {
            id: OfficerId(person.id),
            name,
            position,
            supervises,
        };
        tx.put_officer(
            &id,
            &OfficerRecord {
                officer,
                login,
                password_hash,
            },
        )
        .await?;
    }
    if let Some((policies, now)) = books {
        storage::open_books(&mut *tx, &id, &unit.books, policies, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// A hint for the sign-in form, when the demo commune is in use.
///
/// # Errors
/// When the database fails.
pub async fn hint(storage: &dyn Storage) -> anyhow::Result<Option<String>> {
    let Commune { unit, officer } = commune()?;
    let units = storage.begin(Access::Read).await?.units().await?;
    let here = units.iter().any(|known| known.id.0 == unit.id);
    let first = officer.into_iter().next();
    Ok(first
        .filter(|_| here)
        .map(|person| format!("{} / {}", person.login, person.password)))
}

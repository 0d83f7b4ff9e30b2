//! The fictional commune of a fresh start.

use crate::clock;
use crate::commune::{Commune, CommuneError};
use domain::instant::Instant;
use domain::register::Policies;
use storage::{Access, Storage};

const COMMUNE: &str = include_str!("../demo/commune.toml");

/// Loads the demo commune when the database has no unit; says whether it did.
///
/// # Errors
/// When the database fails.
pub async fn load_into_empty(storage: &dyn Storage) -> Result<bool, CommuneError> {
    load(storage, clock::now(), None).await
}

/// The same, with its books open: nothing of them is on paper.
///
/// # Errors
/// When the database fails.
pub async fn load_with_books(
    storage: &dyn Storage,
    policies: &Policies,
    now: Instant,
) -> Result<bool, CommuneError> {
    load(storage, now, Some(policies)).await
}

async fn load(
    storage: &dyn Storage,
    now: Instant,
    books: Option<&Policies>,
) -> Result<bool, CommuneError> {
    let mut tx = storage.begin(Access::Write).await?;
    if !tx.units().await?.is_empty() {
        return Ok(false);
    }
    let commune = Commune::read(COMMUNE)?;
    commune.put(&mut *tx, now).await?;
    if let Some(policies) = books {
        commune.open_books(&mut *tx, policies, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// A hint for the sign-in form, when the demo commune is in use.
///
/// # Errors
/// When the database fails.
pub async fn hint(storage: &dyn Storage) -> Result<Option<String>, CommuneError> {
    let commune = Commune::read(COMMUNE)?;
    let units = storage.begin(Access::Read).await?.units().await?;
    let here = units.iter().any(|known| known.id == commune.unit());
    let first = commune.first().filter(|_| here);
    Ok(first.map(|(login, password)| format!("{login} / {password}")))
}

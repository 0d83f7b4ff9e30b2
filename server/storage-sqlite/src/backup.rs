//! Copying the database while it is used, and going back in time.

use crate::convert::{failed, hash, id_list, signed, unsigned, uuid, write};
use crate::likenesses::{forget_acts, insert_acts};
use crate::streams::insert_aside;
use crate::{Sqlite, make_new};
use domain::dossier::Dossier;
use domain::id::DossierId;
use domain::instant::Instant;
use sqlx::{Sqlite as Driver, SqliteConnection, Transaction};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::Path;
use storage::{Filing, SetAside, StorageError};
use sync::chain::Head;
use sync::envelope::Sealed;
use sync::ledger::Ledger;
use sync::rebase::apply;
use sync::ruling::{Missing, Ruling};

impl Sqlite {
    /// Writes one moment of the database to a new file, durably, while others read
    /// and write.
    ///
    /// # Errors
    /// [`StorageError::Database`], also when the file is there already.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StorageError> {
        make_new(path).map_err(StorageError::database)?;
        let name = path.to_str().map(str::to_owned);
        let name = name.ok_or_else(|| {
            StorageError::database(std::io::Error::other("the file's name is not Unicode"))
        })?;
        sqlx::query("vacuum into $1")
            .bind(name)
            .persistent(false)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        let file = File::options().write(true).open(path);
        let synced = file.and_then(|file| file.sync_all());
        synced.map_err(StorageError::database)
    }

    /// Takes everything out of the streams that was received after `until`, with
    /// all that follows it; returns how many events went. Projections and the heads
    /// of chains are made anew from what stays. Catalogue, units, officers and
    /// sessions bear no time and stay as they are.
    ///
    /// # Errors
    /// [`StorageError`]; nothing has changed then.
    pub async fn cut_after(&self, until: Instant) -> Result<u64, StorageError> {
        let mut tx = self
            .pool
            .begin_with("begin immediate")
            .await
            .map_err(failed)?;
        let units = sqlx::query_scalar!("select unit_id from unit order by unit_id")
            .fetch_all(&mut *tx)
            .await
            .map_err(failed)?;
        let mut gone = 0;
        for unit in units {
            gone += cut(&mut tx, &unit, until).await?;
        }
        tx.commit().await.map_err(failed)?;
        Ok(gone)
    }
}

/// A baseline may reach beyond what stays: the server makes another.
async fn forget_baseline(tx: &mut Transaction<'_, Driver>, unit: &str) -> Result<(), StorageError> {
    sqlx::query!("delete from baseline where unit_id = $1", unit)
        .execute(&mut **tx)
        .await
        .map_err(failed)?;
    sqlx::query!("delete from baseline_chunk where unit_id = $1", unit)
        .execute(&mut **tx)
        .await
        .map_err(failed)?;
    sqlx::query!("delete from baseline_place where unit_id = $1", unit)
        .execute(&mut **tx)
        .await
        .map_err(failed)?;
    Ok(())
}

async fn cut(
    tx: &mut Transaction<'_, Driver>,
    unit: &str,
    until: Instant,
) -> Result<u64, StorageError> {
    let mut lost = sqlx::query_as!(
        Lost,
        "select device_id as device, sequence, bytes from set_aside
        where unit_id = $1 and received_at > $2 and kind = 'refused'",
        unit,
        until.0,
    )
    .fetch_all(&mut **tx)
    .await
    .map_err(failed)?;
    let asides = sqlx::query!(
        "delete from set_aside where unit_id = $1 and received_at > $2",
        unit,
        until.0,
    )
    .execute(&mut **tx)
    .await
    .map_err(failed)?;
    // The clock may have been set back in between: what follows the first late one
    // goes too, for positions are dense (A9).
    let first = sqlx::query_scalar!(
        r#"select min(position) as "first: i64" from envelope
        where unit_id = $1 and received_at > $2"#,
        unit,
        until.0,
    )
    .fetch_one(&mut **tx)
    .await
    .map_err(failed)?;
    let mut gone = 0;
    if let Some(first) = first {
        let changed = sqlx::query_scalar!(
            "select distinct dossier_id from envelope where unit_id = $1 and position >= $2",
            unit,
            first,
        )
        .fetch_all(&mut **tx)
        .await
        .map_err(failed)?;
        let changed: Vec<_> = changed
            .iter()
            .map(|id| uuid("envelope", id).map(DossierId))
            .collect::<Result<_, _>>()?;
        let before = lost.len();
        lost.extend(cut_stream(tx, unit, first).await?);
        gone = (lost.len() - before) as u64;
        project(tx, unit, &changed).await?;
        forget_baseline(tx, unit).await?;
    }
    if gone > 0 || asides.rows_affected() > 0 {
        let heads = rewind_chains(tx, unit).await?;
        for lost in lost {
            if heads
                .get(&lost.device)
                .is_some_and(|head| *head > lost.sequence)
            {
                await_again(tx, unit, lost.bytes, until).await?;
            }
        }
    }
    Ok(gone)
}

/// An envelope that was taken out although it had moved its device's chain.
struct Lost {
    device: Vec<u8>,
    sequence: i64,
    bytes: Vec<u8>,
}

/// Sets aside an envelope that waited for its dossier then: its chain went on (A5),
/// so that its device's next ones are still here, and it cannot come again. What
/// opens a dossier, or speaks of none, never waited for one.
async fn await_again(
    tx: &mut SqliteConnection,
    unit: &str,
    bytes: Vec<u8>,
    until: Instant,
) -> Result<(), StorageError> {
    let sealed = Sealed::open(bytes);
    let sealed = sealed.map_err(|error| StorageError::corrupt("envelope", error))?;
    let dossier = sealed.envelope.dossier();
    let Some(dossier) = dossier.filter(|_| sealed.envelope.fact.opening().is_none()) else {
        return Ok(());
    };
    let missing = Missing::Dossier(dossier);
    let aside = SetAside {
        sealed,
        ruling: Ruling::Held { missing },
        received_at: until,
    };
    insert_aside(tx, unit, &aside).await
}

async fn cut_stream(
    tx: &mut SqliteConnection,
    unit: &str,
    first: i64,
) -> Result<Vec<Lost>, StorageError> {
    let lost = sqlx::query_as!(
        Lost,
        "select device_id as device, sequence, bytes from envelope
        where unit_id = $1 and position >= $2",
        unit,
        first,
    )
    .fetch_all(&mut *tx)
    .await
    .map_err(failed)?;
    sqlx::query!(
        "delete from envelope where unit_id = $1 and position >= $2",
        unit,
        first,
    )
    .execute(&mut *tx)
    .await
    .map_err(failed)?;
    let head = first - 1;
    sqlx::query!("update stream set head = $2 where unit_id = $1", unit, head)
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
    Ok(lost)
}

/// Folds these dossiers anew from the events that are left.
async fn project(
    tx: &mut SqliteConnection,
    unit: &str,
    changed: &[DossierId],
) -> Result<(), StorageError> {
    let ids = id_list(changed.iter().map(|id| id.0));
    sqlx::query!(
        "delete from dossier
        where unit_id = $1 and dossier_id in (select unhex(value) from json_each($2))",
        unit,
        ids,
    )
    .execute(&mut *tx)
    .await
    .map_err(failed)?;
    let events = sqlx::query_scalar!(
        "select bytes from envelope
        where unit_id = $1 and dossier_id in (select unhex(value) from json_each($2))
        order by position",
        unit,
        ids,
    )
    .fetch_all(&mut *tx)
    .await
    .map_err(failed)?;
    let mut dossiers = BTreeMap::<DossierId, Dossier>::new();
    let mut ledger = Ledger::default();
    for bytes in events {
        let sealed = Sealed::open(bytes);
        let sealed = sealed.map_err(|error| StorageError::corrupt("envelope", error))?;
        if let Some(id) = sealed.envelope.dossier() {
            let next = apply(dossiers.get(&id), &sealed);
            let next = next.map_err(|error| StorageError::corrupt("envelope", error))?;
            dossiers.insert(id, next);
        } else {
            let rows = ledger.fold_sealed(&sealed);
            ledger.write(rows.map_err(|error| StorageError::corrupt("envelope", error))?);
        }
    }
    put_ledger(tx, unit, changed, &ledger).await?;
    forget_acts(tx, unit, changed).await?;
    let acts: Vec<_> = dossiers.values().filter_map(Filing::of).collect();
    insert_acts(tx, unit, &acts).await?;
    for (id, dossier) in dossiers {
        let id = id.0.as_bytes().as_slice();
        let code = dossier.received.code.0.as_bytes();
        let body = write("dossier", &dossier)?;
        sqlx::query!(
            "insert into dossier (unit_id, dossier_id, code, body) values ($1, $2, $3, $4)",
            unit,
            id,
            code,
            body,
        )
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
    }
    Ok(())
}

/// Writes the ledger as it was folded anew, where one of its facts went.
async fn put_ledger(
    tx: &mut SqliteConnection,
    unit: &str,
    changed: &[DossierId],
    ledger: &Ledger,
) -> Result<(), StorageError> {
    // Zero stands for no dossier (E9).
    if changed.iter().all(|id| !id.0.is_nil()) {
        return Ok(());
    }
    sqlx::query!("delete from ledger where unit_id = $1", unit)
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
    for (key, value) in ledger.under("") {
        let key = key.as_bytes();
        sqlx::query!(
            "insert into ledger (unit_id, key, value) values ($1, $2, $3)",
            unit,
            key,
            value,
        )
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
    }
    Ok(())
}

/// Sets each device's head to the last of its envelopes that moved it (A5, A6);
/// returns the sequence numbers by device.
async fn rewind_chains(
    tx: &mut SqliteConnection,
    unit: &str,
) -> Result<HashMap<Vec<u8>, i64>, StorageError> {
    let mut heads = HashMap::new();
    let devices = sqlx::query_scalar!("select device_id from device where unit_id = $1", unit)
        .fetch_all(&mut *tx)
        .await
        .map_err(failed)?;
    for device in devices {
        let last = sqlx::query!(
            r#"select sequence as "sequence!: i64", hash as "hash!: Vec<u8>" from (
                select sequence, hash from envelope where unit_id = $1 and device_id = $2
                union all
                select sequence, hash from set_aside
                where unit_id = $1 and device_id = $2 and kind in ('refused', 'awaiting')
            )
            order by sequence desc
            limit 1"#,
            unit,
            device,
        )
        .fetch_optional(&mut *tx)
        .await
        .map_err(failed)?;
        let head = match last {
            Some(last) => Head {
                sequence: unsigned("envelope", last.sequence)?,
                hash: hash("envelope", &last.hash)?,
            },
            None => Head::default(),
        };
        let sequence = signed("device", head.sequence)?;
        let hash = head.hash.0.as_slice();
        sqlx::query!(
            "update device set head_sequence = $3, head_hash = $4
            where unit_id = $1 and device_id = $2",
            unit,
            device,
            sequence,
            hash,
        )
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
        heads.insert(device, sequence);
    }
    Ok(heads)
}

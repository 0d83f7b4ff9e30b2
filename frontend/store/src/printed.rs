//! What was printed on this device of things of the unit, such as a day's cash page: each
//! device has its own count of these. Prints of a dossier are facts of it (SPEC K11);
//! earlier builds counted them here, and those still count.

use crate::db;
use crate::error::StoreError;
use crate::schema::PRINTED;
use crate::unit::{UnitStore, dossier_key};
use domain::form::{Form, Matter, Paper, PrintLog, Printing};
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use sync::codec::from_cbor;
use wasm_bindgen::JsValue;

/// The key of what was chosen last; no matter has it.
const CHOICE: &str = "choice";

/// What was printed on last. How many copies is a matter of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Choice {
    paper: Paper,
}

/// Whether a value is what its key says.
pub(crate) fn is_readable(key: &str, bytes: &[u8]) -> bool {
    if key == CHOICE {
        from_cbor::<Choice>(bytes).is_ok()
    } else {
        from_cbor::<PrintLog>(bytes).is_ok()
    }
}

impl UnitStore {
    /// The prints of a matter, with what the last print of any was on.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn printed(&self, matter: &Matter) -> Result<(PrintLog, Option<Paper>), StoreError> {
        let tx = db::read(&self.db, &[PRINTED])?;
        let log = log(&tx, matter).await?;
        let choice: Option<Choice> = db::get(&tx, PRINTED, &CHOICE.into()).await?;
        Ok((log, choice.map(|choice| choice.paper)))
    }

    /// Notes what was printed on, and a print of something of the unit; returns how often
    /// this device had noted one here before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn note_print(&self, matter: &Matter, print: Printing) -> Result<u32, StoreError> {
        let tx = db::write(&self.db, &[PRINTED])?;
        let mut log = log(&tx, matter).await?;
        let before = log.times(print.form);
        if matches!(matter, Matter::Unit(_)) {
            log.add(print);
            db::put(&tx, PRINTED, &key(matter), &log)?;
        }
        let choice = Choice { paper: print.paper };
        db::put(&tx, PRINTED, &CHOICE.into(), &choice)?;
        db::commit(tx).await?;
        Ok(before)
    }

    /// Takes the latest print of a form of something of the unit back.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn take_print_back(&self, matter: &Matter, form: Form) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[PRINTED])?;
        let mut log = log(&tx, matter).await?;
        log.take_back(form);
        db::put(&tx, PRINTED, &key(matter), &log)?;
        db::commit(tx).await
    }
}

/// A dossier's own key, else a text of which [`CHOICE`] is none.
fn key(matter: &Matter) -> JsValue {
    match matter {
        Matter::Dossier(id) => dossier_key(*id),
        Matter::Unit(name) => format!("unit/{name}").into(),
    }
}

async fn log(tx: &Transaction<'_>, matter: &Matter) -> Result<PrintLog, StoreError> {
    let log = db::get(tx, PRINTED, &key(matter)).await?;
    Ok(log.unwrap_or_default())
}

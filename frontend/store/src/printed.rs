//! What was printed on this device. It stays here: paper is handed over where it is
//! printed, and another device that prints again has its own count.

use crate::db;
use crate::error::StoreError;
use crate::schema::PRINTED;
use crate::unit::{UnitStore, dossier_key};
use domain::form::{Matter, Paper, PrintLog, Printing};
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// The key of what was chosen last; no matter has it.
const CHOICE: &str = "choice";

/// What was printed on last, and how many copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Choice {
    paper: Paper,
    copies: u32,
}

impl UnitStore {
    /// The prints of a matter, with what was chosen at the last print of any.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn printed(
        &self,
        matter: &Matter,
    ) -> Result<(PrintLog, Option<(Paper, u32)>), StoreError> {
        let tx = db::read(&self.db, &[PRINTED])?;
        let log = log(&tx, matter).await?;
        let choice: Option<Choice> = db::get(&tx, PRINTED, &CHOICE.into()).await?;
        Ok((log, choice.map(|choice| (choice.paper, choice.copies))))
    }

    /// Notes a print; returns how often the form had been printed before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn note_print(&self, matter: &Matter, print: Printing) -> Result<u32, StoreError> {
        let tx = db::write(&self.db, &[PRINTED])?;
        let mut log = log(&tx, matter).await?;
        let before = log.times(print.form);
        log.add(print);
        db::put(&tx, PRINTED, &key(matter), &log)?;
        let choice = Choice {
            paper: print.paper,
            copies: print.copies,
        };
        db::put(&tx, PRINTED, &CHOICE.into(), &choice)?;
        db::commit(tx).await?;
        Ok(before)
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

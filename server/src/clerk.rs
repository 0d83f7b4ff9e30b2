//! The clerk: exchanges that come in together become durable together.
//!
//! A database with one writer pays for every commit with a wait for the disk. The
//! clerk takes whatever has queued up during one such wait, rules on it in one
//! transaction and waits once. PostgreSQL does the same by itself for many
//! writers, so there every exchange commits on its own and no transaction ever
//! spans two units.

use domain::id::UnitId;
use std::sync::Arc;
use storage::exchange::{Cursor, Delivery, ExchangeError, Outcome, run};
use storage::{Access, Contact, Registrar, Storage, StorageError, failpoint};
use tokio::sync::{mpsc, oneshot};

/// Exchanges in one transaction: enough to make the wait for the disk a small part
/// of the work, few enough that nobody waits long for the others.
const GROUP_MAX: usize = 32;
/// Exchanges that may queue; the places at the desk are fewer.
const QUEUE: usize = 1_024;

/// An exchange that writes.
#[derive(Clone, Debug)]
pub struct Writing {
    /// Whose stream.
    pub unit: UnitId,
    /// Where the device stands, if it wants the news.
    pub cursor: Option<Cursor>,
    /// What it brings.
    pub own: Delivery,
    /// What it carries for another.
    pub carried: Option<Delivery>,
    /// When, and how its clock is.
    pub contact: Contact,
}

type Reply = Result<Outcome, ExchangeError>;

/// A handle on the clerk; cheap to clone.
#[derive(Clone)]
pub struct Clerk {
    storage: Arc<dyn Storage>,
    registrar: Arc<Registrar>,
    /// `None` where everyone writes for himself.
    queue: Option<mpsc::Sender<(Writing, oneshot::Sender<Reply>)>>,
}

impl core::fmt::Debug for Clerk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Clerk")
            .field("alone", &self.queue.is_none())
            .finish_non_exhaustive()
    }
}

impl Clerk {
    /// Starts a clerk if the database has one writer only.
    pub fn start(storage: Arc<dyn Storage>, registrar: Arc<Registrar>) -> Self {
        let queue = storage.has_one_writer().then(|| {
            let (queue, waiting) = mpsc::channel(QUEUE);
            let (storage, registrar) = (Arc::clone(&storage), Arc::clone(&registrar));
            drop(tokio::spawn(serve(storage, registrar, waiting)));
            queue
        });
        Self {
            storage,
            registrar,
            queue,
        }
    }

    /// Performs an exchange; it is durable when this returns.
    ///
    /// # Errors
    /// [`ExchangeError`]; nothing of it was written then.
    pub async fn write(&self, writing: Writing) -> Reply {
        let Some(queue) = &self.queue else {
            return alone(&*self.storage, &self.registrar, writing).await;
        };
        let (reply, answer) = oneshot::channel();
        let gone = || ExchangeError::Storage(StorageError::corrupt("clerk", "it has gone"));
        queue.send((writing, reply)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn serve(
    storage: Arc<dyn Storage>,
    registrar: Arc<Registrar>,
    mut waiting: mpsc::Receiver<(Writing, oneshot::Sender<Reply>)>,
) {
    let mut group = Vec::with_capacity(GROUP_MAX);
    while waiting.recv_many(&mut group, GROUP_MAX).await > 0 {
        let (writings, replies): (Vec<_>, Vec<_>) = group.drain(..).unzip();
        let outcomes = match together(&*storage, &registrar, &writings).await {
            Some(outcomes) => outcomes.into_iter().map(Ok).collect(),
            // One of them failed and took all back: each has its own now.
            None => one_by_one(&*storage, &registrar, writings).await,
        };
        for (reply, outcome) in replies.into_iter().zip(outcomes) {
            // Whoever has hung up will ask again.
            drop(reply.send(outcome));
        }
    }
}

/// All of them in one transaction, or none.
async fn together(
    storage: &dyn Storage,
    registrar: &Registrar,
    writings: &[Writing],
) -> Option<Vec<Outcome>> {
    let mut tx = storage.begin(Access::Write).await.ok()?;
    let mut outcomes = Vec::with_capacity(writings.len());
    for writing in writings {
        outcomes.push(perform(&mut *tx, registrar, writing.clone()).await.ok()?);
    }
    failpoint::pass("before-commit");
    tx.commit().await.ok()?;
    Some(outcomes)
}

async fn one_by_one(
    storage: &dyn Storage,
    registrar: &Registrar,
    writings: Vec<Writing>,
) -> Vec<Reply> {
    let mut outcomes = Vec::with_capacity(writings.len());
    for writing in writings {
        outcomes.push(alone(storage, registrar, writing).await);
    }
    outcomes
}

async fn alone(storage: &dyn Storage, registrar: &Registrar, writing: Writing) -> Reply {
    let mut tx = storage.begin(Access::Write).await?;
    let outcome = perform(&mut *tx, registrar, writing).await?;
    failpoint::pass("before-commit");
    tx.commit().await?;
    Ok(outcome)
}

async fn perform(
    tx: &mut dyn storage::Transaction,
    registrar: &Registrar,
    writing: Writing,
) -> Reply {
    let Writing {
        unit,
        cursor,
        own,
        carried,
        contact,
    } = writing;
    run(tx, &unit, cursor, own, carried, contact, registrar).await
}

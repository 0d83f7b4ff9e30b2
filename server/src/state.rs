//! What every handler may use.

use crate::attachments::Vault;
use crate::baseline::Follower;
use crate::clerk::Clerk;
use crate::http::{Asker, MEMORY_KIB};
use crate::keys::ServerKey;
use crate::metrics::Metrics;
use crate::papers::Browser;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::throttle::Throttle;
use axum::extract::FromRef;
use domain::id::UnitId;
use domain::instant::Instant;
use domain::register::{LeaseSeal, PolicyLines};
use leptos::prelude::LeptosOptions;
use std::sync::{Arc, PoisonError, RwLock};
use storage::{Registrar, Storage};
use sync::codec::to_cbor;
use sync::ledger::LEASE_CONTEXT;
use sync::ruling::Position;
use tokio::sync::{Semaphore, broadcast, watch};

/// Exchanges worked on at a time; more are told to come back (SPEC X8). What they
/// may take is bounded by the memory that their bodies share: a place costs little,
/// and a whole province that reconnects at once is a few hundred small exchanges,
/// which the clerk commits together. The queue for the database stays so short that
/// whoever stands in it is answered before a device gives up.
const EXCHANGES_AT_A_TIME: usize = 512;
/// Papers drawn at a time: each takes a browser of its own.
const PAPERS_AT_A_TIME: usize = 2;
/// Hints that a slow listener may fall behind before it only hears the latest.
const HINTS_KEPT: usize = 256;

/// That a unit's stream has grown.
#[derive(Clone, Debug)]
pub struct Hint {
    /// Whose.
    pub unit: UnitId,
    /// Up to where; not known of what another server appended.
    pub head: Option<Position>,
}

/// What every handler may use; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub storage: Arc<dyn Storage>,
    /// Who writes exchanges down.
    pub clerk: Clerk,
    /// Who keeps baselines near their streams.
    pub follower: Follower,
    /// The server's key.
    pub key: Arc<ServerKey>,
    /// Photos and scans.
    pub vault: Vault,
    /// The built site.
    pub site: Arc<Site>,
    /// Tells units that their stream has grown.
    pub hints: broadcast::Sender<Hint>,
    /// True once the server is told to stop: endless answers end then.
    pub closing: Arc<watch::Sender<bool>>,
    /// Places at the exchange desk.
    pub desk: Arc<Semaphore>,
    /// Memory for requests' bodies, in KiB.
    pub memory: Arc<Semaphore>,
    /// Who draws papers.
    pub browser: Browser,
    /// Places at the drawing board.
    pub drawing: Arc<Semaphore>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Tries to sign in.
    pub throttle: Arc<Throttle>,
    /// Tries to renew a session.
    pub renewals: Arc<Throttle<Asker>>,
    /// Whether the session cookie is for https only.
    pub secure_cookies: bool,
    /// Sign-in hint of the demo commune.
    pub demo_hint: Option<String>,
    /// The host's clock.
    pub clock: fn() -> Instant,
    registrar: Arc<Registrar>,
    snapshot: Arc<RwLock<Arc<Snapshot>>>,
    leptos: LeptosOptions,
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState")
            .field("build", &self.site.build)
            .finish_non_exhaustive()
    }
}

impl AppState {
    /// Puts the parts together.
    pub fn new(
        storage: Arc<dyn Storage>,
        key: ServerKey,
        vault: Vault,
        site: Site,
        snapshot: Snapshot,
        clock: fn() -> Instant,
    ) -> Self {
        let key = Arc::new(key);
        let registrar = registrar(&key, &snapshot.local.registers);
        Self {
            clerk: Clerk::start(Arc::clone(&storage), Arc::clone(&registrar)),
            follower: Follower::start(Arc::clone(&storage), clock),
            storage,
            registrar,
            key,
            vault,
            site: Arc::new(site),
            hints: broadcast::channel(HINTS_KEPT).0,
            closing: Arc::new(watch::Sender::new(false)),
            desk: Arc::new(Semaphore::new(EXCHANGES_AT_A_TIME)),
            memory: Arc::new(Semaphore::new(MEMORY_KIB)),
            browser: Browser::default(),
            drawing: Arc::new(Semaphore::new(PAPERS_AT_A_TIME)),
            metrics: Arc::default(),
            throttle: Arc::default(),
            renewals: Arc::default(),
            secure_cookies: false,
            demo_hint: None,
            clock,
            snapshot: Arc::new(RwLock::new(Arc::new(snapshot))),
            leptos: LeptosOptions::builder().output_name("khongcho").build(),
        }
    }

    /// The catalogue in force.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a newer catalogue in force.
    pub fn replace_snapshot(&self, snapshot: Snapshot) {
        self.registrar.keep_by(snapshot.local.registers.read());
        *self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// What the server keeps books by: the data in force, and its key.
fn registrar(key: &Arc<ServerKey>, lines: &PolicyLines) -> Arc<Registrar> {
    let key = Arc::clone(key);
    Arc::new(Registrar::new(lines.read(), move |lease| {
        let message = key.sign(LEASE_CONTEXT, to_cbor(lease).ok()?).ok()?;
        message.signature.try_into().ok().map(LeaseSeal)
    }))
}

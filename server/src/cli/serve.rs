//! `khongcho serve`.

use super::backup::ATTACHMENTS;
use super::database::{load_builtin_catalogue, make_folder, open_or_make};
use super::{lock, print};
use crate::attachments::Vault;
use crate::config::Config;
use crate::forms::Files;
use crate::keys::ServerKey;
use crate::review::Local;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::state::{AppState, Hint};
use crate::{clock, connections, demo, http, metrics, registers};
use anyhow::Context;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::watch;

/// Opens everything, then serves until told to stop.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let site = Site::load(&config.site)?;
    // Servers on one PostgreSQL need no folder of their own.
    let _shared = if config.postgres.is_none() {
        make_folder(&config.data_dir)?;
        Some(lock::share(&config.data_dir)?)
    } else {
        None
    };
    let database = open_or_make(&config).await?;
    let storage = database.storage();
    if load_builtin_catalogue(&*storage).await? {
        tracing::info!("catalogue.built_in_loaded");
    }
    let policies = registers::read(&config.data_dir)?.read();
    if config.demo && demo::load_with_books(&*storage, &policies, clock::now()).await? {
        tracing::info!("demo.loaded");
    }
    if let Some(folder) = config.key_file.parent() {
        make_folder(folder)?;
    }
    let key = ServerKey::load(&config.key_file)?;
    let vault = vault(&config)?;
    let forms = Files::read(&config.data_dir)?;
    let public_url = config.public_url.clone().unwrap_or_default();
    let local = local(&config.data_dir, &forms, &public_url)?;
    let snapshot = Snapshot::make(&*storage, local, clock::now()).await?;
    let mut state = AppState::new(storage, key, vault, site, snapshot, clock::now);
    state.demo_hint = demo::hint(&*state.storage).await?;
    state.browser = config.browser.clone();
    state.secure_cookies = public_url.starts_with("https://");

    let listener = listen(config.listen).await?;
    let own = format!("http://{}", listener.local_addr()?);
    say_where(
        &config.public_url.unwrap_or(own),
        state.demo_hint.as_deref(),
    );
    if let Some(address) = config.metrics_listen {
        let listener = listen(address).await?;
        let router = metrics::router(state.clone());
        let closing = state.closing.subscribe();
        tokio::spawn(connections::serve(listener, router, closed(closing)));
    }
    let refresh = tokio::spawn(keep_catalogue_fresh(
        state.clone(),
        config.data_dir,
        public_url,
        forms,
    ));
    let hints = state.hints.clone();
    let elsewhere = database.clone();
    // Nobody listening here is fine.
    let tell = move |unit| drop(hints.send(Hint { unit, head: None }));
    let listening = tokio::spawn(async move { elsewhere.listen(tell).await });
    let closing = Arc::clone(&state.closing);
    let overdue = grace_is_over(closing.subscribe());
    let stop = async move {
        told_to_stop().await;
        tracing::info!("server.stopping");
        closing.send_replace(true);
    };
    tokio::select! {
        () = connections::serve(listener, http::router(state), stop) => {}
        () = overdue => tracing::warn!("server.stopped_with_requests_open"),
    }
    refresh.abort();
    listening.abort();
    database.close().await;
    Ok(())
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.with_context(|| format!("cannot listen on {address}"))
}

fn vault(config: &Config) -> anyhow::Result<Vault> {
    match &config.attachments_url {
        Some(url) => Vault::at_url(url),
        None => Vault::in_folder(&config.data_dir.join(ATTACHMENTS)),
    }
}

async fn closed(mut closing: watch::Receiver<bool>) {
    drop(closing.wait_for(|closing| *closing).await);
}

/// Resolves some time after the server was told to stop: one stuck client does
/// not keep it. What is cut off then was not acknowledged, and comes again.
async fn grace_is_over(closing: watch::Receiver<bool>) {
    const GRACE: Duration = Duration::from_secs(10);
    closed(closing).await;
    tokio::time::sleep(GRACE).await;
}

/// Tells whoever started the server how to reach it.
fn say_where(address: &str, demo_hint: Option<&str>) {
    print(&format!("Không Chờ: {address}\n"));
    if let Some(hint) = demo_hint {
        print(&format!("Demo commune, sign in with: {hint}\n"));
    }
}

/// What files say: how books are kept, and the forms with the address that they send
/// citizens to.
fn local(data_dir: &Path, forms: &Files, public_url: &str) -> anyhow::Result<Local> {
    let mut forms = forms.forms()?;
    public_url.trim_end_matches('/').clone_into(&mut forms.site);
    let registers = registers::read(data_dir)?;
    Ok(Local { forms, registers })
}

/// Puts a new snapshot in force when the day changes, an import has run or a file of the
/// data folder was replaced. What cannot be used is complained of, and what was in force stays.
async fn keep_catalogue_fresh(
    state: AppState,
    data_dir: PathBuf,
    public_url: String,
    forms: Files,
) {
    const EVERY: Duration = Duration::from_mins(1);
    let own = data_dir.join(registers::FILE);
    let registers = || std::fs::read(&own).ok();
    let mut seen = (
        clock::now().day(),
        stamp(&state).await.ok(),
        Some(forms),
        registers(),
    );
    loop {
        tokio::time::sleep(EVERY).await;
        let forms = match Files::read(&data_dir) {
            Ok(forms) => Some(forms),
            Err(error) => {
                tracing::error!(%error, "forms.unreadable");
                None
            }
        };
        let now = (
            clock::now().day(),
            stamp(&state).await.ok(),
            forms,
            registers(),
        );
        if now == seen || now.1.is_none() {
            continue;
        }
        let Some(forms) = &now.2 else { continue };
        let made = match local(&data_dir, forms, &public_url) {
            Ok(local) => Snapshot::make(&*state.storage, local, clock::now()).await,
            Err(error) => Err(error),
        };
        match made {
            Ok(snapshot) => {
                tracing::info!(catalogue.hash = %snapshot.hash, "catalogue.refreshed");
                state.replace_snapshot(snapshot);
                seen = now;
            }
            Err(error) => tracing::error!(error = format!("{error:#}"), "catalogue.refresh_failed"),
        }
    }
}

async fn stamp(state: &AppState) -> Result<u64, storage::StorageError> {
    state
        .storage
        .begin(storage::Access::Read)
        .await?
        .layers_stamp()
        .await
}

/// Ctrl-C or a polite signal.
async fn told_to_stop() {
    let interrupted = async { drop(signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

//! Connections: how many there may be, and how long one may dawdle.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Most connections at a time; each listener for hints holds one. More wait in
/// the system's queue. With full buffers they take 160 MiB.
const CONNECTIONS_MAX: usize = 10_000;
/// Longest a connection may take to send a request's headers, rests between
/// requests included: longer than the 30 s between two exchanges of a device (C5).
const HEADERS_TIME_MAX: Duration = Duration::from_secs(45);
/// Largest headers of a request, and how much is read at a time.
const HEADERS_BYTES_MAX: usize = 16 << 10;
/// Files that the database, the log and so on need beside the connections.
const OTHER_FILES: usize = 64;
/// Rest after the system refused a connection, for want of files or memory.
const REFUSED_REST: Duration = Duration::from_secs(1);

/// Serves until `stop`, then lets the requests under way end.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(places()));
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEADERS_TIME_MAX)
        .max_buf_size(HEADERS_BYTES_MAX);
    let mut stop = pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            Some(next) = next(&listener, &places) => next,
            () = &mut stop => break,
        };
        // Without it a small answer may wait for the next one.
        drop(stream.set_nodelay(true));
        let service = TowerToHyperService::new(router.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection.broken");
            }
            drop(place);
        });
    }
    drop(listener);
    open.shutdown().await;
}

/// The next connection and its place.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    loop {
        let place = Arc::clone(places).acquire_owned().await.ok()?;
        match listener.accept().await {
            Ok((stream, _)) => return Some((stream, place)),
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionRefused
                        | ErrorKind::ConnectionAborted
                        | ErrorKind::ConnectionReset
                ) => {}
            Err(error) => {
                tracing::error!(%error, "connection.refused_by_system");
                tokio::time::sleep(REFUSED_REST).await;
            }
        }
    }
}

/// As many connections as the system lets the process have.
#[cfg(unix)]
fn places() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = (CONNECTIONS_MAX + OTHER_FILES) as u64;
    let limit = getrlimit(Resource::Nofile);
    let possible = limit.maximum.map_or(wanted, |hard| hard.min(wanted));
    if limit.current.is_some_and(|soft| soft < possible) {
        let raised = Rlimit {
            current: Some(possible),
            ..limit
        };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(%error, "connection.limit_not_raised");
        }
    }
    let files = getrlimit(Resource::Nofile).current.unwrap_or(wanted);
    let files = usize::try_from(files.min(wanted)).unwrap_or(CONNECTIONS_MAX);
    files.saturating_sub(OTHER_FILES).max(1)
}

#[cfg(not(unix))]
fn places() -> usize {
    CONNECTIONS_MAX
}

//! Whether a server says that it can work, when its database goes away and comes back.

use crate::harness::Server;
use axum::http::StatusCode;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::sync::Arc;
use tests::postgres::Database;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, UnixStream};
use tokio::task::{JoinHandle, JoinSet};

/// The way to the database over a network, until it is dropped.
struct Way(JoinHandle<()>);

impl Way {
    /// Opens the way at a port, or at a free one.
    async fn open(port: u16, socket: PathBuf) -> (Self, u16) {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let carry = async move {
            // Dropped with this task, and every connection with it.
            let mut connections = JoinSet::new();
            loop {
                let (mut here, _) = listener.accept().await.unwrap();
                let mut there = UnixStream::connect(&socket).await.unwrap();
                connections.spawn(async move { copy_bidirectional(&mut here, &mut there).await });
            }
        };
        (Self(tokio::spawn(carry)), port)
    }

    /// Nothing listens there any more, and what was open is broken.
    async fn close(self) {
        self.0.abort();
        drop(self.0.await);
    }
}

#[tokio::test]
async fn a_server_is_ready_while_its_database_can_be_reached() {
    let database = Database::make().await;
    let (way, port) = Way::open(0, database.socket()).await;
    let server = Server::over(Arc::new(database.open_at(port).await)).await;
    let ready = server.get("/readyz").await;
    assert_eq!(
        (ready.status, &*ready.body),
        (StatusCode::OK, &b"ready\n"[..])
    );

    way.close().await;
    // It is patient for a while: time runs on to the end of that.
    tokio::time::pause();
    let away = server.get("/readyz").await;
    let alive = server.get("/healthz").await;
    tokio::time::resume();
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(away.problem(), "busy");
    assert_eq!(alive.status, StatusCode::OK, "the process answers");

    let (_way, _) = Way::open(port, database.socket()).await;
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_server_beside_a_database_that_has_stopped_is_busy_and_not_broken() {
    let database = Database::make().await;
    let folder = tempfile::tempdir().unwrap();
    let way = folder.path().join(".s.PGSQL.5432");
    symlink(database.socket(), &way).unwrap();
    let server = Server::over(Arc::new(database.open_in(folder.path()).await)).await;
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    // As PostgreSQL does when it stops: its socket goes, and who is connected is told.
    fs::remove_file(&way).unwrap();
    database.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()",
    );
    let away = server.get("/readyz").await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.headers.contains_key("retry-after"));
    symlink(database.socket(), &way).unwrap();
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
}

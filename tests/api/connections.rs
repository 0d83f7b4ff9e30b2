//! Connections that dawdle, over a real socket.

use crate::harness::Server;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

struct Serving {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

/// Serves on a free port. Time stands still but for the waits of the test.
async fn serving(server: &Server) -> Serving {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let router = server.router.clone();
    let stopped = async move { drop(stopped.await) };
    let done = tokio::spawn(server::connections::serve(listener, router, stopped));
    tokio::time::pause();
    Serving {
        address,
        stop,
        done,
    }
}

/// Sends what there is of a request and reads until the server closes.
async fn answer(address: SocketAddr, request: &str) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    socket.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test]
async fn a_body_that_stops_arriving_is_answered_and_closed() {
    let server = Server::start().await;
    let memory = server.state.memory.available_permits();
    let serving = serving(&server).await;
    // "Z" begins a byte string, which the letters after it say is long.
    let stalled = format!(
        "POST /api/v1/exchange HTTP/1.1\r\nhost: x\r\ncontent-type: application/cose\r\n\
        content-length: 4000000\r\n\r\nZ{}",
        "x".repeat(100_000)
    );
    let text = answer(serving.address, &stalled).await;
    assert!(text.starts_with("HTTP/1.1 408 "), "{text}");
    assert!(text.contains("urn:khongcho:problem:too-slow"), "{text}");
    assert_eq!(server.state.memory.available_permits(), memory);
}

#[tokio::test]
async fn who_is_refused_early_reads_why() {
    let server = Server::start().await;
    let serving = serving(&server).await;
    let large = "x".repeat(5_000_000);
    let size = large.len();
    for (kind, status) in [("application/json", 413), ("text/plain", 415)] {
        let request = format!(
            "POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\n\
            content-length: {size}\r\nconnection: close\r\n\r\n{large}"
        );
        let text = answer(serving.address, &request).await;
        assert!(text.starts_with(&format!("HTTP/1.1 {status} ")), "{text}");
    }
}

#[tokio::test]
async fn headers_that_stop_arriving_are_closed() {
    let server = Server::start().await;
    let serving = serving(&server).await;
    let text = answer(serving.address, "GET /healthz HTTP/1.1\r\nhost: x\r\n").await;
    assert!(!text.starts_with("HTTP/1.1 2"), "{text}");
}

#[tokio::test]
async fn a_stop_ends_resting_connections_and_finishes_requests() {
    let server = Server::start().await;
    let serving = serving(&server).await;
    let mut socket = TcpStream::connect(serving.address).await.unwrap();
    let request = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    socket.write_all(request).await.unwrap();
    let mut head = [0; 12];
    socket.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
    serving.stop.send(()).unwrap();
    serving.done.await.unwrap();
    let mut rest = String::new();
    socket.read_to_string(&mut rest).await.unwrap();
    assert!(rest.ends_with("ok\n"), "{rest}");
}

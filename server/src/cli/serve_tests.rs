//! A server as the command line starts it.

use super::serve;
use super::tests::config;
use serde_json::json;
use std::fs;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// Longer than a start may take.
const LONG: Duration = Duration::from_mins(1);

/// An address that nobody listens on.
async fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

/// What an address answers, once somebody listens there.
async fn get(address: SocketAddr, path: &str) -> String {
    let mut socket = loop {
        match TcpStream::connect(address).await {
            Ok(socket) => break socket,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    socket.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test]
async fn figures_have_an_address_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = config(&folder.path().join("data"));
    here.site = folder.path().join("site");
    fs::create_dir(&here.site).unwrap();
    fs::write(here.site.join("sw.js"), "// worker").unwrap();
    let worker = json!({"path": "sw.js", "size": 9, "sha256": "0".repeat(64), "brotli": null,
        "gzip": null, "precache": false, "template": true});
    let manifest = json!({"build_id": "test", "files": [worker]});
    fs::write(here.site.join("manifest.json"), manifest.to_string()).unwrap();
    let (devices, figures) = (free().await, free().await);
    here.listen = devices;
    here.metrics_listen = Some(figures);

    let answers = async {
        let mut answers = vec![];
        for (address, path) in [
            (devices, "/healthz"),
            (devices, "/metrics"),
            (figures, "/metrics"),
            (figures, "/healthz"),
        ] {
            answers.push(get(address, path).await);
        }
        answers
    };
    let answers = tokio::select! {
        ended = serve::run(here) => panic!("{ended:?}"),
        answers = timeout(LONG, answers) => answers.unwrap(),
    };
    for (answer, status) in answers.iter().zip([200, 404, 200, 404]) {
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
    }
    let told =
        "khongcho_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\",problem=\"\"} 1";
    assert!(answers[2].contains(told), "{}", answers[2]);
}

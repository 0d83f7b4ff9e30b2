//! Limits of an exchange by the figures of SPEC: what is just within is taken, what is
//! just beyond is refused by name.

use crate::harness::{Device, Reply, Server};
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream;
use serde_bytes::ByteBuf;
use std::io::{self, Write};
use sync::bundle::Carried;
use sync::exchange::{Answer, MEDIA_TYPE};
use sync::sign1::Sign1;

/// What a line brings at a time.
const PIECE_BYTES: usize = 16 << 10;

fn assert_too_large(reply: &Reply, figure: &str) {
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(reply.problem(), "too-large");
    let detail = reply.json()["detail"].to_string();
    assert!(detail.contains(figure), "{detail}");
}

fn answer(reply: &Reply) -> Answer {
    assert_eq!(reply.status, StatusCode::OK);
    let message = Sign1::from_bytes(&reply.body).unwrap();
    Answer::from_bytes(&message.payload).unwrap()
}

/// A request with 2,000 envelopes and bundles with so many each after it: one envelope
/// again and again, since only how many there are counts here.
fn with_bundles(lan: &mut Device, counts: &[usize]) -> Vec<u8> {
    let one = lan.receive(1);
    let many = vec![&one; 2_000];
    let mut body = lan.sign(lan.request(0, &many));
    for count in counts {
        body.extend(lan.bundle(&many[..*count]).into_vec());
    }
    body
}

#[tokio::test]
async fn l1_x9_a_request_has_8000_envelopes_with_what_follows_it() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let within = with_bundles(&mut lan, &[2_000, 2_000, 1_999, 1]);
    let reply = server.post_exchange(within).await;
    assert_eq!(answer(&reply).rulings.len(), 8_000);
    let mut pao = Device::sign_in(&server, "pao", 2).await;
    let beyond = with_bundles(&mut pao, &[2_000, 2_000, 1_999, 2]);
    let reply = server.post_exchange(beyond).await;
    assert_too_large(&reply, "8000 envelopes");
}

/// A request of so many bytes, most of them a bundle carried along that nobody can read.
fn of_bytes(lan: &Device, bytes: usize) -> Vec<u8> {
    let message = |carried: usize| {
        let carried = ByteBuf::from(vec![0; carried]);
        lan.sign(lan.request_with(0, &[], Some(carried)))
    };
    let around = message(bytes).len() - bytes;
    let message = message(bytes - around);
    assert_eq!(message.len(), bytes);
    message
}

/// Posts a body as a line brings it.
async fn post_in_pieces(server: &Server, body: &[u8]) -> Reply {
    let pieces: Vec<_> = body
        .chunks(PIECE_BYTES)
        .map(|piece| Ok::<_, io::Error>(Bytes::copy_from_slice(piece)))
        .collect();
    let body = Body::from_stream(stream::iter(pieces));
    let request = Request::post("/api/v1/exchange").header("content-type", MEDIA_TYPE);
    server.send(request.body(body).unwrap()).await
}

#[tokio::test]
async fn l3_a_message_has_2162688_bytes() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    let reply = post_in_pieces(&server, &of_bytes(&lan, 2_162_688)).await;
    assert_eq!(answer(&reply).carried, Some(Carried::Unreadable));
    // By more than what the line brings at a time: else it is whole when it is looked at.
    let beyond = of_bytes(&lan, 2_162_688 + 2 * PIECE_BYTES);
    let reply = post_in_pieces(&server, &beyond).await;
    assert_too_large(&reply, "2162688 bytes");
}

#[tokio::test]
async fn l3_a_message_has_2162688_bytes_however_it_arrives() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    let beyond = of_bytes(&lan, 2_162_688 + 1);
    let mut gzip = GzEncoder::new(vec![], Compression::fast());
    gzip.write_all(&beyond).unwrap();
    let packed = Request::post("/api/v1/exchange")
        .header("content-type", MEDIA_TYPE)
        .header("content-encoding", "gzip")
        .body(Body::from(gzip.finish().unwrap()));
    assert_too_large(&server.send(packed.unwrap()).await, "2162688 bytes");
    let in_pieces = post_in_pieces(&server, &beyond).await;
    assert_too_large(&in_pieces, "2162688 bytes");
    assert_too_large(&server.post_exchange(beyond).await, "2162688 bytes");
}

//! The exchange: what is taken, what is refused, and that refusing writes nothing.

use crate::harness::{Device, NOW, Server, signing_key};
use axum::body::Body;
use axum::http::{HeaderName, Request, StatusCode};
use domain::id::{DeviceId, UnitId};
use serde_bytes::ByteBuf;
use std::collections::BTreeSet;
use std::io::Write;
use sync::bundle::Carried;
use sync::codec::to_cbor;
use sync::envelope::{EVENT_SCHEMA, Sealed};
use sync::exchange::{MEDIA_TYPE, News, Run};
use sync::limits::{
    BATCH_BYTES_MAX, BATCH_ENVELOPES_MAX, ENVELOPE_BYTES_MAX, NEWS_BYTES_MAX, NEWS_ENVELOPES_MAX,
    REQUEST_BYTES_MAX, REQUEST_MESSAGES_MAX,
};
use sync::ruling::Ruling;
use uuid::Uuid;

#[tokio::test]
async fn x2_x3_x4_e7_one_round_trip_carries_both_ways() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let pao = Device::sign_in(&server, "pao", 2).await;
    let sealed = lan.receive(1);
    let answer = lan.exchange(&server, 0, &[&sealed]).await;
    assert_eq!(answer.rulings[0], Ruling::Accepted { position: 1 });
    let run = Run {
        first: 1,
        count: 1,
        last: sealed.hash,
    };
    assert_eq!(answer.news, [News::Yours(run)], "X4");
    let answer = pao.exchange(&server, 0, &[]).await;
    assert_eq!(
        answer.news,
        [News::Sealed(sealed.bytes)],
        "E7: the recorded bytes travel on"
    );
}

/// A request with the first envelope and each of the others in a bundle after it.
fn in_messages(device: &Device, envelopes: &[Sealed]) -> Vec<Vec<u8>> {
    let all: Vec<_> = envelopes.iter().collect();
    let payload = device.request_holding(0, &all[..1], &all);
    let rest = all[1..].iter().map(|one| device.bundle(&[one]).into_vec());
    core::iter::once(device.sign(payload)).chain(rest).collect()
}

#[tokio::test]
async fn x9_what_follows_a_request_is_ruled_on_and_answered_with_it() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let sent = [lan.receive(1), lan.receive(2), lan.receive(3)];
    let body = in_messages(&lan, &sent).concat();
    let answer = lan.ask(&server, body.clone()).await;
    let accepted = |position| Ruling::Accepted { position };
    assert_eq!(answer.rulings, [1, 2, 3].map(accepted));
    let run = Run {
        first: 1,
        count: 3,
        last: sent[2].hash,
    };
    assert_eq!(answer.news, [News::Yours(run)]);
    let reply = server
        .send(packed_request(packed(&body), MEDIA_TYPE, "gzip"))
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.headers["connection"], "close");
    assert_eq!(server.stream_length(&lan.unit).await, 3, "R1");
    let one = server.post_exchange(lan.sign(lan.request(0, &[]))).await;
    assert!(!one.headers.contains_key("connection"));
}

#[tokio::test]
async fn x9_c8_of_a_body_that_is_cut_off_every_whole_message_is_kept() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let sent = [lan.receive(1), lan.receive(2), lan.receive(3)];
    let messages = in_messages(&lan, &sent);
    let whole = messages[0].len() + messages[1].len();
    let plain = messages.concat();
    for (packing, body) in [
        ("identity", plain[..=whole].to_vec()),
        ("gzip", {
            let mut gzip = packed(&plain);
            gzip.truncate(gzip.len() - 100);
            gzip
        }),
    ] {
        let lost = std::io::Error::other("the line is cut");
        let parts = [Ok(body), Err(lost)];
        let body = Body::from_stream(futures_util::stream::iter(parts));
        let request = Request::post("/api/v1/exchange")
            .header("content-type", MEDIA_TYPE)
            .header("content-encoding", packing);
        let reply = server.send(request.body(body).unwrap()).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{packing}");
        assert_eq!(server.stream_length(&lan.unit).await, 2, "{packing}");
    }
    let all: Vec<_> = sent.iter().collect();
    let asks = lan.sign(lan.request_holding(0, &[], &all));
    let answer = lan.ask(&server, asks).await;
    let run = Run {
        first: 1,
        count: 2,
        last: sent[1].hash,
    };
    assert_eq!(
        answer.news,
        [News::Yours(run)],
        "whoever asks is told what has come"
    );
}

#[tokio::test]
async fn x9_a_body_may_be_packed_in_members_and_its_trailer_says_nothing() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let sent = [lan.receive(1), lan.receive(2), lan.receive(3)];
    let messages = in_messages(&lan, &sent);
    let members: Vec<_> = messages.iter().map(|one| packed(one)).collect();
    let mut body = members.concat();
    body.truncate(body.len() - 4);
    let reply = server.send(packed_request(body, MEDIA_TYPE, "gzip")).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(server.stream_length(&lan.unit).await, 3);
}

#[tokio::test]
async fn l1_a_body_has_a_limit_of_messages() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    let body = |bundles: usize| {
        let mut body = lan.sign(lan.request(0, &[]));
        body.extend(lan.bundle(&[]).repeat(bundles));
        body
    };
    let most = server.post_exchange(body(REQUEST_MESSAGES_MAX - 1)).await;
    assert_eq!(most.status, StatusCode::OK);
    let large = StatusCode::PAYLOAD_TOO_LARGE;
    refused(
        &server,
        &lan,
        body(REQUEST_MESSAGES_MAX),
        large,
        "too-large",
    )
    .await;
}

#[tokio::test]
async fn x9_what_follows_a_request_is_its_devices_own() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let mut pao = Device::sign_in(&server, "pao", 2).await;
    let (own, foreign) = (lan.receive(1), pao.receive(1));
    let request = || lan.sign(lan.request(0, &[&own]));
    let mut bent = lan.bundle(&[&own]).into_vec();
    let last = bent.len() - 1;
    bent[last] ^= 1;
    for (follows, status, problem) in [
        (
            pao.bundle(&[&foreign]).into_vec(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "impossible",
        ),
        (bent, StatusCode::UNAUTHORIZED, "bad-signature"),
        (request(), StatusCode::BAD_REQUEST, "malformed"),
        (vec![0x84, 0x43], StatusCode::BAD_REQUEST, "malformed"),
    ] {
        let reply = server.post_exchange([request(), follows].concat()).await;
        assert_eq!((reply.status, reply.problem().as_str()), (status, problem));
        assert_eq!(server.stream_length(&lan.unit).await, 1, "what came before");
    }
}

#[tokio::test]
async fn x7_x9_nothing_is_written_of_a_device_with_another_history() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let own = lan.receive(1);
    let body = [
        lan.sign(lan.request(7, &[])),
        lan.bundle(&[&own]).into_vec(),
    ];
    refused(
        &server,
        &lan,
        body.concat(),
        StatusCode::CONFLICT,
        "other-history",
    )
    .await;
}

#[tokio::test]
async fn r1_sent_again_it_has_one_position() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let sealed = lan.receive(1);
    lan.exchange(&server, 0, &[&sealed]).await;
    let answer = lan.exchange(&server, 0, &[&sealed]).await;
    assert_eq!(answer.rulings[0], Ruling::Duplicate { position: 1 });
    assert_eq!(answer.head, 1);
}

#[tokio::test]
async fn x5_l4_news_beyond_the_limit_stays() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let count = u32::try_from(NEWS_ENVELOPES_MAX).unwrap() + 100;
    let envelopes: Vec<_> = (1..=count).map(|number| lan.receive(number)).collect();
    for batch in envelopes.chunks(BATCH_ENVELOPES_MAX) {
        lan.exchange(&server, 0, &batch.iter().collect::<Vec<_>>())
            .await;
    }
    let pao = Device::sign_in(&server, "pao", 2).await;
    let answer = pao.exchange(&server, 0, &[]).await;
    assert_eq!(
        (answer.news.len(), answer.head),
        (NEWS_ENVELOPES_MAX, count.into())
    );
    let answer = pao.exchange(&server, answer.reaches(), &[]).await;
    assert_eq!((answer.news.len(), answer.reaches()), (100, count.into()));
}

#[tokio::test]
async fn x5_l4_news_beyond_the_bytes_stays() {
    const PAPER_BYTES: usize = 60_000;
    const BATCH: usize = BATCH_BYTES_MAX / (PAPER_BYTES + 1_000);
    const BATCHES: usize = NEWS_BYTES_MAX / BATCH_BYTES_MAX + 1;
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    for _ in 0..BATCHES {
        let batch: Vec<_> = (0..BATCH).map(|_| lan.receive_wide(PAPER_BYTES)).collect();
        lan.exchange(&server, 0, &batch.iter().collect::<Vec<_>>())
            .await;
    }
    let pao = Device::sign_in(&server, "pao", 2).await;
    let first = pao.exchange(&server, 0, &[]).await;
    let bytes: usize = first
        .news
        .iter()
        .map(|item| match item {
            News::Sealed(bytes) => bytes.len(),
            News::Yours(_) => 0,
        })
        .sum();
    assert!(bytes <= NEWS_BYTES_MAX && bytes > NEWS_BYTES_MAX - PAPER_BYTES * 2);
    assert!(first.reaches() < first.head);
    let rest = pao.exchange(&server, first.reaches(), &[]).await;
    assert_eq!(rest.reaches(), rest.head);
}

#[tokio::test]
async fn x7_a_cursor_from_another_history_is_a_conflict() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    for after in [7, 1 << 63, u64::MAX] {
        let reply = server
            .post_exchange(lan.sign(lan.request(after, &[])))
            .await;
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (StatusCode::CONFLICT, "other-history")
        );
    }
}

#[tokio::test]
async fn x8_a_busy_server_says_so() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    let places = u32::try_from(server.state.desk.available_permits()).unwrap();
    let _all = server.state.desk.acquire_many(places).await.unwrap();
    let reply = server.post_exchange(lan.sign(lan.request(0, &[]))).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(reply.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn s1_a_request_signed_by_another_key_is_refused() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let sealed = lan.receive(1);
    let payload = lan.request(0, &[&sealed]);
    let genuine = lan.sign(payload.clone());
    lan.key = signing_key(9);
    let reply = server.post_exchange(lan.sign(payload)).await;
    assert_eq!(
        (reply.status, reply.problem().as_str()),
        (StatusCode::UNAUTHORIZED, "bad-signature")
    );
    let mut bent = genuine.clone();
    let last = bent.len() - 1;
    bent[last] ^= 1;
    assert_eq!(
        server.post_exchange(bent).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(server.stream_length(&lan.unit).await, 0);
    assert_eq!(server.post_exchange(genuine).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_unregistered_device_is_refused() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    lan.id = DeviceId(Uuid::from_u128(99));
    let reply = server.post_exchange(lan.sign(lan.request(0, &[]))).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn d2_d3_a_bundle_is_taken_once_whoever_carries_it() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let pao = Device::sign_in(&server, "pao", 2).await;
    let sealed = lan.receive(1);
    let bundle = lan.bundle(&[&sealed]);
    for _ in 0..2 {
        let answer = pao.carry(&server, bundle.clone()).await;
        assert_eq!(answer.carried, Some(Carried::Taken));
        assert_eq!(answer.news, [News::Sealed(sealed.bytes.clone())]);
    }
    let answer = lan.exchange(&server, 0, &[&sealed]).await;
    assert_eq!(answer.rulings[0], Ruling::Duplicate { position: 1 });
    assert_eq!(server.stream_length(&lan.unit).await, 1);
}

#[tokio::test]
async fn d2_a_bundle_that_its_device_did_not_sign_is_told_and_nothing_is_written() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let mut pao = Device::sign_in(&server, "pao", 2).await;
    let sealed = lan.receive(1);
    let own = pao.receive(1);
    let mut bent = lan.bundle(&[&sealed]).into_vec();
    let last = bent.len() - 1;
    bent[last] ^= 1;
    // A request's signature does not pass for a bundle's (S2).
    let request = lan.sign(lan.request(0, &[&sealed]));
    let mut stranger = Device::sign_in(&server, "mai", 3).await;
    stranger.id = DeviceId(Uuid::from_u128(99));
    for (bundle, expected) in [
        (bent, Carried::BadSignature),
        (request, Carried::Unreadable),
        (stranger.bundle(&[]).into_vec(), Carried::UnknownDevice),
        (b"PK\x03\x04".to_vec(), Carried::Unreadable),
    ] {
        let answer = pao.carry(&server, ByteBuf::from(bundle)).await;
        assert_eq!(answer.carried, Some(expected));
        assert_eq!(answer.head, 0);
    }
    let answer = pao.exchange(&server, 0, &[&own]).await;
    assert_eq!(answer.head, 1, "the courier's own work goes on");
}

#[tokio::test]
async fn l1_d2_a_bundle_has_the_limits_of_a_batch_beside_a_full_one() {
    const PAPER_BYTES: usize = 60_000;
    const BATCH: usize = BATCH_BYTES_MAX / (PAPER_BYTES + 1_000);
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let mut pao = Device::sign_in(&server, "pao", 2).await;
    let carried: Vec<_> = (0..=BATCH).map(|_| lan.receive_wide(PAPER_BYTES)).collect();
    let own: Vec<_> = (0..BATCH).map(|_| pao.receive_wide(PAPER_BYTES)).collect();
    let carried: Vec<_> = carried.iter().collect();
    let bundle = lan.bundle(&carried);
    let answer = pao.carry(&server, bundle).await;
    assert_eq!(
        (answer.carried, answer.head),
        (Some(Carried::Unreadable), 0),
        "one too many"
    );
    let bundle = lan.bundle(&carried[..BATCH]);
    let own: Vec<_> = own.iter().collect();
    let body = packed(&pao.sign(pao.request_with(0, &own, Some(bundle))));
    let reply = server.send(packed_request(body, MEDIA_TYPE, "gzip")).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(server.stream_length(&lan.unit).await, 2 * BATCH as u64);
}

/// Sends `body`, expects a problem, and that the stream is as it was.
async fn refused(server: &Server, lan: &Device, body: Vec<u8>, status: StatusCode, problem: &str) {
    let reply = server.post_exchange(body).await;
    assert_eq!((reply.status, reply.problem().as_str()), (status, problem));
    assert!(
        !reply.json()["detail"].as_str().unwrap().is_empty(),
        "a reason is given"
    );
    assert_eq!(
        server.stream_length(&lan.unit).await,
        0,
        "nothing was written"
    );
    assert_eq!(
        server.get("/healthz").await.status,
        StatusCode::OK,
        "the server lives"
    );
}

#[tokio::test]
async fn x6_what_cannot_be_read_is_refused_whole() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let good = lan.receive(1);
    let with = |envelope: Vec<u8>| {
        let envelopes = vec![ByteBuf::from(good.bytes.clone()), ByteBuf::from(envelope)];
        let (unit, device) = (lan.unit.clone(), lan.id);
        let request = sync::exchange::Request {
            unit,
            device,
            clock: NOW,
            after: 0,
            seen: None,
            holds: None,
            envelopes,
            carried: None,
        };
        lan.sign(request.to_bytes().unwrap())
    };
    let bad = StatusCode::BAD_REQUEST;
    let unknown = StatusCode::UNPROCESSABLE_ENTITY;
    refused(&server, &lan, b"not cbor at all".to_vec(), bad, "malformed").await;
    refused(&server, &lan, vec![], bad, "malformed").await;
    refused(&server, &lan, vec![0x9f; 100_000], bad, "malformed").await;
    refused(&server, &lan, with(vec![0xff, 0x00]), bad, "malformed").await;
    refused(
        &server,
        &lan,
        with(to_cbor(&(9, "later")).unwrap()),
        unknown,
        "unknown-version",
    )
    .await;
    let mut later_schema = good.bytes.clone();
    let event = to_cbor(good.envelope.fact.event().unwrap()).unwrap();
    // The schema stands before the event's byte string with its two-byte head.
    let at = later_schema.len() - event.len() - 3;
    assert_eq!(later_schema[at], 1);
    later_schema[at] = u8::try_from(EVENT_SCHEMA + 1).unwrap();
    refused(
        &server,
        &lan,
        with(later_schema),
        unknown,
        "unknown-version",
    )
    .await;
    let later = to_cbor(&(2, &lan.unit, &lan.id, 0, Vec::<ByteBuf>::new())).unwrap();
    refused(&server, &lan, lan.sign(later), unknown, "unknown-version").await;
}

#[tokio::test]
async fn an_envelope_of_another_unit_or_device_is_refused() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let mut pao = Device::sign_in(&server, "pao", 2).await;
    let foreign = pao.receive(1);
    let body = lan.sign(lan.request(0, &[&foreign]));
    refused(
        &server,
        &lan,
        body,
        StatusCode::UNPROCESSABLE_ENTITY,
        "impossible",
    )
    .await;
    lan.unit = UnitId("H00".into());
    let reply = server.post_exchange(lan.sign(lan.request(0, &[]))).await;
    assert_eq!(
        reply.status,
        StatusCode::UNAUTHORIZED,
        "the device is not registered there"
    );
}

#[tokio::test]
async fn l1_l2_l3_limits_are_told() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    let large = StatusCode::PAYLOAD_TOO_LARGE;
    let sign = |envelopes: Vec<ByteBuf>| {
        let (unit, device) = (lan.unit.clone(), lan.id);
        let request = sync::exchange::Request {
            unit,
            device,
            clock: NOW,
            after: 0,
            seen: None,
            holds: None,
            envelopes,
            carried: None,
        };
        lan.sign(request.to_bytes().unwrap())
    };
    let many = vec![ByteBuf::from(vec![1]); BATCH_ENVELOPES_MAX + 1];
    refused(&server, &lan, sign(many), large, "too-large").await;
    let wide = vec![ByteBuf::from(vec![0; ENVELOPE_BYTES_MAX + 1])];
    refused(&server, &lan, sign(wide), large, "too-large").await;
    let heavy = vec![ByteBuf::from(vec![0; ENVELOPE_BYTES_MAX]); 17];
    refused(&server, &lan, sign(heavy), large, "too-large").await;
    refused(
        &server,
        &lan,
        vec![0; REQUEST_BYTES_MAX + 1],
        large,
        "too-large",
    )
    .await;
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn packed_request(body: Vec<u8>, media_type: &str, encoding: &str) -> Request<Body> {
    Request::post("/api/v1/exchange")
        .header("content-type", media_type)
        .header("content-encoding", encoding)
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn a_packed_body_is_unpacked_within_the_limit() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let sealed = lan.receive(1);
    let body = packed(&lan.sign(lan.request(0, &[&sealed])));
    let reply = server.send(packed_request(body, MEDIA_TYPE, "gzip")).await;
    assert_eq!(reply.status, StatusCode::OK);
    let bomb = packed(&vec![0; REQUEST_BYTES_MAX * 4]);
    let reply = server.send(packed_request(bomb, MEDIA_TYPE, "gzip")).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    let reply = server
        .send(packed_request(vec![1, 2, 3], MEDIA_TYPE, "gzip"))
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    let reply = server
        .send(packed_request(vec![], MEDIA_TYPE, "zstd"))
        .await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let reply = server
        .send(packed_request(vec![], "application/json", "identity"))
        .await;
    assert_eq!(
        (reply.status, reply.problem().as_str()),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type")
    );
}

#[tokio::test]
async fn an_answer_carries_no_header_that_only_pages_need() {
    let server = Server::start().await;
    let mut device = Device::sign_in(&server, "lan", 7).await;
    let note = device.receive_wide(2_000);
    device.exchange(&server, 0, &[&note]).await;
    let body = device.sign(device.request(0, &[]));
    let request = Request::post("/api/v1/exchange")
        .header("content-type", MEDIA_TYPE)
        .header("accept-encoding", "gzip, deflate, br, zstd");
    let reply = server.send(request.body(Body::from(body)).unwrap()).await;
    let names: BTreeSet<_> = reply.headers.keys().map(HeaderName::as_str).collect();
    let needed = ["content-encoding", "content-length", "content-type"];
    assert_eq!(names, BTreeSet::from(needed));
    assert!(reply.body.len() < 1_000, "{} bytes", reply.body.len());
    let refused = server.post_exchange(vec![]).await;
    assert_eq!(refused.headers["x-content-type-options"], "nosniff");
    let page = server.get("/ho-so").await;
    for name in ["referrer-policy", "x-khongcho-build"] {
        assert!(page.headers.contains_key(name), "{name}");
    }
}

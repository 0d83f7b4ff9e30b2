//! Uploads that go on where they were cut off (SPEC §F).

use crate::harness::{Device, Reply, Server, sign_in_body, signing_key};
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::dossier::{ATTACHMENT_BYTES_MAX, Attachment, ContentHash, Event, MediaType};
use domain::id::DeviceId;
use domain::officer::Officer;
use futures_util::stream;
use server::password;
use std::io;
use std::time::Duration;
use storage::{Access, OfficerRecord, UnitRecord};
use sync::chain::Hash;
use uuid::Uuid;

const ROOT: &str = "/api/v1/attachments";

/// A JPEG as far as its first bytes go.
fn photo(bytes: usize) -> Vec<u8> {
    let pattern = (0..bytes).map(|at| u8::try_from(at * 31 % 251).unwrap());
    let mut photo: Vec<_> = pattern.collect();
    photo[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
    photo
}

fn of(bytes: &[u8]) -> Attachment {
    Attachment {
        hash: ContentHash(Hash::of(bytes).0),
        kind: MediaType::Jpeg,
        size_bytes: bytes.len() as u64,
        name: "Giấy khai sinh".into(),
    }
}

fn at(attachment: &Attachment) -> String {
    format!("{ROOT}/{}", attachment.hash)
}

/// A signed-in browser that speaks tus.
struct Browser<'a> {
    server: &'a Server,
    cookie: String,
}

impl<'a> Browser<'a> {
    async fn sign_in(server: &'a Server, login: &str, number: u8) -> Self {
        let device = DeviceId(Uuid::from_u128(u128::from(number)));
        let body = sign_in_body(login, "khongcho", device, &signing_key(number));
        let reply = server.post_json("/api/v1/session", &body).await;
        let cookie = reply.headers["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { server, cookie }
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header("cookie", &self.cookie)
            .header("tus-resumable", "1.0.0");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.server.send(request.body(body.into()).unwrap()).await
    }

    async fn create(&self, attachment: &Attachment) -> Reply {
        let metadata = format!("sha256 {}", STANDARD.encode(attachment.hash.0));
        let length = attachment.size_bytes.to_string();
        let headers = [
            ("upload-length", length.as_str()),
            ("upload-metadata", &metadata),
        ];
        self.send("POST", ROOT, &headers, Body::empty()).await
    }

    async fn offset(&self, attachment: &Attachment) -> u64 {
        let reply = self.send("HEAD", &at(attachment), &[], Body::empty()).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.headers["cache-control"], "no-store");
        number(&reply)
    }

    async fn patch(&self, attachment: &Attachment, start: u64, body: impl Into<Body>) -> Reply {
        let start = start.to_string();
        let headers = [
            ("upload-offset", start.as_str()),
            ("content-type", "application/offset+octet-stream"),
        ];
        self.send("PATCH", &at(attachment), &headers, body).await
    }

    async fn get(&self, attachment: &Attachment) -> Reply {
        self.send("GET", &at(attachment), &[], Body::empty()).await
    }
}

fn number(reply: &Reply) -> u64 {
    let text = reply.headers["upload-offset"].to_str().unwrap();
    text.parse().unwrap()
}

/// Announces attachments by an accepted event.
async fn announce(server: &Server, attachments: &[Attachment]) {
    let mut lan = Device::sign_in(server, "lan", 9).await;
    let received = lan.receive(1);
    let event = Event::Attached(attachments.to_vec());
    let attached = lan.seal(received.envelope.dossier().unwrap(), event);
    lan.exchange(server, 0, &[&received, &attached]).await;
}

#[tokio::test]
async fn f4_f5_an_upload_goes_on_from_every_place() {
    let server = Server::start().await;
    let bytes = photo(1_000);
    let attachment = of(&bytes);
    announce(&server, std::slice::from_ref(&attachment)).await;
    let browser = Browser::sign_in(&server, "lan", 1).await;
    let created = browser.create(&attachment).await;
    assert_eq!(created.status, StatusCode::CREATED);
    assert_eq!(created.headers["location"], at(&attachment).as_str());
    assert_eq!(number(&created), 0);
    assert_eq!(browser.get(&attachment).await.status, StatusCode::NOT_FOUND);

    // The first byte, a few, nothing, across half, up to the last, the last.
    let ends = [1, 10, 10, 600, 999, 1_000];
    let mut start = 0_usize;
    for end in ends {
        assert_eq!(browser.offset(&attachment).await, start as u64);
        for wrong in [start + 1, start.wrapping_sub(1), end + 7] {
            let part = Body::from(vec![0; 3]);
            let reply = browser.patch(&attachment, wrong as u64, part).await;
            assert_eq!(reply.status, StatusCode::CONFLICT, "{wrong} at {start}");
            assert_eq!(reply.problem(), "wrong-offset");
        }
        let part = Body::from(bytes[start..end].to_vec());
        let reply = browser.patch(&attachment, start as u64, part).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
        assert_eq!(number(&reply), end as u64);
        start = end;
    }
    let found = browser.get(&attachment).await;
    assert_eq!(found.body, bytes);
    assert_eq!(found.headers["content-type"], "image/jpeg");
    assert_eq!(found.headers["content-security-policy"], "sandbox");
    assert_eq!(browser.offset(&attachment).await, 1_000);
}

#[tokio::test]
async fn f5_what_came_before_the_line_broke_is_kept() {
    let server = Server::start().await;
    let bytes = photo(1_000);
    let attachment = of(&bytes);
    announce(&server, std::slice::from_ref(&attachment)).await;
    let browser = Browser::sign_in(&server, "lan", 1).await;
    let broken = [
        Ok(Bytes::copy_from_slice(&bytes[..300])),
        Err(io::Error::from(io::ErrorKind::ConnectionReset)),
    ];
    let body = Body::from_stream(stream::iter(broken));
    drop(browser.patch(&attachment, 0, body).await);
    assert_eq!(browser.offset(&attachment).await, 300);

    // The client goes away in the middle, and with it the handler.
    let (first, rest) = (&bytes[300..400], stream::pending());
    let first = stream::iter([Ok::<_, io::Error>(Bytes::copy_from_slice(first))]);
    let body = Body::from_stream(futures_util::StreamExt::chain(first, rest));
    let asking = browser.patch(&attachment, 300, body);
    assert!(
        tokio::time::timeout(Duration::from_millis(100), asking)
            .await
            .is_err()
    );
    let rest = Body::from(bytes[300..].to_vec());
    let done = browser.patch(&attachment, 300, rest).await;
    assert_eq!(number(&done), 1_000, "whoever hangs holds nobody up");
    assert_eq!(browser.get(&attachment).await.body, bytes);
}

#[tokio::test]
async fn f6_what_is_not_what_was_announced_is_thrown_away() {
    let server = Server::start().await;
    let real = of(&photo(500));
    let page = b"<html><script>alert(1)</script>".to_vec();
    let lie = of(&page);
    announce(&server, &[real.clone(), lie.clone()]).await;
    let browser = Browser::sign_in(&server, "lan", 1).await;
    let wrong_length = Attachment {
        size_bytes: 499,
        ..real.clone()
    };
    let reply = browser.create(&wrong_length).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);

    let mut other = photo(500);
    other[499] ^= 1;
    for (attachment, bytes) in [(&real, other), (&lie, page)] {
        let reply = browser.patch(attachment, 0, Body::from(bytes)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.offset(attachment).await, 0);
        assert_eq!(browser.get(attachment).await.status, StatusCode::NOT_FOUND);
    }
    let reply = browser.patch(&real, 0, Body::from(photo(501))).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(browser.offset(&real).await, 0);
    let reply = browser.patch(&real, 0, Body::from(photo(500))).await;
    assert_eq!(
        reply.status,
        StatusCode::NO_CONTENT,
        "a second try succeeds"
    );
}

#[tokio::test]
async fn f3_f7_the_same_bytes_are_uploaded_once() {
    let server = Server::start().await;
    let bytes = photo(400);
    let attachment = of(&bytes);
    announce(&server, std::slice::from_ref(&attachment)).await;
    let lan = Browser::sign_in(&server, "lan", 1).await;
    let pao = Browser::sign_in(&server, "pao", 2).await;
    lan.patch(&attachment, 0, Body::from(bytes[..100].to_vec()))
        .await;
    assert_eq!(number(&pao.create(&attachment).await), 100);
    let (one, other) = tokio::join!(
        lan.patch(&attachment, 100, Body::from(bytes[100..].to_vec())),
        pao.patch(&attachment, 100, Body::from(bytes[100..].to_vec())),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses[0], StatusCode::NO_CONTENT);
    let second = statuses[1];
    assert!(
        second == StatusCode::CONFLICT || second == StatusCode::NO_CONTENT,
        "{second}"
    );
    assert_eq!(
        number(&pao.create(&attachment).await),
        400,
        "complete at once"
    );
    assert_eq!(pao.get(&attachment).await.body, bytes);
}

#[tokio::test]
async fn f4_f7_only_what_was_announced_and_only_in_its_unit() {
    let server = Server::start().await;
    let bytes = photo(300);
    let attachment = of(&bytes);
    announce(&server, std::slice::from_ref(&attachment)).await;
    elsewhere(&server).await;
    let lan = Browser::sign_in(&server, "lan", 1).await;
    let stranger = Browser::sign_in(&server, "nguoi-la", 2).await;
    lan.patch(&attachment, 0, Body::from(bytes)).await;
    assert_eq!(lan.get(&attachment).await.status, StatusCode::OK);
    assert_eq!(stranger.get(&attachment).await.problem(), "not-found");
    assert_eq!(stranger.create(&attachment).await.problem(), "not-found");
    let unheard = of(&photo(301));
    assert_eq!(lan.create(&unheard).await.problem(), "not-found");
    let patched = lan.patch(&unheard, 0, Body::from(photo(301))).await;
    assert_eq!(patched.problem(), "not-found");
    let nobody = Browser {
        server: &server,
        cookie: "a=b".into(),
    };
    assert_eq!(nobody.get(&attachment).await.problem(), "signed-out");
    assert_eq!(nobody.create(&attachment).await.problem(), "signed-out");
    let part = nobody.patch(&attachment, 0, Body::empty()).await;
    assert_eq!(part.problem(), "signed-out");
}

#[tokio::test]
async fn f8_a_unit_has_200_uploads_begun() {
    let server = Server::start().await;
    let bytes: Vec<_> = (300..501).map(photo).collect();
    let attachments: Vec<_> = bytes.iter().map(|bytes| of(bytes)).collect();
    let mut lan = Device::sign_in(&server, "lan", 9).await;
    for (number, some) in (1..).zip(attachments.chunks(20)) {
        let received = lan.receive(number);
        let event = Event::Attached(some.to_vec());
        let attached = lan.seal(received.envelope.dossier().unwrap(), event);
        lan.exchange(&server, 0, &[&received, &attached]).await;
    }
    let browser = Browser::sign_in(&server, "lan", 1).await;
    let begin = |at: usize| browser.patch(&attachments[at], 0, bytes[at][..100].to_vec());
    for at in 0..200 {
        assert_eq!(begin(at).await.status, StatusCode::NO_CONTENT, "{at}");
    }
    let another = begin(200).await;
    assert_eq!(another.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(another.problem(), "busy");
    assert!(another.headers.contains_key("retry-after"));
    // One that has begun goes on, and makes room when it ends.
    let rest = bytes[7][100..].to_vec();
    let ended = browser.patch(&attachments[7], 100, rest).await;
    assert_eq!(number(&ended), attachments[7].size_bytes);
    assert_eq!(begin(200).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn f5_the_server_speaks_tus() {
    let server = Server::start().await;
    let attachment = of(&photo(300));
    let browser = Browser::sign_in(&server, "lan", 1).await;
    let told = browser.send("OPTIONS", ROOT, &[], Body::empty()).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    assert_eq!(told.headers["tus-version"], "1.0.0");
    assert_eq!(told.headers["tus-extension"], "creation");
    let largest = ATTACHMENT_BYTES_MAX.to_string();
    assert_eq!(told.headers["tus-max-size"], largest.as_str());
    let old = Request::post(ROOT).header("tus-resumable", "0.2.2");
    let reply = server.send(old.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::PRECONDITION_FAILED);
    let headers = [("upload-offset", "0"), ("content-type", "image/jpeg")];
    let reply = browser
        .send("PATCH", &at(&attachment), &headers, Body::empty())
        .await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let reply = browser.send("POST", ROOT, &[], Body::empty()).await;
    assert_eq!(reply.problem(), "malformed");
}

/// A second unit with an officer of its own.
async fn elsewhere(server: &Server) {
    let unit = domain::id::UnitId("H15.99".into());
    let officer = Officer {
        id: domain::id::OfficerId(Uuid::from_u128(99)),
        name: "Người Lạ".into(),
        position: "Công chức".into(),
        supervises: false,
    };
    let record = OfficerRecord {
        officer,
        login: "nguoi-la".into(),
        password_hash: password::hash("khongcho", [7; 16]).unwrap(),
    };
    let mut tx = server.state.storage.begin(Access::Write).await.unwrap();
    tx.put_unit(&UnitRecord {
        id: unit.clone(),
        name: "Xã Khác".into(),
    })
    .await
    .unwrap();
    tx.put_officer(&unit, &record).await.unwrap();
    tx.commit().await.unwrap();
}

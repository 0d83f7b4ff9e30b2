//! Signing in and out.

use crate::harness::{Device, Server, public_key, sign_in_body, signing_key};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::DeviceId;
use domain::instant::Instant;
use serde_json::json;
use server::{clock, http};
use storage::Access;
use sync::chain::Hash;
use uuid::Uuid;

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_the_same() {
    let server = Server::start().await;
    let device = DeviceId(Uuid::from_u128(1));
    for (login, password) in [("lan", "sai"), ("khong-co", "khongcho")] {
        let body = sign_in_body(login, password, device, &signing_key(1));
        let reply = server.post_json("/api/v1/session", &body).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reply.problem(), "wrong-credentials");
    }
}

#[tokio::test]
async fn s4_a_known_device_keeps_its_key() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    let body = sign_in_body("lan", "khongcho", lan.id, &signing_key(2));
    let reply = server.post_json("/api/v1/session", &body).await;
    assert_eq!(reply.problem(), "bad-signature");
    let again = Device::sign_in(&server, "pao", 1).await;
    assert_eq!(again.tag, lan.tag, "one device, whoever signs in on it");
}

#[tokio::test]
async fn bad_bodies_are_told_apart() {
    let server = Server::start().await;
    let request = |kind: &str, body: &'static str| {
        let request = Request::post("/api/v1/session").header("content-type", kind);
        request.body(Body::from(body)).unwrap()
    };
    let reply = server
        .send(request("application/json", "{\"login\": "))
        .await;
    assert_eq!(
        (reply.status, reply.problem().as_str()),
        (StatusCode::BAD_REQUEST, "malformed")
    );
    let reply = server.send(request("text/plain", "{}")).await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let body = json!({"login": "lan", "password": "khongcho",
        "device": {"id": Uuid::nil().to_string(), "public_key": "AAAA"}});
    let reply = server.post_json("/api/v1/session", &body).await;
    assert_eq!(
        (reply.status, reply.problem().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "impossible")
    );
}

#[tokio::test]
async fn hints_need_a_session_and_signing_out_ends_it() {
    let server = Server::start().await;
    assert_eq!(
        server.get("/api/v1/hints").await.status,
        StatusCode::UNAUTHORIZED
    );
    let body = sign_in_body(
        "lan",
        "khongcho",
        DeviceId(Uuid::from_u128(1)),
        &signing_key(1),
    );
    let reply = server.post_json("/api/v1/session", &body).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    let pair = cookie.split(';').next().unwrap().to_owned();
    let with_cookie = |method: &str| {
        let request = Request::builder().method(method).uri("/api/v1/session");
        request.header("cookie", &pair).body(Body::empty()).unwrap()
    };
    assert_eq!(
        server.send(with_cookie("GET")).await.json()["signed_in"],
        true
    );
    assert_eq!(
        server.send(with_cookie("DELETE")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        server.send(with_cookie("GET")).await.json()["signed_in"],
        false
    );
}

#[tokio::test]
async fn guessing_is_slowed_down_and_locks_no_officer_out() {
    let server = Server::start().await;
    Device::sign_in(&server, "lan", 1).await;
    let stranger = DeviceId(Uuid::from_u128(66));
    let wrong = sign_in_body("lan", "sai", stranger, &signing_key(6));
    let mut statuses = vec![];
    for _ in 0..6 {
        statuses.push(server.post_json("/api/v1/session", &wrong).await.status);
    }
    assert_eq!(statuses[..5], [StatusCode::UNAUTHORIZED; 5]);
    assert_eq!(statuses[5], StatusCode::TOO_MANY_REQUESTS);
    let right = sign_in_body("lan", "khongcho", stranger, &signing_key(6));
    let reply = server.post_json("/api/v1/session", &right).await;
    assert_eq!(reply.problem(), "too-many-tries");
    assert!(reply.headers.contains_key("retry-after"));
    Device::sign_in(&server, "lan", 1).await;
}

#[tokio::test]
async fn signing_in_forgets_the_sessions_that_have_ended() {
    const TWO_MONTHS_MS: i64 = 60 * 24 * 60 * 60 * 1_000;
    fn later() -> Instant {
        Instant(clock::now().0 + TWO_MONTHS_MS)
    }
    let mut server = Server::start().await;
    let id = DeviceId(Uuid::from_u128(1));
    let body = sign_in_body("lan", "khongcho", id, &signing_key(1));
    let reply = server.post_json("/api/v1/session", &body).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap().to_owned();
    let token = cookie.split(['.', ';']).nth(1).unwrap();
    let hash = Hash::of(&URL_SAFE_NO_PAD.decode(token).unwrap()).0;
    server.state.clock = later;
    server.router = http::router(server.state.clone());
    let lan = Device::sign_in(&server, "lan", 1).await;
    let mut tx = server.state.storage.begin(Access::Read).await.unwrap();
    assert_eq!(tx.session(&lan.unit, hash).await.unwrap(), None);
}

#[tokio::test]
async fn q4_a_session_gets_the_keys_of_its_units_devices() {
    let server = Server::start().await;
    let without = server.get("/api/v1/devices").await;
    assert_eq!(without.problem(), "signed-out");
    let lan = Device::sign_in(&server, "lan", 1).await;
    let pao = DeviceId(Uuid::from_u128(2));
    let body = sign_in_body("pao", "khongcho", pao, &signing_key(2));
    let signed_in = server.post_json("/api/v1/session", &body).await;
    let cookie = signed_in.headers["set-cookie"].to_str().unwrap().to_owned();
    let request = Request::get("/api/v1/devices").header("cookie", cookie);
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    let told: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    let tags: Vec<_> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["tag"].clone())
        .collect();
    assert_eq!(tags.first(), Some(&json!(lan.tag.0)));
    for (at, number) in [(0, 1), (1, 2)] {
        let key = public_key(&signing_key(number));
        assert_eq!(told[at]["public_key"], json!(key));
    }
}

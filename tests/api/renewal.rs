//! Renewing a session on the word of the device's key (SPEC §N).

use crate::harness::{Device, NOW, Reply, Server, signing_key};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::id::{DeviceId, OfficerId, UnitId};
use domain::instant::Instant;
use server::{clock, http};
use sync::codec::to_cbor;
use sync::exchange::{MEDIA_TYPE, REQUEST_CONTEXT};
use sync::limits::{RENEWAL_AHEAD_MAX_MS, RENEWAL_HEARD_MAX_MS};
use sync::renewal::{Renewal, SESSION_CONTEXT};
use uuid::Uuid;

/// What this device would ask for, having heard the server so long ago.
fn renewal(device: &Device, ago_ms: i64) -> Renewal {
    Renewal {
        unit: device.unit.clone(),
        device: device.id,
        officer: device.officer,
        heard: Instant(clock::now().0 - ago_ms),
    }
}

async fn post(server: &Server, body: Vec<u8>) -> Reply {
    let request = Request::post("/api/v1/session/renewal").header("content-type", MEDIA_TYPE);
    server.send(request.body(Body::from(body)).unwrap()).await
}

async fn ask(server: &Server, device: &Device, renewal: &Renewal) -> Reply {
    let body = device.sign_as(SESSION_CONTEXT, renewal.to_bytes().unwrap());
    post(server, body).await
}

fn refusal(reply: &Reply) -> (u16, String) {
    (reply.status.as_u16(), reply.problem())
}

fn refused(kind: &str) -> (u16, String) {
    (401, kind.to_owned())
}

/// Whether a call that wants the session is let in.
async fn opens(server: &Server, cookie: &str, path: &str) -> bool {
    let request = Request::get(path).header("cookie", cookie);
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    reply.status != StatusCode::UNAUTHORIZED
}

#[tokio::test]
async fn n1_n2_a_device_renews_its_officers_session() {
    let server = Server::start().await;
    let device = Device::sign_in(&server, "lan", 1).await;
    let path = "/api/v1/baseline";
    assert!(!opens(&server, "", path).await);
    device.exchange(&server, 0, &[]).await;
    let reply = ask(&server, &device, &renewal(&device, 0)).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    let pair = cookie.split(';').next().unwrap();
    assert!(opens(&server, pair, path).await);
}

#[tokio::test]
async fn n3_only_the_devices_own_key_renews_and_only_where_it_is_known() {
    let server = Server::start().await;
    let mut device = Device::sign_in(&server, "lan", 1).await;
    let right = renewal(&device, 0);
    let bad = refused("bad-signature");
    // A device that never registered, and one of another unit.
    let stranger = Renewal {
        device: DeviceId(Uuid::from_u128(66)),
        ..right.clone()
    };
    assert_eq!(refusal(&ask(&server, &device, &stranger).await), bad);
    let elsewhere = Renewal {
        unit: UnitId("H99.99.02".into()),
        ..right.clone()
    };
    assert_eq!(refusal(&ask(&server, &device, &elsewhere).await), bad);
    // What the device signed for something else.
    let body = device.sign_as(REQUEST_CONTEXT, right.to_bytes().unwrap());
    assert_eq!(refusal(&post(&server, body).await), bad);
    // Another key, and another device's.
    device.key = signing_key(2);
    assert_eq!(refusal(&ask(&server, &device, &right).await), bad);
    let other = Device::sign_in(&server, "pao", 3).await;
    assert_eq!(refusal(&ask(&server, &other, &right).await), bad);
}

#[tokio::test]
async fn n3_only_an_officer_who_signed_in_on_the_device_is_renewed() {
    let server = Server::start().await;
    let lan = Device::sign_in(&server, "lan", 1).await;
    let pao = Device::sign_in(&server, "pao", 2).await;
    for officer in [pao.officer, OfficerId(Uuid::from_u128(99))] {
        let other = Renewal {
            officer,
            ..renewal(&lan, 0)
        };
        let reply = ask(&server, &lan, &other).await;
        assert_eq!(refusal(&reply), refused("never-signed-in"));
    }
    let both = Device::sign_in(&server, "pao", 1).await;
    let reply = ask(&server, &lan, &renewal(&both, 0)).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn n4_a_renewal_that_was_kept_opens_nothing() {
    const MINUTE_MS: i64 = 60_000;
    fn later() -> Instant {
        Instant(clock::now().0 + RENEWAL_HEARD_MAX_MS + MINUTE_MS)
    }
    let mut server = Server::start().await;
    let device = Device::sign_in(&server, "lan", 1).await;
    let now = renewal(&device, 0);
    let ahead = renewal(&device, -RENEWAL_AHEAD_MAX_MS - MINUTE_MS);
    let stale = refused("not-heard-lately");
    assert_eq!(refusal(&ask(&server, &device, &ahead).await), stale);
    let reply = ask(&server, &device, &now).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    server.state.clock = later;
    server.router = http::router(server.state.clone());
    assert_eq!(refusal(&ask(&server, &device, &now).await), stale);
}

#[tokio::test]
async fn n5_asking_is_slowed_down_and_a_stranger_keeps_no_device_waiting() {
    // The clock stands still, so that no wait is over however slow the machine is.
    let mut server = Server::start().await;
    server.state.clock = || NOW;
    server.router = http::router(server.state.clone());
    let mut device = Device::sign_in(&server, "lan", 1).await;
    let right = Renewal {
        heard: NOW,
        ..renewal(&device, 0)
    };
    let key = core::mem::replace(&mut device.key, signing_key(9));
    for _ in 0..5 {
        let reply = ask(&server, &device, &right).await;
        assert_eq!(refusal(&reply), refused("bad-signature"));
    }
    let slowed = (429, "too-many-tries".to_owned());
    let reply = ask(&server, &device, &right).await;
    assert_eq!(refusal(&reply), slowed);
    device.key = key;
    for _ in 0..5 {
        let reply = ask(&server, &device, &right).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
    }
    let reply = ask(&server, &device, &right).await;
    assert_eq!(refusal(&reply), slowed);
    assert!(reply.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn n2_bad_renewals_are_told_apart() {
    let server = Server::start().await;
    let device = Device::sign_in(&server, "lan", 1).await;
    let reply = post(&server, b"nothing".to_vec()).await;
    assert_eq!(refusal(&reply), (400, "malformed".into()));
    let later = to_cbor(&(9_u64, "later")).unwrap();
    let reply = post(&server, device.sign_as(SESSION_CONTEXT, later)).await;
    assert_eq!(refusal(&reply), (422, "unknown-version".into()));
    let reply = post(&server, vec![0; 5_000]).await;
    assert_eq!(refusal(&reply), (413, "too-large".into()));
    let reply = server
        .post_json("/api/v1/session/renewal", &serde_json::json!({}))
        .await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

//! Confirming what rests on memory of the law.

use crate::harness::{Reply, Server, sign_in_body, signing_key};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::id::DeviceId;
use domain::review::Reviewed;
use serde_json::{Value, json};
use sync::codec::from_cbor;
use uuid::Uuid;

/// A server, and the cookie of an officer who signed in.
async fn desk() -> (Server, String) {
    let server = Server::start().await;
    let body = sign_in_body(
        "lan",
        "khongcho",
        DeviceId(Uuid::from_u128(1)),
        &signing_key(1),
    );
    let reply = server.post_json("/api/v1/session", &body).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    (server, cookie)
}

async fn say(server: &Server, cookie: &str, word: &Value) -> Reply {
    let request = Request::post("/api/v1/review")
        .header("content-type", "application/json")
        .header("cookie", cookie)
        .body(Body::from(word.to_string()));
    server.send(request.unwrap()).await
}

/// The list as devices fetch it.
async fn list(server: &Server) -> Vec<Reviewed> {
    let manifest = server.get("/api/v1/catalogue").await.json();
    let hash = manifest["review"]["hash"].as_str().unwrap();
    let reply = server.get(&format!("/api/v1/catalogue/{hash}")).await;
    from_cbor(&reply.body).unwrap()
}

#[tokio::test]
async fn a_word_on_a_text_takes_its_mark_away_and_brings_it_back() {
    let (server, cookie) = desk().await;
    let before = list(&server).await;
    let cutoff = before
        .iter()
        .find(|it| it.item.key == "calendar/policy/same-day-cutoff/2021-01-01");
    let cutoff = &cutoff.unwrap().item;
    let word = |stands| json!({"key": cutoff.key, "digest": cutoff.digest(), "stands": stands, "note": "Công báo"});
    let nobody = say(&server, "khongcho_session=x", &word(true)).await;
    assert_eq!(nobody.problem(), "signed-out");
    assert_eq!(
        say(&server, &cookie, &word(true)).await.status,
        StatusCode::NO_CONTENT
    );
    let after = list(&server).await;
    let confirmed = |list: &[Reviewed]| {
        let found = list.iter().find(|it| it.item.key == cutoff.key);
        found.and_then(|it| it.confirmed.clone())
    };
    let said = confirmed(&after).unwrap();
    assert!(said.by.ends_with("(H99.99.01)"), "{}", said.by);
    assert_eq!(said.note, "Công báo");
    assert_eq!(after.len(), before.len(), "it stays in the list");
    assert_eq!(
        say(&server, &cookie, &word(false)).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(confirmed(&list(&server).await), None);
}

#[tokio::test]
async fn a_text_that_was_not_read_is_not_confirmed() {
    let (server, cookie) = desk().await;
    let key = list(&server).await[0].item.key.clone();
    let word = |key: &str, digest: &str, note: &str| json!({"key": key, "digest": digest, "stands": true, "note": note});
    let other = say(&server, &cookie, &word(&key, "00", "")).await;
    assert_eq!(other.problem(), "other-text");
    let none = say(&server, &cookie, &word("fees/khong-co", "00", "")).await;
    assert_eq!(none.problem(), "not-found");
    let long = say(&server, &cookie, &word(&key, "00", &"a".repeat(501))).await;
    assert_eq!(long.problem(), "impossible");
    let empty = say(&server, &cookie, &json!({})).await;
    assert_eq!(empty.problem(), "malformed");
    let form = Request::post("/api/v1/review").header("cookie", &cookie);
    let form = server.send(form.body(Body::from("key=1")).unwrap()).await;
    assert_eq!(form.problem(), "media-type");
    assert!(list(&server).await.iter().all(|it| it.confirmed.is_none()));
}

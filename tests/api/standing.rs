//! How a dossier stands, told to whoever holds a paper of it.

use crate::harness::{Device, Reply, Server, signing_key};
use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::dossier::Event;
use domain::form::Form;
use domain::instant::Instant;
use serde_json::json;
use server::keys::name_of;
use sync::seal::{SEAL_CONTEXT, Seal, Sealed};
use sync::sign1::Sign1;

/// A code as this device's paper shows it.
fn paper(device: &Device, code: String) -> Sealed {
    let seal = Seal {
        code,
        form: Form::Slip,
        at: Instant(1_795_366_800_000),
        due: None,
    };
    let signed = device.sign_as(SEAL_CONTEXT, seal.to_bytes().unwrap());
    let point = signing_key(1).verifying_key().to_encoded_point(false);
    Sealed {
        seal,
        key: name_of(point.as_bytes()),
        signature: URL_SAFE_NO_PAD.encode(Sign1::from_bytes(&signed).unwrap().signature),
    }
}

async fn ask(server: &Server, code: &str) -> Reply {
    let request = Request::post("/api/v1/standing").body(Body::from(code.to_owned()));
    server.send(request.unwrap()).await
}

#[tokio::test]
async fn q5_a_genuine_code_tells_the_stage_and_any_other_tells_nothing() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let received = lan.receive(1);
    let Some(dossier) = received.envelope.dossier() else {
        panic!("a dossier");
    };
    let code = lan.code(1).0;
    let slip = paper(&lan, code.clone());
    let text = slip.write("https://motcua.example.vn");
    assert_eq!(
        ask(&server, &text).await.problem(),
        "not-found",
        "not here yet"
    );

    lan.exchange(&server, 0, &[&received]).await;
    let told = ask(&server, &text).await.json();
    assert_eq!(told, json!({"stage": "received", "due": null}));
    let resolved = lan.seal(dossier, Event::Resolved);
    lan.exchange(&server, 0, &[&resolved]).await;
    let told = ask(&server, &text).await.json();
    assert_eq!(told["stage"], json!("resolved"));

    let mut other = slip.clone();
    other.seal.form = Form::Receipt;
    let text = other.write("");
    assert_eq!(
        ask(&server, &text).await.problem(),
        "not-found",
        "not signed"
    );
    let mut unknown = slip.clone();
    unknown.key = "AAAAAAAA".into();
    let text = unknown.write("");
    assert_eq!(
        ask(&server, &text).await.problem(),
        "not-found",
        "no such key"
    );
    let elsewhere = paper(&lan, format!("X{code}"));
    let text = elsewhere.write("");
    assert_eq!(
        ask(&server, &text).await.problem(),
        "not-found",
        "no such unit"
    );
    for text in ["", "/tra-cuu/", &code] {
        assert_eq!(ask(&server, text).await.problem(), "malformed", "{text}");
    }
    let long = "x".repeat(2_000);
    assert_eq!(ask(&server, &long).await.problem(), "too-large");
}

//! A paper of a dossier as PDF: who gets one, and why not. What it looks like is seen in
//! the browser's tests, where there is a browser.

use crate::baseline::{cookie, get, in_another_unit};
use crate::harness::{Device, Server};
use axum::http::StatusCode;

#[tokio::test]
async fn a_paper_is_for_officers_of_its_unit_and_of_what_has_happened() {
    let server = Server::start().await;
    let mut device = Device::sign_in(&server, "lan", 7).await;
    let received = device.receive(1);
    let id = received.envelope.dossier().unwrap().0;
    device.exchange(&server, 0, &[&received]).await;
    let own = cookie(&server, "lan", 7).await;
    let elsewhere = in_another_unit(&server).await;
    let at = |rest: &str| format!("/api/v1/dossiers/{id}/papers/{rest}");

    for (cookie, path, status, problem) in [
        ("", at("01"), StatusCode::UNAUTHORIZED, "signed-out"),
        (&*elsewhere, at("01"), StatusCode::NOT_FOUND, "not-found"),
        (&*own, at("99"), StatusCode::NOT_FOUND, "not-found"),
        (
            &*own,
            "/api/v1/dossiers/nonsense/papers/01".to_owned(),
            StatusCode::NOT_FOUND,
            "not-found",
        ),
        (
            &*own,
            at("03"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "impossible",
        ),
        (
            &*own,
            at("01?paper=80mm"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "impossible",
        ),
        (
            &*own,
            at("01?copies=10"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "impossible",
        ),
        (
            &*own,
            at("01?paper=a3"),
            StatusCode::BAD_REQUEST,
            "malformed",
        ),
        (
            &*own,
            at("01?colour=1"),
            StatusCode::BAD_REQUEST,
            "malformed",
        ),
        // All is well, but for the machine that these tests run on.
        (
            &*own,
            at("01?paper=a5&copies=9&before=3"),
            StatusCode::NOT_IMPLEMENTED,
            "no-browser",
        ),
    ] {
        let reply = get(&server, cookie, &path).await;
        assert_eq!(reply.status, status, "{path}");
        assert_eq!(reply.problem(), problem, "{path}");
    }
}

#[tokio::test]
async fn papers_wait_for_each_other_and_nothing_is_read_meanwhile() {
    let server = Server::start().await;
    let own = cookie(&server, "lan", 7).await;
    let path = "/api/v1/dossiers/00000000-0000-0000-0000-000000000001/papers/01";
    let free = server.state.drawing.available_permits();
    let all = server
        .state
        .drawing
        .try_acquire_many(u32::try_from(free).unwrap());
    let busy = get(&server, &own, path).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.headers.contains_key("retry-after"));
    drop(all);
    assert_eq!(get(&server, &own, path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.state.drawing.available_permits(), free);
}

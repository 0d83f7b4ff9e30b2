//! Two servers on one PostgreSQL: either will do.

use crate::harness::{Device, Server, sign_in_body, signing_key};
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use domain::id::DeviceId;
use futures_util::StreamExt;
use server::state::Hint;
use std::sync::Arc;
use std::time::Duration;
use sync::exchange::News;
use sync::ruling::Ruling;
use tests::postgres::Database;
use tokio::time::timeout;
use tower::ServiceExt;
use uuid::Uuid;

/// Longer than a hint may take.
const LONG: Duration = Duration::from_secs(20);

/// One more server, listening to the others as `serve` does.
async fn serve(database: &Database) -> Server {
    let postgres = database.open().await;
    let server = Server::over(Arc::new(postgres.clone())).await;
    let hints = server.state.hints.clone();
    let mut heard = hints.subscribe();
    let tell = move |unit| drop(hints.send(Hint { unit, head: None }));
    drop(tokio::spawn(async move { postgres.listen(tell).await }));
    // A listener begins with a hint for all: it hears everything from now on.
    timeout(LONG, heard.recv()).await.unwrap().unwrap();
    server
}

/// The hints of a session that was opened at `signed_in`, asked for at `server`.
async fn hints(signed_in: &Server, server: &Server, login: &str, number: u8) -> BodyDataStream {
    let device = DeviceId(Uuid::from_u128(u128::from(number)));
    let body = sign_in_body(login, "khongcho", device, &signing_key(number));
    let reply = signed_in.post_json("/api/v1/session", &body).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap().to_owned();
    let pair = cookie.split(';').next().unwrap();
    let request = Request::get("/api/v1/hints").header("cookie", pair);
    let request = request.body(Body::empty()).unwrap();
    let response = server.router.clone().oneshot(request).await.unwrap();
    assert_eq!(
        response.status(),
        StatusCode::OK,
        "a session is good at every server"
    );
    response.into_body().into_data_stream()
}

async fn next(hints: &mut BodyDataStream) -> String {
    let chunk = timeout(LONG, hints.next()).await.unwrap().unwrap().unwrap();
    String::from_utf8(chunk.to_vec()).unwrap()
}

#[tokio::test]
async fn x2_an_exchange_at_one_is_a_hint_at_the_other() {
    let database = Database::make().await;
    let (here, there) = (serve(&database).await, serve(&database).await);
    let mut lan = Device::sign_in(&here, "lan", 1).await;
    let mut heard = hints(&here, &there, "pao", 2).await;
    assert!(next(&mut heard).await.contains("hello"));
    let sealed = lan.receive(1);
    lan.exchange(&here, 0, &[&sealed]).await;
    assert!(next(&mut heard).await.contains("event: news"));
    let pao = Device::sign_in(&there, "pao", 2).await;
    let answer = pao.exchange(&there, 0, &[]).await;
    assert_eq!(answer.news, [News::Sealed(sealed.bytes)]);
}

#[tokio::test]
async fn r1_what_one_acknowledged_the_other_knows() {
    let database = Database::make().await;
    let (here, there) = (serve(&database).await, serve(&database).await);
    let mut lan = Device::sign_in(&here, "lan", 1).await;
    let (a, b) = (lan.receive(1), lan.receive(2));
    lan.exchange(&here, 0, &[&a]).await;
    lan.server_key = there.state.key.public();
    let answer = lan.exchange(&there, 0, &[&a, &b]).await;
    let accepted = Ruling::Accepted { position: 2 };
    assert_eq!(
        answer.rulings,
        [Ruling::Duplicate { position: 1 }, accepted]
    );
}

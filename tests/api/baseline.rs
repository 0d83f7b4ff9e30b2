//! The baseline as a device fetches it, and a dossier's history (SPEC §P).

use crate::harness::{Device, Reply, Server, sign_in_body, signing_key};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::cash::{self, CashFact, CashKey};
use domain::dossier::{Change, Event, Field};
use domain::fact::{Fact, UnitFact};
use domain::id::DeviceId;
use domain::instant::{Day, Instant};
use domain::officer::Officer;
use flate2::read::GzDecoder;
use server::keys::is_signed_by;
use server::password;
use std::io::Read;
use std::sync::Arc;
use storage::baseline::{Cutting, follow};
use storage::{Access, OfficerRecord, UnitRecord};
use sync::baseline::{BASELINE_CONTEXT, Baseline};
use sync::envelope::Sealed;
use sync::history::{HISTORY_CONTEXT, History};
use sync::ledger::{LEDGER_CONTEXT, Whole};
use sync::limits::HISTORY_EVENTS_MAX;
use sync::sign1::Sign1;
use uuid::Uuid;

/// A device's signed-in browser.
pub(crate) async fn cookie(server: &Server, login: &str, number: u8) -> String {
    let device = DeviceId(Uuid::from_u128(u128::from(number)));
    let body = sign_in_body(login, "khongcho", device, &signing_key(number));
    let reply = server.post_json("/api/v1/session", &body).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

pub(crate) async fn get(server: &Server, cookie: &str, path: &str) -> Reply {
    let request = Request::get(path).header("cookie", cookie);
    server.send(request.body(Body::empty()).unwrap()).await
}

/// A signed payload.
fn payload(device: &Device, context: &str, reply: &Reply) -> Vec<u8> {
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.headers["cache-control"], "no-store");
    let message = Sign1::from_bytes(&reply.body).unwrap();
    assert!(is_signed_by(&device.server_key, context, &message));
    message.payload
}

#[tokio::test]
async fn p1_p2_p3_a_device_with_nothing_fetches_chunks_and_goes_on_from_there() {
    let server = Server::start().await;
    let mut device = Device::sign_in(&server, "lan", 7).await;
    let cookie = cookie(&server, "lan", 7).await;
    let root = "/api/v1/baseline";
    let none = get(&server, &cookie, root).await;
    assert_eq!(
        none.status,
        StatusCode::NOT_FOUND,
        "a short stream is read itself"
    );

    let (first, second) = (device.receive(1), device.receive(2));
    let resolved = device.seal(first.envelope.dossier().unwrap(), Event::Resolved);
    let answer = device
        .exchange(&server, 0, &[&first, &second, &resolved])
        .await;
    follow(
        &*server.state.storage,
        &device.unit,
        Instant(0),
        Cutting::AT_ONCE,
    )
    .await
    .unwrap();

    let reply = get(&server, &cookie, root).await;
    let baseline = Baseline::from_bytes(&payload(&device, BASELINE_CONTEXT, &reply)).unwrap();
    assert_eq!((baseline.at, Some(baseline.seen)), (3, answer.seen(None)));
    let chunk = &baseline.chunks[0];
    let reply = get(&server, &cookie, &format!("{root}/{}", chunk.hash)).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.headers["content-encoding"], "gzip");
    assert_eq!(reply.body.len() as u64, chunk.size_bytes);
    let mut bytes = vec![];
    GzDecoder::new(&*reply.body)
        .read_to_end(&mut bytes)
        .unwrap();
    let dossiers = chunk.open(&bytes).unwrap();
    assert_eq!(dossiers.len(), 2);

    // Its cursor is a place in the stream: the exchange goes on from it.
    let more = device.exchange(&server, baseline.at, &[]).await;
    assert!(more.news.is_empty());
}

/// Takings in this officer's drawer, so many.
fn takings(device: &mut Device, count: u64) -> Vec<Sealed> {
    let day = Day::from_ymd(2026, 11, 23).unwrap();
    let officer = device.officer;
    let fact = |amount_dong| {
        let what = "Bán ấn chỉ".into();
        let took = cash::Event::Took(cash::Took { amount_dong, what });
        Fact::Unit(UnitFact::Cash(CashFact::new(
            CashKey { day, officer },
            took,
        )))
    };
    (1..=count).map(|at| device.seal_fact(fact(at))).collect()
}

#[tokio::test]
async fn u3_l9_the_ledger_comes_whole_and_takes_its_share_of_memory() {
    let server = Server::start().await;
    let mut device = Device::sign_in(&server, "lan", 7).await;
    let cookie = cookie(&server, "lan", 7).await;
    let takings = takings(&mut device, 100);
    let envelopes: Vec<_> = takings.iter().collect();
    let answer = device.exchange(&server, 0, &envelopes).await;
    let reply = get(&server, &cookie, "/api/v1/ledger").await;
    let whole = Whole::from_bytes(&payload(&device, LEDGER_CONTEXT, &reply)).unwrap();
    assert_eq!((whole.at, whole.rows.len()), (answer.head, 1));

    let size = reply.body.len().div_ceil(1 << 10);
    let free = server.state.memory.available_permits();
    let all = Arc::clone(&server.state.memory);
    let taken = u32::try_from(free - 2 * size).unwrap();
    let taken = all.try_acquire_many_owned(taken).unwrap();
    let busy = get(&server, &cookie, "/api/v1/ledger").await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.headers.contains_key("retry-after"));
    drop(taken);
    let again = get(&server, &cookie, "/api/v1/ledger").await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(server.state.memory.available_permits(), free);
}

#[tokio::test]
async fn p11_a_history_is_for_officers_of_its_unit() {
    let server = Server::start().await;
    let mut device = Device::sign_in(&server, "lan", 7).await;
    let received = device.receive(1);
    let id = received.envelope.dossier().unwrap();
    device.exchange(&server, 0, &[&received]).await;
    let at = format!("/api/v1/dossiers/{}", id.0);
    let own = cookie(&server, "lan", 7).await;
    let reply = get(&server, &own, &at).await;
    let history = History::from_bytes(&payload(&device, HISTORY_CONTEXT, &reply)).unwrap();
    assert_eq!(history.dossier, id);
    let known = history.known(1, &[]).unwrap();
    assert_eq!(known.confirmed.unwrap().id, id);

    let unknown = get(&server, &own, "/api/v1/dossiers/nonsense").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&server, "", &at).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        get(&server, "", "/api/v1/baseline").await.status,
        StatusCode::UNAUTHORIZED
    );
    let elsewhere = in_another_unit(&server).await;
    assert_eq!(
        get(&server, &elsewhere, &at).await.status,
        StatusCode::NOT_FOUND
    );
    follow(
        &*server.state.storage,
        &device.unit,
        Instant(0),
        Cutting::AT_ONCE,
    )
    .await
    .unwrap();
    let mut tx = server.state.storage.begin(Access::Read).await.unwrap();
    let chunk = tx.chunks(&device.unit).await.unwrap()[0].chunk.hash;
    let at = format!("/api/v1/baseline/{chunk}");
    assert_eq!(
        get(&server, &elsewhere, &at).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(get(&server, "", &at).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        get(&server, &own, "/api/v1/baseline/00").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn p11_a_history_over_the_limit_is_refused_and_never_cut() {
    let server = Server::start().await;
    let mut device = Device::sign_in(&server, "lan", 7).await;
    let cookie = cookie(&server, "lan", 7).await;
    let received = device.receive(1);
    let id = received.envelope.dossier().unwrap();
    let mut sent = vec![received];
    for number in 1..HISTORY_EVENTS_MAX {
        sent.push(device.seal(id, telephone(number - 1, number)));
    }
    device
        .exchange(&server, 0, &sent.iter().collect::<Vec<_>>())
        .await;
    let at = format!("/api/v1/dossiers/{}", id.0);
    let reply = get(&server, &cookie, &at).await;
    let history = History::from_bytes(&payload(&device, HISTORY_CONTEXT, &reply)).unwrap();
    assert_eq!(history.events.len(), HISTORY_EVENTS_MAX);

    let one_more = device.seal(id, telephone(HISTORY_EVENTS_MAX - 1, HISTORY_EVENTS_MAX));
    let after = server.stream_length(&device.unit).await;
    device.exchange(&server, after, &[&one_more]).await;
    let reply = get(&server, &cookie, &at).await;
    assert_eq!(
        (reply.status, reply.problem().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "too-many-events")
    );
}

/// Another telephone number, after which there was none with the number 0.
fn telephone(before: usize, after: usize) -> Event {
    let text = |number: usize| {
        if number == 0 {
            String::new()
        } else {
            format!("09{number:08}")
        }
    };
    Event::Corrected(vec![Change {
        field: Field::Phone,
        base: text(before),
        value: text(after),
    }])
}

/// An officer of another commune, signed in.
pub(crate) async fn in_another_unit(server: &Server) -> String {
    let unit = domain::id::UnitId("H99.99.02".into());
    let name = "Xã Khác".into();
    let officer = Officer {
        id: domain::id::OfficerId(Uuid::from_u128(0xabc)),
        name: "Giàng A Pó".into(),
        position: "Công chức".into(),
        supervises: false,
    };
    let record = OfficerRecord {
        officer,
        login: "po".into(),
        password_hash: password::hash("khongcho", [7; 16]).unwrap(),
    };
    let mut tx = server.state.storage.begin(Access::Write).await.unwrap();
    tx.put_unit(&UnitRecord {
        id: unit.clone(),
        name,
    })
    .await
    .unwrap();
    tx.put_officer(&unit, &record).await.unwrap();
    tx.commit().await.unwrap();
    cookie(server, "po", 9).await
}

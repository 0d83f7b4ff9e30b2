//! A server in this process, and a device that speaks the protocol to it.

use crate::openapi;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::civil::Civil;
use domain::dossier::{DeviceTag, Event, LocalCode, Paper};
use domain::fact::Fact;
use domain::hybrid::HybridTime;
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::{Day, Instant};
use domain::service::Service;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_bytes::ByteBuf;
use serde_json::{Value, json};
use server::attachments::Vault;
use server::http::router;
use server::keys::{ServerKey, is_signed_by};
use server::review::Local;
use server::site::Site;
use server::snapshot::Snapshot;
use server::state::AppState;
use server::{clock, demo, forms, registers};
use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use storage::testing::received;
use storage::{Access, Storage};
use sync::bundle::{BUNDLE_CONTEXT, Bundle};
use sync::chain::{Hash, Head};
use sync::envelope::{Envelope, Sealed};
use sync::exchange::{ANSWER_CONTEXT, Answer, Held, MEDIA_TYPE, REQUEST_CONTEXT};
use sync::sign1::{Sign1, to_be_signed};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

pub(crate) const NOW: Instant = Instant(1_795_366_799_999);
/// So long is the name of one paper of a wide dossier.
const NAME_CHARS: usize = 5_000;
/// Numbers of the day from here on are those of wide dossiers.
const WIDE: u32 = 5_000;
const BODY_BYTES_MAX: usize = 64 << 20;

/// A server with the demo commune.
pub(crate) struct Server {
    pub(crate) router: Router,
    pub(crate) state: AppState,
    _folder: TempDir,
    _database: Option<Box<dyn Any>>,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    /// The kind of problem told.
    pub(crate) fn problem(&self) -> String {
        let body = self.json();
        let kind = body["type"].as_str().expect("problem details have a type");
        kind.trim_start_matches("urn:khongcho:problem:").to_owned()
    }
}

impl Server {
    /// A server with a database of its own.
    pub(crate) async fn start() -> Self {
        let (storage, keep) = crate::open().await;
        Self {
            _database: Some(Box::new(keep)),
            ..Self::over(storage).await
        }
    }

    /// A server on this database.
    pub(crate) async fn over(storage: Arc<dyn Storage>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir(&site).unwrap();
        fs::write(
            site.join("sw.js"),
            "const B = \"__BUILD_ID__\"; const P = __PRECACHE__;",
        )
        .unwrap();
        fs::write(site.join("boot.js"), "// boot").unwrap();
        let file = |path, template: bool| {
            json!({"path": path, "size": 7, "sha256": "0".repeat(64), "brotli": null,
                "gzip": null, "precache": !template, "template": template})
        };
        let manifest =
            json!({"build_id": "test", "files": [file("sw.js", true), file("boot.js", false)]});
        fs::write(site.join("manifest.json"), manifest.to_string()).unwrap();

        demo::load_into_empty(&*storage).await.unwrap();
        let key = ServerKey::load(&folder.path().join("server.key")).unwrap();
        let vault = Vault::in_folder(&folder.path().join("attachments")).unwrap();
        let snapshot = Snapshot::make(
            &*storage,
            Local {
                forms: forms::Files::default().forms().unwrap(),
                registers: registers::read(folder.path()).unwrap(),
            },
            clock::now(),
        )
        .await
        .unwrap();
        let site = Site::load(&site).unwrap();
        let mut state = AppState::new(storage, key, vault, site, snapshot, clock::now);
        // Whatever is on the machine: these tests start none.
        state.browser.program = Some("no-such-browser".into());
        Self {
            router: router(state.clone()),
            state,
            _folder: folder,
            _database: None,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let (request, asked) = openapi::read_json(request).await;
        let reply = reply(self.router.clone(), request).await;
        openapi::check(&method, &path, &asked, &reply);
        reply
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Reply {
        let request = Request::post(path).header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub(crate) async fn post_exchange(&self, body: Vec<u8>) -> Reply {
        let request = Request::post("/api/v1/exchange").header("content-type", MEDIA_TYPE);
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// How long the demo commune's stream is.
    pub(crate) async fn stream_length(&self, unit: &UnitId) -> u64 {
        self.state
            .storage
            .begin(Access::Read)
            .await
            .unwrap()
            .stream_head(unit)
            .await
            .unwrap()
    }
}

/// What a router answers.
pub(crate) async fn reply(router: Router, request: Request<Body>) -> Reply {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, BODY_BYTES_MAX).await.unwrap().to_vec();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

/// A registered device with an officer signed in.
pub(crate) struct Device {
    pub(crate) id: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) unit: UnitId,
    pub(crate) officer: OfficerId,
    pub(crate) tag: DeviceTag,
    pub(crate) server_key: Vec<u8>,
    pub(crate) head: Head,
    /// Hashes of the envelopes at the cursors reached.
    seen: RefCell<BTreeMap<u64, Hash>>,
    made: u128,
}

pub(crate) fn signing_key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

pub(crate) fn public_key(key: &SigningKey) -> String {
    URL_SAFE_NO_PAD.encode(key.verifying_key().to_encoded_point(false).as_bytes())
}

pub(crate) fn sign_in_body(
    login: &str,
    password: &str,
    device: DeviceId,
    key: &SigningKey,
) -> Value {
    json!({"login": login, "password": password,
        "device": {"id": device.0.to_string(), "public_key": public_key(key)}})
}

impl Device {
    pub(crate) async fn sign_in(server: &Server, login: &str, number: u8) -> Self {
        let id = DeviceId(Uuid::from_u128(u128::from(number)));
        let key = signing_key(number);
        let body = sign_in_body(login, "khongcho", id, &key);
        let reply = server.post_json("/api/v1/session", &body).await;
        assert_eq!(
            reply.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&reply.body)
        );
        let answer = reply.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            id,
            key,
            unit: UnitId(text(&answer["unit"]["id"])),
            officer: text(&answer["officer"]["id"])
                .parse::<Uuid>()
                .map(OfficerId)
                .unwrap(),
            tag: DeviceTag(text(&answer["device_tag"])),
            server_key: URL_SAFE_NO_PAD.decode(text(&answer["server_key"])).unwrap(),
            head: Head::default(),
            seen: RefCell::default(),
            made: u128::from(number) << 64,
        }
    }

    /// Seals the next event of a dossier.
    pub(crate) fn seal(&mut self, dossier: DossierId, event: Event) -> Sealed {
        self.seal_fact(Fact::Dossier(dossier, event))
    }

    /// Seals the next fact.
    pub(crate) fn seal_fact(&mut self, fact: Fact) -> Sealed {
        self.made += 1;
        let envelope = Envelope {
            event_id: EventId(Uuid::from_u128(self.made)),
            unit: self.unit.clone(),
            device: self.id,
            sequence: self.head.sequence + 1,
            officer: self.officer,
            time: HybridTime(HybridTime::of(NOW).0 + self.head.sequence),
            clock: NOW,
            server_seen: None,
            previous: self.head.hash,
            fact,
        };
        let sealed = envelope.seal().unwrap();
        self.head = sealed.head();
        sealed
    }

    /// Seals the reception of a dossier.
    pub(crate) fn receive(&mut self, number: u32) -> Sealed {
        let reception = received(self.code(number));
        self.seal(self.dossier(), Event::Received(Box::new(reception)))
    }

    /// The same, of a dossier about an act.
    pub(crate) fn receive_act(&mut self, number: u32, civil: Civil) -> Sealed {
        let mut reception = received(self.code(number));
        reception.service = Some(Service::Civil(Box::new(civil)));
        self.seal(self.dossier(), Event::Received(Box::new(reception)))
    }

    /// The same, under a code of its own, with papers whose names have so many bytes.
    pub(crate) fn receive_wide(&mut self, bytes: usize) -> Sealed {
        let mut reception = received(self.code(WIDE + u32::try_from(self.head.sequence).unwrap()));
        let names = vec!['x'; bytes];
        let papers = names.chunks(NAME_CHARS).map(|name| Paper {
            name: name.iter().collect(),
            originals: 1,
            copies: 0,
        });
        reception.papers.extend(papers);
        self.seal(self.dossier(), Event::Received(Box::new(reception)))
    }

    pub(crate) fn code(&self, number: u32) -> LocalCode {
        let day = Day::from_ymd(2026, 11, 22).unwrap();
        LocalCode::new(&self.unit, day, &self.tag, number)
    }

    /// A dossier that no other event of this device is about.
    fn dossier(&self) -> DossierId {
        DossierId(Uuid::from_u128(self.made + (1 << 100)))
    }

    /// Signs a payload as a request.
    pub(crate) fn sign(&self, payload: Vec<u8>) -> Vec<u8> {
        self.sign_as(REQUEST_CONTEXT, payload)
    }

    /// Signs envelopes for another device to carry.
    pub(crate) fn bundle(&self, envelopes: &[&Sealed]) -> ByteBuf {
        let bundle = Bundle {
            unit: self.unit.clone(),
            device: self.id,
            envelopes: bytes(envelopes),
        };
        ByteBuf::from(self.sign_as(BUNDLE_CONTEXT, bundle.to_bytes().unwrap()))
    }

    pub(crate) fn sign_as(&self, context: &str, payload: Vec<u8>) -> Vec<u8> {
        let bytes = to_be_signed(context, &payload).unwrap();
        let signature: Signature = self.key.sign(&bytes);
        Sign1 {
            payload,
            signature: signature.to_bytes().to_vec(),
        }
        .to_bytes()
        .unwrap()
    }

    /// The payload of a request.
    pub(crate) fn request(&self, after: u64, envelopes: &[&Sealed]) -> Vec<u8> {
        self.request_with(after, envelopes, None)
    }

    /// The payload of a request that carries a bundle.
    pub(crate) fn request_with(
        &self,
        after: u64,
        envelopes: &[&Sealed],
        carried: Option<ByteBuf>,
    ) -> Vec<u8> {
        self.request_of(after, envelopes, envelopes, carried)
    }

    /// The payload of a request of a device that has more at hand than it sends in it.
    pub(crate) fn request_holding(
        &self,
        after: u64,
        envelopes: &[&Sealed],
        at_hand: &[&Sealed],
    ) -> Vec<u8> {
        self.request_of(after, envelopes, at_hand, None)
    }

    fn request_of(
        &self,
        after: u64,
        envelopes: &[&Sealed],
        at_hand: &[&Sealed],
        carried: Option<ByteBuf>,
    ) -> Vec<u8> {
        let (unit, device) = (self.unit.clone(), self.id);
        sync::exchange::Request {
            unit,
            device,
            clock: NOW,
            after,
            seen: self.seen.borrow().get(&after).copied(),
            holds: Held::of(at_hand.iter().map(|sealed| sealed.envelope.sequence)),
            envelopes: bytes(envelopes),
            carried,
        }
        .to_bytes()
        .unwrap()
    }

    /// One exchange, checked as a device checks it.
    pub(crate) async fn exchange(&self, server: &Server, after: u64, sent: &[&Sealed]) -> Answer {
        let body = self.sign(self.request(after, sent));
        self.ask(server, body).await
    }

    /// One exchange that carries a bundle.
    pub(crate) async fn carry(&self, server: &Server, bundle: ByteBuf) -> Answer {
        let payload = self.request_with(0, &[], Some(bundle));
        self.ask(server, self.sign(payload)).await
    }

    /// Sends a body and reads the answer.
    pub(crate) async fn ask(&self, server: &Server, body: Vec<u8>) -> Answer {
        let asked = Hash::of(&body);
        let reply = server.post_exchange(body).await;
        assert_eq!(
            reply.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&reply.body)
        );
        let message = Sign1::from_bytes(&reply.body).unwrap();
        assert!(is_signed_by(&self.server_key, ANSWER_CONTEXT, &message));
        let answer = Answer::from_bytes(&message.payload).unwrap();
        assert_eq!(answer.request, asked);
        if let Some(hash) = answer.seen(None) {
            self.seen.borrow_mut().insert(answer.reaches(), hash);
        }
        answer
    }
}

fn bytes(envelopes: &[&Sealed]) -> Vec<ByteBuf> {
    envelopes
        .iter()
        .map(|sealed| ByteBuf::from(sealed.bytes.clone()))
        .collect()
}

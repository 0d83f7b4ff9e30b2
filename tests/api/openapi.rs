//! The document of the API against what the server is asked and answers: the harness
//! brings every request and every reply of every test here.

use crate::harness::{Reply, Server};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::slice;
use std::sync::LazyLock;

/// Where an operation has the schema of the JSON that it takes.
const JSON_ASKED: &str = "/requestBody/content/application~1json/schema";

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../server/openapi.json")).expect("the document is JSON")
});

/// What `{"$ref": "#/…"}` points at, or the value itself.
fn resolved(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(pointer) => DOCUMENT.pointer(pointer.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// Whether an address fits a template such as `/api/v1/catalogue/{hash}`.
fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part.starts_with('{') || part == given => {}
            _ => return false,
        }
    }
}

/// A request and the bytes of its body, where that says that it is JSON.
pub(crate) async fn read_json(request: Request<Body>) -> (Request<Body>, Bytes) {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get("content-type");
    if kind.is_none_or(|kind| kind != "application/json") {
        return (Request::from_parts(parts, body), Bytes::new());
    }
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let body = Body::from(bytes.clone());
    (Request::from_parts(parts, body), bytes)
}

/// Fails when the reply is not what the document says of this request, or the request is
/// not what it says and was taken all the same.
pub(crate) fn check(method: &Method, path: &str, asked: &[u8], reply: &Reply) {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let found = paths.iter().find(|(template, _)| fits(template, path));
    let Some((template, operations)) = found else {
        let is_page = !path.starts_with("/api/");
        assert!(
            is_page || reply.status == StatusCode::NOT_FOUND,
            "{path} is not in the document"
        );
        return;
    };
    let Some(operation) = operations.get(method.as_str().to_lowercase()) else {
        let status = reply.status;
        assert_eq!(
            status,
            StatusCode::METHOD_NOT_ALLOWED,
            "{method} {template}"
        );
        return;
    };
    let here = format!("{method} {template} {}", reply.status);
    if reply.status.is_success() {
        check_asked(&here, operation, asked);
    }
    let response = operation["responses"].get(reply.status.as_str());
    let response = resolved(response.unwrap_or_else(|| panic!("{here} is not documented")));
    for header in response["headers"].as_object().into_iter().flatten() {
        assert!(
            reply.headers.contains_key(header.0),
            "{here}: no {}",
            header.0
        );
    }
    if method == Method::HEAD {
        return;
    }
    let Some(content) = response.get("content") else {
        assert!(reply.body.is_empty(), "{here}: a body");
        return;
    };
    let given = reply.headers["content-type"].to_str().unwrap();
    let media_type = given.split(';').next().unwrap();
    let schema = &content
        .get(media_type)
        .unwrap_or_else(|| panic!("{here}: {media_type} is not documented"))["schema"];
    if media_type.ends_with("json") {
        check_value(&here, schema, &reply.json());
    }
}

/// Fails when what was sent to an address that takes JSON does not fit its schema.
fn check_asked(here: &str, operation: &'static Value, asked: &[u8]) {
    if let Some(schema) = operation.pointer(JSON_ASKED) {
        let value = serde_json::from_slice(asked);
        let value = value.unwrap_or_else(|error| panic!("{here} took {error}"));
        check_value(&format!("asked {here}"), schema, &value);
    }
}

/// Whether a value is of a type by its name in JSON Schema.
fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}

/// The part of JSON Schema that the document uses.
fn check_value(here: &str, schema: &'static Value, value: &Value) {
    if schema.get("$ref").is_some() {
        check_value(here, resolved(schema), value);
    }
    if let Some(types) = schema.get("type") {
        let mut types = types
            .as_array()
            .map_or(slice::from_ref(types), Vec::as_slice)
            .iter();
        assert!(
            types.any(|kind| is_of(kind.as_str().unwrap(), value)),
            "{here}: {value} is not of the type {}",
            schema["type"]
        );
    }
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{here}: {value} is not documented");
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(
            value.get(name.as_str().unwrap()).is_some(),
            "{here}: no {name}"
        );
    }
    let properties = &schema["properties"];
    for (name, value) in value.as_object().into_iter().flatten() {
        match properties.get(name) {
            Some(schema) => check_value(here, schema, value),
            None => assert_ne!(
                schema["additionalProperties"], false,
                "{here}: {name} is not documented"
            ),
        }
    }
    for item in value.as_array().into_iter().flatten() {
        if let Some(schema) = schema.get("items") {
            check_value(here, schema, item);
        }
    }
}

#[tokio::test]
async fn the_server_serves_the_document_and_knows_every_address_of_it() {
    let server = Server::start().await;
    let reply = server.get("/api/v1/openapi.json").await;
    assert_eq!(reply.json(), *DOCUMENT);
    for (template, operations) in DOCUMENT["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let request = Request::builder()
                .method(method.to_uppercase().as_str())
                .uri(template.replace("{hash}", "00"))
                .body(Body::empty())
                .unwrap();
            // The harness has checked that the status is one of the documented.
            server.send(request).await;
        }
    }
}

#[test]
fn every_problem_that_the_document_names_exists() {
    let source = include_str!("../../server/src/http/problem.rs");
    let text = DOCUMENT.to_string();
    let named: BTreeSet<_> = text
        .split("urn:khongcho:problem:")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(named.len() > 10, "{named:?}");
    for kind in named {
        assert!(source.contains(&format!("\"{kind}\"")), "no problem {kind}");
    }
}

#[test]
fn what_the_document_does_not_say_is_noticed() {
    let fits = |schema: &str, value: &Value| {
        let schema = DOCUMENT.pointer(&format!("/components/schemas/{schema}"));
        catch_unwind(|| check_value("here", schema.unwrap(), value)).is_ok()
    };
    for demo_hint in [json!(null), json!("lan / khongcho")] {
        let entrance = json!({"signed_in": false, "demo_hint": demo_hint});
        assert!(fits("Entrance", &entrance), "{entrance}");
    }
    let device = json!({"id": "1", "public_key": "2"});
    for (schema, value) in [
        ("Entrance", json!([])),
        ("Entrance", json!({"signed_in": 0, "demo_hint": null})),
        ("Entrance", json!({"signed_in": true, "demo_hint": 7})),
        ("Entrance", json!({"signed_in": true})),
        ("Unit", json!({"id": "a", "name": "b", "more": 1})),
        ("Part", json!({"hash": "a", "size_bytes": 1.5})),
        ("Part", json!({"hash": 1, "size_bytes": 1})),
        ("Standing", json!({"stage": "lost", "due": null})),
        (
            "SignIn",
            json!({"login": null, "password": "", "device": device}),
        ),
    ] {
        assert!(!fits(schema, &value), "{schema}: {value}");
    }
}

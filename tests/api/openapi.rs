//! The document of the API against what the server answers: the harness brings
//! every reply of every test here.

use crate::harness::{Reply, Server};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

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

/// Fails when the reply is not what the document says of this request.
pub(crate) fn check(method: &Method, path: &str, reply: &Reply) {
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

/// The part of JSON Schema that the document uses.
fn check_value(here: &str, schema: &'static Value, value: &Value) {
    if schema.get("$ref").is_some() {
        check_value(here, resolved(schema), value);
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

//! Arrows run down only: who may use whom.

use crate::house::{files, has_extension, read};
use std::collections::BTreeSet;
use toml::Table;

/// Each crate with the workspace crates it may use and the outside crates it must not.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    (
        "app/domain",
        &[],
        &[
            "tokio",
            "async-trait",
            "tracing",
            "getrandom",
            "serde_json",
            "sqlx",
            "web-sys",
            "js-sys",
            "leptos",
        ],
    ),
    (
        "app/sync",
        &["domain"],
        &[
            "tokio",
            "async-trait",
            "tracing",
            "getrandom",
            "sqlx",
            "web-sys",
            "js-sys",
            "leptos",
            "axum",
        ],
    ),
    (
        "app",
        &["domain", "sync"],
        &[
            "sqlx",
            "axum",
            "tokio",
            "web-sys",
            "indexed_db_futures",
            "gloo-net",
        ],
    ),
    (
        "server/catalogue",
        &["domain"],
        &["sqlx", "axum", "tokio", "leptos"],
    ),
    (
        "server/storage",
        &["domain", "sync"],
        &["sqlx", "axum", "leptos"],
    ),
    (
        "server/storage-postgres",
        &["domain", "storage", "sync"],
        &["axum", "leptos"],
    ),
    (
        "server/storage-sqlite",
        &["domain", "storage", "sync"],
        &["axum", "leptos"],
    ),
    (
        "server",
        &[
            "app",
            "catalogue",
            "domain",
            "storage",
            "storage-postgres",
            "storage-sqlite",
            "sync",
        ],
        &["sqlx"],
    ),
    ("frontend/store", &["domain", "sync"], &["leptos", "tokio"]),
    ("frontend/qr", &[], &["leptos", "tokio", "image"]),
    (
        "frontend",
        &["app", "domain", "store", "sync"],
        &["tokio", "sqlx", "axum"],
    ),
    (
        "tests",
        &[
            "catalogue",
            "domain",
            "server",
            "storage",
            "storage-postgres",
            "storage-sqlite",
            "sync",
        ],
        &["leptos"],
    ),
];

const OURS: &[&str] = &[
    "app",
    "catalogue",
    "domain",
    "frontend",
    "qr",
    "server",
    "storage",
    "storage-postgres",
    "storage-sqlite",
    "store",
    "sync",
    "tests",
];

fn used(folder: &str) -> BTreeSet<String> {
    let manifest: Table = read(&format!("{folder}/Cargo.toml"))
        .parse()
        .expect("a manifest");
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let names = |section: &&str| {
        manifest
            .get(*section)
            .and_then(|table| table.as_table())
            .cloned()
    };
    let tests_are_ours = folder == "tests";
    sections
        .iter()
        .filter(|section| tests_are_ours || **section != "dev-dependencies")
        .filter_map(names)
        .flat_map(|table| table.keys().cloned().collect::<Vec<_>>())
        .collect()
}

#[test]
fn arrows_run_down() {
    for (folder, may, never) in TABLE {
        for name in used(folder) {
            let ours = OURS.contains(&name.as_str());
            assert!(
                !ours || may.contains(&name.as_str()),
                "{folder} must not use {name}"
            );
            assert!(
                !never.contains(&name.as_str()),
                "{folder} must not use {name}"
            );
        }
    }
}

#[test]
fn every_crate_is_in_the_table() {
    let workspace: Table = read("Cargo.toml").parse().expect("a manifest");
    let members = workspace["workspace"]["members"]
        .as_array()
        .expect("members");
    for member in members {
        let member = member.as_str().expect("a folder");
        assert!(
            TABLE.iter().any(|(folder, ..)| *folder == member),
            "{member} has no row"
        );
    }
}

#[test]
fn no_sql_outside_the_storage_crates() {
    let strange: Vec<_> = files()
        .into_iter()
        .filter(|path| {
            has_extension(path, "rs")
                && !path.starts_with("server/storage-")
                && !path.starts_with("tests/tidy/")
        })
        .filter(|path| read(path).contains("sqlx::query"))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

//! PostgreSQL's tables can be spread by unit: every key begins with the unit, and
//! every query names one, but for the few that are listed here.

use crate::house::{files, has_extension, read};
use serde_json::Value;

const CRATE: &str = "server/storage-postgres/";

/// Queries that look at all units, and when. None belongs to an exchange.
const ACROSS_UNITS: &[&str] = &[
    // Signing in looks for the name; readiness; a listener that was away.
    "select unit_id, name from unit order by unit_id",
    "select unit_id from unit order by unit_id",
];
/// Queries that touch no table.
const NO_TABLE: &[&str] = &[
    "select pg_notify($1, payload) from unnest($2::text[]) as payload",
    r#"select gen_random_uuid()::text as "name!""#,
];
/// Catalogue, calendar and confirmations belong to no unit: small tables, copied to every
/// machine.
const OF_NO_UNIT: &[&str] = &[
    "calendar_entry",
    "catalogue_layer",
    "catalogue_stamp",
    "confirmation",
];

fn ours(folder: &str, extension: &str) -> Vec<String> {
    let folder = format!("{CRATE}{folder}/");
    let found: Vec<_> = files()
        .into_iter()
        .filter(|path| path.starts_with(&folder) && has_extension(path, extension))
        .collect();
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}

/// The text on one line, words one space apart.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn queries() -> Vec<String> {
    let query = |path: String| {
        let value: Value = serde_json::from_str(&read(&path)).expect("JSON");
        flat(value.get("query").and_then(Value::as_str).expect("a query"))
    };
    ours(".sqlx", "json").into_iter().map(query).collect()
}

/// Statements of the migrations, without comments.
fn statements() -> Vec<String> {
    let mut paths = ours("migrations", "sql");
    paths.sort();
    let without_comment = |line: &str| line.split("--").next().unwrap_or_default().to_owned();
    let text: Vec<_> = paths
        .iter()
        .flat_map(|path| read(path).lines().map(without_comment).collect::<Vec<_>>())
        .collect();
    text.join("\n").split(';').map(flat).collect()
}

fn is_of_no_unit(text: &str) -> bool {
    OF_NO_UNIT.iter().any(|table| text.contains(table))
}

/// Whether one unit decides where the query runs.
fn names_a_unit(query: &str) -> bool {
    let written_to_one = query
        .strip_prefix("insert into ")
        .and_then(|rest| rest.split_once('('))
        .is_some_and(|(_, columns)| columns.trim_start().starts_with("unit_id,"));
    let values_begin_with_it = [
        "values ($1,",
        "select $1::text,",
        "select unit_id, 0 from unit where unit_id = $1",
    ]
    .iter()
    .any(|values| query.contains(values));
    if query.starts_with("insert into ") {
        written_to_one && values_begin_with_it
    } else {
        query.contains(" where unit_id = $1")
    }
}

#[test]
fn every_query_names_its_unit() {
    let queries = queries();
    assert!(queries.len() >= 30, "{} queries", queries.len());
    let strange: Vec<_> = queries
        .iter()
        .filter(|query| !is_of_no_unit(query))
        .filter(|query| !ACROSS_UNITS.contains(&query.as_str()))
        .filter(|query| !NO_TABLE.contains(&query.as_str()))
        .filter(|query| !names_a_unit(query))
        .collect();
    assert!(strange.is_empty(), "no unit in {strange:#?}");
}

#[test]
fn every_key_begins_with_the_unit() {
    let mut tables = 0;
    for statement in statements() {
        if is_of_no_unit(&statement) {
            continue;
        }
        if let Some(table) = statement.strip_prefix("create table ") {
            tables += 1;
            assert!(
                table.contains("( unit_id text collate \"C\" "),
                "the first column of {table}"
            );
            let own_key = table.contains("( unit_id text collate \"C\" primary key");
            assert!(own_key || table.contains("primary key (unit_id"), "{table}");
            for key in ["primary key (", "unique (", "foreign key ("] {
                for columns in table.split(key).skip(1) {
                    assert!(columns.starts_with("unit_id"), "{key}{columns}");
                }
            }
        } else if statement.starts_with("create ") {
            assert!(statement.contains(" (unit_id"), "{statement}");
        }
    }
    assert!(tables >= 9, "{tables} tables");
}

#[test]
fn the_ddl_for_citus_knows_every_table() {
    let page = read("server/storage-postgres/DISTRIBUTED.md");
    for statement in statements() {
        let Some(table) = statement.strip_prefix("create table ") else {
            continue;
        };
        let name = table.split(' ').next().unwrap_or_default();
        let line = if is_of_no_unit(name) {
            format!("create_reference_table('{name}')")
        } else {
            format!("create_distributed_table('{name}', 'unit_id'")
        };
        assert!(page.contains(&line), "DISTRIBUTED.md lacks {line}");
    }
}

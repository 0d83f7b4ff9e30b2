//! The table of facts: bad cells are told, missing columns wipe nothing.

use catalogue::{IssueKind, builtin, import, merged};
use domain::catalogue::{Facts, StoredLayer};

use super::{apply, day, path, reading};

fn told(text: &str) -> Vec<(usize, String, String, IssueKind)> {
    let outcome = import(reading(text.as_bytes()), &[], day("2026-11-02"));
    let issues = outcome.report.issues.into_iter();
    issues
        .map(|issue| {
            let code = issue.code.unwrap_or_default();
            (issue.line, code, issue.field, issue.kind)
        })
        .collect()
}

fn facts_of(stored: &[StoredLayer], code: &str, on: &str) -> Facts {
    let procedures = merged(stored, day(on)).unwrap();
    let found = procedures
        .into_iter()
        .find(|procedure| procedure.code.as_str() == code);
    found.unwrap().facts.unwrap()
}

#[test]
fn figures_below_zero_are_told_and_not_taken_over() {
    let table = "code,title,time_limit,fee\n\
        9.000001,A,-5 ngày làm việc,-2.000 đồng\n\
        9.000002,B,5-7 ngày,2.000 đồng\n";
    let expected = [
        (
            2,
            "9.000001".to_owned(),
            "time_limit".to_owned(),
            IssueKind::BelowZero,
        ),
        (
            2,
            "9.000001".to_owned(),
            "fee".to_owned(),
            IssueKind::BelowZero,
        ),
    ];
    assert_eq!(told(table), expected);
    let mut stored = Vec::new();
    let changes = import(reading(table.as_bytes()), &[], day("2026-11-02")).changes;
    apply(&mut stored, changes);
    let facts = facts_of(&stored, "9.000001", "2026-11-02");
    assert_eq!((facts.fee.as_str(), facts.time_limit.as_str()), ("", ""));
    assert_eq!(facts.unread["fee"], "-2.000 đồng");
    assert_eq!(
        facts_of(&stored, "9.000002", "2026-11-02").time_limit,
        "5-7 ngày"
    );
}

#[test]
fn a_bad_cell_does_not_wipe_what_is_known() {
    let mut stored = Vec::new();
    for fee in ["2.000 đồng", "-2.000 đồng"] {
        let table = format!("code,title,fee\n9.000001,A,{fee}\n");
        let changes = import(reading(table.as_bytes()), &stored, day("2026-11-02")).changes;
        apply(&mut stored, changes);
    }
    assert_eq!(
        facts_of(&stored, "9.000001", "2026-11-02").fee,
        "2.000 đồng"
    );
}

#[test]
fn a_quote_that_never_closes_costs_its_own_line_only() {
    let table = "code,title,fee\n\
        9.000001,A,1.000 đồng\n\
        9.000002,\"B,2.000 đồng\n\
        9.000003,\"C, có phẩy\",3.000 đồng\n\
        9.000004,D,\"4.000\n";
    let expected = [
        (
            3,
            "9.000002".to_owned(),
            "title".to_owned(),
            IssueKind::UnclosedQuote,
        ),
        (
            5,
            "9.000004".to_owned(),
            "fee".to_owned(),
            IssueKind::UnclosedQuote,
        ),
    ];
    assert_eq!(told(table), expected);
    let outcome = import(reading(table.as_bytes()), &[], day("2026-11-02"));
    assert_eq!((outcome.report.lines, outcome.report.broken), (4, 2));
    let mut stored = Vec::new();
    apply(&mut stored, outcome.changes);
    assert_eq!(
        facts_of(&stored, "9.000003", "2026-11-02").name,
        "C, có phẩy"
    );
}

#[test]
fn a_column_twice_is_told_and_the_first_counts() {
    let table = "code,title,fee,fee_vi,fee\n9.000001,A,1.000 đồng,2.000 đồng,3.000 đồng\n";
    let fields: Vec<_> = told(table)
        .into_iter()
        .map(|(line, _, field, kind)| (line, field, kind))
        .collect();
    let expected = ["fee_vi", "fee"].map(|field| (1, field.to_owned(), IssueKind::DuplicateColumn));
    assert_eq!(fields, expected);
    let mut stored = Vec::new();
    let changes = import(reading(table.as_bytes()), &[], day("2026-11-02")).changes;
    apply(&mut stored, changes);
    assert_eq!(
        facts_of(&stored, "9.000001", "2026-11-02").fee,
        "1.000 đồng"
    );
}

/// The built-in table with fewer columns, as it was collected.
fn collected(change: impl Fn(&str, &str) -> String) -> String {
    const COLUMNS: [(&str, &str); 8] = [
        ("code", "code"),
        ("title", "name_vi"),
        ("field", "field_vi"),
        ("time_limit", "time_limit_vi"),
        ("fee", "fee_vi"),
        ("no_wait", "no_wait"),
        ("legal_basis", "legal_basis"),
        ("source", "source"),
    ];
    let table = std::fs::read(path("../server/catalogue/data/commune-procedures.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_slice());
    let header = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.map(|(_, name)| name)).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let cell = |name: &str| {
            let at = header.iter().position(|column| column == name).unwrap();
            change(name, &row[at])
        };
        writer
            .write_record(COLUMNS.map(|(name, _)| cell(name)))
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn a_table_with_fewer_columns_changes_and_wipes_nothing() {
    let mut stored = builtin::layers().unwrap();
    let before = facts_of(&stored, "2.000815", "2026-11-22");
    let same = collected(|column, cell| match column {
        "source" if cell.starts_with("https://") => format!("sourced:{cell} (ghi chú khác)"),
        _ => cell.to_owned(),
    });
    let outcome = import(reading(same.as_bytes()), &stored, day("2026-11-22"));
    assert_eq!(outcome.report.layers["facts"].read, 441);
    assert_eq!(outcome.report.changed_codes, [""; 0]);
    assert!(outcome.changes.is_empty());

    let dearer = collected(|column, cell| match column {
        "fee" => cell.replace("2.000 đồng/trang", "3.000 đồng/trang"),
        _ => cell.to_owned(),
    });
    let outcome = import(reading(dearer.as_bytes()), &stored, day("2026-11-22"));
    assert_eq!(outcome.report.changed_codes, ["2.000815", "2.000942"]);
    apply(&mut stored, outcome.changes);
    let after = facts_of(&stored, "2.000815", "2026-11-22");
    assert!(after.fee.starts_with("3.000 đồng/trang"));
    assert_eq!((after.agency, after.note), (before.agency, before.note));
}

#[test]
fn a_remark_met_often_is_told_once_with_its_count() {
    let rows: Vec<String> = (1..=40)
        .map(|number| format!("9.0000{number:02},Tên,maybe"))
        .collect();
    let rows = rows.join("\n");
    let table = format!("code,title,no_wait\n{rows}");
    let report = import(reading(table.as_bytes()), &[], day("2026-11-02")).report;
    assert_eq!(report.issues.len(), 40);
    let text = report.to_string();
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(
        lines,
        [
            "- 40 lần, no_wait: giá trị ngoài danh mục đã biết, giữ nguyên (maybe); mã 9.000001, \
          9.000002, 9.000003, 9.000004, 9.000005 và 35 mã khác (xem --json)"
        ]
    );
}

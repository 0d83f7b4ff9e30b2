//! Import: what was read, what changed, what could not be understood.

use std::io::Write;

use catalogue::{IssueKind, import, merged};
use domain::catalogue::{LayerKind, ProcedureCode};
use proptest::prelude::*;

use super::{apply, day, fixture, reading};

#[test]
fn a_broken_line_does_not_stop_the_rest_and_is_told_with_its_number() {
    let outcome = import(
        reading(&fixture("portal-records.jsonl")),
        &[],
        day("2026-11-02"),
    );
    let read: Vec<_> = outcome
        .report
        .layers
        .iter()
        .map(|(kind, counts)| (*kind, counts.read, counts.new))
        .collect();
    assert_eq!(read, [("list", 1, 1), ("record", 3, 3)]);
    assert_eq!(outcome.report.lines, 7);
    let broken: Vec<_> = outcome
        .report
        .issues
        .iter()
        .filter(|issue| issue.kind.is_error())
        .map(|issue| (issue.line, issue.kind))
        .collect();
    let expected = [
        (2, IssueKind::BrokenLine),
        (4, IssueKind::ErrorAnswer),
        (7, IssueKind::BrokenLine),
    ];
    assert!(
        expected.iter().all(|issue| broken.contains(issue)),
        "{broken:?}"
    );
}

#[test]
fn what_is_not_understood_is_told_with_code_and_field() {
    let outcome = import(
        reading(&fixture("portal-records.jsonl")),
        &[],
        day("2026-11-02"),
    );
    let told: Vec<_> = outcome
        .report
        .issues
        .iter()
        .map(|issue| {
            (
                issue.code.as_deref().unwrap_or_default(),
                issue.field.as_str(),
                issue.kind,
            )
        })
        .collect();
    for expected in [
        ("9.000001", "data.futureField", IssueKind::UnknownField),
        ("9.000001", "data.keywords", IssueKind::UnexpectedType),
        (
            "9.000001",
            "data.procedureRelatedGroup",
            IssueKind::KeptAsText,
        ),
        (
            "9.000001",
            "data.legalBasisesDetails[0].issuedDate",
            IssueKind::UnknownField,
        ),
        (
            "9.000001",
            "data.executionMethods[3].processingTime",
            IssueKind::TextForNumber,
        ),
        (
            "9.000001",
            "data.executionMethods[3].submissionMethod",
            IssueKind::UnknownWord,
        ),
        (
            "9.000001",
            "data.executionMethods[3].processingTimeUnit",
            IssueKind::UnknownWord,
        ),
        ("1.0133611", "data.code", IssueKind::IrregularCode),
        (
            "1.0133611",
            "data.executionSteps",
            IssueKind::UnexpectedType,
        ),
        ("1.0133611", "data.isWard", IssueKind::UnexpectedType),
        ("1.0133611", "data.state", IssueKind::UnknownWord),
        (" 9.000005", "region", IssueKind::UnknownField),
    ] {
        assert!(
            told.contains(&expected),
            "{expected:?} is missing in {told:#?}"
        );
    }
    assert!(
        !told
            .iter()
            .any(|(_, field, _)| field.contains("executionMethods[2]")),
        "a number as text is understood"
    );
}

#[test]
fn what_has_no_place_is_kept() {
    let outcome = import(
        reading(&fixture("portal-records.jsonl")),
        &[],
        day("2026-11-02"),
    );
    let mut stored = Vec::new();
    apply(&mut stored, outcome.changes);
    let kept = merged(&stored, day("2026-11-02")).unwrap();
    let record = kept
        .iter()
        .find(|procedure| procedure.code.as_str() == "9.000001")
        .unwrap()
        .record
        .as_ref()
        .unwrap();
    assert_eq!(record.unread["data.futureField"], r#"{"deep":[1,2]}"#);
    assert_eq!(record.unread["data.keywords"], "7");
    let raw = &stored
        .iter()
        .find(|layer| layer.code.as_str() == "9.000001")
        .unwrap()
        .raw;
    assert!(raw.contains("futureField") && raw.starts_with("{\"code\":\"OK\""));
}

#[test]
fn importing_again_changes_nothing_and_a_change_opens_a_version() {
    let file = fixture("portal-records.jsonl");
    let mut stored = Vec::new();
    apply(
        &mut stored,
        import(reading(&file), &[], day("2026-11-02")).changes,
    );
    let again = import(reading(&file), &stored, day("2026-11-09"));
    assert!(again.changes.is_empty());
    assert_eq!(again.report.layers["record"].unchanged, 3);

    let text = String::from_utf8(file)
        .unwrap()
        .replace("Trả kết quả.", "Trả kết quả tại nhà.");
    let changed = import(reading(text.as_bytes()), &stored, day("2026-11-10"));
    assert_eq!(changed.report.changed_codes, ["9.000001"]);
    apply(&mut stored, changed.changes);
    let step = |on: &str| {
        let procedures = merged(&stored, day(on)).unwrap();
        let procedure = procedures
            .into_iter()
            .find(|procedure| procedure.code.as_str() == "9.000001")
            .unwrap();
        procedure.record.unwrap().steps[1].text.clone()
    };
    assert_eq!(step("2026-11-09"), "Trả kết quả.");
    assert_eq!(step("2026-11-10"), "Trả kết quả tại nhà.");
}

#[test]
fn a_field_that_nobody_knows_is_a_change_too() {
    let file = fixture("portal-records.jsonl");
    let mut stored = Vec::new();
    apply(
        &mut stored,
        import(reading(&file), &[], day("2026-11-02")).changes,
    );
    let text = String::from_utf8(file)
        .unwrap()
        .replace("{\"deep\":[1,2]}", "{\"deep\":[1,3]}");
    let changed = import(reading(text.as_bytes()), &stored, day("2026-11-10"));
    assert_eq!(changed.report.changed_codes, ["9.000001"]);
}

#[test]
fn gzip_bom_and_one_document_are_recognised() {
    let file = fixture("portal-records.jsonl");
    let plain = reading(&file).incoming.len();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&file).unwrap();
    assert_eq!(reading(&gzip.finish().unwrap()).incoming.len(), plain);
    let first = String::from_utf8(file)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned();
    assert_eq!(
        reading(format!("\u{feff}{first}").as_bytes())
            .incoming
            .len(),
        1
    );
    let value: serde_json::Value = serde_json::from_str(&first).unwrap();
    let indented = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(reading(indented.as_bytes()).incoming.len(), 1);
    assert_eq!(
        reading(format!("[{indented}]").as_bytes()).incoming.len(),
        1
    );
}

#[test]
fn facts_without_a_code_get_a_local_one_and_unknown_stays_unknown() {
    let outcome = import(reading(&fixture("facts.csv")), &[], day("2026-11-02"));
    assert_eq!((outcome.report.lines, outcome.report.broken), (5, 2));
    let mut stored = Vec::new();
    apply(&mut stored, outcome.changes);
    let procedures = merged(&stored, day("2026-11-02")).unwrap();
    let local = procedures
        .iter()
        .find(|procedure| procedure.code.is_local())
        .unwrap();
    assert_eq!(local.code, ProcedureCode::local("Thủ tục chưa có mã"));
    assert_eq!(local.facts.as_ref().unwrap().time_limit, "");
    let first = procedures
        .iter()
        .find(|procedure| procedure.code.as_str() == "9.000001")
        .unwrap();
    assert!(first.is_no_wait());
    let facts = first.facts.as_ref().unwrap();
    assert_eq!(facts.legal_basis, ["1/2026/QH16", "2/2026/NĐ-CP"]);
    assert_eq!(facts.unread["rating"], "5");
    let odd = procedures
        .iter()
        .find(|procedure| procedure.code.as_str() == "9.000008")
        .unwrap();
    assert_eq!(odd.facts.as_ref().unwrap().no_wait, None);
}

#[test]
fn a_code_twice_in_one_file_is_told_and_stays_idempotent() {
    let file = "{\"code\":\"9.000001\",\"name\":\"A\"}\n{\"code\":\"9.000001\",\"name\":\"B\"}\n";
    let mut stored = Vec::new();
    let outcome = import(reading(file.as_bytes()), &[], day("2026-11-02"));
    assert!(
        outcome
            .report
            .issues
            .iter()
            .any(|issue| issue.kind == IssueKind::Duplicate && issue.line == 1)
    );
    apply(&mut stored, outcome.changes);
    assert!(
        import(reading(file.as_bytes()), &stored, day("2026-11-03"))
            .changes
            .is_empty()
    );
}

#[test]
fn the_layers_of_a_code_read_together_in_any_order() {
    let on = day("2026-11-02");
    let mut stored = Vec::new();
    apply(
        &mut stored,
        import(reading(&fixture("portal-records.jsonl")), &[], on).changes,
    );
    let facts = import(reading(&fixture("facts.csv")), &stored, on);
    apply(&mut stored, facts.changes);
    let forward = merged(&stored, on).unwrap();
    stored.reverse();
    assert_eq!(forward, merged(&stored, on).unwrap());
    let both = forward
        .iter()
        .find(|procedure| procedure.code.as_str() == "9.000001")
        .unwrap();
    let kinds: Vec<LayerKind> = both.origins.iter().map(|origin| origin.kind).collect();
    assert_eq!(kinds, [LayerKind::Record, LayerKind::Facts]);
    assert!(both.is_no_wait() && both.record.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the lines hold, reading ends, and importing twice changes nothing.
    #[test]
    fn any_lines_can_be_read(lines in proptest::collection::vec("\\PC{0,40}", 0..6), cut in 0_usize..2000) {
        let file = String::from_utf8(fixture("portal-records.jsonl")).unwrap();
        let cut = (0..=cut.min(file.len())).rev().find(|at| file.is_char_boundary(*at)).unwrap();
        let text = format!("{{\"code\":\"9.000009\",\"name\":\"X\"}}\n{}\n{}", lines.join("\n"), &file[..cut]);
        let mut stored = Vec::new();
        apply(&mut stored, import(reading(text.as_bytes()), &[], day("2026-11-02")).changes);
        prop_assert!(import(reading(text.as_bytes()), &stored, day("2026-11-03")).changes.is_empty());
    }
}

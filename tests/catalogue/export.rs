//! Export: the record back, field by field.

use catalogue::export::exported;
use catalogue::{import, merged};
use serde_json::{Value, json};

use super::{apply, day, fixture, reading};

fn export_of(code: &str) -> Value {
    let mut stored = Vec::new();
    apply(
        &mut stored,
        import(
            reading(&fixture("portal-records.jsonl")),
            &[],
            day("2026-11-02"),
        )
        .changes,
    );
    let procedures = merged(&stored, day("2026-11-02")).unwrap();
    let procedure = procedures
        .iter()
        .find(|procedure| procedure.code.as_str() == code)
        .unwrap();
    serde_json::to_value(exported(procedure)).unwrap()
}

#[test]
fn names_are_clean_and_texts_are_letter_for_letter() {
    let export = export_of("9.000001");
    assert_eq!(export["name"], "Thủ tục cấp giấy thử nghiệm");
    assert_eq!(export["field"], "Hộ tịch");
    assert_eq!(export["steps"]["count"], 2);
    assert_eq!(
        export["steps"]["items"][0]["text"],
        "- Nộp hồ sơ. \n- Kiểm tra."
    );
    assert_eq!(
        export["agencies"]["executing"]["agencies"][0]["name"],
        "Ủy ban nhân dân xã, phường."
    );
    assert_eq!(export["decision_number"], "1/QĐ-THU");
    assert_eq!(export["decision"]["date"], "2026-01-16");
    assert_eq!(export["online_level"], "partial");
}

#[test]
fn quantities_stay_what_they_were() {
    let export = export_of("9.000001");
    let channels: Vec<Value> = export["channels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|channel| json!([channel["channel"], channel["quantity"], channel["unit"]]))
        .collect();
    let expected = [
        json!(["ONLINE", 3, "OTHER"]),
        json!(["DIRECT", 6.25, "WORKING_DAY"]),
        json!(["POSTAL", "12", "DAY"]),
        json!(["DRONE", "Theo mô tả", "FORTNIGHT"]),
    ];
    assert_eq!(channels, expected);
    assert_eq!(export["channels"][0]["fees"][0]["value"], 0);
    assert_eq!(export["channels"][1]["fees"][0]["attachment"]["id"], "f1");
    let cases: Vec<Value> = export["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| json!([case["code"], case["quantity"], case["unit"]]))
        .collect();
    assert_eq!(
        cases,
        [
            json!(["9.000001.01", 3, "WORKING_DAY"]),
            json!(["9.000001.02", 8, "WORKING_DAY"])
        ]
    );
}

#[test]
fn notes_among_the_papers_are_marked_and_kept() {
    let export = export_of("9.000001");
    let groups = export["component_groups"].as_array().unwrap();
    assert_eq!(groups.len(), 2, "an empty group is a group");
    let papers = &groups[0]["components"];
    assert_eq!(
        (
            &papers[0]["originals"],
            &papers[0]["copies"],
            &papers[0]["is_note"]
        ),
        (&json!(1), &json!("2"), &json!(false))
    );
    assert_eq!(papers[1]["is_note"], true);
    assert_eq!(
        export["unread"]["data.futureField"],
        json!({"deep": [1, 2]})
    );
    assert_eq!(export["legal_bases"], json!(["1/2026/QH16"]));
}

#[test]
fn nothing_is_zero_that_is_not_known() {
    let export = export_of("9.000004");
    for key in ["field", "decision_number", "requirements", "facts", "fees"] {
        assert_eq!(export[key], Value::Null, "{key}");
    }
    assert_eq!(export["flags"]["full_process"], Value::Null);
    assert_eq!(export["channels"], json!([]));
}

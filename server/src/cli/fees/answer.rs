//! What `khongcho fees` answers.

use crate::cli::pretty;
use anyhow::{Context, bail};
use domain::fee::{Exemption, FeeItem, FeeRule, FeeTable, Uncharged, charge, dong};
use domain::instant::Day;
use serde::Serialize;
use std::fmt::Write;

/// As JSON has it.
#[derive(Serialize)]
struct Shown<'a> {
    code: &'a str,
    unit: &'a str,
    on: Day,
    /// `null` when no line holds: the fee is not known, which is not none.
    rule: Option<&'a FeeRule>,
    exemptions: &'a [Exemption],
    /// Every line there is, whenever and for whomever it holds.
    all: &'a FeeTable,
}

/// The lines in force, for people or as JSON.
pub(super) fn shown(table: &FeeTable, unit: &str, on: Day, json: bool) -> anyhow::Result<String> {
    let in_force = table.in_force(unit, on);
    if json {
        return pretty(&Shown {
            code: table.code.as_str(),
            unit,
            on,
            rule: in_force.rule.as_ref(),
            exemptions: &in_force.exemptions,
            all: table,
        });
    }
    let mut text = String::new();
    match &in_force.rule {
        Some(rule) => {
            writeln!(text, "{}  {}", table.code, rule.formula.in_words())?;
            let unit = for_whom(&rule.unit);
            let (from, document) = (rule.effective_from, rule.document());
            let status = rule.status.in_words();
            writeln!(text, "{unit}, từ {from}, {status}: {document}")?;
        }
        None => writeln!(text, "{}  chưa có dữ liệu", table.code)?,
    }
    for it in &in_force.exemptions {
        let status = it.status.in_words();
        writeln!(text, "- {}  {} [{status}]", it.key, it.in_words())?;
        if !it.proof.is_empty() {
            writeln!(text, "  giấy tờ: {}", it.proof)?;
        }
    }
    Ok(text)
}

fn for_whom(unit: &str) -> String {
    match unit {
        "" => "Cả nước".into(),
        unit => format!("Đơn vị {unit}"),
    }
}

/// As JSON has it.
#[derive(Serialize)]
struct Computed<'a> {
    code: &'a str,
    unit: &'a str,
    on: Day,
    /// `null` when it is not known, which is not none.
    amount_dong: Option<u64>,
    trace: &'a [String],
    rule: Option<&'a FeeRule>,
    exemption: Option<&'a Exemption>,
}

/// A fee with its steps, for people or as JSON.
pub(super) fn computed(
    table: &FeeTable,
    unit: &str,
    on: Day,
    items: &[FeeItem],
    key: Option<&str>,
    json: bool,
) -> anyhow::Result<String> {
    let in_force = table.in_force(unit, on);
    let exemption = match key {
        Some(key) => Some(in_force.exemption(key).with_context(|| {
            let known: Vec<&str> = in_force.exemptions.iter().map(|it| &*it.key).collect();
            let known = known.join(", ");
            format!("không có diện miễn, giảm “{key}”; có: {known}")
        })?),
        None => None,
    };
    let rule = in_force.rule.as_ref();
    let charge = match rule.map(|rule| charge(rule, items, exemption)) {
        Some(Ok(charge)) => Some(charge),
        Some(Err(Uncharged::Provincial)) | None => None,
        Some(Err(error @ Uncharged::TooLarge)) => bail!("{error}"),
    };
    let trace = charge.as_ref().map_or(&[][..], |charge| &charge.trace);
    if json {
        return pretty(&Computed {
            code: table.code.as_str(),
            unit,
            on,
            amount_dong: charge.as_ref().map(|charge| charge.amount_dong),
            trace,
            rule,
            exemption,
        });
    }
    let mut text = String::new();
    for line in trace {
        writeln!(text, "{line}")?;
    }
    match (&charge, rule) {
        (Some(charge), _) => writeln!(text, "Tổng: {} đồng", dong(charge.amount_dong))?,
        (None, Some(rule)) => writeln!(text, "chưa có dữ liệu: {}", rule.formula.in_words())?,
        (None, None) => writeln!(text, "chưa có dữ liệu")?,
    }
    Ok(text)
}

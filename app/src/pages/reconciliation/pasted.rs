//! A pasted list of codes, read before it is recorded.

use super::desk::{Coded, Desk};
use crate::counter::{Counter, DossierRow};
use crate::texts::{ReconciliationTexts, say, use_texts};
use domain::dossier::{BadLine, Pair, looks_official, read_pairs};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Faults that are shown before the list of them is longer than useful.
const FAULTS_MAX: usize = 20;

/// A list as it would be recorded.
#[derive(Clone, Default, PartialEq)]
struct Reading {
    ready: Vec<Coded>,
    /// Codes among them that do not look like one.
    odd: usize,
    faults: Vec<(usize, Fault)>,
}

/// Why a line is left out.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    NoPair(domain::dossier::PairFault),
    Unknown,
    Already,
    Twice,
}

impl Fault {
    fn in_words(self, texts: &ReconciliationTexts) -> &'static str {
        match self {
            Self::NoPair(fault) => (texts.fault)(fault),
            Self::Unknown => texts.unknown,
            Self::Already => texts.already,
            Self::Twice => texts.twice,
        }
    }
}

impl Reading {
    fn of(text: &str, rows: &[Arc<DossierRow>]) -> Self {
        let known: HashMap<&str, &Arc<DossierRow>> =
            rows.iter().map(|row| (row.code.0.as_str(), row)).collect();
        let mut told = HashSet::new();
        let mut reading = Self::default();
        for line in read_pairs(text) {
            let Pair {
                line,
                local,
                official,
            } = match line {
                Ok(pair) => pair,
                Err(BadLine { line, fault }) => {
                    reading.faults.push((line, Fault::NoPair(fault)));
                    continue;
                }
            };
            let fresh = told.insert(local.0.clone()) & told.insert(official.clone());
            let fault = match known.get(local.0.as_str()) {
                None => Fault::Unknown,
                Some(row) if row.coded => Fault::Already,
                Some(_) if !fresh => Fault::Twice,
                Some(row) => {
                    reading.odd += usize::from(!looks_official(&official));
                    reading.ready.push(Coded {
                        row: Arc::clone(row),
                        code: official,
                    });
                    continue;
                }
            };
            reading.faults.push((line, fault));
        }
        reading
    }
}

/// The field, what is wrong with its lines, and the button that records the others.
#[component]
pub(super) fn Pasted(desk: Desk) -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let text = RwSignal::new(String::new());
    let reading = Memo::new(move |_| {
        counter.dossiers.with(|rows| {
            let rows = rows.as_deref().map_or(&[][..], Vec::as_slice);
            text.with(|text| Reading::of(text, rows))
        })
    });
    let ready = move || reading.with(|reading| reading.ready.len());
    let label = move || {
        let words = &texts.get().reconciliation;
        match desk.progress.get() {
            Some((done, of)) => (words.paste_progress)(done, of),
            None => (words.paste_record)(ready()),
        }
    };
    view! {
        <details class="more">
            <summary>{say(|t| t.reconciliation.paste)}</summary>
            <div class="field">
                <label for="pasted">{say(|t| t.reconciliation.paste_label)}</label>
                <p class="hint" id="pasted-hint">{say(|t| t.reconciliation.paste_hint)}</p>
                <textarea
                    id="pasted"
                    class="code"
                    rows="5"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="pasted-hint"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </div>
            <div aria-live="polite">{move || view! { <Doubts reading=reading.get()/> }}</div>
            <button
                type="button"
                class="button"
                disabled=move || ready() == 0 || desk.progress.get().is_some()
                on:click=move |_| desk.record(reading.get_untracked().ready)
            >
                {label}
            </button>
        </details>
    }
}

/// Lines that are left out, and codes to look at again.
#[component]
fn Doubts(reading: Reading) -> impl IntoView {
    let texts = use_texts();
    let Reading { odd, faults, .. } = reading;
    let more = faults.len().saturating_sub(FAULTS_MAX);
    let fault = move |(line, fault): (usize, Fault)| {
        let words = move || {
            let texts = &texts.get().reconciliation;
            (texts.bad_line)(line, fault.in_words(texts))
        };
        view! { <li>{words}</li> }
    };
    let listed = !faults.is_empty();
    let faults = faults.into_iter().take(FAULTS_MAX).map(fault);
    view! {
        {listed.then(|| view! { <ul class="plain field__error">{faults.collect_view()}</ul> })}
        {(more > 0).then(|| view! { <p class="hint">"… +" {more}</p> })}
        {(odd > 0).then(|| view! { <p class="field__warning">{move || (texts.get().reconciliation.odd_lines)(odd)}</p> })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counter::Papers;
    use domain::dossier::{DeviceTag, LocalCode, Stage};
    use domain::id::UnitId;
    use domain::instant::{Day, Instant};

    fn row(sequence: u32, coded: bool) -> Arc<DossierRow> {
        let day = Day::from_ymd(2026, 11, 23).unwrap();
        Arc::new(DossierRow {
            civil: None,
            id: format!("018f0000-0000-7000-8000-{sequence:012}")
                .parse()
                .unwrap(),
            code: LocalCode::new(
                &UnitId("H99.99.01".into()),
                day,
                &DeviceTag("A".into()),
                sequence,
            ),
            applicant: "Giàng A Páo".into(),
            folded: String::new(),
            procedure: "2.000815".into(),
            procedure_name: "Chứng thực bản sao".into(),
            stage: Stage::Returned,
            no_wait: true,
            received_at: Instant(1_795_318_000_000),
            appointment: None,
            coded,
            waiting: 0,
            conflicts: 0,
            handing: None,
            papers: Papers::Complete,
            payments: vec![],
        })
    }

    #[test]
    fn what_cannot_be_recorded_is_told_and_the_rest_is_ready() {
        let rows = [row(1, false), row(2, true), row(3, false)];
        let [one, two, three] = rows.each_ref().map(|row| row.code.to_string());
        let elsewhere = row(9, false).code.to_string();
        let text = format!(
            "{one} H99.99.01-261123-0001\n{two} H99.99.01-261123-0002\n{elsewhere} H99.99.01-261123-0009\n\
             {three} H99.99.01-261123-0001\n{three} 12/HS\nxyz 7\n"
        );
        let reading = Reading::of(&text, &rows);
        let ready: Vec<_> = reading
            .ready
            .iter()
            .map(|coded| coded.code.as_str())
            .collect();
        assert_eq!(ready, ["H99.99.01-261123-0001"]);
        let lines: Vec<_> = reading.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6]);
    }
}

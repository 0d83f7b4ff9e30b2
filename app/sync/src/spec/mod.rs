//! `SPEC.md` says what the code does: its figures are those of the code, and its tables
//! have every reason of a refusal. Whoever changes one without the other fails here.

mod reasons;

use crate::baseline::BASELINE_VERSION;
use crate::bundle::BUNDLE_VERSION;
use crate::envelope::{ENVELOPE_VERSION, EVENT_SCHEMA};
use crate::exchange::EXCHANGE_VERSION;
use crate::history::HISTORY_VERSION;
use crate::limits::*;
use crate::renewal::RENEWAL_VERSION;
use domain::cash::CASH_DONG_MAX;
use domain::deadline::LIMIT_MAX;
use domain::dossier::{
    ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, CERTIFIED_COUNT_MAX, FEE_DONG_MAX, ITEMS_MAX, LINES_MAX,
    STATE_VERSION, TEXT_CHARS_MAX, TRACE_CHARS_MAX,
};
use domain::print::COPIES_MAX;
use domain::register::{NUMBER_MAX, PRINTED_NUMBERS_MAX, PROVISIONAL_MAX};
use std::collections::BTreeSet;

const SPEC: &str = include_str!("../../SPEC.md");

/// Words one blank apart, as if nothing were broken into lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a numbered rule, up to the next rule, heading or empty line.
fn rule(number: &str) -> String {
    let begin = format!("- **{number}** ");
    let mut lines = SPEC.lines().skip_while(|line| !line.starts_with(&begin));
    let first = lines.next().unwrap_or_else(|| panic!("no rule {number}"));
    let ends = |line: &&str| !line.is_empty() && !line.starts_with("- **");
    let rest: Vec<_> = lines.take_while(ends).collect();
    flat(&format!("{first} {}", rest.join(" ")))
}

/// What stands under a heading, up to the next.
fn section(heading: &str) -> String {
    let mut lines = SPEC.lines().skip_while(|line| *line != heading);
    lines.next().unwrap_or_else(|| panic!("no {heading}"));
    let lines: Vec<_> = lines.take_while(|line| !line.starts_with('#')).collect();
    lines.join("\n")
}

/// `2,000`.
fn figure(value: u64) -> String {
    let digits = value.to_string();
    let mut figure = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            figure.push(',');
        }
        figure.push(digit);
    }
    figure
}

/// How many times something goes into it, without a rest.
fn times(value: u64, unit: u64) -> u64 {
    assert_eq!(value % unit, 0, "{value} is no multiple of {unit}");
    value / unit
}

fn mib(value: u64) -> String {
    format!("{} MiB", times(value, 1 << 20))
}

fn kib(value: u64) -> String {
    format!("{} KiB", times(value, 1 << 10))
}

fn millis(value: u64) -> String {
    format!("{value} ms")
}

fn seconds(value: u64) -> String {
    format!("{} s", times(value, 1_000))
}

fn days(value: u64) -> String {
    format!("{} days", times(value, 24 * 60 * 60 * 1_000))
}

/// As the rules spell a length of time in words.
fn spelled(value: u64) -> String {
    let words = match times(value, 1_000) {
        30 => "thirty seconds",
        60 => "one minute",
        300 => "five minutes",
        600 => "ten minutes",
        other => panic!("no words for {other} seconds"),
    };
    words.into()
}

/// A figure of the code: its name, the rule that tells it, and how it is told there.
type Told = (&'static str, &'static str, String);

macro_rules! told {
    ($($name:ident $rule:literal $how:ident $words:literal;)+) => {
        [$((
            stringify!($name),
            $rule,
            $words.replace("{}", &$how($name.to_string().parse().unwrap())),
        ),)+]
    };
}

/// Every limit of [`crate::limits`].
fn limits() -> impl IntoIterator<Item = Told> {
    told! {
        BATCH_ENVELOPES_MAX "L1" figure "at most {} envelopes and";
        BATCH_BYTES_MAX "L1" mib "envelopes and {} of them";
        REQUEST_ENVELOPES_MAX "L1" figure "{} in 256 messages";
        REQUEST_MESSAGES_MAX "L1" figure "in {} messages";
        PART_BYTES "C6" kib "{} of envelopes at first and at least";
        PART_BYTES "C8" kib "about {}";
        SENDING_BYTES_MAX "C6" mib "{} at most";
        SENDING_PLAIN_BYTES_MAX "C6" kib "{} where";
        SENDING_MS "C6" spelled "takes in {}";
        ENVELOPE_BYTES_MAX "E4" figure "at most {} bytes";
        ENVELOPE_BYTES_MAX "L2" kib "at most {}";
        REQUEST_BYTES_MAX "L3" mib "at most {} as it arrives";
        REQUEST_UNPACKED_BYTES_MAX "L3" mib "{} when it is unpacked";
        MESSAGE_BYTES_MAX "L3" figure "{} bytes";
        NEWS_ENVELOPES_MAX "L4" figure "at most {} events of news";
        NEWS_BYTES_MAX "L4" mib "{} of their envelopes";
        HELD_PER_DEVICE_MAX "L5" figure "At most {} envelopes";
        QUARANTINED_PER_DEVICE_MAX "L6" figure "At most {} envelopes";
        PART_BYTES_MAX "F5" mib "`PATCH` (at most {})";
        UPLOADS_PER_UNIT_MAX "F8" figure "at most {} uploads";
        UPLOAD_IDLE_MAX_MS "F8" days "for {}";
        CLOCK_AHEAD_MAX_MS "T3" spelled "more than {} beyond the server's clock";
        CLOCK_AHEAD_MAX_MS "T5" spelled "more than {}";
        BACKOFF_MAX_MS "C4" seconds "at most {}";
        BACKOFF_MIN_MS "C4" millis "`{} · 2^(n-1)`";
        HEARTBEAT_MS "C5" seconds "every {}";
        CHUNK_DOSSIERS "P1" figure "at most {} dossiers";
        CUT_EVENTS "P9" figure "after each {} events";
        CHUNK_KEPT_MS "P8" days "for {}";
        HISTORY_EVENTS_MAX "P11" figure "at most {} events";
        KEPT_WHOLE_MS "P10" days "more than {} ago";
        RENEWAL_HEARD_MAX_MS "N4" spelled "at most {} before";
        RENEWAL_AHEAD_MAX_MS "N4" spelled "at most {} after it";
        SUSPICIONS_MAX "K7" figure "at most {} times";
    }
}

/// Limits of what an officer records, and versions, as rules tell them.
fn others() -> impl IntoIterator<Item = Told> {
    told! {
        ENVELOPE_VERSION "E2" figure "Version {} is an array of thirteen";
        EXCHANGE_VERSION "X1" figure "the exchange version, {}";
        EXCHANGE_VERSION "X2" figure "`[{}, unit, device id, clock";
        EXCHANGE_VERSION "X3" figure "`[{}, request, now";
        BUNDLE_VERSION "D1" figure "`[{}, unit, device id, envelopes]`";
        BUNDLE_VERSION "D4" figure "`[{}, [bundle …]]`";
        RENEWAL_VERSION "N2" figure "`[{}, unit, device id, officer id";
        BASELINE_VERSION "P2" figure "`[{}, state, unit";
        STATE_VERSION "P2" figure "the version of the dossiers' form, {};";
        HISTORY_VERSION "P11" figure "`[{}, unit, dossier, events]`";
        ATTACHMENTS_MAX "F2" figure "at most {} attachments";
        ATTACHMENT_BYTES_MAX "F2" figure "of 1 to {} bytes";
        TEXT_CHARS_MAX "F2" figure "at most {} characters";
        CERTIFIED_COUNT_MAX "L8" figure "between 1 and {}";
        COPIES_MAX "K11" figure "Copies are 1 to {},";
        LINES_MAX "L8" figure "{} papers and";
        TEXT_CHARS_MAX "L8" figure "each detail have at most {} characters";
        FEE_DONG_MAX "L7" figure "at most {} đồng";
    }
}

#[test]
fn the_rules_tell_the_limits_of_the_code() {
    let mut named = BTreeSet::new();
    for (name, number, words) in limits() {
        let rule = rule(number);
        assert!(rule.contains(&words), "{name} is not “{words}” in {rule}");
        named.insert(name);
    }
    let code = include_str!("../limits.rs").lines();
    let each = code.filter_map(|line| line.strip_prefix("pub const ")?.split(':').next());
    let untold: Vec<_> = each.filter(|name| !named.contains(name)).collect();
    assert!(untold.is_empty(), "no rule tells {untold:?}");
}

#[test]
fn the_rules_tell_the_versions_and_limits_of_what_is_recorded() {
    for (name, number, words) in others() {
        let rule = rule(number);
        assert!(rule.contains(&words), "{name} is not “{words}” in {rule}");
    }
}

#[test]
fn the_table_tells_the_limits_of_what_comes_in() {
    let table = section("### What is looked at when a fact comes in");
    for row in [
        format!("| `trace` | {}, one line |", figure(TRACE_CHARS_MAX as u64)),
        format!("`longer` | 1 to {} |", figure(LIMIT_MAX.into())),
        format!("| 1 to {ITEMS_MAX}; each {TEXT_CHARS_MAX}, one line"),
        format!("| note | {TEXT_CHARS_MAX}, with lines |"),
        format!("| `copies` | 1 to {} |", figure(CERTIFIED_COUNT_MAX.into())),
        format!("| `document` | 0 to {} |", LINES_MAX - 1),
        format!("| `fee_dong` | at most {} |", figure(FEE_DONG_MAX)),
        format!(
            "| {} | `too_many_printed` |",
            figure(PRINTED_NUMBERS_MAX.into())
        ),
        format!("| at most {} đồng |", figure(CASH_DONG_MAX)),
        format!("| 1 to {} đồng |", figure(CASH_DONG_MAX)),
    ] {
        assert!(table.contains(&row), "no “{row}”");
    }
    let books = section("### How facts of a book fold");
    let last = figure(NUMBER_MAX.0.into());
    assert!(books.contains(&format!("at most {last}")), "{last}");
    let reasons = section("### Reasons of books");
    let waiting = format!("{} entries wait", figure(PROVISIONAL_MAX as u64));
    assert!(reasons.contains(&waiting), "{waiting}");
}

#[test]
fn the_envelope_names_the_schemas_of_the_code() {
    let row = format!("| 11 | event schema, 1 to {EVENT_SCHEMA} | uint |");
    assert!(SPEC.contains(&row), "no “{row}”");
    for schema in 1..=EVENT_SCHEMA {
        let told = SPEC.contains(&format!("### Events of schema {schema}\n"))
            || section("### Unit facts").contains(&format!("| {schema} |"));
        assert!(told, "schema {schema} brings nothing");
    }
}

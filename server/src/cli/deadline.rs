//! `khongcho deadline`: when something is due, and why.

use super::calendar::calendar;
use super::{pretty, print};
use crate::config::Config;
use clap::Args;
use domain::calendar::Mark;
use domain::deadline::{Deadline, Limit, Longer, Pause, Question, Step, deadline};
use domain::instant::{Day, Instant};
use domain::text::clean;
use serde::Serialize;
use std::fmt::Write;

/// What the deadline depends on.
#[derive(Args, Clone, Debug)]
pub(super) struct Options {
    /// The moment of valid acceptance, such as 2026-11-23T15:20+07:00
    #[arg(long, value_name = "TIME", value_parser = moment)]
    received: Instant,
    /// The limit: same-day, or a figure with h (working hours), wd (working days), d (days) or m (months)
    #[arg(long, value_name = "LIMIT")]
    limit: Limit,
    /// Time that does not count, FROM..TO, or FROM.. while it lasts; the day it begins counts, the day it ends does not; payment: or extension: before it tells another reason than missing papers; may be repeated
    #[arg(long = "pause", value_name = "FROM..TO")]
    pauses: Vec<Pause>,
    /// The longer limit that applies, as when verification is needed
    #[arg(long, value_name = "LIMIT", requires = "because")]
    longer: Option<Limit>,
    /// Why the longer limit applies
    #[arg(long, value_name = "REASON", requires = "longer", value_parser = reason)]
    because: Option<String>,
    /// At which unit, by its code [default: what holds for all]
    #[arg(
        long,
        value_name = "CODE",
        default_value = "",
        hide_default_value = true
    )]
    unit: String,
    /// Answer as JSON: due (RFC 3339, or null while a pause lasts), words, trace, what is uncertain
    #[arg(long)]
    json: bool,
}

fn moment(text: &str) -> Result<Instant, String> {
    Instant::parse_rfc3339(text).ok_or_else(|| {
        "phải là ngày giờ có thật kèm múi giờ, ví dụ 2026-11-23T15:20+07:00".to_owned()
    })
}

fn reason(text: &str) -> Result<String, String> {
    let reason = clean(text);
    if reason.is_empty() {
        return Err("phải nêu lý do áp dụng thời hạn dài hơn".to_owned());
    }
    Ok(reason)
}

/// Answers.
pub(super) async fn run(config: &Config, options: Options) -> anyhow::Result<()> {
    print(&answer(config, options).await?);
    Ok(())
}

/// The answer as it is printed.
pub(super) async fn answer(config: &Config, options: Options) -> anyhow::Result<String> {
    let question = Question {
        received: options.received,
        limit: options.limit,
        longer: options
            .longer
            .zip(options.because)
            .map(|(limit, reason)| Longer { limit, reason }),
        pauses: options.pauses,
    };
    let calendar = calendar(config, &options.unit).await?;
    let found = deadline(&calendar, &options.unit, &question)?;
    if options.json {
        pretty(&Answer::of(&found))
    } else {
        Ok(told(&found)?)
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    received: String,
    limit: Limit,
    due: Option<String>,
    words: String,
    trace: Vec<Told<'a>>,
    uncertain: Vec<Uncertain<'a>>,
}

/// A step and its words.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    step: &'a Step,
    words: String,
}

/// Days that the deadline rests on and that may yet be others.
#[derive(Serialize)]
struct Uncertain<'a> {
    from: Day,
    to: Day,
    #[serde(flatten)]
    mark: &'a Mark,
}

impl<'a> Answer<'a> {
    fn of(found: &'a Deadline) -> Self {
        let told = |step: &'a Step| Told {
            step,
            words: step.in_words(),
        };
        Self {
            received: found.received.rfc3339(),
            limit: found.limit,
            due: found.due.map(Instant::rfc3339),
            words: found.in_words(),
            trace: found.trace.iter().map(told).collect(),
            uncertain: uncertain(found),
        }
    }
}

fn uncertain(found: &Deadline) -> Vec<Uncertain<'_>> {
    let days = found.uncertain().into_iter();
    days.map(|(from, to, mark)| Uncertain { from, to, mark })
        .collect()
}

/// The answer for a reader at a terminal.
fn told(found: &Deadline) -> Result<String, std::fmt::Error> {
    let due = found
        .due
        .map_or_else(|| "chưa có hạn trả".to_owned(), Instant::rfc3339);
    let mut text = String::new();
    writeln!(text, "{due}\n{}", found.in_words())?;
    for Uncertain { from, to, mark } in uncertain(found) {
        let status = mark.status.in_words();
        let days = if from == to {
            from.to_string()
        } else {
            format!("{from} đến {to}")
        };
        writeln!(text, "Chưa chắc chắn: {days}, {} ({status})", mark.name)?;
    }
    Ok(text)
}

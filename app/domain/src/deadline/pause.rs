//! Time that does not count.

use crate::instant::{Day, Instant};
use core::str::FromStr;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why the clock stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// Waiting for papers that were asked for.
    Supplement,
    /// Waiting for the citizen's payment.
    Payment,
    /// Agreed with the citizen.
    Extension,
}

/// A stretch of time that does not count, written `FROM..TO`, or `FROM..` while it
/// lasts, in moments or days; `payment:` or `extension:` before it tells another reason than papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub from: Instant,
    /// Until when, if it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Instant>,
    /// Why.
    pub reason: PauseReason,
}

/// A text is no pause.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "“{0}” không phải khoảng tạm dừng; viết TỪ..ĐẾN, ví dụ 2026-11-23T15:20+07:00..2026-11-25T08:00+07:00 hoặc 2026-11-23..2026-11-25, bỏ trống ĐẾN nếu chưa kết thúc"
)]
pub struct NotAPause(String);

impl FromStr for Pause {
    type Err = NotAPause;

    fn from_str(text: &str) -> Result<Self, NotAPause> {
        read(text).ok_or_else(|| NotAPause(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Pause> {
    let reasons = [
        ("supplement:", PauseReason::Supplement),
        ("payment:", PauseReason::Payment),
        ("extension:", PauseReason::Extension),
    ];
    let told = reasons
        .into_iter()
        .find_map(|(word, reason)| Some((text.strip_prefix(word)?, reason)));
    let (range, reason) = told.unwrap_or((text, PauseReason::Supplement));
    let (from, to) = range.split_once("..")?;
    let to = match to {
        "" => None,
        to => Some(moment(to)?),
    };
    Some(Pause {
        from: moment(from)?,
        to,
        reason,
    })
}

/// A moment; a day alone stands for its beginning.
fn moment(text: &str) -> Option<Instant> {
    let beginning = || Instant::parse_rfc3339(&format!("{text}T00:00:00+07:00"));
    Instant::parse_rfc3339(text).or_else(beginning)
}

impl Pause {
    /// A pause of whole days that begins on the day of reception begins with it.
    pub(super) fn since(self, received: Instant) -> Self {
        let day = received.day().map(Day::iso);
        let beginning = day.as_deref().and_then(moment);
        if beginning == Some(self.from) {
            let from = received;
            Self { from, ..self }
        } else {
            self
        }
    }
}

/// Pauses in order, those that touch made one; the first reason stands for all.
pub(super) fn merged(mut pauses: Vec<Pause>) -> Vec<Pause> {
    pauses.sort_by_key(|pause| pause.from);
    let mut merged: Vec<Pause> = Vec::with_capacity(pauses.len());
    for pause in pauses {
        match merged.last_mut() {
            Some(last) if last.to.is_none_or(|to| pause.from <= to) => {
                last.to = last.to.zip(pause.to).map(|(one, other)| one.max(other));
            }
            _ => merged.push(pause),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_read_with_their_reason() {
        let pause: Pause = "payment:2026-11-23T15:20+07:00..".parse().unwrap();
        assert_eq!((pause.to, pause.reason), (None, PauseReason::Payment));
        let pause: Pause = "2026-11-23T15:20+07:00..2026-11-23T15:30+07:00"
            .parse()
            .unwrap();
        assert_eq!(pause.reason, PauseReason::Supplement);
        assert_eq!(pause.to.unwrap().0 - pause.from.0, 600_000);
        let days: Pause = "2026-11-23..2026-11-24".parse().unwrap();
        let moments = "2026-11-23T00:00+07:00..2026-11-24T00:00+07:00";
        assert_eq!(Ok(days), moments.parse());
        for wrong in [
            "",
            "..",
            "2026-11-23T15:20+07:00",
            "2026-11-23..2026-13-24",
            "lunch:2026-11-23T15:20+07:00..",
        ] {
            assert!(wrong.parse::<Pause>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn pauses_that_touch_are_one() {
        let pause = |from, to: Option<i64>| Pause {
            from: Instant(from),
            to: to.map(Instant),
            reason: PauseReason::Supplement,
        };
        let made = merged(vec![
            pause(20, Some(30)),
            pause(1, Some(10)),
            pause(10, Some(12)),
            pause(5, Some(7)),
        ]);
        assert_eq!(made, [pause(1, Some(12)), pause(20, Some(30))]);
        let made = merged(vec![pause(1, None), pause(5, Some(7))]);
        assert_eq!(made, [pause(1, None)]);
    }
}

//! The trace in Vietnamese, as the slip and the command line say it.

use super::Deadline;
use super::limit::Limit;
use super::pause::PauseReason;
use super::trace::{Closed, Outside, Step, Stopped};
use crate::calendar::{Mark, Status};
use crate::instant::{Day, Instant};
use time::OffsetDateTime;

/// All steps in one sentence; days counted and days passed over in between are one
/// part of it.
pub(super) fn sentence(deadline: &Deadline) -> String {
    let mut parts = Vec::new();
    let mut steps = deadline.trace.as_slice();
    while let Some((step, rest)) = steps.split_first() {
        let length = steps
            .iter()
            .take_while(|step| belongs_to_a_count(step))
            .count();
        if length > 1 && steps.iter().take(length).any(counts) {
            let (count, after) = steps.split_at(length);
            parts.push(counted(count));
            steps = after;
        } else {
            parts.push(step.in_words());
            steps = rest;
        }
    }
    if deadline.due.is_none() {
        parts.push("chưa có hạn trả".into());
    }
    parts.join(" → ")
}

fn belongs_to_a_count(step: &Step) -> bool {
    counts(step) || matches!(step, Step::Closed { .. } | Step::Exchanged { .. })
}

fn counts(step: &Step) -> bool {
    matches!(step, Step::Counted { .. } | Step::Worked { .. })
}

/// One part for a whole count: how much, and what was passed over.
fn counted(steps: &[Step]) -> String {
    let (mut days, mut worked, mut rest) = (0, 0, 0);
    let mut ends: Option<(Day, Day)> = None;
    let mut moments: Option<(Instant, Instant)> = None;
    let mut but = Vec::new();
    for step in steps {
        if let Step::Counted {
            from,
            to,
            days: more,
        } = step
        {
            days += more;
            ends = Some((ends.map_or(*from, |(first, _)| first), *to));
        } else if let Step::Worked { from, to, ms } = step {
            worked += ms;
            moments = Some((moments.map_or(*from, |(first, _)| first), *to));
        } else if let Step::Closed {
            from,
            to,
            why: Closed::WeeklyRest,
        } = step
        {
            rest += to.0.to_julian_day() - from.0.to_julian_day() + 1;
        } else {
            but.push(step.in_words());
        }
    }
    if rest > 0 {
        but.insert(0, format!("bỏ qua {rest} ngày nghỉ hằng tuần"));
    }
    let mut text = match (ends, moments) {
        (Some((from, to)), _) => days_counted(from, to, days),
        (None, Some((from, to))) => time_worked(from, to, worked),
        (None, None) => String::new(),
    };
    if !but.is_empty() {
        text = format!("{text} ({})", but.join("; "));
    }
    text
}

impl Step {
    /// The step in Vietnamese.
    pub fn in_words(&self) -> String {
        match self {
            Self::Received { at } => format!("nhận {}", moment(*at)),
            Self::Outside { when } => outside(*when).into(),
            Self::WithinCutoff { cutoff } => format!("chưa quá {cutoff} nên trả trong ngày"),
            Self::PastCutoff { cutoff } => {
                format!("quá {cutoff} nên tính sang ngày làm việc sau")
            }
            Self::HoursAreDays { hours, days } => {
                format!("{hours} giờ làm việc tính là {days} ngày làm việc")
            }
            Self::Worked { from, to, ms } => time_worked(*from, *to, *ms),
            Self::Counted { from, to, days } => days_counted(*from, *to, *days),
            Self::Passed { to, days, .. } => {
                format!("tính {days} ngày, ngày cuối là {}", to.in_words())
            }
            Self::Months {
                to,
                months,
                clamped,
                ..
            } => months_counted(*to, *months, *clamped),
            Self::Closed { from, to, why } => format!("{} {}", span(*from, *to), reason(why)),
            Self::Exchanged { day, mark } => {
                format!("{} {} nên tính là ngày làm việc", short(*day), named(mark))
            }
            Self::MovedTo { day } => format!("chuyển sang {}", day.in_words()),
            Self::Paused {
                from,
                to,
                reason,
                stopped,
            } => format!(
                "tạm dừng {} từ {} đến {}, lùi {}",
                pause(*reason),
                moment(*from),
                moment(*to),
                put_off(*stopped)
            ),
            Self::NotPaused { from, reason } => format!(
                "{} từ {} không làm dừng thời hạn",
                pause(*reason),
                moment(*from)
            ),
            Self::Waiting { from, reason } => {
                format!("đang tạm dừng {} từ {}", pause(*reason), moment(*from))
            }
            Self::AskedAgain { requests } => {
                format!("đã yêu cầu bổ sung {requests} lần, cách chấm điểm quốc gia coi là quá hạn")
            }
            Self::Longer {
                instead_of,
                due,
                limit,
                reason,
            } => longer(*instead_of, *due, *limit, reason),
            Self::Due { at } => format!("trả {}", moment(*at)),
        }
    }
}

impl Limit {
    /// The limit in Vietnamese.
    pub fn in_words(self) -> String {
        match self {
            Self::SameDay => "trong ngày".into(),
            Self::WorkingHours(hours) => format!("{hours} giờ làm việc"),
            Self::WorkingDays(days) => format!("{days} ngày làm việc"),
            Self::Days(days) => format!("{days} ngày"),
            Self::Months(months) => format!("{months} tháng"),
        }
    }
}

fn time_worked(from: Instant, to: Instant, ms: i64) -> String {
    let (length, from, to) = (length(ms), moment(from), moment(to));
    format!("tính {length} làm việc từ {from} đến {to}")
}

fn days_counted(from: Day, to: Day, days: u32) -> String {
    let first = from.in_words();
    if from == to {
        return format!("tính {days} ngày làm việc: {first}");
    }
    let last = to.in_words();
    format!("tính {days} ngày làm việc từ {first} đến {last}")
}

fn months_counted(to: Day, months: u16, clamped: bool) -> String {
    let why = if clamped {
        " (tháng không có ngày đó, lấy ngày cuối tháng)"
    } else {
        ""
    };
    let last = to.in_words();
    format!("tính {months} tháng, ngày cuối là {last}{why}")
}

fn longer(instead_of: Limit, due: Option<Instant>, limit: Limit, reason: &str) -> String {
    let due = due
        .map(|due| format!(", lẽ ra trả {}", moment(due)))
        .unwrap_or_default();
    format!(
        "áp dụng thời hạn {} thay cho {}{due}, vì {reason}",
        limit.in_words(),
        instead_of.in_words()
    )
}

fn outside(when: Outside) -> &'static str {
    match when {
        Outside::ClosedDay => "nhận vào ngày không làm việc",
        Outside::BeforeOpening => "nhận trước giờ mở cửa",
        Outside::Break => "nhận trong giờ nghỉ giữa buổi",
        Outside::AfterClosing => "nhận sau giờ đóng cửa",
    }
}

fn pause(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::Supplement => "chờ bổ sung giấy tờ",
        PauseReason::Payment => "chờ người dân nộp phí",
        PauseReason::Extension => "theo thỏa thuận gia hạn",
    }
}

fn put_off(stopped: Stopped) -> String {
    match stopped {
        Stopped::WorkingDays(days) => format!("{days} ngày làm việc"),
        Stopped::Days(days) => format!("{days} ngày"),
        Stopped::WorkingMs(ms) => format!("{} làm việc", length(ms)),
    }
}

fn reason(why: &Closed) -> String {
    match why {
        Closed::WeeklyRest => "nghỉ hằng tuần".into(),
        Closed::ShortDay => "chỉ làm một buổi, không tính là ngày làm việc".into(),
        Closed::Marked(mark) => named(mark),
    }
}

/// `nghỉ lễ (Ngày Văn hóa Việt Nam)`, and how sure that is where it is not.
fn named(mark: &Mark) -> String {
    let doubt = match mark.status {
        Status::Official | Status::Computed => "",
        Status::Projected | Status::Memory => mark.status.in_words(),
    };
    let comma = if doubt.is_empty() { "" } else { ", " };
    format!("{} ({}{comma}{doubt})", mark.kind.in_words(), mark.name)
}

/// `4 giờ`, `30 phút`, `2 giờ 30 phút`, and seconds where there are some.
fn length(ms: i64) -> String {
    let seconds = ms / 1_000;
    let parts = [
        (seconds / 3_600, "giờ"),
        (seconds / 60 % 60, "phút"),
        (seconds % 60, "giây"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(figure, _)| *figure > 0)
        .map(|(figure, unit)| format!("{figure} {unit}"))
        .collect();
    if parts.is_empty() {
        "0 giờ".into()
    } else {
        parts.join(" ")
    }
}

/// `15:20 thứ Hai 23/11/2026`; seconds where there are some.
fn moment(at: Instant) -> String {
    let seconds = at.in_viet_nam().map_or(0, OffsetDateTime::second);
    let seconds = if seconds > 0 {
        format!(":{seconds:02}")
    } else {
        String::new()
    };
    let day = at.day().map(Day::in_words).unwrap_or_default();
    format!("{}{seconds} {day}", at.clock())
}

/// `24/11`.
fn short(day: Day) -> String {
    format!("{:02}/{:02}", day.0.day(), u8::from(day.0.month()))
}

fn span(from: Day, to: Day) -> String {
    if from == to {
        short(from)
    } else {
        format!("{} đến {}", short(from), short(to))
    }
}

//! How limits are counted where the law leaves it open or has changed: dated data.

use super::problem::Problem;
use super::week::Clock;
use serde::Serialize;

/// One such rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The last minute at which a same-day dossier is due the same day.
    SameDayCutoff(Clock),
    /// When, on its last day, a limit of working days ends.
    WorkingDaysDue(DueAt),
    /// Whether waiting for the citizen's payment stops the clock.
    PaymentPauses(bool),
    /// Whether a short day, such as Saturday morning, counts as a working day.
    ShortDaysCount(bool),
    /// How many hours of a limit in hours make one working day, if any do.
    HoursMakeADay(Option<u16>),
}

/// The moment of its last day at which a limit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueAt {
    /// When work ends.
    Closing,
    /// At the time of day at which the dossier was received.
    Clock,
}

impl Rule {
    /// Reads a rule by its key.
    pub(super) fn parse(key: &str, value: &str) -> Result<Self, Problem> {
        let (rule, allowed) = match key {
            "same_day_cutoff" => (
                Clock::parse(value).map(Self::SameDayCutoff),
                "giờ như 15:00",
            ),
            "working_days_due" => (
                match value {
                    "closing" => Some(Self::WorkingDaysDue(DueAt::Closing)),
                    "clock" => Some(Self::WorkingDaysDue(DueAt::Clock)),
                    _ => None,
                },
                "closing hoặc clock",
            ),
            "payment_pauses" => (yes(value).map(Self::PaymentPauses), YES_OR_NO),
            "short_days_count" => (yes(value).map(Self::ShortDaysCount), YES_OR_NO),
            "hours_make_a_day" => (
                match value {
                    "none" => Some(Self::HoursMakeADay(None)),
                    hours => {
                        let hours = hours.parse().ok().filter(|hours| (1..=24).contains(hours));
                        hours.map(|hours| Self::HoursMakeADay(Some(hours)))
                    }
                },
                "none hoặc số giờ từ 1 đến 24",
            ),
            _ => return Err(Problem::UnknownPolicy(key.to_owned())),
        };
        rule.ok_or_else(|| Problem::NotAllowed {
            value: value.to_owned(),
            allowed,
        })
    }

    /// What people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::SameDayCutoff(_) => "Giờ chốt của thủ tục trả trong ngày",
            Self::WorkingDaysDue(_) => "Hạn tính bằng ngày làm việc hết vào lúc nào",
            Self::PaymentPauses(_) => "Chờ nộp phí có tạm dừng thời hạn không",
            Self::ShortDaysCount(_) => "Ngày làm một buổi có tính là ngày làm việc không",
            Self::HoursMakeADay(_) => "Bao nhiêu giờ của thời hạn tính là một ngày làm việc",
        }
    }

    /// The key by which data names it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::SameDayCutoff(_) => "same_day_cutoff",
            Self::WorkingDaysDue(_) => "working_days_due",
            Self::PaymentPauses(_) => "payment_pauses",
            Self::ShortDaysCount(_) => "short_days_count",
            Self::HoursMakeADay(_) => "hours_make_a_day",
        }
    }
}

const YES_OR_NO: &str = "yes hoặc no";

fn yes(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The rules in force on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The last minute at which a same-day dossier is due the same day.
    pub same_day_cutoff: Clock,
    /// When, on its last day, a limit of working days ends.
    pub working_days_due: DueAt,
    /// Whether waiting for the citizen's payment stops the clock.
    pub payment_pauses: bool,
    /// Whether a short day, such as Saturday morning, counts as a working day.
    pub short_days_count: bool,
    /// How many hours of a limit in hours make one working day, if any do.
    pub hours_make_a_day: Option<u16>,
}

impl Policy {
    /// The rules in force, each found by its key.
    pub(super) fn gather(find: impl Fn(&str) -> Option<Rule>) -> Result<Self, &'static str> {
        macro_rules! rule {
            ($key:literal, $rule:path) => {
                match find($key) {
                    Some($rule(value)) => value,
                    _ => return Err($key),
                }
            };
        }
        Ok(Self {
            same_day_cutoff: rule!("same_day_cutoff", Rule::SameDayCutoff),
            working_days_due: rule!("working_days_due", Rule::WorkingDaysDue),
            payment_pauses: rule!("payment_pauses", Rule::PaymentPauses),
            short_days_count: rule!("short_days_count", Rule::ShortDaysCount),
            hours_make_a_day: rule!("hours_make_a_day", Rule::HoursMakeADay),
        })
    }
}

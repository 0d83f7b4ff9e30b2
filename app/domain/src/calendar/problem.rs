//! What can be wrong with a line of calendar data, in words that say what to do.

use super::kind::DayKind;
use crate::instant::Day;
use serde::Serialize;
use thiserror::Error;

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the message says it")]
pub enum Problem {
    #[error("để trống; cột này phải có giá trị")]
    Missing,
    #[error("“{0}” không phải ngày có thật; viết năm-tháng-ngày, ví dụ 2026-11-24")]
    NotADay(String),
    #[error("ngày cuối {0} trước ngày đầu; đổi lại thứ tự")]
    EndsBeforeItBegins(Day),
    #[error(
        "chỉ dòng closure, hours, feast, in_lieu và policy có ngày cuối; mỗi ngày nghỉ viết một dòng"
    )]
    NoRange,
    #[error(
        "“{0}” không phải loại đã biết; dùng statutory, compensatory, swap_off, swap_work, ordinary, closure, hours, feast, in_lieu hoặc policy"
    )]
    UnknownKind(String),
    #[error("“{0}” không phải mã đơn vị; viết như H15.50.05.13, hoặc để trống cho mọi đơn vị")]
    NotAUnit(String),
    #[error("ngày lễ và nghỉ bù theo luật áp dụng cho mọi đơn vị; để trống cột này")]
    ForEveryone,
    #[error("“{0}” không phải trạng thái đã biết; dùng official, computed, projected hoặc memory")]
    UnknownStatus(String),
    #[error(
        "“{0}” không phải thứ trong tuần; dùng mon, tue, wed, thu, fri, sat, sun, theo thứ tự đó"
    )]
    UnknownWeekday(String),
    #[error("“{0}” lặp lại một thứ đã có giờ; mỗi thứ chỉ viết một lần")]
    WeekdayTwice(String),
    #[error("“{0}” không phải khoảng giờ; viết như 07:30-11:30")]
    NotASession(String),
    #[error("“{0}”: giờ mở không trước giờ đóng; đổi lại thứ tự")]
    OpensAfterClosing(String),
    #[error("“{0}” bắt đầu khi buổi trước chưa hết; xếp các buổi nối tiếp nhau")]
    SessionsOverlap(String),
    #[error("không có giờ làm việc nào; viết như mon-fri 07:30-11:30 13:30-17:00")]
    NoHours,
    #[error("“{0}” không phải ngày lễ; viết như solar 24/11, lunar 10/03 hoặc lunar 01/01 2+3|1+4")]
    NotAFeast(String),
    #[error(
        "“{0}” không phải quy định đã biết; dùng same_day_cutoff, working_days_due, payment_pauses, short_days_count hoặc hours_make_a_day"
    )]
    UnknownPolicy(String),
    #[error("“{value}” không phải giá trị được phép; dùng {allowed}")]
    NotAllowed {
        value: String,
        allowed: &'static str,
    },
}

/// What is wrong with a line, and in which column.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{field}: {problem}")]
pub struct EntryError {
    /// The column.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Where an entry was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// In the data that comes with the program.
    BuiltIn,
    /// In data that was imported before.
    Imported,
    /// In this line, from 1, of the file that is being read.
    Line(usize),
}

impl core::fmt::Display for Origin {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("dữ liệu có sẵn"),
            Self::Imported => f.write_str("dữ liệu đã nhập"),
            Self::Line(line) => write!(f, "dòng {line}"),
        }
    }
}

/// Two entries that cannot both hold. The earlier one keeps.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the message says it")]
pub enum Contradiction {
    #[error("ngày {day} vừa làm bù vừa là ngày nghỉ ({}; {other}); bỏ một trong hai, hoặc nhập trước một dòng ordinary cho ngày này", said.in_words())]
    WorkedAndOff {
        day: Day,
        said: DayKind,
        other: Origin,
    },
    #[error("nói khác với {other} về cùng một điều; chỉ giữ lại một dòng")]
    SaidTwice { other: Origin },
    #[error(
        "mùa giờ làm việc này trùng ngày với mùa bắt đầu {from} ({other}); đặt ngày cuối cho mùa trước"
    )]
    SeasonsOverlap { from: Day, other: Origin },
}

/// Why an entry was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(untagged)]
pub enum Rejected {
    /// A cell cannot be understood.
    #[error(transparent)]
    Wrong(#[from] EntryError),
    /// It does not go with what is already there.
    #[error("{field}: {contradiction}")]
    Contradicts {
        /// The column to look at.
        field: &'static str,
        /// How.
        contradiction: Contradiction,
    },
}

impl Rejected {
    /// The column to look at.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Wrong(error) => error.field,
            Self::Contradicts { field, .. } => field,
        }
    }
}

/// Why the calendar cannot answer.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the message says it")]
pub enum CalendarError {
    #[error(
        "chưa có dữ liệu ngày nghỉ của năm {year}; nhập dữ liệu bằng `khongcho calendar import` (lịch âm tính được từ 1900 đến 2199)"
    )]
    NoHolidays { year: i32 },
    #[error("chưa có giờ làm việc cho ngày {day}; nhập một dòng hours có hiệu lực vào ngày này")]
    NoHours { day: Day },
    #[error("chưa có quy định {key} cho ngày {day}; nhập một dòng policy có hiệu lực vào ngày này")]
    NoPolicy { key: &'static str, day: Day },
    #[error(
        "từ ngày {from} không có ngày làm việc nào trong {days} ngày; kiểm tra lại giờ làm việc và ngày đóng cửa"
    )]
    NeverOpen { from: Day, days: u16 },
}

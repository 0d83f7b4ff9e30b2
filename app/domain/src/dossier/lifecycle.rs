//! The lifecycle of a dossier: the ten national statuses, and the moves between them.
//!
//! Payment, the way back to the applicant and sync are axes of their own: a dossier
//! that is paid, or not yet sent, stands at any stage.

use super::appointment::Appointment;
use super::refusal::Refusal;
use crate::deadline::PauseReason;
use crate::id::OfficerId;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// Most papers that one request names.
pub const ITEMS_MAX: usize = 50;

/// Where a dossier stands: the status list by which national systems synchronise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 1, mới đăng ký: handed in, not yet checked.
    Registered,
    /// 2, được tiếp nhận.
    Received,
    /// 3, không được tiếp nhận.
    Declined,
    /// 4, đang xử lý: with the specialist.
    Processing,
    /// 5, yêu cầu bổ sung giấy tờ.
    AwaitingPapers,
    /// 6, yêu cầu thực hiện nghĩa vụ tài chính.
    AwaitingPayment,
    /// 7, công dân yêu cầu rút hồ sơ.
    Withdrawn,
    /// 8, dừng xử lý.
    Stopped,
    /// 9, đã xử lý xong.
    Resolved,
    /// 10, đã trả kết quả.
    Returned,
}

impl Stage {
    /// All, in the national order.
    pub const ALL: [Self; 10] = [
        Self::Registered,
        Self::Received,
        Self::Declined,
        Self::Processing,
        Self::AwaitingPapers,
        Self::AwaitingPayment,
        Self::Withdrawn,
        Self::Stopped,
        Self::Resolved,
        Self::Returned,
    ];

    /// Its number in the national list.
    pub fn number(self) -> u8 {
        let before = Self::ALL.iter().take_while(|stage| **stage != self);
        u8::try_from(before.count() + 1).unwrap_or(u8::MAX)
    }

    /// Whether the office still owes work or the result.
    pub fn is_open(self) -> bool {
        match self {
            Self::Registered
            | Self::Received
            | Self::Processing
            | Self::AwaitingPapers
            | Self::AwaitingPayment
            | Self::Resolved => true,
            Self::Declined | Self::Withdrawn | Self::Stopped | Self::Returned => false,
        }
    }

    /// Whether the office has work to do before the result is there.
    pub fn is_worked_on(self) -> bool {
        matches!(self, Self::Registered | Self::Received | Self::Processing)
    }

    /// What the applicant is waited for.
    pub fn waits_for(self) -> Option<PauseReason> {
        match self {
            Self::AwaitingPapers => Some(PauseReason::Supplement),
            Self::AwaitingPayment => Some(PauseReason::Payment),
            Self::Registered
            | Self::Received
            | Self::Declined
            | Self::Processing
            | Self::Withdrawn
            | Self::Stopped
            | Self::Resolved
            | Self::Returned => None,
        }
    }
}

/// A step of the lifecycle, other than being resolved and returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Found accurate, complete and valid.
    Accepted,
    /// Not taken (phiếu từ chối).
    Declined,
    /// These papers were asked for, each by its name (phiếu yêu cầu bổ sung).
    Asked(Vec<String>),
    /// The papers have come.
    Supplemented,
    /// So many đồng were asked for.
    PaymentAsked(u64),
    /// So many đồng were taken.
    Paid(u64),
    /// Handed to a specialist.
    HandedOver(OfficerId),
    /// Taken over by whoever records it.
    TakenOver,
    /// Sent back to the counter.
    SentBack,
    /// The longer limit of the procedure applies, as when facts must be verified.
    Lengthened,
    /// The applicant was told, with an apology, that it will be later.
    Extended,
    /// Taken back by the applicant.
    Withdrawn,
    /// Stopped by the office.
    Stopped,
    /// Taken up again; what was before stays in the timeline.
    Reopened,
    /// The official system gave it this code.
    Coded(String),
    /// The code that stands was not its own; it has none again.
    Uncoded,
    /// What is owed is not taken, or not yet: exempt, or to be paid later.
    Waived,
}

/// A move with what has to be kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Which.
    pub what: Move,
    /// Why, in the officer's words; for many moves it must be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When the result is promised for from now on, if that changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// The hand-over list that it belongs to, by the moment when that was drawn up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<Instant>,
}

impl Move {
    /// Where it leads from a stage; `None` when it cannot be taken there. `left` is the
    /// stage at which work stopped, when the dossier waits or has ended.
    pub fn leads(&self, from: Stage, left: Option<Stage>) -> Option<Stage> {
        use Stage::{
            AwaitingPapers, AwaitingPayment, Declined, Processing, Received, Registered, Resolved,
            Returned, Stopped, Withdrawn,
        };
        let resumed = left.unwrap_or(Received);
        let at = |allowed: &[Stage], to: Stage| allowed.contains(&from).then_some(to);
        match self {
            Self::Accepted => at(&[Registered], Received),
            Self::Declined => at(&[Registered, Received, AwaitingPapers], Declined),
            Self::Asked(_) => at(&[Registered, Received, Processing], AwaitingPapers),
            Self::Supplemented => at(&[AwaitingPapers], resumed),
            Self::PaymentAsked(_) => at(&[Received, Processing], AwaitingPayment),
            Self::Paid(_) | Self::Waived if from == AwaitingPayment => Some(resumed),
            Self::Waived => at(&[Registered, Received, Processing, Resolved], from),
            Self::HandedOver(_) | Self::TakenOver => at(&[Received, Processing], Processing),
            Self::SentBack => at(&[Processing], Received),
            Self::Lengthened | Self::Extended => at(&[Received, Processing], from),
            Self::Withdrawn => {
                (from.is_worked_on() || from.waits_for().is_some()).then_some(Withdrawn)
            }
            Self::Stopped => at(
                &[Received, Processing, AwaitingPapers, AwaitingPayment],
                Stopped,
            ),
            Self::Reopened => at(&[Resolved, Returned], Processing)
                .or_else(|| at(&[Declined, Withdrawn, Stopped], resumed)),
            // Money that was taken is a fact, wherever the dossier stands by then.
            Self::Paid(_) | Self::Coded(_) | Self::Uncoded => Some(from),
        }
    }

    /// Whether the law wants to know why.
    pub fn wants_reason(&self) -> bool {
        match self {
            Self::Declined
            | Self::Asked(_)
            | Self::SentBack
            | Self::Lengthened
            | Self::Extended
            | Self::Withdrawn
            | Self::Stopped
            | Self::Reopened
            | Self::Uncoded
            | Self::Waived => true,
            Self::Accepted
            | Self::Supplemented
            | Self::PaymentAsked(_)
            | Self::Paid(_)
            | Self::HandedOver(_)
            | Self::TakenOver
            | Self::Coded(_) => false,
        }
    }

    /// Whether it is about nothing but a later promise.
    fn wants_appointment(&self) -> bool {
        matches!(self, Self::Lengthened | Self::Extended)
    }
}

impl Moved {
    /// A move that needs no more words.
    pub fn plainly(what: Move) -> Self {
        Self {
            what,
            reason: String::new(),
            appointment: None,
            list: None,
        }
    }

    /// A move and why.
    pub fn because(what: Move, reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            ..Self::plainly(what)
        }
    }

    /// Whether the move is whole, wherever it is taken.
    ///
    /// # Errors
    /// [`Refusal`] names what is missing or too much.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.what.wants_reason() && self.reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        if self.what.wants_appointment() && self.appointment.is_none() {
            return Err(Refusal::AppointmentMissing);
        }
        match &self.what {
            Move::Asked(items) if items.is_empty() => Err(Refusal::NothingAsked),
            Move::Asked(items) if items.len() > ITEMS_MAX => {
                Err(Refusal::TooManyLines { max: ITEMS_MAX })
            }
            Move::Asked(items) if items.iter().any(|item| item.trim().is_empty()) => {
                Err(Refusal::NothingAsked)
            }
            Move::PaymentAsked(0) | Move::Paid(0) => Err(Refusal::NothingToPay),
            Move::Coded(code) if code.trim().is_empty() => Err(Refusal::OfficialCodeMissing),
            Move::Accepted
            | Move::Declined
            | Move::Asked(_)
            | Move::Supplemented
            | Move::PaymentAsked(_)
            | Move::Paid(_)
            | Move::HandedOver(_)
            | Move::TakenOver
            | Move::SentBack
            | Move::Lengthened
            | Move::Extended
            | Move::Withdrawn
            | Move::Stopped
            | Move::Reopened
            | Move::Coded(_)
            | Move::Uncoded
            | Move::Waived => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn moves() -> Vec<Move> {
        vec![
            Move::Accepted,
            Move::Declined,
            Move::Asked(vec!["Giấy khai sinh".into()]),
            Move::Supplemented,
            Move::PaymentAsked(1),
            Move::Paid(1),
            Move::HandedOver(OfficerId(Uuid::from_u128(1))),
            Move::TakenOver,
            Move::SentBack,
            Move::Lengthened,
            Move::Extended,
            Move::Withdrawn,
            Move::Stopped,
            Move::Reopened,
            Move::Coded("H15.50.05.13-261008-0975".into()),
            Move::Uncoded,
            Move::Waived,
        ]
    }

    /// The whole table, stage by stage, as a person reads it.
    #[test]
    fn each_stage_takes_the_moves_of_the_law_and_no_other() {
        let table = [
            (
                Stage::Registered,
                "Accepted>2 Declined>3 Asked>5 Paid>1 Withdrawn>7 Coded>1 Uncoded>1 Waived>1",
            ),
            (
                Stage::Received,
                "Declined>3 Asked>5 PaymentAsked>6 Paid>2 HandedOver>4 TakenOver>4 Lengthened>2 Extended>2 Withdrawn>7 Stopped>8 Coded>2 Uncoded>2 Waived>2",
            ),
            (Stage::Declined, "Paid>3 Reopened>2 Coded>3 Uncoded>3"),
            (
                Stage::Processing,
                "Asked>5 PaymentAsked>6 Paid>4 HandedOver>4 TakenOver>4 SentBack>2 Lengthened>4 Extended>4 Withdrawn>7 Stopped>8 Coded>4 Uncoded>4 Waived>4",
            ),
            (
                Stage::AwaitingPapers,
                "Declined>3 Supplemented>2 Paid>5 Withdrawn>7 Stopped>8 Coded>5 Uncoded>5",
            ),
            (
                Stage::AwaitingPayment,
                "Paid>2 Withdrawn>7 Stopped>8 Coded>6 Uncoded>6 Waived>2",
            ),
            (Stage::Withdrawn, "Paid>7 Reopened>2 Coded>7 Uncoded>7"),
            (Stage::Stopped, "Paid>8 Reopened>2 Coded>8 Uncoded>8"),
            (
                Stage::Resolved,
                "Paid>9 Reopened>4 Coded>9 Uncoded>9 Waived>9",
            ),
            (Stage::Returned, "Paid>10 Reopened>4 Coded>10 Uncoded>10"),
        ];
        for (stage, expected) in table {
            let told: Vec<String> = moves()
                .iter()
                .filter_map(|what| {
                    let name = format!("{what:?}");
                    let name = name.split('(').next().unwrap_or_default().to_owned();
                    let to = what.leads(stage, None)?;
                    Some(format!("{name}>{}", to.number()))
                })
                .collect();
            assert_eq!(told.join(" "), expected, "{stage:?}");
        }
    }

    #[test]
    fn a_wait_ends_where_it_began() {
        for left in [Stage::Registered, Stage::Received, Stage::Processing] {
            let back = Move::Supplemented.leads(Stage::AwaitingPapers, Some(left));
            assert_eq!(back, Some(left));
            let back = Move::Reopened.leads(Stage::Withdrawn, Some(left));
            assert_eq!(back, Some(left));
        }
    }

    #[test]
    fn a_move_without_its_reason_is_none() {
        for what in moves() {
            let wants = what.wants_reason();
            let said = Moved::plainly(what).check();
            assert_eq!(said == Err(Refusal::ReasonMissing), wants);
        }
        let nameless = Moved::because(Move::Asked(vec![" ".into()]), "thiếu");
        assert_eq!(nameless.check(), Err(Refusal::NothingAsked));
        let later = Moved::because(Move::Extended, "mất điện");
        assert_eq!(later.check(), Err(Refusal::AppointmentMissing));
    }
}

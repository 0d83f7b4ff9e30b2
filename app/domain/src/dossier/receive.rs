//! Reception: the checks that a counter makes before it takes papers.

use super::applicant::{Applicant, TEXT_CHARS_MAX};
use super::appointment::Appointment;
use super::code::LocalCode;
use super::event::{Certified, Channel, FeeRecord, Paper, ProcedurePin, Received, ReturnMethod};
use super::refusal::Refusal;
use crate::civil::Civil;
use crate::instant::Instant;
use crate::service::Service;
use serde::{Deserialize, Serialize};

/// Most pages of one original, or copies of it, in one sitting.
pub const CERTIFIED_COUNT_MAX: u32 = 9_999;
/// Most papers, and most certified documents, of one dossier.
pub const LINES_MAX: usize = 200;

/// What the officer filled in; the draft of a [`Received`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reception {
    /// The procedure and version.
    pub procedure: ProcedurePin,
    /// Who asks.
    pub applicant: Applicant,
    /// Finish in one sitting.
    pub no_wait: bool,
    /// Papers ticked.
    pub papers: Vec<Paper>,
    /// Documents to certify.
    pub certified: Vec<Certified>,
    /// Fee as computed from the rule in force.
    pub fee: Option<FeeRecord>,
    /// Free note.
    pub note: String,
    /// When the result is promised for.
    #[serde(default)]
    pub appointment: Option<Appointment>,
    /// How the papers came.
    #[serde(default)]
    pub channel: Channel,
    /// How the applicant wants the result.
    #[serde(default)]
    pub delivery: Option<ReturnMethod>,
    /// What the procedure's own screen asked, where it has one.
    #[serde(default)]
    pub service: Option<Service>,
    /// What is paid in the same sitting, in đồng; a fact of its own.
    #[serde(default)]
    pub paid_dong: u64,
    /// The papers were found complete and valid; else the dossier is only registered.
    pub checked: bool,
}

impl Reception {
    /// An applicant at the counter with complete papers; the rest is to be filled in.
    pub fn new(procedure: ProcedurePin, applicant: Applicant) -> Self {
        Self {
            procedure,
            applicant,
            no_wait: false,
            papers: vec![],
            certified: vec![],
            fee: None,
            note: String::new(),
            appointment: None,
            channel: Channel::Direct,
            delivery: None,
            service: None,
            paid_dong: 0,
            checked: true,
        }
    }

    /// The event, once `code` is given.
    pub fn with_code(self, code: LocalCode) -> Received {
        let Self {
            procedure,
            applicant,
            no_wait,
            papers,
            certified,
            fee,
            note,
            appointment,
            channel,
            delivery,
            service,
            paid_dong: _,
            checked: _,
        } = self;
        Received {
            code,
            procedure,
            applicant,
            no_wait,
            papers,
            certified,
            fee,
            note,
            appointment,
            channel,
            delivery,
            service,
        }
    }
}

impl Received {
    /// The act of civil status that it is about, where it is one.
    pub fn civil(&self) -> Option<&Civil> {
        match &self.service {
            Some(Service::Civil(civil)) => Some(civil),
            Some(Service::Copies(_) | Service::Signature(_) | Service::OriginalCopy(_)) | None => {
                None
            }
        }
    }

    /// What the law asks for before papers are accepted; a dossier that is only
    /// registered may lack it.
    ///
    /// # Errors
    /// [`Refusal::Service`].
    pub fn check_conditions(&self) -> Result<(), Refusal> {
        let mut service = self.service.iter();
        service
            .try_for_each(Service::check_conditions)
            .map_err(Refusal::Service)
    }

    /// Pages and copies of each original that was certified.
    pub fn copied(&self) -> Vec<Certified> {
        let Some(Service::Copies(copies)) = &self.service else {
            return self.certified.clone();
        };
        let originals = copies.originals.iter();
        let counts = originals.map(|original| Certified {
            pages: original.pages,
            copies: original.copies,
        });
        counts.collect()
    }

    /// Whether the facts can stand, judged at `now`.
    ///
    /// # Errors
    /// The first [`Refusal`] in the order of the form.
    pub fn check(&self, now: Instant) -> Result<(), Refusal> {
        self.applicant.check(now).map_err(Refusal::Applicant)?;
        if self.papers.len() > LINES_MAX || self.certified.len() > LINES_MAX {
            return Err(Refusal::TooManyLines { max: LINES_MAX });
        }
        let possible = 1..=CERTIFIED_COUNT_MAX;
        let counted =
            |line: &Certified| possible.contains(&line.pages) && possible.contains(&line.copies);
        if !self.certified.iter().all(counted) {
            return Err(Refusal::CountOutOfRange {
                max: CERTIFIED_COUNT_MAX,
            });
        }
        if self.note.chars().count() > TEXT_CHARS_MAX {
            return Err(Refusal::TextTooLong {
                max: TEXT_CHARS_MAX,
            });
        }
        if !self.code.is_sound() {
            return Err(Refusal::ForeignCode);
        }
        Ok(())
    }
}

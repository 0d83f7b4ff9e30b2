//! What lists show of a dossier, made once when the dossier is stored.

use domain::catalogue::ProcedureCode;
use domain::civil::CivilLine;
use domain::dossier::{ContentHash, Dossier, Handing, LocalCode, Stage};
use domain::id::DossierId;
use domain::instant::Instant;
use domain::officer::Origin;
use domain::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What lists show of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Identity.
    pub id: DossierId,
    /// Local code.
    pub code: LocalCode,
    /// Applicant's name.
    pub applicant: String,
    /// Search key: name, phone, identity number and codes, folded.
    pub folded: String,
    /// Procedure code.
    pub procedure: ProcedureCode,
    /// Procedure name at reception.
    pub procedure_name: String,
    /// Stage.
    pub stage: Stage,
    /// Received, resolved, returned in one sitting.
    pub no_wait: bool,
    /// When received.
    pub received_at: Instant,
    /// When the result was promised for.
    pub appointment: Option<Instant>,
    /// The official system has given it a code.
    pub coded: bool,
    /// Details that wait for a decision.
    pub conflicts: u32,
    /// The hand-over in force.
    pub handing: Option<Handing>,
    /// Photos and scans that belong to it.
    pub attachments: Vec<ContentHash>,
    /// The act of civil status that it is about.
    pub civil: Option<CivilLine>,
    /// What was paid: who took it, where, when, and how much.
    pub payments: Vec<(Origin, u64)>,
}

impl From<&Dossier> for Summary {
    fn from(dossier: &Dossier) -> Self {
        let received = &dossier.received;
        let applicant = &received.applicant;
        let phone: String = applicant
            .phone
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let code = &received.code.0;
        let official = &dossier.official_code;
        let all = format!(
            "{} {phone} {} {code} {official}",
            applicant.name, applicant.identity
        );
        Self {
            id: dossier.id,
            code: received.code.clone(),
            applicant: applicant.name.clone(),
            folded: fold(&all),
            procedure: received.procedure.code.clone(),
            procedure_name: received.procedure.name.clone(),
            stage: dossier.stage,
            no_wait: received.no_wait,
            received_at: dossier.received_at(),
            appointment: dossier.appointment.as_ref().map(|it| it.at),
            coded: !dossier.official_code.is_empty(),
            conflicts: u32::try_from(dossier.conflicts.len()).unwrap_or(u32::MAX),
            handing: dossier.handing(),
            attachments: dossier.attachments.iter().map(|it| it.hash).collect(),
            civil: CivilLine::of(dossier),
            payments: dossier.payments().collect(),
        }
    }
}

/// Summaries as stored: rows as arrays, each procedure's name once.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct SummaryPack {
    procedures: Vec<(ProcedureCode, String)>,
    rows: Vec<Row>,
    /// Photos and scans of the few dossiers that have some, by their place among the
    /// rows: an array of fixed length, like a row, can never be added to.
    #[serde(default)]
    attachments: BTreeMap<usize, Vec<ContentHash>>,
    /// Appointments, likewise.
    #[serde(default)]
    appointments: BTreeMap<usize, Instant>,
    /// Those that have a code of the official system.
    #[serde(default)]
    coded: BTreeSet<usize>,
    /// Acts of civil status.
    #[serde(default)]
    civil: BTreeMap<usize, CivilLine>,
    /// Those that a specialist has, and from whom.
    #[serde(default)]
    handings: BTreeMap<usize, Handing>,
    /// Payments, likewise.
    #[serde(default)]
    payments: BTreeMap<usize, Vec<(Origin, u64)>>,
}

#[derive(Serialize, Deserialize)]
struct Row(
    DossierId,
    LocalCode,
    String,
    String,
    usize,
    Stage,
    bool,
    Instant,
    u32,
);

impl SummaryPack {
    /// Packs summaries.
    pub(crate) fn pack(summaries: impl IntoIterator<Item = Summary>) -> Self {
        let mut pack = Self::default();
        for summary in summaries {
            let procedure = (summary.procedure, summary.procedure_name);
            let known = pack.procedures.iter().position(|known| *known == procedure);
            let at = known.unwrap_or_else(|| {
                pack.procedures.push(procedure);
                pack.procedures.len() - 1
            });
            pack.rows.push(Row(
                summary.id,
                summary.code,
                summary.applicant,
                summary.folded,
                at,
                summary.stage,
                summary.no_wait,
                summary.received_at,
                summary.conflicts,
            ));
            let at = pack.rows.len() - 1;
            if let Some(appointment) = summary.appointment {
                pack.appointments.insert(at, appointment);
            }
            if summary.coded {
                pack.coded.insert(at);
            }
            if let Some(civil) = summary.civil {
                pack.civil.insert(at, civil);
            }
            if let Some(handing) = summary.handing {
                pack.handings.insert(at, handing);
            }
            if !summary.payments.is_empty() {
                pack.payments.insert(at, summary.payments);
            }
            if !summary.attachments.is_empty() {
                pack.attachments.insert(at, summary.attachments);
            }
        }
        pack
    }

    /// The dossiers in it.
    pub(crate) fn ids(&self) -> impl Iterator<Item = DossierId> {
        self.rows.iter().map(|row| row.0)
    }

    /// The summaries again.
    pub(crate) fn unpack(self) -> Vec<Summary> {
        let Self {
            procedures,
            rows,
            mut attachments,
            appointments,
            coded,
            mut civil,
            handings,
            mut payments,
        } = self;
        let unpack = |(at, row): (usize, Row)| {
            let (procedure, procedure_name) = procedures.get(row.4)?.clone();
            Some(Summary {
                id: row.0,
                code: row.1,
                applicant: row.2,
                folded: row.3,
                procedure,
                procedure_name,
                stage: row.5,
                no_wait: row.6,
                received_at: row.7,
                appointment: appointments.get(&at).copied(),
                coded: coded.contains(&at),
                conflicts: row.8,
                handing: handings.get(&at).copied(),
                attachments: attachments.remove(&at).unwrap_or_default(),
                civil: civil.remove(&at),
                payments: payments.remove(&at).unwrap_or_default(),
            })
        };
        rows.into_iter().enumerate().filter_map(unpack).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Summary, SummaryPack};
    use domain::catalogue::ProcedureCode;
    use domain::civil::{ActKind, CivilLine, LikenessKey};
    use domain::dossier::{ContentHash, Handing, LocalCode, Stage};
    use domain::id::{DossierId, OfficerId};
    use domain::instant::Instant;
    use serde::Serialize;
    use sync::codec::{from_cbor, to_cbor};

    fn summary(number: u128, attachments: Vec<ContentHash>) -> Summary {
        Summary {
            id: DossierId(uuid::Uuid::from_u128(number)),
            code: LocalCode(format!("H99.99.01-261122-A{number:04}-0")),
            applicant: "Vừ Thị Mỷ".into(),
            folded: "vu thi my".into(),
            procedure: ProcedureCode::new("2.000815"),
            procedure_name: "Chứng thực bản sao".into(),
            stage: Stage::Received,
            no_wait: false,
            received_at: Instant(1_795_318_000_000),
            appointment: (number == 2).then_some(Instant(1_795_400_000_000)),
            coded: number == 3,
            conflicts: 0,
            handing: (number == 2).then_some(Handing {
                by: OfficerId(uuid::Uuid::from_u128(7)),
                to: OfficerId(uuid::Uuid::from_u128(8)),
                at: Instant(1_795_320_000_000),
                taken: None,
            }),
            attachments,
            civil: (number == 2).then(|| CivilLine {
                act: ActKind::Death,
                people: "Vừ A Páo".into(),
                filed: vec![LikenessKey("death:i:002050001234".into())],
                sought: vec![],
                looked_at: vec![],
                suspected: vec![],
                official: None,
            }),
            payments: vec![],
        }
    }

    #[test]
    fn a_pack_gives_back_what_was_put_in() {
        let all = vec![
            summary(1, vec![]),
            summary(2, vec![ContentHash([7; 32]), ContentHash([8; 32])]),
            summary(3, vec![]),
        ];
        let bytes = to_cbor(&SummaryPack::pack(all.clone())).unwrap();
        let read: SummaryPack = from_cbor(&bytes).unwrap();
        assert_eq!(read.unpack(), all);
    }

    #[test]
    fn a_pack_of_a_build_that_knew_no_attachments_is_read() {
        #[derive(Serialize)]
        struct Before {
            procedures: Vec<(ProcedureCode, String)>,
            rows: Vec<super::Row>,
        }
        let plain = summary(1, vec![]);
        let SummaryPack {
            procedures, rows, ..
        } = SummaryPack::pack([plain.clone()]);
        let bytes = to_cbor(&Before { procedures, rows }).unwrap();
        let read: SummaryPack = from_cbor(&bytes).unwrap();
        assert_eq!(read.unpack(), [plain]);
    }
}

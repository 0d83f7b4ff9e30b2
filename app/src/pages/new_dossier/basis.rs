//! What the catalogue says of the procedure whose dossier is taken.

use crate::lookup::Lookup;
use domain::catalogue::{LayerKind, Origin, Paper, ProcedureCard, ProcedureCode, Reach};
use domain::civil::CivilRule;
use domain::deadline::Limit;
use domain::dossier::ProcedurePin;
use domain::fee::{FeeFormula, FeeRule, InForce};
use domain::instant::Day;
use domain::service::{Screen, ServiceRule, Signer, signers_on};

/// The version of a procedure that the form was opened with; it stays the same
/// until the form is left, even when a new catalogue arrives (I9).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Basis {
    /// What the dossier pins.
    pub(super) pin: ProcedurePin,
    /// The checklist.
    pub(super) papers: Vec<Paper>,
    /// The checklist is not yet checked.
    pub(super) papers_need_check: bool,
    /// What holds of the fee for the officer's unit today.
    pub(super) fee: InForce,
    /// The version of the fee table that it is from; 0 where no table says it.
    pub(super) fee_version: u32,
    /// The published fee, in words.
    pub(super) published_fee: Option<String>,
    /// May be finished in one sitting.
    pub(super) no_wait: bool,
    /// How far it goes without a network, where that is known.
    pub(super) reach: Option<Reach>,
    /// What the rule counts.
    pub(super) counting: Counting,
    /// A source says that the commune handles it.
    pub(super) commune: bool,
    /// Its published limits that can be counted, the usual one first.
    pub(super) limits: Vec<Limit>,
    /// What the law asks for, where it is an act of civil status.
    pub(super) civil: Option<CivilRule>,
    /// Its screen of its own.
    pub(super) service: Option<ServiceRule>,
    /// Who signs for the unit today.
    pub(super) signers: Vec<Signer>,
}

/// What a fee rule counts, and so what the form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// No rule, or free.
    Nothing,
    /// Pages and copies of originals.
    Pages,
    /// Cases.
    Cases,
    /// Copies handed out.
    Copies,
}

impl Basis {
    /// What is known of a code, for a unit on a day; `None` when nothing is.
    pub(super) fn new(lookup: &Lookup, code: &ProcedureCode, unit: &str, day: Day) -> Option<Self> {
        if let Some(card) = lookup.card(code) {
            let signers = &lookup.forms().signers;
            return Some(Self {
                signers: signers_on(signers, unit, day).collect(),
                ..Self::of_card(card, unit, day)
            });
        }
        let row = lookup.row(code)?;
        Some(Self {
            pin: ProcedurePin {
                code: row.code.clone(),
                name: row.name.clone(),
                effective_from: None,
            },
            papers: Vec::new(),
            papers_need_check: false,
            fee: InForce::default(),
            fee_version: 0,
            published_fee: None,
            no_wait: row.no_wait,
            reach: None,
            counting: Counting::Nothing,
            commune: row.commune,
            limits: Vec::new(),
            civil: None,
            service: None,
            signers: Vec::new(),
        })
    }

    /// Whether it is finished without a network: its result is handed over at once.
    pub(super) fn finishes(&self) -> bool {
        self.reach == Some(Reach::Finish)
    }

    /// The rule by which the fee is computed for somebody with the ground of this key; none
    /// where only the province knows it.
    pub(super) fn rule(&self, exemption: &str) -> Option<&FeeRule> {
        self.fee.computable(self.fee.exemption(exemption))
    }

    fn of_card(card: &ProcedureCard, unit: &str, day: Day) -> Self {
        let table = card.fees.as_ref();
        let fee = table.map(|table| table.in_force(unit, day));
        let fee = fee.unwrap_or_default();
        let version = card.origins.iter().find(|it| it.kind == LayerKind::Fee);
        Self {
            pin: ProcedurePin {
                code: card.code.clone(),
                name: card.name.clone(),
                effective_from: in_force_from(&card.origins),
            },
            papers: card.papers.clone(),
            papers_need_check: card.papers_need_check,
            counting: match (&card.service, &fee.rule) {
                (Some(service), _) => counted_by(service.screen),
                (None, Some(rule)) => counting(rule),
                (None, None) => Counting::Nothing,
            },
            fee,
            fee_version: version.map_or(0, |origin| origin.version),
            published_fee: card.fee.clone(),
            no_wait: card.no_wait,
            reach: card.offline.as_ref().map(|rule| rule.reach),
            commune: card.commune,
            civil: card.civil.clone(),
            limits: card.choices().into_iter().map(|(limit, _)| limit).collect(),
            service: card.service.clone(),
            signers: Vec::new(),
        }
    }
}

fn counting(rule: &FeeRule) -> Counting {
    match rule.formula {
        FeeFormula::Page { .. } => Counting::Pages,
        FeeFormula::Case { .. } => Counting::Cases,
        FeeFormula::Copy { .. } => Counting::Copies,
        FeeFormula::Free | FeeFormula::Provincial => Counting::Nothing,
    }
}

/// What a screen counts, whether or not a rule knows the fee.
fn counted_by(screen: Screen) -> Counting {
    match screen {
        Screen::Copies => Counting::Pages,
        Screen::Signature => Counting::Cases,
        Screen::OriginalCopy => Counting::Copies,
    }
}

/// The first day of the fullest source.
fn in_force_from(origins: &[Origin]) -> Option<Day> {
    [LayerKind::Record, LayerKind::Facts, LayerKind::List]
        .into_iter()
        .find_map(|kind| origins.iter().find(|origin| origin.kind == kind))
        .map(|origin| Day(origin.effective_from))
}

/// Made-up procedures for tests.
#[cfg(test)]
pub(super) mod samples {
    use super::{Basis, Counting};
    use domain::calendar::Status;
    use domain::catalogue::{Paper, Reach};
    use domain::dossier::ProcedurePin;
    use domain::fee::{FeeFormula, FeeRule, InForce};
    use domain::instant::Day;
    use domain::service::{Ground, Screen, ServiceRule, Signer};

    /// A procedure with a screen of its own.
    pub(crate) fn with_screen(screen: Screen) -> Basis {
        let plain = certified_copy();
        Basis {
            counting: super::counted_by(screen),
            service: Some(ServiceRule {
                code: plain.pin.code.clone(),
                effective_from: Day::from_ymd(2026, 7, 18).unwrap().0,
                screen,
                book: None,
                grounds: vec![Ground {
                    key: "altered".into(),
                    text: "Bản chính bị tẩy xóa".into(),
                }],
                titles: vec![],
                identity_papers: vec!["Căn cước".into()],
                languages: vec![],
                in_front: true,
                witness: true,
                source: "thử".into(),
                needs_check: true,
            }),
            signers: vec![Signer {
                name: "Vàng A Sính".into(),
                position: "Phó Chủ tịch".into(),
            }],
            ..plain
        }
    }

    /// Certified copies, by page.
    pub(crate) fn certified_copy() -> Basis {
        let code = "2.000815";
        Basis {
            pin: ProcedurePin {
                code: code.into(),
                name: "Chứng thực bản sao".into(),
                effective_from: None,
            },
            papers: vec![
                Paper {
                    code: String::new(),
                    name: "Bản chính giấy tờ".into(),
                    originals: 1,
                    copies: 1,
                    shown_only: false,
                    when: String::new(),
                },
                Paper {
                    code: String::new(),
                    name: "Bản dịch kèm theo".into(),
                    originals: 1,
                    copies: 0,
                    shown_only: true,
                    when: "Giấy tờ do nước ngoài cấp".into(),
                },
            ],
            papers_need_check: false,
            fee: InForce {
                rule: Some(FeeRule {
                    unit: String::new(),
                    effective_from: Day::from_ymd(2026, 7, 18).unwrap(),
                    effective_to: None,
                    formula: FeeFormula::parse("page 2000*2 1000 max 200000").unwrap(),
                    status: Status::Official,
                    legal_basis: "226/2016/TT-BTC".into(),
                    source: String::new(),
                }),
                exemptions: vec![],
            },
            fee_version: 1,
            published_fee: None,
            no_wait: true,
            reach: Some(Reach::Finish),
            counting: Counting::Pages,
            commune: true,
            limits: vec![],
            civil: None,
            service: None,
            signers: vec![],
        }
    }
}

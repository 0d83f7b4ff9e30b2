//! From what stands in the form to a reception, or to what is wrong with it.
//!
//! The limits are the domain's: each field is put to the domain's own check,
//! one at a time, so that the screen can name every fault at once.

use super::basis::{Basis, Counting};
use super::civil::{Wrongs, civil, wrongs};
use super::service::{self, DetailFaults, detail_faults, paid_dong};
use super::values::{LineValue, Values};
use crate::pages::appointment::{Chosen, Wrong};
use crate::pages::typed;
use crate::texts::Texts;
use domain::civil::{Act, Civil, Registration};
use domain::dossier::{
    Applicant, ApplicantFault, CERTIFIED_COUNT_MAX, Certified, Channel, FeeRecord, LINES_MAX,
    Paper, Reception, Refusal, ReturnMethod, TEXT_CHARS_MAX,
};
use domain::fee::{FeeCharge, FeeItem, ON_TIME, charge};
use domain::instant::{Day, Instant};
use domain::service::Service;
use domain::text::{clean, clean_lines};

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A rule of the domain.
    Domain(Refusal),
    /// A birth date that is no date.
    BornUnreadable,
    /// A count that is no count.
    CountUnreadable,
    /// More originals than a dossier takes.
    TooManyOriginals,
    /// An amount that is no amount.
    AmountUnreadable,
    /// A day that is none.
    DayUnreadable,
    /// A copy from a register without its number there.
    RegisterNumberMissing,
    /// A ground for what is registered on time, and this is not.
    NotOnTime,
    /// Nobody said whether the fee was taken.
    PaymentUnsaid,
    /// An appointment that cannot be.
    Appointment(Wrong),
}

impl Fault {
    /// What the officer reads.
    pub(super) fn in_words(&self, texts: &Texts) -> String {
        match self {
            Self::Domain(refusal) => (texts.problems.refusal)(refusal),
            Self::BornUnreadable => texts.form.born_unreadable.to_owned(),
            Self::RegisterNumberMissing => texts.service.register_number_missing.to_owned(),
            Self::DayUnreadable => texts.service.day_unreadable.to_owned(),
            Self::CountUnreadable => (texts.form.count_unreadable)(CERTIFIED_COUNT_MAX),
            Self::TooManyOriginals => (texts.form.originals_max)(LINES_MAX),
            Self::AmountUnreadable => texts.form.amount_unreadable.to_owned(),
            Self::NotOnTime => texts.form.exemption_not_on_time.to_owned(),
            Self::PaymentUnsaid => texts.service.payment_unsaid.to_owned(),
            Self::Appointment(wrong) => wrong.in_words(&texts.lifecycle).to_owned(),
        }
    }

    /// Whether it is said while the officer types, before saving is tried: the fee
    /// beside it is not computed because of it.
    pub(super) fn is_said_at_once(&self) -> bool {
        matches!(self, Self::TooManyOriginals | Self::NotOnTime)
    }
}

/// What is wrong with a form, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Faults {
    pub(super) name: Option<Fault>,
    pub(super) identity: Option<Fault>,
    pub(super) born: Option<Fault>,
    pub(super) phone: Option<Fault>,
    pub(super) address: Option<Fault>,
    pub(super) note: Option<Fault>,
    pub(super) lines: Vec<LineFaults>,
    pub(super) collected: Option<Fault>,
    pub(super) exemption: Option<Fault>,
    pub(super) appointment: Option<Fault>,
    /// Of the act of civil status.
    pub(super) civil: Wrongs,
    /// Of the procedure's own screen.
    pub(super) details: DetailFaults,
}

/// What is wrong with a line of what is charged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineFaults {
    pub(super) same: Option<Fault>,
    pub(super) pages: Option<Fault>,
    pub(super) copies: Option<Fault>,
    pub(super) title: Option<Fault>,
    pub(super) holder: Option<Fault>,
    pub(super) number: Option<Fault>,
    pub(super) entered: Option<Fault>,
}

impl Faults {
    /// How many fields are at fault.
    pub(super) fn count(&self) -> usize {
        let fields = [
            &self.name,
            &self.identity,
            &self.born,
            &self.phone,
            &self.address,
            &self.note,
            &self.collected,
            &self.exemption,
            &self.appointment,
        ];
        let lines = self.lines.iter().flat_map(LineFaults::all);
        fields
            .into_iter()
            .chain(lines)
            .chain(self.details.all())
            .filter(|fault| fault.is_some())
            .count()
            + self.civil.len()
    }
}

impl LineFaults {
    fn all(&self) -> [&Option<Fault>; 7] {
        [
            &self.title,
            &self.holder,
            &self.number,
            &self.entered,
            &self.same,
            &self.pages,
            &self.copies,
        ]
    }
}

/// Finds everything that is wrong.
pub(super) fn faults(values: &Values, basis: &Basis, chosen: &Chosen, now: Instant) -> Faults {
    let applicant = applicant(values);
    let alone = |change: &dyn Fn(&mut Applicant)| {
        let mut only = Applicant {
            name: "·".into(),
            ..Applicant::default()
        };
        change(&mut only);
        only.check(now)
            .err()
            .map(|fault| Fault::Domain(Refusal::Applicant(fault)))
    };
    let born_unreadable = !values.born.trim().is_empty() && applicant.born.is_none();
    let note_long = clean_lines(&values.note).chars().count() > TEXT_CHARS_MAX;
    let collected_unreadable = basis.rule(&values.exemption).is_none()
        && !values.collected.trim().is_empty()
        && typed::amount(&values.collected).is_none();
    Faults {
        name: alone(&|only| only.name.clone_from(&applicant.name)),
        identity: alone(&|only| only.identity.clone_from(&applicant.identity))
            .or_else(|| service::identity_fault(values, basis)),
        born: if born_unreadable {
            Some(Fault::BornUnreadable)
        } else {
            alone(&|only| only.born = applicant.born)
        },
        phone: alone(&|only| only.phone.clone_from(&applicant.phone)),
        address: alone(&|only| only.address.clone_from(&applicant.address)),
        note: note_long.then_some(Fault::Domain(Refusal::Applicant(
            ApplicantFault::TextTooLong,
        ))),
        lines: lines_faults(&values.lines, basis),
        details: detail_faults(values, basis),
        collected: collected_unreadable.then_some(Fault::AmountUnreadable),
        exemption: exemption_fault(values, basis, now),
        // A device without a calendar takes dossiers all the same.
        appointment: chosen
            .wrong()
            .filter(|wrong| has_slip(values) && *wrong != Wrong::NoCalendar)
            .map(Fault::Appointment),
        civil: act_wrongs(values, basis, now),
    }
}

/// Whether the ground that was chosen holds.
fn exemption_fault(values: &Values, basis: &Basis, now: Instant) -> Option<Fault> {
    let rule = basis
        .civil
        .as_ref()
        .filter(|_| values.exemption == ON_TIME)?;
    let today = now.day()?;
    let (registration, event) = match civil(values, rule, today).act {
        Act::Death(death) => (death.registration, death.died),
        Act::Birth(birth) => (birth.registration, birth.child.born),
        Act::Marriage(_) | Act::Extract(_) => return None,
    };
    let chosen = !values.civil.get("registration").is_empty();
    let known = chosen
        || event
            .and_then(|event| rule.registration(event, today))
            .is_some();
    let on_time = known && registration == Registration::OnTime;
    (!on_time).then_some(Fault::NotOnTime)
}

/// Finds what is wrong with an act alone.
pub(super) fn act_faults(values: &Values, basis: &Basis, _: &Chosen, now: Instant) -> Faults {
    Faults {
        civil: act_wrongs(values, basis, now),
        ..Faults::default()
    }
}

fn act_wrongs(values: &Values, basis: &Basis, now: Instant) -> Wrongs {
    match (&basis.civil, now.day()) {
        (Some(rule), Some(today)) => wrongs(values, rule, today),
        (None, _) | (_, None) => Wrongs::new(),
    }
}

/// Whether the applicant is given an appointment: not when all is done in one sitting,
/// nor while papers are missing.
fn has_slip(values: &Values) -> bool {
    !values.no_wait && values.complete
}

/// The faults of all lines; too many originals are the fault of the line that
/// goes past the most.
fn lines_faults(lines: &[LineValue], basis: &Basis) -> Vec<LineFaults> {
    let mut originals = 0_usize;
    let mut told = false;
    let fault = |line: &LineValue| {
        let counting = basis.counting;
        let mut faults = line_faults(line, basis);
        originals = originals.saturating_add(same(line, counting).unwrap_or(0));
        if originals > LINES_MAX && !told {
            told = true;
            faults.same = Some(Fault::TooManyOriginals);
        }
        faults
    };
    lines.iter().map(fault).collect()
}

fn line_faults(line: &LineValue, basis: &Basis) -> LineFaults {
    let counting = basis.counting;
    let fault = |asked: bool, typed: &str| {
        (asked && typed::count(typed, CERTIFIED_COUNT_MAX).is_none())
            .then_some(Fault::CountUnreadable)
    };
    LineFaults {
        same: fault(counting == Counting::Pages, &line.same),
        pages: fault(counting == Counting::Pages, &line.pages),
        copies: fault(counting != Counting::Nothing, &line.copies),
        ..service::line_faults(line, basis)
    }
}

/// The reception; `None` while [`faults`] finds any.
pub(super) fn reception(
    values: &Values,
    basis: &Basis,
    chosen: Chosen,
    now: Instant,
) -> Option<Reception> {
    if faults(values, basis, &chosen, now).count() > 0 {
        return None;
    }
    let no_wait = basis.no_wait && values.no_wait;
    let fee = fee_record(values, basis);
    let charged = fee.as_ref().map_or(0, |fee| fee.amount_dong);
    let way = Some(values.delivery).filter(|way| *way != ReturnMethod::InPerson);
    Some(Reception {
        no_wait,
        papers: papers(values),
        certified: if basis.service.is_some() {
            Vec::new()
        } else {
            certified(values, basis).unwrap_or_default()
        },
        service: act(values, basis, now)
            .map(|civil| Service::Civil(Box::new(civil)))
            .or_else(|| service::service(values, basis)),
        paid_dong: if values.paid && !service::asks_for_payment(basis) {
            charged
        } else {
            paid_dong(values, basis)
        },
        fee,
        note: clean_lines(&values.note),
        appointment: chosen.appointment().filter(|_| has_slip(values)),
        channel: if no_wait {
            Channel::Direct
        } else {
            values.channel
        },
        delivery: way.filter(|_| !no_wait),
        checked: no_wait || values.complete,
        ..Reception::new(basis.pin.clone(), applicant(values))
    })
}

/// The act of civil status that it is.
pub(super) fn act(values: &Values, basis: &Basis, now: Instant) -> Option<Civil> {
    let (rule, today) = (basis.civil.as_ref()?, now.day()?);
    Some(civil(values, rule, today))
}

/// The applicant with every text cleaned and no name re-spelled.
pub(super) fn applicant(values: &Values) -> Applicant {
    Applicant {
        name: clean(&values.name),
        identity: typed::identity(&values.identity),
        born: born(values),
        phone: clean(&values.phone),
        address: clean(&values.address),
    }
}

/// The birth date, when it can be read.
pub(super) fn born(values: &Values) -> Option<Day> {
    typed::day(&values.born)
}

fn papers(values: &Values) -> Vec<Paper> {
    let count = |typed: &str| typed.trim().parse().unwrap_or(0);
    let ticked = values.papers.iter().filter(|paper| paper.ticked);
    ticked
        .map(|paper| Paper {
            name: paper.name.clone(),
            originals: count(&paper.originals),
            copies: count(&paper.copies),
        })
        .collect()
}

/// The originals of a line; `None` while the count cannot be read.
fn same(line: &LineValue, counting: Counting) -> Option<usize> {
    match counting {
        Counting::Nothing => Some(0),
        Counting::Cases | Counting::Copies => Some(1),
        Counting::Pages => usize::try_from(typed::count(&line.same, CERTIFIED_COUNT_MAX)?).ok(),
    }
}

/// One entry for each original; `None` while a count cannot be read, or there are
/// more than a dossier takes.
fn certified(values: &Values, basis: &Basis) -> Option<Vec<Certified>> {
    let counts = counts(values, basis)?;
    Some(counts.into_iter().map(|(_, counted)| counted).collect())
}

/// The same, each with the line that told of it.
pub(super) fn counts<'a>(
    values: &'a Values,
    basis: &Basis,
) -> Option<Vec<(&'a LineValue, Certified)>> {
    let count = |typed: &str| typed::count(typed, CERTIFIED_COUNT_MAX);
    let mut all = Vec::new();
    for line in &values.lines {
        let copies = count(&line.copies)?;
        let same = same(line, basis.counting)?;
        let pages = match basis.counting {
            Counting::Nothing => return Some(Vec::new()),
            Counting::Pages => count(&line.pages)?,
            Counting::Cases | Counting::Copies => 1,
        };
        if all.len() + same > LINES_MAX {
            return None;
        }
        all.extend(core::iter::repeat_n(
            (line, Certified { pages, copies }),
            same,
        ));
    }
    Some(all)
}

/// The fee as it is recorded: computed by the rule, else as the officer wrote it.
pub(super) fn fee_record(values: &Values, basis: &Basis) -> Option<FeeRecord> {
    let Some(rule) = basis.rule(&values.exemption) else {
        return typed::amount(&values.collected).map(|amount_dong| FeeRecord {
            amount_dong,
            // Like the words of a computed fee always Vietnamese.
            trace: vec!["Số tiền đã thu, cán bộ ghi".into()],
            ..FeeRecord::default()
        });
    };
    fee(values, basis).map(|charge| FeeRecord {
        amount_dong: charge.amount_dong,
        trace: charge.trace,
        source: rule.document().to_owned(),
        rule: Some(rule.pin(basis.fee_version)),
        exemption: basis
            .fee
            .exemption(&values.exemption)
            .map(|it| it.key.clone()),
    })
}

/// The fee by the rule in force; `None` without a rule, with counts missing or
/// beyond what a dossier takes.
pub(super) fn fee(values: &Values, basis: &Basis) -> Option<FeeCharge> {
    let rule = basis.rule(&values.exemption)?;
    let items: Vec<FeeItem> = certified(values, basis)?
        .into_iter()
        .map(|Certified { pages, copies }| FeeItem { pages, copies })
        .collect();
    let exemption = basis.fee.exemption(&values.exemption);
    charge(rule, &items, exemption).ok()
}

#[cfg(test)]
mod tests {
    use super::{Fault, faults, fee, reception};
    use crate::pages::appointment::Chosen;
    use crate::pages::new_dossier::basis::samples;
    use crate::pages::new_dossier::values::{LineValue, Values};
    use domain::dossier::{ApplicantFault, Refusal};
    use domain::instant::Instant;

    const NOW: Instant = Instant(1_795_318_000_000);

    fn line(same: &str, pages: &str, copies: &str) -> LineValue {
        LineValue {
            same: same.into(),
            pages: pages.into(),
            copies: copies.into(),
            ..LineValue::default()
        }
    }

    fn filled() -> Values {
        let mut values = Values::blank(&samples::certified_copy());
        values.name = " Giàng  A Pa\u{301}o".into();
        values.lines = vec![line("3", "5", "2")];
        values
    }

    #[test]
    fn three_originals_of_five_pages_in_two_copies() {
        let reception =
            reception(&filled(), &samples::certified_copy(), Chosen::Nothing, NOW).unwrap();
        assert_eq!(reception.applicant.name, "Giàng A Páo");
        assert_eq!(reception.certified.len(), 3);
        let fee = reception.fee.unwrap();
        assert_eq!(fee.amount_dong, 42_000);
        assert!(reception.no_wait);
    }

    #[test]
    fn without_a_rule_the_fee_is_unknown() {
        let mut basis = samples::certified_copy();
        basis.fee.rule = None;
        assert_eq!(fee(&filled(), &basis), None);
        assert_eq!(
            reception(&filled(), &basis, Chosen::Nothing, NOW)
                .unwrap()
                .fee,
            None
        );
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let mut values = filled();
        values.name = " ".into();
        values.identity = "12".into();
        values.born = "31/02/1990".into();
        values.phone = "gọi sau".into();
        values.lines = vec![line("1", "", "2"), line("0", "1", "1")];
        let faults = faults(&values, &samples::certified_copy(), &Chosen::Nothing, NOW);
        assert_eq!(faults.count(), 6);
        assert_eq!(
            faults.name,
            Some(Fault::Domain(Refusal::Applicant(
                ApplicantFault::NameMissing
            )))
        );
        assert_eq!(faults.born, Some(Fault::BornUnreadable));
        assert_eq!(faults.lines[0].pages, Some(Fault::CountUnreadable));
        assert_eq!(faults.lines[1].same, Some(Fault::CountUnreadable));
    }

    #[test]
    fn more_originals_than_a_dossier_takes_are_refused() {
        let mut values = filled();
        values.lines = vec![line("150", "1", "1"), line("51", "1", "1")];
        let basis = samples::certified_copy();
        let found = faults(&values, &basis, &Chosen::Nothing, NOW);
        assert_eq!(found.lines[0].same, None);
        assert_eq!(found.lines[1].same, Some(Fault::TooManyOriginals));
        assert_eq!(found.count(), 1);
    }

    #[test]
    fn the_fee_is_right_up_to_the_most_originals_and_none_beyond() {
        let basis = samples::certified_copy();
        let mut values = filled();
        let mut charged = |same: &str| {
            values.lines = vec![line(same, "1", "1")];
            (
                fee(&values, &basis).map(|charge| charge.amount_dong),
                faults(&values, &basis, &Chosen::Nothing, NOW).lines[0]
                    .same
                    .clone(),
            )
        };
        assert_eq!(charged("200"), (Some(400_000), None));
        for beyond in ["201", "300", "9999"] {
            assert_eq!(charged(beyond), (None, Some(Fault::TooManyOriginals)));
        }
        assert!(Fault::TooManyOriginals.is_said_at_once());
    }

    #[test]
    fn without_a_rule_the_officer_may_write_what_was_collected() {
        let mut basis = samples::certified_copy();
        basis.fee.rule = None;
        basis.counting = crate::pages::new_dossier::basis::Counting::Nothing;
        let mut values = filled();
        values.collected = "8.000".into();
        let fee = reception(&values, &basis, Chosen::Nothing, NOW)
            .unwrap()
            .fee
            .unwrap();
        assert_eq!(fee.amount_dong, 8_000);
        assert_eq!(fee.trace, ["Số tiền đã thu, cán bộ ghi"]);
        values.collected = "tám nghìn".into();
        assert_eq!(
            faults(&values, &basis, &Chosen::Nothing, NOW).collected,
            Some(Fault::AmountUnreadable)
        );
        assert!(reception(&values, &basis, Chosen::Nothing, NOW).is_none());
        let ruled = samples::certified_copy();
        let fee = reception(&values, &ruled, Chosen::Nothing, NOW)
            .unwrap()
            .fee
            .unwrap();
        assert_eq!(fee.amount_dong, 42_000, "a rule goes before what is typed");
    }

    #[test]
    fn unticked_papers_are_not_received() {
        let mut values = filled();
        let basis = samples::certified_copy();
        assert!(
            reception(&values, &basis, Chosen::Nothing, NOW)
                .unwrap()
                .papers
                .is_empty()
        );
        values.papers[0].ticked = true;
        assert_eq!(
            reception(&values, &basis, Chosen::Nothing, NOW)
                .unwrap()
                .papers[0]
                .originals,
            1
        );
    }
}

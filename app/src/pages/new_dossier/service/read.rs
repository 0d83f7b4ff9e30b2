//! From what stands in the fields of a service to its details, or to what is wrong.

use super::super::basis::Basis;
use super::super::read::{Fault, LineFaults, applicant, counts, fee_record};
use super::super::values::{LineValue, Values};
use super::Details;
use crate::pages::typed;
use domain::dossier::{Certified, Refusal};
use domain::service::{
    self, Copies, IdentityPaper, Interpreter, Mark, Original, OriginalCopy, RegisterCopy, Screen,
    Service, ServiceRule, Signature, SignedPaper, Signer, Witness,
};
use domain::text::clean;

/// What is wrong beside the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DetailFaults {
    pub(crate) ruled_out: Option<Fault>,
    pub(crate) identity_issued: Option<Fault>,
    pub(crate) in_front: Option<Fault>,
    pub(crate) interpreter: Option<Fault>,
    pub(crate) language: Option<Fault>,
    pub(crate) witness: Option<Fault>,
    pub(crate) taken: Option<Fault>,
}

impl DetailFaults {
    /// All of them, in the order of the form.
    pub(crate) fn all(&self) -> [&Option<Fault>; 7] {
        [
            &self.identity_issued,
            &self.in_front,
            &self.interpreter,
            &self.language,
            &self.witness,
            &self.ruled_out,
            &self.taken,
        ]
    }
}

fn fault(when: bool, fault: service::Fault) -> Option<Fault> {
    when.then_some(Fault::Domain(Refusal::Service(fault)))
}

fn unreadable(typed: &str) -> Option<Fault> {
    (!typed.trim().is_empty() && typed::day(typed).is_none()).then_some(Fault::DayUnreadable)
}

/// What is wrong beside the documents, field by field.
pub(crate) fn detail_faults(values: &Values, basis: &Basis) -> DetailFaults {
    let taken = payment_unsaid(values, basis);
    let Some(rule) = &basis.service else {
        return DetailFaults {
            taken,
            ..DetailFaults::default()
        };
    };
    let details = &values.details;
    let blank = |text: &str| text.trim().is_empty();
    let ruled_out = fault(
        !rule.grounds.is_empty() && !details.ruled_out,
        service::Fault::GroundsNotRuledOut,
    );
    if rule.screen != Screen::Signature {
        return DetailFaults {
            ruled_out,
            taken,
            ..DetailFaults::default()
        };
    }
    let nobody = blank(&details.witness);
    let seen = details.in_front || !rule.in_front;
    DetailFaults {
        ruled_out,
        taken,
        identity_issued: unreadable(&details.identity_issued),
        in_front: fault(!seen, service::Fault::NotInFront),
        interpreter: fault(
            details.interpreted && blank(&details.interpreter),
            service::Fault::PersonUnnamed,
        ),
        language: fault(
            details.interpreted && blank(&details.language),
            service::Fault::LanguageMissing,
        ),
        witness: fault(
            rule.witness && details.cannot_read && nobody,
            service::Fault::WitnessMissing,
        ),
    }
}

/// Whether the number that shows who signs is missing.
pub(crate) fn identity_fault(values: &Values, basis: &Basis) -> Option<Fault> {
    let rule = basis.service.as_ref()?;
    let missing = rule.screen == Screen::Signature && values.identity.trim().is_empty();
    fault(missing, service::Fault::IdentityPaperMissing)
}

/// What is wrong with the words of a document.
pub(crate) fn line_faults(line: &LineValue, basis: &Basis) -> LineFaults {
    let Some(rule) = &basis.service else {
        return LineFaults::default();
    };
    let of_register = rule.screen == Screen::OriginalCopy;
    let blank = |text: &str| text.trim().is_empty();
    LineFaults {
        title: fault(blank(&line.title), service::Fault::TitleMissing),
        holder: fault(
            of_register && blank(&line.holder),
            service::Fault::HolderMissing,
        ),
        number: (of_register && blank(&line.number)).then_some(Fault::RegisterNumberMissing),
        entered: unreadable(&line.entered).filter(|_| of_register),
        ..LineFaults::default()
    }
}

/// The details; `None` for a procedure without a screen of its own, and while a count
/// cannot be read.
pub(crate) fn service(values: &Values, basis: &Basis) -> Option<Service> {
    let rule = basis.service.as_ref()?;
    let signer = signer(&values.details, &basis.signers);
    let documents = counts(values, basis)?;
    Some(match rule.screen {
        Screen::Copies => Service::Copies(Copies {
            originals: documents.into_iter().map(original).collect(),
            ruled_out: rule.grounds.iter().map(|it| it.key.clone()).collect(),
            signer,
        }),
        Screen::Signature => signature(values, rule, documents, signer),
        Screen::OriginalCopy => Service::OriginalCopy(OriginalCopy {
            documents: documents.into_iter().map(register_copy).collect(),
            relation: clean(&values.details.relation),
            signer,
        }),
    })
}

fn original((line, counted): (&LineValue, Certified)) -> Original {
    Original {
        title: clean(&line.title),
        issuer: clean(&line.issuer),
        number: clean(&line.number),
        pages: counted.pages,
        copies: counted.copies,
    }
}

fn register_copy((line, counted): (&LineValue, Certified)) -> RegisterCopy {
    RegisterCopy {
        title: clean(&line.title),
        holder: clean(&line.holder),
        register: clean(&line.register),
        number: clean(&line.number),
        entered: typed::day(&line.entered),
        copies: counted.copies,
    }
}

fn signature(
    values: &Values,
    rule: &ServiceRule,
    documents: Vec<(&LineValue, Certified)>,
    signer: Option<Signer>,
) -> Service {
    let details = &values.details;
    let usual = rule.identity_papers.first();
    let kind = Some(clean(&details.identity_kind)).filter(|kind| !kind.is_empty());
    let papers = documents.into_iter().map(|(line, counted)| SignedPaper {
        title: clean(&line.title),
        count: counted.copies,
    });
    let mark = if details.fingerprint {
        Mark::Fingerprint
    } else {
        Mark::Signature
    };
    Service::Signature(Signature {
        identity: IdentityPaper {
            kind: kind.or_else(|| usual.cloned()).unwrap_or_default(),
            number: applicant(values).identity,
            issued: typed::day(&details.identity_issued),
            issuer: clean(&details.identity_issuer),
        },
        papers: papers.collect(),
        mark,
        in_front: details.in_front,
        cannot_read: details.cannot_read,
        read_aloud: details.cannot_read && details.read_aloud,
        interpreter: details.interpreted.then(|| Interpreter {
            name: clean(&details.interpreter),
            language: clean(&details.language),
            identity: typed::identity(&details.interpreter_identity),
        }),
        witness: details.cannot_read.then(|| Witness {
            name: clean(&details.witness),
            identity: typed::identity(&details.witness_identity),
        }),
        signer,
    })
}

/// The chosen signer, else the first; none where there is no list.
fn signer(details: &Details, signers: &[Signer]) -> Option<Signer> {
    let chosen = signers.iter().find(|signer| signer.name == details.signer);
    chosen.or_else(|| signers.first()).cloned()
}

/// What is paid in the same sitting, in đồng.
pub(crate) fn paid_dong(values: &Values, basis: &Basis) -> u64 {
    if !asks_for_payment(basis) || values.details.taken != Some(true) {
        return 0;
    }
    fee_record(values, basis).map_or(0, |fee| fee.amount_dong)
}

/// Whether the screen has its own place for that.
pub(crate) fn asks_for_payment(basis: &Basis) -> bool {
    basis.service.is_some() || basis.civil.is_some()
}

/// Where there is a fee, the officer says whether it was taken: neither is assumed, lest
/// money be written down that nobody took.
fn payment_unsaid(values: &Values, basis: &Basis) -> Option<Fault> {
    let asked = asks_for_payment(basis) && values.details.taken.is_none();
    let fee = fee_record(values, basis).filter(|_| asked);
    fee.filter(|fee| fee.amount_dong > 0)
        .map(|_| Fault::PaymentUnsaid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::new_dossier::basis::samples;

    fn filled(screen: Screen) -> (Values, Basis) {
        let basis = samples::with_screen(screen);
        let mut values = Values::blank(&basis);
        values.name = "Sùng Thị Chia".into();
        values.identity = "002187001234".into();
        values.lines[0].title = " Bằng  tốt nghiệp".into();
        (values, basis)
    }

    #[test]
    fn alike_originals_are_told_one_by_one() {
        let (mut values, basis) = filled(Screen::Copies);
        values.lines[0].same = "3".into();
        let Some(Service::Copies(copies)) = service(&values, &basis) else {
            panic!("copies");
        };
        let titles: Vec<_> = copies.originals.iter().map(|it| &*it.title).collect();
        assert_eq!(titles, ["Bằng tốt nghiệp"; 3]);
        assert_eq!(copies.ruled_out, ["altered"]);
        assert_eq!(copies.signer.unwrap().name, "Vàng A Sính", "the first");
    }

    #[test]
    fn what_a_signature_lacks_is_named_beside_its_field() {
        let (mut values, basis) = filled(Screen::Signature);
        values.details.interpreted = true;
        values.details.cannot_read = true;
        let faults = detail_faults(&values, &basis);
        let wrong = faults.all().into_iter().flatten().count();
        assert_eq!(wrong, 6, "{faults:?}");
        values.details = Details {
            ruled_out: true,
            in_front: true,
            fingerprint: true,
            interpreter: "Vàng Thị Dợ".into(),
            language: "tiếng Mông".into(),
            witness: "Lò Văn Inh".into(),
            taken: Some(true),
            ..values.details
        };
        assert_eq!(detail_faults(&values, &basis), DetailFaults::default());
        let Some(Service::Signature(signature)) = service(&values, &basis) else {
            panic!("a signature");
        };
        assert_eq!(signature.identity.kind, "Căn cước", "the usual one");
        assert_eq!(signature.mark, Mark::Fingerprint);
        let rule = basis.service.unwrap();
        assert_eq!(rule.check(&Service::Signature(signature)), Ok(()));
    }

    #[test]
    fn where_there_is_a_fee_the_officer_says_whether_it_was_taken() {
        let (mut values, basis) = filled(Screen::Copies);
        values.details.ruled_out = true;
        assert!(fee_record(&values, &basis).is_some_and(|fee| fee.amount_dong > 0));
        let taken = |values: &Values| detail_faults(values, &basis).taken;
        assert_eq!(taken(&values), Some(Fault::PaymentUnsaid));
        assert_eq!(paid_dong(&values, &basis), 0, "nothing is assumed");
        values.details.taken = Some(false);
        assert_eq!((taken(&values), paid_dong(&values, &basis)), (None, 0));
        values.details.taken = Some(true);
        assert_eq!(taken(&values), None);
        assert!(paid_dong(&values, &basis) > 0);
    }

    #[test]
    fn a_copy_from_the_register_needs_its_holder_its_number_and_a_day_that_is_one() {
        let (mut values, basis) = filled(Screen::OriginalCopy);
        values.lines[0].entered = "31/02/1990".into();
        let faults = line_faults(&values.lines[0], &basis);
        assert_eq!(faults.entered, Some(Fault::DayUnreadable));
        assert!(faults.holder.is_some() && faults.title.is_none());
        assert_eq!(faults.number, Some(Fault::RegisterNumberMissing));
        values.lines[0].number = "12/2004".into();
        assert_eq!(line_faults(&values.lines[0], &basis).number, None);
    }
}

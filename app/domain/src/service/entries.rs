//! What a service enters in its book: a line for each document.

use super::{Copies, Service, Signature, Signer};
use crate::dossier::Applicant;
use crate::fee::FeeItem;
use crate::id::DossierId;
use crate::instant::Day;
use crate::register::{Entry, Subject};

/// On what occasion documents are entered.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// The dossier.
    pub dossier: DossierId,
    /// The day, in Viet Nam.
    pub day: Day,
    /// Who asks.
    pub applicant: &'a Applicant,
}

impl Service {
    /// The lines of its documents, one number for each however many copies; `fee` tells
    /// what one document costs.
    pub fn entries(
        &self,
        occasion: Occasion<'_>,
        fee: impl Fn(FeeItem) -> Option<u64>,
    ) -> Vec<Entry> {
        match self {
            Self::Copies(copies) => of_copies(copies, occasion, fee),
            Self::Signature(signature) => of_signature(signature, occasion, fee),
            // The register that is copied from is the unit's own; copying adds nothing to it.
            Self::OriginalCopy(_) | Self::Civil(_) => Vec::new(),
        }
    }
}

fn of_copies(
    copies: &Copies,
    occasion: Occasion<'_>,
    fee: impl Fn(FeeItem) -> Option<u64>,
) -> Vec<Entry> {
    let lines = copies.originals.iter().zip(0_u16..);
    let entry = |(original, document): (&super::Original, u16)| Entry {
        title: original.title.clone(),
        signer: signed(copies.signer.as_ref()),
        requester: occasion.applicant.name.clone(),
        copies: original.copies,
        fee_dong: fee(FeeItem {
            pages: original.pages,
            copies: original.copies,
        }),
        ..occasion.line(document)
    };
    lines.map(entry).collect()
}

fn of_signature(
    signature: &Signature,
    occasion: Occasion<'_>,
    fee: impl Fn(FeeItem) -> Option<u64>,
) -> Vec<Entry> {
    let identity = &signature.identity;
    let name = &occasion.applicant.name;
    let requester = format!("{name}, {} số {}", identity.kind, identity.number);
    let lines = signature.papers.iter().zip(0_u16..);
    let entry = |(paper, document): (&super::SignedPaper, u16)| Entry {
        title: paper.title.clone(),
        signer: signed(signature.signer.as_ref()),
        requester: requester.clone(),
        copies: paper.count,
        fee_dong: fee(FeeItem {
            pages: 1,
            copies: paper.count,
        }),
        ..occasion.line(document)
    };
    lines.map(entry).collect()
}

/// Name and position, as the book's column has it.
fn signed(signer: Option<&Signer>) -> String {
    let Some(Signer { name, position }) = signer else {
        return String::new();
    };
    if position.is_empty() {
        return name.clone();
    }
    format!("{name}, {position}")
}

impl Occasion<'_> {
    fn line(self, document: u16) -> Entry {
        let dossier = self.dossier;
        Entry::new(Subject { dossier, document }, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::{Original, OriginalCopy, SignedPaper};
    use uuid::Uuid;

    fn entries(service: &Service) -> Vec<Entry> {
        let applicant = Applicant {
            name: "Lò Thị Ún".into(),
            ..Applicant::default()
        };
        let occasion = Occasion {
            dossier: DossierId(Uuid::from_u128(7)),
            day: Day::from_ymd(2026, 11, 23).unwrap(),
            applicant: &applicant,
        };
        service.entries(occasion, |item| {
            Some(u64::from(item.pages * item.copies) * 1_000)
        })
    }

    #[test]
    fn each_original_has_one_line_whatever_its_copies() {
        let original = |title: &str, pages, copies| Original {
            title: title.into(),
            pages,
            copies,
            ..Original::default()
        };
        let service = Service::Copies(Copies {
            originals: vec![original("Bằng", 2, 5), original("Học bạ", 20, 1)],
            signer: Some(Signer {
                name: "Vàng A Sính".into(),
                position: "Phó Chủ tịch".into(),
            }),
            ..Copies::default()
        });
        let entries = entries(&service);
        let told: Vec<_> = entries
            .iter()
            .map(|it| (it.subject.document, &*it.title, it.copies, it.fee_dong))
            .collect();
        assert_eq!(
            told,
            [(0, "Bằng", 5, Some(10_000)), (1, "Học bạ", 1, Some(20_000))]
        );
        assert_eq!(entries[0].signer, "Vàng A Sính, Phó Chủ tịch");
        assert!(entries.iter().all(|entry| entry.check().is_ok()));
    }

    #[test]
    fn a_signature_is_entered_with_the_paper_that_shows_who_signs() {
        let mut signature = Signature::default();
        signature.identity.kind = "Căn cước".into();
        signature.identity.number = "002187001234".into();
        signature.papers = vec![SignedPaper {
            title: "Giấy ủy quyền".into(),
            count: 2,
        }];
        let entries = entries(&Service::Signature(signature));
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].requester, "Lò Thị Ún, Căn cước số 002187001234");
    }

    #[test]
    fn a_copy_from_the_original_register_enters_no_book() {
        assert!(entries(&Service::OriginalCopy(OriginalCopy::default())).is_empty());
    }
}

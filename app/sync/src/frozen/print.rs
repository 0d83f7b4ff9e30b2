//! Prints of a dossier's papers.

use super::{Sample, of_dossier, of_schema};
use domain::dossier::Event;
use domain::print::{Form, Paper, Printout};

pub(super) fn samples() -> Vec<Sample> {
    let forms = [
        (Form::Slip, "printed 01"),
        (Form::Supplement, "printed 02"),
        (Form::Refusal, "printed 03"),
        (Form::Apology, "printed 04"),
        (Form::Stop, "printed 05"),
        (Form::Control, "printed 06"),
        (Form::Tracking, "printed 07"),
        (Form::CopyTestimony, "printed loi-chung-ban-sao"),
        (Form::SignatureTestimony, "printed loi-chung-chu-ky"),
        (Form::RegisterCopy, "printed ban-sao-tu-so-goc"),
        (Form::BirthDraft, "printed ban-nhap-khai-sinh"),
        (Form::MarriageDraft, "printed ban-nhap-ket-hon"),
        (Form::DeathDraft, "printed ban-nhap-khai-tu"),
        (Form::ExtractDraft, "printed ban-nhap-trich-luc"),
        (Form::BookPage, "printed trang-so"),
        (Form::BookClosing, "printed khoa-so"),
        (Form::Receipt, "printed phieu-thu"),
        (Form::CashPage, "printed so-quy"),
    ];
    let printed = |(form, name)| {
        let paper = if form == Form::Supplement {
            Paper::A5
        } else if form == Form::Receipt {
            Paper::Roll
        } else {
            Paper::A4
        };
        let printout = Printout {
            form,
            copies: 2,
            paper,
        };
        (name, of_dossier(Event::Printed(printout)))
    };
    let mut facts: Vec<_> = forms.map(printed).into();
    facts.push(("not_printed", of_dossier(Event::NotPrinted(Form::Slip))));
    of_schema(7, facts)
}

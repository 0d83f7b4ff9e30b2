//! What a redraft changes, detail by detail.

use super::answers::in_words;
use super::spec::{Field, Group, HELPED, RETAKEN, groups};
use super::values::{CivilValues, DESPITE};
use crate::texts::{Label, Texts};
use domain::civil::Civil;

/// The details that differ between two contents of an act, each with the old and the new.
pub(in crate::pages) fn changes(texts: &Texts, before: &Civil, after: &Civil) -> Vec<String> {
    let (old, new) = (CivilValues::of(before), CivilValues::of(after));
    let groups = groups(after.kind()).iter().chain([&HELPED, &RETAKEN]);
    let fields = groups.flat_map(|group| group.fields.iter().map(move |field| (group, field)));
    let change = |(group, field): (&Group, &Field)| {
        let (was, is) = (old.get(field.id), new.get(field.id));
        let told = |kept| told(texts, in_words(texts, field.kind, kept));
        let (title, label) = (
            (texts.civil.title)(group.title),
            (texts.civil.label)(field.label),
        );
        (was != is).then(|| format!("{title} – {label}: {} → {}", told(was), told(is)))
    };
    let reason = {
        let (was, is) = (old.get(DESPITE), new.get(DESPITE));
        let label = (texts.civil.label)(Label::Despite);
        let told = |kept: &str| told(texts, kept.to_owned());
        (was != is).then(|| format!("{label}: {} → {}", told(was), told(is)))
    };
    fields.filter_map(change).chain(reason).collect()
}

fn told(texts: &Texts, text: String) -> String {
    if text.is_empty() {
        texts.dossier.not_given.to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;
    use domain::civil::{Act, Death, PartialDate, Person, Registration};
    use domain::service::Interpreter;

    #[test]
    fn each_detail_is_told_with_the_old_and_the_new() {
        let death = |name: &str, place: &str, registration| {
            Civil::new(Act::Death(Death {
                dead: Person {
                    name: name.into(),
                    born: PartialDate::year(1950),
                    ..Person::default()
                },
                place: place.into(),
                registration,
                ..Death::default()
            }))
        };
        let before = death("Vừ A Phừ", "", Registration::OnTime);
        let mut after = death("Vừ A Phử", "Tại nhà", Registration::Late);
        after.read_aloud = true;
        after.interpreter = Some(Interpreter {
            name: "Vàng Thị Dợ".into(),
            language: "tiếng Mông".into(),
            identity: String::new(),
        });
        let told = changes(Language::Vi.texts(), &before, &after);
        let expected = [
            "Người chết – Họ, chữ đệm, tên: Vừ A Phừ → Vừ A Phử",
            "Việc chết – Nơi chết: không ghi → Tại nhà",
            "Việc chết – Loại đăng ký: Đúng hạn → Quá hạn",
            "Phiên dịch, làm chứng – Có người không thông thạo tiếng Việt, có người phiên dịch: không → có",
            "Phiên dịch, làm chứng – Họ và tên người phiên dịch: không ghi → Vàng Thị Dợ",
            "Phiên dịch, làm chứng – Ngôn ngữ phiên dịch: không ghi → tiếng Mông",
            "Kiểm tra lại và ký – Đã đọc to cho nghe: không → có",
        ];
        assert_eq!(told, expected);
        assert!(changes(Language::Vi.texts(), &after, &after).is_empty());
    }
}

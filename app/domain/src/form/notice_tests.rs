use super::slip_tests::{at, opened, origin};
use super::tests::{issue, nobody};
use super::{Form, Sheet, Values, values};
use crate::dossier::{Appointment, Dossier, Event, Move, Moved};
use crate::id::EventId;
use uuid::Uuid;

fn then(dossier: &Dossier, moved: Moved, when: &str, event: u128) -> Dossier {
    let mut origin = origin(when);
    origin.event = EventId(Uuid::from_u128(event));
    let event = Event::Moved(Box::new(moved));
    Dossier::apply(Some(dossier), dossier.id, &event, origin).unwrap()
}

fn told(form: Form, dossier: &Dossier) -> Values {
    let sheet = Sheet {
        offline: None,
        dossier,
        issue: issue(),
        seal: "",
        references: &[],
    };
    values(form, &sheet, &nobody).remove(0)
}

fn asked(dossier: &Dossier) -> Dossier {
    let items = vec!["Giấy chứng sinh".to_owned(), "Văn bản xác nhận".to_owned()];
    let asked = Moved::because(Move::Asked(items), "chưa có trong hồ sơ");
    then(dossier, asked, "2026-11-25T08:00:00+07:00", 1)
}

#[test]
fn a_form_is_there_once_its_step_was_taken() {
    let received = opened(|_| {}, false);
    let offered = |dossier: &Dossier| {
        let forms = Form::ALL.into_iter();
        let offered = forms.filter(|form| form.occasion(dossier).is_some());
        offered.map(Form::key).collect::<Vec<_>>()
    };
    assert_eq!(offered(&received), ["01"]);
    let asked = asked(&received);
    assert_eq!(offered(&asked), ["01", "02"]);
    let withdrawn = Moved::because(Move::Withdrawn, "không làm nữa");
    let withdrawn = then(&asked, withdrawn, "2026-11-26T08:00:00+07:00", 2);
    assert_eq!(offered(&withdrawn), ["01", "02", "05"]);
    let registered = opened(|it| it.appointment = None, true);
    assert_eq!(offered(&registered), Vec::<&str>::new());
    let declined = Moved::because(Move::Declined, "không thuộc thẩm quyền");
    let declined = then(&registered, declined, "2026-11-25T08:00:00+07:00", 3);
    assert_eq!(offered(&declined), ["03"]);
    assert_eq!(
        told(Form::Refusal, &declined).get("notice.reason"),
        "không thuộc thẩm quyền"
    );
}

#[test]
fn the_request_names_every_paper() {
    let told = told(Form::Supplement, &asked(&opened(|_| {}, false)));
    assert_eq!(told.get("notice.reason"), "chưa có trong hồ sơ");
    assert_eq!(told.get("notice.day"), "ngày 25 tháng 11 năm 2026");
    let items: Vec<_> = told
        .rows("items")
        .iter()
        .map(|row| (row.get("item.number"), row.get("item.name")))
        .collect();
    assert_eq!(items, [("1", "Giấy chứng sinh"), ("2", "Văn bản xác nhận")]);
}

#[test]
fn the_apology_tells_both_appointments() {
    let later = Appointment {
        at: at("2026-12-03T17:00:00+07:00"),
        limit: None,
        longer: None,
        trace: String::new(),
        uncertain: false,
    };
    let extended = Moved {
        appointment: Some(later),
        ..Moved::because(Move::Extended, "chờ kết quả xác minh")
    };
    let when = "2026-11-26T08:00:00+07:00";
    let extended = then(&opened(|_| {}, false), extended, when, 4);
    let told = told(Form::Apology, &extended);
    assert_eq!(
        told.get("appointment.before"),
        "17 giờ 00 phút, ngày 27 tháng 11 năm 2026"
    );
    assert_eq!(
        told.get("appointment.at"),
        "17 giờ 00 phút, ngày 03 tháng 12 năm 2026"
    );
}

#[test]
fn who_wished_that_work_stops_is_told() {
    let received = opened(|_| {}, false);
    let stop = |what| {
        then(
            &received,
            Moved::because(what, "lý do"),
            "2026-11-26T08:00:00+07:00",
            5,
        )
    };
    let wish = |dossier: &Dossier| told(Form::Stop, dossier).get("notice.wish").to_owned();
    assert_eq!(
        wish(&stop(Move::Withdrawn)),
        "theo đề nghị của người nộp hồ sơ"
    );
    assert_eq!(wish(&stop(Move::Stopped)), "");
}

#[test]
fn every_name_has_a_value_and_every_value_a_name() {
    let told = told(Form::Supplement, &asked(&opened(|_| {}, false)));
    let names = Form::Supplement.names();
    let mut known: Vec<_> = names
        .texts
        .iter()
        .flat_map(|group| group.iter().copied())
        .collect();
    known.push("items");
    let mut set = told.names();
    known.sort_unstable();
    set.sort_unstable();
    assert_eq!(set, known);
    assert_eq!(told.rows("items")[0].names(), *names.row("items").unwrap());
}

//! The list of home visits.

use crate::texts::VisitsTexts;
use domain::visit::Refusal;

pub(super) const VISITS: VisitsTexts = VisitsTexts {
    title: "Registration on visits",
    intro: "Written down before leaving: whom, where, which service. The whole unit has the list; it works without a network and is sent once there is one, so synchronise the device that you take along before you leave. Read aloud, and take a fingerprint of who cannot write; the form notes “Đăng ký lưu động”.",
    none: "No visit is on the list.",
    none_hint: "Write the first one into the form below.",
    add: "Add to the list",
    change: "Change the visit",
    place: "Where (village)",
    service: "Which service",
    choose: "Choose a procedure",
    day: "Day, if agreed",
    day_open: "No day agreed yet",
    missing: "This has to be filled in.",
    papers: "Papers to bring along, or to remind people of:",
    planned_by: |name| format!("planned by {name}"),
    begin: "Begin",
    edit: "Change",
    save: "Save",
    cancel: "Cancel",
    remove: "Take off the list",
    removed: |name| format!("{name} was taken off the list."),
    undo: "Undo",
};

/// Why a visit cannot be planned so.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NameMissing => "Say whom to go to.".into(),
        Refusal::PlaceMissing => "Say where to go.".into(),
        Refusal::ProcedureMissing => "Choose the procedure.".into(),
        Refusal::TextTooLong { max } => format!("At most {max} characters."),
        Refusal::UnseenCharacter => {
            "There is a character that cannot be seen; type this again.".into()
        }
    }
}

//! The parts of a portal record.

use domain::catalogue::{
    AgencyRole, Attachment, Case, Channel, ChannelKind, Component, ComponentGroup, Decision, Fee,
    FeeKind, Limit, Named, Returning, ServiceGroup, Step, TimeUnit,
};

use super::notes::Notes;
use super::object::Object;
use crate::issue::IssueKind;

/// A word of a fixed list; an unknown one is reported and kept.
pub(super) fn word<T: From<String>>(
    object: &mut Object<'_>,
    key: &'static str,
    known: fn(&T) -> bool,
    notes: &mut Notes,
) -> T {
    let text = object.text(key, notes);
    let word = T::from(text.clone());
    if !text.is_empty() && !known(&word) {
        notes.remark(&object.path(key), IssueKind::UnknownWord, &text);
    }
    word
}

pub(super) fn named(object: &mut Object<'_>, notes: &mut Notes) -> Named {
    Named {
        id: object.text("id", notes),
        code: object.name("code", notes),
        name: object.name("name", notes),
    }
}

pub(super) fn step(object: &mut Object<'_>, notes: &mut Notes) -> Step {
    Step {
        name: object.name("name", notes),
        text: object.text("description", notes),
    }
}

pub(super) fn channel(object: &mut Object<'_>, notes: &mut Notes) -> Channel {
    Channel {
        channel: word(object, "submissionMethod", ChannelKind::is_known, notes),
        limit: Limit {
            quantity: object.figure("processingTime", notes),
            unit: word(object, "processingTimeUnit", TimeUnit::is_known, notes),
        },
        note: object.text("description", notes),
        fees: object.list("fees", notes, fee),
    }
}

fn fee(object: &mut Object<'_>, notes: &mut Notes) -> Fee {
    Fee {
        kind: word(object, "type", FeeKind::is_known, notes),
        value: object.figure("value", notes),
        text: object.text("description", notes),
        currency_id: object.text("currencyId", notes),
        currency: object.name("currencyName", notes),
        attachment: object.object("attachment", notes, attachment),
    }
}

/// Fees call the key `fileId`, papers call it `id`.
fn attachment(object: &mut Object<'_>, notes: &mut Notes) -> Attachment {
    let id = object.text("id", notes);
    let file_id = object.text("fileId", notes);
    Attachment {
        id: if id.is_empty() { file_id } else { id },
        file_name: object.text("fileName", notes),
        bucket: object.text("bucketName", notes),
        path: object.text("filePath", notes),
    }
}

pub(super) fn component_group(object: &mut Object<'_>, notes: &mut Notes) -> ComponentGroup {
    ComponentGroup {
        name: object.name("name", notes),
        components: object.list("profileComponents", notes, component),
    }
}

fn component(object: &mut Object<'_>, notes: &mut Notes) -> Component {
    Component {
        id: object.text("profileComponentId", notes),
        code: object.name("code", notes),
        name: object.name("name", notes),
        originals: object.figure("originalQty", notes),
        copies: object.figure("copyQty", notes),
        required: object.flag("required", notes),
        electronic_form: object.flag("hasElectronicForm", notes),
        is_result: object.flag("isProcessingResult", notes),
        source: object.text("source", notes),
        attachments: object.list("attachments", notes, attachment),
    }
}

pub(super) fn case(object: &mut Object<'_>, notes: &mut Notes) -> Case {
    object.opaque("profileComponents", notes);
    Case {
        id: object.text("id", notes),
        code: object.name("code", notes),
        name: object.name("name", notes),
        limit: object
            .object("processingDay", notes, |day, notes| Limit {
                quantity: day.figure("qty", notes),
                unit: word(day, "type", TimeUnit::is_known, notes),
            })
            .unwrap_or_else(|| Limit {
                quantity: None,
                unit: TimeUnit::from(String::new()),
            }),
    }
}

pub(super) fn service_group(object: &mut Object<'_>, notes: &mut Notes) -> ServiceGroup {
    ServiceGroup {
        id: object.text("id", notes),
        name: object.name("name", notes),
        kind: object.text("type", notes),
    }
}

pub(super) fn returning(object: &mut Object<'_>, notes: &mut Notes) -> Returning {
    Returning {
        kind: object.text("type", notes),
        ways: object.texts("value", notes),
    }
}

/// The decision hangs on the record's proposal; the record has a number of its own too.
pub(super) fn decision(object: &mut Object<'_>, notes: &mut Notes) -> Decision {
    Decision {
        id: object.text("id", notes),
        record_number: String::new(),
        decision_number: object.name("decisionNumber", notes),
        proposal_number: object.name("proposalNumber", notes),
        decided_at: object.millis("decisionDate", notes),
        published_at: object.millis("publicationDate", notes),
        agency: object
            .object("issuingAgency", notes, named)
            .unwrap_or_default(),
        level: object.text("proposalType", notes),
    }
}

pub(super) fn role(
    object: &mut Object<'_>,
    [agencies, groups, text]: [&'static str; 3],
    notes: &mut Notes,
) -> AgencyRole {
    AgencyRole {
        agencies: object.list(agencies, notes, named),
        groups: object.list(groups, notes, named),
        text: object.name(text, notes),
    }
}

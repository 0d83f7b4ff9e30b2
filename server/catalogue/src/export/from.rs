//! From a merged procedure to its exported shape.

use domain::catalogue::{
    AgencyRole, Channel, Component, ComponentGroup, Decision, Facts, Limit, Named, Origin,
    Procedure, Record, day_of_millis, format_day,
};
use serde_json::Value;

use super::shape::{
    ExportedAgencies, ExportedCase, ExportedChannel, ExportedComponent, ExportedDecision,
    ExportedFacts, ExportedFee, ExportedGroup, ExportedLimit, ExportedOrigin, ExportedProcedure,
    ExportedRole, ExportedStep, ExportedSteps,
};

/// Makes the exported shape of a procedure.
pub fn exported(procedure: &Procedure) -> ExportedProcedure {
    let record = procedure.record.as_deref();
    let list = procedure.list.as_ref();
    let text = |of: fn(&Record) -> &String| record.map(of).and_then(known);
    ExportedProcedure {
        code: procedure.code.to_string(),
        id: text(|record| &record.id).or_else(|| list.and_then(|row| known(&row.id))),
        name: procedure.name().to_owned(),
        field: known(procedure.field()),
        fields: fields(procedure),
        decision_number: record
            .and_then(|record| record.decision.number())
            .map(str::to_owned),
        decision: record.map(|record| decision(&record.decision)),
        level: record
            .map(|record| record.level.as_str())
            .or(list.map(|row| row.level.as_str()))
            .and_then(known),
        state: record
            .map(|record| record.state.as_str())
            .or(list.map(|row| row.state.as_str()))
            .and_then(known),
        formality_type: text(|record| &record.formality_type),
        online_level: record.map(Record::online_level),
        flags: record
            .map(|record| record.flags.clone())
            .unwrap_or_default(),
        steps: steps(record),
        channels: each(record, |record| &record.channels, channel),
        cases: each(
            record,
            |record| &record.cases,
            |case| ExportedCase {
                code: case.code.clone(),
                name: case.name.clone(),
                limit: limit(&case.limit),
            },
        ),
        component_groups: each(record, |record| &record.component_groups, group),
        results: each(record, |record| &record.results, Named::clone),
        legal_bases: procedure.legal_basis(),
        legal_basis_details: each(record, |record| &record.legal_bases, Named::clone),
        agencies: agencies(procedure),
        subjects: subjects(procedure),
        subject_details: each(record, |record| &record.subjects, Named::clone),
        service_groups: each(record, |record| &record.service_groups, Clone::clone),
        returning_methods: each(record, |record| &record.returning, Clone::clone),
        description: text(|record| &record.description),
        requirements: text(|record| &record.requirements),
        keywords: text(|record| &record.keywords),
        note: text(|record| &record.note),
        created_at: record.and_then(|record| record.created_at),
        updated_at: record.and_then(|record| record.updated_at),
        facts: procedure.facts.as_ref().map(facts),
        fees: procedure.fee.clone(),
        ids: record.map(|record| record.ids.clone()).unwrap_or_default(),
        unread: unread(procedure),
        origins: procedure.origins.iter().map(origin).collect(),
    }
}

fn known(text: &(impl AsRef<str> + ?Sized)) -> Option<String> {
    let text = text.as_ref();
    (!text.is_empty()).then(|| text.to_owned())
}

fn each<T, U>(record: Option<&Record>, of: fn(&Record) -> &Vec<T>, to: fn(&T) -> U) -> Vec<U> {
    record
        .map(|record| of(record).iter().map(to).collect())
        .unwrap_or_default()
}

fn fields(procedure: &Procedure) -> Vec<Named> {
    let from_record = each(
        procedure.record.as_deref(),
        |record| &record.fields,
        Named::clone,
    );
    if !from_record.is_empty() {
        return from_record;
    }
    let listed = procedure.list.iter().flat_map(|row| &row.fields);
    listed
        .map(|name| Named {
            name: name.clone(),
            ..Named::default()
        })
        .collect()
}

fn decision(decision: &Decision) -> ExportedDecision {
    ExportedDecision {
        decision_no: known(&decision.record_number),
        decision_number: known(&decision.decision_number),
        proposal_number: known(&decision.proposal_number),
        date: decision.decided_at.and_then(day_of_millis).map(format_day),
        decided_at: decision.decided_at,
        published_at: decision.published_at,
        agency: known(&decision.agency.name),
        level: known(&decision.level),
    }
}

fn steps(record: Option<&Record>) -> ExportedSteps {
    let items = each(
        record,
        |record| &record.steps,
        |step| ExportedStep {
            name: step.name.clone(),
            text: step.text.clone(),
        },
    );
    ExportedSteps {
        count: items.len(),
        items,
    }
}

fn limit(limit: &Limit) -> ExportedLimit {
    ExportedLimit {
        quantity: limit.quantity.clone(),
        unit: limit.unit.as_str().to_owned(),
    }
}

fn channel(channel: &Channel) -> ExportedChannel {
    let fees = channel.fees.iter().map(|fee| ExportedFee {
        kind: fee.kind.as_str().to_owned(),
        value: fee.value.clone(),
        text: fee.text.clone(),
        currency: fee.currency.clone(),
        attachment: fee.attachment.clone(),
    });
    ExportedChannel {
        channel: channel.channel.as_str().to_owned(),
        limit: limit(&channel.limit),
        note: channel.note.clone(),
        fees: fees.collect(),
    }
}

fn group(group: &ComponentGroup) -> ExportedGroup {
    ExportedGroup {
        name: group.name.clone(),
        components: group.components.iter().map(component).collect(),
    }
}

fn component(component: &Component) -> ExportedComponent {
    ExportedComponent {
        code: component.code.clone(),
        name: component.name.clone(),
        originals: component.originals.clone(),
        copies: component.copies.clone(),
        is_note: component.is_note(),
        required: component.required,
        electronic_form: component.electronic_form,
        is_result: component.is_result,
        attachments: component.attachments.clone(),
    }
}

fn agencies(procedure: &Procedure) -> ExportedAgencies {
    let listed = procedure
        .list
        .as_ref()
        .map(|row| row.agencies.clone())
        .unwrap_or_default();
    let Some(record) = procedure.record.as_deref() else {
        let issuing = procedure.list.as_ref().map(|row| Named {
            id: row.issuing_id.clone(),
            code: String::new(),
            name: row.issuing.clone(),
        });
        return ExportedAgencies {
            issuing,
            listed,
            ..ExportedAgencies::default()
        };
    };
    let agencies = &record.agencies;
    ExportedAgencies {
        executing: role(&agencies.executing),
        authority: role(&agencies.authority),
        authorized: role(&agencies.authorized),
        coordinating: role(&agencies.coordinating),
        issuing: Some(agencies.issuing.clone()),
        receiving_addresses: known(&agencies.receiving_addresses),
        listed,
    }
}

fn role(role: &AgencyRole) -> ExportedRole {
    ExportedRole {
        agencies: role.agencies.clone(),
        groups: role.groups.clone(),
        text: known(&role.text),
    }
}

fn subjects(procedure: &Procedure) -> Vec<String> {
    let from_record = each(
        procedure.record.as_deref(),
        |record| &record.subjects,
        |subject| subject.name.clone(),
    );
    if !from_record.is_empty() {
        return from_record;
    }
    procedure
        .list
        .as_ref()
        .map(|row| row.subjects.clone())
        .unwrap_or_default()
}

fn facts(facts: &Facts) -> ExportedFacts {
    ExportedFacts {
        name: facts.name.clone(),
        field: known(&facts.field),
        agency: known(&facts.agency),
        time_limit: known(&facts.time_limit),
        fee: known(&facts.fee),
        no_wait: facts.no_wait,
        legal_basis: facts.legal_basis.clone(),
        source: known(&facts.source),
        note: known(&facts.note),
    }
}

/// Kept JSON text becomes JSON again.
fn unread(procedure: &Procedure) -> std::collections::BTreeMap<String, Value> {
    let record = procedure.record.iter().flat_map(|record| &record.unread);
    let list = procedure.list.iter().flat_map(|row| &row.unread);
    let facts = procedure.facts.iter().flat_map(|facts| &facts.unread);
    let json =
        |text: &String| serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()));
    record
        .chain(list)
        .chain(facts)
        .map(|(path, text)| (path.clone(), json(text)))
        .collect()
}

fn origin(origin: &Origin) -> ExportedOrigin {
    ExportedOrigin {
        kind: origin.kind.as_str(),
        version: origin.version,
        source: origin.source.clone(),
        as_of: origin.as_of.map(format_day),
        effective_from: format_day(origin.effective_from),
        effective_to: origin.effective_to.map(format_day),
    }
}

//! The portal's full record.

use std::collections::BTreeMap;

use domain::catalogue::{Agencies, Decision, Flags, Level, Named, ProcedureCode, Record, State};

use super::notes::Notes;
use super::object::Object;
use super::parts;

/// Lists of keys that stand beside lists of names.
const ID_LISTS: [&str; 13] = [
    "categoryIds",
    "serviceGroupIds",
    "legalBasisIds",
    "resultIds",
    "subjectTypeIds",
    "departmentExecutingIds",
    "departmentAuthorityIds",
    "departmentAuthorizedIds",
    "departmentCoordinatingIds",
    "unitGroupExecutingIds",
    "unitGroupAuthorityIds",
    "unitGroupAuthorizedIds",
    "unitGroupCoordinatingIds",
];

/// Fields that have been empty in every record seen.
const OPAQUE: [&str; 5] = [
    "departmentDetails",
    "fees",
    "profileComponents",
    "targetObjects",
    "procedureRelatedGroup",
];

/// Reads the record; `notes` gets what has no place in it.
pub(super) fn record(mut object: Object<'_>, code: &ProcedureCode, notes: &mut Notes) -> Record {
    let data = &mut object;
    data.text("code", notes);
    for key in OPAQUE {
        data.opaque(key, notes);
    }
    let record = Record {
        id: data.text("id", notes),
        code: code.clone(),
        code_notation: data.name("codeNotation", notes),
        name: data.name("name", notes),
        level: parts::word(data, "type", Level::is_known, notes),
        state: parts::word(data, "state", State::is_known, notes),
        formality_type: data.text("formalityType", notes),
        decision: Decision {
            record_number: data.name("decisionNo", notes),
            ..data
                .object("procedureProposal", notes, parts::decision)
                .unwrap_or_default()
        },
        field: data.object("category", notes, parts::named),
        fields: data.list("categoriesDetails", notes, parts::named),
        service_groups: data.list("serviceGroupsDetails", notes, parts::service_group),
        steps: data.list("executionSteps", notes, parts::step),
        channels: data.list("executionMethods", notes, parts::channel),
        component_groups: data.list("executionCases", notes, parts::component_group),
        cases: data.list("cases", notes, parts::case),
        results: data.list("resultsDetails", notes, parts::named),
        legal_bases: data.list("legalBasisesDetails", notes, parts::named),
        agencies: agencies(data, notes),
        subjects: data.list("subjectTypesDetails", notes, parts::named),
        target_types: data.texts("formalityTargetType", notes),
        returning: data.list("returningMethods", notes, parts::returning),
        flags: flags(data, notes),
        description: data.text("description", notes),
        requirements: data.text("requirementsAndConditions", notes),
        keywords: data.name("keywords", notes),
        note: data.text("note", notes),
        created_at: data.millis("createdAt", notes),
        updated_at: data.millis("updatedAt", notes),
        ids: ids(data, notes),
        unread: BTreeMap::new(),
    };
    object.done(notes);
    Record {
        unread: core::mem::take(&mut notes.unread),
        ..record
    }
}

fn agencies(data: &mut Object<'_>, notes: &mut Notes) -> Agencies {
    Agencies {
        executing: parts::role(
            data,
            [
                "departmentsExecuting",
                "unitGroupsExecuting",
                "executingAgencies",
            ],
            notes,
        ),
        authority: parts::role(
            data,
            [
                "departmentsAuthority",
                "unitGroupsAuthority",
                "delegatedAgencies",
            ],
            notes,
        ),
        authorized: parts::role(
            data,
            [
                "departmentsAuthorized",
                "unitGroupsAuthorized",
                "authorizedAgencies",
            ],
            notes,
        ),
        coordinating: parts::role(
            data,
            [
                "departmentsCoordinating",
                "unitGroupsCoordinating",
                "coordinatingAgencies",
            ],
            notes,
        ),
        issuing: Named {
            id: data.text("departmentPromulgateId", notes),
            code: data.name("departmentPromulgateCode", notes),
            name: data.name("departmentPromulgateName", notes),
        },
        receiving_addresses: data.text("dossierReceivingAddresses", notes),
    }
}

fn flags(data: &mut Object<'_>, notes: &mut Notes) -> Flags {
    Flags {
        ward: data.flag("isWard", notes),
        province: data.flag("isProvince", notes),
        ministry: data.flag("isMinistry", notes),
        other_agency: data.flag("isOtherAgency", notes),
        undetermined: data.flag("isUndetermined", notes),
        vertical: data.flag("isVertical", notes),
        internal: data.flag("isInternal", notes),
        full_process: data.flag("isFullProcess", notes),
        shared_service: data.flag("isSharedService", notes),
        offline_only: data.flag("isOfflineOnly", notes),
        non_territorial: data.flag("isNonTerritorial", notes),
    }
}

fn ids(data: &mut Object<'_>, notes: &mut Notes) -> BTreeMap<String, Vec<String>> {
    let lists = ID_LISTS
        .into_iter()
        .map(|key| (key.to_owned(), data.texts(key, notes)));
    lists.filter(|(_, ids)| !ids.is_empty()).collect()
}

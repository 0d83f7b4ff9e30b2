//! Civil status in English.

use crate::texts::{CivilTexts, Label, Title, Unreadable};
use domain::civil::{ActKind, CivilFault, ExtractKind, Likeness, Registration};
use domain::dossier::Sex;
use domain::register::CivilStep;

pub(super) const CIVIL: CivilTexts = CivilTexts {
    label,
    hint,
    title,
    fault,
    unreadable: |it| match it {
        Unreadable::Date => "Cannot be read. Write 05/09/1950, 09/1950 or 1950.",
        Unreadable::Day => "The day cannot be read. Write 05/09/2026.",
        Unreadable::Hour => {
            "The hour cannot be read. Write 14:30 or 14; leave it empty if unknown."
        }
    },
    sex: |sex| match sex {
        Sex::Male => "Male",
        Sex::Female => "Female",
    },
    registration: |it| match it {
        Registration::OnTime => "On time",
        Registration::Late => "Late",
        Registration::Again => "Registered again",
    },
    extract: |kind| match kind {
        ExtractKind::Birth => "Birth certificate",
        ExtractKind::Marriage => "Extract of marriage",
        ExtractKind::Death => "Extract of death",
        ExtractKind::Other => "Another event",
    },
    ticked: |on| if on { "yes" } else { "no" },
    act,
    applicant_is: "The applicant is",
    applicant_other: "Somebody else",
    as_applicant: "As the applicant above.",
    not_register: "This is a preparation. The register and the national civil status software are where it is registered; the device prints a draft and keeps it on the reconciliation list until there is an official number.",
    ages: |man, woman| format!("Age to marry: man {man}, woman {woman}."),
    within: |days| format!("On time: within {days} days."),
    needs_check: |source| format!("To be compared with the law: {source}"),
    late: "The time has passed: it is registered as late.",
    late_unknown: "The date does not tell whether it is on time; the officer chooses.",
    age_unknown: |years| {
        format!(
            "The birth date does not tell whether {years} years are reached; look at the papers."
        )
    },
    alike_title: "An earlier dossier is about somebody alike",
    alike_hint: "Open it and look. To go on, give the reason: another person, divorced, registered again…",
    likeness: |by| match by {
        Likeness::Identity => "same identity number",
        Likeness::NameAndBirth => "same name and birth date",
    },
    received: |at| format!("received {at}"),
    draft: "Civil status",
    draft_of: |kind| format!("Draft: {}", act(kind)),
    draft_checked: "The applicant read it, or heard it, and found it right.",
    draft_unchecked: "Not yet checked by the applicant: no draft is printed.",
    draft_redrafted: "The draft was put right and is not checked again: the applicant reads it, or hears it, before it is printed.",
    check: "The applicant has checked it and found it right",
    resolve_outstanding: "The national civil status software does not have this yet. Say that it is done, and hand it over, only once it has, and the result is signed.",
    outstanding: "Not yet in the national civil status software",
    official: |number, day| {
        format!("In the national civil status software: number {number}, {day}")
    },
    official_number: "Number in the national register",
    official_day: "Day of registration",
    enter: "Note as entered",
    take_back: "Wrong number: back on the list",
    take_back_reason: "Reason",
    done,
    redraft: "Put the draft right",
    redraft_intro: "Put right what is wrong, and save. What it said before stays in the dossier's history; the applicant checks it again before it is printed. The applicant's own details are corrected on the dossier's page.",
    redraft_save: "Save what was put right",
    redraft_leave: "To the dossier, unsaved",
    redraft_no_rule: "In the data in use this procedure is no longer that act of civil status, so it cannot be put right here. Tell the administrator.",
    redrafted: |changes| format!("Draft put right; to be checked again. {changes}"),
    differs: "Differs from what is saved",
    differs_not: "Nothing differs yet.",
    set_aside: "What was put right on this device was not taken in, because somebody else was first; it is kept.",
    take_up: "Look and go on",
    in_cases: "Dossiers alike, to be settled",
    in_cases_all: "Both dossiers side by side",
    cases_title: "Two dossiers may be about the same person",
    cases_intro: "Whoever took the later one did not know of the earlier. Open both, look at the papers, and settle it; nothing is revoked by itself.",
    case_away: "The earlier dossier is not on this device. Open it to fetch it from the server",
    suspected: |by| format!("The server found an earlier dossier: {by}. To be settled"),
    case_same: "The same person",
    case_different: "Different people",
    case_reason: "Why",
    judged: |same, reason| {
        if same {
            format!("Found: the same person. {reason}")
        } else {
            format!("Found: different people. {reason}")
        }
    },
    national_title: "Not yet in the national civil status software",
    national_intro: "Acts that were prepared here and have no official number yet. Once entered in the software, note the number and the day of registration.",
    national_none: "No act of civil status is waiting to be entered.",
    national_count: |count| format!("{count} waiting to be entered"),
};

fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Extract => "Copy of an extract",
        ActKind::Marriage => "Marriage",
        ActKind::Death => "Death",
        ActKind::Birth => "Birth",
    }
}

fn label(label: Label) -> &'static str {
    match label {
        Label::Name => "Full name",
        Label::Born => "Birth date",
        Label::Sex => "Sex",
        Label::Identity => "Identity number",
        Label::Ethnicity => "Ethnicity",
        Label::Nationality => "Nationality",
        Label::Residence => "Residence",
        Label::LastResidence => "Last residence",
        Label::Died => "Day of death",
        Label::Hour => "Hour",
        Label::DeathPlace => "Place of death",
        Label::BirthPlace => "Place of birth",
        Label::Home => "Native place",
        Label::Cause => "Cause of death",
        Label::Notice => "Death notice: number",
        Label::NoticeDay => "Its day",
        Label::NoticeIssuer => "Issued by",
        Label::BirthNotice => "Birth notice: number",
        Label::Relation => "What the applicant is to this person",
        Label::Registration => "Kind of registration",
        Label::Again => "Registered again",
        Label::Since => "Husband and wife since",
        Label::Present => "Both are present and have shown their papers",
        Label::Willing => "Both say that they marry of their own free will",
        Label::Kind => "Which paper",
        Label::Event => "Name of the event",
        Label::Spouse => "Name of the spouse",
        Label::Number => "Number of registration",
        Label::Registered => "Day of registration",
        Label::RegisteredPlace => "Place of registration",
        Label::Confirmed => "The applicant read it, or heard it, and found it right",
        Label::ReadAloud => "It was read aloud",
        Label::Fingerprint => "Fingerprint in place of a signature",
        Label::Interpreted => "Somebody is not fluent in Vietnamese; somebody interprets",
        Label::Interpreter => "Name of the interpreter",
        Label::Language => "Language",
        Label::InterpreterIdentity => "Identity number of the interpreter",
        Label::Witnessed => "Somebody cannot read or sign; there is a witness",
        Label::Witness => "Name of the witness",
        Label::WitnessIdentity => "Identity number of the witness",
        Label::Visited => "Registered on a visit at",
        Label::Despite => "Why it is taken all the same",
    }
}

fn hint(label: Label) -> &'static str {
    if matches!(label, Label::Born | Label::Died) {
        "05/09/1950, or just 1950"
    } else if label == Label::Hour {
        "empty when not clear"
    } else if matches!(label, Label::Number | Label::Registered) {
        "if known"
    } else if label == Label::Since {
        "when not the day of registration"
    } else if label == Label::Language {
        "Hmong, Dao…"
    } else if label == Label::Visited {
        "village; empty at the counter"
    } else {
        ""
    }
}

fn title(title: Title) -> &'static str {
    match title {
        Title::Man => "The man",
        Title::Woman => "The woman",
        Title::Marriage => "Marriage",
        Title::Dead => "The dead",
        Title::Death => "The death",
        Title::Child => "The child",
        Title::Birth => "The birth",
        Title::Mother => "Mother",
        Title::Father => "Father",
        Title::Extract => "The paper asked for",
        Title::Subject => "Whom it is about",
        Title::Helped => "Interpreter, witness",
        Title::Taken => "Check and sign",
    }
}

fn fault(fault: &CivilFault) -> String {
    match fault {
        CivilFault::Missing(_) => "This has to be filled in.".into(),
        CivilFault::IdentityLength(_) => {
            "An identity number has 12 digits (the former card: 9). Count again.".into()
        }
        CivilFault::NotDigits(_) => "An identity number has digits only.".into(),
        CivilFault::Passport(_) => "A passport number has 5 to 20 letters and digits. Of a citizen of Viet Nam, correct the nationality.".into(),
        CivilFault::InFuture(_) => "This day has not come yet. Look again.".into(),
        CivilFault::TooLongAgo(_) => "This year is too far back. Look again.".into(),
        CivilFault::TooLong(_) => "More than 500 characters. Make it shorter.".into(),
        CivilFault::Unseen(_) => "There is a character that cannot be seen. Type it again.".into(),
        CivilFault::NotPresent(_) => "Both have to be present.".into(),
        CivilFault::NotWilling(_) => "Both have to say that they are willing.".into(),
        CivilFault::SamePerson(_) => "Both have the same identity number. Look again.".into(),
        CivilFault::TooYoung { years, .. } => format!(
            "Not yet {years}: no marriage can be registered. To take the papers and answer in writing, untick “no waiting” and choose to register only."
        ),
        CivilFault::DiedBeforeBirth(_) => "The death is before the birth. Look again.".into(),
        CivilFault::NotReadAloud(_) => "A fingerprint needs reading aloud first.".into(),
        CivilFault::ReasonMissing(_) => {
            "An earlier dossier is alike. Give the reason to go on.".into()
        }
    }
}

fn done(step: &CivilStep) -> String {
    match step {
        CivilStep::Checked | CivilStep::CheckedAs(_) => {
            "The applicant checked the draft and found it right".into()
        }
        CivilStep::PrintedDraft => "Draft printed".into(),
        CivilStep::Changed => "Draft changed; to be checked again".into(),
        CivilStep::EnteredNationally(official) => format!(
            "In the national civil status software: number {}, {}",
            official.number, official.day
        ),
        CivilStep::TakenBack(reason) => format!("The national number was wrong: {reason}"),
    }
}

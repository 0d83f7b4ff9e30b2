//! The pages on dossiers.

use super::{counted, grouped};
use crate::counter::CameraError;
use crate::texts::{AttachmentTexts, DossierTexts, DossiersTexts, FormTexts};
use domain::dossier::{CardError, Field, ReturnMethod};
use domain::fee::dong;

pub(super) const FORM: FormTexts = FormTexts {
    title: "Receive a dossier",
    choose: "Choose the procedure of the dossier.",
    procedure: "Procedure",
    applicant: "Applicant",
    scan: "Scan the citizen’s card",
    scan_hint: "Put the cursor here and scan the card’s QR code with a scanner.",
    scan_camera: "Scan with the camera",
    scan_stop: "Switch the camera off",
    scan_aim: "Hold the card’s QR code in front of the camera",
    scan_filled: |names| format!("Filled in from the card: {names}."),
    scan_replaced: |names| format!("Replaced what stood in: {names}."),
    scan_doubt: "Something on the card does not fit the identity number. Look at it again; it can be saved.",
    scan_undo: "Undo",
    scan_undone: "What came from the card was taken out.",
    scan_wrong: |error| match error {
        CardError::Empty => "Nothing was scanned.",
        CardError::TooLong | CardError::NotACard => {
            "This is not the QR code of a citizen’s card, or not all of it. Scan again."
        }
        CardError::Number => "The number in the code does not have 12 digits. Scan again, or type.",
        CardError::NameMissing => "The code has no name. Scan again, or type.",
        CardError::NameGarbled => {
            "The name lost letters. Switch the Vietnamese keyboard off, set the scanner to Unicode and scan again, or type."
        }
        CardError::Born => "The birth date in the code is not a day. Scan again, or type.",
    },
    scan_no_camera: |error| match error {
        CameraError::Refused => {
            "The browser does not allow the camera. Allow it at the icon beside the address, or use a scanner, or type."
        }
        CameraError::Missing => "This machine has no camera. Use a scanner, or type.",
        CameraError::Busy => "Another program uses the camera. Close it and try again.",
        CameraError::Failed => "The camera could not be opened. Use a scanner, or type.",
    },
    name: "Full name",
    name_hint: "Exactly as on the papers.",
    identity: "Personal identity number",
    identity_hint: "12 digits on the identity card (or the 9 of an old one).",
    identity_says: |male, year| {
        let sex = if male { "male" } else { "female" };
        format!("The number says: {sex}, born {year}.")
    },
    identity_year_differs: |in_number, typed| {
        format!(
            "The number says born {in_number}, the birth date says {typed}. Look at the papers again; you can still save."
        )
    },
    identity_odd_province: "The first three digits are no known province code. Look again; you can still save.",
    identity_odd_century: "The fourth digit fits nobody alive. Look again; you can still save.",
    born: "Birth date",
    born_hint: "day/month/year, such as 05/09/1987",
    born_unreadable: "Write day/month/year, such as 05/09/1987.",
    phone: "Telephone",
    phone_odd: "A telephone number usually has 10 digits. Ask again; you can still save.",
    address: "Residence",
    papers: "Papers received",
    papers_hint: "Tick what was handed in.",
    papers_all: "All received",
    papers_all_but_cases: "All that everyone needs",
    papers_none: "This device has no list of papers for this procedure. Write what was received into the note.",
    paper_originals: "Originals",
    paper_copies: "Copies",
    to_certify: "What is charged",
    to_certify_hint: "Originals with the same pages and copies go on one line; pages and copies are those of each original.",
    line: |number| format!("Line {number}"),
    line_same: "Originals",
    line_pages: "Pages",
    line_copies: "Copies",
    line_cases: "Cases",
    line_issued: "Copies issued",
    line_add: "Add a line",
    line_remove: |number| format!("Remove line {number}"),
    count_unreadable: |max| format!("Write a number from 1 to {}.", grouped(u64::from(max))),
    originals_max: |max| format!("At most {max} originals in one dossier. Split it into several."),
    amount_unreadable: "Write the amount in digits, such as 8,000.",
    fee: "Fee",
    fee_unknown: "no data yet",
    fee_unknown_hint: "This device has no fee rule for this procedure.",
    fee_free: "Free of charge",
    fee_incomplete: "Fill in the counts to compute the fee.",
    fee_too_many: "Not computed: more originals than one dossier takes.",
    fee_collected: "Amount collected (đồng)",
    fee_collected_hint: "Leave empty when not known; write 0 when nothing was charged.",
    fee_trace: "How it is computed",
    fee_published: |text| format!("Published: {text}"),
    fee_source: |source| format!("Basis: {source}"),
    fee_scope: |unit, from| match unit {
        "" => format!("For the whole country, in force from {from}"),
        unit => format!("Set by the local authority ({unit}), in force from {from}"),
    },
    fee_provincial: "The provincial People's Council sets this fee. Its resolution has not been entered here.",
    fee_check: "From memory: check it against the law in force.",
    paid: "Cash taken",
    paid_hint: "It goes straight into your cash book of today.",
    exemption: "Exemption or reduction",
    exemption_not_on_time: "Only what is registered on time is exempt: the date above is not whole, or too long ago.",
    exemption_none: "None applies",
    exemption_proof: |paper| format!("Look at the proof: {paper}"),
    exemption_no_proof: "No data on the paper that proves it; decide by the law in force.",
    no_wait: "No waiting, no appointment slip",
    no_wait_hint: "Received, resolved and returned in this sitting.",
    no_wait_online: "Tick this only once the national software has it and the result is signed and handed over in this sitting.",
    note: "Note",
    save: "Save dossier",
    saving: "Saving…",
    save_shortcut: "Ctrl + Enter",
    faults_above: |count| {
        format!(
            "{} to correct before saving.",
            counted(count as u64, "place", "places")
        )
    },
    draft_restored: |when| format!("Restored the draft of {when}."),
    draft_discard: "Discard the draft",
    draft_kept: "The draft is kept on this device.",
    no_room: "The device is full: a new dossier could not be saved.",
    no_room_next: "Send what waits or save the outbox as a file on the Sync page, delete some files on the device, then check again.",
    no_room_again: "Check again",
};

pub(super) const LIST: DossiersTexts = DossiersTexts {
    title: "Dossiers",
    find: "Find a dossier",
    find_hint: "Name (with or without tones), telephone, identity number or code.",
    filter: "Filter dossiers",
    all: "All",
    today: "Today",
    in_process: "In process",
    returned: "Returned",
    waiting: "To be sent",
    due: "Due or overdue",
    uncoded: "Without a national code",
    count: |count| counted(count as u64, "dossier", "dossiers"),
    empty: "There is no dossier on this device yet.",
    empty_hint: "Find a procedure at the counter and choose “Receive a dossier”.",
    nothing_found: "No dossier matches. Try fewer words or choose “All”.",
    new: "New dossier",
};

pub(super) const PAGE: DossierTexts = DossierTexts {
    title: "Dossier",
    not_here: "This dossier is not on this device",
    not_here_hint: "It may not have arrived yet. Sync, then open it again.",
    away: "This dossier's details are at the server",
    away_hint: "Its details were put away because it is old, or are still on their way. Connect, then open it again.",
    too_long_hint: "It has too many events for the server to give. Tell the administrator.",
    code: "Dossier code",
    provisional: "provisional",
    procedure: "Procedure",
    applicant: "Applicant",
    identity: "Identity number",
    identity_show: "Show number",
    identity_hide: "Hide number",
    born: "Birth date",
    phone: "Telephone",
    address: "Residence",
    papers: "Papers received",
    certified: "Charged",
    certified_line: |originals, pages, copies| {
        format!(
            "{} × {} × {}",
            counted(originals as u64, "original", "originals"),
            counted(pages.into(), "page", "pages"),
            counted(copies.into(), "copy", "copies"),
        )
    },
    fee: "Fee",
    note: "Note",
    not_given: "not given",
    facts: "Facts",
    timeline: "Timeline",
    received: "Dossier received",
    registered: "Registered",
    resolved: "Resolved",
    returned: |method| match method {
        ReturnMethod::InPerson => "Returned in person at the counter".into(),
        ReturnMethod::Post => "Returned by post".into(),
        ReturnMethod::Electronic => "Returned online".into(),
    },
    detail,
    corrected: |field, value| format!("{} corrected to: {value}", detail(field)),
    settled: |field, value| format!("{} decided: {value}", detail(field)),
    conflicts: "Details in conflict: a decision is needed",
    conflicts_intro: "Two places wrote different values without knowing of each other. Compare with the papers and choose the right one; the choice goes into the history.",
    conflict_before: |value| format!("Before: {value}"),
    conflict_choose: "Choose this value",
    this_device: "this device",
    other_device: |tag| format!("another device ({tag})"),
    unknown_officer: "another officer",
    the_server: "the server",
    waits: "to be sent",
    needs_attention: "to look at",
    actions: "Next",
    finished: "The dossier has ended; nothing is left to do.",
    resolve: "Mark resolved",
    return_result: "Return the result",
    return_how: "In which way?",
    return_confirm: "Confirm the return",
    return_final: "Once confirmed, the return cannot be taken back.",
    correct: "Correct the applicant's details",
    correct_save: "Save the corrections",
    another: "Receive another of the same procedure",
    attached: |count| {
        format!(
            "{} attached",
            counted(count as u64, "photo or scan", "photos or scans")
        )
    },
    attachments: AttachmentTexts {
        title: "Photos and scans",
        intro: "A photo is made just large enough to read and kept on this device at once; it is sent after the dossier's facts. A missing photo never holds a dossier up.",
        none: "No photo or scan yet.",
        name: "Name of the paper",
        name_hint: "For example: birth certificate. May stay empty.",
        take: "Take a photo",
        choose: "Choose a picture or PDF",
        preparing: "Making it smaller and saving…",
        size: |bytes| format!("{} kB", dong(bytes.div_ceil(1_000))),
        pending: |count, of| format!("{count} of {of} files have not reached the server."),
        all_sent: "What was attached on this device has reached the server.",
        sent_so_far: |sent, of| {
            let kilobytes = |bytes: u64| dong(bytes.div_ceil(1_000));
            format!("{} / {} kB sent", kilobytes(sent), kilobytes(of))
        },
        to_send: "to be sent",
        sent: "sent",
        not_here: "The picture is not on this device",
        fetch: "Fetch it",
        open: "Open",
        unnamed: "A paper without a name",
    },
};

fn detail(field: Field) -> &'static str {
    match field {
        Field::Name => "Full name",
        Field::Identity => "Identity number",
        Field::Born => "Birth date",
        Field::Phone => "Telephone",
        Field::Address => "Residence",
    }
}

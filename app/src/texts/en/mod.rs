//! English.

mod books;
mod cash;
mod civil;
mod dossiers;
mod law;
mod lifecycle;
mod print;
mod problems;
mod procedures;
mod services;
mod visits;

use super::{
    CommonTexts, FrameTexts, HomeTexts, NotFoundTexts, ProblemTexts, SearchTexts, SignInTexts,
    StateTexts, SyncTexts, Texts,
};
use crate::counter::{DamagedKind, Trouble};
use domain::dossier::{ReturnMethod, Stage};

/// The table.
pub(super) static TEXTS: Texts = Texts {
    common: COMMON,
    frame: FRAME,
    sign_in: SIGN_IN,
    search: SEARCH,
    home: HOME,
    procedures: procedures::LIST,
    procedure: procedures::PAGE,
    form: dossiers::FORM,
    books: books::BOOKS,
    cash: cash::CASH,
    service: services::SERVICE,
    dossiers: dossiers::LIST,
    dossier: dossiers::PAGE,
    lifecycle: lifecycle::LIFECYCLE,
    hand_over: lifecycle::HAND_OVER,
    civil: civil::CIVIL,
    visits: visits::VISITS,
    reconciliation: law::RECONCILIATION,
    law: law::LAW,
    print: print::PRINT,
    tracking: print::TRACKING,
    seal: print::SEAL,
    sync: SYNC,
    not_found: NOT_FOUND,
    problems: ProblemTexts {
        host: problems::host,
        cash: cash::refusal,
        refusal: problems::refusal,
        applicant: problems::applicant,
        ruling: problems::ruling,
    },
};

/// `1 dossier`, `2 dossiers`.
fn counted(count: u64, one: &str, many: &str) -> String {
    let word = if count == 1 { one } else { many };
    format!("{} {word}", grouped(count))
}

/// `42000` as `42,000`.
fn grouped(number: u64) -> String {
    domain::fee::dong(number).replace('.', ",")
}

const COMMON: CommonTexts = CommonTexts {
    conflict: "in conflict",
    product: "Không Chờ",
    unknown: "no data yet",
    loading: "Opening the data on this device…",
    cancel: "Cancel",
    show_more: |left| format!("Show more ({})", grouped(left as u64)),
    no_wait: "No waiting",
    code: "Code",
    field: "Field",
    dong: |amount| format!("{} đồng", grouped(amount)),
    stage: |stage| match stage {
        Stage::Registered => "Registered",
        Stage::Declined => "Not accepted",
        Stage::Processing => "In processing",
        Stage::AwaitingPapers => "Waiting for papers",
        Stage::AwaitingPayment => "Waiting for payment",
        Stage::Withdrawn => "Withdrawn",
        Stage::Stopped => "Stopped",
        Stage::Received => "In process",
        Stage::Resolved => "Resolved",
        Stage::Returned => "Returned",
    },
    return_method: |method| match method {
        ReturnMethod::InPerson => "In person at the counter",
        ReturnMethod::Post => "By post",
        ReturnMethod::Electronic => "Online",
    },
    optional: "optional",
    waiting: "To be sent",
    papers_to_send: "Photos to be sent",
    papers_not_here: "Photos not here",
};

const FRAME: FrameTexts = FrameTexts {
    skip_to_content: "Skip to content",
    tagline: "The commune's one-stop counter",
    main_nav: "Main pages",
    counter: "Counter",
    procedures: "Procedures",
    dossiers: "Dossiers",
    sync: "Sync",
    switch_language: "VI: tiếng Việt",
    switch_language_short: "VI",
    sign_out: "Sign out",
    account: "Officer at work",
    sign_out_kept: "What was saved stays on this device after signing out.",
    update_ready: "A new version of the application is ready.",
    update_now: "Use the new version",
    saved_here: "Saved on this device",
    saved_code: |code| format!("Provisional code: {code}"),
    state: StateTexts {
        starting: "Starting…",
        synced_at: |time| format!("Synced {time}"),
        synced: "Synced",
        offline: "Offline",
        refused: "Cannot sync",
        sending: "Sending…",
        waiting_facts: |count| format!("{} to be sent", counted(count.into(), "entry", "entries")),
        waiting: |count| {
            format!(
                "{} to be sent",
                counted(count.into(), "dossier", "dossiers")
            )
        },
        receiving: |done, all| format!("Receiving {}/{} dossiers", grouped(done), grouped(all)),
        attention: |count| format!("{} to look at", counted(count.into(), "thing", "things")),
        paused: "Sending paused",
        room_short: "storage nearly full",
        room_none: "storage full",
        open: "Open sync",
    },
};

const SIGN_IN: SignInTexts = SignInTexts {
    title: "Sign in",
    intro: "For officers who receive dossiers and hand over results. The first time on this device needs a network.",
    login: "User name",
    password: "Password",
    submit: "Sign in",
    submitting: "Signing in…",
    login_missing: "Enter your user name.",
    password_missing: "Enter your password.",
    look_up_instead: "Look up procedures without signing in",
    demo: |account| format!("Demonstration. User name / password: {account}"),
};

const SEARCH: SearchTexts = SearchTexts {
    label: "Find a procedure",
    placeholder: "sao y, khai sinh…",
    shortcut: "Press / to search",
    clear: "Clear",
    results: |count| counted(count as u64, "result", "results"),
    nothing: |query| format!("Nothing close found for “{query}”."),
    nothing_close: "Nothing close found; these come nearest.",
    nothing_hint: "Try fewer words, without tone marks, or the procedure's code.",
    also_called: |name| format!("also called: {name}"),
    all_results: "See all results",
    no_catalogue: "This device has no catalogue of procedures yet. Connect to the network once to fetch it.",
};

const HOME: HomeTexts = HomeTexts {
    title: "Counter",
    ask: "What does the person need?",
    no_wait_title: "No waiting, no appointment slip",
    no_wait_intro: "Received, resolved and returned in one visit.",
    no_wait_all: "See all no-wait procedures",
    receive: "Receive",
    due_title: "Due or overdue",
    today_title: "Today's dossiers",
    today_count: |count| counted(count as u64, "dossier", "dossiers"),
    today_empty: "No dossier was received today.",
    all_dossiers: "All dossiers",
};

const SYNC: SyncTexts = SyncTexts {
    title: "Sync",
    now: "Sync now",
    last_contact: "Last contact with the server",
    never: "never",
    receiving: "Receiving dossiers from the server",
    outbox: "Outbox",
    outbox_count: |count| format!("{} to be sent", counted(count.into(), "event", "events")),
    outbox_intro: "Saved on this device, waiting for the server's receipt. Nothing is lost when it is switched off.",
    outbox_empty: "The outbox is empty: everything reached the server.",
    attention: "To look at",
    attention_intro: "The server did not take these. They are kept on this device.",
    attention_empty: "Nothing to look at.",
    attention_seen: "Looked at",
    put_away: "Seen, put away",
    clock_off: |minutes, ahead| {
        let side = if ahead { "ahead of" } else { "behind" };
        format!(
            "This device's clock is {} {side} the server's. Times in dossiers follow the server; set the clock.",
            span(minutes)
        )
    },
    rescue: "Carry the outbox as a file",
    rescue_intro: "Without a network, save the outbox as a file and copy it to another signed-in device, which delivers it. Everything stays here until the server confirms it; delivered twice, it counts once.",
    rescue_save: "Save the outbox as a file",
    rescue_take: "Deliver another device's file",
    rescue_written: |events| {
        format!(
            "{} saved in the file. Copy it to a device with a network.",
            counted(events as u64, "event", "events")
        )
    },
    rescue_taken: |bundles| match bundles {
        0 => "Nothing is in the file.".into(),
        _ => "Taken. This device delivers it with the next exchange.".into(),
    },
    open_dossier: "Open dossier",
    kind: |kind| match kind {
        "received" => "Reception",
        "corrected" => "Details corrected",
        "settled" => "Conflict decided",
        "resolved" => "Resolved",
        "returned" => "Returned",
        "registered" => "Registration",
        "drafted" => "A step of a civil status draft",
        "redrafted" => "Civil status draft put right",
        "judged" => "Whether dossiers are about the same people",
        "suspected" => "Dossiers alike",
        "moved" => "A step",
        "attached" => "Photos or scans attached",
        "printed" => "Paper printed",
        "not_printed" => "Print taken back",
        "opened" => "Book opened",
        "volume_begun" => "Volume begun",
        "asked" => "Numbers asked for",
        "leased" => "Numbers leased",
        "entered" => "Entry",
        "entered_provisionally" => "Provisional entry",
        "numbered" => "Number for a provisional entry",
        "withdrawn" => "Provisional entry withdrawn",
        "spoiled" => "Number spoiled",
        "given_back" => "Lease given back",
        "reclaimed" => "Lease reclaimed",
        "book_settled" => "Number decided",
        "book_printed" => "Month printed",
        "closed" => "Book closed",
        "cash_opened" => "Cash book opened",
        "cash_took" => "Other taking",
        "cash_countered" => "Counter-entry",
        "cash_closed" => "Cash book closed",
        "cash_handed_over" => "Money handed over",
        "visit_planned" => "Visit planned",
        "visit_ended" => "Visit made or called off",
        "cash_confirmed" => "Money received",
        _ => "Other",
    },
    recorded: |when| format!("Recorded {when}"),
    held: "The server waits for something earlier from this device",
    backlog: |dossiers, events| {
        let dossiers = counted(dossiers.into(), "dossier", "dossiers");
        let events = counted(events as u64, "event", "events");
        format!("Sending: {dossiers}, {events} left")
    },
    backlog_left: |bytes, minutes| match minutes {
        None => format!("About {bytes}"),
        Some(0) => format!("About {bytes}, less than a minute"),
        Some(minutes) => format!("About {bytes}, some {}", span(minutes)),
    },
    pause: "Pause sending",
    go_on: "Go on sending",
    paused: "Sending is paused; what is on its way still arrives. Everything is kept on this device and news still comes in. Once all windows of the application are closed and it is opened again, it sends by itself.",
    damaged: "Damaged data on this device",
    damaged_intro: "These could not be read. They were set aside as they are and hold up nothing else.",
    damaged_kind: |kind| match kind {
        DamagedKind::Unsent => (
            "Something to be sent",
            "What was recorded after it on this device waits at the server. Tell the administrator and do not clear this device.",
        ),
        DamagedKind::Attention => (
            "Something to look at",
            "The server still has it. Tell the administrator.",
        ),
        DamagedKind::Dossiers => (
            "Dossiers received from the server",
            "Nothing to do: they come again once there is a network.",
        ),
        DamagedKind::Attachment => (
            "A photo or scan",
            "If the server does not have it yet, take it again.",
        ),
        DamagedKind::Ledger => (
            "Books received from the server",
            "Nothing to do: they come again from the server when there is a network.",
        ),
        DamagedKind::Leases => (
            "Notes on numbers",
            "They are found again from the book and the server's signature; until then entries have provisional references.",
        ),
        DamagedKind::Carried => (
            "Another device's file, carried along",
            "Take the file from that device again; it still has what is in it.",
        ),
        DamagedKind::Prints => (
            "Counts of prints on this device",
            "The next print may not be marked as one more. Where you know of an earlier one, write it on the paper.",
        ),
        DamagedKind::Notes => (
            "The device's own notes",
            "Its copy serves. If a dossier cannot be saved, tell the administrator.",
        ),
    },
    storage: "Storage on this device",
    storage_used: |used, quota| format!("{used} of {quota} used"),
    storage_used_only: |used| format!("{used} used"),
    storage_persistent: "The browser promised not to delete the data.",
    storage_evictable: "The browser may delete data when the device is full. Install the application and send dossiers early.",
    storage_unknown: "The browser does not say how much room there is.",
    storage_short: "Storage is nearly full. Send what waits and delete some files on the device.",
    storage_none: "Storage is full, so no new dossier is taken. Delete some files on the device and send what waits; without a network, save the outbox as a file above.",
    storage_ask: "Ask the browser to keep the data",
    storage_granted: "The browser agreed to keep the data.",
    storage_denied: "The browser did not agree. Install the application on the device and ask again.",
    explain_in_touch: "This device is in touch with the server.",
    explain_out_of_touch: "The server cannot be reached. Keep working; everything is sent by itself when the network is back.",
    explain_exchanging: "Exchanging with the server.",
    explain_starting: "Opening the data on this device.",
    explain_trouble: |trouble| match trouble {
        Trouble::UpdateNeeded => {
            "The server runs a newer version. Reload the page to update; everything is kept on this device."
        }
        Trouble::SignInAgain => {
            "The server does not know this device. Sign out and in again with a network; everything is kept."
        }
        Trouble::OtherHistory => {
            "The server's data are not those that this device has received (it may have been restored from an older backup). Tell the administrator and do not clear this device."
        }
        Trouble::OtherServer => {
            "The answer was not signed by your unit's server. Sign in again with a network; if it stays so, tell the administrator."
        }
        Trouble::StorageFull => {
            "The device is too full to write down the server's answer. Nothing is lost: delete some files, and it syncs by itself."
        }
        Trouble::Refused => {
            "The server refuses this device's data. Everything is kept; tell the administrator."
        }
    },
};

const NOT_FOUND: NotFoundTexts = NotFoundTexts {
    title: "There is no such page",
    text: "The address may be mistyped or out of date.",
    home: "Back to the counter",
};

/// A length of time, roughly.
fn span(minutes: u64) -> String {
    match minutes {
        0..120 => format!("{minutes} minutes"),
        120..2_880 => format!("{} hours", (minutes + 30) / 60),
        _ => format!("{} days", (minutes + 720) / 1_440),
    }
}

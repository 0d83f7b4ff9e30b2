//! The shape of a language: one struct for each screen.
//!
//! A field is named after what it says, so that the languages need no keys.

#![expect(missing_docs, reason = "a text's field is documented by its text")]

use domain::catalogue::{LayerKind, OnlineLevel};
use domain::deadline::Limit;
use domain::dossier::{
    ApplicantFault, CardError, Channel, Field, Move, Payment, Punctuality, Refusal, ReturnMethod,
    Stage,
};
use domain::form::{Form, Paper};
use domain::instant::Day;
use sync::ruling::Ruling;

use super::{CivilTexts, ServiceTexts};
use crate::counter::{CameraError, DamagedKind, HostError, Trouble};

/// All texts of the screens.
#[derive(Debug)]
pub struct Texts {
    pub common: CommonTexts,
    pub frame: FrameTexts,
    pub sign_in: SignInTexts,
    pub search: SearchTexts,
    pub home: HomeTexts,
    pub procedures: ProceduresTexts,
    pub procedure: ProcedureTexts,
    pub form: FormTexts,
    pub service: ServiceTexts,
    pub dossiers: DossiersTexts,
    pub dossier: DossierTexts,
    pub lifecycle: LifecycleTexts,
    pub hand_over: HandOverTexts,
    pub civil: CivilTexts,
    pub reconciliation: super::ReconciliationTexts,
    pub law: super::LawTexts,
    pub print: PrintTexts,
    pub tracking: TrackingTexts,
    pub seal: SealTexts,
    pub sync: SyncTexts,
    pub not_found: NotFoundTexts,
    pub problems: ProblemTexts,
}

/// Words that several screens use.
#[derive(Debug)]
pub struct CommonTexts {
    pub conflict: &'static str,
    pub product: &'static str,
    pub unknown: &'static str,
    pub loading: &'static str,
    pub cancel: &'static str,
    pub show_more: fn(usize) -> String,
    pub no_wait: &'static str,
    pub code: &'static str,
    pub field: &'static str,
    pub dong: fn(u64) -> String,
    pub stage: fn(Stage) -> &'static str,
    pub return_method: fn(ReturnMethod) -> &'static str,
    pub optional: &'static str,
    pub waiting: &'static str,
    pub papers_to_send: &'static str,
    pub papers_not_here: &'static str,
}

/// Header, navigation and what surrounds every page.
#[derive(Debug)]
pub struct FrameTexts {
    pub skip_to_content: &'static str,
    pub tagline: &'static str,
    pub main_nav: &'static str,
    pub counter: &'static str,
    pub procedures: &'static str,
    pub dossiers: &'static str,
    pub sync: &'static str,
    /// Offers the other language, in that language.
    pub switch_language: &'static str,
    pub switch_language_short: &'static str,
    pub sign_out: &'static str,
    pub account: &'static str,
    pub sign_out_kept: &'static str,
    pub update_ready: &'static str,
    pub update_now: &'static str,
    pub saved_here: &'static str,
    pub saved_code: fn(&str) -> String,
    pub state: StateTexts,
}

/// The state of synchronisation in words.
#[derive(Debug)]
pub struct StateTexts {
    pub starting: &'static str,
    pub synced_at: fn(&str) -> String,
    pub synced: &'static str,
    pub offline: &'static str,
    pub refused: &'static str,
    pub sending: &'static str,
    pub waiting: fn(u32) -> String,
    pub receiving: fn(u64, u64) -> String,
    pub attention: fn(u32) -> String,
    pub paused: &'static str,
    pub room_short: &'static str,
    pub room_none: &'static str,
    pub open: &'static str,
}

/// Signing in.
#[derive(Debug)]
pub struct SignInTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub login: &'static str,
    pub password: &'static str,
    pub submit: &'static str,
    pub submitting: &'static str,
    pub login_missing: &'static str,
    pub password_missing: &'static str,
    pub look_up_instead: &'static str,
    pub demo: fn(&str) -> String,
}

/// The search field, wherever it stands.
#[derive(Debug)]
pub struct SearchTexts {
    pub label: &'static str,
    pub placeholder: &'static str,
    pub shortcut: &'static str,
    pub clear: &'static str,
    pub results: fn(usize) -> String,
    pub nothing: fn(&str) -> String,
    pub nothing_close: &'static str,
    pub nothing_hint: &'static str,
    pub also_called: fn(&str) -> String,
    pub all_results: &'static str,
    pub no_catalogue: &'static str,
}

/// `/`
#[derive(Debug)]
pub struct HomeTexts {
    pub title: &'static str,
    pub ask: &'static str,
    pub no_wait_title: &'static str,
    pub no_wait_intro: &'static str,
    pub no_wait_all: &'static str,
    pub receive: &'static str,
    pub due_title: &'static str,
    pub today_title: &'static str,
    pub today_count: fn(usize) -> String,
    pub today_empty: &'static str,
    pub all_dossiers: &'static str,
}

/// `/thu-tuc`
#[derive(Debug)]
pub struct ProceduresTexts {
    pub title: &'static str,
    pub intro: fn(usize, &str) -> String,
    pub intro_of_days: fn(usize, oldest: &str, newest: &str) -> String,
    pub commune_only: &'static str,
    pub by_field: &'static str,
    pub all_fields: &'static str,
    pub other_field: &'static str,
    pub count: fn(usize) -> String,
    pub empty: &'static str,
    pub commune: &'static str,
}

/// `/thu-tuc/{code}`
#[derive(Debug)]
pub struct ProcedureTexts {
    pub title: &'static str,
    pub unknown_code: fn(&str) -> String,
    pub unknown_code_hint: &'static str,
    pub receive: &'static str,
    pub print: &'static str,
    pub list_only: &'static str,
    pub not_commune: &'static str,
    pub papers: &'static str,
    pub papers_check: &'static str,
    pub papers_check_hint: &'static str,
    pub papers_check_print: &'static str,
    pub papers_in_cases: &'static str,
    pub paper_case: fn(&str) -> String,
    pub papers_source: fn(&str) -> String,
    pub papers_notes: &'static str,
    pub originals: fn(u32) -> String,
    pub copies: fn(u32) -> String,
    pub shown_only: &'static str,
    pub limits: &'static str,
    pub fee: &'static str,
    pub fee_rule: &'static str,
    pub where_to: &'static str,
    pub agencies: &'static str,
    pub channels: &'static str,
    pub online_level: &'static str,
    pub online: fn(OnlineLevel) -> &'static str,
    pub steps: &'static str,
    pub results: &'static str,
    pub legal_basis: &'static str,
    pub subjects: &'static str,
    pub requirements: &'static str,
    pub decision: &'static str,
    pub sources: &'static str,
    pub source_kind: fn(LayerKind) -> &'static str,
    pub as_of: fn(&str) -> String,
    pub in_force_from: fn(&str) -> String,
    pub local_code: &'static str,
    pub qr_title: &'static str,
    pub qr_hint: &'static str,
    pub qr_label: fn(&str) -> String,
    pub printed_on: fn(&str) -> String,
}

/// `/ho-so/moi`
#[derive(Debug)]
pub struct FormTexts {
    pub title: &'static str,
    pub choose: &'static str,
    pub procedure: &'static str,
    pub applicant: &'static str,
    pub scan: &'static str,
    pub scan_hint: &'static str,
    pub scan_camera: &'static str,
    pub scan_stop: &'static str,
    pub scan_aim: &'static str,
    pub scan_filled: fn(&str) -> String,
    pub scan_replaced: fn(&str) -> String,
    pub scan_doubt: &'static str,
    pub scan_undo: &'static str,
    pub scan_undone: &'static str,
    pub scan_wrong: fn(CardError) -> &'static str,
    pub scan_no_camera: fn(CameraError) -> &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub identity: &'static str,
    pub identity_hint: &'static str,
    pub identity_says: fn(male: bool, year: i32) -> String,
    pub identity_year_differs: fn(in_number: i32, typed: i32) -> String,
    pub identity_odd_province: &'static str,
    pub identity_odd_century: &'static str,
    pub born: &'static str,
    pub born_hint: &'static str,
    pub born_unreadable: &'static str,
    pub phone: &'static str,
    pub phone_odd: &'static str,
    pub address: &'static str,
    pub papers: &'static str,
    pub papers_hint: &'static str,
    pub papers_all: &'static str,
    pub papers_all_but_cases: &'static str,
    pub papers_none: &'static str,
    pub paper_originals: &'static str,
    pub paper_copies: &'static str,
    pub to_certify: &'static str,
    pub to_certify_hint: &'static str,
    pub line: fn(usize) -> String,
    pub line_same: &'static str,
    pub line_pages: &'static str,
    pub line_copies: &'static str,
    pub line_cases: &'static str,
    pub line_issued: &'static str,
    pub line_add: &'static str,
    pub line_remove: fn(usize) -> String,
    pub count_unreadable: fn(u32) -> String,
    pub originals_max: fn(usize) -> String,
    pub amount_unreadable: &'static str,
    pub fee: &'static str,
    pub fee_unknown: &'static str,
    pub fee_unknown_hint: &'static str,
    pub fee_free: &'static str,
    pub fee_incomplete: &'static str,
    pub fee_too_many: &'static str,
    pub fee_collected: &'static str,
    pub fee_collected_hint: &'static str,
    pub fee_trace: &'static str,
    pub fee_published: fn(&str) -> String,
    pub fee_source: fn(&str) -> String,
    /// For whom a rule is, and since when.
    pub fee_scope: fn(&str, Day) -> String,
    pub fee_provincial: &'static str,
    pub fee_check: &'static str,
    pub exemption: &'static str,
    pub exemption_none: &'static str,
    pub exemption_proof: fn(&str) -> String,
    pub exemption_no_proof: &'static str,
    pub no_wait: &'static str,
    pub no_wait_hint: &'static str,
    pub note: &'static str,
    pub save: &'static str,
    pub saving: &'static str,
    pub save_shortcut: &'static str,
    pub faults_above: fn(usize) -> String,
    pub draft_restored: fn(&str) -> String,
    pub draft_discard: &'static str,
    pub draft_kept: &'static str,
    pub no_room: &'static str,
    pub no_room_next: &'static str,
    pub no_room_again: &'static str,
}

/// `/ho-so`
#[derive(Debug)]
pub struct DossiersTexts {
    pub title: &'static str,
    pub find: &'static str,
    pub find_hint: &'static str,
    pub filter: &'static str,
    pub all: &'static str,
    pub today: &'static str,
    pub in_process: &'static str,
    pub returned: &'static str,
    pub waiting: &'static str,
    pub due: &'static str,
    pub uncoded: &'static str,
    pub count: fn(usize) -> String,
    pub empty: &'static str,
    pub empty_hint: &'static str,
    pub nothing_found: &'static str,
    pub new: &'static str,
}

/// `/ho-so/{id}`
#[derive(Debug)]
pub struct DossierTexts {
    pub title: &'static str,
    pub not_here: &'static str,
    pub not_here_hint: &'static str,
    pub away: &'static str,
    pub away_hint: &'static str,
    pub too_long_hint: &'static str,
    pub code: &'static str,
    pub provisional: &'static str,
    pub procedure: &'static str,
    pub applicant: &'static str,
    pub identity: &'static str,
    pub identity_show: &'static str,
    pub identity_hide: &'static str,
    pub born: &'static str,
    pub phone: &'static str,
    pub address: &'static str,
    pub papers: &'static str,
    pub certified: &'static str,
    pub certified_line: fn(originals: usize, pages: u32, copies: u32) -> String,
    pub fee: &'static str,
    pub note: &'static str,
    pub not_given: &'static str,
    pub facts: &'static str,
    pub timeline: &'static str,
    pub received: &'static str,
    pub registered: &'static str,
    pub resolved: &'static str,
    pub returned: fn(ReturnMethod) -> String,
    pub detail: fn(Field) -> &'static str,
    pub corrected: fn(Field, &str) -> String,
    pub settled: fn(Field, &str) -> String,
    pub conflicts: &'static str,
    pub conflicts_intro: &'static str,
    pub conflict_before: fn(&str) -> String,
    pub conflict_choose: &'static str,
    pub this_device: &'static str,
    pub other_device: fn(&str) -> String,
    pub unknown_officer: &'static str,
    pub waits: &'static str,
    pub needs_attention: &'static str,
    pub actions: &'static str,
    pub finished: &'static str,
    pub resolve: &'static str,
    pub return_result: &'static str,
    pub return_how: &'static str,
    pub return_confirm: &'static str,
    pub return_final: &'static str,
    pub correct: &'static str,
    pub correct_save: &'static str,
    pub another: &'static str,
    pub attached: fn(usize) -> String,
    pub attachments: AttachmentTexts,
}

/// The steps of a dossier, and its appointment.
#[derive(Debug)]
pub struct LifecycleTexts {
    pub step: fn(&Move) -> &'static str,
    pub done: fn(&Move, officer: &str) -> String,
    pub step_hint: fn(&Move) -> &'static str,
    pub other_steps: &'static str,
    pub choose_step: &'static str,
    pub record: &'static str,
    pub reason: &'static str,
    pub items: &'static str,
    pub items_hint: &'static str,
    pub officer: &'static str,
    pub amount: &'static str,
    pub official_code: &'static str,
    pub official_code_hint: &'static str,
    pub official_code_missing: &'static str,
    pub asked_before: fn(usize) -> String,
    pub extended_before: fn(usize) -> String,
    pub overdue_already: &'static str,
    pub handler: &'static str,
    pub payment: &'static str,
    pub payment_is: fn(Payment) -> String,
    pub unpaid: fn(u64) -> String,
    pub unpaid_reason: &'static str,
    pub delivery_open: &'static str,
    pub delivery_wanted: fn(&str) -> String,
    pub transmission: &'static str,
    pub transmission_is: fn(waiting: usize, attention: usize) -> String,
    pub appointment: &'static str,
    pub appointment_none: &'static str,
    pub appointment_hint: &'static str,
    pub appointment_why: &'static str,
    pub appointment_uncertain: &'static str,
    pub by_limit: fn(Limit) -> String,
    pub by_day: &'static str,
    pub no_appointment: &'static str,
    pub day: &'static str,
    pub day_unreadable: &'static str,
    pub day_closed: &'static str,
    pub day_past: &'static str,
    pub limit_not_longer: &'static str,
    pub calendar_missing: &'static str,
    pub appointed: fn(&str) -> String,
    pub waits_applicant: &'static str,
    pub punctuality: fn(Punctuality) -> &'static str,
    pub not_checked: &'static str,
    pub not_checked_hint: &'static str,
    pub past_cutoff: fn(&str) -> String,
    pub channel: &'static str,
    pub channel_name: fn(Channel) -> &'static str,
    pub delivery: &'static str,
}

/// `/ban-giao`
#[derive(Debug)]
pub struct HandOverTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub empty: &'static str,
    pub confirm: fn(usize) -> String,
    pub progress: fn(usize, usize) -> String,
    pub done: fn(usize, &str, &str) -> String,
    pub incoming: &'static str,
    pub from: fn(giver: &str, when: &str) -> String,
    pub take: fn(usize) -> String,
    pub back_reason: &'static str,
    pub send_back: fn(usize) -> String,
    pub lists: &'static str,
    pub list_of: fn(when: &str, giver: &str, taker: &str, count: usize) -> String,
    pub open: fn(usize) -> String,
    pub show: &'static str,
    pub not_taken: &'static str,
    pub taken: fn(taken: usize, of: usize, when: &str) -> String,
}

/// `/ho-so/{id}/in/{form}`
#[derive(Debug)]
pub struct PrintTexts {
    pub form: fn(Form) -> &'static str,
    pub open: fn(Form) -> &'static str,
    pub duty: &'static str,
    pub back: &'static str,
    pub controls: &'static str,
    pub paper: &'static str,
    pub paper_name: fn(Paper) -> &'static str,
    pub copies: &'static str,
    pub times: fn(u32) -> String,
    pub printed: fn(when: &str, officer: &str, copies: u32, paper: &str) -> String,
    pub not_noted: &'static str,
    pub not_yet: &'static str,
    pub no_appointment: &'static str,
    pub no_template: &'static str,
}

/// `/so-theo-doi`
#[derive(Debug)]
pub struct TrackingTexts {
    pub title: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub today: &'static str,
    pub month: &'static str,
    pub not_a_day: &'static str,
    pub too_long: fn(usize) -> String,
    pub none: &'static str,
    pub put_away: fn(usize) -> String,
    pub reading: &'static str,
}

/// `/tra-cuu/{code}` and `/kiem-tra`
#[derive(Debug)]
pub struct SealTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub pasted: &'static str,
    pub check: &'static str,
    pub scan: &'static str,
    pub stop: &'static str,
    pub no_code: &'static str,
    pub genuine: fn(form: &str, code: &str) -> String,
    pub by_device: fn(&str) -> String,
    pub at: fn(&str) -> String,
    pub due: fn(&str) -> String,
    pub compare: &'static str,
    pub false_one: &'static str,
    pub unknown_key: &'static str,
    pub unreadable: &'static str,
    pub status_title: &'static str,
    pub what_code: &'static str,
    pub ask_counter: &'static str,
    pub open_dossier: &'static str,
    pub not_here: &'static str,
}

/// Photos and scans of a dossier's papers.
#[derive(Debug)]
pub struct AttachmentTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub none: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub take: &'static str,
    pub choose: &'static str,
    pub preparing: &'static str,
    pub size: fn(u64) -> String,
    pub pending: fn(count: usize, of: usize) -> String,
    pub all_sent: &'static str,
    pub sent_so_far: fn(sent: u64, of: u64) -> String,
    pub to_send: &'static str,
    pub sent: &'static str,
    pub not_here: &'static str,
    pub fetch: &'static str,
    pub open: &'static str,
    pub unnamed: &'static str,
}

/// `/dong-bo`
#[derive(Debug)]
pub struct SyncTexts {
    pub title: &'static str,
    pub now: &'static str,
    pub last_contact: &'static str,
    pub never: &'static str,
    pub receiving: &'static str,
    pub outbox: &'static str,
    pub outbox_count: fn(u32) -> String,
    pub outbox_intro: &'static str,
    pub outbox_empty: &'static str,
    pub attention: &'static str,
    pub attention_intro: &'static str,
    pub attention_empty: &'static str,
    pub attention_seen: &'static str,
    pub put_away: &'static str,
    pub clock_off: fn(minutes: u64, ahead: bool) -> String,
    pub rescue: &'static str,
    pub rescue_intro: &'static str,
    pub rescue_save: &'static str,
    pub rescue_take: &'static str,
    pub rescue_written: fn(usize) -> String,
    pub rescue_taken: fn(usize) -> String,
    pub open_dossier: &'static str,
    pub kind: fn(&str) -> &'static str,
    pub recorded: fn(&str) -> String,
    pub held: &'static str,
    pub backlog: fn(dossiers: u32, events: usize) -> String,
    pub backlog_left: fn(bytes: &str, minutes: Option<u64>) -> String,
    pub pause: &'static str,
    pub go_on: &'static str,
    pub paused: &'static str,
    pub damaged: &'static str,
    pub damaged_intro: &'static str,
    pub damaged_kind: fn(DamagedKind) -> (&'static str, &'static str),
    pub storage: &'static str,
    pub storage_used: fn(used: &str, quota: &str) -> String,
    pub storage_used_only: fn(&str) -> String,
    pub storage_persistent: &'static str,
    pub storage_evictable: &'static str,
    pub storage_unknown: &'static str,
    pub storage_short: &'static str,
    pub storage_none: &'static str,
    pub storage_ask: &'static str,
    pub storage_granted: &'static str,
    pub storage_denied: &'static str,
    pub explain_in_touch: &'static str,
    pub explain_out_of_touch: &'static str,
    pub explain_exchanging: &'static str,
    pub explain_starting: &'static str,
    pub explain_trouble: fn(Trouble) -> &'static str,
}

/// Any other address.
#[derive(Debug)]
pub struct NotFoundTexts {
    pub title: &'static str,
    pub text: &'static str,
    pub home: &'static str,
}

/// What went wrong, and what to do next.
#[derive(Debug)]
pub struct ProblemTexts {
    pub host: fn(&HostError) -> String,
    pub refusal: fn(&Refusal) -> String,
    pub applicant: fn(ApplicantFault) -> String,
    /// The reason of a ruling, and the next step.
    pub ruling: fn(&Ruling) -> (String, &'static str),
}

//! The port between the pages and the host that runs them.

use domain::cash::{CashBook, CashFact};
use domain::catalogue::ProcedureCode;
use domain::civil::{Civil, CivilLine, Judgement, Redrafted};
use domain::dossier::{
    Applicant, Attachment, ContentHash, Decision, Dossier, Handing, LocalCode, Moved, Reception,
    ReturnMethod, Stage,
};
use domain::form::{Form, Matter, Paper, PrintLog, Printing};
use domain::id::{DeviceId, DossierId, EventId, OfficerId, VisitId};
use domain::instant::{Day, Instant};
use domain::officer::{Officer, Origin};
use domain::register::CivilStep;
use domain::review::Item;
use domain::visit::{self, Visit};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use sync::ruling::Ruling;
use sync::seal::{Seal, Sealed};

use crate::backlog::Backlog;
use crate::lookup::Lookup;
use crate::texts::Language;

pub use crate::alike::{Alike, Case};
pub use crate::room::{Room, StorageView};
pub use books::{Books, NumberWish, Numbers};
pub use error::{CameraError, HostError};

mod books;
mod error;

/// A future that stays on its thread, as everything in a browser does.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Everything a page may read, as signals, and the host it may ask.
///
/// Provided once as context by [`crate::App`]; every signal is filled by the
/// host after hydration, so that the server and the browser render the same
/// first frame.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    /// Who is signed in on this device.
    pub session: RwSignal<Session>,
    /// All dossiers of this device, newest first; `None` until the store is read.
    pub dossiers: RwSignal<Option<Arc<Vec<Arc<DossierRow>>>>>,
    /// The catalogue and its index; `None` until loaded.
    pub lookup: RwSignal<Option<Arc<Lookup>>>,
    /// The state of synchronisation.
    pub sync: RwSignal<SyncView>,
    /// The device's clock, moved every half minute and at each event.
    pub now: RwSignal<Instant>,
    /// The language of the screens; the host sets it at start and keeps changes.
    pub language: RwSignal<Language>,
    /// A new build is installed and waits for the officer's consent.
    pub update_ready: RwSignal<bool>,
    /// A name and password of a demonstration (`lan / khongcho`); `None` on a real server.
    pub demo_hint: RwSignal<Option<String>>,
    /// What was saved last, until the officer moves on; the screen says so.
    pub just_saved: RwSignal<Option<Saved>>,
    /// Why the application could not start, until it can.
    pub obstacle: RwSignal<Option<HostError>>,
    host: StoredValue<Option<Rc<dyn Host>>, LocalStorage>,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Session {
    /// The store has not been read yet (and always on the server).
    #[default]
    Unknown,
    /// Nobody.
    SignedOut,
    /// An officer of a unit.
    SignedIn {
        /// Who.
        officer: Officer,
        /// The unit's name for headings.
        unit_name: String,
        /// The unit's identifier.
        unit: String,
    },
}

impl Session {
    /// Whether an officer is signed in.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::SignedIn { .. })
    }
}

/// A dossier as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierRow {
    /// Identity.
    pub id: DossierId,
    /// Local code.
    pub code: LocalCode,
    /// Applicant's name.
    pub applicant: String,
    /// Search key: name, phone, identity number and codes, folded.
    pub folded: String,
    /// Procedure code.
    pub procedure: ProcedureCode,
    /// Procedure name at reception.
    pub procedure_name: String,
    /// Stage.
    pub stage: Stage,
    /// Received, resolved, returned in one sitting.
    pub no_wait: bool,
    /// When received.
    pub received_at: Instant,
    /// When the result was promised for.
    pub appointment: Option<Instant>,
    /// The official system has given it a code.
    pub coded: bool,
    /// Events recorded here that the server has not yet received.
    pub waiting: u32,
    /// Details that wait for a person's decision.
    pub conflicts: u32,
    /// The hand-over in force.
    pub handing: Option<Handing>,
    /// Photos and scans that are not where they belong.
    pub papers: Papers,
    /// The act of civil status that it is about.
    pub civil: Option<CivilLine>,
    /// What was paid: who took it, where, when, and how much.
    pub payments: Vec<(Origin, u64)>,
}

impl DossierRow {
    /// When the office has to be done with it, while it works on it.
    pub fn due(&self) -> Option<Instant> {
        self.appointment.filter(|_| self.stage.is_worked_on())
    }
}

/// Where a dossier's photos and scans are, as far as this device knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Papers {
    /// There are none, or all of them are here and at the server.
    #[default]
    Complete,
    /// Some are here alone: they have to be sent.
    ToSend,
    /// Some are not on this device.
    NotHere,
}

/// The state of synchronisation in figures; a component puts it in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncView {
    /// What is going on.
    pub link: Link,
    /// Events in the outbox.
    pub waiting_events: u32,
    /// Dossiers they belong to.
    pub waiting_dossiers: u32,
    /// Events a person must look at.
    pub attention: u32,
    /// Dossiers with a detail that waits for a decision.
    pub conflicts: u32,
    /// Dossiers that may be about the same people, and wait for a person.
    pub cases: u32,
    /// What the device's clock lacks of the server's, when that is much.
    pub clock_lacks_ms: Option<i64>,
    /// The last answer of the server, on the device's clock.
    pub last_contact: Option<Instant>,
    /// Dossiers fetched so far and in all, while a backlog of news comes in.
    pub receiving: Option<(u64, u64)>,
    /// The attachment that is being sent, with the bytes sent so far and in all.
    pub sending: Option<(ContentHash, u64, u64)>,
    /// What is left of a long push.
    pub backlog: Option<Backlog>,
    /// The officer has asked to send nothing for now.
    pub paused: bool,
    /// The room on the device.
    pub room: Room,
    /// Values of the store that could not be read.
    pub damaged: u32,
}

/// What the link does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Not known yet.
    #[default]
    Starting,
    /// An exchange is under way.
    Exchanging,
    /// The last exchange succeeded.
    InTouch,
    /// The server could not be reached or failed; trying again by itself.
    OutOfTouch,
    /// The server was reached and time alone will not mend it.
    Refused(Trouble),
}

/// Why this device and the server cannot agree; a person must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The server speaks of what this build does not know: update.
    UpdateNeeded,
    /// The server does not know this device or its signature: sign in again.
    SignInAgain,
    /// What this device has seen is not the server's history: it was restored
    /// from an older backup, or is another server.
    OtherHistory,
    /// The answer was not signed by the server of this device's sign-in.
    OtherServer,
    /// The server refuses what this device sends.
    Refused,
    /// The server answered, and this device has no room to write it down.
    StorageFull,
}

/// One envelope of the outbox or of Attention, as `/dong-bo` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Event.
    pub event: EventId,
    /// Its dossier, if it speaks of one.
    pub dossier: Option<DossierId>,
    /// The dossier's code, when known.
    pub code: Option<LocalCode>,
    /// The applicant's name, when known.
    pub applicant: String,
    /// The event's kind: `received`, `corrected`, `settled`, `resolved`, `returned`,
    /// `attached`, `registered`, `moved`, `drafted`, `judged`, `redrafted`, and those of
    /// books.
    pub kind: &'static str,
    /// When recorded.
    pub at: Instant,
    /// Bytes to send.
    pub size_bytes: usize,
    /// The server's ruling, if there was one.
    pub ruling: Option<Ruling>,
    /// Somebody has looked at it.
    pub seen: bool,
    /// The act as it was to be, where it puts one right.
    pub redraft: Option<Box<Civil>>,
}

/// A value of the device's store that could not be read and was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedRow {
    /// What it was.
    pub kind: DamagedKind,
    /// Where it was, for an administrator.
    pub place: String,
}

/// What a damaged value was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DamagedKind {
    /// An event that the server had not received.
    Unsent,
    /// An event that a person had to look at.
    Attention,
    /// Dossiers, which the server has too.
    Dossiers,
    /// A photo or scan.
    Attachment,
    /// Of books, cash books and visits, which the server has too.
    Ledger,
    /// Notes on the numbers that this device may give.
    Leases,
    /// Another device's outbox, carried along.
    Carried,
    /// How often something was printed here.
    Prints,
    /// The device's own notes.
    Notes,
}

/// What this device has of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentView {
    /// Which one.
    pub attachment: Attachment,
    /// A small picture of it as an address, when there is one here.
    pub thumbnail: Option<String>,
    /// Whether its bytes are here.
    pub here: bool,
    /// Whether this device has to send it.
    pub to_send: bool,
}

/// Proof that something is on this device: the transaction has completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Which dossier.
    pub dossier: DossierId,
    /// Its local code.
    pub code: LocalCode,
}

/// What was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Of the matter.
    pub log: PrintLog,
    /// On what, at the last print of any.
    pub paper: Option<Paper>,
}

/// What a look at the code on a paper has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealCheck {
    /// A device of the unit, by its short name, has signed this.
    Genuine(Box<Seal>, String),
    /// The device that it names has not signed it.
    False,
    /// This device does not know the key.
    UnknownKey,
    /// It is no such code.
    Unreadable,
}

/// What the server tells whoever holds a paper of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DossierStanding {
    /// Where it stands.
    pub stage: Stage,
    /// For when the result is promised now.
    pub due: Option<Instant>,
}

/// A step on an existing dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Correct the applicant's details to these.
    Correct(Box<Applicant>),
    /// Decide a conflict.
    Settle(Decision),
    /// Mark resolved.
    Resolve,
    /// Hand over.
    Return(ReturnMethod),
    /// Take another step of the lifecycle.
    Move(Box<Moved>),
    /// Take a step of the draft of its civil status entry.
    Draft(CivilStep),
    /// Settle whether an earlier dossier is about the same people.
    Judge(Judgement),
    /// Put the act of civil status right.
    Redraft(Box<Redrafted>),
}

/// A half-filled form, kept until it is saved or thrown away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The form's own JSON.
    pub body: String,
    /// When it was last touched.
    pub at: Instant,
}

/// What a page may ask. The browser implements it; the server has none.
pub trait Host: Books {
    /// Signs an officer in; needs the network.
    fn sign_in(&self, login: String, password: String) -> LocalFuture<Result<(), HostError>>;
    /// Signs out. Nothing recorded is lost by it (I1).
    fn sign_out(&self) -> LocalFuture<Result<(), HostError>>;
    /// Records a reception. Resolves only when it is on this device for good; the
    /// draft of its procedure goes in the same moment, lest it be recorded twice.
    fn receive(&self, reception: Reception) -> LocalFuture<Result<Saved, HostError>>;
    /// Records a step. Resolves only when it is on this device for good.
    fn act(&self, dossier: DossierId, step: Step) -> LocalFuture<Result<Saved, HostError>>;
    /// Reads one dossier.
    fn dossier(&self, id: DossierId) -> LocalFuture<Result<Option<Dossier>, HostError>>;
    /// Earlier dossiers of the unit about people who may be those of an act.
    fn alike(&self, civil: &Civil) -> Vec<Alike>;
    /// Dossiers alike of which nobody knew when the later was taken down.
    fn cases(&self) -> Vec<Case>;
    /// Names of the unit's officers, by id, for timelines.
    fn officer_name(&self, id: OfficerId) -> Option<String>;
    /// The unit's officers, as known since the last sign-in.
    fn colleagues(&self) -> Vec<Officer>;
    /// The outbox, oldest first.
    fn outbox(&self) -> LocalFuture<Result<Vec<OutboxRow>, HostError>>;
    /// What a person must look at, newest first.
    fn attention(&self) -> LocalFuture<Result<Vec<OutboxRow>, HostError>>;
    /// Notes that somebody has looked at an item of Attention; it is kept.
    fn mark_seen(&self, event: EventId) -> LocalFuture<Result<(), HostError>>;
    /// Gives the officer the whole outbox as a file for another device to deliver;
    /// returns how many events it holds.
    fn save_rescue_file(&self) -> LocalFuture<Result<usize, HostError>>;
    /// Takes the file chosen in a field of the page, to deliver it; returns how many
    /// bundles it holds.
    fn carry_rescue_file(&self, field: &'static str) -> LocalFuture<Result<usize, HostError>>;
    /// Room on the device.
    fn storage(&self) -> LocalFuture<StorageView>;
    /// Whether a new dossier could be saved, found out by trying.
    fn room(&self) -> LocalFuture<Room>;
    /// Asks the browser to keep this site's data; returns its answer.
    fn persist(&self) -> LocalFuture<bool>;
    /// Values that could not be read and were set aside, oldest first.
    fn damaged(&self) -> LocalFuture<Result<Vec<DamagedRow>, HostError>>;
    /// Sends nothing, or goes on sending. Everything stays in the outbox meanwhile,
    /// news still comes in, and the choice ends with the tabs.
    fn pause_sending(&self, paused: bool);
    /// Keeps a draft under a key (the procedure's code).
    fn save_draft(&self, key: String, draft: Draft) -> LocalFuture<Result<(), HostError>>;
    /// Reads a draft.
    fn draft(&self, key: String) -> LocalFuture<Result<Option<Draft>, HostError>>;
    /// Throws a draft away.
    fn drop_draft(&self, key: String) -> LocalFuture<Result<(), HostError>>;
    /// Makes the pictures chosen in a field of the page small enough and records them.
    /// Resolves only when they are on this device for good.
    fn attach(
        &self,
        dossier: DossierId,
        field: &'static str,
        name: String,
    ) -> LocalFuture<Result<(), HostError>>;
    /// What this device has of these attachments, in their order.
    fn attachments(
        &self,
        attachments: Vec<Attachment>,
    ) -> LocalFuture<Result<Vec<AttachmentView>, HostError>>;
    /// Fetches an attachment from the server; needs the network.
    fn fetch_attachment(&self, attachment: Attachment) -> LocalFuture<Result<(), HostError>>;
    /// An address under which this tab shows an attachment that is here.
    fn attachment_address(
        &self,
        attachment: Attachment,
    ) -> LocalFuture<Result<Option<String>, HostError>>;
    /// The prints of a matter, of a dossier by whatever device, and what was printed on last
    /// here.
    fn printed(&self, matter: Matter) -> LocalFuture<Result<Printed, HostError>>;
    /// Notes a print; returns how often the form had been printed before.
    fn note_print(&self, matter: Matter, print: Printing) -> LocalFuture<Result<u32, HostError>>;
    /// Fetches a paper of a dossier as a file, made by the server, and notes it as a print;
    /// returns how often the form had been printed before. Needs the network.
    fn fetch_paper(
        &self,
        dossier: DossierId,
        print: Printing,
    ) -> LocalFuture<Result<u32, HostError>>;
    /// Takes this device's latest print of a form back: it did not come out of the printer.
    fn take_print_back(&self, matter: Matter, form: Form) -> LocalFuture<Result<(), HostError>>;
    /// Signs what the code on a paper vouches for.
    fn seal(&self, seal: Seal) -> LocalFuture<Result<Sealed, HostError>>;
    /// Looks whether a device of the unit signed the code on a paper.
    fn check_seal(&self, text: String) -> LocalFuture<Result<SealCheck, HostError>>;
    /// Asks the server how the dossier of a paper stands, by the text of its code; `None`
    /// where the code is not genuine, or the dossier has not come yet.
    fn standing(&self, text: String) -> LocalFuture<Result<Option<DossierStanding>, HostError>>;
    /// Confirms a text that rested on memory as it stands, or takes that back; needs the
    /// network. Resolves when this device has the data without, or with, its mark.
    fn review(&self, item: Item, stands: bool, note: String) -> LocalFuture<Result<(), HostError>>;
    /// Whether a camera can read codes here.
    fn can_scan(&self) -> LocalFuture<bool>;
    /// The cash books of a day, of all officers of the unit.
    fn cash_books(&self, day: Day) -> LocalFuture<Result<Vec<CashBook>, HostError>>;
    /// Writes a fact into a cash book.
    fn write_cash(&self, fact: CashFact) -> LocalFuture<Result<(), HostError>>;
    /// The home visits of the unit that are still to be made.
    fn visits(&self) -> LocalFuture<Result<Vec<Visit>, HostError>>;
    /// Writes a fact of a home visit; of a new one where none is named.
    fn write_visit(
        &self,
        visit: Option<VisitId>,
        event: visit::Event,
    ) -> LocalFuture<Result<(), HostError>>;
    /// Shows the camera in a `<video>` of the page until it sees a QR code; `None` when it
    /// was stopped, or saw none for a minute.
    fn scan(&self, video: &'static str) -> LocalFuture<Result<Option<String>, CameraError>>;
    /// Stops the camera.
    fn stop_scan(&self);
    /// Tries to synchronise at once.
    fn sync_now(&self);
    /// Switches to the build that waits; the page reloads.
    fn apply_update(&self);
    /// This device, so that a timeline can say "this device".
    fn this_device(&self) -> Option<DeviceId> {
        None
    }
}

impl Counter {
    /// Today in Viet Nam; none until the host has told the time.
    pub fn today(&self) -> Option<Day> {
        let now = self.now.get();
        now.day().filter(|_| now > Instant(0))
    }

    /// A counter whose host is not there yet.
    pub fn new() -> Self {
        Self {
            session: RwSignal::new(Session::default()),
            dossiers: RwSignal::new(None),
            lookup: RwSignal::new(None),
            sync: RwSignal::new(SyncView::default()),
            now: RwSignal::new(Instant(0)),
            language: RwSignal::new(Language::default()),
            update_ready: RwSignal::new(false),
            demo_hint: RwSignal::new(None),
            just_saved: RwSignal::new(None),
            obstacle: RwSignal::new(None),
            host: StoredValue::new_local(None),
        }
    }

    /// The counter of the current page.
    ///
    /// # Panics
    /// Outside [`crate::App`], a programming error.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Gives the pages their host; the browser's entry does so once.
    pub fn attach(&self, host: Rc<dyn Host>) {
        self.host.set_value(Some(host));
    }

    /// The host, once it is there.
    pub fn host(&self) -> Option<Rc<dyn Host>> {
        self.host.get_value()
    }

    /// Who is signed in, without following it.
    pub fn session_officer(&self) -> Option<OfficerId> {
        self.session.with_untracked(|session| match session {
            Session::SignedIn { officer, .. } => Some(officer.id),
            Session::Unknown | Session::SignedOut => None,
        })
    }

    /// The officer's unit and name, when signed in.
    pub fn officer(&self) -> Option<Officer> {
        match self.session.get() {
            Session::SignedIn { officer, .. } => Some(officer),
            Session::Unknown | Session::SignedOut => None,
        }
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}

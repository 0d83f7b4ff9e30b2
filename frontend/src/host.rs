//! What the pages may ask of the browser.

use crate::attachments;
use crate::baseline;
use crate::books;
use crate::browser;
use crate::camera;
use crate::cash;
use crate::channel::Hint;
use crate::engine::Engine;
use crate::exchange;
use crate::keys;
use crate::mend;
use crate::prints;
use crate::rescue;
use crate::review;
use crate::seals;
use crate::storage;
use crate::transport::{self, SignIn, SignInDevice, TransportError};
use crate::visits;
use crate::word::Failure;
use app::counter::{
    Alike, AttachmentView, CameraError, Case, DamagedRow, DossierStanding, Draft, Host, HostError,
    LocalFuture, OutboxRow, Printed, Room, Saved, SealCheck, Step, StorageView,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::cash::{CashBook, CashFact};
use domain::civil::Civil;
use domain::dossier::{Attachment, DeviceTag, Dossier, Reception};
use domain::form::{Form, Matter, Printing};
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId, VisitId};
use domain::instant::Day;
use domain::officer::Officer;
use domain::review::Item;
use domain::visit::{self, Visit};
use std::rc::Rc;
use store::{Colleague, Found, Identity, Recording, StoreError, Wish};
use sync::client::Input;
use sync::ledger::FoldError;
use sync::ruling::RefusalReason;
use sync::seal::{Seal, Sealed};
use wasm_bindgen_futures::spawn_local;

/// The host of the pages, a handle on the tab's engine.
#[derive(Clone)]
pub(crate) struct BrowserHost(pub(crate) Rc<Engine>);

impl Host for BrowserHost {
    fn sign_in(&self, login: String, password: String) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { sign_in(&engine, &login, &password).await })
    }

    fn sign_out(&self) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            engine.device.keep_session(None).await.map_err(host_error)?;
            engine.open_desk().await.map_err(host_error)?;
            engine.channel.tell(&Hint::Session);
            // Offline the server keeps the session until it runs out; this
            // device has forgotten it all the same.
            transport::sign_out()
                .await
                .or_else(|error| match error {
                    TransportError::Unreachable(_) => Ok(()),
                    other @ (TransportError::Refused { .. } | TransportError::Garbled(_)) => {
                        Err(other)
                    }
                })
                .map_err(|error| HostError::Server(error.to_string()))
        })
    }

    fn receive(&self, reception: Reception) -> LocalFuture<Result<Saved, HostError>> {
        let dossier = DossierId(browser::fresh_id());
        let draft = reception.procedure.code.to_string();
        self.record(dossier, Wish::Receive(Box::new(reception)), Some(draft))
    }

    fn act(&self, dossier: DossierId, step: Step) -> LocalFuture<Result<Saved, HostError>> {
        let wish = match step {
            Step::Correct(wanted) => Wish::Correct(wanted),
            Step::Settle(decision) => Wish::Settle(decision),
            Step::Resolve => Wish::Resolve,
            Step::Return(method) => Wish::Return(method),
            Step::Move(moved) => Wish::Move(moved),
            Step::Draft(step) => Wish::Draft(step),
            Step::Judge(judgement) => Wish::Judge(judgement),
            Step::Redraft(redrafted) => Wish::Redraft(redrafted),
        };
        self.record(dossier, wish, None)
    }

    fn dossier(&self, id: DossierId) -> LocalFuture<Result<Option<Dossier>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let found = engine.desk()?.store.dossier(id).await.map_err(host_error)?;
            match found {
                Found::Here(dossier, _) => Ok(Some(*dossier)),
                Found::Unknown if engine.coming.get().is_none() => Ok(None),
                Found::Away(_) | Found::Unknown => {
                    baseline::details(&engine, id).await.map_err(failure)
                }
            }
        })
    }

    fn alike(&self, civil: &Civil) -> Vec<Alike> {
        self.0.rows.borrow().alike(civil)
    }

    fn cases(&self) -> Vec<Case> {
        self.0.rows.borrow().cases()
    }

    fn officer_name(&self, id: OfficerId) -> Option<String> {
        let desk = self.0.desk().ok()?;
        let known = desk
            .identity
            .colleagues
            .iter()
            .find(|colleague| colleague.id == id);
        known.map(|colleague| colleague.name.clone())
    }

    fn colleagues(&self) -> Vec<Officer> {
        let Ok(desk) = self.0.desk() else {
            return vec![];
        };
        let officer = |known: &Colleague| Officer {
            id: known.id,
            name: known.name.clone(),
            position: String::new(),
            supervises: false,
        };
        desk.identity.colleagues.iter().map(officer).collect()
    }

    fn outbox(&self) -> LocalFuture<Result<Vec<OutboxRow>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { engine.outbox_rows().await.map_err(host_error) })
    }

    fn attention(&self) -> LocalFuture<Result<Vec<OutboxRow>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { engine.attention_rows().await.map_err(host_error) })
    }

    fn mark_seen(&self, event: EventId) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            engine
                .desk()?
                .store
                .mark_seen(event)
                .await
                .map_err(host_error)?;
            engine.count_attention().await.map_err(host_error)?;
            engine.show_sync();
            engine.channel.tell(&Hint::Applied(vec![]));
            Ok(())
        })
    }

    fn save_rescue_file(&self) -> LocalFuture<Result<usize, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { rescue::save(&engine).await })
    }

    fn carry_rescue_file(&self, field: &'static str) -> LocalFuture<Result<usize, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { rescue::carry(&engine, field).await })
    }

    fn storage(&self) -> LocalFuture<StorageView> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let view = storage::view().await;
            engine.storage.set(view);
            view
        })
    }

    fn room(&self) -> LocalFuture<Room> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { storage::room(&engine).await })
    }

    fn persist(&self) -> LocalFuture<bool> {
        Box::pin(storage::persist())
    }

    fn damaged(&self) -> LocalFuture<Result<Vec<DamagedRow>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { mend::damaged(&engine).await })
    }

    fn pause_sending(&self, paused: bool) {
        self.0.channel.tell(&Hint::Paused(paused));
        exchange::pause(&self.0, paused);
    }

    fn save_draft(&self, key: String, draft: Draft) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let bytes =
                serde_json::to_vec(&draft).map_err(|error| HostError::Store(error.to_string()))?;
            let kept = engine.desk()?.store.keep_draft(&key, Some(&bytes)).await;
            kept.map_err(|error| engine.failed(error))
        })
    }

    fn draft(&self, key: String) -> LocalFuture<Result<Option<Draft>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let bytes = engine.desk()?.store.draft(&key).await.map_err(host_error)?;
            // A draft of another build that cannot be read is no draft.
            Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
        })
    }

    fn drop_draft(&self, key: String) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            engine
                .desk()?
                .store
                .keep_draft(&key, None)
                .await
                .map_err(host_error)
        })
    }

    fn attach(
        &self,
        dossier: DossierId,
        field: &'static str,
        name: String,
    ) -> LocalFuture<Result<(), HostError>> {
        let host = self.clone();
        Box::pin(async move {
            for paper in attachments::chosen(field, &name).await? {
                let wish = Wish::Attach(Box::new(paper));
                host.record(dossier, wish, None).await?;
            }
            host.0.learn_papers().await.map_err(host_error)
        })
    }

    fn attachments(
        &self,
        of: Vec<Attachment>,
    ) -> LocalFuture<Result<Vec<AttachmentView>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { attachments::views(&engine, of).await })
    }

    fn fetch_attachment(&self, attachment: Attachment) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { attachments::fetch(&engine, attachment).await })
    }

    fn attachment_address(
        &self,
        attachment: Attachment,
    ) -> LocalFuture<Result<Option<String>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { attachments::address(&engine, attachment).await })
    }

    fn printed(&self, matter: Matter) -> LocalFuture<Result<Printed, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { prints::of(&engine, &matter).await })
    }

    fn note_print(&self, matter: Matter, print: Printing) -> LocalFuture<Result<u32, HostError>> {
        let host = self.clone();
        Box::pin(async move { prints::note(&host, matter, print).await })
    }

    fn fetch_paper(
        &self,
        dossier: DossierId,
        print: Printing,
    ) -> LocalFuture<Result<u32, HostError>> {
        let host = self.clone();
        Box::pin(async move { prints::fetch(&host, dossier, print).await })
    }

    fn take_print_back(&self, matter: Matter, form: Form) -> LocalFuture<Result<(), HostError>> {
        let host = self.clone();
        Box::pin(async move { prints::take_back(&host, matter, form).await })
    }

    fn seal(&self, seal: Seal) -> LocalFuture<Result<Sealed, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { seals::seal(&engine, seal).await.map_err(unsealed) })
    }

    fn check_seal(&self, text: String) -> LocalFuture<Result<SealCheck, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { seals::check(&engine, &text).await.map_err(unsealed) })
    }

    fn standing(&self, text: String) -> LocalFuture<Result<Option<DossierStanding>, HostError>> {
        Box::pin(seals::standing(text))
    }

    fn can_scan(&self) -> LocalFuture<bool> {
        Box::pin(camera::is_there())
    }

    fn scan(&self, video: &'static str) -> LocalFuture<Result<Option<String>, CameraError>> {
        Box::pin(camera::scan(video))
    }

    fn stop_scan(&self) {
        camera::stop();
    }

    fn review(&self, item: Item, stands: bool, note: String) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move { review::confirm(&engine, &item, stands, &note).await })
    }

    fn sync_now(&self) {
        self.0.channel.tell(&Hint::Now);
        exchange::feed(&self.0, Input::Awoke);
    }

    fn cash_books(&self, day: Day) -> LocalFuture<Result<Vec<CashBook>, HostError>> {
        cash::books(&self.0, day)
    }

    fn write_cash(&self, fact: CashFact) -> LocalFuture<Result<(), HostError>> {
        cash::write(&self.0, fact)
    }

    fn visits(&self) -> LocalFuture<Result<Vec<Visit>, HostError>> {
        visits::list(&self.0)
    }

    fn write_visit(
        &self,
        visit: Option<VisitId>,
        event: visit::Event,
    ) -> LocalFuture<Result<(), HostError>> {
        visits::write(&self.0, visit, event)
    }

    fn apply_update(&self) {
        browser::tell_window("khongcho:apply-update");
    }

    fn this_device(&self) -> Option<DeviceId> {
        Some(self.0.device_id)
    }
}

impl BrowserHost {
    pub(crate) fn record(
        &self,
        dossier: DossierId,
        wish: Wish,
        draft: Option<String>,
    ) -> LocalFuture<Result<Saved, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let desk = engine.desk()?;
            engine.tick();
            let entering = books::entering(&engine, &desk, dossier, &wish).await;
            let recording = Recording {
                identity: &desk.identity,
                now: browser::now(),
                draft: draft.as_deref(),
                ids: &browser::fresh_id,
                entering: entering.as_ref(),
            };
            let mut recorded = desk.store.record(dossier, wish.clone(), &recording).await;
            if let Err(error) = &recorded
                && books::heal(&engine, error).await
            {
                recorded = desk.store.record(dossier, wish, &recording).await;
            }
            let recorded = recorded.map_err(|error| engine.failed(error))?;
            engine.wrote(None);
            engine
                .rows
                .borrow_mut()
                .put(&recorded.dossier, recorded.waiting);
            if entering.is_some() {
                engine.count_unit_facts().await.map_err(host_error)?;
            }
            engine.show_rows();
            engine.recorded(dossier);
            storage::look(&engine);
            Ok(Saved {
                dossier,
                code: recorded.dossier.received.code,
            })
        })
    }
}

async fn sign_in(engine: &Rc<Engine>, login: &str, password: &str) -> Result<(), HostError> {
    let key = keys::public(&engine.keys)
        .await
        .map_err(|error| HostError::Store(error.to_string()))?;
    let device = SignInDevice {
        id: engine.device_id,
        public_key: URL_SAFE_NO_PAD.encode(key),
    };
    let answer = transport::sign_in(&SignIn {
        login,
        password,
        device,
    })
    .await;
    let signed_in = answer.map_err(|error| match error {
        TransportError::Unreachable(_) => HostError::Unreachable,
        TransportError::Refused { kind, .. } if kind == "wrong-credentials" => {
            HostError::WrongCredentials
        }
        TransportError::Refused { kind, .. } if kind == "too-many-tries" => HostError::TooManyTries,
        other @ (TransportError::Refused { .. } | TransportError::Garbled(_)) => {
            HostError::Server(other.to_string())
        }
    })?;
    let server_key = URL_SAFE_NO_PAD
        .decode(&signed_in.server_key)
        .map_err(|error| HostError::Server(error.to_string()))?;
    let colleague = |officer: Officer| Colleague {
        id: officer.id,
        name: officer.name,
    };
    let identity = Identity {
        device: engine.device_id,
        tag: DeviceTag(signed_in.device_tag),
        unit: UnitId(signed_in.unit.id),
        unit_name: signed_in.unit.name,
        officer: signed_in.officer,
        colleagues: signed_in.colleagues.into_iter().map(colleague).collect(),
        server_key,
    };
    engine
        .device
        .keep_session(Some(&identity))
        .await
        .map_err(host_error)?;
    engine.open_desk().await.map_err(host_error)?;
    engine.channel.tell(&Hint::Session);
    exchange::feed(engine, Input::Awoke);
    if let Ok(desk) = engine.desk() {
        let engine = Rc::clone(engine);
        spawn_local(async move { seals::refresh(&engine, &desk).await });
    }
    Ok(())
}

fn failure(failure: Failure) -> HostError {
    if failure.is_too_long() {
        return HostError::TooManyEvents;
    }
    match failure {
        Failure::Store(error) => host_error(error),
        Failure::Transport(TransportError::Unreachable(_)) => HostError::Unreachable,
        other @ (Failure::Transport(_)
        | Failure::Key(_)
        | Failure::Baseline(_)
        | Failure::Unreadable(_)
        | Failure::Forged) => HostError::Server(other.to_string()),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn unsealed(error: Failure) -> HostError {
    HostError::Store(error.to_string())
}

pub(crate) fn host_error(error: StoreError) -> HostError {
    match error {
        StoreError::Refused(refusal) => HostError::Refused(refusal),
        StoreError::Full => HostError::StorageFull,
        StoreError::NotOfLedger(FoldError::Refused(RefusalReason::Book(refusal))) => {
            HostError::BookRefused(refusal)
        }
        StoreError::NotOfLedger(FoldError::Refused(RefusalReason::Cash(refusal))) => {
            HostError::CashRefused(refusal)
        }
        StoreError::NotOfLedger(FoldError::Refused(RefusalReason::Visit(refusal))) => {
            HostError::VisitRefused(refusal)
        }
        other @ (StoreError::Database(_)
        | StoreError::Corrupt { .. }
        | StoreError::NotOfLedger(_)
        | StoreError::News(_)
        | StoreError::Envelope(_)
        | StoreError::Baseline(_)
        | StoreError::History(_)
        | StoreError::Overtaken) => HostError::Store(other.to_string()),
    }
}

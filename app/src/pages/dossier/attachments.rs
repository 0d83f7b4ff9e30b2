//! Photos and scans of the dossier's papers: what is here, what is still to be
//! sent, what lies elsewhere. Nothing waits for them.

use crate::components::{Icon, Shape};
use crate::counter::{AttachmentView, Counter, HostError};
use crate::texts::{say, use_texts};
use domain::dossier::Attachment;
use domain::id::DossierId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The fields that files are chosen with.
const CAMERA: &str = "attachment-camera";
const FILES: &str = "attachment-files";
const NAME: &str = "attachment-name";
/// What the fields take.
const TAKES: &str = "image/*,application/pdf";

/// What the section does at the moment, and what went wrong last.
#[derive(Clone, Copy)]
struct Work {
    busy: RwSignal<bool>,
    failure: RwSignal<Option<HostError>>,
    /// Counts what was done, so that the views are read again.
    done: RwSignal<u32>,
}

impl Work {
    /// Does one thing at a time.
    fn run(self, work: impl Future<Output = Result<(), HostError>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let failure = work.await.err();
            self.failure.try_set(failure);
            self.busy.try_set(false);
            self.look_again();
        });
    }

    /// What is on the screen may not hold any more.
    fn look_again(self) {
        self.done.try_update(|done| *done += 1);
    }
}

/// The section of a dossier's photos and scans.
#[component]
pub(super) fn Attachments(
    /// The dossier.
    dossier: DossierId,
    /// What belongs to it.
    attachments: Memo<Vec<Attachment>>,
) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let work = Work {
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        done: RwSignal::new(0),
    };
    let views = views(counter, work, attachments);
    let pending = move || {
        let words = &texts.get().dossier.attachments;
        let views = views.get();
        let waiting = views.iter().filter(|view| view.to_send).count();
        let here = views.iter().filter(|view| view.here).count();
        if waiting > 0 {
            (words.pending)(waiting, views.len())
        } else if here > 0 {
            words.all_sent.to_owned()
        } else {
            String::new()
        }
    };
    let failure = move || {
        work.failure.get().map(|error| {
            view! { <p class="notice notice--bad">{(texts.get().problems.host)(&error)}</p> }
        })
    };
    let empty = move || views.with(Vec::is_empty);
    view! {
        <section class="card attachments" aria-labelledby="attachments">
            <h2 id="attachments">{say(|t| t.dossier.attachments.title)}</h2>
            <p class="hint">{say(|t| t.dossier.attachments.intro)}</p>
            <div role="alert">{failure}</div>
            {move || empty().then(|| view! { <p>{say(|t| t.dossier.attachments.none)}</p> })}
            <ul class="attachments__list">
                <For
                    each=move || views.get()
                    key=|view| (view.attachment.hash, view.here, view.to_send)
                    let:view
                >
                    <Item view work/>
                </For>
            </ul>
            <p role="status" class="hint">{pending}</p>
            <Choose dossier work/>
        </section>
    }
}

/// What this device has of the attachments; read again whenever something changed.
fn views(
    counter: Counter,
    work: Work,
    attachments: Memo<Vec<Attachment>>,
) -> RwSignal<Vec<AttachmentView>> {
    let shown = RwSignal::new(vec![]);
    let sending = Memo::new(move |_| {
        counter
            .sync
            .with(|sync| sync.sending.map(|(hash, ..)| hash))
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never runs.
        sending.with(|_| ());
        work.done.track();
        counter.dossiers.track();
        let attachments = attachments.get();
        let Some(host) = counter.host() else { return };
        spawn_local(async move {
            if let Ok(views) = host.attachments(attachments).await
                && shown.try_with_untracked(|shown| *shown != views) == Some(true)
            {
                shown.set(views);
            }
        });
    });
    shown
}

#[component]
fn Item(view: AttachmentView, work: Work) -> impl IntoView {
    let texts = use_texts();
    let AttachmentView {
        attachment,
        thumbnail,
        here,
        to_send,
    } = view;
    let name = attachment.name.clone();
    let name = move || {
        if name.is_empty() {
            texts.get().dossier.attachments.unnamed.to_owned()
        } else {
            name.clone()
        }
    };
    let size_bytes = attachment.size_bytes;
    let size = move || (texts.get().dossier.attachments.size)(size_bytes);
    let picture = match thumbnail {
        Some(address) => {
            view! { <img class="attachments__thumbnail" src=address alt=""/> }.into_any()
        }
        None => view! { <Icon shape=Shape::Mark/> }.into_any(),
    };
    view! {
        <li class="attachments__item">
            {picture}
            <div>
                <p class="attachments__name">
                    {name}
                    {to_send
                        .then(|| view! { <span class="badge badge--waiting"><Icon shape=Shape::Clock/>{say(|t| t.dossier.attachments.to_send)}</span> })}
                </p>
                <p class="hint">{size} <Sending attachment=attachment.clone()/></p>
                {if here {
                    view! { <Shown attachment work/> }.into_any()
                } else {
                    view! { <Elsewhere attachment work/> }.into_any()
                }}
            </div>
        </li>
    }
}

/// How far it is, while it is being sent.
#[component]
fn Sending(attachment: Attachment) -> impl IntoView {
    let texts = use_texts();
    let sync = Counter::expect().sync;
    move || {
        let (hash, sent, of) = sync.with(|sync| sync.sending)?;
        let words = &texts.get().dossier.attachments;
        (hash == attachment.hash).then(|| format!("· {}", (words.sent_so_far)(sent, of)))
    }
}

/// One that is here: opened in the page, or saved where the browser shows none.
#[component]
fn Shown(attachment: Attachment, work: Work) -> impl IntoView {
    let counter = Counter::expect();
    let address = RwSignal::new(None::<String>);
    let is_image = attachment.kind.is_image();
    let name = StoredValue::new(attachment.name.clone());
    let open = move |_| {
        if address.get_untracked().is_some() {
            address.set(None);
            return;
        }
        let Some(host) = counter.host() else { return };
        let attachment = attachment.clone();
        spawn_local(async move {
            if let Ok(found) = host.attachment_address(attachment).await {
                if found.is_none() {
                    work.look_again();
                }
                address.try_set(found);
            }
        });
    };
    let full = move || {
        let source = address.get()?;
        let name = name.get_value();
        Some(if is_image {
            view! { <img class="attachments__full" src=source alt=name/> }.into_any()
        } else {
            view! { <a href=source target="_blank" rel="noopener">{name}" (PDF)"</a> }.into_any()
        })
    };
    view! {
        <button type="button" class="button" aria-expanded=move || address.with(Option::is_some).to_string() on:click=open>
            {say(|t| t.dossier.attachments.open)}
        </button>
        {full}
    }
}

/// One whose bytes are not on this device.
#[component]
fn Elsewhere(attachment: Attachment, work: Work) -> impl IntoView {
    let counter = Counter::expect();
    let fetch = move |_| {
        let Some(host) = counter.host() else { return };
        work.run(host.fetch_attachment(attachment.clone()));
    };
    view! {
        <p class="unknown">{say(|t| t.dossier.attachments.not_here)}</p>
        <button type="button" class="button" disabled=work.busy on:click=fetch>
            {say(|t| t.dossier.attachments.fetch)}
        </button>
    }
}

/// A name, and two ways to a picture: the camera, or a file.
#[component]
fn Choose(dossier: DossierId, work: Work) -> impl IntoView {
    let counter = Counter::expect();
    let name = RwSignal::new(String::new());
    let attach = move |field: &'static str| {
        let Some(host) = counter.host() else { return };
        let attached = host.attach(dossier, field, name.get_untracked());
        work.run(async move {
            attached.await?;
            name.try_set(String::new());
            Ok(())
        });
    };
    view! {
        <div class="attachments__choose">
            <div class="field">
                <label for=NAME>{say(|t| t.dossier.attachments.name)}</label>
                <input id=NAME type="text" prop:value=name on:input:target=move |event| name.set(event.target().value())/>
                <p class="hint">{say(|t| t.dossier.attachments.name_hint)}</p>
            </div>
            <div class="field">
                <label for=CAMERA>{say(|t| t.dossier.attachments.take)}</label>
                <input id=CAMERA type="file" accept="image/*" capture="environment" disabled=work.busy on:change=move |_| attach(CAMERA)/>
            </div>
            <div class="field">
                <label for=FILES>{say(|t| t.dossier.attachments.choose)}</label>
                <input id=FILES type="file" accept=TAKES multiple disabled=work.busy on:change=move |_| attach(FILES)/>
            </div>
            <p role="status">{move || work.busy.get().then(|| say(|t| t.dossier.attachments.preparing))}</p>
        </div>
    }
}

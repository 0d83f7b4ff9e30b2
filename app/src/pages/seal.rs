//! `/kiem-tra`: whether a printed paper is what a device of the unit signed; and
//! `/tra-cuu/{code}`, where a citizen's telephone comes from the code on it.

use crate::components::{Icon, Loading, OfficersOnly, PageTitle, Shape, StageBadge};
use crate::counter::{Counter, DossierStanding, SealCheck};
use crate::pages::dossier_address;
use crate::texts::{say, use_texts};
use domain::dossier::LocalCode;
use domain::form::moment_in_words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_params_map};
use sync::seal::STATUS_PATH;

/// Where the camera's picture is.
const VIDEO: &str = "seal-camera";

/// Checking a paper.
#[component]
pub fn SealPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().seal.title.to_owned())/>
        <OfficersOnly>
            <Check/>
        </OfficersOnly>
    }
}

/// What came of a look at a code.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Checked(SealCheck),
    /// The camera saw nothing, or cannot be used.
    NoCode,
    /// The check itself failed.
    Failed(crate::counter::HostError),
}

/// The checking of one code after another.
#[derive(Clone, Copy)]
struct Checking {
    counter: Counter,
    typed: RwSignal<String>,
    outcome: RwSignal<Option<Outcome>>,
    looking: RwSignal<bool>,
}

impl Checking {
    fn check(self, text: String) {
        let Some(host) = self.counter.host() else {
            return;
        };
        spawn_local(async move {
            let outcome = match host.check_seal(text).await {
                Ok(checked) => Outcome::Checked(checked),
                Err(error) => Outcome::Failed(error),
            };
            self.outcome.try_set(Some(outcome));
        });
    }

    fn look(self) {
        let Some(host) = self.counter.host() else {
            return;
        };
        if self.looking.get_untracked() {
            host.stop_scan();
            return;
        }
        self.outcome.set(None);
        self.looking.set(true);
        spawn_local(async move {
            let seen = host.scan(VIDEO).await;
            if self.looking.try_set(false).is_some() {
                return;
            }
            match seen {
                Ok(Some(text)) => {
                    self.typed.set(text.clone());
                    self.check(text);
                }
                Ok(None) | Err(_) => self.outcome.set(Some(Outcome::NoCode)),
            }
        });
    }
}

#[component]
fn Check() -> impl IntoView {
    let checking = Checking {
        counter: Counter::expect(),
        typed: RwSignal::new(String::new()),
        outcome: RwSignal::new(None),
        looking: RwSignal::new(false),
    };
    let camera = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(host) = checking.counter.host() {
            spawn_local(async move {
                camera.try_set(host.can_scan().await);
            });
        }
    });
    on_cleanup(move || {
        if let Some(host) = checking.counter.host() {
            host.stop_scan();
        }
    });
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        checking.check(checking.typed.get_untracked());
    };
    view! {
        <p class="hint">{say(|t| t.seal.intro)}</p>
        <form class="card" on:submit=go>
            <div class="field">
                <label for="pasted">{say(|t| t.seal.pasted)}</label>
                <textarea
                    id="pasted"
                    rows="4"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=checking.typed
                    on:input=move |event| checking.typed.set(event_target_value(&event))
                ></textarea>
            </div>
            <button type="submit" class="button button--main">{say(|t| t.seal.check)}</button>
            <Show when=move || camera.get()>
                <Camera checking/>
            </Show>
        </form>
        <Told outcome=checking.outcome/>
    }
}

#[component]
fn Camera(checking: Checking) -> impl IntoView {
    let texts = use_texts();
    let label = move || {
        let words = &texts.get().seal;
        if checking.looking.get() {
            words.stop
        } else {
            words.scan
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| checking.look()>
            <Icon shape=Shape::Paper/>
            {label}
        </button>
        <video
            id=VIDEO
            class="scan__picture"
            class:scan__picture--on=checking.looking
            muted=true
            playsinline=true
            aria-label=say(|t| t.form.scan_aim)
        ></video>
    }
}

#[component]
fn Told(outcome: RwSignal<Option<Outcome>>) -> impl IntoView {
    let texts = use_texts();
    let told = move || {
        let texts = texts.get();
        let words = &texts.seal;
        let view = match outcome.get()? {
            Outcome::Checked(SealCheck::Genuine(seal, tag)) => {
                let form = (texts.print.form)(seal.form);
                let due = seal.due.map(|due| (words.due)(&moment_in_words(due)));
                view! {
                    <div class="notice notice--good" id="genuine">
                        <div>
                            <p><strong>{(words.genuine)(form, &seal.code)}</strong></p>
                            <p>{(words.at)(&moment_in_words(seal.at))}</p>
                            {due.map(|due| view! { <p>{due}</p> })}
                            <p>{(words.by_device)(&tag)}</p>
                            <p>{words.compare}</p>
                        </div>
                    </div>
                }
                .into_any()
            }
            Outcome::Checked(SealCheck::False) => {
                view! { <p class="notice notice--bad" id="false">{words.false_one}</p> }.into_any()
            }
            Outcome::Checked(SealCheck::UnknownKey) => warn(words.unknown_key),
            Outcome::Checked(SealCheck::Unreadable) => warn(words.unreadable),
            Outcome::NoCode => warn(words.no_code),
            Outcome::Failed(error) => {
                let words = (texts.problems.host)(&error);
                view! { <p class="notice notice--bad">{words}</p> }.into_any()
            }
        };
        Some(view)
    };
    view! { <div role="status">{told}</div> }
}

fn warn(words: &'static str) -> AnyView {
    view! { <p class="notice notice--warn">{words}</p> }.into_any()
}

/// What the server tells of the dossier, to whoever holds the paper.
#[component]
fn Citizens(code: String) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let seal = use_location().hash;
    let standing = RwSignal::new(None);
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        let (seal, host) = (seal.get(), counter.host());
        let Some(host) = host.filter(|_| !seal.is_empty() && !asked.get_untracked()) else {
            return;
        };
        asked.set(true);
        let text = format!("{STATUS_PATH}{code}{seal}");
        spawn_local(async move { drop(standing.try_set(Some(host.standing(text).await))) });
    });
    let told = move || match standing.get() {
        None if asked.get() => view! { <Loading/> }.into_any(),
        None => view! { <p class="hint">{say(|t| t.seal.ask_counter)}</p> }.into_any(),
        Some(Ok(Some(DossierStanding { stage, due }))) => {
            let due = move || due.map(|due| (texts.get().seal.due)(&moment_in_words(due)));
            view! {
                <p><StageBadge stage/></p>
                <p>{due}</p>
                <p class="hint">{say(|t| t.seal.as_received)}</p>
            }
            .into_any()
        }
        Some(Ok(None)) => warn(texts.get().seal.not_known),
        Some(Err(error)) => {
            let words = (texts.get().problems.host)(&error);
            view! { <p class="notice notice--bad">{words}</p> }.into_any()
        }
    };
    view! { <div role="status" id="standing">{told}</div> }
}

/// What a code on a paper is, for whoever scans it.
#[component]
pub fn StatusPage() -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let params = use_params_map();
    let code = Memo::new(move |_| params.with(|params| params.get("code").unwrap_or_default()));
    let here = Memo::new(move |_| {
        let code = code.get();
        counter.dossiers.with(|rows| {
            let rows = rows.as_ref()?;
            rows.iter().find(|row| row.code.0 == code).cloned()
        })
    });
    let officer =
        move || {
            match (counter.session.with(crate::counter::Session::is_open), here.get()) {
        (true, Some(row)) => view! {
            <p><StageBadge stage=row.stage/></p>
            <p><a class="button" href=dossier_address(row.id)>{say(|t| t.seal.open_dossier)}</a></p>
            <p><a class="quiet-link" href="/kiem-tra">{say(|t| t.seal.title)}</a></p>
        }
        .into_any(),
        (true, None) => view! { <p class="hint">{say(|t| t.seal.not_here)}</p> }.into_any(),
        (false, _) => view! { <Citizens code=code.get()/> }.into_any(),
    }
        };
    let what = move || {
        let words = &texts.get().seal;
        if LocalCode(code.get()).is_sound() {
            words.what_code
        } else {
            words.not_ours
        }
    };
    view! {
        <PageTitle text=Signal::derive(move || texts.get().seal.status_title.to_owned())/>
        <section class="card">
            <p class="code"><strong>{code}</strong></p>
            {officer}
            <p class="hint">{what}</p>
        </section>
    }
}

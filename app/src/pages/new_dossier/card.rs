//! The citizen's card: a scanner types what its code says, or the camera reads it; the
//! officer sees what was filled in and can take it back.

use super::form::Form;
use super::service::focus_title;
use super::values::Values;
use crate::components::{Icon, Shape};
use crate::counter::{CameraError, Counter};
use crate::texts::{say, use_texts};
use domain::dossier::{CardError, CitizenCard, Field};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where a scanner types.
const FIELD: &str = "scan";
/// Where the camera's picture is.
const VIDEO: &str = "scan-camera";

/// What a scan did, or why nothing.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    /// These details were filled in; what the form held before.
    Filled {
        fields: Vec<Field>,
        replaced: Vec<Field>,
        doubtful: bool,
        before: Box<Kept>,
    },
    /// It was taken back.
    Undone,
    /// It is no card.
    NoCard(CardError),
    /// The camera cannot be used.
    NoCamera(CameraError),
}

/// What a card writes over.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    name: String,
    identity: String,
    born: String,
    address: String,
}

impl Kept {
    fn of(values: &Values) -> Self {
        Self {
            name: values.name.clone(),
            identity: values.identity.clone(),
            born: values.born.clone(),
            address: values.address.clone(),
        }
    }

    fn put_back(self, values: &mut Values) {
        values.name = self.name;
        values.identity = self.identity;
        values.born = self.born;
        values.address = self.address;
    }
}

/// Fills in what the card says and leaves alone what it does not; tells the details
/// written and those that held something else.
fn fill(values: &mut Values, card: &CitizenCard) -> (Vec<Field>, Vec<Field>) {
    let born = card.born.map(|day| day.to_string()).unwrap_or_default();
    let pairs = [
        (Field::Name, &mut values.name, &card.name),
        (Field::Identity, &mut values.identity, &card.number),
        (Field::Born, &mut values.born, &born),
        (Field::Address, &mut values.address, &card.address),
    ];
    let (mut filled, mut replaced) = (vec![], vec![]);
    for (field, value, text) in pairs {
        if text.is_empty() {
            continue;
        }
        if !value.trim().is_empty() && value != text {
            replaced.push(field);
        }
        value.clone_from(text);
        filled.push(field);
    }
    (filled, replaced)
}

/// A scanner types the card into whatever field has the cursor: once that is left, a card
/// in it fills in the applicant.
pub(super) fn card_typed(form: Form, pick: fn(&mut Values) -> &mut String) {
    form.values.maybe_update(|values| {
        let text = pick(values);
        let Some(card) = CitizenCard::read(text).ok().filter(|_| text.contains('|')) else {
            return false;
        };
        text.clear();
        fill(values, &card);
        true
    });
}

/// The scanning of one form.
#[derive(Clone, Copy)]
struct Scan {
    form: Form,
    counter: Counter,
    typed: RwSignal<String>,
    outcome: RwSignal<Option<Outcome>>,
    /// The camera is on.
    looking: RwSignal<bool>,
}

impl Scan {
    /// Takes what was scanned. The text goes at once: it is personal, and no field of
    /// the dossier.
    fn take(self, scanned: &str) {
        self.typed.set(String::new());
        let outcome = match CitizenCard::read(scanned) {
            Err(CardError::Empty) => return,
            Err(error) => Outcome::NoCard(error),
            Ok(card) => {
                let before = self.form.values.with_untracked(Kept::of);
                let told = self
                    .form
                    .values
                    .try_update(|values| fill(values, &card))
                    .unwrap_or_default();
                let today = self.counter.now.get_untracked().day();
                Outcome::Filled {
                    fields: told.0,
                    replaced: told.1,
                    doubtful: today.is_some_and(|today| !card.doubts(today).is_empty()),
                    before: Box::new(before),
                }
            }
        };
        if matches!(outcome, Outcome::Filled { .. }) {
            // What comes next is typed, where there is such a field.
            focus_title(0);
        }
        self.outcome.set(Some(outcome));
    }

    fn undo(self) {
        let Some(Outcome::Filled { before, .. }) = self.outcome.get_untracked() else {
            return;
        };
        self.form.values.update(|values| before.put_back(values));
        self.outcome.set(Some(Outcome::Undone));
    }

    fn look(self) {
        let Some(host) = self.counter.host() else {
            return;
        };
        self.outcome.set(None);
        self.looking.set(true);
        spawn_local(async move {
            let seen = host.scan(VIDEO).await;
            if self.looking.try_set(false).is_some() {
                return;
            }
            match seen {
                Ok(Some(text)) => self.take(&text),
                Ok(None) => {}
                Err(error) => self.outcome.set(Some(Outcome::NoCamera(error))),
            }
        });
    }

    fn stop(self) {
        if let Some(host) = self.counter.host() {
            host.stop_scan();
        }
    }
}

/// The field for a scanner, the camera where there is one, and what came of it.
#[component]
pub(super) fn ScanCard(form: Form) -> impl IntoView {
    let scan = Scan {
        form,
        counter: Counter::expect(),
        typed: RwSignal::new(String::new()),
        outcome: RwSignal::new(None),
        looking: RwSignal::new(false),
    };
    let camera = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(host) = scan.counter.host() else {
            return;
        };
        spawn_local(async move {
            camera.try_set(host.can_scan().await);
        });
    });
    on_cleanup(move || scan.stop());
    view! {
        <div class="scan">
            <ScanField scan/>
            <Show when=move || camera.get()>
                <Camera scan/>
            </Show>
            <Told scan/>
        </div>
    }
}

#[component]
fn ScanField(scan: Scan) -> impl IntoView {
    // A scanner ends with Enter, which must not save the dossier.
    let end = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            event.stop_propagation();
            scan.take(&scan.typed.get_untracked());
        }
    };
    view! {
        <div class="field">
            <label for=FIELD>
                {say(|t| t.form.scan)}
                <span class="field__optional">{say(|t| t.common.optional)}</span>
            </label>
            <p class="hint" id="scan-hint">{say(|t| t.form.scan_hint)}</p>
            <input
                id=FIELD
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="scan-hint"
                prop:value=scan.typed
                on:input=move |event| scan.typed.set(event_target_value(&event))
                on:keydown=end
                // Some scanners end with Tab.
                on:blur=move |_| scan.take(&scan.typed.get_untracked())
            />
        </div>
    }
}

#[component]
fn Camera(scan: Scan) -> impl IntoView {
    let texts = use_texts();
    let label = move || {
        let words = &texts.get().form;
        if scan.looking.get() {
            words.scan_stop
        } else {
            words.scan_camera
        }
    };
    view! {
        <button
            type="button"
            class="button"
            on:click=move |_| if scan.looking.get_untracked() { scan.stop() } else { scan.look() }
        >
            <Icon shape=Shape::Paper/>
            {label}
        </button>
        <video
            id=VIDEO
            class="scan__picture"
            class:scan__picture--on=scan.looking
            muted=true
            playsinline=true
            aria-label=say(|t| t.form.scan_aim)
        ></video>
    }
}

/// What was filled in, and the way back; or why nothing was.
#[component]
fn Told(scan: Scan) -> impl IntoView {
    let texts = use_texts();
    let told = move || {
        let texts = texts.get();
        let words = &texts.form;
        let view = match scan.outcome.get()? {
            Outcome::Filled {
                fields,
                replaced,
                doubtful,
                ..
            } => {
                let names = |fields: Vec<Field>| {
                    let names = fields.into_iter().map(texts.dossier.detail);
                    names.collect::<Vec<_>>().join(", ").to_lowercase()
                };
                let replaced =
                    (!replaced.is_empty()).then(|| (words.scan_replaced)(&names(replaced)));
                let doubt = doubtful.then_some(words.scan_doubt);
                view! {
                    <p class="notice notice--good" id="scanned">
                        <Icon shape=Shape::Tick/>
                        <span>
                            {(words.scan_filled)(&names(fields))}
                            {replaced.map(|text| format!(" {text}"))}
                        </span>
                    </p>
                    <button type="button" class="button scan__undo" on:click=move |_| scan.undo()>
                        {words.scan_undo}
                    </button>
                    {doubt.map(|text| view! { <p class="field__warning">{text}</p> })}
                }
                .into_any()
            }
            Outcome::Undone => {
                view! { <p class="notice notice--info">{words.scan_undone}</p> }.into_any()
            }
            Outcome::NoCard(error) => wrong((words.scan_wrong)(error)),
            Outcome::NoCamera(error) => wrong((words.scan_no_camera)(error)),
        };
        Some(view)
    };
    view! { <div role="status">{told}</div> }
}

fn wrong(text: &'static str) -> AnyView {
    view! { <p class="notice notice--warn">{text}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{Kept, fill};
    use crate::pages::new_dossier::values::Values;
    use domain::dossier::{CitizenCard, Field};

    #[test]
    fn a_card_fills_what_it_knows_and_can_be_taken_back() {
        let card = CitizenCard::read("002187001234||Sùng Thị Chia|05091987|Nữ||").unwrap();
        let mut values = Values {
            name: "Sùng Thị Chía".into(),
            identity: "002187001234".into(),
            address: "Bản A".into(),
            ..Values::default()
        };
        let typed = values.clone();
        let before = Kept::of(&values);
        let (filled, replaced) = fill(&mut values, &card);
        assert_eq!(filled, [Field::Name, Field::Identity, Field::Born]);
        assert_eq!(replaced, [Field::Name]);
        assert_eq!(
            (&*values.name, &*values.born, &*values.address),
            ("Sùng Thị Chia", "05/09/1987", "Bản A")
        );
        values.note = "sau khi quét".into();
        before.put_back(&mut values);
        let note = "sau khi quét".into();
        assert_eq!(values, Values { note, ..typed }, "and nothing else");
    }
}

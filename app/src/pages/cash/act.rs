//! What an officer can write into the book, and the small form for it.

use super::Till;
use super::read::{Wrong, event};
use crate::counter::Counter;
use crate::texts::{CashTexts, say, use_texts};
use domain::cash::{Line, Sheet};
use domain::id::OfficerId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// One thing to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// With how much the day begins.
    Open,
    /// Money beside the dossiers.
    Take,
    /// Take a line back.
    Counter {
        /// Which.
        line: Line,
        /// How much of it is left.
        left: u64,
        /// Only all of it.
        whole: bool,
    },
    /// Count and close.
    Close,
    /// Give money to another officer.
    HandOver,
}

impl Act {
    fn name(self, words: &CashTexts) -> &'static str {
        match self {
            Self::Open => words.open,
            Self::Take => words.take,
            Self::Counter { .. } => words.counter_entry,
            Self::Close => words.close,
            Self::HandOver => words.hand_over,
        }
    }

    fn amount_label(self, words: &CashTexts) -> &'static str {
        match self {
            Self::Close => words.counted,
            Self::Open | Self::Take | Self::Counter { .. } | Self::HandOver => words.amount,
        }
    }

    /// What the words are; none where there is nothing to say.
    fn words_label(self, words: &CashTexts) -> Option<&'static str> {
        match self {
            Self::Open => None,
            Self::Take => Some(words.what),
            Self::Counter { .. } => Some(words.reason),
            Self::Close => Some(words.reason_difference),
            Self::HandOver => Some(words.note),
        }
    }

    /// What stands in the amount at first.
    fn amount(self) -> String {
        match self {
            Self::Counter { left, .. } => left.to_string(),
            Self::Open | Self::Take | Self::Close | Self::HandOver => String::new(),
        }
    }

    /// Whether it can be written now.
    fn fits(self, sheet: &Sheet) -> bool {
        let closed = sheet.closing.is_some();
        match self {
            Self::Open => !closed && !sheet.lines.iter().any(super::lines::is_opening),
            Self::Take | Self::Close => !closed,
            Self::HandOver => sheet.carried() > 0,
            Self::Counter { .. } => true,
        }
    }
}

/// The buttons.
#[component]
pub(super) fn Acts(till: Till) -> impl IntoView {
    let texts = use_texts();
    let button = move |act: Act| {
        let fits = move || {
            let may = till.has_come();
            till.sheet
                .with(|it| it.as_ref().is_some_and(|it| may && act.fits(it)))
        };
        view! {
            <Show when=fits>
                <button type="button" class="button" on:click=move |_| till.act.set(Some(act))>
                    {move || act.name(&texts.get().cash)}
                </button>
            </Show>
        }
    };
    let acts = [Act::Open, Act::Take, Act::Close, Act::HandOver];
    view! { <div class="cash__acts no-print">{acts.map(button)}</div> }
}

/// The form for what was chosen; nothing until then.
#[component]
pub(super) fn ActForm(till: Till) -> impl IntoView {
    move || till.act.get().map(|act| view! { <Fields till act/> })
}

#[component]
fn Fields(till: Till, act: Act) -> impl IntoView {
    let texts = use_texts();
    let amount = RwSignal::new(act.amount());
    let words = RwSignal::new(String::new());
    let to = RwSignal::new(None::<OfficerId>);
    let wrong = RwSignal::new(None::<Wrong>);
    let submit = move |submitted: SubmitEvent| {
        submitted.prevent_default();
        let Some(sheet) = till.sheet.get_untracked() else {
            return;
        };
        let (amount, words) = (amount.get_untracked(), words.get_untracked());
        match event(act, &sheet, &amount, &words, to.get_untracked()) {
            Ok(event) => {
                wrong.set(None);
                till.write_own(event);
            }
            Err(found) => wrong.set(Some(found)),
        }
    };
    let told = move || {
        let texts = texts.get();
        wrong.get().map(|wrong| match wrong {
            Wrong::Amount => texts.cash.amount_unreadable.to_owned(),
            Wrong::Nobody => texts.cash.nobody.to_owned(),
            Wrong::Rule(refusal) => (texts.problems.cash)(&refusal),
        })
    };
    let whole = matches!(act, Act::Counter { whole: true, .. });
    view! {
        <form class="card cash__form no-print" novalidate on:submit=submit>
            <h2>{move || act.name(&texts.get().cash)}</h2>
            <div class="field">
                <label for="cash-amount">{move || act.amount_label(&texts.get().cash)}</label>
                <input
                    id="cash-amount"
                    inputmode="numeric"
                    autocomplete="off"
                    autofocus
                    readonly=whole
                    aria-invalid=move || wrong.get().is_some().to_string()
                    aria-describedby="cash-wrong"
                    prop:value=amount
                    on:input=move |typed| amount.set(event_target_value(&typed))
                />
            </div>
            {(act == Act::HandOver).then(|| view! { <Receivers till to/> })}
            {move || {
                let label = act.words_label(&texts.get().cash)?;
                Some(view! {
                    <div class="field">
                        <label for="cash-words">{label}</label>
                        <input
                            id="cash-words"
                            autocomplete="off"
                            prop:value=words
                            on:input=move |typed| words.set(event_target_value(&typed))
                        />
                    </div>
                })
            }}
            <div id="cash-wrong" role="alert">
                {move || told().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
            <div class="cash__acts">
                <button type="submit" class="button button--main" disabled=till.busy>
                    {say(|t| t.cash.save)}
                </button>
                <button type="button" class="button button--quiet" on:click=move |_| till.act.set(None)>
                    {say(|t| t.cash.cancel)}
                </button>
            </div>
        </form>
    }
}

/// Who gets the money.
#[component]
fn Receivers(till: Till, to: RwSignal<Option<OfficerId>>) -> impl IntoView {
    let host = till.counter.with_value(Counter::host);
    let own = till.counter.with_value(Counter::session_officer);
    let colleagues = host.map(|host| host.colleagues()).unwrap_or_default();
    let options = colleagues
        .into_iter()
        .filter(|officer| Some(officer.id) != own)
        .map(|officer| view! { <option value=officer.id.to_string()>{officer.name}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label for="cash-to">{say(|t| t.cash.to)}</label>
            <select
                id="cash-to"
                on:change=move |event| to.set(event_target_value(&event).parse().ok())
            >
                <option value="">{say(|t| t.cash.choose)}</option>
                {options}
            </select>
        </div>
    }
}

//! One event that waits, or that needs a person.

use crate::components::{Icon, Shape};
use crate::counter::{Counter, OutboxRow};
use crate::pages::{dossier_address, redraft_address};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::ruling::Ruling;

/// An event of the outbox.
#[component]
pub(super) fn OutboxItem(
    /// The event.
    row: OutboxRow,
) -> impl IntoView {
    let held = matches!(row.ruling, Some(Ruling::Held { .. }));
    view! {
        <li class="event">
            <Who row=row/>
            {held.then(|| view! { <p class="hint">{say(|t| t.sync.held)}</p> })}
        </li>
    }
}

/// An event that the server did not take, with the reason and the next step.
#[component]
pub(super) fn AttentionItem(
    /// The event.
    row: OutboxRow,
) -> impl IntoView {
    let texts = use_texts();
    let address = row.dossier.map(dossier_address);
    let to_take_up = row.dossier.filter(|_| row.redraft.is_some());
    let to_take_up = to_take_up.map(|id| redraft_address(id, Some(row.event)));
    let counter = Counter::expect();
    let (event, seen) = (row.event, row.seen);
    let put_away = move |_| {
        if let Some(host) = counter.host() {
            spawn_local(async move {
                if let Err(error) = host.mark_seen(event).await {
                    leptos::logging::warn!("attention: {error}");
                }
            });
        }
    };
    let ruling = row.ruling.clone();
    let words = Memo::new(move |_| {
        let ruling = ruling.as_ref()?;
        Some((texts.get().problems.ruling)(ruling))
    });
    view! {
        <li class="event event--attention">
            <Who row=row/>
            <p class="event__reason">
                <Icon shape=Shape::Warning/>
                {move || words.get().map(|(reason, _)| reason)}
            </p>
            <p>{move || words.get().map(|(_, next)| next)}</p>
            <div class="actions">
                {address
                    .map(|address| {
                        view! {
                            <a class="button" href=address>{say(|t| t.sync.open_dossier)}</a>
                        }
                    })}
                {to_take_up
                    .map(|address| {
                        view! {
                            <a class="button" href=address>{say(|t| t.civil.take_up)}</a>
                        }
                    })}
                {(!seen)
                    .then(|| {
                        view! {
                            <button type="button" class="button" on:click=put_away>
                                {say(|t| t.sync.put_away)}
                            </button>
                        }
                    })}
            </div>
        </li>
    }
}

#[component]
fn Who(row: OutboxRow) -> impl IntoView {
    let texts = use_texts();
    let (kind, when) = (row.kind, row.at.clock_and_day());
    view! {
        <p class="event__what">
            <strong>{move || (texts.get().sync.kind)(kind)}</strong>
            " · "
            {row.applicant}
        </p>
        <p class="hint event__facts">
            <span class="code">{row.code.map(|code| code.to_string())}</span>
            <span>{move || (texts.get().sync.recorded)(&when)}</span>
            <span>{size(row.size_bytes as u64)}</span>
        </p>
    }
}

/// `812 B`, `1,4 kB`, `20,5 MB`.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let unit = UNITS.into_iter().find(|(unit, _)| bytes >= *unit);
    unit.map_or_else(
        || format!("{bytes} B"),
        |(unit, name)| format!("{},{} {name}", bytes / unit, bytes % unit / (unit / 10)),
    )
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_rounded_down() {
        let all = [812, 1_499, 20_560_000, 3_000_000_000].map(size);
        assert_eq!(all, ["812 B", "1,4 kB", "20,5 MB", "3,0 GB"]);
    }
}

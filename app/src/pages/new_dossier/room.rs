//! Whether a new dossier could be saved, found out before anything is typed.

use crate::counter::{Counter, Room};
use crate::texts::say;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The room for one form.
#[derive(Clone, Copy, Debug)]
pub(super) struct FormRoom {
    counter: StoredValue<Counter>,
    /// There was none when last looked.
    pub(super) refused: RwSignal<bool>,
}

impl FormRoom {
    /// Looks as soon as there is a host.
    pub(super) fn new() -> Self {
        let room = Self {
            counter: StoredValue::new(Counter::expect()),
            refused: RwSignal::new(false),
        };
        Effect::new(move |_| room.look());
        room
    }

    fn look(self) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        spawn_local(async move {
            let room = host.room().await;
            self.refused.try_set(room == Room::None);
        });
    }
}

/// Refuses a new dossier that could not be saved, with what to do.
#[component]
pub(super) fn NoRoom(room: FormRoom) -> impl IntoView {
    view! {
        <div role="alert">
            <Show when=move || room.refused.get()>
                <div class="notice notice--bad no-room">
                    <p><strong>{say(|t| t.form.no_room)}</strong></p>
                    <p>{say(|t| t.form.no_room_next)}</p>
                    <p class="actions">
                        <a class="button" href="/dong-bo">{say(|t| t.frame.state.open)}</a>
                        <button type="button" class="button" on:click=move |_| room.look()>
                            {say(|t| t.form.no_room_again)}
                        </button>
                    </p>
                </div>
            </Show>
        </div>
    }
}

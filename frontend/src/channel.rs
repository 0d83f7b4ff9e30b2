//! What tabs tell each other (BroadcastChannel): hints only; the truth is in the
//! store, and whoever hears a hint reads it there.

use crate::browser::property;
use app::backlog::Backlog;
use domain::id::DossierId;
use gloo_events::EventListener;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "khongcho";

/// A hint to the other tabs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Hint {
    /// An officer recorded something: the leader should send it.
    Recorded(Vec<DossierId>),
    /// News was applied.
    Applied(Vec<DossierId>),
    /// A chunk of the baseline has become this pack; these dossiers had something
    /// waiting for it.
    Arrived(u32, Vec<DossierId>),
    /// Photos and scans were sent, fetched, or put away for newer ones.
    Papers,
    /// Someone signed in or out.
    Session,
    /// The leader's link changed; `true` is in touch.
    Link(bool),
    /// Synchronise now.
    Now,
    /// A newer catalogue is in the store.
    Catalogue,
    /// The officer paused sending, or goes on.
    Paused(bool),
    /// How far the leader's long push is.
    Backlog(Option<Backlog>),
}

/// The channel of this browser profile.
#[derive(Debug)]
pub(crate) struct Channel {
    channel: Option<BroadcastChannel>,
}

impl Channel {
    /// Joins; `hear` gets what other tabs say. Without the channel (a very old
    /// browser) tabs still work, and see each other's work at their next start.
    pub(crate) fn join(hear: impl Fn(Hint) + 'static) -> Self {
        let channel = BroadcastChannel::new(NAME).ok();
        if let Some(channel) = &channel {
            EventListener::new(channel, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                let text = data.and_then(|data| data.as_string());
                if let Some(hint) = text.and_then(|text| serde_json::from_str(&text).ok()) {
                    hear(hint);
                }
            })
            .forget();
        }
        Self { channel }
    }

    /// Tells the other tabs.
    pub(crate) fn tell(&self, hint: &Hint) {
        let (Some(channel), Ok(text)) = (&self.channel, serde_json::to_string(hint)) else {
            return;
        };
        if let Err(error) = channel.post_message(&JsValue::from(text)) {
            let name = property(&error, &["name"]).and_then(|name| name.as_string());
            crate::browser::log("channel", &name.unwrap_or_default());
        }
    }
}

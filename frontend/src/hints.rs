//! The server's hints that there is news (server-sent events). The browser opens
//! the stream again by itself every few seconds, so that its opening also tells
//! that the server is back, long before a backed-off timer would.

use crate::engine::Engine;
use crate::exchange::feed;
use crate::session;
use gloo_events::EventListener;
use std::rc::Rc;
use sync::client::{Input, Phase};
use sync::ruling::Position;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventSource, MessageEvent};

const ADDRESS: &str = "/api/v1/hints";

/// An open stream; dropped, it is closed.
#[derive(Debug)]
pub(crate) struct Hints {
    source: EventSource,
    _listeners: [EventListener; 2],
}

impl Drop for Hints {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Listens for hints from now on.
pub(crate) fn listen(engine: &Rc<Engine>) {
    let Ok(source) = EventSource::new(ADDRESS) else {
        return;
    };
    let on = |name: &'static str, act: fn(&Rc<Engine>, &Event)| {
        let engine = Rc::clone(engine);
        EventListener::new(&source, name, move |event| act(&engine, event))
    };
    let listeners = [on("open", |engine, _| opened(engine)), on("news", hinted)];
    *engine.hints.borrow_mut() = Some(Hints {
        source,
        _listeners: listeners,
    });
}

/// How far the stream has grown; a server that does not know says something else.
fn hinted(engine: &Rc<Engine>, event: &Event) {
    let data = event
        .dyn_ref()
        .and_then(|event: &MessageEvent| event.data().as_string());
    let head = data.and_then(|head| head.parse().ok());
    let head = head.unwrap_or(Position::MAX);
    feed(engine, Input::Hinted { head });
}

/// The stream opened: the server is there. An exchange that is under way at this
/// moment brings what there is; at the start of a tab it always is.
fn opened(engine: &Rc<Engine>) {
    if engine.client.get().phase != Phase::Exchanging {
        feed(engine, Input::Awoke);
    }
}

/// Opens the stream anew when the browser has given it up: an answer that was no
/// stream (signed out, a proxy's error page) is final to it.
pub(crate) fn listen_again(engine: &Rc<Engine>) {
    let gone = engine
        .hints
        .borrow()
        .as_ref()
        .is_none_or(|hints| hints.source.ready_state() == EventSource::CLOSED);
    if gone {
        listen(engine);
        // The browser does not tell which answer that was.
        session::look(engine);
    }
}

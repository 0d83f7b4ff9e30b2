//! The session that some calls want besides the device's key: when the server no
//! longer knows it, the device asks for another by itself (SPEC §N).

use crate::browser::{log, note};
use crate::engine::{Desk, Engine};
use crate::keys;
use crate::transport::{self, TransportError};
use crate::word::{Failure, unreadable};
use domain::instant::Instant;
use js_sys::Promise;
use std::rc::Rc;
use sync::renewal::{Renewal, SESSION_CONTEXT};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

/// What this tab knows of the officer's session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Nothing that speaks against it.
    #[default]
    Good,
    /// The server does not know it; exchanges go on, by the device's key.
    Over,
    /// Nor does it give this device another: a person has to sign in.
    Refused,
}

impl Pass {
    /// The server has said that it does not know the session.
    pub(crate) fn lost(self) -> Self {
        match self {
            Self::Good => Self::Over,
            Self::Over | Self::Refused => self,
        }
    }
}

/// The last time that a session was asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    heard: Instant,
    /// The answer, while it is to come: whoever needs a session waits for the same one.
    /// One that has come is no answer to what failed after it.
    answer: Option<Promise>,
}

impl Asked {
    fn parts(&self) -> (Instant, Option<Promise>) {
        (self.heard, self.answer.clone())
    }
}

/// Makes a call that wants the session; where it is over, once more with another.
pub(crate) async fn with<T>(
    engine: &Rc<Engine>,
    desk: &Rc<Desk>,
    call: impl AsyncFn() -> Result<T, TransportError>,
) -> Result<T, TransportError> {
    match call().await {
        Err(error) if error.wants_session() && renew(engine, desk).await => call().await,
        answer => answer,
    }
}

/// Asks for a session, when the server was ever heard. Says whether there is one.
pub(crate) async fn renew(engine: &Rc<Engine>, desk: &Rc<Desk>) -> bool {
    let progress = desk.store.progress().await;
    let heard = progress.map(|progress| progress.server_seen);
    let Some(heard) = heard.unwrap_or_default() else {
        engine.pass.set(engine.pass.get().lost());
        return false;
    };
    renew_at(engine, desk, heard).await
}

/// The same when the server's clock was `heard`; one word of the server is good for
/// asking once.
pub(crate) async fn renew_at(engine: &Rc<Engine>, desk: &Rc<Desk>, heard: Instant) -> bool {
    if engine.pass.get() == Pass::Refused {
        return false;
    }
    let before = engine.asked.borrow().as_ref().map(Asked::parts);
    let answer = match before {
        Some((then, answer)) if then == heard => answer,
        Some(_) | None => Some(begin(engine, desk, heard)),
    };
    let Some(answer) = answer else {
        engine.pass.set(engine.pass.get().lost());
        return false;
    };
    let given = JsFuture::from(answer).await;
    given.is_ok_and(|given| given.is_truthy())
}

/// Asks, and looks at the answer even where whoever waited for it has gone.
fn begin(engine: &Rc<Engine>, desk: &Rc<Desk>, heard: Instant) -> Promise {
    let (asking, desk) = (Rc::clone(engine), Rc::clone(desk));
    let answer = future_to_promise(async move {
        let pass = outcome(&ask(&asking, &desk, heard).await);
        asking.pass.set(pass);
        let answer = None;
        *asking.asked.borrow_mut() = Some(Asked { heard, answer });
        Ok(JsValue::from_bool(pass == Pass::Good))
    });
    *engine.asked.borrow_mut() = Some(Asked {
        heard,
        answer: Some(answer.clone()),
    });
    answer
}

/// Looks whether the server knows the session, where a call cannot tell; asks for
/// another where it does not.
pub(crate) fn look(engine: &Rc<Engine>) {
    let Ok(desk) = engine.desk() else { return };
    let engine = Rc::clone(engine);
    spawn_local(async move {
        if transport::entrance().await.is_ok_and(|it| !it.signed_in) {
            renew(&engine, &desk).await;
        }
    });
}

/// Asks; says no where somebody else, or nobody, is signed in on this device by now.
async fn ask(engine: &Engine, desk: &Desk, heard: Instant) -> Result<bool, Failure> {
    let identity = &desk.identity;
    if engine.device.session().await?.as_ref() != Some(identity) {
        return Ok(false);
    }
    let renewal = Renewal {
        unit: identity.unit.clone(),
        device: engine.device_id,
        officer: identity.officer.id,
        heard,
    };
    let payload = renewal.to_bytes().map_err(unreadable)?;
    let message = keys::sign(&engine.keys, SESSION_CONTEXT, payload).await?;
    transport::renew(&message.to_bytes().map_err(unreadable)?).await?;
    if engine.device.session().await?.as_ref() == Some(identity) {
        return Ok(true);
    }
    // Signed out meanwhile: what came too late is given back (N6).
    transport::sign_out().await?;
    Ok(false)
}

fn outcome(asked: &Result<bool, Failure>) -> Pass {
    match asked {
        Ok(true) => Pass::Good,
        Ok(false) => Pass::Over,
        Err(Failure::Transport(error)) if is_final(error) => {
            log("session", error);
            Pass::Refused
        }
        // After the next exchange it may do.
        Err(error) => {
            note("session", error);
            Pass::Over
        }
    }
}

/// Whether asking again will not help.
fn is_final(error: &TransportError) -> bool {
    match error {
        TransportError::Refused { kind, .. } if kind == "not-heard-lately" => false,
        TransportError::Refused { status, .. } => {
            (400..500).contains(status) && !matches!(status, 408 | 429)
        }
        TransportError::Unreachable(_) | TransportError::Garbled(_) => false,
    }
}

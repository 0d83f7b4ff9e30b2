//! One tab leads: it holds a lock that the browser gives to the next tab when
//! this one ends, however it ends (Web Locks). A tab that the browser freezes gives
//! the lock back first, and stops waiting for it: frozen, it could not send.

use crate::browser::{log, property};
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

/// Where this tab stands with a unit's lock.
#[derive(Clone, Debug)]
pub(crate) enum Standing {
    /// It has asked, another tab leads.
    Waits(Claim),
    /// It holds the lock until it ends or is frozen.
    Leads(Claim),
}

/// A claim on the lock, held or waiting.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claim {
    /// Settles the promise for which the lock is held.
    release: Rc<RefCell<Option<Function>>>,
    /// Ends the waiting.
    abort: Option<AbortController>,
}

impl Claim {
    /// Gives the lock back, or stops waiting for it.
    fn drop_it(&self) {
        if let Some(release) = self.release.take() {
            // It settles a promise and cannot fail.
            drop(release.call0(&JsValue::UNDEFINED));
        } else if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Standing {
    /// Gives the lock back, or stops waiting for it.
    pub(crate) fn resign(&self) {
        match self {
            Self::Waits(claim) | Self::Leads(claim) => claim.drop_it(),
        }
    }
}

/// Calls `lead` once this tab leads the unit's synchronisation. A browser without
/// Web Locks lets every tab lead: the server's ruling is the same (R1).
pub(crate) fn stand(unit: &str, lead: impl FnOnce(Claim) + 'static) -> Claim {
    let navigator = property(&js_sys::global(), &["navigator", "locks"]);
    let Some(locks) = navigator else {
        let claim = Claim::default();
        lead(claim.clone());
        return claim;
    };
    let claim = Claim {
        abort: AbortController::new().ok(),
        ..Claim::default()
    };
    let held = claim.clone();
    let granted = Closure::once_into_js(move |_lock: JsValue| {
        let release = Rc::clone(&held.release);
        // Held until the tab ends or resigns.
        let promise = Promise::new(&mut |resolve, _| {
            release.replace(Some(resolve));
        });
        lead(held);
        promise
    });
    let options = js_sys::Object::new();
    if let Some(abort) = &claim.abort {
        // A plain object takes any property.
        drop(Reflect::set(&options, &"signal".into(), &abort.signal()));
    }
    let name = JsValue::from(format!("khongcho-sync-{unit}"));
    let request = Reflect::get(&locks, &"request".into()).and_then(JsCast::dyn_into::<Function>);
    let asked = request.and_then(|request| request.call3(&locks, &name, &options, &granted));
    match asked.and_then(JsCast::dyn_into::<Promise>) {
        // It ends when the claim does; waiting that was broken off is no error.
        Ok(promise) => spawn_local(async move { drop(JsFuture::from(promise).await) }),
        Err(_) => log("leader", &"the lock could not be asked for"),
    }
    claim
}

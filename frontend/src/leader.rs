//! One tab leads: it holds a lock that the browser gives to the next tab when
//! this one ends, however it ends (Web Locks).

use crate::browser::{log, property};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Where this tab stands with a unit's lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It has asked, another tab leads.
    Waits,
    /// It holds the lock until it ends.
    Leads,
}

/// Calls `lead` once this tab leads the unit's synchronisation. A browser without
/// Web Locks lets every tab lead: the server's ruling is the same (R1).
pub(crate) fn stand(unit: &str, lead: impl FnOnce() + 'static) {
    let navigator = property(&js_sys::global(), &["navigator", "locks"]);
    let Some(locks) = navigator else {
        lead();
        return;
    };
    let request = Reflect::get(&locks, &"request".into()).and_then(JsCast::dyn_into::<Function>);
    let granted = Closure::once_into_js(move |_lock: JsValue| {
        lead();
        // Held until the tab ends: a promise that never settles.
        Promise::new(&mut |_, _| {})
    });
    let name = JsValue::from(format!("khongcho-sync-{unit}"));
    let asked = request.and_then(|request| request.call2(&locks, &name, &granted));
    if asked.is_err() {
        log("leader", &"the lock could not be asked for");
    }
}

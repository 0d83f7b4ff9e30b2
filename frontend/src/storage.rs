//! The room on the device: what the browser says of it, and what writing tells.

use crate::baseline;
use crate::browser::{self, call, property};
use crate::engine::Engine;
use crate::host::host_error;
use app::counter::{HostError, Room, StorageView};
use std::rc::Rc;
use store::StoreError;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// What the browser says of this site's storage.
pub(crate) async fn view() -> StorageView {
    let Some(storage) = manager() else {
        return StorageView::default();
    };
    let estimate = call(&storage, "estimate", &[])
        .await
        .unwrap_or(JsValue::UNDEFINED);
    let persisted = call(&storage, "persisted", &[]).await.ok();
    let bytes = |name| property(&estimate, &[name]).and_then(|value| whole(&value));
    StorageView {
        used_bytes: bytes("usage"),
        quota_bytes: bytes("quota"),
        persistent: persisted.and_then(|value| value.as_bool()),
    }
}

/// Asks the browser not to evict this site's data; returns its answer.
pub(crate) async fn persist() -> bool {
    let Some(storage) = manager() else {
        return false;
    };
    match call(&storage, "persist", &[]).await {
        Ok(answer) => answer.as_bool().unwrap_or(false),
        Err(error) => {
            browser::log("persist", &browser::in_words(&error));
            false
        }
    }
}

/// Asks again, unless the browser has promised already.
pub(crate) async fn ask_to_persist() {
    if view().await.persistent != Some(true) {
        persist().await;
    }
}

/// Looks at the room once more; the header follows.
pub(crate) fn look(engine: &Rc<Engine>) {
    if engine.looking.replace(true) {
        return;
    }
    let engine = Rc::clone(engine);
    spawn_local(async move {
        engine.storage.set(view().await);
        engine.looking.set(false);
        engine.show_sync();
    });
}

/// Whether a new dossier could be saved: by what the browser says, and by trying.
pub(crate) async fn room(engine: &Rc<Engine>) -> Room {
    engine.storage.set(view().await);
    if let Ok(desk) = engine.desk() {
        let probed = desk.store.probe_room().await;
        engine.wrote(probed.as_ref().err());
    }
    engine.show_sync();
    engine.room()
}

/// After a full disk: a small write that went well says little, so it is tried.
pub(crate) fn look_if_full(engine: &Rc<Engine>) {
    if engine.full.get() {
        let engine = Rc::clone(engine);
        spawn_local(async move {
            room(&engine).await;
            baseline::fetch(&engine);
        });
    }
}

impl Engine {
    /// The room as far as known: a write that failed knows better than the estimate.
    pub(crate) fn room(&self) -> Room {
        if self.full.get() {
            Room::None
        } else {
            self.storage.get().room()
        }
    }

    /// Takes note of how a write ended.
    pub(crate) fn wrote(&self, failure: Option<&StoreError>) {
        match failure {
            None => self.full.set(false),
            Some(StoreError::Full) => self.full.set(true),
            Some(_) => {}
        }
    }

    /// A write failed: the header knows, the page is told why.
    pub(crate) fn failed(&self, error: StoreError) -> HostError {
        self.wrote(Some(&error));
        self.show_sync();
        host_error(error)
    }
}

fn manager() -> Option<JsValue> {
    property(&js_sys::global(), &["navigator", "storage"])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size in bytes"
)]
fn whole(value: &JsValue) -> Option<u64> {
    value
        .as_f64()
        .filter(|number| *number >= 0.0)
        .map(|number| number as u64)
}

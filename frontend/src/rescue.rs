//! The rescue file: the outbox of a device that cannot reach the server itself,
//! delivered by another (SPEC §D).

use crate::browser;
use crate::engine::Engine;
use crate::exchange;
use crate::host::host_error;
use crate::keys;
use app::counter::HostError;
use domain::instant::Day;
use js_sys::Uint8Array;
use serde_bytes::ByteBuf;
use std::rc::Rc;
use sync::bundle::{BUNDLE_CONTEXT, RESCUE_FILE_ENDING, read_rescue_file, rescue_file};
use sync::client::Input;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// What it says of itself: bytes, which no browser opens.
const RESCUE_FILE_TYPE: &str = "application/octet-stream";

/// Gives the officer the outbox as a file; nothing leaves the outbox by that.
/// Returns how many events are in it.
pub(crate) async fn save(engine: &Rc<Engine>) -> Result<usize, HostError> {
    let desk = engine.desk()?;
    let rescue = desk
        .store
        .rescue(engine.device_id)
        .await
        .map_err(host_error)?;
    let mut signed = Vec::with_capacity(rescue.bundles.len());
    for bundle in &rescue.bundles {
        let payload = bundle.to_bytes().map_err(failed)?;
        let message = keys::sign(&engine.keys, BUNDLE_CONTEXT, payload)
            .await
            .map_err(failed)?;
        signed.push(ByteBuf::from(message.to_bytes().map_err(failed)?));
    }
    let day = engine.tick().day().map(Day::compact);
    let (tag, day) = (&desk.identity.tag.0, day.unwrap_or_default());
    let name = format!("hop-gui-{tag}-{day}.{RESCUE_FILE_ENDING}");
    let bytes = rescue_file(&signed).map_err(failed)?;
    browser::download(&name, &bytes, RESCUE_FILE_TYPE).map_err(failed)?;
    Ok(rescue.events)
}

/// Takes the file that was chosen in the field `input`, to deliver it with the
/// next exchanges. Returns how many bundles it holds.
pub(crate) async fn carry(engine: &Rc<Engine>, input: &str) -> Result<usize, HostError> {
    let Some((name, bytes)) = chosen(input).await else {
        return Ok(0);
    };
    let bundles = read_rescue_file(&bytes).map_err(|_| HostError::NotARescueFile(name))?;
    engine
        .desk()?
        .store
        .carry(&bundles)
        .await
        .map_err(host_error)?;
    exchange::feed(engine, Input::Awoke);
    Ok(bundles.len())
}

async fn chosen(input: &str) -> Option<(String, Vec<u8>)> {
    let document = web_sys::window()?.document()?;
    let input: HtmlInputElement = document.get_element_by_id(input)?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    input.set_value("");
    Some((file.name(), Uint8Array::new(&buffer).to_vec()))
}

fn failed(error: impl core::fmt::Display) -> HostError {
    HostError::Store(error.to_string())
}

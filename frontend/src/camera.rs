//! The camera as a scanner: the browser's own detector reads QR codes, where it has one.
//! What is read goes to the page and nowhere else.

use crate::browser::{call, in_words, property};
use app::counter::CameraError;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::Cell;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

/// Between two looks: a hand is not quicker, a phone not much.
const LOOK_EVERY: Duration = Duration::from_millis(150);
/// A camera that sees no code for so long is switched off.
const LOOKS_MAX: u32 = 400;

thread_local! {
    /// Counts up when a scan begins or is called off: an older one sees that it is over.
    static SCAN: Cell<u32> = const { Cell::new(0) };
}

/// Whether this browser can read codes with a camera.
pub(crate) async fn is_there() -> bool {
    let global = js_sys::global();
    let Some(class) = property(&global, &["BarcodeDetector"]) else {
        return false;
    };
    let camera = property(&global, &["navigator", "mediaDevices", "getUserMedia"]);
    let formats = call(&class, "getSupportedFormats", &[]).await;
    let reads_qr =
        formats.is_ok_and(|formats| Array::from(&formats).includes(&"qr_code".into(), 0));
    camera.is_some() && reads_qr
}

/// Calls off the scan under way.
pub(crate) fn stop() {
    SCAN.set(SCAN.get().wrapping_add(1));
}

/// Shows the camera in a `<video>` of the page until it sees a QR code; `None` when it
/// was called off, or saw nothing for a minute.
pub(crate) async fn scan(video: &str) -> Result<Option<String>, CameraError> {
    stop();
    let this = SCAN.get();
    let video = web_sys::window()
        .and_then(|window| window.document()?.get_element_by_id(video))
        .ok_or(CameraError::Failed)?;
    let stream = open().await.map_err(|error| why(&error))?;
    let seen = look(&video, &stream, this).await;
    close(&video, &stream);
    seen.map_err(|error| why(&error))
}

async fn open() -> Result<JsValue, JsValue> {
    let devices = property(&js_sys::global(), &["navigator", "mediaDevices"]);
    let devices = devices.ok_or("no camera")?;
    let video = Object::new();
    // A card lies in front of the back camera; where there is one, any.
    Reflect::set(&video, &"facingMode".into(), &"environment".into())?;
    let wish = Object::new();
    Reflect::set(&wish, &"video".into(), &video)?;
    call(&devices, "getUserMedia", &[wish.into()]).await
}

async fn look(video: &JsValue, stream: &JsValue, this: u32) -> Result<Option<String>, JsValue> {
    let class = property(&js_sys::global(), &["BarcodeDetector"]).ok_or("no detector")?;
    let formats = Object::new();
    Reflect::set(&formats, &"formats".into(), &Array::of1(&"qr_code".into()))?;
    let detector = Reflect::construct(class.unchecked_ref::<Function>(), &Array::of1(&formats))?;
    Reflect::set(video, &"srcObject".into(), stream)?;
    call(video, "play", &[]).await?;
    for _ in 0..LOOKS_MAX {
        gloo_timers::future::sleep(LOOK_EVERY).await;
        if SCAN.get() != this {
            return Ok(None);
        }
        // A picture that is not there yet is no failure.
        let Ok(codes) = call(&detector, "detect", std::slice::from_ref(video)).await else {
            continue;
        };
        let first = Array::from(&codes).get(0);
        let text = property(&first, &["rawValue"]).and_then(|text| text.as_string());
        if text.is_some() {
            return Ok(text);
        }
    }
    Ok(None)
}

/// Switches the camera off: its light goes out.
fn close(video: &JsValue, stream: &JsValue) {
    let tracks = Reflect::get(stream, &"getTracks".into())
        .and_then(JsCast::dyn_into::<Function>)
        .and_then(|method| method.call0(stream));
    for track in tracks
        .map(|tracks| Array::from(&tracks))
        .unwrap_or_default()
    {
        let stopped = Reflect::get(&track, &"stop".into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|method| method.call0(&track));
        if let Err(error) = stopped {
            crate::browser::note("camera", &in_words(&error));
        }
    }
    // A video that is gone needs no source.
    drop(Reflect::set(video, &"srcObject".into(), &JsValue::NULL));
}

fn why(error: &JsValue) -> CameraError {
    let name = property(error, &["name"]).and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => CameraError::Refused,
        Some("NotFoundError" | "OverconstrainedError") => CameraError::Missing,
        Some("NotReadableError" | "AbortError") => CameraError::Busy,
        _ => CameraError::Failed,
    }
}

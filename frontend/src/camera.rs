//! The camera as a scanner: the browser's own detector reads QR codes, or ours
//! (`frontend/qr`) where it has none. What is read goes to the page and nowhere else.

use crate::browser::{call, in_words, note, property};
use app::counter::CameraError;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::Cell;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlVideoElement, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// Between two looks: a hand is not quicker, a phone not much.
const LOOK_EVERY: Duration = Duration::from_millis(150);
/// A camera that sees no code for so long is switched off.
const LOOKS_MAX: u32 = 400;
/// The longer side of a picture that our own reader gets: modules of a card's code are then
/// some pixels wide, and a look takes less than the pause between two.
const SIDE_PIXELS: u32 = 960;

thread_local! {
    /// Counts up when a scan begins or is called off: an older one sees that it is over.
    static SCAN: Cell<u32> = const { Cell::new(0) };
}

/// Whether this machine has a camera that the browser lets pages ask for.
pub(crate) async fn is_there() -> bool {
    let Some(devices) = property(&js_sys::global(), &["navigator", "mediaDevices"]) else {
        return false; // not a secure address
    };
    let Ok(devices) = call(&devices, "enumerateDevices", &[]).await else {
        return false;
    };
    let kind = |device: JsValue| property(&device, &["kind"])?.as_string();
    Array::from(&devices)
        .iter()
        .any(|device| kind(device).as_deref() == Some("videoinput"))
}

/// Who reads codes.
enum Reader {
    /// The browser's detector.
    Detector(JsValue),
    /// Our own, and where it draws what the camera sees.
    Own(Function, Sketch),
}

/// A canvas that nobody sees.
struct Sketch {
    canvas: OffscreenCanvas,
    pen: OffscreenCanvasRenderingContext2d,
}

/// The browser's detector, where it reads QR codes.
async fn detector() -> Option<JsValue> {
    let class = property(&js_sys::global(), &["BarcodeDetector"])?;
    let formats = call(&class, "getSupportedFormats", &[]).await.ok()?;
    if !Array::from(&formats).includes(&"qr_code".into(), 0) {
        return None;
    }
    let wish = Object::new();
    Reflect::set(&wish, &"formats".into(), &Array::of1(&"qr_code".into())).ok()?;
    Reflect::construct(class.unchecked_ref::<Function>(), &Array::of1(&wish)).ok()
}

impl Reader {
    async fn find() -> Result<Self, JsValue> {
        if let Some(detector) = detector().await {
            return Ok(Self::Detector(detector));
        }
        let read = call(&js_sys::global(), "khongchoReader", &[]).await?;
        Ok(Self::Own(read.dyn_into()?, Sketch::new()?))
    }

    /// The text of a code that is before the camera now.
    async fn read(&self, video: &JsValue) -> Result<Option<String>, JsValue> {
        match self {
            Self::Detector(detector) => {
                let codes = call(detector, "detect", std::slice::from_ref(video)).await?;
                let first = Array::from(&codes).get(0);
                Ok(property(&first, &["rawValue"]).and_then(|text| text.as_string()))
            }
            Self::Own(read, sketch) => {
                let Some((width, height, pixels)) = sketch.draw(video)? else {
                    return Ok(None);
                };
                let text = read.call3(&JsValue::UNDEFINED, &width, &height, &pixels)?;
                Ok(text.as_string())
            }
        }
    }
}

impl Sketch {
    fn new() -> Result<Self, JsValue> {
        let canvas = OffscreenCanvas::new(1, 1)?;
        let pen = canvas.get_context("2d")?.ok_or("no canvas")?;
        Ok(Self {
            canvas,
            pen: pen.dyn_into()?,
        })
    }

    /// What the camera sees, small enough: width, height, bytes of the pixels. Nothing
    /// while it sees nothing yet.
    fn draw(&self, video: &JsValue) -> Result<Option<(JsValue, JsValue, JsValue)>, JsValue> {
        let video: &HtmlVideoElement = video.unchecked_ref();
        let (width, height) = (video.video_width(), video.video_height());
        if width == 0 || height == 0 {
            return Ok(None);
        }
        let smaller = |side: u32| (side * SIDE_PIXELS / width.max(height)).min(side).max(1);
        let (width, height) = (smaller(width), smaller(height));
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let (w, h) = (f64::from(width), f64::from(height));
        self.pen
            .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, w, h)?;
        // web-sys knows this method of the other kind of canvas only.
        let method = Reflect::get(&self.pen, &"getImageData".into())?;
        let area = Array::of4(&0.into(), &0.into(), &width.into(), &height.into());
        let seen = method.dyn_into::<Function>()?.apply(&self.pen, &area)?;
        let pixels = property(&seen, &["data"]).ok_or("no pixels")?;
        Ok(Some((width.into(), height.into(), pixels)))
    }
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
    let reader = Reader::find().await?;
    Reflect::set(video, &"srcObject".into(), stream)?;
    call(video, "play", &[]).await?;
    for _ in 0..LOOKS_MAX {
        gloo_timers::future::sleep(LOOK_EVERY).await;
        if SCAN.get() != this {
            return Ok(None);
        }
        // A picture that is not there yet is no failure.
        if let Ok(Some(text)) = reader.read(video).await {
            return Ok(Some(text));
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
            note("camera", &in_words(&error));
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

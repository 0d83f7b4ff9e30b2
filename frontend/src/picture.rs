//! Pictures made small enough to send and large enough to read.
//!
//! A page of A4 at 150 dots an inch is 1,240 by 1,754: text of 9 points has 19 dots
//! then. Drawing it anew also leaves out what cameras write beside the picture, such
//! as the place.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ImageBitmap, ImageBitmapOptions, ImageEncodeOptions, ImageOrientation, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// The long edge of a page.
const PAGE_EDGE: f64 = 1_754.0;
const PAGE_QUALITY: f64 = 0.75;
/// The long edge of a thumbnail.
const THUMBNAIL_EDGE: f64 = 160.0;
const THUMBNAIL_QUALITY: f64 = 0.6;

/// A picture as a page, and its thumbnail.
pub(crate) async fn readable(picture: &Blob) -> Result<(Vec<u8>, Vec<u8>), JsValue> {
    let bitmap = open(picture).await?;
    let page = encode(&bitmap, PAGE_EDGE, PAGE_QUALITY).await?;
    let thumbnail = encode(&bitmap, THUMBNAIL_EDGE, THUMBNAIL_QUALITY).await?;
    bitmap.close();
    Ok((page, thumbnail))
}

/// A picture's thumbnail.
pub(crate) async fn thumbnail(picture: &Blob) -> Result<Vec<u8>, JsValue> {
    let bitmap = open(picture).await?;
    let thumbnail = encode(&bitmap, THUMBNAIL_EDGE, THUMBNAIL_QUALITY).await;
    bitmap.close();
    thumbnail
}

/// Turned as the camera was held.
async fn open(picture: &Blob) -> Result<ImageBitmap, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let bitmap =
        window.create_image_bitmap_with_blob_and_image_bitmap_options(picture, &options)?;
    JsFuture::from(bitmap).await?.dyn_into()
}

async fn encode(bitmap: &ImageBitmap, edge: f64, quality: f64) -> Result<Vec<u8>, JsValue> {
    let (width, height) = fit(bitmap.width().into(), bitmap.height().into(), edge);
    let canvas = OffscreenCanvas::new(dots(width), dots(height))?;
    let context = canvas.get_context("2d")?.ok_or("no 2d context")?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    // What is transparent is paper.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width, height);
    js_sys::Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    let mut blob = convert(&canvas, "image/webp", quality).await?;
    // A browser that cannot write WebP gives a PNG, several times as large.
    if blob.type_() != "image/webp" {
        blob = convert(&canvas, "image/jpeg", quality).await?;
    }
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn convert(canvas: &OffscreenCanvas, kind: &str, quality: f64) -> Result<Blob, JsValue> {
    let options = ImageEncodeOptions::new();
    options.set_type(kind);
    options.set_quality(quality);
    JsFuture::from(canvas.convert_to_blob_with_options(&options)?)
        .await?
        .dyn_into()
}

/// The size at which the long edge is no longer than `edge`; nothing is enlarged.
fn fit(width: f64, height: f64, edge: f64) -> (f64, f64) {
    let scale = (edge / width.max(height)).min(1.0);
    let scaled = |length: f64| (length * scale).round().max(1.0);
    (scaled(width), scaled(height))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and the edge of a page"
)]
fn dots(length: f64) -> u32 {
    length as u32
}

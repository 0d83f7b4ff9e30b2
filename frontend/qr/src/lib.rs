//! Reads QR codes (ISO/IEC 18004) out of pictures.
//!
//! A wasm module of its own, so that only browsers without `BarcodeDetector` fetch it:
//! `frontend/src/camera.rs` asks for it through `public/boot.js`.

#![forbid(unsafe_code)]

use rqrr::PreparedImage;
use wasm_bindgen::prelude::wasm_bindgen;

/// Most pixels of a side: a larger picture is slower, and no clearer.
pub const SIDE_PIXELS_MAX: usize = 2_048;

/// Bytes of a pixel: red, green, blue, opacity.
const PIXEL_BYTES: usize = 4;

/// The text of the first code that can be read in a picture, whose `rgba` has 4 bytes for
/// each of `width` × `height` pixels, row by row. Nothing when there is none, or when the
/// figures do not fit each other.
#[wasm_bindgen]
pub fn read(width: usize, height: usize, rgba: &[u8]) -> Option<String> {
    let fits = |side| (1..=SIDE_PIXELS_MAX).contains(&side);
    if !fits(width) || !fits(height) || rgba.len() != width * height * PIXEL_BYTES {
        return None;
    }
    let brightness = |x: usize, y: usize| {
        let at = (y * width + x) * PIXEL_BYTES;
        rgba.get(at..at + 3).map_or(u8::MAX, luma)
    };
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, brightness);
    let codes = picture.detect_grids().into_iter();
    let mut texts = codes.filter_map(|code| Some(code.decode().ok()?.1));
    texts.next()
}

/// How bright a pixel is to the eye (ITU-R BT.601), in whole numbers.
fn luma(pixel: &[u8]) -> u8 {
    let weighed = pixel.iter().zip([77_u32, 150, 29]);
    let sum: u32 = weighed
        .map(|(part, weight)| u32::from(*part) * weight)
        .sum();
    u8::try_from(sum >> 8).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_qr::qr::QRBuilder;

    const CARD: &str =
        "002187001234|071234567|Sùng Thị Chia|05091987|Nữ|Bản Suối Mây, xã Suối Mây|10022022";
    const MARGIN: usize = 4;

    /// A picture of a code, each module so many pixels wide, brightest `white`.
    fn picture(text: &str, scale: usize, white: u8) -> (usize, Vec<u8>) {
        let code = QRBuilder::new(text).build().unwrap();
        let side = (code.size + 2 * MARGIN) * scale;
        let module = |at: usize| {
            (at / scale)
                .checked_sub(MARGIN)
                .filter(|at| *at < code.size)
        };
        let mut rgba = Vec::new();
        for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
            let dark = module(y)
                .zip(module(x))
                .is_some_and(|(y, x)| code[y][x].value());
            let grey = if dark { 20 } else { white };
            rgba.extend([grey, grey, grey, u8::MAX]);
        }
        (side, rgba)
    }

    #[test]
    fn the_code_of_a_citizen_card_is_read_also_when_the_light_is_poor() {
        for white in [255, 120] {
            let (side, rgba) = picture(CARD, 4, white);
            assert_eq!(read(side, side, &rgba).as_deref(), Some(CARD));
        }
    }

    #[test]
    fn what_is_no_code_or_no_picture_is_nothing() {
        let (side, rgba) = picture(CARD, 4, 255);
        assert_eq!(read(side, side + 1, &rgba), None);
        assert_eq!(read(usize::MAX, 2, &rgba), None);
        assert_eq!(read(0, 0, &[]), None);
        assert_eq!(read(64, 64, &vec![128; 64 * 64 * PIXEL_BYTES]), None);
        // Half of the code is hidden.
        let mut hidden = rgba;
        let half = hidden.len() / 2;
        hidden.iter_mut().skip(half).for_each(|byte| *byte = 255);
        assert_eq!(read(side, side, &hidden), None);
    }
}

//! An answer that is short and at hand whole is packed here, before it is sent: so it has
//! a length and goes without the framing of a stream, which costs more than it may save.

use super::assets::takes;
use axum::http::header::CONTENT_ENCODING;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// A longer answer is packed as it flows, which keeps nobody waiting.
const SHORT_BYTES: usize = 16 << 10;
/// Of an answer as short as this nothing is won: hashes and signatures do not pack.
const BARE_BYTES: usize = 256;
/// Quality and window (as a power of two, it holds all that is short). A better quality
/// wins a twentieth and takes a hundred times as long.
const BROTLI: (u32, u32) = (4, 16);

/// The answer's body, packed as the client takes it where that makes it shorter.
pub(super) fn packed(request: &HeaderMap, plain: Vec<u8>) -> Response {
    let short = (BARE_BYTES..=SHORT_BYTES).contains(&plain.len());
    let packing = ["br", "gzip"]
        .into_iter()
        .find(|packing| short && takes(request, packing));
    let packed = match packing {
        Some("br") => with_brotli(&plain),
        Some(_) => with_gzip(&plain),
        None => None,
    };
    let packed = packed.filter(|packed| packed.len() < plain.len());
    let Some((packing, packed)) = packing.zip(packed) else {
        return plain.into_response();
    };
    let mut response = packed.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(packing));
    response
}

fn with_brotli(plain: &[u8]) -> Option<Vec<u8>> {
    let (quality, window) = BROTLI;
    let mut packed = brotli::CompressorWriter::new(Vec::new(), SHORT_BYTES, quality, window);
    packed.write_all(plain).ok()?;
    Some(packed.into_inner())
}

fn with_gzip(plain: &[u8]) -> Option<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(plain).ok()?;
    packed.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::ACCEPT_ENCODING;

    fn encoding(accepted: &'static str, plain: Vec<u8>) -> Option<String> {
        let mut request = HeaderMap::new();
        request.insert(ACCEPT_ENCODING, HeaderValue::from_static(accepted));
        let response = packed(&request, plain);
        let encoding = response.headers().get(CONTENT_ENCODING)?;
        Some(encoding.to_str().unwrap().to_owned())
    }

    #[test]
    fn what_is_short_and_packs_is_packed_as_the_client_takes_it() {
        let words = || b"khong cho ".repeat(100);
        assert_eq!(encoding("gzip, deflate, br, zstd", words()).unwrap(), "br");
        assert_eq!(encoding("gzip, br;q=0", words()).unwrap(), "gzip");
        assert_eq!(encoding("identity", words()), None);
        assert_eq!(encoding("br", b"khong cho".to_vec()), None);
        assert_eq!(encoding("br", vec![0; SHORT_BYTES + 1]), None);
        let noise = (0..300_u32).flat_map(|at| sync::chain::Hash::of(&at.to_be_bytes()).0);
        assert_eq!(encoding("br", noise.collect()), None);
    }
}

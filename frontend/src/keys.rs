//! The device's key: ECDSA P-256 in WebCrypto, not extractable (SPEC §S).

use crate::browser::{call, in_words, property};
use js_sys::{Array, Object, Reflect, Uint8Array};
use sync::codec::CodecError;
use sync::sign1::{Sign1, to_be_signed};
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};

/// Signing or checking failed.
#[derive(Debug, Error)]
pub(crate) enum KeyError {
    /// Not a secure context, or a browser from before 2014.
    #[error("this page has no WebCrypto; open it over https")]
    NoCrypto,
    /// The browser's crypto said no.
    #[error("WebCrypto: {0}")]
    Crypto(String),
    /// The bytes could not be laid out.
    #[error(transparent)]
    Codec(#[from] CodecError),
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn crypto(error: JsValue) -> KeyError {
    KeyError::Crypto(in_words(&error))
}

fn subtle() -> Result<JsValue, KeyError> {
    property(&js_sys::global(), &["crypto", "subtle"]).ok_or(KeyError::NoCrypto)
}

/// `{name: "ECDSA", [key]: value}`.
fn ecdsa(key: &str, value: &str) -> Result<JsValue, KeyError> {
    let object = Object::new();
    Reflect::set(&object, &"name".into(), &"ECDSA".into()).map_err(crypto)?;
    Reflect::set(&object, &key.into(), &value.into()).map_err(crypto)?;
    Ok(object.into())
}

fn usages(names: &[&str]) -> JsValue {
    names
        .iter()
        .map(|name| JsValue::from(*name))
        .collect::<Array>()
        .into()
}

/// Makes a key pair whose private half cannot leave the browser.
pub(crate) async fn generate() -> Result<JsValue, KeyError> {
    let arguments = [
        ecdsa("namedCurve", "P-256")?,
        false.into(),
        usages(&["sign", "verify"]),
    ];
    call(&subtle()?, "generateKey", &arguments)
        .await
        .map_err(crypto)
}

/// The public half: an uncompressed point.
pub(crate) async fn public(pair: &JsValue) -> Result<Vec<u8>, KeyError> {
    let key = property(pair, &["publicKey"]).ok_or(KeyError::NoCrypto)?;
    let raw = call(&subtle()?, "exportKey", &["raw".into(), key])
        .await
        .map_err(crypto)?;
    Ok(Uint8Array::new(&raw).to_vec())
}

/// Signs a payload in a context.
pub(crate) async fn sign(
    pair: &JsValue,
    context: &str,
    payload: Vec<u8>,
) -> Result<Sign1, KeyError> {
    let key = property(pair, &["privateKey"]).ok_or(KeyError::NoCrypto)?;
    let bytes = Uint8Array::from(to_be_signed(context, &payload)?.as_slice());
    let arguments = [ecdsa("hash", "SHA-256")?, key, bytes.into()];
    let signature = call(&subtle()?, "sign", &arguments).await.map_err(crypto)?;
    Ok(Sign1 {
        payload,
        signature: Uint8Array::new(&signature).to_vec(),
    })
}

/// Whether the owner of `public_key` signed the message in a context.
pub(crate) async fn is_signed_by(
    public_key: &[u8],
    context: &str,
    message: &Sign1,
) -> Result<bool, KeyError> {
    let subtle = subtle()?;
    let raw = Uint8Array::from(public_key).into();
    let arguments = [
        "raw".into(),
        raw,
        ecdsa("namedCurve", "P-256")?,
        false.into(),
        usages(&["verify"]),
    ];
    let key = call(&subtle, "importKey", &arguments)
        .await
        .map_err(crypto)?;
    let bytes = Uint8Array::from(to_be_signed(context, &message.payload)?.as_slice());
    let signature = Uint8Array::from(message.signature.as_slice());
    let arguments = [
        ecdsa("hash", "SHA-256")?,
        key,
        signature.into(),
        bytes.into(),
    ];
    let fits = call(&subtle, "verify", &arguments).await.map_err(crypto)?;
    Ok(fits
        .dyn_into::<js_sys::Boolean>()
        .is_ok_and(|fits| fits.value_of()))
}

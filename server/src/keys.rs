//! Keys: the server's own, and checking devices' signatures (SPEC §S).

use anyhow::{Context, bail};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use sync::codec::CodecError;
use sync::sign1::{PUBLIC_KEY_BYTES, Sign1, to_be_signed};

/// The server's signing key; receipts are worth what it is worth.
#[derive(Clone, Debug)]
pub struct ServerKey(SigningKey);

impl ServerKey {
    /// Reads the key file, or makes one that only its owner can read.
    ///
    /// # Errors
    /// When the file can be neither read nor made, or holds something else.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => SigningKey::from_slice(&bytes)
                .map(Self)
                .with_context(|| format!("{} is not a P-256 private key", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn make(path: &Path) -> anyhow::Result<Self> {
        let key = loop {
            // A random number beyond the curve's order is as rare as it is useless.
            if let Ok(key) = SigningKey::from_slice(&random_bytes::<32>()?) {
                break key;
            }
        };
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let made = options.open(path).and_then(|mut file| {
            file.write_all(&key.to_bytes())?;
            file.sync_all()
        });
        made.with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self(key))
    }

    /// The public half, uncompressed (SEC 1).
    pub fn public(&self) -> Vec<u8> {
        self.0
            .verifying_key()
            .to_encoded_point(false)
            .as_bytes()
            .to_vec()
    }

    /// Signs a payload in a context.
    ///
    /// # Errors
    /// [`CodecError`], which bytes never provoke.
    pub fn sign(&self, context: &str, payload: Vec<u8>) -> Result<Sign1, CodecError> {
        let signature: Signature = self.0.sign(&to_be_signed(context, &payload)?);
        Ok(Sign1 {
            payload,
            signature: signature.to_bytes().to_vec(),
        })
    }
}

/// Whether `message` was signed in `context` by the owner of `public_key`.
pub fn is_signed_by(public_key: &[u8], context: &str, message: &Sign1) -> bool {
    let Ok(key) = VerifyingKey::from_sec1_bytes(public_key) else {
        return false;
    };
    let Ok(signature) = Signature::from_slice(&message.signature) else {
        return false;
    };
    to_be_signed(context, &message.payload)
        .is_ok_and(|bytes| key.verify(&bytes, &signature).is_ok())
}

/// Whether bytes are an uncompressed point of the curve.
pub fn is_public_key(bytes: &[u8]) -> bool {
    bytes.len() == PUBLIC_KEY_BYTES && VerifyingKey::from_sec1_bytes(bytes).is_ok()
}

/// Fresh random bytes from the operating system.
///
/// # Errors
/// When the operating system has none to give.
pub fn random_bytes<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        bail!("no randomness from the operating system: {error}");
    }
    Ok(bytes)
}

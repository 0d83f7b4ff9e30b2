//! Keys: the server's own, and checking devices' signatures (SPEC §S).
//!
//! `ring` signs and checks, which is most of what an exchange with little in it
//! costs; `p256` makes keys and knows points of the curve.

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::{SigningKey, VerifyingKey};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use sync::chain::Hash;
use sync::seal::KEY_CHARS;
use sync::sign1::{PUBLIC_KEY_BYTES, Sign1, to_be_signed};

/// The server's signing key; receipts are worth what it is worth.
#[derive(Debug)]
pub struct ServerKey {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl ServerKey {
    /// Reads the key file, or makes one that only its owner can read.
    ///
    /// # Errors
    /// When the file can be neither read nor made, or holds something else.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => {
                let key = SigningKey::from_slice(&bytes);
                let what = || format!("{} is not a P-256 private key", path.display());
                Self::of(&key.with_context(what)?)
            }
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
        Self::of(&key)
    }

    fn of(key: &SigningKey) -> anyhow::Result<Self> {
        let random = SystemRandom::new();
        let (private, public) = (key.to_bytes(), key.verifying_key().to_encoded_point(false));
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &private,
            public.as_bytes(),
            &random,
        );
        match pair {
            Ok(pair) => Ok(Self { pair, random }),
            Err(error) => bail!("the server's key cannot be used: {error}"),
        }
    }

    /// The public half, uncompressed (SEC 1).
    pub fn public(&self) -> Vec<u8> {
        self.pair.public_key().as_ref().to_vec()
    }

    /// Signs a payload in a context.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn sign(&self, context: &str, payload: Vec<u8>) -> anyhow::Result<Sign1> {
        let bytes = to_be_signed(context, &payload)?;
        match self.pair.sign(&self.random, &bytes) {
            Ok(signature) => Ok(Sign1 {
                payload,
                signature: signature.as_ref().to_vec(),
            }),
            Err(error) => bail!("cannot sign: {error}"),
        }
    }
}

/// Whether `message` was signed in `context` by the owner of `public_key`.
pub fn is_signed_by(public_key: &[u8], context: &str, message: &Sign1) -> bool {
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public_key);
    to_be_signed(context, &message.payload)
        .is_ok_and(|bytes| key.verify(&bytes, &message.signature).is_ok())
}

/// The name of a key on papers (SPEC Q3).
pub fn name_of(public_key: &[u8]) -> String {
    let mut name = URL_SAFE_NO_PAD.encode(Hash::of(public_key).0);
    name.truncate(KEY_CHARS);
    name
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

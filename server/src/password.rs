//! Passwords: Argon2id, never more than a few at a time.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Each hash takes this much memory for a moment (OWASP's first choice for Argon2id).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Hashes computed at a time; the others wait, so that a storm of sign-ins after
/// a power cut takes time and not memory.
const AT_A_TIME: usize = 2;
/// Most that wait or are computed: about a second's work. More are told to come
/// back, so that nobody waits behind a crowd of guesses.
const LINE_MAX: usize = 32;

static DESK: Semaphore = Semaphore::const_new(AT_A_TIME);
static LINE: Semaphore = Semaphore::const_new(LINE_MAX);

/// A place in the line.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "held, not read")] SemaphorePermit<'static>);

/// Takes a place in the line, if there is one.
pub fn line_up() -> Option<Place> {
    LINE.try_acquire().ok().map(Place)
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password into a PHC string.
///
/// # Errors
/// When the salt cannot be encoded or the parameters are impossible.
pub fn hash(password: &str, salt: [u8; 16]) -> anyhow::Result<String> {
    let salt = SaltString::encode_b64(&salt).map_err(|error| anyhow::anyhow!("salt: {error}"))?;
    let hash = argon2().hash_password(password.as_bytes(), &salt);
    Ok(hash
        .map_err(|error| anyhow::anyhow!("password: {error}"))?
        .to_string())
}

/// Whether the password is the one that was hashed. With no hash to compare it
/// works as long, so that an unknown name cannot be told from a wrong password.
pub async fn is_right(_place: Place, password: String, hash: Option<String>) -> bool {
    let Ok(_turn) = DESK.acquire().await else {
        return false;
    };
    let work = tokio::task::spawn_blocking(move || match hash {
        Some(hash) => PasswordHash::new(&hash)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok()),
        None => self::hash(&password, [0; 16]).is_err(),
    });
    work.await.unwrap_or(false)
}

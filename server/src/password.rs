//! Passwords: Argon2id, never more than a few at a time.

use argon2::password_hash::{Output, PasswordHash, PasswordHasher, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Mutex, PoisonError};
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

/// Memory for hashes, used again and again: given back, it would stay with whichever
/// thread had it, and there are many.
static SCRATCH: Mutex<Vec<Vec<Block>>> = Mutex::new(vec![]);
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
        Some(hash) => fits(&password, &hash).unwrap_or(false),
        None => compute(&argon2(), &password, &[0; 16]).is_none(),
    });
    work.await.unwrap_or(false)
}

/// Whether a password fits a PHC string; `None` when that is not one of ours.
pub fn fits(password: &str, hash: &str) -> Option<bool> {
    let hash = PasswordHash::new(hash).ok()?;
    let algorithm = Algorithm::try_from(hash.algorithm).ok()?;
    let version = Version::try_from(hash.version?).ok()?;
    let params = Params::try_from(&hash).ok()?;
    let mut salt = [0; Salt::MAX_LENGTH];
    let salt = hash.salt?.decode_b64(&mut salt).ok()?;
    let argon2 = Argon2::new(algorithm, version, params);
    // Compared in constant time.
    Some(compute(&argon2, password, salt)? == hash.hash?)
}

fn compute(argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> Option<Output> {
    let scratch = || SCRATCH.lock().unwrap_or_else(PoisonError::into_inner);
    let mut blocks = scratch().pop().unwrap_or_default();
    blocks.resize(argon2.params().block_count(), Block::default());
    let size = argon2.params().output_len();
    let output = Output::init_with(size.unwrap_or(Params::DEFAULT_OUTPUT_LEN), |output| {
        let done =
            argon2.hash_password_into_with_memory(password.as_bytes(), salt, output, &mut *blocks);
        done.map_err(Into::into)
    });
    scratch().push(blocks);
    output.ok()
}

#[cfg(test)]
mod tests {
    use super::{SCRATCH, fits, hash};

    #[test]
    fn a_password_fits_its_own_hash_alone() {
        let hash = hash("khongcho", [7; 16]).unwrap();
        assert_eq!(fits("khongcho", &hash), Some(true));
        assert_eq!(fits("Khongcho", &hash), Some(false));
        assert_eq!(fits("khongcho", "khongcho"), None);
        assert_eq!(
            SCRATCH.lock().unwrap().len(),
            1,
            "one piece of memory for all"
        );
    }
}

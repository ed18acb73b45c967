//! What the endpoint takes from the machine it runs on: the time, chance and hashes. The one place
//! that asks for them.

use std::time::{SystemTime, UNIX_EPOCH};

use jipan_rules::Uuid;
use jipan_sync::hub::HubEnv;
use jipan_sync::records::Hash;
use sha2::{Digest as _, Sha256};

/// Bytes of chance in a secret: nobody guesses 256 bits.
const SECRET_BYTES: usize = 32;

/// The machine as the hub sees it.
#[derive(Debug, Clone, Copy)]
pub struct Machine(());

/// The system gives no chance; without it there can be no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this system gives no random bytes")]
pub struct NoChance;

impl Machine {
    /// The machine, after it was seen that it has chance to give.
    ///
    /// # Errors
    /// When it has none.
    pub fn new() -> Result<Self, NoChance> {
        getrandom::fill(&mut [0; SECRET_BYTES]).map_err(|_unsupported| NoChance)?;
        Ok(Self(()))
    }
}

impl HubEnv for Machine {
    fn now_ms(&self) -> u64 {
        now_ms()
    }

    fn fresh(&mut self) -> Uuid {
        let mut bytes = random::<16>();
        // Version 7 of RFC 9562, section 5.7: the milliseconds come first, so ids sort as they were
        // made.
        let millis = now_ms().to_be_bytes();
        for (to, from) in bytes.iter_mut().zip(millis.iter().skip(2)) {
            *to = *from;
        }
        bytes[6] = (bytes[6] & 0x0f) | 0x70;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Uuid::from_bytes(bytes)
    }

    fn secret(&mut self) -> String {
        hex(&random::<SECRET_BYTES>())
    }

    fn hash(&self, secret: &str) -> Hash {
        Sha256::digest(secret.as_bytes()).into()
    }
}

/// Milliseconds since 1970; 0 on a machine whose clock stands before.
#[expect(clippy::disallowed_methods, reason = "the clock of the endpoint, read here only")]
pub(crate) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Bytes that nobody can foretell. Ends the program if the system stops giving any after it gave
/// some: a secret that can be guessed would be worse.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        tracing::error!("{NoChance}");
        std::process::abort();
    }
    bytes
}

/// Two digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use jipan_sync::hub::HubEnv as _;

    use super::{Machine, hex};

    #[test]
    fn ids_are_of_version_7_and_secrets_never_the_same() {
        let mut machine = Machine::new().unwrap();
        let (first, second) = (machine.fresh(), machine.fresh());
        assert_eq!((first.get_version_num(), second.get_version_num()), (7, 7));
        assert_ne!(first, second);
        let (first, second) = (machine.secret(), machine.secret());
        assert_ne!(first, second);
        assert_eq!(first.len(), 64);
    }

    #[test]
    fn a_hash_is_the_sha_256_of_the_text() {
        let hash = Machine::new().unwrap().hash("abc");
        assert_eq!(hex(&hash), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}

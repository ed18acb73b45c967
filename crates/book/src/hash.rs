//! Hashes that are the same on every machine: for the table of ids, for checksums of pages and for
//! the digest of a book. None of them is a secret. Not here: anything cryptographic.

use std::hash::{BuildHasherDefault, Hasher};

use indexmap::{IndexMap, IndexSet};

/// Map in the order of insertion, with a hash that is the same on every run.
pub(crate) type FixedMap<K, V> = IndexMap<K, V, BuildHasherDefault<Mix>>;
/// Set in the order of insertion, with a hash that is the same on every run.
pub(crate) type FixedSet<K> = IndexSet<K, BuildHasherDefault<Mix>>;

const PRIME_1: u64 = 0x9E37_79B1_85EB_CA87;
const PRIME_2: u64 = 0xC2B2_AE3D_27D4_EB4F;
const PRIME_3: u64 = 0x1656_67B1_9E37_79F9;

/// A running hash of 64 bits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mix(u64);

impl Mix {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    #[inline]
    pub(crate) fn add(&mut self, word: u64) {
        self.0 =
            (self.0 ^ round(0, word)).rotate_left(27).wrapping_mul(PRIME_1).wrapping_add(PRIME_3);
    }

    pub(crate) fn add_bytes(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let tail = rest.iter().fold(1_u64, |tail, byte| (tail << 8) | u64::from(*byte));
        self.add(tail);
    }

    #[inline]
    pub(crate) fn sum(self) -> u64 {
        let mut hash = self.0;
        hash = (hash ^ (hash >> 33)).wrapping_mul(PRIME_2);
        hash = (hash ^ (hash >> 29)).wrapping_mul(PRIME_3);
        hash ^ (hash >> 32)
    }
}

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.sum()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.add_bytes(bytes);
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_usize(&mut self, n: usize) {
        // As u64, so that 32-bit wasm and 64-bit tests agree.
        self.add(u64::try_from(n).unwrap_or(u64::MAX));
    }
}

#[inline]
fn round(lane: u64, word: u64) -> u64 {
    lane.wrapping_add(word.wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1)
}

/// Checksum of a page: four lanes, so that it runs at the speed of memory.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut lanes = [PRIME_1, PRIME_2, PRIME_3, 1];
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = round(*lane, u64::from_le_bytes(*word));
        }
    }
    let mut mix = Mix::new(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    for lane in lanes {
        mix.add(lane);
    }
    mix.add_bytes(rest);
    mix.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_bit_anywhere_changes_the_checksum() {
        let mut bytes: Vec<u8> = (0..101).collect();
        let whole = checksum(&bytes);
        for at in 0..bytes.len() {
            for bit in 0..8 {
                bytes[at] ^= 1 << bit;
                assert_ne!(checksum(&bytes), whole);
                bytes[at] ^= 1 << bit;
            }
        }
        assert_ne!(checksum(&bytes[..100]), whole);
    }

    #[test]
    fn the_checksum_is_the_same_on_every_machine() {
        assert_eq!(checksum(b"jipan"), checksum(b"jipan"));
        assert_ne!(checksum(b""), checksum(b"\0"));
    }
}

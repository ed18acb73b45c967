//! The one pair through which every row is written and read: `seal` puts a header before the
//! payload, `open` proves it. Not here: keys, and what a payload means.
//!
//! A sealed row is `layout u8 | cipher u8 | XXH64 u64 little endian | payload`. The checksum is
//! seeded with the first two bytes, so it covers the whole row. This header is the same in every
//! layout for ever: it is how an old reader can tell a newer row from a rotten one.

use crate::DamagedReason;
use crate::checksum::xxh64;

/// The newest payload layout that this build writes and reads. It goes up by one whenever the
/// bytes inside a row change their form; every layout ever released stays readable.
pub const LAYOUT_NEWEST: u8 = 2;

/// No encryption. The only cipher so far; the byte is there so that encryption needs no upgrade.
pub const CIPHER_NONE: u8 = 0;

/// Bytes that `seal` adds to a payload.
pub const HEADER_BYTES: usize = 10;

/// What a row held, proved by its checksum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    layout: u8,
    row: Vec<u8>,
}

impl Payload {
    /// A row that [`prove`] found whole, with the layout that it said.
    pub(crate) fn proved(layout: u8, row: Vec<u8>) -> Self {
        Self { layout, row }
    }

    /// The layout in which the payload was written, from 1 to [`LAYOUT_NEWEST`].
    pub fn layout(&self) -> u8 {
        self.layout
    }

    /// The payload itself, without the header.
    pub fn bytes(&self) -> &[u8] {
        self.row.get(HEADER_BYTES..).unwrap_or_default()
    }

    /// The payload itself, owned.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.row.drain(..HEADER_BYTES.min(self.row.len()));
        self.row
    }
}

/// A row ready to be stored: header and `payload`.
///
/// ```
/// use jipan_store::{LAYOUT_NEWEST, seal};
/// let row = seal::seal(LAYOUT_NEWEST, b"one change");
/// assert_eq!(seal::open(row).unwrap().bytes(), b"one change");
/// ```
pub fn seal(layout: u8, payload: &[u8]) -> Vec<u8> {
    let mut row = Vec::with_capacity(payload.len().saturating_add(HEADER_BYTES));
    row.extend([layout, CIPHER_NONE]);
    row.extend(checksum(layout, CIPHER_NONE, payload).to_le_bytes());
    row.extend_from_slice(payload);
    row
}

/// The payload of a sealed row. The checksum is looked at first, so that a flipped bit is never
/// taken for a newer layout.
///
/// # Errors
/// [`DamagedReason::TooShort`] or [`DamagedReason::Checksum`] for a row that is not what was
/// written; [`DamagedReason::UnknownLayout`] or [`DamagedReason::UnknownCipher`] for an intact row
/// that this build cannot read.
pub fn open(row: Vec<u8>) -> Result<Payload, DamagedReason> {
    let layout = prove(&row)?;
    Ok(Payload::proved(layout, row))
}

/// Whether a row that was found holds this payload, in whatever layout it was written; of no row nothing is
/// expected.
pub(crate) fn holds(found: Option<Vec<u8>>, expected: Option<&[u8]>) -> bool {
    match (found, expected) {
        (Some(row), Some(expected)) => open(row).is_ok_and(|it| it.bytes() == expected),
        (found, expected) => found.is_none() && expected.is_none(),
    }
}

/// The layout of a row that [`open`] would open.
pub(crate) fn prove(row: &[u8]) -> Result<u8, DamagedReason> {
    let Some((header, payload)) = row.split_first_chunk::<HEADER_BYTES>() else {
        return Err(DamagedReason::TooShort { n_bytes: row.len() });
    };
    let [layout, cipher, sum @ ..] = *header;
    if checksum(layout, cipher, payload) != u64::from_le_bytes(sum) {
        return Err(DamagedReason::Checksum);
    }
    if !(1..=LAYOUT_NEWEST).contains(&layout) {
        return Err(DamagedReason::UnknownLayout { layout });
    }
    if cipher != CIPHER_NONE {
        return Err(DamagedReason::UnknownCipher { cipher });
    }
    Ok(layout)
}

fn checksum(layout: u8, cipher: u8, payload: &[u8]) -> u64 {
    xxh64(payload, u64::from(u16::from_le_bytes([layout, cipher])))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_sealed_opens_as_it_was(payload: Vec<u8>) {
            let opened = open(seal(LAYOUT_NEWEST, &payload)).unwrap();
            prop_assert_eq!(opened.bytes(), &payload[..]);
            prop_assert_eq!(opened.into_bytes(), payload);
        }

        #[test]
        fn a_flipped_bit_is_always_detected(payload: Vec<u8>, at: prop::sample::Index, bit in 0_u32..8) {
            let mut row = seal(LAYOUT_NEWEST, &payload);
            let at = at.index(row.len());
            row[at] ^= 1_u8 << bit;
            prop_assert_eq!(open(row), Err(DamagedReason::Checksum));
        }

        #[test]
        fn a_row_cut_short_never_opens(payload: Vec<u8>, keep: prop::sample::Index) {
            let mut row = seal(LAYOUT_NEWEST, &payload);
            row.truncate(keep.index(row.len()));
            prop_assert!(open(row).is_err());
        }

        #[test]
        fn any_bytes_at_all_are_judged_without_a_panic(row: Vec<u8>) {
            prop_assert!(open(row).is_err());
        }
    }

    #[test]
    fn an_intact_row_of_a_newer_layout_is_told_from_a_damaged_one() {
        let row = seal(LAYOUT_NEWEST + 1, b"from tomorrow");
        assert_eq!(open(row), Err(DamagedReason::UnknownLayout { layout: LAYOUT_NEWEST + 1 }));
    }

    #[test]
    fn an_intact_row_of_an_unknown_cipher_is_told_from_a_damaged_one() {
        let mut row = vec![LAYOUT_NEWEST, 7];
        row.extend(checksum(LAYOUT_NEWEST, 7, b"secret").to_le_bytes());
        row.extend(b"secret");
        assert_eq!(open(row), Err(DamagedReason::UnknownCipher { cipher: 7 }));
    }

    #[test]
    fn a_row_of_zeros_is_damaged() {
        assert_eq!(open(vec![0; 32]), Err(DamagedReason::Checksum));
    }

    #[test]
    fn the_sealed_form_is_frozen() {
        let row = seal(1, b"jipan");
        assert_eq!(row, [1, 0, 125, 60, 185, 86, 86, 228, 220, 102, b'j', b'i', b'p', b'a', b'n']);
    }
}

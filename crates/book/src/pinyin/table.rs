//! The readings of every character without tones, unpacked from a file of planes of bytes that
//! `examples/make_readings.rs` made of the crate `pinyin`. Not here: which of them are in use, how
//! names are written.
//!
//! The file `readings.bin` holds six parts, each after its length (4 bytes, little-endian):
//! - all syllables by number, the frequent ones first, each padded with spaces;
//! - the *blocks* of codes in which characters stand: first code, number of codes, *position* of
//!   the first, counted over all blocks (4 bytes each);
//! - a byte per position: 0 for no reading, 255 if all readings are in the list, otherwise the
//!   number of the first reading and 1;
//! - the list of further readings, by position, in three parts: the steps from one to the next
//!   position (255: and further), the numbers (255: and a byte of the last part), that last part.
//!
//! It is larger than the rest of a first visit needs, so the program for the browser comes without
//! it and is [given](Table::take) it later; every other one carries it.

use std::sync::OnceLock;

const SYLLABLE_LEN: usize = 6;
const ALL_LISTED: u8 = u8::MAX;
const MORE: u8 = u8::MAX;

/// Tells the file this program goes with from every other one.
const SUM: u64 = sum_of(include_bytes!("readings.bin"));

#[cfg(not(target_arch = "wasm32"))]
static EMBEDDED: &[u8] = include_bytes!("readings.bin");

static TABLE: OnceLock<Table> = OnceLock::new();

/// The file, unpacked.
#[derive(Debug)]
pub(super) struct Table {
    syllables: String,
    /// First code, number of codes, position of the first; by code.
    blocks: Vec<[u32; 3]>,
    first: Vec<u8>,
    /// Position and number of syllable of every listed reading, by position.
    listed: Vec<(u32, u16)>,
}

impl Table {
    /// The table, if it is here.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn get() -> Option<&'static Self> {
        TABLE.get()
    }

    /// The table, unless a test wants to be without.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn get() -> Option<&'static Self> {
        if away::is_away() {
            return None;
        }
        if TABLE.get().is_none() {
            Self::take(EMBEDDED);
        }
        TABLE.get()
    }

    /// Takes the content of `readings.bin` and says whether the table is here now: not if these
    /// are other bytes than this program was made with.
    pub(super) fn take(file: &[u8]) -> bool {
        if sum_of(file) != SUM {
            return false;
        }
        if let Some(table) = Self::unpack(file) {
            // Whoever was first brought the same.
            TABLE.get_or_init(|| table);
        }
        TABLE.get().is_some()
    }

    fn unpack(mut file: &[u8]) -> Option<Self> {
        let mut parts = [&[][..]; 6];
        for part in &mut parts {
            let (len, rest) = file.split_first_chunk()?;
            let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
            (*part, file) = rest.split_at_checked(len)?;
        }
        let [syllables, blocks, first, gaps, further, rare] = parts;
        let (numbers, _) = blocks.as_chunks();
        let numbers: Vec<u32> = numbers.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect();
        Some(Self {
            syllables: str::from_utf8(syllables).ok()?.to_owned(),
            blocks: numbers.as_chunks().0.to_vec(),
            first: first.to_vec(),
            listed: listed(gaps, further, rare),
        })
    }

    /// The readings of a character, the usual one first; none if it has no reading.
    pub(super) fn readings_of(&self, c: char) -> impl Iterator<Item = &str> {
        let position = self.position_of(c);
        let byte = position
            .and_then(|position| self.first.get(usize::try_from(position).ok()?))
            .copied()
            .unwrap_or_default();
        let first = byte.checked_sub(1).filter(|_| byte != ALL_LISTED).map(u16::from);
        let further = position.filter(|_| byte != 0);
        let further = further.map_or(&[][..], |position| self.listed_at(position));
        let numbers = first.into_iter().chain(further.iter().map(|&(_, number)| number));
        numbers.filter_map(|number| self.syllable(number))
    }

    fn position_of(&self, c: char) -> Option<u32> {
        let code = u32::from(c);
        let n_before = self.blocks.partition_point(|&[start, ..]| start <= code);
        let &[start, len, position] = self.blocks.get(n_before.checked_sub(1)?)?;
        (code - start < len).then(|| position + (code - start))
    }

    fn listed_at(&self, position: u32) -> &[(u32, u16)] {
        let from = self.listed.partition_point(|&(at, _)| at < position);
        let rest = self.listed.get(from..).unwrap_or_default();
        let n = rest.iter().take_while(|&&(at, _)| at == position).count();
        rest.get(..n).unwrap_or_default()
    }

    fn syllable(&self, number: u16) -> Option<&str> {
        let at = usize::from(number) * SYLLABLE_LEN;
        self.syllables.get(at..at + SYLLABLE_LEN).map(str::trim_ascii_end)
    }
}

fn listed(gaps: &[u8], further: &[u8], rare: &[u8]) -> Vec<(u32, u16)> {
    let mut listed = Vec::with_capacity(further.len());
    let (mut further, mut rare) = (further.iter(), rare.iter());
    let mut position = 0;
    for &gap in gaps {
        position += u32::from(gap);
        if gap == MORE {
            continue;
        }
        let number = match further.next() {
            Some(&MORE) => rare.next().map(|&above| u16::from(MORE) + u16::from(above)),
            byte => byte.map(|&byte| u16::from(byte)),
        };
        listed.extend(number.map(|number| (position, number)));
    }
    listed
}

/// FNV-1a in 64 bits, which the compiler can compute, too.
const fn sum_of(mut bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    while let Some((&byte, rest)) = bytes.split_first() {
        // `u64::from` cannot be called by the compiler.
        sum = (sum ^ u64::from_le_bytes([byte, 0, 0, 0, 0, 0, 0, 0]))
            .wrapping_mul(0x0000_0100_0000_01b3);
        bytes = rest;
    }
    sum
}

/// What a browser is like before it has the table, for tests.
#[cfg(not(target_arch = "wasm32"))]
mod away {
    use std::cell::Cell;

    thread_local! {
        static IS_AWAY: Cell<bool> = const { Cell::new(false) };
    }

    /// While this lives, nothing on this thread sees the table, as in a browser that does not have
    /// it yet. For tests.
    #[derive(Debug)]
    #[must_use = "the table is back as soon as this is dropped"]
    pub struct ReadingsAway(());

    impl ReadingsAway {
        /// From now on.
        #[expect(clippy::new_without_default, reason = "nothing to have by default")]
        pub fn new() -> Self {
            IS_AWAY.set(true);
            Self(())
        }
    }

    impl Drop for ReadingsAway {
        fn drop(&mut self) {
            IS_AWAY.set(false);
        }
    }

    pub(super) fn is_away() -> bool {
        IS_AWAY.get()
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use away::ReadingsAway;

#[cfg(test)]
mod tests {
    use pinyin::ToPinyinMulti as _;

    use super::{EMBEDDED, ReadingsAway, Table};

    #[test]
    fn every_character_has_the_readings_of_the_crate_pinyin() {
        let table = Table::get().unwrap();
        for c in '\0'..=char::MAX {
            let mut wanted = Vec::new();
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                if !wanted.contains(&reading.plain()) {
                    wanted.push(reading.plain());
                }
            }
            assert_eq!(table.readings_of(c).collect::<Vec<_>>(), wanted, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn no_other_file_is_taken_for_the_table() {
        let mut file = EMBEDDED.to_vec();
        assert!(Table::take(&file));
        file[40_000] ^= 1;
        assert!(!Table::take(&file) && !Table::take(&EMBEDDED[..40_000]) && !Table::take(&[]));
    }

    #[test]
    fn a_file_cut_short_is_no_table() {
        for len in [0, 3, 4, 2_000, EMBEDDED.len() - 1] {
            assert!(Table::unpack(&EMBEDDED[..len]).is_none(), "{len} bytes");
        }
    }

    #[test]
    fn the_table_can_be_away_for_a_while() {
        let away = ReadingsAway::new();
        assert!(Table::get().is_none());
        drop(away);
        assert!(Table::get().is_some());
    }
}

//! The readings of every character without tones, unpacked from planes of bytes that `build.rs`
//! made of the crate `pinyin`. Not here: which of them are in use, how names are written.
//!
//! Characters stand in *blocks* of codes and have a *position* there, counted over all blocks.
//! Syllables have a number, the frequent ones a small one.
//! - `first.bin`: a byte per position: 0 for no reading, 255 if all readings are in the list,
//!   otherwise the number of the first reading and 1.
//! - The list of further readings, by position: `gaps.bin` holds the steps from one to the next
//!   position (255: and further), `further.bin` the numbers (255: and a byte of `rare.bin`).

use std::sync::LazyLock;

/// All syllables by number, each padded with spaces.
static SYLLABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/syllables.txt"));
/// First code, number of codes, position of the first; by code.
#[expect(clippy::unreadable_literal, reason = "made by build.rs")]
static BLOCKS: &[(u32, u32, u32)] = include!(concat!(env!("OUT_DIR"), "/blocks.rs"));
static FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));
static GAPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gaps.bin"));
static FURTHER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/further.bin"));
static RARE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rare.bin"));

/// Position and number of syllable of every listed reading, by position.
static LISTED: LazyLock<Vec<(u32, u16)>> = LazyLock::new(listed);

const SYLLABLE_LEN: usize = 6;
const ALL_LISTED: u8 = u8::MAX;
const MORE: u8 = u8::MAX;

/// The readings of a character, the usual one first; none if it has no reading.
pub(super) fn readings_of(c: char) -> impl Iterator<Item = &'static str> {
    let position = position_of(c);
    let byte = position
        .and_then(|position| FIRST.get(usize::try_from(position).ok()?))
        .copied()
        .unwrap_or_default();
    let first = byte.checked_sub(1).filter(|_| byte != ALL_LISTED).map(u16::from);
    let further = position.filter(|_| byte != 0).map_or(&[][..], listed_at);
    first.into_iter().chain(further.iter().map(|&(_, number)| number)).filter_map(syllable)
}

fn position_of(c: char) -> Option<u32> {
    let code = u32::from(c);
    let n_before = BLOCKS.partition_point(|&(start, ..)| start <= code);
    let &(start, len, position) = BLOCKS.get(n_before.checked_sub(1)?)?;
    (code - start < len).then(|| position + (code - start))
}

fn listed_at(position: u32) -> &'static [(u32, u16)] {
    let from = LISTED.partition_point(|&(at, _)| at < position);
    let rest = LISTED.get(from..).unwrap_or_default();
    let n = rest.iter().take_while(|&&(at, _)| at == position).count();
    rest.get(..n).unwrap_or_default()
}

fn syllable(number: u16) -> Option<&'static str> {
    let at = usize::from(number) * SYLLABLE_LEN;
    SYLLABLES.get(at..at + SYLLABLE_LEN).map(str::trim_ascii_end)
}

fn listed() -> Vec<(u32, u16)> {
    let mut listed = Vec::with_capacity(FURTHER.len());
    let (mut further, mut rare) = (FURTHER.iter(), RARE.iter());
    let mut position = 0;
    for &gap in GAPS {
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

#[cfg(test)]
mod tests {
    use pinyin::ToPinyinMulti as _;

    use super::readings_of;

    #[test]
    fn every_character_has_the_readings_of_the_crate_pinyin() {
        for c in '\0'..=char::MAX {
            let mut wanted = Vec::new();
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                if !wanted.contains(&reading.plain()) {
                    wanted.push(reading.plain());
                }
            }
            assert_eq!(readings_of(c).collect::<Vec<_>>(), wanted, "U+{:04X}", u32::from(c));
        }
    }
}

//! Writes `src/pinyin/readings.bin`, the readings of all characters as the crate `pinyin` has them.
//! `src/pinyin/table.rs` explains the file. Run it when that crate has better readings:
//! `cargo run -p jipan-book --example make_readings`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use pinyin::ToPinyinMulti as _;

/// Characters further apart than this are in blocks of their own.
const GAP_MAX: u32 = 128;
/// Bytes of the longest syllable.
const SYLLABLE_LEN: usize = 6;
/// As a first reading: the characters' syllables are all in the list of further readings.
const ALL_LISTED: u8 = u8::MAX;
/// In a byte of the list: 255 or more, what is above that follows in another file.
const MORE: u8 = u8::MAX;

fn main() -> Result<(), Box<dyn Error>> {
    let readings = all_readings();
    let syllables = by_frequency(&readings);
    let blocks = blocks(readings.keys().copied());
    let planes = Planes::of(&readings, &syllables, &blocks)?;
    let padded = padded(&syllables);
    let blocks: Vec<u8> = blocks
        .into_iter()
        .flat_map(|(start, len, position)| [start, len, position])
        .flat_map(u32::to_le_bytes)
        .collect();
    let parts =
        [padded.as_bytes(), &blocks, &planes.first, &planes.gaps, &planes.further, &planes.rare];
    let mut file = Vec::new();
    for part in parts {
        file.extend(u32::try_from(part.len())?.to_le_bytes());
        file.extend(part);
    }
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pinyin/readings.bin"), file)?;
    Ok(())
}

type Readings = BTreeMap<u32, Vec<&'static str>>;

/// The readings of every character, without tones and so without repetition.
fn all_readings() -> Readings {
    let mut all = Readings::new();
    for c in '\0'..=char::MAX {
        let Some(multi) = c.to_pinyin_multi() else { continue };
        let mut readings = Vec::new();
        for reading in multi {
            if !readings.contains(&reading.plain()) {
                readings.push(reading.plain());
            }
        }
        all.insert(u32::from(c), readings);
    }
    all
}

/// All syllables, those that most characters begin with first.
fn by_frequency(readings: &Readings) -> Vec<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for of_char in readings.values() {
        for (nth, syllable) in of_char.iter().enumerate() {
            *counts.entry(syllable).or_default() += usize::from(nth == 0);
        }
    }
    let mut syllables: Vec<_> = counts.into_iter().collect();
    syllables.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    syllables.into_iter().map(|(syllable, _)| syllable).collect()
}

fn padded(syllables: &[&str]) -> String {
    let padded = |it: &&str| format!("{it}{}", " ".repeat(SYLLABLE_LEN - it.len()));
    syllables.iter().map(padded).collect::<Vec<_>>().concat()
}

/// First code, number of codes and position of the first of each run of characters.
fn blocks(codes: impl Iterator<Item = u32>) -> Vec<(u32, u32, u32)> {
    let mut blocks: Vec<(u32, u32, u32)> = Vec::new();
    for code in codes {
        match blocks.last_mut() {
            Some((start, len, _)) if code - (*start + *len) < GAP_MAX => *len = code - *start + 1,
            last => {
                let position = last.map_or(0, |&mut (_, len, position)| position + len);
                blocks.push((code, 1, position));
            }
        }
    }
    blocks
}

#[derive(Default)]
struct Planes {
    first: Vec<u8>,
    gaps: Vec<u8>,
    further: Vec<u8>,
    rare: Vec<u8>,
}

impl Planes {
    fn of(
        readings: &Readings,
        syllables: &[&str],
        blocks: &[(u32, u32, u32)],
    ) -> Result<Self, Box<dyn Error>> {
        let mut planes = Self::default();
        let mut listed_at = 0;
        for &(start, len, position) in blocks {
            for nth in 0..len {
                let of_char = readings.get(&(start + nth)).map_or(&[][..], Vec::as_slice);
                let ids = of_char
                    .iter()
                    .map(|it| syllables.iter().position(|syllable| syllable == it))
                    .collect::<Option<Vec<_>>>()
                    .ok_or("a syllable without a number")?;
                for id in planes.push_first(&ids) {
                    planes.push_gap(position + nth - listed_at)?;
                    planes.push_further(*id)?;
                    listed_at = position + nth;
                }
            }
        }
        Ok(planes)
    }

    /// Adds the first of a character's readings and gives those that must be listed.
    fn push_first<'a>(&mut self, ids: &'a [usize]) -> &'a [usize] {
        let Some((first, further)) = ids.split_first() else {
            self.first.push(0);
            return ids;
        };
        match u8::try_from(first + 1) {
            Ok(byte) if byte != ALL_LISTED => {
                self.first.push(byte);
                further
            }
            _ => {
                self.first.push(ALL_LISTED);
                ids
            }
        }
    }

    fn push_gap(&mut self, mut gap: u32) -> Result<(), Box<dyn Error>> {
        while gap >= u32::from(MORE) {
            self.gaps.push(MORE);
            gap -= u32::from(MORE);
        }
        self.gaps.push(u8::try_from(gap)?);
        Ok(())
    }

    fn push_further(&mut self, id: usize) -> Result<(), Box<dyn Error>> {
        match id.checked_sub(usize::from(MORE)) {
            Some(above) => {
                self.further.push(MORE);
                self.rare.push(u8::try_from(above)?);
            }
            None => self.further.push(u8::try_from(id)?),
        }
        Ok(())
    }
}

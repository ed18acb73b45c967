//! Who went from tier to tier: a band for each pair, as wide as they are many. Not here: counting, words.

use std::collections::BTreeMap;

/// One band of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The tier before.
    pub from: u8,
    /// The tier now.
    pub to: u8,
    /// How many customers.
    pub n: usize,
    /// Where it runs, for the attribute `d` of a path.
    pub path: String,
    /// How wide it is, in units of the picture.
    pub width: usize,
}

/// Width and height of the picture.
pub const SIZE: (usize, usize) = (320, 8 * STEP);
/// From the left to the right ends of the bands.
pub const ENDS: (usize, usize) = (64, 256);
/// From tier to tier.
const STEP: usize = 48;
/// The widest band, and the narrowest, which can still be seen.
const WIDTHS: (usize, usize) = (28, 2);

/// Where a tier stands, from above; 1 is at the top.
pub fn place(tier: u8) -> usize {
    usize::from(tier) * STEP - STEP / 2
}

/// The bands, the widest first, so that narrow ones lie above.
pub fn bands(moves: &BTreeMap<(u8, u8), usize>) -> Vec<Band> {
    let most = moves.values().copied().max().unwrap_or(1).max(1);
    let mut bands: Vec<Band> = moves
        .iter()
        .map(|(&(from, to), &n)| {
            let ((left, right), middle) = (ENDS, SIZE.0 / 2);
            let (from_y, to_y) = (place(from), place(to));
            let path = format!("M{left} {from_y}C{middle} {from_y} {middle} {to_y} {right} {to_y}");
            Band { from, to, n, path, width: (n * WIDTHS.0 / most).max(WIDTHS.1) }
        })
        .collect();
    jipan_book::sorting::sort_by_key(&mut bands, |it| core::cmp::Reverse(it.n));
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_leads_from_tier_to_tier_and_is_as_wide_as_they_are_many() {
        let bands = bands(&BTreeMap::from([((3, 2), 40), ((1, 8), 20), ((8, 7), 1)]));
        let found: Vec<_> = bands.iter().map(|it| (it.from, it.to, it.width)).collect();
        assert_eq!(found, [(3, 2, 28), (1, 8, 14), (8, 7, 2)], "the widest first");
        assert_eq!(bands[1].path, "M64 24C160 24 160 360 256 360");
    }

    #[test]
    fn nobody_moved_and_nothing_is_drawn() {
        assert!(bands(&BTreeMap::new()).is_empty());
    }
}

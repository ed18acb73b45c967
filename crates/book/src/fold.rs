//! Text as it is compared in search: half-width, lower case. Not here: pinyin, ranking.

use std::borrow::Cow;

/// First and last full-width form of a printable ASCII character.
const FULL_WIDTH: std::ops::RangeInclusive<char> = '\u{FF01}'..='\u{FF5E}';
/// From an ASCII character to its full-width form.
pub(crate) const FULL_WIDTH_STEP: u32 = 0xFEE0;

/// The character that stands for `c` in every comparison: ASCII letters and their full-width
/// forms become lower case, full-width digits and signs half-width, every space a plain space.
///
/// ```
/// use jipan_book::fold_char;
/// assert_eq!("Ｋfc（东）　".chars().map(fold_char).collect::<String>(), "kfc(东) ");
/// ```
#[inline]
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() };
    }
    if FULL_WIDTH.contains(&c) {
        let half = u32::from(c).checked_sub(FULL_WIDTH_STEP).and_then(char::from_u32);
        return half.map_or(c, |half| half.to_ascii_lowercase());
    }
    if c.is_whitespace() { ' ' } else { c }
}

/// A whole text, folded; borrowed when nothing changes.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold_char(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(fold_char).collect())
}

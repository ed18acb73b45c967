//! How a name is read aloud: every usual reading of every character, in a form that a search can
//! walk. Not here: which names are searched, ranking.
//!
//! In a browser the table of readings comes after the first screen ([`take_readings`]). Until then
//! only letters and digits are read; who keeps what was read so remembers that it is to be read
//! again.
//!
//! A *reading text* holds one unit per character: `重庆KF` reads `Chong|ZhongQingK.F.`. A syllable
//! starts with a capital or a digit and ends in a `.` if it is no longer than that; further
//! readings of the same character follow a `|`. All combinations are there without being written
//! out: three characters with two readings each are six syllables, not eight strings. The text of
//! initials, `C|ZQKF`, has the same form, without the dots.

use crate::fold::fold_char;

mod table;
mod usual;

#[cfg(not(target_arch = "wasm32"))]
pub use table::ReadingsAway;
use table::Table;

/// Readings kept of one character; more than any character in use has.
const READINGS_MAX: usize = 8;
const OR: u8 = b'|';
/// Ends a syllable of one letter, so that a search can tell it from the start of a longer one.
const SHORT: u8 = b'.';
/// The letters and digits that stand for themselves, to borrow from.
const PLAIN: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

/// The two reading texts of a name; both empty if nothing in it can be read or typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readings {
    /// Full syllables; ü is `v`.
    pub pinyin: String,
    /// First letters only.
    pub initials: String,
}

/// Whether the table of readings is here, so that every name can be read.
pub fn has_readings() -> bool {
    Table::get().is_some()
}

/// Takes the content of the file `readings.bin` and says whether the table of readings is here
/// now. Bytes that are not those which this program was made with are left alone.
pub fn take_readings(file: &[u8]) -> bool {
    Table::take(file)
}

/// Whether [`readings`] must be asked again about a name when the table is here.
pub(crate) fn is_to_be_read_again(name: &str) -> bool {
    !name.is_ascii() && !has_readings()
}

/// Reads a name. Letters and digits stand for themselves in either width and case; characters
/// without a reading (signs, other scripts) are passed over. The first reading of a character is
/// the one it is sorted by.
///
/// ```
/// use jipan_book::readings;
/// let name = readings("长乐行（KFC）");
/// assert_eq!(name.pinyin, "Chang|ZhangLe|YueHang|XingK.F.C.");
/// assert_eq!(name.initials, "C|ZL|YH|XKFC");
/// ```
pub fn readings(name: &str) -> Readings {
    let mut texts = Readings::default();
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let unit = Unit::of(c, chars.peek().copied());
        let mut initials = [0_u8; READINGS_MAX];
        for (nth, syllable) in unit.syllables().iter().enumerate() {
            if nth > 0 {
                texts.pinyin.push(char::from(OR));
            }
            let initial = push_capitalised(&mut texts.pinyin, syllable);
            if initials.contains(&initial) {
                continue;
            }
            if nth > 0 {
                texts.initials.push(char::from(OR));
            }
            texts.initials.push(char::from(initial));
            if let Some(slot) = initials.get_mut(nth) {
                *slot = initial;
            }
        }
    }
    texts
}

/// True if `c` has a unit in reading texts.
pub fn has_reading(c: char) -> bool {
    !Unit::of(c, None).syllables().is_empty()
}

/// The readings a name is sorted by, of a full reading text: one per character.
///
/// ```
/// use jipan_book::{main_reading, readings};
/// let text = readings("长乐行").pinyin;
/// assert_eq!(main_reading(&text).collect::<String>(), "ChangLeHang");
/// ```
pub fn main_reading(text: &str) -> impl Iterator<Item = char> {
    let (mut before, mut is_main) = ('\0', true);
    text.chars().filter(move |&c| {
        if c == char::from(SHORT) {
            return false;
        }
        if !c.is_ascii_lowercase() {
            is_main = c != char::from(OR) && before != char::from(OR);
        }
        before = c;
        is_main
    })
}

/// If the syllable at byte `at` of a reading text and those after it can be read as `keys`
/// (the last one perhaps cut short): how many units that takes. `keys` are lower-case letters and
/// digits; `u` after a consonant also stands for ü.
///
/// ```
/// use jipan_book::{read_from, readings};
/// let text = readings("重庆").pinyin;
/// assert_eq!(text, "Chong|ZhongQing");
/// assert_eq!(read_from(&text, 0, "chongq"), Some(2));
/// assert_eq!(read_from(&text, 6, "zhongqing"), Some(2));
/// assert_eq!(read_from(&text, 0, "zhong"), None);
/// ```
pub fn read_from(text: &str, at: usize, keys: &str) -> Option<usize> {
    read(text.as_bytes().get(at..)?, keys.as_bytes())
}

/// The first of `candidates`, offsets of syllables, from which `keys` can be read. `texts` may
/// hold many reading texts, as a `TextArena` keeps them.
#[inline]
pub(crate) fn first_read(
    texts: &[u8],
    mut candidates: impl Iterator<Item = usize>,
    keys: &str,
) -> Option<usize> {
    candidates.find(|&at| texts.get(at..).and_then(|text| read(text, keys.as_bytes())).is_some())
}

/// The pairs of bytes one of which is at the start of every syllable of the full readings that
/// can be read as the first two of `keys`.
pub(crate) fn heads_of(keys: &str) -> Option<Vec<[u8; 2]>> {
    let [first, second, ..] = *keys.as_bytes() else {
        return None;
    };
    let head = head_of(first);
    let umlaut = (second == b'u').then_some([head, b'v']);
    Some([[head, second], [head, SHORT]].into_iter().chain(umlaut).collect())
}

/// The byte that starts every syllable which `key` starts.
pub(crate) fn head_of(key: u8) -> u8 {
    key.to_ascii_uppercase()
}

/// True if the syllable at `at` belongs to the first unit of the text.
pub(crate) fn is_in_first_unit(text: &str, at: usize) -> bool {
    let (mut bytes, mut start) = (text.as_bytes(), 0);
    loop {
        if start >= at {
            return start == at;
        }
        let after = after_syllable(bytes);
        let Some((&OR, rest)) = after.split_first() else {
            return false;
        };
        start += bytes.len() - rest.len();
        bytes = rest;
    }
}

/// Byte offset of every unit of a reading text, in order.
pub(crate) fn unit_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = 0;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let starts = is_head(byte) && before != OR;
        before = byte;
        starts.then_some(at)
    })
}

/// Byte offsets of the syllables of the unit that starts at `at`.
pub(crate) fn syllables_at(text: &str, at: usize) -> impl Iterator<Item = usize> {
    let mut next = Some(at).filter(|&at| at < text.len());
    std::iter::from_fn(move || {
        let at = next?;
        let bytes = text.as_bytes().get(at..)?;
        let after = after_syllable(bytes);
        next = (after.first() == Some(&OR)).then_some(at + bytes.len() - after.len() + 1);
        Some(at)
    })
}

fn read(text: &[u8], keys: &[u8]) -> Option<usize> {
    let (mut rest, mut left) = (text, keys);
    let mut is_first = true;
    while let (Some((&key, keys_left)), Some((&byte, text_left))) =
        (left.split_first(), rest.split_first())
    {
        if !is_first && !byte.is_ascii_lowercase() {
            break;
        }
        let byte = byte.to_ascii_lowercase();
        if byte != key && (is_first || (byte, key) != (b'v', b'u')) {
            return None;
        }
        (rest, left, is_first) = (text_left, keys_left, false);
    }
    if left.is_empty() {
        return (!is_first).then_some(1);
    }
    if rest.first().is_some_and(u8::is_ascii_lowercase) || is_first {
        return None;
    }
    if let Some((&SHORT, after)) = rest.split_first() {
        rest = after;
    }
    while let Some((&OR, other)) = rest.split_first() {
        rest = after_syllable(other);
    }
    while !rest.is_empty() {
        if let Some(n_units) = read(rest, left) {
            return Some(n_units + 1);
        }
        match after_syllable(rest).split_first() {
            Some((&OR, other)) => rest = other,
            _ => return None,
        }
    }
    None
}

/// What follows the syllable that `text` starts with.
fn after_syllable(text: &[u8]) -> &[u8] {
    let is_tail = |byte: &&u8| byte.is_ascii_lowercase() || **byte == SHORT;
    let n_tail = text.iter().skip(1).take_while(is_tail).count();
    text.get(n_tail + 1..).unwrap_or_default()
}

fn is_head(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// Adds a syllable and gives its initial as written.
fn push_capitalised(text: &mut String, syllable: &str) -> u8 {
    let mut initial = 0;
    for c in syllable.chars() {
        let byte = u8::try_from(c).ok().filter(u8::is_ascii_alphanumeric).unwrap_or(b'v');
        let byte = if initial == 0 { byte.to_ascii_uppercase() } else { byte };
        if initial == 0 {
            initial = byte;
        }
        text.push(char::from(byte));
    }
    if syllable.len() == 1 {
        text.push(char::from(SHORT));
    }
    initial
}

/// The readings of one character, without repetition; of a letter or digit only, while the table is
/// not here.
struct Unit {
    syllables: [&'static str; READINGS_MAX],
    n_syllables: usize,
}

impl Unit {
    fn of(c: char, next: Option<char>) -> Self {
        let mut unit = Self { syllables: [""; READINGS_MAX], n_syllables: 0 };
        let c = fold_char(c);
        if c.is_ascii() {
            if let Some(at) = PLAIN.find(c) {
                unit.add(PLAIN.get(at..=at).unwrap_or_default());
            }
            return unit;
        }
        let Some(table) = Table::get() else {
            return unit;
        };
        if (c, next) == ('重', Some('庆')) {
            unit.add("chong");
        }
        if let Some(readings) = usual::usual(c) {
            readings.split(' ').for_each(|syllable| unit.add(syllable));
        } else {
            table.readings_of(c).for_each(|syllable| unit.add(syllable));
        }
        unit
    }

    fn add(&mut self, syllable: &'static str) {
        if self.syllables().contains(&syllable) {
            return;
        }
        if let Some(slot) = self.syllables.get_mut(self.n_syllables) {
            *slot = syllable;
            self.n_syllables += 1;
        }
    }

    fn syllables(&self) -> &[&'static str] {
        self.syllables.get(..self.n_syllables).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;

//! What the user typed, made ready to be looked for. Not here: where it is looked for.

use std::ops::Range;

use memchr::memmem;

use crate::arena::{Row, Step, TextArena};
use crate::fold::{FULL_WIDTH_STEP, fold_char};

/// Longest query that is looked at, in characters; more cannot be in a name of 60.
const CHARS_MAX: usize = 64;

/// A query in the forms that fields are searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// Folded, without outer spaces; inner spaces are single.
    plain: String,
    /// As `plain`, without any space or apostrophe; `None` if nothing is left.
    tight: Option<String>,
}

impl Needle {
    /// `None` if there is nothing to look for: then every customer is shown.
    pub fn new(query: &str) -> Option<Self> {
        let folded: String = query.chars().map(fold_char).filter(|&c| c != '\0').collect();
        let words: Vec<_> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let plain: String = words.join(" ").chars().take(CHARS_MAX).collect();
        let tight: String = plain.chars().filter(|&c| !is_passed_over(c)).collect();
        let tight = (!tight.is_empty()).then_some(tight);
        (!plain.is_empty()).then_some(Self { plain, tight })
    }

    /// The spellings looked for in a name or an address: as typed, then without spaces.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let tight = self.tight.as_deref().filter(|&tight| tight != self.plain);
        std::iter::once(self.plain.as_str()).chain(tight)
    }

    /// The letters and digits to read aloud; `None` if the query is not made of them.
    pub fn keys(&self) -> Option<String> {
        let tight = self.tight.as_deref()?;
        let is_key = |c: char| c.is_ascii_alphanumeric() || c == 'ü';
        tight.chars().all(is_key).then(|| tight.replace('ü', "v"))
    }

    /// What to look for in a licence or a customer code; `None` if they cannot hold it.
    pub fn code(&self) -> Option<&str> {
        self.tight.as_deref().filter(|tight| tight.is_ascii())
    }

    /// What to look for in a phone number; `None` if it cannot hold it.
    pub fn phone(&self) -> Option<String> {
        let digits: String = self.tight.as_deref()?.chars().filter(|&c| c != '-').collect();
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        is_number.then_some(digits)
    }

    /// True if whatever this needle hits, `shorter` hits too: the query has only grown.
    pub fn extends(&self, shorter: &Self) -> bool {
        let tight = |it: &'_ Self| it.tight.clone().unwrap_or_default();
        self.plain.starts_with(&shorter.plain)
            && shorter.tight.is_some()
            && (shorter.phone().is_some() || self.phone().is_none())
            && tight(self).starts_with(&tight(shorter))
    }
}

/// Signs that input methods and users put between syllables.
fn is_passed_over(c: char) -> bool {
    matches!(c, ' ' | '\'' | '’' | '‘')
}

/// Finds a folded needle in texts that are not folded.
#[derive(Debug)]
pub(crate) struct FoldFinder<'n> {
    needle: &'n str,
    anchor: Anchor<'n>,
}

/// The part of a needle by which candidates are found.
#[derive(Debug)]
enum Anchor<'n> {
    /// Characters that are written in one way only, and what comes before them in the needle.
    Exact { finder: Box<memmem::Finder<'n>>, range: Range<usize> },
    /// An ASCII character, which may be in the other case or full-width.
    Letter { lower: u8, upper: u8, full_width: [[u8; FULL_WIDTH_BYTES]; 2] },
}

/// First byte of every full-width letter, digit and sign.
const FULL_WIDTH_LEAD: u8 = 0xEF;
const FULL_WIDTH_BYTES: usize = 3;

impl<'n> FoldFinder<'n> {
    /// `needle` must be folded; an empty one is found nowhere.
    pub(crate) fn new(needle: &'n str) -> Self {
        let lower = needle.bytes().next().unwrap_or_default();
        let upper = lower.to_ascii_uppercase();
        let full_width = [full_width_of(lower), full_width_of(upper)];
        let letter = Anchor::Letter { lower, upper, full_width };
        let exact = longest_exact(needle).and_then(|range| {
            let finder = Box::new(memmem::Finder::new(needle.get(range.clone())?));
            Some(Anchor::Exact { finder, range })
        });
        Self { needle, anchor: exact.unwrap_or(letter) }
    }

    /// Byte offset of the first place where `text` holds the needle.
    pub(crate) fn find_in(&self, text: &str) -> Option<usize> {
        let mut pos = 0;
        loop {
            let at = pos + self.candidate(text.as_bytes().get(pos..)?)?;
            if let Some(start) = self.verify(text, at) {
                return Some(start);
            }
            pos = at + 1;
        }
    }

    /// Calls `on_hit` with each row that holds the needle and the byte offset of the first place.
    pub(crate) fn scan(&self, arena: &TextArena, mut on_hit: impl FnMut(Row, usize)) {
        if self.needle.is_empty() {
            return;
        }
        arena.visit(
            |bytes| self.candidate(bytes),
            |row, text, at| match self.verify(text, at) {
                Some(start) => {
                    on_hit(row, start);
                    Step::NextText
                }
                None => Step::NextHit,
            },
        );
    }

    #[inline]
    fn candidate(&self, bytes: &[u8]) -> Option<usize> {
        match &self.anchor {
            Anchor::Exact { finder, .. } => finder.find(bytes),
            Anchor::Letter { lower, upper, full_width } => {
                let is_one = |&at: &usize| {
                    let rest = bytes.get(at..).unwrap_or_default();
                    rest.first() != Some(&FULL_WIDTH_LEAD)
                        || full_width.iter().any(|form| rest.starts_with(form))
                };
                if lower == upper {
                    memchr::memchr2_iter(*lower, FULL_WIDTH_LEAD, bytes).find(is_one)
                } else {
                    memchr::memchr3_iter(*lower, *upper, FULL_WIDTH_LEAD, bytes).find(is_one)
                }
            }
        }
    }

    /// Where the needle starts, if the candidate at byte `at` is one.
    #[inline]
    fn verify(&self, text: &str, at: usize) -> Option<usize> {
        let Anchor::Exact { range, .. } = &self.anchor else {
            return starts_folded(text.get(at..)?, self.needle).then_some(at);
        };
        if range.len() == self.needle.len() {
            return Some(at);
        }
        let mut start = at;
        let mut before = text.get(..at)?.chars().rev();
        for c in self.needle.get(..range.start)?.chars().rev() {
            let found = before.next().filter(|&found| fold_char(found) == c)?;
            start -= found.len_utf8();
        }
        let after = text.get(at + range.len()..)?;
        starts_folded(after, self.needle.get(range.end..)?).then_some(start)
    }
}

#[inline]
fn starts_folded(text: &str, needle: &str) -> bool {
    let mut chars = text.chars();
    needle.chars().all(|c| chars.next().is_some_and(|found| fold_char(found) == c))
}

/// The bytes of the full-width form of a letter, digit or sign; those of itself for others.
fn full_width_of(ascii: u8) -> [u8; FULL_WIDTH_BYTES] {
    let mut bytes = [ascii; FULL_WIDTH_BYTES];
    let full = u32::from(ascii).checked_add(FULL_WIDTH_STEP).and_then(char::from_u32);
    if let Some(full) = full.filter(|full| full.len_utf8() == FULL_WIDTH_BYTES) {
        full.encode_utf8(&mut bytes);
    }
    bytes
}

/// The longest run of characters of `needle` that are written in one way only.
fn longest_exact(needle: &str) -> Option<Range<usize>> {
    let mut longest = 0..0;
    let mut start = 0;
    for (at, c) in needle.char_indices() {
        let end = at + c.len_utf8();
        if c.is_ascii() {
            start = end;
        } else if end - start > longest.len() {
            longest = start..end;
        }
    }
    (!longest.is_empty()).then_some(longest)
}

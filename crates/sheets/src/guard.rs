//! The guard that keeps a spreadsheet from taking text for a formula: a leading `'`. It is put
//! before text on the way out and taken away on the way in.
//!
//! Source: OURS, after OWASP "CSV injection". A leading `'` is guarded too, so that taking the
//! guard away gives back exactly what was there.

use std::borrow::Cow;

const GUARD: char = '\'';

/// Characters that make a spreadsheet read a formula, and the guard itself.
const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', GUARD];

/// The text as it is written to a file.
///
/// ```
/// use jipan_sheets::guard::guarded;
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("'t 小店"), "''t 小店");
/// assert_eq!(guarded("小店"), "小店");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(GUARDED) {
        Cow::Owned(format!("{GUARD}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as it is written where nothing is taken for a formula: as it is, unless reading it would
/// take something away.
///
/// ```
/// use jipan_sheets::guard::{kept, unguarded};
/// assert_eq!(kept("=1+1"), "=1+1");
/// assert_eq!(kept("'t 小店"), "'t 小店");
/// assert_eq!(unguarded(&kept("'=1+1")), "'=1+1");
/// ```
pub fn kept(text: &str) -> Cow<'_, str> {
    if unguarded(text).len() == text.len() && unwrapped(text).len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("{GUARD}{text}"))
    }
}

/// The text as it was before it was written to a file. A `'` before anything else stays.
///
/// ```
/// use jipan_sheets::guard::unguarded;
/// assert_eq!(unguarded("'=1+1"), "=1+1");
/// assert_eq!(unguarded("'t 小店"), "'t 小店");
/// ```
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix(GUARD) {
        Some(rest) if rest.starts_with(GUARDED) => rest,
        Some(_) | None => text,
    }
}

/// Whether [`unguarded`] takes anything away.
pub fn is_guarded(text: &str) -> bool {
    unguarded(text).len() < text.len()
}

/// What a line of free text says without what other programs put around it so that a spreadsheet
/// takes it for text: `="…"` around all of it, or a leading `'` before a number. Nobody means these.
///
/// ```
/// use jipan_sheets::guard::unwrapped;
/// assert_eq!(unwrapped("=\"晨光\""), "晨光");
/// assert_eq!(unwrapped("'6222 0212 3456 7890"), "6222 0212 3456 7890");
/// assert_eq!(unwrapped("'90后烟酒"), "'90后烟酒");
/// ```
pub fn unwrapped(text: &str) -> &str {
    let is_number = |it: &&str| {
        it.starts_with(|first: char| first.is_ascii_digit())
            && it.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'))
    };
    let number = text.strip_prefix(GUARD).filter(is_number);
    number.or_else(|| quoted(text)).unwrap_or(text)
}

/// What stands in `="…"`, if that is all of the text.
fn quoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('=')?.trim().strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('"')).then(|| inner.trim())
}

/// What a code, a number or a day says without what other programs put around it so that a
/// spreadsheet takes it for text: a leading `'`, or `="…"`. Not for free text ([`unwrapped`]).
///
/// ```
/// use jipan_sheets::guard::bare;
/// assert_eq!(bare("'330382000001"), "330382000001");
/// assert_eq!(bare("=\"330382000001\""), "330382000001");
/// assert_eq!(bare("=A1"), "=A1");
/// ```
pub fn bare(text: &str) -> &str {
    let text = text.trim_start_matches([GUARD, '‘', '’', '｀', '`']);
    quoted(text).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_kept_text_is_guarded_if_reading_it_would_change_it(text in "[='\"0-9 晨]{0,6}") {
            let kept = kept(&text);
            let read = unguarded(&kept);
            let read = if is_guarded(&kept) { read } else { unwrapped(read) };
            prop_assert_eq!(read, &text);
        }

        #[test]
        fn a_guarded_text_comes_back(text in "['=+@\t\r-]{0,3}.{0,5}") {
            let guarded = guarded(&text);
            prop_assert_eq!(unguarded(&guarded), &text);
            let kept = kept(&text);
            prop_assert_eq!(unguarded(&kept), &text);
        }

        #[test]
        fn a_guarded_text_is_no_formula(text in ".{0,5}|['=+@\t\r-]{0,3}.{0,5}") {
            prop_assert!(!guarded(&text).starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}

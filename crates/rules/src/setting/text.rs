//! Slots of rules as text and back: words, digits of a list, decimals. Not here: which slots there are.

use super::RuleFault;

/// The place of a word.
pub(super) fn word_of(words: &[&str], text: &str) -> Result<i64, RuleFault> {
    let found = (0_i64..).zip(words).find(|(_, word)| **word == text);
    found.map(|(idx, _)| idx).ok_or(RuleFault::Unknown)
}

pub(super) fn word_at(words: &[&str], number: i64) -> String {
    let word = usize::try_from(number).ok().and_then(|idx| words.get(idx));
    word.map_or_else(String::new, |word| (*word).to_owned())
}

/// Some of so many by their digits, each at most once, as bits.
pub(super) fn some_of(text: &str, of: u8) -> Result<i64, RuleFault> {
    let bits = |text: &str| {
        text.chars().try_fold(0_u8, |all, digit| {
            let idx = digit.to_digit(10)?.checked_sub(1).filter(|idx| *idx < of.into())?;
            let one = 1_u8.checked_shl(idx)?;
            (all & one == 0).then_some(all | one)
        })
    };
    let bits = if text == "0" { Some(0) } else { bits(text) };
    bits.map(i64::from).ok_or(RuleFault::Unknown)
}

pub(super) fn digits_of(number: i64, of: u8) -> String {
    let is_in = |digit: &u8| {
        let one = 1_i64.checked_shl(u32::from(*digit).saturating_sub(1));
        one.is_some_and(|one| number & one != 0)
    };
    let text: String = (1..=of).filter(is_in).map(|digit| digit.to_string()).collect();
    if text.is_empty() { "0".to_owned() } else { text }
}

/// A number of hundredths and the like, without zeros at its end.
pub(super) fn decimal(number: i64, decimals: usize) -> String {
    let width = decimals.saturating_add(1);
    let digits = format!("{number:0width$}");
    let at = digits.len().saturating_sub(decimals);
    let (whole, rest) = digits.split_at_checked(at).unwrap_or((&digits, ""));
    match rest.trim_end_matches('0') {
        "" => whole.to_owned(),
        rest => format!("{whole}.{rest}"),
    }
}

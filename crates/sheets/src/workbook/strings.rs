//! Texts that cells share, once each, one after another. Not here: which cell has which.

use jipan_book::sheet::SheetError;

use super::xml::{Node, Xml};

/// A text of a cell may have so many bytes. A spreadsheet takes 32,767 characters.
pub(super) const TEXT_BYTES_MAX: usize = 1 << 20;

/// Shared texts by number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// The text of a number; empty when there is none.
    pub fn get(&self, number: u32) -> &str {
        let idx = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(end) = self.ends.get(idx) else { return "" };
        let start = idx.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or(&0);
        let [start, end] = [start, end].map(|it| usize::try_from(*it).unwrap_or(usize::MAX));
        self.text.get(start..end).unwrap_or_default()
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

/// The part of shared texts, being read.
#[derive(Debug)]
pub(super) struct StringsReader {
    xml: Xml,
    strings: Strings,
    text: String,
}

impl StringsReader {
    pub(super) fn new(xml: Xml) -> Self {
        Self { xml, strings: Strings::default(), text: String::new() }
    }

    /// Number of bytes that were read.
    pub(super) fn position(&self) -> u64 {
        self.xml.position()
    }

    /// Reads about so many bytes more; whether that was all.
    ///
    /// # Errors
    /// When the part is damaged or its texts are more than `text_bytes_max`.
    pub(super) fn step(&mut self, n_bytes: u64, text_bytes_max: u32) -> Result<bool, SheetError> {
        let until = self.xml.position().saturating_add(n_bytes);
        while self.xml.position() < until {
            match self.xml.next()? {
                Node::Open(tag) if tag.name() == "si" => {
                    self.text.clear();
                    rich_text_into(&mut self.xml, &mut self.text)?;
                    self.strings.push(&self.text);
                    check_text(&self.strings.text, text_bytes_max)?;
                }
                Node::End => return Ok(true),
                Node::Open(_) | Node::Close | Node::Text(_) | Node::Other => {}
            }
        }
        Ok(false)
    }

    /// What was read.
    pub(super) fn finish(self) -> Strings {
        self.strings
    }
}

/// Whether texts are within their limit.
pub(super) fn check_text(text: &str, bytes_max: u32) -> Result<(), SheetError> {
    let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let bytes_max = u64::from(bytes_max);
    if bytes > bytes_max {
        return Err(SheetError::UnpacksTooLarge { bytes, bytes_max });
    }
    Ok(())
}

/// Appends the text of the element that was opened last: one text, or several with their looks.
/// How it is spoken (`rPh`) is left out.
pub(super) fn rich_text_into(xml: &mut Xml, into: &mut String) -> Result<(), SheetError> {
    let outside = xml.depth().saturating_sub(1);
    let start = into.len();
    while xml.depth() > outside {
        let (is_text, is_spoken) = match xml.next()? {
            Node::Open(tag) => (tag.name() == "t", tag.name() == "rPh"),
            Node::End => return Err(SheetError::Damaged),
            Node::Close | Node::Text(_) | Node::Other => (false, false),
        };
        if is_text {
            xml.text_into(into)?;
        } else if is_spoken {
            xml.skip()?;
        }
        if into.len().saturating_sub(start) > TEXT_BYTES_MAX {
            return Err(SheetError::Damaged);
        }
    }
    unescape(into, start);
    Ok(())
}

/// Turns `_x000D_` into the character that it stands for, from an offset on.
///
/// Source: ECMA-376 part 1 §22.9.2.19, `ST_Xstring`.
pub(super) fn unescape(text: &mut String, start: usize) {
    let Some(escaped) = text.get(start..).filter(|it| it.contains("_x")) else { return };
    let mut plain = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let code = code.filter(|it| it.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let code = code.and_then(|it| u32::from_str_radix(it, 16).ok());
        if let Some(character) = code.and_then(char::from_u32) {
            plain.push(character);
            rest = after.get(5..).unwrap_or_default();
        } else {
            plain.push_str("_x");
            rest = after;
        }
    }
    plain.push_str(rest);
    text.truncate(start);
    text.push_str(&plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(text: &str) -> String {
        let mut out = format!("_x0041_{text}");
        unescape(&mut out, 7);
        out.split_off(7)
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_found_again() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("_x0001__x4E00_"), "\u{1}一");
    }

    #[test]
    fn what_only_looks_like_an_escape_stays() {
        for text in ["_x", "_x000D", "_x00G1_", "_xD800_", "max_x店_", "_x_x_x"] {
            assert_eq!(unescaped(text), text);
        }
    }
}

//! Which encoding a file is in, and the text of its cells. Not here: cells and records, which are
//! found in the bytes themselves: in UTF-8 and GB18030 the bytes of delimiters, quotes and line
//! ends never occur inside another character, so a file is never decoded as a whole.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, GB18030};
use jipan_book::sheet::{Encoding, SheetError};

/// The byte order mark of UTF-8.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// First bytes of an OLE2 file: XLS, or a workbook behind a password.
const OLE2: &[u8] = b"\xD0\xCF\x11\xE0";

/// How web pages and other XML files begin. Many programs write a page and call it `.xls`.
const PAGES: [&[u8]; 9] = [
    b"<html",
    b"<!doctype",
    b"<?xml",
    b"<table",
    b"<head",
    b"<meta",
    b"<style",
    b"<body",
    b"mime-version",
];

/// Decides the encoding of a file: UTF-8 when it says so or when all of it is, else GB18030. When
/// it is damaged, so that neither fits, the one with fewer damaged places, and UTF-8 if equal.
///
/// # Errors
/// When the file is empty, a workbook, a web page, UTF-16, or not text at all.
///
/// ```
/// use jipan_book::sheet::Encoding;
/// use jipan_sheets::decode::encoding_of;
///
/// assert_eq!(encoding_of("店铺".as_bytes()), Ok(Encoding::Utf8));
/// assert_eq!(encoding_of(b"\xB5\xEA\xC6\xCC"), Ok(Encoding::Gb18030));
/// ```
pub fn encoding_of(bytes: &[u8]) -> Result<Encoding, SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if is_zip(bytes) {
        return Err(SheetError::Workbook);
    }
    if bytes.starts_with(OLE2) {
        return Err(if is_encrypted(bytes) { SheetError::Encrypted } else { SheetError::Workbook });
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(SheetError::Utf16);
    }
    if bytes.contains(&0) {
        return Err(SheetError::NotText);
    }
    if is_page(bytes) {
        return Err(SheetError::WebPage);
    }
    if bytes.starts_with(BOM) {
        return Ok(Encoding::Utf8Bom);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(Encoding::Utf8);
    }
    let n_utf8 = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let n_gb18030 = n_malformed_gb18030(bytes, n_utf8);
    Ok(if n_gb18030 < n_utf8 { Encoding::Gb18030 } else { Encoding::Utf8 })
}

/// A file in UTF-16 with a byte order mark, which spreadsheets call "Unicode text", as UTF-8 with one;
/// `None` for any other file.
///
/// # Errors
/// When it is damaged.
pub fn utf8_of_utf16(bytes: &[u8]) -> Result<Option<Vec<u8>>, SheetError> {
    let read: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return Ok(None),
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(SheetError::Utf16);
    }
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| read(*pair))) {
        text.push(character.map_err(|_lone| SheetError::Utf16)?);
    }
    Ok(Some(text.into_bytes()))
}

/// Whether a file is a ZIP file: an XLSX workbook, if anything.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether an OLE2 file holds a workbook behind a password: its directory says so, in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|it| it == name)
}

fn is_page(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(BOM).unwrap_or(bytes).trim_ascii_start();
    PAGES
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)))
}

/// Number of places that are not GB18030; counted up to `n_max`.
fn n_malformed_gb18030(bytes: &[u8], n_max: usize) -> usize {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut scratch = [0_u8; 4096];
    let mut rest = bytes;
    let mut n = 0;
    while n < n_max {
        let (result, n_read, _) =
            decoder.decode_to_utf8_without_replacement(rest, &mut scratch, true);
        rest = rest.get(n_read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => n += 1,
        }
    }
    n
}

/// The text of one cell; `None` when its bytes are no characters of the encoding.
pub fn text_of(cell: &[u8], encoding: Encoding) -> Option<Cow<'_, str>> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => std::str::from_utf8(cell).ok().map(Cow::Borrowed),
        Encoding::Gb18030 => GB18030.decode_without_bom_handling_and_without_replacement(cell),
    }
}

/// The text of one cell, with a sign of replacement where bytes are no characters.
pub fn lossy_text_of(cell: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => String::from_utf8_lossy(cell),
        Encoding::Gb18030 => GB18030.decode_without_bom_handling(cell).0,
    }
}

/// The bytes of a text in the encoding. GB18030 has all of Unicode.
pub fn bytes_of(text: &str, encoding: Encoding) -> Cow<'_, [u8]> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => Cow::Borrowed(text.as_bytes()),
        Encoding::Gb18030 => GB18030.encode(text).0,
    }
}

/// What a cell says: without outer spaces (also U+3000), byte order marks and formula guard.
///
/// ```
/// assert_eq!(jipan_sheets::decode::clean("　 '=1+1 "), "=1+1");
/// ```
pub fn clean(cell: &str) -> &str {
    crate::guard::unguarded(trimmed(cell))
}

/// The same with its formula guard.
pub fn trimmed(cell: &str) -> &str {
    let is_outer =
        |character: char| character.is_whitespace() || matches!(character, '\u{FEFF}' | '\u{200B}');
    cell.trim_matches(is_outer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_kind_is_named() {
        assert_eq!(encoding_of(b""), Err(SheetError::Empty));
        assert_eq!(encoding_of(b"PK\x03\x04rest"), Err(SheetError::Workbook));
        assert_eq!(encoding_of(b"\xD0\xCF\x11\xE0rest"), Err(SheetError::Workbook));
        assert_eq!(encoding_of(b"\r\n<HTML><table>"), Err(SheetError::WebPage));
        let mut protected = b"\xD0\xCF\x11\xE0".to_vec();
        protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(encoding_of(&protected), Err(SheetError::Encrypted));
        assert_eq!(encoding_of(b"\xFF\xFEa\x00"), Err(SheetError::Utf16));
        assert_eq!(encoding_of(b"a\x00b"), Err(SheetError::NotText));
    }

    #[test]
    fn one_damaged_byte_does_not_make_a_utf8_file_another_encoding() {
        let mut bytes = "客户代码,店铺名称\n1,晨光便利店\n2,阿刘饭店\n".as_bytes().to_vec();
        bytes.extend_from_slice(b"3,\xFF\n");
        assert_eq!(encoding_of(&bytes), Ok(Encoding::Utf8));
    }

    #[test]
    fn one_damaged_byte_does_not_make_a_gb18030_file_another_encoding() {
        let mut bytes = GB18030.encode("客户代码,店铺名称\n1,晨光便利店\n").0.into_owned();
        bytes.extend_from_slice(b"3,\xFF\n");
        assert_eq!(encoding_of(&bytes), Ok(Encoding::Gb18030));
    }

    #[test]
    fn characters_outside_gbk_go_through_gb18030() {
        for text in ["㐂乐", "𠮷祥", "😀", "€"] {
            let bytes = bytes_of(text, Encoding::Gb18030);
            assert_eq!(text_of(&bytes, Encoding::Gb18030).as_deref(), Some(text));
        }
    }
}

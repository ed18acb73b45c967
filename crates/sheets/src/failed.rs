//! The records that did not come in, as a file of the same format: same encoding, delimiter and
//! line ends, every record byte for byte as it was, and a last column with the reason. The user
//! corrects it and imports it again. Not here: the words of the reasons.

use jipan_book::sheet::Encoding;

use crate::decode::{BOM, bytes_of};
use crate::guard::guarded;
use crate::open::OpenFile;
use crate::records::{Shape, Span};
use crate::write::push_cell;

/// Media type of the file.
pub fn mime_of(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => "text/csv;charset=utf-8",
        Encoding::Gb18030 => "text/csv;charset=gb18030",
    }
}

/// Name of the file: that of the open one with the heading of the reasons.
///
/// ```
/// assert_eq!(jipan_sheets::failed::name_of("shops.csv", "原因"), "shops-原因.csv");
/// ```
pub fn name_of(file_name: &str, reason_heading: &str) -> String {
    let is_allowed =
        |character: &char| !character.is_control() && !"/\\:*?\"<>|".contains(*character);
    let heading: String = reason_heading.chars().filter(is_allowed).collect();
    match file_name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem}-{heading}.{extension}"),
        Some(_) | None => format!("{file_name}-{heading}.csv"),
    }
}

/// Writes the records of these numbers with their reasons. A number that the file does not have
/// is left out. When the open file already is such a file, its old reasons are replaced.
pub fn write(file: &OpenFile, rows: &[(u32, String)], reason_heading: &str) -> Vec<u8> {
    let has_old_reasons =
        file.headings.len() > 1 && file.headings.last().is_some_and(|last| last == reason_heading);
    let mut out = match file.encoding {
        Encoding::Utf8Bom => BOM.to_vec(),
        Encoding::Utf8 | Encoding::Gb18030 => Vec::new(),
    };
    push_record(&mut out, file, file.index.header, reason_heading, has_old_reasons);
    for (number, reason) in rows {
        if let Some(span) = file.index.find(*number) {
            push_record(&mut out, file, span, &guarded(reason), has_old_reasons);
        }
    }
    out
}

fn push_record(out: &mut Vec<u8>, file: &OpenFile, span: Span, reason: &str, has_old_reason: bool) {
    let delimiter = file.index.delimiter_byte();
    let record = span.of(&file.bytes);
    let shape = Shape::of(record, delimiter);
    let is_replaced = has_old_reason && shape.n_cells >= file.headings.len();
    let kept = if is_replaced { record.get(..shape.last_delimiter) } else { Some(record) };

    out.extend_from_slice(kept.unwrap_or_default());
    if shape.is_unclosed && !is_replaced {
        out.push(b'"');
    }
    let n_kept = if is_replaced { shape.n_cells.saturating_sub(1) } else { shape.n_cells };
    let n_expected = file.headings.len().saturating_sub(usize::from(has_old_reason));
    // A record that is too short gets blank cells, so that its reason stands under its heading.
    for _ in n_kept..=n_expected.max(n_kept) {
        out.push(delimiter);
    }
    push_cell(out, &bytes_of(reason, file.encoding), delimiter);
    out.extend_from_slice(file.index.line_end.bytes());
}

//! Cells as bytes of a CSV file. By hand, not by the csv crate: cells may be in GB18030 and stand
//! beside records copied as they are, and nothing here can fail.

use std::borrow::Cow;

/// Appends one cell, quoted where it must be.
pub(crate) fn push_cell(out: &mut Vec<u8>, cell: &[u8], delimiter: u8) {
    out.extend_from_slice(&quoted(cell, delimiter));
}

/// The cell, in quotes when it holds a delimiter, a quote, a line end or outer spaces.
fn quoted(cell: &[u8], delimiter: u8) -> Cow<'_, [u8]> {
    let is_special = |byte: &u8| *byte == delimiter || matches!(*byte, b'"' | b'\r' | b'\n');
    if !cell.iter().any(is_special) && cell.trim_ascii().len() == cell.len() {
        return Cow::Borrowed(cell);
    }
    let mut out = Vec::with_capacity(cell.len().saturating_add(2));
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_read_as_they_were_written(
            cells in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..8), 1..6),
            delimiter in prop::sample::select(b",\t;".to_vec()),
        ) {
            let mut bytes = b"\n".to_vec(); // An empty line, so that no cell is a byte order mark.
            for (idx, cell) in cells.iter().enumerate() {
                if idx > 0 {
                    bytes.push(delimiter);
                }
                push_cell(&mut bytes, cell, delimiter);
            }
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .has_headers(false)
                .from_reader(bytes.as_slice());
            let record = reader.byte_records().next().unwrap().unwrap();
            prop_assert_eq!(record.iter().map(<[u8]>::to_vec).collect::<Vec<_>>(), cells);
        }
    }
}

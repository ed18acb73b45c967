//! Backups: any bytes as a file, read the same in pieces of any length; or any rows, written, read
//! and written again, which reaches what lies behind the checksums.
#![no_main]

use jipan_store::backup::{Backup, Head, Packing, Reader, Summary, Writer};
use jipan_store::{ColdKey, HotKey, LAYOUT_NEWEST, Place, Row, Scope, Stored, seal};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok((head, n)) = Head::decode(bytes) {
        assert_eq!(Head::decode(&head.encode()), Ok((head.clone(), n)), "a head is written back");
        if head.lock.is_none() && head.packing == Packing::Plain {
            content(bytes.get(n..).unwrap_or_default(), 7);
        }
        return;
    }
    let Some((piece, rest)) = bytes.split_first() else { return };
    if piece & 1 == 0 {
        content(rest, usize::from(piece >> 1).max(1));
    } else {
        content(&written(rest), usize::from(piece >> 1).max(1));
    }
});

/// Reads a content whole and in pieces; what can be read is written as it was.
fn content(bytes: &[u8], piece: usize) {
    let whole = read(bytes, bytes.len().max(1));
    assert_eq!(read(bytes, piece), whole, "the same in pieces");
    let Some(backup) = whole else { return };
    let Backup { summary, rows } = &backup;
    let mut writer = Writer::new(summary, |_, _| true);
    let mut n_kept = 0;
    for row in rows {
        n_kept += 1;
        writer.take(row.clone());
    }
    let Ok(ended) = writer.finish() else { panic!("what was read cannot be written") };
    assert_eq!(ended.n_left_out, 0, "every row that was read is sound");
    // Of the writings of one page the newest goes in.
    assert!(ended.n_rows <= n_kept);
    let again = read(&writer.drain(), 4096);
    assert!(again.is_some_and(|again| again.summary == *summary));
}

fn read(bytes: &[u8], piece: usize) -> Option<Backup> {
    let mut reader = Reader::new();
    for piece in bytes.chunks(piece) {
        reader.push(piece).ok()?;
    }
    reader.finish().ok()
}

/// A content of rows that the bytes spell, in the order of their places.
fn written(bytes: &[u8]) -> Vec<u8> {
    let summary = Summary {
        created_at_millis: u64::from(bytes.first().copied().unwrap_or_default()),
        n_customers: 2,
        app: String::from_utf8_lossy(bytes.get(..20).unwrap_or_default()).into_owned(),
    };
    let mut rows: Vec<(u8, &[u8])> = bytes
        .split(|byte| *byte == 0)
        .filter_map(|it| it.split_first().map(|(kind, rest)| (kind % 6, rest)))
        .collect();
    rows.sort_by_key(|(kind, _)| *kind);
    let mut writer = Writer::new(&summary, |_, payload| payload.len().is_multiple_of(2));
    for (kind, payload) in &rows {
        writer.take(row(*kind, payload));
    }
    let Ok(ended) = writer.finish() else { panic!("rows of this layout cannot be written") };
    let content = writer.drain();
    let read = read(&content, content.len());
    let n_read = read.map(|it| it.rows.len());
    assert_eq!(n_read.and_then(|n| u64::try_from(n).ok()), Some(ended.n_rows));
    content
}

fn row(kind: u8, payload: &[u8]) -> Row {
    let text = || String::from_utf8_lossy(payload.get(..4).unwrap_or_default()).into_owned();
    let number = payload.first().copied().unwrap_or_default();
    let place = match kind {
        0 => Place::Log(number.into()),
        1 => Place::Hot(HotKey {
            scope: Scope::new(text()),
            kind: number,
            page: (number / 2).into(),
            generation: number.into(),
        }),
        2 => Place::Cold(ColdKey {
            scope: Scope::new(text()),
            customer: [number; 16],
            segment: number.into(),
        }),
        3 => Place::Meta(text()),
        4 => Place::Draft(text()),
        _ => {
            let stored = Stored::Text(String::from_utf8_lossy(payload).into_owned());
            return Row { place: Place::Setting(text()), stored };
        }
    };
    Row { place, stored: Stored::Bytes(seal::seal(LAYOUT_NEWEST, payload)) }
}

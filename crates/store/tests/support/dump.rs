//! Rows of a store as one file, for fixtures: store, key and stored bytes, in plain order. Not
//! here: what the rows mean.
#![expect(clippy::unwrap_used, reason = "a fixture that does not read is a failed test")]

use jipan_store::{ColdKey, HotKey, Place, Row, Scope, Stored};

/// The rows in a dump: each `store u8 | key | value`; texts and bytes lead with their length,
/// numbers are little endian.
pub(crate) fn rows_of(mut dump: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    while !dump.is_empty() {
        let place = match byte(&mut dump) {
            0 => Place::Meta(text(&mut dump)),
            1 => Place::Log(u64::from_le_bytes(array(&mut dump))),
            2 => Place::Hot(HotKey {
                scope: Scope::new(text(&mut dump)),
                kind: byte(&mut dump),
                page: number(&mut dump),
                generation: number(&mut dump),
            }),
            3 => Place::Cold(ColdKey {
                scope: Scope::new(text(&mut dump)),
                customer: array(&mut dump),
                segment: number(&mut dump),
            }),
            4 => Place::Draft(text(&mut dump)),
            5 => Place::Setting(text(&mut dump)),
            other => Place::Strange { store: other.to_string(), key: String::new() },
        };
        let stored = match byte(&mut dump) {
            0 => Stored::Bytes(bytes(&mut dump)),
            _ => Stored::Text(text(&mut dump)),
        };
        rows.push(Row { place, stored });
    }
    rows
}

fn array<const N: usize>(dump: &mut &[u8]) -> [u8; N] {
    let (taken, rest) = dump.split_first_chunk::<N>().unwrap();
    *dump = rest;
    *taken
}

fn byte(dump: &mut &[u8]) -> u8 {
    u8::from_le_bytes(array(dump))
}

fn number(dump: &mut &[u8]) -> u32 {
    u32::from_le_bytes(array(dump))
}

fn bytes(dump: &mut &[u8]) -> Vec<u8> {
    let n_bytes = number(dump);
    let (taken, rest) = dump.split_at(n_bytes.try_into().unwrap());
    *dump = rest;
    taken.to_vec()
}

fn text(dump: &mut &[u8]) -> String {
    String::from_utf8(bytes(dump)).unwrap()
}

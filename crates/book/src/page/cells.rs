//! The cells of one column of a page. Not here: where they go.

use std::ops::Range;

use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::{Datelike as _, NaiveDate};

use super::PageError;
use super::bytes::{In, Out};
use crate::arena::{Row, TextArena};
use crate::columns::{Column, ColumnKind, NO_CODE, NO_DAY, NO_NUMBER, WordColumn};
use crate::hash::FixedMap;

/// Ends a text.
const SEPARATOR: u8 = 0;

/// The cells of one column, checked, still where they were read.
pub(super) enum Cells<'a> {
    Texts(&'a str),
    Words { words: Vec<&'a str>, cells: &'a [[u8; 2]] },
    Codes { kind: ColumnKind, cells: &'a [u8] },
    Days(&'a [[u8; 4]]),
    Numbers { kind: ColumnKind, cells: Numbers<'a> },
}

/// Numbers in as few bytes as all of them need; the least of each width is none.
#[derive(Clone, Copy)]
pub(super) enum Numbers<'a> {
    Two(&'a [[u8; 2]]),
    Four(&'a [[u8; 4]]),
    Eight(&'a [[u8; 8]]),
}

impl Numbers<'_> {
    fn get(self, idx: usize) -> Option<i64> {
        let n = match self {
            Self::Two(cells) => widen_2(*cells.get(idx)?),
            Self::Four(cells) => widen_4(*cells.get(idx)?),
            Self::Eight(cells) => i64::from_le_bytes(*cells.get(idx)?),
        };
        (n != NO_NUMBER).then_some(n)
    }

    fn extend(self, column: &mut Vec<i64>) {
        match self {
            Self::Two(cells) => column.extend(cells.iter().map(|cell| widen_2(*cell))),
            Self::Four(cells) => column.extend(cells.iter().map(|cell| widen_4(*cell))),
            Self::Eight(cells) => column.extend(cells.iter().map(|cell| i64::from_le_bytes(*cell))),
        }
    }
}

fn widen_2(cell: [u8; 2]) -> i64 {
    let n = i16::from_le_bytes(cell);
    if n == i16::MIN { NO_NUMBER } else { i64::from(n) }
}

fn widen_4(cell: [u8; 4]) -> i64 {
    let n = i32::from_le_bytes(cell);
    if n == i32::MIN { NO_NUMBER } else { i64::from(n) }
}

/// Writes the texts of some rows.
pub(super) fn write_texts(out: &mut Out, texts: &TextArena, rows: &Range<u32>) {
    let block = texts.block(Row(rows.start), Row(rows.end));
    out.raw(block.as_bytes());
    let held = Row::at(texts.len()).0.clamp(rows.start, rows.end);
    for _ in held..rows.end {
        out.raw(&[SEPARATOR]);
    }
}

/// Writes the cells of some rows.
pub(super) fn write(out: &mut Out, column: &Column, rows: &Range<u32>) {
    let rows_idx = Row(rows.start).idx()..Row(rows.end).idx();
    match column {
        Column::Texts(texts) => write_texts(out, texts, rows),
        Column::Words(words) => write_words(out, words, rows),
        Column::Choices(cells) | Column::YesNos(cells) => {
            rows_idx.for_each(|idx| out.raw(&[cells.get(idx).copied().unwrap_or(NO_CODE)]));
        }
        Column::Days(cells) => rows_idx.for_each(|idx| {
            out.raw(&cells.get(idx).copied().unwrap_or(NO_DAY).to_le_bytes());
        }),
        Column::Integers(cells) | Column::Amounts(cells) => write_numbers(out, cells, rows_idx),
    }
}

fn write_words(out: &mut Out, words: &WordColumn, rows: &Range<u32>) {
    let mut local: FixedMap<u32, ()> = FixedMap::default();
    let cells: Vec<u16> = rows
        .clone()
        .map(|row| match words.word_idx(Row(row)) {
            None => 0,
            Some(word_idx) => u16::try_from(local.insert_full(word_idx, ()).0 + 1).unwrap_or(0),
        })
        .collect();
    out.u16(u16::try_from(local.len()).unwrap_or(u16::MAX));
    out.sized(|out| {
        for word_idx in local.keys() {
            out.raw(words.word(*word_idx).unwrap_or_default().as_bytes());
            out.raw(&[SEPARATOR]);
        }
    });
    for cell in cells {
        out.u16(cell);
    }
}

fn write_numbers(out: &mut Out, cells: &[i64], rows: Range<usize>) {
    let numbers = || rows.clone().map(|idx| cells.get(idx).copied().unwrap_or(NO_NUMBER));
    let fits =
        |least: i64, most: i64| numbers().all(|n| n == NO_NUMBER || (n > least && n <= most));
    if fits(i64::from(i16::MIN), i64::from(i16::MAX)) {
        out.raw(&[2]);
        numbers().for_each(|n| out.raw(&i16::try_from(n).unwrap_or(i16::MIN).to_le_bytes()));
    } else if fits(i64::from(i32::MIN), i64::from(i32::MAX)) {
        out.raw(&[4]);
        numbers().for_each(|n| out.raw(&i32::try_from(n).unwrap_or(i32::MIN).to_le_bytes()));
    } else {
        out.raw(&[8]);
        numbers().for_each(|n| out.raw(&n.to_le_bytes()));
    }
}

impl<'a> Cells<'a> {
    /// Reads and checks the cells of `n` rows.
    pub(super) fn read(kind: u8, mut from: In<'a>, n: usize) -> Result<Self, PageError> {
        let kind = ColumnKind::of_code(kind).ok_or_else(|| from.damaged())?;
        let cells = match kind {
            ColumnKind::Texts => return texts(from, n).map(Self::Texts),
            ColumnKind::Words => {
                let n_words = usize::from(from.u16()?);
                let words = texts(from.sized()?, n_words)?;
                let words: Vec<&str> = words.split_terminator('\0').collect();
                let cells = chunks(from.records(n, 2)?);
                let is_word = |cell: &[u8; 2]| usize::from(u16::from_le_bytes(*cell)) <= n_words;
                if !cells.iter().all(is_word) || words.iter().any(|word| word.is_empty()) {
                    return Err(from.damaged());
                }
                Self::Words { words, cells }
            }
            ColumnKind::Choices => Self::Codes { kind, cells: from.take(n)? },
            ColumnKind::YesNos => {
                let cells = from.take(n)?;
                if !cells.iter().all(|&code| code <= 1 || code == NO_CODE) {
                    return Err(from.damaged());
                }
                Self::Codes { kind, cells }
            }
            ColumnKind::Days => {
                let cells = chunks(from.records(n, 4)?);
                let (least, most) =
                    (NaiveDate::MIN.num_days_from_ce(), NaiveDate::MAX.num_days_from_ce());
                let is_day = |day: i32| day == NO_DAY || (least..=most).contains(&day);
                if !cells.iter().all(|cell| is_day(i32::from_le_bytes(*cell))) {
                    return Err(from.damaged());
                }
                Self::Days(cells)
            }
            ColumnKind::Integers | ColumnKind::Amounts => {
                let cells = match from.u8()? {
                    2 => Numbers::Two(chunks(from.records(n, 2)?)),
                    4 => Numbers::Four(chunks(from.records(n, 4)?)),
                    8 => Numbers::Eight(chunks(from.records(n, 8)?)),
                    _ => return Err(from.damaged()),
                };
                Self::Numbers { kind, cells }
            }
        };
        from.end()?;
        Ok(cells)
    }

    /// Copies all cells to the end of a column of the same kind, of which `from` rows are before;
    /// false if the column is of another kind.
    pub(super) fn append(&self, column: &mut Column, from: usize) -> bool {
        match (self, column) {
            (Self::Texts(block), Column::Texts(texts)) => append_texts(block, texts, from),
            (Self::Words { words, cells }, Column::Words(column)) => {
                let global: Vec<u32> = words.iter().map(|word| column.intern(word)).collect();
                let cells = cells.iter().map(|cell| {
                    let place = usize::from(u16::from_le_bytes(*cell)).checked_sub(1);
                    place.and_then(|place| global.get(place)).copied().unwrap_or(0)
                });
                column.extend_cells(from, cells);
            }
            (Self::Codes { kind: ColumnKind::Choices, cells }, Column::Choices(column))
            | (Self::Codes { kind: ColumnKind::YesNos, cells }, Column::YesNos(column)) => {
                column.resize(from, NO_CODE);
                column.extend_from_slice(cells);
            }
            (Self::Days(cells), Column::Days(column)) => {
                column.resize(from, NO_DAY);
                column.extend(cells.iter().map(|cell| i32::from_le_bytes(*cell)));
            }
            (Self::Numbers { kind: ColumnKind::Integers, cells }, Column::Integers(column))
            | (Self::Numbers { kind: ColumnKind::Amounts, cells }, Column::Amounts(column)) => {
                column.resize(from, NO_NUMBER);
                cells.extend(column);
            }
            _ => return false,
        }
        true
    }

    /// The values one by one, for a column that is now of another kind.
    pub(super) fn values(&self, n: usize) -> Vec<Option<Value>> {
        if let Self::Texts(block) = self {
            let texts = block.split_terminator('\0');
            return texts
                .map(|text| (!text.is_empty()).then(|| Value::Text(text.into())))
                .collect();
        }
        (0..n).map(|idx| self.value(idx)).collect()
    }

    fn value(&self, idx: usize) -> Option<Value> {
        match self {
            Self::Texts(_) => None,
            Self::Words { words, cells } => {
                let place = usize::from(u16::from_le_bytes(*cells.get(idx)?)).checked_sub(1)?;
                words.get(place).map(|word| Value::Text((*word).into()))
            }
            Self::Codes { kind, cells } => {
                let code = *cells.get(idx).filter(|&&code| code != NO_CODE)?;
                let is_choice = *kind == ColumnKind::Choices;
                Some(if is_choice { Value::Choice(code) } else { Value::YesNo(code == 1) })
            }
            Self::Days(cells) => {
                let day = i32::from_le_bytes(*cells.get(idx)?);
                NaiveDate::from_num_days_from_ce_opt(day).map(Value::Date)
            }
            Self::Numbers { kind, cells } => {
                let n = cells.get(idx)?;
                let is_integer = *kind == ColumnKind::Integers;
                Some(if is_integer { Value::Integer(n) } else { Value::Amount(Money::from_fen(n)) })
            }
        }
    }
}

/// Copies texts to the end of an arena of which `from` rows are before.
pub(super) fn append_texts(block: &str, texts: &mut TextArena, from: usize) {
    while texts.len() < from {
        texts.push("");
    }
    texts.push_block(block);
}

/// All that is left as `n` texts, each ended by a separator.
fn texts(from: In<'_>, n: usize) -> Result<&str, PageError> {
    let bytes = from.rest();
    let n_ends = memchr::memchr_iter(SEPARATOR, bytes).count();
    if n_ends != n || bytes.last().is_some_and(|&last| last != SEPARATOR) {
        return Err(from.damaged());
    }
    simdutf8::basic::from_utf8(bytes).ok().ok_or_else(|| from.damaged())
}

/// Bytes as records of a fixed size; what is left over is dropped.
fn chunks<const N: usize>(bytes: &[u8]) -> &[[u8; N]] {
    bytes.as_chunks().0
}

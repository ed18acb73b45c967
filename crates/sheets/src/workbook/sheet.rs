//! The part of one sheet, read a piece at a time into a table, with its merged cells. What the part
//! says of its own extent is not believed. Not here: what is a heading.

use jipan_book::sheet::SheetError;

use super::merged::Region;
use super::strings::{TEXT_BYTES_MAX, rich_text_into, unescape};
use super::table::{Kind, Table, TableLimits};
use super::xml::{Node, Tag, Xml};

/// Rows of a spreadsheet.
const ROWS_MAX: u32 = 1_048_576;

/// Columns of a spreadsheet.
const COLUMNS_MAX: u32 = 16_384;

/// Merged regions that are minded.
const N_REGIONS_MAX: usize = 100_000;

/// What a sheet may hold at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetLimits {
    pub(super) table: TableLimits,
    /// Named when a sheet has more columns than there can be.
    pub(super) n_columns_max: u32,
}

/// A sheet that is being read.
#[derive(Debug)]
pub(super) struct SheetReader {
    xml: Xml,
    looks: Vec<u16>,
    n_strings: usize,
    limits: SheetLimits,
    table: Table,
    regions: Vec<Region>,
    /// Number of the row that is being read or was read last.
    row: u32,
    is_in_data: bool,
    text: String,
    formula: String,
}

/// What the attributes of a cell say.
#[derive(Debug, Clone, Copy)]
struct Said {
    column: u32,
    format: u16,
    kind: Type,
}

/// How the value of a cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Text,
    Boolean,
    Fault,
}

impl SheetReader {
    /// Begins to read. `looks` gives for each look of a cell its number format.
    pub(super) fn new(xml: Xml, looks: Vec<u16>, n_strings: usize, limits: SheetLimits) -> Self {
        Self {
            xml,
            looks,
            n_strings,
            limits,
            table: Table::default(),
            regions: Vec::new(),
            row: 0,
            is_in_data: false,
            text: String::new(),
            formula: String::new(),
        }
    }

    /// Number of bytes that were read.
    pub(super) fn position(&self) -> u64 {
        self.xml.position()
    }

    /// Number of rows that were found.
    pub(super) fn n_rows(&self) -> usize {
        self.table.n_rows()
    }

    /// What was read.
    pub(super) fn finish(self) -> (Table, Vec<Region>) {
        (self.table, self.regions)
    }

    /// Reads about so many bytes more, up to the end of a row; whether that was all.
    ///
    /// # Errors
    /// When the sheet is damaged or beyond the limits.
    pub(super) fn step(&mut self, n_bytes: u64) -> Result<bool, SheetError> {
        let until = self.xml.position().saturating_add(n_bytes);
        while self.xml.position() < until {
            let found = match self.xml.next()? {
                Node::Open(tag) => found_in(&tag, self.is_in_data)?,
                Node::Close => Found::End,
                Node::End => return self.sorted().map(|()| true),
                Node::Text(_) | Node::Other => Found::Nothing,
            };
            match found {
                Found::DataStart => self.is_in_data = true,
                Found::End => self.is_in_data = self.is_in_data && self.xml.depth() > 1,
                Found::Row(number) => self.read_row(number)?,
                Found::Merged(region) if self.regions.len() < N_REGIONS_MAX => {
                    self.regions.push(region);
                }
                Found::Merged(_) | Found::Nothing => {}
                Found::Foreign => return Err(SheetError::Damaged),
            }
        }
        Ok(false)
    }

    /// Rows stand in their order, or the file is not what a spreadsheet wrote.
    fn sorted(&self) -> Result<(), SheetError> {
        if self.table.is_sorted() { Ok(()) } else { Err(SheetError::Damaged) }
    }

    fn read_row(&mut self, number: Option<u32>) -> Result<(), SheetError> {
        self.row = number.unwrap_or(self.row.saturating_add(1));
        if !(1..=ROWS_MAX).contains(&self.row) {
            return Err(SheetError::TooManyRecords { n_max: self.limits.table.n_rows_max });
        }
        self.table.begin_row(self.row);
        let (mut next, mut n_columns) = (1, 0);
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            let said = match self.xml.next()? {
                Node::Open(tag) if tag.name() == "c" => said_of(&tag, next, &self.looks)?,
                Node::Open(_) | Node::Close | Node::Text(_) | Node::Other => continue,
                Node::End => return Err(SheetError::Damaged),
            };
            next = said.column.saturating_add(1);
            n_columns = said.column.max(n_columns);
            self.read_cell(said)?;
        }
        if n_columns > COLUMNS_MAX {
            let n_max = self.limits.n_columns_max;
            return Err(SheetError::TooManyColumns { n: n_columns, n_max });
        }
        self.table.end_row(self.limits.table)
    }

    fn read_cell(&mut self, mut said: Said) -> Result<(), SheetError> {
        self.text.clear();
        self.formula.clear();
        let outside = self.xml.depth().saturating_sub(1);
        let (mut is_inline, mut is_formula) = (false, false);
        while self.xml.depth() > outside {
            let part = match self.xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "v" => CellPart::Value,
                    "is" => CellPart::Inline,
                    "f" => CellPart::Formula,
                    _ => CellPart::Foreign,
                },
                Node::End => return Err(SheetError::Damaged),
                Node::Close | Node::Text(_) | Node::Other => continue,
            };
            match part {
                CellPart::Value if !is_inline => self.xml.text_into(&mut self.text)?,
                CellPart::Inline => {
                    is_inline = true;
                    self.text.clear();
                    rich_text_into(&mut self.xml, &mut self.text)?;
                }
                CellPart::Formula => {
                    is_formula = true;
                    self.xml.text_into(&mut self.formula)?;
                }
                CellPart::Value | CellPart::Foreign => self.xml.skip()?,
            }
            if self.text.len().max(self.formula.len()) > TEXT_BYTES_MAX {
                return Err(SheetError::Damaged);
            }
        }
        if is_formula && said.kind == Type::Number && self.text.trim().is_empty() {
            // It was never calculated, for instance because a program took a text that begins with
            // `=` for a formula. What stands there is all that is known.
            said.kind = if self.formula.is_empty() { Type::Fault } else { Type::Text };
            self.text = format!("={}", self.formula);
        }
        let Ok(column) = u16::try_from(said.column.saturating_sub(1)) else { return Ok(()) };
        if said.column > COLUMNS_MAX {
            return Ok(());
        }
        if said.kind == Type::Text && !is_inline {
            unescape(&mut self.text, 0);
        }
        self.push(column, said, is_inline)
    }

    fn push(&mut self, column: u16, said: Said, is_inline: bool) -> Result<(), SheetError> {
        let trimmed = self.text.trim();
        if trimmed.is_empty() {
            return Ok(());
        }
        let (kind, content) = match (said.kind, is_inline) {
            (Type::Text, _) | (_, true) => (Kind::Text, self.text.as_str()),
            (Type::Number, false) => (Kind::Number, trimmed),
            (Type::Shared, false) => {
                let is_there = trimmed.parse().is_ok_and(|number: usize| number < self.n_strings);
                if !is_there {
                    return Err(SheetError::Damaged);
                }
                (Kind::Shared, trimmed)
            }
            (Type::Fault, false) => (Kind::Fault, trimmed),
            (Type::Boolean, false) => {
                let is_yes = trimmed == "1" || trimmed.eq_ignore_ascii_case("true");
                (Kind::Boolean, if is_yes { "1" } else { "0" })
            }
        };
        self.table.push(column, kind, said.format, content);
        Ok(())
    }
}

/// The parts of a cell.
#[derive(Debug, Clone, Copy)]
enum CellPart {
    Value,
    Inline,
    Formula,
    Foreign,
}

/// What an element of a sheet is to its reader.
#[derive(Debug, Clone, Copy)]
enum Found {
    Nothing,
    DataStart,
    End,
    Row(Option<u32>),
    Merged(Region),
    Foreign,
}

fn found_in(tag: &Tag<'_>, is_in_data: bool) -> Result<Found, SheetError> {
    Ok(match tag.name() {
        "sheetData" => Found::DataStart,
        "row" if is_in_data => {
            let number = tag.get("r")?;
            Found::Row(number.map(|it| it.trim().parse().unwrap_or(u32::MAX)))
        }
        "mergeCell" => match tag.get("ref")?.as_deref().and_then(Region::parse) {
            Some(region) => Found::Merged(region),
            None => Found::Nothing,
        },
        "workbook" | "chartsheet" | "html" => Found::Foreign,
        _ => Found::Nothing,
    })
}

/// What a cell says of itself; without a place it stands in column `next`.
fn said_of(tag: &Tag<'_>, next: u32, looks: &[u16]) -> Result<Said, SheetError> {
    let column = match tag.get("r")? {
        Some(place) => column_of(place.trim()).ok_or(SheetError::Damaged)?,
        None => next,
    };
    let look = tag.get("s")?.and_then(|it| it.parse::<usize>().ok());
    let format = look.and_then(|look| looks.get(look)).copied().unwrap_or(0);
    let kind = match tag.get("t")?.as_deref() {
        Some("s") => Type::Shared,
        Some("str" | "inlineStr" | "d") => Type::Text,
        Some("b") => Type::Boolean,
        Some("e") => Type::Fault,
        Some(_) | None => Type::Number,
    };
    Ok(Said { column, format, kind })
}

/// The column of a place like `AB12`, from 1; more than there are when it is beyond the last.
fn column_of(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_u32, |number, letter| {
        let digit = u32::from(letter.to_ascii_uppercase()).saturating_sub(u32::from(b'A'));
        number.saturating_mul(26).saturating_add(digit).saturating_add(1)
    });
    (number > 0).then_some(number)
}

/// Column, from 0, and row of a place like `$AB$12`.
pub(super) fn place_of(place: &str) -> Option<(u16, u32)> {
    let place = place.replace('$', "");
    let column = column_of(&place).filter(|column| *column <= COLUMNS_MAX)?;
    let row = place.trim_start_matches(|it: char| it.is_ascii_alphabetic()).parse().ok()?;
    let column = u16::try_from(column.checked_sub(1)?).ok()?;
    (1..=ROWS_MAX).contains(&row).then_some((column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_by_letters() {
        assert_eq!(column_of("A1"), Some(1));
        assert_eq!(column_of("z9"), Some(26));
        assert_eq!(column_of("AA1"), Some(27));
        assert_eq!(column_of("XFD1048576"), Some(16_384));
        assert_eq!(column_of("1"), None);
        assert_eq!(place_of("$B$3"), Some((1, 3)));
        assert_eq!(place_of("XFE1"), None);
        assert_eq!(place_of("A0"), None);
        assert_eq!(place_of("A1048577"), None);
    }
}

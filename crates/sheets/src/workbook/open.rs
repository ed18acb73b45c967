//! A workbook that is being opened, a piece at a time: its shared texts, the choice of a sheet, the
//! cells of that sheet. Not here: fields and checks.

use jipan_book::sheet::SheetError;

use super::file::WorkbookFile;
use super::header::{N_ROWS_SOUGHT, Sought};
use super::merged::Merged;
use super::package::Package;
use super::sheet::{SheetLimits, SheetReader};
use super::strings::{Strings, StringsReader};
use super::table::{Legend, TableLimits};
use crate::guess::Guesser;
use crate::open::Limits;

/// So many bytes of unpacked XML are read at a time: some ten milliseconds.
const PIECE_BYTES: u64 = 2_000_000;

/// So much of a sheet is read to see whether it has headings.
const PEEK_BYTES: u64 = 4_000_000;

/// A workbook that is being opened.
#[derive(Debug)]
pub struct Opening {
    name: String,
    package: Package,
    strings: Strings,
    guesser: Guesser,
    limits: Limits,
    stage: Stage,
}

/// What is being read.
#[derive(Debug)]
enum Stage {
    Strings { reader: Box<StringsReader>, total: u64 },
    Sheet { idx: usize, reader: Box<SheetReader>, total: u64 },
}

/// How far the opening is.
#[derive(Debug)]
pub enum Opened {
    /// So many bytes of so many, and what is to be read further.
    Going(Box<Opening>, u64, u64),
    /// The file is open.
    Done(Box<WorkbookFile>),
}

impl Opening {
    /// Begins to open a workbook.
    ///
    /// # Errors
    /// When it is none, protected, damaged or beyond the limits.
    pub fn new(
        name: String,
        bytes: Vec<u8>,
        guesser: Guesser,
        limits: Limits,
    ) -> Result<Self, SheetError> {
        let package = Package::new(bytes)?;
        let strings = Strings::default();
        let stage = match package.strings(limits.unpacked_bytes_max)? {
            Some((xml, total)) => {
                Stage::Strings { reader: Box::new(StringsReader::new(xml)), total }
            }
            None => choose(&package, &strings, &guesser, limits)?,
        };
        Ok(Self { name, package, strings, guesser, limits, stage })
    }

    /// Begins to open another sheet of a workbook.
    ///
    /// # Errors
    /// When there is none, or it is damaged or beyond the limits.
    pub fn of_sheet(
        file: WorkbookFile,
        idx: usize,
        guesser: Guesser,
        limits: Limits,
    ) -> Result<Self, SheetError> {
        let WorkbookFile { name, package, strings, .. } = file;
        let stage = stage_of(&package, &strings, idx, limits)?;
        Ok(Self { name, package, strings, guesser, limits, stage })
    }

    /// Reads the next piece.
    ///
    /// # Errors
    /// When it is damaged or beyond the limits.
    pub fn step(mut self) -> Result<Opened, SheetError> {
        match self.stage {
            Stage::Strings { mut reader, total } => {
                let is_all = reader.step(PIECE_BYTES, self.limits.text_bytes_max)?;
                let done = reader.position();
                if is_all {
                    self.strings = reader.finish();
                    self.stage = choose(&self.package, &self.strings, &self.guesser, self.limits)?;
                } else {
                    self.stage = Stage::Strings { reader, total };
                }
                Ok(Opened::Going(Box::new(self), done, total))
            }
            Stage::Sheet { idx, mut reader, total } => {
                if !reader.step(PIECE_BYTES)? {
                    let done = reader.position();
                    self.stage = Stage::Sheet { idx, reader, total };
                    return Ok(Opened::Going(Box::new(self), done, total));
                }
                let (table, regions) = reader.finish();
                let merged = Merged::new(regions);
                let sought = Sought {
                    table: &table,
                    merged: &merged,
                    legend: Legend { strings: &self.strings, formats: &self.package.formats },
                    epoch: self.package.epoch,
                    guesser: &self.guesser,
                };
                let header = sought.header(self.limits.n_columns_max)?.unwrap_or_default();
                let Self { name, package, strings, .. } = self;
                let sheet = idx;
                let file = WorkbookFile { name, package, strings, sheet, table, merged, header };
                Ok(Opened::Done(Box::new(file)))
            }
        }
    }
}

fn stage_of(
    package: &Package,
    strings: &Strings,
    idx: usize,
    limits: Limits,
) -> Result<Stage, SheetError> {
    let (xml, total) = package.sheet(idx, limits.unpacked_bytes_max)?;
    let limits = SheetLimits {
        table: TableLimits {
            n_rows_max: limits.n_records_max,
            n_cells_max: limits.n_cells_max,
            text_bytes_max: limits.text_bytes_max,
        },
        n_columns_max: limits.n_columns_max,
    };
    let reader = Box::new(SheetReader::new(xml, package.looks.clone(), strings.len(), limits));
    Ok(Stage::Sheet { idx, reader, total })
}

/// The first sheet with headings that name fields: at least two, else one; else the first with
/// anything in it, else the first.
fn choose(
    package: &Package,
    strings: &Strings,
    guesser: &Guesser,
    limits: Limits,
) -> Result<Stage, SheetError> {
    let mut best: Option<(usize, usize)> = None;
    for idx in 0..package.sheets.len() {
        let Some(n_known) = n_known_in(package, strings, guesser, idx, limits) else { continue };
        let n_known = n_known.min(2);
        if best.is_none_or(|(n_best, _)| n_known > n_best) {
            best = Some((n_known, idx));
        }
        if n_known == 2 {
            break;
        }
    }
    stage_of(package, strings, best.map_or(0, |(_, idx)| idx), limits)
}

/// How many headings of a sheet name a field; `None` when nothing is in its beginning. A sheet that
/// cannot be read says so when it is chosen.
fn n_known_in(
    package: &Package,
    strings: &Strings,
    guesser: &Guesser,
    idx: usize,
    limits: Limits,
) -> Option<usize> {
    let Ok(Stage::Sheet { mut reader, .. }) = stage_of(package, strings, idx, limits) else {
        return None;
    };
    while reader.n_rows() < N_ROWS_SOUGHT && reader.position() < PEEK_BYTES {
        match reader.step(1) {
            Ok(false) => {}
            Ok(true) => break,
            Err(_) => return None,
        }
    }
    let (table, regions) = reader.finish();
    let sought = Sought {
        table: &table,
        merged: &Merged::new(regions),
        legend: Legend { strings, formats: &package.formats },
        epoch: package.epoch,
        guesser,
    };
    let header = sought.header(limits.n_columns_max).ok().flatten();
    header.map(|header| header.n_known)
}

//! The content of a backup proved and turned back into rows. Not here: writing it.

use super::{BackupError, Summary, section_of, tag};
use crate::checksum::xxh64;
use crate::seal::{self, LAYOUT_NEWEST};
use crate::{ColdKey, DamagedReason, HotKey, Place, Row, Scope, Stored};

/// No row is longer: a page has some hundred kilobytes. A length beyond it is damage. OURS
const ROW_BYTES_MAX: u32 = 1 << 28;

/// A backup that was proved from its first byte to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// What it says of itself.
    pub summary: Summary,
    /// Its rows, sealed as they lay; settings are text.
    pub rows: Vec<Row>,
}

impl Backup {
    /// The rows to put in place: all but the small values that `put` keeps out, and those as `put` gives
    /// them back. It gets a name, its bytes and the keys of the log. A small value that does not open
    /// stays as it is, for the opening to name.
    ///
    /// ```
    /// use jipan_store::backup::{Backup, Summary};
    /// use jipan_store::{LAYOUT_NEWEST, Place, Row, Stored, seal};
    /// let sealed = |bytes: &[u8]| Stored::Bytes(seal::seal(LAYOUT_NEWEST, bytes));
    /// let row = |name: &str| Row { place: Place::Meta(name.into()), stored: sealed(b"1") };
    /// let summary = Summary { created_at_millis: 0, n_customers: 0, app: String::new() };
    /// let backup = Backup { summary, rows: vec![row("clock"), row("device")] };
    /// let rows = backup.into_rows(|name, _, _| (name == "clock").then(|| b"2".to_vec()));
    /// assert_eq!(rows, [Row { place: Place::Meta("clock".into()), stored: sealed(b"2") }]);
    /// ```
    pub fn into_rows(self, put: impl Fn(&str, Vec<u8>, &[u64]) -> Option<Vec<u8>>) -> Vec<Row> {
        let key = |row: &Row| if let Place::Log(key) = row.place { Some(key) } else { None };
        let log_keys: Vec<u64> = self.rows.iter().filter_map(key).collect();
        let put_in_place = |mut row: Row| {
            let (Place::Meta(name), Stored::Bytes(bytes)) = (&row.place, &row.stored) else {
                return Some(row);
            };
            let Ok(payload) = seal::open(bytes.clone()) else {
                return put(name, Vec::new(), &log_keys).map(|_| row);
            };
            let layout = payload.layout();
            let value = put(name, payload.into_bytes(), &log_keys)?;
            row.stored = Stored::Bytes(seal::seal(layout, &value));
            Some(row)
        };
        self.rows.into_iter().filter_map(put_in_place).collect()
    }
}

/// Reads a content in pieces of any length. Its rows are given out by [`Reader::finish`] only.
#[derive(Debug, Default)]
pub struct Reader {
    /// What came and is not yet read.
    buffer: Vec<u8>,
    summary: Option<Summary>,
    rows: Vec<Row>,
    /// Tag of the section under way, or of the last one.
    section: u8,
    is_open: bool,
    n_in_section: u64,
    section_sum: u64,
    sum: u64,
    is_ended: bool,
}

/// One record of a content.
enum Record {
    Summary(Summary),
    Row(Row),
    SectionEnd { tag: u8, n_rows: u64, sum: u64 },
    End { n_rows: u64, sum: u64 },
}

const fn damaged(part: &'static str) -> BackupError {
    BackupError::Damaged { part }
}

impl Reader {
    /// A reader before the first byte.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads what comes next.
    ///
    /// # Errors
    /// [`BackupError::Damaged`], [`BackupError::NewerLayout`]. After an error nothing more can be
    /// read.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), BackupError> {
        self.buffer.extend_from_slice(piece);
        let buffer = core::mem::take(&mut self.buffer);
        let mut rest = buffer.as_slice();
        while !rest.is_empty() {
            if self.is_ended {
                return Err(damaged("bytes after the end"));
            }
            let mut from = In { rest, is_damaged: false };
            let Some(record) = from.record() else {
                if from.is_damaged {
                    return Err(damaged("record"));
                }
                break;
            };
            let n_bytes = rest.len().saturating_sub(from.rest.len());
            self.take(record, rest.get(..n_bytes).unwrap_or_default())?;
            rest = from.rest;
        }
        self.buffer = rest.to_vec();
        Ok(())
    }

    /// The rows so far, each proved by its own seal, for a look at what they hold. They count only
    /// after [`Reader::finish`].
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The whole backup.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] if its end did not come.
    pub fn finish(self) -> Result<Backup, BackupError> {
        match self.summary {
            Some(summary) if self.is_ended => Ok(Backup { summary, rows: self.rows }),
            Some(_) | None => Err(damaged("end")),
        }
    }

    fn take(&mut self, record: Record, bytes: &[u8]) -> Result<(), BackupError> {
        match record {
            Record::Summary(summary) => {
                if self.summary.replace(summary).is_some() {
                    return Err(damaged("second summary"));
                }
                self.sum = xxh64(bytes, 0);
            }
            _ if self.summary.is_none() => return Err(damaged("summary")),
            Record::Row(row) => self.take_row(row, bytes)?,
            Record::SectionEnd { tag, n_rows, sum } => {
                let is_whole = self.is_open
                    && (tag, n_rows, sum) == (self.section, self.n_in_section, self.section_sum);
                if !is_whole {
                    return Err(damaged("section"));
                }
                self.is_open = false;
                self.sum = xxh64(bytes, self.sum);
            }
            Record::End { n_rows, sum } => {
                let is_whole = !self.is_open && n_rows == self.rows.len() as u64 && sum == self.sum;
                if !is_whole {
                    return Err(damaged("sum of all"));
                }
                self.is_ended = true;
            }
        }
        Ok(())
    }

    fn take_row(&mut self, row: Row, bytes: &[u8]) -> Result<(), BackupError> {
        let tag = section_of(&row.place).ok_or(damaged("row"))?;
        if self.is_open && tag != self.section || !self.is_open && tag <= self.section {
            return Err(damaged("order of sections"));
        }
        if !self.is_open {
            (self.section, self.is_open) = (tag, true);
            (self.n_in_section, self.section_sum) = (0, 0);
        }
        if let Stored::Bytes(sealed) = &row.stored {
            match seal::prove(sealed) {
                Ok(_) => {}
                Err(DamagedReason::UnknownLayout { layout }) if layout > LAYOUT_NEWEST => {
                    return Err(BackupError::NewerLayout { found: layout, known: LAYOUT_NEWEST });
                }
                Err(_) => return Err(damaged("row")),
            }
        }
        self.n_in_section = self.n_in_section.saturating_add(1);
        self.section_sum = xxh64(bytes, self.section_sum);
        self.rows.push(row);
        Ok(())
    }
}

/// Bytes being read. What is `None` has not come yet, unless it is damaged.
struct In<'a> {
    rest: &'a [u8],
    is_damaged: bool,
}

impl In<'_> {
    fn record(&mut self) -> Option<Record> {
        let tag = self.number::<1>()?[0];
        let place = match tag {
            tag::SUMMARY => {
                return Some(Record::Summary(Summary {
                    created_at_millis: u64::from_le_bytes(self.number()?),
                    n_customers: u32::from_le_bytes(self.number()?),
                    app: self.text()?,
                }));
            }
            tag::SECTION_END => {
                return Some(Record::SectionEnd {
                    tag: self.number::<1>()?[0],
                    n_rows: u64::from_le_bytes(self.number()?),
                    sum: u64::from_le_bytes(self.number()?),
                });
            }
            tag::END => {
                return Some(Record::End {
                    n_rows: u64::from_le_bytes(self.number()?),
                    sum: u64::from_le_bytes(self.number()?),
                });
            }
            _ => self.place(tag)?,
        };
        let n_bytes = u32::from_le_bytes(self.number()?);
        if n_bytes > ROW_BYTES_MAX {
            return self.damaged();
        }
        let bytes = self.bytes(usize::try_from(n_bytes).ok()?)?.to_vec();
        let stored = match place {
            Place::Setting(_) => match String::from_utf8(bytes) {
                Ok(text) => Stored::Text(text),
                Err(_) => return self.damaged(),
            },
            Place::Log(_)
            | Place::Hot(_)
            | Place::Cold(_)
            | Place::Meta(_)
            | Place::Draft(_)
            | Place::Strange { .. } => Stored::Bytes(bytes),
        };
        Some(Record::Row(Row { place, stored }))
    }

    fn place(&mut self, tag: u8) -> Option<Place> {
        Some(match tag {
            tag::LOG => Place::Log(u64::from_le_bytes(self.number()?)),
            tag::HOT => Place::Hot(HotKey {
                scope: Scope::new(self.text()?),
                kind: self.number::<1>()?[0],
                page: u32::from_le_bytes(self.number()?),
                generation: u32::from_le_bytes(self.number()?),
            }),
            tag::COLD => Place::Cold(ColdKey {
                scope: Scope::new(self.text()?),
                customer: self.number()?,
                segment: u32::from_le_bytes(self.number()?),
            }),
            tag::META => Place::Meta(self.text()?),
            tag::DRAFT => Place::Draft(self.text()?),
            tag::SETTING => Place::Setting(self.text()?),
            _ => return self.damaged(),
        })
    }

    fn text(&mut self) -> Option<String> {
        let n_bytes = u16::from_le_bytes(self.number()?);
        let bytes = self.bytes(usize::from(n_bytes))?.to_vec();
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(_) => self.damaged(),
        }
    }

    fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (number, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*number)
    }

    fn bytes(&mut self, n_bytes: usize) -> Option<&[u8]> {
        let (bytes, rest) = self.rest.split_at_checked(n_bytes)?;
        self.rest = rest;
        Some(bytes)
    }

    fn damaged<T>(&mut self) -> Option<T> {
        self.is_damaged = true;
        None
    }
}

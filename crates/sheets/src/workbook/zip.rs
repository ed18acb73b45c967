//! The container of a workbook: which parts a ZIP file has, and their bytes, unpacked as they are
//! read. Nothing is unpacked before the directory was seen, and never more than it says. Not here:
//! what the parts hold; ZIP files of several volumes.

use std::io::{self, BufRead, Read};
use std::ops::Range;
use std::sync::Arc;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use jipan_book::sheet::SheetError;

/// First bytes of a ZIP file that holds something.
pub const MAGIC: &[u8] = b"PK\x03\x04";

/// A part that unpacks to more than this must not be packed tighter than [`RATIO_MAX`].
const SMALL_BYTES: u64 = 20_000_000;

/// Least plausible ratio of packing. Sheets of one value over and over reach about a hundred, a
/// thousand is the most that the method can do. OURS
const RATIO_MAX: u64 = 250;

/// More parts than any workbook has.
const N_PARTS_MAX: usize = 20_000;

/// The parts of a ZIP file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    parts: Vec<Entry>,
}

/// Where a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// Its path, in lower case.
    name: String,
    is_encrypted: bool,
    method: u16,
    checksum: u32,
    packed: u64,
    unpacked: u64,
    /// Offset of the header before its bytes.
    at: u64,
}

impl Directory {
    /// Reads the directory.
    ///
    /// # Errors
    /// When there is none, or it points outside the file.
    pub fn new(bytes: &[u8]) -> Result<Self, SheetError> {
        let (n, start) = end_of_directory(bytes).ok_or(SheetError::Damaged)?;
        let n = usize::try_from(n).unwrap_or(usize::MAX);
        if n > N_PARTS_MAX {
            return Err(SheetError::Damaged);
        }
        let mut at = usize::try_from(start).unwrap_or(usize::MAX);
        let mut parts = Vec::new();
        for _ in 0..n {
            let (entry, length) = entry_at(bytes, at).ok_or(SheetError::Damaged)?;
            parts.push(entry);
            at = at.saturating_add(length);
        }
        Ok(Self { parts })
    }

    /// Whether there is a part of this name. Case does not matter.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// How many bytes a part unpacks to; 0 when there is none.
    pub fn unpacked(&self, name: &str) -> u64 {
        self.find(name).map_or(0, |entry| entry.unpacked)
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.parts.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Opens a part for reading; `None` when there is none of this name.
    ///
    /// # Errors
    /// When it is encrypted, damaged, or unpacks to more than `unpacked_max` bytes or to far more
    /// than its own size.
    pub fn open(
        &self,
        bytes: &Arc<Vec<u8>>,
        name: &str,
        unpacked_max: u64,
    ) -> Result<Option<Part>, SheetError> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        if entry.is_encrypted {
            return Err(SheetError::Encrypted);
        }
        let ratio_max = entry.packed.saturating_mul(RATIO_MAX).max(SMALL_BYTES);
        let bytes_max = unpacked_max.min(ratio_max);
        if entry.unpacked > bytes_max {
            return Err(SheetError::UnpacksTooLarge { bytes: entry.unpacked, bytes_max });
        }
        let range = entry.range(bytes).ok_or(SheetError::Damaged)?;
        let slice = Slice { bytes: Arc::clone(bytes), range };
        let packed = match entry.method {
            0 => Packed::Stored(slice),
            8 => Packed::Deflated(Box::new(DeflateDecoder::new(slice))),
            _ => return Err(SheetError::Damaged),
        };
        let (left, checksum) = (entry.unpacked, entry.checksum);
        Ok(Some(Part { packed, left, checksum, crc: Crc::new() }))
    }
}

impl Entry {
    /// Where the packed bytes are.
    fn range(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let at = usize::try_from(self.at).ok()?;
        let header = bytes.get(at..)?.get(..30)?;
        if !header.starts_with(MAGIC) {
            return None;
        }
        let n_before = 30_usize
            .checked_add(usize::from(u16_at(header, 26)?))?
            .checked_add(usize::from(u16_at(header, 28)?))?;
        let start = at.checked_add(n_before)?;
        let end = start.checked_add(usize::try_from(self.packed).ok()?)?;
        (end <= bytes.len()).then_some(start..end)
    }
}

/// Number of entries and offset of the directory.
fn end_of_directory(bytes: &[u8]) -> Option<(u64, u64)> {
    const LENGTH: usize = 22;
    const COMMENT_MAX: usize = 65_535;
    let last = bytes.len().checked_sub(LENGTH)?;
    let first = last.saturating_sub(COMMENT_MAX);
    let at = (first..=last)
        .rev()
        .find(|at| bytes.get(*at..).is_some_and(|it| it.starts_with(b"PK\x05\x06")))?;
    let end = bytes.get(at..)?;
    let (n, start) = (u16_at(end, 10)?, u32_at(end, 16)?);
    if n != u16::MAX && start != u32::MAX {
        return Some((n.into(), start.into()));
    }
    // The numbers did not fit: they are in a longer record, whose place stands just before.
    let locator = bytes.get(at.checked_sub(20)?..)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Some((n.into(), start.into()));
    }
    let long = bytes.get(usize::try_from(u64_at(locator, 8)?).ok()?..)?;
    long.starts_with(b"PK\x06\x06").then_some((u64_at(long, 32)?, u64_at(long, 48)?))
}

/// The entry at an offset of the directory, and its length there.
fn entry_at(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    let entry = bytes.get(at..)?;
    if !entry.starts_with(b"PK\x01\x02") {
        return None;
    }
    let lengths = [28, 30, 32].map(|at| u16_at(entry, at).map(usize::from));
    let [Some(n_name), Some(n_extra), Some(n_comment)] = lengths else { return None };
    let name = entry.get(46..)?.get(..n_name)?;
    let extra = entry.get(46_usize.checked_add(n_name)?..)?.get(..n_extra)?;
    let mut sizes = [u32_at(entry, 24)?, u32_at(entry, 20)?, u32_at(entry, 42)?].map(u64::from);
    let mut long = long_sizes(extra);
    for size in sizes.iter_mut().filter(|size| **size == u64::from(u32::MAX)) {
        *size = long.next()?;
    }
    let [unpacked, packed, start] = sizes;
    let name = String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase();
    let found = Entry {
        name: name.trim_start_matches('/').to_owned(),
        is_encrypted: u16_at(entry, 8)? & 1 == 1,
        method: u16_at(entry, 10)?,
        checksum: u32_at(entry, 16)?,
        packed,
        unpacked,
        at: start,
    };
    let length = 46_usize.checked_add(n_name)?.checked_add(n_extra)?.checked_add(n_comment)?;
    Some((found, length))
}

/// The sizes that did not fit into an entry, in their order.
fn long_sizes(extra: &[u8]) -> impl Iterator<Item = u64> {
    let mut rest = extra;
    let mut found: &[u8] = &[];
    while let (Some(kind), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        let Some(field) = rest.get(4..).and_then(|it| it.get(..usize::from(length))) else { break };
        if kind == 1 {
            found = field;
            break;
        }
        rest = rest.get(4_usize.saturating_add(field.len())..).unwrap_or_default();
    }
    found.chunks_exact(8).filter_map(|it| u64_at(it, 0))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A part that is being read. Ends with an error when it unpacks to more or less than the
/// directory says or its checksum differs.
#[derive(Debug)]
pub struct Part {
    packed: Packed,
    left: u64,
    checksum: u32,
    crc: Crc,
}

#[derive(Debug)]
enum Packed {
    Stored(Slice),
    Deflated(Box<DeflateDecoder<Slice>>),
}

impl Read for Part {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let n = match &mut self.packed {
            Packed::Stored(slice) => slice.read(into)?,
            Packed::Deflated(decoder) => decoder.read(into)?,
        };
        let n_bytes = u64::try_from(n).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(n_bytes).ok_or(io::ErrorKind::InvalidData)?;
        self.crc.update(into.get(..n).unwrap_or_default());
        if n == 0 && (self.left > 0 || self.crc.sum() != self.checksum) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(n)
    }
}

/// Bytes of the file from here to there.
#[derive(Debug)]
struct Slice {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Read for Slice {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(into)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Slice {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.bytes.get(self.range.clone()).unwrap_or_default())
    }

    fn consume(&mut self, n: usize) {
        self.range.start = self.range.start.saturating_add(n).min(self.range.end);
    }
}

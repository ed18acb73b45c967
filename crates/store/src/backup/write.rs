//! Rows as they lie into the content of a backup, a batch at a time. Not here: reading it.

use super::{BackupError, Summary, section_of, tag};
use crate::checksum::xxh64;
use crate::seal::{self, LAYOUT_NEWEST};
use crate::{ColdKey, DamagedReason, HotKey, Place, Row, Stored};

/// Judges whether a writing of a hot page can be read, beyond its checksum.
type Judge = Box<dyn Fn(&HotKey, &[u8]) -> bool>;

/// Turns rows into the content of a backup. Rows come as [`Store::scan`](crate::Store::scan) gives
/// them: in the order of their places.
pub struct Writer {
    out: Vec<u8>,
    section: Option<Section>,
    /// Every section end so far, each seeding the next.
    sum: u64,
    n_rows: u64,
    n_left_out: u32,
    /// The writings of one page, oldest first, until the next page comes.
    writings: Vec<(HotKey, Vec<u8>)>,
    is_sound: Judge,
    newer: Option<BackupError>,
}

/// A section under way.
#[derive(Debug, Clone, Copy)]
struct Section {
    tag: u8,
    n_rows: u64,
    sum: u64,
}

/// The end of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Rows in the content.
    pub n_rows: u64,
    /// Rows that were damaged, and are not in it.
    pub n_left_out: u32,
}

impl core::fmt::Debug for Writer {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Writer").field("n_rows", &self.n_rows).finish_non_exhaustive()
    }
}

impl Writer {
    /// A content that begins with `summary`. Of the writings of a page the newest goes in for which
    /// `is_sound` holds; if it holds for none, the newest.
    pub fn new(summary: &Summary, is_sound: impl Fn(&HotKey, &[u8]) -> bool + 'static) -> Self {
        let mut out = vec![tag::SUMMARY];
        out.extend(summary.created_at_millis.to_le_bytes());
        out.extend(summary.n_customers.to_le_bytes());
        put_text(&mut out, &summary.app);
        Self {
            sum: xxh64(&out, 0),
            out,
            section: None,
            n_rows: 0,
            n_left_out: 0,
            writings: Vec::new(),
            is_sound: Box::new(is_sound),
            newer: None,
        }
    }

    /// Takes a row. One that is damaged is left out and counted.
    pub fn take(&mut self, row: Row) {
        let Row { place, stored } = row;
        match (place, stored) {
            (Place::Setting(name), Stored::Text(text)) => {
                self.put(&Place::Setting(name), text.as_bytes());
            }
            (Place::Setting(_) | Place::Strange { .. }, _)
            | (_, Stored::Text(_) | Stored::Strange | Stored::Unreadable { .. }) => {
                self.leave_out();
            }
            (place, Stored::Bytes(bytes)) => self.take_sealed(place, bytes),
        }
    }

    fn take_sealed(&mut self, place: Place, bytes: Vec<u8>) {
        match seal::prove(&bytes) {
            Ok(_) => {}
            Err(DamagedReason::UnknownLayout { layout }) if layout > LAYOUT_NEWEST => {
                self.newer = Some(BackupError::NewerLayout { found: layout, known: LAYOUT_NEWEST });
            }
            Err(_) => return self.leave_out(),
        }
        match place {
            Place::Hot(key) => {
                let page = |key: &HotKey| (key.scope.clone(), key.kind, key.page);
                if self.writings.last().is_some_and(|(last, _)| page(last) != page(&key)) {
                    self.put_page();
                }
                self.writings.push((key, bytes));
            }
            Place::Log(_)
            | Place::Cold(_)
            | Place::Meta(_)
            | Place::Draft(_)
            | Place::Setting(_)
            | Place::Strange { .. } => self.put(&place, &bytes),
        }
    }

    fn leave_out(&mut self) {
        self.n_left_out = self.n_left_out.saturating_add(1);
    }

    /// Puts the newest sound writing of the page at hand, and what is newer: of a row that holds several
    /// pages only some may be damaged, and whoever opens it takes each page from the newest row it can.
    fn put_page(&mut self) {
        let writings = core::mem::take(&mut self.writings);
        let payload = |row: &[u8]| row.get(seal::HEADER_BYTES..).unwrap_or_default().to_vec();
        let is_sound = |(key, row): &(HotKey, Vec<u8>)| (self.is_sound)(key, &payload(row));
        let last = writings.len().saturating_sub(1);
        let first = if last == 0 { None } else { writings.iter().rposition(is_sound) };
        for (key, row) in writings.into_iter().skip(first.unwrap_or(last)) {
            self.put_record(&Place::Hot(key), &row);
        }
    }

    fn put(&mut self, place: &Place, bytes: &[u8]) {
        self.put_page();
        self.put_record(place, bytes);
    }

    fn put_record(&mut self, place: &Place, bytes: &[u8]) {
        let Some(tag) = section_of(place) else { return self.leave_out() };
        if self.section.is_some_and(|section| section.tag != tag) {
            self.end_section();
        }
        let section = self.section.get_or_insert(Section { tag, n_rows: 0, sum: 0 });
        let start = self.out.len();
        self.out.push(tag);
        put_key(&mut self.out, place);
        self.out.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
        self.out.extend_from_slice(bytes);
        section.sum = xxh64(self.out.get(start..).unwrap_or_default(), section.sum);
        section.n_rows = section.n_rows.saturating_add(1);
        self.n_rows = self.n_rows.saturating_add(1);
    }

    fn end_section(&mut self) {
        let Some(Section { tag, n_rows, sum }) = self.section.take() else { return };
        let start = self.out.len();
        self.out.extend([tag::SECTION_END, tag]);
        self.out.extend(n_rows.to_le_bytes());
        self.out.extend(sum.to_le_bytes());
        self.sum = xxh64(self.out.get(start..).unwrap_or_default(), self.sum);
    }

    /// The content made since the last call.
    pub fn drain(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.out)
    }

    /// Ends the content; [`Writer::drain`] then gives the last of it.
    ///
    /// # Errors
    /// [`BackupError::NewerLayout`] if a newer app wrote one of the rows: this one cannot tell
    /// whether it understands the book.
    pub fn finish(&mut self) -> Result<Ended, BackupError> {
        self.put_page();
        self.end_section();
        self.out.push(tag::END);
        self.out.extend(self.n_rows.to_le_bytes());
        self.out.extend(self.sum.to_le_bytes());
        match self.newer.take() {
            Some(newer) => Err(newer),
            None => Ok(Ended { n_rows: self.n_rows, n_left_out: self.n_left_out }),
        }
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    out.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}

fn put_key(out: &mut Vec<u8>, place: &Place) {
    match place {
        Place::Log(key) => out.extend(key.to_le_bytes()),
        Place::Hot(HotKey { scope, kind, page, generation }) => {
            put_text(out, scope.as_str());
            out.push(*kind);
            out.extend(page.to_le_bytes());
            out.extend(generation.to_le_bytes());
        }
        Place::Cold(ColdKey { scope, customer, segment }) => {
            put_text(out, scope.as_str());
            out.extend(customer);
            out.extend(segment.to_le_bytes());
        }
        Place::Meta(name) | Place::Draft(name) | Place::Setting(name) => put_text(out, name),
        Place::Strange { .. } => {}
    }
}

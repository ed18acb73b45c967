//! A ZIP file in memory. All of it has one date, so that the same content gives the same bytes. Not
//! here: files beyond 4 GB.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use jipan_book::sheet::SheetError;

/// Reading it takes version 2.0: folders and packing.
const VERSION: u16 = 20;

/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// The method of packing: deflate.
const DEFLATED: u16 = 8;

/// 1 January 1980, the first day that a ZIP file can name.
const DAY: u16 = 0x21;

/// Parts, one after another.
#[derive(Debug, Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    n_parts: u16,
}

/// What packs a part.
pub(super) fn encoder() -> DeflateEncoder<Vec<u8>> {
    DeflateEncoder::new(Vec::new(), Compression::default())
}

impl Archive {
    /// Appends a part.
    pub(super) fn push(&mut self, name: &str, content: &str) -> Result<(), SheetError> {
        let mut checksum = Crc::new();
        checksum.update(content.as_bytes());
        let mut packed = encoder();
        let packed = packed.write_all(content.as_bytes()).and_then(|()| packed.finish());
        let packed = packed.map_err(|_bad| SheetError::NotWritten)?;
        let n_bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
        self.push_packed(name, &packed, checksum.sum(), n_bytes)
    }

    /// Appends a part that is packed already.
    pub(super) fn push_packed(
        &mut self,
        name: &str,
        packed: &[u8],
        checksum: u32,
        n_bytes: u64,
    ) -> Result<(), SheetError> {
        let start = short(self.bytes.len())?;
        let mut facts = Vec::new();
        for fact in [FLAGS, DEFLATED, 0, DAY] {
            facts.extend_from_slice(&fact.to_le_bytes());
        }
        let unpacked = u32::try_from(n_bytes).map_err(|_large| SheetError::NotWritten)?;
        for fact in [checksum, short(packed.len())?, unpacked] {
            facts.extend_from_slice(&fact.to_le_bytes());
        }
        facts.extend_from_slice(&u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        facts.extend_from_slice(&[0, 0]);

        self.bytes.extend_from_slice(b"PK\x03\x04");
        self.bytes.extend_from_slice(&VERSION.to_le_bytes());
        self.bytes.extend_from_slice(&facts);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(packed);

        self.directory.extend_from_slice(b"PK\x01\x02");
        self.directory.extend_from_slice(&VERSION.to_le_bytes());
        self.directory.extend_from_slice(&VERSION.to_le_bytes());
        self.directory.extend_from_slice(&facts);
        // No comment, first volume, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&start.to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        self.n_parts = self.n_parts.saturating_add(1);
        Ok(())
    }

    /// The bytes of the file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, SheetError> {
        let (start, length) = (short(self.bytes.len())?, short(self.directory.len())?);
        self.bytes.append(&mut self.directory);
        self.bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend_from_slice(&self.n_parts.to_le_bytes());
        self.bytes.extend_from_slice(&self.n_parts.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&start.to_le_bytes());
        self.bytes.extend_from_slice(&[0, 0]);
        Ok(self.bytes)
    }
}

fn short(length: usize) -> Result<u32, SheetError> {
    u32::try_from(length).map_err(|_large| SheetError::NotWritten)
}

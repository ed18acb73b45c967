//! Reading and writing the numbers of a page. Not here: what they mean.

use super::{
    LAYOUT, LAYOUT_FIFTH, LAYOUT_FIRST, LAYOUT_FOURTH, LAYOUT_SECOND, LAYOUT_THIRD, PageError,
};
use crate::hash::checksum;

/// Layout byte and checksum.
const HEAD_BYTES: usize = 9;

/// Bytes under way, with room for the head.
pub(super) struct Out(Vec<u8>);

impl Out {
    pub(super) fn with_capacity(n: usize) -> Self {
        let mut bytes = Vec::with_capacity(n + HEAD_BYTES);
        bytes.resize(HEAD_BYTES, 0);
        Self(bytes)
    }

    pub(super) fn u16(&mut self, n: u16) {
        self.0.extend_from_slice(&n.to_le_bytes());
    }

    pub(super) fn u32(&mut self, n: u32) {
        self.0.extend_from_slice(&n.to_le_bytes());
    }

    pub(super) fn u64(&mut self, n: u64) {
        self.0.extend_from_slice(&n.to_le_bytes());
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// What `write` writes, after its length.
    pub(super) fn sized(&mut self, write: impl FnOnce(&mut Self)) {
        let at = self.0.len();
        self.u32(0);
        write(self);
        let n = u32::try_from(self.0.len() - at - 4).unwrap_or(u32::MAX);
        if let Some(slot) = self.0.get_mut(at..at + 4) {
            slot.copy_from_slice(&n.to_le_bytes());
        }
    }

    /// A value in postcard, after its length.
    pub(super) fn postcard(&mut self, value: &impl serde::Serialize) {
        self.sized(|out| {
            // Writing into memory fails only for maps of unknown length, which none of them has.
            out.raw(&postcard::to_allocvec(value).unwrap_or_default());
        });
    }

    /// The bytes with their head.
    pub(super) fn finish(mut self, layout: u8) -> Vec<u8> {
        seal(&mut self.0, layout);
        self.0
    }
}

/// Writes layout and checksum over the head.
pub(super) fn seal(bytes: &mut [u8], layout: u8) {
    if let Some((head, body)) = bytes.split_at_mut_checked(HEAD_BYTES) {
        let sum = checksum(body).to_le_bytes();
        for (slot, byte) in head.iter_mut().zip(std::iter::once(layout).chain(sum)) {
            *slot = byte;
        }
    }
}

/// Bytes being read, front to back.
#[derive(Clone, Copy)]
pub(super) struct In<'a> {
    bytes: &'a [u8],
    part: &'static str,
    layout: u8,
}

impl<'a> In<'a> {
    /// The content of checked bytes.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PageError> {
        const SHORT: PageError = PageError::TooShort { part: "head" };
        let layout = match bytes.first() {
            None => return Err(SHORT),
            Some(&layout @ LAYOUT_FIRST..=LAYOUT) => layout,
            Some(0) => return Err(PageError::Damaged { part: "head" }),
            Some(&layout) => return Err(PageError::NewerLayout { layout }),
        };
        let (head, body) = bytes.split_at_checked(HEAD_BYTES).ok_or(SHORT)?;
        let sum = checksum(body).to_le_bytes();
        if head.get(1..) != Some(&sum[..]) {
            return Err(PageError::Checksum);
        }
        Ok(Self { bytes: body, part: "head", layout })
    }

    /// Whether the bytes have what layout 2 added.
    pub(super) fn has_layout_2(&self) -> bool {
        self.layout > LAYOUT_FIRST
    }

    /// Whether the bytes have what layout 3 added.
    pub(super) fn has_layout_3(&self) -> bool {
        self.layout > LAYOUT_SECOND
    }

    /// Whether the bytes have what layout 4 added.
    pub(super) fn has_layout_4(&self) -> bool {
        self.layout > LAYOUT_THIRD
    }

    /// Whether the bytes have what layout 5 added.
    pub(super) fn has_layout_5(&self) -> bool {
        self.layout > LAYOUT_FOURTH
    }

    /// Whether the bytes have what layout 6 added.
    pub(super) fn has_layout_6(&self) -> bool {
        self.layout > LAYOUT_FIFTH
    }

    /// Names the part that follows, for errors.
    pub(super) fn part(&mut self, part: &'static str) {
        self.part = part;
    }

    pub(super) fn damaged(&self) -> PageError {
        PageError::Damaged { part: self.part }
    }

    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8], PageError> {
        let too_short = PageError::TooShort { part: self.part };
        let (taken, rest) = self.bytes.split_at_checked(n).ok_or(too_short)?;
        self.bytes = rest;
        Ok(taken)
    }

    /// `n` records of `size` bytes.
    pub(super) fn records(&mut self, n: usize, size: usize) -> Result<&'a [u8], PageError> {
        self.take(n.checked_mul(size).ok_or_else(|| self.damaged())?)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], PageError> {
        let taken = self.take(N)?;
        taken.try_into().ok().ok_or_else(|| self.damaged())
    }

    pub(super) fn u8(&mut self) -> Result<u8, PageError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, PageError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, PageError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, PageError> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn len(&mut self) -> Result<usize, PageError> {
        usize::try_from(self.u32()?).ok().ok_or_else(|| self.damaged())
    }

    /// What [`Out::sized`] wrote.
    pub(super) fn sized(&mut self) -> Result<Self, PageError> {
        let n = self.len()?;
        Ok(Self { bytes: self.take(n)?, part: self.part, layout: self.layout })
    }

    /// What [`Out::postcard`] wrote.
    pub(super) fn postcard<T: serde::Deserialize<'a>>(&mut self) -> Result<T, PageError> {
        self.sized()?.all()
    }

    /// A value that takes all the bytes that are left.
    pub(super) fn all<T: serde::Deserialize<'a>>(self) -> Result<T, PageError> {
        match postcard::take_from_bytes(self.bytes) {
            Ok((value, [])) => Ok(value),
            Ok(_) | Err(_) => Err(self.damaged()),
        }
    }

    /// Bytes that were checked as a part of others.
    pub(super) fn of(bytes: &'a [u8], part: &'static str) -> Self {
        Self { bytes, part, layout: LAYOUT }
    }

    /// All that is left.
    pub(super) fn rest(self) -> &'a [u8] {
        self.bytes
    }

    /// Makes sure that nothing is left.
    pub(super) fn end(self) -> Result<(), PageError> {
        if self.bytes.is_empty() { Ok(()) } else { Err(self.damaged()) }
    }
}

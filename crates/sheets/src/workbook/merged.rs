//! Merged cells: which value a cell shows that is covered by another one. Not here: reading them.

use super::sheet::place_of;

/// Cells that are shown as one. The value is in the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// First column, from 0.
    pub left: u16,
    /// First row.
    pub top: u32,
    /// Last column.
    pub right: u16,
    /// Last row.
    pub bottom: u32,
}

impl Region {
    /// Reads `A1:C2`; `None` when it is not of that form or one cell only.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':')?;
        let ((left, top), (right, bottom)) = (place_of(first.trim())?, place_of(last.trim())?);
        let is_many = left < right || top < bottom;
        (left <= right && top <= bottom && is_many).then_some(Self { left, top, right, bottom })
    }

    /// Whether it covers more than one column.
    pub fn is_wide(&self) -> bool {
        self.left < self.right
    }

    fn has(&self, column: u16, row: u32) -> bool {
        (self.left..=self.right).contains(&column) && (self.top..=self.bottom).contains(&row)
    }
}

/// The merged cells of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// By their first rows.
    all: Vec<Region>,
    /// Those of several rows by column and row, for a quick find.
    tall: Vec<Region>,
}

impl Merged {
    /// The merged cells of these regions.
    pub fn new(mut all: Vec<Region>) -> Self {
        all.sort_unstable_by_key(|region| region.top);
        let mut tall: Vec<Region> =
            all.iter().copied().filter(|region| region.top < region.bottom).collect();
        tall.sort_unstable();
        Self { all, tall }
    }

    /// Whether a cell covers both rows.
    pub fn are_joined(&self, upper: u32, lower: u32) -> bool {
        self.tall.iter().any(|it| it.top <= upper && lower <= it.bottom)
    }

    /// The columns in which a cell of several rows ends in this one.
    pub fn columns_ending_at(&self, row: u32) -> impl Iterator<Item = u16> {
        self.tall.iter().filter(move |it| it.bottom == row).map(|it| it.left)
    }

    /// The region that covers a cell of the rows of headings.
    pub fn around(&self, column: u16, row: u32) -> Option<Region> {
        let n_above = self.all.partition_point(|region| region.top <= row);
        let above = self.all.get(..n_above).unwrap_or_default();
        above.iter().copied().find(|region| region.has(column, row))
    }

    /// The row whose value a cell of data shows because it is merged with those above it. A value
    /// is never taken from another column: that would be another field.
    pub fn source_row(&self, column: u16, row: u32) -> Option<u32> {
        let n_before = self.tall.partition_point(|it| (it.left, it.top) <= (column, row));
        let region = self.tall.get(n_before.checked_sub(1)?)?;
        let is_covered = region.left == column && (region.top..=region.bottom).contains(&row);
        (is_covered && region.top < row).then_some(region.top)
    }
}

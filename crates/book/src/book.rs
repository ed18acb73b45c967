//! The book in memory: every customer's current values, who wrote them, and what follows from
//! them. Not here: storage, the clock, search.

mod apply;
mod batches;
mod budget;
mod cells;
mod company_rules;
mod computed;
mod conflicts;
mod contacts;
mod derive;
mod digest;
mod digest_trade;
mod forget;
mod frozen;
mod funnel;
mod funnel_view;
mod imported;
mod leave;
mod merges;
mod months;
mod names;
mod objections;
mod orders;
mod parts;
mod placing;
mod products;
mod recent;
mod registers;
mod revision;
mod services;
mod shared_conflicts;
mod state;
mod state_trade;
mod unseen;
mod writes;

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::NaiveDate;
use jipan_rules::budget::BudgetKey;
use jipan_rules::freshness::Cycles;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, FactId, ProductId};

use crate::arena::{Row, TextArena};
use crate::columns::{Column, Columns};
use crate::hash::FixedSet;

pub use apply::Applied;
pub use budget::BudgetRecord;
pub(crate) use company_rules::RuleKey;
pub use company_rules::RuleRecord;
pub use conflicts::ConflictView;
pub(crate) use conflicts::{Conflict, Conflicts, Noted};
pub use contacts::{ContactFieldView, ContactView};
pub(crate) use derive::DERIVED_BYTES;
pub use derive::Derived;
pub use frozen::Counted;
pub(crate) use funnel::{FunnelFact, SaidFact};
pub use funnel_view::{DealView, FactView, RemarkView};
pub use imported::ImportedView;
pub use months::{MonthSum, month_of};
pub use objections::{AnswerView, ObjectionView};
pub(crate) use objections::{Objection, Said};
pub use orders::{MoveView, OrderView};
pub(crate) use orders::{Moved, Order, Orders, Placed, order_keys};
pub use parts::{BatchRecord, FieldMetaView, NoteView, Origin};
pub(crate) use parts::{
    Confirm, Contact, ContactField, Deletion, FieldMeta, Imported, Merged, NO_WRITER, Note, Writers,
};
pub(crate) use products::{CODE, Product, ProductValue};
pub use products::{ProductValueView, ProductView};
pub use recent::Recent;
pub use registers::Register;
use revision::Revision;
pub use shared_conflicts::{SharedChoice, SharedConflict, SharedPlace, SharedSide, SharedValue};

/// Customers in one page of the book. OURS
pub const PAGE_ROWS: u32 = 1024;

/// The row was lost with a damaged page and holds nothing.
pub(crate) const FLAG_HOLE: u8 = 1;
/// The row is deleted.
pub(crate) const FLAG_DELETED: u8 = 2;
/// A field of the row was edited or confirmed.
pub(crate) const FLAG_META: u8 = 4;
/// The row was merged into another one.
pub(crate) const FLAG_MERGED: u8 = 8;
/// The name of the row is to be read again when the table of readings is here.
pub(crate) const FLAG_UNREAD: u8 = 16;

/// The customer book. It is a function of the set of changes applied: any order, any number of
/// times, same book ([`Book::digest`]). Only the order of rows differs.
#[derive(Debug, Clone, Default)]
pub struct Book {
    pub(crate) ids: FixedSet<CustomerId>,
    /// Per row the writer of its [`crate::Op::Create`].
    pub(crate) origins: Vec<u32>,
    pub(crate) flags: Vec<u8>,
    pub(crate) derived: Vec<Derived>,
    pub(crate) columns: Columns,
    pub(crate) pinyin: TextArena,
    pub(crate) initials: TextArena,
    pub(crate) writers: Writers,
    pub(crate) metas: BTreeMap<(u32, u16), FieldMeta>,
    pub(crate) deletions: BTreeMap<u32, Deletion>,
    pub(crate) notes: BTreeMap<(u32, FactId), Note>,
    pub(crate) merges: BTreeMap<u32, Merged>,
    /// The customers that others were merged into, and how many.
    pub(crate) merge_targets: BTreeMap<CustomerId, u32>,
    /// Pairs judged to be two customers or not, under the row of the smaller id.
    pub(crate) distincts: BTreeMap<(u32, CustomerId), (u32, bool)>,
    pub(crate) contacts: BTreeMap<(u32, ContactId), Contact>,
    pub(crate) conflicts: Conflicts,
    pub(crate) orders: Orders,
    pub(crate) objections: BTreeMap<(u32, FactId), Objection>,
    pub(crate) funnel: BTreeMap<(u32, FactId), FunnelFact>,
    pub(crate) products: BTreeMap<ProductId, Product>,
    pub(crate) rules: BTreeMap<RuleKey, RuleRecord>,
    pub(crate) budget: BTreeMap<BudgetKey, BudgetRecord>,
    budget_revision: u64,
    /// Where something of products or rules was written over that nobody had seen who wrote later.
    unseen_shared: BTreeSet<SharedPlace>,
    /// Values that follow from orders and rules.
    pub(crate) computed: Columns,
    pub(crate) batches: BTreeMap<BatchId, BatchRecord>,
    pub(crate) dirty: BTreeSet<u32>,
    pub(crate) n_customers: u32,
    pub(crate) revision: Revision,
    /// The cycles that the company set; projections rest on them.
    pub(crate) cycles: Cycles,
}

impl Book {
    /// A book without customers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for the customers of `n` more pages.
    pub fn reserve_pages(&mut self, n: usize) {
        self.reserve(n.saturating_mul(Row(PAGE_ROWS).idx()));
    }

    /// Makes room for `n` more customers.
    pub fn reserve(&mut self, n: usize) {
        self.ids.reserve(n);
        self.origins.reserve(n);
        self.flags.reserve(n);
        self.derived.reserve(n);
    }

    /// The row of a customer, also of one that is deleted or not yet known by more than its id.
    pub fn row_of(&self, id: CustomerId) -> Option<Row> {
        self.ids.get_index_of(&id).map(Row::at)
    }

    /// The customer of a row.
    pub fn id_of(&self, row: Row) -> Option<CustomerId> {
        self.ids.get_index(row.idx()).copied()
    }

    /// Rows, deleted and hidden ones included.
    pub fn n_rows(&self) -> u32 {
        Row::at(self.ids.len()).0
    }

    /// Every row.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row> + use<> {
        (0..self.n_rows()).map(Row)
    }

    /// Customers in the book: created, not deleted and not merged into another one.
    pub fn n_customers(&self) -> u32 {
        self.n_customers
    }

    /// Whether the row is a customer in the book: created, not deleted and not merged into another
    /// one.
    #[inline]
    pub fn is_visible(&self, row: Row) -> bool {
        self.is_created(row) && !self.has_flag(row, FLAG_DELETED) && !self.is_merged(row)
    }

    /// Whether the row was lost with a damaged page.
    pub fn is_lost(&self, row: Row) -> bool {
        self.has_flag(row, FLAG_HOLE)
    }

    /// Whether the row is a customer that was deleted.
    pub fn is_deleted(&self, row: Row) -> bool {
        self.is_created(row) && self.has_flag(row, FLAG_DELETED) && !self.is_merged(row)
    }

    #[inline]
    fn is_created(&self, row: Row) -> bool {
        self.origins.get(row.idx()).is_some_and(|&writer| writer != NO_WRITER)
    }

    #[inline]
    fn has_flag(&self, row: Row, flag: u8) -> bool {
        self.flags.get(row.idx()).is_some_and(|flags| flags & flag != 0)
    }

    fn set_flag(&mut self, row: Row, flag: u8, on: bool) {
        if let Some(flags) = self.flags.get_mut(row.idx()) {
            *flags = if on { *flags | flag } else { *flags & !flag };
        }
    }

    /// The current value of a field.
    pub fn value(&self, row: Row, field: FieldId) -> Option<Value> {
        self.computed.get(row, field).or_else(|| self.columns.get(row, field))
    }

    /// Whether a field has a value.
    pub fn is_filled(&self, row: Row, field: FieldId) -> bool {
        self.computed.has(row, field) || self.columns.has(row, field)
    }

    /// The fields with a value.
    pub fn filled_fields(&self, row: Row) -> Vec<FieldId> {
        let mut filled = self.columns.fields_of(row);
        let computed = self.computed.fields_of(row);
        filled.extend(computed.into_iter().filter(|&it| !self.columns.has(row, it)));
        filled
    }

    /// The current text of a field that holds text.
    #[inline]
    pub fn text(&self, row: Row, field: FieldId) -> Option<&str> {
        match self.column_of(row, field)? {
            Column::Texts(texts) => texts.get(row),
            Column::Words(words) => words.get(row),
            Column::Choices(_)
            | Column::YesNos(_)
            | Column::Days(_)
            | Column::Integers(_)
            | Column::Amounts(_) => None,
        }
    }

    /// Pinyin of the names, all readings, made when a name is written.
    pub fn pinyin(&self) -> &TextArena {
        &self.pinyin
    }

    /// First letters of the pinyin of the names, all readings.
    pub fn initials(&self) -> &TextArena {
        &self.initials
    }

    /// What follows from the current values of a row, whatever day it is.
    pub fn derived(&self, row: Row) -> Derived {
        self.derived.get(row.idx()).copied().unwrap_or_default()
    }

    /// Who created the customer; `None` while it is known by its id only.
    pub fn origin(&self, row: Row) -> Option<&Origin> {
        self.writers.get(*self.origins.get(row.idx())?)
    }

    /// Who deleted a customer that is deleted.
    pub fn deleted_by(&self, row: Row) -> Option<&Origin> {
        if !self.is_deleted(row) {
            return None;
        }
        self.writers.get(self.deletions.get(&row.0)?.writer)
    }

    /// Who wrote the current value of a field, also of an empty one, and when it was confirmed.
    pub fn field_meta(&self, row: Row, field: FieldId) -> Option<FieldMetaView<'_>> {
        let meta = self.meta(row, field);
        let writer = self.writers.get(self.value_writer(row, field))?;
        Some(FieldMetaView {
            writer,
            confirmed_on: self.confirmed_on(row, field),
            was: meta.and_then(|meta| meta.was.as_ref()),
            is_edited: meta.is_some_and(|meta| meta.writer != NO_WRITER),
        })
    }

    /// The day on which the current value was last known to be true: the day of the last check, or
    /// that on which it was written by hand. A file confirms nothing. `None` = unknown.
    ///
    /// Source: rulebook 1.19, freshness (OURS).
    pub fn confirmed_on(&self, row: Row, field: FieldId) -> Option<NaiveDate> {
        let meta = self.meta(row, field);
        if let Some(confirm) = meta.and_then(|meta| meta.confirm) {
            return confirm.on;
        }
        let writer = self.writers.get(self.value_writer(row, field))?;
        writer.action.by_hand().then_some(writer.on)
    }

    #[inline]
    fn meta(&self, row: Row, field: FieldId) -> Option<&FieldMeta> {
        if !self.has_flag(row, FLAG_META) {
            return None;
        }
        self.metas.get(&(row.0, field.0))
    }

    /// The writer of the current value of a field, or of the row where it was never edited.
    #[inline]
    fn value_writer(&self, row: Row, field: FieldId) -> u32 {
        match self.meta(row, field) {
            Some(meta) if meta.writer != NO_WRITER => meta.writer,
            Some(_) | None => self.origins.get(row.idx()).copied().unwrap_or(NO_WRITER),
        }
    }

    /// Who made the check that counts for the current value.
    pub(crate) fn confirmed_by(&self, row: Row, field: FieldId) -> Option<&Origin> {
        self.writers.get(self.meta(row, field)?.confirm?.writer)
    }

    /// The day on which the value that was overwritten had been confirmed.
    pub(crate) fn was_confirmed_on(&self, row: Row, field: FieldId) -> Option<NaiveDate> {
        self.meta(row, field)?.was_on
    }

    /// The fields ever edited or confirmed.
    pub(crate) fn edited_fields(&self, row: Row) -> impl Iterator<Item = FieldId> {
        self.metas.range((row.0, 0)..=(row.0, u16::MAX)).map(|(key, _)| FieldId(key.1))
    }

    /// Who last deleted or restored a customer, and which of the two.
    pub(crate) fn deletion(&self, row: Row) -> Option<(&Origin, bool)> {
        let last = self.deletions.get(&row.0)?;
        Some((self.writers.get(last.writer)?, last.is_deleted))
    }

    /// The notes about a customer in the order of their ids, which is that of time. Those taken
    /// back are among them, marked.
    pub fn notes(&self, row: Row) -> impl Iterator<Item = NoteView<'_>> {
        let range = self.notes.range(note_keys(row));
        range.filter_map(|(&(_, id), note)| {
            let writer = self.writers.get(note.writer)?;
            let is_retracted = note.retract.is_some_and(|(_, retracted)| retracted);
            Some(NoteView { id, text: &note.text, writer, is_retracted })
        })
    }

    /// Pages of the book.
    pub fn n_pages(&self) -> u32 {
        self.n_rows().div_ceil(PAGE_ROWS)
    }

    /// Whether what is stored of a page is not what the book knows.
    pub fn is_page_dirty(&self, page: u32) -> bool {
        self.dirty.contains(&page)
    }

    /// Pages that changed since they were loaded or [`Self::mark_clean`] was called: what folding
    /// must write.
    pub fn dirty_pages(&self) -> impl Iterator<Item = u32> + '_ {
        self.dirty.iter().copied()
    }

    /// Says that a page is in storage as it is now.
    pub fn mark_clean(&mut self, page: u32) {
        self.dirty.remove(&page);
    }
}

/// The keys of all notes of a row.
fn note_keys(row: Row) -> std::ops::RangeInclusive<(u32, FactId)> {
    let least = FactId::new(jipan_rules::Uuid::nil());
    let most = FactId::new(jipan_rules::Uuid::max());
    (row.0, least)..=(row.0, most)
}

/// The page a row lies in.
pub(crate) fn page_of(row: Row) -> u32 {
    row.0 / PAGE_ROWS
}

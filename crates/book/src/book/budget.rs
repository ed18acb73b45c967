//! What is kept of the budget: values by what they are of, each with what it came after. Not here: what
//! they come to, which is `jipan_rules::budget`.

use std::collections::BTreeMap;

use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey};

use super::apply::{Applied, Before};
use super::registers::Register;
use super::{Book, Origin, SharedPlace};
use crate::change::Op;
use crate::stamp::Stamp;

/// What was written of a value of the budget, and what that came after.
pub type BudgetRecord = Register<Box<str>>;

impl Book {
    /// What was written of the budget; what was taken back is without a value.
    pub fn budget(&self) -> &BTreeMap<BudgetKey, BudgetRecord> {
        &self.budget
    }

    /// Grows with every write of the budget that changed something, and where one was taken out.
    pub fn budget_revision(&self) -> u64 {
        self.budget_revision
    }

    /// A value of the budget.
    ///
    /// ```
    /// use jipan_book::Book;
    /// use jipan_rules::Uuid;
    /// use jipan_rules::budget::{BudgetField, BudgetKey};
    /// let key = BudgetKey::of(BudgetField::PlanName, Uuid::from_u128(1 << 64));
    /// assert_eq!(Book::new().budget_value(key), None, "nothing was ever written there");
    /// ```
    pub fn budget_value(&self, key: BudgetKey) -> Option<&str> {
        self.budget.get(&key)?.value.as_deref()
    }

    /// What stood there at some instant: what was the last word then.
    pub fn budget_value_at(&self, key: BudgetKey, at: Stamp) -> Option<&str> {
        self.budget.get(&key)?.said_by(at, &self.writers).map(AsRef::as_ref)
    }

    /// Who wrote a value of the budget last, also who took it back.
    pub fn budget_by(&self, key: BudgetKey) -> Option<&Origin> {
        self.writers.get(self.budget.get(&key)?.writer)
    }

    /// Everything that was ever said of a value, the earliest first, with who said it.
    pub fn budget_history(&self, key: BudgetKey) -> Vec<(&Origin, Option<&str>)> {
        let all = self.budget.get(&key).into_iter().flat_map(BudgetRecord::all);
        all.filter_map(|it| Some((self.writers.get(it.writer)?, it.value.as_deref()))).collect()
    }

    /// The values of a field of one thing (a plan, a line, a measure, an expense), by part and month.
    pub fn budget_of(
        &self,
        field: BudgetField,
        of: Uuid,
    ) -> impl Iterator<Item = (BudgetKey, &str)> {
        let first = BudgetKey::of(field, of);
        let last = BudgetKey { part: Uuid::max(), at: u16::MAX, ..first };
        let all = self.budget.range(first..=last);
        all.filter_map(|(key, it)| Some((*key, it.value.as_deref()?)))
    }

    /// The values of a field, of whatever they are.
    pub fn budget_field(&self, field: BudgetField) -> impl Iterator<Item = (BudgetKey, &str)> {
        let first = BudgetKey::of(field, Uuid::nil());
        let last = BudgetKey { of: Uuid::max(), part: Uuid::max(), at: u16::MAX, ..first };
        let all = self.budget.range(first..=last);
        all.filter_map(|(key, it)| Some((*key, it.value.as_deref()?)))
    }

    /// The write that sets a value, knowing what stands there.
    pub fn put_budget(&self, key: BudgetKey, value: Option<Box<str>>) -> Op {
        let was = self.budget.get(&key).and_then(|it| it.value.clone());
        Op::Budget { key, value, was }
    }

    pub(super) fn write_budget(
        &mut self,
        key: BudgetKey,
        put: BudgetRecord,
        applied: &mut Applied,
    ) {
        let before = self.budget.get(&key).cloned();
        let value = self.merged_budget(key, put);
        if before.as_ref() != Some(&value) {
            applied.before.push(Before::Budget(key, before));
            self.set_budget(key, Some(value));
        }
    }

    /// What stands of a value once something is written: the later one, with what it came after.
    pub(crate) fn merged_budget(&self, key: BudgetKey, put: BudgetRecord) -> BudgetRecord {
        Register::merged(self.budget.get(&key).cloned(), put, true, &self.writers)
    }

    pub(crate) fn set_budget(&mut self, key: BudgetKey, record: Option<BudgetRecord>) {
        let watched = record.as_ref().filter(|_| key.is_watched());
        self.note_unseen(SharedPlace::Budget(key), watched);
        match record {
            Some(record) => self.budget.insert(key, record),
            None => self.budget.remove(&key),
        };
        self.budget_revision = self.budget_revision.wrapping_add(1);
    }
}

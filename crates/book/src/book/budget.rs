//! What is kept of the budget: values by what they are of, each with what it came after. Not here: what
//! they come to, which is `jipan_rules::budget`; what a frozen plan counts (`frozen`).

use std::collections::BTreeMap;

use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey, Judgement, Readers};
use jipan_rules::values::ids::PersonId;

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

    /// Whether an expense is approved at the amount that stands. One that is another amount now waits again.
    fn is_approved(&self, of: BudgetKey) -> bool {
        let value = |field| self.budget_value(BudgetKey::of(field, of.of).part(of.part));
        let approved = match value(BudgetField::ExpenseVerdict).and_then(Judgement::parse) {
            Some(Judgement::Approved(amount)) => amount,
            Some(Judgement::Rejected(..)) | None => return false,
        };
        value(BudgetField::ExpenseAmount).and_then(|it| it.parse().ok()) == Some(approved)
    }

    /// Whether an expense is not for `by` to write but for who approves: it is somebody else's, or it was
    /// approved, so that nobody puts another amount below that word. `OURS`
    pub(super) fn is_judges_alone(&self, key: BudgetKey, by: PersonId) -> bool {
        let Readers::Person(of) = key.readers() else { return false };
        let verdict = BudgetKey::of(BudgetField::ExpenseVerdict, key.of).part(key.part);
        let is_judged = key == verdict || self.is_approved(key);
        of != by || is_judged
    }

    /// Forgets all of it.
    pub(super) fn forget_budget(&mut self) {
        self.budget.clear();
        self.budget_revision = self.budget_revision.wrapping_add(1);
    }

    /// Takes in a write of the budget.
    pub(super) fn apply_budget(&mut self, op: &Op, writer: u32, applied: &mut Applied) {
        let Op::Budget { key, value, was } = op else { return };
        let (key, put) = (*key, BudgetRecord::new(writer, value.clone(), was.clone()));
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

//! What of a frozen plan counts: what whoever froze it had seen. Not here: what is kept of it, and what it
//! comes to.

use jipan_rules::budget::{BudgetField, BudgetKey, PlanId, Seen};

use super::{Book, BudgetRecord, Origin};
use crate::change::Op;

/// What of a plan counts. What was written since it was frozen, and what was written before and came later,
/// is kept, and stands once the plan is opened.
#[derive(Debug, Clone)]
pub struct Counted<'book> {
    book: &'book Book,
    /// Who froze it, and what that one had seen; without a list, all that was written until then.
    frozen: Option<(&'book Origin, Option<Seen>)>,
}

impl<'book> Counted<'book> {
    /// Who froze the plan, since when it is frozen without a break; `None` while it is open.
    pub fn frozen_by(&self) -> Option<&'book Origin> {
        self.frozen.as_ref().map(|(by, _)| *by)
    }

    /// Whether what somebody wrote counts: all while the plan is open.
    pub fn has(&self, by: &Origin) -> bool {
        match &self.frozen {
            None => true,
            Some((frozen, None)) => by.stamp <= frozen.stamp,
            Some((_, Some(seen))) => seen.covers(by.change.replica, by.change.seq),
        }
    }

    /// What counts for a key of the plan, or of an own line.
    pub fn value(&self, key: BudgetKey) -> Option<&'book str> {
        match &self.frozen {
            None => self.book.budget_value(key),
            Some((frozen, None)) => self.book.budget_value_at(key, frozen.stamp),
            // Of what was seen the last word is listed: where nothing is, nothing was there.
            Some((_, Some(_))) => self.last_seen(key)?.value.as_deref(),
        }
    }

    fn last_seen(&self, key: BudgetKey) -> Option<&'book BudgetRecord> {
        let book = self.book;
        let is_seen =
            |it: &&BudgetRecord| book.writers.get(it.writer).is_some_and(|by| self.has(by));
        book.budget.get(&key)?.all().rfind(is_seen)
    }
}

impl Book {
    /// What of a plan counts: while it is frozen what whoever froze it had seen, else what stands. Frozen again
    /// while it was frozen, the first time counts; opened again and frozen, the last.
    ///
    /// ```
    /// use jipan_book::Book;
    /// use jipan_rules::budget::{BudgetKey, LineRef, PlanId, Row};
    /// use jipan_rules::{Uuid, period::Month};
    /// let plan = PlanId(Uuid::from_u128(1 << 64));
    /// let key = BudgetKey::cell(plan, LineRef::Row(Row::Visits), Month::from_index(24_324));
    /// let book = Book::new();
    /// let counted = book.counted(plan);
    /// assert!(counted.frozen_by().is_none(), "nobody knows that plan");
    /// assert_eq!(counted.value(key), None, "nothing is planned there");
    /// ```
    pub fn counted(&self, plan: PlanId) -> Counted<'_> {
        let first = self.first_freeze(plan);
        let frozen = first.and_then(|it| {
            let seen = it.value.as_deref().and_then(Seen::parse);
            Some((self.writers.get(it.writer)?, seen))
        });
        Counted { book: self, frozen }
    }

    /// The write since which a plan is frozen without a break.
    fn first_freeze(&self, plan: PlanId) -> Option<&BudgetRecord> {
        let all = self.budget.get(&BudgetKey::of(BudgetField::PlanFrozen, plan.0))?.all();
        all.rev().take_while(|it| it.value.is_some()).last()
    }

    /// The write that freezes a plan as it stands here: it says what is seen of it, so that whatever comes later
    /// changes nothing, whenever it was written. Of each value its last word is enough: no earlier one counts.
    ///
    /// ```
    /// use jipan_book::{Book, Op};
    /// use jipan_rules::Uuid;
    /// use jipan_rules::budget::PlanId;
    /// let frozen = Book::new().freeze(PlanId(Uuid::from_u128(1 << 64)));
    /// assert!(matches!(frozen, Op::Budget { value: Some(seen), .. } if *seen == *"1;"));
    /// ```
    pub fn freeze(&self, plan: PlanId) -> Op {
        let of_plan = self.budget.iter().filter(|(key, _)| key.is_frozen_with(plan));
        let changes = of_plan.filter_map(|(_, it)| Some(self.writers.get(it.writer)?.change));
        let seen = Seen::of(changes.map(|it| (it.replica, it.seq)));
        let key = BudgetKey::of(BudgetField::PlanFrozen, plan.0);
        self.put_budget(key, Some(seen.to_string().into()))
    }
}

//! 费用 of a month: one's own, and those of all for managers. Not here: approving them.

use std::cmp::Reverse;

use jipan_book::Stamp;
use jipan_book::sorting::sort_by_key;
use jipan_rules::budget::{LineRef, Row};
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use crate::budget::{Expense, Judged, Kept, line_label, table_of};
use crate::model::Model;
use crate::view::{ExpenseRow, ExpensesView, Verdict};

impl Model {
    fn month_of_expenses(&self) -> Month {
        self.budget.chosen.expenses_of.unwrap_or(Month::of(self.today))
    }

    /// The expenses of the month that this person reads, in any order.
    pub(crate) fn expenses_shown<'a>(&self, kept: &'a Kept) -> impl Iterator<Item = &'a Expense> {
        let (month, reads_all) = (self.month_of_expenses(), self.leads_budget());
        let of_month = kept.expenses.iter().filter(move |it| Month::of(it.on) == month);
        of_month.filter(move |it| reads_all || self.is_own_expense(it))
    }

    pub(super) fn expenses_view(&self, kept: &Kept) -> ExpensesView {
        let month = self.month_of_expenses();
        let reads_all = self.leads_budget();
        let mut shown: Vec<&Expense> = self.expenses_shown(kept).collect();
        sort_by_key(&mut shown, |it| Reverse((it.on, it.said, it.id)));
        let rows: Vec<ExpenseRow> = shown.iter().map(|it| self.expense_row(kept, it)).collect();
        let sum = |is: fn(&Verdict) -> bool| {
            let of = rows.iter().filter(|it| is(&it.verdict));
            of.fold(0_i64, |sum, it| sum.saturating_add(it.amount))
        };
        let has_others = shown.iter().any(|it| !self.is_own_expense(it));
        ExpensesView {
            month,
            sums: [
                sum(|it| matches!(it, Verdict::Approved(_))),
                sum(|it| matches!(it, Verdict::Waiting)),
                sum(|it| matches!(it, Verdict::Rejected(..))),
            ],
            rows: rows.into(),
            has_others,
            left: if reads_all { self.expenses_left(kept, month) } else { None },
        }
    }

    /// What of a month's fixed and variable expenses is still planned.
    fn expenses_left(&self, kept: &Kept, month: Month) -> Option<[i64; 2]> {
        let plan = kept.plan_in_force_of(month)?;
        let place = plan.year.place(month)?;
        let planned = table_of(plan);
        let actual = self.actual_table(kept, plan.year);
        let left = [Row::FixedExpense, Row::VariableExpense].map(|row| {
            let line = LineRef::Row(row);
            let planned = planned.month(line, place)?.value;
            let spent = actual.month(line, place).map(|it| it.value).unwrap_or_default();
            Some(planned.saturating_sub(spent))
        });
        let [Some(fixed), Some(variable)] = left.map(|it| it.or(Some(0))) else { return None };
        left.iter().any(Option::is_some).then_some([fixed, variable])
    }

    /// Whether an expense is to be approved, by the rule of its day.
    fn asks_approval(&self, it: &Expense) -> bool {
        self.budget_rules(it.on).approval.value.asks(Money::from_fen(it.amount))
    }

    fn expense_row(&self, kept: &Kept, it: &Expense) -> ExpenseRow {
        let asks = self.asks_approval(it);
        let verdict = match &it.judged {
            // What is too small to be approved by anybody stands as it is.
            Judged::Waiting if !asks => Verdict::Approved(String::new()),
            Judged::Waiting => Verdict::Waiting,
            Judged::Approved(by) => Verdict::Approved(self.person_name(*by)),
            Judged::Rejected(by, why) => Verdict::Rejected(self.person_name(*by), why.clone()),
        };
        let manages = self.leads_budget();
        ExpenseRow {
            id: it.id,
            on: it.on,
            who: self.person_name(it.who),
            line: line_label(kept, kept.line_of(it)),
            amount: it.amount,
            note: it.note.clone(),
            receipt: it.receipt.as_deref().map(|it| self.photo(it)),
            verdict,
            is_editable: self.may_change_expense(it),
            can_judge: self.may_write() && manages && asks,
            is_late: is_late(kept, Month::of(it.on), it.said),
        }
    }
}

/// Whether something came after its month was closed.
pub(super) fn is_late(kept: &Kept, month: Month, at: Stamp) -> bool {
    kept.closed.get(&month).is_some_and(|closed| closed.by.at < at)
}

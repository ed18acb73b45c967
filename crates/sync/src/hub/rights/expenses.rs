//! Whose an expense is, whichever of the names of a person it has. Not here: what else is judged.

use std::borrow::Cow;

use jipan_book::Op;
use jipan_rules::budget::{BudgetField, BudgetKey, Readers};

use super::super::desk::Desk;
use super::Author;

impl Author {
    /// Whether a value of the budget is about an expense of the author.
    pub(in super::super) fn is_of_person(&self, desk: &Desk<'_>, key: BudgetKey) -> bool {
        matches!(key.readers(), Readers::Person(of) if desk.team.now_of(of) == self.person)
    }

    /// The same, but for its verdict: what one paid is one's own; whether it was approved before joining,
    /// nobody of the company said.
    pub(in super::super) fn is_own_expense(&self, desk: &Desk<'_>, key: BudgetKey) -> bool {
        let is_verdict = key.known() == Some(BudgetField::ExpenseVerdict);
        !is_verdict && self.is_of_person(desk, key)
    }

    /// Whether it is an expense of somebody else, which its bringer is not sent.
    pub(super) fn is_unseen_expense(&self, desk: &Desk<'_>, op: &Op) -> bool {
        let Op::Budget { key, .. } = op else { return false };
        let Readers::Person(of) = key.readers() else { return false };
        self.seen.is_some() && desk.team.now_of(of) != self.taker
    }
}

/// An operation with the present name of whoever an expense is of.
pub(super) fn of_present<'op>(desk: &Desk<'_>, op: &'op Op) -> Cow<'op, Op> {
    let mut op = Cow::Borrowed(op);
    if let Op::Budget { key, .. } = &*op
        && let Readers::Person(of) = key.readers()
        && desk.team.now_of(of) != of
        && let Op::Budget { key, .. } = op.to_mut()
    {
        key.part = desk.team.now_of(of).uuid();
    }
    op
}

//! What another rule of the funnel would change: each opportunity as it would stand on the first day on
//! which the rule counts, with it and without. Not here: what a standing is.

use jipan_book::{Book, Row};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{FunnelHistory, standing};

use super::RuleEdit;
use crate::model::Model;
use crate::view::Moved;

/// The rules of the funnel without and with what the form is about.
#[derive(Debug)]
pub(super) struct DealRules {
    both: [FunnelHistory; 2],
    /// The first day on which that counts.
    day: NaiveDate,
}

impl DealRules {
    /// Of each opportunity of a customer what would be otherwise, if anything.
    pub(super) fn moves(&self, book: &Book, row: Row) -> Vec<Option<Moved>> {
        let deals = book.deals(row);
        let of = |course| {
            let [now, then] = &self.both;
            Some([standing(course, now, self.day)?, standing(course, then, self.day)?])
        };
        let moves = deals.iter().filter_map(|deal| of(&deal.course));
        moves
            .map(|both| {
                let level = both.map(|it| it.level);
                let due = both.map(|it| it.due.map(|due| due.on));
                let weight = both.map(|it| it.weight);
                let [now, then] = &both;
                let is_same = (now.level, now.weight) == (then.level, then.weight);
                let is_due_then = now.due.map(|it| it.on) == then.due.map(|it| it.on);
                (!is_same || !is_due_then).then_some(Moved::Deal { level, due, weight })
            })
            .collect()
    }
}

impl Model {
    /// The rules of the funnel without and with what the form is about.
    pub(super) fn deal_rules(&self, edit: &RuleEdit) -> Option<DealRules> {
        let rules = self.book.rule_book();
        let mut other = rules.clone();
        let from = if let Some(reverted) = edit.reverts {
            other.set(edit.key, reverted, None);
            reverted
        } else {
            let rule = self.typed_rule()?;
            let from = rule.from?;
            other.set(edit.key, from, Some(&rule.value.to_string()));
            from
        };
        Some(DealRules { both: [rules.funnel(), other.funnel()], day: from.max(self.today) })
    }
}

//! Versions of a year and its months: made, copied, put in force, frozen, taken out, closed. Not here: the
//! forms (`sheet`).

use std::collections::BTreeMap;

use jipan_book::{Action, Op};
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, RowUnit, split};
use jipan_rules::period::Month;
use jipan_rules::values::{Money, Rounding};

use super::read::{Kept, Plan, text_of_snapshot};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{Closing, Frozen};
use crate::model::Model;

/// By how much a copy is more or less, in ten-thousandths.
pub(crate) const SCALE_SAME: i64 = 10_000;

/// The cells of a line scaled: their sum is the scaled sum to the last fen. Heads are scaled one by one.
fn scaled(months: &[Option<i64>; 12], unit: RowUnit, scale: i64) -> [Option<i64>; 12] {
    let one = |value: i64| {
        let scaled = Money::from_fen(value).scale(scale, SCALE_SAME, Rounding::HalfUp);
        scaled.map_or(value, Money::fen)
    };
    if scale == SCALE_SAME {
        return *months;
    }
    if unit == RowUnit::Heads {
        return months.map(|it| it.map(one));
    }
    let said: Vec<i64> = months.iter().flatten().copied().collect();
    let sum = said.iter().fold(0_i64, |sum, it| sum.saturating_add(*it));
    let is_mixed = said.iter().any(|it| *it < 0);
    let most = said.iter().copied().max().unwrap_or_default();
    let by = most / i64::from(u32::MAX) + 1;
    let weights: Vec<u32> =
        said.iter().map(|it| u32::try_from(*it / by).unwrap_or_default()).collect();
    // Where some months are negative no share of the whole says what a month is: each is scaled, and the
    // last one takes what is left over.
    let parts = if is_mixed || sum == 0 {
        let mut parts: Vec<i64> = said.iter().copied().map(one).collect();
        let given = parts.iter().fold(0_i64, |sum, it| sum.saturating_add(*it));
        if let Some(last) = parts.last_mut() {
            *last = last.saturating_add(one(sum).saturating_sub(given));
        }
        parts
    } else {
        split(one(sum), &weights).unwrap_or_default()
    };
    let mut parts = parts.into_iter();
    months.map(|it| it.and_then(|_| parts.next()))
}

impl Model {
    /// The writes of a new version of a year: blank, or a copy of another one.
    pub(super) fn ops_of_new_plan(
        &self,
        (id, year): (PlanId, Month),
        name: &str,
        from: Option<(&Plan, i64)>,
        kept: &Kept,
    ) -> Vec<Op> {
        let key = |field| BudgetKey::of(field, id.0);
        let put = |key, value: String| self.put_other(key, Some(&value));
        let mut ops = vec![
            put(key(BudgetField::PlanYear), year.index().to_string()),
            put(key(BudgetField::PlanName), name.to_owned()),
        ];
        if let Some((from, scale)) = from {
            ops.push(put(key(BudgetField::PlanFrom), from.id.0.to_string()));
            for (line, months) in &from.cells {
                let Some(row) = kept.row_of(*line) else { continue };
                let months = scaled(months, row.unit(), scale).into_iter().enumerate();
                for (place, value) in months {
                    let month = year.on(u16::try_from(place).unwrap_or_default());
                    ops.push(self.put_number(BudgetKey::cell(id, *line, month), value));
                }
            }
            ops.extend(self.ops_of_ways(key(BudgetField::PlanYear), from, scale));
        }
        if kept.plans_of(year).is_empty() {
            let in_force = BudgetKey::of(BudgetField::PlanInForce, jipan_rules::Uuid::nil());
            ops.push(put(in_force.at(year), id.0.to_string()));
        }
        ops.into_iter().flatten().collect()
    }

    /// Targets, ways, growth and weights of a copy.
    fn ops_of_ways(&self, of: BudgetKey, from: &Plan, scale: i64) -> Vec<Option<Op>> {
        let key = |field| BudgetKey::of(field, of.of);
        let targets = from.targets.iter().map(|(line, target)| {
            let scaled = Money::from_fen(*target).scale(scale, SCALE_SAME, Rounding::HalfUp);
            let key = key(BudgetField::PlanTarget).part(line.uuid());
            self.put_number(key, scaled.ok().map(Money::fen))
        });
        let methods = from.methods.iter().map(|(row, method)| {
            let key = key(BudgetField::PlanMethod).part(LineRef::Row(*row).uuid());
            self.put_other(key, Some(method.word()))
        });
        let growth = from.growth.iter().map(|(row, growth)| {
            let key = key(BudgetField::PlanGrowth).part(LineRef::Row(*row).uuid());
            self.put_number(key, Some((*growth).into()))
        });
        let weights = from.weights.map(|it| it.to_string()).join(";");
        let weights = (from.weights != [1; 12])
            .then(|| self.put_other(key(BudgetField::PlanWeights), Some(&weights)));
        targets.chain(methods).chain(growth).chain(weights).collect()
    }

    pub(super) fn put_in_force(&mut self, id: PlanId, env: &mut Env) -> Vec<Effect> {
        let kept = self.kept_budget();
        let Some(plan) = kept.plans.get(&id).filter(|_| self.may_plan()) else {
            return Vec::new();
        };
        let key = BudgetKey::of(BudgetField::PlanInForce, jipan_rules::Uuid::nil());
        let op = self.put_other(key.at(plan.year.first), Some(&id.0.to_string()));
        self.commit_budget(Action::EditPlan, op.into_iter().collect(), Vec::new(), env)
    }

    /// A version is frozen as it is seen here, or opened. Of one that is frozen the first freeze counts, so
    /// there is nothing to write.
    pub(super) fn freeze_plan(&mut self, id: PlanId, to: Frozen, env: &mut Env) -> Vec<Effect> {
        let kept = self.kept_budget();
        let Some(plan) = kept.plans.get(&id).filter(|_| self.may_plan()) else {
            return Vec::new();
        };
        let op = match to {
            Frozen::Frozen => plan.frozen.is_none().then(|| self.book.freeze(id)),
            Frozen::Open => self.put_other(BudgetKey::of(BudgetField::PlanFrozen, id.0), None),
        };
        self.commit_budget(Action::FreezePlan, op.into_iter().collect(), Vec::new(), env)
    }

    /// A version is taken out; all of it is kept, so that it can come back. A frozen one stays.
    pub(super) fn remove_plan(&mut self, id: PlanId, env: &mut Env) -> Vec<Effect> {
        let kept = self.kept_budget();
        if self.open_plan(&kept, id).is_none() {
            return Vec::new();
        }
        let op = self.put_other(BudgetKey::of(BudgetField::PlanGone, id.0), Some("1"));
        self.commit_budget(Action::EditPlan, op.into_iter().collect(), Vec::new(), env)
    }

    /// A month is closed with what it came to, or opened again. One that is not over stays open.
    pub(super) fn close_month(&mut self, month: Month, to: Closing, env: &mut Env) -> Vec<Effect> {
        if !self.may_plan() || self.budget.index.is_counting() {
            return Vec::new();
        }
        let kept = self.kept_budget();
        let key = BudgetKey::of(BudgetField::MonthClosed, jipan_rules::Uuid::nil()).at(month);
        let op = match to {
            Closing::Closed if month < Month::of(self.today) => {
                let was: BTreeMap<LineRef, i64> = self.snapshot(&kept, month);
                // A month that came to nothing is closed as well.
                let text = text_of_snapshot(&was);
                let is_open = self.book.budget_value(key).is_none();
                is_open.then(|| self.book.put_budget(key, Some(text.into()))).into_iter().collect()
            }
            Closing::Closed => Vec::new(),
            Closing::Open => self.put_other(key, None).into_iter().collect(),
        };
        self.commit_budget(Action::CloseMonth, op, Vec::new(), env)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_scaled_so_that_its_year_is_exact() {
        let months =
            [Some(333), Some(333), Some(334), None, None, None, None, None, None, None, None, None];
        let up = scaled(&months, RowUnit::Money, 10_550);
        assert_eq!(up.iter().flatten().sum::<i64>(), 1_055);
        assert_eq!(up.iter().flatten().count(), 3, "a blank stays blank");
        let mixed =
            [Some(-5), Some(15), None, None, None, None, None, None, None, None, None, None];
        assert_eq!(scaled(&mixed, RowUnit::Money, 5_000).iter().flatten().sum::<i64>(), 5);
        let heads = [Some(3); 12];
        assert_eq!(scaled(&heads, RowUnit::Heads, 15_000), [Some(5); 12]);
    }
}

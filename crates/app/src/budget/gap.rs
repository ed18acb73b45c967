//! 缺口: targets, growth, weights and ways to forecast are typed; the plan that follows is written. Not here:
//! what is expected (`forecasts`), and how a gap is split, which are rules.

use jipan_book::{Action, Op};
use jipan_rules::budget::{
    BudgetField, BudgetKey, GapPlan, LineRef, Method, PlanId, Row, RowUnit, gap,
};
use jipan_rules::check::ValueError;
use jipan_rules::values::text::half_width;

use super::figures::table_of;
use super::forecasts::{FORECAST, Forecast};
use super::number::number_of;
use super::read::{GROWTH_SAME, Plan, weights_of};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::GapField;
use crate::model::Model;
use crate::view::{DraftError, MoneyUnit};

/// Most growth: a hundred times. `OURS`
const GROWTH_MAX: i64 = 1_000_000;

/// The key of what is typed into a box of the gap while money is shown in a unit.
pub(crate) fn gap_key(plan: PlanId, field: GapField, unit: MoneyUnit) -> String {
    let unit = match unit {
        MoneyUnit::Yuan => "yuan",
        MoneyUnit::Wan => "wan",
    };
    match field {
        GapField::Target(row) => format!("budget/gap/{}/target/{}-{unit}", plan.0, row.code()),
        GapField::Growth(row) => format!("budget/gap/{}/growth/{}-", plan.0, row.code()),
        GapField::Weights => format!("budget/gap/{}/weights/-", plan.0),
    }
}

/// Weights as people type them: twelve numbers with any sign between, or blank for equal ones.
fn weights_typed(text: &str) -> Result<Option<[u32; 12]>, ValueError> {
    let text = half_width(text).replace([',', '、', '，', ':', '；', '\t', ' '], ";");
    let parts: Vec<&str> = text.split(';').filter(|it| !it.is_empty()).collect();
    if parts.is_empty() {
        return Ok(None);
    }
    weights_of(&parts.join(";")).map(Some).ok_or(ValueError::NotANumber)
}

/// Growth as people type it, in percent: `5` is 10 500 ten-thousandths of last year.
fn growth_typed(text: &str) -> Result<Option<i64>, ValueError> {
    let Some(more) = number_of(text, RowUnit::Rate, MoneyUnit::Yuan)? else { return Ok(None) };
    let growth = more.saturating_add(GROWTH_SAME.into());
    match growth {
        it if it < 0 => Err(ValueError::BelowMin { min: -10_000 }),
        it if it > GROWTH_MAX => Err(ValueError::AboveMax { max: GROWTH_MAX }),
        it => Ok(Some(it)),
    }
}

impl Model {
    /// The plan that is shown, if it can be written.
    fn gap_plan(&self) -> Option<Plan> {
        let kept = self.kept_budget();
        self.open_plan(&kept, self.shown_plan(&kept)?).cloned()
    }

    /// What is typed into a box, in whatever unit: the key, the text, the unit.
    pub(crate) fn gap_draft(
        &self,
        plan: PlanId,
        field: GapField,
    ) -> Option<(String, String, MoneyUnit)> {
        [MoneyUnit::Yuan, MoneyUnit::Wan].into_iter().find_map(|unit| {
            let key = gap_key(plan, field, unit);
            let text = self.drafts.texts.get(&key)?.clone();
            Some((key, text, unit))
        })
    }

    /// What is typed into a box as it is shown, with why it is none once it was left.
    pub(crate) fn gap_draft_view(
        &self,
        plan: PlanId,
        field: GapField,
    ) -> Option<(String, Option<DraftError>)> {
        let (key, text, unit) = self.gap_draft(plan, field)?;
        let error = if self.drafts.typed.contains(&key) {
            self.drafts.errors.get(&key).cloned()
        } else {
            self.op_of_gap(plan, field, (&text, unit)).err().map(DraftError::Value)
        };
        Some((text, error))
    }

    pub(super) fn gap_typed(&mut self, field: GapField, text: &str) -> Vec<Effect> {
        let Some(plan) = self.gap_plan() else { return Vec::new() };
        let key = gap_key(plan.id, field, self.budget.chosen.unit);
        let mut effects = Vec::new();
        if let Some((other, ..)) = self.gap_draft(plan.id, field).filter(|(of, ..)| *of != key) {
            effects.extend(self.drop_draft(other));
        }
        effects.extend(self.typed(key, text));
        effects
    }

    /// A box was left: a change if what is typed is a number and another one.
    pub(super) fn gap_left(&mut self, field: GapField, env: &mut Env) -> Vec<Effect> {
        let Some(plan) = self.gap_plan() else { return self.keep_drafts() };
        let Some((key, text, unit)) = self.gap_draft(plan.id, field) else { return Vec::new() };
        match self.op_of_gap(plan.id, field, (&text, unit)) {
            Ok(op) => {
                let ops = op.into_iter().collect();
                self.commit_budget(Action::EditBudget, ops, vec![(key, text)], env)
            }
            Err(error) => {
                self.drafts.errors.insert(key, DraftError::Value(error));
                self.keep_drafts()
            }
        }
    }

    /// The write that a text in a box means; none where it says nothing new.
    fn op_of_gap(
        &self,
        plan: PlanId,
        field: GapField,
        (text, unit): (&str, MoneyUnit),
    ) -> Result<Option<Op>, ValueError> {
        let of_row = |field, row: Row| BudgetKey::of(field, plan.0).part(LineRef::Row(row).uuid());
        Ok(match field {
            GapField::Target(row) => {
                let target = number_of(text, row.unit(), unit)?;
                self.put_number(of_row(BudgetField::PlanTarget, row), target)
            }
            GapField::Growth(row) => {
                self.put_number(of_row(BudgetField::PlanGrowth, row), growth_typed(text)?)
            }
            GapField::Weights => {
                let weights = weights_typed(text)?.map(|it| it.map(|it| it.to_string()).join(";"));
                let key = BudgetKey::of(BudgetField::PlanWeights, plan.0);
                self.put_other(key, weights.as_deref())
            }
        })
    }

    pub(super) fn method_chosen(&mut self, row: Row, to: Method, env: &mut Env) -> Vec<Effect> {
        let Some(plan) = self.gap_plan() else { return Vec::new() };
        let key = BudgetKey::of(BudgetField::PlanMethod, plan.id.0);
        let op = self.put_other(key.part(LineRef::Row(row).uuid()), Some(to.word()));
        self.commit_budget(Action::EditBudget, op.into_iter().collect(), Vec::new(), env)
    }

    /// What is expected of a row by the way that its plan chose.
    pub(crate) fn planned_forecast(&self, plan: &Plan, row: Row) -> Forecast {
        let way = (row, plan.method_of(row));
        self.forecast_of(way, plan.year, plan.growth_of(row), plan.year.first)
    }

    /// The plan of a row, or of all with a target, becomes forecast + gap × weight.
    pub(super) fn planned(&mut self, row: Option<Row>, env: &mut Env) -> Vec<Effect> {
        let Some(plan) = self.gap_plan() else { return Vec::new() };
        let rows = FORECAST.into_iter().filter(|it| row.is_none_or(|row| row == *it));
        let ops: Vec<Op> = rows.flat_map(|row| self.ops_of_plan(&plan, row)).collect();
        self.commit_budget(Action::EditBudget, ops, Vec::new(), env)
    }

    fn ops_of_plan(&self, plan: &Plan, row: Row) -> Vec<Op> {
        let forecast = self.planned_forecast(plan, row);
        let Some(gap) = gap_of(plan, row, &forecast) else { return Vec::new() };
        let table = table_of(plan);
        let line = LineRef::Row(row);
        let months = plan.year.months().into_iter().zip(gap.plan).enumerate();
        let ops = months.filter_map(|(place, (month, value))| {
            // What its own lines are to bring stays theirs: the row as a whole is the plan.
            let of_lines = table.lines(row).filter_map(|it| table.month(LineRef::Own(it), place));
            let of_lines = of_lines.fold(0_i64, |sum, it| sum.saturating_add(it.value));
            let rest = value.saturating_sub(of_lines);
            self.put_number(BudgetKey::cell(plan.id, line, month), Some(rest))
        });
        ops.collect()
    }
}

/// The gap of a row and the plan that closes it; none without a target.
pub(crate) fn gap_of(plan: &Plan, row: Row, forecast: &Forecast) -> Option<GapPlan> {
    let target = *plan.targets.get(&LineRef::Row(row))?;
    gap(target, &forecast.months, &plan.weights).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_typed_in_percent_and_weights_with_any_sign_between() {
        assert_eq!(growth_typed("5"), Ok(Some(10_500)));
        assert_eq!(growth_typed("-2.5%"), Ok(Some(9_750)));
        assert_eq!(growth_typed(""), Ok(None));
        assert!(growth_typed("-101").is_err() && growth_typed("很多").is_err());
        let equal = Ok(Some([1; 12]));
        assert_eq!(weights_typed("1,1,1,1,1,1,1,1,1,1,1,1"), equal);
        assert_eq!(weights_typed("1 1 1 1 1 1；1：1、1 1 1 1"), equal);
        assert!(weights_typed("1;2").is_err() && weights_typed("0;0;0;0;0;0;0;0;0;0;0;0").is_err());
    }
}

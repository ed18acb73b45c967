//! What a conflict or a refused change says of the budget. Not here: deciding, and the words.

use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField as F, BudgetKey};

use crate::model::Model;
use crate::view::{BudgetPlace, RefusedText};

impl Model {
    /// Which value of the budget, with the name of what it is of; `None` for what a newer version knows.
    pub(super) fn named_place(&self, key: BudgetKey) -> Option<BudgetPlace> {
        let place = self.budget_place(key)?;
        let name = place.name.clone().or_else(|| self.budget_name(key));
        Some(BudgetPlace { name, ..place })
    }

    /// What the plan, line, measure or expense of a value is called.
    fn budget_name(&self, key: BudgetKey) -> Option<String> {
        let said = |field, part| {
            let name = self.book.budget_value(BudgetKey::of(field, key.of).part(part))?;
            (!name.trim().is_empty()).then(|| name.to_owned())
        };
        let nobody = Uuid::nil();
        match key.known()? {
            F::PlanYear
            | F::PlanName
            | F::PlanFrom
            | F::PlanFrozen
            | F::PlanGone
            | F::PlanMethod
            | F::PlanGrowth
            | F::PlanWeights
            | F::PlanTarget
            | F::PlanCell
            | F::PlanShare => said(F::PlanName, nobody),
            F::LineParent | F::LineName | F::LineDriver | F::LineGoods | F::LineGone => {
                said(F::LineName, nobody)
            }
            F::MeasureArm
            | F::MeasureName
            | F::MeasureOwner
            | F::MeasureDue
            | F::MeasureRow
            | F::MeasureExpected
            | F::MeasureEffect
            | F::MeasureDone
            | F::MeasureGone => said(F::MeasureName, key.part),
            F::ExpenseOn
            | F::ExpenseLine
            | F::ExpenseAmount
            | F::ExpenseNote
            | F::ExpenseDriven
            | F::ExpenseReceipt
            | F::ExpenseVerdict
            | F::ExpenseGone => said(F::ExpenseNote, key.part),
            F::PlanInForce | F::MonthClosed | F::StaffCounted => None,
        }
    }

    /// A value of the budget that was refused; as it was written where this version does not know it.
    pub(super) fn refused_budget(&self, key: BudgetKey, value: Option<&str>) -> RefusedText {
        match self.named_place(key) {
            Some(place) => RefusedText::Budget(place, value.map(str::to_owned)),
            None => RefusedText::Note(value.unwrap_or("—").to_owned()),
        }
    }
}

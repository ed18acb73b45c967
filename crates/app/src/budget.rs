//! 预算: what a person does about the budget, and what is remembered of the screen. Not here: what it shows
//! (`show/budget`), and the rules.

use jipan_rules::budget::{BudgetField, BudgetKey, LineId, LineRef, PlanId};
use jipan_rules::period::Month;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{BudgetEvent, BudgetPart};
use crate::model::Model;
use crate::view::{
    BudgetBody, BudgetLeave, BudgetPlace, BudgetSheetView, BudgetView, LineLabel, MoneyUnit,
};

/// What is remembered of the screen of the budget.
#[derive(Debug, Default)]
pub(crate) struct BudgetModel {
    pub(crate) plan: Option<PlanId>,
}

impl Model {
    pub(crate) fn on_budget(&mut self, event: BudgetEvent, _env: &mut Env) -> Vec<Effect> {
        if let BudgetEvent::PlanShown(plan) = event {
            self.budget.plan = Some(plan);
        }
        Vec::new()
    }

    /// Counts what the budget needs, if it is not counted yet.
    pub(crate) fn count_budget(&mut self) {}

    pub(crate) fn budget_view(&self, part: BudgetPart) -> BudgetView {
        BudgetView {
            part,
            parts: BudgetPart::ALL.to_vec(),
            leave: BudgetLeave::default(),
            today: self.today,
            year: Month::of(self.today),
            years: Vec::new(),
            plans: Vec::new(),
            plan: self.budget.plan,
            compare: None,
            unit: MoneyUnit::Yuan,
            vat_out: None,
            percent: None,
            body: BudgetBody::Counting,
            sheet: None,
            why: None,
        }
    }

    /// The open form, whatever it is about.
    pub(crate) fn budget_sheet_view(&self) -> Option<BudgetSheetView> {
        None
    }

    /// What a conflict about the budget is about; `None` for what a newer version knows.
    pub(crate) fn budget_place(&self, key: BudgetKey) -> Option<BudgetPlace> {
        let field = key.known()?;
        let name = |id| self.book.budget_value(BudgetKey::of(BudgetField::LineName, id));
        let line = LineRef::from_uuid(key.part).map(|line| match line {
            LineRef::Row(row) => LineLabel::Row(row),
            LineRef::Own(LineId(id)) => {
                LineLabel::Own(LineId(id), name(id).unwrap_or_default().to_owned())
            }
        });
        let month = (key.at > 0).then(|| Month::from_index(key.at));
        Some(BudgetPlace { field, name: None, line, month })
    }
}

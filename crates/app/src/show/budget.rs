//! The frame of the budget: what there is to choose from, and the part that is shown. Not here: the parts.

mod expenses;
mod gap;
mod goals;
mod head;
mod measures;
mod report;
mod why;
mod why_actual;
mod why_terms;
mod year;

use jipan_book::sorting::sort_by_key;
use jipan_rules::budget::FiscalYear;
use jipan_rules::period::Month;

use crate::budget::{Kept, Plan};
use crate::event::{BudgetPart, BudgetSheet};
use crate::model::Model;
use crate::view::{BudgetBody, BudgetLeave, BudgetSheetView, BudgetView, PlanView};

/// How much is done when all is counted but goals are still made.
const PERCENT_OF_GOALS: u8 = 99;

impl Model {
    /// The parts that this person has: who does not lead the company has goals and own expenses.
    pub(crate) fn budget_parts(&self) -> Vec<BudgetPart> {
        if self.leads_budget() {
            return BudgetPart::ALL.to_vec();
        }
        vec![BudgetPart::Expenses, BudgetPart::Goals]
    }

    /// The part that is shown where another one was asked for that this person does not have.
    pub(crate) fn part_of_person(&self, part: BudgetPart) -> BudgetPart {
        if self.budget_parts().contains(&part) { part } else { BudgetPart::Goals }
    }

    /// How much is done, in percent, while what a part shows is counted.
    pub(crate) fn budget_percent(&self, part: BudgetPart) -> Option<u8> {
        let makes_goals = part == BudgetPart::Goals && self.makes_goals();
        self.budget.percent().or(makes_goals.then_some(PERCENT_OF_GOALS))
    }

    fn budget_leave(&self) -> BudgetLeave {
        BudgetLeave {
            plans: self.may_plan(),
            enters: self.may_write(),
            sets_goals: self.sets_goals(),
            approves: self.may_write() && self.leads_budget(),
        }
    }

    pub(crate) fn budget_view(&self, part: BudgetPart) -> BudgetView {
        let kept = self.kept_budget();
        let part = self.part_of_person(part);
        let year = self.shown_year();
        let plans = kept.plans_of(year.first);
        let rate = self.tax_rate();
        let chosen = &self.budget.chosen;
        BudgetView {
            part,
            parts: self.budget_parts(),
            leave: self.budget_leave(),
            today: self.today,
            year: year.first,
            years: self.budget_years(&kept, year),
            plans: plans.into_iter().map(|it| self.plan_view(&kept, it)).collect(),
            plan: self.shown_plan(&kept),
            compare: chosen.compare.filter(|it| kept.plans.contains_key(it)),
            unit: chosen.unit,
            vat_out: (rate > 0).then_some(rate),
            percent: self.budget_percent(part),
            is_exporting: self.is_exporting,
            is_importing: !self.import.is_at_rest(),
            body: self.budget.body.as_ref().map_or(BudgetBody::Counting, |(_, it)| it.clone()),
            sheet: self.budget_sheet_view(),
            why: self.budget.why.as_ref().and_then(|(_, it)| it.clone()),
        }
    }

    /// The years that can be shown, the latest first: those with a plan, the present one and its neighbours.
    fn budget_years(&self, kept: &Kept, shown: FiscalYear) -> Vec<Month> {
        let now = FiscalYear::of_day(self.today, self.fiscal_start());
        let near = [now.back(1).first, now.first, now.on(1).first, shown.first];
        let planned = kept.plans.values().map(|it| it.year.first);
        let mut years: Vec<Month> = planned.chain(near).collect();
        sort_by_key(&mut years, |it| core::cmp::Reverse(*it));
        years.dedup();
        years
    }

    fn plan_view(&self, kept: &Kept, plan: &Plan) -> PlanView {
        let in_force = kept.plan_in_force(plan.year.first).map(|it| it.id);
        let from = plan.from.and_then(|it| kept.plans.get(&it));
        PlanView {
            id: plan.id,
            name: plan.name.clone(),
            is_in_force: in_force == Some(plan.id),
            frozen: plan.frozen.map(|it| (it.on, self.person_name(it.who))),
            from: from.map(|it| it.name.clone()),
            n_late: plan.n_late,
        }
    }

    /// The part that is shown.
    pub(crate) fn budget_body(&self, part: BudgetPart) -> BudgetBody {
        let kept = self.kept_budget();
        if part == BudgetPart::Expenses {
            return BudgetBody::Expenses(self.expenses_view(&kept));
        }
        if self.budget_percent(part).is_some() {
            return BudgetBody::Counting;
        }
        let plan = self.shown_plan(&kept).and_then(|id| kept.plans.get(&id));
        match (part, plan) {
            (BudgetPart::Goals, _) => BudgetBody::Goals(Box::new(self.goals_view(&kept))),
            (_, None) => BudgetBody::NoPlan { n_months: self.n_history() },
            (BudgetPart::Gap, Some(plan)) => BudgetBody::Gap(Box::new(self.gap_view(plan))),
            (BudgetPart::Measures, Some(plan)) => {
                BudgetBody::Measures(self.measures_view(&kept, plan))
            }
            (BudgetPart::Year | BudgetPart::Expenses, Some(plan)) => {
                BudgetBody::Year(Box::new(self.year_view(&kept, plan)))
            }
        }
    }

    pub(crate) fn budget_sheet_view(&self) -> Option<BudgetSheetView> {
        let open = self.budget.sheet?;
        let form = self.budget_form(open.kind);
        let errors =
            if open.is_refused { self.errors_of_form(open.kind, &form) } else { Vec::new() };
        let is_removable = matches!(
            open.kind,
            BudgetSheet::RenamePlan(_)
                | BudgetSheet::Line(_)
                | BudgetSheet::Measure(_)
                | BudgetSheet::Expense(_)
        );
        let slots = self.slots_of(open.kind, &form);
        Some(BudgetSheetView {
            kind: open.kind,
            slots,
            errors,
            can_remove: is_removable && self.can_remove(open.kind),
            is_read_only: !self.may_write(),
            today: self.today,
            receipt: self.receipt_in(open.kind, &form),
            receipt_error: open.receipt_error,
        })
    }
}

//! 月报: the month of a plan that is shown, onto paper or into a workbook. Not here: how they look.

use std::collections::BTreeMap;

use jipan_rules::budget::LineRef;
use jipan_rules::period::Month;

use crate::budget::{Judged, line_label};
use crate::effect::Effect;
use crate::model::Model;
use crate::view::{Later, LineLabel, PrintView, ReportRow, ReportView};

impl Model {
    /// The report of a month of the plan that is shown; none for who does not read it, without a plan of that
    /// month, and while orders are being counted.
    pub(crate) fn report_view(&self, month: Month) -> Option<ReportView> {
        let kept = self.kept_budget();
        let id = self.shown_plan(&kept)?;
        let plan = kept.plans.get(&id).filter(|_| self.leads_budget())?;
        if self.budget.percent().is_some() {
            return None;
        }
        plan.year.place(month)?;
        let year = self.year_view(&kept, plan);
        let head = year.months.iter().find(|it| it.month == month)?;
        let rate = self.tax_of(month);
        let left = plan.year.months().into_iter().filter(|it| *it > month);
        let left = left.filter(|it| !kept.closed.contains_key(it)).count();
        let goals = self.goals_view(&kept);
        let measures = self.measures_view(&kept, plan).arms;
        Some(ReportView {
            on: self.today,
            month,
            year: plan.year.first,
            plan: plan.name.clone(),
            unit: self.budget.chosen.unit,
            vat_out: (rate > 0).then_some(rate),
            closed: head.closed.clone(),
            n_left: u8::try_from(left).unwrap_or_default(),
            rows: ReportRow::all(&year, month),
            territories: if goals.month == month { goals.territories } else { Vec::new() },
            measures: measures.into_iter().flat_map(|it| it.measures).collect(),
            spent: self.spent_in(month),
        })
    }

    /// What was spent in a month, by line in the order of the table.
    fn spent_in(&self, month: Month) -> Vec<(LineLabel, i64)> {
        let kept = self.kept_budget();
        let mut spent: BTreeMap<LineRef, i64> = BTreeMap::new();
        let counts = |judged: &Judged| match judged {
            Judged::Waiting | Judged::Approved(_) => true,
            Judged::Rejected(..) => false,
        };
        let of_month = kept.expenses.iter().filter(|it| Month::of(it.on) == month);
        for it in of_month.filter(|it| counts(&it.judged)) {
            let sum = spent.entry(it.line).or_default();
            *sum = sum.saturating_add(it.amount);
        }
        spent.into_iter().map(|(line, fen)| (line_label(&kept, line), fen)).collect()
    }

    pub(crate) fn print_report(&mut self, month: Month) -> Vec<Effect> {
        let view = self.report_view(month);
        view.map(|it| self.print(PrintView::Budget(Box::new(it)))).unwrap_or_default()
    }

    pub(crate) fn export_report(&mut self, month: Month) -> Vec<Effect> {
        if self.is_exporting || !self.import.is_at_rest() {
            return Vec::new();
        }
        let Some(view) = self.report_view(month) else { return Vec::new() };
        self.is_exporting = true;
        vec![Effect::SheetReport(Later::new(view))]
    }
}

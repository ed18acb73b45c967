//! 月报: the month of a plan that is shown, onto paper or into a workbook. Not here: how they look.

use jipan_rules::period::Month;

use crate::budget::{GridKind, Kept, Plan, grid_lines};
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
        let place = plan.year.place(month)?;
        let year = self.year_view(&kept, plan);
        let head = year.months.iter().find(|it| it.month == month)?;
        let rate = self.tax_rate();
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
            n_left: u8::try_from(11_usize.saturating_sub(place)).unwrap_or_default(),
            rows: ReportRow::all(&year, month),
            territories: if goals.month == month { goals.territories } else { Vec::new() },
            measures: measures.into_iter().flat_map(|it| it.measures).collect(),
            spent: spent_in(&kept, plan, month),
        })
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

/// What was spent in a month, by line in the order of the table, each once.
fn spent_in(kept: &Kept, plan: &Plan, month: Month) -> Vec<(LineLabel, i64)> {
    let spent = kept.spent(month);
    let lines = grid_lines(kept, plan).into_iter().filter(|it| it.kind != GridKind::Total);
    lines.filter_map(|it| Some((it.label, *spent.get(&it.line)?))).collect()
}

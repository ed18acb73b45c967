//! 分析: what is done with what orders say of all customers. Not here: how customers stand, and when
//! that is computed.

use std::rc::Rc;

use jipan_rules::period::Period;

use crate::effect::Effect;
use crate::event::InsightsEvent;
use crate::export::ExportJob;
use crate::job::Job;
use crate::model::{Model, Phase};
use crate::view::{InsightsView, SumUnit};

impl Model {
    pub(crate) fn on_insights(&mut self, event: InsightsEvent) -> Vec<Effect> {
        match event {
            InsightsEvent::Printed => vec![Effect::Print],
            InsightsEvent::Exported => {
                // Not while they are computed anew: the numbers would be those of before.
                let is_at_rest = self.phase == Phase::Ready
                    && self.import.is_at_rest()
                    && self.percent_standings().is_none();
                let standings = self.standings.clone().filter(|_| is_at_rest && !self.is_exporting);
                let Some(standings) = standings else { return Vec::new() };
                self.is_exporting = true;
                let job = ExportJob::classes(&self.book, standings, self.export_format());
                self.start_job(Job::Export(job))
            }
        }
    }

    /// What all products are counted in as a period begins and as it ends; without one, today.
    fn unit_in(&self, period: Option<Period>) -> SumUnit {
        let days = period.map(|it| [it.first.first_day(), it.last().last_day()]);
        let days = days.unwrap_or([self.today; 2]);
        let products = self.book.products();
        SumUnit::of(products.flat_map(|it| days.map(|day| self.unit_on(it.id, day))))
    }

    pub(crate) fn insights_view(&self) -> InsightsView {
        let rules = self.book.rule_book().on(self.today);
        let months = self.standings.as_ref().and_then(|it| it.periods);
        InsightsView {
            has_orders: self.has_orders(),
            standings: self.standings.clone(),
            report: self.quality.as_ref().map(|(_, report)| Rc::clone(report)),
            percent: self.percent_standings(),
            unit: self.unit_in(months.map(|[now, _]| now)),
            months: months.map(|[now, _]| (now.first.first_day(), now.last().first_day())),
            bounds: rules.tiers.value.0,
            grades: rules.grades.value.0,
            is_exporting: self.is_exporting,
            export_format: self.export_format(),
        }
    }
}

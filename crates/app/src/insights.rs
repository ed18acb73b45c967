//! 分析: what is done with what orders say of all customers. Not here: how customers stand, and when
//! that is computed.

use crate::effect::Effect;
use crate::event::InsightsEvent;
use crate::export::ExportJob;
use crate::job::Job;
use crate::model::{Model, Phase};
use crate::view::InsightsView;

impl Model {
    pub(crate) fn on_insights(&mut self, event: InsightsEvent) -> Vec<Effect> {
        match event {
            InsightsEvent::Printed => vec![Effect::Print],
            InsightsEvent::Exported => {
                let is_at_rest = self.phase == Phase::Ready && self.import.is_at_rest();
                let standings = self.standings.clone().filter(|_| is_at_rest && !self.is_exporting);
                let Some(standings) = standings else { return Vec::new() };
                self.is_exporting = true;
                let job = ExportJob::classes(&self.book, standings, self.export_format());
                self.start_job(Job::Export(job))
            }
        }
    }

    pub(crate) fn insights_view(&self) -> InsightsView {
        InsightsView {
            standings: self.standings.clone(),
            percent: None,
            months: None,
            bounds: [2000, 1400, 1000, 700, 400, 200, 100],
            grades: [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]],
            is_exporting: self.is_exporting,
            export_format: self.export_format(),
        }
    }
}

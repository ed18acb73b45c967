//! What the register and the analysis show. Not here: counting.

use std::rc::Rc;

use jipan_rules::funnel::Ratio;
use jipan_rules::period::Month;

use crate::event::{DayRange, FunnelSpan, RegisterPart};
use crate::model::Model;
use crate::view::{AnalysisView, DaySums, RegisterDay, RegisterView};

impl Model {
    pub(super) fn register_view(&self) -> RegisterView {
        RegisterView {
            today: self.today,
            day: self.today,
            month: Month::of(self.today),
            part: RegisterPart::Day,
            owners: self.funnel.owners,
            has_others: self.has_others(),
            is_counting: self.is_funnel_counting(),
            sums: DaySums::default(),
            rows: Rc::new([]),
            n_more: 0,
            entry: None,
            days: Rc::new([]),
            n_carried: 0,
            whole: RegisterDay::default(),
            list: None,
            is_read_only: !self.may_write(),
        }
    }

    pub(super) fn analysis_view(&self) -> AnalysisView {
        AnalysisView {
            today: self.today,
            span: FunnelSpan::Year,
            days: DayRange { from: self.today, until: self.today },
            owners: self.funnel.owners,
            has_others: self.has_others(),
            is_counting: self.is_funnel_counting(),
            has_any: false,
            reached: [0; 4],
            cohorts: Rc::new([]),
            snapshots: Rc::new([]),
            channels: Rc::new([]),
            has_costs: false,
            stays: Rc::new([]),
            referred: Ratio::default(),
            chains: Rc::new([]),
            n_more_chains: 0,
            list: None,
        }
    }
}

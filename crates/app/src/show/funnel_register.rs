//! What the register and the analysis show. Not here: counting.

use std::rc::Rc;

use jipan_rules::funnel::Ratio;
use jipan_rules::period::Month;

use crate::event::{DayRange, RegisterPart};
use crate::model::Model;
use crate::view::{AnalysisView, DaySums, RegisterDay, RegisterView};

impl Model {
    pub(crate) fn register_view(&self) -> RegisterView {
        let day = self.register_day();
        let part = self.funnel.register.part;
        let is_entered = day == self.today && part == RegisterPart::Day && self.may_write();
        let it = self.register_count();
        let counted = it.as_ref().map(|it| &it.count);
        RegisterView {
            today: self.today,
            day,
            month: Month::of(day),
            part,
            owners: self.funnel.owners,
            has_others: self.has_others(),
            is_counting: self.is_count_missing(self.day_counted()),
            sums: counted.map_or_else(DaySums::default, |it| it.sums),
            rows: it.as_ref().map(|it| Rc::clone(&it.rows)).unwrap_or_default(),
            n_more: it.as_ref().map(|it| it.n_more).unwrap_or_default(),
            entry: is_entered.then(|| Box::new(self.quick_view())),
            days: counted.map(|it| Rc::clone(&it.days)).unwrap_or_default(),
            n_carried: counted.map(|it| it.n_carried).unwrap_or_default(),
            whole: counted.map_or_else(RegisterDay::default, |it| it.whole),
            list: self.list_shown(),
            is_read_only: !self.may_write(),
        }
    }

    pub(crate) fn analysis_view(&self) -> AnalysisView {
        let span = self.funnel.register.span;
        let view = AnalysisView {
            today: self.today,
            span,
            days: DayRange { from: span.from(self.today, None), until: self.today },
            owners: self.funnel.owners,
            has_others: self.has_others(),
            is_counting: self.is_count_missing(self.span_counted()),
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
            list: self.list_shown(),
        };
        let Some(it) = self.analysis_count() else { return view };
        AnalysisView {
            days: it.days,
            has_any: it.has_any,
            reached: it.reached,
            cohorts: Rc::clone(&it.cohorts),
            snapshots: Rc::clone(&it.snapshots),
            channels: Rc::clone(&it.channels),
            has_costs: it.has_costs,
            stays: Rc::clone(&it.stays),
            referred: it.referred,
            chains: Rc::clone(&it.chains),
            n_more_chains: it.n_more_chains,
            ..view
        }
    }
}

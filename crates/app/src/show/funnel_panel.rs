//! What the file says of opportunities.

use jipan_book::Row;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Checked, CloseItem, ClosePhase, Course, FunnelHistory, State, tasks};

use crate::model::Model;
use crate::view::{ClosingList, FunnelPanel};

impl Model {
    pub(crate) fn funnel_panel(&self, _row: Row) -> FunnelPanel {
        FunnelPanel { sheet: self.deal_sheet_view(), ..FunnelPanel::default() }
    }
}

/// The closing lists as far as they are asked for where an opportunity stands: what is to be done before a
/// closing while it is open, all of it from the closing on. What was said of a point stands there also if it
/// is not asked for.
pub(crate) fn closing_lists(
    course: &Course,
    rules: &FunnelHistory,
    today: NaiveDate,
) -> Vec<ClosingList> {
    let phases: &[ClosePhase] = match course.state {
        State::Open => &[ClosePhase::Before],
        State::Ordered | State::Delivered => &ClosePhase::ALL,
        State::Cancelled | State::Lost | State::Frozen | State::OutOfReach => &[],
    };
    let closed_on = course.closed_on();
    let tasks = tasks(course, rules);
    let due = |item: CloseItem| tasks.iter().find(|it| it.item == item).map(|it| it.due);
    let list = |phase: ClosePhase| {
        // What follows a closing goes by the rules of its day.
        let day = closed_on.filter(|_| phase == ClosePhase::After).unwrap_or(today);
        let asked: Vec<CloseItem> = rules.on(day).closing.value.asked(phase).collect();
        let is_shown = |item: &CloseItem| asked.contains(item) || course.checks.contains_key(item);
        let is = |item: CloseItem| {
            course.checks.get(&item).map_or(Checked::Open, |(checked, _)| checked.clone())
        };
        let items = phase.items().filter(is_shown).map(|item| (item, is(item), due(item)));
        ClosingList { phase, items: items.collect() }
    };
    phases.iter().copied().map(list).filter(|it| !it.items.is_empty()).collect()
}

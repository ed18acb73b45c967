//! How the level moved when something else was expected: what a supervisor looks for. Not here: the level of
//! today.

use jipan_book::Row;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Course, Fact, FunnelHistory, Level, level_of};
use jipan_rules::values::ids::{DealId, FactId};

use crate::model::Model;

impl Model {
    /// The level before a fact and by it, if it says what is expected and moved the level.
    pub(crate) fn levels_moved(
        &self,
        (row, deal): (Row, Option<DealId>),
        (id, fact): (FactId, &Fact),
    ) -> Option<[Level; 2]> {
        if !matches!(fact, Fact::Expect(_)) {
            return None;
        }
        let course = self.book.course(row, deal?);
        levels_by(&course, id, &self.book.rule_book().funnel())
    }
}

/// The level before something else was expected and by it, on the day on which that was said and by the rules
/// of that day; none where it stayed.
pub(crate) fn levels_by(
    course: &Course,
    fact: FactId,
    rules: &FunnelHistory,
) -> Option<[Level; 2]> {
    let mut before: Option<NaiveDate> = None;
    for it in course.expectations() {
        if it.fact == fact {
            let horizons = rules.on(it.said_on).levels.value;
            let level = |on: Option<NaiveDate>| {
                on.map_or(Level::N, |on| level_of(on, it.said_on, &horizons).level)
            };
            let [was, is] = [level(before), level(it.on)];
            return (was != is).then_some([was, is]);
        }
        before = it.on;
    }
    None
}

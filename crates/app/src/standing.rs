//! How customers stand is computed in slices whenever something that it rests on is another one: an
//! order, a rule, the month. The results go into the book as computed values, so that lists, filters
//! and exports have them. Not here: the rules, and their preview.

use std::ops::Range;
use std::rc::Rc;

use jipan_book::standing::{Standings, StandingsJob, a_month_before};
use jipan_book::{Book, Row};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::setting::RulesOn;
use jipan_rules::value::Value;
use jipan_rules::values::{Money, Quantity};

use crate::effect::Effect;
use crate::job::{Job, Slice};
use crate::model::Model;

/// Customers that are looked at in one unit of work.
const ROWS_PER_UNIT: u32 = 64;
/// Progress is drawn each time that so many rows more are done.
const PERCENT_ROWS: u32 = 10_000;

/// What standings were made for: the state of the book, its rules among it, and the day.
pub(crate) type StandingKey = (u64, NaiveDate);

/// Standings being computed.
#[derive(Debug)]
pub(crate) struct StandingJob {
    key: StandingKey,
    step: Step,
}

#[derive(Debug)]
enum Step {
    Compute(Box<StandingsJob>),
    /// They go into the book, from a row on.
    Tell(Rc<Standings>, u32),
}

impl StandingJob {
    fn new(key: StandingKey, rules: &[RulesOn; 2]) -> Self {
        Self { key, step: Step::Compute(Box::new(StandingsJob::new(key.1, *rules))) }
    }

    /// Rows done of three times their number.
    fn n_done(&self, book: &Book) -> u32 {
        match &self.step {
            Step::Compute(job) => job.n_done(book),
            Step::Tell(_, next) => book.n_rows().saturating_mul(2).saturating_add(*next),
        }
    }
}

impl Model {
    /// The rules in force on a day and a month before it.
    pub(crate) fn standing_rules(&self, on: NaiveDate) -> [RulesOn; 2] {
        let book = self.book.rule_book();
        [on, a_month_before(on)].map(|day| book.on(day))
    }

    /// The standings as they were last computed.
    pub(crate) fn standings(&self) -> Option<&Rc<Standings>> {
        self.standings.as_ref()
    }

    /// Whether anybody ordered anything.
    pub(crate) fn has_orders(&self) -> bool {
        let revision = self.book.standing_revision();
        if let Some((_, known)) = self.ordered.get().filter(|(of, _)| *of == revision) {
            return known;
        }
        let has_orders = self.book.all_orders().any(|(_, it)| !it.is_gone);
        self.ordered.set(Some((revision, has_orders)));
        has_orders
    }

    pub(crate) fn standing_key(&self) -> StandingKey {
        (self.book.standing_revision(), self.today)
    }

    /// Has the standings computed if they are not there or on their way. The last ones stay on the
    /// glass meanwhile. Without any order there is nothing to compute.
    pub(crate) fn count_standings(&mut self) {
        let is_running = self.jobs.iter().any(|job| matches!(job, Job::Standings(_)));
        if is_running || (self.standings.is_none() && !self.has_orders()) {
            return;
        }
        let key = self.standing_key();
        if self.standings_of != Some(key) {
            let job = StandingJob::new(key, &self.standing_rules(key.1));
            self.jobs.push_back(Job::Standings(Box::new(job)));
        }
    }

    /// How much of the standings is computed, in percent, while they are.
    pub(crate) fn percent_standings(&self) -> Option<u8> {
        let running = self.jobs.iter().find_map(|job| {
            if let Job::Standings(job) = job { Some(job.n_done(&self.book)) } else { None }
        });
        running.map(|n_done| {
            let n_all = u64::from(self.book.n_rows().max(1)) * 3;
            let share = u64::from(n_done) * 100 / n_all;
            u8::try_from(share).unwrap_or(100)
        })
    }

    pub(crate) fn standings_slice(
        &mut self,
        mut job: StandingJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        let key = self.standing_key();
        if job.key != key {
            job = StandingJob::new(key, &self.standing_rules(key.1));
        }
        let percent_before = job.n_done(&self.book) / PERCENT_ROWS;
        let n_rows = units.saturating_mul(ROWS_PER_UNIT);
        job.step = match job.step {
            Step::Compute(mut job) => {
                if job.step(&self.book, n_rows) {
                    Step::Compute(job)
                } else {
                    Step::Tell(Rc::new(job.finish()), 0)
                }
            }
            Step::Tell(standings, from) => {
                let end = from.saturating_add(n_rows);
                self.tell_standings(&standings, from..end);
                if end >= self.book.n_rows() {
                    (self.standings, self.standings_of) = (Some(standings), Some(key));
                    self.is_dirty = true;
                    effects.extend(self.fold_when_due());
                    return Slice::Done;
                }
                Step::Tell(standings, end)
            }
        };
        self.is_dirty |= job.n_done(&self.book) / PERCENT_ROWS > percent_before;
        Slice::More(Job::Standings(Box::new(job)))
    }

    /// Puts standings into the book as computed values, where they are other ones.
    fn tell_standings(&mut self, standings: &Standings, of: Range<u32>) {
        let mut rows: Vec<Row> = Vec::new();
        for row in of.map(Row) {
            let Some([now, before]) = standings.by_row.get(row.idx()) else { break };
            let level = |level: Option<u8>| level.map(|level| Value::Integer(level.into()));
            let bought = now.has_orders.then_some(now);
            let values: [(FieldId, Option<Value>); 9] = [
                (fields::TIER, level(now.tier)),
                (fields::TIER_BEFORE, level(before.tier)),
                (fields::GRADE, level(now.grade)),
                (fields::VOLUME_BAND, level(now.band())),
                (fields::STRUCTURE, now.structure().map(Value::Choice)),
                (fields::SCALE_BY_ORDERS, now.scale.map(Value::Choice)),
                (fields::PURCHASED_QUANTITY, bought.map(|it| Value::Integer(it.quantity))),
                (
                    fields::PURCHASED_AMOUNT,
                    bought.map(|it| Value::Amount(Money::from_fen(it.amount))),
                ),
                (fields::AVERAGE_PRICE, bought.and_then(|it| average(it.amount, it.quantity))),
            ];
            let mut is_other = false;
            for (field, value) in values {
                is_other |= self.book.set_computed(row, field, value);
            }
            if is_other {
                rows.push(row);
            }
        }
        if !rows.is_empty() {
            self.book.end_computed(&rows);
        }
    }
}

/// Amount ÷ quantity, half up; none for a quantity of 0. Source: rulebook 1.21, example 2.
fn average(amount: i64, quantity: i64) -> Option<Value> {
    Money::from_fen(amount).average(Quantity::new(quantity)).map(Value::Amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_price_is_the_amount_by_the_quantity_half_up() {
        let fen = |fen| Some(Value::Amount(Money::from_fen(fen)));
        assert_eq!(average(20_001, 2), fen(10_001));
        assert_eq!(average(10 * 10_000 + 90 * 20_000, 100), fen(19_000));
        assert_eq!(average(5, 0), None);
    }
}

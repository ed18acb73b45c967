//! 客流量登记表: a day and its month, counted in one walk over the customers. Not here: the rows of the day.

use std::rc::Rc;

use jipan_book::{Book, Row, Stamp};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Channel, Fact, Flow, Outcome, Pot, flows};
use jipan_rules::period::Month;

use super::life::counted_on;
use crate::funnel::Spot;
use crate::funnel::index::{Known, Shop};
use crate::view::{DaySums, RegisterDay};

/// A day and its month, as they are counted.
#[derive(Debug)]
pub(super) struct DayTally {
    pub(super) day: NaiveDate,
    today: NaiveDate,
    first: NaiveDate,
    sums: DaySums,
    /// Those of the day, each with when it was first noted on it.
    pub(super) noted: Vec<(Stamp, Spot)>,
    /// From the first of the month to its last day or today.
    days: Vec<RegisterDay>,
    n_carried: usize,
}

/// What the days of a month come to.
#[derive(Debug)]
pub(crate) struct DayCount {
    pub(crate) sums: DaySums,
    pub(crate) days: Rc<[RegisterDay]>,
    pub(crate) n_carried: usize,
    pub(crate) whole: RegisterDay,
}

fn more(n: &mut usize, by: usize) {
    *n = n.saturating_add(by);
}

impl DayTally {
    pub(super) fn new(day: NaiveDate, today: NaiveDate) -> Self {
        let month = Month::of(day);
        let (first, last) = (month.first_day(), month.last_day().min(today));
        let days = first.iter_days().take_while(|on| *on <= last);
        let days = days.map(|on| RegisterDay { on: Some(on), ..RegisterDay::default() }).collect();
        let (sums, noted) = (DaySums::default(), Vec::new());
        Self { day, today, first, sums, noted, days, n_carried: 0 }
    }

    fn day_mut(&mut self, on: NaiveDate) -> Option<&mut RegisterDay> {
        let at = on.signed_duration_since(self.first).num_days();
        self.days.get_mut(usize::try_from(at).ok()?)
    }

    pub(super) fn put(&mut self, book: &Book, row: Row, shop: &Shop) {
        for (at, known) in shop.deals.iter().enumerate() {
            let Some(opened_on) = known.opened_on() else { continue };
            let before = self.first.pred_opt().and_then(|on| known.pot_on(on));
            more(&mut self.n_carried, usize::from(before == Some(Pot::Running)));
            for (on, flow) in flows(&known.path) {
                if let Some(day) = self.day_mut(on) {
                    day.flows.add(flow);
                }
            }
            let mut is_contacted = false;
            for talk in known.talks(self.today) {
                is_contacted |= talk.on == self.day;
                if let Some(day) = self.day_mut(talk.on) {
                    more(&mut day.n_contacts, 1);
                    more(&mut day.n_reached, usize::from(talk.outcome == Outcome::Reached));
                }
            }
            let is_new = opened_on == self.day;
            self.add(known, (is_new, is_contacted));
            if is_new || is_contacted {
                let noted = self.first_noted(book, row, known, is_new);
                self.noted.extend(noted.map(|stamp| (stamp, (row, at))));
            }
        }
    }

    fn add(&mut self, known: &Known, (is_new, is_contacted): (bool, bool)) {
        let sums = &mut self.sums;
        more(&mut sums.n_new, usize::from(is_new));
        more(&mut sums.n_again, usize::from(is_contacted && !is_new));
        let channel = known.deal.course.source.map(|it| it.channel).filter(|_| is_new);
        for (of, n) in Channel::ALL.iter().zip(&mut sums.by_channel) {
            more(n, usize::from(channel == Some(*of)));
        }
    }

    /// When an opportunity was first noted on the day: its opening, or else the first contact of the day.
    fn first_noted(&self, book: &Book, row: Row, known: &Known, is_new: bool) -> Option<Stamp> {
        let opened_on = known.opened_on()?;
        let facts = book.facts(row);
        let mut of_deal = facts.iter().filter(|it| it.deal == Some(known.deal.id) && !it.is_gone);
        let first = of_deal.find(|it| match it.fact {
            Fact::Open(_) => is_new,
            Fact::Contact(contact) => {
                !is_new && counted_on(contact.on, opened_on, self.today) == self.day
            }
            Fact::Source(_)
            | Fact::Flags { .. }
            | Fact::Expect(_)
            | Fact::Snooze { .. }
            | Fact::Step(_)
            | Fact::Turn(_)
            | Fact::Check { .. }
            | Fact::Remark { .. }
            | Fact::Answer { .. }
            | Fact::Service(_)
            | Fact::Goal { .. }
            | Fact::Hand { .. } => false,
        })?;
        Some(first.writer.stamp)
    }

    /// What all of it comes to.
    pub(super) fn count(self) -> DayCount {
        let Self { day, mut sums, mut days, n_carried, .. } = self;
        let mut whole = RegisterDay { n_left: n_carried, ..RegisterDay::default() };
        for of in &mut days {
            whole.flows = whole.flows.and(&of.flows);
            more(&mut whole.n_contacts, of.n_contacts);
            more(&mut whole.n_reached, of.n_reached);
            of.n_left = of.flows.left(whole.n_left, Pot::Running);
            whole.n_left = of.n_left;
            if of.on == Some(day) {
                sums.n_contacts = of.n_contacts;
                sums.n_reached = of.n_reached;
                sums.n_closed = of.flows.of(Flow::Closed);
            }
        }
        DayCount { sums, days: days.into(), n_carried, whole }
    }
}

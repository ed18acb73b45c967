//! 四问: the answers to the four questions of the home screen that opportunities give. Source: S0 §四问. Not here:
//! how complete files are, which the overview knows.

use std::rc::Rc;

use jipan_book::overview::TypeOverview;
use jipan_rules::funnel::{Contacted, Flow, How, Outcome, Place, Pot, Stage, flows};
use jipan_rules::schema::CustomerType;
use jipan_rules::{NaiveDate, TimeDelta};

use super::index::{Known, Shop};
use super::lists::ListsKey;
use crate::model::Model;
use crate::view::HomeAnswers;

/// The last so many days are looked at for contacts. `OURS`
pub(crate) const ANSWER_DAYS: u16 = 30;

/// What opportunities answer, made for a state of their lists and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answered {
    of: (ListsKey, NaiveDate),
    n_closed: usize,
    n_kept: usize,
    n_running: usize,
    n_unreached: usize,
    by_how: [usize; 4],
    n_contacts: usize,
    n_reached: usize,
}

impl Answered {
    fn none(of: (ListsKey, NaiveDate)) -> Self {
        Self {
            of,
            n_closed: 0,
            n_kept: 0,
            n_running: 0,
            n_unreached: 0,
            by_how: [0; 4],
            n_contacts: 0,
            n_reached: 0,
        }
    }

    fn add(&mut self, known: &Known, from: NaiveDate) {
        let today = self.of.1;
        let one = |n: &mut usize, is: bool| *n = n.saturating_add(usize::from(is));
        let is_closed = flows(&known.path).any(|it| it == (today, Flow::Closed));
        one(&mut self.n_closed, is_closed);
        one(&mut self.n_kept, known.standing.place == Place::In(Stage::Base));
        let is_running = Pot::of(known.standing.place) == Pot::Running;
        one(&mut self.n_running, is_running);
        let quiet = quiet_days(known, today);
        let is_unreached = quiet.is_some_and(|days| days > ANSWER_DAYS.into());
        one(&mut self.n_unreached, is_running && is_unreached);
        let lately = |it: &&Contacted| (from..=today).contains(&it.on);
        let contacts = known.deal.course.contacts.iter().rev().skip_while(|it| it.on > today);
        let contacts = contacts.take_while(lately).filter(|it| it.outcome == Outcome::Reached);
        let ways: Vec<How> = contacts.filter_map(|it| Some(it.how?.0)).collect();
        self.n_contacts = self.n_contacts.saturating_add(ways.len());
        one(&mut self.n_reached, !ways.is_empty());
        for (how, n) in How::ALL.iter().zip(&mut self.by_how) {
            one(n, ways.contains(how));
        }
    }
}

/// Days since somebody was reached, or else since it was opened.
pub(crate) fn quiet_days(known: &Known, today: NaiveDate) -> Option<i64> {
    let course = &known.deal.course;
    let since = course.last_reached().map(|it| it.on).or(course.opened.map(|it| it.on))?;
    Some(today.signed_duration_since(since).num_days())
}

impl Model {
    /// Counts what the home screen answers, if something changed since.
    pub(crate) fn count_answers(&mut self) {
        self.follow_funnel();
        self.list_funnel();
        let of = (self.lists_key(), self.today);
        let is_made = self.funnel.answered.as_ref().is_some_and(|it| it.of == of);
        if is_made || self.is_funnel_counting() {
            return;
        }
        let back = TimeDelta::try_days(i64::from(ANSWER_DAYS).saturating_sub(1));
        let from = back.and_then(|it| self.today.checked_sub_signed(it)).unwrap_or(self.today);
        let is_all = self.shows_all();
        let is_shown = |shop: &&Shop| !shop.is_closed && (is_all || self.is_mine(shop.owner));
        let mut answered = Answered::none(of);
        for shop in self.funnel.index.shops.values().filter(is_shown) {
            for known in &shop.deals {
                answered.add(known, from);
            }
        }
        self.funnel.answered = Some(Rc::new(answered));
    }

    /// What the home screen answers.
    pub(crate) fn home_answers(&self) -> HomeAnswers {
        let answered = self.funnel.answered.clone();
        let is_counting = answered.is_none() || self.is_funnel_counting();
        let answered =
            answered.unwrap_or_else(|| Rc::new(Answered::none((self.lists_key(), self.today))));
        let files_of = |kind: CustomerType| {
            let types = self.overview.as_ref().map(|(_, _, it)| it.by_type.as_slice());
            let of = |it: &&TypeOverview| it.customer_type == kind;
            let it = types.unwrap_or_default().iter().find(of);
            it.map_or((kind, 0, 0), |it| (kind, it.n_customers, it.all.n_incomplete))
        };
        let mut by_how = How::ALL.map(|how| (how, 0));
        for (way, n) in by_how.iter_mut().zip(answered.by_how) {
            way.1 = n;
        }
        HomeAnswers {
            today: self.today,
            is_counting,
            n_closed: answered.n_closed,
            n_kept: answered.n_kept,
            files: [CustomerType::Retail, CustomerType::Project, CustomerType::Designer]
                .map(files_of),
            n_days: ANSWER_DAYS,
            n_running: answered.n_running,
            n_unreached: answered.n_unreached,
            by_how,
            n_contacts: answered.n_contacts,
            n_reached: answered.n_reached,
        }
    }
}

//! 四问: what of the four questions of the home screen opportunities answer, counted in the walk of the register by
//! the words on which the lists behind its numbers are made. Source: S0 §四问. Not here: how complete files
//! are, which the overview knows.

use jipan_book::Book;
use jipan_book::overview::TypeOverview;
use jipan_rules::NaiveDate;
use jipan_rules::TimeDelta;
use jipan_rules::funnel::{Flow, How, Outcome, Pot};
use jipan_rules::schema::CustomerType;

use super::index::{Known, Shop};
use super::register::is_counted;
use crate::event::{DayRange, FunnelMark};
use crate::model::Model;
use crate::view::HomeAnswers;

/// The last so many days are looked at for contacts. `OURS`
const ANSWER_DAYS: u16 = 30;

/// What opportunities answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answered {
    today: NaiveDate,
    n_closed: usize,
    n_kept: usize,
    n_running: usize,
    n_unreached: usize,
    by_how: [usize; 4],
    n_contacts: usize,
    n_reached: usize,
}

/// The days that are looked at for contacts: the last ones, today among them.
fn lately(today: NaiveDate) -> DayRange {
    let back = TimeDelta::try_days(i64::from(ANSWER_DAYS).saturating_sub(1));
    let from = back.and_then(|it| today.checked_sub_signed(it)).unwrap_or(today);
    DayRange { from, until: today }
}

impl Answered {
    pub(super) fn new(today: NaiveDate) -> Self {
        Self {
            today,
            n_closed: 0,
            n_kept: 0,
            n_running: 0,
            n_unreached: 0,
            by_how: [0; 4],
            n_contacts: 0,
            n_reached: 0,
        }
    }

    pub(super) fn put(&mut self, book: &Book, shop: &Shop) {
        for known in &shop.deals {
            self.add(book, known);
        }
    }

    fn add(&mut self, book: &Book, known: &Known) {
        let (today, days) = (self.today, lately(self.today));
        let is = |mark| is_counted(mark, known, today, |id| book.survivor_of(id));
        let one = |n: &mut usize, is: bool| *n = n.saturating_add(usize::from(is));
        one(&mut self.n_closed, is(FunnelMark::Flow(DayRange::day(today), Flow::Closed)));
        one(&mut self.n_kept, is(FunnelMark::Kept));
        one(&mut self.n_running, known.pot() == Pot::Running);
        one(&mut self.n_unreached, is(FunnelMark::Unreached(ANSWER_DAYS)));
        for (how, n) in How::ALL.into_iter().zip(&mut self.by_how) {
            one(n, is(FunnelMark::ReachedBy(days, how)));
        }
        let talks = known.talks(today);
        let n_talks =
            talks.filter(|it| it.outcome == Outcome::Reached && days.contains(it.on)).count();
        self.n_contacts = self.n_contacts.saturating_add(n_talks);
        one(&mut self.n_reached, n_talks > 0);
    }
}

impl Model {
    /// What the home screen answers.
    pub(crate) fn home_answers(&self) -> HomeAnswers {
        let answered = self.answers_count();
        let is_counting = answered.is_none();
        let answered = answered.map_or_else(|| Answered::new(self.today), |it| *it);
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
            owners: self.funnel.owners,
            has_others: self.has_others(),
            is_counting,
            n_closed: answered.n_closed,
            n_kept: answered.n_kept,
            files: [CustomerType::Retail, CustomerType::Project, CustomerType::Designer]
                .map(files_of),
            n_days: ANSWER_DAYS,
            days: lately(self.today),
            n_running: answered.n_running,
            n_unreached: answered.n_unreached,
            by_how,
            n_contacts: answered.n_contacts,
            n_reached: answered.n_reached,
        }
    }
}

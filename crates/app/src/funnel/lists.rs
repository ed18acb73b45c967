//! What the board and the screen 今日 list: which opportunity stands where, in which order, and the sums
//! over them. Made once for a state of the index; a screen shows windows of it. Not here: the index, how they are
//! made (`making`).

use std::rc::Rc;

use jipan_book::Row;
use jipan_book::alerts::{Alert, alerts, alerts_since};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{CloseItem, Ratio, Turn};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId, PersonId};

use super::index::{FunnelIndex, Known, ROWS_AT_ONCE, Shop};
use super::making::Making;
use crate::event::{DealRef, Owners};
use crate::job::Job;
use crate::model::Model;

/// Days for which a customer that was handed over is listed as new. `OURS`
const HANDED_DAYS: i64 = 7;

/// An opportunity of the index: the row, and its place among those of it.
pub(crate) type Spot = (Row, usize);

/// The turns that take an opportunity off the board.
pub(crate) const OUTS: [Turn; 4] = [Turn::Lost, Turn::Frozen, Turn::OutOfReach, Turn::Cancelled];

/// A column of the board.
#[derive(Debug, Default)]
pub(crate) struct Column {
    /// Its cards: the stale first, then the longest there.
    pub(crate) spots: Vec<Spot>,
    pub(crate) amount: Money,
    pub(crate) n_without_amount: usize,
    pub(crate) forecast: Option<Money>,
    pub(crate) n_stale: usize,
    pub(crate) n_days: i64,
    pub(crate) oldest_days: Option<i64>,
    pub(crate) conversion: Option<Ratio>,
}

/// Something to be done that is no contact.
#[derive(Debug)]
pub(crate) struct Todo {
    pub(crate) row: Row,
    pub(crate) what: TodoWhat,
}

/// What.
#[derive(Debug)]
pub(crate) enum TodoWhat {
    /// A task after the closing of an opportunity, by when, and days late.
    AfterClose(DealRef, CloseItem, NaiveDate, i64),
    /// An instruction waits for an answer, written for a customer.
    Instruction(FactId, CustomerId, String),
}

/// A customer that was handed over in the last days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Handed {
    pub(crate) row: Row,
    /// What there is to do: the opportunity that runs, else the last one.
    pub(crate) at: Option<usize>,
    pub(crate) on: NaiveDate,
    pub(crate) by: PersonId,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) columns: [Column; 4],
    pub(crate) outs: [Vec<Spot>; 4],
    pub(crate) forecast: Option<Money>,
    pub(crate) n_without: usize,
    pub(crate) late: Vec<Spot>,
    pub(crate) due: Vec<Spot>,
    pub(crate) handed: Vec<Handed>,
    /// Whether there is an opportunity at all, whosever it is.
    pub(crate) has_any: bool,
    pub(crate) todos: Vec<Todo>,
}

/// What lists were made for: the state of the index, whose, and who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListsKey {
    n_made: u64,
    owners: Owners,
    person: PersonId,
    n_customers: u32,
    /// Who one is in the company, and the state of its team: by it is said what is mine.
    team: Option<(PersonId, String, u64)>,
}

/// Dates that end: all of a state of the book and a day, and those of them that are shown.
#[derive(Debug)]
pub(crate) struct Ending {
    of: (u64, NaiveDate),
    all: Rc<[Alert]>,
    shown_for: ListsKey,
    pub(crate) shown: Rc<[Alert]>,
}

impl Model {
    /// Whether anybody else can have customers that are here.
    pub(crate) fn has_others(&self) -> bool {
        let Some(it) = &self.sync.membership else { return false };
        let mut people = it.team.iter().flat_map(|team| &team.people);
        people.any(|person| !it.is_self(person.id))
    }

    /// Whether the person here has what this one has; what nobody has is everybody's.
    pub(crate) fn is_mine(&self, owner: Option<PersonId>) -> bool {
        match (&self.sync.membership, owner) {
            (Some(it), Some(owner)) => owner == it.me.person || it.is_self(owner),
            (None, _) | (_, None) => true,
        }
    }

    pub(crate) fn lists_key(&self) -> ListsKey {
        let membership = self.sync.membership.as_ref();
        ListsKey {
            n_made: self.funnel.index.n_made,
            owners: self.funnel.owners,
            person: self.writer.person,
            n_customers: self.book.n_customers(),
            team: membership.map(|it| (it.me.person, it.me.name.clone(), it.team_revision())),
        }
    }

    /// Whether all of them are shown, whosever they are.
    pub(super) fn shows_all(&self) -> bool {
        self.funnel.owners == Owners::All || !self.has_others()
    }

    /// Lists anew after something in the index or in the team changed: few customers at once, many in slices.
    /// Until that is done the last lists stay.
    pub(super) fn list_funnel(&mut self) {
        if self.funnel.index.is_counting() || self.has_lists() {
            return;
        }
        if self.funnel.index.shops.len() <= ROWS_AT_ONCE {
            while self.list_more(ROWS_AT_ONCE) {}
        } else if !self.jobs.iter().any(|job| matches!(job, Job::Funnel)) {
            self.jobs.push_back(Job::Funnel);
        }
    }

    /// Whether the lists are those of now.
    fn has_lists(&self) -> bool {
        let key = self.lists_key();
        self.funnel.lists.as_ref().is_some_and(|(of, _)| *of == key)
    }

    /// Whether there is nothing to be shown yet, or much of it is not up to date.
    pub(crate) fn is_funnel_counting(&self) -> bool {
        self.funnel.index.is_counting() || self.funnel.lists.is_none()
    }

    /// Goes on with the lists by so many customers; whether there is more to do.
    pub(super) fn list_more(&mut self, n_rows: usize) -> bool {
        if self.has_lists() {
            self.funnel.making = None;
            return false;
        }
        let key = self.lists_key();
        // What was begun for another state is begun anew.
        let begun = self.funnel.making.take().filter(|it| it.key == key);
        let mut making = begun.unwrap_or_else(|| Box::new(Making::new(key)));
        let is_all = self.shows_all();
        let look = |row: Row, shop: &Shop| {
            let is_shown = !shop.is_closed && (is_all || self.is_mine(shop.owner));
            (is_shown, self.handed(row, shop).filter(|_| is_shown))
        };
        if making.go_on(&self.funnel.index, self.today, n_rows, look) {
            self.funnel.making = Some(making);
            return true;
        }
        let n_all = usize::try_from(self.book.n_customers()).unwrap_or(usize::MAX);
        let (key, lists) = making.whole(&self.funnel.index, self.today, n_all);
        self.funnel.lists = Some((key, Rc::new(lists)));
        false
    }

    /// A customer that somebody else handed to the person here in the last days, wherever its
    /// opportunities stand.
    fn handed(&self, row: Row, shop: &Shop) -> Option<Handed> {
        let (on, by) = shop.handed?;
        let is_new = self.today.signed_duration_since(on).num_days() <= HANDED_DAYS;
        if !is_new || !self.is_mine(shop.owner) || self.is_mine(Some(by)) {
            return None;
        }
        let running = shop.deals.iter().position(|it| it.deal.course.state.is_running());
        let at = running.or_else(|| shop.deals.len().checked_sub(1));
        Some(Handed { row, at, on, by })
    }

    /// Looks for dates that end, for the screen 今日: anew on another day, else of what was touched; and of
    /// all of them for those of the customers that are shown.
    pub(super) fn list_ending(&mut self) {
        let (of, shown_for) = ((self.book.revision(), self.today), self.lists_key());
        let old = self.funnel.ending.as_ref();
        if old.is_some_and(|it| it.of == of && it.shown_for == shown_for) {
            return;
        }
        let before = old.filter(|it| it.of.1 == self.today);
        let touched = before.and_then(|it| Some((it, self.book.touched_since(it.of.0)?)));
        let all: Rc<[Alert]> = match touched {
            Some((it, rows)) if rows.is_empty() => Rc::clone(&it.all),
            Some((it, rows)) => alerts_since(&self.book, self.today, (&it.all, &rows)).into(),
            None => self.all_alerts(),
        };
        let is_all = self.shows_all();
        let owner = |row: Row| self.funnel.index.shops.get(&row).and_then(|it| it.owner);
        let is_shown = |it: &&Alert| is_all || self.is_mine(owner(it.row));
        let shown = all.iter().filter(is_shown).copied().collect();
        self.funnel.ending = Some(Ending { of, all, shown_for, shown });
    }

    /// Those that the home screen found, if the book is still the same; else found now.
    fn all_alerts(&self) -> Rc<[Alert]> {
        let found = self.overview.as_ref().map(|(revision, day, _)| (*revision, *day));
        if found == Some((self.book.revision(), self.today)) {
            return Rc::clone(&self.alerts);
        }
        alerts(&self.book, self.today).into()
    }
}

impl FunnelIndex {
    pub(crate) fn known(&self, (row, at): Spot) -> Option<&Known> {
        self.shops.get(&row)?.deals.get(at)
    }
}

impl ListsKey {
    /// Whether it is of those who are shown.
    pub(super) fn is_for(&self, owners: Owners) -> bool {
        self.owners == owners
    }
}

impl Column {
    /// Days in the stage, on average, rounded down.
    pub(crate) fn avg_days(&self) -> Option<i64> {
        let n = i64::try_from(self.spots.len()).ok()?;
        self.n_days.checked_div(n)
    }
}

#[cfg(test)]
mod tests;

//! 客流量登记表 and the analysis: which day, which time and which number is looked at, and when it is counted. All
//! is counted over the opportunities that the board shows, in one walk over the customers: few at once, many in
//! slices; until that is done nothing of it is shown. Not here: what is counted of each.

mod chains;
mod day;
mod life;
mod marks;
mod rows;
mod span;

use core::ops::Bound;
use std::rc::Rc;

use jipan_book::{Book, Row};
use jipan_rules::NaiveDate;

use self::day::{DayCount, DayTally};
use self::marks::MarkTally;
pub(super) use self::marks::is_counted;
pub(crate) use self::rows::stood_on;
use self::span::{SpanCount, SpanTally};
use super::ListsKey;
use super::answers::Answered;
use super::index::{FunnelIndex, ROWS_AT_ONCE, Shop};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{FunnelEvent, FunnelMark, FunnelSpan, RegisterPart};
use crate::job::Job;
use crate::model::Model;
use crate::route::Route;
use crate::view::{MarkList, PrintRegisterView, PrintView, RegisterRow};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// A day of the register and its month.
    Day(NaiveDate),
    /// The analysis of a time.
    Span(FunnelSpan),
    /// The opportunities behind a number.
    Mark(FunnelMark),
    /// What the home screen answers.
    Answers,
}

/// Of what it was counted, and in which state.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CountKey {
    of: Counted,
    today: NaiveDate,
    /// Names and merges of those who recommended are of no list.
    revision: u64,
    lists: ListsKey,
}

/// What is counted, on its way over the customers.
#[derive(Debug)]
enum Tally {
    Day(DayTally),
    Span(Box<SpanTally>),
    Mark(MarkTally),
    Answers(Answered),
}

#[derive(Debug)]
struct Walk {
    key: CountKey,
    /// The customer that was walked over last.
    after: Option<Row>,
    is_walked: bool,
    tally: Tally,
}

/// A day of the register as it is shown.
#[derive(Debug)]
pub(crate) struct RegisterCount {
    pub(crate) count: DayCount,
    pub(crate) rows: Rc<[RegisterRow]>,
    pub(crate) n_more: usize,
}

/// Something that was counted.
type Kept<T> = Option<Box<(CountKey, Rc<T>)>>;

/// What is looked at, and what was counted of it.
#[derive(Debug, Default)]
pub(crate) struct RegisterModel {
    /// A day before today, and on which day one began to look at it; none while today is looked at.
    past: Option<(NaiveDate, NaiveDate)>,
    pub(crate) part: RegisterPart,
    pub(crate) span: FunnelSpan,
    mark: Option<FunnelMark>,
    day: Kept<RegisterCount>,
    analysis: Kept<SpanCount>,
    list: Kept<MarkList>,
    answers: Kept<Answered>,
    walk: Option<Box<Walk>>,
}

impl RegisterModel {
    /// The book is another one.
    pub(super) fn forget(&mut self) {
        (self.day, self.analysis, self.list, self.walk) = (None, None, None, None);
        self.answers = None;
    }
}

impl Walk {
    fn new(key: CountKey) -> Self {
        let today = key.today;
        let tally = match key.of {
            Counted::Day(day) => Tally::Day(DayTally::new(day, today)),
            Counted::Span(span) => Tally::Span(Box::new(SpanTally::new(span, today))),
            Counted::Mark(mark) => Tally::Mark(MarkTally::new(mark, today)),
            Counted::Answers => Tally::Answers(Answered::new(today)),
        };
        Self { key, after: None, is_walked: false, tally }
    }

    /// Walks over so many customers.
    fn go_on(
        &mut self,
        (index, book): (&FunnelIndex, &Book),
        n_rows: usize,
        is_shown: impl Fn(&Shop) -> bool,
    ) {
        let from = self.after.map_or(Bound::Unbounded, Bound::Excluded);
        let mut shops = index.shops.range((from, Bound::Unbounded));
        for (row, shop) in shops.by_ref().take(n_rows) {
            self.after = Some(*row);
            if is_shown(shop) {
                match &mut self.tally {
                    Tally::Day(it) => it.put(book, *row, shop),
                    Tally::Span(it) => it.put(book, *row, shop),
                    Tally::Mark(it) => it.put(book, *row, shop),
                    Tally::Answers(it) => it.put(book, shop),
                }
            }
        }
        self.is_walked = shops.next().is_none();
    }
}

impl Model {
    /// Another day, part, time or number is looked at. What belongs to the one before is put away.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "on_funnel hands over these events only, and names each of them"
    )]
    pub(super) fn look_at_register(&mut self, event: &FunnelEvent) {
        let today = self.today;
        let looked = &mut self.funnel.register;
        looked.mark = None;
        match event {
            FunnelEvent::RegisterDay(day) => {
                let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(today);
                let day = (*day).max(first);
                looked.past = (day < today).then_some((day, today));
            }
            FunnelEvent::RegisterPart(part) => looked.part = *part,
            FunnelEvent::SpanShown(span) => looked.span = *span,
            FunnelEvent::MarkShown(mark) => looked.mark = *mark,
            _ => {}
        }
    }

    /// A screen of the funnel was opened: no number is, and a day chosen on another day is not looked at any more.
    pub(super) fn enter_register(&mut self) {
        let looked = &mut self.funnel.register;
        looked.mark = None;
        looked.past = looked.past.filter(|(_, chosen_on)| *chosen_on == self.today);
    }

    pub(super) fn print_register(&mut self, env: &Env) -> Vec<Effect> {
        if self.route != Route::Register {
            return Vec::new();
        }
        // What is filed holds all that was entered.
        self.count_at_once();
        let mut view = self.register_view();
        (view.entry, view.list) = (None, None);
        self.print(PrintView::Register(Box::new(PrintRegisterView { on: env.today, view })))
    }

    /// The day that is looked at: today, unless another one was chosen.
    pub(crate) fn register_day(&self) -> NaiveDate {
        self.funnel.register.past.map_or(self.today, |(day, _)| day.min(self.today))
    }

    /// Whether what is shown is counted by day.
    pub(super) fn is_counted_by_day(&self) -> bool {
        matches!(self.route, Route::Register | Route::Analysis | Route::Home)
    }

    /// What the register shows.
    pub(crate) fn day_counted(&self) -> Counted {
        Counted::Day(self.register_day())
    }

    /// What the analysis shows.
    pub(crate) fn span_counted(&self) -> Counted {
        Counted::Span(self.funnel.register.span)
    }

    fn count_key(&self, of: Counted) -> CountKey {
        let (today, revision) = (self.today, self.book.revision());
        CountKey { of, today, revision, lists: self.lists_key() }
    }

    /// Counts what is shown: of few customers at once, of many in slices.
    pub(super) fn count_by_day(&mut self) {
        if self.funnel.index.is_counting() || self.next_count().is_none() {
            return;
        }
        if self.funnel.index.shops.len() <= ROWS_AT_ONCE {
            while self.count_more(ROWS_AT_ONCE) {}
        } else if !self.jobs.iter().any(|job| matches!(job, Job::Funnel)) {
            self.jobs.push_back(Job::Funnel);
        }
    }

    /// Counts what is shown to its end.
    fn count_at_once(&mut self) {
        self.follow_funnel();
        self.funnel.index.end(&self.book, self.today);
        while self.count_more(ROWS_AT_ONCE) {}
    }

    /// What is shown and not counted as it is now.
    fn next_count(&self) -> Option<CountKey> {
        let looked = &self.funnel.register;
        if !self.is_counted_by_day() {
            return None;
        }
        let main = if self.route == Route::Register {
            self.day_counted()
        } else if self.route == Route::Home {
            Counted::Answers
        } else {
            self.span_counted()
        };
        let wanted = [Some(main), looked.mark.map(Counted::Mark)];
        let mut keys = wanted.into_iter().flatten().map(|of| self.count_key(of));
        keys.find(|key| match key.of {
            Counted::Day(_) => looked.day.as_ref().is_none_or(|it| it.0 != *key),
            Counted::Span(_) => looked.analysis.as_ref().is_none_or(|it| it.0 != *key),
            Counted::Mark(_) => looked.list.as_ref().is_none_or(|it| it.0 != *key),
            Counted::Answers => looked.answers.as_ref().is_none_or(|it| it.0 != *key),
        })
    }

    /// Goes on by so many customers; whether there is more to do.
    pub(super) fn count_more(&mut self, n_rows: usize) -> bool {
        let Some(key) = self.next_count() else {
            self.funnel.register.walk = None;
            return false;
        };
        // What was begun for another state is begun anew.
        let begun = self.funnel.register.walk.take().filter(|it| it.key == key);
        let mut walk = begun.unwrap_or_else(|| Box::new(Walk::new(key)));
        if walk.is_walked {
            self.keep_count(*walk);
            return true;
        }
        let is_all = self.shows_all();
        let is_shown = |shop: &Shop| !shop.is_closed && (is_all || self.is_mine(shop.owner));
        walk.go_on((&self.funnel.index, &self.book), n_rows, is_shown);
        self.funnel.register.walk = Some(walk);
        true
    }

    fn keep_count(&mut self, Walk { key, tally, .. }: Walk) {
        match tally {
            Tally::Day(mut it) => {
                let noted = core::mem::take(&mut it.noted);
                let n_noted = noted.len();
                let rows = self.register_rows(it.day, noted);
                let n_more = n_noted.saturating_sub(rows.len());
                let count = RegisterCount { count: it.count(), rows, n_more };
                self.funnel.register.day = Some(Box::new((key, Rc::new(count))));
            }
            Tally::Span(it) => {
                let count = self.span_count(*it);
                self.funnel.register.analysis = Some(Box::new((key, Rc::new(count))));
            }
            Tally::Mark(it) => {
                let list = self.mark_list(it);
                self.funnel.register.list = Some(Box::new((key, Rc::new(list))));
            }
            Tally::Answers(it) => {
                self.funnel.register.answers = Some(Box::new((key, Rc::new(it))));
            }
        }
    }

    /// What was counted last, if it is of what is shown: while something changes it stays, as the board does.
    fn shown<T>(&self, kept: Option<&(CountKey, Rc<T>)>, of: Counted) -> Option<Rc<T>> {
        let (key, it) = kept?;
        let is_shown = key.of == of && key.lists.is_for(self.funnel.owners);
        is_shown.then(|| Rc::clone(it))
    }

    /// Whether something that is shown was not counted at all, or much of it is not up to date.
    pub(crate) fn is_count_missing(&self, of: Counted) -> bool {
        let is_there = match of {
            Counted::Day(_) => self.shown(self.funnel.register.day.as_deref(), of).is_some(),
            Counted::Span(_) => self.shown(self.funnel.register.analysis.as_deref(), of).is_some(),
            Counted::Mark(_) => self.shown(self.funnel.register.list.as_deref(), of).is_some(),
            Counted::Answers => self.answers_count().is_some(),
        };
        self.funnel.index.is_counting() || !is_there
    }

    /// The day of the register that is looked at, once it is counted.
    pub(crate) fn register_count(&self) -> Option<Rc<RegisterCount>> {
        self.shown(self.funnel.register.day.as_deref(), self.day_counted())
    }

    /// What the home screen answers, once it is counted.
    pub(super) fn answers_count(&self) -> Option<Rc<Answered>> {
        self.shown(self.funnel.register.answers.as_deref(), Counted::Answers)
    }

    /// The analysis, once it is counted.
    pub(crate) fn analysis_count(&self) -> Option<Rc<SpanCount>> {
        self.shown(self.funnel.register.analysis.as_deref(), self.span_counted())
    }

    /// The opportunities behind the number that is looked at, once they are found.
    pub(crate) fn list_shown(&self) -> Option<MarkList> {
        let mark = self.funnel.register.mark?;
        self.shown(self.funnel.register.list.as_deref(), Counted::Mark(mark))
            .map(|it| (*it).clone())
    }
}

#[cfg(test)]
mod tests;

//! A tablet of the company: its disk, its tabs, its clock and its network. Not here: chance, claims.

use std::collections::VecDeque;

use jipan_app::calls::{Answer, Call, CallId};
use jipan_app::{Event, Route};
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{DateTime, TimeDelta};

use super::tablet::{Disk, Seat, Tablet, lead, term_of};

/// Something said, on its way to the endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) tab: usize,
    /// Which run of the tab said it; another one does not hear the answer.
    pub(crate) run: u64,
    pub(crate) id: CallId,
    pub(crate) call: Call,
}

/// An answer on its way back.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) tab: usize,
    pub(crate) run: u64,
    pub(crate) id: CallId,
    pub(crate) answer: Answer,
}

/// A tablet.
pub(crate) struct Site<'a> {
    pub(crate) disk: &'a Disk,
    pub(crate) tabs: [Option<Tablet<'a>>; 2],
    runs: [u64; 2],
    leader: usize,
    number: u64,
    n_runs: u64,
    /// How far its clock is ahead.
    pub(crate) skew_ms: i64,
    pub(crate) said: VecDeque<Said>,
    pub(crate) heard: VecDeque<Heard>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(disk: &'a Disk, number: u64, now_ms: u64) -> Self {
        let mut site = Self {
            disk,
            tabs: [None, None],
            runs: [0; 2],
            leader: 0,
            number,
            n_runs: 0,
            skew_ms: 0,
            said: VecDeque::new(),
            heard: VecDeque::new(),
        };
        site.opens(0, now_ms);
        site
    }

    /// The number of the next run: of this tablet only, and small enough to be a date.
    fn next_run(&mut self) -> u64 {
        self.n_runs += 1;
        self.number * 1_000 + self.n_runs
    }

    /// Opens a tab; one that cannot read its disk is opened again by the person.
    pub(crate) fn opens(&mut self, idx: usize, now_ms: u64) {
        if self.disk.is_down() {
            self.disk.restart();
        }
        let leads = self.tabs[1 - idx].is_none();
        if leads {
            self.leader = idx;
        }
        let seat = Seat { slot: u8::try_from(idx).unwrap(), leads };
        for _ in 0..3 {
            let run = self.next_run();
            let tab = Tablet::open_seated(self.disk, run, 50, seat);
            let is_open = tab.is_open();
            self.runs[idx] = run;
            self.tabs[idx] = Some(tab);
            if is_open {
                break;
            }
            if self.disk.is_down() {
                self.disk.restart();
            }
        }
        self.settles(now_ms);
    }

    /// A tab is gone with all that was only in its memory.
    pub(crate) fn crashes(&mut self, idx: usize, now_ms: u64) {
        self.tabs[idx] = None;
        self.said.retain(|it| it.tab != idx);
        let other = 1 - idx;
        if self.leader == idx && self.tabs[other].is_some() {
            self.gives_lead(other, now_ms);
            self.settles(now_ms);
        }
    }

    /// A tab that could not read its disk says so, and the person closes it.
    pub(crate) fn closes_what_did_not_open(&mut self, now_ms: u64) {
        for idx in 0..2 {
            if self.tabs[idx].as_ref().is_some_and(|tab| !tab.is_open()) {
                self.crashes(idx, now_ms);
            }
        }
    }

    fn gives_lead(&mut self, idx: usize, now_ms: u64) {
        self.leader = idx;
        let term = term_of(self.next_run());
        if !self.disk.is_down() {
            lead(self.disk, term);
            self.tells(idx, Event::LeadGained(term), now_ms);
        }
    }

    /// The power goes: every tab, and what was not yet on the disk.
    pub(crate) fn loses_power(&mut self) {
        self.disk.crash();
        self.tabs = [None, None];
        self.said.clear();
        self.disk.restart();
    }

    /// Something happens in a tab, and what follows from it in the other one.
    pub(crate) fn happens(&mut self, idx: usize, event: Event, now_ms: u64) {
        self.tells(idx, event, now_ms);
        self.settles(now_ms);
    }

    fn tells(&mut self, idx: usize, event: Event, now_ms: u64) {
        self.sets_clock(idx, now_ms);
        if let Some(tab) = &mut self.tabs[idx] {
            tab.happens(event);
        }
        self.gathers(idx);
    }

    fn sets_clock(&mut self, idx: usize, now_ms: u64) {
        let skew = TimeDelta::milliseconds(self.skew_ms);
        let now = DateTime::from_timestamp_millis(now_ms.try_into().unwrap()).unwrap() + skew;
        if let Some(tab) = &mut self.tabs[idx] {
            tab.env.now = now;
            tab.env.today = now.date_naive();
        }
    }

    /// Takes up what a tab says to the endpoint. A tab whose disk died does no more.
    fn gathers(&mut self, idx: usize) {
        let run = self.runs[idx];
        if let Some(tab) = &mut self.tabs[idx] {
            for (id, call) in std::mem::take(&mut tab.calls) {
                self.said.push_back(Said { tab: idx, run, id, call });
            }
        }
    }

    /// Words between the tabs go round until all is quiet.
    pub(crate) fn settles(&mut self, now_ms: u64) {
        if self.disk.is_down() {
            self.tabs = [None, None];
            self.said.clear();
            self.disk.restart();
            return;
        }
        for _ in 0..60 {
            let mut is_quiet = true;
            for idx in 0..2 {
                self.gathers(idx);
                let other = 1 - idx;
                let Some(tab) = &mut self.tabs[idx] else { continue };
                if tab.takes_told() && self.tabs[other].is_some() {
                    self.tells(other, Event::TabsTold, now_ms);
                    is_quiet = false;
                }
                let Some(tab) = &mut self.tabs[idx] else { continue };
                if std::mem::take(&mut tab.wants_lead) && self.leader == idx {
                    self.gives_lead(idx, now_ms);
                    is_quiet = false;
                }
                if self.tabs[idx].as_ref().is_some_and(|tab| tab.is_reloaded) {
                    self.crashes(idx, now_ms);
                    self.opens(idx, now_ms);
                    is_quiet = false;
                }
                if self.disk.is_down() {
                    return self.settles(now_ms);
                }
            }
            if is_quiet {
                return;
            }
        }
        panic!("the tabs never come to rest");
    }

    /// A time passes in which whatever was to happen later does; a call is given up only if it
    /// `is_long`.
    pub(crate) fn waits(&mut self, is_long: bool, now_ms: u64) {
        for idx in 0..2 {
            self.sets_clock(idx, now_ms);
            if let Some(tab) = &mut self.tabs[idx] {
                let is_late = |event: &Event| matches!(event, Event::CallOverdue(_));
                let (late, due) = std::mem::take(&mut tab.delayed).into_iter().partition(is_late);
                let late: Vec<Event> = late;
                tab.delayed = due;
                tab.waits();
                if is_long {
                    for event in late {
                        tab.happens(event);
                    }
                } else {
                    tab.delayed.extend(late);
                }
            }
            self.settles(now_ms);
        }
    }

    /// An answer comes; one for a run that is gone is not heard.
    pub(crate) fn hears(&mut self, heard: Heard, now_ms: u64) {
        if self.runs[heard.tab] == heard.run && self.tabs[heard.tab].is_some() {
            let answer = Box::new(heard.answer);
            self.happens(heard.tab, Event::CallAnswered { id: heard.id, answer }, now_ms);
        }
    }

    /// A tab that is open.
    pub(crate) fn open_tab(&self, wish: usize) -> Option<usize> {
        [wish % 2, (wish + 1) % 2].into_iter().find(|&idx| self.tabs[idx].is_some())
    }

    /// How often a book of it was not what the company has.
    pub(crate) fn n_mismatches(&self) -> u32 {
        self.tabs.iter().flatten().map(|tab| tab.model.n_mismatches()).sum()
    }

    /// Customers in the book of a tab, by id.
    pub(crate) fn customers(&self, idx: usize) -> Vec<CustomerId> {
        let Some(tab) = &self.tabs[idx] else { return Vec::new() };
        let book = tab.model.book();
        let mut ids: Vec<CustomerId> = book
            .rows()
            .filter(|&row| book.is_visible(row))
            .filter_map(|row| book.id_of(row))
            .collect();
        ids.sort_unstable();
        ids
    }

    /// Types into a field of a customer; whether the tab shows it as the value afterwards.
    pub(crate) fn types(
        &mut self,
        idx: usize,
        customer: CustomerId,
        field: FieldId,
        text: &str,
        now_ms: u64,
    ) -> bool {
        self.happens(idx, Event::LinkFollowed(Route::Customer(customer)), now_ms);
        self.happens(idx, Event::FieldTyped { field, text: text.to_owned() }, now_ms);
        self.happens(idx, Event::FieldLeft { field }, now_ms);
        let Some(tab) = &self.tabs[idx] else { return false };
        let book = tab.model.book();
        let row = book.row_of(customer);
        tab.model.is_at_rest()
            && row.and_then(|row| book.text(row, field)).is_some_and(|it| it == text)
    }
}

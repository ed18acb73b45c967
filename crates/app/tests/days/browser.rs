//! Two tabs of one browser over one database, and the words between them. Not here: any claim.

use std::fmt::Write as _;

use jipan_app::Event;

use super::tablet::{Disk, Seat, Tablet, lead, term_of};

const LEADER: Seat = Seat { slot: 0, leads: true };
const OTHER: Seat = Seat { slot: 1, leads: false };

pub(crate) fn list(n: usize) -> Vec<u8> {
    let mut file = String::from("客户代码,店铺名称,联系电话\n");
    for idx in 0..n {
        writeln!(file, "K{idx},{idx}号店,199{idx:08}").unwrap();
    }
    file.into_bytes()
}

/// The tabs of one browser: what one writes the others are told of, unless they sleep.
pub(crate) struct Browser<'a> {
    pub disk: &'a Disk,
    pub tabs: [Option<Tablet<'a>>; 2],
    /// A tab that sleeps hears nothing and does nothing.
    pub sleeps: [bool; 2],
    /// Which tab has the lock of the lead.
    pub leader: usize,
    n_runs: u64,
}

impl<'a> Browser<'a> {
    pub(crate) fn open(disk: &'a Disk) -> Self {
        let one = Tablet::open_seated(disk, 1, 1_000, LEADER);
        let two = Tablet::open_seated(disk, 2, 3, OTHER);
        let mut browser =
            Self { disk, tabs: [Some(one), Some(two)], sleeps: [false; 2], leader: 0, n_runs: 2 };
        browser.settle();
        browser
    }

    pub(crate) fn tab(&mut self, idx: usize) -> &mut Tablet<'a> {
        self.tabs[idx].as_mut().unwrap()
    }

    pub(crate) fn is_awake(&self, idx: usize) -> bool {
        self.tabs[idx].is_some() && !self.sleeps[idx]
    }

    /// Words go round, and the lead goes where it is due, until all is quiet.
    pub(crate) fn settle(&mut self) {
        for _ in 0..100 {
            let mut is_quiet = true;
            for idx in 0..2 {
                let other = 1 - idx;
                if self.is_awake(idx) && self.tab(idx).takes_told() && self.is_awake(other) {
                    self.tab(other).happens(Event::TabsTold);
                    is_quiet = false;
                }
                if self.is_awake(idx) && std::mem::take(&mut self.tab(idx).wants_lead) {
                    // One that leads and is awake answers.
                    if self.leader == idx || !self.is_awake(self.leader) {
                        self.give_lead(idx);
                        is_quiet = false;
                    }
                }
            }
            if is_quiet {
                return;
            }
        }
        panic!("the tabs never come to rest");
    }

    pub(crate) fn give_lead(&mut self, idx: usize) {
        self.leader = idx;
        self.n_runs += 1;
        let term = term_of(self.n_runs);
        lead(self.disk, term);
        self.tab(idx).happens(Event::LeadGained(term));
    }

    pub(crate) fn does(&mut self, idx: usize, event: Event) {
        self.tab(idx).happens(event);
        self.settle();
    }

    pub(crate) fn sleep(&mut self, idx: usize) {
        self.tab(idx).happens(Event::PageHidden);
        self.settle();
        self.sleeps[idx] = true;
    }

    pub(crate) fn wake(&mut self, idx: usize) {
        self.sleeps[idx] = false;
        if self.leader != idx {
            self.tab(idx).happens(Event::LeadLost);
        }
        self.does(idx, Event::PageShown);
    }

    /// The tab is gone, with all that was only in its memory.
    pub(crate) fn crash(&mut self, idx: usize) {
        self.tabs[idx] = None;
        self.sleeps[idx] = false;
        if self.leader == idx && self.tabs[1 - idx].is_some() {
            // A tab that sleeps hears of it when it wakes; the lock is its own meanwhile.
            self.give_lead(1 - idx);
            self.settle();
        }
    }

    pub(crate) fn reopen(&mut self, idx: usize) {
        self.n_runs += 1;
        let leads = self.tabs[1 - idx].is_none();
        if leads {
            self.leader = idx;
        }
        let seat = Seat { slot: u8::try_from(idx).unwrap(), leads };
        let open = || Tablet::open_seated(self.disk, self.n_runs, 7, seat);
        let tab = open();
        // A reading that failed is tried again by the person.
        self.tabs[idx] = Some(if tab.is_open() { tab } else { open() });
        self.settle();
    }

    /// Everything is answered and heard.
    pub(crate) fn rests(&mut self) {
        for idx in 0..2 {
            if self.tabs[idx].is_none() {
                self.reopen(idx);
            }
            if self.sleeps[idx] {
                self.wake(idx);
            }
            self.tab(idx).disk_answers();
            self.settle();
        }
        for idx in 0..2 {
            self.does(idx, Event::PageShown);
        }
    }

    pub(crate) fn digests(&mut self) -> [u64; 2] {
        [0, 1].map(|idx| self.tab(idx).model.book().digest())
    }

    /// The digest of a book that is opened now, by a tab that only looks.
    pub(crate) fn fresh_digest(&mut self) -> u64 {
        let seat = Seat { slot: 9, leads: false };
        Tablet::open_seated(self.disk, 900 + self.n_runs, 50, seat).model.book().digest()
    }

    /// All books are one.
    pub(crate) fn agree(&mut self) {
        self.rests();
        let [one, two] = self.digests();
        assert_eq!(one, two, "two tabs");
        assert_eq!(one, self.fresh_digest(), "and one opened now");
    }
}

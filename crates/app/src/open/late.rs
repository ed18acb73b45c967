//! Orders, objections and facts of the funnel, read after the list is there: they are most of the bytes of
//! a book, and no list needs them. Not here: the pages themselves, and what waits for the orders (`rest`).

use std::collections::VecDeque;

use jipan_book::{Change, Op, PageTrade, Row};

use crate::effect::Effect;
use crate::env::Env;
use crate::job::{Job, Slice};
use crate::model::Model;
use jipan_book::sorting::sort;

/// What of a book is still to be read when its list is shown.
#[derive(Debug, Default)]
pub(crate) struct LateTrade {
    /// Orders, objections and facts of each page that has some.
    pages: VecDeque<PageTrade>,
    /// The rows of the log that say something of such: said again once those before are there.
    said: VecDeque<Change>,
    /// What rows of the log touched.
    touched: Vec<Row>,
    is_begun: bool,
    /// A page did not hold what it should; the whole is to be read again, by older writings.
    is_damaged: bool,
}

impl LateTrade {
    /// Whether there is something to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Takes note of a page that was read without its orders.
    pub(crate) fn push(&mut self, page: PageTrade) {
        self.pages.push_back(page);
    }

    /// Takes note of a row of the log that was taken in.
    pub(crate) fn note(&mut self, change: &Change, touched: &[Row]) {
        self.touched.extend_from_slice(touched);
        let is_trade =
            |op: &&Op| matches!(op, Op::Order { .. } | Op::Objection { .. } | Op::Funnel { .. });
        let ops: Vec<Op> = change.ops.iter().filter(is_trade).cloned().collect();
        if !ops.is_empty() {
            self.said.push_back(Change { ops, ..change.clone() });
        }
    }
}

impl Model {
    /// Reads the orders of a page, then says again what the log says of them, so many rows a slice.
    pub(crate) fn late_slice(
        &mut self,
        mut job: LateTrade,
        units: u32,
        env: &mut Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        if !job.is_begun {
            job.is_begun = true;
            self.book.begin_trade();
        }
        // A page may hold all the orders of a thousand shops: the list stays alive between two of them.
        if let Some(page) = job.pages.pop_front() {
            job.is_damaged |= self.book.take_trade(&page).is_err();
            return Slice::More(Job::LateTrade(Box::new(job)));
        }
        for _ in 0..units.max(1) {
            let Some(change) = job.said.pop_front() else { break };
            drop(self.book.apply(&change));
        }
        if !job.said.is_empty() {
            return Slice::More(Job::LateTrade(Box::new(job)));
        }
        sort(&mut job.touched);
        job.touched.dedup();
        self.book.end_trade(&job.touched);
        self.is_dirty = true;
        effects.extend(self.trade_came(job.is_damaged, env));
        Slice::Done
    }
}

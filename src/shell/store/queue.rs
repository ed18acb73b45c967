//! The queue of writes: one transaction at a time, in order, answered in order. What waits goes together
//! in the next transaction, so that a page that is being hidden asks for everything at once, before it
//! freezes. Not here: what is written.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use jipan_app::Event;
use jipan_app::effect::{CommitId, FoldId};
use jipan_app::event::{BudgetEvent, OpenedStore, Term};
use jipan_app::failure::{BackupFailure, SaveFailure};
use jipan_rules::Uuid;
use jipan_store::{Durability, Opened, Store as _, StoreError, Write, Written};
use yew::Callback;

use super::convert::{open_failure, opened_store, save_failure};
use super::database::Database;
use super::mark;
use crate::shell::backup::of_store;
use crate::shell::tabs::Tabs;
use crate::shell::task;

/// One thing to write, whole or not at all.
pub(super) struct Work {
    pub(super) writes: Vec<Write>,
    pub(super) durability: Durability,
    pub(super) answer: Answer,
}

impl Work {
    /// Nothing to write: something is to be read once all before it is written.
    pub(super) fn read(answer: Answer) -> Self {
        Self { writes: Vec::new(), durability: Durability::Relaxed, answer }
    }
}

/// Who waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Commit(CommitId),
    Fold(FoldId),
    /// Another book in place of this one.
    Restore,
    /// The app hears only if the draft of this key could not be kept.
    Draft(String),
    /// The photo of this name.
    Photo(Uuid),
    /// Nobody: a photo that stays by a fault is in nobody's way.
    PhotoGone,
    /// Who leads from now on.
    Lead(Term),
    /// What other tabs wrote beyond a key of the log.
    News {
        after: u64,
    },
    /// Some rows of the log.
    Log {
        after: u64,
        n_max: u32,
    },
    /// Everything, to be opened once more.
    Whole,
    /// Everything.
    All,
    /// The app hears only if a setting could not be kept.
    Setting,
}

/// What waits to be written.
pub(super) struct Queue {
    tell: Callback<Event>,
    database: Rc<OnceCell<Database>>,
    tabs: Rc<Tabs>,
    waiting: RefCell<VecDeque<Work>>,
    is_writing: Cell<bool>,
}

impl Queue {
    /// An empty queue before a database that need not be open yet.
    pub(super) fn new(
        tell: Callback<Event>,
        database: Rc<OnceCell<Database>>,
        tabs: Rc<Tabs>,
    ) -> Rc<Self> {
        let waiting = RefCell::default();
        Rc::new(Self { tell, database, tabs, waiting, is_writing: Cell::new(false) })
    }

    /// Puts work at the end. It is on its way before the browser goes on, unless other work is.
    pub(super) fn push(self: &Rc<Self>, work: Work) {
        self.waiting.borrow_mut().push_back(work);
        self.begin();
    }

    /// Begins to write what waits, unless that is going on; nothing before the database is open.
    pub(super) fn begin(self: &Rc<Self>) {
        if self.database.get().is_some() && !self.is_writing.replace(true) {
            let queue = Rc::clone(self);
            task::spawn(async move { queue.drain().await });
        }
    }

    /// Another tab took over: what waits and is not yet on its way is not written, except drafts,
    /// which that tab may read late but does not lose.
    pub(super) fn give_up(&self) {
        let waiting: Vec<Work> = self.waiting.borrow_mut().drain(..).collect();
        for work in waiting {
            let event = match work.answer {
                Answer::Commit(id) => Event::SaveFailed { id, failure: SaveFailure::NotTheWriter },
                Answer::Fold(id) => Event::FoldFailed(id, SaveFailure::NotTheWriter),
                Answer::Restore => Event::RestoreFailed(BackupFailure::ReadOnly),
                Answer::Photo(id) => not_kept(id, SaveFailure::NotTheWriter),
                Answer::Draft(_)
                | Answer::PhotoGone
                | Answer::Lead(_)
                | Answer::News { .. }
                | Answer::Log { .. }
                | Answer::Whole
                | Answer::All
                | Answer::Setting => {
                    self.waiting.borrow_mut().push_back(work);
                    continue;
                }
            };
            self.tell.emit(event);
        }
    }

    async fn drain(&self) {
        if let Some(database) = self.database.get() {
            while let Some(works) = self.next() {
                match works.as_slice() {
                    [Work { answer: Answer::News { after }, .. }] => {
                        self.tell_read(Event::CaughtUp, database.news(*after).await);
                    }
                    [Work { answer: Answer::Log { after, n_max }, .. }] => {
                        self.tell.emit(match database.log(*after, *n_max).await {
                            Ok(read) => Event::OutboxRead(opened_store(read).log),
                            Err(_) => Event::OutboxFailed,
                        });
                    }
                    [Work { answer: Answer::Whole, .. }] => {
                        self.tell.emit(match database.open().await {
                            Ok(opened) => Event::StoreOpenedWhole(opened_store(opened).into()),
                            Err(error) => Event::StoreOpenFailed(open_failure(&error)),
                        });
                    }
                    [Work { answer: Answer::All, .. }] => {
                        self.tell_read(Event::StoreReread, database.open().await);
                    }
                    _ => self.write_together(database, works).await,
                }
            }
        }
        self.is_writing.set(false);
    }

    /// All that waits and may share a transaction.
    fn next(&self) -> Option<Vec<Work>> {
        let mut waiting = self.waiting.borrow_mut();
        let n = n_together(waiting.iter().map(|work| &work.answer));
        (n > 0).then(|| waiting.drain(..n).collect())
    }

    /// Writes all in one transaction. If it fails, each gets its own chance and its own answer: one
    /// that is too large does not take the others with it.
    async fn write_together(&self, database: &Database, works: Vec<Work>) {
        if works.len() > 1 {
            let strict = works.iter().any(|work| work.durability == Durability::Strict);
            let durability = if strict { Durability::Strict } else { Durability::Relaxed };
            let writes = works.iter().flat_map(|work| work.writes.iter().cloned()).collect();
            if let Ok(written) = database.write(writes, durability).await {
                let mut log_keys = written.log_keys.into_iter();
                for work in works {
                    let log_keys = log_keys.by_ref().take(n_log(&work.writes)).collect();
                    self.answer(work.answer, Ok(Written { log_keys }));
                }
                return;
            }
        }
        for work in works {
            let written = database.write(work.writes, work.durability).await;
            if work.answer == Answer::Restore {
                self.tabs.end_alone().await;
            }
            self.answer(work.answer, written);
        }
    }

    fn tell_read(
        &self,
        event: impl FnOnce(Box<OpenedStore>) -> Event,
        read: Result<Opened, StoreError>,
    ) {
        self.tell.emit(match read {
            Ok(opened) => event(Box::new(opened_store(opened))),
            Err(error) => {
                crate::log::warn(format_args!("not read: {error}"));
                Event::CatchUpFailed
            }
        });
    }

    fn answer(&self, answer: Answer, written: Result<Written, StoreError>) {
        match (&answer, &written) {
            // Another tab was first: that is no fault.
            (Answer::Fold(_), Err(error @ StoreError::Overtaken { .. })) => {
                crate::log::info(format_args!("not written: {answer:?}, {error}"));
            }
            (_, Err(error)) => {
                crate::log::error(format_args!("not written: {answer:?}, {error}"));
            }
            (Answer::Commit(_) | Answer::Draft(_) | Answer::Setting, Ok(_)) => {
                self.tabs.tell_written();
            }
            (_, Ok(_)) => {}
        }
        let event = match (answer, written) {
            (Answer::Commit(id), Ok(Written { log_keys })) => {
                mark::set();
                Event::SaveEnded { id, log_keys }
            }
            (Answer::Commit(id), Err(error)) => {
                Event::SaveFailed { id, failure: save_failure(&error) }
            }
            (Answer::Fold(id), Ok(_)) => Event::FoldEnded(id),
            (Answer::Fold(id), Err(error)) => Event::FoldFailed(id, save_failure(&error)),
            (Answer::Restore, Ok(_)) => Event::Restored,
            (Answer::Restore, Err(error)) => Event::RestoreFailed(of_store(&error)),
            (Answer::Draft(key), Err(error)) => {
                Event::DraftFailed { key, failure: save_failure(&error) }
            }
            (Answer::Lead(term), Ok(_)) => Event::LeadGained(term),
            (Answer::Setting, Err(error)) => Event::SettingFailed(save_failure(&error)),
            (Answer::Photo(id), Ok(_)) => Event::Budget(BudgetEvent::PhotoKept(id)),
            (Answer::Photo(id), Err(error)) => not_kept(id, save_failure(&error)),
            (Answer::Draft(_) | Answer::Setting, Ok(_))
            | (
                Answer::PhotoGone
                | Answer::Lead(_)
                | Answer::News { .. }
                | Answer::Log { .. }
                | Answer::Whole
                | Answer::All,
                _,
            ) => {
                return;
            }
        };
        self.tell.emit(event);
    }
}

fn not_kept(id: Uuid, failure: SaveFailure) -> Event {
    Event::Budget(BudgetEvent::PhotoNotKept(id, failure))
}

/// How many of the first works share a transaction: a part of folding or a whole book, which are
/// large, go alone, and so does what is to be read.
fn n_together<'a>(answers: impl Iterator<Item = &'a Answer>) -> usize {
    let mut n = 0_usize;
    for answer in answers {
        match answer {
            Answer::Fold(_)
            | Answer::Restore
            | Answer::News { .. }
            | Answer::Log { .. }
            | Answer::Whole
            | Answer::All => {
                return n.max(1);
            }
            Answer::Commit(_)
            | Answer::Draft(_)
            | Answer::Photo(_)
            | Answer::PhotoGone
            | Answer::Lead(_)
            | Answer::Setting => {
                n = n.saturating_add(1);
            }
        }
    }
    n
}

fn n_log(writes: &[Write]) -> usize {
    writes.iter().filter(|write| matches!(write, Write::Log(_))).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: Answer = Answer::Commit(CommitId(1));
    const FOLD: Answer = Answer::Fold(FoldId(1));

    #[test]
    fn what_waits_goes_together() {
        assert_eq!(n_together([COMMIT, Answer::Setting, COMMIT].iter()), 3);
        assert_eq!(n_together([].iter()), 0);
    }

    #[test]
    fn a_part_of_folding_goes_alone_and_in_its_order() {
        assert_eq!(n_together([FOLD, COMMIT].iter()), 1);
        assert_eq!(n_together([COMMIT, FOLD, COMMIT].iter()), 1);
    }

    #[test]
    fn what_is_read_is_read_after_all_that_was_to_be_written_before() {
        let news = Answer::News { after: 7 };
        assert_eq!(n_together([COMMIT, COMMIT, news.clone(), COMMIT].iter()), 2);
        assert_eq!(n_together([news, COMMIT].iter()), 1);
        assert_eq!(n_together([Answer::All, COMMIT].iter()), 1);
    }
}

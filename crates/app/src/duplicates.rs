//! 查重: the search for customers that are in the book twice, what is shown of it, and the pairs that
//! a person found to be two. Not here: how they are found, which is `jipan_book::duplicates`, and
//! merging them.

use std::collections::BTreeSet;
use std::rc::Rc;

use jipan_book::duplicates::{Cluster, DuplicateFinder, Duplicates, Pair, clusters};
use jipan_book::likeness::{Likeness, PhoneLikeness};
use jipan_book::sorting::sort_by_key;
use jipan_book::{Action, Book, Op};
use jipan_rules::values::ids::CustomerId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::job::{Job, Slice};
use crate::model::Model;
use crate::route::Route;

/// So many clusters are shown at first, and more at each asking.
const N_SHOWN: usize = 30;
/// The bar moves in so many steps, each of which draws the screen once.
const N_STEPS: u32 = 20;

/// What is known of duplicates.
#[derive(Debug, Default)]
pub(crate) struct DuplicatesModel {
    /// Parts done and in all, while it is being searched.
    pub(crate) progress: Option<(u32, u32)>,
    /// Whether the last search was stopped before its end.
    pub(crate) is_stopped: bool,
    pub(crate) found: Option<Found>,
    pub(crate) n_shown: usize,
}

/// What the last search found, brought up to date.
#[derive(Debug)]
pub(crate) struct Found {
    /// The book that was searched.
    searched: u64,
    /// The book that `pairs` and `clusters` are of.
    revision: u64,
    pairs: Vec<Pair>,
    pub(crate) clusters: Rc<[Cluster]>,
    pub(crate) n_left_out: usize,
    pub(crate) is_cut: bool,
}

impl Found {
    /// Whether the book is not the one that was searched.
    pub(crate) fn is_old(&self, book: &Book) -> bool {
        self.searched != book.revision()
    }

    fn new(book: &Book, duplicates: Duplicates) -> Self {
        let mut found = Self {
            searched: book.revision(),
            revision: book.revision(),
            pairs: duplicates.pairs,
            clusters: Rc::new([]),
            n_left_out: duplicates.n_left_out,
            is_cut: duplicates.is_cut,
        };
        found.group(book);
        found
    }

    /// Follows the changes of the book: what was merged, judged, deleted or edited. New pairs are
    /// found by the next search only.
    fn follow(&mut self, book: &Book) {
        if self.revision == book.revision() {
            return;
        }
        let touched = book.touched_since(self.revision);
        self.revision = book.revision();
        for pair in &mut self.pairs {
            let is_touched = [pair.one, pair.other].iter().any(|id| {
                touched.as_ref().is_none_or(|rows| {
                    book.row_of(*id).is_some_and(|row| rows.binary_search(&row).is_ok())
                })
            });
            if is_touched {
                *pair = anew(book, pair);
            }
        }
        sort_by_key(&mut self.pairs, |pair| pair.sureness);
        self.group(book);
    }

    /// Another book took the place of the one that was searched.
    fn move_to(&mut self, book: &Book) {
        self.searched = u64::MAX;
        self.revision = book.revision();
        for pair in &mut self.pairs {
            *pair = anew(book, pair);
        }
        self.group(book);
    }

    /// Puts together what still is a question, each pair once, although two of its kind may have
    /// become one by a merge.
    fn group(&mut self, book: &Book) {
        let mut seen = BTreeSet::new();
        let pairs = self.pairs.iter().filter(|pair| !book.is_distinct(pair.one, pair.other));
        let pairs = pairs.map(|pair| {
            let [one, other] = [pair.one, pair.other].map(|id| book.survivor_of(id));
            Pair { one, other, ..*pair }
        });
        let open = pairs.filter(|pair| {
            let ends = (pair.one.min(pair.other), pair.one.max(pair.other));
            is_open(book, pair) && seen.insert(ends)
        });
        self.clusters = clusters(open).into();
    }
}

/// A pair as those who stand for its customers are now.
fn anew(book: &Book, pair: &Pair) -> Pair {
    let rows = [pair.one, pair.other].map(|id| book.row_of(book.survivor_of(id)));
    let is_shared = pair.likeness.phone == PhoneLikeness::SharedByMany;
    match rows {
        [Some(one), Some(other)] => {
            let likeness = Likeness::of(book, one, other, is_shared);
            Pair { likeness, sureness: likeness.sureness().unwrap_or(pair.sureness), ..*pair }
        }
        [None, _] | [_, None] => *pair,
    }
}

/// Whether a pair still is a question: two customers in the book, alike, and nobody said that they
/// are two.
fn is_open(book: &Book, pair: &Pair) -> bool {
    let is_visible = |id| book.row_of(id).is_some_and(|row| book.is_visible(row));
    pair.one != pair.other
        && is_visible(pair.one)
        && is_visible(pair.other)
        && pair.likeness.sureness().is_some()
        && !book.is_distinct(pair.one, pair.other)
}

impl Model {
    /// Events of the screen of duplicates.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this screen only, and names each of them"
    )]
    pub(crate) fn on_duplicates(&mut self, event: &Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::DuplicatesSearched => self.find_duplicates(),
            Event::DuplicatesStopped => {
                self.stop_finding();
                Vec::new()
            }
            Event::MoreDuplicatesPressed => {
                self.duplicates.n_shown = self.duplicates.n_shown.saturating_add(N_SHOWN);
                Vec::new()
            }
            Event::PairJudged { one, other, is_distinct } => {
                self.judge_pair([*one, *other], *is_distinct, env)
            }
            _ => Vec::new(),
        }
    }

    /// The screen is opened: what was found before is good as long as the book is the same. Who comes
    /// back from a merge goes on in the same list.
    pub(crate) fn enter_duplicates(&mut self) -> Vec<Effect> {
        let is_back = matches!(self.came_from, Route::Merge(_));
        if !is_back || self.duplicates.n_shown == 0 {
            self.duplicates.n_shown = N_SHOWN;
        }
        match &self.duplicates.found {
            Some(found) if is_back || !found.is_old(&self.book) => Vec::new(),
            Some(_) | None => self.find_duplicates(),
        }
    }

    /// The screen is left: a search under way ends with it.
    pub(crate) fn stop_finding(&mut self) {
        if self.duplicates.progress.take().is_some() {
            self.jobs.retain(|job| !matches!(job, Job::FindDuplicates(_)));
            self.duplicates.is_stopped = true;
        }
    }

    fn find_duplicates(&mut self) -> Vec<Effect> {
        if self.duplicates.progress.is_some() {
            return Vec::new();
        }
        let finder = DuplicateFinder::new(&self.book);
        self.duplicates.progress = Some(finder.progress());
        self.duplicates.is_stopped = false;
        self.start_job(Job::FindDuplicates(Box::new(finder)))
    }

    pub(crate) fn find_slice(&mut self, mut finder: DuplicateFinder, units: u32) -> Slice {
        if !finder.is_of(&self.book) {
            // Something was written meanwhile: what was read may be wrong.
            finder = DuplicateFinder::new(&self.book);
        }
        if finder.step(&self.book, units) {
            let duplicates = finder.finish(&self.book);
            self.duplicates.found = Some(Found::new(&self.book, duplicates));
            self.duplicates.progress = None;
            self.is_dirty = true;
            return Slice::Done;
        }
        let (done, total) = finder.progress();
        let shown = self.duplicates.progress.map_or(0, |(done, _)| done);
        if done.abs_diff(shown) >= (total / N_STEPS).max(1) {
            self.duplicates.progress = Some((done, total));
            self.is_dirty = true;
        }
        Slice::More(Job::FindDuplicates(Box::new(finder)))
    }

    /// Another book took the place of this one: a search begins anew, a list follows.
    pub(crate) fn duplicates_moved(&mut self) {
        for job in &mut self.jobs {
            if let Job::FindDuplicates(finder) = job {
                **finder = DuplicateFinder::new(&self.book);
            }
        }
        if let Some(found) = &mut self.duplicates.found {
            found.move_to(&self.book);
        }
    }

    /// Brings the list up to date with the book while it is looked at.
    pub(crate) fn refresh_duplicates(&mut self) {
        if self.route == Route::Duplicates
            && let Some(found) = &mut self.duplicates.found
        {
            found.follow(&self.book);
        }
    }

    /// Somebody looked at both: they are two, or it is a question again.
    fn judge_pair(
        &mut self,
        [one, other]: [CustomerId; 2],
        is_distinct: bool,
        env: &Env,
    ) -> Vec<Effect> {
        if one == other || self.book.is_distinct(one, other) == is_distinct {
            return Vec::new();
        }
        let op = Op::Distinct { one, other, is_distinct };
        self.commit_tap(Mark::of(Action::JudgePair), vec![op], Vec::new(), env)
    }
}

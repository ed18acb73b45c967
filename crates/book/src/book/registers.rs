//! What is in force from a day on (values of products, rules), as it was written one after the other for
//! that very day, and which of it nobody had seen who wrote later. Not here: what it is of.

use super::Writers;
use crate::change::Action;
use crate::sorting::sort_by_key;
use crate::stamp::Stamp;

/// What was written for one first day: the last word by stamp, and what it came after. `OURS`
///
/// ```
/// use jipan_book::Book;
/// use jipan_rules::NaiveDate;
/// let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
/// let book = Book::new();
/// let bounds = book.rules().get(&(1, day)).and_then(|it| it.value.as_deref());
/// assert_eq!(bounds, None, "no rule was ever set for that day");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<V> {
    pub(crate) writer: u32,
    /// The value; without one it was taken back.
    pub value: Option<V>,
    /// What its writer saw there.
    pub(crate) was: Option<V>,
    /// What it came after, the oldest first, each change once.
    pub(crate) former: Vec<Self>,
}

impl<V: Clone + PartialEq> Register<V> {
    /// What a write says, with nothing known that it came after.
    pub(crate) fn new(writer: u32, value: Option<V>, was: Option<V>) -> Self {
        Self { writer, value, was, former: Vec::new() }
    }

    /// All that was written, the last word at the end.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.former.iter().chain(std::iter::once(self))
    }

    /// What stood before the first that is known.
    fn first_was(&self) -> Option<&V> {
        self.former.first().unwrap_or(self).was.as_ref()
    }

    /// What stood for the same first day without it and without what is taken back with it.
    pub(crate) fn before(&self, is_taken_back: impl Fn(&Self) -> bool) -> Option<V> {
        match self.former.iter().rfind(|it| !is_taken_back(it)) {
            Some(other) => other.value.clone(),
            None => self.first_was().cloned(),
        }
    }

    /// What a decision named that an undo took back without another value: done again, it names it again.
    pub(crate) fn named_before(&self, writers: &Writers) -> Option<&Option<V>> {
        let is_void = self.value == self.was && is_undo(self, writers);
        let decision = self.former.iter().rfind(|it| it.value == self.value);
        decision.filter(|_| is_void).map(|it| &it.was)
    }

    /// What was the last word at some instant.
    pub(crate) fn said_by(&self, at: Stamp, writers: &Writers) -> Option<&V> {
        let is_by = |it: &&Self| writers.get(it.writer).is_some_and(|by| by.stamp <= at);
        self.all().rfind(is_by).map_or_else(|| self.first_was(), |it| it.value.as_ref())
    }

    /// Of two writes for one first day the later one, with what it came after if that `is_kept`: one
    /// that was stamped anew counts as it came last.
    pub(crate) fn merged(
        before: Option<Self>,
        put: Self,
        is_kept: bool,
        writers: &Writers,
    ) -> Self {
        let Some(before) = before else { return put };
        let rank = |it: &Self| writers.rank(it.writer);
        let is_last = put.writer == before.writer || rank(&put) >= rank(&before);
        let (mut last, mut other) = if is_last { (put, before) } else { (before, put) };
        if !is_kept {
            return last;
        }
        let mut former =
            core::mem::take(if is_last { &mut other.former } else { &mut last.former });
        former.push(other);
        sort_by_key(&mut former, rank);
        let change = |it: &Self| writers.get(it.writer).map(|by| by.change);
        for it in former {
            last.former.retain(|earlier| change(earlier) != change(&it));
            if change(&it) != change(&last) {
                last.former.push(it);
            }
        }
        last
    }

    /// What stood for its day, each with who wrote it, from the first that is known. What was taken
    /// back never stood.
    pub(crate) fn succession(&self, writers: &Writers) -> Vec<(Option<&V>, Option<&Self>)> {
        let mut stood = vec![(self.first_was(), None)];
        for it in self.all() {
            let is_undo = is_undo(it, writers);
            // What it took back, which need not be what stood: the writer may not have seen that.
            let taken_back =
                stood.iter().rposition(|(was, by)| by.is_some() && *was == it.was.as_ref());
            if let Some(at) = taken_back.filter(|_| is_undo) {
                stood.remove(at);
            }
            // What an undo brought back stands since it was first written.
            let is_back = is_undo && stood.last().is_some_and(|(was, _)| *was == it.value.as_ref());
            if !is_back {
                stood.push((it.value.as_ref(), Some(it)));
            }
        }
        stood
    }

    /// What shows, and what stood before it as another value that nobody had seen who wrote later,
    /// each value once, the latest first.
    ///
    /// Who writes has seen the value that the write names, whoever else wrote that one too, and what
    /// the own device wrote before, which nobody else had to see; but a decision is about one value only.
    pub(crate) fn unseen(&self, writers: &Writers) -> Option<(&Self, Vec<&Self>)> {
        if self.former.is_empty() {
            return None;
        }
        let stood = self.succession(writers).into_iter();
        let stood: Vec<&Self> = stood.filter_map(|(_, by)| by).collect();
        let (shown, earlier) = stood.split_last()?;
        let goes_on = |by: &Self, it: &Self| {
            let [by, it] = [by, it].map(|it| writers.get(it.writer));
            let is_decision = by.is_some_and(|by| by.action == Action::ResolveConflict);
            let [by, it] = [by, it].map(|it| it.map(|it| it.change.replica));
            by == it && !is_decision
        };
        let mut lost: Vec<&Self> = Vec::new();
        for (at, it) in earlier.iter().enumerate().rev() {
            let later = stood.iter().skip(at.saturating_add(1));
            let is_seen = later.clone().any(|by| by.was == it.value || goes_on(by, it));
            let is_told = lost.iter().any(|other| other.value == it.value);
            if !is_seen && !is_told && it.value != shown.value {
                lost.push(it);
            }
        }
        Some((shown, lost))
    }
}

/// Whether it takes an earlier write back.
pub(crate) fn is_undo<V>(it: &Register<V>, writers: &Writers) -> bool {
    writers.get(it.writer).is_some_and(|by| by.action == Action::Undo)
}

//! Customers that were found to be one, and pairs that were found to be two. Not here: finding them.

use std::cmp::Reverse;

use crate::sorting::{sort, sort_by_key};
use jipan_rules::values::ids::CustomerId;

use super::apply::{Applied, Before};
use super::{Book, FLAG_DELETED, FLAG_MERGED, Merged, NO_WRITER, Origin};
use crate::arena::Row;

impl Book {
    /// The customer that stands for this one: itself, unless it was merged into another. Where
    /// merges made at the same time go round in a circle, the smallest id of it stays. OURS
    pub fn survivor_of(&self, id: CustomerId) -> CustomerId {
        let mut path = vec![id];
        let mut last = id;
        while let Some(next) = self.merged_to(last) {
            if let Some(start) = path.iter().position(|it| *it == next) {
                return path.iter().skip(start).min().copied().unwrap_or(id);
            }
            path.push(next);
            last = next;
        }
        last
    }

    /// The row that stands for this one; `None` if that customer is not known here yet.
    pub fn survivor(&self, row: Row) -> Option<Row> {
        if !self.has_flag(row, FLAG_MERGED) {
            return Some(row);
        }
        self.row_of(self.survivor_of(self.id_of(row)?))
    }

    /// Whether the row was merged into another one.
    #[inline]
    pub fn is_merged(&self, row: Row) -> bool {
        self.has_flag(row, FLAG_MERGED) && self.survivor(row) != Some(row)
    }

    /// The customer in the book whom the keys of this row (code, licence, name with address) lead
    /// to: itself or, where it was merged, the one that stays.
    pub fn key_row(&self, row: Row) -> Option<Row> {
        self.survivor(row).filter(|&it| self.is_visible(it) && !self.is_dropped(row))
    }

    /// The rows that were merged into this one, also by way of others, in the order of their ids.
    pub fn merged_into(&self, row: Row) -> Vec<Row> {
        let losers = self.merges.keys().map(|&loser| Row(loser));
        let is_it = |&loser: &Row| loser != row && self.survivor(loser) == Some(row);
        let mut losers: Vec<Row> = losers.filter(is_it).collect();
        sort_by_key(&mut losers, |&loser| self.id_of(loser));
        losers
    }

    /// The same as [`Self::merged_into`], at once where nothing was ever merged into this one.
    pub(crate) fn absorbed_by(&self, row: Row) -> Vec<Row> {
        let is_target = self.id_of(row).is_some_and(|id| self.merge_targets.contains_key(&id));
        if is_target { self.merged_into(row) } else { Vec::new() }
    }

    /// The rows that were merged into another one.
    pub(crate) fn merged_rows(&self) -> impl Iterator<Item = Row> {
        self.merges.keys().map(|&row| Row(row)).filter(|&row| self.is_merged(row))
    }

    /// Whether some customer was merged into another one.
    pub fn has_merges(&self) -> bool {
        !self.merges.is_empty()
    }

    /// Whether two customers that look alike were found to be two.
    pub fn is_distinct(&self, one: CustomerId, other: CustomerId) -> bool {
        let (less, more) = (one.min(other), one.max(other));
        let judged = self.row_of(less).and_then(|row| self.distincts.get(&(row.0, more)));
        judged.is_some_and(|&(_, is_distinct)| is_distinct)
    }

    /// The pairs that were found to be two customers, the last judged first.
    pub fn distinct_pairs(&self) -> Vec<(CustomerId, CustomerId)> {
        let judged = self.distincts.iter().filter(|(_, (_, is_distinct))| *is_distinct);
        let mut pairs: Vec<_> = judged
            .filter_map(|(&(row, other), &(writer, _))| {
                Some((self.writers.rank(writer), (self.id_of(Row(row))?, other)))
            })
            .collect();
        sort_by_key(&mut pairs, |it| Reverse(*it));
        pairs.into_iter().map(|(_, pair)| pair).collect()
    }

    /// Who last judged a pair.
    pub(crate) fn distinct_by(&self, one: CustomerId, other: CustomerId) -> Option<&Origin> {
        let row = self.row_of(one.min(other))?;
        self.writers.get(self.distincts.get(&(row.0, one.max(other)))?.0)
    }

    /// Who last merged a customer or took that back.
    pub fn merge_by(&self, row: Row) -> Option<&Origin> {
        self.writers.get(self.merges.get(&row.0)?.writer)
    }

    /// Where a customer was last merged into, whether or not that customer is known here.
    pub fn merged_to(&self, id: CustomerId) -> Option<CustomerId> {
        self.merges.get(&self.row_of(id)?.0)?.into
    }

    /// Deleted before it was merged: its keys are free.
    fn is_dropped(&self, row: Row) -> bool {
        self.has_flag(row, FLAG_DELETED)
    }

    pub(super) fn write_merge(&mut self, row: Row, merged: Merged, applied: &mut Applied) {
        let before = self.merges.get(&row.0).copied();
        if !self.is_at_least(merged.writer, before.map_or(NO_WRITER, |last| last.writer)) {
            return;
        }
        self.touch(row, applied);
        applied.before.push(Before::Merge(row, before));
        self.set_merge(row, Some(merged));
        // What stands for the loser now, or did before, shows something else.
        let shown = before.and_then(|last| last.into).into_iter().chain(merged.into);
        let rows: Vec<Row> = shown.filter_map(|id| self.row_of(id)).collect();
        for row in rows {
            self.touch(row, applied);
        }
    }

    /// Sets where a row was merged into, and keeps the number of customers right: a circle that
    /// opens or closes shows or hides more rows than this one.
    pub(super) fn set_merge(&mut self, row: Row, merged: Option<Merged>) {
        let mut rows = self.path_of(row);
        let before = self.merges.get(&row.0).copied();
        self.put_merge(row, merged);
        rows.extend(self.path_of(row));
        sort(&mut rows);
        rows.dedup();
        let n_after = rows.iter().filter(|&&row| self.is_visible(row)).count();
        self.put_merge(row, before);
        let n_before = rows.iter().filter(|&&row| self.is_visible(row)).count();
        self.put_merge(row, merged);
        self.n_customers = self.n_customers + Row::at(n_after).0 - Row::at(n_before).0;
    }

    /// Notes a merge without counting.
    pub(crate) fn put_merge(&mut self, row: Row, merged: Option<Merged>) {
        self.set_flag(row, FLAG_MERGED, merged.is_some_and(|it| it.into.is_some()));
        let before = match merged {
            Some(merged) => self.merges.insert(row.0, merged),
            None => self.merges.remove(&row.0),
        };
        if let Some(into) = before.and_then(|it| it.into)
            && let Some(n) = self.merge_targets.get_mut(&into)
        {
            *n -= 1;
            if *n == 0 {
                self.merge_targets.remove(&into);
            }
        }
        if let Some(into) = merged.and_then(|it| it.into) {
            *self.merge_targets.entry(into).or_default() += 1;
        }
    }

    /// A row and all that it leads to.
    pub(super) fn path_of(&self, row: Row) -> Vec<Row> {
        let mut path = vec![row];
        let mut last = row;
        while let Some(next) =
            self.id_of(last).and_then(|id| self.merged_to(id)).and_then(|id| self.row_of(id))
            && !path.contains(&next)
        {
            path.push(next);
            last = next;
        }
        path
    }

    pub(super) fn write_distinct(
        &mut self,
        [one, other]: [CustomerId; 2],
        judged: (u32, bool),
        applied: &mut Applied,
    ) {
        let row = self.row_or_stub(one.min(other), applied);
        let other = one.max(other);
        let before = self.distincts.get(&(row.0, other)).copied();
        if !self.is_at_least(judged.0, before.map_or(NO_WRITER, |(writer, _)| writer)) {
            return;
        }
        self.touch(row, applied);
        applied.before.push(Before::Distinct { row, other, judged: before });
        self.set_distinct(row, other, Some(judged));
    }

    pub(super) fn set_distinct(
        &mut self,
        row: Row,
        other: CustomerId,
        judged: Option<(u32, bool)>,
    ) {
        match judged {
            Some(judged) => self.distincts.insert((row.0, other), judged),
            None => self.distincts.remove(&(row.0, other)),
        };
    }
}

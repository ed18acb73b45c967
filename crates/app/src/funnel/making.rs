//! Making the lists of the board and of 今日: customers are walked over one after the other, then each list is
//! put into its order, so that many of them take many small steps. Not here: when, and for whom.

use std::collections::BTreeMap;

use core::ops::Bound;

use jipan_book::Row;
use jipan_book::sorting::{gathered, sort, sort_by_key};
use jipan_rules::funnel::{FunnelHistory, Place, Ratio, Stage, conversion, forecast, tasks};
use jipan_rules::values::Money;
use jipan_rules::{Datelike as _, NaiveDate};

use super::index::{FunnelIndex, Known, Shop};
use super::lists::{Column, Handed, Lists, ListsKey, OUTS, Spot, Todo, TodoWhat};
use crate::event::DealRef;

/// Where an opportunity stands in a list: by the numbers, the lesser first, then by its row.
type Ranked = ((i64, i64, i64), Spot);

/// Lists that are being made.
#[derive(Debug)]
pub(crate) struct Making {
    /// For whom, and of which state of the index.
    pub(super) key: ListsKey,
    /// The customer that was walked over last.
    after: Option<Row>,
    is_walked: bool,
    is_sorted: bool,
    /// Those of the columns, of the outs, the late and the due ones; not in order yet.
    ranked: [Vec<Ranked>; N_LISTS],
    /// What each column adds to the forecast, by weight; none where it is too much to count.
    pipelines: [BTreeMap<u8, Option<i64>>; 4],
    n_with: usize,
    lists: Lists,
}

/// Lists of opportunities.
const N_LISTS: usize = 10;
/// The place of those that are late among them.
const LATE: usize = 8;
/// And of those that are due.
const DUE: usize = 9;

impl Making {
    pub(super) fn new(key: ListsKey) -> Self {
        Self {
            key,
            after: None,
            is_walked: false,
            is_sorted: false,
            ranked: Default::default(),
            pipelines: Default::default(),
            n_with: 0,
            lists: Lists::default(),
        }
    }

    /// Walks over so many customers, or, when that is done, orders one of the lists; whether there is more.
    pub(super) fn go_on(
        &mut self,
        index: &FunnelIndex,
        today: NaiveDate,
        n_rows: usize,
        look: impl Fn(Row, &Shop) -> (bool, Option<Handed>),
    ) -> bool {
        if self.is_walked {
            return self.order_next();
        }
        let from = self.after.map_or(Bound::Unbounded, Bound::Excluded);
        let rules = index.rules();
        let mut shops = index.shops.range((from, Bound::Unbounded));
        for (row, shop) in shops.by_ref().take(n_rows) {
            self.after = Some(*row);
            self.n_with = self.n_with.saturating_add(usize::from(!shop.deals.is_empty()));
            self.lists.has_any |= !shop.is_closed && !shop.deals.is_empty();
            let (is_shown, handed) = look(*row, shop);
            if is_shown {
                self.put_shop(*row, shop, (&rules, today));
                self.lists.handed.extend(handed);
            }
        }
        self.is_walked = shops.next().is_none();
        true
    }

    /// What came of it, all of so many customers.
    pub(super) fn whole(
        mut self,
        index: &FunnelIndex,
        today: NaiveDate,
        n_all: usize,
    ) -> (ListsKey, Lists) {
        let rules = index.rules();
        let weights = &rules.on(today).weights;
        let sum = |pipelines: &[BTreeMap<u8, Option<i64>>]| {
            let all = pipelines.iter().flatten();
            let all: Option<Vec<(Money, u8)>> =
                all.map(|(weight, fen)| Some((Money::from_fen((*fen)?), *weight))).collect();
            forecast(all?, weights).map(|it| it.value)
        };
        for (column, pipeline) in self.lists.columns.iter_mut().zip(&self.pipelines) {
            column.forecast = sum(std::slice::from_ref(pipeline));
        }
        self.lists.forecast = sum(&self.pipelines);
        self.lists.n_without = n_all.saturating_sub(self.n_with);
        (self.key, self.lists)
    }

    fn put_shop(&mut self, row: Row, shop: &Shop, by: (&FunnelHistory, NaiveDate)) {
        for (at, known) in shop.deals.iter().enumerate() {
            self.put((row, at), known);
            self.put_tasks(row, known, by);
            for (stage, column) in Stage::ALL.into_iter().zip(&mut self.lists.columns) {
                column.went_on(conversion([known.path.as_slice()], stage));
            }
        }
        let waits = shop.instructions.iter().map(|it| Todo {
            row,
            what: TodoWhat::Instruction(it.id, it.customer, it.text.clone()),
        });
        self.lists.todos.extend(waits);
    }

    fn put(&mut self, spot: Spot, known: &Known) {
        let standing = &known.standing;
        match standing.place {
            Place::In(stage) => {
                let columns = self.lists.columns.iter_mut().zip(&mut self.pipelines);
                for (at, (column, pipeline)) in columns.enumerate() {
                    if Stage::ALL.get(at) == Some(&stage) {
                        column.add(known);
                        let rank =
                            (i64::from(!standing.is_stale), standing.days.saturating_neg(), 0);
                        put(&mut self.ranked, at, (rank, spot));
                        if let Some((amount, weight)) = known.pipeline() {
                            let sum = pipeline.entry(weight).or_insert(Some(0));
                            *sum = sum.and_then(|sum| sum.checked_add(amount.fen()));
                        }
                    }
                }
            }
            Place::Out(turn) => {
                let at = OUTS.iter().position(|of| *of == turn);
                let rank = (i64::from(standing.since.num_days_from_ce()).saturating_neg(), 0, 0);
                if let Some(at) = at {
                    put(&mut self.ranked, Stage::ALL.len().saturating_add(at), (rank, spot));
                }
            }
        }
        let level = i64::from(standing.level.code());
        let amount = known.amount().map_or(i64::MAX, |it| it.fen().saturating_neg());
        match standing.due.map(|due| due.late_days) {
            Some(0) => put(&mut self.ranked, DUE, ((level, amount, 0), spot)),
            Some(days) if days > 0 => {
                put(&mut self.ranked, LATE, ((days.saturating_neg(), level, amount), spot));
            }
            Some(_) | None => {}
        }
    }

    /// The tasks after a closing that are due.
    fn put_tasks(&mut self, row: Row, known: &Known, (rules, today): (&FunnelHistory, NaiveDate)) {
        let open = tasks(&known.deal.course, rules).into_iter();
        for task in open.filter(|task| task.done.is_none() && task.due <= today) {
            let late_days = today.signed_duration_since(task.due).num_days();
            let deal = DealRef { customer: known.deal.customer, deal: known.deal.id };
            let what = TodoWhat::AfterClose(deal, task.item, task.due, late_days);
            self.lists.todos.push(Todo { row, what });
        }
    }

    /// Orders one of the lists; false when all are.
    fn order_next(&mut self) -> bool {
        let Lists { columns, outs, late, due, todos, handed, .. } = &mut self.lists;
        let columns = columns.iter_mut().map(|it| &mut it.spots);
        let lists = columns.chain(outs).chain([late, due]);
        for (ranked, spots) in self.ranked.iter_mut().zip(lists) {
            if !ranked.is_empty() {
                let mut ranked = core::mem::take(ranked);
                sort(&mut ranked);
                *spots = gathered(ranked.into_iter().map(|(_, spot)| spot));
                return true;
            }
        }
        if self.is_sorted {
            return false;
        }
        // Who asked for something waits longer than what a list asks for.
        let rank = |it: &Todo| match &it.what {
            TodoWhat::Instruction(..) => (false, 0),
            TodoWhat::AfterClose(.., late_days) => (true, late_days.saturating_neg()),
        };
        sort_by_key(todos, |it| (rank(it), it.row));
        sort_by_key(handed, |it| (core::cmp::Reverse(it.on), it.row));
        self.is_sorted = true;
        true
    }
}

fn put(ranked: &mut [Vec<Ranked>], at: usize, it: Ranked) {
    if let Some(list) = ranked.get_mut(at) {
        list.push(it);
    }
}

impl Column {
    fn add(&mut self, known: &Known) {
        match known.amount() {
            Some(amount) => {
                let fen = self.amount.fen().saturating_add(amount.fen());
                self.amount = Money::from_fen(fen);
            }
            None => self.n_without_amount = self.n_without_amount.saturating_add(1),
        }
        let days = known.standing.days;
        self.n_stale = self.n_stale.saturating_add(usize::from(known.standing.is_stale));
        self.n_days = self.n_days.saturating_add(days);
        self.oldest_days = self.oldest_days.max(Some(days));
    }

    /// One more that was ever here, if it was.
    fn went_on(&mut self, one: Option<Ratio>) {
        let Some(one) = one else { return };
        let sum = self.conversion.get_or_insert_default();
        sum.n = sum.n.saturating_add(one.n);
        sum.of = sum.of.saturating_add(one.of);
    }
}

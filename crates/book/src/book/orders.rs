//! The orders of a customer, as the book keeps and shows them. Not here: taking them in (`placing`),
//! what they add up to (`months`).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::values::ids::{BatchId, CustomerId, OrderId};
use jipan_rules::{NaiveDate, Uuid};

use super::months::MonthSum;
use super::{Book, Origin};
use crate::arena::Row;
use crate::change::{Action, PlacedOrder};
use crate::sorting::sort_by_key;

/// Every order, and what the orders of each row add up to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Orders {
    pub(crate) all: BTreeMap<(u32, OrderId), Order>,
    /// The rows that an order was written for: mostly one.
    pub(crate) rows: BTreeSet<(OrderId, u32)>,
    pub(crate) months: BTreeMap<u32, Box<[MonthSum]>>,
}

/// An order; without `placed` only that it went somewhere or was taken out is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Order {
    /// The placing that counts: the latest.
    pub(crate) placed: Option<Placed>,
    /// The latest but one, to go back to.
    pub(crate) was: Option<Box<Placed>>,
    /// Where it went, in the order of stamps; one for each change.
    pub(crate) moves: Box<[Moved]>,
    /// The last time it was taken out or put back: by whom, and whether it is out.
    pub(crate) gone: Option<(u32, bool)>,
}

/// What was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) writer: u32,
    pub(crate) number: Box<str>,
    pub(crate) on: NaiveDate,
    pub(crate) source: OrderSource,
    pub(crate) status: OrderStatus,
    pub(crate) review: u8,
    pub(crate) lines: Box<[OrderLine]>,
}

/// Where an order went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) writer: u32,
    pub(crate) to: OrderStatus,
    pub(crate) why: Option<Box<str>>,
}

impl Placed {
    pub(super) fn of(placed: &PlacedOrder, writer: u32) -> Self {
        let PlacedOrder { number, on, source, status, review, lines } = placed.clone();
        Self { writer, number, on, source, status, review, lines: lines.into() }
    }

    pub(crate) fn written(&self) -> PlacedOrder {
        let Self { writer: _, number, on, source, status, review, lines } = self.clone();
        PlacedOrder { number, on, source, status, review, lines: lines.into() }
    }
}

/// An order that was placed.
#[derive(Debug, Clone, Copy)]
pub struct OrderView<'a> {
    /// Its id.
    pub id: OrderId,
    /// The customer it was written for; another one than asked for if that was merged.
    pub customer: CustomerId,
    /// Its number, as people call it.
    pub number: &'a str,
    /// The day of the order.
    pub on: NaiveDate,
    /// Where it comes from.
    pub source: OrderSource,
    /// Where it began.
    pub began: OrderStatus,
    /// Where it stands.
    pub status: OrderStatus,
    /// What was special about it when it was entered: bits of `jipan_rules::order::Review`.
    pub review: u8,
    /// What was ordered.
    pub lines: &'a [OrderLine],
    /// Who placed it, by the placing that counts.
    pub writer: &'a Origin,
    /// Whether it was taken out. One that is placed again later is back.
    pub is_gone: bool,
    /// Moves that the table of statuses does not allow where they stand, or that were made by people
    /// who did not see what had ended it. They do not count.
    pub odd_moves: usize,
    book: &'a Book,
    order: &'a Order,
}

/// Where an order went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveView<'a> {
    /// Where it stood then.
    pub from: OrderStatus,
    /// Where to.
    pub to: OrderStatus,
    /// Why.
    pub why: Option<&'a str>,
    /// Who moved it.
    pub writer: &'a Origin,
    /// Whether it went there.
    pub counts: bool,
}

impl<'a> OrderView<'a> {
    /// Where it went, from the first to the last.
    pub fn moves(&self) -> Vec<MoveView<'a>> {
        self.book.moves_of(self.order).0
    }

    /// Whether what was ordered counts as purchased: neither taken out nor cancelled, rejected or in
    /// review. `OURS`
    pub fn counts(&self) -> bool {
        !self.is_gone && self.status.counts()
    }

    /// What it costs, in fen: the amounts of its lines.
    pub fn amount(&self) -> i64 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount))
    }

    /// How many units were ordered, of whatever product.
    pub fn quantity(&self) -> i64 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.quantity))
    }

    /// The order as it was placed.
    pub fn placed(&self) -> Option<PlacedOrder> {
        self.order.placed.as_ref().map(Placed::written)
    }
}

/// The keys of all orders of a row.
pub(crate) fn order_keys(row: Row) -> RangeInclusive<(u32, OrderId)> {
    (row.0, OrderId::new(Uuid::nil()))..=(row.0, OrderId::new(Uuid::max()))
}

impl Book {
    /// The orders of a customer that were not taken out, those of customers merged into it among
    /// them; the latest day first, of one day the higher number.
    ///
    /// ```
    /// use jipan_book::{Book, Row};
    /// assert_eq!(Book::new().orders(Row(0)).count(), 0);
    /// ```
    pub fn orders(&self, row: Row) -> impl Iterator<Item = OrderView<'_>> + use<'_> {
        let mut orders = self.gathered_orders(row);
        orders.retain(|it| !it.is_gone);
        sort_by_key(&mut orders, |it| Reverse((it.on, it.number, it.id)));
        orders.into_iter()
    }

    /// The orders of a customer and of those merged into it, each once: two tablets that took in one
    /// file made the customer twice, and gave both the same orders.
    pub(super) fn gathered_orders(&self, row: Row) -> Vec<OrderView<'_>> {
        let rows = std::iter::once(row).chain(self.absorbed_by(row));
        let mut orders: Vec<OrderView<'_>> = rows.flat_map(|row| self.own_orders(row)).collect();
        sort_by_key(&mut orders, |it| (it.id, Reverse((!it.is_gone, it.writer.rank()))));
        orders.dedup_by_key(|it| it.id);
        orders
    }

    /// The orders written for a row itself, also those taken out, in the order of their ids.
    pub fn own_orders(&self, row: Row) -> impl Iterator<Item = OrderView<'_>> {
        let own = self.orders.all.range(order_keys(row));
        own.filter_map(|(&(row, id), order)| self.order_view((Row(row), id), order))
    }

    /// Every order with the row it was written for, also those taken out.
    pub fn all_orders(&self) -> impl Iterator<Item = (Row, OrderView<'_>)> {
        self.orders.all.iter().filter_map(|(&(row, id), order)| {
            Some((Row(row), self.order_view((Row(row), id), order)?))
        })
    }

    /// An order by its id, also one that was taken out. Where files gave one number to two customers,
    /// the one that stands comes before one taken out, then the one placed last.
    pub fn order(&self, id: OrderId) -> Option<OrderView<'_>> {
        let of_id = self.orders.rows.range((id, 0)..=(id, u32::MAX));
        let views = of_id.filter_map(|&(_, row)| self.order_of(Row(row), id));
        views.max_by_key(|it| (!it.is_gone, it.writer.rank()))
    }

    /// An order of a row.
    pub fn order_of(&self, row: Row, id: OrderId) -> Option<OrderView<'_>> {
        self.order_view((row, id), self.orders.all.get(&(row.0, id))?)
    }

    /// Orders in the book that were not taken out.
    pub fn n_orders(&self) -> usize {
        self.all_orders().filter(|(_, it)| !it.is_gone).count()
    }

    /// The orders that a batch placed and that were not taken out.
    pub fn n_orders_in_batch(&self, batch: BatchId) -> usize {
        let of_batch = |it: &OrderView<'_>| !it.is_gone && it.writer.batch == Some(batch);
        self.all_orders().filter(|(_, it)| of_batch(it)).count()
    }

    pub(crate) fn order_kept(&self, customer: CustomerId, id: OrderId) -> Option<&Order> {
        self.orders.all.get(&(self.row_of(customer)?.0, id))
    }

    fn order_view<'a>(
        &'a self,
        (row, id): (Row, OrderId),
        order: &'a Order,
    ) -> Option<OrderView<'a>> {
        let placed = order.placed.as_ref()?;
        let (odd_moves, status) = if order.moves.is_empty() {
            (0, placed.status)
        } else {
            let (moves, status) = self.moves_of(order);
            (moves.iter().filter(|it| !it.counts).count(), status)
        };
        Some(OrderView {
            id,
            customer: self.id_of(row)?,
            number: &placed.number,
            on: placed.on,
            source: placed.source,
            began: placed.status,
            status,
            review: placed.review,
            lines: &placed.lines,
            writer: self.writers.get(placed.writer)?,
            is_gone: self.is_order_gone(order),
            odd_moves,
            book: self,
            order,
        })
    }

    /// Whether an order was taken out after it was last placed.
    pub(crate) fn is_order_gone(&self, order: &Order) -> bool {
        let placed = order.placed.as_ref().map(|placed| placed.writer);
        order.gone.is_some_and(|(writer, is_gone)| {
            is_gone && placed.is_none_or(|placed| self.is_at_least(writer, placed))
        })
    }

    /// Where an order went, and where it stands. A move to where it stands already counts and moves
    /// nothing. One that takes back the last that counted is made by an undo alone.
    pub(crate) fn moves_of<'a>(&'a self, order: &'a Order) -> (Vec<MoveView<'a>>, OrderStatus) {
        let began = order.placed.as_ref().map_or(OrderStatus::InReview, |placed| placed.status);
        let (mut path, mut moves) = (vec![began], Vec::new());
        for moved in &order.moves {
            let Some(writer) = self.writers.get(moved.writer) else { continue };
            let to = moved.to;
            let from = path.last().copied().unwrap_or(began);
            let before = path.iter().rev().nth(1).copied();
            let is_undo = matches!(writer.action, Action::Undo | Action::Redo);
            let is_step = from.may_become(to);
            let is_back = !is_step && is_undo && before == Some(to);
            if is_step {
                path.push(to);
            } else if is_back {
                path.pop();
            }
            let counts = is_step || is_back || from == to;
            moves.push(MoveView { from, to, why: moved.why.as_deref(), writer, counts });
        }
        (moves, path.last().copied().unwrap_or(began))
    }
}

//! Taking back what was written of orders, objections, products, rules and the budget. Not here: the rest of a
//! change.

use std::collections::BTreeSet;
use std::ops::Bound;

use jipan_rules::NaiveDate;
use jipan_rules::values::ids::{BatchId, CustomerId, FactId, OrderId, ProductId};

use crate::arena::Row;
use crate::book::{Book, CODE, Order, Placed, Product, ProductValue, Register, order_keys};
use crate::change::{Change, ChangeId, ObjectionWrite, Op, OrderWrite};

/// The write that takes one write of a change back; `None` where somebody went on from it.
pub(super) fn invert(whole: &Change, op: &Op, book: &Book) -> Option<Op> {
    let change = whole.id;
    match op {
        Op::Order { id, customer, write } => {
            let order = book.order_kept(*customer, *id)?;
            let write = unplaced(change, order, write, book)
                .or_else(|| placed_again(whole.undoes_batch?, order, write, book))?;
            Some(Op::Order { id: *id, customer: *customer, write })
        }
        Op::Objection { id, customer, write } => {
            let write = unsaid(change, (*customer, *id), write, book)?;
            Some(Op::Objection { id: *id, customer: *customer, write })
        }
        Op::Product { id, field, from, .. } => {
            let last = book.product_value(*id, (*field, *from))?;
            let named = last.named_before(&book.writers).cloned();
            let (value, id, field, from) = (last.before(|_| false), *id, *field, *from);
            let is_last = is_of(change, book, last.writer);
            is_last.then(|| match named {
                Some(was) => Op::Product { id, field, from, value, was },
                None => book.put_product(id, field, from, value),
            })
        }
        Op::Rule { key, from, .. } => {
            let last = book.rules().get(&(*key, *from))?;
            let named = last.named_before(&book.writers).cloned();
            let (value, key, from) = (last.before(|_| false), *key, *from);
            let is_last = is_of(change, book, last.writer);
            is_last.then(|| match named {
                Some(was) => Op::Rule { key, from, value, was },
                None => book.put_rule(key, from, value),
            })
        }
        Op::Budget { key, .. } => {
            let last = book.budget().get(key)?;
            let named = last.named_before(&book.writers).cloned();
            let (value, key) = (last.before(|_| false), *key);
            let is_last = is_of(change, book, last.writer);
            is_last.then(|| match named {
                Some(was) => Op::Budget { key, value, was },
                None => book.put_budget(key, value),
            })
        }
        Op::Create { .. }
        | Op::Put { .. }
        | Op::Confirm { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Reason { .. }
        | Op::Stated { .. }
        | Op::Merge { .. }
        | Op::Distinct { .. }
        | Op::PutContact { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Funnel { .. } => None,
    }
}

fn is_of(change: ChangeId, book: &Book, writer: u32) -> bool {
    book.writers.get(writer).is_some_and(|by| by.change == change)
}

/// An order that went on meanwhile stays: it is cancelled, not undone. A move is taken back only
/// while it is the last.
fn unplaced(
    change: ChangeId,
    order: &Order,
    write: &OrderWrite,
    book: &Book,
) -> Option<OrderWrite> {
    match write {
        OrderWrite::Place(_) => {
            let placed = order.placed.as_ref().filter(|it| is_of(change, book, it.writer))?;
            let rank = book.writers.rank(placed.writer);
            let (moves, status) = book.moves_of(order);
            let is_moved = moves
                .iter()
                .any(|it| it.counts && it.from != it.to && Some(it.writer.rank()) > rank);
            (!is_moved || status == placed.status).then(|| placed_before(book, order))
        }
        OrderWrite::Move { .. } => {
            let (moves, _) = book.moves_of(order);
            let last = moves.last().filter(|it| it.writer.change == change && it.counts)?;
            (last.from != last.to).then_some(OrderWrite::Move { to: last.from, why: None })
        }
        OrderWrite::Drop { is_gone } => {
            let is_last = order.gone.is_some_and(|(writer, _)| is_of(change, book, writer));
            is_last.then_some(OrderWrite::Drop { is_gone: !*is_gone })
        }
    }
}

/// An order that a batch placed, which the undo of the batch took out and the undo of another one, too:
/// done again, the batch has it again.
fn placed_again(
    batch: BatchId,
    order: &Order,
    write: &OrderWrite,
    book: &Book,
) -> Option<OrderWrite> {
    let is_out = *write == OrderWrite::Drop { is_gone: true } && book.is_order_gone(order);
    let is_own = |it: &&Placed| book.is_of_batch(it.writer, batch);
    let own = order.placed.iter().chain(order.was.as_deref()).find(is_own).filter(|_| is_out)?;
    Some(OrderWrite::Place(Box::new(own.written())))
}

/// What an order was before it was last placed: otherwise, or not there.
fn placed_before(book: &Book, order: &Order) -> OrderWrite {
    back_to(placed_before_if(book, order, |_| true))
}

fn back_to(was: Option<&Placed>) -> OrderWrite {
    match was {
        Some(was) => OrderWrite::Place(Box::new(was.written())),
        None => OrderWrite::Drop { is_gone: true },
    }
}

fn placed_before_if<'a>(
    book: &Book,
    order: &'a Order,
    is_it: impl Fn(u32) -> bool,
) -> Option<&'a Placed> {
    let was_gone = |was: u32| {
        order.gone.is_some_and(|(writer, is_gone)| is_gone && book.is_at_least(writer, was))
    };
    order.was.as_deref().filter(|was| !was_gone(was.writer) && is_it(was.writer))
}

/// What taking a batch back writes of an order, and what of others stands after it.
fn without<'a>(
    book: &Book,
    batch: BatchId,
    order: &'a Order,
) -> (Option<OrderWrite>, Option<&'a Placed>) {
    let is_of_batch = |writer: u32| book.is_of_batch(writer, batch);
    let placed = order.placed.as_ref();
    let is_placed = placed.is_some_and(|it| is_of_batch(it.writer));
    let took_out = order.gone.is_some_and(|(writer, is_gone)| is_gone && is_of_batch(writer));
    match (book.is_order_gone(order), is_placed) {
        (true, _) if took_out => {
            (Some(OrderWrite::Drop { is_gone: false }), placed.filter(|_| !is_placed))
        }
        (true, _) => (None, None),
        // What another one placed before comes back.
        (false, true) => {
            let was = placed_before_if(book, order, |was| !is_of_batch(was));
            (Some(back_to(was)), was)
        }
        // What another one placed since stays.
        (false, false) => (None, placed),
    }
}

fn unsaid(
    change: ChangeId,
    (customer, id): (CustomerId, FactId),
    write: &ObjectionWrite,
    book: &Book,
) -> Option<ObjectionWrite> {
    let objection = book.objection_kept(customer, id)?;
    let answered = objection.answered.as_ref();
    match write {
        ObjectionWrite::Raise { .. } => {
            let is_own = objection.raised.as_ref().is_some_and(|it| is_of(change, book, it.writer));
            is_own.then_some(ObjectionWrite::Drop { is_gone: true })
        }
        ObjectionWrite::Answer { .. } => {
            let is_own = answered.is_some_and(|it| is_of(change, book, it.writer));
            is_own.then_some(ObjectionWrite::Reopen { is_open: true })
        }
        ObjectionWrite::Reopen { is_open } => {
            let last = objection.reopened;
            let is_last = last.is_some_and(|(writer, _)| is_of(change, book, writer));
            is_last.then_some(ObjectionWrite::Reopen { is_open: !*is_open })
        }
        ObjectionWrite::Drop { is_gone } => {
            let is_last = objection.gone.is_some_and(|(writer, _)| is_of(change, book, writer));
            is_last.then_some(ObjectionWrite::Drop { is_gone: !*is_gone })
        }
    }
}

/// Whether a customer has orders, objections or facts of others once a batch was taken back, those of customers
/// merged into it among them: orders that stand, and those that come back.
pub(super) fn is_used(book: &Book, row: Row, batch: BatchId) -> bool {
    let rows = std::iter::once(row).chain(book.absorbed_by(row));
    let mut orders = rows.flat_map(|row| book.orders.all.range(order_keys(row)));
    orders.any(|(_, order)| without(book, batch, order).1.is_some())
        || book.objections(row).any(|it| !it.is_gone && it.writer.batch != Some(batch))
        || book.facts(row).iter().any(|it| !it.is_gone && it.writer.batch != Some(batch))
}

/// The writes that undo what a batch wrote of so many orders after one, with the products of the orders
/// of others; the last order looked at, if there may be more.
pub(super) fn invert_orders(
    book: &Book,
    batch: BatchId,
    (after, n): (Option<(u32, OrderId)>, u32),
    ops: &mut Vec<Op>,
    used: &mut BTreeSet<ProductId>,
) -> Option<(u32, OrderId)> {
    let from = after.map_or(Bound::Unbounded, Bound::Excluded);
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    let mut last = None;
    for (&(row, id), order) in book.orders.all.range((from, Bound::Unbounded)).take(n) {
        last = Some((row, id));
        let Some(customer) = book.id_of(Row(row)) else { continue };
        let (write, stands) = without(book, batch, order);
        used.extend(stands.iter().flat_map(|it| it.lines.iter().map(|line| line.product)));
        ops.extend(write.map(|write| Op::Order { id, customer, write }));
    }
    last
}

/// Whether a product has its code from elsewhere than what is taken back.
fn is_known_without(product: &Product, is_taken_back: impl Fn(&ProductValue) -> bool) -> bool {
    let mut codes = product.range((CODE, None)..=(CODE, Some(NaiveDate::MAX)));
    codes.any(|(_, it)| match (&it.value, is_taken_back(it)) {
        (value, false) => value.is_some(),
        (_, true) => it.was.is_some(),
    })
}

/// The writes that undo what a batch wrote of products. One that only the batch knows of stays where orders
/// of others name it, with all it said of it; of one that was known before all of it is taken back.
pub(super) fn invert_products(
    book: &Book,
    batch: BatchId,
    used: &BTreeSet<ProductId>,
    ops: &mut Vec<Op>,
) {
    for (&id, product) in &book.products {
        let is_of_batch = |it: &ProductValue| book.is_of_batch(it.writer, batch);
        let is_known = is_known_without(product, is_of_batch);
        for (&(field, from), it) in product {
            let stays = it.was.is_none() && used.contains(&id) && !is_known;
            if is_of_batch(it) && !stays {
                ops.push(book.put_product(id, field, from, it.before(is_of_batch)));
            }
        }
    }
}

/// The writes that undo what a batch wrote last of rules and of the budget: what stood before is back.
pub(super) fn invert_shared(book: &Book, batch: BatchId, ops: &mut Vec<Op>) {
    let is_of_batch = |it: &Register<Box<str>>| book.is_of_batch(it.writer, batch);
    for (&(key, from), it) in &book.rules {
        if is_of_batch(it) {
            ops.push(book.put_rule(key, from, it.before(is_of_batch)));
        }
    }
    for (&key, it) in &book.budget {
        if is_of_batch(it) {
            ops.push(book.put_budget(key, it.before(is_of_batch)));
        }
    }
}

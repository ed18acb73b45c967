//! Taking back what was written of orders, objections, products and rules. Not here: the rest of a
//! change.

use jipan_rules::values::ids::{BatchId, CustomerId, FactId, OrderId};

use crate::book::{Book, Order};
use crate::change::{ChangeId, ObjectionWrite, Op, OrderWrite};

/// The write that takes one write of a change back; `None` where somebody went on from it.
pub(super) fn invert(change: ChangeId, op: &Op, book: &Book) -> Option<Op> {
    match op {
        Op::Order { id, customer, write } => {
            let write = unplaced(change, (*customer, *id), write, book)?;
            Some(Op::Order { id: *id, customer: *customer, write })
        }
        Op::Objection { id, customer, write } => {
            let write = unsaid(change, (*customer, *id), write, book)?;
            Some(Op::Objection { id: *id, customer: *customer, write })
        }
        Op::Product { id, field, from, was, .. } => {
            let last = book.product_value(*id, (*field, *from))?;
            let is_last = is_of(change, book, last.writer);
            is_last.then(|| book.put_product(*id, *field, *from, was.clone()))
        }
        Op::Rule { key, from, was, .. } => {
            let is_last = book.rule_by(*key, *from).is_some_and(|by| by.change == change);
            is_last.then(|| book.put_rule(*key, *from, was.clone()))
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
        | Op::ResolveConflict { .. } => None,
    }
}

fn is_of(change: ChangeId, book: &Book, writer: u32) -> bool {
    book.writers.get(writer).is_some_and(|by| by.change == change)
}

/// An order that went on meanwhile stays: it is cancelled, not undone. A move is taken back only
/// while it is the last.
fn unplaced(
    change: ChangeId,
    (customer, id): (CustomerId, OrderId),
    write: &OrderWrite,
    book: &Book,
) -> Option<OrderWrite> {
    let order = book.order_kept(customer, id)?;
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

/// What an order was before it was last placed: otherwise, or not there.
fn placed_before(book: &Book, order: &Order) -> OrderWrite {
    let was_gone = |was: u32| {
        order.gone.is_some_and(|(writer, is_gone)| is_gone && book.is_at_least(writer, was))
    };
    match order.was.as_deref().filter(|was| !was_gone(was.writer)) {
        Some(was) => OrderWrite::Place(Box::new(was.written())),
        None => OrderWrite::Drop { is_gone: true },
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

/// The writes that undo what a batch wrote of orders and products.
pub(super) fn invert_batch(book: &Book, batch: BatchId, ops: &mut Vec<Op>) {
    let is_of_batch =
        |writer: u32| book.writers.get(writer).is_some_and(|by| by.batch == Some(batch));
    for (&(row, id), order) in &book.orders.all {
        let Some(customer) = book.id_of(crate::arena::Row(row)) else { continue };
        let is_placed = order.placed.as_ref().is_some_and(|it| is_of_batch(it.writer));
        let gone = order.gone.filter(|(writer, _)| is_of_batch(*writer));
        let write = match gone {
            Some((_, is_gone)) if is_gone == book.is_order_gone(order) => {
                Some(OrderWrite::Drop { is_gone: !is_gone })
            }
            Some(_) | None if is_placed && !book.is_order_gone(order) => {
                let was = order.was.as_ref().filter(|was| !is_of_batch(was.writer));
                Some(was.map_or(OrderWrite::Drop { is_gone: true }, |was| {
                    OrderWrite::Place(Box::new(was.written()))
                }))
            }
            Some(_) | None => None,
        };
        ops.extend(write.map(|write| Op::Order { id, customer, write }));
    }
    for (&id, product) in &book.products {
        for (&(field, from), it) in product {
            if is_of_batch(it.writer) {
                ops.push(book.put_product(id, field, from, it.was.clone()));
            }
        }
    }
}

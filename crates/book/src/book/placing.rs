//! Taking orders, objections, products and rules in. Not here: reading them.

use jipan_rules::values::ids::{FactId, OrderId};

use super::apply::{Applied, Before};
use super::objections::{Objection, Said};
use super::orders::{Moved, Order, Placed};
use super::{Book, NO_WRITER, ProductValue, RuleRecord};
use crate::arena::Row;
use crate::change::{ObjectionWrite, Op, OrderWrite};
use crate::sorting::sort_by_key;

impl Book {
    /// Takes in a write of an order, an objection, a product or a rule.
    pub(super) fn apply_trade(&mut self, op: &Op, writer: u32, applied: &mut Applied) {
        if let Op::Order { id, customer, write } = op {
            let row = self.row_or_stub(*customer, applied);
            self.write_order((row, *id), write, writer, applied);
        } else if let Op::Objection { id, customer, write } = op {
            let row = self.row_or_stub(*customer, applied);
            self.write_objection((row, *id), write, writer, applied);
        } else if let Op::Product { id, field, from, value, was } = op {
            let put = ProductValue::new(writer, value.clone(), was.clone());
            self.write_product((*id, (*field, *from)), put, applied);
        } else if let Op::Rule { key, from, value, was } = op {
            let record = RuleRecord::new(writer, value.clone(), was.clone());
            self.write_rule((*key, *from), record, applied);
        }
    }

    pub(super) fn write_order(
        &mut self,
        (row, id): (Row, OrderId),
        write: &OrderWrite,
        writer: u32,
        applied: &mut Applied,
    ) {
        let before = self.orders.all.get(&(row.0, id)).cloned();
        let mut order = before.clone().unwrap_or_default();
        match write {
            OrderWrite::Place(placed) => self.place(&mut order, Placed::of(placed, writer)),
            OrderWrite::Move { to, why } => {
                self.go(&mut order, Moved { writer, to: *to, why: why.clone() });
            }
            OrderWrite::Drop { is_gone } => {
                let last = order.gone.map_or(NO_WRITER, |(writer, _)| writer);
                if self.is_at_least(writer, last) {
                    order.gone = Some((writer, *is_gone));
                }
            }
        }
        if before.as_ref() != Some(&order) {
            self.touch(row, applied);
            applied.before.push(Before::Order { row, id, order: before });
            self.set_order(row, id, Some(order));
        }
    }

    /// The latest two placings stay, in whatever order they come.
    fn place(&self, order: &mut Order, placed: Placed) {
        let is_later = |last: &Placed| self.is_at_least(placed.writer, last.writer);
        match order.placed.take() {
            Some(last) if last.writer == placed.writer => order.placed = Some(placed),
            Some(last) if is_later(&last) => {
                order.was = Some(Box::new(last));
                order.placed = Some(placed);
            }
            Some(last) => {
                order.placed = Some(last);
                if order.was.as_ref().is_none_or(|was| is_later(was)) {
                    order.was = Some(Box::new(placed));
                }
            }
            None => order.placed = Some(placed),
        }
    }

    fn go(&self, order: &mut Order, moved: Moved) {
        let mut all: Vec<Moved> = std::mem::take(&mut order.moves).into();
        all.retain(|it| it.writer != moved.writer);
        all.push(moved);
        sort_by_key(&mut all, |it| self.writers.rank(it.writer));
        order.moves = all.into();
    }

    /// Sets an order. What the months add up to is made anew by [`Self::refresh`].
    pub(crate) fn set_order(&mut self, row: Row, id: OrderId, order: Option<Order>) {
        if let Some(order) = order {
            self.orders.all.insert((row.0, id), order);
            self.orders.rows.insert((id, row.0));
        } else {
            self.orders.all.remove(&(row.0, id));
            self.orders.rows.remove(&(id, row.0));
        }
    }

    pub(super) fn write_objection(
        &mut self,
        (row, id): (Row, FactId),
        write: &ObjectionWrite,
        writer: u32,
        applied: &mut Applied,
    ) {
        let before = self.objections.get(&(row.0, id)).cloned();
        let mut objection = before.clone().unwrap_or_default();
        let last = |said: Option<u32>| self.is_at_least(writer, said.unwrap_or(NO_WRITER));
        match write {
            ObjectionWrite::Raise { about, text } => {
                if last(objection.raised.as_ref().map(|it| it.writer)) {
                    let (what, text) = (*about, text.clone());
                    objection.raised = Some(Said { writer, what, text });
                }
            }
            ObjectionWrite::Answer { outcome, text } => {
                if last(objection.answered.as_ref().map(|it| it.writer)) {
                    let (what, text) = (*outcome, text.clone());
                    objection.answered = Some(Said { writer, what, text });
                }
            }
            ObjectionWrite::Reopen { is_open } => {
                if last(objection.reopened.map(|(writer, _)| writer)) {
                    objection.reopened = Some((writer, *is_open));
                }
            }
            ObjectionWrite::Drop { is_gone } => {
                if last(objection.gone.map(|(writer, _)| writer)) {
                    objection.gone = Some((writer, *is_gone));
                }
            }
        }
        if before.as_ref() != Some(&objection) {
            self.touch(row, applied);
            applied.before.push(Before::Objection { row, id, objection: before });
            self.set_objection(row, id, Some(objection));
        }
    }

    pub(crate) fn set_objection(&mut self, row: Row, id: FactId, objection: Option<Objection>) {
        match objection {
            Some(objection) => self.objections.insert((row.0, id), objection),
            None => self.objections.remove(&(row.0, id)),
        };
    }
}

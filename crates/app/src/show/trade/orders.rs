//! Orders in a file and in the list of all.

use std::collections::BTreeSet;
use std::rc::Rc;

use jipan_book::{Change, Op, OrderView, Row};
use jipan_rules::NaiveDate;
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus, Review};
use jipan_rules::values::ids::{CustomerId, OrderId};

use crate::model::{Model, PendingWhat};
use crate::trade::order_key;
use crate::view::{
    FileOrders, OrderCard, OrderDetail, OrderLineView, OrderMoveView, OrderSums, OrderSync,
    OrdersView, RecordSync, SumUnit,
};

/// Quantities by units in a case as hundredths of a case: added exactly, rounded once.
fn cases_of(packs: &[(u32, i64)]) -> i64 {
    let parts = || packs.iter().map(|(pack, n)| (i128::from(*pack).max(1), i128::from(*n)));
    let (mut top, mut bottom) = (0_i128, 1_i128);
    for (pack, n) in parts() {
        let common = gcd(bottom, pack);
        let (Some(all), Some(more)) =
            ((bottom / common).checked_mul(pack), n.checked_mul(bottom / common))
        else {
            continue;
        };
        top = top.saturating_mul(pack / common).saturating_add(more);
        bottom = all;
    }
    let hundredths = top.saturating_mul(200).saturating_add(top.signum().saturating_mul(bottom));
    i64::try_from(hundredths / bottom.saturating_mul(2)).unwrap_or_default()
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Model {
    /// What lines add up to. Cases are added exactly and rounded once, half away from nothing.
    pub(crate) fn sums_of(&self, lines: &[OrderLine], on: NaiveDate) -> OrderSums {
        let mut sums = OrderSums::default();
        let mut packs: Vec<(u32, i64)> = Vec::new();
        for line in lines {
            sums.quantity = sums.quantity.saturating_add(line.quantity);
            sums.amount = sums.amount.saturating_add(line.amount);
            match packs.iter_mut().find(|(pack, _)| *pack == line.pack) {
                Some((_, quantity)) => *quantity = quantity.saturating_add(line.quantity),
                None => packs.push((line.pack, line.quantity)),
            }
        }
        sums.cases = cases_of(&packs);
        sums.unit = SumUnit::of(lines.iter().map(|it| self.unit_on(it.product, on)));
        sums
    }

    /// The orders of a file.
    pub(crate) fn file_orders(&self, id: CustomerId, row: Row) -> FileOrders {
        let unsent = self.unsent_orders();
        let orders = self.orders_of(row);
        let n_shown = self.trade.n_of_file;
        let cards = orders.iter().take(n_shown);
        FileOrders {
            cards: cards.map(|it| Rc::new(self.order_card(it, false, &unsent))).collect(),
            n_all: orders.len(),
            n_more: orders.len().saturating_sub(n_shown),
            can_order: self.may_write() && !self.book.is_deleted(row),
            has_draft: self.drafts.texts.contains_key(&order_key(id)),
        }
    }

    /// The orders of all customers.
    pub(crate) fn orders_view(&self) -> OrdersView {
        let index =
            self.trade.index.as_ref().map(|(_, index)| Rc::clone(index)).unwrap_or_default();
        let status = self.trade.status;
        let found = index
            .orders
            .iter()
            .flatten()
            .filter(|(it, ..)| status.is_none_or(|status| *it == status));
        let unsent = self.unsent_orders();
        let shown = found.clone().take(self.trade.n_orders);
        let cards: Vec<Rc<OrderCard>> = shown
            .filter_map(|(_, row, id)| self.book.order_of(*row, *id))
            .map(|it| Rc::new(self.order_card(&it, true, &unsent)))
            .collect();
        let n = |status: OrderStatus| {
            index.counts.get(usize::from(status.code())).copied().unwrap_or_default()
        };
        OrdersView {
            status,
            counts: OrderStatus::ALL.map(|status| (status, n(status))),
            n_more: found.count().saturating_sub(self.trade.n_orders),
            cards,
        }
    }

    /// Orders of which something is still to be sent.
    fn unsent_orders(&self) -> BTreeSet<OrderId> {
        let mut ids = BTreeSet::new();
        if self.sync.membership.is_some() {
            for change in self.unsent().filter_map(|entry| entry.change()) {
                ids.extend(orders_in(change));
            }
        }
        ids
    }

    fn order_sync(&self, order: &OrderView<'_>, unsent: &BTreeSet<OrderId>) -> OrderSync {
        let is_saving = self.writer.pending.iter().any(|pending| match &pending.what {
            PendingWhat::Tap { change, .. } => orders_in(change).any(|id| id == order.id),
            PendingWhat::Bulk { .. } => false,
        });
        if is_saving {
            return OrderSync::Saving;
        }
        let mut refused = self.sync.refused.values();
        let is_refused = refused.any(|it| orders_in(&it.change).any(|id| id == order.id));
        OrderSync::Saved(match (&self.sync.membership, order.source) {
            (None, _) => RecordSync::Here,
            (Some(_), _) if is_refused => RecordSync::NeedsYou,
            (Some(_), _) if unsent.contains(&order.id) => RecordSync::Waiting(1),
            (Some(_), OrderSource::App) => RecordSync::Sent,
            // What a file brought is sent with its batch.
            (Some(_), OrderSource::File) => self.record_sync(order.customer),
        })
    }

    fn order_card(
        &self,
        order: &OrderView<'_>,
        is_among_all: bool,
        unsent: &BTreeSet<OrderId>,
    ) -> OrderCard {
        let customer = self.book.survivor_of(order.customer);
        let is_open = self.trade.open_order == Some(order.id);
        OrderCard {
            id: order.id,
            customer,
            name: self.name_of(customer).filter(|_| is_among_all),
            number: order.number.to_owned(),
            on: order.on,
            status: order.status,
            source: order.source,
            n_lines: order.lines.len(),
            sums: self.sums_of(order.lines, order.on),
            review: Review::from_bits(order.review),
            sync: self.order_sync(order, unsent),
            detail: is_open.then(|| Rc::new(self.order_detail(order))),
        }
    }

    /// A line of an order of a day, as it is read: its product as it was called and counted then.
    pub(crate) fn line_view(&self, it: &OrderLine, on: NaiveDate) -> OrderLineView {
        let name = self.book.product(it.product).map(|it| it.name_on(on)).unwrap_or_default();
        OrderLineView {
            name: name.to_owned(),
            unit: self.unit_on(it.product, on),
            quantity: it.quantity,
            price: it.price,
            amount: it.amount,
        }
    }

    fn order_detail(&self, order: &OrderView<'_>) -> OrderDetail {
        let placed = OrderMoveView {
            to: order.began,
            on: order.writer.on,
            by: self.who_did(order.writer.by),
            why: None,
            is_odd: false,
        };
        let moves = order.moves().into_iter().map(|it| OrderMoveView {
            to: it.to,
            on: it.writer.on,
            by: self.who_did(it.writer.by),
            why: it.why.map(str::to_owned),
            is_odd: !it.counts,
        });
        let may_move = |to: &OrderStatus| {
            let write = self.write_of_move(order.id, *to, "");
            self.may_write() && write.is_some_and(|op| self.is_allowed(&[op]))
        };
        OrderDetail {
            lines: order.lines.iter().map(|it| self.line_view(it, order.on)).collect(),
            moves: std::iter::once(placed).chain(moves).collect(),
            may_move: OrderStatus::ALL.into_iter().filter(may_move).collect(),
        }
    }
}

/// The orders that a change writes.
fn orders_in(change: &Change) -> impl Iterator<Item = OrderId> {
    change.ops.iter().filter_map(|op| if let Op::Order { id, .. } = op { Some(*id) } else { None })
}

//! What stands of orders, objections, products and rules, as writes. Not here: the changes made of
//! them.

use jipan_rules::values::ids::CustomerId;

use super::orders::order_keys;
use super::state::Writes;
use super::{Book, Origin, note_keys};
use crate::arena::Row;
use crate::change::{ChangeId, ObjectionWrite, Op, OrderWrite};

impl Book {
    pub(super) fn writes_of_orders(&self, customer: CustomerId, row: Row, writes: &mut Writes) {
        for (&(_, id), order) in self.orders.all.range(order_keys(row)) {
            let mut tell = |writer, write| writes.push((writer, Op::Order { id, customer, write }));
            for placed in order.was.as_deref().into_iter().chain(&order.placed) {
                tell(placed.writer, OrderWrite::Place(Box::new(placed.written())));
            }
            for it in &order.moves {
                tell(it.writer, OrderWrite::Move { to: it.to, why: it.why.clone() });
            }
            if let Some((writer, is_gone)) = order.gone {
                tell(writer, OrderWrite::Drop { is_gone });
            }
        }
        for (&(_, id), it) in self.objections.range(note_keys(row)) {
            let mut tell =
                |writer, write| writes.push((writer, Op::Objection { id, customer, write }));
            if let Some(said) = &it.raised {
                let (about, text) = (said.what, said.text.clone());
                tell(said.writer, ObjectionWrite::Raise { about, text });
            }
            if let Some(said) = &it.answered {
                let (outcome, text) = (said.what, said.text.clone());
                tell(said.writer, ObjectionWrite::Answer { outcome, text });
            }
            if let Some((writer, is_open)) = it.reopened {
                tell(writer, ObjectionWrite::Reopen { is_open });
            }
            if let Some((writer, is_gone)) = it.gone {
                tell(writer, ObjectionWrite::Drop { is_gone });
            }
        }
    }

    /// Who wrote later for the same day what this write of a product or a rule says, if somebody did.
    ///
    /// ```
    /// use jipan_book::{Book, ChangeId, product_id_of};
    /// use jipan_rules::{schema::fields::PRODUCT_NAME, values::ids::ReplicaId};
    /// let book = Book::new();
    /// let op = book.put_product(product_id_of("P1"), PRODUCT_NAME, None, None);
    /// let change = ChangeId { replica: ReplicaId::new(1), seq: 1 };
    /// assert_eq!(book.overwriter(change, &op), None, "nothing was ever written there");
    /// ```
    pub fn overwriter(&self, change: ChangeId, op: &Op) -> Option<&Origin> {
        let writer = if let Op::Product { id, field, from, .. } = op {
            self.product_value(*id, (*field, *from))?.writer
        } else if let Op::Rule { key, from, .. } = op {
            self.rules.get(&(*key, *from))?.writer
        } else if let Op::Budget { key, .. } = op {
            self.budget.get(key)?.writer
        } else {
            return None;
        };
        self.writers.get(writer).filter(|last| last.change != change)
    }

    /// What was said of products and rules: what stands and what that came after, so that what nobody saw
    /// is still asked about.
    pub(super) fn writes_of_shared(&self) -> Vec<(Origin, Op)> {
        let mut writes = Vec::new();
        let mut tell = |writer, op| {
            writes.extend(self.writers.get(writer).map(|origin| (*origin, op)));
        };
        for (&id, product) in &self.products {
            let all = product.iter().flat_map(|(key, it)| it.all().map(move |it| (*key, it)));
            for ((field, from), it) in all {
                let (value, was) = (it.value.clone(), it.was.clone());
                tell(it.writer, Op::Product { id, field, from, value, was });
            }
        }
        let all = self.rules.iter().flat_map(|(key, it)| it.all().map(move |it| (*key, it)));
        for ((key, from), it) in all {
            let (value, was) = (it.value.clone(), it.was.clone());
            tell(it.writer, Op::Rule { key, from, value, was });
        }
        let all = self.budget.iter().flat_map(|(key, it)| it.all().map(move |it| (*key, it)));
        for (key, it) in all {
            let (value, was) = (it.value.clone(), it.was.clone());
            tell(it.writer, Op::Budget { key, value, was });
        }
        writes
    }
}

//! The entry of an order.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::Needle;
use jipan_rules::order::OrderLine;
use jipan_rules::values::ids::{CustomerId, ProductId};

use crate::model::Model;
use crate::trade::{Draft, DraftLine, stands};
use crate::view::{EntryLine, EntryView, LastOrder};

/// Products listed at most; the others are found by searching.
const N_PRODUCTS: usize = 60;
/// Orders looked through for what was ordered the last time.
const N_ORDERS: usize = 30;

impl Model {
    pub(crate) fn entry_view(&self, id: CustomerId) -> Option<EntryView> {
        let customer = self.book.survivor_of(id);
        let row = self.book.row_of(customer).filter(|row| self.book.is_visible(*row))?;
        let draft = self.order_draft(customer);
        let last = self.last_quantities(row);
        let line = |product: ProductId| Rc::new(self.entry_line(product, &draft, &last));
        let (products, n_more) = self.offered(&last);
        let lines: Vec<OrderLine> = draft.lines.iter().map(|it| self.priced(it).0).collect();
        let last_order = self.last_order(customer).map(|it| LastOrder {
            on: it.on,
            n_lines: it.lines.len(),
            sums: self.sums_of(it.lines, it.on),
        });
        Some(EntryView {
            customer,
            name: self.name_of(customer).unwrap_or_default(),
            lines: draft.lines.iter().map(|it| line(it.product)).collect(),
            search: self.trade.search.as_str().into(),
            products: products.into_iter().map(line).collect(),
            n_more,
            has_products: !self.goods().all.is_empty(),
            open: self.trade.line.map(|(product, _)| line(product)),
            sums: self.sums_of(&lines, self.today),
            review: self.review_of(customer, &draft).map(Rc::new),
            lacks_price: self.lacks_price(&draft),
            last: last_order,
            n_left_out: self.trade.n_left_out,
            is_read_only: !self.may_write(),
        })
    }

    /// How much the customer ordered of each product the last time, the latest first.
    fn last_quantities(&self, row: jipan_book::Row) -> Vec<(ProductId, i64)> {
        let mut last: Vec<(ProductId, i64)> = Vec::new();
        for order in self.orders_of(row).into_iter().filter(stands).take(N_ORDERS) {
            for line in order.lines.iter().filter(|it| it.quantity > 0) {
                if last.iter().all(|(product, _)| *product != line.product) {
                    last.push((line.product, line.quantity));
                }
            }
        }
        last
    }

    /// The products that are offered: those found, what the customer ordered before first.
    fn offered(&self, last: &[(ProductId, i64)]) -> (Vec<ProductId>, usize) {
        let goods = self.goods();
        let needle = Needle::new(&self.trade.search);
        let is_offered = |it: &&crate::trade::Good| {
            it.is_active && needle.as_ref().is_none_or(|needle| it.is_found(needle))
        };
        let found: Vec<ProductId> = goods.all.iter().filter(is_offered).map(|it| it.id).collect();
        let place: BTreeMap<ProductId, usize> =
            jipan_book::sorting::gathered(found.iter().enumerate().map(|(at, id)| (*id, at)));
        let known: Vec<ProductId> =
            last.iter().map(|(id, _)| *id).filter(|id| place.contains_key(id)).collect();
        let others = found.iter().filter(|id| !known.contains(id)).copied();
        let shown: Vec<ProductId> = known.iter().copied().chain(others).take(N_PRODUCTS).collect();
        let n_more = found.len().saturating_sub(shown.len());
        (shown, n_more)
    }

    fn entry_line(&self, id: ProductId, draft: &Draft, last: &[(ProductId, i64)]) -> EntryLine {
        let product = self.book.product(id);
        let line = draft.line(id);
        let blank = DraftLine { product: id, quantity: 0, is_free: false };
        let (priced, has_price) = self.priced(line.unwrap_or(&blank));
        EntryLine {
            product: id,
            code: product.map(|it| it.code().to_owned()).unwrap_or_default(),
            name: product.map(|it| it.name_on(self.today).to_owned()).unwrap_or_default(),
            unit: self.unit_on(id, self.today),
            pack: priced.pack,
            price: Some(priced.price).filter(|_| has_price),
            quantity: line.map(|it| it.quantity),
            is_free: line.is_some_and(|it| it.is_free),
            amount: priced.amount,
            last: last.iter().find(|(product, _)| *product == id).map(|(_, n)| *n),
        }
    }
}

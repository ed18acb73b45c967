//! The lines of orders that a computed value adds up. Not here: adding them up.

use std::rc::Rc;

use jipan_book::{OrderView, Row};
use jipan_rules::period::{Month, Period};
use jipan_rules::schema::{FieldId, fields};

use crate::model::Model;
use crate::view::{TracedLine, TracedView};

impl Model {
    /// The lines of the orders of a period that count, the newest first; none for a value that adds
    /// up none.
    pub(super) fn traced(&self, row: Row, field: FieldId, of: Period) -> Option<Rc<TracedView>> {
        let adds_up = [
            fields::PURCHASED_QUANTITY,
            fields::PURCHASED_AMOUNT,
            fields::AVERAGE_PRICE,
            fields::TIER,
            fields::TIER_BEFORE,
        ]
        .contains(&field);
        if adds_up { self.lines_in(row, of) } else { None }
    }

    /// The lines of the orders of a period that count, the newest first; none without any.
    pub(super) fn lines_in(&self, row: Row, of: Period) -> Option<Rc<TracedView>> {
        let orders = self.book.orders(row).filter(OrderView::counts);
        let orders: Vec<_> = orders.filter(|it| of.contains(Month::of(it.on))).collect();
        let n_all: usize = orders.iter().map(|it| it.lines.len()).sum();
        let lines = orders.iter().flat_map(|order| {
            order.lines.iter().map(|line| TracedLine {
                on: order.on,
                number: order.number.to_owned(),
                line: self.line_view(line, order.on),
            })
        });
        let lines: Vec<_> = lines.take(self.trade.n_lines).collect();
        let n_more = n_all.saturating_sub(lines.len());
        (n_all > 0).then(|| Rc::new(TracedView { lines, n_more }))
    }
}

//! Which own line of sales counts which product. Not here: the sums of the lines (`index`).

use std::collections::BTreeMap;

use jipan_book::{Book, OrderView, ProductView};
use jipan_rules::budget::{Figure, LineId, LineRef, Row};
use jipan_rules::order::OrderLine;
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use super::BudgetModel;
use super::read::Line;
use crate::event::{CellAt, CellOf};

/// By what a line knows a product.
#[derive(Debug, Clone, Copy)]
pub(super) struct GoodsOf<'a> {
    pub(super) brand: Option<&'a str>,
    pub(super) class: Option<u8>,
}

impl<'a> GoodsOf<'a> {
    pub(super) fn of(product: &ProductView<'a>) -> Self {
        let class = match product.value(fields::PRODUCT_CLASS) {
            Some(Value::Choice(class)) => Some(*class),
            Some(_) | None => None,
        };
        let brand = product.text(fields::PRODUCT_BRAND).filter(|it| !it.is_empty());
        Self { brand, class }
    }
}

/// The own lines that count a product: at most one below each row, the one that was made first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LinesOfGoods(BTreeMap<ProductId, Vec<(Row, LineId)>>);

impl LinesOfGoods {
    /// Those of the lines that say which products they count.
    pub(crate) fn of(book: &Book, lines: &[Line]) -> Self {
        let lines: Vec<&Line> = lines.iter().filter(|it| it.counts_goods()).collect();
        if lines.is_empty() {
            return Self::default();
        }
        let mut all = BTreeMap::new();
        for product in book.products() {
            let GoodsOf { brand, class } = GoodsOf::of(&product);
            let mut mine: Vec<(Row, LineId)> = Vec::new();
            for line in &lines {
                let is_held = line.goods.as_ref().is_some_and(|it| it.holds(brand, class));
                if is_held && mine.iter().all(|(row, _)| *row != line.of.parent) {
                    mine.push((line.of.parent, line.of.id));
                }
            }
            if !mine.is_empty() {
                all.insert(product.id, mine);
            }
        }
        Self(all)
    }

    /// The lines that count a product, each with its row.
    pub(crate) fn of_product(&self, product: ProductId) -> &[(Row, LineId)] {
        self.0.get(&product).map(Vec::as_slice).unwrap_or_default()
    }

    /// The line below a row that counts a product; none where it is of the rest of the row.
    pub(crate) fn line(&self, product: ProductId, row: Row) -> Option<LineId> {
        let mut lines = self.of_product(product).iter();
        lines.find(|(of, _)| *of == row).map(|(_, line)| *line)
    }
}

impl BudgetModel {
    /// What own lines of sales count, month by month, the tax in it.
    pub(crate) fn by_line(&self) -> BTreeMap<(Month, LineId), Figure> {
        self.index.by_line()
    }

    /// What an order came to in a cell of a row of sales: all of it, what an own line counts, or what none does.
    /// `None` where the cell counts nothing of it.
    pub(crate) fn counted_of_order(
        &self,
        order: &OrderView<'_>,
        (row, at): (Row, CellAt),
    ) -> Option<Figure> {
        let goods = self.index.goods();
        let is_of = |line: &&OrderLine| match (at.line, at.of) {
            (LineRef::Own(id), _) => goods.line(line.product, row) == Some(id),
            (LineRef::Row(_), CellOf::Rest) => goods.line(line.product, row).is_none(),
            (LineRef::Row(_), CellOf::Whole) => true,
        };
        let counted = order.lines.iter().filter(is_of);
        let counted = counted.map(|line| self.index.costs().counted(row, (order.on, line)));
        let sum = counted.reduce(Figure::saturating_plus);
        sum.or_else(|| order.lines.is_empty().then(Figure::default))
    }
}

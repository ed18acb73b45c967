//! Which own line of sales counts which product. Not here: the sums of the lines (`index`).

use std::collections::BTreeMap;

use jipan_book::{Book, ProductView};
use jipan_rules::budget::{LineId, Row};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use super::read::Line;

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

//! What becomes of one product of a file: a new one, other values, or nothing new. Not here: what a
//! value may be (`jipan_rules`), which of two values counts (`jipan_book`).

use jipan_book::sheet::{CheckedRow, RowError};
use jipan_book::{Book, Op, ProductView, product_id_of};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use super::judge::Verdict;
use super::orders::ProductSaid;
use crate::model::Model;
use crate::trade::{EVER, is_dated};

impl Model {
    /// Judges one product. What changed counts from today on; a blank cell says nothing.
    pub(super) fn judge_product(&self, row: &CheckedRow, verdict: &mut Verdict, today: NaiveDate) {
        if !row.errors.is_empty() {
            verdict.failures.push((row.record, row.errors.clone()));
            return;
        }
        let code = row.values.iter().find_map(|(field, value)| match value {
            Value::Text(text) if *field == fields::PRODUCT_CODE => Some(text),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Date(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Amount(_) => None,
        });
        let Some(code) = code else {
            let errors = vec![RowError::Missing { field: fields::PRODUCT_CODE }];
            verdict.failures.push((row.record, errors));
            return;
        };
        let known = product_of(&self.book, code);
        let id = known.map_or_else(|| product_id_of(code), |known| known.id);
        let is_new = known.is_none();
        let from = if is_new { EVER } else { today };
        let mut is_changed = false;
        for (field, value) in &row.values {
            let is_key = *field == fields::PRODUCT_CODE && !is_new;
            let had = known.and_then(|known| known.value_on(*field, today));
            // What was never said before holds for the orders that came before the product's list.
            let from = if had.is_none() { EVER } else { from };
            if !is_key && had != Some(value) {
                is_changed = true;
                verdict.write(self.put_product(id, (*field, Some(from)), value));
            }
        }
        verdict.rounded.add_all(&row.rounded);
        let n = match (is_new, is_changed) {
            (true, _) => &mut verdict.n_added,
            (false, true) => &mut verdict.n_updated,
            (false, false) => &mut verdict.n_unchanged,
        };
        *n = n.saturating_add(1);
    }

    /// Makes a product that lines of orders name, with what they say of it. `OURS`
    pub(super) fn make_product(&self, said: &ProductSaid, verdict: &mut Verdict) {
        let id = product_id_of(&said.code);
        let texts = [
            (fields::PRODUCT_CODE, Some(&said.code)),
            (fields::PRODUCT_NAME, said.name.as_ref()),
            (fields::PRODUCT_BRAND, said.category.as_ref()),
        ];
        for (field, text) in texts {
            let Some(text) = text else { continue };
            verdict.write(self.put_product(id, (field, Some(EVER)), &Value::Text(text.clone())));
        }
    }

    fn put_product(
        &self,
        id: ProductId,
        (field, from): (FieldId, Option<NaiveDate>),
        value: &Value,
    ) -> Op {
        self.book.put_product(id, field, from.filter(|_| is_dated(field)), Some(value.clone()))
    }
}

/// The product of a code: the one that has it, else the one that had it first.
pub(super) fn product_of<'a>(book: &'a Book, code: &str) -> Option<ProductView<'a>> {
    let first = || book.product(product_id_of(code)).filter(|it| !it.code().is_empty());
    book.product_by_code(code).or_else(first)
}

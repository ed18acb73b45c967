//! Products: values by field and first day in force, so that a price or a pack of a past day stays
//! known. Not here: which fields they have, which is the schema.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, field as field_def};
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use super::apply::{Applied, Before};
use super::registers::{Register, is_undo};
use super::{Book, Origin, SharedPlace};
use crate::change::{Op, product_id_of};
use crate::columns::kept;
use crate::sorting::sort_by_key;

/// 商品代码
pub(crate) const CODE: FieldId = FieldId(150);
/// 商品名称
const NAME: FieldId = FieldId(151);
/// 批发价
const PRICE: FieldId = FieldId(154);
/// 单位
const UNIT: FieldId = FieldId(156);
/// 每件条数
const PACK: FieldId = FieldId(157);

/// A field of a product and the first day in force; `None` for one that is not dated.
pub(crate) type ProductKey = (FieldId, Option<NaiveDate>);
/// What was written of a product.
pub(crate) type Product = BTreeMap<ProductKey, ProductValue>;

/// A value of a product; without one it was taken back. Of a field that is watched it knows what it came
/// after for the same first day.
pub(crate) type ProductValue = Register<Value>;

/// A product.
#[derive(Debug, Clone, Copy)]
pub struct ProductView<'a> {
    /// Its id.
    pub id: ProductId,
    book: &'a Book,
    product: &'a Product,
}

/// A value of a product and from when it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProductValueView<'a> {
    /// The field.
    pub field: FieldId,
    /// The first day in force; `None` for a field that is not dated.
    pub from: Option<NaiveDate>,
    /// The value.
    pub value: &'a Value,
    /// Who wrote it.
    pub writer: &'a Origin,
}

impl<'a> ProductView<'a> {
    /// The value in force on a day: of a dated field the one that began last. One that was taken
    /// back leaves the one before in force.
    pub fn value_on(&self, field: FieldId, day: NaiveDate) -> Option<&'a Value> {
        let until_day = self.product.range((field, None)..=(field, Some(day)));
        until_day.rev().find_map(|(_, it)| it.value.as_ref())
    }

    /// The value of a field that is not dated; of a dated one the one that begins last, also if that
    /// is still to come.
    pub fn value(&self, field: FieldId) -> Option<&'a Value> {
        self.value_on(field, NaiveDate::MAX)
    }

    /// The text of a field that holds text; of a dated one as of [`Self::value`].
    pub fn text(&self, field: FieldId) -> Option<&'a str> {
        self.text_on(field, NaiveDate::MAX)
    }

    /// The text of a field that holds text, on a day.
    pub fn text_on(&self, field: FieldId, day: NaiveDate) -> Option<&'a str> {
        text_of(self.value_on(field, day)?)
    }

    /// What it is called on a day: by the name in force, before the first of them by that; by its code
    /// where it has none.
    ///
    /// ```
    /// use jipan_book::{Book, product_id_of};
    /// use jipan_rules::NaiveDate;
    /// let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    /// let product = Book::new().product(product_id_of("P1")).map(|it| it.name_on(day).to_owned());
    /// assert_eq!(product, None, "nothing was ever written of it");
    /// ```
    pub fn name_on(&self, day: NaiveDate) -> &'a str {
        self.first_or_on(NAME, day).unwrap_or_else(|| self.code())
    }

    /// What it is counted in on a day: the unit in force, before the first of them that one; none where it
    /// never had one.
    pub fn unit_on(&self, day: NaiveDate) -> Option<&'a str> {
        self.first_or_on(UNIT, day)
    }

    /// The text in force on a day, before the first of them that one.
    fn first_or_on(&self, field: FieldId, day: NaiveDate) -> Option<&'a str> {
        let first = || self.values().find(|it| it.field == field).and_then(|it| text_of(it.value));
        self.text_on(field, day).or_else(first)
    }

    /// Every name it ever had, also those overwritten on the day they began, in the order of their
    /// days. Some may be the same. What was taken back never was its name.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let it = *self;
        let names = self.stood(NAME).flat_map(move |last| last.succession(&it.book.writers));
        names.filter_map(|(value, _)| text_of(value?))
    }

    /// What stands of a field, in the order of the days; of names also where the last word took one back,
    /// since somebody else may have given another one.
    fn stood(&self, field: FieldId) -> impl Iterator<Item = &'a ProductValue> + use<'a> {
        let all = *self;
        let of_field = all.product.range((field, None)..=(field, Some(NaiveDate::MAX)));
        of_field
            .map(|(_, it)| it)
            .filter(move |it| it.value.is_some() || field == NAME && is_undo(it, &all.book.writers))
    }

    /// The number of a field that holds whole numbers or prices, on a day.
    pub fn number_on(&self, field: FieldId, day: NaiveDate) -> Option<i64> {
        match self.value_on(field, day)? {
            Value::Integer(n) => Some(*n),
            Value::Text(_)
            | Value::Date(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Amount(_) => None,
        }
    }

    /// Whether a dated field has a value that began before a day, and so would be in force on it.
    pub fn has_before(&self, field: FieldId, day: NaiveDate) -> bool {
        day.pred_opt().is_some_and(|before| self.value_on(field, before).is_some())
    }

    /// What a field held before for the same first day, or for none, and the day on which that was
    /// overwritten, the latest first: every name, of other fields the last value.
    ///
    /// ```
    /// use jipan_book::{Book, product_id_of};
    /// use jipan_rules::schema::fields::PRODUCT_NAME;
    /// let product = Book::new().product(product_id_of("P1")).map(|it| it.earlier(PRODUCT_NAME));
    /// assert_eq!(product, None, "nothing was ever written of it");
    /// ```
    pub fn earlier(&self, field: FieldId) -> Vec<(NaiveDate, Value)> {
        let mut others = Vec::new();
        for last in self.stood(field) {
            for pair in last.succession(&self.book.writers).windows(2) {
                if let [(Some(was), _), (value, Some(next))] = pair
                    && *value != Some(was)
                    && let Some(by) = self.book.writers.get(next.writer)
                {
                    others.push((by, *was));
                }
            }
        }
        sort_by_key(&mut others, |(by, _)| Reverse(by.rank()));
        if field != NAME {
            others.truncate(1);
        }
        others.into_iter().map(|(by, was)| (by.on, was.clone())).collect()
    }

    /// Its code, as people call it.
    pub fn code(&self) -> &'a str {
        self.text(CODE).unwrap_or_default()
    }

    /// Every value that stands, by field and then by day.
    pub fn values(&self) -> impl Iterator<Item = ProductValueView<'a>> + use<'a> {
        let Self { book, product, .. } = *self;
        product.iter().filter_map(|(&(field, from), it)| {
            let writer = book.writers.get(it.writer)?;
            Some(ProductValueView { field, from, value: it.value.as_ref()?, writer })
        })
    }
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => None,
    }
}

impl Book {
    /// The products that have a code, in the order of their ids, which means nothing.
    pub fn products(&self) -> impl Iterator<Item = ProductView<'_>> {
        let all = self.products.keys().filter_map(|&id| self.product(id));
        all.filter(|it| it.text(CODE).is_some())
    }

    /// A product, also one of which only the id and some values are known.
    pub fn product(&self, id: ProductId) -> Option<ProductView<'_>> {
        let product = self.products.get(&id).filter(|it| it.values().any(|it| it.value.is_some()));
        Some(ProductView { id, book: self, product: product? })
    }

    /// The product with a code. One lookup, unless a product was given another code.
    pub fn product_by_code(&self, code: &str) -> Option<ProductView<'_>> {
        let is_it = |it: &ProductView<'_>| it.code().eq_ignore_ascii_case(code.trim());
        let named = self.product(product_id_of(code)).filter(is_it);
        named.or_else(|| self.products().find(is_it))
    }

    /// The price of one unit on a day, in ten-thousandths of a yuan.
    pub fn price_on(&self, product: ProductId, day: NaiveDate) -> Option<i64> {
        self.product(product)?.number_on(PRICE, day)
    }

    /// Units in a case (件) on a day; 1 where nothing is said.
    pub fn pack_on(&self, product: ProductId, day: NaiveDate) -> u32 {
        let pack = self.product(product).and_then(|it| it.number_on(PACK, day));
        pack.and_then(|pack| u32::try_from(pack).ok()).unwrap_or(1).max(1)
    }

    /// The write that gives a product another value, knowing what stands for that very day.
    ///
    /// ```
    /// use jipan_book::{Book, Op, product_id_of};
    /// use jipan_rules::{schema::FieldId, value::Value};
    /// let (id, field) = (product_id_of("6901028001"), FieldId(151));
    /// let op = Book::new().put_product(id, field, None, Some(Value::Text("金叶".into())));
    /// assert!(matches!(op, Op::Product { was: None, .. }));
    /// ```
    pub fn put_product(
        &self,
        id: ProductId,
        field: FieldId,
        from: Option<NaiveDate>,
        value: Option<Value>,
    ) -> Op {
        let was = self.product_value(id, (field, from)).and_then(|it| it.value.clone());
        Op::Product { id, field, from, value, was }
    }

    /// Whether a value was ever written of a field of a product for a first day, or seen there by who wrote
    /// another one. Of a field that is not watched only the last two are known.
    ///
    /// ```
    /// use jipan_book::{Book, product_id_of};
    /// use jipan_rules::{schema::fields::PRODUCT_PRICE, value::Value};
    /// let (id, price) = (product_id_of("P1"), Value::Integer(1_200_000));
    /// assert!(!Book::new().has_said(id, (PRODUCT_PRICE, None), Some(&price)));
    /// ```
    pub fn has_said(
        &self,
        id: ProductId,
        of: (FieldId, Option<NaiveDate>),
        value: Option<&Value>,
    ) -> bool {
        let last = self.product_value(id, of);
        let is_it = |it: &ProductValue| it.value.as_ref() == value || it.was.as_ref() == value;
        last.is_some_and(|last| last.all().any(is_it))
    }

    /// What was last written of a field of a product for a first day.
    pub(crate) fn product_value(&self, id: ProductId, key: ProductKey) -> Option<&ProductValue> {
        self.products.get(&id)?.get(&key)
    }

    pub(super) fn write_product(
        &mut self,
        (id, key): (ProductId, ProductKey),
        put: ProductValue,
        applied: &mut Applied,
    ) {
        let before = self.product_value(id, key).cloned();
        let put = ProductValue { value: kept(put.value), ..put };
        let value = self.merged_product(key, before.clone(), put);
        if before.as_ref() != Some(&value) {
            applied.before.push(Before::Product(id, key, before));
            self.set_product(id, key, Some(value));
        }
    }

    /// Of two values for one first day the later one, with what it came after where that is watched.
    pub(crate) fn merged_product(
        &self,
        (field, _): ProductKey,
        before: Option<ProductValue>,
        put: ProductValue,
    ) -> ProductValue {
        let is_watched = field_def(field).is_some_and(|def| def.watch);
        Register::merged(before, put, is_watched, &self.writers)
    }

    pub(crate) fn set_product(
        &mut self,
        id: ProductId,
        key: ProductKey,
        value: Option<ProductValue>,
    ) {
        self.note_unseen(SharedPlace::Product(id, key.0, key.1), value.as_ref());
        let product = self.products.entry(id).or_default();
        match value {
            Some(value) => product.insert(key, value),
            None => product.remove(&key),
        };
        if product.is_empty() {
            self.products.remove(&id);
        }
    }
}

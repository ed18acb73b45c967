//! The lines of orders as a file tells them, put together by order and kept small: a line is a few
//! numbers, and what many lines say alike is kept once. Not here: the book, which is not asked before
//! the last line is there (`judge`), since lines of one order may stand far apart.

use std::collections::BTreeMap;
use std::ops::Range;

use jipan_book::sheet::{CheckedRow, OrderError, RowError};
use jipan_book::{order_id_of, product_id_of};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{OrderId, ProductId};

/// All lines of a file.
#[derive(Debug, Default)]
pub(crate) struct OrderLines {
    pub(super) customers: Vec<CustomerSaid>,
    by_customer: BTreeMap<[Option<Box<str>>; 2], u32>,
    pub(super) products: Vec<ProductSaid>,
    by_product: BTreeMap<ProductId, u32>,
    pub(super) orders: Vec<OrderSaid>,
    by_number: BTreeMap<OrderId, u32>,
    pub(super) lines: Vec<LineSaid>,
    /// Lines of which a value was rounded, by their records: the field, and by how much it is more.
    pub(super) rounded: Vec<(u32, FieldId, i64)>,
    /// Records that are wrong by themselves.
    pub(super) failures: Vec<(u32, Vec<RowError>)>,
}

/// Who ordered, as lines say it.
#[derive(Debug)]
pub(super) struct CustomerSaid {
    pub(super) code: Option<Box<str>>,
    pub(super) licence: Option<Box<str>>,
    /// The name that the first line with one has.
    pub(super) name: Option<Box<str>>,
}

/// What was ordered, as lines say it.
#[derive(Debug)]
pub(super) struct ProductSaid {
    pub(super) code: Box<str>,
    /// The name and the category that the first line with one has.
    pub(super) name: Option<Box<str>>,
    pub(super) category: Option<Box<str>>,
}

/// An order, as its lines say it.
#[derive(Debug)]
pub(super) struct OrderSaid {
    pub(super) id: OrderId,
    pub(super) number: Box<str>,
    /// The day that its first good line says.
    pub(super) on: Option<NaiveDate>,
    /// Record of its first line.
    pub(super) first: u32,
    /// Record of its first line that is wrong by itself.
    pub(super) fault: Option<u32>,
}

/// A line that is right by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineSaid {
    pub(super) record: u32,
    order: u32,
    pub(super) customer: u32,
    pub(super) product: u32,
    pub(super) quantity: i64,
    /// In ten-thousandths of a yuan.
    pub(super) price: Option<i64>,
    /// In fen.
    pub(super) amount: Option<i64>,
}

/// What one record says.
#[derive(Debug, Default)]
struct Said<'a> {
    number: Option<&'a str>,
    on: Option<NaiveDate>,
    keys: [Option<&'a str>; 2],
    customer_name: Option<&'a str>,
    product: Option<&'a str>,
    product_name: Option<&'a str>,
    category: Option<&'a str>,
    quantity: Option<i64>,
    price: Option<i64>,
    amount: Option<i64>,
}

impl<'a> Said<'a> {
    fn of(values: &'a [(FieldId, Value)]) -> Self {
        let mut said = Self::default();
        for (field, value) in values {
            match (*field, value) {
                (fields::ORDER_NUMBER, Value::Text(text)) => said.number = Some(text),
                (fields::ORDER_DATE, Value::Date(day)) => said.on = Some(*day),
                (fields::ORDER_CUSTOMER, Value::Text(text)) => said.keys[0] = Some(text),
                (fields::ORDER_LICENCE, Value::Text(text)) => said.keys[1] = Some(text),
                (fields::ORDER_CUSTOMER_NAME, Value::Text(text)) => said.customer_name = Some(text),
                (fields::ORDER_PRODUCT, Value::Text(text)) => said.product = Some(text),
                (fields::ORDER_PRODUCT_NAME, Value::Text(text)) => said.product_name = Some(text),
                (fields::ORDER_CATEGORY, Value::Text(text)) => said.category = Some(text),
                (fields::ORDER_QUANTITY, Value::Integer(number)) => said.quantity = Some(*number),
                (fields::ORDER_PRICE, Value::Integer(price)) => said.price = Some(*price),
                (fields::ORDER_AMOUNT, Value::Amount(amount)) => said.amount = Some(amount.fen()),
                (_, _) => {}
            }
        }
        said
    }
}

impl OrderLines {
    /// Takes the next records of the file.
    pub(super) fn take(&mut self, rows: Vec<CheckedRow>) {
        for row in rows {
            let said = Said::of(&row.values);
            let order = said.number.map(|number| self.order_of(number, row.record));
            let errors = match order {
                _ if !row.errors.is_empty() => row.errors,
                Some(order) => match self.push_line(order, row.record, &said) {
                    Ok(()) => {
                        let rounded = row.rounded.iter();
                        self.rounded
                            .extend(rounded.map(|(field, more)| (row.record, *field, *more)));
                        continue;
                    }
                    Err(error) => vec![error],
                },
                None => vec![RowError::Missing { field: fields::ORDER_NUMBER }],
            };
            let order = order.and_then(|idx| self.orders.get_mut(at(idx)));
            if let Some(order) = order {
                order.fault.get_or_insert(row.record);
            }
            self.failures.push((row.record, errors));
        }
    }

    /// The order of a number that a record names.
    fn order_of(&mut self, number: &str, record: u32) -> u32 {
        let next = place(self.orders.len());
        // Lines of one order mostly follow each other.
        if self.orders.last().is_some_and(|order| &*order.number == number) {
            return next.saturating_sub(1);
        }
        let id = order_id_of(number);
        let idx = *self.by_number.entry(id).or_insert(next);
        if idx == next {
            let number = number.into();
            self.orders.push(OrderSaid { id, number, on: None, first: record, fault: None });
        }
        idx
    }

    fn push_line(&mut self, order: u32, record: u32, said: &Said<'_>) -> Result<(), RowError> {
        let missing = |field| RowError::Missing { field };
        let on = said.on.ok_or(missing(fields::ORDER_DATE))?;
        let product = said.product.ok_or(missing(fields::ORDER_PRODUCT))?;
        let quantity = said.quantity.ok_or(missing(fields::ORDER_QUANTITY))?;
        if let Some(order) = self.orders.get_mut(at(order))
            && *order.on.get_or_insert(on) != on
        {
            return Err(RowError::Order(OrderError::OrderDiffers {
                field: fields::ORDER_DATE,
                record: order.first,
            }));
        }
        let line = LineSaid {
            record,
            order,
            customer: self.customer_of(said),
            product: self.product_of(product, said),
            quantity,
            price: said.price,
            amount: said.amount,
        };
        self.lines.push(line);
        Ok(())
    }

    fn customer_of(&mut self, said: &Said<'_>) -> u32 {
        let keys = said.keys.map(|key| key.map(Box::from));
        let next = place(self.customers.len());
        let idx = *self.by_customer.entry(keys.clone()).or_insert(next);
        if idx == next {
            let [code, licence] = keys;
            self.customers.push(CustomerSaid { code, licence, name: None });
        }
        if let Some(known) = self.customers.get_mut(at(idx)) {
            fill(&mut known.name, said.customer_name);
        }
        idx
    }

    fn product_of(&mut self, code: &str, said: &Said<'_>) -> u32 {
        let id = product_id_of(code);
        let next = place(self.products.len());
        let idx = *self.by_product.entry(id).or_insert(next);
        if idx == next {
            self.products.push(ProductSaid { code: code.into(), name: None, category: None });
        }
        if let Some(known) = self.products.get_mut(at(idx)) {
            fill(&mut known.name, said.product_name);
            fill(&mut known.category, said.category);
        }
        idx
    }

    /// The lines by their orders: places of lines, and for each order which of these are its own. In
    /// each order they stand as in the file.
    pub(super) fn by_order(&self) -> Grouped {
        Grouped::new(self.lines.iter().map(|line| line.order), self.orders.len())
    }
}

/// Places of a list, put together by a number that each has.
#[derive(Debug)]
pub(super) struct Grouped {
    ends: Vec<u32>,
    places: Vec<u32>,
}

impl Grouped {
    /// By numbers below `n`, each with its places in their order. What has none is left out.
    pub(super) fn new(numbers: impl Iterator<Item = u32> + Clone, n: usize) -> Self {
        let mut ends = vec![0_u32; n];
        let mut n_all = 0_usize;
        for number in numbers.clone() {
            if let Some(count) = ends.get_mut(at(number)) {
                *count = count.saturating_add(1);
                n_all = n_all.saturating_add(1);
            }
        }
        let mut end = 0_u32;
        for count in &mut ends {
            // Each begins as the place where its first one goes, and ends behind its last one.
            let n = core::mem::replace(count, end);
            end = end.saturating_add(n);
        }
        let mut places = vec![0_u32; n_all];
        for (place, number) in (0_u32..).zip(numbers) {
            let Some(next) = ends.get_mut(at(number)) else { continue };
            if let Some(slot) = places.get_mut(at(*next)) {
                *slot = place;
            }
            *next = next.saturating_add(1);
        }
        Self { ends, places }
    }

    /// The places of one number.
    pub(super) fn of(&self, number: usize) -> &[u32] {
        let end = |idx: usize| self.ends.get(idx).map_or(0, |end| at(*end));
        let range: Range<usize> = number.checked_sub(1).map_or(0, end)..end(number);
        self.places.get(range).unwrap_or_default()
    }

    /// All places, one number after the other.
    pub(super) fn into_places(self) -> Vec<u32> {
        self.places
    }
}

fn fill(known: &mut Option<Box<str>>, said: Option<&str>) {
    if known.is_none() {
        *known = said.map(Box::from);
    }
}

pub(super) fn at(idx: u32) -> usize {
    usize::try_from(idx).unwrap_or(usize::MAX)
}

fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_grouped_and_stay_in_their_order() {
        let grouped = Grouped::new([2, 0, 2, 7, 1, 2].into_iter(), 4);
        assert_eq!(
            [0, 1, 2, 3, 4].map(|it| grouped.of(it).to_vec()),
            [vec![1], vec![4], vec![0, 2, 5], vec![], vec![]]
        );
        assert_eq!(grouped.into_places(), [1, 4, 0, 2, 5]);
    }
}

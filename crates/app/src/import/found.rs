//! Who and what the lines of orders mean: customers and products of the book, and those that are made
//! because the file has a name for them. Not here: the orders themselves (`judge_order`).

use std::collections::BTreeMap;

use jipan_book::sheet::{OrderError, RowError};
use jipan_book::{Book, Op, product_id_of};
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, ProductId};

use super::judge::Verdict;
use super::judge_product::product_of;
use super::keys::KeyIndex;
use super::orders::{CustomerSaid, LineSaid, OrderLines, at};
use crate::env::Env;
use crate::model::Model;

/// What was found in the book, and what is made beside it.
#[derive(Debug, Default)]
pub(super) struct Found {
    keys: Option<KeyIndex>,
    /// Who is meant, once it was asked.
    customers: Vec<Option<Result<CustomerId, RowError>>>,
    /// Customers that are made when an order of theirs comes in, by their keys.
    new: BTreeMap<(FieldId, Box<str>), CustomerId>,
    /// What is said of those that were not made yet.
    to_make: BTreeMap<CustomerId, u32>,
    /// The products of the book, one for each that the file names.
    products: Vec<Option<ProductId>>,
}

impl Found {
    /// Nothing but the book as it is.
    pub(super) fn new(book: &Book, said: &OrderLines) -> Self {
        let products = said.products.iter();
        Self {
            keys: Some(KeyIndex::new(book)),
            customers: vec![None; said.customers.len()],
            new: BTreeMap::new(),
            to_make: BTreeMap::new(),
            products: products.map(|it| Some(product_of(book, &it.code)?.id)).collect(),
        }
    }

    /// Who is meant: the customer of the book, or one that is to be made.
    pub(super) fn customer(
        &mut self,
        book: &Book,
        (idx, said): (u32, &CustomerSaid),
        env: &mut Env,
    ) -> Result<CustomerId, RowError> {
        if let Some(Some(known)) = self.customers.get(at(idx)) {
            return known.clone();
        }
        let found = self.find(book, (idx, said), env);
        if let Some(slot) = self.customers.get_mut(at(idx)) {
            *slot = Some(found.clone());
        }
        found
    }

    /// Which product is meant: that of the book, or one that the file has a name to make with.
    pub(super) fn product(
        &self,
        said: &OrderLines,
        line: &LineSaid,
    ) -> Result<ProductId, RowError> {
        if let Some(Some(known)) = self.products.get(at(line.product)) {
            return Ok(*known);
        }
        match said.products.get(at(line.product)) {
            Some(product) if product.name.is_some() => Ok(product_id_of(&product.code)),
            Some(product) => {
                Err(RowError::Order(OrderError::UnknownProduct { code: product.code.to_string() }))
            }
            None => Err(RowError::Order(OrderError::UnknownProduct { code: String::new() })),
        }
    }

    fn find(
        &mut self,
        book: &Book,
        (idx, said): (u32, &CustomerSaid),
        env: &mut Env,
    ) -> Result<CustomerId, RowError> {
        let keys = said.keys();
        let unknown = RowError::Missing { field: fields::ORDER_CUSTOMER };
        let Some(index) = &self.keys else { return Err(unknown) };
        let mut found = keys.iter().filter_map(|(field, text)| {
            Some((*field, *text, index.holder(book, *field, text).and_then(|row| book.id_of(row))?))
        });
        if let Some((_, _, customer)) = found.next() {
            return match found.find(|(.., other)| *other != customer) {
                Some((field, text, customer)) => {
                    Err(RowError::KeyOfAnother { field, value: text.to_owned(), customer })
                }
                None => Ok(customer),
            };
        }
        let Some((field, text)) = keys.first().copied() else {
            return Err(unknown);
        };
        let made = keys.iter().find_map(|(field, text)| self.new.get(&(*field, Box::from(*text))));
        match made {
            Some(made) => Ok(*made),
            None if said.name.is_some() => {
                let id = CustomerId::new(env.ids.fresh());
                for (field, text) in keys {
                    self.new.insert((field, text.into()), id);
                }
                self.to_make.insert(id, idx);
                Ok(id)
            }
            None => {
                Err(RowError::Order(OrderError::UnknownCustomer { field, value: text.to_owned() }))
            }
        }
    }
}

impl CustomerSaid {
    /// The fields of customers by which it is known, and what they say.
    pub(super) fn keys(&self) -> Vec<(FieldId, &str)> {
        let code = self.code.as_deref().map(|text| (fields::CODE, text));
        let licence = self.licence.as_deref().map(|text| (fields::LICENCE, text));
        code.into_iter().chain(licence).collect()
    }
}

impl Model {
    /// Makes the products and the customer of an order that comes in, as far as the book has none.
    pub(super) fn make_what_is_new(
        &self,
        said: &OrderLines,
        own: &[LineSaid],
        (now, customer): (&mut Found, CustomerId),
        verdict: &mut Verdict,
    ) {
        for line in own {
            let idx = at(line.product);
            let (Some(product), Some(slot)) = (said.products.get(idx), now.products.get_mut(idx))
            else {
                continue;
            };
            if slot.is_none() {
                *slot = Some(product_id_of(&product.code));
                self.make_product(product, verdict);
                verdict.facts.n_products = verdict.facts.n_products.saturating_add(1);
            }
        }
        let who = now.to_make.remove(&customer);
        if let Some(who) = who.and_then(|idx| said.customers.get(at(idx))) {
            verdict.write(Op::Create { id: customer, values: values_of(who) });
            verdict.facts.n_customers = verdict.facts.n_customers.saturating_add(1);
        }
    }
}

/// What a customer begins with that lines of orders name.
fn values_of(who: &CustomerSaid) -> Vec<(FieldId, Value)> {
    let name = who.name.as_deref().map(|text| (fields::NAME, text));
    let texts = who.keys().into_iter().chain(name);
    let retail = (fields::TYPE, Value::Choice(CustomerType::Retail.code()));
    texts.map(|(field, text)| (field, Value::Text(text.into()))).chain([retail]).collect()
}

//! A customer of whom nothing is known any more: it went to another territory, or all that is known
//! of it comes anew; and what is about no customer. Not here: why.

use std::collections::BTreeMap;

use jipan_rules::Uuid;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId, OrderId};

use super::{Book, NO_WRITER, page_of};
use crate::arena::Row;
use crate::change::BatchKind;

impl Book {
    /// Forgets a customer: its row stays, with its id alone, as if only that had ever been heard
    /// of. All parts about it ([`crate::Change::part_about`]) bring it back as it was. What other
    /// customers say of it (that they were merged into it, that they are distinct from it) is
    /// theirs, and stays. The nil customer stands for what is about none
    /// ([`Self::forget_shared`]).
    ///
    /// Gives the row; `None` if the customer was never heard of.
    ///
    /// ```
    /// use jipan_book::Book;
    /// use jipan_rules::{Uuid, values::ids::CustomerId};
    /// assert_eq!(Book::new().forget(CustomerId::new(Uuid::from_u128(7))), None);
    /// ```
    pub fn forget(&mut self, customer: CustomerId) -> Option<Row> {
        if customer.uuid().is_nil() {
            self.forget_shared();
            return None;
        }
        let row = self.row_of(customer)?;
        let mut touched = self.path_of(row);
        self.set_merge(row, None);
        self.set_deletion(row, None);
        self.set_origin(row, NO_WRITER);
        for field in self.columns.fields_of(row) {
            self.set_value(row, field, None);
        }
        for (_, field) in keys_of(&self.metas, row, 0) {
            self.set_meta(row, FieldId(field), None);
        }
        drop_of(&mut self.notes, row, FactId::new(Uuid::nil()));
        drop_of(&mut self.contacts, row, ContactId::new(Uuid::nil()));
        drop_of(&mut self.distincts, row, CustomerId::new(Uuid::nil()));
        for (_, id) in keys_of(&self.conflicts.all, row, FactId::new(Uuid::nil())) {
            self.set_conflict(row, id, None);
        }
        drop_of(&mut self.objections, row, FactId::new(Uuid::nil()));
        drop_of(&mut self.funnel, row, FactId::new(Uuid::nil()));
        for (_, id) in keys_of(&self.orders.all, row, OrderId::new(Uuid::nil())) {
            self.set_order(row, id, None);
        }
        for field in self.computed.fields_of(row) {
            self.computed.set(row, field, None);
        }
        touched.extend(self.path_of(row));
        self.dirty.extend(touched.iter().map(|&row| page_of(row)));
        self.revision.touch_standing();
        self.refresh(&touched);
        Some(row)
    }

    /// Forgets what is about no customer: products, rules, the budget and batches, but for those of sample data,
    /// which are nobody else's. All parts about the nil customer bring it back as it was.
    ///
    /// ```
    /// use jipan_book::Book;
    /// let mut book = Book::new();
    /// book.forget_shared();
    /// assert_eq!(book.digest(), Book::new().digest());
    /// ```
    pub fn forget_shared(&mut self) {
        self.products.clear();
        self.rules.clear();
        self.forget_budget();
        self.unseen_shared.clear();
        self.batches.retain(|_, it| it.info.kind == BatchKind::Sample);
        self.revision.touch_standing();
        self.refresh(&[]);
    }
}

/// The keys of what is kept of a row.
fn keys_of<K: Ord + Copy, V>(map: &BTreeMap<(u32, K), V>, row: Row, least: K) -> Vec<(u32, K)> {
    let end = (row.0.saturating_add(1), least);
    map.range((row.0, least)..end).map(|(key, _)| *key).collect()
}

fn drop_of<K: Ord + Copy, V>(map: &mut BTreeMap<(u32, K), V>, row: Row, least: K) {
    for key in keys_of(map, row, least) {
        map.remove(&key);
    }
}

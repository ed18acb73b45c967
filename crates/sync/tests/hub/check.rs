//! What must hold of the rows of an endpoint. Not here: how they came to be.

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::{Book, SharedPlace};
use jipan_rules::budget::Readers;
use jipan_rules::values::ids::CustomerId;
use jipan_sync::records::Records as _;
use jipan_sync::wire::ops::from_wire;
use jipan_sync::wire::{Scope, WireChange};

use super::kit::{COST, NOBODY, World};

impl World {
    /// All that must hold whatever happened: sums, numbers and rows follow from the parts.
    pub(crate) fn check(&mut self) {
        let mut sums: BTreeMap<Scope, (u64, u64)> = BTreeMap::new();
        let mut numbers: BTreeSet<(Scope, u64)> = BTreeSet::new();
        for (scope, row) in self.records.scopes().unwrap() {
            let parts = self.records.feed(scope, 0, usize::MAX).unwrap();
            for part in &parts {
                assert!(part.pos <= row.head, "beyond the head");
                assert!(numbers.insert((scope, part.pos)), "a number given twice");
                if scope != Scope::Company {
                    let of = self.records.customer(part.customer).unwrap().unwrap();
                    assert_eq!(of.scope, scope, "a part elsewhere than its customer");
                }
            }
            for gone in self.records.gone_from(scope, 0, u64::MAX).unwrap() {
                assert!(gone.pos <= row.head);
                assert!(numbers.insert((scope, gone.pos)), "a number given twice");
            }
        }
        let mut whole = Book::new();
        for (scope, row) in self.records.scopes().unwrap() {
            let (mut n, mut after) = (0, None);
            loop {
                let ids = self.records.customers_in(scope, after, 3).unwrap();
                after = ids.last().copied();
                if ids.is_empty() {
                    break;
                }
                for id in ids {
                    let book = self.book_of(id, &mut whole);
                    let found = self.records.customer(id).unwrap().unwrap();
                    assert_eq!(found.digest, book.digest_of_customer(id), "of its parts");
                    n += u64::from(found.digest != 0);
                    let sum = sums.entry(scope).or_default();
                    *sum =
                        (sum.0.wrapping_add(found.digest), sum.1.wrapping_add(found.digest_open));
                }
            }
            assert_eq!(row.n_customers, n);
            if scope == Scope::Company {
                let book = self.book_of(NOBODY, &mut whole);
                let open = book.digest_of_company(&|place| match place {
                    SharedPlace::Product(_, field, _) => field != COST,
                    SharedPlace::Rule(..) => true,
                    SharedPlace::Budget(key) => key.readers() == Readers::All,
                });
                let sum = (book.digest_of_company(&|_| true), open);
                assert_eq!((row.checksum, row.checksum_open), sum);
                continue;
            }
            let sum = sums.get(&scope).copied().unwrap_or_default();
            assert_eq!((row.checksum, row.checksum_open), sum);
        }
    }

    fn book_of(&mut self, id: CustomerId, whole: &mut Book) -> Book {
        let mut book = Book::new();
        for part in self.records.parts_of(id).unwrap() {
            let row = self.records.change(part.change).unwrap().unwrap();
            let head = serde_json::from_str(&row.head).unwrap();
            let ops = serde_json::from_str(&part.ops).unwrap();
            let change = from_wire(&WireChange { head, ops, is_state: false }).unwrap();
            let _applied = book.apply(&change);
            let _applied = whole.apply(&change);
        }
        book
    }
}

//! Batches of orders that are taken back and done again, in any order.

use jipan_book::{Action, BatchUndo, Book, Change, ChangeId, Op, OrderWrite, PlacedOrder, Stamp};
use jipan_book::{invert, invert_batch, order_id_of, product_id_of, split};
use jipan_rules::Uuid;
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, CustomerId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{customer, day};

const N_ORDERS: u8 = 4;

fn batch(nth: usize) -> BatchId {
    BatchId::new(Uuid::from_u128(5 + u128::try_from(nth).unwrap()))
}

fn number(nth: u8) -> String {
    format!("D{nth}")
}

fn place(nth: u8, version: i64, to: CustomerId) -> Op {
    let line =
        OrderLine { product: product_id_of("P1"), quantity: version, price: 1, amount: 1, pack: 1 };
    let placed = PlacedOrder {
        number: number(nth).into(),
        on: day(1),
        source: OrderSource::File,
        status: OrderStatus::Delivered,
        review: 0,
        lines: vec![line],
    };
    let write = OrderWrite::Place(Box::new(placed));
    Op::Order { id: order_id_of(&number(nth)), customer: to, write }
}

/// A tablet that takes in two files, takes them back and does them again.
#[derive(Default)]
struct Desk {
    book: Book,
    seq: u64,
    /// What each undo wrote, until it was done again.
    undone: [Option<Vec<Change>>; 2],
}

impl Desk {
    fn write(&mut self, action: Action, of: [Option<BatchId>; 2], ops: Vec<Op>) -> Vec<Change> {
        let replica = ReplicaId::new(1);
        let [batch, undoes_batch] = of;
        let made = |ops: Vec<Op>| {
            self.seq += 1;
            let change = Change {
                id: ChangeId { replica, seq: self.seq },
                stamp: Stamp::new(1_000 + self.seq, 0, replica),
                on: day(2),
                by: PersonId::new(Uuid::from_u128(9)),
                action,
                batch,
                undoes: None,
                undoes_batch,
                ops,
            };
            let _applied = self.book.apply(&change);
            change
        };
        split(ops).into_iter().map(made).collect()
    }

    fn imports(&mut self, nth: usize, orders: &[u8]) {
        self.imports_for(nth, orders, customer(1));
    }

    fn imports_for(&mut self, nth: usize, orders: &[u8], to: CustomerId) {
        let version = 1 + i64::try_from(nth).unwrap();
        let ops = orders.iter().map(|it| place(*it, version, to)).collect();
        self.write(Action::Import, [Some(batch(nth)), None], ops);
    }

    /// Takes a batch back, or does it again.
    fn turns(&mut self, nth: usize) {
        match self.undone.get_mut(nth).and_then(Option::take) {
            None => {
                let ops = invert_batch(&self.book, batch(nth));
                let written = self.write(Action::Undo, [None, Some(batch(nth))], ops);
                self.undone.get_mut(nth).unwrap().replace(written);
            }
            Some(changes) => {
                let ops: Vec<Op> =
                    changes.iter().rev().flat_map(|it| invert(it, &self.book)).collect();
                self.write(Action::Redo, [Some(batch(nth)), Some(batch(nth))], ops);
            }
        }
    }

    /// Whether an order stands with a customer that is in the lists.
    fn is_seen(&self, nth: u8) -> bool {
        self.book.all_orders().any(|(_, it)| {
            let row = self.book.row_of(self.book.survivor_of(it.customer)).unwrap();
            it.number == number(nth) && !it.is_gone && self.book.is_visible(row)
        })
    }

    fn has(&self, nth: u8) -> bool {
        self.book.order(order_id_of(&number(nth))).is_some_and(|it| !it.is_gone)
    }
}

fn orders() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::btree_set(0..N_ORDERS, 1..4).prop_map(|it| it.into_iter().collect())
}

proptest! {
    #[test]
    fn no_order_of_a_file_that_stands_is_lost_by_taking_another_back_and_doing_it_again(
        files in [orders(), orders()],
        before in prop::option::of(0_usize..1),
        turns in prop::collection::vec(0_usize..2, 0..9),
    ) {
        let mut desk = Desk::default();
        desk.write(Action::AddCustomer, [None; 2], vec![Op::Create { id: customer(1), values: Vec::new() }]);
        desk.imports(0, &files[0]);
        if let Some(nth) = before {
            desk.turns(nth);
        }
        desk.imports(1, &files[1]);
        for nth in turns {
            desk.turns(nth);
            for (file, undone) in files.iter().zip(&desk.undone) {
                for order in file.iter().filter(|_| undone.is_none()) {
                    prop_assert!(desk.has(*order), "order {} of {:?}", order, files);
                }
            }
        }
        if desk.undone.iter().all(Option::is_some) && files[0].iter().all(|it| !files[1].contains(it)) {
            prop_assert!((0..N_ORDERS).all(|it| !desk.has(it)), "no order of a file alone stays");
        }
    }

    #[test]
    fn no_order_that_stands_and_no_customer_of_one_is_lost_by_taking_two_files_back_in_any_order(
        files in [orders(), orders()],
        is_second_last in any::<bool>(),
        merge in prop::option::of(any::<bool>()),
        first in 0_usize..2,
    ) {
        let mut desk = Desk::default();
        let create = |nth| vec![Op::Create { id: customer(nth), values: Vec::new() }];
        desk.write(Action::Import, [Some(batch(0)), None], create(1));
        // The other file is about the same customer, or about one of its own that became the same.
        let other = customer(if merge.is_some() { 2 } else { 1 });
        if merge.is_some() {
            desk.write(Action::Import, [Some(batch(1)), None], create(2));
        }
        let turn = if is_second_last { [0, 1] } else { [1, 0] };
        for nth in turn {
            desk.imports_for(nth, &files[nth], if nth == 0 { customer(1) } else { other });
        }
        if let Some(is_first_kept) = merge {
            let (into, loser) = if is_first_kept { (1, 2) } else { (2, 1) };
            let (loser, into) = (customer(loser), Some(customer(into)));
            desk.write(Action::MergeCustomers, [None; 2], vec![Op::Merge { loser, into, was: None }]);
        }
        let second = 1 - first;
        // Both are taken back, then both are done again.
        for (nth, stands) in [
            (first, vec![second]), (second, vec![]), (second, vec![second]), (first, vec![0, 1]),
        ] {
            desk.turns(nth);
            for order in stands.iter().flat_map(|it| &files[*it]) {
                prop_assert!(desk.is_seen(*order), "order {} of {:?}", order, files);
            }
            for order in (0..N_ORDERS).filter(|it| desk.has(*it)) {
                prop_assert!(desk.is_seen(order), "the customer of order {} of {:?}", order, files);
            }
        }
    }

    #[test]
    fn a_batch_is_taken_back_alike_however_it_is_sliced(files in [orders(), orders()], n in 1_u32..4) {
        let mut desk = Desk::default();
        desk.imports(0, &files[0]);
        desk.imports(1, &files[1]);
        let mut undo = BatchUndo::new(batch(1));
        while undo.step(&desk.book, n) {}
        prop_assert_eq!(undo.finish(), invert_batch(&desk.book, batch(1)));
    }
}

#[test]
fn who_and_what_others_went_on_from_stays_when_the_file_that_brought_it_is_taken_back() {
    let (kept, gone) = (customer(2), customer(3));
    let product = |code, name: &str| Op::Product {
        id: product_id_of(code),
        field: fields::PRODUCT_NAME,
        from: None,
        value: Some(Value::Text(name.into())),
        was: None,
    };
    let mut desk = Desk::default();
    let create = |id| Op::Create { id, values: Vec::new() };
    let ops = vec![
        create(kept),
        create(gone),
        product("P1", "金叶"),
        product("P2", "利群"),
        place(1, 1, kept),
        place(2, 1, gone),
    ];
    desk.write(Action::Import, [Some(batch(0)), None], ops);
    desk.write(Action::AddOrder, [None; 2], vec![place(3, 1, kept)]);
    desk.turns(0);
    let is_visible = |id| desk.book.is_visible(desk.book.row_of(id).unwrap());
    assert!(is_visible(kept), "it has an order of another one");
    assert!(!is_visible(gone));
    assert!(desk.has(3) && !desk.has(1) && !desk.has(2));
    let name = |code| desk.book.product(product_id_of(code)).is_some();
    assert!(name("P1") && !name("P2"), "a product stays that an order names");
}

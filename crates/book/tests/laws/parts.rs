//! A change cut into parts, one for each customer, says the same.

use jipan_book::{
    Action, Book, Change, ChangeError, ChangeId, HistoryEntry, HistoryItem, LogRow, Op,
    SharedPlace, Stamp, entries_of, merge_history,
};
use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{any_changes, book_of, customer, day, seen};

/// All parts of a change, that of its batches last.
pub(crate) fn parts_of(change: &Change) -> Vec<Change> {
    let ids = change.customers().into_iter().chain([CustomerId::new(Uuid::nil())]);
    ids.filter_map(|id| change.part_about(id)).collect()
}

/// All parts about one customer.
fn parts_about(changes: &[Change], id: CustomerId) -> Vec<Change> {
    changes.iter().filter_map(|change| change.part_about(id)).collect()
}

fn told(changes: &[Change], of: CustomerId) -> Vec<HistoryEntry> {
    let entries = changes.iter().flat_map(entries_of);
    entries.filter_map(|(id, entry)| (id == of).then_some(entry)).collect()
}

/// A change without every second field of those whom it creates.
fn reduced(change: &Change) -> Change {
    let mut change = change.clone();
    for op in &mut change.ops {
        if let Op::Create { values, .. } = op {
            values.retain(|(field, _)| field.0 % 2 == 0);
        }
    }
    change
}

proptest! {
    #[test]
    fn history_tells_a_change_and_its_parts_once(changes in any_changes(8), nth in 1_u128..6) {
        let id = customer(nth);
        let whole = merge_history([], told(&changes, id));
        let parts = told(&parts_about(&changes, id), id);
        let entries = |list: &[HistoryEntry]| {
            list.iter().map(|it| (it.stamp, it.change, it.item.clone())).collect::<Vec<_>>()
        };
        let both = merge_history([whole.clone()], parts.clone());
        let mut sorted = (entries(&both), entries(&whole));
        let key = |it: &(Stamp, ChangeId, HistoryItem)| format!("{it:?}");
        sorted.0.sort_by_key(key);
        sorted.1.sort_by_key(key);
        prop_assert_eq!(sorted.0, sorted.1);
        let turned = merge_history([parts], told(&changes, id));
        prop_assert_eq!(turned.len(), whole.len());
    }

    #[test]
    fn all_parts_in_any_order_give_the_book_of_the_changes(
        (changes, parts) in any_changes(14).prop_flat_map(|changes| {
            let parts: Vec<Change> = changes.iter().flat_map(parts_of).collect();
            (Just(changes), Just(parts).prop_shuffle())
        }),
    ) {
        let (whole, cut) = (book_of(&changes), book_of(&parts));
        prop_assert_eq!(whole.digest(), cut.digest());
        prop_assert_eq!(seen(&whole), seen(&cut));
        prop_assert_eq!(whole.n_customers(), cut.n_customers());
    }

    #[test]
    fn a_copy_that_lacks_some_values_of_a_creation_costs_nothing_once_the_whole_is_here(
        (changes, all) in any_changes(14).prop_flat_map(|changes| {
            let all: Vec<Change> = changes.iter().cloned().chain(changes.iter().map(reduced)).collect();
            (Just(changes), Just(all).prop_shuffle())
        }),
    ) {
        let (whole, both) = (book_of(&changes), book_of(&all));
        prop_assert_eq!(whole.digest(), both.digest());
        prop_assert_eq!(seen(&whole), seen(&both));
    }

    #[test]
    fn the_parts_about_a_customer_are_all_that_its_digest_rests_on(changes in any_changes(14)) {
        let whole = book_of(&changes);
        let mut sum = 0_u64;
        for id in (1..6).map(customer) {
            let digest = whole.digest_of_customer(id);
            sum = sum.wrapping_add(digest);
            prop_assert_eq!(book_of(&parts_about(&changes, id)).digest_of_customer(id), digest);
            prop_assert_eq!(digest == 0, whole.row_of(id).is_none_or(|row| whole.origin(row).is_none()));
        }
        prop_assert_eq!(whole.digest_of_created(0..whole.n_rows()), sum);
    }

    #[test]
    fn a_customer_forgotten_leaves_no_trace_and_comes_back_with_its_parts(
        changes in any_changes(14),
        nth in 1_u128..6,
        is_reloaded: bool,
    ) {
        let before = book_of(&changes);
        let mut book = before.clone();
        let id = customer(nth);
        let row = book.forget(id);
        prop_assert_eq!(row, before.row_of(id));
        let Some(row) = row else { return Ok(()) };
        prop_assert_eq!(book.digest_of_customer(id), 0);
        prop_assert!(!book.is_visible(row) && book.filled_fields(row).is_empty());
        prop_assert_eq!((book.notes(row).count(), book.merge_by(row)), (0, None));
        let mut rebuilt = book.clone();
        rebuilt.rebuild();
        prop_assert_eq!(rebuilt.n_customers(), book.n_customers());
        let others = before.digest_of_created(0..before.n_rows()).wrapping_sub(before.digest_of_customer(id));
        prop_assert_eq!(book.digest_of_created(0..book.n_rows()), others);
        if is_reloaded {
            let mut read = Book::new();
            let _ = read.load_header(&book.encode_header());
            for page in 0..book.n_pages() {
                let _ = read.load_page(&book.encode_page(page).unwrap());
            }
            book = read;
        }
        for part in parts_about(&changes, id) {
            let _ = book.apply(&part);
        }
        prop_assert_eq!(book.digest(), before.digest());
        prop_assert_eq!(seen(&book), seen(&before));
        prop_assert_eq!(book.n_customers(), before.n_customers());
    }

    #[test]
    fn what_is_about_no_customer_is_forgotten_and_told_again(
        changes in any_changes(10),
        is_folded in any::<bool>(),
    ) {
        let nobody = CustomerId::new(Uuid::nil());
        let before = book_of(&changes);
        let mut book = before.clone();
        prop_assert_eq!(book.forget(nobody), None);
        prop_assert_eq!(book.digest_of_company(&|_| true), Book::new().digest());
        prop_assert_eq!(book.products().count() + book.rules().len() + book.budget().len(), 0);
        let n = book.n_rows();
        prop_assert_eq!(book.digest_of_created(0..n), before.digest_of_created(0..n));
        if is_folded {
            let mut read = Book::new();
            read.load_header(&book.encode_header()).unwrap();
            for page in 0..book.n_pages() {
                let _ = read.load_page(&book.encode_page(page).unwrap());
            }
            book = read;
        }
        for part in parts_about(&changes, nobody) {
            let _ = book.apply(&part);
        }
        prop_assert_eq!(book.digest(), before.digest());
    }

    #[test]
    fn what_one_does_not_read_adds_nothing_to_what_the_company_shares(changes in any_changes(10)) {
        let field = |op: &Op| if let Op::Product { field, .. } = op { Some(*field) } else { None };
        let fields: Vec<_> = changes.iter().flat_map(|it| &it.ops).filter_map(field).collect();
        for hidden in fields {
            let open = |change: &Change| {
                let mut change = change.clone();
                change.ops.retain(|op| field(op) != Some(hidden));
                change
            };
            let open: Vec<Change> = changes.iter().map(open).collect();
            let (all, open) = (book_of(&changes), book_of(&open));
            let read = |place| !matches!(place, SharedPlace::Product(_, field, _) if field == hidden);
            let read = all.digest_of_company(&read);
            prop_assert_eq!(read, open.digest_of_company(&|_| true));
            prop_assert_ne!(all.digest_of_batches(), open.digest_of_batches());
        }
    }

    #[test]
    fn a_customer_forgotten_and_stamped_anew_has_the_new_stamps_only(
        changes in any_changes(8),
        nth in 1_u128..6,
    ) {
        let id = customer(nth);
        let later = |change: Change| {
            let stamp = change.stamp;
            change.restamped(Stamp::new(stamp.ms() + 100, stamp.counter(), stamp.replica()))
        };
        let parts: Vec<Change> = parts_about(&changes, id).into_iter().map(later).collect();
        let mut book = book_of(&changes);
        book.forget(id);
        for part in &parts {
            let _ = book.apply(part);
        }
        prop_assert_eq!(book.digest_of_customer(id), book_of(&parts).digest_of_customer(id));
    }

    #[test]
    fn a_row_of_the_log_survives_its_bytes(
        (changes, n, judged_to) in (any_changes(4), 0_u128..4, any::<Option<u64>>()),
    ) {
        let forget = LogRow::Forget { customers: (0..n).map(customer).collect(), judged_to };
        let own = changes.iter().cloned().map(LogRow::Own);
        let arrived = changes.iter().cloned().map(LogRow::Arrived);
        for row in own.chain(arrived).chain([forget]) {
            let bytes = row.encode().unwrap();
            prop_assert_eq!(LogRow::decode(&bytes).unwrap(), row);
            prop_assert!(LogRow::decode(&bytes[..bytes.len() - 1]).is_err());
        }
        for change in changes {
            prop_assert_eq!(LogRow::Own(change.clone()).encode(), change.encode());
        }
    }
}

#[test]
fn bytes_of_no_row_of_the_log_have_a_name() {
    assert_eq!(LogRow::decode(&[]), Err(ChangeError::Empty));
    assert_eq!(LogRow::decode(&[0x50]), Err(ChangeError::Empty));
    assert_eq!(LogRow::decode(&[0x53]), Err(ChangeError::NewerLayout { layout: 0x53 }));
    assert_eq!(LogRow::decode(&[0x50, 9]), Err(ChangeError::NewerLayout { layout: 9 }));
    assert!(matches!(LogRow::decode(&[0x51, 0, 0]), Err(ChangeError::Damaged { .. })));
}

fn made(seq: u64, ms: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(ms, 0, replica),
        on: day(0),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::EditField,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

#[test]
fn a_stamp_given_anew_is_all_that_changes() {
    let change = made(1, 5, Vec::new());
    let stamp = Stamp::new(9, 2, ReplicaId::new(1));
    assert_eq!(change.clone().restamped(stamp), Change { stamp, ..change });
}

#[test]
fn history_keeps_the_reason_and_the_stamp_that_came_last() {
    let id = customer(1);
    let create = made(1, 5, vec![Op::Create { id, values: Vec::new() }]);
    let mut book = book_of([&create]);
    let value = Some(Value::Integer(40));
    let put = book.put(id, fields::AREA, value, Some("量过".into()));
    let own = made(2, 9, vec![Op::Restore { id: customer(2) }, put]);
    let arrived = own.part_about(id).unwrap().restamped(Stamp::new(7, 0, ReplicaId::new(1)));
    let _ = book.apply(&arrived);
    let state = book.parts_of(0..book.n_rows());
    for (list, wanted) in [
        (vec![own.clone(), arrived.clone()], arrived.stamp),
        (vec![own.clone(), arrived, state[1].clone()], state[1].stamp),
        (vec![state[1].clone(), own.clone()], own.stamp),
    ] {
        let [entry] = &merge_history([], told(&list, id))[..] else { panic!("told once") };
        assert_eq!(entry.stamp, wanted);
        let said =
            matches!(&entry.item, HistoryItem::Set { reason: Some(text), .. } if &**text == "量过");
        assert!(said, "{entry:?}");
    }
}

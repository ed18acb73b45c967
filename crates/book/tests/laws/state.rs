//! What stands of a book, told as changes, gives the same customers.

use std::collections::BTreeSet;
use std::ops::Range;

use jipan_book::{Action, Book, CHANGE_BYTES_MAX, CHANGE_RECORDS_MAX, Change, ChangeId, Op, Stamp};
use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{any_changes, book_of, day, seen};

/// The rows of a book in pieces, which some begin again before their end.
fn pieces(book: &Book, cuts: &[u32]) -> Vec<Range<u32>> {
    let n = book.n_rows();
    let mut cuts: Vec<u32> = cuts.iter().map(|cut| cut % (n + 1)).chain([0, n]).collect();
    cuts.sort_unstable();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    pairs.map(|(&from, &to)| from.saturating_sub(from % 2)..to).collect()
}

fn created(book: &Book) -> u64 {
    book.digest_of_created(0..book.n_rows())
}

/// Every name that a product ever had, also of those that were overwritten on their day.
fn names(book: &Book) -> Vec<Vec<&str>> {
    book.products().map(|it| it.names().collect()).collect()
}

proptest! {
    #[test]
    fn the_state_of_all_rows_gives_the_same_customers_in_any_order(
        (changes, cuts, seed) in (any_changes(14), prop::collection::vec(any::<u32>(), 0..5), any::<u64>()),
    ) {
        let book = book_of(&changes);
        let mut told: Vec<Change> =
            pieces(&book, &cuts).into_iter().flat_map(|rows| book.parts_of(rows)).collect();
        shuffle(&mut told, seed);
        let copy = book_of(&told);
        prop_assert_eq!(created(&copy), created(&book));
        prop_assert_eq!(seen(&copy), seen(&book));
        prop_assert_eq!(copy.n_customers(), book.n_customers());
        for change in &told {
            let by: Vec<&Change> = changes.iter().filter(|it| it.id == change.id).collect();
            let [whole] = by[..] else { panic!("{:?} was never made", change.id) };
            prop_assert_eq!(&Change { ops: Vec::new(), ..whole.clone() }, &Change { ops: Vec::new(), ..change.clone() });
        }
        // Told again over the whole changes, it changes nothing.
        let mut both = book.clone();
        for change in &told {
            let _ = both.apply(change);
        }
        prop_assert_eq!(both.digest(), book.digest());
        prop_assert_eq!(both.parts_of_batches(), book.parts_of_batches());
        let batches = book_of(&book.parts_of_batches());
        prop_assert_eq!(batches.digest_of_batches(), book.digest_of_batches());
        prop_assert_eq!(names(&batches), names(&book));
    }

    #[test]
    fn of_several_parts_for_one_customer_with_one_id_any_one_is_enough(
        (changes, seed) in (any_changes(14), any::<u64>()),
    ) {
        let book = book_of(&changes);
        // Row by row, so that what is told of two rows is told in two pieces.
        let told = (0..book.n_rows()).flat_map(|row| book.parts_of(row..row + 1));
        let mut parts: Vec<(CustomerId, Change)> = told.flat_map(|change| {
            let ids = change.customers();
            ids.into_iter().map(|id| (id, change.part_about(id).unwrap())).collect::<Vec<_>>()
        }).collect();
        shuffle(&mut parts, seed);
        let mut taken: BTreeSet<(CustomerId, ChangeId)> = BTreeSet::new();
        let mut copy = Book::new();
        for (id, part) in &parts {
            if taken.insert((*id, part.id)) {
                let _ = copy.apply(part);
            }
        }
        prop_assert_eq!(created(&copy), created(&book));
        prop_assert_eq!(seen(&copy), seen(&book));
    }

    #[test]
    fn the_state_goes_on_as_the_changes_would(changes in any_changes(14), n in 0_usize..14) {
        let (first, rest) = changes.split_at(n.min(changes.len()));
        let book = book_of(first);
        let told = book.parts_of(0..book.n_rows());
        let (whole, copy) = (book_of(first.iter().chain(rest)), book_of(told.iter().chain(rest)));
        prop_assert_eq!(created(&copy), created(&whole));
        prop_assert_eq!(seen(&copy), seen(&whole));
    }
}

/// A permutation that follows from a number.
fn shuffle<T>(list: &mut [T], mut seed: u64) {
    for end in (1..list.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(seed >> 33).unwrap() % (end + 1);
        list.swap(at, end);
    }
}

fn made(seq: u64, action: Action, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(seq, 0, replica),
        on: day(1),
        by: PersonId::new(Uuid::from_u128(9)),
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

#[test]
fn an_import_under_one_change_is_told_in_changes_that_keep_the_limits() {
    let id = |n: u128| CustomerId::new(Uuid::from_u128(n));
    let remark = Value::Text("远".repeat(600).into());
    let create = |n| Op::Create { id: id(n), values: vec![(fields::REMARK, remark.clone())] };
    let import = made(1, Action::Import, (1..=450).map(create).collect());
    let deletions =
        made(2, Action::BulkEdit, (1..=450).map(|n| Op::Delete { id: id(n) }).collect());
    let book = book_of([&import, &deletions]);
    let told = book.parts_of(0..book.n_rows());
    let of = |change: &Change| told.iter().filter(|it| it.id == change.id).count();
    assert_eq!((of(&import), of(&deletions)), (14, 3));
    for change in &told {
        assert!(change.customers().len() <= CHANGE_RECORDS_MAX);
        assert!(change.encode().unwrap().len() <= CHANGE_BYTES_MAX);
    }
    assert!(told.is_sorted_by_key(|change| change.stamp), "the first written comes first");
    assert_eq!(created(&book_of(&told)), created(&book));
}

#[test]
fn a_merge_is_told_whole_whichever_row_is_asked_for() {
    let [stays, goes] = [1, 2].map(crate::any::customer);
    let create = |seq, id| made(seq, Action::AddCustomer, vec![Op::Create { id, values: vec![] }]);
    let mut book = book_of(&[create(1, stays), create(2, goes)]);
    let mut ops = vec![book.merge(goes, stays)];
    ops.push(book.put(stays, fields::AREA, Some(Value::Integer(40)), None));
    let merge = made(3, Action::MergeCustomers, ops);
    let _ = book.apply(&merge);
    for rows in [0..1, 1..2, 0..2] {
        let told = book.parts_of(rows);
        let merges: Vec<&Change> = told.iter().filter(|it| it.id == merge.id).collect();
        let [told] = merges[..] else { panic!("{merges:?}") };
        let n = |id| told.part_about(id).unwrap().ops.len();
        assert_eq!((n(stays), n(goes)), (2, 1));
    }
    book.forget(goes);
    assert_eq!(book.parts_of(1..2), [], "of what was forgotten nothing is told");
}

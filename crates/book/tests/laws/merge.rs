//! A book is a function of the set of its changes.

use jipan_book::{Book, Change, ChangeError};
use jipan_rules::completeness::completeness;
use proptest::prelude::*;

use crate::any::{any_changes, book_of, in_order, seen};
use crate::any_trade::seen_shared;

proptest! {
    #[test]
    fn any_order_and_any_repetition_give_the_same_book(
        (changes, delivered) in any_changes(14).prop_flat_map(|changes| {
            let twice: Vec<Change> = changes.iter().chain(&changes).cloned().collect();
            (Just(changes), Just(twice).prop_shuffle())
        }),
    ) {
        let (sent, received) = (book_of(&changes), book_of(&delivered));
        prop_assert_eq!(sent.digest(), received.digest());
        prop_assert_eq!(seen_shared(&sent), seen_shared(&received));
        prop_assert_eq!(seen(&sent), seen(&received));
        prop_assert_eq!(sent.n_customers(), received.n_customers());
    }

    #[test]
    fn pages_in_the_middle_change_nothing(
        (changes, delivered) in any_changes(14).prop_flat_map(|changes| {
            (Just(changes.clone()), Just(changes).prop_shuffle())
        }),
        cut in 0_usize..14,
    ) {
        let (folded, tail) = delivered.split_at(cut.min(delivered.len()));
        let mut before = book_of(folded);
        before.rebuild();
        let mut after = Book::new();
        after.load_header(&before.encode_header()).unwrap();
        for page in 0..before.n_pages() {
            after.load_page(&before.encode_page(page).unwrap()).unwrap();
        }
        prop_assert_eq!(after.digest(), before.digest());
        // Changes already folded come again after a crash between writing pages and cutting the log.
        for change in folded.iter().rev().take(2).chain(tail) {
            let _ = after.apply(change);
        }
        prop_assert_eq!(after.digest(), book_of(&changes).digest());
        prop_assert_eq!(seen(&after), seen(&book_of(&changes)));
    }

    #[test]
    fn what_is_maintained_equals_what_is_built_from_nothing(changes in any_changes(14)) {
        let maintained = book_of(&changes);
        let mut rebuilt = maintained.clone();
        rebuilt.rebuild();
        prop_assert_eq!(maintained.n_customers(), rebuilt.n_customers());
        for row in maintained.rows() {
            prop_assert_eq!(maintained.months(row), rebuilt.months(row));
            let derived = maintained.derived(row);
            prop_assert_eq!(derived, rebuilt.derived(row));
            if maintained.origin(row).is_none() {
                continue;
            }
            let by_rule = completeness(maintained.customer_type(row), |it| maintained.is_filled(row, it));
            prop_assert_eq!(derived.filled, by_rule.value.groups.map(|group| group.filled));
            prop_assert_eq!(derived.applicable, by_rule.value.groups.map(|group| group.applicable));
        }
    }

    #[test]
    fn a_change_taken_out_again_leaves_no_trace(changes in any_changes(14), n_kept in 0_usize..14) {
        let (kept, pending) = changes.split_at(n_kept.min(changes.len()));
        let before = book_of(kept);
        let mut book = before.clone();
        let applied: Vec<_> = pending.iter().map(|change| book.apply(change)).collect();
        for applied in applied.into_iter().rev() {
            book.revert(applied);
        }
        prop_assert_eq!(book.digest(), before.digest());
        prop_assert_eq!(seen(&book), seen(&before));
        prop_assert_eq!(seen_shared(&book), seen_shared(&before));
        prop_assert_eq!(book.n_customers(), before.n_customers());
        for row in before.rows() {
            prop_assert_eq!(book.id_of(row), before.id_of(row));
            prop_assert_eq!(book.derived(row), before.derived(row));
        }
        for change in pending {
            let _ = book.apply(change);
        }
        prop_assert_eq!(book.digest(), book_of(&changes).digest());
    }

    #[test]
    fn the_last_value_written_is_the_one_shown(changes in any_changes(14)) {
        use jipan_book::Op;
        let ordered = in_order(changes);
        let book = book_of(&ordered);
        if let Some((change, Op::Put { id, field, value, .. })) =
            ordered.last().and_then(|change| Some((change, change.ops.last()?)))
        {
            let row = book.row_of(*id).unwrap();
            let shown = book.value(row, *field);
            let is_cleaned = matches!(value, Some(jipan_rules::value::Value::Text(text)) if text.contains('\0'));
            prop_assert!(is_cleaned || shown == *value);
            prop_assert_eq!(book.field_meta(row, *field).unwrap().writer.change, change.id);
        }
    }

    #[test]
    fn a_change_survives_its_bytes(changes in any_changes(4)) {
        for change in changes {
            prop_assert_eq!(Change::decode(&change.encode().unwrap()).unwrap(), change);
        }
    }

    #[test]
    fn damaged_bytes_of_a_change_are_an_error_or_a_change(
        changes in any_changes(3),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = changes[0].encode().unwrap();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(change) = Change::decode(&bytes) {
            let _ = book_of([&change]).digest();
        }
        let _ = Change::decode(&bytes[..cut.index(bytes.len())]);
    }
}

#[test]
fn a_change_of_a_newer_program_is_named() {
    assert_eq!(Change::decode(&[7, 0]), Err(ChangeError::NewerLayout { layout: 7 }));
    assert_eq!(Change::decode(&[]), Err(ChangeError::Empty));
}

//! What a tablet computes is shown, and is in nothing that is written or compared: another tablet may
//! not have computed it yet.

use jipan_book::merging::{fields_to_pick, merge_ops, separate_ops};
use jipan_book::{Book, Row};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;
use proptest::prelude::*;

use crate::any::{any_changes, book_of, in_order};

/// Computes other texts than the ones written, for all that is written as text, and an own tier.
fn compute(book: &mut Book) {
    let rows: Vec<Row> = book.rows().collect();
    for row in &rows {
        for field in book.filled_fields(*row) {
            if book.text(*row, field).is_some() {
                book.set_computed(*row, field, Some(Value::Text("算出".into())));
            }
        }
        book.set_computed(*row, fields::TIER, Some(Value::Integer(i64::from(row.0 % 8) + 1)));
    }
    book.end_computed(&rows);
}

/// The writes of whatever can be asked of two customers.
fn merges(book: &Book, [stays, goes]: [CustomerId; 2]) -> Vec<jipan_book::Op> {
    let rows = [stays, goes].map(|id| book.row_of(id).unwrap());
    let taken = fields_to_pick(book, rows[0], rows[1]);
    let mut ops = merge_ops(book, stays, goes, &taken);
    ops.extend(separate_ops(book, goes));
    ops
}

proptest! {
    #[test]
    fn what_is_computed_is_in_no_sum_no_part_and_no_write(changes in any_changes(14)) {
        let changes = in_order(changes);
        let plain = book_of(&changes);
        let mut computing = Book::new();
        for change in &changes {
            let _ = computing.apply(change);
            compute(&mut computing);
        }
        prop_assert_eq!(computing.digest(), plain.digest());
        let all = 0..plain.n_rows();
        prop_assert_eq!(computing.parts_of(all.clone()), plain.parts_of(all));
        let ids: Vec<CustomerId> = plain.rows().filter_map(|row| plain.id_of(row)).collect();
        for pair in ids.windows(2) {
            let pair = [pair[0], pair[1]];
            prop_assert_eq!(merges(&computing, pair), merges(&plain, pair));
        }
        for row in plain.rows() {
            let id = plain.id_of(row).unwrap();
            for field in plain.filled_fields(row) {
                let value = Some(Value::Text("新".into()));
                prop_assert_eq!(
                    computing.put(id, field, value.clone(), None),
                    plain.put(id, field, value, None)
                );
            }
        }
    }
}

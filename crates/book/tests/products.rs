//! Products as they stand on a day, also as earlier versions wrote them.
#![expect(clippy::unwrap_used, reason = "helpers of tests may stop the test")]

use jipan_book::{Action, Book, Change, ChangeId, Op, Stamp, product_id_of};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

fn day(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
}

/// A book of one product, with these texts one after the other.
fn book_of(texts: &[(FieldId, Option<NaiveDate>, Option<&str>)]) -> Book {
    let (mut book, replica, id) = (Book::new(), ReplicaId::new(1), product_id_of("P1"));
    for (seq, (field, from, text)) in (1..).zip(texts) {
        let value = text.map(|it| Value::Text(it.into()));
        let change = Change {
            id: ChangeId { replica, seq },
            stamp: Stamp::new(seq, 0, replica),
            on: day(11),
            by: PersonId::new(Uuid::nil()),
            action: Action::EditProduct,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops: vec![book.put_product(id, *field, *from, value)],
        };
        assert!(matches!(change.ops[..], [Op::Product { .. }]));
        drop(book.apply(&change));
    }
    book
}

fn names_of(book: &Book) -> Vec<&str> {
    book.product(product_id_of("P1")).unwrap().names().collect()
}

fn on(book: &Book, month: u32) -> (&str, Option<&str>) {
    let product = book.product(product_id_of("P1")).unwrap();
    (product.name_on(day(month)), product.unit_on(day(month)))
}

#[test]
fn a_name_and_a_unit_without_a_day_hold_until_the_first_that_has_one() {
    let name = fields::PRODUCT_NAME;
    let book = book_of(&[
        (name, None, Some("金叶")),
        (name, None, Some("利群")),
        (fields::PRODUCT_UNIT, None, Some("条")),
        (name, Some(day(6)), Some("中华")),
        (fields::PRODUCT_UNIT, Some(day(6)), Some("包")),
    ]);
    assert_eq!([on(&book, 5), on(&book, 6)], [("利群", Some("条")), ("中华", Some("包"))]);
    assert_eq!(names_of(&book), ["金叶", "利群", "中华"], "what was overwritten is known too");
    let header = book.encode_header();
    let mut again = Book::new();
    again.load_header(&header).unwrap();
    assert_eq!((on(&again, 6), names_of(&again)), (on(&book, 6), names_of(&book)));
}

#[test]
fn a_name_that_was_taken_back_never_was_one_and_the_first_holds_before_its_day() {
    let name = fields::PRODUCT_NAME;
    let book = book_of(&[
        (name, Some(day(3)), Some("金叶")),
        (name, Some(day(6)), Some("利群")),
        (name, Some(day(6)), None),
    ]);
    assert_eq!((on(&book, 1).0, on(&book, 6).0), ("金叶", "金叶"));
    assert_eq!(names_of(&book), ["金叶"]);
    let only_code = book_of(&[(fields::PRODUCT_CODE, None, Some("P1"))]);
    assert_eq!(on(&only_code, 6).0, "P1", "without a name by its code");
}

#[test]
fn before_its_first_unit_a_product_is_counted_in_that_one() {
    let unit = fields::PRODUCT_UNIT;
    let book = book_of(&[(unit, Some(day(3)), Some("条")), (unit, Some(day(6)), Some("包"))]);
    assert_eq!([1, 3, 6].map(|month| on(&book, month).1), [Some("条"), Some("条"), Some("包")]);
    let none = book_of(&[(fields::PRODUCT_NAME, None, Some("金叶")), (unit, Some(day(3)), None)]);
    assert_eq!(on(&none, 3).1, None);
}

//! Products as they stand on a day, also as earlier versions wrote them.
#![expect(clippy::unwrap_used, reason = "helpers of tests may stop the test")]

use jipan_book::{Action, Book, Change, ChangeId, Op, Stamp, invert, product_id_of};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

fn day(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
}

/// A change that was made as the `seq`th of all.
fn change(seq: u64, action: Action, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(seq, 0, replica),
        on: day(11),
        by: PersonId::new(Uuid::nil()),
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

/// A book of one product, with these texts one after the other.
fn book_of(texts: &[(FieldId, Option<NaiveDate>, Option<&str>)]) -> Book {
    let (mut book, id) = (Book::new(), product_id_of("P1"));
    for (seq, (field, from, text)) in (1..).zip(texts) {
        let value = text.map(|it| Value::Text(it.into()));
        let op = book.put_product(id, *field, *from, value);
        assert!(matches!(op, Op::Product { .. }));
        drop(book.apply(&change(seq, Action::EditProduct, vec![op])));
    }
    book
}

/// A change that names the product for its first day, by somebody who knew of no other name for it.
fn renames(seq: u64, name: &str) -> Change {
    let (id, value) = (product_id_of("P1"), Some(Value::Text(name.into())));
    let op = Book::new().put_product(id, fields::PRODUCT_NAME, Some(day(6)), value);
    change(seq, Action::EditProduct, vec![op])
}

/// A book of these changes, each taken in twice.
fn taken_in(changes: &[&Change]) -> Book {
    let mut book = Book::new();
    for change in changes.iter().chain(changes) {
        drop(book.apply(change));
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

#[test]
fn of_names_for_one_day_the_latest_holds_and_all_are_known_in_whatever_order_they_come() {
    let [one, two, three] = [(1, "金叶"), (2, "利群"), (3, "中华")].map(|(n, it)| renames(n, it));
    let orders = [[&one, &two, &three], [&three, &two, &one], [&two, &three, &one]];
    let first = taken_in(&orders[0]);
    for order in orders {
        let book = taken_in(&order);
        assert_eq!((on(&book, 6).0, names_of(&book)), ("中华", vec!["金叶", "利群", "中华"]));
        let earlier = book.product(product_id_of("P1")).unwrap().earlier(fields::PRODUCT_NAME);
        let texts = ["利群", "金叶"].map(|it| (day(11), Value::Text(it.into())));
        assert_eq!(earlier, texts, "the latest first");
        assert_eq!((book.digest(), book.encode_header()), (first.digest(), first.encode_header()));
        let mut again = Book::new();
        again.load_header(&book.encode_header()).unwrap();
        assert_eq!((on(&again, 6), names_of(&again)), (on(&book, 6), names_of(&book)));
    }
}

#[test]
fn a_name_that_could_not_be_saved_leaves_the_names_as_they_were() {
    let mut book = taken_in(&[&renames(1, "金叶"), &renames(2, "利群")]);
    let before = book.encode_header();
    let applied = book.apply(&renames(3, "中华"));
    assert_eq!(names_of(&book), ["金叶", "利群", "中华"]);
    book.revert(applied);
    assert_eq!((book.encode_header(), names_of(&book)), (before, vec!["金叶", "利群"]));
}

#[test]
fn a_name_taken_back_leaves_the_one_before_also_where_its_writer_had_not_seen_that() {
    let [two, three] = [renames(2, "利群"), renames(3, "中华")];
    let mut book = taken_in(&[&renames(1, "金叶"), &two, &three]);
    let undo = change(4, Action::Undo, invert(&three, &book));
    drop(book.apply(&undo));
    assert_eq!((on(&book, 6).0, names_of(&book)), ("利群", vec!["金叶", "利群"]));
    assert_eq!(invert(&two, &book), [], "another one spoke since");
    let redo = change(5, Action::Redo, invert(&undo, &book));
    drop(book.apply(&redo));
    assert_eq!(on(&book, 6).0, "中华");
    let again = change(6, Action::Undo, invert(&redo, &book));
    drop(book.apply(&again));
    assert_eq!(on(&book, 6).0, "利群");
}

#[test]
fn a_name_taken_back_by_who_had_not_seen_a_later_one_leaves_that_one_known() {
    let (two, three) = (renames(2, "利群"), renames(3, "中华"));
    let code = change(1, Action::EditProduct, {
        let value = Some(Value::Text("P1".into()));
        vec![Book::new().put_product(product_id_of("P1"), fields::PRODUCT_CODE, None, value)]
    });
    for before in [code, renames(1, "金叶")] {
        let before = [before];
        let mut all: Vec<&Change> = before.iter().chain([&two]).collect();
        let undo = change(4, Action::Undo, invert(&two, &taken_in(&all)));
        all.extend([&three, &undo]);
        let first = names_of(&taken_in(&[&before[0]])).first().map(|_| "金叶");
        let names: Vec<&str> = first.into_iter().chain(["中华"]).chain(first).collect();
        for _ in 0..all.len() {
            all.rotate_left(1);
            let book = taken_in(&all);
            assert_eq!(names_of(&book), names);
            let earlier = book.product(product_id_of("P1")).unwrap().earlier(fields::PRODUCT_NAME);
            assert_eq!(earlier.first().map(|(_, it)| it), Some(&Value::Text("中华".into())));
        }
    }
}

#[test]
fn a_name_that_was_stamped_anew_is_known_once() {
    let mut anew = renames(2, "利群");
    anew.stamp = Stamp::new(5, 0, ReplicaId::new(1));
    let mut book = taken_in(&[&renames(1, "金叶"), &renames(2, "利群"), &anew]);
    assert_eq!(names_of(&book), ["金叶", "利群"]);
    let undo = change(6, Action::Undo, invert(&anew, &book));
    drop(book.apply(&undo));
    assert_eq!(on(&book, 6).0, "金叶");
}

#[test]
fn what_stands_of_a_product_is_told_with_every_name_of_a_day() {
    let [one, two, three] = [(1, "金叶"), (2, "利群"), (3, "中华")].map(|(n, it)| renames(n, it));
    let book = taken_in(&[&three, &one, &two]);
    let told = book.parts_of_batches();
    let copy = taken_in(&told.iter().collect::<Vec<_>>());
    assert_eq!(names_of(&copy), ["金叶", "利群", "中华"]);
    assert_eq!(copy.parts_of_batches(), told);
}

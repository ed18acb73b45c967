//! Prices, names and rules that were written more than once for one first day: who had seen what, how it
//! is decided, and what held at any instant.
#![expect(clippy::unwrap_used, reason = "helpers of tests may stop the test")]

use jipan_book::{
    Action, Book, Change, ChangeId, Op, SharedChoice, SharedConflict, SharedPlace, SharedValue,
    Stamp, invert, product_id_of,
};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use proptest::prelude::*;

fn day(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
}

/// A change of a device at an instant, its number among those of the device.
fn made(device: u64, at: u64, action: Action, op: Op) -> Change {
    let replica = ReplicaId::new(device << 8);
    Change {
        id: ChangeId { replica, seq: at },
        stamp: Stamp::new(at, 0, replica),
        on: day(11),
        by: PersonId::new(Uuid::from_u128(u128::from(device))),
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![op],
    }
}

const PLACE: (FieldId, u32) = (fields::PRODUCT_PRICE, 12);

/// The write of a price as a device makes it that knows of one.
fn price(value: Option<i64>, was: Option<i64>) -> Op {
    let [value, was] = [value, was].map(|it| it.map(Value::Integer));
    let (field, from) = (PLACE.0, Some(day(PLACE.1)));
    Op::Product { id: product_id_of("P1"), field, from, value, was }
}

fn book_of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Book {
    let mut book = Book::new();
    for change in changes {
        drop(book.apply(change));
    }
    book
}

fn number(value: SharedValue<'_>) -> Option<i64> {
    if let SharedValue::Product(Some(Value::Integer(n))) = value { Some(*n) } else { None }
}

/// What shows and what was lost, with the devices.
fn asked(book: &Book) -> Vec<[(Option<i64>, u64); 2]> {
    let side =
        |it: jipan_book::SharedSide<'_>| (number(it.value), it.writer.change.replica.number() >> 8);
    book.shared_conflicts().iter().map(|it| [side(it.shown), side(it.lost)]).collect()
}

fn shown(book: &Book) -> Option<i64> {
    book.price_on(product_id_of("P1"), day(12))
}

/// Two prices for one day by two who had not met, over one that both knew.
fn unseen() -> [Change; 3] {
    let known = made(1, 1, Action::EditProduct, price(Some(100), None));
    let one = made(1, 2, Action::EditProduct, price(Some(120), Some(100)));
    let two = made(2, 3, Action::EditProduct, price(Some(130), Some(100)));
    [known, one, two]
}

/// Takes in what was decided, by a device, and gives the changes.
fn decides(book: &mut Book, choice: SharedChoice, at: u64) -> Vec<Change> {
    let all = book.shared_conflicts();
    let first = all.first().unwrap();
    let ops = book.decide_shared(first, choice);
    let changes: Vec<Change> =
        (at..).zip(ops).map(|(at, op)| made(3, at, Action::ResolveConflict, op)).collect();
    for change in &changes {
        drop(book.apply(change));
    }
    changes
}

#[test]
fn two_prices_for_one_day_by_two_who_had_not_met_are_asked_about_whatever_comes_first() {
    let changes = unseen();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let book = book_of(order.map(|at| &changes[at]));
        assert_eq!(
            (shown(&book), asked(&book)),
            (Some(130), vec![[(Some(130), 2), (Some(120), 1)]])
        );
        let mut again = Book::new();
        again.load_header(&book.encode_header()).unwrap();
        assert_eq!((asked(&again), again.digest()), (asked(&book), book.digest()));
        assert_eq!(again.shared_conflicts()[0].id, book.shared_conflicts()[0].id);
    }
    let told = book_of(&book_of(&changes).parts_of_batches());
    assert_eq!(asked(&told).len(), 1, "what stands is told with what nobody saw");
    let mut forgotten = book_of(&changes);
    forgotten.forget_shared();
    assert!(asked(&forgotten).is_empty());
}

#[test]
fn nothing_is_asked_where_the_later_one_had_seen_it_or_says_the_same_or_is_of_the_same_device() {
    let [known, one, _] = unseen();
    let is_plain = |later: Change| asked(&book_of([&known, &one, &later])).is_empty();
    let edit = Action::EditProduct;
    assert!(is_plain(made(2, 3, edit, price(Some(130), Some(120)))), "it had seen it");
    assert!(is_plain(made(2, 3, edit, price(Some(120), Some(100)))), "it says the same");
    assert!(is_plain(made(1, 3, edit, price(Some(130), Some(100)))), "the same device");
    let brand = |n: u64, text: &str| {
        let (id, value) = (product_id_of("P1"), Some(Value::Text(text.into())));
        let op = Op::Product { id, field: fields::PRODUCT_BRAND, from: None, value, was: None };
        made(n, n, edit, op)
    };
    assert!(asked(&book_of(&[brand(1, "甲"), brand(2, "乙")])).is_empty(), "it is not watched");
}

#[test]
fn who_goes_on_from_the_one_that_shows_leaves_the_other_one_asked_about() {
    let [known, one, two] = unseen();
    let third = made(3, 4, Action::EditProduct, price(Some(140), Some(130)));
    let book = book_of([&known, &one, &two, &third]);
    assert_eq!(asked(&book), [[(Some(140), 3), (Some(120), 1)]]);
}

#[test]
fn a_decision_ends_it_and_taken_back_it_is_asked_again() {
    let other = || SharedChoice::Other(Some(Value::Integer(125)));
    for (choice, stands) in [(SharedChoice::Shown, 130), (SharedChoice::Lost, 120), (other(), 125)]
    {
        let changes = unseen();
        let mut book = book_of(&changes);
        let made_now = decides(&mut book, choice.clone(), 10);
        assert_eq!((shown(&book), asked(&book)), (Some(stands), vec![]), "{choice:?}");
        let all: Vec<&Change> = made_now.iter().rev().chain(changes.iter().rev()).collect();
        assert_eq!(book_of(all).digest(), book.digest());
        let last = made_now.last().unwrap();
        let undone = made(3, 20, Action::Undo, invert(last, &book).remove(0));
        drop(book.apply(&undone));
        // A third value was written over the one that was kept.
        let n = usize::from(made_now.len() != 2);
        assert_eq!((shown(&book), asked(&book).len()), (Some(130), n), "{choice:?}");
        let again = made(3, 21, Action::Redo, invert(&undone, &book).remove(0));
        drop(book.apply(&again));
        assert_eq!((shown(&book), asked(&book)), (Some(stands), vec![]), "{choice:?}");
    }
}

#[test]
fn what_comes_after_a_decision_that_had_not_seen_it_is_asked_about() {
    let mut book = book_of(&unseen());
    decides(&mut book, SharedChoice::Shown, 10);
    let late = made(4, 2, Action::EditProduct, price(Some(111), Some(100)));
    drop(book.apply(&late));
    assert_eq!(asked(&book), [[(Some(130), 3), (Some(111), 4)]]);
    let mut book = book_of(&unseen());
    drop(book.apply(&late));
    assert_eq!(asked(&book).len(), 2, "each value that nobody saw has its card");
    decides(&mut book, SharedChoice::Lost, 10);
    assert_eq!(asked(&book).len(), 1);
}

#[test]
fn a_price_taken_back_leaves_the_one_of_the_other_and_is_asked_about_where_that_was_not_seen() {
    let [known, one, two] = unseen();
    let seen = book_of([&known, &one, &two]);
    let back = made(2, 4, Action::Undo, invert(&two, &seen).remove(0));
    let book = book_of([&known, &one, &two, &back]);
    assert_eq!(
        (shown(&book), asked(&book)),
        (Some(120), vec![]),
        "what the other one wrote stands"
    );
    // Taken back by a device that had not heard of the other one.
    let back = made(2, 4, Action::Undo, invert(&two, &book_of([&known, &two])).remove(0));
    let book = book_of([&known, &one, &two, &back]);
    assert_eq!((shown(&book), asked(&book)), (Some(100), vec![[(Some(100), 2), (Some(120), 1)]]));
    // The same where nothing was known of that day, and where the other one is the later one.
    let first = made(2, 2, Action::EditProduct, price(Some(130), None));
    let gone = made(2, 4, Action::Undo, price(None, Some(130)));
    let other = |at| made(1, at, Action::EditProduct, price(Some(120), None));
    let book = book_of([&first, &other(3), &gone]);
    assert_eq!((shown(&book), asked(&book)), (None, vec![[(None, 2), (Some(120), 1)]]));
    let book = book_of([&first, &other(5), &gone]);
    assert_eq!((shown(&book), asked(&book)), (Some(120), vec![]), "it never was there");
}

fn rule(device: u64, at: u64, value: Option<&str>, was: Option<&str>) -> Change {
    let (value, was) = (value.map(Into::into), was.map(Into::into));
    made(device, at, Action::SetRule, Op::Rule { key: 1, from: day(12), value, was })
}

#[test]
fn of_a_rule_that_was_set_again_and_again_for_one_day_each_instant_has_its_own() {
    let texts = ["2 3 5", "2 3 6", "2 3 7", "2 3 8", "2 3 9"];
    let mut changes = Vec::new();
    let mut was = None;
    for (at, text) in [10, 20, 30, 40, 50].into_iter().zip(texts) {
        changes.push(rule(1, at, Some(text), was));
        was = Some(text);
    }
    changes.push(rule(1, 60, None, was));
    let first: jipan_rules::setting::RuleBook = std::iter::empty().collect();
    let expected = |text: Option<&'static str>| {
        let set = text.map(|text| (1, day(12), text));
        set.into_iter().collect::<jipan_rules::setting::RuleBook>()
    };
    for is_backwards in [false, true] {
        if is_backwards {
            changes.reverse();
        }
        let mut stored = Book::new();
        stored.load_header(&book_of(&changes).encode_header()).unwrap();
        for book in [book_of(&changes), stored] {
            let at = |ms| book.rule_book_at(Stamp::new(ms, u16::MAX, ReplicaId::new(u64::MAX)));
            assert_eq!(at(9), first, "before all of them");
            for (ms, text) in [10, 20, 30, 40, 50].into_iter().zip(texts) {
                assert_eq!(at(ms), expected(Some(text)));
                assert_eq!(at(ms + 9), expected(Some(text)));
            }
            assert_eq!((at(60), book.rule_book()), (first.clone(), first.clone()));
        }
    }
}

#[test]
fn two_settings_of_a_rule_for_one_day_are_asked_about_and_decided() {
    let mut book = book_of(&[rule(1, 1, Some("2 3 5"), None), rule(2, 2, Some("2 3 6"), None)]);
    let all = book.shared_conflicts();
    let [SharedConflict { place, shown, lost, .. }] = all[..] else { panic!("{all:?}") };
    assert_eq!(place, SharedPlace::Rule(1, day(12)));
    let texts = [shown.value, lost.value];
    assert_eq!(texts, [SharedValue::Rule(Some("2 3 6")), SharedValue::Rule(Some("2 3 5"))]);
    decides(&mut book, SharedChoice::Lost, 10);
    assert_eq!(book.rules()[&(1, day(12))].value.as_deref(), Some("2 3 5"));
    assert_eq!(book.shared_conflicts(), []);
}

#[test]
fn a_rule_taken_back_leaves_what_another_one_set_unseen() {
    let [one, two] = [rule(1, 1, Some("2 3 5"), None), rule(2, 2, Some("2 3 6"), None)];
    let mut book = book_of([&one, &two]);
    drop(book.apply(&made(2, 3, Action::Undo, invert(&two, &book).remove(0))));
    assert_eq!(book.rules()[&(1, day(12))].value.as_deref(), Some("2 3 5"));
    assert_eq!(book.shared_conflicts(), []);
}

/// Writes of a few devices, of a few values, some of them undone.
fn any_writes() -> impl Strategy<Value = Vec<Change>> {
    let value = || prop::option::of(1_i64..4);
    let one = (1_u64..4, value(), value(), prop::bool::weighted(0.2));
    prop::collection::vec(one, 1..8).prop_map(|all| {
        let of = |(at, (device, value, was, is_undo))| {
            let action = if is_undo { Action::Undo } else { Action::EditProduct };
            made(device, at, action, price(value, was))
        };
        (1..).zip(all).map(of).collect()
    })
}

proptest! {
    #[test]
    fn what_is_asked_follows_from_what_was_written_and_a_decision_on_each_ends_all(
        (changes, seed) in (any_writes(), any::<prop::sample::Index>()),
    ) {
        let book = book_of(&changes);
        let mut others = changes.clone();
        others.rotate_left(seed.index(changes.len()));
        let mut other = book_of(others.iter().rev().chain(&others));
        prop_assert_eq!(asked(&book), asked(&other));
        prop_assert_eq!(book.digest(), other.digest());
        let told = book_of(&book.parts_of_batches());
        prop_assert_eq!((asked(&told), told.digest()), (asked(&book), book.digest()));
        // A value that is not shown was seen, or is asked about.
        for at in (100..).step_by(2).take(changes.len()) {
            if other.shared_conflicts().is_empty() {
                break;
            }
            let n = asked(&other).len();
            decides(&mut other, SharedChoice::Shown, at);
            prop_assert_eq!(shown(&other), shown(&book));
            prop_assert_eq!(asked(&other).len(), n - 1);
        }
        prop_assert!(asked(&other).is_empty());
    }
}

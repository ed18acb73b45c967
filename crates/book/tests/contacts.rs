//! Main and further contacts as a whole: whose birthday comes, who has the same phone, and who is
//! found by a contact.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

use std::collections::BTreeSet;

use jipan_book::birthdays::{birthday_of, birthdays};
use jipan_book::phones::{PHONE_FIELDS, phone_holders};
use jipan_book::quality::{Finding, Tally};
use jipan_book::select::{Filters, Query};
use jipan_book::{Action, Book, Change, ChangeId, Op, Row, Searcher, Stamp};
use jipan_rules::birthday::Birthday;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn customer(n: u32) -> CustomerId {
    CustomerId::new(Uuid::from_u128(u128::from(n) + 1))
}

fn contact(n: u32) -> ContactId {
    ContactId::new(Uuid::from_u128(u128::from(n) + 1))
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn create(n: u32, values: &[(FieldId, Value)]) -> Op {
    let name = (fields::NAME, text(&format!("店{n}")));
    Op::Create { id: customer(n), values: [&[name], values].concat() }
}

fn put(of: u32, n: u32, field: FieldId, value: Option<Value>) -> Op {
    let (id, customer) = (contact(n), customer(of));
    Op::PutContact { id, customer, field, value, base: None, was: None }
}

fn change(seq: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(7);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_795_000_000_000 + seq, 0, replica),
        on: today(),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::EditContact,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn book(ops: Vec<Op>) -> Book {
    let mut book = Book::new();
    let _applied = book.apply(&change(1, ops));
    book
}

#[test]
fn birthdays_of_the_coming_days_are_told_in_their_order() {
    let birthday = |text: &str| {
        let birthday: Birthday = text.parse().unwrap();
        (fields::BIRTHDAY, Value::Text(birthday.to_string().into()))
    };
    let born = |y, m, d| (fields::BORN, Value::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap()));
    let closed = (fields::STATUS, Value::Choice(2));
    let drop = Op::DropContact { id: contact(4), customer: customer(1), is_gone: true };
    let book = book(vec![
        create(0, &[birthday("12月22日")]),
        create(1, &[born(1985, 11, 22)]),
        // How it is kept counts, not the day of birth.
        create(2, &[born(1985, 11, 30), birthday("冬月初一")]),
        create(3, &[birthday("11月30日"), closed.clone()]),
        create(4, &[birthday("11月30日")]),
        Op::Delete { id: customer(4) },
        create(5, &[birthday("12月23日")]),
        create(6, &[birthday("11月21日")]),
        put(0, 1, fields::BIRTHDAY, Some(birthday("11月25日").1)),
        put(0, 2, fields::BORN, Some(born(1990, 11, 25).1)),
        put(3, 3, fields::BIRTHDAY, Some(birthday("11月25日").1)),
        put(1, 4, fields::BIRTHDAY, Some(birthday("11月25日").1)),
        drop,
    ]);
    let told: Vec<_> = birthdays(&book, today(), 30)
        .into_iter()
        .map(|it| (it.row.0, it.contact, it.next.on.to_string()))
        .collect();
    let line = |row, contact, on: &str| (row, contact, on.to_owned());
    assert_eq!(
        told,
        [
            line(1, None, "2026-11-22"),
            line(0, Some(contact(1)), "2026-11-25"),
            line(0, Some(contact(2)), "2026-11-25"),
            line(2, None, "2026-12-09"),
            line(0, None, "2026-12-22"),
        ]
    );
}

#[test]
fn a_phone_is_the_same_with_hyphens_the_country_and_an_extension() {
    let phone = |field, number: &str| (field, text(number));
    let book = book(vec![
        create(0, &[phone(fields::PHONE, "13800138000")]),
        create(1, &[phone(fields::PHONE_2, "+86138-0013-8000")]),
        create(2, &[phone(fields::PHONE, "113800138000"), phone(fields::PHONE_3, "1380013800")]),
        create(3, &[]),
        put(3, 1, fields::PHONE_2, Some(text("138-0013-8000*8"))),
        create(4, &[phone(fields::PHONE, "13800138000")]),
        Op::Delete { id: customer(4) },
        create(5, &[]),
        put(5, 2, fields::PHONE, Some(text("13800138000"))),
        Op::DropContact { id: contact(2), customer: customer(5), is_gone: true },
    ]);
    let rows = |phone: &str, except: u32| {
        let found = phone_holders(&book, phone, Some(Row(except)));
        found.into_iter().map(|it| (it.row.0, it.contact)).collect::<Vec<_>>()
    };
    assert_eq!(rows("13800138000", 0), [(1, None), (3, Some(contact(1)))]);
    assert_eq!(rows("+86138-00138000", 3), [(0, None), (1, None)]);
    assert_eq!(rows("13900139000", 9), []);
    assert_eq!(rows("-", 9), []);
}

#[test]
fn a_shop_is_found_by_a_further_contact_and_no_longer_once_that_is_gone() {
    let mut book = book(vec![
        create(0, &[(fields::CONTACT, text("孙师傅"))]),
        create(1, &[]),
        put(1, 1, fields::CONTACT, Some(text("单小重"))),
        put(1, 1, fields::PHONE, Some(text("0576-86100021"))),
        put(1, 1, fields::PHONE_2, Some(text("13800138000"))),
    ]);
    let mut searcher = Searcher::default();
    let mut rows = |book: &Book, query: &str| {
        let query = Query { text: query.to_owned(), ..Query::default() };
        searcher.select(book, &query, today()).rows
    };
    assert_eq!(rows(&book, "孙师"), [Row(0)]);
    for query in ["单小", "sxc", "dxz", "shanxiao", "61000", "8000", "0576861"] {
        assert_eq!(rows(&book, query), [Row(1)], "{query}");
    }
    assert_eq!(rows(&book, "02113"), [], "digits do not go on in another number");
    let drop = Op::DropContact { id: contact(1), customer: customer(1), is_gone: true };
    let applied = book.apply(&change(2, vec![drop]));
    assert_eq!((rows(&book, "单小"), rows(&book, "8000")), (vec![], vec![]));
    book.revert(applied);
    assert_eq!(rows(&book, "单小"), [Row(1)]);
}

fn any_op() -> impl Strategy<Value = Op> {
    let value = prop_oneof![
        "[单小重a]{1,3}".prop_map(|it| (fields::CONTACT, it)),
        ("(\\+86)?13[01]-?[01]{4}", prop::sample::select(PHONE_FIELDS.as_slice()))
            .prop_map(|(it, field)| (field, it)),
        (1..=12_u8, 1..=28_u8, any::<bool>()).prop_map(|(month, day, is_lunar)| {
            let calendar = if is_lunar { "lunar " } else { "" };
            (fields::BIRTHDAY, format!("{calendar}{month:02}-{day:02}"))
        }),
    ];
    (0..4_u32, 0..6_u32, value, 0..6_u32).prop_map(|(of, n, (field, it), kind)| {
        let (id, value) = (customer(of), Some(text(&it)));
        let op = |field, value| Op::Put {
            id,
            field,
            value,
            base: None,
            was: None,
            was_on: None,
            reason: None,
        };
        match kind {
            0 => Op::DropContact { id: contact(n), customer: id, is_gone: n % 2 == 0 },
            1 => put(of, n, field, None),
            2 => op(field, value),
            3 => op(fields::STATUS, Some(Value::Choice(u8::try_from(n % 3 + 1).unwrap()))),
            _ => put(of, n, field, value),
        }
    })
}

proptest! {
    /// What is kept from one question to the next never changes an answer.
    #[test]
    fn lists_of_contacts_are_those_of_a_naive_walk(
        ops in prop::collection::vec(any_op(), 1..24),
        query in "[单小重a01sxc]{1,3}",
        n_days in 0..400_u16,
    ) {
        let mut book = book((0..4).map(|n| create(n, &[])).collect());
        let mut searcher = Searcher::default();
        let question = Query { text: query, show_closed: true, ..Query::default() };
        for (op, seq) in ops.into_iter().zip(2..) {
            let _applied = book.apply(&change(seq, vec![op]));
            let kept = searcher.select(&book, &question, today());
            prop_assert_eq!(kept, Searcher::default().select(&book, &question, today()));
        }
        let mut people = Vec::new();
        for row in book.rows() {
            people.push((row, None, book.filled_fields(row).into_iter().map(|field| {
                (field, book.value(row, field).unwrap())
            }).collect::<Vec<_>>()));
            for it in book.contacts(row) {
                let values = it.fields().map(|it| (it.field, it.value.clone())).collect();
                people.push((row, Some(it.id), values));
            }
        }
        let value_of = |values: &[(FieldId, Value)], field: FieldId| {
            values.iter().find(|(of, _)| *of == field).map(|(_, value)| value.clone())
        };
        let mut coming: Vec<_> = people.iter().filter_map(|(row, contact, values)| {
            let next = birthday_of(|field| value_of(values, field))?.next(today())?;
            let n_left = next.on.signed_duration_since(today()).num_days();
            let is_told = n_left <= i64::from(n_days) && !book.derived(*row).is_closed;
            is_told.then_some((next.on, *row, *contact))
        }).collect();
        coming.sort();
        let mut told: Vec<_> =
            birthdays(&book, today(), n_days).iter().map(|it| (it.next.on, it.row, it.contact)).collect();
        told.sort();
        prop_assert_eq!(told, coming);
        for phone in ["1301000", "1310-001", "1300000"] {
            let plain = |it: &str| it.replace("+86", "").replace('-', "");
            let mut holders: Vec<Row> = people.iter().filter(|(_, _, values)| {
                PHONE_FIELDS.into_iter().any(|field| match value_of(values, field) {
                    Some(Value::Text(it)) => plain(&it) == plain(phone),
                    _ => false,
                })
            }).map(|(row, ..)| *row).collect();
            holders.dedup();
            let mut found: Vec<Row> =
                phone_holders(&book, phone, None).into_iter().map(|it| it.row).collect();
            found.sort();
            prop_assert_eq!(found, holders);
        }
    }
}

/// The numbers of a customer as they are dialled, its further contacts included.
fn dialled(book: &Book, row: Row) -> BTreeSet<String> {
    let main = PHONE_FIELDS.into_iter().filter_map(|field| book.text(row, field));
    let further = book.contacts(row);
    let further =
        further.iter().flat_map(|it| PHONE_FIELDS.into_iter().filter_map(|field| it.text(field)));
    main.chain(further).map(|it| it.replace("+86", "").replace('-', "")).collect()
}

fn any_op_of_shops() -> impl Strategy<Value = Op> {
    let two = || (0..4_u32, 0..4_u32);
    prop_oneof![
        8 => any_op(),
        1 => two().prop_map(|(loser, into)| {
            let into = (into != loser).then(|| customer(into));
            Op::Merge { loser: customer(loser), into, was: None }
        }),
        1 => two().prop_map(|(of, kind)| {
            let id = customer(of);
            if kind == 0 { Op::Delete { id } } else { Op::Restore { id } }
        }),
    ]
}

fn shared(book: &Book, searcher: &mut Searcher) -> Vec<Row> {
    let filters = Filters { finding: Some(Finding::SharedPhone), ..Filters::default() };
    let question = Query { filters, ..Query::default() };
    let mut rows = searcher.select(book, &question, today()).rows;
    rows.sort();
    rows
}

proptest! {
    /// A change of one shop can put another one into the list, or take it out.
    #[test]
    fn who_shares_a_phone_is_what_comparing_each_with_each_finds(
        ops in prop::collection::vec(any_op_of_shops(), 1..40),
        n_rows in 1..5_u32,
    ) {
        let mut book = book((0..4).map(|n| create(n, &[])).collect());
        let mut searcher = Searcher::default();
        for (op, seq) in ops.into_iter().zip(2..) {
            let _applied = book.apply(&change(seq, vec![op]));
            let is_open = |row: &Row| book.is_visible(*row) && !book.derived(*row).is_closed;
            let open: Vec<Row> = book.rows().filter(is_open).collect();
            let shares = |one: &Row, other: &Row| {
                one != other && !dialled(&book, *one).is_disjoint(&dialled(&book, *other))
            };
            let mut sharing = open.clone();
            sharing.retain(|one| open.iter().any(|other| shares(one, other)));
            prop_assert_eq!(&shared(&book, &mut searcher), &sharing);
            let mut tally = Tally::new(today(), jipan_rules::setting::RulesOn::default());
            while tally.step(&book, n_rows) {}
            prop_assert_eq!(tally.finish().n_shared_phone, sharing.len());
        }
    }
}

#[test]
fn a_shared_phone_is_told_of_both_shops_until_one_has_closed_or_has_another_one() {
    let phone = |n: u32, it: &str| create(n, &[(fields::PHONE, text(it))]);
    let mut book = book(vec![
        phone(0, "0577-86100021"),
        phone(1, "0577-86100021*8"),
        phone(2, "577-86100021"),
        phone(3, "13800138000"),
        create(4, &[]),
        put(4, 1, fields::PHONE_3, Some(text("+8613800138000"))),
        // Twice in one shop is no other shop.
        put(4, 1, fields::PHONE, Some(text("13900139000"))),
        put(4, 2, fields::PHONE, Some(text("13900139000"))),
    ]);
    let mut searcher = Searcher::default();
    let rows = |rows: &[u32]| rows.iter().map(|row| Row(*row)).collect::<Vec<_>>();
    assert_eq!(shared(&book, &mut searcher), rows(&[0, 1, 3, 4]));
    let put_main = |n: u32, field, value| Op::Put {
        id: customer(n),
        field,
        value: Some(value),
        base: None,
        was: None,
        was_on: None,
        reason: None,
    };
    let _applied = book.apply(&change(2, vec![put_main(0, fields::STATUS, Value::Choice(3))]));
    assert_eq!(shared(&book, &mut searcher), rows(&[3, 4]));
    let other = put_main(3, fields::PHONE, text("13800138001"));
    let applied = book.apply(&change(3, vec![other]));
    assert_eq!(shared(&book, &mut searcher), rows(&[]));
    book.revert(applied);
    assert_eq!(shared(&book, &mut searcher), rows(&[3, 4]));
}

//! Arbitrary changes over few customers and fields, so that writes meet often.

use std::collections::BTreeMap;

use jipan_book::{
    Action, BatchInfo, BatchKind, Book, Change, ChangeId, ConflictSide, Derived, Op, Stamp,
};
use jipan_rules::expiry::MARKS;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, FactId, PersonId, ReplicaId};
use jipan_rules::{Days, NaiveDate, Uuid};
use proptest::prelude::*;

use crate::any_budget::{SeenYear, any_op_6, seen_year};
use crate::any_funnel::{SeenFunnel, any_op_5, seen_funnel};
use crate::any_trade::{SeenTrade, any_op_4, seen_trade};

pub(crate) const UNKNOWN: FieldId = FieldId(60_000);

pub(crate) fn customer(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128((7 << 100) | n))
}

pub(crate) fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap().checked_add_days(Days::new(n)).unwrap()
}

pub(crate) fn any_id() -> impl Strategy<Value = CustomerId> {
    (1_u128..6).prop_map(customer)
}

pub(crate) fn any_text() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        "兴隆超市",
        "长乐行",
        "19900000001",
        "KFC",
        "城南街道",
        "1号线",
        "a\0b",
    ])
    .prop_map(|text| Value::Text(text.into()))
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => any_text(),
        1 => any::<i64>().prop_map(Value::Integer),
        1 => (0_i64..500).prop_map(Value::Integer),
        1 => any::<i64>().prop_map(|fen| Value::Amount(Money::from_fen(fen))),
        1 => (0_u64..900).prop_map(|n| Value::Date(day(n))),
        1 => any::<bool>().prop_map(Value::YesNo),
        1 => any::<u8>().prop_map(Value::Choice),
        1 => (1_u8..5).prop_map(Value::Choice),
    ]
}

fn any_field() -> impl Strategy<Value = FieldId> {
    prop::sample::select(vec![
        fields::NAME,
        fields::PHONE,
        fields::DISTRICT,
        fields::AREA,
        fields::VALID_TO,
        fields::STATUS,
        fields::TYPE,
        MARKS[0].1,
        UNKNOWN,
    ])
}

/// Mostly a value of the field's type, sometimes one that does not fit.
fn any_cell() -> impl Strategy<Value = (FieldId, Value)> {
    prop_oneof![
        3 => (prop::sample::select(vec![fields::NAME, fields::PHONE, fields::DISTRICT]), any_text()),
        1 => (0_i64..40_000).prop_map(|n| (fields::AREA, Value::Integer(n))),
        1 => (0_u64..900).prop_map(|n| (fields::VALID_TO, Value::Date(day(n)))),
        1 => (1_u8..4).prop_map(|code| (fields::STATUS, Value::Choice(code))),
        1 => (1_u8..5).prop_map(|code| (fields::TYPE, Value::Choice(code))),
        2 => (any_field(), any_value()),
    ]
}

fn any_day() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::of((0_u64..60).prop_map(day))
}

fn any_contact() -> impl Strategy<Value = ContactId> {
    (1_u128..4).prop_map(|n| ContactId::new(Uuid::from_u128(n)))
}

/// The writes that layout 2 added.
fn any_op_2() -> impl Strategy<Value = Op> {
    let maybe = || prop::option::of(any_cell().prop_map(|(_, value)| value));
    prop_oneof![
        3 => (any_id(), any_cell(), any::<[bool; 3]>(), maybe()).prop_map(
            |(id, (field, value), [is_known, asks, was_asked], was)| {
                let value = is_known.then_some(value);
                Op::Stated { id, field, value, asks, was, was_asked }
            },
        ),
        3 => (any_id(), prop::option::of(any_id()), prop::option::of(any_id()))
            .prop_map(|(loser, into, was)| Op::Merge { loser, into, was }),
        1 => (any_id(), any_id(), any::<bool>())
            .prop_map(|(one, other, is_distinct)| Op::Distinct { one, other, is_distinct }),
        3 => (any_contact(), any_id(), any_cell(), any::<bool>(), maybe()).prop_map(
            |(id, customer, (field, value), is_filled, was)| {
                let value = is_filled.then_some(value);
                Op::PutContact { id, customer, field, value, base: None, was }
            },
        ),
        1 => (any_contact(), any_id(), any::<bool>())
            .prop_map(|(id, customer, is_gone)| Op::DropContact { id, customer, is_gone }),
    ]
}

pub(crate) fn any_fact() -> impl Strategy<Value = FactId> {
    (1_u128..4).prop_map(|n| FactId::new(Uuid::from_u128(n)))
}

fn any_side() -> impl Strategy<Value = ConflictSide> {
    (1_u64..4, 1_u64..9, prop::option::of(any_value())).prop_map(|(replica, seq, value)| {
        let replica = ReplicaId::new(replica);
        ConflictSide {
            change: ChangeId { replica, seq },
            by: PersonId::new(Uuid::from_u128(9)),
            stamp: Stamp::new(seq, 0, replica),
            on: day(seq),
            value,
        }
    })
}

/// The writes that layout 3 added.
fn any_op_3() -> impl Strategy<Value = Op> {
    let contact = prop::option::of(any_contact());
    let sides = [any_side(), any_side()];
    prop_oneof![
        1 => (any_fact(), any_id(), contact, any_field(), sides).prop_map(
            |(id, customer, contact, field, sides)| {
                Op::Conflict { id, customer, contact, field, sides: Box::new(sides) }
            },
        ),
        1 => (any_fact(), any_id(), any::<bool>()).prop_map(|(id, customer, is_resolved)| {
            Op::ResolveConflict { id, customer, is_resolved }
        }),
    ]
}

fn any_op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => any_op_1(),
        3 => any_op_2(),
        1 => any_op_3(),
        4 => any_op_4(),
        4 => any_op_5(),
        3 => any_op_6(),
    ]
}

fn any_op_1() -> impl Strategy<Value = Op> {
    let base = Just(None::<ChangeId>);
    let text = prop::sample::select(vec!["已拜访", "改天再来"]);
    let fact = any_fact();
    prop_oneof![
        3 => (any_id(), prop::collection::vec(any_cell(), 0..5))
            .prop_map(|(id, values)| Op::Create { id, values }),
        4 => (any_id(), any_cell(), any::<bool>(), base, prop::option::of(any_value()), any_day())
            .prop_map(|(id, (field, value), fill, base, was, was_on)| {
                let value = fill.then_some(value);
                Op::Put { id, field, value, base, was, was_on, reason: None }
            }),
        2 => (any_id(), any_field(), any_day(), any_day())
            .prop_map(|(id, field, on, was)| Op::Confirm { id, field, on, was }),
        1 => (fact, any_id(), text)
            .prop_map(|(id, customer, text)| Op::Note { id, customer, text: text.into() }),
        1 => (any_fact(), any_id(), any::<bool>())
            .prop_map(|(id, customer, retracted)| Op::RetractNote { id, customer, retracted }),
        1 => (any_id(), any_field()).prop_map(|(customer, field)| Op::Reason {
            of: ChangeId { replica: ReplicaId::new(1), seq: 1 },
            customer,
            field,
            text: "店主说的".into(),
        }),
        1 => any_id().prop_map(|id| Op::Delete { id }),
        1 => any_id().prop_map(|id| Op::Restore { id }),
        1 => (1_u128..3, 0_u32..9).prop_map(|(n, n_added)| Op::Batch(BatchInfo {
            id: BatchId::new(Uuid::from_u128(n)),
            kind: BatchKind::Import,
            name: "客户.csv".to_owned(),
            n_added,
            n_updated: 0,
            n_failed: 1,
        })),
    ]
}

/// Changes with stamps in any order; each has a number of its own.
pub(crate) fn any_changes(n_max: usize) -> impl Strategy<Value = Vec<Change>> {
    let action = prop::sample::select(vec![
        Action::EditField,
        Action::AddCustomer,
        Action::Import,
        Action::AddOrder,
        Action::Undo,
    ]);
    let batch = prop::option::of((1_u128..3).prop_map(|n| BatchId::new(Uuid::from_u128(n))));
    let one = (0_u64..12, 0_u16..3, 1_u64..4, action, batch, prop::collection::vec(any_op(), 1..5));
    prop::collection::vec(one, 1..n_max).prop_map(|list| {
        let mut changes = Vec::new();
        for (seq, (ms, counter, replica, action, batch, ops)) in (1..).zip(list) {
            let replica = ReplicaId::new(replica);
            changes.push(Change {
                id: ChangeId { replica, seq },
                stamp: Stamp::new(ms, counter, replica),
                on: day(ms),
                by: PersonId::new(Uuid::from_u128(9)),
                action,
                batch,
                undoes: None,
                undoes_batch: None,
                ops,
            });
        }
        changes
    })
}

/// The same changes in the order of their stamps, as one device makes them.
pub(crate) fn in_order(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| (change.stamp, change.id));
    changes
}

pub(crate) fn book_of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Book {
    let mut book = Book::new();
    for change in changes {
        let _ = book.apply(change);
    }
    book
}

/// All that a person can see of one customer.
#[derive(Debug, PartialEq)]
pub(crate) struct Seen {
    survivor: CustomerId,
    imported: BTreeMap<FieldId, Value>,
    pub(crate) differs: Vec<FieldId>,
    contacts: Vec<(ContactId, Vec<(FieldId, Value)>)>,
    distinct_from: Vec<CustomerId>,
    conflicts: Vec<(FactId, FieldId, Vec<ConflictSide>, bool)>,
    trade: SeenTrade,
    funnel: SeenFunnel,
    year: SeenYear,
    is_visible: bool,
    is_deleted: bool,
    values: BTreeMap<FieldId, (Value, Option<NaiveDate>)>,
    notes: Vec<(FactId, String)>,
    readings: (Option<String>, Option<String>),
    filled: [u8; 5],
    n_unknown: u8,
    stale_from: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
}

pub(crate) fn seen(book: &Book) -> BTreeMap<CustomerId, Seen> {
    let of = |row| {
        let values = book.filled_fields(row).into_iter();
        let values = values
            .map(|field| (field, (book.value(row, field).unwrap(), book.confirmed_on(row, field))));
        let Derived { filled, n_unknown, .. } = book.derived(row);
        let id = book.id_of(row).unwrap();
        let known = jipan_rules::schema::FIELDS.iter().map(|def| def.id).chain([UNKNOWN]);
        let imported = known.filter_map(|field| Some((field, book.imported(row, field)?.value?)));
        let contacts = book.contacts(row).into_iter().map(|it| {
            (it.id, it.fields().map(|field| (field.field, field.value.clone())).collect())
        });
        Seen {
            survivor: book.survivor_of(id),
            imported: imported.collect(),
            differs: book.differing_fields(row),
            contacts: contacts.filter(|(_, fields): &(_, Vec<_>)| !fields.is_empty()).collect(),
            distinct_from: (1..6).map(customer).filter(|it| book.is_distinct(id, *it)).collect(),
            conflicts: book
                .conflicts(row)
                .map(|it| (it.id, it.field, it.sides.to_vec(), it.is_settled))
                .collect(),
            trade: seen_trade(book, row),
            funnel: seen_funnel(book, row),
            year: seen_year(book, row),
            is_visible: book.is_visible(row),
            is_deleted: book.is_deleted(row),
            values: values.collect(),
            notes: book
                .notes(row)
                .filter(|note| !note.is_retracted)
                .map(|note| (note.id, note.text.to_owned()))
                .collect(),
            readings: (
                book.pinyin().get(row).map(str::to_owned),
                book.initials().get(row).map(str::to_owned),
            ),
            filled,
            n_unknown,
            stale_from: book.derived(row).stale_from(),
            expires_on: book.derived(row).expires_on(),
        }
    };
    let rows = book.rows().filter(|&row| book.origin(row).is_some());
    rows.map(|row| (book.id_of(row).unwrap(), of(row))).collect()
}

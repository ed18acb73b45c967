//! The laws of changes as JSON.

use jipan_book::{
    Action, BatchInfo, BatchKind, ConflictSide, ObjectionWrite, Op, OrderWrite, PlacedOrder,
};
use jipan_rules::Uuid;
use jipan_rules::order::{Disputed, OrderLine, OrderSource, OrderStatus, Outcome};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{BatchId, ContactId, FactId, OrderId, PersonId, ProductId};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use super::shape::KINDS;
use super::*;
use budget::any_budget;
use funnel::any_funnel;

mod budget;
mod funnel;

fn any_customer() -> impl Strategy<Value = CustomerId> {
    (1_u128..9).prop_map(|n| CustomerId::new(Uuid::from_u128(n)))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (693_596_i32..1_095_000).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n).unwrap())
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(|text| Value::Text(text.into())),
        any::<i64>().prop_map(Value::Integer),
        any::<i64>().prop_map(|fen| Value::Amount(Money::from_fen(fen))),
        any_day().prop_map(Value::Date),
        any::<bool>().prop_map(Value::YesNo),
        any::<u8>().prop_map(Value::Choice),
    ]
}

fn any_change_id() -> impl Strategy<Value = ChangeId> {
    (any::<u64>(), any::<u64>())
        .prop_map(|(replica, seq)| ChangeId { replica: ReplicaId::new(replica), seq })
}

fn any_op() -> impl Strategy<Value = Op> {
    prop_oneof![any_op_1(), any_op_2(), any_conflict(), any_trade(), any_funnel(), any_budget()]
}

fn any_op_1() -> impl Strategy<Value = Op> {
    let maybe = || prop::option::of(any_value());
    let base = || prop::option::of(any_change_id());
    let day = || prop::option::of(any_day());
    let field = || any::<u16>().prop_map(FieldId);
    let text = || any::<String>().prop_map(String::into_boxed_str);
    let fact = || any::<u128>().prop_map(|n| FactId::new(Uuid::from_u128(n)));
    let kinds = [
        BatchKind::Import,
        BatchKind::Sample,
        BatchKind::BulkEdit,
        BatchKind::Decisions,
        BatchKind::Orders,
        BatchKind::Products,
    ];
    let kind = prop::sample::select(kinds.to_vec());
    prop_oneof![
        (any_customer(), prop::collection::vec((field(), any_value()), 0..4))
            .prop_map(|(id, values)| Op::Create { id, values }),
        (any_customer(), field(), maybe(), base(), (maybe(), day(), prop::option::of(text())))
            .prop_map(|(id, field, value, base, (was, was_on, reason))| Op::Put {
                id,
                field,
                value,
                base,
                was,
                was_on,
                reason
            }),
        (any_customer(), field(), day(), day()).prop_map(|(id, field, on, was)| Op::Confirm {
            id,
            field,
            on,
            was
        }),
        (fact(), any_customer(), text()).prop_map(|(id, customer, text)| Op::Note {
            id,
            customer,
            text
        }),
        (fact(), any_customer(), any::<bool>())
            .prop_map(|(id, customer, retracted)| Op::RetractNote { id, customer, retracted }),
        any_customer().prop_map(|id| Op::Delete { id }),
        any_customer().prop_map(|id| Op::Restore { id }),
        (any::<u128>(), kind, any::<String>(), any::<[u32; 3]>()).prop_map(
            |(id, kind, name, [n_added, n_updated, n_failed])| {
                let id = BatchId::new(Uuid::from_u128(id));
                Op::Batch(BatchInfo { id, kind, name, n_added, n_updated, n_failed })
            }
        ),
    ]
}

fn any_op_2() -> impl Strategy<Value = Op> {
    let maybe = || prop::option::of(any_value());
    let base = prop::option::of(any_change_id());
    let field = || any::<u16>().prop_map(FieldId);
    let text = any::<String>().prop_map(String::into_boxed_str);
    let contact = || any::<u128>().prop_map(|n| ContactId::new(Uuid::from_u128(n)));
    prop_oneof![
        (any_change_id(), any_customer(), field(), text)
            .prop_map(|(of, customer, field, text)| Op::Reason { of, customer, field, text }),
        (any_customer(), field(), maybe(), maybe(), any::<[bool; 2]>()).prop_map(
            |(id, field, value, was, [asks, was_asked])| Op::Stated {
                id,
                field,
                value,
                asks,
                was,
                was_asked
            }
        ),
        (any_customer(), prop::option::of(any_customer()), prop::option::of(any_customer()))
            .prop_map(|(loser, into, was)| Op::Merge { loser, into, was }),
        (any_customer(), any_customer(), any::<bool>())
            .prop_map(|(one, other, is_distinct)| Op::Distinct { one, other, is_distinct }),
        (contact(), any_customer(), field(), maybe(), (base, maybe())).prop_map(
            |(id, customer, field, value, (base, was))| Op::PutContact {
                id,
                customer,
                field,
                value,
                base,
                was
            }
        ),
        (contact(), any_customer(), any::<bool>())
            .prop_map(|(id, customer, is_gone)| Op::DropContact { id, customer, is_gone }),
    ]
}

fn any_side() -> impl Strategy<Value = ConflictSide> {
    let stamp = any::<[u8; 16]>().prop_map(Stamp::from_bytes);
    (any_change_id(), any::<u128>(), stamp, any_day(), prop::option::of(any_value())).prop_map(
        |(change, by, stamp, on, value)| {
            let by = PersonId::new(Uuid::from_u128(by));
            ConflictSide { change, by, stamp, on, value }
        },
    )
}

fn any_conflict() -> impl Strategy<Value = Op> {
    let fact = || any::<u128>().prop_map(|n| FactId::new(Uuid::from_u128(n)));
    let contact = prop::option::of(any::<u128>().prop_map(|n| ContactId::new(Uuid::from_u128(n))));
    prop_oneof![
        (fact(), any_customer(), contact, any::<u16>(), [any_side(), any_side()]).prop_map(
            |(id, customer, contact, field, sides)| {
                let (field, sides) = (FieldId(field), Box::new(sides));
                Op::Conflict { id, customer, contact, field, sides }
            }
        ),
        (fact(), any_customer(), any::<bool>()).prop_map(|(id, customer, is_resolved)| {
            Op::ResolveConflict { id, customer, is_resolved }
        }),
    ]
}

fn any_placed() -> impl Strategy<Value = PlacedOrder> {
    let line = (any::<u128>(), any::<[i64; 3]>(), any::<u32>()).prop_map(|(product, of, pack)| {
        let ([quantity, price, amount], product) = (of, ProductId::new(Uuid::from_u128(product)));
        OrderLine { product, quantity, price, amount, pack }
    });
    let source = prop::sample::select(vec![OrderSource::App, OrderSource::File]);
    let status = prop::sample::select(OrderStatus::ALL.to_vec());
    let lines = prop::collection::vec(line, 0..3);
    (".{0,9}", any_day(), source, status, any::<u8>(), lines).prop_map(
        |(number, on, source, status, review, lines)| PlacedOrder {
            number: number.into(),
            on,
            source,
            status,
            review,
            lines,
        },
    )
}

fn any_trade() -> impl Strategy<Value = Op> {
    let order = any::<u128>().prop_map(|n| OrderId::new(Uuid::from_u128(n)));
    let fact = any::<u128>().prop_map(|n| FactId::new(Uuid::from_u128(n)));
    let product = any::<u128>().prop_map(|n| ProductId::new(Uuid::from_u128(n)));
    let maybe = || prop::option::of(any_value());
    let text = || prop::option::of(".{0,9}".prop_map(Into::into));
    let status = prop::sample::select(OrderStatus::ALL.to_vec());
    let write = prop_oneof![
        any_placed().prop_map(|placed| OrderWrite::Place(Box::new(placed))),
        (status, text()).prop_map(|(to, why)| OrderWrite::Move { to, why }),
        any::<bool>().prop_map(|is_gone| OrderWrite::Drop { is_gone }),
    ];
    let about = prop::sample::select(vec![Disputed::Class, Disputed::Tier, Disputed::Grade]);
    let came = vec![Outcome::Accepted, Outcome::Corrected, Outcome::Upheld];
    let said = prop_oneof![
        (about, ".{0,9}")
            .prop_map(|(about, text)| ObjectionWrite::Raise { about, text: text.into() }),
        (prop::sample::select(came), ".{0,9}")
            .prop_map(|(outcome, text)| ObjectionWrite::Answer { outcome, text: text.into() }),
        any::<bool>().prop_map(|is_gone| ObjectionWrite::Drop { is_gone }),
        any::<bool>().prop_map(|is_open| ObjectionWrite::Reopen { is_open }),
    ];
    prop_oneof![
        (order, any_customer(), write).prop_map(|(id, customer, write)| Op::Order {
            id,
            customer,
            write
        }),
        (fact, any_customer(), said).prop_map(|(id, customer, write)| Op::Objection {
            id,
            customer,
            write
        }),
        (product, any::<u16>(), prop::option::of(any_day()), maybe(), maybe()).prop_map(
            |(id, field, from, value, was)| {
                Op::Product { id, field: FieldId(field), from, value, was }
            }
        ),
        (any::<u16>(), any_day(), text(), text()).prop_map(|(key, from, value, was)| Op::Rule {
            key,
            from,
            value,
            was
        }),
    ]
}

fn change_of(ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(0xAB00);
    Change {
        id: ChangeId { replica, seq: 7 },
        stamp: Stamp::new(1_795_650_000_000, 3, replica),
        on: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::EditField,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

proptest! {
    #[test]
    fn a_change_comes_back_as_it_went(
        ops in prop::collection::vec(any_op(), 0..6),
        undoes in prop::option::of(any_change_id()),
        (by, batch) in (any::<u128>(), prop::option::of(any::<u128>())),
        (ms, counter, replica) in (0_u64..1 << 48, any::<u16>(), any::<u64>()),
    ) {
        let batch = batch.map(|n| BatchId::new(Uuid::from_u128(n)));
        let change = Change {
            stamp: Stamp::new(ms, counter, ReplicaId::new(replica)),
            by: PersonId::new(Uuid::from_u128(by)),
            batch,
            undoes,
            undoes_batch: batch,
            ..change_of(ops)
        };
        let json = serde_json::to_string(&to_wire(&change, true)).unwrap();
        let back: WireChange = serde_json::from_str(&json).unwrap();
        prop_assert!(back.is_state);
        prop_assert_eq!(from_wire(&back), Ok(change));
    }

    #[test]
    fn no_text_in_place_of_an_operation_is_a_panic(text in any::<String>(), cut in any::<usize>()) {
        let ops = change_of(vec![Op::Delete { id: CustomerId::new(Uuid::from_u128(3)) }]);
        let json = to_wire(&ops, false).ops[0].get().to_owned();
        let cut: String = json.chars().take(cut % json.len()).collect();
        for text in [text, cut] {
            if let Ok(raw) = serde_json::from_str::<Box<RawValue>>(&text) {
                prop_assert!(op_of(&raw).is_err());
            }
        }
    }
}

fn read(op: &str) -> Result<Change, WireError> {
    let mut wire = to_wire(&change_of(Vec::new()), false);
    wire.ops = vec![RawValue::from_string(op.to_owned()).unwrap()];
    from_wire(&wire)
}

const C: &str = "00000000-0000-0000-0000-000000000003";

#[test]
fn an_edit_is_as_short_as_this() {
    let id = CustomerId::new(Uuid::from_u128(3));
    let base = Some(ChangeId { replica: ReplicaId::new(0xAB00), seq: 6 });
    let value = Some(Value::Text("1号线".into()));
    let put = Op::Put {
        id,
        field: FieldId(12),
        value,
        base,
        was: Some(Value::Integer(4)),
        was_on: None,
        reason: None,
    };
    let wire = to_wire(&change_of(vec![put]), false);
    assert_eq!(
        serde_json::to_string(&wire).unwrap(),
        format!(
            r#"{{"h":{{"r":"000000000000ab00","s":7,"t":[1795650000000,3],"on":"2026-11-26","by":"00000000-0000-0000-0000-000000000009","a":1}},"o":[{{"put":{{"c":"{C}","f":12,"v":"1号线","b":["000000000000ab00",6],"w":4}}}}]}}"#
        )
    );
}

#[test]
fn what_a_newer_program_wrote_is_told_apart_from_what_is_wrong() {
    let unknown = |op: &str| matches!(read(op), Err(WireError::Unknown { .. }));
    let malformed = |op: &str| matches!(read(op), Err(WireError::Malformed { .. }));
    assert!(unknown(&format!(r#"{{"visit":{{"c":"{C}","at":5}}}}"#)));
    assert!(unknown(&format!(r#"{{"put":{{"c":"{C}","f":1,"v":{{"geo":[1,2]}}}}}}"#)));
    assert!(unknown(
        r#"{"batch":{"i":"00000000-0000-0000-0000-000000000003","k":99,"x":"","n":[0,0,0]}}"#
    ));
    assert!(malformed(r#"{"put":{"f":1}}"#));
    assert!(malformed(r#"{"put":{"c":"x","f":1}}"#));
    assert!(malformed(&format!(r#"{{"put":{{"c":"{C}","f":-1}}}}"#)));
    assert!(malformed(&format!(r#"{{"put":{{"c":"{C}","f":1,"v":1.5}}}}"#)));
    assert!(malformed(&format!(r#"{{"put":{{"c":"{C}","f":1,"v":{{"d":"2026-02-30"}}}}}}"#)));
    assert!(malformed(r#"{"delete":{"c":"00000000-0000-0000-0000-000000000000"}}"#), "no id");
    assert!(malformed("null"));
    assert!(malformed("{}"));
    assert!(malformed(r#"{"visit":{},"order":{}}"#));
}

#[test]
fn a_key_that_is_not_known_is_passed_over() {
    let op = format!(r#"{{"delete":{{"c":"{C}","mood":"good"}}}}"#);
    let id = CustomerId::new(Uuid::from_u128(3));
    assert_eq!(read(&op).map(|change| change.ops), Ok(vec![Op::Delete { id }]));
}

#[test]
fn a_head_that_cannot_be_is_refused() {
    let wire = || to_wire(&change_of(Vec::new()), false);
    let with = |step: fn(&mut WireHead)| {
        let mut wire = wire();
        step(&mut wire.head);
        from_wire(&wire)
    };
    let is_malformed = |it: Result<Change, WireError>| {
        assert!(matches!(it, Err(WireError::Malformed { .. })), "{it:?}");
    };
    is_malformed(with(|head| head.r = String::new()));
    is_malformed(with(|head| head.r = "+12".to_owned()));
    is_malformed(with(|head| head.r = "0123456789abcdef0".to_owned()));
    is_malformed(with(|head| head.tr = Some("xyz".to_owned())));
    is_malformed(with(|head| head.on = "0001-01-01".to_owned()));
    is_malformed(with(|head| head.on = "2026-11-31".to_owned()));
    is_malformed(with(|head| head.u = Some(("12 ".to_owned(), 1))));
    assert!(matches!(with(|head| head.a = 999), Err(WireError::Unknown { .. })));
    assert!(with(|head| head.t = (u64::MAX, 1)).is_ok(), "cut to the greatest there is");
}

#[test]
fn every_kind_that_is_written_is_known() {
    let mut seen = std::collections::BTreeSet::new();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..2_000 {
        let op = any_op().new_tree(&mut runner).unwrap().current();
        let json = op_to_raw(&op);
        let map: std::collections::BTreeMap<String, serde_json::Value> =
            serde_json::from_str(json.get()).unwrap();
        seen.extend(map.into_keys());
    }
    let known: std::collections::BTreeSet<String> = KINDS.iter().map(|&it| it.to_owned()).collect();
    assert_eq!(seen, known);
}

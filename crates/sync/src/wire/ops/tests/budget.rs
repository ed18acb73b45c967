//! The budget, services and goals as JSON.

use jipan_book::{FunnelWrite, Op};
use jipan_rules::Uuid;
use jipan_rules::budget::BudgetKey;
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId};
use proptest::prelude::*;

use super::{C, any_customer, any_day, change_of, read};
use crate::wire::ops::{WireError, to_wire};

fn any_text() -> impl Strategy<Value = Box<str>> {
    ".{0,9}".prop_map(Into::into)
}

fn any_uuid() -> impl Strategy<Value = Uuid> {
    prop_oneof![1 => Just(Uuid::nil()), 4 => any::<u128>().prop_map(Uuid::from_u128)]
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let sort = prop::sample::select(vec![ServiceSort::AfterSales, ServiceSort::ValueAdded]);
    let service = (sort, any_day(), any::<u32>(), any::<i64>(), any_text());
    prop_oneof![
        service.prop_map(|(sort, on, quantity, fen, text)| {
            let amount = Money::from_fen(fen);
            Fact::Service(Box::new(ServiceFact { sort, on, quantity, amount, text }))
        }),
        (any::<u16>(), prop::option::of(any::<i64>())).prop_map(|(at, fen)| Fact::Goal {
            month: Month::from_index(at),
            amount: fen.map(Money::from_fen),
        }),
    ]
}

pub(super) fn any_budget() -> impl Strategy<Value = Op> {
    let text = || prop::option::of(any_text());
    let key = (any::<u16>(), any_uuid(), any_uuid(), any::<u16>())
        .prop_map(|(field, of, part, at)| BudgetKey { field, of, part, at });
    let fact = any::<u128>().prop_map(|n| FactId::new(Uuid::from_u128(n)));
    prop_oneof![
        2 => (key, text(), text()).prop_map(|(key, value, was)| Op::Budget { key, value, was }),
        1 => (fact, any_customer(), any_fact()).prop_map(|(id, customer, fact)| {
            let write = FunnelWrite::Say(Box::new(fact));
            Op::Funnel { id, customer, deal: None, write }
        }),
    ]
}

#[test]
fn a_value_of_the_budget_is_as_short_as_this_and_what_is_not_said_is_blank() {
    let of = Uuid::from_u128(3);
    let key = BudgetKey { field: 11, of, part: of, at: 24_324 };
    for (op, wanted) in [
        (
            Op::Budget { key, value: Some("120000".into()), was: None },
            format!(r#"{{"budget":{{"k":11,"i":"{C}","p":"{C}","at":24324,"v":"120000"}}}}"#),
        ),
        (
            Op::Budget {
                key: BudgetKey { part: Uuid::nil(), at: 0, ..key },
                value: None,
                was: None,
            },
            format!(r#"{{"budget":{{"k":11,"i":"{C}"}}}}"#),
        ),
    ] {
        let wire = to_wire(&change_of(vec![op.clone()]), false);
        assert_eq!(wire.ops[0].get(), wanted);
        assert_eq!(read(&wanted).map(|change| change.ops), Ok(vec![op]));
    }
}

#[test]
fn a_service_is_as_short_as_this_and_one_of_a_sort_that_is_not_known_waits() {
    let say = |write: &str| format!(r#"{{"funnel":{{"i":"{C}","c":"{C}","w":{write}}}}}"#);
    let (id, customer) = (FactId::new(Uuid::from_u128(3)), CustomerId::new(Uuid::from_u128(3)));
    let (sort, amount) = (ServiceSort::AfterSales, Money::from_fen(0));
    let on = jipan_rules::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let service = ServiceFact { sort, on, quantity: 1, amount, text: Box::default() };
    let write = FunnelWrite::Say(Box::new(Fact::Service(Box::new(service))));
    let wire = to_wire(&change_of(vec![Op::Funnel { id, customer, deal: None, write }]), false);
    assert_eq!(wire.ops[0].get(), say(r#"{"service":{"k":1,"on":"2026-11-26","n":1,"m":0}}"#));
    let newer = say(r#"{"service":{"k":3,"on":"2026-11-26","n":1,"m":0}}"#);
    assert!(matches!(read(&newer), Err(WireError::Unknown { .. })));
    for write in [r#"{"service":{"k":1,"on":"2026-11-26","n":-1,"m":0}}"#, r#"{"goal":{"m":1}}"#] {
        assert!(matches!(read(&say(write)), Err(WireError::Malformed { .. })), "{write}");
    }
    let goal = read(&say(r#"{"goal":{"at":24324}}"#)).unwrap();
    let Op::Funnel { write: FunnelWrite::Say(fact), .. } = &goal.ops[0] else { panic!("a goal") };
    assert_eq!(**fact, Fact::Goal { month: Month::from_index(24_324), amount: None });
}

//! Facts of the funnel as JSON.

use jipan_book::{FunnelWrite, Op};
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Contact, Expectation, Fact, How, Opened, Outcome, Purpose,
    Refusal, Source, Step, SubChannel, Template, Turn, TurnFact,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, OrderId, PersonId};
use jipan_rules::{NaiveDate, Uuid};
use proptest::prelude::*;

use super::{C, any_customer, any_day, change_of, read};
use crate::wire::ops::{WireError, to_wire};

fn any_text() -> impl Strategy<Value = Box<str>> {
    ".{0,9}".prop_map(Into::into)
}

fn any_source() -> impl Strategy<Value = Source> {
    let sub = prop::option::of(prop::sample::select(SubChannel::ALL.to_vec()));
    (prop::sample::select(Channel::ALL.to_vec()), sub, prop::option::of(any_customer()))
        .prop_map(|(channel, sub, referrer)| Source { channel, sub, referrer })
}

fn any_fact_1() -> impl Strategy<Value = Fact> {
    let fact = || any::<u128>().prop_map(|n| FactId::new(Uuid::from_u128(n)));
    let flag = || prop::option::of(any::<bool>());
    let day = || prop::option::of(any_day());
    let template = prop::sample::select(Template::ALL.to_vec());
    let (how, purpose) =
        (prop::sample::select(How::ALL.to_vec()), prop::sample::select(Purpose::ALL.to_vec()));
    let outcome = (0_u8..=10).prop_map(|code| Outcome::from_code(code).unwrap_or(Outcome::Reached));
    let why = || prop::option::of(any_text());
    prop_oneof![
        (template, any_source(), flag(), flag()).prop_map(|(template, source, will, ability)| {
            Fact::Open(Opened { template, source, will, ability })
        }),
        any_source().prop_map(Fact::Source),
        (flag(), flag()).prop_map(|(will, ability)| Fact::Flags { will, ability }),
        (day(), prop::option::of(any::<i64>()), why(), prop::option::of(fact())).prop_map(
            |(on, fen, why, seen)| {
                let amount = fen.map(Money::from_fen);
                Fact::Expect(Expectation { on, amount, why, seen })
            }
        ),
        (any_day(), how, purpose, outcome, any_text(), day()).prop_map(
            |(on, how, purpose, outcome, text, next)| {
                Fact::Contact(Box::new(Contact { on, how, purpose, outcome, text, next }))
            }
        ),
        (any_day(), why()).prop_map(|(until, why)| Fact::Snooze { until, why }),
    ]
}

fn any_fact_2() -> impl Strategy<Value = Fact> {
    let fact = || any::<u128>().prop_map(|n| FactId::new(Uuid::from_u128(n)));
    let order = any::<u128>().prop_map(|n| OrderId::new(Uuid::from_u128(n)));
    let turn = (
        prop::sample::select(Turn::ALL.to_vec()),
        prop::option::of(any_text()),
        prop::option::of(prop::sample::select(Refusal::ALL.to_vec())),
        prop::option::of(any_day()),
        prop::option::of(order),
        prop::option::of(fact()),
    );
    let is = prop_oneof![
        Just(Checked::Open),
        Just(Checked::Done),
        any_text().prop_map(Checked::Waived),
    ];
    prop_oneof![
        prop::sample::select(Step::ALL.to_vec()).prop_map(Fact::Step),
        turn.prop_map(|(to, why, refusal, until, order, seen)| {
            Fact::Turn(Box::new(TurnFact { to, why, refusal, until, order, seen }))
        }),
        (prop::sample::select(CloseItem::ALL.to_vec()), is)
            .prop_map(|(item, is)| Fact::Check { item, is }),
        (any_text(), any::<bool>()).prop_map(|(text, asks)| Fact::Remark { text, asks }),
        (fact(), any_text()).prop_map(|(of, text)| Fact::Answer { of, text }),
        any::<u128>().prop_map(|n| Fact::Hand { to: PersonId::new(Uuid::from_u128(n)) }),
    ]
}

pub(super) fn any_funnel() -> impl Strategy<Value = Op> {
    let fact = any::<u128>().prop_map(|n| FactId::new(Uuid::from_u128(n)));
    let deal = prop::option::of(any::<u128>().prop_map(|n| DealId::new(Uuid::from_u128(n))));
    let write = prop_oneof![
        6 => any_fact_1().prop_map(|fact| FunnelWrite::Say(Box::new(fact))),
        6 => any_fact_2().prop_map(|fact| FunnelWrite::Say(Box::new(fact))),
        1 => any::<bool>().prop_map(|is_gone| FunnelWrite::Drop { is_gone }),
    ];
    (fact, any_customer(), deal, write).prop_map(|(id, customer, deal, write)| Op::Funnel {
        id,
        customer,
        deal,
        write,
    })
}

fn fact(write: &str) -> Result<Fact, WireError> {
    let op = format!(r#"{{"funnel":{{"i":"{C}","c":"{C}","d":"{C}","w":{write}}}}}"#);
    let change = read(&op)?;
    let Op::Funnel { write: FunnelWrite::Say(fact), .. } = &change.ops[0] else {
        panic!("no fact: {change:?}");
    };
    Ok((**fact).clone())
}

#[test]
fn a_contact_is_as_short_as_this() {
    let on = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let (how, purpose) = (How::Phone, Purpose::Push);
    let (outcome, text) = (Outcome::Refused(Refusal::Compare), Box::default());
    let contact = Contact { on, how, purpose, outcome, text, next: None };
    let (id, customer) = (FactId::new(Uuid::from_u128(3)), CustomerId::new(Uuid::from_u128(3)));
    let write = FunnelWrite::Say(Box::new(Fact::Contact(Box::new(contact))));
    let deal = Some(DealId::new(Uuid::from_u128(3)));
    let wire = to_wire(&change_of(vec![Op::Funnel { id, customer, deal, write }]), false);
    let body = r#"{"contact":{"on":"2026-11-26","h":1,"p":2,"o":5}}"#;
    let wanted = format!(r#"{{"funnel":{{"i":"{C}","c":"{C}","d":"{C}","w":{body}}}}}"#);
    assert_eq!(wire.ops[0].get(), wanted);
}

#[test]
fn a_code_or_a_sort_of_fact_that_is_not_known_waits_for_a_newer_program() {
    let unknown = |write: &str| matches!(fact(write), Err(WireError::Unknown { .. }));
    let malformed = |write: &str| matches!(fact(write), Err(WireError::Malformed { .. }));
    for write in [
        r#"{"open":{"t":9,"s":{"ch":1}}}"#,
        r#"{"open":{"t":1,"s":{"ch":9}}}"#,
        r#"{"source":{"ch":4,"su":44}}"#,
        r#"{"contact":{"on":"2026-11-26","h":9,"p":1,"o":0}}"#,
        r#"{"contact":{"on":"2026-11-26","h":1,"p":9,"o":0}}"#,
        r#"{"contact":{"on":"2026-11-26","h":1,"p":1,"o":7}}"#,
        r#"{"step":7}"#,
        r#"{"turn":{"to":8}}"#,
        r#"{"turn":{"to":4,"r":7}}"#,
        r#"{"check":{"i":12,"k":1}}"#,
        r#"{"check":{"i":1,"k":3}}"#,
        r#"{"consent":{"on":"2026-11-26"}}"#,
    ] {
        assert!(unknown(write), "{write}: {:?}", fact(write));
    }
    for write in [
        r#"{"step":"x"}"#,
        r#"{"snooze":{"u":"2026-02-30"}}"#,
        r#"{"hand":"x"}"#,
        r#"{"source":{"ch":4,"rf":"00000000-0000-0000-0000-000000000000"}}"#,
        r#"{"open":{"t":1}}"#,
        r#"{"consent":{},"step":1}"#,
        "null",
        "{}",
    ] {
        assert!(malformed(write), "{write}: {:?}", fact(write));
    }
    assert_eq!(fact(r#"{"step":2}"#), Ok(Fact::Step(Step::Receive)));
}

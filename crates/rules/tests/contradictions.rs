//! The rules of contradiction as a whole: only fields that the type has are judged against each
//! other, every rule can be found and none where all is well. The boundaries of each are in its docs.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

use std::collections::BTreeSet;

use jipan_rules::NaiveDate;
use jipan_rules::contradiction::{Contradiction, contradictions};
use jipan_rules::explain::Why;
use jipan_rules::schema::{CustomerType, FieldId, field, fields};
use jipan_rules::value::Value;
use proptest::prelude::*;

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn found(customer_type: CustomerType, values: &[(FieldId, Value)]) -> Vec<Contradiction> {
    let value = |of| values.iter().find(|(it, _)| *it == of).map(|(_, it)| it.clone());
    contradictions(customer_type, &value, today()).into_iter().map(|it| it.value).collect()
}

/// A file in which nothing contradicts.
fn sound() -> Vec<(FieldId, Value)> {
    vec![
        (fields::TYPE, Value::Choice(1)),
        (fields::STATUS, Value::Choice(1)),
        (fields::ISSUED, Value::Date(day("2024-01-22"))),
        (fields::VALID_TO, Value::Date(day("2029-01-21"))),
        (fields::REVIEW, Value::Date(day("2027-03-31"))),
        (fields::OPENED, Value::Date(day("2019-05-01"))),
        (fields::BORN, Value::Date(day("1970-05-01"))),
        (fields::BIRTHDAY, Value::Text("1970-05-01".into())),
        (fields::ORDER_CYCLE, Value::Integer(7)),
        (fields::DELIVERY_CYCLE, Value::Integer(7)),
        (fields::VISIT_CYCLE, Value::Integer(14)),
        (fields::ORDER_FREQUENCY, Value::Integer(4)),
        (fields::FAMILY_CARE, Value::YesNo(true)),
        (fields::CARE_REASON, Value::Choice(1)),
        (fields::MODEL_SHOP, Value::YesNo(true)),
        (fields::COMPLIANCE, Value::Choice(1)),
        (fields::INTEGRITY, Value::Choice(1)),
    ]
}

#[test]
fn a_sound_file_contradicts_itself_nowhere() {
    assert_eq!(found(CustomerType::Retail, &sound()), []);
    assert_eq!(found(CustomerType::Retail, &[]), []);
}

#[test]
fn numbers_are_never_used_twice() {
    let numbers: BTreeSet<usize> = Contradiction::ALL.iter().map(|it| it.index()).collect();
    assert_eq!(numbers.len(), Contradiction::ALL.len());
    assert_eq!(Contradiction::ModelShopInBreach as u8, 12, "new ones at the end");
}

#[test]
fn dates_of_a_licence_are_not_compared_where_the_type_has_no_licence() {
    let values = [
        (fields::ISSUED, Value::Date(day("2024-01-01"))),
        (fields::VALID_TO, Value::Date(day("2023-01-01"))),
        (fields::STATUS, Value::Choice(1)),
    ];
    assert_eq!(found(CustomerType::Designer, &values), [Contradiction::FieldOfOtherType]);
    let retail = [Contradiction::ValidToBeforeIssued, Contradiction::ExpiredButOpen];
    assert_eq!(found(CustomerType::Retail, &values), retail);
}

#[test]
fn the_facts_name_the_foreign_field_then_the_type_then_the_others() {
    let values = [
        (fields::LICENCE, Value::Text("L1".into())),
        (fields::VALID_TO, Value::Date(day("2030-01-01"))),
    ];
    let value = |of| values.iter().find(|(it, _)| *it == of).map(|(_, it)| it.clone());
    let answer =
        Contradiction::FieldOfOtherType.of(CustomerType::Project, &value, today()).unwrap();
    let Why::Contradiction { values, today: asked, of } = answer.why else { panic!("no facts") };
    assert_eq!((of, asked), (Contradiction::FieldOfOtherType, today()));
    let names: Vec<FieldId> = values.iter().map(|(field, _)| *field).collect();
    assert_eq!(names, [fields::LICENCE, fields::TYPE, fields::VALID_TO]);
}

#[test]
fn what_orders_tell_is_no_field_of_another_type() {
    let values = [(fields::PURCHASED_QUANTITY, Value::Integer(7))];
    assert_eq!(found(CustomerType::Designer, &values), []);
}

fn any_date() -> impl Strategy<Value = Value> {
    (-400_i64..400).prop_map(|n| {
        Value::Date(today().checked_add_signed(jipan_rules::TimeDelta::days(n)).unwrap())
    })
}

fn any_file() -> impl Strategy<Value = Vec<(FieldId, Value)>> {
    let dates = [fields::ISSUED, fields::VALID_TO, fields::REVIEW, fields::OPENED];
    let date = (prop::sample::select(dates.to_vec()), any_date());
    let cycles = [fields::ORDER_CYCLE, fields::VISIT_CYCLE, fields::ORDER_FREQUENCY];
    let cycle = (prop::sample::select(cycles.to_vec()), (0_i64..400).prop_map(Value::Integer));
    let choice = (1_u8..5).prop_map(Value::Choice);
    let choices = [fields::STATUS, fields::COMPLIANCE, fields::CARE_REASON];
    let choice = (prop::sample::select(choices.to_vec()), choice);
    let flags = [fields::FAMILY_CARE, fields::MODEL_SHOP];
    let flag = (prop::sample::select(flags.to_vec()), any::<bool>().prop_map(Value::YesNo));
    prop::collection::vec(prop_oneof![date, cycle, choice, flag], 0..12)
}

proptest! {
    /// Each fact is a value of the file (or its type), so a sentence made of them is true of it.
    #[test]
    fn every_fact_stands_in_the_file(
        values in any_file(),
        of in prop::sample::select(CustomerType::ALL.to_vec()),
    ) {
        let value = |of| values.iter().find(|(it, _)| *it == of).map(|(_, it)| it.clone());
        for answer in contradictions(of, &value, today()) {
            let Why::Contradiction { values: facts, .. } = answer.why else {
                return Err(TestCaseError::fail("no facts"));
            };
            prop_assert!(!facts.is_empty());
            for (id, fact) in facts {
                let is_type = id == fields::TYPE && fact == Value::Choice(of.code());
                prop_assert!(is_type || value(id) == Some(fact));
                prop_assert!(field(id).is_some());
            }
        }
    }
}

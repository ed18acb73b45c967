//! What is kept of a change that is refused more than once.

use jipan_book::{Action, Change, ChangeId, Op, Stamp, product_id_of};
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sync::wire::Refusal;

use super::RefusedChange;
use crate::model::{Model, Start};
use crate::route::Route;
use crate::view::{Language, Theme};

fn change(ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(0x0100);
    Change {
        id: ChangeId { replica, seq: 1 },
        stamp: Stamp::new(1, 0, replica),
        on: NaiveDate::MIN,
        by: PersonId::new(Uuid::from_u128(1)),
        action: Action::AddCustomer,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn name(text: &str) -> Op {
    let value = Some(Value::Text(text.into()));
    let (id, field) = (product_id_of("P1"), fields::PRODUCT_NAME);
    Op::Product { id, field, from: None, value, was: None }
}

fn shop(values: Vec<(jipan_rules::schema::FieldId, Value)>) -> Op {
    Op::Create { id: CustomerId::new(Uuid::from_u128(2)), values }
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

#[test]
fn parts_of_one_change_that_one_answer_refuses_are_kept_together() {
    let start = Start {
        route: Route::Home,
        language: Language::Chinese,
        has_english: false,
        theme: Theme::System,
        is_online: true,
        today: NaiveDate::MIN,
    };
    let model = Model::new(start);
    let first = model.refused_with(&[], change(vec![name("甲")]), Refusal::Known);
    let second = model.refused_with(&[first], change(vec![name("乙")]), Refusal::Known);
    assert_eq!(second.change.ops, [name("甲"), name("乙")]);
}

#[test]
fn what_else_of_a_change_is_refused_later_is_shown_also_if_only_products_were_left_out_before() {
    let left_out = RefusedChange { change: change(vec![name("甲")]), why: Refusal::Known };
    let both = left_out.clone().and(change(vec![shop(Vec::new())]), Refusal::Territory);
    assert_eq!(both.why, Refusal::Territory, "else only products and rules are shown of it");
    let again = left_out.and(change(vec![name("甲")]), Refusal::Role);
    assert_eq!((again.why, again.change.ops.len()), (Refusal::Known, 1), "the same word once");
}

#[test]
fn a_creation_that_is_told_with_fewer_values_is_the_same_one() {
    let (named, coded) = ((fields::NAME, text("一号店")), (fields::CODE, text("K1")));
    let whole = shop(vec![named.clone(), coded.clone()]);
    let kept = RefusedChange { change: change(vec![shop(vec![named])]), why: Refusal::Territory };
    let kept = kept.and(change(vec![shop(vec![coded])]), Refusal::Territory);
    assert_eq!(kept.change.ops, [whole]);
}

#[test]
fn a_value_of_the_budget_that_is_told_twice_is_one_and_leaves_what_was_left_out_as_it_was() {
    let key = BudgetKey::of(BudgetField::PlanName, Uuid::from_u128(8 << 100));
    let put = |value: &str, was: Option<&str>| Op::Budget {
        key,
        value: Some(value.into()),
        was: was.map(Into::into),
    };
    let left_out = RefusedChange { change: change(vec![name("甲")]), why: Refusal::Known };
    // From a book what was seen is not known.
    let both = left_out.and(change(vec![put("草案", Some("初稿"))]), Refusal::Known);
    let both = both.and(change(vec![put("草案", None)]), Refusal::Role);
    assert_eq!((both.why, both.change.ops.len()), (Refusal::Known, 2));
    let book = jipan_book::Book::new();
    assert_eq!(both.left_out(&book).ops.len(), 2, "neither came in");
}

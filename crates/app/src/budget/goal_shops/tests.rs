//! Whatever becomes of a book: goals that keep what is the same are those that are counted from nothing.

use jipan_book::{FunnelWrite, Op, territory_part_of};
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::funnel::{Contact, Fact, How, Outcome, Purpose};
use jipan_rules::order::OrderSource;
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::setting::{BudgetRuleKey, RuleKey};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::FactId;
use jipan_rules::{TimeDelta, Uuid};
use proptest::prelude::*;

use super::*;
use crate::budget::test_books::{change, day, model_at, order as order_of};
use crate::event::BudgetPart;
use crate::model::Model;
use crate::route::Route;
use crate::view::BudgetBody;

/// More than two pages of customers.
const N: u32 = 2_100;
const PLAN: Uuid = Uuid::from_u128(7);
const LINES: [&str; 3] = ["1号线", "2号线", "10号线"];

#[derive(Debug, Clone)]
enum Act {
    Order(u32, u16),
    Contact(u32),
    ByHand(u32, Option<u16>),
    Field(u32, FieldId, Option<Value>),
    Issue(usize, Option<u16>),
    Merge(u32, u32),
    Rule(RuleKey, String),
    NextDay(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let who = || 0..N;
    let line = prop::option::of((0..LINES.len()).prop_map(|it| Value::Text(LINES[it].into())));
    let weights = (1_u16..90).prop_map(|it| format!("{it};34;24;17;11;6;3;{it};120;100;80;50"));
    let services = (1_u16..90).prop_map(|it| vec![format!("{it};4;1"); 8].join(";"));
    let rule = |key| move |text| Act::Rule(key, text);
    prop_oneof![
        4 => (who(), any::<u16>()).prop_map(|(it, fen)| Act::Order(it, fen)),
        3 => who().prop_map(Act::Contact),
        3 => (who(), any::<Option<u16>>()).prop_map(|(it, fen)| Act::ByHand(it, fen)),
        2 => (who(), 1_u8..4).prop_map(|(it, to)| {
            Act::Field(it, fields::STATUS, Some(Value::Choice(to)))
        }),
        2 => (who(), 1_u8..4).prop_map(|(it, to)| {
            Act::Field(it, fields::SCALE, Some(Value::Choice(to)))
        }),
        2 => (who(), line).prop_map(|(it, to)| Act::Field(it, fields::LINE, to)),
        3 => (0..LINES.len(), any::<Option<u16>>()).prop_map(|(it, fen)| Act::Issue(it, fen)),
        1 => (who(), who()).prop_map(|(it, into)| Act::Merge(it, into)),
        1 => weights.prop_map(rule(RuleKey::Budget(BudgetRuleKey::Weights))),
        1 => services.prop_map(rule(RuleKey::ServiceLevels)),
        2 => (1_i64..20).prop_map(Act::NextDay),
    ]
}

fn id(n: u32) -> CustomerId {
    CustomerId::new(Uuid::from_u128(u128::from(n.wrapping_mul(2_654_435_761)) + 1))
}

fn apply(model: &mut Model, ops: Vec<Op>) {
    let seq = model.book.revision() + model.book.budget_revision() + 1;
    drop(model.book.apply(&change(seq, model.today, ops)));
}

fn order(of: CustomerId, number: &str, on: NaiveDate, amount: i64) -> Op {
    order_of((number, OrderSource::App), (of, on), amount)
}

fn share_key(model: &Model, line: usize) -> BudgetKey {
    let key = BudgetKey::of(BudgetField::PlanShare, PLAN).part(territory_part_of(LINES[line]));
    key.at(Month::of(model.today))
}

fn act_on(model: &mut Model, n: usize, act: Act) {
    let fact = |it, fact| {
        let write = FunnelWrite::Say(Box::new(fact));
        let fact = FactId::new(Uuid::from_u128(u128::try_from(n).unwrap() + 100));
        Op::Funnel { id: fact, customer: id(it), deal: None, write }
    };
    let on = model.today;
    let op = match act {
        Act::Order(it, fen) => order(id(it), &format!("E{n}"), on, fen.into()),
        Act::Contact(it) => {
            let (how, purpose, outcome) = (How::Visit, Purpose::ALL[0], Outcome::Reached);
            let contact = Contact { on, how, purpose, outcome, text: "".into(), next: None };
            fact(it, Fact::Contact(Box::new(contact)))
        }
        Act::ByHand(it, fen) => {
            let amount = fen.map(|it| Money::from_fen(it.into()));
            fact(it, Fact::Goal { month: Month::of(on), amount })
        }
        Act::Field(it, field, value) => model.book.put(id(it), field, value, None),
        Act::Issue(line, fen) => {
            let fen = fen.map(|it| (i64::from(it) * 1_000).to_string().into());
            model.book.put_budget(share_key(model, line), fen)
        }
        Act::Merge(it, into) if it != into => {
            Op::Merge { loser: id(it), into: Some(id(into)), was: None }
        }
        Act::Merge(..) => return,
        Act::Rule(key, text) => model.book.put_rule(key.code(), on, Some(text.into())),
        Act::NextDay(days) => {
            model.today = on + TimeDelta::days(days);
            return;
        }
    };
    apply(model, vec![op]);
}

fn model() -> Model {
    let mut model = model_at(BudgetPart::Goals);
    let ops = (0..N).flat_map(|n| {
        let line = Value::Text(LINES[usize::try_from(n % 3).unwrap()].into());
        let create = Op::Create { id: id(n), values: vec![(fields::LINE, line)] };
        [create, order(id(n), &format!("D{n}"), day() - TimeDelta::days((n % 60).into()), 100)]
    });
    let mut ops: Vec<Op> = ops.collect();
    let first = Month::of(day()).back(5).index().to_string();
    let plan = BudgetKey::of(BudgetField::PlanYear, PLAN);
    ops.push(model.book.put_budget(plan, Some(first.as_str().into())));
    for line in 0..LINES.len() {
        let key = share_key(&model, line);
        ops.push(model.book.put_budget(key, Some("7000001".into())));
    }
    apply(&mut model, ops);
    model
}

/// Whether goals are the same but for the numbers of their pages.
fn is_same(one: &Goals, other: &Goals) -> bool {
    let of = |it: &Goals| (it.month, it.by, it.today_actual, it.not_issued);
    of(one) == of(other) && one.territories == other.territories && one.shops().eq(other.shops())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn goals_that_keep_what_is_the_same_are_those_counted_from_nothing(
        acts in prop::collection::vec(act(), 1..14),
    ) {
        let mut model = model();
        model.follow_actuals();
        for (n, act) in acts.into_iter().enumerate() {
            act_on(&mut model, n, act);
            // What is half made is gone on with after the next act.
            model.make_goals(1);
            model.follow_actuals();
            // Also while pages are still to be counted.
            let mut is_more = true;
            while is_more {
                // Some of them in slices, the rest at once.
                model.make_goals(700);
                let kept = model.goals();
                prop_assert!(is_same(&kept, &model.count_goals(None, usize::MAX)));
                let mut effects = Vec::new();
                is_more = !matches!(model.actuals_slice(100, &mut effects), crate::job::Slice::Done);
            }
            let kept = model.goals();
            prop_assert!(is_same(&kept, &model.count_goals(None, usize::MAX)));
            prop_assert!(kept.shops().next().is_some());
        }
    }
}

#[test]
fn after_an_order_only_the_page_of_the_shop_is_another_one() {
    let mut model = model();
    model.follow_actuals();
    while !matches!(model.actuals_slice(1_000, &mut Vec::new()), crate::job::Slice::Done) {}
    let before = model.goals();
    act_on(&mut model, 1, Act::Order(1_501, 500));
    while !matches!(model.actuals_slice(1_000, &mut Vec::new()), crate::job::Slice::Done) {}
    let after = model.goals();
    let is_same: Vec<bool> = before
        .pages
        .iter()
        .zip(&after.pages)
        .map(|(one, other)| Rc::ptr_eq(&one.shops, &other.shops))
        .collect();
    assert_eq!(is_same, [true, false, true]);
    let of = after.shops().find(|it| it.customer == id(1_501)).map(|it| it.brought.1);
    assert_eq!((of, after.today_actual - before.today_actual), (Some(500), 500));
}

#[test]
fn goals_that_are_made_slice_by_slice_are_those_that_are_made_at_once() {
    let mut model = model();
    model.follow_actuals();
    while !matches!(model.actuals_slice(1_000, &mut Vec::new()), crate::job::Slice::Done) {}
    let slices = |model: &Model, n_max| (0..20).take_while(|_| model.make_goals(n_max)).count();
    assert_eq!(slices(&model, 1), 0, "the job made them");
    model.today += TimeDelta::days(1);
    // A page in each of the first three, then a territory in each.
    assert_eq!(slices(&model, 1), 5);
    assert!(is_same(&model.goals(), &model.count_goals(None, usize::MAX)));
    // A territory that has another goal from the next day on is split anew in it, as all are.
    let goal = |model: &Model| model.goals().territories[1].goal;
    let before = goal(&model);
    act_on(&mut model, 1, Act::Issue(1, Some(4)));
    assert_eq!(goal(&model), before, "the day goes on as it began");
    model.today += TimeDelta::days(1);
    assert_eq!(slices(&model, 1), 5);
    assert_eq!(goal(&model), Some(4_000));
    assert!(is_same(&model.goals(), &model.count_goals(None, usize::MAX)));
}

#[test]
fn who_has_no_table_of_the_year_is_not_left_counting() {
    let mut model = model();
    model.writer.role = Role::Rep;
    model.route = Route::Budget(BudgetPart::Year);
    let is_counting = |model: &mut Model| {
        model.count_budget();
        matches!(model.budget.body, Some((_, BudgetBody::Counting)))
    };
    assert!(is_counting(&mut model));
    while !matches!(model.actuals_slice(100, &mut Vec::new()), crate::job::Slice::Done) {
        assert!(is_counting(&mut model));
    }
    model.jobs.clear();
    assert!(!is_counting(&mut model));
}

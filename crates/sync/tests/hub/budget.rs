//! The budget: who may write what, who is sent what, and what becomes of one that somebody had alone.

mod alone;

use jipan_book::{Change, SharedPlace};
use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Row};
use jipan_rules::period::Month;
use jipan_rules::values::ids::PersonId;
use jipan_sync::hub;
use jipan_sync::wire::{Refusal, TeamRequest, WireRole};

use super::kit::*;

const DAY_MS: u64 = 24 * 3_600_000;

fn plan() -> PlanId {
    PlanId(Uuid::from_u128((8 << 100) | 1))
}

fn cell(n: u16) -> BudgetKey {
    let month = Month::from_index(2027 * 12 + n - 1);
    BudgetKey::cell(plan(), LineRef::Row(Row::SalesRevenue), month)
}

fn name() -> BudgetKey {
    BudgetKey::of(BudgetField::PlanName, plan().0)
}

fn expense(field: BudgetField, of: PersonId) -> BudgetKey {
    let id = Uuid::from_u128((9 << 100) | of.uuid().as_u128());
    BudgetKey::of(field, id).part(of.uuid())
}

fn amount(of: PersonId) -> BudgetKey {
    expense(BudgetField::ExpenseAmount, of)
}

fn verdict(of: PersonId) -> BudgetKey {
    expense(BudgetField::ExpenseVerdict, of)
}

fn put(tablet: &mut Tablet, world: &World, key: BudgetKey, value: &str) -> Change {
    let op = tablet.book.put_budget(key, Some(value.into()));
    tablet.act(&world.env, vec![op])
}

fn put_as(
    tablet: &mut Tablet,
    world: &World,
    by: PersonId,
    (key, value): (BudgetKey, &str),
) -> Change {
    let op = tablet.book.put_budget(key, Some(value.into()));
    tablet.act_as(&world.env, by, vec![op])
}

fn says(tablet: &Tablet, key: BudgetKey) -> Option<&str> {
    tablet.book.budget_value(key)
}

fn why(tablet: &Tablet) -> Vec<Refusal> {
    tablet.refused.iter().map(|(_, why)| *why).collect()
}

/// The boss's plan with a number and a name, on the endpoint.
fn planned(world: &mut World) -> Tablet {
    let mut boss = world.boss.clone();
    put(&mut boss, world, BudgetKey::of(BudgetField::PlanYear, plan().0), "24324");
    put(&mut boss, world, cell(1), "120000");
    put(&mut boss, world, name(), "2027 草案");
    boss.settle(world);
    boss
}

#[test]
fn managers_plan_and_others_read_only_what_is_for_all() {
    let mut world = World::new();
    planned(&mut world);
    for (role, number) in [(WireRole::Rep, 2), (WireRole::Supervisor, 3)] {
        let mut other = world.join(role, &[T1], number);
        let response = other.round(&mut world);
        assert!(!serde_json::to_string(&response).unwrap().contains("120000"));
        other.settle(&mut world);
        assert_eq!((says(&other, cell(1)), says(&other, name())), (None, Some("2027 草案")));
        for key in [cell(1), cell(2), name()] {
            put(&mut other, &world, key, "7");
        }
        other.settle(&mut world);
        assert_eq!(why(&other), [Refusal::Role; 3]);
        assert_eq!((says(&other, cell(1)), says(&other, name())), (None, Some("2027 草案")));
    }
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    assert_eq!(says(&second, cell(1)), Some("120000"));
    assert_eq!(says(&second, cell(2)), None);
    world.check();
}

#[test]
fn an_expense_is_written_by_whose_it_is_judged_by_a_manager_and_read_by_both() {
    let mut world = World::new();
    let (mut rep, mut lead) = (world.rep(T1, 2), world.join(WireRole::Supervisor, &[T1], 3));
    let (of_rep, of_lead) = (rep.person, lead.person);
    put(&mut rep, &world, amount(of_rep), "5000");
    put(&mut rep, &world, amount(of_lead), "1");
    put(&mut rep, &world, verdict(of_rep), "approved;5000");
    rep.settle(&mut world);
    assert_eq!(why(&rep), [Refusal::Role; 2], "another one's, and the verdict");
    put(&mut lead, &world, amount(of_lead), "7000");
    put(&mut lead, &world, verdict(of_rep), "approved;5000");
    lead.settle(&mut world);
    assert_eq!(why(&lead), [Refusal::Role]);
    assert_eq!(says(&lead, amount(of_rep)), None, "nobody else is sent it");
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!([of_rep, of_lead].map(|it| says(&boss, amount(it))), [Some("5000"), Some("7000")]);
    put(&mut boss, &world, verdict(of_rep), "approved;5000");
    boss.settle(&mut world);
    for tablet in [&mut rep, &mut lead] {
        tablet.settle(&mut world);
    }
    assert_eq!(says(&rep, verdict(of_rep)), Some("approved;5000"));
    assert_eq!((says(&lead, verdict(of_rep)), says(&rep, amount(of_lead))), (None, None));
    // A new tablet of the rep has it all the same.
    let secret = world.team(&TeamRequest::Link { person: of_rep }).unwrap().link.unwrap().secret;
    let mut again = Tablet::join(&mut world.records, &mut world.env, &secret, 4).unwrap();
    again.settle(&mut world);
    assert_eq!(says(&again, amount(of_rep)), Some("5000"));
    // What was approved is not made more afterwards.
    rep.refused.clear();
    put(&mut rep, &world, amount(of_rep), "9000");
    rep.settle(&mut world);
    assert_eq!((why(&rep), says(&rep, amount(of_rep))), (vec![Refusal::Role], Some("5000")));
    world.check();
}

#[test]
fn who_becomes_a_manager_is_sent_what_managers_read_and_who_is_none_any_more_lets_it_go() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let mut boss = planned(&mut world);
    let of_boss = amount(boss.person);
    put(&mut boss, &world, of_boss, "100");
    boss.settle(&mut world);
    rep.settle(&mut world);
    let person = rep.person;
    for (role, territories, seen) in [
        (WireRole::Manager, vec![], Some("120000")),
        (WireRole::Rep, vec![T1], None),
        (WireRole::Manager, vec![], Some("120000")),
    ] {
        let name = "小王".to_owned();
        world.team(&TeamRequest::SetPerson { person, name, role, territories }).unwrap();
        rep.refetch.insert(NOBODY);
        rep.settle(&mut world);
        assert_eq!(says(&rep, cell(1)), seen);
        assert_eq!(says(&rep, of_boss), seen.map(|_| "100"));
        assert_eq!(says(&rep, self::name()), Some("2027 草案"));
    }
    world.check();
}

#[test]
fn what_cannot_be_a_value_of_the_budget_is_refused_and_what_a_newer_program_knows_is_kept() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let of = |field| BudgetKey::of(field, plan().0);
    let whose = boss.person;
    let invalid = [
        (cell(1), "12.5"),
        (cell(1), "一百"),
        (cell(1), "9999999999999999999"),
        (BudgetKey { at: 0, ..cell(1) }, "1"),
        (BudgetKey { at: 12, ..cell(1) }, "1"),
        (BudgetKey { field: 0, ..cell(1) }, "1"),
        (of(BudgetField::PlanYear), "7"),
        (of(BudgetField::PlanWeights), "1;2;三"),
        (of(BudgetField::MeasureOwner), "老王"),
        (of(BudgetField::MeasureDue), "2026-13-01"),
        (of(BudgetField::MeasureRow), "x"),
        (amount(whose), ""),
        (verdict(whose), "好"),
        (verdict(whose), "approved"),
        (of(BudgetField::PlanFrozen), "1;1a05"),
        (of(BudgetField::PlanFrozen), "1;1a05:3-1"),
    ];
    for (key, value) in invalid {
        put(&mut boss, &world, key, value);
    }
    let long = "长".repeat(2_001);
    put(&mut boss, &world, name(), &long);
    let long = format!("1;1a05:{}", vec!["1"; 8_000].join(","));
    put(&mut boss, &world, of(BudgetField::PlanFrozen), &long);
    boss.settle(&mut world);
    assert_eq!(why(&boss), vec![Refusal::Invalid; invalid.len() + 2]);
    assert_eq!(boss.book.budget().len(), 0);
    let newer = BudgetKey { field: 60_000, at: 7, ..cell(1) };
    let valid = [
        (newer, "什么都行"),
        (cell(1), "-120000"),
        (of(BudgetField::PlanYear), "24324"),
        (of(BudgetField::PlanWeights), "1;2;3;4;5;6;7;8;9;10;11;12"),
        (of(BudgetField::PlanMethod), "newer"),
        (of(BudgetField::PlanFrozen), "1;1a05:1-3,9;2b00:7"),
        (of(BudgetField::MeasureDue), "2027-02-28"),
        (verdict(whose), "rejected;5000;没有发票"),
        (of(BudgetField::MonthClosed).at(Month::from_index(24_324)), "2:1"),
    ];
    for (key, value) in valid {
        put(&mut boss, &world, key, value);
    }
    boss.refused.clear();
    boss.settle(&mut world);
    assert_eq!((why(&boss), boss.book.budget().len()), (Vec::new(), valid.len()));
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    assert_eq!(says(&rep, newer), None, "who reads it nobody here knows");
    world.check();
}

#[test]
fn two_managers_of_one_cell_are_asked_and_of_two_cells_are_not() {
    let mut world = World::new();
    let mut boss = planned(&mut world);
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    put(&mut boss, &world, cell(2), "2");
    put(&mut second, &world, cell(3), "3");
    put(&mut boss, &world, cell(1), "130000");
    world.env.now_ms += 1_000;
    put(&mut second, &world, cell(1), "140000");
    for _ in 0..2 {
        boss.settle(&mut world);
        second.settle(&mut world);
    }
    for tablet in [&boss, &second] {
        let asked = tablet.book.shared_conflicts();
        let places: Vec<_> = asked.iter().map(|it| it.place).collect();
        assert_eq!(places, [SharedPlace::Budget(cell(1))]);
        let values = [1, 2, 3].map(|n| says(tablet, cell(n)));
        assert_eq!(values, [Some("140000"), Some("2"), Some("3")]);
    }
    world.check();
}

#[test]
fn who_saw_a_number_with_a_slow_clock_overwrites_it_all_the_same() {
    let mut world = World::new();
    let mut boss = planned(&mut world);
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    second.ahead_ms = -3 * i64::try_from(DAY_MS).unwrap();
    put(&mut second, &world, cell(1), "140000");
    second.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(says(&boss, cell(1)), Some("140000"));
    assert_eq!(boss.book.shared_conflicts(), []);
    world.check();
}

/// Rows of a tablet that somebody had alone, with a budget and an own expense.
#[test]
fn an_expense_in_a_file_waits_for_whose_it_is_or_a_manager() {
    let mut world = World::new();
    let (mut rep, mut other) = (world.rep(T1, 2), world.rep(T1, 3));
    let of_rep = amount(rep.person);
    let paid = put(&mut rep, &world, of_rep, "5000");
    other.carry(&paid);
    other.settle(&mut world);
    assert_eq!(why(&other), [Refusal::Relayed]);
    assert_eq!(says(&other, amount(rep.person)), None);
    let mut boss = world.boss.clone();
    boss.carry(&paid);
    boss.settle(&mut world);
    assert_eq!((why(&boss), says(&boss, amount(rep.person))), (vec![], Some("5000")));
    rep.settle(&mut world);
    assert_eq!((why(&rep), says(&rep, amount(rep.person))), (vec![], Some("5000")));
    world.check();
}

#[test]
fn who_got_what_managers_plan_with_a_file_lets_it_go() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let mut boss = planned(&mut world);
    let cell = put(&mut boss, &world, cell(2), "8");
    boss.settle(&mut world);
    rep.settle(&mut world);
    rep.carry(&cell);
    rep.settle(&mut world);
    assert_eq!(says(&rep, self::cell(2)), None);
    world.check();
}

#[test]
fn after_a_restore_a_rep_brings_own_expenses_and_managers_the_rest() {
    let mut world = World::new();
    let (backup, mut rep) = {
        let rep = world.rep(T1, 2);
        (world.records.clone(), rep)
    };
    let mut boss = planned(&mut world);
    let of_rep = rep.person;
    put(&mut rep, &world, amount(of_rep), "5000");
    rep.settle(&mut world);
    boss.settle(&mut world);
    put(&mut boss, &world, verdict(of_rep), "approved;5000");
    boss.settle(&mut world);
    rep.settle(&mut world);
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    rep.settle(&mut world);
    assert_eq!(says(&rep, amount(rep.person)), Some("5000"));
    assert_eq!((says(&rep, verdict(rep.person)), says(&rep, name())), (None, None));
    boss.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!((says(&boss, cell(1)), says(&rep, name())), (Some("120000"), Some("2027 草案")));
    assert_eq!(says(&rep, verdict(rep.person)), Some("approved;5000"));
    world.check();
}

#[test]
fn an_approval_of_an_amount_is_none_of_another_one() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let (mut boss, of_rep) = (world.boss.clone(), rep.person);
    put(&mut rep, &world, amount(of_rep), "100");
    rep.settle(&mut world);
    boss.settle(&mut world);
    put(&mut rep, &world, amount(of_rep), "900");
    world.env.now_ms += 1_000;
    put(&mut boss, &world, verdict(of_rep), "approved;100");
    for tablet in [&mut rep, &mut boss] {
        tablet.settle(&mut world);
    }
    // It waits, so it is still for whose it is to write.
    put(&mut rep, &world, amount(of_rep), "800");
    rep.settle(&mut world);
    assert_eq!((why(&rep), says(&rep, amount(of_rep))), (vec![], Some("800")));
    boss.settle(&mut world);
    put(&mut boss, &world, verdict(of_rep), "approved;800");
    boss.settle(&mut world);
    put(&mut rep, &world, amount(of_rep), "900");
    rep.settle(&mut world);
    assert_eq!(why(&rep), [Refusal::Role]);
    world.check();
}

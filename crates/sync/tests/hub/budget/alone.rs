//! Budgets that people had alone before they joined: whose they are, and what of them the company takes. Not here: the
//! company's own.

use super::*;

fn alone(world: &mut World, role: WireRole, number: u64) -> Tablet {
    let mut tablet = world.join(role, if role == WireRole::Manager { &[] } else { &[T1] }, number);
    let by = local(number);
    put_as(&mut tablet, world, by, (cell(1), "999"));
    put_as(&mut tablet, world, by, (name(), "我的预算"));
    let both = [(amount(by), "5000"), (verdict(by), "approved;5000")];
    let ops = both.map(|(key, value)| tablet.book.put_budget(key, Some(value.into())));
    tablet.act_as(&world.env, by, ops.to_vec());
    tablet
}

#[test]
fn a_budget_that_somebody_had_alone_is_the_companys_only_of_a_manager_where_there_is_none() {
    for (role, has_plan, taken) in [
        (WireRole::Manager, false, Some("999")),
        (WireRole::Manager, true, Some("120000")),
        (WireRole::Rep, true, None),
        (WireRole::Rep, false, None),
    ] {
        let mut world = World::new();
        if has_plan {
            planned(&mut world);
        }
        let mut late = alone(&mut world, role, 5);
        late.settle(&mut world);
        let mut boss = world.boss.clone();
        boss.settle(&mut world);
        let told = says(&boss, cell(1)).map(str::to_owned);
        assert_eq!(told.as_deref(), taken.or(has_plan.then_some("120000")), "{role:?}");
        assert_eq!(says(&boss, amount(local(5))), Some("5000"), "what one paid comes along");
        // The word of who was alone is none where somebody else decides.
        let is_manager = role == WireRole::Manager;
        assert_eq!(says(&boss, verdict(local(5))), is_manager.then_some("approved;5000"));
        assert_eq!(says(&late, amount(local(5))), Some("5000"), "read under the former name");
        let wanted = match (is_manager, has_plan) {
            (true, false) => vec![],
            (true, true) => vec![Refusal::Known; 2],
            (false, _) => vec![Refusal::Role, Refusal::Role, Refusal::Known],
        };
        assert_eq!(
            why(&late),
            wanted,
            "{role:?}, {has_plan}: what is left out is kept with its text"
        );
        // It is still theirs to correct.
        late.refused.clear();
        put(&mut late, &world, amount(local(5)), "6000");
        late.settle(&mut world);
        assert_eq!(why(&late), []);
        world.check();
    }
}

#[test]
fn what_is_left_of_a_plan_that_was_taken_out_keeps_no_budget_out() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    put(&mut boss, &world, cell(1), "7");
    let of = |field| BudgetKey::of(field, plan().0);
    put(&mut boss, &world, of(BudgetField::PlanYear), "24324");
    put(&mut boss, &world, of(BudgetField::PlanGone), "1");
    boss.settle(&mut world);
    let mut late = world.join(WireRole::Manager, &[], 5);
    put_as(&mut late, &world, local(5), (cell(2), "999"));
    late.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!((why(&late), says(&boss, cell(2))), (vec![], Some("999")));
    world.check();
}

//! Customers move between territories, people too; nothing is lost and nothing stays that should not.

use jipan_book::Op;
use jipan_rules::schema::fields;
use jipan_sync::wire::{Refusal, Scope, TeamRequest, WireRole};

use super::kit::*;

/// A manager, two reps, and one customer of the first rep.
fn company() -> (World, Tablet, Tablet, Tablet) {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.put(&world.env, 1, fields::ADDRESS, "中山路 8 号");
    boss.settle(&mut world);
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T2, 3));
    one.settle(&mut world);
    two.settle(&mut world);
    world.env.now_ms += 3_600_000;
    (world, boss, one, two)
}

#[test]
fn a_customer_that_gets_another_line_changes_hands_whole() {
    let (mut world, mut boss, mut one, mut two) = company();
    boss.put(&world.env, 1, fields::LINE, "2号线");
    boss.settle(&mut world);
    one.settle(&mut world);
    two.settle(&mut world);
    assert_eq!((one.name(1), two.name(1).as_deref()), (None, Some("一")));
    assert_eq!(two.says(1, fields::ADDRESS).as_deref(), Some("中山路 8 号"));
    world.check();
}

#[test]
fn a_customer_that_went_and_came_back_is_whole_whether_or_not_it_was_missed() {
    let (mut world, mut boss, mut one, _) = company();
    let mut asleep = one.clone();
    one.put(&world.env, 1, fields::NAME, "一号店");
    one.settle(&mut world);
    boss.settle(&mut world);
    for line in ["2号线", "1号线", "2号线", "1号线"] {
        boss.put(&world.env, 1, fields::LINE, line);
        boss.settle(&mut world);
        one.settle(&mut world);
        assert_eq!(one.name(1).is_some(), line == "1号线");
    }
    asleep.settle(&mut world);
    for tablet in [&one, &asleep] {
        assert_eq!(tablet.name(1).as_deref(), Some("一号店"));
        assert_eq!(tablet.says(1, fields::ADDRESS).as_deref(), Some("中山路 8 号"));
    }
    world.check();
}

#[test]
fn work_done_before_the_customer_left_is_judged_by_then() {
    let (mut world, mut boss, mut one, _) = company();
    let before = one.put(&world.env, 1, fields::PHONE, "19900000001");
    world.env.now_ms += 3_600_000;
    boss.put(&world.env, 1, fields::LINE, "2号线");
    boss.settle(&mut world);
    world.env.now_ms += 3_600_000;
    let after = one.put(&world.env, 1, fields::NAME, "太晚");
    one.settle(&mut world);
    assert_eq!(one.refused, [(after, Refusal::Territory)]);
    assert_eq!(one.name(1), None);
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::PHONE).as_deref(), Some("19900000001"), "{before:?}");
    world.check();
}

#[test]
fn a_rep_who_gives_a_customer_away_may_still_have_said_more_of_it() {
    let (mut world, _, mut one, mut two) = company();
    one.act(&world.env, vec![create(5, "新店", Some("2号线"))]);
    one.put(&world.env, 5, fields::ADDRESS, "解放路");
    one.put(&world.env, 1, fields::LINE, "2号线");
    one.put(&world.env, 1, fields::NAME, "一号店");
    // Sent one by one: each push is later than the one before.
    let all = std::mem::take(&mut one.unsent);
    for change in all {
        one.unsent.push(change);
        world.env.now_ms += 30_000;
        one.round(&mut world);
    }
    one.settle(&mut world);
    assert_eq!(one.refused, []);
    two.settle(&mut world);
    assert_eq!((one.name(1), one.name(5)), (None, None));
    assert_eq!(two.name(1).as_deref(), Some("一号店"));
    assert_eq!(two.says(5, fields::ADDRESS).as_deref(), Some("解放路"));
    world.check();
}

#[test]
fn a_territory_passes_to_another_rep_and_unsent_work_of_both_is_judged() {
    let (mut world, mut boss, mut one, mut two) = company();
    one.put(&world.env, 1, fields::PHONE, "19900000001");
    world.env.now_ms += 3_600_000;
    let of = |person, territories| TeamRequest::SetPerson {
        person,
        name: "某".to_owned(),
        role: WireRole::Rep,
        territories,
    };
    world.team(&of(one.person, vec![T2])).unwrap();
    world.team(&of(two.person, vec![T1])).unwrap();
    world.env.now_ms += 3_600_000;
    one.put(&world.env, 1, fields::NAME, "不再是我的");
    two.settle(&mut world);
    two.put(&world.env, 1, fields::ADDRESS, "新址");
    two.settle(&mut world);
    one.settle(&mut world);
    assert_eq!(one.refused.iter().map(|it| it.1).collect::<Vec<_>>(), [Refusal::Territory]);
    boss.settle(&mut world);
    two.settle(&mut world);
    assert_eq!(one.name(1), None);
    for tablet in [&boss, &two] {
        assert_eq!(tablet.says(1, fields::PHONE).as_deref(), Some("19900000001"));
        assert_eq!(tablet.says(1, fields::ADDRESS).as_deref(), Some("新址"));
    }
    world.check();
}

#[test]
fn work_done_before_the_device_was_revoked_or_the_person_left_is_judged() {
    let (mut world, mut boss, mut one, _) = company();
    one.put(&world.env, 1, fields::PHONE, "19900000001");
    world.env.now_ms += 3_600_000;
    world.team(&TeamRequest::Leave { person: one.person }).unwrap();
    world.env.now_ms += 3_600_000;
    let late = one.put(&world.env, 1, fields::NAME, "报复");
    one.round(&mut world);
    assert_eq!(one.refused, [(late, Refusal::Left)]);
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(boss.name(1).as_deref(), Some("一"));
    world.check();
}

#[test]
fn a_scope_that_is_taken_away_and_given_back_comes_whole() {
    let (mut world, _, mut one, _) = company();
    one.act(&world.env, vec![create(2, "二", None)]);
    one.settle(&mut world);
    let of = |person, territories| TeamRequest::SetPerson {
        person,
        name: "某".to_owned(),
        role: WireRole::Rep,
        territories,
    };
    world.team(&of(one.person, vec![T2])).unwrap();
    one.settle(&mut world);
    assert_eq!((one.name(1), one.name(2)), (None, None));
    assert!(!one.have.contains_key(&S1));
    world.team(&of(one.person, vec![T1])).unwrap();
    one.settle(&mut world);
    assert_eq!(one.name(2).as_deref(), Some("二"), "what it made itself as well");
    assert_eq!(one.name(1).as_deref(), Some("一"));
    world.check();
}

#[test]
fn a_manager_who_becomes_a_rep_forgets_all_other_customers() {
    let (mut world, mut boss, _, _) = company();
    boss.act(&world.env, vec![create(2, "二", Some("2号线")), create(3, "三", None)]);
    boss.settle(&mut world);
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    assert_eq!(second.book.n_customers(), 3);
    let (name, role, territories) = ("某".to_owned(), WireRole::Rep, vec![T2]);
    let person = second.person;
    world.team(&TeamRequest::SetPerson { person, name, role, territories }).unwrap();
    second.settle(&mut world);
    assert_eq!(second.book.n_customers(), 1);
    assert_eq!(second.have.keys().copied().collect::<Vec<_>>(), [Scope::Company, S2]);
    world.check();
}

#[test]
fn a_deleted_customer_stays_in_its_territory_and_can_be_put_back() {
    let (mut world, mut boss, mut one, _) = company();
    boss.act(&world.env, vec![Op::Delete { id: customer(1) }]);
    boss.settle(&mut world);
    one.settle(&mut world);
    assert_eq!(one.name(1), None);
    assert_eq!(world.scope_of(1), Some(S1));
    boss.act(&world.env, vec![Op::Restore { id: customer(1) }]);
    boss.settle(&mut world);
    one.settle(&mut world);
    assert_eq!(one.name(1).as_deref(), Some("一"));
    world.check();
}

#[test]
fn of_a_merge_the_last_word_reaches_everybody_whom_an_earlier_one_names() {
    let (mut world, mut boss, mut one, _) = company();
    boss.act(&world.env, vec![create(2, "二", Some("2号线")), create(3, "三", Some("2号线"))]);
    let merge = |into| Op::Merge { loser: customer(2), into: Some(customer(into)), was: None };
    boss.act(&world.env, vec![merge(1), merge(3)]);
    boss.settle(&mut world);
    one.settle(&mut world);
    assert_eq!(boss.book.merged_to(customer(2)), Some(customer(3)));
    assert_eq!(one.book.merged_to(customer(2)), Some(customer(3)));
    world.check();
}

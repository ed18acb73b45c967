//! The ordinary day: what one tablet writes arrives at the others who have the customer.

use jipan_book::{BatchInfo, BatchKind, Op};
use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::BatchId;
use jipan_sync::wire::{PAGE_BYTES_MAX, PUSH_CHANGES_MAX, Scope, WireRole};

use super::kit::*;

#[test]
fn what_a_rep_writes_arrives_at_the_manager_and_back() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "兴隆超市", Some("1号线"))]);
    rep.settle(&mut world);
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!(boss.name(1).as_deref(), Some("兴隆超市"));
    boss.put(&world.env, 1, fields::NAME, "兴隆大超市");
    boss.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!(rep.name(1).as_deref(), Some("兴隆大超市"));
    world.check();
}

#[test]
fn a_rep_gets_the_own_territory_only_and_a_supervisor_those_assigned() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let ops = vec![
        create(1, "一", Some("1号线")),
        create(2, "二", Some("2号线")),
        create(3, "三", Some("3号线")),
        create(4, "四", None),
    ];
    boss.act(&world.env, ops);
    boss.settle(&mut world);
    let mut rep = world.rep(T1, 2);
    let mut lead = world.join(WireRole::Supervisor, &[T1, T2], 3);
    rep.settle(&mut world);
    lead.settle(&mut world);
    let names = |it: &Tablet| (1..=4).filter_map(|n| it.name(n)).collect::<Vec<_>>();
    assert_eq!(names(&rep), ["一"]);
    assert_eq!(names(&lead), ["一", "二"]);
    assert_eq!(names(&boss).len(), 4);
    assert_eq!(world.scope_of(3), Some(Scope::Unassigned), "the line of nobody");
    assert_eq!(world.scope_of(1), Some(S1));
    world.check();
}

#[test]
fn a_customer_without_a_line_belongs_to_who_created_it() {
    let mut world = World::new();
    let mut rep = world.rep(T2, 2);
    rep.act(&world.env, vec![create(1, "路边摊", None)]);
    rep.settle(&mut world);
    assert_eq!(world.scope_of(1), Some(S2));
    assert_eq!(rep.name(1).as_deref(), Some("路边摊"));
    world.check();
}

#[test]
fn a_rep_takes_back_an_own_slip_and_nothing_of_others() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "错了", Some("1号线")), create(2, "二", None)]);
    rep.act(&world.env, vec![Op::Delete { id: customer(1) }]);
    rep.settle(&mut world);
    rep.act(&world.env, vec![Op::Restore { id: customer(1) }]);
    rep.act(&world.env, vec![Op::Delete { id: customer(1) }]);
    rep.settle(&mut world);
    assert_eq!(rep.refused, []);
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(3, "三", Some("1号线"))]);
    boss.settle(&mut world);
    boss.act(&world.env, vec![Op::Delete { id: customer(2) }]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    rep.act(&world.env, vec![Op::Delete { id: customer(3) }]);
    rep.act(&world.env, vec![Op::Restore { id: customer(2) }]);
    rep.settle(&mut world);
    assert_eq!(rep.refused.len(), 2, "what somebody else added, and what somebody else deleted");
    assert_eq!((rep.name(1), rep.name(2), rep.name(3).as_deref()), (None, None, Some("三")));
    world.check();
}

#[test]
fn the_same_push_again_changes_nothing_and_has_the_same_verdicts() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", Some("1号线")), create(2, "二", None)]);
    rep.act(&world.env, vec![Op::Delete { id: customer(9) }]);
    let first = rep.ask(&mut world).unwrap();
    let again = rep.ask(&mut world).unwrap();
    assert_eq!((first.acked, &first.verdicts), (2, &again.verdicts));
    assert_eq!(first.verdicts.len(), 1, "a rep may not delete");
    assert_eq!((first.have, first.checksum), (again.have, again.checksum));
    assert!(again.news.is_empty(), "what it brought is not sent back");
    world.check();
}

#[test]
fn an_import_arrives_page_by_page_and_whole_changes_stay_together() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let batch = BatchId::new(Uuid::from_u128(77));
    for part in 0..40 {
        let ops = (0..200).map(|n| {
            let line = if n % 2 == 0 { "1号线" } else { "2号线" };
            create(
                part * 200 + n + 1,
                &format!("第{n}家{}", "某某街道便利店".repeat(4)),
                Some(line),
            )
        });
        boss.act(&world.env, ops.collect());
    }
    let info = BatchInfo {
        id: batch,
        kind: BatchKind::Import,
        name: "客户.csv".to_owned(),
        n_added: 8_000,
        n_updated: 0,
        n_failed: 0,
    };
    boss.act(&world.env, vec![Op::Batch(info)]);
    boss.settle(&mut world);
    let mut lead = world.join(WireRole::Supervisor, &[T1, T2], 3);
    let (mut n_rounds, mut n_changes) = (0, 0);
    loop {
        let response = lead.round(&mut world);
        n_rounds += 1;
        n_changes += response.news.len();
        let n_bytes = serde_json::to_string(&response).unwrap().len();
        assert!(n_bytes < 2 * PAGE_BYTES_MAX, "{n_bytes} bytes");
        if !response.more {
            break;
        }
    }
    assert!(n_rounds > 1);
    assert!(n_changes < 90, "40 changes in two territories, not 8,000 parts: {n_changes}");
    assert_eq!(lead.book.n_customers(), 8_000);
    assert_eq!(lead.book.batches().count(), 1);
    lead.settle(&mut world);
    world.check();
}

#[test]
fn a_push_of_too_much_is_judged_as_far_as_one_push_goes() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    for n in 0..PUSH_CHANGES_MAX + 7 {
        rep.act(&world.env, vec![create(u128::try_from(n).unwrap() + 1, "店", None)]);
    }
    let first = rep.round(&mut world);
    assert_eq!(usize::try_from(first.acked).unwrap(), PUSH_CHANGES_MAX);
    assert!(first.more && first.checksum.is_none());
    assert_eq!(rep.unsent.len(), 7);
    rep.settle(&mut world);
    assert_eq!(rep.book.n_customers(), 507);
    world.check();
}

#[test]
fn an_edit_that_overtakes_the_creation_waits_for_it() {
    let mut world = World::new();
    let (mut rep, mut other) = (world.rep(T1, 2), world.rep(T1, 3));
    let made = rep.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    let edit = rep.put(&world.env, 1, fields::ADDRESS, "中山路 8 号");
    // A file carries the second change to a colleague, who sends it first.
    other.carry(&edit);
    other.round(&mut world);
    assert_eq!(other.refused, []);
    rep.unsent = vec![made, edit];
    rep.settle(&mut world);
    other.settle(&mut world);
    assert_eq!(other.says(1, fields::ADDRESS).as_deref(), Some("中山路 8 号"));
    world.check();
}

#[test]
fn a_tablet_of_a_clock_that_is_ahead_is_set_back_and_keeps_its_order() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.ahead_ms = 30 * 24 * 3_600_000;
    rep.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    rep.put(&world.env, 1, fields::NAME, "二");
    rep.put(&world.env, 1, fields::NAME, "三");
    let response = rep.round(&mut world);
    assert_eq!(response.verdicts.len(), 3);
    rep.settle(&mut world);
    assert_eq!(rep.name(1).as_deref(), Some("三"));
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!(boss.name(1).as_deref(), Some("三"));
    world.env.now_ms += 120_000;
    boss.put(&world.env, 1, fields::NAME, "四");
    boss.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!(rep.name(1).as_deref(), Some("四"), "the future does not win for a month");
    world.check();
}

#[test]
fn a_tablet_of_a_slow_clock_wins_what_it_saw() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.settle(&mut world);
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    rep.ahead_ms = -3 * 24 * 3_600_000;
    rep.put(&world.env, 1, fields::ADDRESS, "新址");
    rep.put(&world.env, 1, fields::NAME, "二");
    rep.put(&world.env, 1, fields::NAME, "三");
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(boss.name(1).as_deref(), Some("三"));
    assert_eq!(rep.name(1).as_deref(), Some("三"));
    assert_eq!(rep.refused, []);
    world.check();
}

//! After a backup was put in place: what the tablets still hold comes back.

mod prices;

use jipan_book::{Change, Op, OrderWrite, PlacedOrder, order_id_of, product_id_of};
use jipan_rules::order::{OrderSource, OrderStatus};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_sync::hub;
use jipan_sync::records::Records as _;
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{Refusal, SyncRequest, Todo, Verdict, WireRole};

use super::kit::*;

/// All that a tablet holds, as state.
fn state(tablet: &Tablet) -> SyncRequest {
    let parts = tablet.book.parts_of(0..tablet.book.n_rows());
    let changes = parts.iter().map(|part| to_wire(part, true)).collect();
    SyncRequest { changes, ..tablet.request() }
}

#[test]
fn what_was_written_after_the_backup_comes_back_from_the_tablets() {
    let mut world = World::new();
    let (mut boss, mut rep) = (world.boss.clone(), world.rep(T1, 2));
    rep.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    rep.settle(&mut world);
    let backup = world.records.clone();
    rep.act(&world.env, vec![create(2, "二", Some("1号线"))]);
    rep.put(&world.env, 1, fields::ADDRESS, "中山路");
    rep.settle(&mut world);
    boss.settle(&mut world);
    boss.put(&world.env, 2, fields::NAME, "二号店");
    boss.put(&world.env, 2, fields::PHONE, "19900000001");
    boss.settle(&mut world);
    rep.settle(&mut world);
    let whole = rep.book.digest_of_created(0..rep.book.n_rows());
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    assert_eq!(world.scope_of(2), None);
    // The boss lost his tablet; the rep has it all.
    let response = rep.round(&mut world);
    assert_eq!(response.todo, [Todo::SendState]);
    let request = state(&rep);
    let response = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    assert_eq!(response.verdicts, [], "all of it is taken");
    rep.take(&jipan_sync::wire::SyncResponse { acked: 0, ..response });
    rep.settle(&mut world);
    assert_eq!(rep.book.digest_of_created(0..rep.book.n_rows()), whole);
    let mut third = world.rep(T1, 3);
    third.settle(&mut world);
    assert_eq!(third.name(2).as_deref(), Some("二号店"));
    assert_eq!(third.says(1, fields::ADDRESS).as_deref(), Some("中山路"));
    world.check();
}

#[test]
fn the_whole_change_completes_what_came_as_state_first() {
    let mut world = World::new();
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T1, 3));
    let both = one.act(&world.env, vec![create(1, "一", None), create(2, "二", None)]);
    one.settle(&mut world);
    two.settle(&mut world);
    let (records, env) = World::new_with_same_people(&world);
    world.records = records;
    world.env = env;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    // The other tablet has forgotten one of the two meanwhile.
    two.book.forget(customer(2));
    let request = state(&two);
    hub::sync(&mut world.records, &two.token, &request, &mut world.env).unwrap();
    assert!(world.scope_of(1).is_some() && world.scope_of(2).is_none());
    one.unsent.push(both);
    one.have.clear();
    one.settle(&mut world);
    assert!(world.scope_of(2).is_some());
    world.check();
}

#[test]
fn what_others_made_is_taken_as_state_only_after_a_restore_and_only_where_one_belongs() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.settle(&mut world);
    let mut one = world.rep(T1, 2);
    one.settle(&mut world);
    let made = boss.act(&world.env, vec![create(2, "二", Some("2号线"))]);
    let forged = SyncRequest { changes: vec![to_wire(&made, true)], ..one.request() };
    let verdict = |world: &mut World| {
        hub::sync(&mut world.records, &one.token, &forged, &mut world.env).unwrap().verdicts
    };
    let refused = [(0, Verdict::Refused(Refusal::Territory))];
    assert_eq!(verdict(&mut world), refused);
    assert_eq!(world.records.change(made.id), Ok(None), "nothing is remembered of it");
    let mut asleep = world.clone();
    hub::restored(&mut asleep.records, &mut asleep.env).unwrap();
    assert_eq!(verdict(&mut asleep), [], "not known to anybody: taken");
    boss.settle(&mut world);
    hub::restored(&mut world.records, &mut world.env).unwrap();
    let edit = boss.put(&world.env, 2, fields::NAME, "三");
    let forged = SyncRequest { changes: vec![to_wire(&edit, true)], ..one.request() };
    let said = hub::sync(&mut world.records, &one.token, &forged, &mut world.env).unwrap();
    assert_eq!(said.verdicts, refused, "a customer of another territory");
}

#[test]
fn after_a_restore_nobody_writes_in_the_name_of_a_manager_what_only_managers_read() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.settle(&mut world);
    let mut one = world.rep(T1, 2);
    one.settle(&mut world);
    hub::restored(&mut world.records, &mut world.env).unwrap();
    let made_up = boss.clone().put(&world.env, 1, fields::BANK_ACCOUNT, "6222000000000000001");
    let changes = vec![to_wire(&made_up, true)];
    let forged = SyncRequest { changes: changes.clone(), ..one.request() };
    let said = hub::sync(&mut world.records, &one.token, &forged, &mut world.env).unwrap();
    assert_eq!(said.verdicts, [(0, Verdict::Refused(Refusal::Role))]);
    assert_eq!(world.records.change(made_up.id), Ok(None), "who made it may bring it");
    world.check();
}

#[test]
fn the_endpoint_does_not_give_a_number_twice_after_a_restore() {
    let mut world = World::new();
    let before = world.records.company().unwrap().unwrap();
    hub::restored(&mut world.records, &mut world.env).unwrap();
    let after = world.records.company().unwrap().unwrap();
    assert_ne!((before.replica, before.epoch), (after.replica, after.epoch));
    assert!(after.team_revision > before.team_revision);
}

#[test]
fn a_strange_epoch_alone_asks_for_no_state_but_counts_the_cursors_as_none() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", None)]);
    rep.settle(&mut world);
    rep.epoch = Some(jipan_rules::Uuid::from_u128(4711));
    let response = rep.round(&mut world);
    assert_eq!((response.todo.as_slice(), response.news.len()), (&[][..], 1));
}

#[test]
fn who_wants_the_own_changes_back_gets_them() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", None)]);
    let echoed = SyncRequest { own: None, ..rep.request() };
    let answer = |world: &mut World, request: &SyncRequest| {
        hub::sync(&mut world.records, &rep.token, request, &mut world.env).unwrap().news.len()
    };
    assert_eq!(answer(&mut world, &rep.request()), 0);
    assert_eq!(answer(&mut world, &echoed), 1);
}

/// A company whose backup knows one order in review, the product of it and nothing after that.
fn traded() -> (World, Tablet, Tablet, Change) {
    let mut world = World::new();
    let (mut boss, mut rep) = (world.boss.clone(), world.rep(T1, 2));
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.act(&world.env, vec![names("P1", "金叶")]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    let placed = PlacedOrder {
        number: "D1".into(),
        on: day(),
        source: OrderSource::App,
        status: OrderStatus::InReview,
        review: 1,
        lines: Vec::new(),
    };
    rep.act(&world.env, vec![writes(OrderWrite::Place(Box::new(placed)))]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    let backup = world.records.clone();
    boss.act(&world.env, vec![names("P1", "红叶"), names("P2", "银叶")]);
    boss.act(&world.env, vec![boss.book.put_rule(1, day(), Some("2 3 5".into()))]);
    let to = OrderStatus::Placed;
    let approved = boss.act(&world.env, vec![writes(OrderWrite::Move { to, why: None })]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    (world, boss, rep, approved)
}

fn names(code: &str, name: &str) -> Op {
    let (id, field) = (product_id_of(code), fields::PRODUCT_NAME);
    Op::Product { id, field, from: None, value: Some(text(name)), was: None }
}

fn writes(write: OrderWrite) -> Op {
    Op::Order { id: order_id_of("D1"), customer: customer(1), write }
}

fn known(tablet: &Tablet) -> (Vec<String>, usize, OrderStatus) {
    let of = |code| tablet.book.product(product_id_of(code));
    let name = |code| of(code).and_then(|it| it.text(fields::PRODUCT_NAME));
    let names = ["P1", "P2"].into_iter().filter_map(name).map(str::to_owned).collect();
    let order = tablet.book.order(order_id_of("D1")).unwrap();
    (names, tablet.book.rules().len(), order.status)
}

#[test]
fn who_is_no_manager_brings_back_the_names_of_new_products_but_neither_rules_nor_approvals() {
    let (mut world, mut boss, mut rep, approved) = traded();
    // By hand, as the manager's: what a rep's own tablet has of it is the same.
    let forged = SyncRequest { changes: vec![to_wire(&approved, true)], ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &forged, &mut world.env).unwrap();
    assert_eq!(said.verdicts, [(0, Verdict::Refused(Refusal::Role))]);
    rep.settle(&mut world);
    let owned = |names: [&str; 2]| names.map(str::to_owned).to_vec();
    let before = (owned(["金叶", "银叶"]), 0, OrderStatus::InReview);
    assert_eq!(known(&rep), before, "one that nobody knows is named, none is renamed");
    boss.settle(&mut world);
    rep.settle(&mut world);
    for tablet in [&boss, &rep] {
        assert_eq!(known(tablet), (owned(["红叶", "银叶"]), 1, OrderStatus::Placed));
    }
    world.check();
}

#[test]
fn a_supervisor_brings_back_what_a_supervisor_may_approve() {
    let (mut world, boss, _, approved) = traded();
    let lead = world.join(WireRole::Supervisor, &[T1], 3);
    let request = SyncRequest { changes: vec![to_wire(&approved, true)], ..lead.request() };
    let said = hub::sync(&mut world.records, &lead.token, &request, &mut world.env).unwrap();
    assert_eq!(said.verdicts, []);
    assert_eq!(boss.refused, []);
}

#[test]
fn after_a_restore_nobody_decides_in_the_name_of_a_manager() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线")), create(2, "二", Some("1号线"))]);
    boss.settle(&mut world);
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    let known = rep.book.clone();
    hub::restored(&mut world.records, &mut world.env).unwrap();
    let status = |n| known.put(customer(n), fields::INTEGRITY, Some(Value::Choice(2)), None);
    let phone = known.put(customer(1), fields::PHONE, Some(text("19900000001")), None);
    let decisions = [
        vec![Op::Delete { id: customer(1) }],
        vec![Op::Restore { id: customer(1) }],
        vec![known.merge(customer(2), customer(1))],
        vec![status(1), phone],
    ];
    let mut manager = boss.clone();
    let role = [(0, Verdict::Refused(Refusal::Role))];
    for ops in decisions {
        let made_up = manager.act(&world.env, ops);
        let forged = SyncRequest { changes: vec![to_wire(&made_up, true)], ..rep.request() };
        let said = hub::sync(&mut world.records, &rep.token, &forged, &mut world.env).unwrap();
        assert_eq!(said.verdicts, role, "{made_up:?}");
        assert_eq!(world.records.change(made_up.id), Ok(None), "who made it may bring it");
    }
    boss.settle(&mut world);
    assert_eq!((boss.name(1).is_some(), boss.name(2).is_some()), (true, true));
    let row = boss.book.row_of(customer(1)).unwrap();
    assert_eq!(boss.book.value(row, fields::INTEGRITY), None);
    // What a manager's tablet brought itself a rep's may bring again.
    let deleted = boss.act(&world.env, vec![Op::Delete { id: customer(1) }]);
    boss.settle(&mut world);
    let again = SyncRequest { changes: vec![to_wire(&deleted, true)], ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &again, &mut world.env).unwrap();
    assert_eq!(said.verdicts, []);
    world.check();
}

#[test]
fn after_a_restore_a_file_does_not_pass_an_order_by_the_review() {
    let (mut world, boss, rep, _) = traded();
    let placed = PlacedOrder {
        number: "D1".into(),
        on: day(),
        source: OrderSource::File,
        status: OrderStatus::Delivered,
        review: 0,
        lines: Vec::new(),
    };
    let ops = vec![writes(OrderWrite::Place(Box::new(placed)))];
    let made_up = boss.clone().act(&world.env, ops);
    let forged = SyncRequest { changes: vec![to_wire(&made_up, true)], ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &forged, &mut world.env).unwrap();
    assert_eq!(said.verdicts, [(0, Verdict::Refused(Refusal::Role))]);
    world.check();
}

#[test]
fn a_listed_customer_that_a_rep_may_not_bring_again_is_refused_aloud_and_so_kept() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    hub::restored(&mut world.records, &mut world.env).unwrap();
    // Meanwhile the company knows it by something else, in another territory.
    boss.act(&world.env, vec![create(1, "后来的", Some("2号线"))]);
    boss.settle(&mut world);
    let listed = Change {
        by: jipan_rules::values::ids::PersonId::new(jipan_rules::Uuid::nil()),
        action: jipan_book::Action::Import,
        ..boss.clone().act(&world.env, vec![create(1, "名单里的", Some("1号线"))])
    };
    let request = SyncRequest { changes: vec![to_wire(&listed, true)], ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    assert!(
        matches!(said.verdicts[..], [(0, Verdict::Refused(_))]),
        "it would go unseen: {:?}",
        said.verdicts
    );
}

#[test]
fn of_a_join_from_before_the_restore_a_rep_is_not_told_that_it_was_refused() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线")), create(2, "二", Some("1号线"))]);
    boss.settle(&mut world);
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    hub::restored(&mut world.records, &mut world.env).unwrap();
    let joined = Change {
        by: jipan_rules::values::ids::PersonId::new(jipan_rules::Uuid::nil()),
        action: jipan_book::Action::JoinRecords,
        ..boss.clone().act(&world.env, vec![boss.book.merge(customer(2), customer(1))])
    };
    let request = SyncRequest { changes: vec![to_wire(&joined, true)], ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    let stamp = joined.stamp;
    assert_eq!(said.verdicts, [(0, Verdict::Restamped(stamp.ms(), stamp.counter()))]);
    assert_eq!(world.records.change(joined.id), Ok(None), "nothing is taken of it");
    rep.settle(&mut world);
    assert!(rep.name(2).is_some(), "it was no word of a rep");
    world.check();
}

//! One code or licence in two territories: they become one, and nobody writes to a neighbour's by it.

use jipan_sync::hub;

use super::*;

const ADDRESS: (FieldId, &str) = (fields::ADDRESS, "中山路 8 号");

fn owns(of: &[(FieldId, &'static str)]) -> Vec<(FieldId, &'static str)> {
    let phone = (fields::PHONE, "19900000002");
    [(fields::LICENCE, LICENCE), phone, (fields::CONTACT, "张三"), ADDRESS]
        .into_iter()
        .chain(of.iter().copied())
        .collect()
}

/// What a tablet reads of a shop beside its name, and how many further contacts it has.
fn filled(tablet: &Tablet, n: u128) -> (Vec<FieldId>, usize) {
    let row = tablet.book.row_of(customer(n)).unwrap();
    let of = |field: &FieldId| ![fields::NAME, fields::LICENCE].contains(field);
    let filled = tablet.book.filled_fields(row).into_iter().filter(of).collect();
    (filled, tablet.book.contacts(row).len())
}

#[test]
fn what_one_says_of_the_own_shop_does_not_fill_the_file_of_a_neighbours() {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let line = (fields::LINE, "2号线");
    boss.act(&world.env, vec![shop(1, "邻区店", &[(fields::LICENCE, LICENCE), line])]);
    boss.settle(&mut world);
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![shop(2, "自称", &owns(&[(fields::LINE, "1号线")]))]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!((shown(&boss), filled(&boss, 1)), (vec![1], (vec![fields::LINE], 0)));
    // It is all there with the one that went, and comes back when the two are taken apart.
    let row = boss.book.row_of(customer(2)).unwrap();
    assert_eq!(boss.book.text(row, ADDRESS.0), Some(ADDRESS.1));
    world.check();
}

#[test]
fn a_neighbours_shop_that_names_no_line_does_not_come_here_by_its_licence() {
    let mut world = World::new();
    let (mut rep, mut other) = (world.rep(T1, 2), world.rep(T2, 3));
    other.act(&world.env, vec![shop(1, "邻区店", &[(fields::LICENCE, LICENCE)])]);
    other.settle(&mut world);
    assert_eq!(world.scope_of(1), Some(S2), "it is where whoever made it is");
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![shop(2, "自称", &owns(&[(fields::LINE, "1号线")]))]);
    rep.settle(&mut world);
    other.settle(&mut world);
    assert_eq!((world.scope_of(1), filled(&other, 1)), (Some(S2), (vec![], 0)));
    assert_eq!(rep.name(1), None);
    world.check();
}

#[test]
fn nor_does_a_shop_that_one_adds_in_the_territory_of_a_neighbour_write_to_theirs() {
    let mut world = World::new();
    let (mut rep, mut other) = (world.rep(T1, 2), world.rep(T2, 3));
    let line = (fields::LINE, "2号线");
    let remark = (fields::REMARK, "邻区的店");
    other.act(&world.env, vec![shop(1, "邻区店", &[(fields::LICENCE, LICENCE), line, remark])]);
    other.settle(&mut world);
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![shop(2, "代建", &owns(&[line]))]);
    rep.put(&world.env, 2, fields::REMARK, "我的话");
    rep.put(&world.env, 2, fields::MAIL_ADDRESS, "我的路");
    rep.settle(&mut world);
    other.settle(&mut world);
    let own = (vec![fields::LINE, fields::REMARK], 0);
    let own = (own.0.into_iter().collect::<std::collections::BTreeSet<_>>(), own.1);
    let (said, n_contacts) = filled(&other, 1);
    assert_eq!((said.into_iter().collect(), n_contacts), own);
    assert_eq!(other.says(1, fields::REMARK).as_deref(), Some("邻区的店"));
    assert_eq!((shown(&other), rep.name(2)), (vec![1], None));
    assert_eq!(rep.refused, []);
    world.check();
}

#[test]
fn nor_does_it_when_others_bring_it_after_a_restore() {
    let mut world = World::new();
    let (mut rep, mut other) = (world.rep(T1, 2), world.rep(T2, 3));
    let mut boss = world.boss.clone();
    let line = (fields::LINE, "2号线");
    other.act(&world.env, vec![shop(1, "邻区店", &[(fields::LICENCE, LICENCE), line])]);
    other.settle(&mut world);
    boss.settle(&mut world);
    let backup = world.records.clone();
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![shop(2, "代建", &owns(&[line]))]);
    rep.put(&world.env, 2, fields::MAIL_ADDRESS, "我的路");
    rep.settle(&mut world);
    boss.settle(&mut world);
    world.records = backup;
    world.env.now_ms += 1_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    boss.settle(&mut world);
    other.settle(&mut world);
    assert_eq!(shown(&other), [1]);
    assert!(other.book.row_of(customer(2)).is_some(), "the boss brought it");
    assert_eq!(filled(&other, 1), (vec![fields::LINE], 0));
    world.check();
}

#[test]
fn a_shop_of_no_territory_takes_over_what_a_rep_says_and_goes_where_that_says() {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    boss.act(&world.env, vec![shop(1, "兴隆", &[(fields::LICENCE, LICENCE)])]);
    boss.settle(&mut world);
    assert_eq!(world.scope_of(1), Some(jipan_sync::wire::Scope::Unassigned));
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![shop(2, "兴隆超市", &owns(&[(fields::LINE, "1号线")]))]);
    rep.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!((shown(&rep), world.scope_of(1)), (vec![1], Some(S1)));
    assert_eq!(rep.says(1, ADDRESS.0).as_deref(), Some(ADDRESS.1));
    world.check();
}

//! What is written late of a customer that is another one by now.

use super::*;

/// Two shops of one line, the second merged into the first by the boss while the rep is away.
fn merged() -> (World, Tablet, Tablet) {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let line = (fields::LINE, "1号线");
    let (one, two) = (shop(1, "兴隆", &[line]), shop(2, "新隆", &[line]));
    boss.act(&world.env, vec![one, two]);
    world.env.now_ms += 1_000;
    boss.put(&world.env, 1, fields::REMARK, "一店");
    world.env.now_ms += 1_000;
    boss.put(&world.env, 2, fields::CONTACT, "张三");
    boss.settle(&mut world);
    rep.settle(&mut world);
    (world, rep, boss)
}

fn merges(world: &mut World, boss: &mut Tablet) {
    world.env.now_ms += 60_000;
    let taken = [fields::CONTACT];
    let mut ops = merge_ops(&boss.book, customer(1), customer(2), &taken);
    ops.extend(kept_ops(&boss.book, customer(1), customer(2), &taken));
    boss.act(&world.env, ops);
    boss.settle(world);
}

#[test]
fn what_is_written_late_of_a_shop_that_is_another_one_by_now_shows_on_that_one_for_all() {
    for is_earlier in [true, false] {
        let (mut world, mut rep, mut boss) = merged();
        world.env.now_ms += 10_000;
        let write = |world: &World, rep: &mut Tablet| {
            // One that the merge takes over, one that both say, one that nobody says.
            rep.put(&world.env, 2, fields::CONTACT, "李四");
            rep.put(&world.env, 2, fields::CONTACT, "王五");
            rep.put(&world.env, 2, fields::REMARK, "二店");
            rep.put(&world.env, 2, fields::ADDRESS, "中山路 8 号");
        };
        if is_earlier {
            write(&world, &mut rep);
        }
        merges(&mut world, &mut boss);
        world.env.now_ms += 60_000;
        if !is_earlier {
            write(&world, &mut rep);
        }
        rep.settle(&mut world);
        boss.settle(&mut world);
        rep.settle(&mut world);
        for tablet in [&rep, &boss] {
            let says = [fields::CONTACT, fields::REMARK, fields::ADDRESS];
            let says = says.map(|field| tablet.says(1, field));
            let all = ["王五", "二店", "中山路 8 号"].map(|it| Some(it.to_owned()));
            assert_eq!(says, all, "{is_earlier}");
            assert_eq!(tablet.name(2), None);
        }
        world.check();
        // What the boss writes then is the last word, and two again they say what they said.
        boss.put(&world.env, 1, fields::ADDRESS, "解放路 1 号");
        boss.settle(&mut world);
        let ops = separate_ops(&boss.book, customer(2));
        world.env.now_ms += 1_000;
        boss.act(&world.env, ops);
        boss.settle(&mut world);
        let says = |field| [1, 2].map(|n| boss.says(n, field));
        let both = |one: &str, two: &str| [Some(one.to_owned()), Some(two.to_owned())];
        assert_eq!(says(fields::CONTACT), [None, Some("王五".to_owned())]);
        assert_eq!(says(fields::REMARK), both("一店", "二店"));
        assert_eq!(says(fields::ADDRESS), both("解放路 1 号", "中山路 8 号"));
        world.check();
    }
}

#[test]
fn what_the_one_that_stays_was_told_later_stands_and_both_values_are_asked_about() {
    let (mut world, mut rep, mut boss) = merged();
    rep.put(&world.env, 2, fields::PHONE, "19900000002");
    rep.put(&world.env, 2, fields::REMARK, "二店");
    merges(&mut world, &mut boss);
    boss.put(&world.env, 1, fields::PHONE, "19900000001");
    boss.put(&world.env, 1, fields::REMARK, "一店，后来");
    boss.settle(&mut world);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(boss.says(1, fields::REMARK).as_deref(), Some("一店，后来"));
    let open = boss.book.open_conflicts();
    assert_eq!(open.len(), 1);
    let sides = boss.book.conflict(open[0].0, open[0].1).unwrap().sides;
    assert_eq!(sides[1].value, Some(text("19900000002")));
    world.check();
}

#[test]
fn who_goes_on_from_a_late_value_of_ones_own_is_asked_once() {
    for (is_last_later, is_in_two_pushes) in [(false, false), (true, false), (false, true)] {
        let (mut world, mut rep, mut boss) = merged();
        rep.put(&world.env, 2, fields::PHONE, "19900000002");
        if !is_last_later {
            rep.put(&world.env, 2, fields::PHONE, "19900000003");
        }
        merges(&mut world, &mut boss);
        boss.put(&world.env, 1, fields::PHONE, "19900000001");
        boss.settle(&mut world);
        world.env.now_ms += 60_000;
        if is_last_later {
            rep.put(&world.env, 2, fields::PHONE, "19900000003");
        }
        if is_in_two_pushes {
            let last = rep.unsent.pop().unwrap();
            rep.round(&mut world);
            rep.unsent.push(last);
        }
        rep.settle(&mut world);
        boss.settle(&mut world);
        let shown = if is_last_later { "19900000003" } else { "19900000001" };
        assert_eq!(boss.says(1, fields::PHONE).as_deref(), Some(shown));
        let open = boss.book.open_conflicts();
        assert_eq!(open.len(), 1, "one field, one question: {is_last_later}");
        let sides = boss.book.conflict(open[0].0, open[0].1).unwrap().sides;
        let said = sides.each_ref().map(|side| side.value.clone());
        let mut both = [text("19900000001"), text("19900000003")].map(Some);
        if is_last_later {
            both.reverse();
        }
        assert_eq!(said, both, "the later of one's own stands beside it");
        world.check();
    }
}

#[test]
fn what_a_person_kept_of_the_one_that_stays_is_kept_though_the_other_was_edited_later() {
    let (mut world, mut rep, mut boss) = merged();
    rep.put(&world.env, 2, fields::REMARK, "二店");
    rep.settle(&mut world);
    boss.settle(&mut world);
    merges(&mut world, &mut boss);
    rep.settle(&mut world);
    assert_eq!(rep.says(1, fields::REMARK).as_deref(), Some("一店"));
    world.check();
}

#[test]
fn a_shop_of_ones_own_with_the_licence_of_a_neighbours_does_not_write_to_that_one() {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let far = [
        (fields::LICENCE, LICENCE),
        (fields::LINE, "2号线"),
        (fields::PHONE, "19900000001"),
        (fields::REMARK, "邻区的店"),
    ];
    boss.act(&world.env, vec![shop(1, "邻区店", &far)]);
    boss.settle(&mut world);
    rep.act(&world.env, vec![shop(2, "自称", &[])]);
    // What was edited before the licence, and what comes after it.
    for (field, value) in [
        (fields::LINE, "1号线"),
        (fields::PHONE, "19900000002"),
        (fields::REMARK, "我的店"),
        (fields::NAME, "我的"),
    ] {
        rep.put(&world.env, 2, field, value);
    }
    rep.settle(&mut world);
    let licence = rep.book.put(customer(2), fields::LICENCE, Some(text(LICENCE)), None);
    world.env.now_ms += 1_000;
    let address = rep.book.put(customer(2), fields::ADDRESS, Some(text("我的路")), None);
    rep.act(&world.env, vec![licence]);
    rep.act(&world.env, vec![address]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    let is_left_alone = |world: &mut World, boss: &Tablet| {
        assert_eq!((shown(boss), world.scope_of(1)), (vec![1], Some(S2)));
        let says = [fields::NAME, fields::PHONE, fields::LINE, fields::REMARK, fields::ADDRESS];
        let says = says.map(|field| boss.says(1, field));
        let own = ["邻区店", "19900000001", "2号线", "邻区的店"].map(|it| Some(it.to_owned()));
        assert_eq!((&says[..4], &says[4]), (&own[..], &None));
        assert_eq!(boss.book.open_conflicts(), [], "nor is anything asked there");
    };
    is_left_alone(&mut world, &boss);
    // Nor with what somebody else writes there.
    boss.put(&world.env, 1, fields::CONTACT, "张三");
    boss.settle(&mut world);
    is_left_alone(&mut world, &boss);
    world.check();
}

#[test]
fn what_one_who_may_write_to_a_neighbours_wrote_late_shows_there() {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let mut lead = world.join(jipan_sync::wire::WireRole::Supervisor, &[T1, T2], 3);
    let far = [(fields::LICENCE, LICENCE), (fields::LINE, "2号线")];
    let near = shop(2, "自称", &[(fields::LINE, "1号线")]);
    boss.act(&world.env, vec![shop(1, "邻区店", &far), near]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    lead.settle(&mut world);
    rep.put(&world.env, 2, fields::LICENCE, LICENCE);
    rep.put(&world.env, 2, fields::REMARK, "我的店");
    rep.settle(&mut world);
    world.env.now_ms += 1_000;
    lead.put(&world.env, 2, fields::ADDRESS, "中山路 8 号");
    lead.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::ADDRESS).as_deref(), Some("中山路 8 号"));
    assert_eq!(boss.says(1, fields::REMARK), None, "not what another one wrote");
    // Whoever brings it in a file may have made it up.
    world.env.now_ms += 1_000;
    let made_up = lead.put(&world.env, 2, fields::MAIL_ADDRESS, "中山路 9 号");
    rep.carry(&made_up);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(boss.says(2, fields::MAIL_ADDRESS).or(boss.says(1, fields::MAIL_ADDRESS)), None);
    assert!(world.records.change(made_up.id).unwrap().is_some(), "it is taken of one's own shop");
    world.check();
}

#[test]
fn of_two_that_are_joined_by_a_licence_the_one_that_stays_keeps_what_it_said() {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let mut late = world.rep(T1, 3);
    let line = (fields::LINE, "1号线");
    let older = [
        (fields::LICENCE, LICENCE),
        line,
        (fields::CODE, "K001"),
        (fields::REMARK, "一店"),
        (fields::PHONE, "19900000001"),
    ];
    boss.act(&world.env, vec![shop(1, "兴隆", &older)]);
    boss.settle(&mut world);
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![shop(2, "新隆", &[line])]);
    rep.settle(&mut world);
    late.settle(&mut world);
    for (field, value) in [
        (fields::CODE, "K002"),
        (fields::REMARK, "二店"),
        (fields::PHONE, "19900000002"),
        (fields::CONTACT, "张三"),
        (fields::LICENCE, LICENCE),
    ] {
        world.env.now_ms += 1_000;
        rep.put(&world.env, 2, field, value);
    }
    late.put(&world.env, 2, fields::CODE, "K003");
    late.put(&world.env, 2, fields::MAIL_ADDRESS, "后来的路");
    rep.settle(&mut world);
    boss.settle(&mut world);
    let says = |tablet: &Tablet| {
        let of = [fields::CODE, fields::REMARK, fields::PHONE, fields::CONTACT];
        of.map(|field| tablet.says(1, field).unwrap_or_default())
    };
    let kept = ["K001", "一店", "19900000001", "张三"];
    assert_eq!(says(&boss), kept, "it takes over only what it says nothing of");
    let lost = |tablet: &Tablet| {
        let open = tablet.book.open_conflicts();
        let sides = open.iter().map(|(row, id)| tablet.book.conflict(*row, *id).unwrap().sides);
        let mut lost: Vec<_> = sides.map(|sides| sides[1].value.clone().unwrap()).collect();
        lost.sort();
        lost
    };
    assert_eq!(lost(&boss), [text("19900000002"), text("K002")], "what is watched is asked about");
    // What was not seen when they were joined shows, but for what tells them from others.
    late.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(says(&boss), kept);
    assert_eq!(boss.says(1, fields::MAIL_ADDRESS).as_deref(), Some("后来的路"));
    world.check();
}

#[test]
fn what_was_written_of_the_one_that_stays_after_the_merge_stands_whoever_comes_first() {
    for is_late_first in [true, false] {
        let (mut world, mut rep, mut boss) = merged();
        let mut second = world.rep(T1, 3);
        rep.put(&world.env, 2, fields::CONTACT, "李四");
        merges(&mut world, &mut boss);
        second.settle(&mut world);
        world.env.now_ms += 1_000;
        second.put(&world.env, 1, fields::CONTACT, "赵六");
        world.env.now_ms += 60_000;
        let [one, other] =
            if is_late_first { [&mut rep, &mut second] } else { [&mut second, &mut rep] };
        one.settle(&mut world);
        other.settle(&mut world);
        boss.settle(&mut world);
        assert_eq!(boss.says(1, fields::CONTACT).as_deref(), Some("赵六"), "{is_late_first}");
        world.check();
    }
}

#[test]
fn what_was_written_late_shows_in_a_field_that_the_one_that_stays_never_said_though_it_is_younger()
{
    for is_turned in [true, false] {
        let (mut world, mut rep, mut boss) = merged();
        let mut second = world.rep(T1, 3);
        boss.act(&world.env, vec![shop(3, "老店", &[(fields::LINE, "1号线")])]);
        boss.settle(&mut world);
        second.settle(&mut world);
        rep.put(&world.env, 2, fields::ADDRESS, "先前的路");
        world.env.now_ms += 1_000;
        second.put(&world.env, 3, fields::ADDRESS, "后来的路");
        world.env.now_ms += 1_000;
        boss.act(&world.env, vec![shop(4, "新店", &[(fields::LINE, "1号线")])]);
        for n in [2, 3] {
            let merge = boss.book.merge(customer(n), customer(4));
            boss.act(&world.env, vec![merge]);
        }
        boss.settle(&mut world);
        world.env.now_ms += 60_000;
        let [one, other] =
            if is_turned { [&mut second, &mut rep] } else { [&mut rep, &mut second] };
        one.settle(&mut world);
        boss.settle(&mut world);
        assert!(boss.says(4, fields::ADDRESS).is_some());
        other.settle(&mut world);
        boss.settle(&mut world);
        assert_eq!(boss.says(4, fields::ADDRESS).as_deref(), Some("后来的路"), "{is_turned}");
        world.check();
    }
}

#[test]
fn two_that_overwrote_each_others_value_before_they_became_one_do_not_do_so_for_ever() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let line = (fields::LINE, "1号线");
    boss.act(&world.env, (1..=3).map(|n| shop(n, "店", &[line])).collect());
    for (n, first, second) in [(2, "甲", "乙"), (3, "乙", "甲")] {
        boss.put(&world.env, n, fields::REMARK, first);
        world.env.now_ms += 1_000;
        boss.put(&world.env, n, fields::REMARK, second);
        world.env.now_ms += 1_000;
    }
    boss.settle(&mut world);
    for n in [2, 3] {
        let ops = merge_ops(&boss.book, customer(1), customer(n), &[fields::REMARK]);
        world.env.now_ms += 1_000;
        boss.act(&world.env, ops);
        boss.settle(&mut world);
    }
    boss.put(&world.env, 1, fields::ADDRESS, "中山路 8 号");
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::REMARK).as_deref(), Some("甲"));
    world.check();
}

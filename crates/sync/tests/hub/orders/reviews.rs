//! What an approval covers: what was looked at, and nothing that was written unseen.

use super::*;

/// An order in review with a line of so many units.
fn in_review(name: &str, quantity: i64) -> Op {
    let mut op = app(1, name, OrderStatus::InReview);
    if let Op::Order { write: OrderWrite::Place(placed), .. } = &mut op {
        placed.lines[0].quantity = quantity;
    }
    op
}

fn quantity(tablet: &Tablet, name: &str) -> i64 {
    tablet.book.order(order(name)).unwrap().quantity()
}

#[test]
fn an_order_is_not_written_otherwise_while_somebody_may_be_looking_at_it() {
    for is_approved_first in [true, false] {
        let mut world = world();
        let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
        rep.act(&world.env, vec![in_review("D1", 3)]);
        rep.settle(&mut world);
        boss.settle(&mut world);
        // Said once more as it is, as by an undo and its undo: nothing is new in that.
        rep.act(&world.env, vec![in_review("D1", 3)]);
        rep.settle(&mut world);
        assert_eq!(refused(&rep), []);
        world.env.now_ms += 1_000;
        rep.act(&world.env, vec![in_review("D1", 900)]);
        boss.act(&world.env, vec![go(1, "D1", OrderStatus::Placed)]);
        let [one, other] =
            if is_approved_first { [&mut boss, &mut rep] } else { [&mut rep, &mut boss] };
        one.settle(&mut world);
        other.settle(&mut world);
        for tablet in [&mut rep, &mut boss] {
            tablet.settle(&mut world);
            assert_eq!(status(tablet, "D1"), Some(OrderStatus::Placed));
            assert_eq!(quantity(tablet, "D1"), 3, "what was seen is what was approved");
        }
        assert_eq!(refused(&rep), [Refusal::Role], "the other text is kept");
        world.check();
    }
}

#[test]
fn an_order_in_review_that_was_taken_out_does_not_come_back_as_another_one() {
    let mut world = world();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    rep.act(&world.env, vec![in_review("D1", 3)]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    let out = write(1, "D1", OrderWrite::Drop { is_gone: true });
    rep.act(&world.env, vec![out]);
    rep.act(&world.env, vec![in_review("D1", 900)]);
    boss.act(&world.env, vec![go(1, "D1", OrderStatus::Placed)]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(status(&boss, "D1"), None, "it is out");
    assert_eq!(refused(&rep), [Refusal::Role]);
    // Who may approve it may write it anew: that one saw what is in it.
    boss.act(&world.env, vec![in_review("D1", 5)]);
    boss.settle(&mut world);
    assert_eq!((boss.refused.len(), quantity(&boss, "D1")), (0, 5));
    world.check();
}

#[test]
fn an_order_is_judged_by_the_limit_that_was_known_when_it_was_entered_also_after_a_restore() {
    use OrderStatus::Placed;
    let mut world = world();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    rep.settle(&mut world);
    let backup = world.records.clone();
    world.env.now_ms += 60_000;
    // 300.00 without a signal; then the limit becomes 100.00, for the same day.
    rep.act(&world.env, vec![app(1, "D1", Placed)]);
    world.env.now_ms += 60_000;
    let limited = boss.book.put_rule(8, day(), Some("100;10".into()));
    boss.act(&world.env, vec![limited]);
    boss.settle(&mut world);
    world.env.now_ms += 60_000;
    rep.settle(&mut world);
    rep.act(&world.env, vec![app(1, "D2", Placed)]);
    rep.settle(&mut world);
    assert_eq!((status(&rep, "D1"), status(&rep, "D2")), (Some(Placed), None));
    assert_eq!(refused(&rep), [Refusal::Role], "that limit was known");
    // Nor does a stamp of before pick the limit for an order of a later day.
    let after = day().checked_add_days(jipan_rules::Days::new(3)).unwrap();
    world.env.now_ms += 3 * 24 * 3_600_000;
    let mut later = app(1, "D3", Placed);
    if let Op::Order { write: OrderWrite::Place(placed), .. } = &mut later {
        placed.on = after;
    }
    let mut other = world.rep(T1, 5);
    other.ahead_ms = -3 * 24 * 3_600_000 - 150_000;
    let later = other.act(&world.env, vec![later]);
    assert!(later.stamp < boss.book.rule_by(8, day()).unwrap().stamp);
    other.settle(&mut world);
    assert_eq!(refused(&other), [Refusal::Role]);
    boss.settle(&mut world);
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    // The rule comes back before the order does.
    for tablet in [&mut boss, &mut rep] {
        tablet.settle(&mut world);
        assert_eq!(status(tablet, "D1"), Some(Placed));
    }
    world.check();
}

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

//! Services of a customer: who hears of them, and who tells one otherwise. Not here: what is planned.

use jipan_book::{FunnelWrite, Op};
use jipan_rules::Uuid;
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort};
use jipan_rules::values::Money;
use jipan_rules::values::ids::FactId;
use jipan_sync::wire::Refusal;

use super::kit::*;

fn why(tablet: &Tablet) -> Vec<Refusal> {
    tablet.refused.iter().map(|(_, why)| *why).collect()
}

#[test]
fn a_service_goes_with_its_customer_and_only_leads_tell_it_otherwise() {
    let mut world = World::new();
    let (mut rep, mut other) = (world.rep(T1, 2), world.rep(T1, 3));
    rep.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    let say = |fen| Op::Funnel {
        id: FactId::new(Uuid::from_u128(20)),
        customer: customer(1),
        deal: None,
        write: FunnelWrite::Say(Box::new(Fact::Service(Box::new(ServiceFact {
            sort: ServiceSort::AfterSales,
            on: day(),
            quantity: 1,
            amount: Money::from_fen(fen),
            text: "换锁".into(),
        })))),
    };
    let told = |tablet: &Tablet| {
        let row = tablet.book.row_of(customer(1)).unwrap();
        tablet.book.services(row).into_iter().map(|(_, it, _)| it.amount.fen()).collect::<Vec<_>>()
    };
    rep.act(&world.env, vec![say(100)]);
    rep.settle(&mut world);
    other.settle(&mut world);
    assert_eq!(told(&other), [100]);
    other.act(&world.env, vec![say(200)]);
    other.settle(&mut world);
    assert_eq!((why(&other), told(&other)), (vec![Refusal::Role], vec![100]));
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    boss.act(&world.env, vec![say(150)]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!(told(&rep), [150]);
    let mut far = world.rep(T2, 4);
    far.settle(&mut world);
    assert_eq!(far.book.row_of(customer(1)), None);
    world.check();
}

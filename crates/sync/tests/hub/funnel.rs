//! Facts of the funnel at the endpoint: who may say what, where a customer goes that is handed over, and
//! what a slow clock says.

use jipan_book::{FunnelWrite, Op};
use jipan_rules::Uuid;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Fact, Opened, Source, State, Template, Turn, TurnFact,
};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::{DealId, FactId, PersonId};
use jipan_sync::wire::{Refusal, WireRole};

use super::kit::*;

const DEAL: DealId = DealId::new(Uuid::from_u128(4 << 100));

fn fact(n: u128) -> FactId {
    FactId::new(Uuid::from_u128((3 << 100) | n))
}

fn say(n: u128, said: Fact) -> Op {
    let (deal, write) = (said.is_of_deal().then_some(DEAL), FunnelWrite::Say(Box::new(said)));
    Op::Funnel { id: fact(n), customer: customer(1), deal, write }
}

fn drop_of(n: u128, is_gone: bool) -> Op {
    let write = FunnelWrite::Drop { is_gone };
    Op::Funnel { id: fact(n), customer: customer(1), deal: Some(DEAL), write }
}

fn opened() -> Fact {
    let source = Source::of(Channel::WalkIn);
    Fact::Open(Opened { template: Template::Retail, source, will: None, ability: None })
}

/// A turn by somebody who saw what a tablet knows.
fn turn(tablet: &Tablet, to: Turn) -> Fact {
    let row = tablet.book.row_of(customer(1)).unwrap();
    let seen = tablet.book.course(row, DEAL).last_turn().map(|it| it.fact);
    Fact::Turn(Box::new(TurnFact { to, why: None, refusal: None, until: None, order: None, seen }))
}

fn remark(text: &str) -> Fact {
    Fact::Remark { text: text.into(), asks: true }
}

fn hand(n: u128, to: &Tablet) -> Op {
    say(n, Fact::Hand { to: to.person })
}

fn state(tablet: &Tablet) -> Option<State> {
    let row = tablet.book.row_of(customer(1))?;
    tablet.book.deal(row, DEAL).map(|deal| deal.course.state)
}

fn refused(tablet: &Tablet) -> Vec<Refusal> {
    tablet.refused.iter().map(|(_, why)| *why).collect()
}

/// Two reps, a customer of the first one with an opportunity; on a line, if one is named.
fn company(line: Option<&str>) -> (World, Tablet, Tablet) {
    let mut world = World::new();
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T2, 3));
    one.act(&world.env, vec![create(1, "一", line), say(1, opened())]);
    one.settle(&mut world);
    two.settle(&mut world);
    world.env.now_ms += 3_600_000;
    (world, one, two)
}

#[test]
fn what_a_rep_notes_of_a_prospect_is_the_same_for_all_who_have_the_customer() {
    let (mut world, mut one, mut two) = company(None);
    let op = say(2, turn(&one, Turn::Ordered));
    one.act(&world.env, vec![say(3, Fact::Check { item: CloseItem::Gift, is: Checked::Done }), op]);
    one.settle(&mut world);
    two.settle(&mut world);
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!(
        (refused(&one), state(&one), state(&boss)),
        (vec![], Some(State::Ordered), Some(State::Ordered))
    );
    assert_eq!(state(&two), None, "it is not theirs");
    let row = boss.book.row_of(customer(1)).unwrap();
    assert_eq!(boss.book.owner(row), Some(one.person));
    world.check();
}

#[test]
fn leads_remark_and_reps_answer() {
    let (mut world, mut one, _) = company(None);
    let mut lead = world.join(WireRole::Supervisor, &[T1], 4);
    one.act(&world.env, vec![say(2, remark("我说的"))]);
    one.settle(&mut world);
    assert_eq!(refused(&one), [Refusal::Role]);
    lead.settle(&mut world);
    lead.act(&world.env, vec![say(3, remark("本周再去一次"))]);
    lead.settle(&mut world);
    one.settle(&mut world);
    one.act(&world.env, vec![say(4, Fact::Answer { of: fact(3), text: "周五去".into() })]);
    one.settle(&mut world);
    lead.settle(&mut world);
    assert_eq!((refused(&one).len(), refused(&lead)), (1, vec![]));
    for tablet in [&one, &lead] {
        let row = tablet.book.row_of(customer(1)).unwrap();
        let [remark] = &tablet.book.remarks(row)[..] else { panic!("one remark") };
        assert_eq!(
            (remark.text, remark.asks, remark.answers[0].1),
            ("本周再去一次", true, "周五去")
        );
    }
    world.check();
}

#[test]
fn a_rep_takes_back_own_words_and_a_lead_anybodys() {
    let (mut world, mut one, _) = company(None);
    let (mut peer, mut lead) = (world.rep(T1, 5), world.join(WireRole::Supervisor, &[T1], 4));
    peer.settle(&mut world);
    peer.act(&world.env, vec![drop_of(1, true)]);
    peer.settle(&mut world);
    assert_eq!((refused(&peer), state(&peer)), (vec![Refusal::Role], Some(State::Open)));
    // Told otherwise it would be another fact.
    peer.act(&world.env, vec![say(1, turn(&peer, Turn::Lost))]);
    peer.settle(&mut world);
    assert_eq!(refused(&peer), [Refusal::Role; 2]);
    one.act(&world.env, vec![drop_of(1, true)]);
    one.settle(&mut world);
    one.act(&world.env, vec![drop_of(1, false)]);
    one.settle(&mut world);
    assert_eq!((refused(&one), state(&one)), (vec![], Some(State::Open)));
    lead.settle(&mut world);
    lead.act(&world.env, vec![drop_of(1, true)]);
    lead.settle(&mut world);
    one.settle(&mut world);
    assert_eq!((refused(&lead), state(&one)), (vec![], None));
    one.act(&world.env, vec![drop_of(1, false)]);
    one.settle(&mut world);
    assert_eq!((refused(&one), state(&one)), (vec![Refusal::Role], None), "a lead took it back");
    world.check();
}

#[test]
fn a_customer_that_is_handed_over_changes_hands_whole() {
    let (mut world, mut one, mut two) = company(None);
    let asleep = one.clone();
    one.act(&world.env, vec![say(2, turn(&one, Turn::Ordered))]);
    one.act(&world.env, vec![hand(3, &two)]);
    one.settle(&mut world);
    two.settle(&mut world);
    assert_eq!((refused(&one), one.name(1), world.scope_of(1)), (vec![], None, Some(S2)));
    assert_eq!((two.name(1).as_deref(), state(&two)), (Some("一"), Some(State::Ordered)));
    let row = two.book.row_of(customer(1)).unwrap();
    assert_eq!(two.book.owner(row), Some(two.person));
    // What is written on goes on where it is, and a value that is no line moves nothing.
    two.put(&world.env, 1, fields::ADDRESS, "解放路");
    two.act(&world.env, vec![say(4, turn(&two, Turn::Delivered))]);
    two.settle(&mut world);
    assert_eq!((state(&two), world.scope_of(1)), (Some(State::Delivered), Some(S2)));
    let mut asleep = asleep;
    asleep.settle(&mut world);
    assert_eq!(asleep.name(1), None);
    world.check();
}

#[test]
fn what_was_noted_before_the_customer_went_is_taken_and_what_came_after_is_not() {
    let (mut world, one, mut two) = company(None);
    // The same person on two tablets: one hands over, the other has no signal.
    let mut lead = world.join(WireRole::Supervisor, &[T1, T2], 4);
    let mut away = one;
    away.act(&world.env, vec![say(2, turn(&away, Turn::Ordered))]);
    world.env.now_ms += 3_600_000;
    lead.settle(&mut world);
    lead.act(&world.env, vec![hand(3, &two)]);
    lead.settle(&mut world);
    world.env.now_ms += 3_600_000;
    away.act(&world.env, vec![say(4, turn(&away, Turn::Delivered))]);
    away.settle(&mut world);
    two.settle(&mut world);
    assert_eq!((refused(&away), state(&two)), (vec![Refusal::Territory], Some(State::Ordered)));
    world.check();
}

#[test]
fn who_hands_over_a_customer_of_a_line_changes_the_line_instead() {
    let (mut world, mut one, two) = company(Some("1号线"));
    one.act(&world.env, vec![hand(2, &two)]);
    one.settle(&mut world);
    assert_eq!((refused(&one), world.scope_of(1)), (vec![], Some(S1)));
    let row = one.book.row_of(customer(1)).unwrap();
    assert_eq!(one.book.owner(row), Some(two.person));
    // Without a line it goes where it was handed to.
    let op = one.book.put(customer(1), fields::LINE, None, None);
    one.act(&world.env, vec![op]);
    one.settle(&mut world);
    assert_eq!(world.scope_of(1), Some(S2));
    world.check();
}

#[test]
fn a_hand_over_that_is_taken_back_brings_the_customer_home() {
    let (mut world, mut one, mut two) = company(None);
    let mut lead = world.join(WireRole::Supervisor, &[T1, T2], 4);
    lead.settle(&mut world);
    lead.act(&world.env, vec![hand(2, &two)]);
    lead.settle(&mut world);
    assert_eq!(world.scope_of(1), Some(S2));
    lead.act(&world.env, vec![drop_of(2, true)]);
    lead.settle(&mut world);
    assert_eq!((refused(&lead), world.scope_of(1)), (vec![], Some(S1)));
    one.settle(&mut world);
    two.settle(&mut world);
    assert_eq!((one.name(1).as_deref(), two.name(1)), (Some("一"), None));
    world.check();
}

#[test]
fn who_has_no_territory_is_handed_a_customer_that_stays_where_it_is() {
    let (mut world, mut one, _) = company(None);
    let boss = world.boss.clone();
    one.act(&world.env, vec![hand(2, &boss)]);
    one.settle(&mut world);
    assert_eq!(world.scope_of(1), Some(S1));
    let nobody = Fact::Hand { to: PersonId::new(Uuid::from_u128(77)) };
    one.act(&world.env, vec![say(3, nobody)]);
    one.settle(&mut world);
    assert_eq!((refused(&one), world.scope_of(1)), (vec![], Some(S1)));
    world.check();
}

#[test]
fn a_new_customer_that_is_handed_over_at_once_leaves_who_made_it() {
    let (mut world, mut one, mut two) = company(None);
    let to = two.person;
    let hand = Op::Funnel {
        id: fact(9),
        customer: customer(5),
        deal: None,
        write: FunnelWrite::Say(Box::new(Fact::Hand { to })),
    };
    one.act(&world.env, vec![create(5, "五", None), hand]);
    one.settle(&mut world);
    two.settle(&mut world);
    assert_eq!((refused(&one), world.scope_of(5)), (vec![], Some(S2)));
    assert_eq!((one.name(5), two.name(5).as_deref()), (None, Some("五")));
    world.check();
}

#[test]
fn a_turn_from_a_slow_clock_comes_after_the_one_its_writer_saw() {
    let (mut world, mut one, _) = company(None);
    let mut lead = world.join(WireRole::Supervisor, &[T1], 4);
    one.act(&world.env, vec![say(2, turn(&one, Turn::Ordered))]);
    one.settle(&mut world);
    lead.ahead_ms = -7_200_000;
    lead.last_ms = 0;
    lead.settle(&mut world);
    let unseen = Fact::Turn(Box::new(TurnFact {
        to: Turn::Lost,
        why: Some("没看到".into()),
        refusal: None,
        until: None,
        order: None,
        seen: None,
    }));
    lead.act(&world.env, vec![say(3, turn(&lead, Turn::Delivered))]);
    lead.settle(&mut world);
    one.settle(&mut world);
    assert_eq!((state(&one), state(&lead)), (Some(State::Delivered), Some(State::Delivered)));
    lead.act(&world.env, vec![drop_of(3, true)]);
    lead.settle(&mut world);
    one.settle(&mut world);
    assert_eq!((state(&one), refused(&lead)), (Some(State::Ordered), vec![]));
    lead.act(&world.env, vec![say(5, unseen)]);
    lead.settle(&mut world);
    one.settle(&mut world);
    let row = one.book.row_of(customer(1)).unwrap();
    let course = one.book.deal(row, DEAL).unwrap().course;
    assert!(course.turns().any(|it| it.is_unseen), "that one did not see the other is told");
    world.check();
}

#[test]
fn what_no_tablet_can_have_said_is_refused() {
    let (mut world, mut one, _) = company(None);
    let waived = Fact::Check { item: CloseItem::Gift, is: Checked::Waived(" ".into()) };
    let long = Fact::Answer { of: fact(1), text: "长".repeat(2_001).into() };
    let of_deal = |said: Fact| {
        let write = FunnelWrite::Say(Box::new(said));
        Op::Funnel { id: fact(8), customer: customer(1), deal: None, write }
    };
    let far = jipan_rules::NaiveDate::from_ymd_opt(3000, 1, 1).unwrap();
    let snooze = Fact::Snooze { until: far, why: None };
    for op in [say(2, waived), say(3, long), of_deal(opened()), say(4, snooze)] {
        one.act(&world.env, vec![op]);
        one.settle(&mut world);
    }
    assert_eq!(refused(&one), [Refusal::Invalid; 4]);
    world.check();
}

//! Around a closing: what gates it, and what follows.

use jipan_rules::funnel::{
    Checked, CloseItem, ClosePhase, Fact, FunnelHistory, FunnelRules, Lacking, Refusal, State,
    Step, Turn, TurnFact, missing, tasks, turn_lacks,
};
use jipan_rules::setting::{FunnelKey, RuleBook, RuleKey};

use super::kit::{BASE, CLOSED, Life, on, turn};

fn lacks(life: &Life, to: &TurnFact) -> Vec<Lacking> {
    turn_lacks(&life.course(), to, &FunnelRules::default(), on(6, 5))
}

#[test]
fn nothing_closes_before_all_is_prepared_or_waived() {
    let life = Life::opened(on(6, 1));
    let ordered = turn(Turn::Ordered);
    let items = [CloseItem::Papers, CloseItem::Care, CloseItem::Place, CloseItem::Gift];
    assert_eq!(lacks(&life, &ordered), items.map(Lacking::Item));
    let three = items
        .into_iter()
        .take(3)
        .fold(life, |life, item| life.checks(on(6, 2), item, Checked::Done));
    assert_eq!(lacks(&three, &ordered), [Lacking::Item(CloseItem::Gift)]);
    let waived = three.checks(on(6, 2), CloseItem::Gift, Checked::Waived("客户不收".into()));
    assert_eq!(lacks(&waived, &ordered), []);
    let slip = waived.checks(on(6, 3), CloseItem::Papers, Checked::Open);
    assert_eq!(lacks(&slip, &ordered), [Lacking::Item(CloseItem::Papers)]);
}

#[test]
fn what_belongs_to_the_closing_gates_the_delivery() {
    let life = Life::opened(on(6, 1)).turns(on(6, 2), Turn::Ordered);
    let items = [CloseItem::Ceremony, CloseItem::CareGift, CloseItem::Service];
    assert_eq!(lacks(&life, &turn(Turn::Delivered)), items.map(Lacking::Item));
    let done = life.does_all(on(6, 3), ClosePhase::During);
    assert_eq!(lacks(&done, &turn(Turn::Delivered)), []);
}

#[test]
fn a_company_asks_for_what_it_wants() {
    let mut book = RuleBook::default();
    let set = |book: &mut RuleBook, key, text| {
        book.set(RuleKey::Funnel(key), on(6, 1), Some(text));
    };
    set(&mut book, FunnelKey::Closing, "1;0;2;1;3;30;7");
    set(&mut book, FunnelKey::Templates, "retail;retail;retail;wholesale;23;0");
    let rules = book.funnel();
    let life = Life::opened(on(6, 1));
    let lacks =
        |life: &Life, to| turn_lacks(&life.course(), &turn(to), rules.on(on(6, 2)), on(6, 2));
    let wanted = [
        Lacking::Item(CloseItem::Papers),
        Lacking::Step(Step::Receive),
        Lacking::Step(Step::Analyse),
    ];
    assert_eq!(lacks(&life, Turn::Ordered), wanted);
    let ready = life
        .checks(on(6, 2), CloseItem::Papers, Checked::Done)
        .then(on(6, 2), Fact::Step(Step::Receive))
        .then(on(6, 2), Fact::Step(Step::Analyse));
    assert_eq!(lacks(&ready, Turn::Ordered), []);
    let ordered = ready.turns(on(6, 2), Turn::Ordered);
    assert_eq!(lacks(&ordered, Turn::Delivered), []);
    let items: Vec<_> = tasks(&ordered.course(), &rules).iter().map(|it| it.item).collect();
    assert_eq!(items, [CloseItem::Satisfaction]);
}

#[test]
fn who_gives_up_says_why() {
    let open = Life::opened(on(6, 1));
    let why = |to: Turn, text: &str| TurnFact { why: Some(text.into()), ..turn(to) };
    assert_eq!(lacks(&open, &turn(Turn::Lost)), [Lacking::Cause]);
    assert_eq!(lacks(&open, &why(Turn::Lost, "  ")), [Lacking::Cause]);
    assert_eq!(lacks(&open, &why(Turn::Lost, "买了别家的")), []);
    let refused = TurnFact { refusal: Some(Refusal::Money), ..turn(Turn::Lost) };
    assert_eq!(lacks(&open, &refused), []);
    assert_eq!(lacks(&open, &turn(Turn::OutOfReach)), [Lacking::Why]);
    let frozen = why(Turn::Frozen, "明年再说");
    assert_eq!(lacks(&open, &frozen), [Lacking::Until]);
    assert_eq!(
        lacks(&open, &TurnFact { until: Some(on(6, 5)), ..frozen.clone() }),
        [Lacking::Until]
    );
    assert_eq!(lacks(&open, &TurnFact { until: Some(on(6, 6)), ..frozen }), []);
    let ordered = Life::opened(on(6, 1)).turns(on(6, 2), Turn::Ordered);
    assert_eq!(lacks(&ordered, &turn(Turn::Reopened)), [Lacking::Why]);
    assert_eq!(lacks(&ordered, &turn(Turn::Cancelled)), [Lacking::Why]);
    let lost = open.turns(on(6, 2), Turn::Lost);
    assert_eq!(lacks(&lost, &turn(Turn::Reopened)), [], "coming back needs no excuse");
}

#[test]
fn what_cannot_follow_lacks_that() {
    for state in State::ALL {
        for to in Turn::ALL {
            let is_allowed = state.may_turn(to);
            assert_eq!(state.turns().any(|it| it == to), is_allowed);
            assert!(!is_allowed || to.leads_to() != state, "{state:?} {to:?}");
        }
    }
    let open = Life::opened(on(6, 1));
    assert_eq!(lacks(&open, &turn(Turn::Delivered))[0], Lacking::Allowed);
}

#[test]
fn four_tasks_follow_a_closing_none_on_a_rest_day() {
    let closed = Life::opened(on(9, 1)).turns(on(9, 24), Turn::Ordered);
    let tasks_of = |life: &Life| tasks(&life.course(), &FunnelHistory::default());
    let due: Vec<_> = tasks_of(&closed).iter().map(|it| (it.item, it.due)).collect();
    let wanted = [
        // 25 September is mid-autumn; a week later is 1 October.
        (CloseItem::Journey, on(9, 26)),
        (CloseItem::Satisfaction, on(9, 27)),
        (CloseItem::Referral, on(10, 4)),
        (CloseItem::Reminder, on(10, 24)),
    ];
    assert_eq!(due, wanted);
    let called = closed.checks(on(9, 27), CloseItem::Satisfaction, Checked::Done);
    let done: Vec<_> = tasks_of(&called).into_iter().filter_map(|it| it.done).collect();
    assert_eq!(done, [(Checked::Done, on(9, 27))]);
    let reopened = called.turns(on(9, 28), Turn::Reopened);
    assert_eq!(tasks_of(&reopened), []);
}

#[test]
fn the_rules_of_the_closing_hold_for_what_follows_it() {
    let mut book = RuleBook::default();
    let key = RuleKey::Funnel(FunnelKey::Closing);
    book.set(key, on(6, 10), Some("1234;123;0;1;3;30;7"));
    let rules = book.funnel();
    let closed =
        |day| Life::opened(on(6, 1)).turns(day, Turn::Ordered).turns(on(6, 20), Turn::Delivered);
    let before = closed(on(6, 9));
    assert_eq!(tasks(&before.course(), &rules).len(), 4);
    assert_eq!(before.stands_by(&rules, on(6, 20)).place, CLOSED);
    assert_eq!(closed(on(6, 10)).stands_by(&rules, on(6, 20)).place, BASE, "nothing is asked for");
}

#[test]
fn what_is_waived_counts_as_done_and_what_is_asked_for_is_what_misses() {
    let life = Life::opened(on(6, 1)).turns(on(6, 2), Turn::Ordered);
    let rule = &FunnelRules::default().closing.value;
    let left = |life: &Life| missing(&life.course(), ClosePhase::After, rule).len();
    assert_eq!(left(&life), 4);
    let waived = life.checks(on(6, 3), CloseItem::Referral, Checked::Waived("不便开口".into()));
    assert_eq!(left(&waived), 3);
}

//! Remarks of leads, answers to them, and who can be given a customer.

use jipan_app::Event;
use jipan_app::event::FunnelEvent;
use jipan_app::view::{FunnelPanel, HandState, Notice, WhoView};
use jipan_rules::funnel::TEXT_CHARS_MAX;
use jipan_rules::schema::fields;

use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

fn panel(tablet: &mut Tablet<'_>, name: &str) -> FunnelPanel {
    tablet.opens(name).funnel
}

fn remarks(tablet: &mut Tablet<'_>, name: &str, text: &str, asks: bool) {
    let customer = tablet.opens(name).id;
    let text = text.to_owned();
    tablet.happens(Event::Funnel(FunnelEvent::Remarked { customer, text, asks }));
}

#[test]
fn a_lead_asks_and_a_rep_answers_what_only_leads_may_ask() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    assert!(!panel(&mut rep, "1号店").can_remark && panel(&mut manager, "1号店").can_remark);
    remarks(&mut rep, "1号店", "我来批示", false);
    assert_eq!(panel(&mut rep, "1号店").remarks, []);
    let refused = rep.model.view().notices.iter().any(|it| it.notice == Notice::NotAllowed);
    assert!(refused, "and it is said");
    remarks(&mut manager, "1号店", "  ", true);
    remarks(&mut manager, "1号店", &"长".repeat(TEXT_CHARS_MAX + 1), true);
    assert_eq!(panel(&mut manager, "1号店").remarks, [], "nothing, and too much, is no remark");
    remarks(&mut manager, "1号店", "问清楚库存", true);
    remarks(&mut manager, "1号店", "陈列不错", false);
    company.meets(&mut manager);
    company.meets(&mut rep);
    let seen = panel(&mut rep, "1号店").remarks;
    let texts: Vec<_> = seen.iter().map(|it| (&*it.text, it.asks, it.by.clone())).collect();
    let manager_named = || Some(WhoView::Named("经理".to_owned()));
    assert_eq!(
        texts,
        [("陈列不错", false, manager_named()), ("问清楚库存", true, manager_named())],
        "the newest first"
    );
    let (customer, of) = (seen[1].customer, seen[1].id);
    let answer = |text: &str| FunnelEvent::Answered { customer, of, text: text.to_owned() };
    rep.happens(Event::Funnel(answer("  ")));
    rep.happens(Event::Funnel(answer("还有三箱")));
    company.meets(&mut rep);
    company.meets(&mut manager);
    let answered = panel(&mut manager, "1号店").remarks;
    assert_eq!((answered[0].answers.len(), answered[1].answers.len()), (0, 1));
    let (_, by, text) = &answered[1].answers[0];
    assert_eq!((by, &**text), (&Some(WhoView::Named("小王".to_owned())), "还有三箱"));
}

#[test]
fn a_remark_that_was_taken_back_is_not_answered_any_more() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", "客户代码,店铺名称\nK1,一号店\n".as_bytes());
    remarks(&mut tablet, "一号店", "问清楚库存", true);
    let row = panel(&mut tablet, "一号店").remarks[0].clone();
    let answer =
        || FunnelEvent::Answered { customer: row.customer, of: row.id, text: "三箱".to_owned() };
    tablet.happens(Event::UndoPressed);
    assert_eq!(panel(&mut tablet, "一号店").remarks, []);
    let before = disk.inner().rows();
    tablet.happens(Event::Funnel(answer()));
    assert_eq!(disk.inner().rows(), before);
    // Put back it can be.
    tablet.opens("一号店");
    tablet.happens(Event::UndoPressed);
    tablet.happens(Event::Funnel(answer()));
    let shown = panel(&mut tablet, "一号店").remarks;
    assert_eq!(shown.first().map(|it| it.answers.len()), Some(1));
}

#[test]
fn a_customer_can_be_handed_over_unless_its_line_says_whose_it_is() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    assert_eq!(panel(&mut manager, "1号店").hand, HandState::Alone, "nobody else is there yet");
    let mut rep = rep(&two, 2, &mut company, east);
    company.meets(&mut manager);
    company.meets(&mut rep);
    assert_eq!(panel(&mut manager, "1号店").hand, HandState::ByField(fields::LINE));
    assert_eq!(panel(&mut rep, "1号店").hand, HandState::ByField(fields::LINE));
    // A line of no territory says nothing.
    manager.opens("2号店");
    manager.types(fields::LINE, "临时线");
    assert_eq!(panel(&mut manager, "2号店").hand, HandState::Free);
}

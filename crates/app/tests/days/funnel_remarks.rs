//! Remarks of leads, answers to them, and who can be given a customer.

use jipan_app::Event;
use jipan_app::event::{FunnelEvent, FunnelText};
use jipan_app::view::{FunnelPanel, HandState, Notice, WhoView};
use jipan_rules::funnel::TEXT_CHARS_MAX;
use jipan_rules::schema::fields;

use super::funnel_add::{does, says};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

fn panel(tablet: &mut Tablet<'_>, name: &str) -> FunnelPanel {
    tablet.opens(name).funnel
}

fn remarks(tablet: &mut Tablet<'_>, name: &str, text: &str, asks: bool) {
    let customer = tablet.opens(name).id;
    does(tablet, FunnelEvent::AskSet { customer, asks });
    says(tablet, FunnelText::Remark(customer), text);
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
    for text in ["  ", "还有三箱"] {
        says(&mut rep, FunnelText::Answer { customer, of }, text);
    }
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
    let answer = FunnelText::Answer { customer: row.customer, of: row.id };
    tablet.happens(Event::UndoPressed);
    assert_eq!(panel(&mut tablet, "一号店").remarks, []);
    let n_facts = |tablet: &Tablet<'_>| {
        let book = tablet.model.book();
        book.facts(book.row_of(row.customer).unwrap()).len()
    };
    says(&mut tablet, answer, "三箱");
    assert_eq!(n_facts(&tablet), 1, "nothing was written, and what was typed is still there");
    // Put back it can be.
    tablet.opens("一号店");
    tablet.happens(Event::UndoPressed);
    does(&mut tablet, FunnelEvent::TextSaid(answer));
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

#[test]
fn an_instruction_is_answered_once_more_and_a_remark_that_does_not_ask_too() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", "客户代码,店铺名称\nK1,一号店\n".as_bytes());
    remarks(&mut tablet, "一号店", "问清楚库存", true);
    remarks(&mut tablet, "一号店", "陈列不错", false);
    for at in [1, 1, 0] {
        let row = panel(&mut tablet, "一号店").remarks[at].clone();
        says(&mut tablet, FunnelText::Answer { customer: row.customer, of: row.id }, "知道了");
    }
    let shown = panel(&mut tablet, "一号店").remarks;
    assert_eq!(shown.iter().map(|it| it.answers.len()).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_remark_that_was_answered_is_not_taken_back_from_under_its_answer() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    remarks(&mut manager, "1号店", "问清楚库存", true);
    company.meets(&mut manager);
    company.meets(&mut rep);
    let row = panel(&mut rep, "1号店").remarks[0].clone();
    says(&mut rep, FunnelText::Answer { customer: row.customer, of: row.id }, "还有三箱");
    company.meets(&mut rep);
    company.meets(&mut manager);
    manager.happens(Event::UndoPressed);
    let shown = panel(&mut manager, "1号店").remarks;
    assert_eq!(shown.first().map(|it| it.answers.len()), Some(1), "it stands with its answer");
    assert!(
        manager
            .model
            .view()
            .notices
            .iter()
            .any(|it| it.notice == Notice::UndoneInPart { n_kept: 1 })
    );
}

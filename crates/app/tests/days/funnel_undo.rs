//! Each of the twelve things one writes in the funnel is taken back with the bar and done again with it.

use jipan_app::Event;
use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, FunnelText, SheetEdit};
use jipan_book::Action;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, ClosePhase, Course, Fact, Refusal, Step, Turn,
};
use jipan_rules::values::ids::FactId;

use super::funnel_add::{board, day, does, enters, expects};
use super::funnel_sheets::{done, edits, facts, open_sheet, opens};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

fn course(tablet: &Tablet<'_>, deal: DealRef) -> Course {
    let book = tablet.model.book();
    book.course(book.row_of(deal.customer).unwrap(), deal.deal)
}

/// Does something, takes it back and does it again; whether the opportunity and the facts went along.
fn there_and_back(
    tablet: &mut Tablet<'_>,
    deal: DealRef,
    (action, act): (Action, &dyn Fn(&mut Tablet<'_>)),
) {
    let (was, said) = (course(tablet, deal), facts(tablet, deal));
    act(tablet);
    assert!(open_sheet(tablet).is_none(), "{action:?} is not done");
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(action));
    let is = facts(tablet, deal);
    assert_ne!(is, said, "{action:?} says nothing");
    tablet.happens(Event::UndoPressed);
    assert_eq!(course(tablet, deal), was, "{action:?} is not taken back");
    assert_eq!(facts(tablet, deal), said);
    tablet.happens(Event::UndoPressed);
    assert_eq!(facts(tablet, deal), is, "{action:?} is not done again");
}

fn turned(deal: DealRef, to: Turn, edit: Option<SheetEdit>) -> impl Fn(&mut Tablet<'_>) {
    move |tablet| {
        does(tablet, FunnelEvent::Turned { deal, to });
        if let Some(edit) = edit.clone() {
            edits(tablet, edit);
            done(tablet);
        }
    }
}

fn writes(tablet: &mut Tablet<'_>, of: FunnelText, text: &str) {
    does(tablet, FunnelEvent::TextTyped { of, text: text.to_owned() });
    does(tablet, FunnelEvent::TextSaid(of));
}

#[test]
fn what_one_does_to_an_opportunity_is_taken_back_and_done_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    let tablet = &mut tablet;
    let contact = |tablet: &mut Tablet<'_>| {
        opens(tablet, DealSheetKind::Contact(deal));
        edits(tablet, SheetEdit::Text("聊了".to_owned()));
        done(tablet);
    };
    there_and_back(tablet, deal, (Action::LogContact, &contact));
    let expect = |tablet: &mut Tablet<'_>| expects(tablet, deal, day(9), "50");
    there_and_back(tablet, deal, (Action::SetExpectation, &expect));
    let snooze = |tablet: &mut Tablet<'_>| {
        opens(tablet, DealSheetKind::Snooze(deal));
        edits(tablet, SheetEdit::Until(day(20).to_string()));
        done(tablet);
    };
    there_and_back(tablet, deal, (Action::SnoozeContact, &snooze));
    let step = |tablet: &mut Tablet<'_>| {
        does(tablet, FunnelEvent::StepStamped { deal, step: Step::Experience });
    };
    there_and_back(tablet, deal, (Action::StampStep, &step));
    let source = |tablet: &mut Tablet<'_>| {
        opens(tablet, DealSheetKind::Source(deal));
        edits(tablet, SheetEdit::Channel(Channel::Online));
        edits(tablet, SheetEdit::Will(Some(true)));
        done(tablet);
    };
    there_and_back(tablet, deal, (Action::EditProspect, &source));
    for item in ClosePhase::Before.items().filter(|it| *it != CloseItem::Gift) {
        does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
    let check = |tablet: &mut Tablet<'_>| {
        let is = Checked::Waived("不要".into());
        does(tablet, FunnelEvent::Checked { deal, item: CloseItem::Gift, is });
    };
    there_and_back(tablet, deal, (Action::CheckClosing, &check));
    let open = |tablet: &mut Tablet<'_>| {
        opens(tablet, DealSheetKind::Open(deal.customer));
        done(tablet);
    };
    there_and_back(tablet, deal, (Action::OpenDeal, &open));
}

#[test]
fn each_turn_is_taken_back_and_done_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    expects(&mut tablet, deal, day(9), "50");
    board(&mut tablet);
    for item in ClosePhase::Before.items().chain(ClosePhase::During.items()) {
        does(&mut tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
    let why = |why: &str| Some(SheetEdit::Why(why.to_owned()));
    let tablet = &mut tablet;
    does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Turn(deal, Turn::Frozen)));
    edits(tablet, SheetEdit::Until(day(30).to_string()));
    for (to, edit) in [
        (Turn::Frozen, why("装修")),
        (Turn::Reopened, None),
        (Turn::Lost, Some(SheetEdit::Refusal(Refusal::Money))),
        (Turn::Reopened, None),
        (Turn::OutOfReach, why("空号")),
        (Turn::Reopened, None),
        (Turn::Ordered, None),
        (Turn::Cancelled, why("不要了")),
        (Turn::Reopened, None),
        (Turn::Ordered, None),
    ] {
        there_and_back(tablet, deal, (Action::MoveDeal, &turned(deal, to, edit)));
    }
    for item in ClosePhase::During.items() {
        does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
    there_and_back(tablet, deal, (Action::MoveDeal, &turned(deal, Turn::Delivered, None)));
    let wrong = turned(deal, Turn::Reopened, why("点错了"));
    there_and_back(tablet, deal, (Action::MoveDeal, &wrong));
}

#[test]
fn a_prospect_a_remark_an_answer_and_a_hand_over_are_taken_back_and_done_again() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let deal = enters(&mut rep, "新店");
    let customer = deal.customer;
    assert_eq!(rep.model.view().undo.map(|it| it.action), Some(Action::AddProspect));
    rep.happens(Event::UndoPressed);
    let is_there = |tablet: &Tablet<'_>| {
        let book = tablet.model.book();
        book.row_of(customer).is_some_and(|row| book.is_visible(row))
    };
    assert!(!is_there(&rep), "the customer goes with its opportunity");
    rep.happens(Event::UndoPressed);
    assert!(is_there(&rep));
    company.meets(&mut rep);
    company.meets(&mut manager);
    manager.opens("新店");
    let remark = |tablet: &mut Tablet<'_>| {
        does(tablet, FunnelEvent::AskSet { customer, asks: true });
        writes(tablet, FunnelText::Remark(customer), "问清楚");
    };
    there_and_back(&mut manager, deal, (Action::Remark, &remark));
    company.meets(&mut manager);
    company.meets(&mut rep);
    let of: FactId = rep.opens("新店").funnel.remarks[0].id;
    let answer = |tablet: &mut Tablet<'_>| {
        writes(tablet, FunnelText::Answer { customer, of }, "三箱");
    };
    there_and_back(&mut rep, deal, (Action::AnswerRemark, &answer));
    opens(&mut rep, DealSheetKind::Hand(customer));
    let people = open_sheet(&mut rep).unwrap().people;
    let to = people.iter().find(|(_, name)| name == "经理").unwrap().0;
    let hand = |tablet: &mut Tablet<'_>| {
        opens(tablet, DealSheetKind::Hand(customer));
        edits(tablet, SheetEdit::Person(to));
        done(tablet);
    };
    there_and_back(&mut rep, deal, (Action::HandOver, &hand));
    let handed = facts(&rep, deal);
    assert!(matches!(handed.last(), Some(Fact::Hand { .. })), "{handed:?}");
}

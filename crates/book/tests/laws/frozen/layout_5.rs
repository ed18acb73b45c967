//! What layout 5 added: facts of the funnel.

use jipan_book::{Action, Book, Change, FunnelWrite, Op, order_id_of};
use jipan_rules::Uuid;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Contact, Expectation, Fact, How, Opened, Outcome, Purpose,
    Refusal, Source, State, Step, SubChannel, Template, Turn, TurnFact,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{DealId, FactId, PersonId};

use super::{change, changes, changes_2, changes_3, changes_4, fixture};
use crate::any::{customer, day};

/// What layout 5 added, after the changes of layout 4: each sort of fact.
#[expect(clippy::too_many_lines, reason = "one of each")]
pub(super) fn changes_5() -> Vec<Change> {
    let (id, deal) = (customer(1), Some(DealId::new(Uuid::from_u128(8))));
    let fact = |n: u128| FactId::new(Uuid::from_u128(100 + n));
    let say = |n, deal, said| {
        let write = FunnelWrite::Say(Box::new(said));
        Op::Funnel { id: fact(n), customer: id, deal, write }
    };
    let source = Source {
        channel: Channel::Referral,
        sub: Some(SubChannel::Designer),
        referrer: Some(customer(2)),
    };
    let template = Template::Wholesale;
    let open = Fact::Open(Opened { template, source, will: Some(true), ability: Some(false) });
    let amount = Some(Money::from_fen(1_234_567));
    let why: Option<Box<str>> = Some("等装修".into());
    let (on, seen) = (Some(day(40)), Some(fact(3)));
    let expect = Fact::Expect(Expectation { on, amount, why: why.clone(), seen });
    let contact = Fact::Contact(Box::new(Contact {
        on: day(20),
        how: How::Chat,
        purpose: Purpose::AfterSales,
        outcome: Outcome::Refused(Refusal::Compare),
        text: "再比较".into(),
        next: Some(day(25)),
    }));
    let turn = Fact::Turn(Box::new(TurnFact {
        to: Turn::Frozen,
        why: why.clone(),
        refusal: Some(Refusal::Money),
        until: Some(day(60)),
        order: Some(order_id_of("D1")),
        seen: Some(fact(2)),
    }));
    let check = |item, is| Fact::Check { item, is };
    let to = PersonId::new(Uuid::from_u128(10));
    let gone = |is_gone| {
        let write = FunnelWrite::Drop { is_gone };
        Op::Funnel { id: fact(5), customer: id, deal, write }
    };
    let with = |seq, action, ops| Change { action, ..change(seq, ops) };
    vec![
        with(24, Action::AddProspect, vec![say(1, deal, open)]),
        with(25, Action::OpenDeal, Vec::new()),
        with(26, Action::LogContact, vec![say(2, deal, contact)]),
        with(27, Action::SetExpectation, vec![say(3, deal, expect)]),
        with(28, Action::SnoozeContact, vec![say(4, deal, Fact::Snooze { until: day(30), why })]),
        with(29, Action::StampStep, vec![say(5, deal, Fact::Step(Step::Need))]),
        with(30, Action::MoveDeal, vec![say(6, deal, turn)]),
        with(
            31,
            Action::CheckClosing,
            vec![
                say(7, deal, check(CloseItem::Gift, Checked::Waived("不要".into()))),
                say(8, deal, check(CloseItem::Papers, Checked::Done)),
                say(9, deal, check(CloseItem::Referral, Checked::Open)),
            ],
        ),
        with(
            32,
            Action::Remark,
            vec![say(10, None, Fact::Remark { text: "抓紧".into(), asks: true })],
        ),
        with(
            33,
            Action::AnswerRemark,
            vec![say(11, None, Fact::Answer { of: fact(10), text: "好".into() })],
        ),
        with(34, Action::HandOver, vec![say(12, None, Fact::Hand { to })]),
        with(
            35,
            Action::EditProspect,
            vec![
                say(13, deal, Fact::Source(Source::of(Channel::WalkIn))),
                say(14, deal, Fact::Flags { will: None, ability: Some(true) }),
            ],
        ),
        with(36, Action::Undo, vec![gone(true)]),
    ]
}

#[test]
fn changes_of_layout_5_are_read_for_ever() {
    for change in changes_5() {
        let bytes = fixture(&format!("change-5-{}.bin", change.id.seq));
        assert_eq!((bytes[0], Change::decode(&bytes)), (5, Ok(change)));
    }
}

#[test]
fn pages_of_layout_5_are_read_for_ever() {
    let mut written = Book::new();
    let earlier = changes().into_iter().chain(changes_2()).chain(changes_3());
    for change in earlier.chain(changes_4()).chain(changes_5()) {
        let _ = written.apply(&change);
    }
    let (bytes, mut read) = (fixture("page-5.bin"), Book::new());
    assert_eq!(read.load_header(&fixture("header-4.bin")), Ok(1));
    assert_eq!((bytes[0], read.load_page(&bytes)), (5, Ok(3)));
    assert_eq!(read.digest(), written.digest());
    let row = read.row_of(customer(1)).unwrap();
    assert_eq!(read.deals(row), written.deals(row));
    let [deal] = &read.deals(row)[..] else { panic!("one opportunity") };
    assert_eq!(
        (deal.course.state, deal.course.template()),
        (State::Frozen, Some(Template::Wholesale))
    );
    assert_eq!(deal.course.steps.get(&Step::Need), None, "it was taken back");
    assert_eq!(read.owner(row), Some(PersonId::new(Uuid::from_u128(10))));
    let [remark] = &read.remarks(row)[..] else { panic!("one remark") };
    assert_eq!((remark.text, remark.asks, remark.answers.len()), ("抓紧", true, 1));
}

#[test]
fn a_page_without_facts_is_written_in_the_fourth_layout() {
    let mut book = Book::new();
    let earlier = changes().into_iter().chain(changes_2()).chain(changes_3());
    for change in earlier.chain(changes_4()) {
        let _ = book.apply(&change);
    }
    assert_eq!((book.encode_page(0).unwrap()[0], book.encode_header()[0]), (4, 4));
    let _ = book.apply(&changes_5()[0]);
    assert_eq!((book.encode_page(0).unwrap()[0], book.encode_header()[0]), (5, 4));
}

//! One fact of every kind of the funnel. Not here: what is done with them.

use jipan_book::{Action, Change, FunnelWrite, Op};
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Contact, Expectation, Fact, How, Opened, Outcome, Purpose,
    Refusal, Source, Step, SubChannel, Template, Turn, TurnFact,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId};
use jipan_rules::{NaiveDate, Uuid};

use crate::tablet::Tablet;

/// An opportunity from its opening to its loss, all that can be said beside it, and a word taken back.
pub(super) fn one_of_each_of_funnel(
    tablet: &mut Tablet,
    (customer, referrer, on): (CustomerId, CustomerId, NaiveDate),
) -> Vec<Change> {
    let uuid = |n: u128| Uuid::from_u128(customer.uuid().as_u128() << 8 | n);
    let fact = |n| FactId::new(uuid(n));
    let deal = DealId::new(uuid(64));
    let why = || Some("再看看".into());
    let is_referred = |it: &SubChannel| it.channel() == Channel::Referral;
    let sub = SubChannel::ALL.into_iter().find(is_referred);
    let sent_by = Source { channel: Channel::Referral, sub, referrer: Some(referrer) };
    let source = Source { channel: Channel::WalkIn, sub: None, referrer: None };
    let refusal = Refusal::ALL.first().copied();
    let contact = Contact {
        on,
        how: How::Phone,
        purpose: Purpose::ALL[0],
        outcome: refusal.map_or(Outcome::Reached, Outcome::Refused),
        text: "下月再来".into(),
        next: Some(on + chrono::Days::new(3)),
    };
    let turn = TurnFact {
        to: Turn::Lost,
        why: why(),
        refusal,
        until: None,
        order: None,
        seen: Some(fact(68)),
    };
    let (will, ability) = (Some(true), Some(false));
    let opened = Opened { template: Template::Retail, source, will: None, ability };
    let amount = Some(Money::from_fen(1_234_500));
    let expectation = Expectation { on: Some(on), amount, why: why(), seen: None };
    let of_deal = [
        (Action::OpenDeal, Fact::Open(opened)),
        (Action::EditProspect, Fact::Source(sent_by)),
        (Action::EditProspect, Fact::Flags { will, ability }),
        (Action::SetExpectation, Fact::Expect(expectation)),
        (Action::LogContact, Fact::Contact(Box::new(contact))),
        (Action::SnoozeContact, Fact::Snooze { until: on, why: why() }),
        (Action::StampStep, Fact::Step(Step::ALL[0])),
        (
            Action::CheckClosing,
            Fact::Check { item: CloseItem::Gift, is: Checked::Waived("不要".into()) },
        ),
        (Action::MoveDeal, Fact::Turn(Box::new(turn))),
    ];
    let of_customer = [
        (Action::Remark, Fact::Remark { text: "周五前去".into(), asks: true }),
        (Action::AnswerRemark, Fact::Answer { of: fact(80), text: "已去".into() }),
        (Action::HandOver, Fact::Hand { to: tablet.person }),
    ];
    let say = |it| FunnelWrite::Say(Box::new(it));
    let mut writes: Vec<(Action, u128, Option<DealId>, FunnelWrite)> = Vec::new();
    writes.extend((65..).zip(of_deal).map(|(n, (action, it))| (action, n, Some(deal), say(it))));
    writes.extend((80..).zip(of_customer).map(|(n, (action, it))| (action, n, None, say(it))));
    writes.push((Action::Undo, 67, Some(deal), FunnelWrite::Drop { is_gone: true }));
    let ops = writes.into_iter().map(|(action, n, deal, write)| {
        let op = Op::Funnel { id: fact(n), customer, deal, write };
        tablet.change(action, vec![op])
    });
    ops.collect()
}

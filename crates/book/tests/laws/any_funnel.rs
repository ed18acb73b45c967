//! Arbitrary facts of the funnel, and what is seen of them.

use jipan_book::{Book, DealView, FactView, FunnelWrite, Op, Row};
use jipan_rules::Uuid;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Contact, Expectation, Fact, How, Opened, Outcome, Purpose, Source,
    Step, Template, Turn, TurnFact,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, PersonId};
use proptest::prelude::*;

use crate::any::{any_fact, any_id, day};

pub(crate) fn deal_id(n: u128) -> DealId {
    DealId::new(Uuid::from_u128((4 << 100) | n))
}

pub(crate) fn opened() -> Fact {
    let source = Source::of(Channel::Online);
    Fact::Open(Opened { template: Template::Retail, source, will: Some(true), ability: None })
}

pub(crate) fn turn(to: Turn, seen: Option<FactId>) -> Fact {
    let (why, refusal, until, order) = (Some("改天".into()), None, None, None);
    Fact::Turn(Box::new(TurnFact { to, why, refusal, until, order, seen }))
}

fn any_said() -> impl Strategy<Value = Fact> {
    let seen = || prop::option::of(any_fact());
    let expects = (prop::option::of(0_u64..200), prop::option::of(0_i64..900), seen());
    prop_oneof![
        4 => Just(opened()),
        3 => expects.prop_map(|(on, fen, seen)| Fact::Expect(Expectation {
            on: on.map(day),
            amount: fen.map(Money::from_fen),
            why: None,
            seen,
        })),
        2 => (0_u64..90, 0_u8..=10).prop_map(|(on, code)| {
            let outcome = Outcome::from_code(code).unwrap_or(Outcome::Reached);
            let (how, purpose, text) = (How::Phone, Purpose::Push, "说过".into());
            Fact::Contact(Box::new(Contact { on: day(on), how, purpose, outcome, text, next: None }))
        }),
        4 => (prop::sample::select(Turn::ALL.to_vec()), seen())
            .prop_map(|(to, seen)| turn(to, seen)),
        1 => prop::sample::select(Step::ALL.to_vec()).prop_map(Fact::Step),
        1 => prop::sample::select(CloseItem::ALL.to_vec())
            .prop_map(|item| Fact::Check { item, is: Checked::Waived("不要".into()) }),
        1 => Just(Fact::Remark { text: "抓紧".into(), asks: true }),
        1 => any_fact().prop_map(|of| Fact::Answer { of, text: "好".into() }),
        1 => (1_u128..3).prop_map(|n| Fact::Hand { to: PersonId::new(Uuid::from_u128(n)) }),
    ]
}

/// The writes that layout 5 added.
pub(crate) fn any_op_5() -> impl Strategy<Value = Op> {
    let write = prop_oneof![
        6 => any_said().prop_map(|fact| FunnelWrite::Say(Box::new(fact))),
        1 => any::<bool>().prop_map(|is_gone| FunnelWrite::Drop { is_gone }),
    ];
    let fact = (1_u128..9).prop_map(|n| FactId::new(Uuid::from_u128(n)));
    (fact, any_id(), 1_u128..3, write).prop_map(|(id, customer, deal, write)| {
        let is_of_customer = matches!(&write, FunnelWrite::Say(fact) if !fact.is_of_deal());
        let deal = (!is_of_customer).then_some(deal_id(deal));
        Op::Funnel { id, customer, deal, write }
    })
}

/// All that a person can see of the funnel of one customer.
#[derive(Debug, PartialEq)]
pub(crate) struct SeenFunnel {
    facts: Vec<(FactId, CustomerId, Option<DealId>, Fact)>,
    deals: Vec<DealView>,
    owner: Option<PersonId>,
    remarks: Vec<(FactId, String, usize)>,
}

pub(crate) fn seen_funnel(book: &Book, row: Row) -> SeenFunnel {
    let facts = book.facts(row);
    let facts = facts.into_iter().filter(|it| !it.is_gone);
    let remarks = book.remarks(row);
    SeenFunnel {
        facts: facts.map(|it| (it.id, it.customer, it.deal, it.fact.clone())).collect(),
        deals: book.deals(row),
        owner: book.owner(row),
        remarks: remarks.iter().map(|it| (it.id, it.text.to_owned(), it.answers.len())).collect(),
    }
}

/// A write of a fact as the app makes it: a fact is said once, an opening is the first of its opportunity.
pub(crate) fn honest_fact(
    book: &Book,
    row: Row,
    (id, deal): (FactId, Option<DealId>),
    write: &FunnelWrite,
) -> Option<FunnelWrite> {
    let facts = book.facts(row);
    let now: Option<&FactView<'_>> = facts.iter().find(|it| it.id == id);
    match write {
        FunnelWrite::Say(fact) => {
            let is_first = facts.iter().all(|it| it.deal != deal);
            let is_honest = now.is_none() && (is_first || !matches!(**fact, Fact::Open(_)));
            is_honest.then(|| write.clone())
        }
        FunnelWrite::Drop { .. } => now.map(|it| FunnelWrite::Drop { is_gone: !it.is_gone }),
    }
}

//! What is said of prospects among what people do.

use jipan_book::FunnelWrite;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Fact, Opened, Source, Template, Turn, TurnFact,
};
use jipan_rules::values::ids::DealId;

use super::*;

/// What somebody says of the one opportunity of a customer.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Open(u128),
    Turn(u128, u32, Turn),
    Check(u128, u32),
    Remark(u128, u32),
    /// To one of the tablets' people.
    Hand(u128, u32, usize),
    Drop(u128, u32, bool),
}

pub(super) fn any_said() -> impl Strategy<Value = Said> {
    let (n, k) = (|| 1..=N, || 0_u32..50);
    prop_oneof![
        2 => n().prop_map(Said::Open),
        4 => (n(), k(), prop::sample::select(Turn::ALL.to_vec()))
            .prop_map(|(n, k, to)| Said::Turn(n, k, to)),
        1 => (n(), k()).prop_map(|(n, k)| Said::Check(n, k)),
        1 => (n(), k()).prop_map(|(n, k)| Said::Remark(n, k)),
        3 => (n(), k(), 0_usize..4).prop_map(|(n, k, to)| Said::Hand(n, k, to)),
        2 => (n(), k(), any::<bool>()).prop_map(|(n, k, is_gone)| Said::Drop(n, k, is_gone)),
    ]
}

/// Ids of facts say whose they are: nobody tells another one's again.
fn fact_of(tablet: &Tablet, n: u128, k: u32) -> FactId {
    FactId::new(Uuid::from_u128(
        (3 << 100) | (u128::from(tablet.number) << 64) | (u128::from(k) << 16) | n,
    ))
}

/// The people of the four tablets, in their order.
pub(super) fn op_of_said(tablet: &Tablet, said: &Said, people: &[PersonId]) -> Op {
    let deal = |n: u128| DealId::new(Uuid::from_u128((4 << 100) | n));
    let say = |n: u128, k: u32, fact: Fact| Op::Funnel {
        id: fact_of(tablet, n, k),
        customer: customer(n),
        deal: fact.is_of_deal().then(|| deal(n)),
        write: FunnelWrite::Say(Box::new(fact)),
    };
    match *said {
        Said::Open(n) => {
            let source = Source::of(Channel::WalkIn);
            let template = Template::Retail;
            say(n, 60, Fact::Open(Opened { template, source, will: None, ability: None }))
        }
        Said::Turn(n, k, to) => {
            let row = tablet.book.row_of(customer(n));
            let course = row.map(|row| tablet.book.course(row, deal(n)));
            let seen = course.and_then(|it| it.last_turn().map(|it| it.fact));
            let why = Some(mark(n, k).into());
            let turn = TurnFact { to, why, refusal: None, until: None, order: None, seen };
            say(n, 100 + k, Fact::Turn(Box::new(turn)))
        }
        Said::Check(n, k) => {
            let is = Checked::Waived(mark(n, k).into());
            say(n, 200 + k, Fact::Check { item: CloseItem::Gift, is })
        }
        Said::Remark(n, k) => say(n, 300 + k, Fact::Remark { text: mark(n, k).into(), asks: true }),
        Said::Hand(n, k, to) => say(n, 400 + k, Fact::Hand { to: people[to % people.len()] }),
        Said::Drop(n, k, is_gone) => Op::Funnel {
            id: fact_of(tablet, n, [100, 400][usize::try_from(k % 2).unwrap()] + k),
            customer: customer(n),
            deal: Some(deal(n)),
            write: FunnelWrite::Drop { is_gone },
        },
    }
}

/// All that one can see of the funnel.
pub(super) fn seen_of_funnel(tablet: &Tablet) -> Vec<String> {
    let book = &tablet.book;
    let rows = book.rows().filter(|&row| book.origin(row).is_some());
    let of = |row| {
        let deals = book.deals(row).into_iter().map(|it| (it.id, it.course.state));
        let facts = book.facts(row).into_iter().map(|it| (it.id, it.is_gone));
        let mut facts: Vec<_> = facts.collect();
        facts.sort_unstable();
        format!("{:?} {:?} {facts:?}", book.id_of(row), deals.collect::<Vec<_>>())
    };
    let mut all: Vec<String> = rows.map(of).collect();
    all.sort_unstable();
    all
}

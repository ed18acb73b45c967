//! Shops of which something of the funnel is known, as a disk holds them. Not here: any claim.

use jipan_book::{Action, Change, ChangeId, FunnelWrite, Op, Stamp};
use jipan_rules::funnel::{
    Channel, Contact, Expectation, Fact, How, Opened, Outcome, Purpose, Source, Template, Turn,
    TurnFact,
};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_store::{Durability, Store as _, Write};
use pollster::block_on;

use super::rules::day;
use super::tablet::Disk;

/// The customer of a number.
pub(crate) fn shop(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128(n))
}

/// The opportunity of a number.
pub(crate) fn deal(n: u128) -> DealId {
    DealId::new(Uuid::from_u128(1_000 + n))
}

/// The fact of a number.
pub(crate) fn fact(n: u128) -> FactId {
    FactId::new(Uuid::from_u128(2_000 + n))
}

/// Who wrote what is on the disk.
pub(crate) fn writer() -> PersonId {
    PersonId::new(Uuid::from_u128(9))
}

/// What is written onto a disk, a change a line.
pub(crate) struct Past {
    n: u64,
    rows: Vec<Write>,
}

impl Past {
    /// Shops of these names, numbered from 1.
    pub(crate) fn of(names: &[&str]) -> Self {
        let mut past = Self { n: 0, rows: Vec::new() };
        for (name, n) in names.iter().zip(1..) {
            let values = vec![
                (fields::NAME, Value::Text((*name).into())),
                (fields::CODE, Value::Text(format!("K{n}").into())),
            ];
            past.change(day(6, 1), Action::Import, vec![Op::Create { id: shop(n), values }]);
        }
        past
    }

    fn change(&mut self, on: NaiveDate, action: Action, ops: Vec<Op>) {
        let replica = ReplicaId::new(7 << 8);
        self.n += 1;
        let change = Change {
            id: ChangeId { replica, seq: self.n },
            stamp: Stamp::new(1_790_000_000_000 + self.n * 1_000, 0, replica),
            on,
            by: writer(),
            action,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops,
        };
        self.rows.push(Write::Log(change.encode().unwrap()));
    }

    /// Something happened to an opportunity of a shop; the fact has the number of the change.
    pub(crate) fn says(&mut self, on: NaiveDate, of: (u128, u128), it: Fact) -> FactId {
        let id = fact(u128::from(self.n) + 1);
        let (customer, deal) = (shop(of.0), it.is_of_deal().then(|| deal(of.1)));
        let write = FunnelWrite::Say(Box::new(it));
        self.change(on, Action::LogContact, vec![Op::Funnel { id, customer, deal, write }]);
        id
    }

    /// A fact was taken back.
    pub(crate) fn drops(&mut self, on: NaiveDate, of: (u128, u128), id: FactId) {
        let write = FunnelWrite::Drop { is_gone: true };
        let op = Op::Funnel { id, customer: shop(of.0), deal: Some(deal(of.1)), write };
        self.change(on, Action::Undo, vec![op]);
    }

    /// Writes it down.
    pub(crate) fn onto(self, disk: &Disk) {
        block_on(disk.write(self.rows, Durability::Strict)).unwrap();
    }
}

pub(crate) fn opened(source: Source) -> Fact {
    Fact::Open(Opened { template: Template::Retail, source, will: Some(true), ability: None })
}

pub(crate) fn walked_in() -> Fact {
    opened(Source::of(Channel::WalkIn))
}

pub(crate) fn talked(on: NaiveDate, text: &str) -> Fact {
    let (how, purpose, outcome) = (How::Visit, Purpose::Push, Outcome::Reached);
    Fact::Contact(Box::new(Contact { on, how, purpose, outcome, text: text.into(), next: None }))
}

pub(crate) fn expects(on: NaiveDate, yuan: i64, seen: Option<FactId>) -> Fact {
    let amount = Some(Money::from_fen(yuan * 100));
    Fact::Expect(Expectation { on: Some(on), amount, why: None, seen })
}

pub(crate) fn turns(to: Turn, seen: Option<FactId>) -> Fact {
    Fact::Turn(Box::new(TurnFact { to, why: None, refusal: None, until: None, order: None, seen }))
}

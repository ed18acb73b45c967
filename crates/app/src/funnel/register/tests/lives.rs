//! Books by chance: customers with opportunities to which anything happened. Not here: any test.

use jipan_book::{Action, Book, Change, ChangeId, FunnelWrite, Op, Stamp};
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Contact, Expectation, Fact, How, Opened, Outcome, Purpose,
    Refusal, Source, Template, Turn, TurnFact,
};
use jipan_rules::schema::fields;
use jipan_rules::status;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, TimeDelta, Uuid};

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub(super) fn day(n_days: i64) -> NaiveDate {
    today() + TimeDelta::days(n_days)
}

pub(super) fn customer(n: u64) -> CustomerId {
    CustomerId::new(Uuid::from_u128(u128::from(n)))
}

/// A book being written, one change after the other.
pub(super) struct Writing {
    pub(super) book: Book,
    seq: u64,
}

impl Writing {
    pub(super) fn new() -> Self {
        Self { book: Book::new(), seq: 0 }
    }

    pub(super) fn writes(&mut self, on: NaiveDate, ops: Vec<Op>) {
        self.seq += 1;
        let replica = ReplicaId::new(1);
        let change = Change {
            id: ChangeId { replica, seq: self.seq },
            stamp: Stamp::new(1_000 + self.seq, 0, replica),
            on,
            by: PersonId::new(Uuid::nil()),
            action: Action::AddProspect,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops,
        };
        drop(self.book.apply(&change));
    }

    pub(super) fn says(&mut self, on: NaiveDate, (of, deal): (u64, u64), fact: Fact) -> FactId {
        let id = FactId::new(Uuid::from_u128(u128::from(self.seq) + 1));
        let write = FunnelWrite::Say(Box::new(fact));
        let deal = Some(DealId::new(Uuid::from_u128(u128::from(deal))));
        self.writes(on, vec![Op::Funnel { id, customer: customer(of), deal, write }]);
        id
    }

    fn takes_back(&mut self, on: NaiveDate, (of, deal): (u64, u64), id: FactId) {
        let deal = Some(DealId::new(Uuid::from_u128(u128::from(deal))));
        let write = FunnelWrite::Drop { is_gone: true };
        self.writes(on, vec![Op::Funnel { id, customer: customer(of), deal, write }]);
    }

    pub(super) fn enters(&mut self, n: u64) {
        let name = (fields::NAME, Value::Text(format!("{n}").into()));
        self.writes(day(-400), vec![Op::Create { id: customer(n), values: vec![name] }]);
    }
}

/// Numbers by chance, the same ones for the same seed.
struct Dice(u64);

impl Dice {
    fn throws(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let n = self.throws(u64::try_from(all.len()).unwrap());
        all[usize::try_from(n).unwrap()]
    }

    fn fact(&mut self, on: NaiveDate) -> Fact {
        match self.throws(10) {
            0..=2 => {
                let by = on + TimeDelta::days(i64::try_from(self.throws(120)).unwrap() - 5);
                let amount = Some(Money::from_fen(100 * i64::try_from(self.throws(900)).unwrap()));
                let amount = amount.filter(|_| self.throws(5) > 0);
                Fact::Expect(Expectation { on: Some(by), amount, why: None, seen: None })
            }
            3..=5 => {
                // Most are noted at once, some long after.
                let late = if self.throws(4) == 0 { self.throws(60) } else { self.throws(3) };
                let on = on - TimeDelta::days(i64::try_from(late).unwrap());
                let outcomes =
                    [Outcome::Reached, Outcome::NoAnswer, Outcome::Refused(Refusal::Money)];
                let outcome = self.one_of(&outcomes);
                let how = self.one_of(&How::ALL);
                let (purpose, text) = (Purpose::Push, "说了".into());
                Fact::Contact(Box::new(Contact { on, how, purpose, outcome, text, next: None }))
            }
            6 => Fact::Check { item: self.one_of(&CloseItem::ALL), is: Checked::Done },
            7 => Fact::Source(self.source()),
            _ => Fact::Turn(Box::new(TurnFact {
                to: self.one_of(&Turn::ALL),
                why: Some("x".into()),
                refusal: None,
                until: None,
                order: None,
                seen: None,
            })),
        }
    }

    fn source(&mut self) -> Source {
        let channel = self.one_of(&Channel::ALL);
        let subs: Vec<_> = channel.subs().map(Some).chain([None]).collect();
        let referrer = Some(customer(1 + self.throws(40)));
        let referrer = referrer.filter(|_| channel == Channel::Referral && self.throws(3) > 0);
        Source { channel, sub: self.one_of(&subs), referrer }
    }
}

/// Some customers with opportunities to which anything happened, by clocks that go wrong now and then.
pub(super) fn any_book(seed: u64) -> Book {
    let (mut it, mut dice) = (Writing::new(), Dice(seed));
    for n in 1..=25 {
        it.enters(n);
    }
    let mut opened = Vec::new();
    for n in 0..30 {
        let of = 1 + dice.throws(25);
        let on = day(-i64::try_from(dice.throws(100)).unwrap());
        let (source, template) = (dice.source(), Template::Retail);
        let fact = Fact::Open(Opened { template, source, will: None, ability: None });
        it.says(on, (of, 100 + n), fact);
        opened.push(((of, 100 + n), on));
    }
    for _ in 0..220 {
        let at = usize::try_from(dice.throws(30)).unwrap();
        let (deal, on) = opened[at];
        // Time goes on, and sometimes a clock is behind or ahead.
        let later = match dice.throws(12) {
            0 => on - TimeDelta::days(4),
            1 => (on + TimeDelta::days(40)).min(day(2)),
            n => (on + TimeDelta::days(i64::try_from(n).unwrap())).min(today()),
        };
        opened[at].1 = later;
        let fact = dice.fact(later);
        let id = it.says(later, deal, fact);
        if dice.throws(15) == 0 {
            it.takes_back(later, deal, id);
        }
    }
    for n in [3, 4] {
        let op =
            it.book.put(customer(n), fields::STATUS, Some(Value::Choice(status::CANCELLED)), None);
        it.writes(today(), vec![op]);
    }
    it.writes(today(), vec![Op::Delete { id: customer(5) }]);
    it.book
}

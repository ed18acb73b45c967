//! The life of an opportunity, told fact by fact. Not here: any test.

use jipan_rules::funnel::{
    Channel, Checked, CloseItem, ClosePhase, Contact, Course, DealStanding, Entry, Expectation,
    Fact, FunnelHistory, How, Opened, Outcome, Place, Purpose, Said, Source, Stage, Template, Turn,
    TurnFact, path, standing,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{FactId, PersonId};
use jipan_rules::{NaiveDate, Uuid};

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A day of 2026.
pub(crate) fn on(month: u32, of_month: u32) -> NaiveDate {
    day(2026, month, of_month)
}

pub(crate) fn yuan(yuan: i64) -> Money {
    Money::from_fen(yuan * 100)
}

pub(crate) fn id(n: usize) -> FactId {
    FactId::new(Uuid::from_u128(u128::try_from(n).unwrap() + 1))
}

/// Facts with their days; the id of each is its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Life {
    pub(crate) facts: Vec<(NaiveDate, Fact)>,
}

impl Life {
    /// Somebody walked in on a day.
    pub(crate) fn opened(on: NaiveDate) -> Self {
        let source = Source::of(Channel::WalkIn);
        let opened = Opened { template: Template::Retail, source, will: None, ability: None };
        Self::default().then(on, Fact::Open(opened))
    }

    pub(crate) fn then(mut self, on: NaiveDate, fact: Fact) -> Self {
        self.facts.push((on, fact));
        self
    }

    /// Something is expected by a day for an amount, by somebody who saw what was expected before.
    pub(crate) fn expects(self, on: NaiveDate, by: NaiveDate, amount: Money) -> Self {
        self.expects_what(on, Some(by), Some(amount))
    }

    pub(crate) fn expects_what(
        self,
        on: NaiveDate,
        by: Option<NaiveDate>,
        amount: Option<Money>,
    ) -> Self {
        let seen = self.course().expected().map(|it| it.fact);
        self.then(on, Fact::Expect(Expectation { on: by, amount, why: None, seen }))
    }

    /// A call on a day, and what came of it.
    pub(crate) fn calls(self, on: NaiveDate, outcome: Outcome) -> Self {
        self.calls_again(on, outcome, None)
    }

    pub(crate) fn calls_again(
        self,
        on: NaiveDate,
        outcome: Outcome,
        next: Option<NaiveDate>,
    ) -> Self {
        let (how, purpose, text) = (How::Phone, Purpose::Push, Box::default());
        let contact = Contact { on, how, purpose, outcome, text, next };
        self.then(on, Fact::Contact(Box::new(contact)))
    }

    /// A turn, by somebody who saw the last one.
    pub(crate) fn turns(self, on: NaiveDate, to: Turn) -> Self {
        let seen = self.course().last_turn().map(|it| it.fact);
        self.then(on, Fact::Turn(Box::new(TurnFact { seen, ..turn(to) })))
    }

    pub(crate) fn checks(self, on: NaiveDate, item: CloseItem, is: Checked) -> Self {
        self.then(on, Fact::Check { item, is })
    }

    /// Everything of a closing list was done on a day.
    pub(crate) fn does_all(self, on: NaiveDate, phase: ClosePhase) -> Self {
        phase.items().fold(self, |life, item| life.checks(on, item, Checked::Done))
    }

    pub(crate) fn course(&self) -> Course {
        Course::of(self.facts.iter().enumerate().map(|(n, (on, fact))| Said {
            id: id(n),
            fact,
            on: *on,
            by: PersonId::new(Uuid::nil()),
        }))
    }

    /// How it stands on a day by the rules as they are without a company's.
    pub(crate) fn stands(&self, today: NaiveDate) -> DealStanding {
        self.stands_by(&FunnelHistory::default(), today)
    }

    pub(crate) fn stands_by(&self, rules: &FunnelHistory, today: NaiveDate) -> DealStanding {
        standing(&self.course(), rules, today).unwrap()
    }

    pub(crate) fn path(&self, today: NaiveDate) -> Vec<(Place, NaiveDate)> {
        let path = path(&self.course(), &FunnelHistory::default(), today);
        path.into_iter().map(|Entry { place, on }| (place, on)).collect()
    }
}

/// A turn with nothing beside.
pub(crate) fn turn(to: Turn) -> TurnFact {
    TurnFact { to, why: None, refusal: None, until: None, order: None, seen: None }
}

pub(crate) const PROSPECT: Place = Place::In(Stage::Prospect);
pub(crate) const INTENDING: Place = Place::In(Stage::Intending);
pub(crate) const CLOSED: Place = Place::In(Stage::Closed);
pub(crate) const BASE: Place = Place::In(Stage::Base);

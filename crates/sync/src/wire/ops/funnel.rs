//! Facts of the funnel in JSON. Not here: their ids and customers.
//!
//! `y` is why, `x` a text, `s` in an expectation or a turn the fact that its writer saw. A code or a sort of
//! fact that is not known is of a newer program.

use std::collections::BTreeMap;

use jipan_book::FunnelWrite;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Contact, Expectation, Fact, How, Opened, Outcome, Purpose,
    Refusal, ServiceFact, ServiceSort, Source, Step, SubChannel, Template, Turn, TurnFact,
};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId, OrderId, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::value::Day;
use super::{WireError, customer_of};

/// The sorts of facts that are known, and taking back.
const SORTS: [&str; 15] = [
    "open", "source", "flags", "expect", "contact", "snooze", "step", "turn", "check", "remark",
    "answer", "hand", "drop", "service", "goal",
];

/// What is written of a fact.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireFact {
    Open {
        t: u8,
        s: WireSource,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        a: Option<bool>,
    },
    Source(WireSource),
    Flags {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        a: Option<bool>,
    },
    Expect {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        m: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        y: Option<Box<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        s: Option<FactId>,
    },
    Contact {
        on: Day,
        h: u8,
        p: u8,
        o: u8,
        #[serde(default, skip_serializing_if = "str::is_empty")]
        x: Box<str>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        n: Option<Day>,
    },
    Snooze {
        u: Day,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        y: Option<Box<str>>,
    },
    Step(u8),
    Turn {
        to: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        y: Option<Box<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        r: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        u: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        o: Option<OrderId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        s: Option<FactId>,
    },
    /// `k`: 0 open, 1 done, 2 waived.
    Check {
        i: u8,
        k: u8,
        #[serde(default, skip_serializing_if = "str::is_empty")]
        y: Box<str>,
    },
    Remark {
        x: Box<str>,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        q: bool,
    },
    Answer {
        of: FactId,
        x: Box<str>,
    },
    Hand(PersonId),
    Drop {
        is: bool,
    },
    /// `k`: 1 after-sales, 2 value-added.
    Service {
        k: u8,
        on: Day,
        n: u32,
        m: i64,
        #[serde(default, skip_serializing_if = "str::is_empty")]
        x: Box<str>,
    },
    /// `at`: year × 12 + month − 1.
    Goal {
        at: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        m: Option<i64>,
    },
}

/// Where a prospect comes from: channel, what exactly, who sent it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireSource {
    ch: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    su: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rf: Option<CustomerId>,
}

/// Whether an operation that could not be read holds a sort of fact that only a newer program knows.
pub(super) fn is_of_newer(op: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow)]
        w: BTreeMap<String, &'a RawValue>,
    }
    let body = serde_json::from_str::<Body<'_>>(op.get()).ok();
    body.filter(|it| it.w.len() == 1)
        .is_some_and(|it| it.w.keys().all(|sort| !SORTS.contains(&sort.as_str())))
}

/// The thing of a code.
fn known<T>(thing: Option<T>, what: &str) -> Result<T, WireError> {
    thing.ok_or_else(|| WireError::unknown(what))
}

fn day(day: Option<Day>) -> Option<NaiveDate> {
    day.map(|day| day.0)
}

impl WireSource {
    fn of(source: &Source) -> Self {
        let Source { channel, sub, referrer } = source;
        Self { ch: channel.code(), su: sub.map(SubChannel::code), rf: *referrer }
    }

    fn source(self) -> Result<Source, WireError> {
        let sub = self.su.map(|code| known(SubChannel::from_code(code), "a detail of a channel"));
        Ok(Source {
            channel: known(Channel::from_code(self.ch), "a channel")?,
            sub: sub.transpose()?,
            referrer: self.rf.map(customer_of).transpose()?,
        })
    }
}

impl WireFact {
    pub(super) fn of(write: &FunnelWrite) -> Self {
        match write {
            FunnelWrite::Say(fact) => Self::of_fact(fact),
            FunnelWrite::Drop { is_gone } => Self::Drop { is: *is_gone },
        }
    }

    fn of_fact(fact: &Fact) -> Self {
        match fact {
            Fact::Open(Opened { template, source, will, ability }) => {
                Self::Open { t: template.code(), s: WireSource::of(source), w: *will, a: *ability }
            }
            Fact::Source(source) => Self::Source(WireSource::of(source)),
            Fact::Flags { will, ability } => Self::Flags { w: *will, a: *ability },
            Fact::Expect(Expectation { on, amount, why, seen }) => {
                let (on, m) = (on.map(Day), amount.map(Money::fen));
                Self::Expect { on, m, y: why.clone(), s: *seen }
            }
            Fact::Contact(it) => {
                let Contact { on, how, purpose, outcome, text, next } = &**it;
                let (h, p, o) = (how.code(), purpose.code(), outcome.code());
                Self::Contact { on: Day(*on), h, p, o, x: text.clone(), n: next.map(Day) }
            }
            Fact::Snooze { until, why } => Self::Snooze { u: Day(*until), y: why.clone() },
            Fact::Step(step) => Self::Step(step.code()),
            Fact::Turn(it) => {
                let TurnFact { to, why, refusal, until, order, seen } = &**it;
                Self::Turn {
                    to: to.code(),
                    y: why.clone(),
                    r: refusal.map(Refusal::code),
                    u: until.map(Day),
                    o: *order,
                    s: *seen,
                }
            }
            Fact::Check { item, is } => {
                let (k, y) = match is {
                    Checked::Open => (0, Box::default()),
                    Checked::Done => (1, Box::default()),
                    Checked::Waived(why) => (2, why.clone()),
                };
                Self::Check { i: item.code(), k, y }
            }
            Fact::Remark { text, asks } => Self::Remark { x: text.clone(), q: *asks },
            Fact::Answer { of, text } => Self::Answer { of: *of, x: text.clone() },
            Fact::Hand { to } => Self::Hand(*to),
            Fact::Service(it) => {
                let ServiceFact { sort, on, quantity, amount, text } = &**it;
                let k = match sort {
                    ServiceSort::AfterSales => 1,
                    ServiceSort::ValueAdded => 2,
                };
                Self::Service { k, on: Day(*on), n: *quantity, m: amount.fen(), x: text.clone() }
            }
            Fact::Goal { month, amount } => {
                Self::Goal { at: month.index(), m: amount.map(Money::fen) }
            }
        }
    }

    pub(super) fn write(self) -> Result<FunnelWrite, WireError> {
        if let Self::Drop { is } = self {
            return Ok(FunnelWrite::Drop { is_gone: is });
        }
        Ok(FunnelWrite::Say(Box::new(self.fact()?)))
    }

    fn fact(self) -> Result<Fact, WireError> {
        Ok(match self {
            Self::Open { t, s, w, a } => Fact::Open(Opened {
                template: known(Template::from_code(t), "a template of stages")?,
                source: s.source()?,
                will: w,
                ability: a,
            }),
            Self::Source(source) => Fact::Source(source.source()?),
            Self::Flags { w, a } => Fact::Flags { will: w, ability: a },
            Self::Expect { on, m, y, s } => {
                let (on, amount) = (day(on), m.map(Money::from_fen));
                Fact::Expect(Expectation { on, amount, why: y, seen: s })
            }
            Self::Contact { on, h, p, o, x, n } => Fact::Contact(Box::new(Contact {
                on: on.0,
                how: known(How::from_code(h), "a way of contact")?,
                purpose: known(Purpose::from_code(p), "a purpose of contact")?,
                outcome: known(Outcome::from_code(o), "an outcome of contact")?,
                text: x,
                next: day(n),
            })),
            Self::Snooze { u, y } => Fact::Snooze { until: u.0, why: y },
            Self::Step(code) => Fact::Step(known(Step::from_code(code), "a step")?),
            Self::Turn { to, y, r, u, o, s } => {
                let refusal = r.map(|code| known(Refusal::from_code(code), "a refusal"));
                Fact::Turn(Box::new(TurnFact {
                    to: known(Turn::from_code(to), "a turn")?,
                    why: y,
                    refusal: refusal.transpose()?,
                    until: day(u),
                    order: o,
                    seen: s,
                }))
            }
            Self::Check { i, k, y } => {
                let is = match k {
                    0 => Checked::Open,
                    1 => Checked::Done,
                    2 => Checked::Waived(y),
                    _ => return Err(WireError::unknown("what became of an item")),
                };
                Fact::Check { item: known(CloseItem::from_code(i), "an item of a closing")?, is }
            }
            Self::Remark { x, q } => Fact::Remark { text: x, asks: q },
            Self::Answer { of, x } => Fact::Answer { of, text: x },
            Self::Hand(to) => Fact::Hand { to },
            Self::Service { k, on, n, m, x } => {
                let sort = match k {
                    1 => ServiceSort::AfterSales,
                    2 => ServiceSort::ValueAdded,
                    _ => return Err(WireError::unknown("a kind of service")),
                };
                let amount = Money::from_fen(m);
                Fact::Service(Box::new(ServiceFact {
                    sort,
                    on: on.0,
                    quantity: n,
                    amount,
                    text: x,
                }))
            }
            Self::Goal { at, m } => {
                Fact::Goal { month: Month::from_index(at), amount: m.map(Money::from_fen) }
            }
            Self::Drop { .. } => return Err(WireError::malformed("a fact")),
        })
    }
}

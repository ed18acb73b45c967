//! What is written of orders and objections, in JSON. Not here: their ids and customers.

use jipan_book::{ObjectionWrite, OrderWrite, PlacedOrder};
use jipan_rules::order::{Disputed, OrderLine, OrderSource, OrderStatus, Outcome};
use jipan_rules::values::ids::ProductId;
use serde::{Deserialize, Serialize};

use super::WireError;
use super::value::Day;

/// A product, quantity, price in ten-thousandths, amount in fen, units in a case.
type WireLine = (ProductId, i64, i64, i64, u32);

/// What is written of an order. `n` is its number, `s` where it comes from, `st` where it begins, `r`
/// what was special, `l` its lines.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireOrder {
    Place {
        n: Box<str>,
        on: Day,
        s: u8,
        st: u8,
        #[serde(default, skip_serializing_if = "is_zero")]
        r: u8,
        l: Vec<WireLine>,
    },
    Move {
        to: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Box<str>>,
    },
    Drop {
        is: bool,
    },
}

/// What is written of an objection. `a` is what it is about, `o` what came of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireObjection {
    Raise { a: u8, x: Box<str> },
    Answer { o: u8, x: Box<str> },
    Drop { is: bool },
    Reopen { is: bool },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(n: &u8) -> bool {
    *n == 0
}

fn status(code: u8) -> Result<OrderStatus, WireError> {
    OrderStatus::from_code(code).ok_or_else(|| WireError::unknown("the status of an order"))
}

/// The thing of a code, of all in the order of their codes.
fn at<T: Copy>(all: &[T], code: u8, what: &str) -> Result<T, WireError> {
    all.get(usize::from(code)).copied().ok_or_else(|| WireError::unknown(what))
}

const SOURCES: [OrderSource; 2] = [OrderSource::App, OrderSource::File];
const DISPUTED: [Disputed; 3] = [Disputed::Class, Disputed::Tier, Disputed::Grade];
const OUTCOMES: [Outcome; 3] = [Outcome::Accepted, Outcome::Corrected, Outcome::Upheld];

impl WireOrder {
    pub(super) fn of(write: &OrderWrite) -> Self {
        match write {
            OrderWrite::Place(placed) => {
                let PlacedOrder { number, on, source, status, review, lines } = &**placed;
                let l = lines.iter().map(|it| {
                    let OrderLine { product, quantity, price, amount, pack } = *it;
                    (product, quantity, price, amount, pack)
                });
                Self::Place {
                    n: number.clone(),
                    on: Day(*on),
                    s: match source {
                        OrderSource::App => 0,
                        OrderSource::File => 1,
                    },
                    st: status.code(),
                    r: *review,
                    l: l.collect(),
                }
            }
            OrderWrite::Move { to, why } => Self::Move { to: to.code(), why: why.clone() },
            OrderWrite::Drop { is_gone } => Self::Drop { is: *is_gone },
        }
    }

    pub(super) fn write(self) -> Result<OrderWrite, WireError> {
        Ok(match self {
            Self::Place { n, on, s, st, r, l } => {
                let lines = l.into_iter().map(|(product, quantity, price, amount, pack)| {
                    OrderLine { product, quantity, price, amount, pack }
                });
                OrderWrite::Place(Box::new(PlacedOrder {
                    number: n,
                    on: on.0,
                    source: at(&SOURCES, s, "the source of an order")?,
                    status: status(st)?,
                    review: r,
                    lines: lines.collect(),
                }))
            }
            Self::Move { to, why } => OrderWrite::Move { to: status(to)?, why },
            Self::Drop { is } => OrderWrite::Drop { is_gone: is },
        })
    }
}

impl WireObjection {
    pub(super) fn of(write: &ObjectionWrite) -> Self {
        match write {
            ObjectionWrite::Raise { about, text } => {
                let a = match about {
                    Disputed::Class => 0,
                    Disputed::Tier => 1,
                    Disputed::Grade => 2,
                };
                Self::Raise { a, x: text.clone() }
            }
            ObjectionWrite::Answer { outcome, text } => {
                let o = match outcome {
                    Outcome::Accepted => 0,
                    Outcome::Corrected => 1,
                    Outcome::Upheld => 2,
                };
                Self::Answer { o, x: text.clone() }
            }
            ObjectionWrite::Drop { is_gone } => Self::Drop { is: *is_gone },
            ObjectionWrite::Reopen { is_open } => Self::Reopen { is: *is_open },
        }
    }

    pub(super) fn write(self) -> Result<ObjectionWrite, WireError> {
        Ok(match self {
            Self::Raise { a, x } => {
                ObjectionWrite::Raise { about: at(&DISPUTED, a, "an objection")?, text: x }
            }
            Self::Answer { o, x } => {
                ObjectionWrite::Answer { outcome: at(&OUTCOMES, o, "an outcome")?, text: x }
            }
            Self::Drop { is } => ObjectionWrite::Drop { is_gone: is },
            Self::Reopen { is } => ObjectionWrite::Reopen { is_open: is },
        })
    }
}

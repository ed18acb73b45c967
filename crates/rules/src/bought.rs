//! 进货数量, 进货金额, 进货均价: what a customer bought in a period. Source: S1 §系统自动生成信息.
//! Not here: which orders count.

use crate::explain::{Explained, Why};
use crate::grade::Bought;
use crate::period::Period;
use crate::schema::FieldId;
use crate::values::{Money, Quantity};

/// What these three numbers rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoughtFacts {
    /// Which of them.
    pub field: FieldId,
    /// What was bought, returns taken off.
    pub bought: Bought,
    /// Amount by quantity, rounded once to the fen, half up; `None` without a quantity.
    pub average: Option<Money>,
    /// The orders that were added up.
    pub n_orders: u32,
    /// The months they are of.
    pub period: Period,
}

/// What was bought, with where one of the three numbers comes from.
///
/// ```
/// use jipan_rules::bought::bought;
/// use jipan_rules::explain::Why;
/// use jipan_rules::grade::Bought;
/// use jipan_rules::period::{Month, Period};
/// use jipan_rules::schema::fields;
/// // 10 at 100 and 90 at 200 (rulebook 1.21, example 2)
/// let all = Bought { amount: 1_900_000, quantity: 100 };
/// let october = Period { first: Month::from_index(24_321), n: 1 };
/// let answer = bought(fields::AVERAGE_PRICE, all, 2, october);
/// let Why::Bought(facts) = answer.why else { unreachable!() };
/// assert_eq!(facts.average.map(|it| it.to_string()).as_deref(), Some("190.00"));
/// ```
pub fn bought(field: FieldId, all: Bought, n_orders: u32, period: Period) -> Explained<Bought> {
    let average = Money::from_fen(all.amount).average(Quantity::new(all.quantity));
    Explained::new(all, Why::Bought(BoughtFacts { field, bought: all, average, n_orders, period }))
}

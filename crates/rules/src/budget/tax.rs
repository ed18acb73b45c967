//! Value-added tax in amounts. Rates in ten-thousandths: 13 % is 1,300. Not here: which rate a company has.

use crate::values::Money;
use crate::values::money::{Rounding, divide};

/// An amount without the tax that is in it: fen × 10 000 ÷ (10 000 + rate), half up. A rate of 0 leaves it as
/// it is.
///
/// ```
/// use jipan_rules::budget::without_tax;
/// use jipan_rules::values::Money;
/// assert_eq!(without_tax(Money::from_fen(11_300), 1_300), Money::from_fen(10_000));
/// assert_eq!(without_tax(Money::from_fen(-100), 1_300), Money::from_fen(-88)); // 88.495…
/// assert_eq!(without_tax(Money::from_fen(i64::MAX), 0), Money::from_fen(i64::MAX));
/// ```
pub fn without_tax(amount: Money, rate: u16) -> Money {
    let product = i128::from(amount.fen()).saturating_mul(10_000);
    let with = i128::from(rate).saturating_add(10_000);
    // It comes to no more than before, so it fits.
    divide(product, with, Rounding::HalfUp).map_or(amount, Money::from_fen)
}

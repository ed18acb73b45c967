//! Money, unit prices and quantities: integers in their smallest unit. No floats, no overflow
//! without an answer.

use core::fmt;

use serde::{Deserialize, Serialize};

/// An amount in **fen** (1 yuan = 100 fen).
///
/// ```
/// use jipan_rules::values::Money;
/// assert_eq!(Money::from_fen(125_000).to_string(), "1250.00");
/// assert_eq!("-0.5".parse(), Ok(Money::from_fen(-50)));
/// ```
///
/// A float does not compile, neither as an amount nor in a sum:
/// ```compile_fail,E0308
/// let _ = jipan_rules::values::Money::from_fen(0.1);
/// ```
/// ```compile_fail,E0308
/// let _ = jipan_rules::values::Money::from_fen(10).plus(0.1);
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

/// A price of one unit, in ten-thousandths of a yuan. `OURS` (rulebook 1.19, four decimals)
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct UnitPrice(i64);

/// A quantity in base units of a product (cartons of cigarettes, bottles); negative for returns.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quantity(i64);

/// How a division that does not come out even is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Half away from zero, so that negative amounts mirror positive ones. `OURS` (1.19)
    HalfUp,
    /// Towards zero.
    Down,
}

/// Why a number cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit.
    #[error("the amount does not fit")]
    Overflow,
    /// Division by zero.
    #[error("divided by zero")]
    DividedByZero,
    /// Not an amount with at most two decimals.
    #[error("not an amount")]
    NotAnAmount,
}

/// `numerator ÷ denominator`, rounded; `None` when the denominator is 0 or it does not fit.
pub(crate) fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> Option<i64> {
    let quotient = numerator.checked_div(denominator)?;
    let rest = numerator.checked_rem(denominator)?;
    let is_half = rest.checked_abs()?.checked_mul(2)? >= denominator.checked_abs()?;
    let step = match rounding {
        Rounding::HalfUp if is_half => numerator.signum().checked_mul(denominator.signum())?,
        Rounding::HalfUp | Rounding::Down => 0,
    };
    i64::try_from(quotient.checked_add(step)?).ok()
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of so many fen.
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// In fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The sum.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The difference.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_sub(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// `self × numerator ÷ denominator`, rounded.
    ///
    /// # Errors
    /// When the denominator is 0 or the result does not fit.
    ///
    /// ```
    /// use jipan_rules::values::{Money, Rounding};
    /// // 9折 of 99.99 is 89.99 (rulebook 1.21, example 12)
    /// let price = Money::from_fen(9_999).scale(9, 10, Rounding::HalfUp)?;
    /// assert_eq!(price, Money::from_fen(8_999));
    /// # Ok::<(), jipan_rules::values::money::MoneyError>(())
    /// ```
    pub fn scale(
        self,
        numerator: i64,
        denominator: i64,
        rounding: Rounding,
    ) -> Result<Self, MoneyError> {
        if denominator == 0 {
            return Err(MoneyError::DividedByZero);
        }
        let product =
            i128::from(self.0).checked_mul(i128::from(numerator)).ok_or(MoneyError::Overflow)?;
        divide(product, i128::from(denominator), rounding).map(Self).ok_or(MoneyError::Overflow)
    }

    /// Splits by weights so that the parts add up; what is left over goes fen by fen to the
    /// largest remainders, the earliest first. `OURS` (1.19)
    ///
    /// # Errors
    /// When the weights do not add up to more than 0, or do not fit.
    ///
    /// ```
    /// use jipan_rules::values::Money;
    /// // 0.10 over 1:2:3 (rulebook 1.21, example 7)
    /// let parts = Money::from_fen(10).split(&[1, 2, 3])?;
    /// assert_eq!(parts.iter().map(|part| part.fen()).collect::<Vec<_>>(), [2, 3, 5]);
    /// let parts = Money::from_fen(-10_000).split(&[1; 12])?;
    /// assert_eq!(parts.iter().filter(|part| part.fen() == -834).count(), 4);
    /// # Ok::<(), jipan_rules::values::money::MoneyError>(())
    /// ```
    pub fn split(self, weights: &[u32]) -> Result<Vec<Self>, MoneyError> {
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if total == 0 {
            return Err(MoneyError::DividedByZero);
        }
        let sign = i128::from(self.0.signum());
        let amount = i128::from(self.0.unsigned_abs());
        let mut parts = Vec::with_capacity(weights.len());
        let mut rests = Vec::with_capacity(weights.len());
        for (idx, weight) in weights.iter().enumerate() {
            let share = amount.checked_mul(i128::from(*weight)).ok_or(MoneyError::Overflow)?;
            let part = share.checked_div(total).ok_or(MoneyError::DividedByZero)?;
            parts.push(part);
            let rest = share.checked_rem(total).ok_or(MoneyError::DividedByZero)?;
            rests.push((core::cmp::Reverse(rest), idx));
        }
        let given: i128 = parts.iter().sum();
        let left = amount.checked_sub(given).ok_or(MoneyError::Overflow)?;
        rests.sort_unstable();
        let n_left = usize::try_from(left).map_err(|_too_many| MoneyError::Overflow)?;
        for (_, idx) in rests.into_iter().take(n_left) {
            if let Some(part) = parts.get_mut(idx) {
                *part = part.checked_add(1).ok_or(MoneyError::Overflow)?;
            }
        }
        parts
            .into_iter()
            .map(|part| part.checked_mul(sign).and_then(|fen| i64::try_from(fen).ok()).map(Self))
            .collect::<Option<Vec<_>>>()
            .ok_or(MoneyError::Overflow)
    }

    /// The average price of a quantity bought for this amount; `None` without a quantity ("—").
    ///
    /// Source: S1 §系统自动生成信息 (进货均价 = 金额 ÷ 数量).
    /// ```
    /// use jipan_rules::values::{Money, Quantity};
    /// // 10 at 100 and 90 at 200 (rulebook 1.21, example 2)
    /// let average = Money::from_fen(1_900_000).average(Quantity::new(100));
    /// assert_eq!(average, Some(Money::from_fen(19_000)));
    /// assert_eq!(Money::from_fen(20_001).average(Quantity::new(2)), Some(Money::from_fen(10_001)));
    /// assert_eq!(Money::from_fen(20_001).average(Quantity::new(0)), None);
    /// ```
    pub fn average(self, quantity: Quantity) -> Option<Self> {
        divide(i128::from(self.0), i128::from(quantity.0), Rounding::HalfUp).map(Self)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        let yuan = fen.checked_div(100).unwrap_or_default();
        let rest = fen.checked_rem(100).unwrap_or_default();
        write!(f, "{sign}{yuan}.{rest:02}")
    }
}

impl core::str::FromStr for Money {
    type Err = MoneyError;

    /// Reads `1250`, `1,250.5`, `-0.05`; at most two decimals.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let plain: String = text.trim().chars().filter(|it| *it != ',' && *it != '，').collect();
        let (digits, is_negative) = match plain.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (plain.as_str(), false),
        };
        let (yuan, cents) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number =
            !yuan.is_empty() && yuan.bytes().chain(cents.bytes()).all(|it| it.is_ascii_digit());
        if !is_number || cents.len() > 2 {
            return Err(MoneyError::NotAnAmount);
        }
        let yuan: i128 = yuan.parse().map_err(|_too_long| MoneyError::Overflow)?;
        let cents: i128 = format!("{cents:0<2}").parse().map_err(|_bad| MoneyError::NotAnAmount)?;
        let fen = yuan.checked_mul(100).and_then(|it| it.checked_add(cents));
        let fen = fen.map(|it| if is_negative { it.saturating_neg() } else { it });
        fen.and_then(|it| i64::try_from(it).ok()).map(Self).ok_or(MoneyError::Overflow)
    }
}

impl UnitPrice {
    /// A price of so many ten-thousandths of a yuan.
    pub const fn new(ten_thousandths: i64) -> Self {
        Self(ten_thousandths)
    }

    /// In ten-thousandths of a yuan.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// What a quantity costs, rounded once to the fen.
    ///
    /// ```
    /// use jipan_rules::values::{Money, Quantity, UnitPrice};
    /// let cost = UnitPrice::new(1_380_000).times(Quantity::new(48));
    /// assert_eq!(cost, Some(Money::from_fen(662_400)));
    /// ```
    pub fn times(self, quantity: Quantity) -> Option<Money> {
        let product = i128::from(self.0).checked_mul(i128::from(quantity.0))?;
        divide(product, 100, Rounding::HalfUp).map(Money)
    }
}

/// In yuan, with two decimals or as many as it has.
///
/// ```
/// use jipan_rules::values::UnitPrice;
/// assert_eq!(UnitPrice::new(1_380_000).to_string(), "138.00");
/// assert_eq!(UnitPrice::new(-125).to_string(), "-0.0125");
/// ```
impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let parts = self.0.unsigned_abs();
        let yuan = parts.checked_div(10_000).unwrap_or_default();
        let rest = format!("{:04}", parts.checked_rem(10_000).unwrap_or_default());
        let (cents, further) = rest.split_at_checked(2).unwrap_or((&rest, ""));
        write!(f, "{sign}{yuan}.{cents}{}", further.trim_end_matches('0'))
    }
}

impl Quantity {
    /// So many base units.
    pub const fn new(units: i64) -> Self {
        Self(units)
    }

    /// The sum.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// In base units.
    pub const fn units(self) -> i64 {
        self.0
    }
}

//! What drives a line of expense, and its rate. Source: rulebook 1.20, `OURS`. Not here: which line has one.

use core::fmt;
use core::str::FromStr;

use super::figure::Figure;
use crate::values::UnitPrice;
use crate::values::money::{Rounding, divide};

/// Most of a rate: ten times the revenue. `OURS`
pub const DRIVER_RATE_MAX: u32 = 100_000;
/// Most of a price, in ten-thousandths of a yuan: 100 million yuan. `OURS`
pub const DRIVER_PRICE_MAX: i64 = 1_000_000_000_000;

/// What a line of expense follows, and at which rate.
///
/// ```
/// use jipan_rules::budget::{Bases, Driver, Figure};
/// let driver: Driver = "revenue;800".parse().unwrap();
/// let bases = Bases { revenue: Some(Figure::known(80_000_000)), ..Bases::default() };
/// assert_eq!(driver.amount(&bases), Some(Figure::known(6_400_000)));
/// assert_eq!(driver.to_string(), "revenue;800");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Driver {
    /// Ten-thousandths of all revenue: 8 % is 800.
    Revenue(u32),
    /// So much for each unit sold.
    Volume(UnitPrice),
    /// So much for each visit.
    Visits(UnitPrice),
    /// So much for each head, a month.
    Heads(UnitPrice),
}

/// What the drivers of a month are; `None` where nothing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bases {
    /// All three revenues, in fen.
    pub revenue: Option<Figure>,
    /// 销售数量
    pub volume: Option<Figure>,
    /// 拜访次数
    pub visits: Option<Figure>,
    /// Formal and non-formal staff.
    pub heads: Option<Figure>,
}

/// Why a text is no driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a driver and its rate")]
pub struct NoDriver;

impl Driver {
    /// What it comes to in fen, rounded once, half up; what does not fit stops at the ends of `i64`. `None` where its
    /// base is not said.
    ///
    /// ```
    /// use jipan_rules::budget::{Bases, Driver, Figure};
    /// use jipan_rules::values::UnitPrice;
    /// // 3 visits at 1.005 yuan are 3.015 yuan
    /// let bases = Bases { visits: Some(Figure::known(3)), ..Bases::default() };
    /// let driver = Driver::Visits(UnitPrice::new(10_050));
    /// assert_eq!(driver.amount(&bases), Some(Figure::known(302)));
    /// assert_eq!(driver.amount(&Bases::default()), None);
    /// ```
    pub fn amount(self, bases: &Bases) -> Option<Figure> {
        let (base, rate, parts) = match self {
            Self::Revenue(rate) => (bases.revenue, i128::from(rate), 10_000),
            Self::Volume(price) => (bases.volume, price.ten_thousandths().into(), 100),
            Self::Visits(price) => (bases.visits, price.ten_thousandths().into(), 100),
            Self::Heads(price) => (bases.heads, price.ten_thousandths().into(), 100),
        };
        let base = base?;
        let product = i128::from(base.value).saturating_mul(rate);
        let most = if product < 0 { i64::MIN } else { i64::MAX };
        let value = divide(product, parts, Rounding::HalfUp).unwrap_or(most);
        Some(Figure { value, n_unknown: base.n_unknown })
    }

    /// Its word in changes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Revenue(_) => "revenue",
            Self::Volume(_) => "volume",
            Self::Visits(_) => "visits",
            Self::Heads(_) => "heads",
        }
    }

    /// Its rate in ten-thousandths, of revenue or of a yuan.
    pub fn rate(self) -> i64 {
        match self {
            Self::Revenue(rate) => rate.into(),
            Self::Volume(price) | Self::Visits(price) | Self::Heads(price) => {
                price.ten_thousandths()
            }
        }
    }

    /// The driver of a word and a rate; `None` for another word or a rate out of bounds.
    pub fn of(word: &str, rate: i64) -> Option<Self> {
        let price = || (0..=DRIVER_PRICE_MAX).contains(&rate).then_some(UnitPrice::new(rate));
        match word {
            "revenue" => {
                u32::try_from(rate).ok().filter(|it| *it <= DRIVER_RATE_MAX).map(Self::Revenue)
            }
            "volume" => price().map(Self::Volume),
            "visits" => price().map(Self::Visits),
            "heads" => price().map(Self::Heads),
            _ => None,
        }
    }
}

/// As it is kept: `volume;12500`.
impl fmt::Display for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{};{}", self.word(), self.rate())
    }
}

impl FromStr for Driver {
    type Err = NoDriver;

    fn from_str(text: &str) -> Result<Self, NoDriver> {
        let (word, rate) = text.split_once(';').ok_or(NoDriver)?;
        let is_plain = rate.bytes().all(|it| it.is_ascii_digit());
        let rate = rate.parse().ok().filter(|_| is_plain).ok_or(NoDriver)?;
        Self::of(word, rate).ok_or(NoDriver)
    }
}

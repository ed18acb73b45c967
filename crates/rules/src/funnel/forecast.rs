//! What the funnel is worth: amounts by the weight of their level. Source: rulebook 1.16 (Σ amount ×
//! probability), 1.20; weights `OURS`. Not here: actuals, which are orders.

use std::collections::BTreeMap;

use super::level::Level;
use super::path::Place;
use super::stage::Stage;
use crate::explain::Explained;
use crate::setting::InForce;
use crate::values::Money;
use crate::values::Rounding;
use crate::values::money::divide;

/// How likely it is, in percent, that each level is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// Of 潜在, whatever its level.
    pub prospect: u8,
    /// Of C, B, A and H in 意向.
    pub intending: [u8; 4],
    /// Of O.
    pub ordered: u8,
}

impl Weights {
    /// 潜在 10, C 20, B 35, A 50, H 70, O 90. `OURS` (rulebook 1.20)
    pub const DEFAULT: Self = Self { prospect: 10, intending: [20, 35, 50, 70], ordered: 90 };

    /// The weight of a place and level, in percent; 100 once delivered, 0 out of the funnel.
    ///
    /// ```
    /// use jipan_rules::funnel::{Level, Place, Stage, Turn, Weights};
    /// let of = |place, level| Weights::DEFAULT.of(place, level);
    /// assert_eq!(of(Place::In(Stage::Intending), Level::H), 70);
    /// assert_eq!(of(Place::In(Stage::Prospect), Level::H), 10);
    /// assert_eq!(of(Place::Out(Turn::Lost), Level::Lost), 0);
    /// ```
    pub const fn of(&self, place: Place, level: Level) -> u8 {
        let [c, b, a, h] = self.intending;
        match (place, level) {
            (Place::Out(_), _) => 0,
            (Place::In(Stage::Prospect), _) => self.prospect,
            (Place::In(Stage::Intending), Level::C) => c,
            (Place::In(Stage::Intending), Level::B) => b,
            (Place::In(Stage::Intending), Level::A) => a,
            (Place::In(Stage::Intending), _) => h,
            (Place::In(Stage::Closed), Level::O) => self.ordered,
            (Place::In(Stage::Closed | Stage::Base), _) => 100,
        }
    }
}

/// What a forecast rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForecastFacts {
    /// How many of each weight, in percent, and what they come to unweighted, in fen.
    pub by_weight: BTreeMap<u8, (usize, i128)>,
    /// The weights in force.
    pub rule: InForce<Weights>,
}

/// The weighted pipeline: amounts with their weights in percent, summed first and rounded once, half up;
/// `None` if it does not fit.
///
/// Source: rulebook 1.20, example 9.
/// ```
/// use jipan_rules::funnel::{FunnelRules, forecast};
/// use jipan_rules::values::Money;
/// let deal = |fen, percent| (Money::from_fen(fen), percent);
/// let rule = &FunnelRules::default().weights;
/// // Two of 0.05 at 50 %: rounded one by one they would be 0.06.
/// let two = forecast([deal(5, 50), deal(5, 50)], rule).unwrap();
/// assert_eq!((two.value, two.why.by_weight[&50]), (Money::from_fen(5), (2, 10)));
/// assert_eq!(forecast([], rule).unwrap().value, Money::ZERO);
/// ```
pub fn forecast(
    deals: impl IntoIterator<Item = (Money, u8)>,
    rule: &InForce<Weights>,
) -> Option<Explained<Money, ForecastFacts>> {
    let mut by_weight = BTreeMap::<u8, (usize, i128)>::new();
    for (amount, percent) in deals {
        let (n, sum) = by_weight.entry(percent).or_default();
        *n = n.saturating_add(1);
        *sum = sum.checked_add(amount.fen().into())?;
    }
    let sum = by_weight.iter().try_fold(0_i128, |sum, (percent, (_, fen))| {
        sum.checked_add(fen.checked_mul(i128::from(*percent))?)
    })?;
    let value = divide(sum, 100, Rounding::HalfUp).map(Money::from_fen)?;
    Some(Explained::new(value, ForecastFacts { by_weight, rule: *rule }))
}

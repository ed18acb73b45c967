//! From the goal of a territory to that of a shop, and of its next visit. Weights by the rule of the company.
//! Source: the issue of the budget, `OURS`. Not here: who is due, and who issued the goal.

use core::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::gap::split;
use super::rules::GoalWeights;
use crate::values::money::{MoneyError, Rounding, divide};

/// Most that a change against last year counts, in ten-thousandths. `OURS`
const CHANGE_MAX: i64 = 5_000;
/// All, in ten-thousandths.
const WHOLE: i64 = 10_000;

/// What a shop bought in the last 3 full months, and in the same 3 a year before, in fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trend {
    /// In the last 3 full months.
    pub now: i64,
    /// In the same 3 months of the year before.
    pub before: i64,
}

impl Trend {
    /// The change in ten-thousandths, half up, at most half up or down; `None` where nothing was bought a year
    /// before.
    ///
    /// ```
    /// use jipan_rules::budget::Trend;
    /// assert_eq!(Trend { now: 120, before: 100 }.change(), Some(2_000));
    /// assert_eq!(Trend { now: 0, before: 100 }.change(), Some(-5_000));
    /// assert_eq!(Trend { now: 120, before: 0 }.change(), None);
    /// ```
    pub fn change(self) -> Option<i64> {
        let before = Some(self.before).filter(|it| *it > 0)?;
        let more = i128::from(self.now).saturating_sub(before.into());
        let more = more.saturating_mul(WHOLE.into()).clamp(i64::MIN.into(), i64::MAX.into());
        let change = divide(more, before.into(), Rounding::HalfUp)?;
        Some(change.clamp(CHANGE_MAX.saturating_neg(), CHANGE_MAX))
    }
}

/// What the weight of a shop follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ShopTrade {
    /// 经营规模: 1 large, 2 medium, 3 small; one that is not known counts as medium.
    pub scale: Option<u8>,
    /// 档位, 1 to 8; without one it counts as 8.
    pub tier: Option<u8>,
    /// How it develops.
    pub trend: Trend,
}

/// The weight of a shop and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShopWeight {
    /// What it follows from.
    pub of: ShopTrade,
    /// The weight of its tier.
    pub tier: u16,
    /// The percent of its scale.
    pub scale: u16,
    /// Its change against last year, at most half up or down, in ten-thousandths.
    pub change: Option<i64>,
    /// What the change comes to: 10 000 is neither more nor less.
    pub trend: u32,
    /// Tier × scale × trend, in hundredths, half up.
    pub weight: u32,
}

/// The weight of a shop by the rule in force.
///
/// ```
/// use jipan_rules::budget::{GoalWeights, ShopTrade, Trend, weigh};
/// let trend = Trend { now: 120, before: 100 };
/// let shop = weigh(ShopTrade { scale: Some(1), tier: Some(3), trend }, &GoalWeights::DEFAULT);
/// // 24 × 120 % × (100 % + half of 20 %)
/// assert_eq!((shop.tier, shop.scale, shop.trend, shop.weight), (24, 120, 11_000, 3_168));
/// ```
pub fn weigh(shop: ShopTrade, rule: &GoalWeights) -> ShopWeight {
    let place = |of: Option<u8>, default: u8| usize::from(of.unwrap_or(default)).saturating_sub(1);
    let tier = rule.tiers.get(place(shop.tier, 8)).copied().unwrap_or_default();
    let scale = rule.scales.get(place(shop.scale, 2)).copied().unwrap_or_default();
    let change = shop.trend.change();
    let counted = i128::from(change.unwrap_or_default()).saturating_mul(rule.trend.into());
    let counted = divide(counted, 100, Rounding::HalfUp).unwrap_or_default();
    let trend = u32::try_from(WHOLE.saturating_add(counted)).unwrap_or_default();
    let product = i128::from(tier).saturating_mul(scale.into()).saturating_mul(trend.into());
    let weight = divide(product, WHOLE.into(), Rounding::HalfUp).unwrap_or_default();
    let weight = u32::try_from(weight).unwrap_or(u32::MAX);
    ShopWeight { of: shop, tier, scale, change, trend, weight }
}

/// What a shop is to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShopGoal {
    /// In fen.
    pub amount: i64,
    /// Its weight.
    pub weight: u32,
    /// Whether it was said by hand.
    pub is_by_hand: bool,
}

/// The goals of the shops of a territory, and how they came about. The goal of the territory is the sum of
/// theirs, and what is left to nobody, less what is said beyond it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goals<K: Ord> {
    /// By shop.
    pub shops: BTreeMap<K, ShopGoal>,
    /// The sum of what was said by hand.
    pub by_hand: i64,
    /// What was split by weight.
    pub by_weight: i64,
    /// The sum of the weights of those that share it.
    pub weights: u64,
    /// By how much what was said by hand is more than the whole; 0 if it is not.
    pub exceeded: i64,
    /// What nobody has, because all was said by hand, or there is no shop.
    pub left: i64,
}

/// Splits the goal of a territory over its shops. What was said by hand stands, the rest is split by weight
/// to the last fen, what is left over to the largest remainders, of equals to the smallest id. Weights that
/// are all 0 count as equal. If more is said by hand than there is, the others get 0. What is said of
/// a shop that is not among them does not count; of a shop that is there twice the greater weight does.
///
/// # Errors
/// When it does not fit.
///
/// ```
/// use std::collections::BTreeMap;
/// use jipan_rules::budget::split_goal;
/// let shops = [("b", 2), ("a", 1), ("c", 3)];
/// let goals = split_goal(1_000, &shops, &BTreeMap::from([("c", 400)]))?;
/// let amounts: Vec<i64> = goals.shops.values().map(|it| it.amount).collect();
/// assert_eq!(amounts, [200, 400, 400]);
/// let goals = split_goal(1_000, &shops, &BTreeMap::from([("c", 1_200)]))?;
/// assert_eq!((goals.shops["a"].amount, goals.exceeded), (0, 200));
/// # Ok::<(), jipan_rules::values::money::MoneyError>(())
/// ```
///
/// A float does not compile:
/// ```compile_fail,E0308
/// let _ = jipan_rules::budget::split_goal(1_000.0, &[(1, 1)], &Default::default());
/// ```
pub fn split_goal<K: Ord + Copy>(
    goal: i64,
    shops: &[(K, u32)],
    by_hand: &BTreeMap<K, i64>,
) -> Result<Goals<K>, MoneyError> {
    let mut weights = shops.to_vec();
    weights.sort_unstable_by_key(|(shop, weight)| (*shop, Reverse(*weight)));
    weights.dedup_by_key(|(shop, _)| *shop);
    let said = weights.iter().filter_map(|(shop, _)| by_hand.get(shop)).map(|it| i128::from(*it));
    let said = said.fold(0, i128::saturating_add);
    let fits = |number: i128| i64::try_from(number).map_err(|_too_wide| MoneyError::Overflow);
    let rest = fits(i128::from(goal).saturating_sub(said))?;
    let sharing = weights.iter().filter(|(shop, _)| !by_hand.contains_key(shop));
    let sharing: Vec<u32> = sharing.map(|(_, weight)| *weight).collect();
    let by_weight = if sharing.is_empty() { 0 } else { rest.max(0) };
    // One part for each that shares, in their order.
    let mut parts = split(by_weight, &sharing)?.into_iter();
    let goal_of = |(shop, weight): &(K, u32)| {
        let said = by_hand.get(shop).copied();
        let amount = said.or_else(|| parts.next()).unwrap_or_default();
        (*shop, ShopGoal { amount, weight: *weight, is_by_hand: said.is_some() })
    };
    Ok(Goals {
        shops: weights.iter().map(goal_of).collect(),
        by_hand: fits(said)?,
        by_weight,
        weights: sharing.iter().map(|it| u64::from(*it)).fold(0, u64::saturating_add),
        exceeded: rest.saturating_neg().max(0),
        left: rest.max(0).saturating_sub(by_weight),
    })
}

/// The day on which a shop is to be seen next: so many days after it was seen last; a cycle of 0 counts as 1.
fn next_visit(seen: NaiveDate, visit_days: u16) -> Option<NaiveDate> {
    seen.checked_add_days(Days::new(visit_days.max(1).into()))
}

/// Whether a shop is due on a day: its cycle is over, or it was never seen.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::budget::is_due;
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// assert!(is_due(None, 7, day(1)));
/// assert!(!is_due(Some(day(1)), 7, day(7)) && is_due(Some(day(1)), 7, day(8)));
/// ```
pub fn is_due(seen: Option<NaiveDate>, visit_days: u16, day: NaiveDate) -> bool {
    seen.is_none_or(|seen| next_visit(seen, visit_days).is_some_and(|next| next <= day))
}

/// How many visits a shop still has from a day to the last one of the month, both included, if it is seen
/// whenever it is due. Who was seen on the day itself has that visit behind it.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::budget::visits_left;
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// assert_eq!(visits_left(None, 7, day(16), day(30)), 3); // 16, 23, 30
/// assert_eq!(visits_left(Some(day(12)), 7, day(16), day(30)), 2); // 19, 26
/// assert_eq!(visits_left(Some(day(12)), 30, day(16), day(30)), 0);
/// ```
pub fn visits_left(
    seen: Option<NaiveDate>,
    visit_days: u16,
    day: NaiveDate,
    last_day: NaiveDate,
) -> u16 {
    let next = seen.and_then(|seen| next_visit(seen, visit_days)).map_or(day, |it| it.max(day));
    let n_days = last_day.signed_duration_since(next).num_days();
    if n_days < 0 {
        return 0;
    }
    let further = n_days.checked_div(visit_days.max(1).into()).unwrap_or_default();
    u16::try_from(further.saturating_add(1)).unwrap_or(u16::MAX)
}

/// What a visit is to bring: what is missing to the goal of the month, spread evenly over the visits that are
/// left, half up; 0 where nothing is missing or no visit is left.
///
/// ```
/// use jipan_rules::budget::today_goal;
/// assert_eq!(today_goal(100_000, 40_000, 4), 15_000);
/// assert_eq!(today_goal(100_000, 120_000, 4), 0);
/// assert_eq!(today_goal(100_000, 40_000, 0), 0);
/// ```
pub fn today_goal(month_goal: i64, so_far: i64, visits_left: u16) -> i64 {
    let missing = i128::from(month_goal).saturating_sub(so_far.into()).max(0);
    let share = match visits_left {
        0 => Some(0),
        n => divide(missing, n.into(), Rounding::HalfUp),
    };
    share.unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The days of a November, from the first on.
    fn days() -> impl Iterator<Item = NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 11, 1).unwrap().iter_days().take(30)
    }

    /// What a shop brings that is seen whenever it is due and then orders what is asked of it.
    fn brings(month_goal: i64, visit_days: u16, seen: Option<NaiveDate>) -> (i64, u16) {
        let last_day = days().last().unwrap();
        let (mut seen, mut brought, mut n_visits) = (seen, 0, 0);
        for day in days() {
            if is_due(seen, visit_days, day) {
                let n = visits_left(seen, visit_days, day, last_day);
                brought += today_goal(month_goal, brought, n);
                (seen, n_visits) = (Some(day), n_visits + 1);
            }
        }
        (brought, n_visits)
    }

    proptest! {
        #[test]
        fn goals_of_visits_come_to_the_goal_of_the_territory_to_the_fen(
            goal in 0_i64..10_000_000,
            shops in prop::collection::vec((0_u32..5_000, 1_u16..40, 0_u64..60), 0..12),
        ) {
            let before = days().next().unwrap();
            let seen = |n: u64| (n < 45).then(|| before - Days::new(n + 1));
            let weights: Vec<(usize, u32)> = shops.iter().map(|it| it.0).enumerate().collect();
            let goals = split_goal(goal, &weights, &BTreeMap::new()).unwrap();
            let mut missing = 0;
            let mut brought = 0;
            for (of, (_, visit_days, n)) in goals.shops.values().zip(&shops) {
                let (came, n_visits) = brings(of.amount, *visit_days, seen(*n));
                let n_left = visits_left(seen(*n), *visit_days, before, days().last().unwrap());
                prop_assert_eq!(n_visits, n_left, "as many visits as were counted on the first day");
                prop_assert_eq!(came, if n_visits > 0 { of.amount } else { 0 });
                brought += came;
                missing += of.amount - came;
            }
            prop_assert_eq!(brought + missing + goals.left, goal);
        }
    }
}

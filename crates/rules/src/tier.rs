//! 客户分档: the eight tiers by the monthly average volume in cases. Source: S1 §客户分档 八档,
//! rulebook 1.19. Not here: what was ordered.

mod exact;

use core::cmp::Ordering;
use std::collections::BTreeMap;

use crate::explain::{Explained, Why};
use crate::setting::InForce;
use exact::{compare, hundredths};

/// The bounds of the eight tiers: the most cases a month of tiers 2 to 8 in hundredths of a case,
/// each included in its tier, from the largest down. More than the first is tier 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiers(pub [u32; 7]);

impl Tiers {
    /// 20, 14, 10, 7, 4, 2, 1. Source: S1 §客户分档.
    pub const DEFAULT: Self = Self([2_000, 1_400, 1_000, 700, 400, 200, 100]);

    /// What a tier is above and up to, in hundredths of a case.
    ///
    /// ```
    /// use jipan_rules::tier::Tiers;
    /// assert_eq!(Tiers::DEFAULT.bounds(1), (Some(2_000), None));
    /// assert_eq!(Tiers::DEFAULT.bounds(4), (Some(700), Some(1_000)));
    /// assert_eq!(Tiers::DEFAULT.bounds(8), (None, Some(100)));
    /// ```
    pub fn bounds(&self, tier: u8) -> (Option<u32>, Option<u32>) {
        let at = |idx: Option<usize>| idx.and_then(|idx| self.0.get(idx)).copied();
        let idx = usize::from(tier);
        (at(idx.checked_sub(1)), at(idx.checked_sub(2)))
    }
}

/// A tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierOf {
    /// 1, the largest, to 8.
    pub tier: u8,
    /// Whether nothing was ordered at all, which is tier 8.
    pub no_orders: bool,
}

/// What a tier rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierFacts {
    /// The result.
    pub of: TierOf,
    /// What was bought: units in a case and units, returns taken off, by units in a case.
    pub packs: Vec<(u32, i64)>,
    /// Months of the period in which the shop was open; at least 1.
    pub n_months: u16,
    /// The monthly average in hundredths of a case, rounded half up.
    pub average: i64,
    /// How the exact average lies to the rounded one: it is what is compared with the bounds.
    pub exactly: Ordering,
    /// More than so many hundredths of a case.
    pub above: Option<u32>,
    /// Up to so many, these included.
    pub up_to: Option<u32>,
    /// The bounds in force.
    pub rule: InForce<Tiers>,
}

/// The tier alone, for many customers in a row; see [`tier`].
pub fn tier_of(packs: &[(u32, i64)], n_months: u16, tiers: &Tiers) -> TierOf {
    let n_months = i128::from(n_months.max(1));
    // The first bound that is exceeded; past all of them comes the eighth tier.
    let tier = (1_u8..).zip(tiers.0).find(|(_, bound)| {
        let bound = i128::from(*bound).saturating_mul(n_months);
        compare(packs, 100, bound) == Ordering::Greater
    });
    TierOf { tier: tier.map_or(8, |(tier, _)| tier), no_orders: packs.is_empty() }
}

/// The tier of what was bought in a period: units by the units in a case that were in force on the
/// day of each order, returns taken off, and the months of the period in which the shop was open. The
/// average is never rounded before it is compared: all is reckoned in whole numbers, to a common
/// multiple of the cases. Nothing at all is tier 8 with a flag, fewer than one month is one.
///
/// Source: S1 §客户分档 八档 (upper bound included), rulebook 1.19.
/// ```
/// use jipan_rules::setting::RulesOn;
/// use jipan_rules::tier::{TierOf, tier};
/// let rule = RulesOn::default().tiers;
/// let of = |units| tier(&[(50, units)], 1, &rule).value.tier;
/// // rulebook 1.21, example 1: 20.02 (a carton more than 20), 20, 14, 10, 7, 4, 2, 1 cases
/// assert_eq!([1_001, 1_000, 700, 500, 350, 200, 100, 50].map(of), [1, 2, 3, 4, 5, 6, 7, 8]);
/// assert_eq!(of(51), 7);
/// assert_eq!(tier(&[], 1, &rule).value, TierOf { tier: 8, no_orders: true });
/// // 12,000 cartons in 12 months are 20 cases a month; with one more both print as 20.00
/// let year = |units| tier(&[(50, units)], 12, &rule).value.tier;
/// assert_eq!((year(12_000), year(12_001)), (2, 1));
/// ```
pub fn tier(packs: &[(u32, i64)], n_months: u16, rule: &InForce<Tiers>) -> Explained<TierOf> {
    let facts = tier_facts(packs, n_months, rule);
    Explained::new(facts.of, Why::Tier(Box::new(facts)))
}

/// What a tier rests on, as [`tier`] gives it.
pub fn tier_facts(packs: &[(u32, i64)], n_months: u16, rule: &InForce<Tiers>) -> TierFacts {
    let n_months = n_months.max(1);
    let of = tier_of(packs, n_months, &rule.value);
    let (above, up_to) = rule.value.bounds(of.tier);
    let average = hundredths(packs, n_months);
    let rounded = i128::from(average).saturating_mul(n_months.into());
    TierFacts {
        of,
        packs: by_pack(packs),
        n_months,
        average,
        exactly: compare(packs, 100, rounded),
        above,
        up_to,
        rule: *rule,
    }
}

/// Units by units in a case, the smallest case first.
fn by_pack(packs: &[(u32, i64)]) -> Vec<(u32, i64)> {
    let mut sums = BTreeMap::<u32, i64>::new();
    for (pack, units) in packs {
        let sum = sums.entry(*pack).or_default();
        *sum = sum.saturating_add(*units);
    }
    sums.into_iter().collect()
}

/// By what a tier changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierCause {
    /// The volume, or the months it is spread over: with the bounds of before it would have changed
    /// all the same.
    Volume,
    /// The bounds: with the volume of before it would have changed all the same.
    Rule,
    /// Either of them alone would have done it.
    Either,
    /// Both together.
    Both,
}

/// A tier and the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierChange {
    /// How it was.
    pub before: TierFacts,
    /// How it is.
    pub now: TierFacts,
    /// By what; `None` if the tier is the same.
    pub cause: Option<TierCause>,
}

/// Why a tier is another than before: by how many tiers it rose (it fell by, if negative), and by
/// what.
///
/// ```
/// use jipan_rules::explain::Why;
/// use jipan_rules::setting::RulesOn;
/// use jipan_rules::tier::{TierCause, tier_change, tier_facts};
/// let facts = |units| tier_facts(&[(50, units)], 1, &RulesOn::default().tiers);
/// let change = tier_change(facts(500), facts(1_001));
/// assert_eq!(change.value, 3); // from tier 4 to tier 1
/// assert!(matches!(change.why, Why::TierChange(it) if it.cause == Some(TierCause::Volume)));
/// ```
pub fn tier_change(before: TierFacts, now: TierFacts) -> Explained<i8> {
    let with = |facts: &TierFacts, rule: &Tiers| tier_of(&facts.packs, facts.n_months, rule).tier;
    let by_volume = with(&now, &before.rule.value) == now.of.tier;
    let by_rule = with(&before, &now.rule.value) == now.of.tier;
    let cause = match (by_volume, by_rule) {
        (true, true) => TierCause::Either,
        (true, false) => TierCause::Volume,
        (false, true) => TierCause::Rule,
        (false, false) => TierCause::Both,
    };
    let [was, is] = [&before, &now].map(|it| i8::try_from(it.of.tier).unwrap_or_default());
    let cause = (was != is).then_some(cause);
    let rise = was.saturating_sub(is);
    Explained::new(rise, Why::TierChange(Box::new(TierChange { before, now, cause })))
}

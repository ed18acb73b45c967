//! 经营规模 as orders say it: large, medium or small among the shops of one format, by percentile.
//! Source: S1 §42 类; relative to the format OUTSIDE, the shares `OURS` (rulebook 1.16). Not here:
//! what a person says of the scale, which counts until somebody takes the proposal.

use crate::explain::{Explained, Why};
use crate::setting::InForce;

/// How many of a format's shops are large, and how many medium, in per cent; the rest are small. The
/// two come to at most 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaleCutoffs {
    /// Per cent of the shops, from the largest down, that are large.
    pub large: u8,
    /// Per cent of the shops after these that are medium.
    pub medium: u8,
}

impl ScaleCutoffs {
    /// 20 and 50. `OURS` (rulebook 1.16)
    pub const DEFAULT: Self = Self { large: 20, medium: 50 };
}

/// What a shop bought, with what all of its format bought: quantity in units and amount in fen.
///
/// The share of a shop is the mean of its shares of both, compared as whole numbers:
/// quantity × all amounts + amount × all quantities. `OURS`, after OUTSIDE (1.16: "share of that
/// format's ordered quantity and amount").
///
/// ```
/// use jipan_rules::scale::share_key;
/// // 10 of 100 units and 30 of 100 yuan: as much as 20 of both
/// assert_eq!(share_key([10, 3_000], [100, 10_000]), share_key([20, 2_000], [100, 10_000]));
/// ```
pub fn share_key([quantity, amount]: [i64; 2], [quantities, amounts]: [i64; 2]) -> i128 {
    let product = |one: i64, other: i64| i128::from(one).saturating_mul(other.into());
    product(quantity, amounts).saturating_add(product(amount, quantities))
}

/// What a proposed scale rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaleFacts {
    /// 1 大, 2 中, 3 小: codes of 经营规模.
    pub scale: u8,
    /// Shops of the format that bought more.
    pub n_above: u32,
    /// Shops of the format that bought as much, this one included.
    pub n_equal: u32,
    /// Shops of the format with orders in the period.
    pub n: u32,
    /// The shares in force.
    pub rule: InForce<ScaleCutoffs>,
}

/// The scale of a shop that `n_above` of `n` shops of its format exceed. Those that bought the same
/// are on the same side: a cut through them takes all of them in. A shop is large if fewer shops
/// bought more than the large ones are, rounded up, so that the largest always is one unless the
/// share is 0. `OURS`
///
/// ```
/// use jipan_rules::scale::{ScaleCutoffs, scale_of};
/// let of = |n_above, n| scale_of(n_above, n, ScaleCutoffs::DEFAULT);
/// // ten shops: two large, five medium, three small
/// assert_eq!((0..10).map(|n_above| of(n_above, 10)).collect::<Vec<_>>(),
///     [1, 1, 2, 2, 2, 2, 2, 3, 3, 3]);
/// // one, two and three shops
/// assert_eq!((of(0, 1), [of(0, 2), of(1, 2)], [of(0, 3), of(1, 3), of(2, 3)]),
///     (1, [1, 2], [1, 2, 2]));
/// ```
pub fn scale_of(n_above: u32, n: u32, cutoffs: ScaleCutoffs) -> u8 {
    let is_within = |percent: u64| {
        // n_above < ⌈n × percent ÷ 100⌉, in whole numbers
        u64::from(n_above).saturating_mul(100) < u64::from(n).saturating_mul(percent)
    };
    let large = u64::from(cutoffs.large);
    if is_within(large) {
        1
    } else if is_within(large.saturating_add(cutoffs.medium.into())) {
        2
    } else {
        3
    }
}

/// The scale of a shop with where it comes from.
pub fn scale([n_above, n_equal, n]: [u32; 3], rule: &InForce<ScaleCutoffs>) -> Explained<u8> {
    let scale = scale_of(n_above, n, rule.value);
    let facts = ScaleFacts { scale, n_above, n_equal, n, rule: *rule };
    Explained::new(scale, Why::Scale(facts))
}

/// How each of some keys stands: how many are more, and how many the same, itself included. In the
/// order of the keys.
///
/// ```
/// use jipan_rules::scale::ranks;
/// assert_eq!(ranks(&[5, 9, 5, 1]), [(1, 2), (0, 1), (1, 2), (3, 1)]);
/// ```
pub fn ranks(keys: &[i128]) -> Vec<(u32, u32)> {
    let mut sorted: Vec<i128> = keys.to_vec();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let of = |key: &i128| {
        let n_above = sorted.partition_point(|it| it > key);
        let n_to_equal = sorted.partition_point(|it| it >= key);
        (count(n_above), count(n_to_equal.saturating_sub(n_above)))
    };
    keys.iter().map(of).collect()
}

//! 渠道费用: what each of the four ways of a prospect costs, and what one that came costs by that. Source: S0
//! §招募四途径 (cost and conversion by channel); the amounts are the company's. Not here: who came by which way,
//! how the rule is set (`setting`).

use super::rules::FunnelHistory;
use super::source::Channel;
use crate::period::Month;
use crate::setting::RuleSource;
use crate::values::{Money, Rounding};

/// What each channel costs a month, in **yuan**, 0 to 10,000,000, in the order of [`Channel::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelCosts(pub [u32; 4]);

impl ChannelCosts {
    /// Nothing, which nobody said: see [`cost_between`]. `OURS`
    pub const DEFAULT: Self = Self([0; 4]);

    /// What a channel costs a month.
    ///
    /// ```
    /// use jipan_rules::funnel::{Channel, ChannelCosts};
    /// use jipan_rules::values::Money;
    /// let costs = ChannelCosts([0, 3_000, 1_200, 500]);
    /// assert_eq!(costs.of(Channel::Offline), Money::from_fen(120_000));
    /// ```
    pub fn of(&self, channel: Channel) -> Money {
        let [walk_in, online, offline, referral] = self.0;
        let yuan = match channel {
            Channel::WalkIn => walk_in,
            Channel::Online => online,
            Channel::Offline => offline,
            Channel::Referral => referral,
        };
        Money::from_fen(i64::from(yuan).saturating_mul(100))
    }
}

/// What a channel costs in some months, both ends included: of each month the whole amount that is in force on
/// its last day, also of a month that still runs. `None` where the company set nothing for any of them, since
/// then nobody said what it costs, and for no month at all; a month without a rule of the company counts
/// nothing beside others that have one. `OURS`
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Channel, cost_between};
/// use jipan_rules::period::Month;
/// use jipan_rules::setting::{FunnelKey, RuleBook, RuleKey};
/// use jipan_rules::values::Money;
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// let mut book = RuleBook::default();
/// book.set(RuleKey::Funnel(FunnelKey::Costs), day(10, 15), Some("0;3000;0;0"));
/// book.set(RuleKey::Funnel(FunnelKey::Costs), day(12, 1), Some("0;2000;0;0"));
/// let rules = book.funnel();
/// let of = |from, until| {
///     let [from, until] = [from, until].map(|month| Month::of(day(month, 1)));
///     cost_between(&rules, Channel::Online, from, until)
/// };
/// assert_eq!(of(9, 9), None);
/// assert_eq!(of(9, 10), Some(Money::from_fen(300_000)));
/// assert_eq!(of(10, 12), Some(Money::from_fen(800_000)));
/// ```
pub fn cost_between(
    rules: &FunnelHistory,
    channel: Channel,
    from: Month,
    until: Month,
) -> Option<Money> {
    let months = (from.index()..=until.index()).map(Month::from_index);
    let costs = months.map(|month| rules.on(month.last_day()).costs);
    let said = costs.filter(|rule| rule.source == RuleSource::Company);
    said.map(|rule| rule.value.of(channel))
        .try_fold(None, |all: Option<Money>, cost| all.unwrap_or_default().plus(cost).map(Some))
        .ok()?
}

/// What one of so many costs, rounded half up to the fen; `None` for none ("—").
///
/// ```
/// use jipan_rules::funnel::cost_each;
/// use jipan_rules::values::Money;
/// let each = |n| cost_each(Money::from_fen(100_000), n);
/// assert_eq!([1, 3, 6].map(each), [100_000, 33_333, 16_667].map(|fen| Some(Money::from_fen(fen))));
/// assert_eq!(each(0), None);
/// ```
pub fn cost_each(cost: Money, n: usize) -> Option<Money> {
    cost.scale(1, i64::try_from(n).ok()?, Rounding::HalfUp).ok()
}

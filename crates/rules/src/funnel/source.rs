//! Where a prospect comes from. Source: S0 §招募四途径. Not here: what a channel costs and brings.

use serde::{Deserialize, Serialize};

use super::code::codes;
use crate::values::ids::CustomerId;

codes! {
    /// One of the four ways in which a prospect comes. Source: S0 §招募四途径.
    ///
    /// ```
    /// use jipan_rules::funnel::{Channel, SubChannel};
    /// let subs = |of: Channel| of.subs().count();
    /// assert_eq!(Channel::ALL.map(subs), [0, 4, 3, 3]);
    /// ```
    Channel, 4 {
        /// 自然到店
        WalkIn = 1,
        /// 线上
        Online = 2,
        /// 线下
        Offline = 3,
        /// 转介绍
        Referral = 4,
    }
}

codes! {
    /// What exactly brought a prospect. Source: S0 §招募四途径.
    ///
    /// ```
    /// use jipan_rules::funnel::{Channel, SubChannel};
    /// assert_eq!(SubChannel::CallIn.channel(), Channel::Online);
    /// assert_eq!(SubChannel::from_code(32), Some(SubChannel::GroundPush));
    /// ```
    SubChannel, 10 {
        /// 线上硬广
        HardAd = 21,
        /// 软文
        Article = 22,
        /// 招募
        Recruit = 23,
        /// 来电
        CallIn = 24,
        /// 线下硬广
        OfflineAd = 31,
        /// 地推
        GroundPush = 32,
        /// 小型活动
        Event = 33,
        /// 大客户介绍
        KeyAccount = 41,
        /// 设计师介绍
        Designer = 42,
        /// 老客户介绍
        OldCustomer = 43,
    }
}

impl Channel {
    /// What it can be exactly.
    pub fn subs(self) -> impl Iterator<Item = SubChannel> {
        SubChannel::ALL.into_iter().filter(move |sub| sub.channel() == self)
    }
}

impl SubChannel {
    /// The way it belongs to.
    pub const fn channel(self) -> Channel {
        match self {
            Self::HardAd | Self::Article | Self::Recruit | Self::CallIn => Channel::Online,
            Self::OfflineAd | Self::GroundPush | Self::Event => Channel::Offline,
            Self::KeyAccount | Self::Designer | Self::OldCustomer => Channel::Referral,
        }
    }
}

/// Where a prospect comes from.
///
/// ```
/// use jipan_rules::funnel::{Channel, Source, SubChannel};
/// use jipan_rules::{Uuid, values::ids::CustomerId};
/// let source = |channel| Source { channel, sub: Some(SubChannel::OldCustomer), referrer: None };
/// assert!(source(Channel::Referral).is_sound() && !source(Channel::Online).is_sound());
/// let referrer = Some(CustomerId::new(Uuid::from_u128(7)));
/// assert!(!Source { referrer, ..Source::of(Channel::WalkIn) }.is_sound());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The way.
    pub channel: Channel,
    /// What exactly, if that was said.
    pub sub: Option<SubChannel>,
    /// Who sent it: a customer, who may be unknown here.
    pub referrer: Option<CustomerId>,
}

impl Source {
    /// A way of which nothing more is known.
    pub const fn of(channel: Channel) -> Self {
        Self { channel, sub: None, referrer: None }
    }

    /// Whether its parts go together: nobody refers who only walked in.
    pub fn is_sound(&self) -> bool {
        let is_sub = self.sub.is_none_or(|sub| sub.channel() == self.channel);
        is_sub && (self.referrer.is_none() || self.channel == Channel::Referral)
    }
}

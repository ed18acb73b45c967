//! Words of the budget: the arms of the profit funnel, the ways to forecast. Not here: what follows.

/// An arm of the profit funnel: two at the mouth raise the income, two at the tip lower the cost. Source: S0
/// §盈利漏斗.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arm {
    /// 业务开拓: 市场 + 营销
    Business,
    /// 客户管理: 客户生命周期、数据流、客户体验
    Customers,
    /// 库存管理: 进销存 + 财务
    Stock,
    /// 人员管理: 职业素养 + 业务能力
    People,
}

impl Arm {
    /// All, from the mouth to the tip.
    pub const ALL: [Self; 4] = [Self::Business, Self::Customers, Self::Stock, Self::People];

    /// Its number in changes; never reused.
    pub const fn code(self) -> u8 {
        match self {
            Self::Business => 1,
            Self::Customers => 2,
            Self::Stock => 3,
            Self::People => 4,
        }
    }

    /// The arm of a code.
    ///
    /// ```
    /// use jipan_rules::budget::Arm;
    /// assert!(Arm::ALL.iter().all(|arm| Arm::from_code(arm.code()) == Some(*arm)));
    /// ```
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Whether it raises the income; else it lowers the cost.
    pub const fn raises_income(self) -> bool {
        matches!(self, Self::Business | Self::Customers)
    }
}

/// How a row is forecast. Source: S0 §缺口理论; the ways `OURS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Method {
    /// The same month of last year × growth.
    #[default]
    LastYear,
    /// Seasonal exponential smoothing, from 24 months on.
    Smoothing,
    /// The weighted pipeline of the opportunities that are expected in the month.
    Pipeline,
}

impl Method {
    /// All.
    pub const ALL: [Self; 3] = [Self::LastYear, Self::Smoothing, Self::Pipeline];

    /// Its word in changes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LastYear => "last_year",
            Self::Smoothing => "smoothing",
            Self::Pipeline => "pipeline",
        }
    }

    /// The way of a word.
    ///
    /// ```
    /// use jipan_rules::budget::Method;
    /// assert!(Method::ALL.iter().all(|it| Method::from_word(it.word()) == Some(*it)));
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

//! The rows of the budget. Source: rulebook 1.8 and 1.20. Not here: what follows from what.

use serde::{Deserialize, Serialize};

/// A row that every budget has. Codes are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Row {
    /// 销售数量
    SalesVolume,
    /// 销售收入
    SalesRevenue,
    /// 售后数量
    AfterSalesVolume,
    /// 售后收入
    AfterSalesRevenue,
    /// 增值服务数量
    ValueAddedVolume,
    /// 增值服务收入
    ValueAddedRevenue,
    /// 销售成本
    CostOfGoods,
    /// 毛利 = all revenue − cost of goods
    GrossProfit,
    /// 毛利率 = gross profit ÷ all revenue
    GrossMargin,
    /// 固定费用
    FixedExpense,
    /// 变动费用
    VariableExpense,
    /// 税前利润 = gross profit − expenses
    PreTaxProfit,
    /// 利润率 = pre-tax profit ÷ all revenue
    ProfitRate,
    /// 正式员工
    FormalStaff,
    /// 非正式员工
    NonFormalStaff,
    /// 梯队：储备
    EchelonReserve,
    /// 梯队：初级
    EchelonJunior,
    /// 梯队：中级
    EchelonMiddle,
    /// 梯队：高级
    EchelonSenior,
    /// 拜访次数: a driver of variable expense. `OURS`
    Visits,
}

/// The three groups of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// 经营性指标
    Operating,
    /// 费用指标
    Expense,
    /// 人员指标
    Staff,
}

/// Whether a row is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A number is entered for each month; own sub-lines add to it.
    Entered,
    /// It is computed from other rows, never entered.
    Derived,
}

/// In what a row is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowUnit {
    /// Fen.
    Money,
    /// Units of products or services, visits.
    Count,
    /// Heads: a year is not the sum of its months but their mean.
    Heads,
    /// Ten-thousandths (8 % = 800): a ratio of sums.
    Rate,
}

impl Row {
    /// All, in the order of the table.
    pub const ALL: [Self; 20] = [
        Self::SalesVolume,
        Self::SalesRevenue,
        Self::AfterSalesVolume,
        Self::AfterSalesRevenue,
        Self::ValueAddedVolume,
        Self::ValueAddedRevenue,
        Self::CostOfGoods,
        Self::GrossProfit,
        Self::GrossMargin,
        Self::FixedExpense,
        Self::VariableExpense,
        Self::PreTaxProfit,
        Self::ProfitRate,
        Self::FormalStaff,
        Self::NonFormalStaff,
        Self::EchelonReserve,
        Self::EchelonJunior,
        Self::EchelonMiddle,
        Self::EchelonSenior,
        Self::Visits,
    ];

    /// Its number in changes; never reused.
    pub const fn code(self) -> u16 {
        match self {
            Self::SalesVolume => 1,
            Self::SalesRevenue => 2,
            Self::AfterSalesVolume => 3,
            Self::AfterSalesRevenue => 4,
            Self::ValueAddedVolume => 5,
            Self::ValueAddedRevenue => 6,
            Self::CostOfGoods => 7,
            Self::GrossProfit => 8,
            Self::GrossMargin => 9,
            Self::FixedExpense => 10,
            Self::VariableExpense => 11,
            Self::PreTaxProfit => 12,
            Self::ProfitRate => 13,
            Self::FormalStaff => 14,
            Self::NonFormalStaff => 15,
            Self::EchelonReserve => 16,
            Self::EchelonJunior => 17,
            Self::EchelonMiddle => 18,
            Self::EchelonSenior => 19,
            Self::Visits => 20,
        }
    }

    /// The row of a code; `None` for one that a newer version has.
    ///
    /// ```
    /// use jipan_rules::budget::Row;
    /// assert!(Row::ALL.iter().all(|row| Row::from_code(row.code()) == Some(*row)));
    /// assert_eq!(Row::from_code(21), None);
    /// ```
    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The group it stands in.
    pub const fn group(self) -> Group {
        match self {
            Self::SalesVolume
            | Self::SalesRevenue
            | Self::AfterSalesVolume
            | Self::AfterSalesRevenue
            | Self::ValueAddedVolume
            | Self::ValueAddedRevenue
            | Self::CostOfGoods
            | Self::GrossProfit
            | Self::GrossMargin
            | Self::PreTaxProfit
            | Self::ProfitRate
            | Self::Visits => Group::Operating,
            Self::FixedExpense | Self::VariableExpense => Group::Expense,
            Self::FormalStaff
            | Self::NonFormalStaff
            | Self::EchelonReserve
            | Self::EchelonJunior
            | Self::EchelonMiddle
            | Self::EchelonSenior => Group::Staff,
        }
    }

    /// Whether it is entered.
    pub const fn kind(self) -> RowKind {
        match self {
            Self::GrossProfit | Self::GrossMargin | Self::PreTaxProfit | Self::ProfitRate => {
                RowKind::Derived
            }
            Self::SalesVolume
            | Self::SalesRevenue
            | Self::AfterSalesVolume
            | Self::AfterSalesRevenue
            | Self::ValueAddedVolume
            | Self::ValueAddedRevenue
            | Self::CostOfGoods
            | Self::FixedExpense
            | Self::VariableExpense
            | Self::FormalStaff
            | Self::NonFormalStaff
            | Self::EchelonReserve
            | Self::EchelonJunior
            | Self::EchelonMiddle
            | Self::EchelonSenior
            | Self::Visits => RowKind::Entered,
        }
    }

    /// Whether its actuals are lines of orders, so that an own line can count those of some products.
    ///
    /// ```
    /// use jipan_rules::budget::Row;
    /// assert!(Row::CostOfGoods.counts_goods());
    /// assert!(!Row::AfterSalesRevenue.counts_goods(), "a service names no product");
    /// ```
    pub const fn counts_goods(self) -> bool {
        matches!(self, Self::SalesVolume | Self::SalesRevenue | Self::CostOfGoods)
    }

    /// In what it is counted.
    pub const fn unit(self) -> RowUnit {
        match self {
            Self::SalesVolume | Self::AfterSalesVolume | Self::ValueAddedVolume | Self::Visits => {
                RowUnit::Count
            }
            Self::SalesRevenue
            | Self::AfterSalesRevenue
            | Self::ValueAddedRevenue
            | Self::CostOfGoods
            | Self::GrossProfit
            | Self::FixedExpense
            | Self::VariableExpense
            | Self::PreTaxProfit => RowUnit::Money,
            Self::GrossMargin | Self::ProfitRate => RowUnit::Rate,
            Self::FormalStaff
            | Self::NonFormalStaff
            | Self::EchelonReserve
            | Self::EchelonJunior
            | Self::EchelonMiddle
            | Self::EchelonSenior => RowUnit::Heads,
        }
    }
}

//! How customers stand: tier, grade and scale by what they ordered in a period, all of them together,
//! since the grade of one rests on the others. Not here: the rules, and when it is computed.

use std::collections::BTreeMap;

/// How one customer stands at the end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// 客户分档, 1 to 8; `None` for customers without tiers (not 零售), deleted or hidden ones.
    pub tier: Option<u8>,
    /// 客户分级, 1 to 10; likewise, and for who ordered nothing.
    pub grade: Option<u8>,
    /// 经营规模 as the orders say it: 1 大, 2 中, 3 小.
    pub scale: Option<u8>,
    /// Units ordered in the period.
    pub quantity: i64,
    /// The amount ordered in the period, in fen.
    pub amount: i64,
    /// Whether there was any order in the period.
    pub has_orders: bool,
}

/// Two periods of all customers, one after the other: how they stand, and how they stood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    /// By row: now, and one period before.
    pub by_row: Vec<[Standing; 2]>,
    /// What they come to.
    pub totals: StandingTotals,
}

/// What standings come to, for charts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StandingTotals {
    /// Customers that have a tier.
    pub n_customers: usize,
    /// Of these, those that ordered nothing in the period.
    pub n_no_orders: usize,
    /// Units ordered in the period.
    pub quantity: i64,
    /// The amount ordered in the period, in fen.
    pub amount: i64,
    /// Customers by tier.
    pub tiers: [usize; 8],
    /// Customers by grade.
    pub grades: [usize; 10],
    /// Customers by class: codes of market, format and scale.
    pub classes: BTreeMap<(u8, u8, u8), usize>,
    /// Customers by scale band (0 the largest) and structure (0 high).
    pub matrix: [[usize; 2]; 5],
    /// Customers by tier before and tier now, where these differ.
    pub moves: BTreeMap<(u8, u8), usize>,
}

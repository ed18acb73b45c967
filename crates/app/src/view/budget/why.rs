//! Why a number of the budget is what it is, down to orders, deals and entries. Not here: the number.

use std::rc::Rc;

use jipan_rules::budget::{Figure, RowUnit};
use jipan_rules::period::Month;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{DateTime, NaiveDate, Utc};

use super::LineLabel;
use crate::event::BudgetWhy;

/// The open "why".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetWhyView {
    /// Of what.
    pub of: BudgetWhy,
    /// What it is called.
    pub label: Option<LineLabel>,
    /// In what it is counted.
    pub unit: RowUnit,
    /// The number.
    pub figure: Option<Figure>,
    /// What it is made of, in the order of the formula.
    pub lines: Vec<WhyLine>,
    /// The orders, deals, entries behind it, the greatest first.
    pub sources: Rc<[WhySource]>,
    /// How many more.
    pub n_more: usize,
}

/// A term of the formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyLine {
    /// What.
    pub term: WhyTerm,
    /// How much, in the unit of the term.
    pub figure: Figure,
    /// In what it is counted.
    pub unit: RowUnit,
    /// Whether it is taken off.
    pub is_minus: bool,
}

/// What a term is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyTerm {
    /// A row or a line.
    Line(LineLabel),
    /// A month.
    Month(Month),
    /// The target of the year.
    Target,
    /// What is to be expected.
    Forecast,
    /// The same month of last year.
    LastYear(Month),
    /// What it grows by, in ten-thousandths.
    Growth,
    /// The gap of the year.
    Gap,
    /// The weight of the month among all.
    Weight(u32, u32),
    /// What came after the month was closed.
    Correction,
    /// Amounts with the tax in them.
    WithTax,
    /// The tax that was taken out.
    Tax,
    /// Opportunities: their amounts weighted.
    Pipeline,
    /// What was ordered in the month already.
    Ordered,
    /// The mean of the months that are known, of one that is not.
    MeanOfKnown,
    /// The goal of the territory in the month.
    TerritoryGoal,
    /// The weight of a shop, from class, tier and trend, and the sum of all.
    ShopWeight(u32, u64),
    /// What the shop is to bring in the month.
    ShopGoal,
    /// What it brought so far.
    ShopSoFar,
    /// Visits left in the month, the one of today included.
    VisitsLeft(u32),
}

/// Something behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhySource {
    /// An order.
    Order {
        /// Of whom.
        customer: CustomerId,
        /// The name.
        name: String,
        /// Its number.
        number: String,
        /// Its day.
        on: NaiveDate,
        /// What it adds.
        amount: i64,
        /// Lines of products whose cost is not known.
        n_unknown: u32,
        /// Whether it came after the month was closed.
        is_late: bool,
    },
    /// A service.
    Service {
        /// Of whom.
        customer: CustomerId,
        /// The name.
        name: String,
        /// Its day.
        on: NaiveDate,
        /// What was done.
        text: String,
        /// What it adds.
        amount: i64,
        /// Whether it came after the month was closed.
        is_late: bool,
    },
    /// An expense.
    Expense {
        /// Who had it.
        who: String,
        /// Its day.
        on: NaiveDate,
        /// What for.
        text: String,
        /// In fen.
        amount: i64,
        /// Whether it came after the month was closed.
        is_late: bool,
    },
    /// An opportunity.
    Deal {
        /// Of whom.
        customer: CustomerId,
        /// The name.
        name: String,
        /// The day by which it is expected.
        on: NaiveDate,
        /// Its weight in percent.
        percent: u8,
        /// In fen, weighted.
        amount: i64,
    },
    /// Somebody wrote it.
    Written {
        /// Who.
        who: String,
        /// When.
        at: DateTime<Utc>,
        /// What; none where it was taken back.
        value: Option<i64>,
        /// Whether it does not count, since it was not there when the plan was frozen.
        is_late: bool,
    },
}

//! 目标: from the month to the shop door. Not here: how a goal is split.

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::period::Month;
use jipan_rules::values::ids::CustomerId;

/// The goals of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalsView {
    /// The day.
    pub day: NaiveDate,
    /// Its month.
    pub month: Month,
    /// What the year is to bring there, as far as several of its months were issued.
    pub year: Option<GoalYear>,
    /// What the month is to bring in what this person sees, in fen; none where nothing was issued.
    pub month_goal: Option<i64>,
    /// What it brought so far.
    pub month_actual: i64,
    /// What today is to bring.
    pub today_goal: i64,
    /// What today brought.
    pub today_actual: i64,
    /// By territory.
    pub territories: Vec<TerritoryGoal>,
    /// The territory that is shown; none for all.
    pub territory: Option<String>,
    /// The shops that are due, the greatest goal first.
    pub due: Rc<[GoalRow]>,
    /// How many more.
    pub n_more: usize,
    /// Whether targets can be issued to territories: a plan with numbers and a manager.
    pub can_issue: bool,
    /// What of the month's plan is not issued: plan − Σ of the territories.
    pub not_issued: Option<i64>,
}

/// What the issued months of a year are to bring together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalYear {
    /// The first month of the year.
    pub first: Month,
    /// The first and the last month that were issued.
    pub months: (Month, Month),
    /// In fen.
    pub goal: i64,
    /// What these months brought so far.
    pub actual: i64,
}

/// What a territory is to bring in the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryGoal {
    /// Its name; empty for the customers of none.
    pub name: String,
    /// How many customers.
    pub n_customers: usize,
    /// In fen.
    pub goal: Option<i64>,
    /// What it brought so far.
    pub actual: i64,
    /// What of its goal no shop has, in fen.
    pub left: i64,
    /// What is said of shops by hand beyond its goal, in fen.
    pub exceeded: i64,
}

/// What a shop is to bring today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalRow {
    /// Which.
    pub customer: CustomerId,
    /// 店铺名称
    pub name: String,
    /// Tier, 1 to 8.
    pub tier: Option<u8>,
    /// Days between visits that it is due.
    pub visit_days: u16,
    /// When it was last seen.
    pub seen: Option<NaiveDate>,
    /// What it is to bring in the month, in fen; none where nothing was issued or said by hand.
    pub month_goal: Option<i64>,
    /// Whether that was said by hand.
    pub is_by_hand: bool,
    /// What it brought in the month so far.
    pub month_actual: i64,
    /// What today's visit is to bring; none where the month has no goal.
    pub today_goal: Option<i64>,
    /// What today brought.
    pub today_actual: i64,
}

//! What the analysis of the funnel draws. Each number is a mark that opens its opportunities. Not here: how it
//! comes about.

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Channel, Ratio, Stage, StayTimes, SubChannel};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::CustomerId;

use super::MarkList;
use crate::event::{DayRange, FunnelSpan, Owners};

/// 漏斗分析
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct AnalysisView {
    /// The day of now.
    pub today: NaiveDate,
    /// Which time is looked at.
    pub span: FunnelSpan,
    /// Its days.
    pub days: DayRange,
    /// Whose.
    pub owners: Owners,
    /// Whether there is anybody else whose could be shown.
    pub has_others: bool,
    /// Whether the opportunities are still being counted.
    pub is_counting: bool,
    /// Whether there is any opportunity at all.
    pub has_any: bool,
    /// Of those opened in the time how many reached each stage; the first is how many were opened.
    pub reached: [usize; 4],
    /// By month of entry, the newest first.
    pub cohorts: Rc<[CohortView]>,
    /// At the end of each month and today, the earliest first.
    pub snapshots: Rc<[SnapshotView]>,
    /// By channel, each followed by its parts that have any.
    pub channels: Rc<[ChannelView]>,
    /// Whether the company says what channels cost.
    pub has_costs: bool,
    /// How long those opened in the time were in 潜在, 意向 and 成交.
    pub stays: Rc<[StayView]>,
    /// Of those opened in the time how many were recommended.
    pub referred: Ratio,
    /// Who recommended whom, each followed by those it recommended.
    pub chains: Rc<[ChainRow]>,
    /// Rows of it that are not given.
    pub n_more_chains: usize,
    /// The opportunities of a number that was tapped.
    pub list: Option<MarkList>,
}

/// Those who entered stages in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CohortView {
    /// The month.
    pub month: Month,
    /// How many were opened.
    pub n_opened: usize,
    /// Of those who entered 潜在, 意向 and 成交 for the first time, how many went on since.
    pub went_on: [Ratio; 3],
}

/// How many were in each stage at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotView {
    /// The day.
    pub on: NaiveDate,
    /// How many.
    pub counts: [usize; 4],
}

/// What a channel, or a part of it, brought in the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelView {
    /// The channel.
    pub channel: Channel,
    /// The part; none for all of it.
    pub sub: Option<SubChannel>,
    /// Opened.
    pub n_opened: usize,
    /// Of them those that reached 意向.
    pub n_intending: usize,
    /// Of them those that were ever closed.
    pub n_closed: usize,
    /// Of them those that are out today.
    pub n_out: usize,
    /// What those of them are worth that are closed today: one that runs again is not sold.
    pub amount: Money,
    /// What the channel cost in the time; none where nobody says, for a part, and where only one's own are counted.
    pub cost: Option<Money>,
}

/// How long they were in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayView {
    /// The stage.
    pub stage: Stage,
    /// How long.
    pub times: StayTimes,
}

/// A customer who recommended or was recommended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainRow {
    /// Which.
    pub customer: CustomerId,
    /// 店铺名称; empty where it is not here.
    pub name: String,
    /// How far from the first of its chain, which is 0.
    pub depth: u8,
    /// How many opportunities it recommended itself.
    pub n_referred: usize,
    /// Of them those that were ever closed.
    pub n_closed: usize,
    /// All below it.
    pub n_below: usize,
}

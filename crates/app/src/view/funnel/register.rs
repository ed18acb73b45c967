//! What 客流量登记表 draws: a day row by row, a month day by day, and the opportunities behind a number. Not here:
//! how it comes about.

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Flows, How, Level, Outcome, Place, Purpose, Source};
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use super::QuickAddView;
use crate::event::{DealRef, FunnelMark, Owners, RegisterPart};
use crate::view::WhoView;

/// 客流量登记表
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct RegisterView {
    /// The day of now.
    pub today: NaiveDate,
    /// The day that is looked at, of the month that is looked at.
    pub day: NaiveDate,
    /// Its month.
    pub month: Month,
    /// Whether the day or the month is shown.
    pub part: RegisterPart,
    /// Whose.
    pub owners: Owners,
    /// Whether there is anybody else whose could be shown.
    pub has_others: bool,
    /// Whether the opportunities are still being counted.
    pub is_counting: bool,
    /// What the day comes to.
    pub sums: DaySums,
    /// Its rows, in the order in which they were first noted.
    pub rows: Rc<[RegisterRow]>,
    /// Rows of the day that are not given.
    pub n_more: usize,
    /// The row that is being entered: today only.
    pub entry: Option<Box<QuickAddView>>,
    /// The days of the month up to today, the first one first.
    pub days: Rc<[RegisterDay]>,
    /// 上月结转: those running when the month began.
    pub n_carried: usize,
    /// All of the month.
    pub whole: RegisterDay,
    /// The opportunities of a number that was tapped.
    pub list: Option<MarkList>,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
}

/// What a day comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DaySums {
    /// 首次: opened that day.
    pub n_new: usize,
    /// 再次: opened before, contacted that day.
    pub n_again: usize,
    /// Those opened, by the four channels in their order.
    pub by_channel: [usize; 4],
    /// Contacts and attempts. One before the opening counts on the day of that, one later than today today.
    pub n_contacts: usize,
    /// Those in which somebody was reached.
    pub n_reached: usize,
    /// Those closed that day.
    pub n_closed: usize,
}

/// An opportunity that was opened or contacted on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// Which.
    pub deal: DealRef,
    /// Its number in the day, from 1.
    pub number: usize,
    /// 店铺名称
    pub name: String,
    /// 联系电话
    pub phone: Option<String>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// Whether it was opened that day.
    pub is_new: bool,
    /// By which way and for what it was contacted last that day.
    pub how: Option<(How, Purpose)>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Its level at the end of the day before; none for one that was not there.
    pub before: Option<Level>,
    /// Its level at the end of the day.
    pub level: Level,
    /// Whether the expected day was past then.
    pub is_past: bool,
    /// Where it stood then.
    pub place: Place,
    /// The expected day.
    pub expected: Option<NaiveDate>,
    /// The amount.
    pub amount: Option<Money>,
    /// What was said that day.
    pub said: String,
    /// What the lead remarked that day.
    pub remark: Option<String>,
    /// Who has it; none where nobody else could.
    pub owner: Option<WhoView>,
}

/// A day of the month, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RegisterDay {
    /// The day; none for all of the month.
    pub on: Option<NaiveDate>,
    /// What came and went.
    pub flows: Flows,
    /// Contacts and attempts.
    pub n_contacts: usize,
    /// Those in which somebody was reached.
    pub n_reached: usize,
    /// 结存: running at its end.
    pub n_left: usize,
}

/// The opportunities behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkList {
    /// The number.
    pub mark: FunnelMark,
    /// What it is.
    pub n: usize,
    /// The opportunities, the newest opened first.
    pub rows: Rc<[MarkRow]>,
    /// Those that are not given.
    pub n_more: usize,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRow {
    /// Which.
    pub deal: DealRef,
    /// 店铺名称
    pub name: String,
    /// Where it stands today.
    pub place: Place,
    /// Its level today.
    pub level: Level,
    /// Whether the expected day is past.
    pub is_past: bool,
    /// When it was opened.
    pub opened_on: NaiveDate,
    /// Where it comes from.
    pub source: Option<Source>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// Who has it; none where nobody else could.
    pub owner: Option<WhoView>,
}

/// The register on paper: a day, or a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintRegisterView {
    /// The day of printing.
    pub on: NaiveDate,
    /// What is shown.
    pub view: RegisterView,
}

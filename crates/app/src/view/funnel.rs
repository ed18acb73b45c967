//! What the screens of the funnel draw: the quick entry, today, the board, and what the file says of
//! opportunities. Not here: how it comes about.

mod analysis;
mod panel;
mod register;
mod sheet;

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, ClosePhase, DueWhy, How, Level, Place, Ratio, Stage, SubChannel,
    Template, Turn,
};
use jipan_rules::schema::CustomerType;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId};

pub use analysis::{AnalysisView, ChainRow, ChannelView, CohortView, SnapshotView, StayView};
pub use panel::{
    AnswerLine, CardLine, DealPanel, ExpectLine, FunnelPanel, PrintCardView, RemarkRow,
};
pub use register::{
    DaySums, MarkList, MarkRow, PrintRegisterView, RegisterDay, RegisterRow, RegisterView,
};
pub use sheet::{DealSheetError, DealSheetView};

use super::{AlertView, DraftError, NoConsent, PhoneHolderView, SimilarView, WhoView};
use crate::event::{DealRef, Owners};

/// 快速登记
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct QuickAddView {
    /// 店铺名称, as typed.
    pub name: String,
    /// 联系电话, as typed.
    pub phone: String,
    /// What is wrong with the name, once "done" was pressed.
    pub name_error: Option<DraftError>,
    /// What is wrong with the phone.
    pub phone_error: Option<DraftError>,
    /// The channel.
    pub channel: Option<Channel>,
    /// Whether "done" was pressed without a channel.
    pub is_channel_missing: bool,
    /// The part of it.
    pub sub: Option<SubChannel>,
    /// The text by which the referrer is searched.
    pub search: String,
    /// Who was found by it.
    pub referrers: Vec<(CustomerId, String)>,
    /// Who recommended.
    pub referrer: Option<(CustomerId, String)>,
    /// Whether there is a will.
    pub will: Option<bool>,
    /// Whether there is the ability.
    pub ability: Option<bool>,
    /// The type of the customer.
    pub kind: CustomerType,
    /// The steps by which its first opportunity goes then.
    pub template: Template,
    /// Customers that look like this one.
    pub similar: Rc<[SimilarView]>,
    /// Other customers of the same name: which, its name, its address.
    pub same_names: Vec<(CustomerId, String, Option<String>)>,
    /// Who else has the phone.
    pub phone_holders: Vec<PhoneHolderView>,
    /// The day by which it is expected, as typed or chosen.
    pub expect: String,
    /// What is wrong with it, once "done" was pressed.
    pub expect_error: Option<DealSheetError>,
    /// The days that one tap chooses for that: at most so many days away, and the date.
    pub quick_days: Vec<(u16, NaiveDate)>,
    /// The level that the day comes to.
    pub level: Option<Level>,
    /// The expected amount, as typed.
    pub amount: String,
    /// What is wrong with it.
    pub amount_error: Option<DealSheetError>,
    /// What was said, as typed.
    pub said: String,
    /// Whether what was given up last can be put back.
    pub can_restore: bool,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
}

/// 今日
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct TodayView {
    /// The day.
    pub day: NaiveDate,
    /// Whose.
    pub owners: Owners,
    /// Whether there is anybody else whose could be shown.
    pub has_others: bool,
    /// Whether the opportunities are still being counted.
    pub is_counting: bool,
    /// In short.
    pub sums: TodaySums,
    /// Overdue contacts, the longest first.
    pub late: Vec<DueRow>,
    /// Contacts due today.
    pub due: Vec<DueRow>,
    /// What else is to be done: the customer whose point is late longest first.
    pub tasks: Vec<TaskRow>,
    /// Dates that end, the nearest of those that end soon.
    pub ending: Vec<AlertView>,
    /// Handed over in the last days, the newest first.
    pub handed: Vec<HandedRow>,
    /// Rows that are not shown.
    pub more: TodayMore,
    /// The open sheet.
    pub sheet: Option<Box<DealSheetView>>,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
}

/// The line in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TodaySums {
    /// Overdue contacts.
    pub n_late: usize,
    /// Contacts due today.
    pub n_today: usize,
    /// Tasks due by today.
    pub n_tasks: usize,
    /// Dates that end.
    pub n_ending: usize,
}

/// How many rows of each region are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TodayMore {
    /// Overdue contacts.
    pub n_late: usize,
    /// Contacts due today.
    pub n_today: usize,
    /// Tasks due by today.
    pub n_tasks: usize,
    /// Dates that end.
    pub n_ending: usize,
    /// Customers that were handed over.
    pub n_handed: usize,
}

/// A customer that somebody handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedRow {
    /// Which.
    pub customer: CustomerId,
    /// 店铺名称
    pub name: String,
    /// 联系电话, to call
    pub phone: Option<String>,
    /// That it does not want to be contacted.
    pub no_consent: Option<NoConsent>,
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub by: Option<WhoView>,
    /// The opportunity that runs, else the last one: which, where it stands, at which level.
    pub deal: Option<(DealRef, Place, Level)>,
}

/// A contact that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRow {
    /// Of which opportunity.
    pub deal: DealRef,
    /// 店铺名称
    pub name: String,
    /// 联系电话, to call
    pub phone: Option<String>,
    /// That it does not want to be contacted.
    pub no_consent: Option<NoConsent>,
    /// Its level.
    pub level: Level,
    /// Whether the expected date is past.
    pub is_past: bool,
    /// Where it stands.
    pub place: Place,
    /// The day it is due.
    pub due: NaiveDate,
    /// Days late.
    pub late_days: i64,
    /// Why on that day.
    pub why: DueWhy,
    /// Since when the level asks for it, where that is after the day.
    pub asked_since: Option<NaiveDate>,
    /// The last contact: day, way, what was said.
    pub last: Option<(NaiveDate, Option<How>, String)>,
    /// The expected amount.
    pub amount: Option<Money>,
    /// Who has it; none where nobody else could.
    pub owner: Option<WhoView>,
}

/// What is to be done for a customer that is no contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// Whose.
    pub customer: CustomerId,
    /// 店铺名称
    pub name: String,
    /// What, the latest first.
    pub points: Vec<TaskPoint>,
}

/// Something to be done that is no contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPoint {
    /// What.
    pub what: TaskWhat,
    /// By when; none for an instruction.
    pub due: Option<NaiveDate>,
    /// Days late.
    pub late_days: i64,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskWhat {
    /// A task after closing.
    AfterClose(DealRef, CloseItem),
    /// An instruction waits for an answer.
    Instruction(FactId, String),
}

/// 漏斗
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct BoardView {
    /// Whose.
    pub owners: Owners,
    /// Whether there is anybody else whose could be shown.
    pub has_others: bool,
    /// Whether the opportunities are still being counted.
    pub is_counting: bool,
    /// The four columns.
    pub columns: [StageView; 4],
    /// How many are out, by the turn that took them out.
    pub outs: Vec<(Turn, usize)>,
    /// Those of one such turn, while they are shown.
    pub shown_outs: Option<(Turn, Rc<[CardView]>)>,
    /// Customers without an opportunity.
    pub n_without: usize,
    /// Whether there is any opportunity at all, whosever it is.
    pub has_any: bool,
    /// The weighted forecast of all.
    pub forecast: Option<Money>,
    /// The card whose ways are open.
    pub open_card: Option<DealRef>,
    /// The open sheet.
    pub sheet: Option<Box<DealSheetView>>,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
}

/// A column of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageView {
    /// Its stage.
    pub stage: Stage,
    /// Cards in it.
    pub n: usize,
    /// Their amounts together.
    pub amount: Money,
    /// Those of them without an amount.
    pub n_without_amount: usize,
    /// What of it is expected, by weight; none where nothing is.
    pub forecast: Option<Money>,
    /// Cards that are stale.
    pub n_stale: usize,
    /// Days in the stage, on average; none without cards.
    pub avg_days: Option<i64>,
    /// Days of the oldest.
    pub oldest_days: Option<i64>,
    /// How many of those that were ever here went on.
    pub conversion: Option<Ratio>,
    /// Index of the first of the cards that are given.
    pub first: usize,
    /// A window of the cards: the stale first, then by days in the stage.
    pub cards: Rc<[CardView]>,
}

/// A card of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct CardView {
    /// Which opportunity.
    pub deal: DealRef,
    /// 店铺名称
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Since when.
    pub since: NaiveDate,
    /// Its level.
    pub level: Level,
    /// Days to the expected date; none without one.
    pub days_left: Option<i64>,
    /// The expected date.
    pub expected: Option<NaiveDate>,
    /// Whether it is past.
    pub is_past: bool,
    /// The amount: of its order, else expected.
    pub amount: Option<Money>,
    /// Weight of the forecast in percent.
    pub weight: u8,
    /// Days in the stage.
    pub days: i64,
    /// Whether nothing was heard for too long.
    pub is_stale: bool,
    /// Whether it is in its stage for too long.
    pub is_aged: bool,
    /// When the next contact is due, and why then.
    pub due: Option<(NaiveDate, DueWhy)>,
    /// Since when the level asks for it, where that is after the day that is due.
    pub asked_since: Option<NaiveDate>,
    /// Days late; negative before.
    pub late_days: i64,
    /// Who has it; none where nobody else could.
    pub owner: Option<WhoView>,
    /// Turns that the table did not allow.
    pub n_odd: usize,
    /// Where it can go now.
    pub turns: Vec<Turn>,
}

/// The points of one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingList {
    /// The phase.
    pub phase: ClosePhase,
    /// Its points.
    pub items: Vec<ClosingPoint>,
}

/// A point of a closing list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingPoint {
    /// Which.
    pub item: CloseItem,
    /// What it is.
    pub is: Checked,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Why it is waived, while that is being written.
    pub why: WrittenText,
}

/// A text that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrittenText {
    /// As typed.
    pub text: String,
    /// Whether it was to be said and cannot be: there is nothing in it, or too much.
    pub is_refused: bool,
}

/// Whether a customer can be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HandState {
    /// There is nobody else.
    #[default]
    Alone,
    /// To a colleague.
    Free,
    /// Its line or district says whose it is: that field is to be changed instead.
    ByField(jipan_rules::schema::FieldId),
}

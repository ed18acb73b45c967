//! What the screens of the funnel draw: the quick entry, today, the board, and what the file says of
//! opportunities. Not here: how it comes about.

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, ClosePhase, DueWhy, How, Lacking, Level, Place, Purpose, Ratio,
    Refusal, Source, Stage, Step, SubChannel, Template, Turn,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, OrderId, PersonId};

use super::{AlertView, DraftError, PhoneHolderView, SimilarView, WhoView};
use crate::event::{DealRef, DealSheetKind, Owners, SheetOutcome};

/// 快速登记
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Customers that look like this one.
    pub similar: Rc<[SimilarView]>,
    /// Who else has the phone.
    pub phone_holders: Vec<PhoneHolderView>,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
}

/// 今日
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What else is to be done.
    pub tasks: Vec<TaskRow>,
    /// Dates that end.
    pub ending: Vec<AlertView>,
    /// Handed over in the last days.
    pub handed: Vec<DueRow>,
    /// Rows of each region that are not shown.
    pub n_more: [usize; 4],
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

/// A contact that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRow {
    /// Of which opportunity.
    pub deal: DealRef,
    /// 店铺名称
    pub name: String,
    /// 联系电话, to call
    pub phone: Option<String>,
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
    /// The last contact: day, way, what was said.
    pub last: Option<(NaiveDate, Option<How>, String)>,
    /// The expected amount.
    pub amount: Option<Money>,
    /// Who has it; none where nobody else could.
    pub owner: Option<WhoView>,
}

/// Something to be done that is no contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// Whose.
    pub customer: CustomerId,
    /// 店铺名称
    pub name: String,
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
    /// What of it is expected, by weight.
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
    /// Days late; negative before.
    pub late_days: i64,
    /// Who has it; none where nobody else could.
    pub owner: Option<WhoView>,
    /// Turns that the table did not allow.
    pub n_odd: usize,
    /// Where it can go now.
    pub turns: Vec<Turn>,
}

/// The open sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealSheetView {
    /// What it is about.
    pub kind: DealSheetKind,
    /// 店铺名称
    pub name: String,
    /// 联系电话
    pub phone: Option<String>,
    /// The way of the contact.
    pub how: How,
    /// What it is for.
    pub purpose: Purpose,
    /// How it ended.
    pub outcome: SheetOutcome,
    /// Why one was refused.
    pub refusal: Option<Refusal>,
    /// What was said.
    pub text: String,
    /// The day of the next contact as typed; empty for the one that the level gives.
    pub next: String,
    /// The day that the level, or what came of it, gives.
    pub next_by_rule: Option<NaiveDate>,
    /// The expected day as typed.
    pub expect_on: String,
    /// The days that one tap chooses: at most so many days away, and the date.
    pub quick_days: Vec<(u16, NaiveDate)>,
    /// The level that the day comes to.
    pub level: Option<Level>,
    /// The expected amount as typed.
    pub amount: String,
    /// Why.
    pub why: String,
    /// Until when.
    pub until: String,
    /// The latest day that can be chosen.
    pub until_max: Option<NaiveDate>,
    /// Orders of the customer: id, number, day, fen.
    pub orders: Vec<(OrderId, String, NaiveDate, i64)>,
    /// The chosen one.
    pub order: Option<OrderId>,
    /// Colleagues who can have the customer.
    pub people: Vec<(PersonId, String)>,
    /// The chosen one.
    pub person: Option<PersonId>,
    /// Whether handing over is held up by the line or district of the customer.
    pub hand: HandState,
    /// The channel, its part and who recommended.
    pub source: Option<Source>,
    /// The name of who recommended.
    pub referrer: Option<String>,
    /// Whether there is a will.
    pub will: Option<bool>,
    /// Whether there is the ability.
    pub ability: Option<bool>,
    /// The closing lists, as far as they are asked for.
    pub closing: Vec<ClosingList>,
    /// What is still lacking, once "done" was pressed.
    pub lacking: Vec<Lacking>,
    /// Which text is wrong, once "done" was pressed.
    pub errors: Vec<DealSheetError>,
}

/// What in a sheet cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealSheetError {
    /// A reason for the refusal is to be chosen.
    NoReason,
    /// The day of the next contact.
    Next,
    /// It is not after today.
    NextPast,
    /// The expected day.
    ExpectOn,
    /// The amount.
    Amount,
    /// The day until which it rests.
    Until,
    /// It is later than the rule allows.
    UntilTooLate,
    /// Nobody was chosen.
    NoPerson,
    /// Nothing was entered.
    Nothing,
    /// An expected day and an amount are needed here.
    NoExpectation,
    /// A text is too long.
    TooLong,
    /// No channel was chosen.
    NoChannel,
}

/// The points of one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingList {
    /// The phase.
    pub phase: ClosePhase,
    /// Its points: what, what it is, by when.
    pub items: Vec<(CloseItem, Checked, Option<NaiveDate>)>,
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

/// What the file says of opportunities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FunnelPanel {
    /// The opportunities, those that run first.
    pub deals: Vec<DealPanel>,
    /// Who has the customer; none where nobody else could.
    pub owner: Option<WhoView>,
    /// Whether it can be handed over.
    pub hand: HandState,
    /// Remarks and instructions with their answers, newest first.
    pub remarks: Vec<RemarkRow>,
    /// Whether the person may remark.
    pub can_remark: bool,
    /// Whether a new opportunity can be opened.
    pub can_open: bool,
    /// The open sheet.
    pub sheet: Option<Box<DealSheetView>>,
}

/// One opportunity in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealPanel {
    /// As on the board.
    pub card: CardView,
    /// When it was opened.
    pub opened: Option<NaiveDate>,
    /// By which steps it goes.
    pub template: Template,
    /// Where it came from.
    pub source: Option<Source>,
    /// The name of who recommended.
    pub referrer: Option<String>,
    /// Whether there is a will.
    pub will: Option<bool>,
    /// Whether there is the ability.
    pub ability: Option<bool>,
    /// The stages it went through, with their days.
    pub path: Vec<(Place, NaiveDate)>,
    /// Each expectation, newest first: said on, by, day, amount, why, whether it did not see the one before.
    pub expectations: Vec<ExpectLine>,
    /// The steps, each with its day.
    pub steps: Vec<(Step, Option<NaiveDate>)>,
    /// The closing lists.
    pub closing: Vec<ClosingList>,
    /// Whether somebody moved it without having seen what another one had done.
    pub has_unseen: bool,
    /// The order that it became.
    pub order: Option<(OrderId, String)>,
}

/// What was expected at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectLine {
    /// When it was said.
    pub said_on: NaiveDate,
    /// By whom.
    pub by: Option<WhoView>,
    /// The expected day.
    pub on: Option<NaiveDate>,
    /// The expected amount.
    pub amount: Option<Money>,
    /// Why it changed.
    pub why: Option<String>,
    /// Whether the one before had not been seen.
    pub is_unseen: bool,
}

/// A remark or an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkRow {
    /// Which.
    pub id: FactId,
    /// For which customer it was written.
    pub customer: CustomerId,
    /// What.
    pub text: String,
    /// Whether an answer is asked for.
    pub asks: bool,
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub by: Option<WhoView>,
    /// The answers: when, by whom, what.
    pub answers: Vec<(NaiveDate, Option<WhoView>, String)>,
}

/// The yellow card on paper. Everything in it is one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintCardView {
    /// The day of printing.
    pub on: NaiveDate,
    /// 店铺名称
    pub name: String,
    /// 客户代码
    pub code: Option<String>,
    /// 联系电话
    pub phone: Option<String>,
    /// 经营地址
    pub address: Option<String>,
    /// 送货线路
    pub line: Option<String>,
    /// The opportunities.
    pub deals: Vec<DealPanel>,
    /// What happened, newest first: day, what, by whom.
    pub lines: Vec<CardLine>,
    /// All lines there are.
    pub n_lines: usize,
}

/// A line of the yellow card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    /// The day.
    pub on: NaiveDate,
    /// What.
    pub fact: jipan_rules::funnel::Fact,
    /// Of which opportunity.
    pub deal: Option<DealId>,
    /// The name that the fact points at: a referrer or a person.
    pub about: Option<String>,
    /// By whom.
    pub by: Option<WhoView>,
}

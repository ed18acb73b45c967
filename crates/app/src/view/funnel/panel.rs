//! What the file and the yellow card on paper say of opportunities. Not here: how it comes about.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Level, Place, Source, Step, Template};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, OrderId};

use super::{CardView, ClosingList, DealSheetView, HandState, WrittenText};
use crate::view::WhoView;

/// What the file says of opportunities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
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
    /// The remark that is being written.
    pub remark: WrittenText,
    /// Whether it asks for an answer.
    pub remark_asks: bool,
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
    /// The level before and now, if it moved.
    pub levels: Option<[Level; 2]>,
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
    /// The answer that is being written.
    pub answer: WrittenText,
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
    /// The opportunities, those that run first.
    pub deals: Vec<DealPanel>,
    /// All opportunities there are.
    pub n_deals: usize,
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
    /// The level before and now, of an expectation that moved it.
    pub levels: Option<[Level; 2]>,
    /// By whom.
    pub by: Option<WhoView>,
    /// The answers to it, if it is a remark, oldest first.
    pub answers: Vec<AnswerLine>,
}

/// An answer to a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub by: Option<WhoView>,
    /// What.
    pub text: String,
}

//! What the one dialog of the funnel draws, whatever it is about. Not here: how it comes about.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{How, Lacking, Level, Purpose, Refusal, Script, Source, Step};
use jipan_rules::values::ids::{CustomerId, OrderId, PersonId};

use super::{ClosingList, HandState};
use crate::event::{DealSheetKind, SheetOutcome};
use crate::view::NoConsent;

/// The open sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct DealSheetView {
    /// What it is about.
    pub kind: DealSheetKind,
    /// 店铺名称
    pub name: String,
    /// 联系电话
    pub phone: Option<String>,
    /// That it does not want to be contacted: not called but for what is owed.
    pub no_consent: Option<NoConsent>,
    /// The card of what to say in a contact now.
    pub script: Option<Script>,
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
    /// The day of the contact, as typed or chosen.
    pub on: String,
    /// The day of now.
    pub today: NaiveDate,
    /// The day of the next contact as typed; empty for the one that the level gives.
    pub next: String,
    /// The day that the level, or what came of it, gives.
    pub next_by_rule: Option<NaiveDate>,
    /// Whether it is asked what is expected.
    pub asks_expectation: bool,
    /// Whether something else is expected than before, so that it is asked why.
    pub asks_why: bool,
    /// Whether it is asked for how much it was closed.
    pub asks_amount: bool,
    /// Whether who buys again has a new opportunity instead.
    pub offers_new: bool,
    /// The steps that are asked for, and whether each counts as made.
    pub steps: Vec<(Step, bool)>,
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
    /// The days that one tap chooses for that, or for the next contact: so many days away, and the date.
    pub until_days: Vec<(u16, NaiveDate)>,
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
    /// The text by which who recommended is searched.
    pub search: String,
    /// Who was found by it.
    pub referrers: Vec<(CustomerId, String)>,
    /// Whether there is a will.
    pub will: Option<bool>,
    /// Whether that was said before; then nobody can say that it is not known.
    pub is_will_known: bool,
    /// Whether there is the ability.
    pub ability: Option<bool>,
    /// Whether that was said before.
    pub is_ability_known: bool,
    /// The closing lists, as far as they are asked for.
    pub closing: Vec<ClosingList>,
    /// What is still lacking, once "done" was pressed.
    pub lacking: Vec<Lacking>,
    /// Which text is wrong, once "done" was pressed.
    pub errors: Vec<DealSheetError>,
    /// Whether something is in it that can be given up.
    pub can_clear: bool,
    /// Whether what was given up can be put back.
    pub can_restore: bool,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
}

/// What in a sheet cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealSheetError {
    /// A reason for the refusal is to be chosen.
    NoReason,
    /// The day of the contact.
    On,
    /// It is after today.
    OnLater,
    /// The day of the next contact.
    Next,
    /// It is not after this one.
    NextPast,
    /// The expected day.
    ExpectOn,
    /// The amount.
    Amount,
    /// The day until which it rests.
    Until,
    /// It is later than the rule allows.
    UntilTooLate,
    /// It is due later anyway.
    UntilTooEarly,
    /// The chosen order does not stand any more, or another opportunity came to it.
    OrderTaken,
    /// It is not open any more.
    NotOpen,
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

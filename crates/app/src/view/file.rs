//! The file of one customer, and the form of a new one.

use std::rc::Rc;

use jipan_book::similar::SimilarBy;
use jipan_rules::NaiveDate;
use jipan_rules::check::ValueError;
use jipan_rules::contradiction::Contradiction;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::freshness::Freshness;
use jipan_rules::period::Month;
use jipan_rules::schema::{CustomerType, FieldDef, FieldId, Group};
use jipan_rules::service::Serving;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{ContactId, CustomerId};

use super::budget::BudgetSheetView;
use super::company::RecordSync;
use super::contacts::{ContactsView, PhoneHolderView};
use super::customers::RowBadge;
use super::differences::DifferenceView;
use super::funnel::FunnelPanel;
use super::home::AlertView;
use super::merge::MergedView;
use super::timeline::{HistoryLine, TimelineItem};
use super::trade::{FileOrders, ObjectionsView, OrderLineView};

/// The file of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the screen")]
pub struct FileView {
    /// Whose.
    pub id: CustomerId,
    /// 店铺名称
    pub name: String,
    /// 客户代码
    pub code: Option<String>,
    /// 许可证号
    pub licence: Option<String>,
    /// 联系电话, to call
    pub phone: Option<String>,
    /// That it does not want to be contacted.
    pub no_consent: Option<NoConsent>,
    /// 经营地址, to find
    pub address: Option<String>,
    /// 客户类型
    pub customer_type: CustomerType,
    /// Feature class with its why; the value is none while an axis is missing.
    pub class: Option<String>,
    /// What its tier is due, and whether it is visited so; none without a tier.
    pub service: Option<Explained<Option<Serving>>>,
    /// Completeness in percent.
    pub percent: u8,
    /// 行政区域 and 送货线路, for the heading.
    pub line: Option<String>,
    /// The most urgent thing.
    pub badge: RowBadge,
    /// Whether it is deleted.
    pub is_deleted: bool,
    /// Whether nothing can be written now. One that is deleted can still be restored.
    pub is_read_only: bool,
    /// Whether a change of it is on its way to the disk.
    pub is_saving: bool,
    /// Where it is: only here, waiting, sent.
    pub sync: RecordSync,
    /// Dates that end: field, date, days left (negative: past).
    pub alerts: Vec<(FieldId, NaiveDate, i64)>,
    /// Those of them that alert and were not yet seen.
    pub due_alerts: Vec<AlertView>,
    /// Where the file contradicts itself.
    pub contradictions: Vec<Explained<Contradiction>>,
    /// The five groups.
    pub groups: Vec<GroupView>,
    /// The open group (on narrow screens the others are folded).
    pub open_group: Group,
    /// The contacts.
    pub contacts: ContactsView,
    /// Customers that could be the same shop.
    pub similar: Rc<[SimilarView]>,
    /// The name of the merged customer whose address led here.
    pub led_from: Option<String>,
    /// The customers that were merged into this one.
    pub merged: Vec<MergedView>,
    /// What happened, newest first.
    pub timeline: Rc<[TimelineItem]>,
    /// Whether older history is still being read.
    pub is_history_loading: bool,
    /// The note being written.
    pub note: Rc<str>,
    /// The history of one field, while it is open: newest first.
    pub history: Option<(FieldId, Rc<[HistoryLine]>)>,
    /// The answer to "why?", while it is open.
    pub why: Option<WhyView>,
    /// Its orders.
    pub orders: FileOrders,
    /// Its objections.
    pub objections: ObjectionsView,
    /// Its opportunities.
    pub funnel: FunnelPanel,
    /// The open form of a service of this customer.
    pub service_sheet: Option<Box<BudgetSheetView>>,
    /// Whether there is something of this file to undo.
    pub can_undo: bool,
}

/// A customer that does not want to be contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoConsent {
    /// The day of its answer, if that is known.
    pub since: Option<NaiveDate>,
}

/// One information group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupView {
    /// Which.
    pub group: Group,
    /// Fields with a value.
    pub filled: u8,
    /// Fields that apply to this type of customer.
    pub applicable: u8,
    /// Fields that are due to be confirmed, or never were.
    pub n_due: usize,
    /// Its fields, in order.
    pub fields: Vec<Rc<FieldView>>,
}

/// One field of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// What it is.
    pub def: &'static FieldDef,
    /// Of which further contact; none for a field of the file.
    pub contact: Option<ContactId>,
    /// The value in the book.
    pub value: Option<Value>,
    /// What is typed and not yet a change.
    pub draft: Option<DraftView>,
    /// Whether the person may change it.
    pub is_editable: bool,
    /// Whether the value was stated by an imported file.
    pub stated_on: Option<NaiveDate>,
    /// How fresh it is; none where freshness does not apply.
    pub freshness: Option<FreshnessView>,
    /// Whether the reason of a change just made is asked for.
    pub is_reason_wanted: bool,
    /// What is typed of that reason.
    pub reason: Rc<str>,
    /// Values others have, for a quick choice.
    pub suggestions: Rc<[String]>,
    /// Whether "why?" has an answer for it.
    pub why: Option<WhyTopic>,
    /// Other customers with the phone number that stands in it.
    pub same_phone: Rc<[PhoneHolderView]>,
    /// What the last file says, where that differs and is not decided.
    pub difference: Option<Rc<DifferenceView>>,
    /// What the rules say that it is, where that is something else.
    pub proposal: Option<Rc<ProposalView>>,
}

/// What a rule says that a field is: orders of a scale, points of an integrity grade. It counts once a
/// person takes it over. Source: rulebook 1.18.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalView {
    /// Which field.
    pub def: &'static FieldDef,
    /// What it would be.
    pub value: Value,
    /// Inputs, boundary and rule version.
    pub answer: Explained<()>,
    /// Whether the person may take it over now.
    pub is_editable: bool,
}

impl FieldView {
    /// A field of the file that can be changed, of which nothing more is known.
    pub fn plain(def: &'static FieldDef, value: Option<Value>, draft: Option<DraftView>) -> Self {
        Self {
            def,
            contact: None,
            value,
            draft,
            is_editable: true,
            stated_on: None,
            freshness: None,
            is_reason_wanted: false,
            reason: "".into(),
            suggestions: Rc::new([]),
            why: None,
            same_phone: Rc::new([]),
            difference: None,
            proposal: None,
        }
    }
}

/// What is typed and not yet a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// The text.
    pub text: Rc<str>,
    /// Why it cannot be a value; shown once the field was left.
    pub error: Option<DraftError>,
}

/// Why what is typed cannot become a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftError {
    /// It does not fit the field.
    Value(ValueError),
    /// The field may not be blank.
    Required,
    /// It cannot be emptied: a value of before would be in force again.
    InForce,
    /// It ends before it begins.
    ValidToBeforeIssued {
        /// 发证日期
        issued: NaiveDate,
        /// 有效日期
        valid_to: NaiveDate,
    },
    /// The code or licence belongs to another customer.
    KeyTaken {
        /// Whose it is.
        by: CustomerId,
        /// The name there.
        name: String,
    },
}

/// How fresh a field is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshnessView {
    /// The judgement.
    pub freshness: Freshness,
    /// The day it was last confirmed.
    pub confirmed_on: Option<NaiveDate>,
    /// Days since then.
    pub age_days: Option<i64>,
}

/// Another customer that could be the same shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarView {
    /// Which.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: Option<String>,
    /// What is alike.
    pub by: SimilarBy,
}

/// What "why?" was asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyTopic {
    /// Completeness of the file.
    Completeness,
    /// Feature class.
    Class,
    /// Freshness of a field.
    Freshness(FieldId),
    /// A date that ends.
    Expiry(FieldId),
    /// A value a file stated, or a value still without sources.
    Generated(FieldId),
    /// How often it is visited, against what its tier is due.
    Service,
}

/// The answer to "why?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyView {
    /// What was asked.
    pub topic: WhyTopic,
    /// Inputs, boundary and rule version.
    pub answer: Explained<()>,
    /// What would be another class or grade than the one that stands.
    pub proposal: Option<Rc<ProposalView>>,
    /// Why it is another one than a month ago.
    pub change: Option<Explained<()>>,
    /// What it was month by month, the last first.
    pub months: Rc<[MonthView]>,
    /// The month that is open, with its lines.
    pub month: Option<(Month, Rc<TracedView>)>,
    /// The lines that it adds up.
    pub lines: Option<Rc<TracedView>>,
}

/// The lines of the orders that a value adds up, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedView {
    /// The first of them.
    pub lines: Vec<TracedLine>,
    /// Lines beyond these.
    pub n_more: usize,
}

/// One line, and the order that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedLine {
    /// The day of the order.
    pub on: NaiveDate,
    /// The number of the order.
    pub number: String,
    /// The line.
    pub line: OrderLineView,
}

/// What a customer bought in a month, and its tier after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthView {
    /// The month.
    pub month: Month,
    /// Units.
    pub quantity: i64,
    /// In fen.
    pub amount: i64,
    /// Amount ÷ quantity; none for no quantity.
    pub average: Option<Money>,
    /// Whether there are orders of it that count.
    pub has_orders: bool,
    /// The tier once the month was over, by the rules of then; none for customers without tiers.
    pub tier: Option<u8>,
    /// The grade once the month was over, by the rules of then; none without one, and while it is not
    /// computed.
    pub grade: Option<u8>,
    /// The scale by orders once the month was over: a code of 经营规模; likewise.
    pub scale: Option<u8>,
    /// Which of these two was asked for and is still being computed.
    pub waits_for: Option<FieldId>,
    /// The integrity grade at the end of the month: a code of 诚信等级; none without one.
    pub integrity: Option<u8>,
    /// Days between visits that its tier was due, and whether it was visited so.
    pub service: Option<(u16, Option<Serving>)>,
    /// The class at the end of the month; none without one, and while its history is not read.
    pub class: Option<String>,
}

impl WhyView {
    /// The facts of the answer.
    pub fn why(&self) -> &Why {
        &self.answer.why
    }
}

/// The form of a new customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCustomerView {
    /// The fields asked for first.
    pub fields: Vec<Rc<FieldView>>,
    /// Customers that could be the same shop.
    pub similar: Rc<[SimilarView]>,
    /// Whether "done" was pressed while something is missing or wrong.
    pub is_refused: bool,
}

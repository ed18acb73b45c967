//! Orders, their entry, products and objections, as the screens draw them.

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::order::{Disputed, OrderSource, OrderStatus, Outcome, Review, ReviewFacts};
use jipan_rules::schema::FieldDef;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, FactId, OrderId, ProductId};

use super::company::{RecordSync, WhoView};
use super::file::DraftError;
use super::rules::PreviewView;

/// What a sum of quantities is counted in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SumUnit {
    /// In several units or one that is not stated, or nothing was added.
    #[default]
    Mixed,
    /// All in this one, as stated of each.
    One(String),
}

impl SumUnit {
    /// The unit that all of these share; goods without a stated unit have none.
    ///
    /// ```
    /// use jipan_app::view::SumUnit;
    /// let packet = || Some("包".to_owned());
    /// assert_eq!(SumUnit::of([packet(), packet()].into_iter()), SumUnit::One("包".to_owned()));
    /// assert_eq!(SumUnit::of([packet(), None].into_iter()), SumUnit::Mixed);
    /// assert_eq!(SumUnit::of([None, None].into_iter()), SumUnit::Mixed);
    /// ```
    pub fn of(mut units: impl Iterator<Item = Option<String>>) -> Self {
        match units.next().flatten() {
            Some(first) if units.all(|it| it.as_ref() == Some(&first)) => Self::One(first),
            Some(_) | None => Self::Mixed,
        }
    }
}

/// What lines add up to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderSums {
    /// In units.
    pub quantity: i64,
    /// What that is counted in.
    pub unit: SumUnit,
    /// In hundredths of a case (件).
    pub cases: i64,
    /// In fen.
    pub amount: i64,
}

/// An order being entered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct EntryView {
    /// Whose.
    pub customer: CustomerId,
    /// 店铺名称
    pub name: String,
    /// What is ordered so far.
    pub lines: Vec<Rc<EntryLine>>,
    /// By what products are searched.
    pub search: Rc<str>,
    /// The products found; those the customer ordered before come first.
    pub products: Vec<Rc<EntryLine>>,
    /// Products found beyond these.
    pub n_more: usize,
    /// Whether there are any products at all.
    pub has_products: bool,
    /// The line whose quantity is being entered.
    pub open: Option<Rc<EntryLine>>,
    /// What the lines add up to.
    pub sums: OrderSums,
    /// What is special about it so far.
    pub review: Option<Rc<ReviewFacts>>,
    /// Whether a product without a price is ordered.
    pub lacks_price: bool,
    /// The last order of the customer.
    pub last: Option<LastOrder>,
    /// Lines of the last order that were not taken over: off sale, returns, free goods.
    pub n_left_out: usize,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
}

/// A product in the entry of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Which.
    pub product: ProductId,
    /// 商品代码
    pub code: String,
    /// 商品名称
    pub name: String,
    /// 单位, where one is known.
    pub unit: Option<String>,
    /// Units in a case.
    pub pack: u32,
    /// The price of the day, in ten-thousandths of a yuan.
    pub price: Option<i64>,
    /// How much is ordered; none while it is not.
    pub quantity: Option<i64>,
    /// Whether it costs nothing.
    pub is_free: bool,
    /// What it comes to, in fen.
    pub amount: i64,
    /// How much the customer ordered the last time.
    pub last: Option<i64>,
}

/// The order that can be ordered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastOrder {
    /// Its day.
    pub on: NaiveDate,
    /// Its lines.
    pub n_lines: usize,
    /// What they add up to.
    pub sums: OrderSums,
}

/// One order in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCard {
    /// Which.
    pub id: OrderId,
    /// Whose.
    pub customer: CustomerId,
    /// 店铺名称, where the list is of many customers.
    pub name: Option<String>,
    /// Its number, as people call it.
    pub number: String,
    /// Its day.
    pub on: NaiveDate,
    /// Where it stands.
    pub status: OrderStatus,
    /// Where it comes from.
    pub source: OrderSource,
    /// Its lines.
    pub n_lines: usize,
    /// What they add up to.
    pub sums: OrderSums,
    /// What was special about it when it was entered.
    pub review: Review,
    /// Where it is: on its way to the disk, waiting, sent.
    pub sync: OrderSync,
    /// What is in it, while it is open.
    pub detail: Option<Rc<OrderDetail>>,
}

/// Where an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderSync {
    /// On its way to the disk.
    Saving,
    /// On the disk, and as the record says.
    Saved(RecordSync),
}

/// What is in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDetail {
    /// Its lines.
    pub lines: Vec<OrderLineView>,
    /// What happened to it, oldest first.
    pub moves: Vec<OrderMoveView>,
    /// Where the person may move it now.
    pub may_move: Vec<OrderStatus>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLineView {
    /// 商品名称
    pub name: String,
    /// 单位, where one is known.
    pub unit: Option<String>,
    /// How much, in units.
    pub quantity: i64,
    /// The price of a unit, in ten-thousandths of a yuan.
    pub price: i64,
    /// What it comes to, in fen.
    pub amount: i64,
}

/// One step of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderMoveView {
    /// Where to.
    pub to: OrderStatus,
    /// When.
    pub on: NaiveDate,
    /// By whom; none where nobody else could have.
    pub by: Option<WhoView>,
    /// Why.
    pub why: Option<String>,
    /// Whether the table of statuses did not allow it, so that it does not count.
    pub is_odd: bool,
}

/// Orders of a customer, as its file shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOrders {
    /// The newest.
    pub cards: Vec<Rc<OrderCard>>,
    /// All there are.
    pub n_all: usize,
    /// Orders beyond those shown.
    pub n_more: usize,
    /// Whether an order can be entered here now.
    pub can_order: bool,
    /// Whether one is half entered.
    pub has_draft: bool,
}

/// The orders of all customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrdersView {
    /// Which are shown; none for all.
    pub status: Option<OrderStatus>,
    /// How many there are of each.
    pub counts: [(OrderStatus, usize); 5],
    /// The newest.
    pub cards: Vec<Rc<OrderCard>>,
    /// Orders beyond these.
    pub n_more: usize,
}

/// An objection of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectionView {
    /// Which.
    pub id: FactId,
    /// To what.
    pub about: Disputed,
    /// In the customer's words.
    pub text: String,
    /// When.
    pub on: NaiveDate,
    /// Who noted it; none where nobody else could have.
    pub by: Option<WhoView>,
    /// What came of it.
    pub answer: Option<AnswerView>,
}

/// The answer to an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerView {
    /// What came of it.
    pub outcome: Outcome,
    /// What was said.
    pub text: String,
    /// When.
    pub on: NaiveDate,
    /// By whom; none where nobody else could have.
    pub by: Option<WhoView>,
}

/// The objections of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObjectionsView {
    /// Those without an answer.
    pub open: Vec<ObjectionView>,
    /// Those with one.
    pub answered: Vec<ObjectionView>,
    /// Whether one is being noted.
    pub is_noting: bool,
    /// Whether any can be written now.
    pub can_write: bool,
}

/// An objection that waits for an answer, on the home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenObjection {
    /// Whose.
    pub customer: CustomerId,
    /// 店铺名称
    pub name: String,
    /// To what.
    pub about: Disputed,
    /// In the customer's words.
    pub text: String,
}

/// What of trade waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TradeNeeds {
    /// Orders in review.
    pub n_in_review: usize,
    /// Objections without an answer.
    pub n_objections: usize,
    /// The first of them.
    pub objections: Vec<OpenObjection>,
}

/// The products of the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductsView {
    /// By what they are searched.
    pub search: Rc<str>,
    /// Those found, by code.
    pub rows: Vec<Rc<ProductRow>>,
    /// Products found beyond these.
    pub n_more: usize,
    /// All there are.
    pub n_all: usize,
    /// Whether the person may change them now.
    pub can_edit: bool,
    /// The form, while it is open.
    pub form: Option<Rc<ProductForm>>,
}

/// One product in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// Which.
    pub id: ProductId,
    /// 商品代码
    pub code: String,
    /// 商品名称
    pub name: String,
    /// The other name that it had or will have, where it was found by that one alone.
    pub found_as: Option<String>,
    /// 品牌
    pub brand: Option<String>,
    /// 单位, where one is known.
    pub unit: Option<String>,
    /// Units in a case today.
    pub pack: u32,
    /// The price of today, in ten-thousandths of a yuan.
    pub price: Option<i64>,
    /// Whether it is on sale.
    pub is_active: bool,
}

/// A product being looked at or changed, or a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductForm {
    /// Which; none for a new one.
    pub id: Option<ProductId>,
    /// Its fields with what is in them on the day, in the order of the form.
    pub fields: Vec<ProductField>,
    /// From which day on what is typed is in force: today, until another one is chosen.
    pub day: NaiveDate,
    /// Whether the first day in force cannot be read.
    pub is_day_wrong: bool,
    /// Whether it can be changed.
    pub is_editable: bool,
    /// Another pack than is in force on the day, once it is typed: it is previewed before it can be saved.
    pub repack: Option<RepackView>,
}

/// Another pack of a product, as it is previewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepackView {
    /// Who would stand otherwise.
    pub preview: PreviewView,
    /// Whether it begins when the period that counts is over: then it is supposed for all of that.
    pub is_for_whole_period: bool,
}

/// One field of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductField {
    /// Which.
    pub def: &'static FieldDef,
    /// Its value on the day of the form.
    pub value: Option<Value>,
    /// Why what was typed cannot be.
    pub error: Option<DraftError>,
    /// Whether its values are in force from a day on.
    pub is_dated: bool,
    /// The values from which day on, newest first; of dated fields with more than one.
    pub history: Vec<ProductVersion>,
    /// What stood there before for the same first day or for none, and on which day it was overwritten, the
    /// latest first: every name, of other fields the last value.
    pub earlier: Vec<(NaiveDate, Value)>,
}

/// A value of a product from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductVersion {
    /// Its first day in force; none from the beginning.
    pub from: Option<NaiveDate>,
    /// The value.
    pub value: Value,
    /// Who wrote it; none where nobody else could have.
    pub by: Option<WhoView>,
    /// The file that it came with.
    pub file: Option<String>,
    /// Whether it can be taken back here now, so that the one before is in force again.
    pub can_go: bool,
}

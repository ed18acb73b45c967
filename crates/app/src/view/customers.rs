//! The list of customers and what stands around it.

use super::Later;
use std::rc::Rc;

use jipan_book::quality::Finding;
use jipan_book::select::{Expiring, Sort};
use jipan_book::sheet::ExportFormat;
use jipan_rules::schema::{CustomerType, FieldId, Group};
use jipan_rules::values::ids::CustomerId;

use super::RestView;
use super::bulk::BulkView;
use super::company::RecordSync;
use super::file::{FileView, NewCustomerView};
use super::print::PrintSheetView;
use super::totals::TotalsView;

/// The customers screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the screen")]
pub struct CustomersView {
    /// The search text as the model knows it.
    pub search: Rc<str>,
    /// Filters in force, as chips that take themselves off.
    pub filters: Rc<[FilterChip]>,
    /// Whether the filter sheet is open, with what it offers.
    pub facets: Option<Rc<[FacetView]>>,
    /// Whether closed shops are in the list.
    pub is_showing_closed: bool,
    /// How the list is ordered.
    pub sort: Sort,
    /// Whether the order is turned round.
    pub is_descending: bool,
    /// The list.
    pub list: Rc<ListView>,
    /// The file beside the list.
    pub pane: PaneView,
    /// The undo and the file action apply to nothing: the book is empty, show how to begin.
    pub is_first_run: bool,
    /// Whether an export is being made.
    pub is_exporting: bool,
    /// What kind of file an export becomes.
    pub export_format: ExportFormat,
    /// How many customers are picked, while picking goes on.
    pub n_picked: Option<usize>,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// The sheet of a tool that is open.
    pub sheet: ListSheet,
    /// What the list adds up to, while that is open.
    pub totals: Option<Rc<TotalsView>>,
    /// Filters that have a name.
    pub saved: Rc<[SavedView]>,
    /// Whether the list is another one than the plain list, so that it can get a name.
    pub can_save: bool,
    /// The name of a filter just deleted, as long as that can be taken back. The bar that says so
    /// lies below an open sheet.
    pub saved_gone: Option<String>,
    /// Why the last try to save or rename a filter failed.
    pub saved_error: Option<SavedError>,
}

/// A filter that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// To apply, rename or delete it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether the list goes by it now.
    pub is_on: bool,
    /// Whether this version understands all of it.
    pub is_known: bool,
}

/// Why a filter was not saved or renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedError {
    /// The name is blank.
    NoName,
    /// The name is too long.
    NameTooLong,
    /// Another one has this name.
    NameTaken(String),
    /// There are as many as there can be.
    TooMany,
}

/// The tool that is open over the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ListSheet {
    /// None.
    #[default]
    None,
    /// One value for many customers.
    Bulk(Rc<BulkView>),
    /// The columns of the list on paper.
    Print(Rc<PrintSheetView>),
}

/// What stands beside (or over) the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaneView {
    /// Nothing chosen.
    Empty,
    /// A file.
    File(Later<FileView>),
    /// The form of a new customer.
    New(Later<NewCustomerView>),
    /// The address names a customer we do not have.
    Missing,
    /// What is wanted is in the rest of the app, which is not here yet.
    Waiting(RestView),
}

/// The list: counts and the rows near the visible window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListView {
    /// All customers of the book (not deleted).
    pub n_all: usize,
    /// Customers in the list.
    pub n_shown: usize,
    /// Closed customers that the list leaves out.
    pub n_closed_hidden: usize,
    /// Index of the first row given.
    pub first: usize,
    /// The rows given.
    pub rows: Vec<Rc<RowView>>,
    /// The chosen customer.
    pub selected: Option<CustomerId>,
    /// Index of the chosen customer in the list.
    pub selected_idx: Option<usize>,
    /// Where the list was left: index of its first visible row.
    pub place: usize,
    /// Grows whenever the list became another one, so that the component scrolls to `place`.
    pub list_no: u64,
}

/// One customer in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// Which.
    pub id: CustomerId,
    /// 店铺名称
    pub name: String,
    /// Parts of the name that match, in characters.
    pub marks: Vec<core::ops::Range<usize>>,
    /// What matched when it was not the name: the field and its text.
    pub matched: Option<(FieldId, String)>,
    /// Feature class, such as `CZ1`.
    pub class: Option<String>,
    /// Tier, 1 to 8, of one that is counted.
    pub tier: Option<u8>,
    /// 客户类型
    pub customer_type: CustomerType,
    /// 行政区域
    pub district: Option<String>,
    /// 送货线路
    pub line: Option<String>,
    /// The most urgent thing to say of it.
    pub badge: RowBadge,
    /// Completeness in percent.
    pub percent: u8,
    /// Whether a change of it is on its way to the disk.
    pub is_saving: bool,
    /// Where it is.
    pub sync: RecordSync,
    /// Whether it is picked, while picking goes on.
    pub is_picked: Option<bool>,
}

/// The most urgent thing to say of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowBadge {
    /// Deleted, restorable.
    Deleted,
    /// 停业 or 注销: the code of the state.
    Closed(u8),
    /// A licence or review is past its date, by so many days.
    Expired(i64),
    /// A licence or review ends in so many days, within an alert bracket.
    Expiring(i64),
    /// A field is due to be confirmed.
    Stale,
    /// Nothing urgent: the completeness is shown.
    Complete,
}

/// A change of the filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterChange {
    /// Only this delivery line.
    Line(Option<String>),
    /// Only this district.
    District(Option<String>),
    /// Only this feature class.
    Class(Option<String>),
    /// Only this account manager.
    Manager(Option<String>),
    /// Only this customer type.
    Type(Option<CustomerType>),
    /// Only this state (code of 客户状态).
    State(Option<u8>),
    /// Only incomplete files.
    Incomplete(bool),
    /// Only files incomplete in this group.
    IncompleteGroup(Option<Group>),
    /// Only files with a field due to be confirmed.
    Stale(bool),
    /// Only files with a field never confirmed.
    Unconfirmed(bool),
    /// Only files of which the last imported file says something else.
    Differs(bool),
    /// Only files with a licence or review ending.
    Expiring(Option<Expiring>),
    /// Closed shops too.
    ShowClosed(bool),
    /// Only deleted customers.
    Deleted(bool),
    /// Only what the report on the data finds this of.
    Finding(Option<Finding>),
    /// Only this value of a field, as a facet has it; blank = without a value.
    Value(FieldId, Option<String>),
}

/// A filter in force, or a quick one that could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterChip {
    /// What the chip is about, as the change that sets it.
    pub filter: FilterChange,
    /// Whether it is in force.
    pub is_on: bool,
    /// The change that pressing it makes.
    pub on_press: FilterChange,
}

/// The values a filter can take, with how many customers each has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetView {
    /// Which filter: the field it goes by.
    pub field: FieldId,
    /// The value in force.
    pub chosen: Option<FilterChange>,
    /// The choices: the change that sets it and its count.
    pub choices: Vec<(FilterChange, usize)>,
}

//! What goes onto paper, and the sheet on which its columns are chosen. Not here: how it looks.

use jipan_rules::NaiveDate;
use jipan_rules::schema::{CustomerType, FieldDef, FieldId, Group};
use jipan_rules::total::Total;
use jipan_rules::value::Value;

use super::customers::FilterChange;

/// What is being printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintView {
    /// The list, as a table.
    List(PrintListView),
    /// The file of a customer, or a blank one, on one page.
    File(Box<PrintFileView>),
    /// The yellow card of a customer, on one page.
    Card(Box<super::PrintCardView>),
    /// 客流量登记表, of a day or of a month.
    Register(Box<super::PrintRegisterView>),
    /// 月报 of the budget.
    Budget(Box<super::ReportView>),
}

/// The list on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintListView {
    /// The day of printing.
    pub on: NaiveDate,
    /// Whether the customers were picked one by one.
    pub is_picked: bool,
    /// What was searched for.
    pub search: String,
    /// The filters in force.
    pub filters: Vec<FilterChange>,
    /// Whether closed shops are in it.
    pub is_showing_closed: bool,
    /// The columns.
    pub columns: Vec<&'static FieldDef>,
    /// The customers, each with its values in the order of the columns.
    pub rows: Vec<Vec<Option<Value>>>,
    /// What each column adds up to, where it holds a number that can be summed up.
    pub totals: Vec<Option<Total>>,
}

/// A field on paper and its value, if it has one.
pub type PrintedField = (&'static FieldDef, Option<Value>);

/// A file on paper. Everything in it is one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintFileView {
    /// The day of printing.
    pub on: NaiveDate,
    /// 店铺名称; blank on a blank form.
    pub name: String,
    /// 客户类型
    pub customer_type: CustomerType,
    /// Completeness in percent; none on a blank form.
    pub percent: Option<u8>,
    /// The groups with all fields that can be filled in, and their values.
    pub groups: Vec<(Group, Vec<PrintedField>)>,
    /// Further contacts: the fields they have.
    pub contacts: Vec<Vec<(&'static FieldDef, Value)>>,
    /// Notes, those of files merged into it among them, newest first: as many as are worth trying.
    pub notes: Vec<(NaiveDate, String)>,
    /// All notes there are.
    pub n_notes: usize,
}

/// The sheet on which the columns are chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintSheetView {
    /// How many customers would be printed.
    pub n_customers: usize,
    /// How many can be.
    pub n_customers_max: usize,
    /// Whether they were picked one by one.
    pub is_picked: bool,
    /// Whether no further column fits.
    pub is_full: bool,
    /// The columns.
    pub columns: Vec<FieldId>,
}

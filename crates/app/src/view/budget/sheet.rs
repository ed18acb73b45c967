//! The one form of the budget, whatever it is about. Not here: what "done" makes of it.

use jipan_rules::NaiveDate;

use super::Photo;
use crate::event::BudgetSheet;

/// The open form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetSheetView {
    /// What it is about.
    pub kind: BudgetSheet,
    /// What is asked, in its order.
    pub slots: Vec<SheetSlot>,
    /// What is wrong, once "done" was pressed.
    pub errors: Vec<(SheetField, BudgetSheetError)>,
    /// Whether what it is about can be taken out.
    pub can_remove: bool,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// The day of now.
    pub today: NaiveDate,
    /// The photo that is attached, if there is one.
    pub receipt: Option<Photo>,
    /// Why the last photo was not attached.
    pub receipt_error: Option<ReceiptError>,
}

/// A box of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSlot {
    /// Which.
    pub field: SheetField,
    /// What is in it: a text as typed, or the key of the choice.
    pub text: String,
    /// What can be chosen; empty for a text.
    pub choices: Vec<SheetChoice>,
}

/// What can be chosen: a key, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetChoice {
    /// The key.
    pub key: String,
    /// What it is called, in the words of people; blank where the key says it.
    pub name: String,
}

/// The boxes of all forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetField {
    /// The name of a plan, a line or a measure.
    Name,
    /// The plan to copy: its id, or empty.
    From,
    /// By how many percent a copy is more or less.
    Scale,
    /// The row: its code.
    Row,
    /// The row or line of an expense: its id.
    Line,
    /// What drives a line: `revenue`, `volume`, `visits`, `heads`, or empty.
    Driver,
    /// Its rate: percent of revenue, or yuan a unit.
    Rate,
    /// The products that a line counts: `brand;…`, `class;…`, or empty.
    Goods,
    /// The arm: its code.
    Arm,
    /// Who does it: an id.
    Owner,
    /// By when.
    Due,
    /// What it is to bring.
    Expected,
    /// What it brought, this month.
    Effect,
    /// The day.
    On,
    /// How much, in yuan.
    Amount,
    /// How many.
    Quantity,
    /// What for, what was done.
    Note,
    /// The customer of a service: its id.
    Customer,
    /// The text by which a customer is searched.
    Search,
    /// The kind of service: `after_sales`, `value_added`.
    Sort,
    /// Why.
    Reason,
    /// The photo of a receipt: its name. It has a place of its own and is never typed.
    Receipt,
}

/// Why a photo was not attached. What else is in the form stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptError {
    /// It is no picture that this browser can read.
    NoPicture,
    /// It is too large, even made small.
    TooLarge,
    /// It could not be kept on this tablet.
    NotKept,
}

/// What in a form is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetSheetError {
    /// Something must be in it.
    Blank,
    /// It is no number, or has too many decimals.
    NotANumber,
    /// It is out of bounds.
    OutOfBounds,
    /// It is no day.
    NotADay,
    /// The day is after today.
    Later,
    /// The text is too long.
    TooLong,
    /// Something of that name is there already.
    Taken,
    /// Another line of the row counts these products already.
    GoodsTaken,
}

//! Changes: what one action wrote, as data. Not here: what a book makes of them.

mod asks;
mod conflict;
mod funnel;
mod layout;
mod log_row;
mod named;
mod op;
mod pack;
mod parts;
mod size;

use crate::sorting::sort;
use jipan_rules::NaiveDate;
use jipan_rules::values::ids::{BatchId, CustomerId, PersonId, ReplicaId};
use serde::{Deserialize, Serialize};

use crate::stamp::Stamp;
use crate::wire;
use pack::Fill;

pub use conflict::{ConflictSide, conflict_id};
pub use funnel::FunnelWrite;
pub use log_row::LogRow;
pub(crate) use named::is_named;
pub use named::{order_id_of, product_id_of, territory_part_of};
pub use op::{ObjectionWrite, Op, OrderWrite, PlacedOrder};
pub use pack::Packer;

/// Most records one change may touch. OURS
pub const CHANGE_RECORDS_MAX: usize = 200;
/// Most bytes one change may take. OURS
pub const CHANGE_BYTES_MAX: usize = 64 * 1024;
/// The newest layout this program writes and reads. The content of all has the same form; a newer
/// one only says that there are writes in it which an older program does not know. Each change is
/// written in the oldest that can say it.
pub const LAYOUT: u8 = 6;
/// The layout of changes that a program before version 0.2 can read as well.
pub(crate) const LAYOUT_FIRST: u8 = 1;
/// Adds what files said, merges, judged pairs and further contacts.
pub(crate) const LAYOUT_SECOND: u8 = 2;
/// Adds conflicts.
pub(crate) const LAYOUT_THIRD: u8 = 3;
/// Adds orders, objections, products and rules.
pub(crate) const LAYOUT_FOURTH: u8 = 4;
/// Adds facts of the funnel.
pub(crate) const LAYOUT_FIFTH: u8 = 5;

/// Names a change for ever: the device and tab that made it, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChangeId {
    /// The device and tab.
    pub replica: ReplicaId,
    /// Its number on that device, counted from 1.
    pub seq: u64,
}

/// What the person did; one per user action. New actions only at the end, codes are never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Action {
    /// A customer was entered by hand.
    AddCustomer,
    /// A field was given another value by hand.
    EditField,
    /// A field was found to be still true.
    ConfirmField,
    /// A note was written.
    AddNote,
    /// A note was taken back, or put back.
    RetractNote,
    /// A customer was deleted.
    DeleteCustomer,
    /// A deleted customer was put back.
    RestoreCustomer,
    /// A file was imported.
    Import,
    /// The sample customers were loaded.
    LoadSample,
    /// The sample customers were taken out.
    RemoveSample,
    /// An earlier action was undone.
    Undo,
    /// An undone action was done again.
    Redo,
    /// The reason of an earlier change was given.
    GiveReason,
    /// One value was given to many customers at once.
    BulkEdit,
    /// A customer was found to be another one, or that was taken back.
    MergeCustomers,
    /// A further contact was added, changed or taken out.
    EditContact,
    /// Between the value on this device and the value of a file one was chosen.
    DecideDifference,
    /// Two customers that look alike were found to be two, or that was taken back.
    JudgePair,
    /// The alert of a date that ends was seen.
    SeeAlert,
    /// Two values written by people who did not see each other's were noted; by no person.
    NoteConflict,
    /// Between the two values of a conflict one was chosen, or a third one.
    ResolveConflict,
    /// Two customers with an equal code or licence became one; by no person.
    JoinRecords,
    /// An order was entered by hand.
    AddOrder,
    /// An order went to another status.
    MoveOrder,
    /// A product was added or changed by hand.
    EditProduct,
    /// A rule of the company was set.
    SetRule,
    /// A customer's objection was noted.
    Object,
    /// An objection was answered.
    AnswerObjection,
    /// A prospect was entered in a few taps, with its opportunity.
    AddProspect,
    /// An opportunity was opened.
    OpenDeal,
    /// A contact with a prospect, or an attempt, was noted.
    LogContact,
    /// What is expected of an opportunity was said.
    SetExpectation,
    /// The next contact was put off.
    SnoozeContact,
    /// A step of an opportunity was made.
    StampStep,
    /// An opportunity took a turn.
    MoveDeal,
    /// An item of the closing lists was done or waived.
    CheckClosing,
    /// A lead wrote a remark.
    Remark,
    /// A remark was answered.
    AnswerRemark,
    /// A customer was handed over.
    HandOver,
    /// Where a prospect comes from, or its will or ability, was corrected.
    EditProspect,
    /// A value of the budget was entered, or several at once.
    EditBudget,
    /// A version of the budget was made, copied, put in force or taken out.
    EditPlan,
    /// A version of the budget was frozen, or opened again.
    FreezePlan,
    /// A measure was noted, changed or done.
    EditMeasure,
    /// An expense was entered, changed or taken out.
    EditExpense,
    /// An expense was approved or rejected.
    JudgeExpense,
    /// A month was closed, or opened again.
    CloseMonth,
    /// A service was noted.
    LogService,
    /// What a shop is to bring was said.
    SetGoal,
}

impl Action {
    /// Whether a person looked at each value written, so that writing also confirms it. A file
    /// confirms nothing. OURS
    pub fn by_hand(self) -> bool {
        match self {
            Self::AddCustomer
            | Self::EditField
            | Self::ConfirmField
            | Self::AddNote
            | Self::RetractNote
            | Self::DeleteCustomer
            | Self::RestoreCustomer
            | Self::Undo
            | Self::Redo
            | Self::GiveReason
            | Self::BulkEdit
            | Self::MergeCustomers
            | Self::EditContact
            | Self::DecideDifference
            | Self::JudgePair
            | Self::SeeAlert
            | Self::ResolveConflict
            | Self::AddOrder
            | Self::MoveOrder
            | Self::EditProduct
            | Self::SetRule
            | Self::Object
            | Self::AnswerObjection
            | Self::AddProspect
            | Self::OpenDeal
            | Self::LogContact
            | Self::SetExpectation
            | Self::SnoozeContact
            | Self::StampStep
            | Self::MoveDeal
            | Self::CheckClosing
            | Self::Remark
            | Self::AnswerRemark
            | Self::HandOver
            | Self::EditProspect
            | Self::EditBudget
            | Self::EditPlan
            | Self::FreezePlan
            | Self::EditMeasure
            | Self::EditExpense
            | Self::JudgeExpense
            | Self::CloseMonth
            | Self::LogService
            | Self::SetGoal => true,
            Self::Import
            | Self::LoadSample
            | Self::RemoveSample
            | Self::NoteConflict
            | Self::JoinRecords => false,
        }
    }

    /// The first layout that knows it.
    pub(crate) fn layout(self) -> u8 {
        if self >= Self::EditBudget {
            LAYOUT
        } else if self >= Self::AddProspect {
            LAYOUT_FIFTH
        } else if self >= Self::AddOrder {
            LAYOUT_FOURTH
        } else if self >= Self::NoteConflict {
            LAYOUT_THIRD
        } else if self >= Self::BulkEdit {
            LAYOUT_SECOND
        } else {
            LAYOUT_FIRST
        }
    }
}

/// What kind of batch many changes belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BatchKind {
    /// An imported file.
    Import,
    /// The sample customers.
    Sample,
    /// One value given to many customers.
    BulkEdit,
    /// Values of files taken for many fields.
    Decisions,
    /// Orders of an imported file.
    Orders,
    /// Products of an imported file.
    Products,
}

/// What is kept of a batch, so that its history and its undo outlive the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchInfo {
    /// Its id, carried by all its changes.
    pub id: BatchId,
    /// What it is.
    pub kind: BatchKind,
    /// Name of the file; empty for sample customers.
    pub name: String,
    /// Customers added.
    pub n_added: u32,
    /// Customers that were in the book already and changed.
    pub n_updated: u32,
    /// Records that did not come in.
    pub n_failed: u32,
}

/// What one action wrote: the unit of durability, undo, audit and sync. A book is a function of
/// the set of its changes. OURS
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its name.
    pub id: ChangeId,
    /// Decides which of two writes to one field counts.
    pub stamp: Stamp,
    /// The civil day on the device.
    #[serde(with = "wire::day")]
    pub on: NaiveDate,
    /// Who did it.
    pub by: PersonId,
    /// What the person did.
    pub action: Action,
    /// The batch it belongs to.
    pub batch: Option<BatchId>,
    /// The change that it undoes or does again.
    pub undoes: Option<ChangeId>,
    /// The batch that it undoes or does again.
    pub undoes_batch: Option<BatchId>,
    /// What it wrote, in order.
    pub ops: Vec<Op>,
}

/// Why bytes are not a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// There are no bytes.
    #[error("the change is empty")]
    Empty,
    /// A newer program wrote it.
    #[error("layout {layout} of a change is newer than this program")]
    NewerLayout {
        /// The layout found.
        layout: u8,
    },
    /// The bytes do not follow the layout.
    #[error("the change is damaged: {detail}")]
    Damaged {
        /// What the decoder met.
        detail: String,
    },
}

impl Change {
    /// The customers it is about, each once, in the order of their ids.
    pub fn customers(&self) -> Vec<CustomerId> {
        let mut customers: Vec<CustomerId> = Vec::new();
        let both = self.ops.iter().flat_map(|op| [op.customer(), op.other_customer()]);
        for customer in both.flatten() {
            if customers.last() != Some(&customer) {
                customers.push(customer);
            }
        }
        sort(&mut customers);
        customers.dedup();
        customers
    }

    /// Whether it has reached the limit of records or of bytes, so that the next write belongs
    /// into another change.
    pub fn is_full(&self) -> bool {
        let mut fill = Fill::default();
        fill.add_all(&self.ops);
        fill.n_records >= CHANGE_RECORDS_MAX || fill.n_bytes >= CHANGE_BYTES_MAX
    }

    /// Its bytes: one layout byte, then the content.
    ///
    /// # Errors
    /// [`ChangeError::Damaged`] if a part cannot be written, which no valid change does.
    pub fn encode(&self) -> Result<Vec<u8>, ChangeError> {
        let of_ops = self.ops.iter().map(Op::layout).max();
        let layout = self.action.layout().max(of_ops.unwrap_or(LAYOUT_FIRST));
        postcard::to_extend(self, vec![layout]).map_err(damaged)
    }

    /// Reads [`Self::encode`], of this and every earlier layout.
    ///
    /// # Errors
    /// [`ChangeError`] if the bytes are from a newer program or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, ChangeError> {
        let (layout, body) = bytes.split_first().ok_or(ChangeError::Empty)?;
        match *layout {
            LAYOUT_FIRST..=LAYOUT => match postcard::take_from_bytes(body) {
                Ok((change, [])) => Ok(change),
                Ok((_, rest)) => {
                    Err(ChangeError::Damaged { detail: format!("{} bytes too many", rest.len()) })
                }
                Err(error) => Err(damaged(error)),
            },
            0 => Err(ChangeError::Damaged { detail: "layout 0".to_owned() }),
            layout => Err(ChangeError::NewerLayout { layout }),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
fn damaged(error: postcard::Error) -> ChangeError {
    ChangeError::Damaged { detail: error.to_string() }
}

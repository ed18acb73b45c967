//! One thing that happened to a customer, and which write means it. Not here: who did it, and when.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::Fact;
use jipan_rules::order::{Disputed, OrderStatus, Outcome};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, DealId, FactId, OrderId};
use serde::{Deserialize, Serialize};

use crate::change::{
    ChangeId, FunnelWrite, LAYOUT, LAYOUT_FIFTH, LAYOUT_FIRST, LAYOUT_FOURTH, LAYOUT_SECOND,
    LAYOUT_THIRD, ObjectionWrite, Op, OrderWrite, is_named,
};
use crate::wire;

/// What happened. New variants only at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryItem {
    /// The customer came into the book.
    Created,
    /// A field got another value.
    Set {
        /// The field.
        field: FieldId,
        /// The new value.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The value that was overwritten.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
        /// Why.
        reason: Option<Box<str>>,
    },
    /// A field was confirmed, or its confirmation taken back.
    Confirmed {
        /// The field.
        field: FieldId,
        /// The day; `None` = taken back.
        #[serde(with = "wire::maybe_day")]
        on: Option<NaiveDate>,
    },
    /// A note was written.
    Note {
        /// The note.
        id: FactId,
        /// What was written.
        text: Box<str>,
    },
    /// A note was taken back or put back.
    NoteRetracted {
        /// The note.
        id: FactId,
        /// Whether it was taken back.
        retracted: bool,
    },
    /// The customer was deleted.
    Deleted,
    /// The customer was put back.
    Restored,
    /// Why a field was changed.
    Reason {
        /// The change that is explained.
        of: ChangeId,
        /// The field.
        field: FieldId,
        /// In the person's words.
        text: Box<str>,
    },
    /// A file said something that the device did not take over.
    Stated {
        /// The field.
        field: FieldId,
        /// The value in the file.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
    },
    /// The customer was found to be another one, or that was taken back.
    Merged {
        /// The one that stays; `None` = taken back.
        into: Option<CustomerId>,
    },
    /// Another customer was found to be this one, or that was taken back.
    Absorbed {
        /// The other one.
        loser: CustomerId,
        /// Whether it was taken back.
        is_back: bool,
    },
    /// A customer that looks like this one was found to be another, or that was taken back.
    Distinct {
        /// The other one.
        other: CustomerId,
        /// Whether they are two.
        is_distinct: bool,
    },
    /// A field of a further contact got another value.
    ContactSet {
        /// The contact.
        contact: ContactId,
        /// The field.
        field: FieldId,
        /// The new value.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The value that was overwritten.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
    },
    /// A further contact was taken out or put back.
    ContactGone {
        /// The contact.
        contact: ContactId,
        /// Whether it was taken out.
        is_gone: bool,
    },
    /// Two people who did not see each other's value wrote a field.
    Conflict {
        /// The conflict.
        id: FactId,
        /// The further contact whose field it is.
        contact: Option<ContactId>,
        /// The field.
        field: FieldId,
        /// The value that counted when it was noted.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The value that was lost.
        #[serde(with = "wire::maybe_value")]
        lost: Option<Value>,
    },
    /// A conflict was decided, or that was taken back.
    ConflictSettled {
        /// The conflict.
        id: FactId,
        /// Whether it was decided.
        is_settled: bool,
    },
    /// An order was entered.
    OrderPlaced {
        /// The order.
        id: OrderId,
        /// Its number.
        number: Box<str>,
        /// What it costs, in fen.
        amount: i64,
        /// Where it began.
        status: OrderStatus,
    },
    /// An order went to another status.
    OrderMoved {
        /// The order.
        id: OrderId,
        /// Where to.
        to: OrderStatus,
        /// Why.
        why: Option<Box<str>>,
    },
    /// An order was taken out or put back.
    OrderGone {
        /// The order.
        id: OrderId,
        /// Whether it was taken out.
        is_gone: bool,
    },
    /// The customer objected.
    Objected {
        /// The objection.
        id: FactId,
        /// To what.
        about: Disputed,
        /// In the customer's words.
        text: Box<str>,
    },
    /// An objection was answered.
    ObjectionAnswered {
        /// The objection.
        id: FactId,
        /// What came of it.
        outcome: Outcome,
        /// What was said.
        text: Box<str>,
    },
    /// The answer to an objection was taken back or put back.
    ObjectionReopened {
        /// The objection.
        id: FactId,
        /// Whether it was taken back.
        is_open: bool,
    },
    /// An objection was taken back or put back.
    ObjectionGone {
        /// The objection.
        id: FactId,
        /// Whether it was taken back.
        is_gone: bool,
    },
    /// Something happened to a prospect.
    Funnel {
        /// The fact.
        id: FactId,
        /// The opportunity; `None` for a fact about the customer.
        deal: Option<DealId>,
        /// What happened.
        fact: Box<Fact>,
    },
    /// A fact was taken back or put back.
    FunnelGone {
        /// The fact.
        id: FactId,
        /// Whether it was taken back.
        is_gone: bool,
    },
}

impl HistoryItem {
    /// The first layout that knows it.
    pub(super) fn layout(&self) -> u8 {
        match self {
            Self::Created
            | Self::Set { .. }
            | Self::Confirmed { .. }
            | Self::Note { .. }
            | Self::NoteRetracted { .. }
            | Self::Deleted
            | Self::Restored
            | Self::Reason { .. } => LAYOUT_FIRST,
            Self::Stated { .. }
            | Self::Merged { .. }
            | Self::Absorbed { .. }
            | Self::Distinct { .. }
            | Self::ContactSet { .. }
            | Self::ContactGone { .. } => LAYOUT_SECOND,
            Self::Conflict { .. } | Self::ConflictSettled { .. } => LAYOUT_THIRD,
            Self::OrderPlaced { .. }
            | Self::OrderMoved { .. }
            | Self::OrderGone { .. }
            | Self::Objected { .. }
            | Self::ObjectionAnswered { .. }
            | Self::ObjectionReopened { .. }
            | Self::ObjectionGone { .. } => LAYOUT_FOURTH,
            Self::Funnel { fact, .. } if fact.is_of_budget() => LAYOUT,
            Self::Funnel { .. } | Self::FunnelGone { .. } => LAYOUT_FIFTH,
        }
    }
}

impl HistoryItem {
    /// Whether it says the same as another one of its change. What is left of a change in a book
    /// has lost its reasons.
    pub(super) fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Set { field, value, was, reason: _ },
                Self::Set { field: field_2, value: value_2, was: was_2, reason: _ },
            ) => (field, value, was) == (field_2, value_2, was_2),
            _ => self == other,
        }
    }

    /// Takes over the reason that the other one knows.
    pub(super) fn learn(&mut self, other: Self) {
        if let (Self::Set { reason, .. }, Self::Set { reason: Some(text), .. }) = (self, other) {
            *reason = Some(text);
        }
    }
}

/// What a write means for its customer.
pub(super) fn item_of(op: &Op) -> Option<HistoryItem> {
    Some(match op {
        Op::Create { .. } => HistoryItem::Created,
        Op::Put { field, value, was, reason, .. } => HistoryItem::Set {
            field: *field,
            value: value.clone(),
            was: was.clone(),
            reason: reason.clone(),
        },
        Op::Confirm { field, on, .. } => HistoryItem::Confirmed { field: *field, on: *on },
        Op::Note { id, text, .. } => HistoryItem::Note { id: *id, text: text.clone() },
        Op::RetractNote { id, retracted, .. } => {
            HistoryItem::NoteRetracted { id: *id, retracted: *retracted }
        }
        Op::Delete { .. } => HistoryItem::Deleted,
        Op::Restore { .. } => HistoryItem::Restored,
        Op::Reason { of, field, text, .. } => {
            HistoryItem::Reason { of: *of, field: *field, text: text.clone() }
        }
        Op::Order { id, write, .. } => return order_item(*id, write),
        Op::Objection { id, write, .. } => objection_item(*id, write),
        Op::Funnel { id, deal, write: FunnelWrite::Say(fact), .. } => {
            HistoryItem::Funnel { id: *id, deal: *deal, fact: fact.clone() }
        }
        Op::Funnel { id, write: FunnelWrite::Drop { is_gone }, .. } => {
            HistoryItem::FunnelGone { id: *id, is_gone: *is_gone }
        }
        Op::Batch(_) | Op::Product { .. } | Op::Rule { .. } | Op::Budget { .. } => return None,
        Op::Stated { field, value, .. } => {
            HistoryItem::Stated { field: *field, value: value.clone() }
        }
        Op::Merge { into, .. } => HistoryItem::Merged { into: *into },
        Op::Distinct { other, is_distinct, .. } => {
            HistoryItem::Distinct { other: *other, is_distinct: *is_distinct }
        }
        Op::PutContact { id, field, value, was, .. } => {
            let (value, was) = (value.clone(), was.clone());
            HistoryItem::ContactSet { contact: *id, field: *field, value, was }
        }
        Op::DropContact { id, is_gone, .. } => {
            HistoryItem::ContactGone { contact: *id, is_gone: *is_gone }
        }
        Op::Conflict { id, contact, field, sides, customer: _ } => {
            let [value, lost] = &**sides;
            let (value, lost) = (value.value.clone(), lost.value.clone());
            HistoryItem::Conflict { id: *id, contact: *contact, field: *field, value, lost }
        }
        Op::ResolveConflict { id, is_resolved, customer: _ } => {
            HistoryItem::ConflictSettled { id: *id, is_settled: *is_resolved }
        }
    })
}

/// What a write that is about two customers means for the second one.
pub(super) fn item_of_other(op: &Op) -> Option<(CustomerId, HistoryItem)> {
    let other = op.other_customer()?;
    match op {
        Op::Merge { loser, into, .. } => {
            Some((other, HistoryItem::Absorbed { loser: *loser, is_back: into.is_none() }))
        }
        Op::Distinct { one, is_distinct, .. } => {
            Some((other, HistoryItem::Distinct { other: *one, is_distinct: *is_distinct }))
        }
        Op::Create { .. }
        | Op::Put { .. }
        | Op::Confirm { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Reason { .. }
        | Op::Stated { .. }
        | Op::PutContact { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Rule { .. }
        | Op::Funnel { .. }
        | Op::Budget { .. } => None,
    }
}

/// Orders of files are not told of.
fn order_item(id: OrderId, write: &OrderWrite) -> Option<HistoryItem> {
    if is_named(id.uuid()) {
        return None;
    }
    Some(match write {
        OrderWrite::Place(placed) => HistoryItem::OrderPlaced {
            id,
            number: placed.number.clone(),
            amount: placed.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount)),
            status: placed.status,
        },
        OrderWrite::Move { to, why } => HistoryItem::OrderMoved { id, to: *to, why: why.clone() },
        OrderWrite::Drop { is_gone } => HistoryItem::OrderGone { id, is_gone: *is_gone },
    })
}

fn objection_item(id: FactId, write: &ObjectionWrite) -> HistoryItem {
    match write {
        ObjectionWrite::Raise { about, text } => {
            HistoryItem::Objected { id, about: *about, text: text.clone() }
        }
        ObjectionWrite::Answer { outcome, text } => {
            HistoryItem::ObjectionAnswered { id, outcome: *outcome, text: text.clone() }
        }
        ObjectionWrite::Reopen { is_open } => {
            HistoryItem::ObjectionReopened { id, is_open: *is_open }
        }
        ObjectionWrite::Drop { is_gone } => HistoryItem::ObjectionGone { id, is_gone: *is_gone },
    }
}

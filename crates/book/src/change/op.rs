//! One write of a change, as data. Not here: what a book makes of it.

use jipan_rules::NaiveDate;
use jipan_rules::budget::BudgetKey;
use jipan_rules::order::{Disputed, OrderLine, OrderSource, OrderStatus, Outcome};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, DealId, FactId, OrderId, ProductId};
use serde::{Deserialize, Serialize};

use super::{BatchInfo, ChangeId, ConflictSide, FunnelWrite};
use crate::wire;

/// One write of a change. New variants only at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// A new customer.
    Create {
        /// Its id, made on the device.
        id: CustomerId,
        /// The filled fields.
        #[serde(with = "wire::fields")]
        values: Vec<(FieldId, Value)>,
    },
    /// Another value for a field.
    Put {
        /// The customer.
        id: CustomerId,
        /// The field.
        field: FieldId,
        /// The new value; `None` empties the field.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The change whose value the writer saw and overwrote.
        base: Option<ChangeId>,
        /// That value.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
        /// The day on which that value had been confirmed.
        #[serde(with = "wire::maybe_day")]
        was_on: Option<NaiveDate>,
        /// Why, for fields that rarely change.
        reason: Option<Box<str>>,
    },
    /// A field was checked and is still true.
    Confirm {
        /// The customer.
        id: CustomerId,
        /// The field.
        field: FieldId,
        /// The day of the check; `None` takes a confirmation back.
        #[serde(with = "wire::maybe_day")]
        on: Option<NaiveDate>,
        /// The day it had been confirmed before.
        #[serde(with = "wire::maybe_day")]
        was: Option<NaiveDate>,
    },
    /// A note about a customer; never edited.
    Note {
        /// Its id.
        id: FactId,
        /// The customer.
        customer: CustomerId,
        /// What was written.
        text: Box<str>,
    },
    /// A note is taken back or put back.
    RetractNote {
        /// The note.
        id: FactId,
        /// Its customer.
        customer: CustomerId,
        /// Whether it is taken back from now on.
        retracted: bool,
    },
    /// The customer is deleted; everything about it is kept.
    Delete {
        /// The customer.
        id: CustomerId,
    },
    /// The customer is put back.
    Restore {
        /// The customer.
        id: CustomerId,
    },
    /// What is known of the batch this change belongs to; the latest one counts.
    Batch(BatchInfo),
    /// Why a field was changed, said after the change was saved. Only history knows it.
    Reason {
        /// The change that is explained.
        of: ChangeId,
        /// The customer.
        customer: CustomerId,
        /// The field.
        field: FieldId,
        /// In the person's words.
        text: Box<str>,
    },
    /// What a file says of a field, where the device did not take it over; kept to compare the next
    /// file with it.
    Stated {
        /// The customer.
        id: CustomerId,
        /// The field.
        field: FieldId,
        /// The value in the file; `None` = unknown, as before the first file.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// Whether a person is asked to decide between it and the value here.
        asks: bool,
        /// What the file before had said.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
        /// Whether that was asked.
        was_asked: bool,
    },
    /// Two customers were found to be one, or that is taken back.
    Merge {
        /// The one that is no longer shown.
        loser: CustomerId,
        /// The one that stays; `None` takes a merge back.
        into: Option<CustomerId>,
        /// Where it had been merged into.
        was: Option<CustomerId>,
    },
    /// Two customers that look alike were found to be two, or that is taken back.
    Distinct {
        /// One of them.
        one: CustomerId,
        /// The other.
        other: CustomerId,
        /// Whether they are two from now on.
        is_distinct: bool,
    },
    /// Another value for a field of a further contact; the first one makes the contact.
    PutContact {
        /// The contact, made on the device.
        id: ContactId,
        /// Its customer.
        customer: CustomerId,
        /// The field.
        field: FieldId,
        /// The new value; `None` empties the field.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The change whose value the writer saw and overwrote.
        base: Option<ChangeId>,
        /// That value.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
    },
    /// A further contact is taken out or put back; its values are kept.
    DropContact {
        /// The contact.
        id: ContactId,
        /// Its customer.
        customer: CustomerId,
        /// Whether it is out from now on.
        is_gone: bool,
    },
    /// Two values of a watched field were written by people who did not see each other's. A fact:
    /// whoever notes it gives it the same id ([`super::conflict_id`]).
    Conflict {
        /// Its id.
        id: FactId,
        /// The customer.
        customer: CustomerId,
        /// The further contact whose field it is; `None` for a field of the customer itself.
        contact: Option<ContactId>,
        /// The field.
        field: FieldId,
        /// The value that counted when it was noted, then the one that was lost.
        sides: Box<[ConflictSide; 2]>,
    },
    /// Somebody decided a conflict, or that is taken back. The value is written beside.
    ResolveConflict {
        /// The conflict.
        id: FactId,
        /// Its customer.
        customer: CustomerId,
        /// Whether it is decided from now on.
        is_resolved: bool,
    },
    /// An order: what it is, where it stands, whether it is taken out.
    Order {
        /// Its id.
        id: OrderId,
        /// Its customer.
        customer: CustomerId,
        /// What is written.
        write: OrderWrite,
    },
    /// An objection of a customer to its class, tier or grade, and what came of it.
    Objection {
        /// Its id.
        id: FactId,
        /// The customer.
        customer: CustomerId,
        /// What is written.
        write: ObjectionWrite,
    },
    /// A value of a product from a day on; about no customer.
    Product {
        /// The product.
        id: ProductId,
        /// The field, of those of products.
        field: FieldId,
        /// The first day in force, for fields that are dated.
        #[serde(with = "wire::maybe_day")]
        from: Option<NaiveDate>,
        /// The value; `None` takes it back.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// What it was, of the same day.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
    },
    /// A rule that the company sets from a day on; about no customer.
    Rule {
        /// Which one: `jipan_rules::setting::RuleKey`, by its code.
        key: u16,
        /// The first day in force.
        #[serde(with = "wire::day")]
        from: NaiveDate,
        /// The value in the words of that rule; `None` takes back what was set for this day.
        value: Option<Box<str>>,
        /// What was set for this day before.
        was: Option<Box<str>>,
    },
    /// What happened to a prospect.
    Funnel {
        /// The id of the fact.
        id: FactId,
        /// The customer.
        customer: CustomerId,
        /// The opportunity; `None` for a fact about the customer.
        deal: Option<DealId>,
        /// What is written.
        write: FunnelWrite,
    },
    /// A value of the budget; about no customer.
    Budget {
        /// Which one.
        key: BudgetKey,
        /// The value, as `jipan_rules::budget` says; `None` takes it back.
        value: Option<Box<str>>,
        /// What its writer saw there.
        was: Option<Box<str>>,
    },
}

/// What is written of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderWrite {
    /// All of it. A later one takes the place of an earlier one: a file that was corrected.
    Place(Box<PlacedOrder>),
    /// It goes to another status. One that the table does not allow is kept and does not count.
    Move {
        /// Where to.
        to: OrderStatus,
        /// Why.
        why: Option<Box<str>>,
    },
    /// It is taken out, or put back; its content is kept.
    Drop {
        /// Whether it is out from now on.
        is_gone: bool,
    },
}

/// An order as it was placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedOrder {
    /// Its number, as people call it.
    pub number: Box<str>,
    /// The day of the order.
    #[serde(with = "wire::day")]
    pub on: NaiveDate,
    /// Where it comes from.
    pub source: OrderSource,
    /// Where it begins.
    pub status: OrderStatus,
    /// What was special about it when it was entered: bits of `jipan_rules::order::Review`.
    pub review: u8,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
}

/// What is written of an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObjectionWrite {
    /// The customer does not agree.
    Raise {
        /// With what.
        about: Disputed,
        /// In the customer's words.
        text: Box<str>,
    },
    /// It was answered.
    Answer {
        /// What came of it.
        outcome: Outcome,
        /// What was said.
        text: Box<str>,
    },
    /// It is taken back, or put back.
    Drop {
        /// Whether it is out from now on.
        is_gone: bool,
    },
    /// The answer is taken back, or put back. A later answer counts.
    Reopen {
        /// Whether it is open again from now on.
        is_open: bool,
    },
}

impl Op {
    /// The customer it is about; `None` for a batch, a product or a rule.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Create { id, .. }
            | Self::Put { id, .. }
            | Self::Confirm { id, .. }
            | Self::Delete { id }
            | Self::Restore { id }
            | Self::Stated { id, .. }
            | Self::Merge { loser: id, .. }
            | Self::Distinct { one: id, .. }
            | Self::Note { customer: id, .. }
            | Self::RetractNote { customer: id, .. }
            | Self::Reason { customer: id, .. }
            | Self::PutContact { customer: id, .. }
            | Self::DropContact { customer: id, .. }
            | Self::Conflict { customer: id, .. }
            | Self::ResolveConflict { customer: id, .. }
            | Self::Order { customer: id, .. }
            | Self::Objection { customer: id, .. }
            | Self::Funnel { customer: id, .. } => Some(*id),
            Self::Batch(_) | Self::Product { .. } | Self::Rule { .. } | Self::Budget { .. } => None,
        }
    }

    /// The second customer it is about, if there is one.
    pub fn other_customer(&self) -> Option<CustomerId> {
        let other = match self {
            Self::Merge { into, was, .. } => into.or(*was),
            Self::Distinct { other, .. } => Some(*other),
            Self::Create { .. }
            | Self::Put { .. }
            | Self::Confirm { .. }
            | Self::Note { .. }
            | Self::RetractNote { .. }
            | Self::Delete { .. }
            | Self::Restore { .. }
            | Self::Batch(_)
            | Self::Reason { .. }
            | Self::Stated { .. }
            | Self::PutContact { .. }
            | Self::DropContact { .. }
            | Self::Conflict { .. }
            | Self::ResolveConflict { .. }
            | Self::Order { .. }
            | Self::Objection { .. }
            | Self::Product { .. }
            | Self::Rule { .. }
            | Self::Funnel { .. }
            | Self::Budget { .. } => None,
        };
        other.filter(|other| Some(*other) != self.customer())
    }
}

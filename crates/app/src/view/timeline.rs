//! What happened to a customer, and to one field of it. Not here: the file it stands in.

use jipan_book::{Action, ChangeId};
use jipan_rules::expiry::Seen;
use jipan_rules::funnel::{Fact, Level};
use jipan_rules::order::{Disputed, OrderStatus, Outcome};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, DealId, FactId};
use jipan_rules::{DateTime, NaiveDate, Utc};

use super::company::WhoView;

/// One tap in the life of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineItem {
    /// The change.
    pub change: ChangeId,
    /// When.
    pub at: DateTime<Utc>,
    /// The civil day.
    pub on: NaiveDate,
    /// Who did it; none where nobody else could have: no company.
    pub by: Option<WhoView>,
    /// What was done.
    pub action: Action,
    /// Name of the file or of the sample, for a batch.
    pub batch: Option<String>,
    /// The customer it happened to and its name, for one that was merged into this one.
    pub of: Option<(CustomerId, String)>,
    /// Whether it is saved (else on its way).
    pub is_saved: bool,
    /// What it changed.
    pub items: Vec<TimelineEntry>,
}

/// One thing a tap changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimelineEntry {
    /// The file was opened.
    Created,
    /// A field got another value.
    Set {
        /// Which field.
        field: FieldId,
        /// What was there.
        was: Option<Value>,
        /// What is there since.
        value: Option<Value>,
    },
    /// The alert of a date that ends was seen.
    AlertSeen {
        /// The date.
        field: FieldId,
        /// The end and the bracket that were seen; none when that was taken back.
        seen: Option<Seen>,
    },
    /// Why a field was changed.
    Reason {
        /// Which field.
        field: FieldId,
        /// In the person's words.
        text: String,
    },
    /// A value was confirmed (or the confirmation taken back).
    Confirmed {
        /// Which field.
        field: FieldId,
        /// The day, or none when taken back.
        on: Option<NaiveDate>,
    },
    /// A note.
    Note {
        /// Which.
        id: FactId,
        /// Its text.
        text: String,
        /// Whether it was taken back.
        is_retracted: bool,
    },
    /// Deleted.
    Deleted,
    /// Restored.
    Restored,
    /// A file said something that was not taken over.
    Stated {
        /// Of which field.
        field: FieldId,
        /// What it said.
        value: Option<Value>,
    },
    /// Found to be another customer, or that was taken back.
    Merged {
        /// The name of the one that stays; none when taken back.
        into: Option<String>,
    },
    /// Another customer was found to be this one, or that was taken back.
    Absorbed {
        /// Its name.
        name: String,
        /// Whether it was taken back.
        is_back: bool,
    },
    /// A customer that looks like this one was found to be another, or that was taken back.
    Distinct {
        /// Its name.
        name: String,
        /// Whether they are two.
        is_distinct: bool,
    },
    /// A field of a further contact got another value.
    ContactSet {
        /// The name of the contact.
        contact: String,
        /// Which field.
        field: FieldId,
        /// What was there.
        was: Option<Value>,
        /// What is there since.
        value: Option<Value>,
    },
    /// A further contact was taken out or put back.
    ContactGone {
        /// The name of the contact.
        contact: String,
        /// Whether it was taken out.
        is_gone: bool,
    },
    /// Two people who did not see each other's value wrote a field.
    Conflict {
        /// Which field.
        field: FieldId,
        /// The value that counted when it was noted.
        value: Option<Value>,
        /// The value that was lost.
        lost: Option<Value>,
    },
    /// A conflict was decided, or that was taken back.
    ConflictSettled {
        /// Which field, as far as it is known.
        field: Option<FieldId>,
        /// Whether it was decided.
        is_settled: bool,
    },
    /// An order was entered.
    OrderPlaced {
        /// Its number.
        number: String,
        /// What it costs, in fen.
        amount: i64,
        /// Whether it goes to review.
        is_in_review: bool,
    },
    /// An order went to another status.
    OrderMoved {
        /// Its number.
        number: String,
        /// Where to.
        to: OrderStatus,
        /// Why.
        why: Option<String>,
    },
    /// An order was taken out or put back.
    OrderGone {
        /// Its number.
        number: String,
        /// Whether it was taken out.
        is_gone: bool,
    },
    /// The customer objected.
    Objected {
        /// To what.
        about: Disputed,
        /// In the customer's words.
        text: String,
    },
    /// An objection was answered.
    ObjectionAnswered {
        /// What came of it.
        outcome: Outcome,
        /// What was said.
        text: String,
    },
    /// The answer to an objection was taken back or put back.
    ObjectionReopened {
        /// Whether it was taken back.
        is_open: bool,
    },
    /// An objection was taken back or put back.
    ObjectionGone {
        /// Whether it was taken back.
        is_gone: bool,
    },
    /// Something happened to a prospect.
    Funnel {
        /// To which opportunity; none of what is about the customer.
        deal: Option<DealId>,
        /// What.
        fact: Fact,
        /// The name of who recommended, where that one is known here.
        referrer: Option<String>,
        /// To whom the customer was handed over.
        person: Option<WhoView>,
        /// The level before and now, of an expectation that moved it.
        levels: Option<[Level; 2]>,
    },
    /// What happened to a prospect was taken back or put back.
    FunnelGone {
        /// What, as far as it is known.
        of: Option<Box<Self>>,
        /// Whether it was taken back.
        is_gone: bool,
    },
}

/// One value a field had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: DateTime<Utc>,
    /// The civil day.
    pub on: NaiveDate,
    /// Who did it; none where nobody else could have: no company.
    pub by: Option<WhoView>,
    /// What was done.
    pub action: Action,
    /// Name of the file or of the sample, for a batch.
    pub batch: Option<String>,
    /// The name of the customer whose value it was, for one that was merged into this one.
    pub of: Option<String>,
    /// What was there.
    pub was: Option<Value>,
    /// What is there since; for a confirmation the value stays.
    pub value: Option<Value>,
    /// Whether this line only confirms.
    pub is_confirmation: bool,
    /// The reason given.
    pub reason: Option<String>,
    /// Whether it is the value of now.
    pub is_current: bool,
}

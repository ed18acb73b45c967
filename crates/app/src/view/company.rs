//! What the screens draw of the company: joining, the state of the sync, what needs the person. Not
//! here: the team, and how it comes about.

use std::rc::Rc;

use jipan_book::ChangeId;
use jipan_rules::permission::Role;
use jipan_rules::schema::FieldDef;
use jipan_rules::setting::{RuleKey, RuleValue};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, FactId};
use jipan_rules::{DateTime, NaiveDate, Utc};
use jipan_sync::wire::Refusal;

pub use super::team::{DeviceView, LinkView, PersonView, TeamFailure, TeamView, TerritoryView};
use super::{BudgetPlace, DraftView};

/// The screen behind a link to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinView {
    /// No link was opened: it can be pasted, which an installed app needs where links open elsewhere.
    NoLink,
    /// The link is being asked what it is for.
    Asking,
    /// What it is for; the person confirms.
    Offered {
        /// Name of the company; blank for the first manager, who gives it.
        company: String,
        /// Name of the person; blank for the first manager.
        name: String,
        /// As what.
        role: Role,
        /// Names of the territories.
        territories: Vec<String>,
        /// Whether company and person are still to be named.
        is_first: bool,
        /// Customers on this tablet, which come along.
        n_customers: usize,
        /// Whether it is being confirmed.
        is_working: bool,
    },
    /// Joined; customers are coming: so many are here, so many in all.
    Fetching {
        /// Name of the company.
        company: String,
        /// Customers here.
        done: u64,
        /// Customers in all; 0 while unknown.
        total: u64,
    },
    /// All is here.
    Joined {
        /// Name of the company.
        company: String,
        /// Name of the person.
        name: String,
        /// Customers here.
        n_customers: usize,
    },
    /// It cannot be joined.
    Failed(JoinFailure),
}

/// Why a tablet cannot join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinFailure {
    /// The link is not known, was used, or has expired.
    LinkGone,
    /// The endpoint cannot be reached; trying again may help.
    NoAnswer,
    /// There is no endpoint here: these are the files of the app alone, or another server.
    NoEndpoint,
    /// This tablet belongs to a company already.
    AlreadyJoined,
    /// App and endpoint are of versions that do not fit.
    Version,
}

/// What is in plain sight at all times: a part of the status line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncStatusView {
    /// How it goes.
    pub state: SyncState,
    /// Changes not yet sent.
    pub n_unsent: usize,
    /// Since when the oldest of them waits.
    pub unsent_since: Option<DateTime<Utc>>,
    /// When the endpoint last answered well.
    pub last_success: Option<DateTime<Utc>>,
    /// So many things need the person.
    pub n_needs: usize,
    /// The civil day on the device: of a moment of today only the time is said.
    pub today: NaiveDate,
}

/// How the sync goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncState {
    /// All is sent and fetched, as far as is known.
    Idle,
    /// A call is under way.
    Working,
    /// No network, or no answer; tried again by itself.
    Waiting(SyncTrouble),
    /// It does not go on by itself: see the screen.
    Stopped(SyncStop),
}

/// Why it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncTrouble {
    /// The device is offline.
    Offline,
    /// No answer in time.
    NoAnswer,
    /// Somebody else answered: a network that wants a login, or a proxy.
    Portal,
    /// The endpoint cannot do its work now.
    Server,
}

/// Why it does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncStop {
    /// The device was revoked.
    Revoked,
    /// The app is too old to read what the company writes: it must be updated.
    UpdateNeeded,
    /// The endpoint does not know this device.
    Unknown,
}

/// The screen 同步.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncView {
    /// The company; none while this tablet works alone.
    pub company: Option<CompanyView>,
    /// The line.
    pub status: SyncStatusView,
    /// Minutes that the clock of the tablet is off, if that is worth saying.
    pub clock_off_minutes: Option<i64>,
    /// What needs the person.
    pub needs: Rc<NeedsView>,
    /// What came in last, the newest first.
    pub arrivals: Rc<[ArrivalView]>,
    /// How the file with changes stands.
    pub file: ChangesFileView,
    /// Whether this tablet leaves as soon as the endpoint has everything.
    pub is_leaving: bool,
    /// Photos of own expenses that the company does not have and that leaving takes away for good.
    pub n_photos: usize,
}

/// The company as this tablet knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyView {
    /// Its name.
    pub name: String,
    /// The person.
    pub person: String,
    /// As what.
    pub role: Role,
    /// Names of the territories.
    pub territories: Vec<String>,
}

/// 需要你处理
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NeedsView {
    /// Open conflicts in all.
    pub n_conflicts: usize,
    /// The first of them, the newest first.
    pub conflicts: Rc<[Rc<ConflictCard>]>,
    /// Refused changes in all.
    pub n_refused: usize,
    /// The first of them, the newest first.
    pub refused: Rc<[Rc<RefusedCard>]>,
}

/// Two people wrote one field without seeing each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictCard {
    /// The conflict.
    pub id: FactId,
    /// What it is about.
    pub of: ConflictOf,
    /// The name of the customer or the product; empty for a rule.
    pub name: String,
    /// The value that shows.
    pub shown: ConflictSideView,
    /// The value that was overwritten.
    pub other: ConflictSideView,
    /// Whether it can be decided now by this person.
    pub is_editable: bool,
    /// A third value as it was typed, which cannot be one, and why.
    pub third: Option<DraftView>,
}

/// What two people wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConflictOf {
    /// A field of a customer.
    Customer {
        /// The customer.
        id: CustomerId,
        /// The name of the further contact, where it is about one.
        contact: Option<String>,
        /// The field.
        def: &'static FieldDef,
    },
    /// A field of a product.
    Product {
        /// The field.
        def: &'static FieldDef,
        /// The first day in force; none where it is not dated.
        from: Option<NaiveDate>,
    },
    /// A rule; the values are its words.
    Rule {
        /// Which one.
        key: RuleKey,
        /// The first day in force.
        from: NaiveDate,
    },
    /// A value of the budget, in its words.
    Budget(BudgetPlace),
}

impl ConflictOf {
    /// The field, where it is one.
    pub fn def(&self) -> Option<&'static FieldDef> {
        match self {
            Self::Customer { def, .. } | Self::Product { def, .. } => Some(*def),
            Self::Rule { .. } | Self::Budget(_) => None,
        }
    }
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictSideView {
    /// Who wrote it.
    pub by: WhoView,
    /// When, by the stamp.
    pub at: DateTime<Utc>,
    /// What.
    pub value: Option<Value>,
}

/// A person in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhoView {
    /// The one at this tablet.
    Me,
    /// Somebody with a name.
    Named(String),
    /// Somebody whose name is not known here.
    Unknown,
    /// The endpoint.
    Company,
}

/// A change that the endpoint did not take in, with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedCard {
    /// The change.
    pub id: ChangeId,
    /// Why.
    pub why: Refusal,
    /// Who made it.
    pub by: WhoView,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The name of the customer.
    pub name: String,
    /// The customer, while it is here.
    pub customer: Option<CustomerId>,
    /// What was written: field and value; no field for a note.
    pub texts: Vec<(Option<&'static FieldDef>, RefusedText)>,
    /// Whether and how it can be written once more here.
    pub retry: RefusedRetry,
}

/// Whether and how a refused change can be written once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedRetry {
    /// It is one's own.
    Again,
    /// It is a colleague's, who may still bring it; written here it is one's own.
    InOwnName,
    /// A colleague's, about what one may not see.
    Never,
}

/// What a refused change wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedText {
    /// A value; none = it was emptied.
    Value(Option<Value>),
    /// The text of a note.
    Note(String),
    /// A rule of the company, the day it was to hold from, and its value; none = back to the one before.
    Rule(RuleKey, NaiveDate, Option<RuleValue>),
    /// A value of the budget, in its words; none = it was taken back.
    Budget(BudgetPlace, Option<String>),
    /// Something else: deleted, merged, confirmed.
    Deed(jipan_book::Action),
}

/// Changes that came in together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalView {
    /// From whom.
    pub by: WhoView,
    /// When they came.
    pub at: DateTime<Utc>,
    /// How many customers.
    pub n_customers: usize,
    /// One of them, and its name.
    pub example: Option<(CustomerId, String)>,
}

/// The state of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordSync {
    /// No company: all of it is on this tablet.
    Here,
    /// So many changes wait to be sent.
    Waiting(usize),
    /// The company has all of it.
    Sent,
    /// Something about it needs the person.
    NeedsYou,
}

/// How the file with changes stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangesFileView {
    /// Nothing is under way.
    Idle,
    /// A file is being made or read.
    Working,
    /// One was made: its name and the number of changes.
    Made {
        /// Its name.
        name: String,
        /// Changes in it.
        n_changes: usize,
    },
    /// One was taken in.
    Taken {
        /// Changes that were new.
        n_new: usize,
        /// Changes that were known.
        n_known: usize,
        /// Conflicts that came of it.
        n_conflicts: usize,
    },
    /// It could not be made or read.
    Failed(crate::failure::BackupFailure),
}

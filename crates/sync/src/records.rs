//! What the endpoint keeps, as rows and one transaction at a time: the contract of every database
//! behind it. Not here: what the rows mean, and any database.
//!
//! Only what every SQL database can do: get by key, put by key, and walk an index from a number.
//! Milliseconds are since 1970 by the endpoint's clock.

use jipan_book::ChangeId;
use jipan_rules::Uuid;
use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};

use crate::wire::{DeviceId, Scope, TerritoryId};

/// The database did not do it; the transaction is void.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the database: {detail}")]
pub struct RecordsError {
    /// What it said.
    pub detail: String,
    /// Whether trying again may help.
    pub is_transient: bool,
}

/// What calls answer.
pub type Kept<T> = Result<T, RecordsError>;

/// A SHA-256 of a secret. The secret itself is never kept.
pub type Hash = [u8; 32];

/// The one row about the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyRow {
    /// Its name; empty before the first manager joined.
    pub name: String,
    /// Random id of this making of the database; another one after a backup was restored.
    pub epoch: Uuid,
    /// By what territories are cut.
    pub kind: TerritoryKind,
    /// The replica of the changes that the endpoint makes.
    pub replica: ReplicaId,
    /// The number of its last change.
    pub seq: u64,
    /// Its greatest stamp: milliseconds and counter.
    pub clock: (u64, u16),
    /// Grows with every change of people and territories.
    pub team_revision: u64,
    /// When it was last restored from a backup.
    pub restored_ms: Option<u64>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The id.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// What the person is.
    pub role: Role,
    /// When the person joined.
    pub since_ms: u64,
    /// When the person left.
    pub left_ms: Option<u64>,
}

/// A former self: who wrote on a tablet before it joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AliasRow {
    /// The former self.
    pub local: PersonId,
    /// Who it is.
    pub person: PersonId,
    /// When it joined.
    pub joined_ms: u64,
}

/// A territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryRow {
    /// The id.
    pub id: TerritoryId,
    /// The name.
    pub name: String,
    /// The values that belong to it.
    pub values: Vec<String>,
}

/// A time in which a person had a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssignmentRow {
    /// The person.
    pub person: PersonId,
    /// The territory.
    pub territory: TerritoryId,
    /// From when.
    pub since_ms: u64,
    /// Until when; none = still.
    pub until_ms: Option<u64>,
}

/// A link to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InviteRow {
    /// Of its secret.
    pub hash: Hash,
    /// Who joins with it.
    pub person: PersonId,
    /// Until when it is open.
    pub until_ms: u64,
    /// When it was used.
    pub used_ms: Option<u64>,
}

/// A tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// The id.
    pub id: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// Of its token.
    pub token_hash: Hash,
    /// Its number: a replica without its slot.
    pub number: u64,
    /// What the person calls it.
    pub name: String,
    /// The version of its app.
    pub app: String,
    /// When it joined.
    pub joined_ms: u64,
    /// When it last came.
    pub seen_ms: u64,
    /// When it was revoked.
    pub revoked_ms: Option<u64>,
}

/// A scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScopeRow {
    /// The last number given.
    pub head: u64,
    /// Wrapping sum of the digests of its customers, with what only managers read; of
    /// [`Scope::Company`] the digest of what is about no customer.
    pub checksum: u64,
    /// The same without it.
    pub checksum_open: u64,
    /// Customers in it.
    pub n_customers: u64,
}

/// The verdict of a change that is quarantined.
pub const QUARANTINED: &str = "\"quarantined\"";

/// A change that was judged, by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// The change.
    pub id: ChangeId,
    /// Which device brought it; none if the endpoint made it.
    pub device: Option<DeviceId>,
    /// When it came.
    pub at_ms: u64,
    /// The effective stamp, in bytes.
    pub stamp: [u8; 16],
    /// Its head as JSON, with the effective stamp.
    pub head: String,
    /// The verdict as JSON.
    pub verdict: String,
    /// All of it as JSON as it came, where no part of it was taken in (refused, quarantined).
    pub kept: Option<String>,
}

/// A part: what one change says of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// The customer; the nil id for batches.
    pub customer: CustomerId,
    /// The change.
    pub change: ChangeId,
    /// Where the customer is.
    pub scope: Scope,
    /// Its number there.
    pub pos: u64,
    /// Whether some of it is only for managers.
    pub is_private: bool,
    /// The operations as a JSON array, as they came.
    pub ops: String,
}

/// A customer as the endpoint knows it: what follows from its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// The id.
    pub id: CustomerId,
    /// Where it is.
    pub scope: Scope,
    /// Where it belongs while it has no value of a territory.
    pub home: Scope,
    /// Digest of its state, with what only managers read; 0 while it was not created.
    pub digest: u64,
    /// The same without it.
    pub digest_open: u64,
    /// Its 送货线路, by which territories can be cut.
    pub line: Option<String>,
    /// Its 行政区域, by which territories can be cut.
    pub district: Option<String>,
    /// Its code while it is a customer in the book.
    pub code: Option<String>,
    /// Its licence while it is a customer in the book.
    pub licence: Option<String>,
}

/// A customer left a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoneRow {
    /// The scope it left.
    pub scope: Scope,
    /// Its number there.
    pub pos: u64,
    /// The customer.
    pub customer: CustomerId,
    /// When.
    pub at_ms: u64,
}

/// The photo of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoRow {
    /// Its name.
    pub id: Uuid,
    /// Whose expense it is of.
    pub person: PersonId,
    /// When it came.
    pub at_ms: u64,
    /// The picture.
    pub jpeg: Vec<u8>,
}

/// How much all photos are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotoTotals {
    /// Photos.
    pub n: u64,
    /// Their bytes.
    pub n_bytes: u64,
}

/// A key that leads to one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// 客户代码
    Code(&'a str),
    /// 许可证号
    Licence(&'a str),
}

/// One transaction. All of it happens or nothing.
#[expect(
    clippy::missing_errors_doc,
    reason = "each call fails as the database does, with `RecordsError`"
)]
pub trait Records {
    /// The company; none before the first start.
    fn company(&mut self) -> Kept<Option<CompanyRow>>;
    /// Puts the company.
    fn put_company(&mut self, row: &CompanyRow) -> Kept<()>;

    /// Everybody, by id.
    fn people(&mut self) -> Kept<Vec<PersonRow>>;
    /// One person.
    fn person(&mut self, id: PersonId) -> Kept<Option<PersonRow>>;
    /// Puts a person.
    fn put_person(&mut self, row: &PersonRow) -> Kept<()>;
    /// Every former self.
    fn aliases(&mut self) -> Kept<Vec<AliasRow>>;
    /// Puts a former self.
    fn put_alias(&mut self, row: &AliasRow) -> Kept<()>;
    /// The territories, by id.
    fn territories(&mut self) -> Kept<Vec<TerritoryRow>>;
    /// Puts a territory.
    fn put_territory(&mut self, row: &TerritoryRow) -> Kept<()>;
    /// Every assignment, past ones too.
    fn assignments(&mut self) -> Kept<Vec<AssignmentRow>>;
    /// Puts an assignment, by person, territory and `since_ms`.
    fn put_assignment(&mut self, row: &AssignmentRow) -> Kept<()>;
    /// The link with this hash.
    fn invite(&mut self, hash: &Hash) -> Kept<Option<InviteRow>>;
    /// Every link.
    fn invites(&mut self) -> Kept<Vec<InviteRow>>;
    /// Puts a link.
    fn put_invite(&mut self, row: &InviteRow) -> Kept<()>;
    /// Every device.
    fn devices(&mut self) -> Kept<Vec<DeviceRow>>;
    /// The device with this token, revoked or not.
    fn device_by_token(&mut self, hash: &Hash) -> Kept<Option<DeviceRow>>;
    /// Puts a device.
    fn put_device(&mut self, row: &DeviceRow) -> Kept<()>;

    /// A scope; all zero if it was never written.
    fn scope(&mut self, scope: Scope) -> Kept<ScopeRow>;
    /// Every scope that was written.
    fn scopes(&mut self) -> Kept<Vec<(Scope, ScopeRow)>>;
    /// Puts a scope.
    fn put_scope(&mut self, scope: Scope, row: &ScopeRow) -> Kept<()>;

    /// A change that was judged.
    fn change(&mut self, id: ChangeId) -> Kept<Option<ChangeRow>>;
    /// Puts a change.
    fn put_change(&mut self, row: &ChangeRow) -> Kept<()>;
    /// The greatest effective stamp of a replica.
    fn last_stamp(&mut self, replica: ReplicaId) -> Kept<Option<[u8; 16]>>;
    /// Changes whose verdict is [`QUARANTINED`], up to `n`, in the order of ids after `after`.
    fn quarantined(&mut self, after: Option<ChangeId>, n: usize) -> Kept<Vec<ChangeRow>>;

    /// All parts of a customer, in the order of their numbers.
    fn parts_of(&mut self, customer: CustomerId) -> Kept<Vec<PartRow>>;
    /// What one change says of one customer.
    fn part(&mut self, customer: CustomerId, change: ChangeId) -> Kept<Option<PartRow>>;
    /// Puts a part, by customer and change.
    fn put_part(&mut self, row: &PartRow) -> Kept<()>;
    /// Parts of a scope beyond a number, in the order of numbers, until their operations take
    /// `bytes` or more, at least one. Fewer bytes mean that these are all.
    fn feed(&mut self, scope: Scope, after: u64, bytes: usize) -> Kept<Vec<PartRow>>;

    /// A customer.
    fn customer(&mut self, id: CustomerId) -> Kept<Option<CustomerRow>>;
    /// Puts a customer.
    fn put_customer(&mut self, row: &CustomerRow) -> Kept<()>;
    /// The customers that have a key, by id.
    fn by_key(&mut self, key: Key<'_>) -> Kept<Vec<CustomerId>>;
    /// Customers of a scope after an id, by id, up to `n`.
    fn customers_in(
        &mut self,
        scope: Scope,
        after: Option<CustomerId>,
        n: usize,
    ) -> Kept<Vec<CustomerId>>;
    /// Notes that a customer left a scope.
    fn put_gone(&mut self, row: &GoneRow) -> Kept<()>;
    /// Who left a scope beyond a number and up to another one, in the order of numbers.
    fn gone_from(&mut self, scope: Scope, after: u64, through: u64) -> Kept<Vec<GoneRow>>;
    /// The scopes that a customer left, and when.
    fn left_by(&mut self, customer: CustomerId) -> Kept<Vec<GoneRow>>;

    /// A photo.
    fn photo(&mut self, id: Uuid) -> Kept<Option<PhotoRow>>;
    /// Puts a photo.
    fn put_photo(&mut self, row: &PhotoRow) -> Kept<()>;
    /// Forgets a photo, if it is there.
    fn drop_photo(&mut self, id: Uuid) -> Kept<()>;
    /// How much all photos are. Does not read them.
    fn photo_totals(&mut self) -> Kept<PhotoTotals>;
    /// The names of photos that came before an instant, by name. Does not read them.
    fn photos_before(&mut self, at_ms: u64) -> Kept<Vec<Uuid>>;
}

/// A database that runs transactions, one at a time.
pub trait Storage {
    /// Runs `work` as one transaction: kept if it answers `Ok`, else void. Durable when it returns.
    ///
    /// # Errors
    /// Those of `work`, and [`RecordsError`] if the end of the transaction failed.
    fn transact<T, E: From<RecordsError>>(
        &mut self,
        work: impl FnOnce(&mut dyn Records) -> Result<T, E>,
    ) -> Result<T, E>;
}

//! The endpoint's records in memory: for tests and the simulator, where a database would be too slow.
//! Not here: anything that lasts.

mod table;

use jipan_book::ChangeId;
use jipan_rules::Uuid;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};

use crate::records::{
    AliasRow, AssignmentRow, ChangeRow, CompanyRow, CustomerRow, DeviceRow, GoneRow, Hash,
    InviteRow, Kept, Key, PartRow, PersonRow, PhotoRow, PhotoTotals, QUARANTINED, Records,
    RecordsError, ScopeRow, Storage, TerritoryRow,
};
use crate::wire::{DeviceId, Scope, TerritoryId};
use table::Table;

/// How the next transaction goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing of it is kept.
    BeforeCommit,
    /// All of it is kept, but who asked is told that it failed: the answer is lost.
    AfterCommit,
}

/// The records in memory. A transaction that fails is taken back write by write, so that one costs
/// as much as it writes, however much is kept.
#[derive(Debug, Clone, Default)]
pub struct MemoryRecords {
    company: Table<(), CompanyRow>,
    people: Table<PersonId, PersonRow>,
    aliases: Table<PersonId, AliasRow>,
    territories: Table<TerritoryId, TerritoryRow>,
    assignments: Table<(PersonId, TerritoryId, u64), AssignmentRow>,
    invites: Table<Hash, InviteRow>,
    devices: Table<DeviceId, DeviceRow>,
    tokens: Table<Hash, DeviceId>,
    scopes: Table<Scope, ScopeRow>,
    changes: Table<ChangeId, ChangeRow>,
    stamps: Table<(ReplicaId, [u8; 16], u64), ()>,
    quarantined: Table<ChangeId, ()>,
    parts: Table<(CustomerId, ChangeId), PartRow>,
    feed: Table<(Scope, u64), (CustomerId, ChangeId)>,
    customers: Table<CustomerId, CustomerRow>,
    in_scope: Table<(Scope, CustomerId), ()>,
    keys: Table<(u8, String, CustomerId), ()>,
    gone: Table<(Scope, u64), GoneRow>,
    left: Table<(CustomerId, Scope, u64), GoneRow>,
    photos: Table<Uuid, PhotoRow>,
    fault: Option<Fault>,
}

impl MemoryRecords {
    /// Without any row.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every change that was judged, in the order of replicas and their numbers: for tests that look
    /// at all.
    pub fn all_changes(&self) -> impl Iterator<Item = &ChangeRow> {
        self.changes.rows.values()
    }

    /// Lets the next transaction go wrong.
    pub fn fail_next(&mut self, fault: Fault) {
        self.fault = Some(fault);
    }

    /// Takes back what was to go wrong next.
    pub fn take_fault(&mut self) -> Option<Fault> {
        self.fault.take()
    }

    fn end(&mut self, is_kept: bool) {
        self.company.end(is_kept);
        self.people.end(is_kept);
        self.aliases.end(is_kept);
        self.territories.end(is_kept);
        self.assignments.end(is_kept);
        self.invites.end(is_kept);
        self.devices.end(is_kept);
        self.tokens.end(is_kept);
        self.scopes.end(is_kept);
        self.changes.end(is_kept);
        self.stamps.end(is_kept);
        self.quarantined.end(is_kept);
        self.parts.end(is_kept);
        self.feed.end(is_kept);
        self.customers.end(is_kept);
        self.in_scope.end(is_kept);
        self.keys.end(is_kept);
        self.gone.end(is_kept);
        self.left.end(is_kept);
        self.photos.end(is_kept);
    }

    fn drop_from_indexes(&mut self, row: &CustomerRow) {
        self.in_scope.drop(&(row.scope, row.id));
        for key in keys_of(row) {
            self.keys.drop(&key);
        }
    }
}

fn keys_of(row: &CustomerRow) -> Vec<(u8, String, CustomerId)> {
    let keys = [(0, &row.code), (1, &row.licence)].into_iter();
    keys.filter_map(|(kind, text)| Some((kind, text.clone()?, row.id))).collect()
}

const fn least() -> CustomerId {
    CustomerId::new(Uuid::nil())
}

const fn most() -> CustomerId {
    CustomerId::new(Uuid::max())
}

impl Storage for MemoryRecords {
    fn transact<T, E: From<RecordsError>>(
        &mut self,
        work: impl FnOnce(&mut dyn Records) -> Result<T, E>,
    ) -> Result<T, E> {
        let fault = self.fault.take();
        let done = work(self);
        self.end(done.is_ok() && fault != Some(Fault::BeforeCommit));
        match (done, fault) {
            (Ok(_), Some(_)) => {
                let detail = "failed on purpose".to_owned();
                Err(RecordsError { detail, is_transient: true }.into())
            }
            (done, _) => done,
        }
    }
}

impl Records for MemoryRecords {
    fn company(&mut self) -> Kept<Option<CompanyRow>> {
        Ok(self.company.get(&()))
    }

    fn put_company(&mut self, row: &CompanyRow) -> Kept<()> {
        self.company.put((), row.clone());
        Ok(())
    }

    fn people(&mut self) -> Kept<Vec<PersonRow>> {
        Ok(self.people.all())
    }

    fn person(&mut self, id: PersonId) -> Kept<Option<PersonRow>> {
        Ok(self.people.get(&id))
    }

    fn put_person(&mut self, row: &PersonRow) -> Kept<()> {
        self.people.put(row.id, row.clone());
        Ok(())
    }

    fn aliases(&mut self) -> Kept<Vec<AliasRow>> {
        Ok(self.aliases.all())
    }

    fn put_alias(&mut self, row: &AliasRow) -> Kept<()> {
        self.aliases.put(row.local, *row);
        Ok(())
    }

    fn territories(&mut self) -> Kept<Vec<TerritoryRow>> {
        Ok(self.territories.all())
    }

    fn put_territory(&mut self, row: &TerritoryRow) -> Kept<()> {
        self.territories.put(row.id, row.clone());
        Ok(())
    }

    fn assignments(&mut self) -> Kept<Vec<AssignmentRow>> {
        Ok(self.assignments.all())
    }

    fn put_assignment(&mut self, row: &AssignmentRow) -> Kept<()> {
        self.assignments.put((row.person, row.territory, row.since_ms), *row);
        Ok(())
    }

    fn invite(&mut self, hash: &Hash) -> Kept<Option<InviteRow>> {
        Ok(self.invites.get(hash))
    }

    fn invites(&mut self) -> Kept<Vec<InviteRow>> {
        Ok(self.invites.all())
    }

    fn put_invite(&mut self, row: &InviteRow) -> Kept<()> {
        self.invites.put(row.hash, *row);
        Ok(())
    }

    fn devices(&mut self) -> Kept<Vec<DeviceRow>> {
        Ok(self.devices.all())
    }

    fn device_by_token(&mut self, hash: &Hash) -> Kept<Option<DeviceRow>> {
        Ok(self.tokens.get(hash).and_then(|id| self.devices.get(&id)))
    }

    fn put_device(&mut self, row: &DeviceRow) -> Kept<()> {
        if let Some(before) = self.devices.get(&row.id) {
            self.tokens.drop(&before.token_hash);
        }
        self.tokens.put(row.token_hash, row.id);
        self.devices.put(row.id, row.clone());
        Ok(())
    }

    fn scope(&mut self, scope: Scope) -> Kept<ScopeRow> {
        Ok(self.scopes.get(&scope).unwrap_or_default())
    }

    fn scopes(&mut self) -> Kept<Vec<(Scope, ScopeRow)>> {
        Ok(self.scopes.rows.iter().map(|(scope, row)| (*scope, *row)).collect())
    }

    fn put_scope(&mut self, scope: Scope, row: &ScopeRow) -> Kept<()> {
        self.scopes.put(scope, *row);
        Ok(())
    }

    fn change(&mut self, id: ChangeId) -> Kept<Option<ChangeRow>> {
        Ok(self.changes.get(&id))
    }

    fn put_change(&mut self, row: &ChangeRow) -> Kept<()> {
        let id = row.id;
        if let Some(before) = self.changes.get(&id) {
            self.stamps.drop(&(id.replica, before.stamp, id.seq));
            self.quarantined.drop(&id);
        }
        self.stamps.put((id.replica, row.stamp, id.seq), ());
        if row.verdict == QUARANTINED {
            self.quarantined.put(id, ());
        }
        self.changes.put(id, row.clone());
        Ok(())
    }

    fn last_stamp(&mut self, replica: ReplicaId) -> Kept<Option<[u8; 16]>> {
        let range = (replica, [0; 16], 0)..=(replica, [u8::MAX; 16], u64::MAX);
        Ok(self.stamps.rows.range(range).next_back().map(|((_, stamp, _), ())| *stamp))
    }

    fn quarantined(&mut self, after: Option<ChangeId>, n: usize) -> Kept<Vec<ChangeRow>> {
        let ids = self.quarantined.rows.keys().filter(|&id| after.is_none_or(|after| *id > after));
        Ok(ids.take(n).filter_map(|id| self.changes.get(id)).collect())
    }

    fn parts_of(&mut self, customer: CustomerId) -> Kept<Vec<PartRow>> {
        let replicas = [0, u64::MAX].map(ReplicaId::new);
        let [from, to] = [(replicas[0], 0), (replicas[1], u64::MAX)]
            .map(|(replica, seq)| (customer, ChangeId { replica, seq }));
        let mut parts: Vec<PartRow> =
            self.parts.rows.range(from..=to).map(|(_, part)| part.clone()).collect();
        parts.sort_by_key(|part| part.pos);
        Ok(parts)
    }

    fn part(&mut self, customer: CustomerId, change: ChangeId) -> Kept<Option<PartRow>> {
        Ok(self.parts.get(&(customer, change)))
    }

    fn put_part(&mut self, row: &PartRow) -> Kept<()> {
        let key = (row.customer, row.change);
        if let Some(before) = self.parts.get(&key) {
            self.feed.drop(&(before.scope, before.pos));
        }
        self.feed.put((row.scope, row.pos), key);
        self.parts.put(key, row.clone());
        Ok(())
    }

    fn feed(&mut self, scope: Scope, after: u64, bytes: usize) -> Kept<Vec<PartRow>> {
        let (mut parts, mut n_bytes) = (Vec::new(), 0);
        let Some(from) = after.checked_add(1) else { return Ok(parts) };
        for key in self.feed.rows.range((scope, from)..=(scope, u64::MAX)).map(|(_, key)| key) {
            let Some(part) = self.parts.get(key) else { continue };
            n_bytes += part.ops.len();
            parts.push(part);
            if n_bytes >= bytes {
                break;
            }
        }
        Ok(parts)
    }

    fn customer(&mut self, id: CustomerId) -> Kept<Option<CustomerRow>> {
        Ok(self.customers.get(&id))
    }

    fn put_customer(&mut self, row: &CustomerRow) -> Kept<()> {
        if let Some(before) = self.customers.get(&row.id) {
            self.drop_from_indexes(&before);
        }
        self.in_scope.put((row.scope, row.id), ());
        for key in keys_of(row) {
            self.keys.put(key, ());
        }
        self.customers.put(row.id, row.clone());
        Ok(())
    }

    fn by_key(&mut self, key: Key<'_>) -> Kept<Vec<CustomerId>> {
        let (kind, text) = match key {
            Key::Code(text) => (0, text.to_owned()),
            Key::Licence(text) => (1, text.to_owned()),
        };
        let range = (kind, text.clone(), least())..=(kind, text, most());
        Ok(self.keys.rows.range(range).map(|((_, _, id), ())| *id).collect())
    }

    fn customers_in(
        &mut self,
        scope: Scope,
        after: Option<CustomerId>,
        n: usize,
    ) -> Kept<Vec<CustomerId>> {
        let range = (scope, after.unwrap_or_else(least))..=(scope, most());
        let ids = self.in_scope.rows.range(range).map(|((_, id), ())| *id);
        Ok(ids.filter(|id| Some(*id) != after).take(n).collect())
    }

    fn put_gone(&mut self, row: &GoneRow) -> Kept<()> {
        self.gone.put((row.scope, row.pos), *row);
        self.left.put((row.customer, row.scope, row.pos), *row);
        Ok(())
    }

    fn gone_from(&mut self, scope: Scope, after: u64, through: u64) -> Kept<Vec<GoneRow>> {
        let rows = self.gone.rows.range((scope, after)..=(scope, through.max(after)));
        Ok(rows.filter(|((_, pos), _)| *pos > after).map(|(_, row)| *row).collect())
    }

    fn left_by(&mut self, customer: CustomerId) -> Kept<Vec<GoneRow>> {
        let rows = self.left.rows.range((customer, Scope::Company, 0)..);
        Ok(rows.take_while(|((of, _, _), _)| *of == customer).map(|(_, row)| *row).collect())
    }

    fn photo(&mut self, id: Uuid) -> Kept<Option<PhotoRow>> {
        Ok(self.photos.get(&id))
    }

    fn put_photo(&mut self, row: &PhotoRow) -> Kept<()> {
        self.photos.put(row.id, row.clone());
        Ok(())
    }

    fn drop_photo(&mut self, id: Uuid) -> Kept<()> {
        self.photos.drop(&id);
        Ok(())
    }

    fn photo_totals(&mut self) -> Kept<PhotoTotals> {
        let all = self.photos.rows.values().map(|row| row.jpeg.len() as u64);
        Ok(all.fold(PhotoTotals::default(), |it, n| PhotoTotals {
            n: it.n.saturating_add(1),
            n_bytes: it.n_bytes.saturating_add(n),
        }))
    }

    fn photos_before(&mut self, at_ms: u64) -> Kept<Vec<Uuid>> {
        Ok(self.photos.rows.values().filter(|row| row.at_ms < at_ms).map(|row| row.id).collect())
    }
}

//! The rows of changes, parts, scopes and customers. Not here: the company and its people.

use jipan_book::ChangeId;
use jipan_rules::values::ids::{CustomerId, ReplicaId};
use jipan_sync::records::{ChangeRow, CustomerRow, GoneRow, Kept, Key, PartRow, ScopeRow};
use jipan_sync::wire::{DeviceId, Scope};
use rusqlite::{Row, params};

use super::cells::{bound, cell, number, replica, replica_cell, scope, scope_cell, uuid};
use super::{Sqlite, failed};

const CHANGES: &str = "SELECT replica, seq, device, at_ms, stamp, head, verdict, kept FROM changes";
const PARTS: &str = "SELECT customer, replica, seq, scope, pos, is_private, ops FROM parts";
const GONE: &str = "SELECT scope, pos, customer, at_ms FROM gone";

impl Sqlite<'_> {
    pub(super) fn read_scope(&self, of: Scope) -> Kept<ScopeRow> {
        let found = self.one(
            "SELECT head, checksum, checksum_open, n_customers FROM scopes WHERE scope = ?1",
            [scope_cell(of)],
            |row| scope_row(row, 0),
        )?;
        Ok(found.unwrap_or_default())
    }

    pub(super) fn read_scopes(&self) -> Kept<Vec<(Scope, ScopeRow)>> {
        self.all(
            "SELECT scope, head, checksum, checksum_open, n_customers FROM scopes ORDER BY scope",
            [],
            |row| Ok((scope(row, 0)?, scope_row(row, 1)?)),
        )
    }

    pub(super) fn write_scope(&self, of: Scope, row: &ScopeRow) -> Kept<()> {
        self.put(
            "INSERT INTO scopes (scope, head, checksum, checksum_open, n_customers) \
             VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (scope) DO UPDATE SET head = ?2, checksum = ?3, checksum_open = ?4, \
             n_customers = ?5",
            params![
                scope_cell(of),
                cell(row.head),
                cell(row.checksum),
                cell(row.checksum_open),
                cell(row.n_customers),
            ],
        )
    }

    pub(super) fn read_change(&self, id: ChangeId) -> Kept<Option<ChangeRow>> {
        self.one(
            &format!("{CHANGES} WHERE replica = ?1 AND seq = ?2"),
            params![replica_cell(id.replica), cell(id.seq)],
            change_row,
        )
    }

    pub(super) fn write_change(&self, row: &ChangeRow) -> Kept<()> {
        self.put(
            "INSERT INTO changes (replica, seq, device, at_ms, stamp, head, verdict, kept) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT (replica, seq) DO UPDATE SET device = ?3, at_ms = ?4, stamp = ?5, \
             head = ?6, verdict = ?7, kept = ?8",
            params![
                replica_cell(row.id.replica),
                cell(row.id.seq),
                row.device.map(|device| device.0.into_bytes()),
                cell(row.at_ms),
                row.stamp,
                row.head,
                row.verdict,
                row.kept,
            ],
        )
    }

    pub(super) fn read_last_stamp(&self, of: ReplicaId) -> Kept<Option<[u8; 16]>> {
        self.one(
            "SELECT stamp FROM changes WHERE replica = ?1 ORDER BY stamp DESC LIMIT 1",
            [replica_cell(of)],
            |row| row.get(0),
        )
    }

    /// The walk goes through the few quarantined changes only, by their index.
    pub(super) fn read_quarantined(
        &self,
        after: Option<ChangeId>,
        n: usize,
    ) -> Kept<Vec<ChangeRow>> {
        let after = after.map(|id| (replica_cell(id.replica).to_vec(), cell(id.seq)));
        let (replica, seq) = after.unwrap_or((Vec::new(), 0));
        self.all(
            &format!(
                "{CHANGES} WHERE verdict = '\"quarantined\"' AND (replica, seq) > (?1, ?2) \
                 ORDER BY replica, seq LIMIT ?3"
            ),
            params![replica, seq, i64::try_from(n).unwrap_or(i64::MAX)],
            change_row,
        )
    }

    pub(super) fn read_parts(&self, customer: CustomerId) -> Kept<Vec<PartRow>> {
        self.all(
            &format!("{PARTS} WHERE customer = ?1 ORDER BY pos"),
            [customer.uuid().as_bytes()],
            part_row,
        )
    }

    pub(super) fn read_part(
        &self,
        customer: CustomerId,
        change: ChangeId,
    ) -> Kept<Option<PartRow>> {
        self.one(
            &format!("{PARTS} WHERE customer = ?1 AND replica = ?2 AND seq = ?3"),
            params![customer.uuid().as_bytes(), replica_cell(change.replica), cell(change.seq)],
            part_row,
        )
    }

    pub(super) fn write_part(&self, row: &PartRow) -> Kept<()> {
        self.put(
            "INSERT INTO parts (customer, replica, seq, scope, pos, is_private, ops) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (customer, replica, seq) DO UPDATE SET scope = ?4, pos = ?5, \
             is_private = ?6, ops = ?7",
            params![
                row.customer.uuid().as_bytes(),
                replica_cell(row.change.replica),
                cell(row.change.seq),
                scope_cell(row.scope),
                cell(row.pos),
                row.is_private,
                row.ops,
            ],
        )
    }

    pub(super) fn read_feed(&self, of: Scope, after: u64, bytes: usize) -> Kept<Vec<PartRow>> {
        let sql = format!("{PARTS} WHERE scope = ?1 AND pos > ?2 ORDER BY scope, pos");
        let mut statement = self.0.prepare_cached(&sql).map_err(failed)?;
        let mut rows = statement.query(params![scope_cell(of), bound(after)]).map_err(failed)?;
        let (mut found, mut n_bytes) = (Vec::new(), 0_usize);
        while n_bytes < bytes || found.is_empty() {
            let Some(row) = rows.next().map_err(failed)? else { break };
            let part = part_row(row).map_err(failed)?;
            n_bytes = n_bytes.saturating_add(part.ops.len());
            found.push(part);
        }
        Ok(found)
    }

    pub(super) fn read_customer(&self, id: CustomerId) -> Kept<Option<CustomerRow>> {
        self.one(
            "SELECT id, scope, home, digest, digest_open, line, district, code, licence \
             FROM customers WHERE id = ?1",
            [id.uuid().as_bytes()],
            |row| {
                Ok(CustomerRow {
                    id: CustomerId::new(uuid(row, 0)?),
                    scope: scope(row, 1)?,
                    home: scope(row, 2)?,
                    digest: number(row, 3)?,
                    digest_open: number(row, 4)?,
                    line: row.get(5)?,
                    district: row.get(6)?,
                    code: row.get(7)?,
                    licence: row.get(8)?,
                })
            },
        )
    }

    /// Most writes change neither where a customer is nor its keys: then no index is touched, which
    /// an update that names their columns would do for equal values too.
    pub(super) fn write_customer(&self, row: &CustomerRow) -> Kept<()> {
        let id = row.id.uuid();
        let cells = params![
            id.as_bytes(),
            scope_cell(row.scope),
            scope_cell(row.home),
            cell(row.digest),
            cell(row.digest_open),
            row.line,
            row.district,
            row.code,
            row.licence,
        ];
        let n_rows = self.update(
            "UPDATE customers SET home = ?3, digest = ?4, digest_open = ?5, line = ?6, \
             district = ?7 WHERE id = ?1 AND scope = ?2 AND code IS NOT DISTINCT FROM ?8 \
             AND licence IS NOT DISTINCT FROM ?9",
            cells,
        )?;
        if n_rows > 0 {
            return Ok(());
        }
        self.put(
            "INSERT INTO customers \
             (id, scope, home, digest, digest_open, line, district, code, licence) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
             ON CONFLICT (id) DO UPDATE SET scope = ?2, home = ?3, digest = ?4, \
             digest_open = ?5, line = ?6, district = ?7, code = ?8, licence = ?9",
            cells,
        )
    }

    pub(super) fn read_by_key(&self, key: Key<'_>) -> Kept<Vec<CustomerId>> {
        let (sql, text) = match key {
            Key::Code(code) => ("SELECT id FROM customers WHERE code = ?1 ORDER BY id", code),
            Key::Licence(text) => ("SELECT id FROM customers WHERE licence = ?1 ORDER BY id", text),
        };
        self.all(sql, [text], |row| uuid(row, 0).map(CustomerId::new))
    }

    pub(super) fn read_customers_in(
        &self,
        of: Scope,
        after: Option<CustomerId>,
        n: usize,
    ) -> Kept<Vec<CustomerId>> {
        let after = after.map_or(Vec::new(), |id| id.uuid().as_bytes().to_vec());
        self.all(
            "SELECT id FROM customers WHERE scope = ?1 AND id > ?2 ORDER BY scope, id LIMIT ?3",
            params![scope_cell(of), after, i64::try_from(n).unwrap_or(i64::MAX)],
            |row| uuid(row, 0).map(CustomerId::new),
        )
    }

    pub(super) fn write_gone(&self, row: &GoneRow) -> Kept<()> {
        self.put(
            "INSERT INTO gone (scope, pos, customer, at_ms) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (scope, pos) DO UPDATE SET customer = ?3, at_ms = ?4",
            params![
                scope_cell(row.scope),
                cell(row.pos),
                row.customer.uuid().as_bytes(),
                cell(row.at_ms),
            ],
        )
    }

    pub(super) fn read_gone(&self, of: Scope, after: u64, through: u64) -> Kept<Vec<GoneRow>> {
        self.all(
            &format!("{GONE} WHERE scope = ?1 AND pos > ?2 AND pos <= ?3 ORDER BY pos"),
            params![scope_cell(of), bound(after), bound(through)],
            gone_row,
        )
    }

    pub(super) fn read_left(&self, customer: CustomerId) -> Kept<Vec<GoneRow>> {
        self.all(
            &format!("{GONE} WHERE customer = ?1 ORDER BY scope, pos"),
            [customer.uuid().as_bytes()],
            gone_row,
        )
    }
}

fn scope_row(row: &Row<'_>, from: usize) -> rusqlite::Result<ScopeRow> {
    Ok(ScopeRow {
        head: number(row, from)?,
        checksum: number(row, from.saturating_add(1))?,
        checksum_open: number(row, from.saturating_add(2))?,
        n_customers: number(row, from.saturating_add(3))?,
    })
}

fn change_row(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    let device: Option<[u8; 16]> = row.get(2)?;
    Ok(ChangeRow {
        id: ChangeId { replica: replica(row, 0)?, seq: number(row, 1)? },
        device: device.map(|bytes| DeviceId(jipan_rules::Uuid::from_bytes(bytes))),
        at_ms: number(row, 3)?,
        stamp: row.get(4)?,
        head: row.get(5)?,
        verdict: row.get(6)?,
        kept: row.get(7)?,
    })
}

fn part_row(row: &Row<'_>) -> rusqlite::Result<PartRow> {
    Ok(PartRow {
        customer: CustomerId::new(uuid(row, 0)?),
        change: ChangeId { replica: replica(row, 1)?, seq: number(row, 2)? },
        scope: scope(row, 3)?,
        pos: number(row, 4)?,
        is_private: row.get(5)?,
        ops: row.get(6)?,
    })
}

fn gone_row(row: &Row<'_>) -> rusqlite::Result<GoneRow> {
    Ok(GoneRow {
        scope: scope(row, 0)?,
        pos: number(row, 1)?,
        customer: CustomerId::new(uuid(row, 2)?),
        at_ms: number(row, 3)?,
    })
}

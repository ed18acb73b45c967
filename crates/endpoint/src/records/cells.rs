//! Our values as cells of a row, and back. Not here: tables and statements.
//!
//! Ids are 16 bytes, replicas 8 bytes with the highest first, so that they sort as we sort them.
//! Numbers of 64 bits are kept bit by bit in a signed cell.

use jipan_rules::Uuid;
use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::ReplicaId;
use jipan_sync::wire::{Scope, TerritoryId};
use rusqlite::Row;
use rusqlite::types::Type;

/// A number as a cell.
pub(crate) const fn cell(number: u64) -> i64 {
    number.cast_signed()
}

/// A bound of a walk as a cell: beyond what a cell holds nothing can be.
pub(crate) fn bound(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number from a cell.
pub(crate) fn number(row: &Row<'_>, idx: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(idx).map(i64::cast_unsigned)
}

/// A number that may be missing.
pub(crate) fn number_or_none(row: &Row<'_>, idx: usize) -> rusqlite::Result<Option<u64>> {
    row.get::<_, Option<i64>>(idx).map(|cell| cell.map(i64::cast_unsigned))
}

/// An id from a cell.
pub(crate) fn uuid(row: &Row<'_>, idx: usize) -> rusqlite::Result<Uuid> {
    row.get(idx).map(Uuid::from_bytes)
}

/// A replica as a cell.
pub(crate) const fn replica_cell(replica: ReplicaId) -> [u8; 8] {
    replica.number().to_be_bytes()
}

/// A replica from a cell.
pub(crate) fn replica(row: &Row<'_>, idx: usize) -> rusqlite::Result<ReplicaId> {
    row.get(idx).map(|bytes| ReplicaId::new(u64::from_be_bytes(bytes)))
}

/// A scope as a cell: a territory is its id.
pub(crate) fn scope_cell(scope: Scope) -> i64 {
    match scope {
        Scope::Company => -2,
        Scope::Unassigned => -1,
        Scope::Territory(TerritoryId(id)) => i64::from(id),
    }
}

/// A scope from a cell.
pub(crate) fn scope(row: &Row<'_>, idx: usize) -> rusqlite::Result<Scope> {
    match row.get::<_, i64>(idx)? {
        -2 => Ok(Scope::Company),
        -1 => Ok(Scope::Unassigned),
        id => u32::try_from(id)
            .map(|id| Scope::Territory(TerritoryId(id)))
            .map_err(|_out_of_range| rusqlite::Error::IntegralValueOutOfRange(idx, id)),
    }
}

/// A territory from a cell.
pub(crate) fn territory(row: &Row<'_>, idx: usize) -> rusqlite::Result<TerritoryId> {
    row.get(idx).map(TerritoryId)
}

/// By what territories are cut, as a cell.
pub(crate) fn kind_cell(kind: TerritoryKind) -> &'static str {
    match kind {
        TerritoryKind::Line => "line",
        TerritoryKind::District => "district",
    }
}

/// By what territories are cut, from a cell.
pub(crate) fn kind(row: &Row<'_>, idx: usize) -> rusqlite::Result<TerritoryKind> {
    match row.get_ref(idx)?.as_str()? {
        "line" => Ok(TerritoryKind::Line),
        "district" => Ok(TerritoryKind::District),
        _ => Err(unknown(idx, "kind")),
    }
}

/// A role as a cell.
pub(crate) fn role_cell(role: Role) -> &'static str {
    match role {
        Role::Manager => "manager",
        Role::Supervisor => "supervisor",
        Role::Rep => "rep",
    }
}

/// A role from a cell.
pub(crate) fn role(row: &Row<'_>, idx: usize) -> rusqlite::Result<Role> {
    match row.get_ref(idx)?.as_str()? {
        "manager" => Ok(Role::Manager),
        "supervisor" => Ok(Role::Supervisor),
        "rep" => Ok(Role::Rep),
        _ => Err(unknown(idx, "role")),
    }
}

/// A cell that this program never wrote.
pub(crate) fn unknown(idx: usize, name: &str) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(idx, name.to_owned(), Type::Text)
}

//! The rows about the company and its people. Not here: changes and customers.

use jipan_rules::values::ids::PersonId;
use jipan_sync::records::{
    AliasRow, AssignmentRow, CompanyRow, DeviceRow, Hash, InviteRow, Kept, PersonRow, TerritoryRow,
};
use jipan_sync::wire::DeviceId;
use rusqlite::{Row, params};

use super::Sqlite;
use super::cells::{
    cell, kind, kind_cell, number, number_or_none, replica, replica_cell, role, role_cell,
    territory, unknown, uuid,
};

const PEOPLE: &str = "SELECT id, name, role, since_ms, left_ms FROM people";
const INVITES: &str = "SELECT hash, person, until_ms, used_ms FROM invites";
const DEVICES: &str = "SELECT id, person, token_hash, number, name, app, joined_ms, seen_ms, \
                       revoked_ms FROM devices";

impl Sqlite<'_> {
    pub(super) fn read_company(&self) -> Kept<Option<CompanyRow>> {
        self.one(
            "SELECT name, epoch, kind, replica, seq, clock_ms, clock_counter, team_revision, \
             restored_ms FROM company",
            [],
            |row| {
                Ok(CompanyRow {
                    name: row.get(0)?,
                    epoch: uuid(row, 1)?,
                    kind: kind(row, 2)?,
                    replica: replica(row, 3)?,
                    seq: number(row, 4)?,
                    clock: (number(row, 5)?, row.get(6)?),
                    team_revision: number(row, 7)?,
                    restored_ms: number_or_none(row, 8)?,
                })
            },
        )
    }

    pub(super) fn write_company(&self, row: &CompanyRow) -> Kept<()> {
        self.put(
            "INSERT INTO company (one, name, epoch, kind, replica, seq, clock_ms, clock_counter, \
             team_revision, restored_ms) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
             ON CONFLICT (one) DO UPDATE SET name = ?1, epoch = ?2, kind = ?3, replica = ?4, \
             seq = ?5, clock_ms = ?6, clock_counter = ?7, team_revision = ?8, restored_ms = ?9",
            params![
                row.name,
                row.epoch.as_bytes(),
                kind_cell(row.kind),
                replica_cell(row.replica),
                cell(row.seq),
                cell(row.clock.0),
                row.clock.1,
                cell(row.team_revision),
                row.restored_ms.map(cell),
            ],
        )
    }

    pub(super) fn read_people(&self) -> Kept<Vec<PersonRow>> {
        self.all(&format!("{PEOPLE} ORDER BY id"), [], person_row)
    }

    pub(super) fn read_person(&self, id: PersonId) -> Kept<Option<PersonRow>> {
        self.one(&format!("{PEOPLE} WHERE id = ?1"), [id.uuid().as_bytes()], person_row)
    }

    pub(super) fn write_person(&self, row: &PersonRow) -> Kept<()> {
        self.put(
            "INSERT INTO people (id, name, role, since_ms, left_ms) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (id) DO UPDATE SET name = ?2, role = ?3, since_ms = ?4, left_ms = ?5",
            params![
                row.id.uuid().as_bytes(),
                row.name,
                role_cell(row.role),
                cell(row.since_ms),
                row.left_ms.map(cell),
            ],
        )
    }

    pub(super) fn read_aliases(&self) -> Kept<Vec<AliasRow>> {
        self.all("SELECT local, person, joined_ms FROM aliases ORDER BY local", [], |row| {
            Ok(AliasRow {
                local: PersonId::new(uuid(row, 0)?),
                person: PersonId::new(uuid(row, 1)?),
                joined_ms: number(row, 2)?,
            })
        })
    }

    pub(super) fn write_alias(&self, row: &AliasRow) -> Kept<()> {
        self.put(
            "INSERT INTO aliases (local, person, joined_ms) VALUES (?1, ?2, ?3) \
             ON CONFLICT (local) DO UPDATE SET person = ?2, joined_ms = ?3",
            params![row.local.uuid().as_bytes(), row.person.uuid().as_bytes(), cell(row.joined_ms)],
        )
    }

    pub(super) fn read_territories(&self) -> Kept<Vec<TerritoryRow>> {
        self.all("SELECT id, name, field_values FROM territories ORDER BY id", [], |row| {
            let values = serde_json::from_str(row.get_ref(2)?.as_str()?);
            Ok(TerritoryRow {
                id: territory(row, 0)?,
                name: row.get(1)?,
                values: values.map_err(|_not_json| unknown(2, "field_values"))?,
            })
        })
    }

    pub(super) fn write_territory(&self, row: &TerritoryRow) -> Kept<()> {
        let values = serde_json::Value::from(row.values.clone()).to_string();
        self.put(
            "INSERT INTO territories (id, name, field_values) VALUES (?1, ?2, ?3) \
             ON CONFLICT (id) DO UPDATE SET name = ?2, field_values = ?3",
            params![row.id.0, row.name, values],
        )
    }

    pub(super) fn read_assignments(&self) -> Kept<Vec<AssignmentRow>> {
        self.all(
            "SELECT person, territory, since_ms, until_ms FROM assignments \
             ORDER BY person, territory, since_ms",
            [],
            |row| {
                Ok(AssignmentRow {
                    person: PersonId::new(uuid(row, 0)?),
                    territory: territory(row, 1)?,
                    since_ms: number(row, 2)?,
                    until_ms: number_or_none(row, 3)?,
                })
            },
        )
    }

    pub(super) fn write_assignment(&self, row: &AssignmentRow) -> Kept<()> {
        self.put(
            "INSERT INTO assignments (person, territory, since_ms, until_ms) \
             VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (person, territory, since_ms) DO UPDATE SET until_ms = ?4",
            params![
                row.person.uuid().as_bytes(),
                row.territory.0,
                cell(row.since_ms),
                row.until_ms.map(cell),
            ],
        )
    }

    pub(super) fn read_invite(&self, hash: &Hash) -> Kept<Option<InviteRow>> {
        self.one(&format!("{INVITES} WHERE hash = ?1"), [hash], invite_row)
    }

    pub(super) fn read_invites(&self) -> Kept<Vec<InviteRow>> {
        self.all(&format!("{INVITES} ORDER BY hash"), [], invite_row)
    }

    pub(super) fn write_invite(&self, row: &InviteRow) -> Kept<()> {
        self.put(
            "INSERT INTO invites (hash, person, until_ms, used_ms) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (hash) DO UPDATE SET person = ?2, until_ms = ?3, used_ms = ?4",
            params![
                row.hash,
                row.person.uuid().as_bytes(),
                cell(row.until_ms),
                row.used_ms.map(cell),
            ],
        )
    }

    pub(super) fn read_devices(&self) -> Kept<Vec<DeviceRow>> {
        self.all(&format!("{DEVICES} ORDER BY id"), [], device_row)
    }

    pub(super) fn read_device(&self, token: &Hash) -> Kept<Option<DeviceRow>> {
        self.one(&format!("{DEVICES} WHERE token_hash = ?1"), [token], device_row)
    }

    pub(super) fn write_device(&self, row: &DeviceRow) -> Kept<()> {
        self.put(
            "INSERT INTO devices (id, person, token_hash, number, name, app, joined_ms, seen_ms, \
             revoked_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
             ON CONFLICT (id) DO UPDATE SET person = ?2, token_hash = ?3, number = ?4, name = ?5, \
             app = ?6, joined_ms = ?7, seen_ms = ?8, revoked_ms = ?9",
            params![
                row.id.0.as_bytes(),
                row.person.uuid().as_bytes(),
                row.token_hash,
                cell(row.number),
                row.name,
                row.app,
                cell(row.joined_ms),
                cell(row.seen_ms),
                row.revoked_ms.map(cell),
            ],
        )
    }
}

fn person_row(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: PersonId::new(uuid(row, 0)?),
        name: row.get(1)?,
        role: role(row, 2)?,
        since_ms: number(row, 3)?,
        left_ms: number_or_none(row, 4)?,
    })
}

fn invite_row(row: &Row<'_>) -> rusqlite::Result<InviteRow> {
    Ok(InviteRow {
        hash: row.get(0)?,
        person: PersonId::new(uuid(row, 1)?),
        until_ms: number(row, 2)?,
        used_ms: number_or_none(row, 3)?,
    })
}

fn device_row(row: &Row<'_>) -> rusqlite::Result<DeviceRow> {
    Ok(DeviceRow {
        id: DeviceId(uuid(row, 0)?),
        person: PersonId::new(uuid(row, 1)?),
        token_hash: row.get(2)?,
        number: number(row, 3)?,
        name: row.get(4)?,
        app: row.get(5)?,
        joined_ms: number(row, 6)?,
        seen_ms: number(row, 7)?,
        revoked_ms: number_or_none(row, 8)?,
    })
}

//! The records in SQLite: what is put is there, in order, after a restart, and all of a transaction
//! or nothing.

use jipan_book::ChangeId;
use jipan_endpoint::records::{OpenError, SqliteStorage};
use jipan_rules::Uuid;
use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_sync::records::{
    AssignmentRow, ChangeRow, CompanyRow, CustomerRow, DeviceRow, GoneRow, InviteRow, Kept, Key,
    PartRow, PersonRow, Records, RecordsError, ScopeRow, Storage as _, TerritoryRow,
};
use jipan_sync::wire::{DeviceId, Scope, TerritoryId};

const SOUTH: Scope = Scope::Territory(TerritoryId(7));

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn change_id(replica: u64, seq: u64) -> ChangeId {
    ChangeId { replica: ReplicaId::new(replica), seq }
}

fn part(customer: u128, change: ChangeId, pos: u64) -> PartRow {
    let customer = CustomerId::new(id(customer));
    PartRow {
        customer,
        change,
        scope: SOUTH,
        pos,
        is_private: pos == 5,
        ops: "[1234567]".to_owned(),
    }
}

fn change(id: ChangeId, stamp: u8, verdict: &str) -> ChangeRow {
    ChangeRow {
        id,
        device: Some(DeviceId(Uuid::from_u128(9))),
        at_ms: 5,
        stamp: [stamp; 16],
        head: "{}".to_owned(),
        verdict: verdict.to_owned(),
        kept: None,
    }
}

fn company(name: &str) -> CompanyRow {
    CompanyRow {
        name: name.to_owned(),
        epoch: id(1),
        kind: TerritoryKind::District,
        replica: ReplicaId::new(u64::MAX - 255),
        seq: 3,
        clock: (u64::MAX, u16::MAX),
        team_revision: 4,
        restored_ms: Some(6),
    }
}

/// Runs `work` as one transaction.
fn within<T>(
    storage: &mut SqliteStorage,
    work: impl FnOnce(&mut dyn Records) -> Kept<T>,
) -> Kept<T> {
    storage.transact::<T, RecordsError>(work)
}

#[test]
fn a_file_that_was_closed_says_the_same_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jipan.db");
    let mut storage = SqliteStorage::open_or_make(&path).unwrap();
    within(&mut storage, |it| it.put_company(&company("晨光商贸"))).unwrap();
    drop(storage);
    let mut storage = SqliteStorage::open(&path).unwrap();
    assert_eq!(within(&mut storage, |it| it.company()).unwrap(), Some(company("晨光商贸")));
}

#[test]
fn a_transaction_that_fails_leaves_nothing_behind() {
    let mut storage = SqliteStorage::in_memory().unwrap();
    let failed = storage.transact::<(), RecordsError>(|it| {
        it.put_company(&company("半"))?;
        it.put_part(&part(1, change_id(1, 1), 1))?;
        Err(RecordsError { detail: "on purpose".to_owned(), is_transient: false })
    });
    assert_eq!(failed.unwrap_err().detail, "on purpose");
    assert_eq!(within(&mut storage, |it| it.company()).unwrap(), None);
    assert!(within(&mut storage, |it| it.parts_of(CustomerId::new(id(1)))).unwrap().is_empty());
}

#[test]
fn every_row_about_people_comes_back_as_it_was_put_the_last_time() {
    let mut storage = SqliteStorage::in_memory().unwrap();
    let person = |name: &str, left_ms| PersonRow {
        id: PersonId::new(id(2)),
        name: name.to_owned(),
        role: Role::Supervisor,
        since_ms: 1,
        left_ms,
    };
    let device = DeviceRow {
        id: DeviceId(id(3)),
        person: PersonId::new(id(2)),
        token_hash: [7; 32],
        number: (1 << 56) - 1,
        name: "平板".to_owned(),
        app: "1.2".to_owned(),
        joined_ms: 1,
        seen_ms: 2,
        revoked_ms: None,
    };
    let invite =
        InviteRow { hash: [8; 32], person: PersonId::new(id(2)), until_ms: 9, used_ms: None };
    let territory = TerritoryRow {
        id: TerritoryId(u32::MAX),
        name: "城南".to_owned(),
        values: vec!["\"甲\" 线".to_owned(), "乙线".to_owned()],
    };
    let assignment = |until_ms| AssignmentRow {
        person: PersonId::new(id(2)),
        territory: TerritoryId(1),
        since_ms: 5,
        until_ms,
    };
    within(&mut storage, |it| {
        it.put_person(&person("旧", None))?;
        it.put_person(&person("新", Some(8)))?;
        it.put_device(&device)?;
        it.put_invite(&invite)?;
        it.put_invite(&InviteRow { used_ms: Some(10), ..invite })?;
        it.put_territory(&territory)?;
        it.put_assignment(&assignment(None))?;
        it.put_assignment(&assignment(Some(6)))
    })
    .unwrap();
    within(&mut storage, |it| {
        assert_eq!(it.people()?, [person("新", Some(8))]);
        assert_eq!(it.person(PersonId::new(id(4)))?, None);
        assert_eq!(it.device_by_token(&[7; 32])?, Some(device));
        assert_eq!(it.device_by_token(&[0; 32])?, None);
        assert_eq!(it.invite(&[8; 32])?.unwrap().used_ms, Some(10));
        assert_eq!(it.territories()?, [territory]);
        assert_eq!(it.assignments()?, [assignment(Some(6))]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_records_in_sqlite_pass_the_script_of_every_database() {
    jipan_sync::conformance::check(|| SqliteStorage::in_memory().unwrap());
}

#[test]
fn two_parts_never_have_the_same_number_in_one_scope() {
    let mut storage = SqliteStorage::in_memory().unwrap();
    within(&mut storage, |it| it.put_part(&part(1, change_id(1, 1), 1))).unwrap();
    let twice = within(&mut storage, |it| it.put_part(&part(2, change_id(1, 2), 1)));
    assert!(!twice.unwrap_err().is_transient);
    within(&mut storage, |it| it.put_part(&part(1, change_id(1, 1), 5))).unwrap();
    let moved = within(&mut storage, |it| it.parts_of(CustomerId::new(id(1)))).unwrap();
    assert_eq!(moved, [part(1, change_id(1, 1), 5)], "the same part has one number only");
}

#[test]
fn changes_are_found_by_id_by_the_greatest_stamp_and_while_quarantined_in_order() {
    let mut storage = SqliteStorage::in_memory().unwrap();
    let waiting = |replica, seq| change(change_id(replica, seq), 1, "\"quarantined\"");
    within(&mut storage, |it| {
        for row in [waiting(u64::MAX, 1), waiting(2, 9), waiting(2, 1)] {
            it.put_change(&row)?;
        }
        it.put_change(&change(change_id(2, 2), 200, "\"ok\""))?;
        it.put_change(&change(change_id(2, 3), 100, "\"ok\""))?;
        it.put_change(&change(change_id(2, u64::MAX), 3, "\"ok\""))
    })
    .unwrap();
    within(&mut storage, |it| {
        let replica = ReplicaId::new(2);
        assert_eq!(it.last_stamp(replica)?, Some([200; 16]));
        assert_eq!(it.last_stamp(ReplicaId::new(3))?, None);
        assert_eq!(it.change(change_id(2, u64::MAX))?.unwrap().stamp, [3; 16]);
        let ids = |rows: Vec<ChangeRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids(it.quarantined(None, 2)?), [change_id(2, 1), change_id(2, 9)]);
        assert_eq!(
            ids(it.quarantined(Some(change_id(2, 1)), 9)?),
            [change_id(2, 9), change_id(u64::MAX, 1)]
        );
        it.put_change(&change(change_id(2, 9), 1, "\"ok\""))?;
        assert_eq!(ids(it.quarantined(Some(change_id(2, 1)), 1)?), [change_id(u64::MAX, 1)]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn customers_are_found_by_scope_and_by_key_by_id() {
    let mut storage = SqliteStorage::in_memory().unwrap();
    let customer = |n, scope, code: Option<&str>| CustomerRow {
        id: CustomerId::new(id(n)),
        scope,
        home: Scope::Unassigned,
        digest: u64::MAX,
        digest_open: 1,
        line: Some("1号线".to_owned()),
        district: None,
        code: code.map(str::to_owned),
        licence: code.map(|code| format!("L{code}")),
    };
    within(&mut storage, |it| {
        it.put_customer(&customer(3, SOUTH, Some("K1")))?;
        it.put_customer(&customer(1, SOUTH, Some("K1")))?;
        it.put_customer(&customer(2, Scope::Unassigned, None))?;
        it.put_customer(&customer(2, SOUTH, None))
    })
    .unwrap();
    let ids = |ns: &[u128]| ns.iter().map(|n| CustomerId::new(id(*n))).collect::<Vec<_>>();
    within(&mut storage, |it| {
        assert_eq!(it.customer(CustomerId::new(id(2)))?, Some(customer(2, SOUTH, None)));
        assert_eq!(it.by_key(Key::Code("K1"))?, ids(&[1, 3]));
        assert_eq!(it.by_key(Key::Licence("LK1"))?, ids(&[1, 3]));
        assert_eq!(it.by_key(Key::Code("' OR 1=1 --"))?, []);
        assert_eq!(it.customers_in(SOUTH, None, 2)?, ids(&[1, 2]));
        assert_eq!(it.customers_in(SOUTH, Some(CustomerId::new(id(2))), 9)?, ids(&[3]));
        assert_eq!(it.customers_in(Scope::Unassigned, None, 9)?, []);
        Ok(())
    })
    .unwrap();
}

#[test]
fn who_left_a_scope_is_found_by_number_and_by_customer() {
    let mut storage = SqliteStorage::in_memory().unwrap();
    let gone = |pos, customer| GoneRow {
        scope: SOUTH,
        pos,
        customer: CustomerId::new(id(customer)),
        at_ms: pos + 100,
    };
    within(&mut storage, |it| {
        it.put_gone(&gone(9, 1))?;
        it.put_gone(&gone(2, 2))?;
        it.put_gone(&gone(5, 1))?;
        assert_eq!(it.gone_from(SOUTH, 2, 9)?, [gone(5, 1), gone(9, 1)]);
        assert_eq!(it.gone_from(SOUTH, 0, 4)?, [gone(2, 2)]);
        assert_eq!(it.gone_from(Scope::Company, 0, 9)?, []);
        assert_eq!(it.left_by(CustomerId::new(id(1)))?, [gone(5, 1), gone(9, 1)]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn scopes_that_were_never_written_are_zero_and_the_others_are_listed() {
    let mut storage = SqliteStorage::in_memory().unwrap();
    let row = ScopeRow { head: 4, checksum: u64::MAX, checksum_open: 8, n_customers: 2 };
    within(&mut storage, |it| {
        assert_eq!(it.scope(SOUTH)?, ScopeRow::default());
        it.put_scope(SOUTH, &row)?;
        it.put_scope(Scope::Company, &ScopeRow::default())?;
        it.put_scope(Scope::Unassigned, &row)?;
        let listed =
            [(Scope::Company, ScopeRow::default()), (Scope::Unassigned, row), (SOUTH, row)];
        assert_eq!(it.scopes()?, listed);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_file_that_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "meet at nine, and a text long enough to be read as a page").unwrap();
    let other = folder.path().join("other.db");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection.execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    drop(connection);
    for path in [&text, &other] {
        let before = std::fs::read(path).unwrap();
        let refused = SqliteStorage::open_or_make(path).unwrap_err();
        assert!(matches!(refused, OpenError::Foreign { .. }), "{refused}");
        assert_eq!(std::fs::read(path).unwrap(), before);
    }
    let missing = SqliteStorage::open(&folder.path().join("none.db")).unwrap_err();
    assert!(matches!(missing, OpenError::Missing { .. }), "{missing}");
}

#[test]
fn a_file_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jipan.db");
    drop(SqliteStorage::open_or_make(&path).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute("INSERT INTO jipan_version (version) VALUES (99)", []).unwrap();
    drop(connection);
    let refused = SqliteStorage::open(&path).unwrap_err();
    assert!(matches!(refused, OpenError::Newer { .. }), "{refused}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jipan.db");
    let mut storage = SqliteStorage::open_or_make(&path).unwrap();
    within(&mut storage, |it| it.put_company(&company("晨光商贸"))).unwrap();
    for name in ["jipan.db", "jipan.db-wal", "jipan.db-shm"] {
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_copy_holds_what_was_committed_and_the_file_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jipan.db");
    let mut storage = SqliteStorage::open_or_make(&path).unwrap();
    within(&mut storage, |it| it.put_company(&company("前"))).unwrap();
    let copy = folder.path().join("copy.db");
    SqliteStorage::open(&path).unwrap().copy_to(&copy).unwrap();
    within(&mut storage, |it| it.put_company(&company("后"))).unwrap();
    let mut copied = SqliteStorage::open(&copy).unwrap();
    copied.check().unwrap();
    assert_eq!(within(&mut copied, |it| it.company()).unwrap(), Some(company("前")));
    assert!(storage.copy_to(&copy).is_err(), "a file that is there is not written over");
}

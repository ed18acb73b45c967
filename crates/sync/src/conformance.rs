//! What every database behind the endpoint must do, as one script to be run against each: rows come
//! back as they were put, walks are in their order, and a transaction is whole or nothing. Not here:
//! any database.
#![expect(clippy::unwrap_used, reason = "a script of tests")]

mod people;
mod photos;

use jipan_book::ChangeId;
use jipan_rules::Uuid;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};

use crate::records::{
    ChangeRow, CompanyRow, CustomerRow, GoneRow, Key, PartRow, QUARANTINED, Records, RecordsError,
    ScopeRow, Storage,
};
use crate::wire::{DeviceId, Scope, TerritoryId};

/// Runs the whole script; `fresh` gives a storage without any row. Panics where one fails it.
pub fn check<S: Storage>(mut fresh: impl FnMut() -> S) {
    the_company_comes_back(&mut fresh());
    people::people_and_territories_come_back(&mut fresh());
    people::a_device_is_found_by_its_last_token(&mut fresh());
    a_scope_is_zero_until_it_is_written(&mut fresh());
    changes_come_back_and_tell_the_greatest_stamp(&mut fresh());
    quarantined_changes_are_walked(&mut fresh());
    parts_are_fed_in_the_order_of_numbers(&mut fresh());
    a_feed_ends_with_the_part_that_fills_it(&mut fresh());
    a_part_that_moved_is_only_at_its_new_place(&mut fresh());
    customers_are_found_by_key_and_walked_by_scope(&mut fresh());
    departures_are_told_by_scope_and_by_customer(&mut fresh());
    photos::photos_come_back_and_are_summed_up(&mut fresh());
    a_transaction_that_fails_leaves_nothing(&mut fresh());
    great_numbers_and_odd_texts_come_back(&mut fresh());
}

fn within<T>(storage: &mut impl Storage, work: impl FnOnce(&mut dyn Records) -> T) -> T {
    storage.transact(|records| Ok::<_, RecordsError>(work(records))).unwrap()
}

fn person(n: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(n))
}

fn customer(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128(n))
}

fn change(replica: u64, seq: u64) -> ChangeId {
    ChangeId { replica: ReplicaId::new(replica), seq }
}

const T1: Scope = Scope::Territory(TerritoryId(1));
const T2: Scope = Scope::Territory(TerritoryId(2));

fn company() -> CompanyRow {
    CompanyRow {
        name: "县烟草".to_owned(),
        epoch: Uuid::from_u128(9),
        kind: TerritoryKind::Line,
        replica: ReplicaId::new(u64::MAX << 8),
        seq: 12,
        clock: (1_795_650_000_000, u16::MAX),
        team_revision: 3,
        restored_ms: None,
    }
}

fn the_company_comes_back(storage: &mut impl Storage) {
    assert_eq!(within(storage, |it| it.company().unwrap()), None);
    within(storage, |it| it.put_company(&company()).unwrap());
    assert_eq!(within(storage, |it| it.company().unwrap()), Some(company()));
    let later = CompanyRow {
        kind: TerritoryKind::District,
        restored_ms: Some(1_795_650_000_001),
        seq: 13,
        ..company()
    };
    within(storage, |it| it.put_company(&later).unwrap());
    assert_eq!(within(storage, |it| it.company().unwrap()), Some(later));
}

fn a_scope_is_zero_until_it_is_written(storage: &mut impl Storage) {
    let row = ScopeRow { head: 4, checksum: u64::MAX, checksum_open: 7, n_customers: 2 };
    within(storage, |it| {
        assert_eq!(it.scope(T1).unwrap(), ScopeRow::default());
        for scope in [T2, T1, Scope::Unassigned, Scope::Company] {
            it.put_scope(scope, &row).unwrap();
        }
        it.put_scope(T1, &ScopeRow { head: 5, ..row }).unwrap();
        assert_eq!(it.scope(T1).unwrap(), ScopeRow { head: 5, ..row });
        let mut scopes = it.scopes().unwrap();
        scopes.sort_by_key(|(scope, _)| *scope);
        let heads: Vec<_> = scopes.iter().map(|(scope, row)| (*scope, row.head)).collect();
        assert_eq!(heads, [(Scope::Company, 4), (Scope::Unassigned, 4), (T1, 5), (T2, 4)]);
    });
}

fn judged(id: ChangeId, stamp: u8) -> ChangeRow {
    ChangeRow {
        id,
        device: Some(DeviceId(Uuid::from_u128(1))),
        at_ms: 77,
        stamp: [stamp; 16],
        head: r#"{"r":"01"}"#.to_owned(),
        verdict: r#""ok""#.to_owned(),
        kept: None,
    }
}

fn changes_come_back_and_tell_the_greatest_stamp(storage: &mut impl Storage) {
    let great = u64::MAX - 1;
    within(storage, |it| {
        it.put_change(&judged(change(great, 2), 200)).unwrap();
        it.put_change(&judged(change(great, 1), 100)).unwrap();
        it.put_change(&ChangeRow { device: None, ..judged(change(1, 1), 250) }).unwrap();
    });
    within(storage, |it| {
        assert_eq!(it.change(change(great, 1)).unwrap(), Some(judged(change(great, 1), 100)));
        assert_eq!(it.change(change(1, 1)).unwrap().unwrap().device, None);
        assert_eq!(it.change(change(great, 3)).unwrap(), None);
        assert_eq!(it.last_stamp(ReplicaId::new(great)).unwrap(), Some([200; 16]));
        assert_eq!(it.last_stamp(ReplicaId::new(2)).unwrap(), None);
    });
}

fn quarantined_changes_are_walked(storage: &mut impl Storage) {
    let odd = |seq| ChangeRow {
        verdict: QUARANTINED.to_owned(),
        kept: Some("{}".to_owned()),
        ..judged(change(u64::MAX, seq), 1)
    };
    within(storage, |it| {
        for seq in [3, 1, 2] {
            it.put_change(&odd(seq)).unwrap();
        }
        it.put_change(&judged(change(5, 1), 1)).unwrap();
        it.put_change(&judged(change(u64::MAX, 2), 1)).unwrap();
        assert_eq!(it.quarantined(None, 9).unwrap(), [odd(1), odd(3)]);
        assert_eq!(it.quarantined(None, 1).unwrap(), [odd(1)]);
        assert_eq!(it.quarantined(Some(change(u64::MAX, 1)), 9).unwrap(), [odd(3)]);
    });
}

fn part(of: u128, seq: u64, (scope, pos): (Scope, u64)) -> PartRow {
    let ops = format!(r#"[{{"delete":{{"c":{of}}}}}]"#);
    let change = change(u64::MAX, seq);
    PartRow { customer: customer(of), change, scope, pos, is_private: seq == 2, ops }
}

fn positions(parts: &[PartRow]) -> Vec<u64> {
    parts.iter().map(|part| part.pos).collect()
}

fn parts_are_fed_in_the_order_of_numbers(storage: &mut impl Storage) {
    within(storage, |it| {
        for (of, seq, pos) in [(1, 2, 12), (2, 2, 11), (1, 1, 3)] {
            it.put_part(&part(of, seq, (T1, pos))).unwrap();
        }
        it.put_part(&part(3, 1, (T2, 4))).unwrap();
        assert_eq!(it.feed(T1, 0, usize::MAX).unwrap().first(), Some(&part(1, 1, (T1, 3))));
        assert_eq!(positions(&it.feed(T1, 0, usize::MAX).unwrap()), [3, 11, 12]);
        assert_eq!(positions(&it.feed(T1, 3, usize::MAX).unwrap()), [11, 12]);
        assert!(it.feed(T1, 12, usize::MAX).unwrap().is_empty());
        assert!(it.feed(T1, u64::MAX, usize::MAX).unwrap().is_empty());
        assert!(it.feed(Scope::Company, 0, usize::MAX).unwrap().is_empty());
        assert_eq!(positions(&it.parts_of(customer(1)).unwrap()), [3, 12]);
        assert!(it.parts_of(customer(4)).unwrap().is_empty());
        let of =
            |it: &mut dyn Records, n, seq| it.part(customer(n), change(u64::MAX, seq)).unwrap();
        assert_eq!(of(it, 1, 2), Some(part(1, 2, (T1, 12))));
        assert_eq!((of(it, 3, 2), of(it, 4, 1)), (None, None));
    });
}

fn a_feed_ends_with_the_part_that_fills_it(storage: &mut impl Storage) {
    within(storage, |it| {
        for seq in 1..=5 {
            it.put_part(&part(1, seq, (T1, seq))).unwrap();
        }
        let n = part(1, 1, (T1, 1)).ops.len();
        assert_eq!(positions(&it.feed(T1, 0, 0).unwrap()), [1], "at least one");
        assert_eq!(positions(&it.feed(T1, 0, n).unwrap()), [1]);
        assert_eq!(positions(&it.feed(T1, 1, n + 1).unwrap()), [2, 3]);
        assert_eq!(positions(&it.feed(T1, 0, 5 * n + 1).unwrap()), [1, 2, 3, 4, 5]);
    });
    // Bytes, not characters.
    let ops = r#"["一二三"]"#.to_owned();
    within(storage, |it| {
        for seq in 1..=2 {
            it.put_part(&PartRow { ops: ops.clone(), ..part(2, seq, (T2, seq)) }).unwrap();
        }
        assert_eq!(positions(&it.feed(T2, 0, 13).unwrap()), [1]);
        assert_eq!(positions(&it.feed(T2, 0, 14).unwrap()), [1, 2]);
    });
}

fn a_part_that_moved_is_only_at_its_new_place(storage: &mut impl Storage) {
    within(storage, |it| {
        it.put_part(&part(1, 1, (T1, 1))).unwrap();
        it.put_part(&part(1, 1, (T2, 5))).unwrap();
        it.put_part(&part(2, 1, (T1, 2))).unwrap();
        assert_eq!(it.feed(T1, 0, usize::MAX).unwrap(), [part(2, 1, (T1, 2))]);
        assert_eq!(it.feed(T2, 0, usize::MAX).unwrap(), [part(1, 1, (T2, 5))]);
        assert_eq!(it.parts_of(customer(1)).unwrap(), [part(1, 1, (T2, 5))]);
    });
}

fn row(n: u128, code: Option<&str>) -> CustomerRow {
    CustomerRow {
        id: customer(n),
        scope: T1,
        home: T2,
        digest: u64::MAX - 5,
        digest_open: 6,
        line: Some("1号线".to_owned()),
        district: None,
        code: code.map(str::to_owned),
        licence: None,
    }
}

fn customers_are_found_by_key_and_walked_by_scope(storage: &mut impl Storage) {
    within(storage, |it| {
        for n in [3, 1, 2] {
            it.put_customer(&row(n, Some("c1"))).unwrap();
        }
        it.put_customer(&CustomerRow { licence: Some("c1".to_owned()), ..row(4, None) }).unwrap();
        assert_eq!(it.customer(customer(1)).unwrap(), Some(row(1, Some("c1"))));
        assert_eq!(it.customer(customer(9)).unwrap(), None);
        assert_eq!(it.by_key(Key::Code("c1")).unwrap(), [1, 2, 3].map(customer));
        assert_eq!(it.by_key(Key::Licence("c1")).unwrap(), [customer(4)]);
        assert!(it.by_key(Key::Code("c")).unwrap().is_empty());
        it.put_customer(&CustomerRow { scope: T2, ..row(2, Some("C1")) }).unwrap();
        assert_eq!(it.by_key(Key::Code("c1")).unwrap(), [1, 3].map(customer));
        assert_eq!(it.by_key(Key::Code("C1")).unwrap(), [customer(2)]);
        assert_eq!(it.customers_in(T1, None, 9).unwrap(), [1, 3, 4].map(customer));
        assert_eq!(it.customers_in(T1, None, 2).unwrap(), [1, 3].map(customer));
        assert_eq!(it.customers_in(T1, Some(customer(1)), 1).unwrap(), [customer(3)]);
        assert_eq!(it.customers_in(T2, None, 9).unwrap(), [customer(2)]);
    });
}

fn departures_are_told_by_scope_and_by_customer(storage: &mut impl Storage) {
    let gone = |of: u128, scope, pos| GoneRow { scope, pos, customer: customer(of), at_ms: 7 };
    within(storage, |it| {
        for row in [gone(1, T1, 9), gone(2, T1, 4), gone(1, T2, 5), gone(1, T1, 12)] {
            it.put_gone(&row).unwrap();
        }
        let told = |rows: Vec<GoneRow>| rows.iter().map(|row| row.pos).collect::<Vec<_>>();
        assert_eq!(
            it.gone_from(T1, 0, 99).unwrap(),
            [gone(2, T1, 4), gone(1, T1, 9), gone(1, T1, 12)]
        );
        assert_eq!(told(it.gone_from(T1, 4, 9).unwrap()), [9]);
        assert!(it.gone_from(T1, 12, 99).unwrap().is_empty());
        assert!(it.gone_from(T1, 12, 3).unwrap().is_empty());
        let mut left = it.left_by(customer(1)).unwrap();
        left.sort_by_key(|row| row.pos);
        assert_eq!(left, [gone(1, T2, 5), gone(1, T1, 9), gone(1, T1, 12)]);
        assert!(it.left_by(customer(3)).unwrap().is_empty());
    });
}

fn a_transaction_that_fails_leaves_nothing(storage: &mut impl Storage) {
    within(storage, |it| {
        it.put_customer(&row(1, Some("c1"))).unwrap();
        it.put_part(&part(1, 1, (T1, 1))).unwrap();
        it.put_scope(T1, &ScopeRow { head: 1, ..ScopeRow::default() }).unwrap();
    });
    let failed = storage.transact(|it| {
        it.put_customer(&CustomerRow { scope: T2, ..row(1, Some("c2")) })?;
        it.put_customer(&row(2, Some("c2")))?;
        it.put_part(&part(1, 1, (T2, 1)))?;
        it.put_part(&part(1, 2, (T2, 2)))?;
        it.put_scope(T1, &ScopeRow::default())?;
        it.put_change(&judged(change(1, 1), 1))?;
        assert_eq!(it.by_key(Key::Code("c2"))?.len(), 2, "it sees what it wrote itself");
        Err::<(), _>(RecordsError { detail: "no".to_owned(), is_transient: false })
    });
    assert_eq!(failed.map_err(|error| error.detail), Err("no".to_owned()));
    within(storage, |it| {
        assert_eq!(it.customer(customer(1)).unwrap(), Some(row(1, Some("c1"))));
        assert_eq!(it.customer(customer(2)).unwrap(), None);
        assert_eq!(it.by_key(Key::Code("c1")).unwrap(), [customer(1)]);
        assert!(it.by_key(Key::Code("c2")).unwrap().is_empty());
        assert_eq!(it.feed(T1, 0, 9).unwrap(), [part(1, 1, (T1, 1))]);
        assert!(it.feed(T2, 0, 9).unwrap().is_empty());
        assert_eq!(it.scope(T1).unwrap().head, 1);
        assert_eq!(it.change(change(1, 1)).unwrap(), None);
        assert_eq!(it.last_stamp(ReplicaId::new(1)).unwrap(), None);
        assert_eq!(it.customers_in(T1, None, 9).unwrap(), [customer(1)]);
    });
}

fn great_numbers_and_odd_texts_come_back(storage: &mut impl Storage) {
    let odd = "'; DROP TABLE part; -- \u{0} \u{1F600} \\ \"";
    let id = change(u64::MAX, (1 << 62) + 1);
    let kept = ChangeRow { kept: Some(odd.to_owned()), ..judged(id, 255) };
    let found = CustomerRow { code: Some(odd.to_owned()), ..row(u128::MAX, None) };
    let scope = Scope::Territory(TerritoryId(u32::MAX));
    let head =
        ScopeRow { head: 1 << 62, checksum: 1 << 63, checksum_open: u64::MAX, n_customers: 1 };
    within(storage, |it| {
        it.put_change(&kept).unwrap();
        it.put_customer(&found).unwrap();
        it.put_scope(scope, &head).unwrap();
    });
    within(storage, |it| {
        assert_eq!(it.change(id).unwrap(), Some(kept));
        assert_eq!(it.by_key(Key::Code(odd)).unwrap(), [customer(u128::MAX)]);
        assert_eq!(it.customer(customer(u128::MAX)).unwrap(), Some(found));
        assert_eq!(it.scope(scope).unwrap(), head);
    });
}

#[cfg(test)]
mod tests {
    use crate::memory::{Fault, MemoryRecords};
    use crate::records::{Records as _, Storage as _};

    #[test]
    fn the_records_in_memory_pass_the_script() {
        super::check(MemoryRecords::new);
    }

    #[test]
    fn a_fault_before_the_commit_keeps_nothing_and_one_after_it_keeps_all() {
        let mut storage = MemoryRecords::new();
        let put =
            |storage: &mut MemoryRecords| storage.transact(|it| it.put_company(&super::company()));
        storage.fail_next(Fault::BeforeCommit);
        assert!(put(&mut storage).is_err());
        assert_eq!(storage.company(), Ok(None));
        storage.fail_next(Fault::AfterCommit);
        assert!(put(&mut storage).is_err());
        assert_eq!(storage.company(), Ok(Some(super::company())));
        assert!(put(&mut storage).is_ok());
    }
}

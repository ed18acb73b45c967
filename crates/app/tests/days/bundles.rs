//! Pages of customers, several in a row of the store.

use jipan_app::Event;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_store::{Place, Row, Stored, seal};

use super::backup::restored;
use super::browser::list;
use super::disk::opening;
use super::tablet::{Disk, Tablet, disk};

const ALONE: u8 = 1;
const BUNDLE: u8 = 4;
/// The head of a bundle, and the length before each of its pages.
const HEAD_BYTES: usize = 1;
const LENGTH_BYTES: usize = 4;
/// The head of a page: its layout and its checksum.
const PAGE_HEAD_BYTES: usize = 9;

/// Numbers and generations of the pages of a kind.
fn stored(disk: &Disk, kind: u8) -> Vec<(u32, u32)> {
    let rows = disk.inner().rows().into_iter();
    let of_kind = rows.filter_map(|row| match row.place {
        Place::Hot(key) if key.kind == kind => Some((key.page, key.generation)),
        _ => None,
    });
    of_kind.collect()
}

/// Edits a shop until the log is folded once more.
fn folds(disk: &Disk, code: &str) {
    let before = (stored(disk, ALONE), stored(disk, BUNDLE));
    let mut tablet = Tablet::open(disk, 3);
    tablet.opens(code);
    for n in 0..400 {
        tablet.types(fields::CONTACT, &format!("样例{n}"));
        if (stored(disk, ALONE), stored(disk, BUNDLE)) != before {
            return;
        }
    }
    panic!("nothing was folded");
}

#[test]
fn pages_that_lay_alone_stay_beside_their_first_bundle_and_go_with_the_second() {
    let disk = restored(include_bytes!("../../../../tests/data/backup/v1-plain.jipan"));
    let digest = Tablet::open(&disk, 2).model.book().digest();
    let [(0, last)] = stored(&disk, ALONE)[..] else { panic!("one page that lies alone") };
    assert_eq!(stored(&disk, BUNDLE), []);
    folds(&disk, "K1");
    let after = Tablet::open(&disk, 2).model.book().digest();
    assert_ne!(after, digest, "the newest writing is read");
    assert_eq!(
        (stored(&disk, ALONE), stored(&disk, BUNDLE)),
        (vec![(0, last)], vec![(0, last + 1)])
    );
    folds(&disk, "K3");
    assert_eq!(
        (stored(&disk, ALONE), stored(&disk, BUNDLE)),
        (vec![], vec![(0, last + 1), (0, last + 2)])
    );
    folds(&disk, "K1");
    assert_eq!(stored(&disk, BUNDLE), [(0, last + 2), (0, last + 3)]);
}

#[test]
fn a_page_that_was_lost_stays_as_it_is_and_those_beside_it_are_written_alone() {
    let disk = disk();
    Tablet::open(&disk, 1).imports("a.csv", &list(2_100));
    // The second page of three is not what was written, in a row that is.
    let row = disk
        .inner()
        .rows()
        .into_iter()
        .find(|row| matches!(&row.place, Place::Hot(key) if key.kind == BUNDLE));
    let Row { place, stored: Stored::Bytes(bytes) } = row.unwrap() else { panic!("bytes") };
    let mut bundle = seal::open(bytes).unwrap().into_bytes();
    let n_first = u32::from_le_bytes(bundle[HEAD_BYTES..][..4].try_into().unwrap());
    let second = HEAD_BYTES + 2 * LENGTH_BYTES + usize::try_from(n_first).unwrap();
    bundle[second + PAGE_HEAD_BYTES] ^= 1;
    let laid = Stored::Bytes(seal::seal(jipan_store::LAYOUT_NEWEST, &bundle));
    disk.inner().lay(Row { place: place.clone(), stored: laid.clone() });

    let mut tablet = Tablet::open(&disk, 2);
    assert_eq!(tablet.customers().list.n_all, 2_100 - 1_024);
    tablet.opens("K7");
    drop(tablet);
    folds(&disk, "K7");
    folds(&disk, "K7");
    let rows = disk.inner().rows();
    assert!(rows.iter().any(|row| row.place == place && row.stored == laid), "it was overwritten");
    assert_eq!(stored(&disk, BUNDLE).len(), 1);
    assert_eq!(stored(&disk, ALONE).iter().map(|it| it.0).collect::<Vec<_>>(), [0, 0]);
    let mut tablet = Tablet::open(&disk, 4);
    assert_eq!(tablet.customers().list.n_all, 2_100 - 1_024, "the others are all there");
    tablet.opens("K7");
    assert!(tablet.reads(fields::CONTACT).is_some_and(|it| it.starts_with("样例")));
    tablet.opens("K2099");
}

#[test]
fn pages_are_opened_as_they_come_whatever_of_them_has_an_older_writing() {
    let disk = disk();
    Tablet::open(&disk, 1).imports("a.csv", &list(8_300));
    for n_of_first in [1, 2] {
        let n_first = stored(&disk, BUNDLE).iter().filter(|it| it.0 == 0).count();
        assert_eq!((n_first, stored(&disk, BUNDLE).len()), (n_of_first, n_of_first + 1));
        let digest = Tablet::open(&disk, 2).model.book().digest();
        let mut tablet = Tablet::closed(&disk, 2, 1);
        tablet.is_busy = true;
        let parts = opening(&disk, 0, None);
        assert_eq!(parts.len(), 1 + 4, "what is small, header, names, two bundles");
        for part in parts {
            assert!(!tablet.is_open());
            tablet.happens(part);
            while tablet.does_a_slice() {}
        }
        assert_eq!(tablet.model.book().digest(), digest);
        assert_eq!(tablet.customers().list.n_all, 8_300);
        folds(&disk, "K1");
    }
}

/// At which call of the store the first bundle is written.
fn call_of_first_bundle(file: &[u8]) -> u64 {
    let disk = restored(file);
    let mut tablet = Tablet::open(&disk, 3);
    tablet.opens("K1");
    let mut n = 0;
    while stored(&disk, BUNDLE).is_empty() {
        let n_calls = disk.n_calls();
        tablet.types(fields::CONTACT, &format!("样例{n}"));
        n += 1;
        if !stored(&disk, BUNDLE).is_empty() {
            // The edit itself is the first call.
            return n_calls + 2;
        }
    }
    panic!("there was one before");
}

#[test]
fn a_bundle_that_could_not_be_written_takes_no_page_away_and_what_stays_is_two_writings() {
    let file = include_bytes!("../../../../tests/data/backup/v1-plain.jipan");
    let at = call_of_first_bundle(file);
    let disk = restored(file);
    let [(0, last)] = stored(&disk, ALONE)[..] else { panic!("one page that lies alone") };
    let full = jipan_store::StoreError::QuotaExceeded { needed_bytes: 1 };
    disk.fault_at(at, jipan_store::Fault::Fail(full));
    folds(&disk, "K1");
    assert_eq!(
        (stored(&disk, ALONE), stored(&disk, BUNDLE)),
        (vec![(0, last)], vec![(0, last + 1)])
    );
    assert!(disk.n_calls() > at, "the fault came");
}

#[test]
fn a_tablet_of_a_company_goes_on_with_what_an_app_of_before_wrote() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = super::sync::manager(&one, 5);
    let rep = super::sync::joined(&two, 2, &mut company, Role::Manager);
    drop(rep);
    for Row { place, stored } in two.inner().rows() {
        if let Stored::Bytes(row) = stored {
            let payload = seal::open(row).unwrap().into_bytes();
            two.inner().lay(Row { place, stored: Stored::Bytes(seal::seal(1, &payload)) });
        }
    }
    let mut rep = Tablet::open(&two, 4);
    rep.happens(Event::NetworkChanged { is_online: true });
    rep.opens("K1");
    rep.types(fields::CONTACT, "样例");
    company.meets(&mut rep);
    company.meets(&mut manager);
    assert_eq!(rep.sync_status().n_unsent, 0);
    super::sync::same(&manager, &rep);
}

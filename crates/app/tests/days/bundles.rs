//! Pages of customers, several in a row of the store.

use jipan_rules::schema::fields;
use jipan_store::{Place, Row, Stored, seal};

use super::backup::restored;
use super::browser::list;
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

//! The part of the script about photos.

use jipan_rules::Uuid;

use super::{person, within};
use crate::records::{PhotoRow, PhotoTotals, Records, RecordsError, Storage};

fn photo(n: u128, at_ms: u64, n_bytes: usize) -> PhotoRow {
    let jpeg = [0xFF, 0xD8, 0xFF, 0, 7].into_iter().cycle().take(n_bytes).collect();
    PhotoRow { id: Uuid::from_u128(n), person: person(3), at_ms, jpeg }
}

fn totals(records: &mut dyn Records) -> (u64, u64) {
    let PhotoTotals { n, n_bytes } = records.photo_totals().unwrap();
    (n, n_bytes)
}

pub(super) fn photos_come_back_and_are_summed_up(storage: &mut impl Storage) {
    let (old, new) = (photo(u128::MAX - 1, 5, 150_000), photo(2, 90, 4));
    within(storage, |it| {
        assert_eq!(totals(it), (0, 0));
        it.put_photo(&old).unwrap();
        it.put_photo(&new).unwrap();
    });
    let failed = storage.transact::<(), RecordsError>(|it| {
        it.put_photo(&photo(3, 1, 9))?;
        it.drop_photo(old.id)?;
        Err(RecordsError { detail: "on purpose".to_owned(), is_transient: false })
    });
    assert!(failed.is_err());
    within(storage, |it| {
        assert_eq!(it.photo(old.id).unwrap(), Some(old.clone()));
        assert_eq!(it.photo(new.id).unwrap(), Some(new.clone()));
        assert_eq!(it.photo(Uuid::from_u128(3)).unwrap(), None);
        assert_eq!(totals(it), (2, 150_004));
        assert!(it.photos_before(5).unwrap().is_empty());
        assert_eq!(it.photos_before(90).unwrap(), [old.id]);
        assert_eq!(it.photos_before(91).unwrap(), [new.id, old.id]);
        it.drop_photo(old.id).unwrap();
        it.drop_photo(old.id).unwrap();
    });
    within(storage, |it| {
        assert_eq!(it.photo(old.id).unwrap(), None);
        assert_eq!(totals(it), (1, 4));
    });
}

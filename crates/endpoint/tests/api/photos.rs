//! The photos of receipts over HTTP: the largest fits, a backup and an older file have their place for them.

use jipan_endpoint::records::SqliteStorage;
use jipan_rules::Uuid;
use jipan_sync::records::{RecordsError, Storage as _};
use jipan_sync::wire::{ErrorCode, GetPhoto, PHOTO_BYTES_MAX, Photo, PhotoKept, PutPhoto};

use crate::Endpoint;

const ID: Uuid = Uuid::from_u128(1);

fn jpeg(n_bytes: usize) -> Vec<u8> {
    [0xFF, 0xD8, 0xFF].into_iter().chain((0..=255).cycle()).take(n_bytes).collect()
}

#[tokio::test]
async fn the_largest_photo_goes_out_and_in_and_one_byte_more_is_refused() {
    let endpoint = Endpoint::new();
    let boss = endpoint.manager(1).await;
    let of = boss.person;
    let put = |n_bytes| PutPhoto { id: ID, of, jpeg: jpeg(n_bytes) };
    let large = serde_json::to_vec(&put(PHOTO_BYTES_MAX + 1)).unwrap();
    let refused = endpoint.post_as("/v1/photo/put", &boss.token, large).await;
    refused.assert_fault(413, ErrorCode::TooLarge);
    let largest = put(PHOTO_BYTES_MAX);
    for _ in 0..2 {
        let kept: PhotoKept = endpoint.ask("/v1/photo/put", &boss.token, &largest).await;
        assert_eq!(kept.kept, ID);
    }
    let found: Photo = endpoint.ask("/v1/photo/get", &boss.token, &GetPhoto { id: ID }).await;
    assert_eq!((found.id, found.jpeg), (ID, largest.jpeg));
    let other = serde_json::to_vec(&put(7)).unwrap();
    let refused = endpoint.post_as("/v1/photo/put", &boss.token, other).await;
    refused.assert_fault(409, ErrorCode::Conflict);
    let unknown = serde_json::to_vec(&GetPhoto { id: Uuid::from_u128(2) }).unwrap();
    let refused = endpoint.post_as("/v1/photo/get", &boss.token, unknown).await;
    refused.assert_fault(404, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_photo_is_in_the_copy_that_is_made_of_all_data() {
    let endpoint = Endpoint::new();
    let boss = endpoint.manager(1).await;
    let put = PutPhoto { id: ID, of: boss.person, jpeg: jpeg(9) };
    let _kept: PhotoKept = endpoint.ask("/v1/photo/put", &boss.token, &put).await;
    let copy = endpoint.folder.path().join("copy.db");
    SqliteStorage::open(&endpoint.data()).unwrap().copy_to(&copy).unwrap();
    let mut copied = SqliteStorage::open(&copy).unwrap();
    let row = copied.transact::<_, RecordsError>(|it| it.photo(ID)).unwrap().unwrap();
    assert_eq!((row.person, row.jpeg), (boss.person, jpeg(9)));
}

#[tokio::test]
async fn a_file_from_before_there_were_photos_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jipan.db");
    drop(SqliteStorage::open_or_make(&path).unwrap());
    let older = rusqlite::Connection::open(&path).unwrap();
    older.execute_batch("DROP TABLE photos; DELETE FROM jipan_version WHERE version = 2").unwrap();
    drop(older);
    let mut storage = SqliteStorage::open(&path).unwrap();
    let totals = storage.transact::<_, RecordsError>(|it| it.photo_totals()).unwrap();
    assert_eq!(totals.n, 0);
}

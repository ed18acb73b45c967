//! Backups made by version 1 of the format open for ever, with nothing but `docs/backup-format.md` and
//! the libraries of others: gzip, AES-GCM and PBKDF2 are not those of a browser here.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Read as _;
use std::sync::OnceLock;

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use flate2::read::GzDecoder;
use jipan_store::backup::{Backup, Head, Lock, Packing, Reader};
use jipan_store::{Place, Row, Stored, seal};

/// Frozen when the format was new; one book, backed up three times. They are never written again.
const PLAIN: &[u8] = include_bytes!("../../../tests/data/backup/v1-plain.jipan");
const GZIP: &[u8] = include_bytes!("../../../tests/data/backup/v1-gzip.jipan");
const LOCKED: &[u8] = include_bytes!("../../../tests/data/backup/v1-locked.jipan");
const PASSPHRASE: &str = "湖滨路 7 号";

fn cipher_of(lock: &Lock, passphrase: &str) -> Aes256Gcm {
    let mut key = [0; 32];
    let secret = passphrase.as_bytes();
    pbkdf2::pbkdf2_hmac::<sha2::Sha256>(secret, &lock.salt, lock.rounds, &mut key);
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(key))
}

/// The key takes a while, as it is meant to; the right one is made once.
fn right_cipher(lock: &Lock) -> &'static Aes256Gcm {
    static RIGHT: OnceLock<Aes256Gcm> = OnceLock::new();
    RIGHT.get_or_init(|| cipher_of(lock, PASSPHRASE))
}

fn unlocked(lock: &Lock, head: &[u8], body: &[u8], cipher: &Aes256Gcm) -> Option<Vec<u8>> {
    let n_chunk = usize::try_from(lock.chunk_bytes).unwrap() + 16;
    let chunks: Vec<&[u8]> = body.chunks(n_chunk).collect();
    let mut content = Vec::new();
    for (idx, chunk) in chunks.iter().enumerate() {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&(idx as u64).to_be_bytes());
        nonce[11] = u8::from(idx + 1 == chunks.len());
        let payload = Payload { msg: chunk, aad: head };
        content.extend(cipher.decrypt(&Nonce::from(nonce), payload).ok()?);
    }
    Some(content)
}

/// The content of a file, as the page on the format says.
fn content_of(file: &[u8]) -> Vec<u8> {
    let (head, n_head) = Head::decode(file).unwrap();
    let (head_bytes, body) = file.split_at(n_head);
    let packed = match &head.lock {
        Some(lock) => unlocked(lock, head_bytes, body, right_cipher(lock)).unwrap(),
        None => body.to_vec(),
    };
    let mut content = Vec::new();
    match head.packing {
        Packing::Plain => content = packed,
        Packing::Gzip => drop(GzDecoder::new(&packed[..]).read_to_end(&mut content).unwrap()),
    }
    assert_eq!(content.len() as u64, head.n_content_bytes);
    content
}

fn backup_of(file: &[u8]) -> Backup {
    let mut reader = Reader::new();
    reader.push(&content_of(file)).unwrap();
    reader.finish().unwrap()
}

/// The rows, but for those that tell one backup from the next: when it was made, by which tab.
fn rows_of(backup: Backup) -> Vec<Row> {
    let own = ["backup", "lead"].map(|name| Place::Meta(name.to_owned()));
    backup.rows.into_iter().filter(|row| !own.contains(&row.place)).collect()
}

#[test]
fn the_three_backups_of_one_book_hold_the_same_rows() {
    let [plain, gzip, locked] = [PLAIN, GZIP, LOCKED].map(|file| rows_of(backup_of(file)));
    assert!(plain == gzip && gzip == locked);
    let n = |wanted: fn(&Place) -> bool| plain.iter().filter(|row| wanted(&row.place)).count();
    assert!(n(|place| matches!(place, Place::Log(_))) >= 50);
    assert!(n(|place| matches!(place, Place::Hot(_))) >= 2);
    assert!(n(|place| matches!(place, Place::Cold(_))) >= 1);
    assert!(n(|place| matches!(place, Place::Meta(_))) >= 4);
    assert_eq!(n(|place| matches!(place, Place::Draft(_))), 1);
    assert!(n(|place| matches!(place, Place::Setting(_))) >= 1);
}

#[test]
fn each_says_how_it_is_packed_and_locked_and_by_whom_it_was_made() {
    let heads = [PLAIN, GZIP, LOCKED].map(|file| Head::decode(file).unwrap().0);
    let packings = heads.each_ref().map(|head| head.packing);
    assert_eq!(packings, [Packing::Plain, Packing::Gzip, Packing::Gzip]);
    let rounds = heads.each_ref().map(|head| head.lock.as_ref().map(|lock| lock.rounds));
    assert_eq!(rounds, [None, None, Some(600_000)]);
    for file in [PLAIN, GZIP, LOCKED] {
        let summary = backup_of(file).summary;
        assert_eq!((summary.n_customers, summary.app.as_str()), (2, "0.1.0"));
    }
}

#[test]
fn another_passphrase_opens_nothing_and_the_check_tells_it_from_damage() {
    let (head, n_head) = Head::decode(LOCKED).unwrap();
    let lock = head.lock.clone().unwrap();
    let wrong = cipher_of(&lock, "湖滨路 8 号");
    let (head_bytes, body) = LOCKED.split_at(n_head);
    assert_eq!(unlocked(&lock, head_bytes, body, &wrong), None);
    let checks = |cipher: &Aes256Gcm| {
        let payload = Payload { msg: &lock.check, aad: &head.sealed_fields() };
        cipher.decrypt(&Nonce::from([255; 12]), payload).is_ok_and(|empty| empty.is_empty())
    };
    assert!(checks(right_cipher(&lock)) && !checks(&wrong));
}

#[test]
fn the_frozen_backups_are_never_written_again() {
    let sums = [PLAIN, GZIP, LOCKED].map(|file| {
        use sha2::Digest as _;
        let sum: [u8; 32] = sha2::Sha256::digest(file).into();
        u64::from_be_bytes(*sum.first_chunk().unwrap())
    });
    assert_eq!(sums, [0x3c58_b776_c135_8fe7, 0x93a2_4933_75bc_6c43, 0x6cc8_ed2c_bbcd_0b69]);
    // Layouts of the store as they were, so that a file made by a later build is found out.
    for row in rows_of(backup_of(PLAIN)) {
        if let Stored::Bytes(row) = row.stored {
            assert_eq!(seal::open(row).unwrap().layout(), 1);
        }
    }
}

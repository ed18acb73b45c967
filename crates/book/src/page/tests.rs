//! Damage that the checksum does not see: bytes made by someone else.

use jipan_rules::NaiveDate;
use jipan_rules::Uuid;
use jipan_rules::funnel::Fact;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::{FactId, PersonId, ReplicaId};
use proptest::prelude::*;

use super::LAYOUT;
use super::bytes::seal;
use crate::arena::Row;
use crate::book::Book;
use crate::change::{Action, Change, ChangeId, FunnelWrite, Op};
use crate::sample::{SampleEnv, sample};
use crate::stamp::Stamp;

fn sample_book() -> Book {
    let env = SampleEnv {
        now_ms: 1_800_000_000_000,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        by: PersonId::new(Uuid::from_u128(1)),
        fiscal_start: 1,
    };
    let mut last = 0;
    let mut fresh_id = || {
        last += 1;
        Uuid::from_u128(last)
    };
    let mut book = Book::new();
    for change in sample(env, &mut fresh_id) {
        drop(book.apply(&change));
    }
    // So the last part of the page is there, too.
    let write = FunnelWrite::Say(Box::new(Fact::Remark { text: "抓紧".into(), asks: true }));
    let (id, customer) = (FactId::new(Uuid::from_u128(3)), book.id_of(Row(0)).unwrap());
    let replica = ReplicaId::new(7);
    drop(book.apply(&Change {
        id: ChangeId { replica, seq: 1 },
        stamp: Stamp::new(1_800_000_000_000, 0, replica),
        on: env.today,
        by: env.by,
        action: Action::Remark,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![Op::Funnel { id, customer, deal: None, write }],
    }));
    book
}

/// Reads everything that is shown of a book.
fn walk(book: &mut Book) {
    let _ = book.digest();
    for row in book.rows() {
        for def in jipan_rules::schema::FIELDS {
            drop(book.value(row, def.id));
            let _ = book.confirmed_on(row, def.id);
        }
        let _ = (book.class_code(row), book.origin(row), book.notes(row).count());
        let _ = (book.deals(row).len(), book.owner(row), book.remarks(row).len());
        let _ = (book.pinyin().get(row), book.derived(row).stale_from());
    }
    book.rebuild();
    drop((book.encode_page(0), book.encode_header()));
}

#[test]
fn foreign_bytes_never_stop_the_program() {
    let whole = sample_book().encode_page(0).unwrap();
    let strategy = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&(strategy, any::<bool>(), any::<prop::sample::Index>()), |(flips, near, cut)| {
            let mut bytes = whole.clone();
            for (at, byte) in flips {
                // The head and the tables are denser in meaning than the texts.
                let at = at.index(if near { 600 } else { bytes.len() });
                bytes[at] = byte;
            }
            bytes.truncate(cut.index(whole.len() * 4).max(9));
            seal(&mut bytes, LAYOUT);
            let mut book = Book::new();
            if book.load_page(&bytes).is_ok() {
                walk(&mut book);
            } else {
                prop_assert_eq!(book.n_rows(), 0);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_page_of_another_schema_gives_the_same_values() {
    let book = sample_book();
    let mut bytes = book.encode_page(0).unwrap();
    // The column of 法人代表, plain texts of field 4, is followed by that of field 5. It is given
    // to 送货路段, which this program holds as words.
    let at = (0..bytes.len()).find(|&at| {
        let next = |from: usize, n: usize| bytes.get(from..from + n);
        next(at, 3) == Some(&[4, 0, 1])
            && next(at + 3, 4).is_some_and(|len| {
                let len = u32::from_le_bytes(len.try_into().unwrap());
                next(at + 7 + Row(len).idx(), 3) == Some(&[5, 0, 3])
            })
    });
    bytes[at.unwrap()] = 40;
    seal(&mut bytes, LAYOUT);
    let mut other = Book::new();
    other.load_page(&bytes).unwrap();
    for row in book.rows() {
        assert_eq!(other.text(row, FieldId(40)), book.text(row, FieldId(4)));
        assert_eq!(other.text(row, FieldId(33)), book.text(row, FieldId(33)));
    }
}

#[test]
fn projections_of_another_version_are_computed_again() {
    let book = sample_book();
    let mut bytes = book.encode_page(0).unwrap();
    bytes[9 + 8] ^= 1;
    seal(&mut bytes, LAYOUT);
    let mut other = Book::new();
    other.load_page(&bytes).unwrap();
    for row in book.rows() {
        assert_eq!(other.derived(row), book.derived(row));
        assert_eq!(other.pinyin().get(row), book.pinyin().get(row));
        assert_eq!(other.initials().get(row), book.initials().get(row));
    }
}

//! Bytes written by a released program are read for ever. A fixture is never written again: a new
//! layout gets a new one.

use jipan_book::{
    Action, BatchInfo, BatchKind, Book, Change, ChangeId, ConflictSide, Op, Stamp, conflict_id,
};
use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{BatchId, ContactId, FactId, PersonId, ReplicaId};

use crate::any::{UNKNOWN, customer, day};

fn change(seq: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(0x0102_0304_0506_0708);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_800_000_000_000 + seq, 3, replica),
        on: day(seq),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::EditField,
        batch: Some(BatchId::new(Uuid::from_u128(5))),
        undoes: Some(ChangeId { replica, seq: 1 }),
        undoes_batch: None,
        ops,
    }
}

fn changes() -> Vec<Change> {
    let (id, fact) = (customer(1), FactId::new(Uuid::from_u128(3)));
    let create = Op::Create {
        id,
        values: vec![
            (fields::NAME, Value::Text("长乐行烟酒店".into())),
            (fields::DISTRICT, Value::Text("城南街道".into())),
            (fields::AREA, Value::Integer(40)),
            (fields::VALID_TO, Value::Date(day(100))),
            (fields::STATUS, Value::Choice(1)),
            (UNKNOWN, Value::Amount(Money::from_fen(1_250))),
            (jipan_rules::schema::FieldId(UNKNOWN.0 + 1), Value::YesNo(true)),
        ],
    };
    let put = Op::Put {
        id,
        field: fields::AREA,
        value: Some(Value::Integer(45)),
        base: Some(ChangeId { replica: ReplicaId::new(1), seq: 1 }),
        was: Some(Value::Integer(40)),
        was_on: Some(day(1)),
        reason: Some("扩建".into()),
    };
    let confirm = Op::Confirm { id, field: fields::NAME, on: Some(day(2)), was: Some(day(1)) };
    let note = Op::Note { id: fact, customer: id, text: "已拜访".into() };
    let retract = Op::RetractNote { id: fact, customer: id, retracted: true };
    let reason = Op::Reason {
        of: ChangeId { replica: ReplicaId::new(1), seq: 2 },
        customer: id,
        field: fields::AREA,
        text: "店主说的".into(),
    };
    let gone = customer(2);
    vec![
        change(1, vec![create, Op::Create { id: gone, values: Vec::new() }]),
        change(2, vec![put, confirm]),
        change(3, vec![note, retract, Op::Delete { id: gone }, Op::Restore { id }]),
        change(4, vec![reason]),
    ]
}

/// What layout 2 added, after the changes of layout 1.
fn changes_2() -> Vec<Change> {
    let (id, contact) = (customer(1), ContactId::new(Uuid::from_u128(4)));
    let said = Some(Value::Integer(50));
    let stated = Op::Stated {
        id,
        field: fields::AREA,
        value: said,
        asks: true,
        was: Some(Value::Integer(40)),
        was_asked: false,
    };
    let merge = Op::Merge { loser: customer(3), into: Some(id), was: None };
    let create = Op::Create { id: customer(3), values: Vec::new() };
    let distinct = Op::Distinct { one: id, other: customer(2), is_distinct: true };
    let put = Op::PutContact {
        id: contact,
        customer: id,
        field: fields::PHONE,
        value: Some(Value::Text("19900000002".into())),
        base: None,
        was: Some(Value::Text("19900000001".into())),
    };
    let gone = Op::DropContact { id: contact, customer: id, is_gone: true };
    let batch = Op::Batch(BatchInfo {
        id: BatchId::new(Uuid::from_u128(5)),
        kind: BatchKind::BulkEdit,
        name: String::new(),
        n_added: 0,
        n_updated: 2,
        n_failed: 0,
    });
    let with = |seq, action, ops| Change { action, ..change(seq, ops) };
    vec![
        with(5, Action::Import, vec![stated]),
        with(6, Action::MergeCustomers, vec![create, merge, distinct]),
        with(7, Action::EditContact, vec![put, gone]),
        with(8, Action::BulkEdit, vec![batch]),
        with(9, Action::DecideDifference, Vec::new()),
    ]
}

/// What layout 3 added, after the changes of layout 2.
fn changes_3() -> Vec<Change> {
    let (id, contact) = (customer(1), ContactId::new(Uuid::from_u128(4)));
    let side = |number: u64, value: Option<&str>| ConflictSide {
        change: ChangeId { replica: ReplicaId::new(number), seq: 7 },
        by: PersonId::new(Uuid::from_u128(9)),
        stamp: Stamp::new(1_800_000_000_000, 1, ReplicaId::new(number)),
        on: day(number),
        value: value.map(|text| Value::Text(text.into())),
    };
    let note = |contact, value| {
        let sides = [side(1, Some("19900000001")), side(2, value)];
        let place = (id, contact, fields::PHONE);
        let fact = conflict_id(sides[0].change, sides[1].change, place);
        let sides = Box::new(sides);
        (fact, Op::Conflict { id: fact, customer: id, contact, field: fields::PHONE, sides })
    };
    let (one, other) = (note(None, Some("19900000003")), note(Some(contact), None));
    let resolve = Op::ResolveConflict { id: one.0, customer: id, is_resolved: true };
    let with = |seq, action, ops| Change { action, ..change(seq, ops) };
    vec![
        with(10, Action::NoteConflict, vec![one.1, other.1]),
        with(11, Action::ResolveConflict, vec![resolve]),
        with(12, Action::JoinRecords, Vec::new()),
    ]
}

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(path).unwrap()
}

#[test]
fn changes_of_layout_1_are_read_for_ever() {
    for change in changes() {
        let bytes = fixture(&format!("change-1-{}.bin", change.id.seq));
        assert_eq!(Change::decode(&bytes), Ok(change));
    }
}

#[test]
fn pages_of_layout_1_are_read_for_ever() {
    let mut written = Book::new();
    for change in changes() {
        let _ = written.apply(&change);
    }
    let bytes = fixture("page-1.bin");
    let mut read = Book::new();
    assert_eq!(read.load_page(&bytes), Ok(2));
    assert_eq!(read.digest(), written.digest());
    let row = read.row_of(customer(1)).unwrap();
    assert_eq!(read.text(row, fields::NAME), Some("长乐行烟酒店"));
    assert_eq!(read.integer(row, fields::AREA), Some(45));
    assert_eq!(read.value(row, UNKNOWN), Some(Value::Amount(Money::from_fen(1_250))));
    assert_eq!(read.confirmed_on(row, fields::NAME), Some(day(2)));
    assert!(read.is_deleted(read.row_of(customer(2)).unwrap()));
    assert!(read.notes(row).all(|note| note.text == "已拜访" && note.is_retracted));
    assert_eq!(read.pinyin().get(row), written.pinyin().get(row));
}

#[test]
fn changes_of_layout_2_are_read_for_ever() {
    for change in changes_2() {
        let bytes = fixture(&format!("change-2-{}.bin", change.id.seq));
        assert_eq!((bytes[0], Change::decode(&bytes)), (2, Ok(change)));
    }
}

#[test]
fn pages_of_layout_2_are_read_for_ever() {
    let mut written = Book::new();
    for change in changes().into_iter().chain(changes_2()) {
        let _ = written.apply(&change);
    }
    let mut read = Book::new();
    assert_eq!(read.load_page(&fixture("page-2.bin")), Ok(3));
    // Batches are in the header.
    assert_eq!(read.load_header(&fixture("header-2.bin")), Ok(1));
    assert_eq!(read.digest(), written.digest());
    let row = read.row_of(customer(1)).unwrap();
    assert_eq!(read.imported(row, fields::AREA).unwrap().value, Some(Value::Integer(50)));
    assert!(read.differs(row, fields::AREA));
    assert_eq!(read.survivor_of(customer(3)), customer(1));
    assert!(read.is_distinct(customer(2), customer(1)));
    let contact = read.contact(customer(1), ContactId::new(Uuid::from_u128(4))).unwrap();
    assert_eq!((contact.text(fields::PHONE), contact.is_gone()), (Some("19900000002"), true));
}

#[test]
fn changes_of_layout_3_are_read_for_ever() {
    for change in changes_3() {
        let bytes = fixture(&format!("change-3-{}.bin", change.id.seq));
        assert_eq!((bytes[0], Change::decode(&bytes)), (3, Ok(change)));
    }
}

#[test]
fn pages_of_layout_3_are_read_for_ever() {
    let mut written = Book::new();
    for change in changes().into_iter().chain(changes_2()).chain(changes_3()) {
        let _ = written.apply(&change);
    }
    let mut read = Book::new();
    assert_eq!(read.load_page(&fixture("page-3.bin")), Ok(3));
    assert_eq!(read.load_header(&fixture("header-3.bin")), Ok(1));
    assert_eq!(read.digest(), written.digest());
    let row = read.row_of(customer(1)).unwrap();
    let told: Vec<_> =
        read.conflicts(row).map(|it| (it.contact.is_some(), it.is_settled)).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&(false, true)) && told.contains(&(true, false)));
    let [(open, id)] = read.open_conflicts()[..] else { panic!("one is open") };
    let open = read.conflict(open, id).unwrap();
    assert_eq!(open.sides[0].value, Some(Value::Text("19900000001".into())));
    assert_eq!((open.sides[1].value.as_ref(), read.n_open_conflicts()), (None, 1));
}

#[test]
fn what_the_first_layout_can_say_is_written_in_it() {
    for change in changes() {
        assert_eq!(change.encode().unwrap(), fixture(&format!("change-1-{}.bin", change.id.seq)));
    }
}

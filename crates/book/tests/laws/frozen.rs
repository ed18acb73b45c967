//! Bytes written by a released program are read for ever. A fixture is never written again: a new
//! layout gets a new one.

mod layout_5;
mod layout_6;

use jipan_book::{
    Action, BatchInfo, BatchKind, Book, Change, ChangeId, ConflictSide, LogRow, ObjectionWrite, Op,
    OrderWrite, PlacedOrder, Stamp, conflict_id, order_id_of, product_id_of,
};
use jipan_rules::Uuid;
use jipan_rules::order::{Disputed, OrderLine, OrderSource, OrderStatus, Outcome};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{BatchId, ContactId, FactId, PersonId, ReplicaId};

use crate::any::{UNKNOWN, customer, day};

/// Two customers to be forgotten, as 0x51 and as 0x52 wrote them.
const FORGET_FIRST: &str =
    "510210000000700000000000000000000000011000000070000000000000000000000002";
const FORGET_NOW: &str =
    "520210000000700000000000000000000000011000000070000000000000000000000002ac02";

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
            (FieldId(UNKNOWN.0 + 1), Value::YesNo(true)),
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

/// What layout 4 added, after the changes of layout 3.
fn changes_4() -> Vec<Change> {
    let (id, product) = (customer(1), product_id_of("6901028001"));
    let line = |quantity, price, amount| OrderLine { product, quantity, price, amount, pack: 250 };
    let place = |number: &str, source, status, lines| {
        let (review, on) = (5, day(20));
        let placed = PlacedOrder { number: number.into(), on, source, status, review, lines };
        let write = OrderWrite::Place(Box::new(placed));
        Op::Order { id: order_id_of(number), customer: id, write }
    };
    let lines = vec![line(10, 1_234_567, 123_457), line(-2, 0, 0)];
    let of_file = |lines| place("D1", OrderSource::File, OrderStatus::Delivered, lines);
    let of_app = place("261121-7f3a", OrderSource::App, OrderStatus::InReview, lines.clone());
    let write = |write| Op::Order { id: order_id_of("261121-7f3a"), customer: id, write };
    let moved = write(OrderWrite::Move { to: OrderStatus::Placed, why: Some("老客户".into()) });
    let gone = write(OrderWrite::Drop { is_gone: true });
    let objection =
        |write| Op::Objection { id: FactId::new(Uuid::from_u128(6)), customer: id, write };
    let raise = ObjectionWrite::Raise { about: Disputed::Tier, text: "不该是三档".into() };
    let answer = ObjectionWrite::Answer { outcome: Outcome::Upheld, text: "按月订货".into() };
    let put = |field, from, value| Op::Product {
        id: product,
        field: FieldId(field),
        from,
        value: Some(value),
        was: None,
    };
    let products = vec![
        put(150, None, Value::Text("6901028001".into())),
        put(154, Some(day(1)), Value::Integer(1_234_567)),
        put(157, Some(day(1)), Value::Integer(250)),
    ];
    let (value, was) = (Some("2 3 5 7 10 15 30".into()), Some("2 3 5 7 10 15 31".into()));
    let rule = Op::Rule { key: 1, from: day(30), value, was };
    let with = |seq, action, ops| Change { action, ..change(seq, ops) };
    vec![
        with(13, Action::Import, vec![of_file(lines), of_file(vec![line(11, 1_000_000, 110_000)])]),
        with(14, Action::Import, vec![of_file(vec![line(12, 1_000_000, 120_000)])]),
        with(15, Action::AddOrder, vec![of_app]),
        with(16, Action::MoveOrder, vec![moved]),
        with(17, Action::Undo, vec![gone]),
        with(18, Action::EditProduct, products),
        with(19, Action::SetRule, vec![rule]),
        with(20, Action::Object, vec![objection(raise)]),
        with(21, Action::AnswerObjection, vec![objection(answer)]),
        with(22, Action::Undo, vec![objection(ObjectionWrite::Reopen { is_open: true })]),
        with(23, Action::Undo, vec![objection(ObjectionWrite::Drop { is_gone: true })]),
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
fn changes_of_layout_4_are_read_for_ever() {
    for change in changes_4() {
        let bytes = fixture(&format!("change-4-{}.bin", change.id.seq));
        assert_eq!((bytes[0], Change::decode(&bytes)), (4, Ok(change)));
    }
}

#[test]
fn pages_of_layout_4_are_read_for_ever() {
    let mut written = Book::new();
    let earlier = changes().into_iter().chain(changes_2()).chain(changes_3());
    for change in earlier.chain(changes_4()) {
        let _ = written.apply(&change);
    }
    let mut read = Book::new();
    assert_eq!(read.load_header(&fixture("header-4.bin")), Ok(1));
    assert_eq!(read.load_page(&fixture("page-4.bin")), Ok(3));
    assert_eq!(read.digest(), written.digest());
    let row = read.row_of(customer(1)).unwrap();
    let orders: Vec<_> = read.orders(row).map(|it| (it.number, it.amount(), it.status)).collect();
    assert_eq!(orders, [("D1", 120_000, OrderStatus::Delivered)]);
    let gone = read.order(order_id_of("261121-7f3a")).unwrap();
    assert_eq!((gone.is_gone, gone.status, gone.lines.len()), (true, OrderStatus::Placed, 2));
    assert_eq!(gone.moves()[0].why, Some("老客户"));
    let [month] = read.months(row)[..] else { panic!("one month and one pack") };
    assert_eq!((month.quantity, month.amount, month.n_orders), (12, 120_000, 1));
    let objection = read.objections(row).next().unwrap();
    assert_eq!(
        (objection.about, objection.answer, objection.is_gone),
        (Disputed::Tier, None, true)
    );
    let product = read.product_by_code("6901028001").unwrap();
    assert_eq!(read.price_on(product.id, day(0)), None);
    assert_eq!(read.price_on(product.id, day(1)), Some(1_234_567));
    assert_eq!((read.pack_on(product.id, day(0)), read.pack_on(product.id, day(1))), (1, 250));
    let rule = read.rules().get(&(1, day(30))).unwrap();
    assert_eq!(rule.value.as_deref(), Some("2 3 5 7 10 15 30"));
}

#[test]
fn what_the_first_layout_can_say_is_written_in_it() {
    for change in changes() {
        assert_eq!(change.encode().unwrap(), fixture(&format!("change-1-{}.bin", change.id.seq)));
    }
}

#[test]
fn rows_that_forget_are_read_as_they_were_first_written_and_as_they_are_now() {
    let customers = vec![customer(1), customer(2)];
    let hex = |row: &LogRow| -> String {
        row.encode().unwrap().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
    };
    for (judged_to, written) in [(None, FORGET_FIRST), (Some(300), FORGET_NOW)] {
        let row = LogRow::Forget { customers: customers.clone(), judged_to };
        assert_eq!(hex(&row), written);
        assert_eq!(LogRow::decode(&row.encode().unwrap()), Ok(row));
    }
}

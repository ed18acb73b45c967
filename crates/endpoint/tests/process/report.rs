//! `jipan report`: the file of the endpoint is that of a book of the same changes.

use std::fs;
use std::process::Command;

use jipan_book::report::{class_row, class_rows};
use jipan_book::sheet::ExportFormat;
use jipan_book::standing::StandingsJob;
use jipan_book::{
    Action, Book, Change, ChangeId, Op, OrderWrite, PlacedOrder, Stamp, order_id_of, product_id_of,
};
use jipan_endpoint::Machine;
use jipan_endpoint::records::SqliteStorage;
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::{Language, fields};
use jipan_rules::setting::RulesOn;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sheets::export;
use jipan_sync::hub;

use crate::server::{complaint, said};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A shop, and its order of October.
fn shop(n: u32) -> Vec<Op> {
    let customer = CustomerId::new(Uuid::from_u128(u128::from(n) + 1));
    let text = |text: String| Value::Text(text.into());
    let values = vec![
        (fields::NAME, text(format!("=第{n}店"))),
        (fields::CODE, text(format!("{:03}", 400 - n))),
    ];
    let quantity = i64::from(n) * 10;
    let line = OrderLine {
        product: product_id_of("P1"),
        quantity,
        price: 1_234_500,
        amount: quantity * 12_345,
        pack: 50,
    };
    let number = n.to_string();
    let placed = PlacedOrder {
        number: number.as_str().into(),
        on: day(10, 5),
        source: OrderSource::File,
        status: OrderStatus::Delivered,
        review: 0,
        lines: vec![line],
    };
    let write = OrderWrite::Place(Box::new(placed));
    let order = Op::Order { id: order_id_of(&number), customer, write };
    vec![Op::Create { id: customer, values }, order]
}

#[test]
fn the_report_of_classes_has_the_bytes_that_a_tablet_writes_of_the_same_book() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jipan.db");
    let mut storage = SqliteStorage::open_or_make(&path).unwrap();
    let mut machine = Machine::new().unwrap();
    hub::open(&mut storage, &mut machine).unwrap();
    let mut book = Book::new();
    let replica = ReplicaId::new(7 << 8);
    // In the other order: a book is the same whatever came first.
    for n in (0..300).rev() {
        let change = Change {
            id: ChangeId { replica, seq: n.into() },
            stamp: Stamp::new(1_800_000_000_000 + u64::from(n), 0, replica),
            on: day(11, 6),
            by: PersonId::new(Uuid::from_u128(9)),
            action: Action::Import,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops: shop(n),
        };
        let _applied = book.apply(&change);
    }
    for n in 0..300 {
        hub::write(&mut storage, shop(n), (Action::Import, day(11, 6), None), &mut machine)
            .unwrap();
    }
    drop(storage);
    let mut job = StandingsJob::new(day(11, 22), [RulesOn::default(); 2]);
    while job.step(&book, 7) {}
    let standings = job.finish();
    let rows: Vec<_> = class_rows(&book, &standings)
        .into_iter()
        .map(|row| class_row(&book, &standings, row))
        .collect();
    for (format, kind) in [(ExportFormat::Csv, "csv"), (ExportFormat::Xlsx, "xlsx")] {
        for (language, lang) in [(Language::Zh, "zh"), (Language::En, "en")] {
            let asked = [
                "report",
                "classes",
                "--format",
                kind,
                "--lang",
                lang,
                "--on",
                "2026-11-22",
                "out",
            ];
            let told = said(folder.path(), &asked);
            assert!(told.contains("300 customers"), "{told}");
            let wanted = export::classes(format, &rows, language, day(11, 22)).unwrap();
            assert!(fs::read(folder.path().join("out")).unwrap() == wanted, "{kind} {lang}");
        }
    }
    let csv = export::classes(ExportFormat::Csv, &rows, Language::En, day(11, 22)).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let head = "Customer code,Shop name,Class,Volume tier,Tier before,Grade,";
    assert!(csv.trim_start_matches('\u{feff}').starts_with(head), "{csv}");
    assert!(csv.contains("\r\n101,'=第299店,,1,8,"), "a name is never a formula: {csv}");
}

#[test]
fn today_is_the_day_of_the_place_where_the_endpoint_stands() {
    let folder = tempfile::tempdir().unwrap();
    let mut storage = SqliteStorage::open_or_make(&folder.path().join("jipan.db")).unwrap();
    let mut machine = Machine::new().unwrap();
    hub::open(&mut storage, &mut machine).unwrap();
    hub::write(&mut storage, shop(1), (Action::Import, day(11, 6), None), &mut machine).unwrap();
    drop(storage);
    let asked = ["report", "classes", "--format", "xlsx", "out"];
    // Two places that never have the same day: the file names its day.
    let [east, west] = ["<+14>-14", "<-12>12"].map(|zone| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jipan"));
        let command = command.current_dir(folder.path()).args(asked).env("TZ", zone);
        assert!(command.output().unwrap().status.success());
        fs::read(folder.path().join("out")).unwrap()
    });
    assert!(east != west);
}

#[test]
fn a_report_of_no_data_says_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(complaint(folder.path(), &["report", "classes", "out.csv"]).contains("there is no"));
}

//! Two crates that others wrote read what we write and write what we read.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use jipan_book::sheet::{ExportCell, ExportFormat, ExportKind, SheetReply, SheetRequest};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::{Datelike as _, NaiveDate};
use jipan_sheets::Session;
use jipan_sheets::export::Export;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::common::{check_all, data};

/// The cells of the first sheet as the other reader sees them.
fn cells_of(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = workbook.sheet_names()[0].clone();
    let range = workbook.worksheet_range(&name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn exported(headings: &[&str], rows: Vec<Vec<ExportCell>>) -> Vec<u8> {
    let request = SheetRequest::Export {
        format: ExportFormat::Xlsx,
        headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
        rows,
        last: true,
        file_name: "客户-2026-11-22.xlsx".to_owned(),
    };
    let (reply, body) = Session::default().handle(request, None).remove(0);
    let SheetReply::File { name, mime } = reply else { panic!("{reply:?}") };
    assert_eq!(name, "客户-2026-11-22.xlsx");
    assert!(mime.ends_with("spreadsheetml.sheet"));
    body.unwrap()
}

fn cell(text: &str, kind: ExportKind) -> ExportCell {
    ExportCell { text: text.to_owned(), kind }
}

#[test]
fn the_other_reader_finds_numbers_days_and_texts_in_an_export() {
    let row = vec![
        cell("=1+1", ExportKind::Text),
        cell("000330382", ExportKind::Text),
        cell("120", ExportKind::Integer),
        cell("12.50", ExportKind::Amount),
        cell("2025-11-02", ExportKind::Day),
        cell("城镇", ExportKind::Choice),
        cell("", ExportKind::Choice),
    ];
    let headings = ["备注", "客户代码", "营业面积", "金额", "发证日期", "市场类型", "业态"];
    let bytes = exported(&headings, vec![row]);
    let cells = cells_of(bytes.clone());
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(cells[0], headings.map(text));
    assert_eq!(
        cells[1][..4],
        [text("=1+1"), text("000330382"), Data::Float(120.0), Data::Float(12.5)]
    );
    let Data::DateTime(day) = &cells[1][4] else { panic!("{:?}", cells[1][4]) };
    assert_eq!((day.is_datetime(), day.as_f64()), (true, 45_963.0));
    assert_eq!(cells[1][5..], [text("城镇"), Data::Empty]);
    let workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["客户-2026-11-22"]);
}

#[test]
fn a_formula_is_one_for_the_other_reader_with_what_it_comes_to_and_a_text_never_is() {
    let row = vec![
        cell("100.00", ExportKind::Amount),
        cell("A2*2\t200.00", ExportKind::Formula),
        cell("IF(A2=0,\"\",B2/A2)\t2", ExportKind::RateFormula),
        cell("0.35", ExportKind::Rate),
        cell("=A2\t1", ExportKind::Text),
        cell("\t7.50", ExportKind::Formula),
    ];
    let bytes = exported(&["甲", "乙", "丙", "丁", "戊", "己"], vec![row.clone()]);
    let cells = cells_of(bytes.clone());
    let numbers = [100.0, 200.0, 2.0, 0.35].map(Data::Float);
    assert_eq!(cells[1][..4], numbers);
    assert_eq!(cells[1][4..], [Data::String("=A2\t1".to_owned()), Data::Float(7.5)]);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = workbook.sheet_names()[0].clone();
    let formulas = workbook.worksheet_formula(&name).unwrap();
    let formula = |column| formulas.get_value((1, column)).cloned().unwrap_or_default();
    assert_eq!([0, 1, 2, 5].map(formula), ["", "A2*2", "IF(A2=0,\"\",B2/A2)", ""]);
    let mut csv = Export::new(ExportFormat::Csv, &["甲".to_owned()], "甲", &[]).unwrap();
    csv.push(&row).unwrap();
    let csv = String::from_utf8(csv.finish().unwrap()).unwrap();
    assert!(csv.contains("\r\n100.00,200.00,2,0.35,"), "{csv}");
}

#[test]
fn the_other_reader_finds_the_failed_rows_with_their_types() {
    let mut checked = check_all("shops.xlsx", data("shops.xlsx"), 500);
    let failing = checked.rows.iter().filter(|row| !row.errors.is_empty());
    let rows: Vec<_> = failing.map(|row| (row.record, format!("行 {}", row.record))).collect();
    let request = SheetRequest::Failed { rows, reason_heading: "原因".to_owned() };
    let (reply, body) = checked.session.handle(request, None).remove(0);
    assert!(matches!(reply, SheetReply::File { name, .. } if name == "shops-原因.xlsx"));
    let (all, failed) = (cells_of(data("shops.xlsx")), cells_of(body.unwrap()));
    assert_eq!(failed.len(), 13);
    assert_eq!(failed[0][..24], all[0]);
    assert_eq!(failed[0][24], Data::String("原因".to_owned()));
    for (row, record) in failed[1..].iter().zip(32_u32..) {
        assert_eq!(row[..24], all[record as usize - 1], "record {record}");
        assert_eq!(row[24], Data::String(format!("行 {record}")));
    }
    assert!(failed.iter().flatten().any(|cell| matches!(cell, Data::DateTime(_))));
    assert!(failed.iter().flatten().any(|cell| matches!(cell, Data::Float(_))));
}

/// What a cell of the other writer holds.
#[derive(Debug, Clone)]
enum Written {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Formula(String),
    Blank,
}

fn written() -> impl Strategy<Value = Written> {
    let sign = prop::sample::select(vec![
        "a", "店", "𠮷", "=", "'", "&", "<", "\"", "\n", "_x000D_", "_x005F_", "_", "x", " ",
    ]);
    let text = prop::collection::vec(sign, 1..8).prop_map(|signs| format!("x{}x", signs.concat()));
    prop_oneof![
        text.clone().prop_map(Written::Text),
        (-999_999_999_999_999_i64..=999_999_999_999_999).prop_map(Written::Number),
        (1_i32..80_000).prop_map(|days| {
            Written::Day(NaiveDate::from_num_days_from_ce_opt(693_655 + days).unwrap())
        }),
        "[a-z店]{1,8}".prop_map(Written::Formula),
        Just(Written::Blank),
    ]
}

/// The text that a cell shows.
fn shown(written: &Written) -> Option<String> {
    match written {
        Written::Text(text) | Written::Formula(text) => Some(text.clone()),
        Written::Number(number) => Some(number.to_string()),
        Written::Day(day) => Some(day.to_string()),
        Written::Blank => None,
    }
}

proptest! {
    #[test]
    fn what_the_other_writer_writes_is_read_as_it_is_shown(
        rows in prop::collection::vec(prop::collection::vec(written(), 2), 1..12),
        first_row in 0_u32..20,
        first_column in 0_u16..40,
    ) {
        let mut workbook = Workbook::new();
        let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        let sheet = workbook.add_worksheet();
        for (column, heading) in (first_column..).zip(["店铺名称", "备注"]) {
            sheet.write_string(first_row, column, heading).unwrap();
        }
        for (row, cells) in (first_row + 1..).zip(&rows) {
            for (column, cell) in (first_column..).zip(cells) {
                match cell {
                    Written::Text(text) => sheet.write_string(row, column, text).unwrap(),
                    #[expect(clippy::cast_precision_loss, reason = "15 digits fit")]
                    Written::Number(number) => sheet.write_number(row, column, *number as f64).unwrap(),
                    Written::Day(date) => {
                        let serial = f64::from(date.num_days_from_ce() - 693_594);
                        sheet.write_number_with_format(row, column, serial, &day).unwrap()
                    }
                    Written::Formula(text) => {
                        let formula = Formula::new("=A1").set_result(text);
                        sheet.write_formula(row, column, formula).unwrap()
                    }
                    Written::Blank => sheet,
                };
            }
        }
        let checked = check_all("a.xlsx", workbook.save_to_buffer().unwrap(), 5);
        for (number, cells) in (first_row + 2..).zip(&rows) {
            let Some(row) = checked.rows.iter().find(|row| row.record == number) else {
                prop_assert!(cells.iter().all(|cell| shown(cell).is_none()));
                continue;
            };
            let value = |id: FieldId| row.values.iter().find(|(known, _)| *known == id);
            let remark = shown(&cells[1]).map(|text| (fields::REMARK, Value::Text(text.into())));
            prop_assert_eq!(value(fields::REMARK).cloned(), remark);
            let name = shown(&cells[0]).map(|text| Value::Text(text.replace('\n', " ").into()));
            prop_assert_eq!(value(fields::NAME).map(|(_, value)| value.clone()), name);
        }
    }

    #[test]
    fn what_is_exported_is_read_by_the_other_reader(
        texts in prop::collection::vec("[a店𠮷=&<>\"'_x000D\r\n\u{1}]{0,12}", 1..10),
    ) {
        let rows = texts.iter().map(|text| vec![cell("店", ExportKind::Choice), cell(text, ExportKind::Text)]);
        let cells = cells_of(exported(&["店铺名称", "备注"], rows.collect()));
        for (row, text) in cells[1..].iter().zip(&texts) {
            // A guard is doubled, so that an import takes the right one away.
            let expected = jipan_sheets::guard::kept(text);
            let found = match row.get(1) {
                Some(Data::String(found)) => found.as_str(),
                Some(Data::Empty) | None => "",
                Some(other) => panic!("{other:?}"),
            };
            prop_assert_eq!(found, expected);
        }
    }
}

//! Workbooks that are too large, damaged, protected or made to harm: each is refused with what it
//! is, and none is unpacked first.

use jipan_book::sheet::{SheetError, SheetReply};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_sheets::open::Limits;
use proptest::prelude::*;

use crate::common::{check, check_all, open, open_within};
use crate::xlsx::{Book, book, sheet, texts, worksheet, zip};

fn refusal(bytes: Vec<u8>) -> SheetError {
    refusal_within(Limits::default(), bytes)
}

fn refusal_within(limits: Limits, bytes: Vec<u8>) -> SheetError {
    let (_, reply) = open_within(limits, "a.xlsx", bytes, 500);
    let SheetReply::Refused(error) = reply else { panic!("{reply:?}") };
    error
}

/// A list with these rows below the heading of the name.
fn list(rows: &str) -> String {
    texts(1, &["店铺名称"]) + rows
}

#[test]
fn an_extent_that_is_only_claimed_costs_nothing() {
    // Every sheet of these tests claims A1:XFD1048576.
    let checked = check_all("a.xlsx", sheet(&list(&texts(1_048_576, &["最后一店"]))), 500);
    assert_eq!(checked.rows.len(), 1);
    assert_eq!(checked.rows[0].record, 1_048_576);
    assert_eq!(checked.value(1_048_576, fields::NAME), Some(Value::Text("最后一店".into())));
}

#[test]
fn more_columns_than_fit_are_counted_and_refused() {
    let cells = |n: usize| "<c t=\"str\"><v>x</v></c>".repeat(n);
    let rows = format!("<row r=\"2\">{}</row>", cells(501));
    assert_eq!(refusal(sheet(&list(&rows))), SheetError::TooManyColumns { n: 501, n_max: 500 });
    let rows = format!("<row r=\"2\">{}</row>", cells(100_000));
    let error = refusal(sheet(&list(&rows)));
    assert_eq!(error, SheetError::TooManyColumns { n: 100_000, n_max: 500 });
    let rows = "<row r=\"2\"><c r=\"ZZZZZZZZZZ2\"><v>1</v></c></row>";
    assert!(matches!(refusal(sheet(&list(rows))), SheetError::TooManyColumns { n_max: 500, .. }));
}

#[test]
fn more_rows_or_cells_or_text_than_fit_are_refused() {
    let limits = Limits { n_records_max: 3, ..Limits::default() };
    let rows = |n: u32| (2..n + 2).map(|row| texts(row, &["店"])).collect::<String>();
    let error = refusal_within(limits, sheet(&list(&rows(3))));
    assert_eq!(error, SheetError::TooManyRecords { n_max: 3 });
    let (_, reply) = open_within(limits, "a.xlsx", sheet(&list(&rows(2))), 500);
    assert!(matches!(reply, SheetReply::Preview { n_records: 2, .. }));
    let limits = Limits { n_cells_max: 3, ..Limits::default() };
    assert_eq!(
        refusal_within(limits, sheet(&list(&rows(3)))),
        SheetError::TooManyCells { n_max: 3 }
    );
    let limits = Limits { text_bytes_max: 20, ..Limits::default() };
    let expected = SheetError::UnpacksTooLarge { bytes: 21, bytes_max: 20 };
    assert_eq!(refusal_within(limits, sheet(&list(&rows(3)))), expected);
    let strings = ["<si><t>0123456789</t></si>"; 3];
    let xml = worksheet(&list(""), "");
    let bytes = Book { sheets: &[("a", &xml)], strings: &strings, ..Book::default() }.bytes();
    let expected = SheetError::UnpacksTooLarge { bytes: 30, bytes_max: 20 };
    assert_eq!(refusal_within(limits, bytes), expected);
    let far = "<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>";
    assert!(matches!(refusal(sheet(&list(far))), SheetError::TooManyRecords { .. }));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let mut rows = list("");
    rows.push_str(&" ".repeat(60_000_000));
    let bytes = sheet(&rows);
    assert!(bytes.len() < 300_000, "{}", bytes.len());
    let SheetError::UnpacksTooLarge { bytes: unpacked, bytes_max } = refusal(bytes) else {
        panic!()
    };
    assert!(unpacked > 60_000_000 && bytes_max < 60_000_000, "{unpacked} {bytes_max}");
}

#[test]
fn a_part_that_unpacks_to_more_or_less_than_the_directory_says_is_damaged() {
    let honest = sheet(&list(&texts(2, &["店"])));
    let (_, reply) = open("a.xlsx", honest.clone(), 500);
    assert!(matches!(reply, SheetReply::Preview { .. }));
    let mut n_seen = 0;
    for at in 0..honest.len() - 4 {
        if !honest[at..].starts_with(b"PK\x01\x02") {
            continue;
        }
        for (offset, name) in [(24, "size"), (16, "checksum"), (42, "place")] {
            for change in [1_u32, 0x4000_0000] {
                let mut lying = honest.clone();
                let field = at + offset..at + offset + 4;
                let value = u32::from_le_bytes(lying[field.clone()].try_into().unwrap());
                lying[field].copy_from_slice(&value.wrapping_add(change).to_le_bytes());
                let error = refusal(lying);
                let is_known =
                    matches!(error, SheetError::Damaged | SheetError::UnpacksTooLarge { .. });
                assert!(is_known, "{name} of the part at {at}: {error:?}");
                n_seen += 1;
            }
        }
    }
    assert_eq!(n_seen, 36, "six parts, three fields, two changes");
}

#[test]
fn a_workbook_cut_anywhere_is_refused() {
    let whole = sheet(&list(&texts(2, &["店"])));
    for length in 5..whole.len() {
        assert_eq!(refusal(whole[..length].to_vec()), SheetError::Damaged, "{length}");
    }
}

#[test]
fn a_part_behind_a_password_is_named() {
    let mut bytes = sheet(&list(""));
    let at = bytes.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    bytes[at + 8] |= 1;
    assert_eq!(refusal(bytes), SheetError::Encrypted);
}

#[test]
fn a_zip_file_without_a_workbook_and_workbooks_of_other_kinds_are_named() {
    let of = |name: &str| zip(&[(name.to_owned(), b"<a/>".to_vec())]);
    assert_eq!(refusal(of("shops.csv")), SheetError::NoWorkbook);
    assert_eq!(refusal(of("content.xml")), SheetError::Workbook);
    assert_eq!(refusal(of("xl/workbook.bin")), SheetError::Workbook);
    assert_eq!(refusal(of("Index/Document.iwa")), SheetError::Workbook);
    assert_eq!(refusal(zip(&[])), SheetError::NoWorkbook);
    assert_eq!(refusal(book(&[])), SheetError::NoWorkbook);
}

#[test]
fn a_workbook_without_headings_says_so() {
    assert_eq!(refusal(sheet("")), SheetError::Empty);
    assert_eq!(refusal(sheet("<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>")), SheetError::Empty);
    let rows = texts(1, &["330382000001", "19901000000"]);
    assert_eq!(refusal(sheet(&rows)), SheetError::NoHeader);
}

#[test]
fn xml_that_is_not_what_a_spreadsheet_writes_is_damaged() {
    let deep = "<a>".repeat(100);
    let long =
        format!("<row r=\"2\"><c r=\"A2\" t=\"str\"><v>{}</v></c></row>", "x".repeat(2_000_000));
    let twice = texts(2, &["a"]) + &texts(2, &["b"]);
    let back = texts(3, &["a"]) + &texts(2, &["b"]);
    let unknown = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>";
    let entity = "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>&bomb;</v></c></row>";
    let nowhere = "<row r=\"2\"><c r=\"2\"><v>1</v></c></row>";
    let open = "<row r=\"2\"><c r=\"A2\">";
    for rows in [&deep, &long, &twice, &back, unknown, entity, nowhere, open] {
        assert_eq!(refusal(sheet(&list(rows))), SheetError::Damaged, "{rows:.60}");
    }
    let doctype = format!("<!DOCTYPE x [<!ENTITY bomb \"x\">]>{}", worksheet(&list(""), ""));
    assert_eq!(refusal(book(&[("a", &doctype)])), SheetError::Damaged);
    assert_eq!(refusal(book(&[("a", "<chartsheet/>")])), SheetError::Damaged);
}

#[test]
fn a_worker_that_refused_a_file_takes_the_next_one() {
    let (mut session, reply) = open("a.xlsx", sheet(&list("<a>")), 500);
    assert_eq!(reply, SheetReply::Refused(SheetError::Damaged));
    let request = jipan_book::sheet::SheetRequest::Open {
        file_name: "b.xlsx".to_owned(),
        remembered: Vec::new(),
        today: jipan_rules::NaiveDate::default(),
    };
    let reply = crate::common::ask(&mut session, request, Some(sheet(&list(&texts(2, &["店"])))));
    let SheetReply::Preview { guessed, .. } = reply else { panic!("{reply:?}") };
    assert_eq!(check(&mut session, guessed).len(), 1);
}

proptest! {
    #[test]
    fn a_workbook_with_any_byte_changed_is_read_or_refused(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = sheet(&list(&texts(2, &["店"])));
        let idx = at.index(bytes.len());
        bytes[idx] = byte;
        let (mut session, reply) = open("a.xlsx", bytes, 500);
        if let SheetReply::Preview { guessed, .. } = reply {
            check(&mut session, guessed);
        }
    }

    #[test]
    fn any_cells_are_read_or_refused(cells in "[<>/crvist =\"A-C1-3&;#!]{0,80}") {
        let (mut session, reply) = open("a.xlsx", sheet(&list(&cells)), 500);
        if let SheetReply::Preview { guessed, .. } = reply {
            check(&mut session, guessed);
        }
    }
}

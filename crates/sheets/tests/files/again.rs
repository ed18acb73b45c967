//! The file of failed rows is read as it was meant, whatever stood around its headings before.

use jipan_book::sheet::{SheetFormat, SheetReply, SheetRequest};
use jipan_sheets::guess::REASON_HEADINGS;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::common::{check, open};

/// The numbers of records, the headings and the delimiter of a file, and the file of all its records
/// with reasons in this language.
fn failed(bytes: Vec<u8>, language: usize) -> Option<(usize, Vec<String>, String, Vec<u8>)> {
    let (mut session, reply) = open("a.csv", bytes, 500);
    let SheetReply::Preview { headings, format, guessed, .. } = reply else { return None };
    let rows = check(&mut session, guessed);
    let reason = |row: &jipan_book::sheet::CheckedRow| (row.record, "错".to_owned());
    let request = SheetRequest::Failed {
        rows: rows.iter().map(reason).collect(),
        reason_heading: REASON_HEADINGS[language].to_owned(),
    };
    let (_, file) = session.handle(request, None).remove(0);
    let format = match format {
        SheetFormat::Text { encoding, delimiter } => format!("{encoding:?} {delimiter:?}"),
        SheetFormat::Workbook { .. } => String::new(),
    };
    Some((rows.len(), headings, format, file.unwrap()))
}

/// Asserts that all failed records come again, below the same headings, twice over.
fn assert_comes_again(bytes: Vec<u8>) {
    let Some((n, mut headings, format, file)) = failed(bytes, 0) else { return };
    if !headings.last().is_some_and(|it| REASON_HEADINGS.contains(&it.as_str())) {
        headings.push(String::new());
    }
    headings.pop();
    for language in [1, 0] {
        let (n_again, mut again, format_again, _) = failed(file.clone(), language).unwrap();
        assert_eq!(again.pop().as_deref(), Some(REASON_HEADINGS[0]));
        assert_eq!((n_again, &again, &format_again), (n, &headings, &format));
    }
}

#[test]
fn a_record_that_names_more_fields_does_not_become_the_headings_when_the_titles_are_gone() {
    // The headings are among the first thirty records; what stands in the thirty-fifth is not sought.
    let title = "乐清市零售户清单\n".repeat(28);
    let row = "一,C1,\n".repeat(6);
    let bytes = format!(
        "{title}店铺名称,客户代码,颜色\n{row}店铺名称,客户代码,备注\n二\t店铺名称;客户代码;备注;电话,\n"
    );
    assert_comes_again(bytes.into_bytes());
}

#[test]
fn what_the_fuzzer_found_is_read_again() {
    let csv = ["headings-below-1", "headings-below-2", "headings-below-3"];
    for name in csv.map(|it| format!("csv/{it}")).into_iter().chain(["xlsx/headings-below".into()])
    {
        let path = format!("{}/../../fuzz/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
        assert_comes_again(std::fs::read(path).unwrap());
    }
}

#[test]
fn the_same_holds_for_a_workbook() {
    let title = std::iter::repeat_n("乐清市零售户清单", 28);
    let lines = title.chain(["店铺名称,客户代码,颜色", "一,C1,红", "店铺名称,客户代码,备注"]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    assert_comes_again(workbook.save_to_buffer().unwrap());
}

#[test]
fn old_reasons_are_replaced_in_any_language() {
    let (_, _, _, file) = failed("店铺名称\n一\n".into(), 0).unwrap();
    let (_, _, _, again) = failed(file, 1).unwrap();
    let expected = format!("店铺名称,{}\n一,错\n", REASON_HEADINGS[1]);
    assert_eq!(String::from_utf8(again).unwrap(), expected);
}

#[test]
fn the_headings_of_reasons_are_those_of_the_locales() {
    let locales = [
        include_str!("../../../../locales/zh-CN/import.ftl"),
        include_str!("../../../../locales/en/import.ftl"),
    ];
    for (locale, heading) in locales.into_iter().zip(REASON_HEADINGS) {
        assert!(locale.lines().any(|it| it == format!("import-reason = {heading}")), "{heading}");
    }
}

proptest! {
    #[test]
    fn the_failed_rows_of_any_text_come_again(
        lines in prop::collection::vec("(店铺名称|客户代码|备注|a|1|\"|,|\t|;){0,8}", 1..60),
    ) {
        assert_comes_again(lines.join("\n").into_bytes());
    }
}

//! The shop files: what must come in and what must come back. Copies of the files are in
//! `tests/data` of the workspace; `truth.json` says what is true of them.

use std::collections::BTreeMap;

use jipan_book::sheet::{Delimiter, Encoding, RowError, SheetFormat, SheetKind, SheetReply};
use jipan_rules::NaiveDate;
use jipan_rules::check::ValueError;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;

use crate::common::{Checked, check_all, data, open};

fn truth() -> BTreeMap<u32, String> {
    let truth: serde_json::Value = serde_json::from_slice(&data("truth.json")).unwrap();
    let failing = truth["failing"].as_object().unwrap();
    failing
        .iter()
        .map(|(record, reason)| (record.parse().unwrap(), reason.as_str().unwrap().to_owned()))
        .collect()
}

fn gb18030() -> Checked {
    check_all("shops-gb18030.csv", data("shops-gb18030.csv"), 500)
}

/// Whether the errors are the one reason that the truth states.
fn is_reason(reason: &str, errors: &[RowError]) -> bool {
    let [error] = errors else { return false };
    let is_cell = |id: FieldId, is_error: fn(&ValueError) -> bool| matches!(error, RowError::Cell { field, error, .. } if *field == id && is_error(error));
    let is_key = |id: FieldId, first: u32| {
        matches!(error, RowError::RepeatedKey { field, first_record, .. }
            if *field == id && *first_record == first)
    };
    match reason {
        "店铺名称为空" => *error == RowError::Missing { field: fields::NAME },
        "许可证号重复" => is_key(fields::LICENCE, 31),
        "客户代码重复" => is_key(fields::CODE, 42),
        "联系电话无效" => is_cell(fields::PHONE, |it| matches!(it, ValueError::InvalidPhone)),
        "发证日期不存在" => {
            is_cell(fields::ISSUED, |it| matches!(it, ValueError::NoSuchDate))
        }
        "营业面积为负" => {
            is_cell(fields::AREA, |it| matches!(it, ValueError::BelowMin { .. }))
        }
        "业态未知" => is_cell(fields::FORMAT, |it| matches!(it, ValueError::UnknownChoice)),
        "订货周期不是数字" => {
            is_cell(fields::ORDER_CYCLE, |it| matches!(it, ValueError::NotANumber))
        }
        "店铺名称过长" => {
            is_cell(fields::NAME, |it| matches!(it, ValueError::TooLong { .. }))
        }
        "市场类型未知" => {
            is_cell(fields::MARKET, |it| matches!(it, ValueError::UnknownChoice))
        }
        "有效日期早于发证日期" => matches!(error, RowError::ValidToBeforeIssued { .. }),
        "诚信等级未知" => {
            is_cell(fields::INTEGRITY, |it| matches!(it, ValueError::UnknownChoice))
        }
        other => panic!("a reason without a check: {other}"),
    }
}

#[test]
fn every_heading_of_the_shop_file_is_found() {
    let (_, reply) = open("shops-gb18030.csv", data("shops-gb18030.csv"), 500);
    let SheetReply::Preview { format, kind, headings, guessed, sample, n_records } = reply else {
        panic!("{reply:?}");
    };
    let (encoding, delimiter) = (Encoding::Gb18030, Delimiter::Comma);
    assert_eq!(format, SheetFormat::Text { encoding, delimiter });
    assert_eq!((kind, headings.len()), (SheetKind::Customers, 24));
    for (heading, field) in headings.iter().zip(&guessed) {
        assert!(field.is_some(), "{heading}");
    }
    assert_eq!(sample.len(), 8);
    assert_eq!(sample[1][1], "阿刘饭店");
    assert_eq!(n_records, 5000);
}

#[test]
fn the_records_of_the_truth_come_back_each_with_its_reason_and_all_others_come_in() {
    let checked = gb18030();
    assert_eq!(checked.rows.len(), 5000);
    let good = checked.rows.iter().filter(|row| row.errors.is_empty()).count();
    assert_eq!(good, 4988);
    let failing: Vec<_> = checked.rows.iter().filter(|row| !row.errors.is_empty()).collect();
    let truth = truth();
    let numbers: Vec<u32> = failing.iter().map(|row| row.record).collect();
    assert_eq!(numbers, truth.keys().copied().collect::<Vec<_>>());
    for row in failing {
        let reason = &truth[&row.record];
        assert!(is_reason(reason, &row.errors), "{reason}: {:?}", row.errors);
    }
}

#[test]
fn closed_shops_are_271() {
    let checked = gb18030();
    let active = checked.text_values(fields::STATUS);
    assert_eq!(active.iter().filter(|(_, status)| status != "正常").count(), 271);
}

#[test]
fn the_utf8_files_agree_with_the_gb18030_file() {
    let long = gb18030();
    for (name, encoding) in
        [("shops-utf8.csv", Encoding::Utf8), ("shops-utf8-bom.csv", Encoding::Utf8Bom)]
    {
        let short = check_all(name, data(name), 500);
        assert_eq!(short.format, SheetFormat::Text { encoding, delimiter: Delimiter::Comma });
        assert_eq!(short.rows.len(), 500);
        assert_eq!(short.rows, long.rows[..500]);
    }
}

#[test]
fn the_workbook_gives_what_the_text_file_gives() {
    let workbook = check_all("shops.xlsx", data("shops.xlsx"), 500);
    let sheets = vec!["客户".to_owned()];
    assert_eq!(workbook.format, SheetFormat::Workbook { sheets, sheet: 0, header_row: 1 });
    assert_eq!(workbook.rows.len(), 2000);
    for (row, text_row) in workbook.rows.iter().zip(&gb18030().rows) {
        assert_eq!(row, text_row);
    }
}

#[test]
fn awkward_records_come_in_with_exactly_what_they_say() {
    let checked = gb18030();
    let text = |text: &str| Some(Value::Text(text.into()));
    let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).map(Value::Date);
    let expected = [
        (12, fields::NAME, text("\"老字号\"兴隆超市,总店")),
        (13, fields::REMARK, text("第一行\n第二行")),
        (14, fields::PHONE, text("199010000012")),
        (15, fields::NAME, text("前后有空格便利店")),
        (16, fields::ISSUED, date(2024, 3, 5)),
        (17, fields::ISSUED, date(2024, 3, 5)),
        (18, fields::REMARK, text("=HYPERLINK(\"http://x\",\"点我\")")),
        (20, fields::NAME, text("<b>加粗</b>超市")),
        (21, fields::NAME, text("㐂乐食杂店")),
        (22, fields::AREA, Some(Value::Integer(1200))),
        (24, fields::REMARK, text("-5 元/条")),
        (25, fields::NAME, text("𠮷祥便利店")),
        (12, fields::REMARK, None),
    ];
    for (record, field, value) in expected {
        assert_eq!(checked.value(record, field), value, "record {record}");
    }
    assert!(checked.value(23, fields::PHONE).is_some());
    for record in 12..=25 {
        assert!(checked.row(record).errors.is_empty());
    }
}

#[test]
fn a_batch_of_any_size_gives_the_same() {
    let whole = check_all("a.csv", data("shops-utf8.csv"), 1000);
    for n_batch in [1, 3, 7, 11, 100, 499, 500] {
        assert_eq!(check_all("a.csv", data("shops-utf8.csv"), n_batch).rows, whole.rows);
    }
}

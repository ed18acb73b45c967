//! Workbooks of every kind: what their cells say to the fields, where their headings stand, which
//! sheet is read.

use jipan_book::sheet::{RowError, SheetFormat, SheetReply, SheetRequest};
use jipan_rules::NaiveDate;
use jipan_rules::check::ValueError;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;

use crate::common::{Checked, ask, check, check_all, open};
use crate::xlsx::{Book, book, sheet, texts, worksheet};

#[expect(clippy::unnecessary_wraps, reason = "what a record has in a field, beside None")]
fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

fn day(year: i32, month: u32, day: u32) -> Option<Value> {
    NaiveDate::from_ymd_opt(year, month, day).map(Value::Date)
}

/// The errors of a record.
fn errors(checked: &Checked, record: u32) -> &[RowError] {
    &checked.row(record).errors
}

/// The sheet that was read, its heading row and its headings.
fn headings_of(bytes: Vec<u8>) -> (u32, u32, Vec<String>, Vec<Option<FieldId>>) {
    let (_, reply) = open("a.xlsx", bytes, 500);
    let SheetReply::Preview { format, headings, guessed, .. } = reply else { panic!("{reply:?}") };
    let SheetFormat::Workbook { sheet, header_row, .. } = format else { panic!("{format:?}") };
    (sheet, header_row, headings, guessed)
}

const NAMES: [&str; 3] = ["店铺名称", "客户代码", "备注"];

/// Formats 1 to 6 of a workbook: a day, a Chinese day, five zeros, month and day, text, an amount.
const STYLES: &str = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy/m/d;@\"/>\
    <numFmt numFmtId=\"171\" formatCode=\"00000\"/>\
    <numFmt numFmtId=\"172\" formatCode=\"m&quot;月&quot;d&quot;日&quot;\"/></numFmts>\
    <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"31\"/><xf numFmtId=\"171\"/>\
    <xf numFmtId=\"172\"/><xf numFmtId=\"49\"/><xf numFmtId=\"4\"/></cellXfs>\
    <dxfs><dxf><numFmt numFmtId=\"171\" formatCode=\"yyyy\"/></dxf></dxfs>";

fn styled(rows: &str, properties: &str) -> Vec<u8> {
    let xml = worksheet(rows, "");
    Book { sheets: &[("a", &xml)], styles: STYLES, properties, ..Book::default() }.bytes()
}

#[test]
fn numbers_keep_their_digits_in_codes_phones_and_texts() {
    let rows = texts(1, &["店铺名称", "客户代码", "许可证号", "联系电话", "备注"])
        + "<row r=\"2\"><c r=\"A2\"><v>7.0</v></c><c r=\"B2\" s=\"3\"><v>123</v></c>\
           <c r=\"C2\"><v>3.3038211000100001E+11</v></c><c r=\"D2\"><v>19901000000</v></c>\
           <c r=\"E2\"><v>12.5</v></c></row>\
           <row r=\"3\"><c r=\"A3\" t=\"n\"><v>8</v></c><c r=\"B3\"><v>1.5E+11</v></c>\
           <c r=\"C3\"><v>330382110001123456</v></c></row>";
    let checked = check_all("a.xlsx", styled(&rows, ""), 500);
    assert_eq!(checked.value(2, fields::NAME), text("7"));
    assert_eq!(checked.value(2, fields::CODE), text("00123"), "as its format shows it");
    assert_eq!(checked.value(2, fields::LICENCE), text("330382110001"));
    assert_eq!(checked.value(2, fields::PHONE), text("19901000000"));
    assert_eq!(checked.value(2, fields::REMARK), text("12.5"));
    assert_eq!(checked.value(3, fields::CODE), text("150000000000"));
    let lost = RowError::DigitsLost {
        heading: "许可证号".to_owned(),
        field: fields::LICENCE,
        value: "330382110001123000".to_owned(),
    };
    assert_eq!(errors(&checked, 3), [lost]);
}

#[test]
fn days_are_days_whether_by_format_by_number_or_by_text() {
    let rows = texts(1, &["店铺名称", "发证日期", "有效日期", "年审日期"])
        + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>45963</v></c><c r=\"B2\" s=\"1\"><v>45963</v></c>\
           <c r=\"C2\" s=\"2\"><v>47789.75</v></c><c r=\"D2\"><v>46519</v></c></row>\
           <row r=\"3\"><c r=\"A3\" t=\"str\"><v>一</v></c><c r=\"B3\"><v>20251102</v></c>\
           <c r=\"C3\" t=\"str\"><v>2030年11月2日</v></c><c r=\"D3\" t=\"d\"><v>2027-05-12T00:00:00</v></c></row>\
           <row r=\"4\"><c r=\"A4\" t=\"str\"><v>二</v></c><c r=\"B4\" s=\"1\"><v>60</v></c>\
           <c r=\"C4\" s=\"1\"><v>-1</v></c><c r=\"D4\"><v>2027</v></c></row>";
    let checked = check_all("a.xlsx", styled(&rows, ""), 500);
    assert_eq!(
        checked.value(2, fields::NAME),
        text("2025-11-02"),
        "a text shows what the cell does"
    );
    for record in [2, 3] {
        assert_eq!(checked.value(record, fields::ISSUED), day(2025, 11, 2));
        assert_eq!(checked.value(record, fields::VALID_TO), day(2030, 11, 2));
        assert_eq!(checked.value(record, fields::REVIEW), day(2027, 5, 12));
    }
    let wrong = [
        ("发证日期", fields::ISSUED, "60"),
        ("有效日期", fields::VALID_TO, "-1"),
        ("年审日期", fields::REVIEW, "2027"),
    ];
    let wrong = wrong.map(|(heading, field, value)| RowError::Cell {
        heading: heading.to_owned(),
        field,
        value: value.to_owned(),
        error: ValueError::NotADate,
    });
    assert_eq!(errors(&checked, 4), wrong);
}

#[test]
fn a_workbook_that_counts_from_1904_has_the_same_days() {
    let rows = texts(1, &["店铺名称", "发证日期", "年审日期"])
        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>一</v></c><c r=\"B2\" s=\"1\"><v>44501</v></c>\
           <c r=\"C2\"><v>45057</v></c></row>";
    for attribute in ["1", "true"] {
        let properties = format!("<workbookPr date1904=\"{attribute}\"/>");
        let checked = check_all("a.xlsx", styled(&rows, &properties), 500);
        assert_eq!(checked.value(2, fields::ISSUED), day(2025, 11, 2));
        assert_eq!(checked.value(2, fields::REVIEW), day(2027, 5, 12));
    }
}

#[test]
fn a_birthday_that_is_shown_without_a_year_has_none() {
    let rows = texts(1, &["店铺名称", "生日"])
        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>一</v></c><c r=\"B2\" s=\"4\"><v>46093</v></c></row>\
           <row r=\"3\"><c r=\"A3\" t=\"str\"><v>二</v></c><c r=\"B3\" s=\"1\"><v>31118</v></c></row>";
    let checked = check_all("a.xlsx", styled(&rows, ""), 500);
    let birthday = jipan_rules::schema::FIELDS
        .iter()
        .find(|def| def.ty == jipan_rules::schema::FieldType::Birthday)
        .unwrap();
    assert_eq!(checked.value(2, birthday.id), text("03-12"));
    assert_eq!(checked.value(3, birthday.id), text("1985-03-12"));
}

#[test]
fn yes_and_no_formulas_and_errors_say_what_they_show() {
    let rows = texts(1, &["店铺名称", "备注", "营业面积", "是否连锁"])
        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>\"甲\"&amp;\"店\"</f><v>甲店</v></c>\
           <c r=\"B2\" t=\"b\"><v>1</v></c><c r=\"C2\"><f>6*2</f><v>12.000000000000002</v></c></row>\
           <row r=\"3\"><c r=\"A3\" t=\"e\"><f>NA()</f><v>#N/A</v></c><c r=\"B3\" t=\"e\"><v>#SPILL!</v></c></row>\
           <row r=\"4\"><c r=\"A4\" t=\"str\"><v>乙店</v></c><c r=\"B4\"><f>HYPERLINK(\"x\")</f><v/></c></row>\
           <row r=\"5\"><c r=\"A5\" t=\"str\"><v>丙店</v></c><c r=\"B5\" t=\"str\"><f>IF(1,\"\")</f><v></v></c></row>";
    let checked = check_all("a.xlsx", sheet(&rows), 500);
    assert_eq!(checked.value(2, fields::NAME), text("甲店"));
    assert_eq!(checked.value(2, fields::REMARK), text("TRUE"));
    assert_eq!(checked.value(2, fields::AREA), Some(Value::Integer(12)));
    let faults = [("店铺名称", fields::NAME, "#N/A"), ("备注", fields::REMARK, "#SPILL!")];
    let faults = faults.map(|(heading, field, code)| RowError::ErrorCell {
        heading: heading.to_owned(),
        field,
        code: code.to_owned(),
    });
    assert_eq!(errors(&checked, 3), faults, "and the name is not also missing");
    assert_eq!(checked.value(4, fields::REMARK), text("=HYPERLINK(\"x\")"), "never calculated");
    assert_eq!(checked.value(5, fields::REMARK), None, "calculated to nothing");
}

#[test]
fn a_yes_or_no_field_takes_the_yes_of_a_spreadsheet() {
    let def = jipan_rules::schema::FIELDS
        .iter()
        .find(|def| def.ty == jipan_rules::schema::FieldType::YesNo)
        .unwrap();
    let rows = texts(1, &["店铺名称", def.zh])
        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>一</v></c><c r=\"B2\" t=\"b\"><v>0</v></c></row>";
    let checked = check_all("a.xlsx", sheet(&rows), 500);
    assert_eq!(checked.value(2, def.id), Some(Value::YesNo(false)));
}

#[test]
fn texts_are_read_whether_they_are_shared_rich_or_inline() {
    let rows = texts(1, &NAMES)
        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>\
           <row r=\"3\"><c r=\"A3\" t=\"s\"><v> 2 </v></c><c r=\"C3\" t=\"inlineStr\"><is><r><t>红</t></r>\
           <r><rPr><b/></rPr><t xml:space=\"preserve\"> 字</t></r></is><v>无</v></c></row>";
    let strings = [
        "<si><t>晨光&amp;便利店</t></si>",
        "<si><r><t>第一行&#10;</t></r><r><t>第二行_x000D_</t></r><rPh sb=\"0\"><t>yin</t></rPh></si>",
        "<si><t><![CDATA[<b>店</b>]]></t><phoneticPr/></si>",
    ];
    let xml = worksheet(&rows, "");
    let bytes = Book { sheets: &[("a", &xml)], strings: &strings, ..Book::default() }.bytes();
    let checked = check_all("a.xlsx", bytes, 500);
    assert_eq!(checked.value(2, fields::NAME), text("晨光&便利店"));
    assert_eq!(checked.value(2, fields::REMARK), text("第一行\n第二行"));
    assert_eq!(checked.value(3, fields::NAME), text("<b>店</b>"));
    assert_eq!(checked.value(3, fields::REMARK), text("红 字"));
}

#[test]
fn cells_and_rows_without_places_stand_one_after_another() {
    let rows = "<row><c t=\"str\"><v>店铺名称</v></c><c t=\"str\"><v>备注</v></c></row>\
        <row><c t=\"str\"><v>一</v></c><c r=\"D2\" t=\"str\"><v>远</v></c><c t=\"str\"><v>更远</v></c></row>\
        <row r=\"9\"><c r=\"B9\" t=\"str\"><v>后</v></c><c r=\"A9\" t=\"str\"><v>二</v></c></row>";
    let (_, _, headings, _) = headings_of(sheet(rows));
    assert_eq!(headings, ["店铺名称", "备注", "", ""]);
    let checked = check_all("a.xlsx", sheet(rows), 500);
    assert_eq!(checked.value(2, fields::NAME), text("一"));
    assert_eq!(checked.value(9, fields::NAME), text("二"));
    assert_eq!(checked.value(9, fields::REMARK), text("后"));
}

#[test]
fn headings_are_found_below_blank_rows_and_titles() {
    let rows = texts(3, &["乐清市客户名单"])
        + &texts(4, &["", "制表：客户经理"])
        + &texts(6, &["序号", "店铺名称", "客户代码"])
        + &texts(7, &["1", "一店", "K1"])
        + &texts(9, &["2", "二店", "K2"]);
    let behind = "<mergeCells><mergeCell ref=\"A3:C3\"/></mergeCells>";
    let bytes = book(&[("a", &worksheet(&rows, behind))]);
    let (_, row, headings, guessed) = headings_of(bytes.clone());
    assert_eq!((row, headings.len()), (6, 3));
    assert_eq!(guessed, [None, Some(fields::NAME), Some(fields::CODE)]);
    let checked = check_all("a.xlsx", bytes, 500);
    let records: Vec<u32> = checked.rows.iter().map(|row| row.record).collect();
    assert_eq!(records, [7, 9], "the rows that a spreadsheet shows");
}

#[test]
fn headings_of_two_rows_with_groups_are_found() {
    let rows = texts(1, &["客户代码", "店铺名称", "证照", "", "负责人", "", "备注"])
        + &texts(2, &["", "", "许可证号", "发证日期", "姓名", "电话"])
        + &texts(3, &["K1", "一店", "L1", "2025-11-02", "王五", "19900000001", "好"]);
    let merged = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"]
        .map(|place| format!("<mergeCell ref=\"{place}\"/>"));
    let behind = format!("<mergeCells>{}</mergeCells>", merged.concat());
    let (_, row, headings, guessed) = headings_of(book(&[("a", &worksheet(&rows, &behind))]));
    assert_eq!(row, 2);
    assert_eq!(headings, ["客户代码", "店铺名称", "许可证号", "发证日期", "姓名", "电话", "备注"]);
    assert_eq!(
        guessed[..4],
        [fields::CODE, fields::NAME, fields::LICENCE, fields::ISSUED].map(Some)
    );
    assert_eq!(guessed[6], Some(fields::REMARK));
    // The same without merging the headings that stand over two rows.
    let behind = "<mergeCells><mergeCell ref=\"C1:D1\"/><mergeCell ref=\"E1:F1\"/></mergeCells>";
    let (_, row, again, _) = headings_of(book(&[("a", &worksheet(&rows, behind))]));
    assert_eq!((row, again), (2, headings));
}

#[test]
fn headings_that_stand_there_twice_get_the_name_of_their_group() {
    let rows = texts(1, &["店铺名称", "客户代码", "老板", "", "联系人", ""])
        + &texts(2, &["", "", "姓名", "电话", "姓名", "电话"])
        + &texts(3, &["一店", "K1", "王五", "1", "李四", "2"]);
    let behind = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/>\
        <mergeCell ref=\"C1:D1\"/><mergeCell ref=\"E1:F1\"/></mergeCells>";
    let (_, _, headings, _) = headings_of(book(&[("a", &worksheet(&rows, behind))]));
    assert_eq!(headings[2..], ["老板 姓名", "老板 电话", "联系人 姓名", "联系人 电话"]);
}

#[test]
fn a_heading_merged_over_columns_stands_over_each_of_them() {
    let rows =
        texts(1, &["店铺名称", "联系电话"]) + &texts(2, &["一店", "19900000001", "19900000002"]);
    let behind = "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>";
    let (_, _, headings, guessed) = headings_of(book(&[("a", &worksheet(&rows, behind))]));
    assert_eq!(headings, ["店铺名称", "联系电话", "联系电话"]);
    assert_eq!(guessed, [Some(fields::NAME), Some(fields::PHONE), None]);
}

#[test]
fn a_cell_of_data_shows_what_it_is_merged_with_above_but_not_on_its_left() {
    let rows = texts(1, &["店铺名称", "客户经理", "备注"])
        + &texts(2, &["一店", "经理甲", "说明"])
        + &texts(3, &["二店"])
        + &texts(4, &["三店"])
        + &texts(5, &["四店"]);
    let behind = "<mergeCells><mergeCell ref=\"B2:B4\"/><mergeCell ref=\"C2:D5\"/></mergeCells>";
    let checked = check_all("a.xlsx", book(&[("a", &worksheet(&rows, behind))]), 500);
    for record in 2..=4 {
        assert_eq!(checked.value(record, fields::MANAGER), text("经理甲"));
    }
    assert_eq!(checked.value(5, fields::MANAGER), None);
    assert_eq!(checked.value(5, fields::REMARK), text("说明"));
    let checked = check_all("a.xlsx", sheet(&rows), 500);
    assert_eq!(checked.value(3, fields::MANAGER), None, "blank is blank when nothing is merged");
}

#[test]
fn the_first_sheet_with_known_headings_is_read_and_another_can_be_chosen() {
    let guide = worksheet(&(texts(1, &["填表说明"]) + &texts(2, &["备注", "可以不填"])), "");
    let list = worksheet(&(texts(2, &NAMES) + &texts(3, &["一店", "K1"])), "");
    let other = worksheet(&(texts(1, &NAMES) + &texts(2, &["二店", "K2"])), "");
    let sheets = [
        ("说明", guide.as_str()),
        ("隐藏", &other),
        ("客户", &list),
        ("客户二", &other),
        ("空", "<worksheet/>"),
    ];
    let states = ["", "state=\"hidden\""];
    let bytes = Book { sheets: &sheets, states: &states, ..Book::default() }.bytes();
    let (mut session, reply) = open("a.xlsx", bytes, 500);
    let SheetReply::Preview { format, guessed, n_records, .. } = reply else { panic!("{reply:?}") };
    let names = ["说明", "客户", "客户二", "空"].map(str::to_owned).to_vec();
    let of = |sheet, header_row| SheetFormat::Workbook { sheets: names.clone(), sheet, header_row };
    assert_eq!((format, n_records), (of(1, 2), 1));
    assert_eq!(check(&mut session, guessed.clone())[0].values[0].1, Value::Text("一店".into()));

    let reply = ask(&mut session, SheetRequest::Sheet { sheet: 2 }, None);
    let SheetReply::Preview { format, .. } = reply else { panic!("{reply:?}") };
    assert_eq!(format, of(2, 1));
    assert_eq!(check(&mut session, guessed)[0].values[0].1, Value::Text("二店".into()));

    let reply = ask(&mut session, SheetRequest::Sheet { sheet: 3 }, None);
    let SheetReply::Preview { format, headings, n_records, .. } = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(
        (format, headings.len(), n_records),
        (of(3, 0), 0, 0),
        "an empty sheet can be left again"
    );

    let reply = ask(&mut session, SheetRequest::Sheet { sheet: 0 }, None);
    let SheetReply::Preview { format, .. } = reply else { panic!("{reply:?}") };
    assert_eq!(format, of(0, 2));
}

#[test]
fn what_stands_beside_the_table_is_offered_and_empty_columns_are_not() {
    let rows = "<row r=\"1\"><c r=\"B1\" t=\"str\"><v>店铺名称</v></c><c r=\"XFD1\" s=\"1\"/></row>\
        <row r=\"2\"><c r=\"B2\" t=\"str\"><v>一</v></c><c r=\"AMJ2\" t=\"str\"><v>便条</v></c></row>";
    let (_, _, headings, _) = headings_of(sheet(rows));
    assert_eq!(headings, ["店铺名称", ""]);
}

#[test]
fn a_batch_of_any_size_gives_the_same() {
    let rows: String = (2..60).map(|number| texts(number, &[&format!("店{number}")])).collect();
    let bytes = sheet(&(texts(1, &NAMES) + &rows));
    let whole = check_all("a.xlsx", bytes.clone(), 500);
    for n_batch in [1, 7, 58] {
        assert_eq!(check_all("a.xlsx", bytes.clone(), n_batch).rows, whole.rows);
    }
}

//! A county as it never was, openly synthetic: the columns of the shop file, and every fault that
//! lists are known to have, one a row. What comes of each row is the same from a text file in either
//! encoding and from a workbook.

use encoding_rs::GB18030;
use jipan_book::sheet::{RowError, SheetReply};
use jipan_rules::check::{ValueError, text_of};
use jipan_rules::schema::{FieldId, Language, field, fields};
use rust_xlsxwriter::Workbook;

use crate::common::{check, check_all, open};

const HEADINGS: [&str; 25] = [
    "客户代码",
    "店铺名称",
    "许可证号",
    "法人代表",
    "联系人",
    "联系电话",
    "经营地址",
    "行政区域",
    "市场类型",
    "业态",
    "经营规模",
    "营业面积(㎡)",
    "结算方式",
    "订货周期(天)",
    "送货线路",
    "客户经理",
    "拜访周期(天)",
    "发证日期",
    "有效日期",
    "年审日期",
    "守法情况",
    "诚信等级",
    "客户状态",
    "注册资金",
    "备注",
];

/// What becomes of a row.
enum Comes {
    /// It comes in, and the field holds this.
    In(FieldId, &'static str),
    /// It comes in, and the field is blank.
    Blank(FieldId),
    /// It comes back: the cell shows an error.
    Fault,
    /// It comes back: a spreadsheet abbreviated the number.
    Lost,
    /// It comes back: the cell is no value of its field.
    Back(ValueError),
}
use Comes::{Back, Blank, Fault, In, Lost};

/// The heading of the cell that is odd, what it holds, and what becomes of the row.
type Case = (&'static str, &'static str, Comes);

fn cases() -> Vec<Case> {
    let mut cases = faults_and_guards();
    cases.extend(numbers_and_days());
    cases.extend(words_and_keys());
    cases
}

#[rustfmt::skip]
fn faults_and_guards() -> Vec<Case> {
    vec![
        ("营业面积(㎡)", "#N/A", Fault),
        ("客户经理", "#REF!", Fault),
        ("备注", "#VALUE!", Fault),
        ("法人代表", "#DIV/0!", Fault),
        ("送货线路", "#NAME?", Fault),
        ("联系人", "NULL", Blank(fields::CONTACT)),
        ("送货线路", "(null)", Blank(FieldId(36))),
        ("备注", "\\N", Blank(fields::REMARK)),
        ("发证日期", "########", Fault),
        ("备注", "#1 仓库旁", In(fields::REMARK, "#1 仓库旁")),
        ("业态", "3", Back(ValueError::UnknownChoice)),
        ("诚信等级", "1", Back(ValueError::UnknownChoice)),
        ("市场类型", "2", Back(ValueError::UnknownChoice)),
        ("经营规模", "2", In(fields::SCALE, "中")),
        ("业态", "B", In(fields::FORMAT, "便利店")),
        ("客户代码", "'330999", In(fields::CODE, "330999")),
        ("许可证号", "=\"330998\"", In(fields::LICENCE, "330998")),
        ("联系电话", "'19901999999", In(fields::PHONE, "19901999999")),
        ("客户代码", "3.30382E+11", Lost),
        ("许可证号", "3.30382E+11", Lost),
        ("联系电话", "1.99E+10", Lost),
        ("送货线路", "6.22848E+18", Lost),
        ("客户代码", "3.30382000001E11", Lost),
        ("许可证号", "3.30382000001e11", Lost),
        ("联系电话", "1.9901000001E10", Lost),
        ("客户代码", "330E11", In(fields::CODE, "330E11")),
        ("客户代码", "330382000001 330382000002", Back(ValueError::InvalidCode)),
        ("店铺名称", "=\"晨光\"", In(fields::NAME, "晨光")),
        ("送货线路", "'6222021234567890", In(FieldId(36), "6222021234567890")),
        ("店铺名称", "'90后烟酒", In(fields::NAME, "'90后烟酒")),
        ("店铺名称", "'=\"晨光\"", In(fields::NAME, "=\"晨光\"")),
        ("备注", "'=1+1", In(fields::REMARK, "=1+1")),
        ("备注", "=\"abc\"", In(fields::REMARK, "=\"abc\"")),
    ]
}

#[rustfmt::skip]
fn numbers_and_days() -> Vec<Case> {
    vec![
        ("订货周期(天)", "7天", In(fields::ORDER_CYCLE, "7")),
        ("订货周期(天)", "一周", Back(ValueError::NotANumber)),
        ("营业面积(㎡)", "25㎡", In(fields::AREA, "25")),
        ("营业面积(㎡)", "25平方米", In(fields::AREA, "25")),
        ("营业面积(㎡)", "25m²", In(fields::AREA, "25")),
        ("营业面积(㎡)", "25.5", In(fields::AREA, "26")),
        ("营业面积(㎡)", "25.4㎡", In(fields::AREA, "25")),
        ("营业面积(㎡)", "-3㎡", Back(ValueError::BelowMin { min: 0 })),
        ("营业面积(㎡)", "约30", Back(ValueError::NotANumber)),
        ("注册资金", "5万元", In(FieldId(39), "50000.00")),
        ("注册资金", "12.345", In(FieldId(39), "12.35")),
        ("注册资金", "12.340000000000002", In(FieldId(39), "12.34")),
        ("订货周期(天)", "7.0000000000000009", In(fields::ORDER_CYCLE, "7")),
        ("营业面积(㎡)", "25.000000000000004㎡", In(fields::AREA, "25")),
        ("注册资金", "1.2万", In(FieldId(39), "12000.00")),
        ("注册资金", "五万", Back(ValueError::NotANumber)),
        ("发证日期", "45292", In(fields::ISSUED, "2024-01-01")),
        ("发证日期", "090512", Back(ValueError::NotADate)),
        
        ("发证日期", "05292", Back(ValueError::NotADate)),
        ("发证日期", "20243", Back(ValueError::NotADate)),
        ("发证日期", "32873", Back(ValueError::NotADate)),
        ("发证日期", "32874", In(fields::ISSUED, "1990-01-01")),
        ("有效日期", "73050", In(fields::VALID_TO, "2099-12-31")),
        ("有效日期", "73051", Back(ValueError::NotADate)),
        ("发证日期", "2024年1月2日", In(fields::ISSUED, "2024-01-02")),
        ("发证日期", "2024年1月", Back(ValueError::NoDay)),
        ("发证日期", "0000-00-00", Blank(fields::ISSUED)),
        ("发证日期", "2024-02-30", Back(ValueError::NoSuchDate)),
        ("有效日期", "长期", Back(ValueError::NoEnd)),
    ]
}

#[rustfmt::skip]
fn words_and_keys() -> Vec<Case> {
    vec![
        ("客户状态", "闭店", In(fields::STATUS, "注销")),
        ("客户状态", "歇业", In(fields::STATUS, "停业")),
        ("客户状态", "营业中", In(fields::STATUS, "正常")),
        ("客户状态", "營業", In(fields::STATUS, "正常")),
        ("客户状态", "吊销", In(fields::STATUS, "注销")),
        ("客户状态", "不详", Back(ValueError::UnknownChoice)),
        ("市场类型", "鄉村", In(fields::MARKET, "乡村")),
        ("联系电话", "19901999991/19901999992", In(fields::PHONE_2, "19901999992")),
        ("联系电话", "19901999993、19901999994、0577-86100021", In(fields::PHONE_3, "0577-86100021")),
        ("联系电话", "19901999991;19901999992;19901999995;19901999996", Back(ValueError::SeveralPhones)),
        ("联系电话", "199 0199\u{a0}9997", In(fields::PHONE, "19901999997")),
        ("客户代码", "330\u{200b}997", In(fields::CODE, "330997")),
        ("许可证号", "３３０９９６", In(fields::LICENCE, "330996")),
        ("客户代码", "\u{202d}330995\u{202c}", In(fields::CODE, "330995")),
        ("店铺名称", "  ", Back(ValueError::NotANumber)), // replaced below: it is missing
        ("店铺名称", "晨光,\"老店\"\n二楼", In(fields::NAME, "晨光,\"老店\" 二楼")),
        ("备注", "<b>㐂</b>", In(fields::REMARK, "<b>㐂</b>")),
    ]
}

/// The rows, headings and titles included.
fn rows() -> Vec<Vec<String>> {
    let mut rows =
        vec![vec!["某县卷烟零售户清单（样例）".to_owned()], vec!["制表：客户中心".to_owned()]];
    rows.push(HEADINGS.map(str::to_owned).to_vec());
    for (n, (heading, cell, _)) in (1..).zip(cases()) {
        let code = format!("C{n}");
        let licence = format!("L{n}");
        let phone = format!("19900000{n:03}");
        let mut row = [
            &code,
            "晨光便利店",
            &licence,
            "韩文",
            "韩文",
            &phone,
            "城南街道1号",
            "城南街道",
            "乡村",
            "便利店",
            "中",
            "12",
            "电子结算",
            "7",
            "12号线",
            "客户经理08",
            "7",
            "2025-11-02",
            "2030-11-02",
            "2027-05-12",
            "守法",
            "A",
            "正常",
            "",
            "",
        ]
        .map(str::to_owned);
        let at = HEADINGS.iter().position(|it| *it == heading).unwrap();
        cell.clone_into(&mut row[at]);
        rows.push(row.to_vec());
    }
    rows
}

fn csv() -> String {
    let quoted = |cell: &String| {
        let is_odd = cell.contains(['"', ',', '\n']);
        if is_odd { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line = |row: Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    rows().into_iter().map(line).collect()
}

fn xlsx() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows()) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The three files.
fn files() -> [(&'static str, Vec<u8>); 3] {
    let gb18030 = GB18030.encode(&csv()).0.into_owned();
    [("县-gb18030.csv", gb18030), ("县-utf8.csv", csv().into_bytes()), ("县.xlsx", xlsx())]
}

#[test]
fn every_row_of_the_county_comes_to_what_it_should_in_every_kind_of_file() {
    for (name, bytes) in files() {
        let checked = check_all(name, bytes, 7);
        assert_eq!(checked.rows.len(), cases().len(), "{name}");
        for (row, (heading, cell, comes)) in checked.rows.iter().zip(cases()) {
            let about = format!("{name}: {heading} {cell:?}: {row:?}");
            if cell.trim().is_empty() {
                assert_eq!(row.errors, [RowError::Missing { field: fields::NAME }], "{about}");
                continue;
            }
            match comes {
                In(id, expected) => {
                    assert_eq!(row.errors, [], "{about}");
                    let value = row.values.iter().find(|(known, _)| *known == id);
                    let value =
                        value.map(|(_, value)| text_of(field(id).unwrap(), value, Language::Zh));
                    assert_eq!(value.as_deref(), Some(expected), "{about}");
                }
                Blank(id) => {
                    assert_eq!(row.errors, [], "{about}");
                    assert!(row.values.iter().all(|(known, _)| *known != id), "{about}");
                }
                Fault => {
                    let [RowError::ErrorCell { heading: at, code, .. }] = &row.errors[..] else {
                        panic!("{about}")
                    };
                    assert_eq!((at.as_str(), code.as_str()), (heading, cell), "{about}");
                }
                Lost => {
                    let [RowError::DigitsLost { heading: at, value, .. }] = &row.errors[..] else {
                        panic!("{about}")
                    };
                    assert_eq!((at.as_str(), value.as_str()), (heading, cell), "{about}");
                }
                Back(expected) => {
                    let [RowError::Cell { heading: at, value, error, .. }] = &row.errors[..] else {
                        panic!("{about}")
                    };
                    assert_eq!((at.as_str(), value.as_str(), *error), (heading, cell, expected));
                }
            }
        }
    }
}

#[test]
fn what_was_rounded_is_said_with_its_difference() {
    for (name, bytes) in files() {
        let (mut session, reply) = open(name, bytes, 1_000);
        let SheetReply::Preview { guessed, .. } = reply else { panic!("{reply:?}") };
        let rows = check(&mut session, guessed);
        let good = rows.into_iter().filter(|row| row.errors.is_empty());
        let mut rounded: Vec<_> = good.flat_map(|row| row.rounded).collect();
        rounded.sort();
        // 25.4 became 25 and 25.5 became 26; 12.345 became 12.35.
        let area = [-40_000_000, 50_000_000].map(|more| (fields::AREA, more));
        assert_eq!(rounded, [area[0], area[1], (FieldId(39), 500_000)], "{name}");
    }
}

#[test]
fn a_column_for_the_second_phone_keeps_its_own() {
    let file = "店铺名称,联系电话,备用电话\n一,19900000001/19900000002,\n二,19900000001/19900000002/19900000003,\n";
    let checked = check_all("a.csv", file.as_bytes().to_vec(), 500);
    let phone = |record, id| {
        checked.value(record, id).map(|it| text_of(field(id).unwrap(), &it, Language::Zh))
    };
    assert_eq!(phone(2, fields::PHONE_3).as_deref(), Some("19900000002"));
    assert_eq!(phone(2, fields::PHONE_2), None);
    let [RowError::Cell { error: ValueError::SeveralPhones, value, .. }] =
        &checked.row(3).errors[..]
    else {
        panic!("{:?}", checked.row(3))
    };
    assert_eq!(value, "19900000001/19900000002/19900000003");
}

#[test]
fn nothing_of_a_database_in_a_field_that_must_be_filled_is_missing() {
    let file = "店铺名称,联系电话\nNULL,19900000001\n二,NULL\n";
    let rows = check_all("a.csv", file.as_bytes().to_vec(), 500).rows;
    assert_eq!(rows[0].errors, [RowError::Missing { field: fields::NAME }]);
    assert_eq!(rows[1].errors, []);
}

//! Records with fewer cells than there are headings: which come in, and which may have slipped.

use jipan_book::sheet::RowError;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use proptest::prelude::*;

use crate::common::check_all;

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn blank_cells_too_many_or_left_out_at_the_end_of_a_record_are_none() {
    // A spreadsheet leaves out the blank cells at the end of a line, or writes more of them.
    let file = "店铺名称,客户代码,市场类型,备注\n一,C1,城镇\n二,C2,乡村,,,\n三,C3,乡村,d,, \n";
    let checked = check_all("a.csv", file.as_bytes().to_vec(), 500);
    assert!(checked.rows.iter().all(|row| row.errors.is_empty()), "{:?}", checked.rows);
    assert_eq!(checked.value(4, fields::REMARK), Some(text("d")));
    // Headings of their own for the blank columns, as many programs write them.
    let file = "店铺名称,客户代码,,\n一,C1\n二,C2,,\n三,C3,x,y\n";
    let rows = check_all("a.csv", file.as_bytes().to_vec(), 500).rows;
    assert!(rows.iter().all(|row| row.errors.is_empty()), "{rows:?}");
}

#[test]
fn a_short_record_comes_back_where_it_may_be_shifted_or_cut() {
    // A delimiter is missing in the middle: what follows is in the wrong columns.
    let shifted = "店铺名称,客户代码,市场类型,备注\n一C1,城镇,好\n二,C2,城镇,b\n";
    let rows = check_all("a.csv", shifted.as_bytes().to_vec(), 500).rows;
    assert_eq!(rows[0].errors, [RowError::TooFewCells { n: 3, expected: 4 }]);
    assert_eq!(rows[1].errors, []);
    // The file ends in the midst of a record.
    let cut = "店铺名称,客户代码,市场类型,备注\n一,C1,城镇,a\n二,C2,城镇";
    let rows = check_all("a.csv", cut.as_bytes().to_vec(), 500).rows;
    assert_eq!(rows[1].errors, [RowError::TooFewCells { n: 3, expected: 4 }]);
}

#[test]
fn a_short_record_comes_in_only_if_its_last_cell_can_be_of_no_column_behind_it() {
    let cases = [
        // The last cell is free text, as the missing one is.
        ("店铺名称,客户代码,经营地址,备注", "一,C1,城南街道1号", false),
        // A day, which may be that of the column behind it.
        ("店铺名称,客户代码,发证日期,有效日期", "一,C1,2025-11-02", false),
        ("店铺名称,客户代码,发证日期,有效日期,客户状态", "一,C1,2025-11-02", false),
        ("店铺名称,客户代码,发证日期,客户状态,备注", "一,C1,2025-11-02", true),
        ("店铺名称,客户代码,发证日期,客户状态,备注", "一,C1,2025-11-02,", true),
        // Blank cells that are there do not hide how far it may have come.
        ("店铺名称,客户代码,发证日期,备注,有效日期", "一,C1,2025-11-02,", true),
        ("店铺名称,客户代码,发证日期,有效日期,备注", "一,C1,2025-11-02,", false),
        // A number may be a remark, and may be a phone.
        ("店铺名称,客户代码,订货周期,备注", "一,C1,7", false),
        ("店铺名称,客户代码,联系电话,备用电话", "一,C1,19900000001", false),
        ("店铺名称,客户代码,订货周期,发证日期", "一,C1,7", true),
        // What anybody writes for a remark.
        ("店铺名称,客户代码,诚信等级,备注", "一,C1,A", false),
        ("店铺名称,客户代码,客户状态,备注", "一,C1,停业", true),
        // Nobody knows what the column holds.
        ("店铺名称,客户代码,客户状态,颜色", "一,C1,停业", false),
        ("店铺名称,客户代码,颜色,客户状态", "一,C1,红", true),
    ];
    for (headings, record, comes_in) in cases {
        let file = format!("{headings}\n{record}\n");
        let row = check_all("a.csv", file.into_bytes(), 500).rows.remove(0);
        assert_eq!(row.errors.is_empty(), comes_in, "{headings} {record} {row:?}");
    }
}

proptest! {
    #[test]
    fn no_record_that_lost_a_cell_comes_in_with_another_value_for_a_field(
        lost in 1_usize..9, n_blank in 0_usize..4, blanks in prop::collection::vec(any::<bool>(), 9),
    ) {
        let headings = "店铺名称,客户代码,联系电话,经营地址,订货周期,发证日期,有效日期,客户状态,备注";
        let full = ["一", "C1", "19900000001", "城南街道1号", "7", "2025-11-02", "2030-11-02", "停业", "好"];
        let mut cells: Vec<&str> = full.to_vec();
        for (cell, is_blank) in cells.iter_mut().zip(&blanks).skip(1) {
            *cell = if *is_blank { "" } else { *cell };
        }
        cells.truncate(9 - n_blank);
        let whole = cells.clone();
        if lost < cells.len() {
            cells.remove(lost);
        }
        let read = |cells: &[&str]| {
            let file = format!("{headings}\n{}\n", cells.join(","));
            check_all("a.csv", file.into_bytes(), 500).rows.remove(0)
        };
        let mut padded = whole.clone();
        padded.resize(9, "");
        let (row, meant) = (read(&cells), read(&padded));
        if row.errors.is_empty() {
            prop_assert!(row.values.iter().all(|it| meant.values.contains(it)), "{:?} {:?}", whole, cells);
        }
    }
}

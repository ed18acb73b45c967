//! The form: its boxes by name, what is wrong beside each.

use jipan_app::view::{BudgetSheetError, Language, Photo, ReceiptError, SheetChoice};
use jipan_rules::budget::{Arm, Row};

use super::*;
use crate::components::budget::test_years::day;
use crate::testing::drawn;

fn choices(keys: &[&str]) -> Vec<SheetChoice> {
    keys.iter().map(|it| SheetChoice { key: (*it).to_owned(), name: String::new() }).collect()
}

fn slot_of(field: SheetField, text: &str, choices: Vec<SheetChoice>) -> SheetSlot {
    SheetSlot { field, text: text.to_owned(), choices }
}

fn sheet(kind: BudgetSheet, slots: Vec<SheetSlot>) -> BudgetSheetView {
    BudgetSheetView {
        kind,
        slots,
        errors: Vec::new(),
        can_remove: false,
        is_read_only: false,
        today: day(11, 27),
        receipt: None,
        receipt_error: None,
    }
}

fn of(view: BudgetSheetView) -> impl Fn() -> Html {
    move || html! { <BudgetForm view={view.clone()} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn a_measure_is_asked_for_box_by_box_with_what_is_wrong_beside_each() {
    let arms: Vec<String> = Arm::ALL.iter().map(|it| it.code().to_string()).collect();
    let arms: Vec<&str> = arms.iter().map(String::as_str).collect();
    let rows: Vec<String> = Row::ALL.iter().map(|it| it.code().to_string()).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let slots = vec![
        slot_of(SheetField::Name, "", Vec::new()),
        slot_of(SheetField::Arm, "1", choices(&arms)),
        slot_of(SheetField::Row, "2", choices(&rows)),
        slot_of(SheetField::Due, "2026-12-01", Vec::new()),
        slot_of(SheetField::Expected, "abc", Vec::new()),
    ];
    let view = BudgetSheetView {
        errors: vec![
            (SheetField::Name, BudgetSheetError::Blank),
            (SheetField::Expected, BudgetSheetError::NotANumber),
        ],
        ..sheet(BudgetSheet::NewMeasure, slots)
    };
    let html = drawn(Language::Chinese, of(view)).await;
    let order =
        ["做什么", "不能为空", "漏斗臂", "业务开拓", "补哪个科目", "期限", "预计见效", "不是数字"];
    let places: Vec<_> = order.iter().map(|it| html.find(*it)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {html}");
    assert!(html.contains(r#"role="radiogroup" aria-labelledby="budget-slot-arm""#), "{html}");
    assert!(html.contains(r#"type="date""#), "{html}");
}

#[tokio::test]
async fn an_expense_can_have_a_photo_and_belongs_to_a_row_by_its_id() {
    let id = jipan_rules::budget::LineRef::Row(Row::FixedExpense).uuid().to_string();
    let slots = vec![slot_of(SheetField::Line, &id, choices(&[&id]))];
    let view = BudgetSheetView {
        receipt: Some(Photo::Here("blob:photo".to_owned())),
        receipt_error: Some(ReceiptError::TooLarge),
        can_remove: true,
        ..sheet(BudgetSheet::NewExpense, slots)
    };
    let html = drawn(Language::Chinese, of(view)).await;
    assert!(html.contains("固定费用"), "{html}");
    assert!(html.contains(r#"accept="image/*""#) && html.contains("capture"), "{html}");
    assert!(html.contains(r#"src="blob:photo""#) && html.contains("换一张"), "{html}");
    assert!(html.contains(">删除<"), "{html}");
    assert!(html.contains("去掉照片") && html.contains("照片太大"), "{html}");
    assert!(html.contains(r#"aria-haspopup="dialog""#), "it opens large: {html}");
}

#[tokio::test]
async fn what_a_choice_means_stands_below_it_be_it_short_or_a_list() {
    let all = ["", "brand;金叶", "brand;利群", "class;1", "class;2", "class;3"];
    for n in [1, all.len()] {
        let goods = slot_of(SheetField::Goods, "", choices(&all[..n]));
        let view = sheet(BudgetSheet::NewLine(Row::SalesRevenue), vec![goods]);
        let said = drawn(Language::Chinese, of(view)).await;
        assert!(said.contains("一个商品只算进先建的那一行"), "of {n}: {said}");
    }
}

#[tokio::test]
async fn a_photo_that_is_not_here_says_where_it_is_and_whether_it_comes() {
    for (photo, words) in [
        (Photo::Coming, ["正在读照片", "Reading the photo"]),
        (Photo::Later, ["下次联网时会取来照片", "The photo comes with the next connection"]),
        (Photo::Elsewhere, ["照片在拍它的那台设备上", "The photo is on the device that took it"]),
    ] {
        let view =
            BudgetSheetView { receipt: Some(photo), ..sheet(BudgetSheet::NewExpense, Vec::new()) };
        for (language, words) in [Language::Chinese, Language::English].into_iter().zip(words) {
            let html = drawn(language, of(view.clone())).await;
            assert!(html.contains(words) && !html.contains("<img"), "{words} in {html}");
        }
    }
}

#[tokio::test]
async fn a_service_whose_customer_was_not_found_says_how_to_find_one() {
    let slots = vec![
        slot_of(SheetField::Search, "兴", Vec::new()),
        slot_of(SheetField::Customer, "", Vec::new()),
        slot_of(SheetField::Sort, "after_sales", choices(&["after_sales", "value_added"])),
    ];
    let html = drawn(Language::Chinese, of(sheet(BudgetSheet::Service(None), slots))).await;
    assert!(html.contains("输入名称、电话或代码找客户"), "{html}");
    assert!(html.contains("售后") && html.contains("增值服务"), "{html}");
}

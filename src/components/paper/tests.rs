//! What stands on the paper, in its order and in one language.

use jipan_app::view::{FilterChange, Language, Later, PrintFileView};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{CustomerType, Group, by_key};
use jipan_rules::value::Value;

use super::*;
use crate::testing::{drawn, words};

fn on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 9).unwrap()
}

fn list(keys: &[&str]) -> PrintListView {
    let columns: Vec<_> = keys.iter().map(|key| by_key(key).unwrap()).collect();
    let mut area = Total::default();
    area.add(Some(1_200), true);
    area.add(None, true);
    let value = |key: &str, idx: i64| match key {
        "name" => Some(Value::Text(format!("{idx}号店").into())),
        "area" if idx == 1 => Some(Value::Integer(1_200)),
        "settlement" => Some(Value::Choice(1)),
        _ => None,
    };
    let row = |idx| keys.iter().map(|key| value(key, idx)).collect();
    PrintListView {
        on: on(),
        is_picked: false,
        search: "城关".into(),
        filters: vec![FilterChange::Type(Some(CustomerType::Retail))],
        is_showing_closed: true,
        rows: vec![row(1), row(2)],
        totals: keys.iter().map(|key| (*key == "area").then_some(area)).collect(),
        columns,
    }
}

fn file(name: &str) -> PrintFileView {
    let def = |key: &str| by_key(key).unwrap();
    let is_blank = name.is_empty();
    let value = |value: Value| (!is_blank).then_some(value);
    PrintFileView {
        on: on(),
        name: name.into(),
        customer_type: CustomerType::Retail,
        percent: (!is_blank).then_some(67),
        groups: vec![
            (
                Group::Basic,
                vec![(def("settlement"), None), (def("order_cycle"), value(Value::Integer(7)))],
            ),
            (Group::Network, vec![(def("modern_terminal"), None)]),
            (Group::Management, Vec::new()),
        ],
        contacts: if is_blank {
            Vec::new()
        } else {
            vec![vec![
                (def("contact"), Value::Text("王小美".into())),
                (def("role"), Value::Text("店长".into())),
            ]]
        },
        notes: if is_blank { Vec::new() } else { vec![(on(), "要换门头".into())] },
        n_notes: usize::from(!is_blank),
    }
}

async fn read(language: Language, view: PrintView) -> String {
    let view = Later::new(view);
    words(language, move || html! { <Paper view={view.clone()} /> }).await
}

#[tokio::test]
async fn the_list_says_what_it_goes_by_counts_its_lines_and_adds_up() {
    let view = PrintView::List(list(&["name", "settlement", "area"]));
    insta::assert_snapshot!(read(Language::Chinese, view).await, @"
    客户列表
    2 家 · 2026-03-09 · 搜索“城关” · 零售 · 含停业或注销
    序号
    店铺名称
    结算方式
    营业面积
    1
    1号店
    电子结算
    1,200
    2
    2号店
    电子结算
    合计 1,200
    ");
}

#[tokio::test]
async fn the_list_reads_in_english() {
    let view = PrintView::List(list(&["name", "settlement", "area"]));
    insta::assert_snapshot!(read(Language::English, view).await, @"
    Customer list
    2 customers · 9 Mar 2026 · Search “城关” · Retail · Closed shops included
    No.
    Shop name
    Settlement
    Floor area
    1
    1号店
    Electronic
    1,200
    2
    2号店
    Electronic
    1,200 in all
    ");
}

#[tokio::test]
async fn picked_customers_are_said_to_be_picked_and_no_filter_is() {
    let mut view = list(&["name"]);
    view.is_picked = true;
    (view.search, view.filters, view.is_showing_closed) = (String::new(), Vec::new(), false);
    let said = read(Language::English, PrintView::List(view)).await;
    assert!(said.contains("picked one by one"), "{said}");
    assert!(!said.contains("Retail") && !said.contains("Search"), "{said}");
}

#[tokio::test]
async fn seven_columns_lie_across_and_six_stand() {
    let keys = ["name", "code", "contact", "phone", "address", "line", "area"];
    for (n, kind) in [(6, r#"data-kind="list""#), (7, r#"data-kind="wide""#)] {
        let view = Later::new(PrintView::List(list(keys.get(..n).unwrap())));
        let html = drawn(Language::Chinese, move || html! { <Paper view={view.clone()} /> }).await;
        assert!(html.lines().next().unwrap().contains(kind), "{html}");
    }
}

#[tokio::test]
async fn the_file_has_values_choices_contacts_and_notes_and_leaves_out_a_group_without_fields() {
    let view = PrintView::File(Box::new(file("一号店")));
    insta::assert_snapshot!(read(Language::Chinese, view).await, @"
    一号店
    客户档案 · 零售 · 完整 67%
    基础信息
    结算方式
    □ 电子结算
    □ 银行转账
    □ 现金
    □ 赊销
    □ 其他
    订货周期
    7 天
    网络信息
    现代终端
    □ 是
    □ 否
    其他联系人
    联系人：王小美 · 职务：店长
    记录
    2026-03-09
    要换门头
    有内容太长没有印全，请在应用中查看。
    填写人 ____________　日期 ____________　复核 ____________
    打印于 2026-03-09
    ");
}

#[tokio::test]
async fn notes_that_are_not_on_the_page_are_counted() {
    for (language, said) in
        [(Language::Chinese, "最近 1 条，共 41 条"), (Language::English, "newest 1 of 41")]
    {
        let view = PrintFileView { n_notes: 41, ..file("一号店") };
        let read = read(language, PrintView::File(Box::new(view))).await;
        assert!(read.contains(said), "{read}");
    }
}

#[tokio::test]
async fn a_blank_file_reads_in_english_and_has_boxes_to_tick() {
    let view = PrintView::File(Box::new(file("")));
    insta::assert_snapshot!(read(Language::English, view).await, @"
    Customer file
    Retail
    Basic information
    Settlement
    □ Electronic
    □ Bank transfer
    □ Cash
    □ On account
    □ Other
    Order cycle
    Network information
    Modern outlet
    □ Yes
    □ No
    Notes
    Something is too long for this page; see it in the app.
    Filled in by ____________  Date ____________  Checked ____________
    Printed on 9 Mar 2026
    ");
}

#[tokio::test]
async fn paper_is_hidden_from_those_who_listen() {
    for view in [PrintView::List(list(&["name"])), PrintView::File(Box::new(file("")))] {
        let view = Later::new(view);
        let html = drawn(Language::Chinese, move || html! { <Paper view={view.clone()} /> }).await;
        assert!(html.lines().next().unwrap().contains(r#"aria-hidden="true""#), "{html}");
    }
}

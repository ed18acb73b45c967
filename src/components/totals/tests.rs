//! Each number with its unit, its explanation and its rest.

use jipan_app::view::Language;
use jipan_book::overview::FilledCount;
use jipan_rules::schema::field;

use super::*;
use crate::testing::words;

fn view() -> TotalsView {
    let def = |key: &str| by_key(key).unwrap();
    let mut area = Total::default();
    let mut cycle = Total::default();
    let mut capital = Total::default();
    for n in [80, 45, 1_000] {
        area.add(Some(n), true);
        cycle.add(Some(7), true);
        capital.add(Some(n * 100_000), true);
    }
    area.add(None, true);
    area.add(None, false);
    let line = |value: &str, n_customers| CountView {
        value: value.to_owned(),
        n_customers,
        filter: Some(FilterChange::Line(Some(value.to_owned()))),
    };
    TotalsView {
        totals: jipan_book::totals::Totals {
            n_customers: 5,
            filled: FilledCount { filled: 28, applicable: 39, n_incomplete: 3 },
            numbers: vec![
                (def("area"), area),
                (def("visit_cycle"), cycle),
                (def("capital"), capital),
            ],
        },
        by: field(jipan_rules::schema::fields::LINE).unwrap(),
        fields: Rc::new([def("line"), def("format")]),
        counts: vec![line("1号线", 1_200), line("", 2)],
        n_more: 4,
        n_in_more: 9,
        n_without: 1,
    }
}

async fn read(language: Language) -> String {
    let view = Rc::new(view());
    words(
        language,
        move || html! { <Totals view={Rc::clone(&view)} on_event={Callback::noop()} /> },
    )
    .await
}

#[tokio::test]
async fn the_panel_says_each_number_with_its_unit_and_where_it_comes_from() {
    insta::assert_snapshot!(read(Language::Chinese).await, @"
    完整度 72%（28 / 39 项）
    3 家资料不全
    营业面积
    合计 1,125 ㎡，平均 375.0 ㎡
    3 家填了营业面积：合计是这些数相加，平均是合计除以 3。
    已填
    3
    未填
    1
    没有这一项
    1
    未填的不当作 0，也不计入平均；先求和，最后只四舍五入一次。
    规则第 1 版 · 来源：本产品约定（总体的率是总和之比）
    1 家未填
    拜访周期
    平均 7.0 天
    3 家填了拜访周期：平均是这些数相加再除以 3。天数相加没有意义，不列合计。
    已填
    3
    未填
    0
    没有这一项
    0
    未填的不当作 0，也不计入平均；先求和，最后只四舍五入一次。
    规则第 1 版 · 来源：本产品约定（总体的率是总和之比）
    注册资金
    合计 1,125,000.00 元，平均 375,000.00 元
    3 家填了注册资金：合计是这些数相加，平均是合计除以 3。
    已填
    3
    未填
    0
    没有这一项
    0
    未填的不当作 0，也不计入平均；先求和，最后只四舍五入一次。
    规则第 1 版 · 来源：本产品约定（总体的率是总和之比）
    按此项计数
    送货线路
    业态
    1号线
    1,200
    未填
    2
    另有 4 种，共 9 家
    另有 1 家没有这一项
    ");
}

#[tokio::test]
async fn the_panel_reads_in_english() {
    insta::assert_snapshot!(read(Language::English).await, @"
    72% complete (28 of 39 fields)
    3 incomplete
    Floor area
    1,125 m² in all, 375.0 m² on average
    3 have Floor area: the total is their sum, the mean is the total divided by 3.
    Filled
    3
    Not set
    1
    Not a field of theirs
    1
    What is not set is not 0 and does not count for the mean; summed first, rounded once, half up.
    Rules version 1 · Source: our convention; a rate of a total is the ratio of sums
    1 not set
    Visit cycle
    7.0 days on average
    3 have Visit cycle: the mean is their sum divided by 3. Days add up to nothing, so no total is given.
    Filled
    3
    Not set
    0
    Not a field of theirs
    0
    What is not set is not 0 and does not count for the mean; summed first, rounded once, half up.
    Rules version 1 · Source: our convention; a rate of a total is the ratio of sums
    Registered capital
    1,125,000.00 CNY in all, 375,000.00 CNY on average
    3 have Registered capital: the total is their sum, the mean is the total divided by 3.
    Filled
    3
    Not set
    0
    Not a field of theirs
    0
    What is not set is not 0 and does not count for the mean; summed first, rounded once, half up.
    Rules version 1 · Source: our convention; a rate of a total is the ratio of sums
    Count by
    Delivery line
    Format
    1号线
    1,200
    Not filled
    2
    4 more values, 9 customers
    1 more customer does not have this field
    ");
}

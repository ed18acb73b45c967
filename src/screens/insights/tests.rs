//! Insights, read as words and as marks.
use std::rc::Rc;

use std::collections::BTreeMap;

use jipan_app::view::{Language, Later};
use jipan_book::sheet::ExportFormat;
use jipan_book::standing::Standings;
use jipan_rules::NaiveDate;

use super::*;
use crate::testing::{drawn, words};

fn view() -> InsightsView {
    let totals = StandingTotals {
        n_customers: 4_600,
        n_no_orders: 12,
        quantity: 2_450_180,
        amount: 51_200_000_050,
        tiers: [120, 480, 900, 1_100, 900, 600, 300, 200],
        grades: [460, 458, 459, 458, 459, 458, 459, 458, 459, 460],
        classes: BTreeMap::from([((1, 1, 1), 300), ((2, 5, 2), 7)]),
        matrix: [[460, 458], [459, 458], [459, 458], [459, 458], [459, 460]],
        moves: BTreeMap::from([((3, 2), 41), ((4, 5), 1)]),
    };
    let month = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
    InsightsView {
        has_orders: true,
        standings: Some(Rc::new(Standings { totals, ..Standings::default() })),
        report: None,
        percent: None,
        unit: SumUnit::One("条".to_owned()),
        months: Some((month(8), month(10))),
        bounds: [2000, 1400, 1000, 700, 400, 200, 150],
        grades: [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]],
        is_exporting: false,
        export_format: ExportFormat::Csv,
    }
}

async fn insights_words(language: Language, view: InsightsView) -> String {
    let view = Later::new(view);
    words(language, move || {
        html! { <InsightsScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await
}

/// The words from the one that begins a part to the one that ends it.
async fn part(language: Language, from: &str, to: &str) -> String {
    let words = insights_words(language, view()).await;
    let lines = words.lines().skip_while(|line| *line != from).take_while(|line| *line != to);
    lines.collect::<Vec<_>>().join("\n")
}

#[expect(clippy::too_many_lines, reason = "what is on the glass, line by line")]
#[tokio::test(flavor = "current_thread")]
async fn insights_begin_with_the_period_and_what_was_ordered_in_it() {
    insta::assert_snapshot!(part(Language::Chinese, "分析", "与上期相比").await, @r#"
    分析
    按 2026-08 至 2026-10 的订单
    规则
    打印
    导出
    CSV
    Excel
    4,600
    家零售客户
    2,450,180
    条订货量
    512,000,000.50
    元订货金额
    12
    家没有订货
    客户分档
    按月均订货量，各档上限含本数。
    点一行看客户。
    一档
    20 件以上
    120
    3%
    二档
    14–20 件
    480
    10%
    三档
    10–14 件
    900
    20%
    四档
    7–10 件
    1,100
    24%
    五档
    4–7 件
    900
    20%
    六档
    2–4 件
    600
    13%
    七档
    1.5–2 件
    300
    7%
    八档
    不超过 1.5 件
    200
    4%
    用表格看
    一档
    20 件以上
    120
    3%
    二档
    14–20 件
    480
    10%
    三档
    10–14 件
    900
    20%
    四档
    7–10 件
    1,100
    24%
    五档
    4–7 件
    900
    20%
    六档
    2–4 件
    600
    13%
    七档
    1.5–2 件
    300
    7%
    八档
    不超过 1.5 件
    200
    4%
    "#);
    insta::assert_snapshot!(part(Language::English, "Insights", "Volume tiers").await, @r#"
    Insights
    By the orders of Aug 2026 to Oct 2026
    Rules
    Print
    Export
    CSV
    Excel
    4,600
    retail customers
    2,450,180
    条 ordered
    512,000,000.50
    yuan ordered
    12
    ordered nothing
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn who_moved_is_a_picture_and_a_table() {
    insta::assert_snapshot!(part(Language::English, "Since the period before", "Before → now").await, @r#"
    Since the period before
    41 went up, 1 went down. Before at the left, now at the right.
    tier 3 → tier 2 · 41 customers
    tier 4 → tier 5 · 1 customer
    tier 1
    tier 2
    tier 3
    tier 4
    tier 5
    tier 6
    tier 7
    tier 8
    tier 1
    tier 2
    tier 3
    tier 4
    tier 5
    tier 6
    tier 7
    tier 8
    As a table
    "#);
}

#[expect(clippy::too_many_lines, reason = "what is on the glass, line by line")]
#[tokio::test(flavor = "current_thread")]
async fn classes_and_the_matrix_are_tables() {
    let words = part(Language::Chinese, "客户分类", "第 2 段").await;
    let short: Vec<&str> = words.lines().filter(|it| *it != "–").collect();
    insta::assert_snapshot!(short.join("\n"), @r#"
    客户分类
    市场、业态、规模合成的 42 类，颜色越深客户越多。
    市场 · 业态
    大
    中
    小
    城镇 · 食杂店
    300
    CZ1
    CZ2
    CZ3
    城镇 · 便利店
    CB1
    CB2
    CB3
    城镇 · 超市
    CS1
    CS2
    CS3
    城镇 · 商场
    CN1
    CN2
    CN3
    城镇 · 烟酒商店
    CY1
    CY2
    CY3
    城镇 · 娱乐服务类
    CF1
    CF2
    CF3
    城镇 · 其他
    CQ1
    CQ2
    CQ3
    乡村 · 食杂店
    XZ1
    XZ2
    XZ3
    乡村 · 便利店
    XB1
    XB2
    XB3
    乡村 · 超市
    XS1
    XS2
    XS3
    乡村 · 商场
    XN1
    XN2
    XN3
    乡村 · 烟酒商店
    XY1
    7
    XY2
    XY3
    乡村 · 娱乐服务类
    XF1
    XF2
    XF3
    乡村 · 其他
    XQ1
    XQ2
    XQ3
    客户分级
    规模和结构合成的十级，在本机有订单的客户中比较，没有订货的不分级；别的平板上客户不同，级别可能不同。
    1 级
    460
    10%
    2 级
    458
    10%
    3 级
    459
    10%
    4 级
    458
    10%
    5 级
    459
    10%
    6 级
    458
    10%
    7 级
    459
    10%
    8 级
    458
    10%
    9 级
    459
    10%
    10 级
    460
    10%
    用表格看
    1 级
    460
    10%
    2 级
    458
    10%
    3 级
    459
    10%
    4 级
    458
    10%
    5 级
    459
    10%
    6 级
    458
    10%
    7 级
    459
    10%
    8 级
    458
    10%
    9 级
    459
    10%
    10 级
    460
    10%
    规模与结构
    本机有订单的客户按订货量从大到小分五段；均价不低于其总体均价的为高。
    订货量
    均价高
    均价低
    第 1 段
    460
    1 级
    458
    2 级
    "#);
}

/// How many cells are links.
fn linked(html: &str) -> usize {
    html.lines().filter(|it| it.starts_with("<a ") && it.contains("\"heat__cell\"")).count()
}

#[tokio::test(flavor = "current_thread")]
async fn each_mark_says_what_it_counts_and_none_leads_to_nobody() {
    let view = Later::new(view());
    let html = drawn(Language::English, move || {
        html! { <InsightsScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await;
    assert!(html.contains("aria-label=\"tier 3 → tier 2 · 41 customers\""), "{html}");
    assert!(html.contains("aria-label=\"XY2 · 7 customers\""), "{html}");
    assert_eq!(html.matches("class=\"bars__line\"").count(), 18);
    assert_eq!(html.matches("class=\"flow__band\"").count(), 2);
    // Two classes, ten cells of the matrix, two of the table of moves; all others are empty.
    assert_eq!(linked(&html), 14);
    assert!(!html.contains("style="));
}

#[tokio::test(flavor = "current_thread")]
async fn a_cell_of_the_matrix_opens_its_list_also_when_another_has_its_grade() {
    let view =
        Later::new(InsightsView { grades: [[1, 1], [2, 3], [4, 5], [6, 7], [8, 9]], ..view() });
    let html = drawn(Language::English, move || {
        html! { <InsightsScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await;
    assert_eq!(linked(&html), 14);
}

#[tokio::test(flavor = "current_thread")]
async fn without_orders_it_says_how_they_come_in() {
    let none = InsightsView { has_orders: false, standings: None, months: None, ..view() };
    insta::assert_snapshot!(insights_words(Language::Chinese, none).await, @r#"
    分析
    规则
    还没有订单
    导入订单文件，或在客户档案里下单，这里就有分档、分类和分级。
    导入订单
    客户
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn while_it_is_computed_it_says_how_far_it_is() {
    let view = InsightsView { standings: None, percent: Some(40), ..view() };
    insta::assert_snapshot!(insights_words(Language::Chinese, view).await, @r#"
    分析
    正在计算，已完成 40%
    规则
    "#);
}

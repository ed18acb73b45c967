//! The month's report on paper says what the view says, in words and to the fen.

use jipan_app::view::{Language, Later, PrintView};
use jipan_rules::budget::{LineId, LineRef, MeasureId, Row};
use jipan_rules::period::Month;
use jipan_rules::{NaiveDate, Uuid};
use yew::prelude::*;

use super::*;
use crate::components::paper::Paper;
use crate::testing::{drawn, words};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn row(row: Row, plan: i64, actual: Figure) -> ReportRow {
    ReportRow {
        line: LineRef::Row(row),
        label: LineLabel::Row(row),
        unit: row.unit(),
        plan: Some(plan),
        actual: Some(actual),
        plan_so_far: Some(plan * 11),
        actual_so_far: Some(Figure { value: actual.value * 11, ..actual }),
        year: Some(plan * 12),
        correction: None,
    }
}

/// November of a year of which the cost of some goods is not known.
fn report() -> ReportView {
    let lease = LineId(Uuid::from_u128(1 << 90));
    let own = ReportRow {
        label: LineLabel::Own(lease, "门店租金".to_owned()),
        line: LineRef::Own(lease),
        ..row(Row::FixedExpense, 600_000, Figure::known(600_000))
    };
    ReportView {
        on: day(12, 1),
        month: Month::of(day(11, 1)),
        year: Month::of(day(1, 1)),
        plan: "2026 年度预算".to_owned(),
        unit: MoneyUnit::Yuan,
        vat_out: Some(1_300),
        closed: Some((day(12, 1), "老周".to_owned())),
        n_left: 1,
        rows: vec![
            row(Row::SalesRevenue, 10_000_000, Figure::known(12_500_050)),
            ReportRow {
                correction: Some(-1_234),
                ..row(Row::CostOfGoods, 8_000_000, Figure { value: 7_000_000, n_unknown: 3 })
            },
            row(Row::FixedExpense, 600_000, Figure::known(600_000)),
            own,
        ],
        territories: vec![TerritoryGoal {
            name: "1号线".to_owned(),
            n_customers: 12,
            goal: Some(4_000_000),
            actual: 4_100_000,
            left: 0,
            exceeded: 0,
        }],
        measures: vec![MeasureRow {
            id: MeasureId(Uuid::from_u128(1 << 91)),
            name: "新开十家店".to_owned(),
            owner: Some("小林".to_owned()),
            due: Some(day(9, 30)),
            is_late: true,
            done: None,
            row: (Row::SalesRevenue, RowUnit::Money),
            expected: 6_000_000,
            effect: 3_750_000,
        }],
        spent: vec![
            (LineLabel::Own(lease, "门店租金".to_owned()), 600_000),
            (LineLabel::Row(Row::VariableExpense), 12_345),
        ],
    }
}

fn paper() -> impl Fn() -> Html {
    let view = Later::new(PrintView::Budget(Box::new(report())));
    move || html! { <Paper view={view.clone()} /> }
}

#[tokio::test]
async fn a_month_lies_across_and_nothing_on_it_can_be_tapped() {
    let html = drawn(Language::Chinese, paper()).await;
    assert!(html.contains(r#"data-kind="wide""#), "{html}");
    assert!(!html.contains("<button") && !html.contains("<a "), "{html}");
    assert_eq!(html.matches(r#"data-depth="line""#).count(), 1, "{html}");
}

#[tokio::test]
async fn the_numbers_are_those_of_the_month_to_the_fen() {
    let said = words(Language::Chinese, paper()).await;
    for part in [
        "2026年预算执行月报：2026-11",
        "不含税（税率 13.0%）",
        "2026-12-01由老周结账",
        "销售收入\n100,000\n125,000.50\n+25,000.50\n125.0%\n1,100,000\n1,375,005.50\n",
        // 12 × 100,000 less 1,375,005.50 in the one month that is left
        "-175,005.50\n",
        "门店租金\n6,000\n6,000\n持平\n100.0%\n",
        "1号线\n40,000\n41,000",
        "新开十家店\n小林\n2026-09-30\n60,000\n37,500\n逾期",
        "门店租金\n6,000\n变动费用\n123.45\n6,123.45",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[tokio::test]
async fn what_was_spent_is_told_in_the_unit_and_the_words_of_the_table() {
    let rest = (LineLabel::Rest(Row::FixedExpense), 50_000_000);
    let view = ReportView { unit: MoneyUnit::Wan, spent: vec![rest], ..report() };
    let view = Later::new(PrintView::Budget(Box::new(view)));
    let said = words(Language::Chinese, move || html! { <Paper view={view.clone()} /> }).await;
    assert!(said.contains("固定费用：其余\n50.00\n50.00"), "{said}");
}

#[tokio::test]
async fn what_is_not_known_is_not_called_a_number_and_a_correction_is_told() {
    let said = words(Language::Chinese, paper()).await;
    assert!(said.contains("不详（已知 ≥ 70,000）"), "{said}");
    assert!(said.contains("结账后更正 -12.34"), "{said}");
}

#[tokio::test]
async fn where_nothing_was_issued_no_column_of_goals_is_blank() {
    let mut view = report();
    view.territories.iter_mut().for_each(|it| it.goal = None);
    let view = Later::new(PrintView::Budget(Box::new(view)));
    let said = words(Language::Chinese, move || html! { <Paper view={view.clone()} /> }).await;
    assert!(said.contains("片区\n本月实际\n1号线\n41,000"), "{said}");
}

#[tokio::test]
async fn english_says_the_same() {
    let said = words(Language::English, paper()).await;
    for part in ["Closed on", "Late", "Expenses of the month", "By territory", "1,375,005.50"] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

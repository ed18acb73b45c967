//! The table of months of an answer.

use std::rc::Rc;

use jipan_app::view::{Language, OrderLineView, TracedLine};
use jipan_rules::explain::{Explained, Why};
use jipan_rules::{NaiveDate, RULES_VERSION};

use super::*;
use crate::testing::words;

fn month(number: u32) -> Month {
    Month::of(NaiveDate::from_ymd_opt(2026, number, 1).unwrap())
}

/// A month of a customer, with or without a grade that was computed.
fn told(number: u32, grade: Option<u8>, is_computed: bool) -> MonthView {
    MonthView {
        month: month(number),
        quantity: 1_500,
        amount: 15_000_000,
        average: Some(Money::from_fen(10_000)),
        has_orders: number > 8,
        tier: Some(1),
        grade,
        scale: None,
        waits_for: (!is_computed).then_some(fields::GRADE),
        integrity: None,
        service: None,
        class: None,
    }
}

fn draw(months: Vec<MonthView>, open: Option<Month>) -> Html {
    let line = OrderLineView {
        name: "金叶（硬）".to_owned(),
        unit: Some("条".to_owned()),
        quantity: 1_500,
        price: 1_000_000,
        amount: 15_000_000,
    };
    let on = NaiveDate::from_ymd_opt(2026, 10, 5).unwrap();
    let line = TracedLine { on, number: "D1".to_owned(), line };
    let traced = Rc::new(TracedView { lines: vec![line], n_more: 0 });
    let why = Why::NoOrders { field: fields::GRADE };
    let view = WhyView {
        topic: WhyTopic::Generated(fields::GRADE),
        answer: Explained { value: (), why, version: RULES_VERSION },
        proposal: None,
        change: None,
        months: months.into(),
        month: open.map(|month| (month, traced)),
        lines: None,
    };
    html! { <WhyPanel {view} on_event={Callback::noop()} /> }
}

/// The words of the rows, each from its month on.
async fn rows(months: Vec<MonthView>, open: Option<Month>) -> Vec<String> {
    let all = words(Language::Chinese, move || draw(months.clone(), open)).await;
    let all = all.replace('\n', " ");
    all.split(" 2026-").skip(1).map(|it| it.trim().to_owned()).collect()
}

#[tokio::test(flavor = "current_thread")]
async fn a_month_that_is_being_computed_is_no_month_without_a_grade() {
    let months = vec![told(10, Some(3), true), told(9, None, true), told(8, None, false)];
    let rows = rows(months, None).await;
    let sums = "1,500 150,000.00 100.00 1";
    assert_eq!(rows[0], format!("10 {sums} 3"));
    assert_eq!(rows[1], format!("09 {sums} —"), "there is none");
    assert!(rows[2].starts_with(&format!("08 {sums} …")), "nobody knows yet: {}", rows[2]);
}

#[tokio::test(flavor = "current_thread")]
async fn a_month_that_is_open_shows_its_lines_below_it() {
    let months = vec![told(10, Some(3), true), told(9, None, true)];
    let rows = rows(months, Some(month(10))).await;
    assert_eq!(rows[1], "10-05 D1 金叶（硬） 1,500 条 150,000.00", "{rows:?}");
}

//! The table of the year: what stands in its cells, what is a box, how light it is.

use jipan_app::event::BudgetShown;
use jipan_app::view::{DraftError, Language};
use jipan_rules::check::ValueError;

use super::*;
use crate::components::budget::test_years::{base_row, rows, year};
use crate::testing::drawn;

fn of(year: YearView, is_narrow: bool) -> impl Fn() -> Html {
    let year = Rc::new(year);
    move || {
        html! {
            <BudgetGrid year={Rc::clone(&year)} money={MoneyUnit::Yuan} is_compared=false can_close=true
                {is_narrow} on_event={Callback::noop()} />
        }
    }
}

async fn wide(year: YearView) -> String {
    drawn(Language::Chinese, of(year, false)).await
}

fn body(html: &str) -> &str {
    html.split_once("<tbody>").unwrap().1.split_once("</tbody>").unwrap().0
}

#[tokio::test]
async fn a_grid_has_named_rows_and_columns_and_one_box() {
    let html = wide(year()).await;
    assert!(html.contains(r#"role="grid""#), "{html}");
    assert_eq!(html.matches(r#"scope="col""#).count(), 15, "{html}");
    assert_eq!(html.matches(r#"scope="row""#).count(), 5, "{html}");
    let body = body(&html);
    assert_eq!(body.matches("<input").count(), 1, "{body}");
    assert!(body.contains(r#"aria-label="销售收入 全年 计划""#), "{body}");
    assert_eq!(body.matches(r#"role="gridcell""#).count(), 5 * 13, "{body}");
}

#[tokio::test]
async fn thirty_rows_have_two_elements_a_cell_at_most() {
    let rows =
        (0..30).map(|_| base_row(jipan_rules::budget::Row::SalesRevenue, [1_000_000, 900_050]));
    let html =
        wide(YearView { rows: rows.collect(), shown: BudgetShown::Difference, ..year() }).await;
    let n_elements = body(&html).matches('<').count() - body(&html).matches("</").count();
    assert!(n_elements <= 30 * (2 + 14 * 2) + 1, "{n_elements} elements");
}

#[tokio::test]
async fn over_and_under_have_a_sign_and_good_or_bad_depends_on_the_row() {
    let html = wide(YearView { shown: BudgetShown::Difference, ..year() }).await;
    let body = body(&html);
    assert!(body.contains("<small data-tone=\"bad\">−999.50</small>"), "{body}");
    assert!(
        body.contains("<small data-tone=\"good\">−200</small>"),
        "a cost below its plan: {body}"
    );
}

#[tokio::test]
async fn what_is_not_wholly_known_is_not_a_number_alone() {
    let html = wide(year()).await;
    assert!(body(&html).contains("不详（已知 ≥ 3,600）"), "{html}");
}

#[tokio::test]
async fn what_was_typed_wrong_stays_in_its_cell_with_what_is_wrong() {
    let mut rows = rows();
    let error = DraftError::Value(ValueError::NotANumber);
    rows[0].months[3].draft = Some(("12万5".to_owned(), Some(error)));
    let html = wide(YearView { rows, ..year() }).await;
    let (_, cell) = html.split_once(r#"data-at="0-4""#).unwrap();
    let (cell, _) = cell.split_once("</td>").unwrap();
    assert!(cell.contains(r#"data-state="invalid""#) && cell.contains("12万5"), "{cell}");
    assert!(cell.contains("<small data-tone=\"bad\">"), "{cell}");
}

#[tokio::test]
async fn a_correction_and_a_conflict_are_marked_in_words() {
    let mut rows = rows();
    rows[0].months[1].correction = Some(-5_000);
    rows[0].months[2].is_in_conflict = true;
    let html = wide(YearView { rows, ..year() }).await;
    assert!(body(&html).contains("9,000.50 有更正"), "{html}");
    assert!(body(&html).contains(">两个值<"), "{html}");
}

#[tokio::test]
async fn closed_months_have_a_lock_and_can_be_opened_again() {
    let html = wide(year()).await;
    assert_eq!(html.matches(">已结账<").count(), 2, "{html}");
    assert!(html.contains("取消 2026-01 的结账") && html.contains("结账 2026-03"), "{html}");
    assert!(html.contains("2026-02-05 由 王经理 结账"), "{html}");
}

#[tokio::test]
async fn a_narrow_glass_shows_one_month_with_plan_actual_and_difference() {
    let html = drawn(Language::Chinese, of(year(), true)).await;
    let body = body(&html);
    assert_eq!(body.matches(r#"role="gridcell""#).count(), 5, "{body}");
    assert!(body.contains("9,000.50") && body.contains("−999.50"), "{body}");
    let (_, pager) = html.split_once(r#"class="cells__pager""#).unwrap();
    assert!(pager.contains("2026-10") && pager.contains("全年"), "{pager}");
    assert!(pager.contains(r#"aria-label="上个月""#), "{pager}");
}

#[tokio::test]
async fn the_bar_tells_the_cell_to_the_fen_and_what_can_be_done() {
    let html = drawn(Language::Chinese, of(year(), true)).await;
    let (_, bar) = html.split_once(r#"class="cell-bar""#).unwrap();
    for part in [
        "销售收入",
        "10,000.00 元",
        "9,000.50 元",
        "低于计划 999.50",
        "向右填充",
        "添加子项",
        "改数",
    ] {
        assert!(bar.contains(part), "{part} in {bar}");
    }
    assert!(bar.contains(r#"aria-label="为什么：计划""#), "{bar}");
    let fixed = YearView { is_editable: false, ..year() };
    let html = wide(fixed).await;
    assert!(html.contains("这个版本现在只能查看") && !html.contains("添加子项"), "{html}");
}

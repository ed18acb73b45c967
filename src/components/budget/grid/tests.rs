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
    assert!(body.contains("<small data-tone=\"bad\">−1,000</small>"), "{body}");
    assert!(body.contains("title=\"计划 10,000.00 元 · 差异 -999.50 元\""), "{body}");
    assert!(
        body.contains("<small data-tone=\"good\">−200</small>"),
        "a cost below its plan: {body}"
    );
}

#[tokio::test]
async fn what_is_not_wholly_known_is_not_a_number_alone() {
    let html = wide(year()).await;
    let body = body(&html);
    assert!(body.contains("<small data-tone=\"bound\">≥ 3,600</small>"), "{body}");
    assert!(
        body.contains("title=\"计划 4,000.00 元 · 实际 不详（已知 ≥ 3,600.00 元）\""),
        "{body}"
    );
    assert_eq!(html.matches("≥ 是至少，≤ 是至多").count(), 1, "{html}");
    assert!(html.contains("href=\"/products\""), "{html}");
    let narrow = drawn(Language::Chinese, of(year(), true)).await;
    assert!(narrow.contains("title=\"不详（已知 ≥ 3,600.00 元）\""), "{narrow}");
    assert!(narrow.contains("href=\"/products\""), "{narrow}");
}

#[tokio::test]
async fn where_all_is_known_no_sign_is_explained() {
    let rows = vec![base_row(jipan_rules::budget::Row::SalesRevenue, [1_000_000, 900_000])];
    let html = wide(YearView { rows, ..year() }).await;
    assert!(!html.contains("是至少") && !html.contains("/products"), "{html}");
}

#[tokio::test]
async fn a_wide_table_is_in_whole_yuan_and_each_cell_has_its_fen_a_narrow_one_has_them_in_sight() {
    let html = wide(year()).await;
    let cells = body(&html);
    assert!(cells.contains(">9,001<") && !cells.contains(">9,000.50<"), "{cells}");
    assert!(cells.contains("title=\"计划 10,000.00 元 · 实际 9,000.50 元\""), "{cells}");
    assert!(cells.contains(">14,998<") && cells.contains("title=\"14,997.50 元\""), "{cells}");
    assert!(!cells.contains("title=\"计划 7,000.00 元"), "what is whole says all of it: {cells}");
    assert_eq!(html.matches("四舍五入到元").count(), 1, "{html}");
    let narrow = drawn(Language::Chinese, of(year(), true)).await;
    assert!(!narrow.contains("四舍五入到元"), "{narrow}");
}

#[tokio::test]
async fn the_box_that_rests_is_as_rough_as_its_column_and_says_the_fen() {
    let mut rows = rows();
    rows[0].year.plan = Some(12_000_050);
    let html = wide(YearView { rows, ..year() }).await;
    let (_, cell) = body(&html).split_once("<input").unwrap();
    let (cell, _) = cell.split_once('>').unwrap();
    assert!(cell.contains(r#"value="120,001""#), "{cell}");
    assert!(cell.contains("aria-description=\"计划 120,000.50 元 · 实际 90,005.00 元\""), "{cell}");
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
    assert!(body(&html).contains("9,001 有更正"), "{html}");
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

//! The gap, read as words.

use jipan_app::view::Language;
use jipan_rules::check::ValueError;

use super::*;
use crate::components::budget::test_years::gap;
use crate::testing::{drawn, folded, words};

fn of(view: GapView, money: MoneyUnit) -> impl Fn() -> Html {
    let view = Rc::new(view);
    move || html! { <GapPart view={Rc::clone(&view)} {money} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn a_row_says_what_is_asked_expected_and_lacking_and_the_open_one_its_months() {
    let said = folded(&words(Language::Chinese, of(gap(), MoneyUnit::Wan)).await);
    insta::assert_snapshot!(said, @"
    缺口 = 目标 − 预测，按权重分到各月；计划 = 预测 + 分摊。 已有 17 个整月的订单。 | 销售收入 | 万元 | 缺 15.00 | 为什么 | 全年目标（万元） | 预测方法 | 去年同期 × 增长 · 85.00 · 过去 6 个月误差 8.2% | 季节指数平滑 · 还差 7 个月的订单 | 加权商机 · 60.00 · 还没有可比的月份
    85.00 · 过去 6 个月误差 8.2% | 比去年增长（%） | 去年 | 80.00 | 预测 | 85.00 | 措施 | 5.00 | 已编计划 | 85.00
    按缺口生成计划 | 各月权重 | 各月相同。填十二个整数，用空格隔开。 | 示意 | 实际 | 预测 | 应编计划 | 销售收入 各月 | 月份 | 示意
    实际 | 预测 | 缺口分摊 | 应编计划 | 已编计划 | 1月 | 7.00 | 7.08 | 1.25 | 8.33
    – | 2月 | 7.00 | 7.08 | 1.25 | 8.33 | – | 3月 | 7.00 | 7.08
    1.25 | 8.33 | – | 4月 | 7.00 | 7.08 | 1.25 | 8.33 | – | 5月
    7.00 | 7.08 | 1.25 | 8.33 | – | 6月 | 7.00 | 7.08 | 1.25 | 8.33
    – | 7月 | 7.00 | 7.08 | 1.25 | 8.33 | – | 8月 | 7.00 | 7.08
    1.25 | 8.33 | – | 9月 | 7.00 | 7.08 | 1.25 | 8.33 | – | 10月
    7.00 | 7.08 | 1.25 | 8.33 | – | 11月 | – | 7.08 | 1.25 | 8.33
    – | 12月 | – | 7.08 | 1.25 | 8.33 | – | 销售数量 | 数量 | 超出目标 200
    为什么 | 全年目标（数量） | 预测方法 | 去年同期 × 增长 · 85,000,000 · 过去 6 个月误差 8.2% | 季节指数平滑 · 还差 7 个月的订单 | 加权商机 · 60,000,000 · 还没有可比的月份 | 85,000,000 · 过去 6 个月误差 8.2% | 比去年增长（%） | 去年 | 80,000,000
    预测 | 1,200 | 措施 | 5,000,000 | 已编计划 | 85,000,000 | 按缺口生成计划 | 各行都按缺口生成计划
    ");
}

#[tokio::test]
async fn a_way_says_how_it_did_or_what_it_still_needs_and_cannot_be_chosen_then() {
    let html = drawn(Language::Chinese, of(gap(), MoneyUnit::Yuan)).await;
    assert!(html.contains("去年同期 × 增长 · 850,000 · 过去 6 个月误差 8.2%"), "{html}");
    let (_, smoothing) = html.split_once(r#"value="smoothing""#).unwrap();
    let (smoothing, _) = smoothing.split_once("</option>").unwrap();
    assert!(
        smoothing.contains("disabled") && smoothing.contains("还差 7 个月的订单"),
        "{smoothing}"
    );
}

#[tokio::test]
async fn months_without_a_forecast_are_told_in_words() {
    let mut view = gap();
    view.rows[0].n_unknown = 4;
    (view.rows[1].forecast, view.rows[1].n_unknown) = (None, 12);
    let said = words(Language::Chinese, of(view.clone(), MoneyUnit::Yuan)).await;
    assert!(said.contains("4 个月没有预测，按有预测的月份的平均算。"), "{said}");
    assert!(said.contains("一个月的预测也没有，全部目标都算作缺口。"), "{said}");
    (view.rows[1].target, view.rows[1].gap) = (None, None);
    let said = words(Language::English, of(view, MoneyUnit::Yuan)).await;
    assert!(said.contains("4 months have no forecast") && !said.contains("No month has"), "{said}");
}

#[tokio::test]
async fn the_bars_have_a_name_and_a_legend_of_those_that_are_there() {
    let mut view = gap();
    let said = folded(&words(Language::Chinese, of(view.clone(), MoneyUnit::Yuan)).await);
    assert!(said.contains("示意 | 实际 | 预测 | 应编计划 | 销售收入 各月"), "{said}");
    view.rows[0].target = None;
    for month in &mut view.rows[0].months {
        (month.actual, month.proposed) = (None, None);
    }
    let said = folded(&words(Language::Chinese, of(view, MoneyUnit::Yuan)).await);
    assert!(said.contains("示意 | 预测 | 销售收入 各月"), "nothing is planned: {said}");
}

#[tokio::test]
async fn more_than_was_asked_is_said_as_such() {
    let said = words(Language::English, of(gap(), MoneyUnit::Yuan)).await;
    assert!(said.contains("150,000 short") && said.contains("200 above target"), "{said}");
}

#[tokio::test]
async fn what_was_typed_wrong_stays_in_its_box_with_what_is_wrong() {
    let mut view = gap();
    view.rows[0].target_draft =
        Some(("一百".to_owned(), Some(DraftError::Value(ValueError::NotANumber))));
    let html = drawn(Language::Chinese, of(view, MoneyUnit::Yuan)).await;
    assert!(html.contains(r#"value="一百""#) && html.contains("text-box__error"), "{html}");
}

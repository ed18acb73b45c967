//! The board, read as words, and its controls by name.
use std::rc::Rc;

use jipan_app::event::Owners;
use jipan_app::view::{CardView, Language, Later, StageView};
use jipan_rules::funnel::{Place, Ratio};
use jipan_rules::values::Money;

use super::*;
use crate::components::funnel::test_deals::{card, deal};
use crate::testing::{drawn, words};

fn column(stage: Stage, cards: Vec<CardView>) -> StageView {
    StageView {
        stage,
        n: cards.len(),
        amount: Money::from_fen(1_280_000),
        n_without_amount: 0,
        forecast: None,
        n_stale: 0,
        avg_days: None,
        oldest_days: None,
        conversion: None,
        first: 0,
        cards: cards.into(),
    }
}

fn view() -> BoardView {
    let mut columns = Stage::ALL.map(|stage| column(stage, Vec::new()));
    columns[1] = StageView {
        n: 31,
        forecast: Some(Money::from_fen(896_000)),
        n_stale: 1,
        avg_days: Some(12),
        oldest_days: Some(40),
        conversion: Some(Ratio { n: 3, of: 8 }),
        first: 4,
        ..column(Stage::Intending, vec![card(1, "兴隆超市"), card(2, "新乐超市")])
    };
    BoardView {
        owners: Owners::Mine,
        has_others: false,
        is_counting: false,
        columns,
        outs: vec![(Turn::Lost, 3), (Turn::Frozen, 0)],
        shown_outs: None,
        n_without: 5,
        has_any: true,
        forecast: Some(Money::from_fen(896_000)),
        open_card: None,
        sheet: None,
        is_read_only: false,
    }
}

fn of(view: BoardView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <FunnelScreen view={view.clone()} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn the_board_adds_up_and_each_column_says_how_it_goes() {
    let said = words(Language::Chinese, of(view())).await;
    assert!(
        said.starts_with(
            "漏斗\n漏斗\n登记表\n漏斗分析\n31 个商机 · 预测 ¥8,960 · 另有 5 家没有商机\n快速登记\n"
        ),
        "{said}"
    );
    assert!(said.contains("意向\n31\n¥12,800 · 预测 ¥8,960\n停滞 1 · 平均 12 天 · 最久 40 天 · 转化 37.5%\n兴隆超市\nH\n¥12,800\n下次联系 3 天后\n本阶段 12 天\n"), "{said}");
    assert!(said.contains("潜在\n0\n—\n这一列还没有客户\n"), "{said}");
    let said = words(Language::English, of(view())).await;
    assert!(
        said.starts_with(
            "Funnel\nFunnel\nRegister\nFunnel analysis\n31 opportunities · forecast ¥8,960 · 5 customers without an opportunity\n"
        ),
        "{said}"
    );
    assert!(
        said.contains("1 stale · 12 days on average · longest 40 days · conversion 37.5%"),
        "{said}"
    );
}

#[tokio::test]
async fn columns_are_regions_with_lists_and_a_card_knows_its_place_in_the_whole() {
    let html = drawn(Language::Chinese, of(view())).await;
    assert!(html.contains(r#"role="status" aria-label="漏斗合计""#), "{html}");
    assert!(html.contains(r#"<h2 id="column-base-name" class="board__stage">基盘</h2>"#), "{html}");
    assert_eq!(html.matches(r#"aria-label="客户卡""#).count(), 4, "{html}");
    assert!(html.contains(r#"aria-posinset="5" aria-setsize="31""#), "{html}");
    assert_eq!(html.matches(r#"role="tab" aria-selected="true""#).count(), 1, "{html}");
    assert!(html.contains(r#"title="还有 7 天 → H""#), "{html}");
}

#[tokio::test]
async fn a_card_moves_in_two_taps_to_where_it_may_go() {
    let html = drawn(Language::Chinese, of(view())).await;
    assert_eq!(html.matches(r#"aria-label="移动""#).count(), 2, "{html}");
    assert!(!html.contains("失控"), "{html}");
    let open = BoardView { open_card: Some(deal(1)), ..view() };
    let html = drawn(Language::Chinese, of(open)).await;
    assert_eq!(html.matches(r#"aria-expanded="true""#).count(), 1, "{html}");
    for to in ["成交", "战败", "冷冻", "失控"] {
        assert_eq!(
            html.matches(&format!(r#"class="button">{to}</button>"#)).count(),
            1,
            "{to} in {html}"
        );
    }
}

#[tokio::test]
async fn what_is_out_is_counted_and_shown_on_a_tap() {
    let mut lost = card(3, "华联");
    lost.place = Place::Out(Turn::Lost);
    lost.turns = vec![Turn::Reopened];
    let html = drawn(Language::Chinese, of(view())).await;
    assert!(html.contains("战败") && !html.contains("冷冻"), "{html}");
    let shown = BoardView { shown_outs: Some((Turn::Lost, Rc::from([lost]))), ..view() };
    let html = drawn(Language::Chinese, of(shown)).await;
    assert!(html.contains(r#"aria-label="战败""#) && html.contains("华联"), "{html}");
    assert!(html.contains(r#"data-tone="out""#), "{html}");
}

#[tokio::test]
async fn a_stale_card_and_one_past_its_day_say_so_in_words() {
    let mut late = card(1, "兴隆超市");
    (late.is_stale, late.is_past, late.days_left, late.n_odd) = (true, true, Some(-3), 1);
    let mut view = view();
    view.columns[1] = column(Stage::Intending, vec![late]);
    let said = words(Language::Chinese, of(view)).await;
    assert!(
        said.contains("过期未成交") && said.contains("12 天 · 停滞 · 有一次移动不作数"),
        "{said}"
    );
}

#[tokio::test]
async fn an_empty_board_says_how_to_begin_and_read_only_moves_nothing() {
    let blank = BoardView {
        columns: Stage::ALL.map(|it| column(it, Vec::new())),
        outs: Vec::new(),
        has_any: false,
        ..view()
    };
    let mine = BoardView { has_others: true, has_any: true, ..blank.clone() };
    let said = words(Language::Chinese, of(mine)).await;
    assert!(said.contains("你还没有商机") && !said.contains("漏斗里还没有商机"), "{said}");
    let said = words(Language::Chinese, of(blank)).await;
    assert!(said.contains("漏斗里还没有商机"), "{said}");
    let html = drawn(Language::Chinese, of(BoardView { is_read_only: true, ..view() })).await;
    assert!(
        !html.contains("移动") && !html.contains("记联系") && html.contains("兴隆超市"),
        "{html}"
    );
}

#[tokio::test]
async fn tabs_choose_from_one_panel_with_all_columns() {
    let html = drawn(Language::Chinese, of(view())).await;
    assert_eq!(html.matches(r#"aria-controls="board-columns""#).count(), 4, "{html}");
    assert_eq!(html.matches(r#"role="tabpanel""#).count(), 1, "{html}");
    let (_, panel) = html.split_once(r#"role="tabpanel""#).unwrap();
    assert_eq!(panel.matches("<section").count(), 4, "{panel}");
}

#[test]
fn an_arrow_goes_to_the_column_beside_and_stops_at_the_ends() {
    assert_eq!(beside(Stage::Prospect, "ArrowRight"), Some(Stage::Intending));
    assert_eq!(beside(Stage::Prospect, "ArrowLeft"), None);
    assert_eq!(beside(Stage::Base, "ArrowRight"), None);
    assert_eq!(beside(Stage::Base, "Enter"), None);
}

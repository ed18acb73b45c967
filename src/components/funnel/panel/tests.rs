//! What a file says of opportunities, and what one can do there.

use jipan_app::view::{Language, RemarkRow, WhoView};
use jipan_rules::Uuid;
use jipan_rules::values::ids::FactId;

use super::*;
use crate::components::funnel::test_deals::{day, deal, panel};
use crate::testing::{drawn, words};

fn of(panel: FunnelPanel, is_read_only: bool) -> impl Fn() -> Html {
    move || {
        html! {
            <Opportunities customer={deal(1).customer} panel={panel.clone()} {is_read_only} on_event={Callback::noop()} />
        }
    }
}

fn remark(asks: bool, answer: Option<&str>) -> RemarkRow {
    RemarkRow {
        id: FactId::new(Uuid::from_u128(40)),
        customer: deal(1).customer,
        text: "再去一次".to_owned(),
        asks,
        on: day(11, 20),
        by: Some(WhoView::Named("王督导".to_owned())),
        answers: answer.map(|it| (day(11, 21), None, it.to_owned())).into_iter().collect(),
    }
}

fn one() -> FunnelPanel {
    FunnelPanel {
        deals: vec![panel(1)],
        can_open: true,
        hand: HandState::Free,
        ..FunnelPanel::default()
    }
}

#[tokio::test]
async fn an_opportunity_says_where_it_stands_why_and_how_it_came_there() {
    insta::assert_snapshot!(words(Language::Chinese, of(one(), false)).await, @"
    商机
    开商机
    转交
    打印黄卡
    意向
    H
    ¥12,800.00
    下次联系
    3 天后
    记联系
    改预期
    成交清单
    成交
    战败
    冷冻
    失控
    依据、步骤、清单和经过
    还有 7 天 → H
    自 2026-11-18 + H 7 天 → 2026-11-25
    渠道
    转介绍 · 老客户 · 另一位客户
    意愿
    有
    能力
    未知
    开商机
    2026-11-01
    更正来源
    阶段步骤
    集客
    2026-11-01
    展厅接待
    做过了
    成交前
    资料准备
    关爱准备
    免做（客户不要）
    成交礼品准备
    2026-11-24 前
    免做
    阶段经过
    2026-11-01 潜在
    2026-11-10 意向
    预期经过
    2026-11-29 · ¥12,800.00
    2026-11-18 · 你
    等装修
    ");
}

#[tokio::test]
async fn a_file_without_opportunities_offers_to_open_one_and_nothing_else() {
    let panel = FunnelPanel { can_open: true, ..FunnelPanel::default() };
    assert_eq!(words(Language::Chinese, of(panel.clone(), false)).await, "商机\n开商机\n");
    assert_eq!(
        words(Language::English, of(panel.clone(), false)).await,
        "Opportunities\nNew opportunity\n"
    );
    assert_eq!(
        words(Language::English, of(panel, true)).await,
        "",
        "not where nothing can be done"
    );
}

#[tokio::test]
async fn where_nothing_can_be_written_there_is_nothing_to_press_but_printing() {
    let html = drawn(Language::Chinese, of(one(), true)).await;
    assert_eq!(html.matches("<button").count(), 1, "{html}");
    assert!(html.contains("打印黄卡"), "{html}");
}

#[tokio::test]
async fn an_instruction_without_an_answer_can_be_answered_and_an_answered_one_not() {
    let with = |row| FunnelPanel { remarks: vec![row], ..FunnelPanel::default() };
    let open = drawn(Language::Chinese, of(with(remark(true, None)), false)).await;
    assert!(open.contains("等待答复") && open.contains(">答复</button>"), "{open}");
    let answered = drawn(Language::Chinese, of(with(remark(true, Some("去过了"))), false)).await;
    assert!(answered.contains("去过了") && !answered.contains(">答复</button>"), "{answered}");
    let plain = drawn(Language::Chinese, of(with(remark(false, None)), false)).await;
    assert!(!plain.contains("等待答复") && !plain.contains("要求答复"), "{plain}");
}

#[tokio::test]
async fn who_may_remark_has_a_box_for_it() {
    let may = FunnelPanel { can_remark: true, ..FunnelPanel::default() };
    let html = drawn(Language::Chinese, of(may.clone(), false)).await;
    assert!(
        html.contains("督导批示") && html.contains("要求答复") && html.contains(">写批示</button>"),
        "{html}"
    );
    let read_only = drawn(Language::Chinese, of(may, true)).await;
    assert!(!read_only.contains("督导批示"), "{read_only}");
}

#[tokio::test]
async fn a_move_that_was_made_unseen_is_said() {
    let mut unseen = panel(1);
    unseen.has_unseen = true;
    let panel = FunnelPanel { deals: vec![unseen], ..FunnelPanel::default() };
    let said = words(Language::Chinese, of(panel, false)).await;
    assert!(said.contains("没看到对方的修改"), "{said}");
}

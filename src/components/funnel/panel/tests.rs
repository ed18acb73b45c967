//! What a file says of opportunities, and what one can do there.

use jipan_app::view::{Language, RemarkRow, WhoView, WrittenText};
use jipan_rules::Uuid;
use jipan_rules::funnel::CloseItem;
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
        answer: WrittenText::default(),
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
    ¥12,800
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
    2026-11-29 · ¥12,800
    2026-11-18 · 你
    等装修
    ");
}

#[tokio::test]
async fn a_contact_that_is_late_is_told_in_one_word_and_the_ways_out_are_quiet() {
    let mut late = one();
    late.deals[0].card.late_days = 17;
    let html = drawn(Language::Chinese, of(late, false)).await;
    assert!(html.contains("联系逾期 17 天") && !html.contains("下次联系"), "{html}");
    for (to, class) in [("成交", "button"), ("战败", "quiet-button"), ("失控", "quiet-button")]
    {
        assert!(html.contains(&format!(r#"class="{class}">{to}</button>"#)), "{to} in {html}");
    }
}

#[tokio::test]
async fn a_phase_that_was_done_before_one_looks_is_one_line() {
    let open = drawn(Language::Chinese, of(one(), false)).await;
    assert!(open.contains(">成交前</h3>") && !open.contains("成交前 2/3"), "{open}");
    let mut done = one();
    done.deals[0].closing[0].items[2].is = jipan_rules::funnel::Checked::Done;
    let html = drawn(Language::Chinese, of(done, false)).await;
    assert!(html.contains(">成交前 3/3</summary>") && !html.contains(">成交前</h3>"), "{html}");
}

#[tokio::test]
async fn without_remarks_there_is_a_button_for_the_first_one_and_no_region() {
    let lead = FunnelPanel { can_remark: true, ..FunnelPanel::default() };
    let html = drawn(Language::Chinese, of(lead.clone(), false)).await;
    assert!(
        html.contains(r#"aria-expanded="false""#) && html.contains(">写批示</button>"),
        "{html}"
    );
    assert!(!html.contains("督导批示"), "{html}");
    assert_eq!(words(Language::Chinese, of(lead.clone(), true)).await, "");
    // What was typed before is in sight again.
    let written = WrittenText { text: "再去".to_owned(), is_refused: false };
    let html = drawn(Language::Chinese, of(FunnelPanel { remark: written, ..lead }, false)).await;
    assert!(html.contains("督导批示") && html.contains("<details open"), "{html}");
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
async fn an_instruction_that_waits_has_its_box_in_sight_and_any_other_remark_has_it_folded() {
    let with = |row| FunnelPanel { remarks: vec![row], ..FunnelPanel::default() };
    let fold = r#"<details class="fold">"#;
    let open = drawn(Language::Chinese, of(with(remark(true, None)), false)).await;
    assert!(open.contains("等待答复") && open.contains(">答复</button>"), "{open}");
    assert!(open.contains("<textarea") && !open.contains(fold), "{open}");
    for row in [remark(true, Some("去过了")), remark(false, None)] {
        let html = drawn(Language::Chinese, of(with(row), false)).await;
        assert!(html.contains(fold) && html.contains(">答复</button>"), "{html}");
        assert!(!html.contains("等待答复") && !html.contains("要求答复"), "{html}");
    }
    let read_only = drawn(Language::Chinese, of(with(remark(true, None)), true)).await;
    assert!(!read_only.contains("<textarea"), "{read_only}");
}

#[tokio::test]
async fn what_was_being_written_is_in_its_box_and_in_sight_again() {
    let typed = |text: &str| WrittenText { text: text.to_owned(), is_refused: false };
    let mut row = remark(false, None);
    row.answer = typed("还没去");
    let mut one = one();
    one.deals[0].closing[0].items[2].why = typed("老客户");
    let panel = FunnelPanel {
        remarks: vec![row],
        can_remark: true,
        remark: typed("问清楚"),
        remark_asks: true,
        ..one
    };
    let html = drawn(Language::Chinese, of(panel, false)).await;
    for text in ["还没去", "问清楚", "老客户"] {
        assert!(html.contains(&format!(">{text}</textarea>")), "{text} in {html}");
    }
    assert_eq!(html.matches(r#"maxlength="2000""#).count(), 3, "{html}");
    assert_eq!(html.matches("<details open=").count(), 2, "{html}");
}

#[tokio::test]
async fn what_cannot_be_said_is_told_at_its_box() {
    let blank = WrittenText { text: " ".to_owned(), is_refused: true };
    let mut one = one();
    one.deals[0].closing[0].items[2].why = blank.clone();
    let panel = FunnelPanel { can_remark: true, remark: blank, ..one };
    let html = drawn(Language::Chinese, of(panel, false)).await;
    assert!(html.contains("请先写内容") && html.contains("请写原因"), "{html}");
    assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 2, "{html}");
}

#[tokio::test]
async fn to_have_asked_for_a_referral_leads_on_to_the_quick_entry() {
    let mut asked = panel(1);
    asked.closing[0].items[0].item = CloseItem::Referral;
    let panel = FunnelPanel { deals: vec![asked], ..FunnelPanel::default() };
    let html = drawn(Language::Chinese, of(panel.clone(), false)).await;
    assert_eq!(html.matches(">登记被介绍人</button>").count(), 1, "{html}");
    let html = drawn(Language::Chinese, of(panel, true)).await;
    assert!(!html.contains("登记被介绍人"), "{html}");
}

#[tokio::test]
async fn who_may_remark_has_a_box_for_it() {
    let remarks = vec![remark(false, None)];
    let may = FunnelPanel { can_remark: true, remarks, ..FunnelPanel::default() };
    let html = drawn(Language::Chinese, of(may.clone(), false)).await;
    assert!(
        html.contains("督导批示") && html.contains("要求答复") && html.contains(">写批示</button>"),
        "{html}"
    );
    let read_only = drawn(Language::Chinese, of(may, true)).await;
    assert!(!read_only.contains("写批示"), "{read_only}");
}

#[tokio::test]
async fn a_move_that_was_made_unseen_is_said() {
    let mut unseen = panel(1);
    unseen.has_unseen = true;
    let panel = FunnelPanel { deals: vec![unseen], ..FunnelPanel::default() };
    let said = words(Language::Chinese, of(panel, false)).await;
    assert!(said.contains("没看到对方的修改"), "{said}");
}

//! Each sheet, read as words, and what is asked for where.

use jipan_app::event::SheetOutcome;
use jipan_app::view::{Language, NoConsent};
use jipan_rules::Uuid;
use jipan_rules::funnel::{Channel, CloseItem, Lacking, Source, Turn};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::PersonId;

use super::*;
use crate::components::funnel::test_deals::{closing, day, deal, sheet};
use crate::testing::{drawn, words};

fn of(view: DealSheetView) -> impl Fn() -> Html {
    move || html! { <DealSheet view={view.clone()} on_event={Callback::noop()} /> }
}

async fn read(language: Language, view: DealSheetView) -> String {
    words(language, of(view)).await
}

#[tokio::test]
async fn a_contact_is_noted_in_chinese() {
    insta::assert_snapshot!(read(Language::Chinese, sheet(DealSheetKind::Contact(deal(1)))).await, @"
    记联系
    兴隆超市
    打电话
    方式
    电话
    上门
    微信
    到店
    结果
    聊上了
    没接通
    被拒
    说了什么
    几天后联系
    1 天后
    3 天后
    下次联系
    不选则按规则：2026-11-29
    预计购买
    7 天内
    15 天内
    另选日期
    预计金额
    做到的步骤
    展厅接待
    需求分析
    哪天联系的
    今天
    昨天
    另选日期
    目的
    开拓
    促成
    售后
    完成
    ");
}

#[tokio::test]
async fn a_contact_is_noted_in_english() {
    insta::assert_snapshot!(read(Language::English, sheet(DealSheetKind::Contact(deal(1)))).await, @"
    Log contact
    兴隆超市
    Call
    How
    Phone
    Visit
    WeChat
    In our shop
    Result
    Reached
    No answer
    Refused
    What was said
    Contact again
    in 1 day
    in 3 days
    Next contact
    By the rules, if none is chosen: 29 Nov 2026
    Expected
    Within 7 days
    Within 15 days
    Another day
    Expected amount
    Steps made
    Reception
    Needs
    When it was
    Today
    Yesterday
    Another day
    For what
    Opening
    Closing
    After sales
    Done
    ");
}

#[tokio::test]
async fn a_sheet_says_first_that_somebody_does_not_want_to_be_contacted() {
    let no_consent = Some(NoConsent { since: Some(day(11, 1)) });
    let view = DealSheetView { no_consent, ..sheet(DealSheetKind::Contact(deal(1))) };
    let said = read(Language::Chinese, view.clone()).await;
    let told =
        "打电话\n不同意联系（2026-11-01）\n只为该办的事联系，例如售后，不打推销电话。\n方式\n";
    assert!(said.contains(told) && said.ends_with("完成\n"), "{said}");
    let said = read(Language::English, view).await;
    assert!(said.contains("Contact them only for what is owed"), "{said}");
}

#[tokio::test]
async fn only_a_refusal_asks_for_a_reason_and_only_a_talk_for_what_is_expected() {
    let with = |outcome| DealSheetView {
        outcome,
        asks_expectation: outcome == SheetOutcome::Reached,
        ..sheet(DealSheetKind::Contact(deal(1)))
    };
    for (outcome, has_reason, has_expected) in [
        (SheetOutcome::Reached, false, true),
        (SheetOutcome::NoAnswer, false, false),
        (SheetOutcome::Refused, true, false),
    ] {
        let said = read(Language::Chinese, with(outcome)).await;
        assert_eq!(said.contains("拒绝原因"), has_reason, "{said}");
        assert_eq!(said.contains("预计购买"), has_expected, "{said}");
    }
}

#[tokio::test]
async fn the_day_that_is_expected_is_the_chosen_one_of_the_group_or_stands_in_a_box() {
    let with = |expect_on: NaiveText| DealSheetView {
        expect_on: expect_on.to_owned(),
        level: Some(jipan_rules::funnel::Level::H),
        steps: Vec::new(),
        ..sheet(DealSheetKind::Expect(deal(1)))
    };
    let quick = drawn(Language::Chinese, of(with("2026-11-29"))).await;
    assert_eq!(quick.matches("checked").count(), 1, "{quick}");
    assert!(!quick.contains(r#"type="date""#) && quick.contains("级别：H"), "{quick}");
    let other = drawn(Language::Chinese, of(with("2027-01-03"))).await;
    assert!(other.contains(r#"value="2027-01-03" type="date""#), "{other}");
}

/// What is typed as a day.
type NaiveText = &'static str;

#[tokio::test]
async fn what_a_turn_asks_for_depends_on_where_it_leads() {
    let turn = |to| sheet(DealSheetKind::Turn(deal(1), to));
    let lost = read(Language::Chinese, turn(Turn::Lost)).await;
    assert!(
        lost.starts_with("战败\n") && lost.contains("拒绝原因") && lost.contains("原因"),
        "{lost}"
    );
    let frozen = read(Language::Chinese, turn(Turn::Frozen)).await;
    assert!(frozen.contains("冷冻到\n最晚 2026-12-22") && !frozen.contains("拒绝原因"), "{frozen}");
    let ordered = DealSheetView {
        closing: closing(),
        asks_amount: true,
        lacking: vec![Lacking::Item(CloseItem::Gift)],
        ..turn(Turn::Ordered)
    };
    let ordered = read(Language::Chinese, ordered).await;
    assert!(
        ordered.contains(
            "成交前\n资料准备\n关爱准备\n免做（客户不要）\n成交礼品准备\n2026-11-24 前\n免做"
        ),
        "{ordered}"
    );
    assert!(ordered.contains("清单未完成：成交礼品准备"), "{ordered}");
    // What gates it comes first; why is asked last, and need not be said.
    let [amount, lists, why] =
        ["成交金额", "成交前", "原因（选填）"].map(|it| ordered.find(it).unwrap());
    assert!(amount < lists && lists < why, "{ordered}");
    assert!(!lost.contains("选填") && !frozen.contains("选填"), "{lost}{frozen}");
}

#[tokio::test]
async fn what_cannot_be_read_is_said_above_the_button_and_marked_in_its_box() {
    let view = DealSheetView {
        errors: vec![DealSheetError::Amount, DealSheetError::NextPast],
        ..sheet(DealSheetKind::Contact(deal(1)))
    };
    let html = drawn(Language::English, of(view)).await;
    assert!(html.contains("Expected amount is not an amount"), "{html}");
    assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 2, "{html}");
    assert!(html.contains(r#"role="alert""#), "{html}");
}

#[tokio::test]
async fn a_customer_is_handed_to_a_colleague_unless_a_field_says_whose_it_is() {
    let hand = |hand| DealSheetView {
        hand,
        people: vec![(PersonId::new(Uuid::from_u128(5)), "李四".to_owned())],
        ..sheet(DealSheetKind::Hand(deal(1).customer))
    };
    let free = drawn(Language::Chinese, of(hand(HandState::Free))).await;
    assert!(free.contains("李四") && !free.contains("disabled"), "{free}");
    let held = drawn(Language::Chinese, of(hand(HandState::ByField(fields::LINE)))).await;
    assert!(held.contains("“送货线路”") && held.contains("disabled"), "{held}");
}

#[tokio::test]
async fn the_sheet_of_an_opening_asks_for_the_channel_and_what_is_expected() {
    let said = read(Language::Chinese, sheet(DealSheetKind::Open(deal(1).customer))).await;
    for part in ["开商机", "预计购买", "预计金额", "渠道", "意愿", "能力"] {
        assert!(said.lines().any(|line| line == part), "{part} in {said}");
    }
    assert_eq!(day(11, 29).to_string(), "2026-11-29");
}

#[tokio::test]
async fn a_snooze_takes_a_tap_or_a_day_up_to_the_last_one_allowed() {
    let said = read(Language::Chinese, sheet(DealSheetKind::Snooze(deal(1)))).await;
    assert!(said.contains("推迟几天\n1 天后\n3 天后\n推迟到\n最晚 2026-12-22\n原因"), "{said}");
}

#[tokio::test]
async fn what_changed_asks_why_and_who_is_of_the_base_has_a_new_opportunity() {
    let contact = || sheet(DealSheetKind::Contact(deal(1)));
    let calm = read(Language::Chinese, contact()).await;
    assert!(!calm.contains("为什么变了") && !calm.contains("开商机"), "{calm}");
    let changed = DealSheetView { asks_why: true, ..contact() };
    let changed = read(Language::Chinese, changed).await;
    assert!(changed.contains("预计金额\n为什么变了\n"), "{changed}");
    let base = DealSheetView { asks_expectation: false, offers_new: true, ..contact() };
    let base = read(Language::Chinese, base).await;
    assert!(!base.contains("预计购买") && base.contains("再次购买请开新商机。\n开商机"), "{base}");
}

#[tokio::test]
async fn a_contact_of_another_day_has_a_box_for_it() {
    let with = |on: NaiveText| DealSheetView {
        on: on.to_owned(),
        errors: vec![DealSheetError::OnLater],
        ..sheet(DealSheetKind::Contact(deal(1)))
    };
    let yesterday = drawn(Language::Chinese, of(with("2026-11-21"))).await;
    assert!(!yesterday.contains(r#"value="2026-11-21""#), "{yesterday}");
    let other = drawn(Language::Chinese, of(with("2026-11-11"))).await;
    assert!(other.contains(r#"value="2026-11-11" type="date""#), "{other}");
    assert!(other.contains("联系日期不能晚于今天"), "{other}");
}

#[tokio::test]
async fn who_recommended_is_searched_in_the_sheets_of_source_and_opening() {
    let source = |referrer| Some(Source { channel: Channel::Referral, sub: None, referrer });
    for kind in [DealSheetKind::Source(deal(1)), DealSheetKind::Open(deal(1).customer)] {
        let searched = DealSheetView {
            source: source(None),
            search: "老".to_owned(),
            referrers: vec![(deal(2).customer, "老店".to_owned())],
            is_will_known: true,
            will: Some(true),
            ..sheet(kind)
        };
        let said = read(Language::Chinese, searched).await;
        assert!(said.contains("老客户\n不细分\n") && said.contains("\n老店\n"), "{said}");
        assert!(said.contains("意愿\n有\n没有\n能力\n有\n没有\n未知"), "{said}");
        let known = DealSheetView {
            source: source(Some(deal(2).customer)),
            referrer: Some("老店".to_owned()),
            ..sheet(kind)
        };
        let said = read(Language::Chinese, known).await;
        assert!(said.contains("老店\n去掉\n"), "{said}");
    }
}

#[tokio::test]
async fn a_closing_asks_for_order_amount_and_steps() {
    let turn = || DealSheetView {
        steps: vec![(jipan_rules::funnel::Step::Receive, false)],
        ..sheet(DealSheetKind::Turn(deal(1), Turn::Ordered))
    };
    let amount = read(Language::Chinese, DealSheetView { asks_amount: true, ..turn() }).await;
    assert!(amount.contains("成交金额\n做到的步骤\n展厅接待\n原因（选填）"), "{amount}");
    assert!(!amount.contains("订单"), "{amount}");
    let order = jipan_rules::values::ids::OrderId::new(Uuid::from_u128(3));
    let taken = read(Language::Chinese, DealSheetView { order: Some(order), ..turn() }).await;
    assert!(taken.contains("不关联订单") && taken.contains("选过的订单已不能用"), "{taken}");
}

#[tokio::test]
async fn a_sheet_can_be_cleared_and_says_when_nothing_can_be_written() {
    let contact = || sheet(DealSheetKind::Contact(deal(1)));
    let full = read(Language::Chinese, DealSheetView { can_clear: true, ..contact() }).await;
    assert!(full.ends_with("清空\n完成\n") || full.ends_with("清空\n完成"), "{full}");
    let cleared = read(Language::Chinese, DealSheetView { can_restore: true, ..contact() }).await;
    assert!(cleared.contains("恢复清空的内容\n完成"), "{cleared}");
    let off = drawn(Language::Chinese, of(DealSheetView { is_read_only: true, ..contact() })).await;
    assert!(off.contains("disabled") && off.contains("file__banner"), "{off}");
}

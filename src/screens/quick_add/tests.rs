//! The quick entry, read as words, and its controls by name.
use std::rc::Rc;

use jipan_app::view::{DraftError, Language, Later, PhoneHolderView, SimilarView};
use jipan_book::similar::SimilarBy;
use jipan_rules::Uuid;
use jipan_rules::funnel::{SubChannel, Template};
use jipan_rules::values::ids::CustomerId;

use super::*;
use crate::components::funnel::test_deals::quick;
use crate::testing::{drawn, words};

fn customer(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128(n))
}

fn view() -> QuickAddView {
    quick()
}

fn screen(view: QuickAddView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <QuickAddScreen view={view.clone()} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn a_blank_entry_asks_for_name_phone_and_channel_and_for_nothing_else() {
    insta::assert_snapshot!(words(Language::Chinese, screen(view())).await, @"
    快速登记
    店铺名称
    联系电话
    渠道
    自然到店
    线上
    线下
    转介绍
    有意愿
    有能力
    客户类型
    零售 · 标准流程
    客户类型
    零售
    工装
    设计师
    大客户
    放弃
    完成
    ");
    insta::assert_snapshot!(words(Language::English, screen(view())).await, @"
    Quick add
    Shop name
    Phone
    Channel
    Walk-in
    Online
    Offline
    Referral
    Willing
    Able
    Customer type
    Retail · Standard process
    Customer type
    Retail
    Project
    Designer
    Key account
    Drop
    Done
    ");
}

#[tokio::test]
async fn the_entry_is_a_named_region_with_named_groups_and_boxes() {
    let html = drawn(Language::Chinese, screen(view())).await;
    for part in [
        r#"<section aria-labelledby="quick-title" class="page quick">"#,
        r#"<h1 id="quick-title" class="import__title">快速登记</h1>"#,
        r#"role="radiogroup" aria-labelledby="quick-channel-label""#,
        r#"type="checkbox""#,
        r#"role="status" aria-label="可能重复""#,
        r#"type="tel""#,
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("disabled"), "{html}");
}

#[tokio::test]
async fn a_channel_offers_its_parts_and_only_a_referral_a_referrer() {
    let of = |channel| QuickAddView { channel: Some(channel), ..view() };
    let online = words(Language::Chinese, screen(of(Channel::Online))).await;
    assert!(online.contains("细分\n硬广\n软文\n招募\n来电"), "{online}");
    let walk_in = words(Language::Chinese, screen(of(Channel::WalkIn))).await;
    assert!(!walk_in.contains("细分"), "{walk_in}");
    let html = drawn(Language::Chinese, screen(of(Channel::WalkIn))).await;
    assert!(!html.contains("转介绍人"), "{html}");
    let found = QuickAddView {
        search: "xl".to_owned(),
        referrers: vec![(customer(3), "兴隆超市".to_owned())],
        sub: Some(SubChannel::OldCustomer),
        ..of(Channel::Referral)
    };
    let html = drawn(Language::Chinese, screen(found)).await;
    assert!(
        html.contains(r#"aria-label="转介绍人""#) && html.contains(">兴隆超市</button>"),
        "{html}"
    );
    let chosen = QuickAddView {
        referrer: Some((customer(3), "兴隆超市".to_owned())),
        ..of(Channel::Referral)
    };
    let read = words(Language::English, screen(chosen)).await;
    assert!(read.contains("Referrer\n兴隆超市\nChoose another one"), "{read}");
}

#[tokio::test]
async fn what_was_given_up_is_offered_again() {
    let dropped = QuickAddView { can_restore: true, ..view() };
    let said = words(Language::Chinese, screen(dropped)).await;
    assert!(said.starts_with("快速登记\n取回刚才放弃的内容\n"), "{said}");
}

#[tokio::test]
async fn the_type_is_folded_and_says_by_which_steps_it_goes() {
    let view =
        QuickAddView { kind: CustomerType::KeyAccount, template: Template::Wholesale, ..view() };
    let html = drawn(Language::Chinese, screen(view)).await;
    assert!(html.contains("<b>大客户 · 六步</b>"), "{html}");
    let (_, fold) = html.split_once(r#"<details class="fold">"#).unwrap();
    assert!(fold.contains(r#"role="radiogroup" aria-labelledby="quick-type-label""#), "{html}");
}

#[tokio::test]
async fn what_may_be_a_duplicate_is_said_with_a_way_there_and_does_not_hold_up() {
    let similar = SimilarView {
        id: customer(7),
        name: "兴隆超市".to_owned(),
        address: Some("解放路 2 号".to_owned()),
        by: SimilarBy::Phone,
    };
    let holder =
        PhoneHolderView { id: customer(8), name: "新乐超市".to_owned(), contact: None };
    let view = QuickAddView { similar: Rc::new([similar]), phone_holders: vec![holder], ..view() };
    let html = drawn(Language::Chinese, screen(view)).await;
    assert_eq!(html.matches("href=\"/customers/").count(), 2, "{html}");
    assert!(html.contains("解放路 2 号") && html.contains("新乐超市"), "{html}");
    assert!(!html.contains("disabled"), "{html}");
}

#[tokio::test]
async fn what_is_missing_is_said_where_it_is_missing() {
    let view = QuickAddView {
        name_error: Some(DraftError::Required),
        phone_error: Some(DraftError::Required),
        is_channel_missing: true,
        ..view()
    };
    let read = words(Language::Chinese, screen(view.clone())).await;
    assert!(read.contains("店铺名称\n店铺名称") && read.contains("请选渠道"), "{read}");
    assert!(read.contains("联系电话\n联系电话"), "{read}");
    let html = drawn(Language::Chinese, screen(view)).await;
    assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 2, "{html}");
}

#[tokio::test]
async fn where_nothing_can_be_written_the_entry_cannot_be_done() {
    let html =
        drawn(Language::English, screen(QuickAddView { is_read_only: true, ..view() })).await;
    assert_eq!(html.matches("disabled").count() / 2, 3, "{html}");
}

#[tokio::test]
async fn an_equal_name_is_told_with_where_that_shop_is() {
    let same = vec![(customer(4), "幸福超市".to_owned(), Some("一号路".to_owned()))];
    let said = words(Language::Chinese, screen(QuickAddView { same_names: same, ..view() })).await;
    assert!(said.contains("可能重复\n幸福超市\n店名相同 · 一号路\n"), "{said}");
}

#[tokio::test]
async fn what_was_typed_in_the_register_is_said_because_it_is_written_too() {
    let typed =
        QuickAddView { amount: "8000".to_owned(), said: "下周要货".to_owned(), ..view() };
    let said = words(Language::Chinese, screen(typed.clone())).await;
    assert!(said.contains("登记表里还填了：预计金额：8000 · 说了什么：下周要货\n"), "{said}");
    let said = words(Language::English, screen(typed)).await;
    assert!(said.contains("Filled in the register too: "), "{said}");
    let said = words(Language::Chinese, screen(view())).await;
    assert!(!said.contains("登记表"), "{said}");
}

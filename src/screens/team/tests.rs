//! The screen, read as words.
use std::rc::Rc;

use jipan_app::view::company::TeamFailure;
use jipan_app::view::{Language, Later};

use super::*;
use crate::testing::test_company::{link, team};
use crate::testing::{drawn, words};

fn draw(view: TeamView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <TeamScreen view={view.clone()} on_event={Callback::noop()} /> }
}

#[tokio::test(flavor = "current_thread")]
async fn the_team_is_people_with_devices_and_territories_with_values() {
    insta::assert_snapshot!(words(Language::Chinese, draw(team())).await, @r#"
    同步
    团队
    乐清卷烟营销部
    人员
    邀请同事
    张伟（你）
    经理 · 全部客户
    iPad
    这台设备
    李四
    业务员 · 虹桥片
    Android
    上次联网 2026-11-25 17:45
    吊销
    旧平板
    2026-11-23 09:00 已吊销
    王主管
    主管 · 虹桥片、柳市片
    链接到 2026-12-02 09:00 有效，还没有加入
    新链接
    赵六
    业务员 · 没有辖区
    已离开
    辖区
    还没有归属的送货线路
    选几个，放进一个辖区。
    4号线
    210
    5号线
    64
    另有 3 家没有填送货线路，归创建它的人。
    填写送货线路
    虹桥片
    1号线（128） · 2号线（131）
    负责：李四
    柳市片
    3号线（96）
    还没有人负责
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn the_team_in_english() {
    insta::assert_snapshot!(words(Language::English, draw(team())).await, @r#"
    Sync
    Team
    乐清卷烟营销部
    People
    Invite a colleague
    张伟 (you)
    Manager · All customers
    iPad
    This device
    李四
    Rep · 虹桥片
    Android
    Last online 25 Nov 2026 17:45
    Revoke
    旧平板
    Revoked 23 Nov 2026 09:00
    王主管
    Supervisor · 虹桥片, 柳市片
    Link open until 2 Dec 2026 09:00, not joined yet
    New link
    赵六
    Rep · No territory
    Left
    Territories
    Not in a territory yet: Delivery line
    Pick some, then put them into a territory.
    4号线
    210
    5号线
    64
    3 more have no Delivery line and belong to who made them.
    Type one in: Delivery line
    虹桥片
    1号线 (128) · 2号线 (131)
    In charge: 李四
    柳市片
    3号线 (96)
    Nobody is in charge yet
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn one_cannot_revoke_the_device_in_ones_hands_nor_one_that_is_revoked() {
    let html = drawn(Language::Chinese, draw(team())).await;
    assert!(html.contains("aria-label=\"吊销 Android\""), "{html}");
    assert!(!html.contains("吊销 iPad") && !html.contains("吊销 旧平板"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn by_what_territories_are_cut_can_be_chosen_only_while_there_are_none() {
    let html = drawn(Language::Chinese, draw(team())).await;
    assert!(!html.contains("name=\"kind\""), "{html}");
    let view = TeamView { territories: Rc::new([]), ..team() };
    let html = drawn(Language::Chinese, draw(view)).await;
    assert_eq!(html.matches("name=\"kind\"").count(), 2, "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_link_is_shown_as_a_whole_to_be_copied() {
    let view = TeamView { link: Some(link()), ..team() };
    let html = drawn(Language::Chinese, draw(view)).await;
    assert!(html.contains("value=\"/join#Qm3xVq9LZtB7sH2pKc4dWf8g\""), "{html}");
    assert!(html.contains("李四 的邀请链接") && html.contains("复制链接"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_request_without_an_answer_may_have_been_done_and_one_that_was_refused_was_not() {
    for (failure, text, is_again) in [
        (TeamFailure::NoAnswer, "cannot be read now", true),
        (TeamFailure::Unsure, "may have been done or not", true),
        (TeamFailure::MaybeDone, "so it may have been done", false),
        (TeamFailure::Refused, "nothing was changed", true),
    ] {
        let view = TeamView { failure: Some(failure), ..team() };
        let html = drawn(Language::English, draw(view)).await;
        assert!(html.contains(text), "{html}");
        assert_eq!(html.contains("Read again"), is_again, "{html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn who_has_not_come_yet_gets_another_link_in_the_list() {
    let html = drawn(Language::Chinese, draw(team())).await;
    assert!(html.contains("aria-label=\"给 王主管 新链接\""), "{html}");
    assert!(!html.contains("给 李四 新链接") && !html.contains("给 赵六 新链接"), "{html}");
}

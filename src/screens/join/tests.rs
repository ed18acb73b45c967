//! The screen, read as words, at every step.

use jipan_app::view::{Language, Later};
use jipan_rules::permission::Role;

use super::*;
use crate::testing::{drawn, words};

fn draw(view: JoinView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <JoinScreen view={view.clone()} on_event={Callback::noop()} /> }
}

fn offered(is_first: bool) -> JoinView {
    JoinView::Offered {
        company: if is_first { String::new() } else { "乐清卷烟营销部".to_owned() },
        name: if is_first { String::new() } else { "李四".to_owned() },
        role: if is_first { Role::Manager } else { Role::Rep },
        territories: if is_first { Vec::new() } else { vec!["虹桥片".to_owned()] },
        is_first,
        n_customers: 4_988,
        is_working: false,
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_link_says_what_it_is_for_and_that_the_customers_come_along() {
    insta::assert_snapshot!(words(Language::Chinese, draw(offered(false))).await, @r#"
    加入「乐清卷烟营销部」
    以业务员的身份，姓名 李四
    辖区：虹桥片
    这台设备叫什么
    经理在设备列表里看到这个名字。
    这台设备上的 4,988 家客户会一起带进公司，什么也不会丢。
    加入
    "#);
    insta::assert_snapshot!(words(Language::English, draw(offered(false))).await, @r#"
    Join “乐清卷烟营销部”
    As Rep, named 李四
    Territories: 虹桥片
    Name of this device
    Managers see it in the list of devices.
    4,988 customers on this device come along into the company; nothing is lost.
    Join
    "#);
    insta::assert_snapshot!(words(Language::Chinese, draw(offered(true))).await, @r#"
    建立你的公司
    你是第一位经理。起好名字后，就可以邀请同事。
    公司名称
    你的姓名
    这台设备叫什么
    经理在设备列表里看到这个名字。
    这台设备上的 4,988 家客户会一起带进公司，什么也不会丢。
    加入
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn only_the_first_manager_names_company_and_self() {
    let n_boxes = |html: &str| html.matches("<input").count();
    assert_eq!(n_boxes(&drawn(Language::Chinese, draw(offered(true))).await), 3);
    assert_eq!(n_boxes(&drawn(Language::Chinese, draw(offered(false))).await), 1);
}

#[tokio::test(flavor = "current_thread")]
async fn while_customers_come_it_says_how_many_and_that_one_may_begin() {
    let view = |total| JoinView::Fetching { company: "乐清".to_owned(), done: 1_204, total };
    insta::assert_snapshot!(words(Language::Chinese, draw(view(4_988))).await, @r#"
    已加入「乐清」，正在取客户资料
    已取 1,204 / 4,988 家
    可以先用，后面的接着来；中断了会从停下的地方继续。
    看客户
    "#);
    let html = drawn(Language::Chinese, draw(view(0))).await;
    assert!(html.contains("已取 1,204 家") && !html.contains("max="), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn every_failure_says_what_to_do() {
    for failure in [
        JoinFailure::LinkGone,
        JoinFailure::NoAnswer,
        JoinFailure::NoEndpoint,
        JoinFailure::AlreadyJoined,
        JoinFailure::Version,
    ] {
        let html = drawn(Language::Chinese, draw(JoinView::Failed(failure))).await;
        assert!(html.contains("role=\"alert\""), "{html}");
        assert!(html.contains("<button") || html.contains("href="), "{html}");
    }
}

#[test]
fn a_link_may_be_pasted_whole_or_only_its_secret() {
    assert_eq!(secret_of(" https://jipan.example/join#abc-1 "), "abc-1");
    assert_eq!(secret_of("abc-1\n"), "abc-1");
    assert_eq!(secret_of("  "), "");
}

#[test]
fn what_is_blank_is_named_at_its_box_and_the_first_manager_has_three() {
    let names = |texts: [&str; 3]| texts.map(str::to_owned);
    assert_eq!(blank_names(&names(["", "老板", ""]), true), [true, false, true]);
    assert_eq!(blank_names(&names(["", "", "平板"]), false), [false; 3]);
    assert_eq!(blank_names(&names(["", "", ""]), false), [false, false, true]);
}

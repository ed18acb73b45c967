//! What stands on the paper of the register, in its order and in both languages.

use jipan_app::view::{Language, Later, PrintView};
use yew::prelude::*;

use super::*;
use crate::components::funnel::test_deals::{day as on, register};
use crate::components::paper::Paper;
use crate::testing::{drawn, folded, words};

fn paper(part: RegisterPart) -> impl Fn() -> Html {
    let view = PrintRegisterView { on: on(11, 26), view: register(part) };
    let view = Later::new(PrintView::Register(Box::new(view)));
    move || html! { <Paper view={view.clone()} /> }
}

#[tokio::test]
async fn a_day_lies_across_with_lines_to_fill_in_up_to_twenty() {
    let html = drawn(Language::Chinese, paper(RegisterPart::Day)).await;
    assert!(html.contains(r#"data-kind="wide""#), "{html}");
    assert_eq!(html.matches("paper__line").count(), 20, "{html}");
    let said = words(Language::Chinese, paper(RegisterPart::Day)).await;
    assert!(said.starts_with("客流量登记表\n2026-11-26 周四 · 首次 1 · 再次 1 · 联系 3（聊上 2）· 成交 0\n序号\n客户\n"), "{said}");
    assert!(said.contains("兴隆超市 13800000001\n线上 · 软文\n再次\n上门 · 聊上了\nB → H\n2026-12-01 ¥12,800\n下周要货\n"), "{said}");
    assert!(said.contains("批示") && said.contains("打印于 2026-11-26"), "{said}");
    assert!(!html.contains("<button") && !html.contains("<a "), "{html}");
}

#[tokio::test]
async fn a_month_stands_upright_and_adds_up() {
    let html = drawn(Language::English, paper(RegisterPart::Month)).await;
    assert!(html.contains(r#"data-kind="list""#) && !html.contains("<button"), "{html}");
    insta::assert_snapshot!(folded(&words(Language::English, paper(RegisterPart::Month)).await), @"
    Traffic register | Nov 2026 · Opened 2 · Contacts 3 (1 reached) · Closed 1 · Remaining 40 | Date | Opened | Contacts | Reached | Closed | Out | Remaining | Carried over
    40 | Wed 25 Nov 2026 | 1 | 41 | Thu 26 Nov 2026 | 1 | 3 | 1 | 1 | 1
    40 | Total | 2 | 3 | 1 | 1 | 1 | 40 | Carried over + opened + back − closed − out = remaining. Remaining are those in prospects and intending when the day ends. | Noted by:                    Supervisor:
    Printed on 26 Nov 2026
    ");
}

#[tokio::test]
async fn the_paper_says_whose_it_is_where_there_are_others() {
    let read = async |owners| {
        let view = RegisterView { has_others: true, owners, ..register(RegisterPart::Day) };
        let view = PrintRegisterView { on: on(11, 26), view };
        let view = Later::new(PrintView::Register(Box::new(view)));
        words(Language::Chinese, move || html! { <Paper view={view.clone()} /> }).await
    };
    let all = read(Owners::All).await;
    assert!(all.contains("周四 · 全部业务员 · 首次 1"), "{all}");
    let mine = read(Owners::Mine).await;
    assert!(mine.contains("周四 · 首次 1"), "“mine” is nobody on paper: {mine}");
}

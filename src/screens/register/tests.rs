//! The register, read as words, and its controls by name.

use std::rc::Rc;

use jipan_app::event::{DayRange, FunnelMark, Owners};
use jipan_app::view::{
    DealSheetError, DraftError, Language, Later, QuickAddView, RegisterRow, WhoView,
};
use jipan_rules::funnel::{Channel, Flow, Level, Place, Turn};

use super::*;
use crate::components::funnel::test_deals::{
    day as on, deal, mark_list, quick, register, register_row,
};
use crate::testing::{drawn, folded, words};

fn of(view: RegisterView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <RegisterScreen view={view.clone()} on_event={Callback::noop()} /> }
}

/// The table alone.
fn table(html: &str) -> &str {
    html.split_once("<table").unwrap().1.split_once("</table>").unwrap().0
}

fn entering(entry: QuickAddView) -> RegisterView {
    RegisterView { entry: Some(Box::new(entry)), ..register(RegisterPart::Day) }
}

#[tokio::test]
async fn a_day_is_read_row_by_row_with_its_sums() {
    let view = RegisterView { entry: None, ..register(RegisterPart::Day) };
    insta::assert_snapshot!(folded(&words(Language::Chinese, of(view.clone())).await), @"
    客流量登记表 | 漏斗 | 登记表 | 漏斗分析 | 首次 1 · 再次 1 · 联系 3（聊上 2）· 成交 0 | 显示 | 日 | 月 | 周四 | 今天
    打印 | 客流量登记表 2026-11-26 周四 | 序号 | 客户 | 渠道 | 首/再 | 方式 · 结果 | 级别 | 预计 | 说了什么
    1 | 兴隆超市 | 13800000001 | 线上 · 软文 | 再次 | 上门 · 聊上了 | B | → | H | 2026-12-01
    ¥12,800 | 下周要货 | 2 | 新乐超市 | 线上 · 软文 | 首次 | N | 首次的渠道：自然到店 0 · 线上 1 · 线下 0 · 转介绍 0
    ");
    insta::assert_snapshot!(folded(&words(Language::English, of(view)).await), @"
    Traffic register | Funnel | Register | Funnel analysis | First 1 · Again 1 · Contacts 3 (2 reached) · Closed 0 | Show | Day | Month | Thu | Today
    Print | Traffic register Thu 26 Nov 2026 | No. | Customer | Channel | Visit | How · Result | Level | Expected | What was said
    1 | 兴隆超市 | 13800000001 | Online · Article | Again | Visit · Reached | B | → | H | 1 Dec 2026
    ¥12,800 | 下周要货 | 2 | 新乐超市 | Online · Article | First | N | First visits by channel: Walk-in 0 · Online 1 · Offline 0 · Referral 0
    ");
}

#[tokio::test]
async fn a_month_is_read_day_by_day_and_adds_up() {
    let view = register(RegisterPart::Month);
    insta::assert_snapshot!(folded(&words(Language::Chinese, of(view.clone())).await), @"
    客流量登记表 | 漏斗 | 登记表 | 漏斗分析 | 新登记 2 · 联系 3（聊上 1）· 成交 1 · 结存 40 | 显示 | 日 | 月 | 2026-11 | 本月
    打印 | 客流量登记表 2026-11 | 日期 | 新登记 | 联系 | 聊上 | 成交 | 退出 | 结存 | 上月结转
    40 | 25 周三 | 1 | – | – | – | – | 41 | 26 周四 | 1
    3 | 1 | 1 | 1 | 40 | 合计 | 2 | 3 | 1 | 1
    1 | 40 | 上月结转 + 新登记 + 回来 − 成交 − 退出 = 结存。结存是当天结束时还在潜在和意向的。
    ");
    insta::assert_snapshot!(folded(&words(Language::English, of(view)).await), @"
    Traffic register | Funnel | Register | Funnel analysis | Opened 2 · Contacts 3 (1 reached) · Closed 1 · Remaining 40 | Show | Day | Month | Nov 2026 | This month
    Print | Traffic register Nov 2026 | Date | Opened | Contacts | Reached | Closed | Out | Remaining | Carried over
    40 | Wed 25 | 1 | – | – | – | – | 41 | Thu 26 | 1
    3 | 1 | 1 | 1 | 40 | Total | 2 | 3 | 1 | 1
    1 | 40 | Carried over + opened + back − closed − out = remaining. Remaining are those in prospects and intending when the day ends.
    ");
}

#[tokio::test]
async fn the_day_is_a_table_with_a_caption_and_a_heading_in_each_row() {
    let html = drawn(Language::Chinese, of(register(RegisterPart::Day))).await;
    let table = table(&html);
    assert!(
        table.contains("<caption class=\"visually-hidden\">客流量登记表 2026-11-26 周四"),
        "{table}"
    );
    assert_eq!(table.matches(r#"scope="row""#).count(), 2, "{table}");
    assert_eq!(table.matches(r#"scope="col""#).count(), 8, "{table}");
    assert!(table.contains(&format!("/customers/{}", deal(1).customer.uuid())), "{table}");
    assert!(html.contains(r#"role="status" aria-label="合计""#), "{html}");
}

#[tokio::test]
async fn remarks_and_reps_have_a_column_only_where_there_are_any() {
    let row = RegisterRow {
        remark: Some("再去一次".to_owned()),
        owner: Some(WhoView::Named("李四".to_owned())),
        ..register_row(1, "兴隆超市")
    };
    let view = RegisterView {
        rows: Rc::from([row]),
        has_others: true,
        owners: Owners::All,
        ..register(RegisterPart::Day)
    };
    let html = drawn(Language::Chinese, of(view)).await;
    assert!(
        html.contains(r#"role="radiogroup" aria-labelledby="register-owners-label""#),
        "{html}"
    );
    let table = table(&html);
    assert!(table.contains(">批示<") && table.contains(">业务员<"), "{table}");
    assert!(table.contains("再去一次") && table.contains("李四"), "{table}");
}

#[tokio::test]
async fn a_level_that_did_not_change_stands_once_and_who_left_says_how() {
    let same = RegisterRow { before: Some(Level::H), ..register_row(1, "兴隆超市") };
    let left = RegisterRow {
        level: Level::Lost,
        place: Place::Out(Turn::Lost),
        ..register_row(2, "新乐超市")
    };
    let view = RegisterView { rows: Rc::from([same, left]), ..register(RegisterPart::Day) };
    let html = drawn(Language::Chinese, of(view)).await;
    let table = table(&html);
    assert_eq!(table.matches("badge deal__level").count(), 3, "{table}");
    assert!(table.contains("战败"), "{table}");
}

#[tokio::test]
async fn today_one_enters_a_row_and_on_another_day_nobody_does() {
    let html = drawn(Language::Chinese, of(register(RegisterPart::Day))).await;
    let (_, entry) = html.split_once(r#"aria-label="登记一位""#).unwrap();
    let (entry, _) = entry.split_once("</section>").unwrap();
    let order =
        ["店铺名称", "联系电话", "渠道", "预计购买", "7 天内", "预计金额", "说了什么", "登记"];
    let places: Vec<_> = order.iter().map(|it| entry.find(*it)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {entry}");
    let past = RegisterView { entry: None, day: on(11, 25), ..register(RegisterPart::Day) };
    let html = drawn(Language::Chinese, of(past)).await;
    assert!(!html.contains("登记一位"), "{html}");
    assert!(
        html.contains(r#"value="2026-11-25" type="date" aria-label="日期" max="2026-11-26""#)
            || html.contains(r#"max="2026-11-26""#),
        "{html}"
    );
}

#[tokio::test]
async fn what_is_wrong_with_the_row_is_said_at_its_box() {
    let wrong = QuickAddView {
        name_error: Some(DraftError::Required),
        is_channel_missing: true,
        expect_error: Some(DealSheetError::ExpectOn),
        amount_error: Some(DealSheetError::Amount),
        ..quick()
    };
    let said = words(Language::Chinese, of(entering(wrong.clone()))).await;
    for words in ["店铺名称不能为空", "请选渠道", "预计购买不是日期", "预计金额不是金额"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    let said = words(Language::English, of(entering(wrong))).await;
    assert!(
        !said
            .chars()
            .any(|it| ('\u{4e00}'..='\u{9fff}').contains(&it)
                && !"兴隆超市新乐下周要货".contains(it)),
        "{said}"
    );
}

#[tokio::test]
async fn a_referral_searches_who_recommended_and_what_was_dropped_comes_back() {
    let entry = QuickAddView {
        channel: Some(Channel::Referral),
        can_restore: true,
        referrers: vec![(deal(3).customer, "华联".to_owned())],
        ..quick()
    };
    let html = drawn(Language::Chinese, of(entering(entry))).await;
    assert!(html.contains(r#"aria-label="转介绍人""#) && html.contains(">华联</button>"), "{html}");
    assert!(html.contains("取回刚才放弃的内容") && html.contains(">老客户<"), "{html}");
}

#[tokio::test]
async fn a_day_without_rows_says_what_to_do_and_one_still_counted_does_not() {
    let blank = RegisterView { rows: Rc::new([]), ..register(RegisterPart::Day) };
    let said = words(Language::Chinese, of(blank.clone())).await;
    assert!(said.contains("今天还没有登记"), "{said}");
    let past = RegisterView { entry: None, ..blank.clone() };
    let said = words(Language::Chinese, of(past)).await;
    assert!(said.contains("这一天没有登记"), "{said}");
    let said = words(Language::Chinese, of(RegisterView { is_counting: true, ..blank })).await;
    assert!(said.contains("正在统计") && !said.contains("没有登记"), "{said}");
    let month = RegisterView { is_counting: true, ..register(RegisterPart::Month) };
    let html = drawn(Language::Chinese, of(month)).await;
    assert!(!html.contains("<table") && html.matches("正在统计").count() == 2, "{html}");
    let print = html.split("<button").find(|it| it.contains("register__print")).unwrap();
    assert!(print.split_once('>').unwrap().0.contains("disabled"), "{print}");
}

#[tokio::test]
async fn rows_that_are_left_out_are_counted() {
    let view = RegisterView { n_more: 7, ..register(RegisterPart::Day) };
    let said = words(Language::Chinese, of(view)).await;
    assert!(said.contains("另有 7 行没有列出"), "{said}");
}

#[tokio::test]
async fn each_number_of_the_month_says_what_it_counts_and_none_of_nothing_is_a_button() {
    let html = drawn(Language::Chinese, of(register(RegisterPart::Month))).await;
    let table = table(&html);
    for label in [
        "2026-10-31 结束时在跟 · 40 个商机",
        "2026-11-26 新登记 · 1 个商机",
        "2026-11-26 联系过 · 3 个商机",
        "2026-11-26 结束时在跟 · 40 个商机",
        "2026-11-01 至 2026-11-26 新登记 · 2 个商机",
    ] {
        assert!(table.contains(&format!(r#"aria-label="{label}""#)), "{label} in {table}");
    }
    assert!(!table.contains("· 0 个商机"), "{table}");
}

#[tokio::test]
async fn columns_that_are_rare_stand_there_only_in_a_month_that_has_them() {
    let html = drawn(Language::Chinese, of(register(RegisterPart::Month))).await;
    assert!(!table(&html).contains("退订") && !html.contains("改回"), "{html}");
    let mut view = register(RegisterPart::Month);
    view.whole.flows.add(Flow::Undone);
    view.whole.flows.add(Flow::Cancelled);
    let html = drawn(Language::Chinese, of(view)).await;
    assert!(table(&html).contains("退订") && table(&html).contains("改回"), "{html}");
    assert!(html.contains("+ 回来 + 改回 −"), "{html}");
}

#[tokio::test]
async fn one_goes_back_day_by_day_and_never_beyond_today() {
    let html = drawn(Language::Chinese, of(register(RegisterPart::Day))).await;
    let button = |html: &str, name: &str| {
        let all = html.split("<button").find(|it| it.contains(&format!(r#"aria-label="{name}""#)));
        all.unwrap().split_once('>').unwrap().0.to_owned()
    };
    assert!(button(&html, "后一天").contains("disabled"), "{html}");
    assert!(!button(&html, "前一天").contains("disabled"), "{html}");
    let past = RegisterView { day: on(11, 20), ..register(RegisterPart::Day) };
    let html = drawn(Language::Chinese, of(past)).await;
    assert!(!button(&html, "后一天").contains("disabled"), "{html}");
    let html = drawn(Language::Chinese, of(register(RegisterPart::Month))).await;
    assert!(button(&html, "下个月").contains("disabled"), "{html}");
}

#[tokio::test]
async fn the_list_of_a_number_lies_over_the_screen_with_a_way_to_each_file() {
    let day = on(11, 26);
    let mark = FunnelMark::Flow(DayRange { from: day, until: day }, Flow::Opened);
    let view = RegisterView { list: Some(mark_list(mark)), ..register(RegisterPart::Month) };
    let html = drawn(Language::Chinese, of(view.clone())).await;
    let (_, sheet) = html.split_once("<dialog").unwrap();
    assert!(sheet.contains(r#"aria-label="2026-11-26 新登记 · 2 个商机""#), "{sheet}");
    assert!(sheet.contains(&format!("/customers/{}", deal(1).customer.uuid())), "{sheet}");
    assert!(sheet.contains("2026-11-02 登记 · 自然到店 · ¥12,800 · 李四"), "{sheet}");
    assert!(sheet.contains("另有 1 项没有列出"), "{sheet}");
    let said = words(Language::English, of(view)).await;
    assert!(said.contains("Opened, 26 Nov 2026 · 2 opportunities"), "{said}");
}

#[tokio::test]
async fn the_pages_of_the_funnel_are_one_tap_from_each_other() {
    let html = drawn(Language::Chinese, of(register(RegisterPart::Day))).await;
    let (_, nav) = html.split_once(r#"aria-label="漏斗的各页""#).unwrap();
    let (nav, _) = nav.split_once("</nav>").unwrap();
    for to in ["/funnel", "/register", "/funnel/analysis"] {
        assert_eq!(nav.matches(&format!(r#"href="{to}""#)).count(), 1, "{to} in {nav}");
    }
    assert_eq!(nav.matches("aria-current").count(), 1, "{nav}");
}

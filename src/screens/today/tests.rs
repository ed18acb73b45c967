//! The day, read as words, and its controls by name.

use jipan_app::view::{Language, TodaySums, WhoView};
use jipan_rules::Uuid;
use jipan_rules::funnel::{CloseItem, DueWhy, How, Level, Outcome, Place, Stage};
use jipan_rules::values::Money;
use jipan_rules::values::ids::FactId;

use super::*;
use crate::components::funnel::test_deals::{day, deal, sheet};
use crate::testing::{drawn, words};

fn row(n: u128, name: &str, late_days: i64) -> DueRow {
    DueRow {
        deal: deal(n),
        name: name.to_owned(),
        phone: Some("13800000001".to_owned()),
        level: Level::B,
        is_past: false,
        place: Place::In(Stage::Intending),
        due: day(11, 20),
        late_days,
        asked_since: None,
        why: DueWhy::Level { from: day(10, 21), days: 30 },
        last: Some((day(10, 21), Some(How::Visit), "要等装修".to_owned())),
        amount: Some(Money::from_fen(500_000)),
        owner: None,
    }
}

fn view() -> TodayView {
    TodayView {
        day: day(11, 22),
        owners: Owners::Mine,
        has_others: false,
        is_counting: false,
        sums: TodaySums { n_late: 1, n_today: 1, n_tasks: 2, n_ending: 0 },
        late: vec![row(1, "兴隆超市", 2)],
        due: vec![DueRow {
            last: None,
            why: DueWhy::Tried(Outcome::NoAnswer),
            phone: None,
            ..row(2, "新乐超市", 0)
        }],
        tasks: vec![
            TaskRow {
                customer: deal(3).customer,
                name: "华联".to_owned(),
                what: TaskWhat::AfterClose(deal(3), CloseItem::Journey),
                due: Some(day(11, 21)),
                late_days: 1,
            },
            TaskRow {
                customer: deal(4).customer,
                name: "大润".to_owned(),
                what: TaskWhat::Instruction(FactId::new(Uuid::from_u128(8)), "再去一次".to_owned()),
                due: None,
                late_days: 0,
            },
        ],
        ending: Vec::new(),
        handed: Vec::new(),
        n_more: [0; 4],
        sheet: None,
        is_read_only: false,
    }
}

fn of(view: TodayView) -> impl Fn() -> Html {
    let view = Rc::new(view);
    move || html! { <TodayScreen view={Rc::clone(&view)} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn the_day_begins_with_its_numbers_and_what_is_overdue() {
    insta::assert_snapshot!(words(Language::Chinese, of(view())).await, @"
    今日
    逾期 1 · 今天 1 · 待办 2 · 到期 0
    快速登记
    逾期
    兴隆超市
    B
    逾期 2 天
    意向 · ¥5,000.00
    上次 2026-10-21 · 上门 · 要等装修
    自 2026-10-21 + B 30 天 → 2026-11-20
    打电话
    记联系
    推迟
    今天联系
    新乐超市
    B
    今天
    意向 · ¥5,000.00
    还没有联系过
    没接通，再试 → 2026-11-20
    记联系
    推迟
    待办
    华联
    返程关怀
    逾期 1 天
    成交清单
    大润
    批示（要求答复）：再去一次
    答复
    ");
}

#[tokio::test]
async fn the_day_reads_in_english() {
    let said = words(Language::English, of(view())).await;
    assert!(
        said.starts_with("Today\nOverdue 1 · Today 1 · Tasks 2 · Ending 0\nQuick add\nOverdue\n"),
        "{said}"
    );
    assert!(
        said.contains("2 days late") && said.contains("From 21 Oct 2026 + B 30 days → 20 Nov 2026"),
        "{said}"
    );
    assert!(said.contains("Call\nLog contact\nSnooze"), "{said}");
}

#[tokio::test]
async fn regions_have_their_names_and_the_numbers_are_a_status() {
    let html = drawn(Language::Chinese, of(view())).await;
    assert!(html.contains(r#"role="status" aria-label="今日概况""#), "{html}");
    for id in ["today-late", "today-due", "today-tasks"] {
        assert!(html.contains(&format!(r#"<section aria-labelledby="{id}""#)), "{id} in {html}");
    }
    assert!(!html.contains("today-handed") && !html.contains("谁的"), "{html}");
    assert!(html.contains(r#"href="tel:13800000001""#), "{html}");
}

#[tokio::test]
async fn with_colleagues_one_chooses_whose_and_each_row_says_who_has_it() {
    let mut late = row(1, "兴隆超市", 2);
    late.owner = Some(WhoView::Named("李四".to_owned()));
    let view = TodayView { has_others: true, owners: Owners::All, late: vec![late], ..view() };
    let html = drawn(Language::Chinese, of(view)).await;
    assert!(html.contains(r#"role="radiogroup" aria-labelledby="today-owners-label""#), "{html}");
    assert!(html.contains("李四") && html.contains(">全部<"), "{html}");
}

#[tokio::test]
async fn a_day_without_anything_says_so_and_a_day_still_being_counted_does_not() {
    let blank = TodayView {
        late: Vec::new(),
        due: Vec::new(),
        tasks: Vec::new(),
        sums: TodaySums::default(),
        ..view()
    };
    let said = words(Language::Chinese, of(blank.clone())).await;
    assert!(said.contains("今天没有要联系的客户"), "{said}");
    let said = words(Language::Chinese, of(TodayView { is_counting: true, ..blank })).await;
    assert!(said.contains("正在统计") && !said.contains("今天没有"), "{said}");
}

#[tokio::test]
async fn rows_that_are_left_out_are_counted_and_read_only_offers_calls_alone() {
    let view = TodayView { n_more: [41, 0, 0, 0], is_read_only: true, ..view() };
    let html = drawn(Language::Chinese, of(view)).await;
    assert!(html.contains("另有 41 项没有列出"), "{html}");
    assert!(!html.contains("记联系") && html.contains("打电话"), "{html}");
}

#[tokio::test]
async fn the_sheet_lies_over_the_day() {
    let open = sheet(DealSheetKind::Contact(deal(1)));
    let html =
        drawn(Language::Chinese, of(TodayView { sheet: Some(Box::new(open)), ..view() })).await;
    assert!(html.contains(r#"aria-label="记联系""#) && html.contains("<dialog"), "{html}");
}

#[tokio::test]
async fn one_who_is_overdue_and_newly_handed_stands_in_both_regions_under_two_ids() {
    let view = TodayView { handed: vec![row(1, "兴隆超市", 2)], ..view() };
    let html = drawn(Language::Chinese, of(view)).await;
    let id = deal(1).deal.uuid();
    for part in ["late", "handed"] {
        assert_eq!(html.matches(&format!(r#" id="{part}-{id}""#)).count(), 1, "{part} in {html}");
    }
}

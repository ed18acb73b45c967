//! The day, read as words, and its controls by name.

use jipan_app::view::{AlertView, Language, Later, NoConsent, TodayMore, TodaySums, WhoView};
use jipan_rules::Uuid;
use jipan_rules::funnel::{CloseItem, DueWhy, How, Level, Outcome, Place, Stage};
use jipan_rules::schema::fields;
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
        no_consent: None,
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

/// A point after the closing of the third.
fn point(item: CloseItem, late_days: i64) -> TaskPoint {
    TaskPoint { what: TaskWhat::AfterClose(deal(3), item), due: Some(day(11, 21)), late_days }
}

/// An instruction.
fn told(text: &str) -> TaskWhat {
    TaskWhat::Instruction(FactId::new(Uuid::from_u128(8)), text.to_owned())
}

fn view() -> TodayView {
    TodayView {
        day: day(11, 22),
        owners: Owners::Mine,
        has_others: false,
        is_counting: false,
        sums: TodaySums { n_late: 1, n_today: 1, n_tasks: 3, n_ending: 0 },
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
                points: vec![point(CloseItem::Journey, 2), point(CloseItem::Satisfaction, 1)],
            },
            TaskRow {
                customer: deal(4).customer,
                name: "大润".to_owned(),
                points: vec![TaskPoint { what: told("再去一次"), due: None, late_days: 0 }],
            },
        ],
        ending: Vec::new(),
        handed: Vec::new(),
        more: TodayMore::default(),
        sheet: None,
        is_read_only: false,
    }
}

fn handed() -> HandedRow {
    HandedRow {
        no_consent: None,
        customer: deal(6).customer,
        name: "新来的".to_owned(),
        phone: Some("13800000006".to_owned()),
        on: day(11, 20),
        by: Some(WhoView::Named("李四".to_owned())),
        deal: Some((deal(6), Place::In(Stage::Base), Level::M)),
    }
}

fn of(view: TodayView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <TodayScreen view={view.clone()} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn the_day_begins_with_its_numbers_and_what_is_overdue() {
    insta::assert_snapshot!(words(Language::Chinese, of(view())).await, @"
    今日
    逾期 1 · 今天 1 · 待办 3 · 到期 0
    今天的目标
    登记表
    快速登记
    逾期
    兴隆超市
    B
    逾期 2 天
    意向 · ¥5,000
    上次 2026-10-21 · 上门 · 要等装修
    自 2026-10-21 + B 30 天 → 2026-11-20
    打电话
    记联系
    推迟
    今天联系
    新乐超市
    B
    今天
    意向 · ¥5,000
    还没有联系过
    没接通，再试 → 2026-11-20
    记联系
    推迟
    待办
    华联
    返程关怀
    逾期 2 天
    成交满意度回访
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
        said.starts_with(
            "Today\nOverdue 1 · Today 1 · Tasks 3 · Ending 0\nToday's goals\nRegister\nQuick add\nOverdue\n"
        ),
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
    let alert = AlertView {
        customer: deal(5).customer,
        name: "永丰".to_owned(),
        field: fields::VALID_TO,
        end: day(12, 1),
        days_left: 9,
    };
    let more = TodayMore { n_late: 41, n_today: 42, n_tasks: 43, n_ending: 44, n_handed: 45 };
    let view = TodayView {
        more,
        ending: vec![alert],
        handed: vec![handed()],
        is_read_only: true,
        ..view()
    };
    let html = drawn(Language::Chinese, of(view)).await;
    let parts = ["today-late", "today-due", "today-tasks", "today-ending", "today-handed"];
    for (part, n) in parts.into_iter().zip(41..) {
        let (_, rest) = html.split_once(&format!(r#"id="{part}""#)).unwrap();
        let (region, _) = rest.split_once("</section>").unwrap();
        assert!(region.contains(&format!("另有 {n} 项")), "{part} in {region}");
        // Only dates that end have a list of their own.
        assert_eq!(region.contains(r#"href="/customers""#), part == "today-ending", "{region}");
    }
    assert!(!html.contains("记联系") && html.contains("打电话"), "{html}");
}

#[tokio::test]
async fn a_shop_has_one_row_and_a_button_for_each_opportunity_that_names_its_points() {
    let other = TaskPoint {
        what: TaskWhat::AfterClose(deal(7), CloseItem::Journey),
        due: Some(day(11, 21)),
        late_days: 1,
    };
    let points = vec![
        point(CloseItem::Journey, 2),
        other,
        point(CloseItem::Satisfaction, 1),
        TaskPoint { what: told("再去一次"), due: None, late_days: 0 },
    ];
    let shop = TaskRow { customer: deal(3).customer, name: "华联".to_owned(), points };
    let html = drawn(Language::Chinese, of(TodayView { tasks: vec![shop], ..view() })).await;
    let (_, region) = html.split_once(r#"id="today-tasks""#).unwrap();
    assert_eq!(region.matches("华联").count(), 1, "{region}");
    assert_eq!(region.matches("成交清单").count(), 2, "{region}");
    assert_eq!(region.matches("答复</a>").count(), 1, "{region}");
    let ids = [CloseItem::Journey, CloseItem::Satisfaction]
        .map(|it| format!("task-{}-{}", deal(3).deal.uuid(), it.code()));
    assert!(region.contains(&format!(r#"aria-describedby="{}""#, ids.join(" "))), "{region}");
}

#[tokio::test]
async fn the_sheet_lies_over_the_day() {
    let open = sheet(DealSheetKind::Contact(deal(1)));
    let html =
        drawn(Language::Chinese, of(TodayView { sheet: Some(Box::new(open)), ..view() })).await;
    assert!(html.contains(r#"aria-label="记联系""#) && html.contains("<dialog"), "{html}");
}

#[tokio::test]
async fn who_was_handed_over_is_listed_with_who_did_it_whatever_runs() {
    let view = TodayView { handed: vec![handed()], ..view() };
    let said = words(Language::Chinese, of(view.clone())).await;
    assert!(
        said.contains("新转来\n新来的\nM\n基盘\n2026-11-20 · 李四\n打电话\n记联系\n"),
        "{said}"
    );
    let nothing_runs = HandedRow { deal: None, phone: None, ..handed() };
    let view = TodayView { handed: vec![nothing_runs], ..view };
    let said = words(Language::Chinese, of(view)).await;
    assert!(said.ends_with("新转来\n新来的\n2026-11-20 · 李四\n"), "{said}");
}

#[tokio::test]
async fn who_refused_to_be_contacted_is_told_in_the_row_and_can_be_called_all_the_same() {
    let no_consent = Some(NoConsent { since: Some(day(11, 1)) });
    let late = vec![DueRow { no_consent, ..row(1, "兴隆超市", 2) }];
    let handed = vec![HandedRow { no_consent: Some(NoConsent { since: None }), ..handed() }];
    let view = TodayView { late, handed, ..view() };
    let said = words(Language::Chinese, of(view.clone())).await;
    assert!(said.contains("兴隆超市\n不同意联系（2026-11-01）\nB\n"), "{said}");
    assert!(said.contains("新来的\n不同意联系\nM\n"), "{said}");
    let said = words(Language::English, of(view)).await;
    assert!(said.contains("兴隆超市\nRefused to be contacted (1 Nov 2026)\nB\n"), "{said}");
    let html = drawn(Language::Chinese, of(self::view())).await;
    assert!(!html.contains("不同意联系") && html.contains("tel:13800000001"), "{html}");
}

#[tokio::test]
async fn one_who_is_overdue_and_newly_handed_stands_in_both_regions_under_two_ids() {
    let both = HandedRow { customer: deal(1).customer, ..handed() };
    let html = drawn(Language::Chinese, of(TodayView { handed: vec![both], ..view() })).await;
    let ids =
        [format!("late-{}", deal(1).deal.uuid()), format!("handed-{}", deal(1).customer.uuid())];
    for id in ids {
        assert_eq!(html.matches(&format!(r#" id="{id}""#)).count(), 1, "{id} in {html}");
    }
}

#[tokio::test]
async fn the_task_to_ask_for_a_referral_leads_on_to_the_quick_entry() {
    let task = |item| TaskRow {
        customer: deal(3).customer,
        name: "华联".to_owned(),
        points: vec![point(item, 1)],
    };
    let of_item = |item| of(TodayView { tasks: vec![task(item)], ..view() });
    let said = words(Language::Chinese, of_item(CloseItem::Referral)).await;
    assert!(said.ends_with("逾期 1 天\n登记被介绍人\n成交清单\n"), "{said}");
    let said = words(Language::Chinese, of_item(CloseItem::Journey)).await;
    assert!(!said.contains("登记被介绍人"), "{said}");
}

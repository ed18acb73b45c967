//! The numbers of the home screen, read as words.

use std::collections::BTreeMap;

use jipan_app::event::InstallOffer;
use jipan_app::view::{self, AlertView, HomeTrade, Language};
use jipan_book::overview::FilledCount;
use jipan_rules::schema::CustomerType;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{NaiveDate, Uuid};

use super::*;
use crate::testing::words;

fn view() -> HomeView {
    let count = FilledCount { filled: 28, applicable: 39, n_incomplete: 1_500 };
    let retail = TypeOverview {
        customer_type: CustomerType::Retail,
        n_customers: 4_717,
        all: count,
        groups: Group::ALL.map(|group| (group, count)),
    };
    HomeView {
        gap: BackupGap::default(),
        overview: Overview {
            n_customers: 4_988,
            by_state: BTreeMap::from([(Some(1), 4_717), (Some(2), 271)]),
            n_open: 4_717,
            by_type: vec![retail],
            all: count,
            n_stale: 1,
            n_expiring: [(7, 0), (30, 1), (60, 140)],
            ..Overview::default()
        },
        alerts: Vec::new(),
        n_alerts: 0,
        n_at_once: 0,
        n_birthdays: 12,
        birthday_days: 30,
        is_first_run: false,
        has_sample: false,
        storage: None,
        install: InstallOffer::None,
        answers: None,
        trade: HomeTrade::None,
    }
}

async fn home_words(language: Language, view: HomeView) -> String {
    let view = Rc::new(view);
    words(language, move || {
        html! { <HomeScreen view={Rc::clone(&view)} on_event={Callback::noop()} /> }
    })
    .await
}

#[tokio::test(flavor = "current_thread")]
async fn home_says_the_state_of_the_base_in_chinese() {
    insta::assert_snapshot!(home_words(Language::Chinese, view()).await, @r#"
    首页
    4,988 家客户
    在营 4,717 家，停业或注销 271 家
    零售
    4,717
    正常
    4,717
    停业
    271
    四问
    需要处理
    1 家证件 30 天内到期
    140 家证件 60 天内到期
    1 家有资料该再确认
    1,500 家资料不全
    30 天内有 12 人过生日
    查重：找出可能登记了两次的店
    资料完整度
    每一类客户已填的比例；点开看还缺什么
    总计
    基础
    网络
    管理
    经营
    个人
    零售
    72%
    72%
    72%
    72%
    72%
    72%
    资料质量
    空白、过时、矛盾的资料，更新周期表
    资料存在哪里
    资料存在本机。
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn home_says_the_state_of_the_base_in_english() {
    insta::assert_snapshot!(home_words(Language::English, view()).await, @r#"
    Home
    4,988 customers
    4,717 open, 271 suspended or cancelled
    Retail
    4,717
    Open
    4,717
    Suspended
    271
    The four questions
    To look after
    1 licence ends within 30 days
    140 licences end within 60 days
    1 customer has data to confirm again
    1,500 customer files are incomplete
    12 birthdays within 30 days
    Find shops that may be in the book twice
    How complete the files are
    Share of fields filled, by type; open one to see what is missing
    Overall
    Basic
    Network
    Management
    Operating
    Personal
    Retail
    72%
    72%
    72%
    72%
    72%
    72%
    Quality of the data
    Blank, outdated and contradictory fields; cycles of upkeep
    Where the data are
    The data are on this device.
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn an_empty_base_offers_three_ways_to_begin() {
    let view = HomeView { is_first_run: true, ..view() };
    insta::assert_snapshot!(home_words(Language::English, view).await, @r#"
    Home
    Where do you want to begin?
    Everything stays on this device and works without a network.
    Import
    A CSV or TSV file; columns are recognised
    Add customer
    The shop name is enough; the rest can follow
    Load sample data
    300 sample shops of one county, removed in one tap
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn each_reminder_names_its_customer_and_can_be_put_away() {
    let alert = |n: u128, field, days_left| AlertView {
        customer: CustomerId::new(Uuid::from_u128(n)),
        name: format!("兴隆{n}店"),
        field,
        end: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        days_left,
    };
    let alerts = vec![alert(1, fields::VALID_TO, 0), alert(2, fields::REVIEW, -3)];
    let overview = Overview { n_alerting: 41, ..view().overview };
    let view = HomeView { overview, alerts, n_alerts: 42, n_at_once: 42, ..view() };
    for (language, from, to) in [
        (Language::Chinese, "到期提醒", "需要处理"),
        (Language::English, "Reminders", "To look after"),
    ] {
        let words = home_words(language, view.clone()).await;
        let lines = words.lines().skip_while(|it| *it != from).take_while(|it| *it != to);
        let lines = lines.collect::<Vec<_>>().join("\n");
        if language == Language::Chinese {
            insta::assert_snapshot!(lines, @r#"
            到期提醒
            兴隆1店
            有效日期 2026-11-22，今天到期
            知道了
            兴隆2店
            年审日期 2026-11-22，过期 3 天
            知道了
            41 家有到期提醒
            42 条都知道了
            "#);
        } else {
            insta::assert_snapshot!(lines, @r#"
            Reminders
            兴隆1店
            Valid to 22 Nov 2026, ends today
            Got it
            兴隆2店
            Annual review 22 Nov 2026, expired 3 days ago
            Got it
            41 customers with a reminder
            Dismiss all 42
            "#);
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn what_trade_asks_for_has_its_room_before_it_is_known() {
    let with = |trade| HomeView { trade, ..view() };
    let unknown = home_words(Language::English, with(HomeTrade::Unknown)).await;
    assert!(unknown.contains("Looking for orders in review…"), "{unknown}");
    let nothing =
        home_words(Language::English, with(HomeTrade::Known(view::TradeNeeds::default()))).await;
    assert!(nothing.contains("No order in review, no objection"), "{nothing}");
    let one = view::TradeNeeds { n_in_review: 1, ..view::TradeNeeds::default() };
    let one = home_words(Language::English, with(HomeTrade::Known(one))).await;
    assert!(one.contains("1 order in review") && !one.contains("No order"), "{one}");
    let lines = |words: &str| words.lines().count();
    assert_eq!((lines(&unknown), lines(&one)), (lines(&nothing), lines(&nothing)));
}

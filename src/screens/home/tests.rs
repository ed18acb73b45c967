//! The numbers of the home screen, read as words.

use std::collections::BTreeMap;

use jipan_app::event::InstallOffer;
use jipan_app::view::Language;
use jipan_book::overview::FilledCount;
use jipan_rules::schema::CustomerType;

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
        is_first_run: false,
        has_sample: false,
        storage: None,
        install: InstallOffer::None,
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
async fn home_says_the_state_of_the_base_in_both_languages() {
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
    需要处理
    1 家证件 30 天内到期
    140 家证件 60 天内到期
    1 家有资料该再确认
    1,500 家资料不全
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
    资料存在哪里
    资料存在本机。
    "#);
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
    To look after
    1 licence ends within 30 days
    140 licences end within 60 days
    1 customer has data to confirm again
    1,500 customer files are incomplete
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

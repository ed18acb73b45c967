//! The report, read as words.
use std::rc::Rc;

use jipan_app::view::{Language, Later};
use jipan_rules::NaiveDate;
use jipan_rules::freshness::Cycles;
use jipan_rules::schema::{FieldId, field, fields};

use super::*;
use crate::testing::{drawn, words};

fn count(id: FieldId, [n_fresh, n_stale, n_unknown, n_blank]: [usize; 4]) -> FieldCount {
    let def = field(id).unwrap();
    FieldCount { def, n_applicable: 4_717, n_blank, n_fresh, n_stale, n_unknown }
}

fn view() -> QualityView {
    let mut contradictions = Contradiction::ALL.map(|it| (it, 0)).to_vec();
    contradictions[0].1 = 1;
    contradictions[4].1 = 1_204;
    let fields = vec![
        count(fields::LICENCE, [0, 0, 0, 12]),
        count(fields::ORDER_CYCLE, [3_000, 200, 1_517, 0]),
        count(fields::PHONE, [0, 1, 4_700, 16]),
    ];
    let mut cycles = Cycles::default();
    cycles.set(Group::Personal, Some(45), NaiveDate::from_ymd_opt(2026, 11, 2).unwrap());
    QualityView {
        report: Some(Rc::new(Quality {
            n_open: 4_717,
            fields,
            contradictions,
            n_shared_phone: 6,
            classing: jipan_book::quality::CLASSING.map(|it| (it, 31)),
        })),
        percent_counted: None,
        cycles,
        is_read_only: false,
    }
}

async fn quality_words(language: Language, view: QualityView) -> String {
    let view = Later::new(view);
    words(language, move || {
        html! { <QualityScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await
}

/// The words from the one that begins a part to the one that ends it, without the choices of cycles.
async fn part(language: Language, from: &str, to: &str) -> String {
    let words = quality_words(language, view()).await;
    let lines = words.lines().skip_while(|line| *line != from).take_while(|line| *line != to);
    let mut is_among_choices = false;
    let lines = lines.filter(|line| {
        is_among_choices &= !matches!(*line, "资料项" | "Field");
        let is_kept = !is_among_choices;
        is_among_choices |= matches!(*line, "按各项默认" | "As each field has it");
        is_kept
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "current_thread")]
async fn the_report_says_what_contradicts() {
    let (zh, en) = (Language::Chinese, Language::English);
    insta::assert_snapshot!(part(zh, "首页", "年审日期晚于有效日期").await, @r#"
    首页
    资料质量
    按在营的 4,717 家统计；每个数字打开它所数的客户。
    资料矛盾
    1 家：有效日期早于发证日期
    核对许可证，改正写错的一项。
    1,204 家：许可证过期，状态仍正常
    换了新证就改有效日期，停业了就改客户状态。
    查了 12 种矛盾
    有效日期早于发证日期
    "#);
    insta::assert_snapshot!(part(en, "Home", "Annual review before issue").await, @r#"
    Home
    Quality of the data
    Of 4,717 open customers; each number opens the customers it counts.
    Contradictions
    1 customer: Valid to a day before issue
    Look at the licence and correct the wrong one.
    1,204 customers: Licence expired, status open
    With a new licence change “Valid to”; if the shop has closed, change its status.
    12 kinds of contradiction were looked for
    Valid to a day before issue
    Annual review after the end of the licence
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn the_report_says_how_many_have_the_phone_of_another() {
    let (zh, en) = (Language::Chinese, Language::English);
    insta::assert_snapshot!(part(zh, "电话重复", "基础信息").await, @r#"
    电话重复
    6 家：电话与别家相同
    一人管几家店就没有错；否则改正写错的一个，重复的店可以合并。
    分类复核与服务
    31 家：分类要复核
    市场、业态或规模从未或太久没有确认，请客户经理核对
    31 家：规模未填或与订单不符
    规模未填或与订单不符，打开档案看依据，认可就改
    31 家：拜访过度
    拜访比这一档应有的勤：服务过度
    31 家：拜访不足
    拜访比这一档应有的少
    "#);
    insta::assert_snapshot!(part(en, "Same phone", "Basic information").await, @r#"
    Same phone
    6 customers: Shares a phone with another shop
    Right if one person runs both; otherwise correct the wrong one, or merge a shop that is there twice.
    Classes to check, and service
    31 customers: class to be checked again
    Market, format or scale never or not lately confirmed; the account manager is to look
    31 customers: scale blank or unlike its orders
    Scale blank or unlike its orders; open the file, see why, and take it over
    31 customers: visited too often
    Visited more often than the tier is due: over-served
    31 customers: visited too seldom
    Visited less often than the tier is due
    "#);
    let none = Quality { n_shared_phone: 0, ..Quality::clone(&view().report.unwrap()) };
    let view = QualityView { report: Some(Rc::new(none)), ..view() };
    let words = quality_words(en, view).await;
    assert!(words.contains("\nNo two shops have the same phone.\n"), "{words}");
}

#[tokio::test(flavor = "current_thread")]
async fn the_report_says_who_keeps_each_field_and_how_often() {
    let (zh, en) = (Language::Chinese, Language::English);
    insta::assert_snapshot!(part(zh, "基础信息", "个人信息").await, @r#"
    基础信息
    多久确认一次
    按各项默认
    资料项
    性质与负责
    周期
    周期内
    待确认
    从未确认
    未填
    许可证号
    S1 §基础信息
    静态
    专管员
    –
    –
    –
    –
    12
    订货周期
    S1 §基础信息
    动态
    电话订货员
    180 天
    3,000
    200
    1,517
    0
    "#);
    insta::assert_snapshot!(part(en, "Personal information", "").await, @r#"
    Personal information
    To confirm every
    As each field has it
    Field
    Kind, kept by
    Cycle
    Fresh
    To confirm
    Never confirmed
    Blank
    Phone
    S1
    Dynamic
    Account manager
    45 days
    set on 2 Nov 2026
    0
    1
    4,700
    16
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn while_it_is_counted_it_says_how_far_it_is() {
    let view = QualityView { report: None, percent_counted: Some(40), ..view() };
    insta::assert_snapshot!(quality_words(Language::Chinese, view).await, @r#"
    首页
    资料质量
    正在统计，已完成 40%
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn each_number_says_what_it_counts_and_none_is_a_link_to_nobody() {
    let view = Later::new(view());
    let html = drawn(Language::English, move || {
        html! { <QualityScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await;
    assert!(html.contains("aria-label=\"1 customer: Phone: to confirm\""), "{html}");
    assert!(html.contains("aria-label=\"12 customers: Licence no.: blank\""), "{html}");
    assert_eq!(html.matches("class=\"upkeep__link\"").count(), 7);
}

#[tokio::test(flavor = "current_thread")]
async fn the_report_says_who_is_to_be_classed_again_and_who_is_served_otherwise() {
    let part = part(Language::Chinese, "分类复核与服务", "基础信息").await;
    insta::assert_snapshot!(part, @r#"
    分类复核与服务
    31 家：分类要复核
    市场、业态或规模从未或太久没有确认，请客户经理核对
    31 家：规模未填或与订单不符
    规模未填或与订单不符，打开档案看依据，认可就改
    31 家：拜访过度
    拜访比这一档应有的勤：服务过度
    31 家：拜访不足
    拜访比这一档应有的少
    "#);
}

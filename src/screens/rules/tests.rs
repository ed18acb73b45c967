//! The rules, read as words.
mod budget_tests;

use std::rc::Rc;

use jipan_app::view::{Language, Later, MoveView, Moved, PreviewSum, PreviewedView};
use jipan_book::standing::Standing;
use jipan_rules::Uuid;
use jipan_rules::setting::{BudgetRuleKey, RuleBook, RuleError, RuleFault, RuleValue};
use jipan_rules::values::ids::CustomerId;

use super::*;
use crate::testing::{drawn, words};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn view() -> RulesView {
    let mut book = RuleBook::default();
    book.set(RuleKey::Tiers, day(12, 1), Some("25;14;10;7;4;2;1"));
    book.set(RuleKey::ReviewAmount, day(10, 1), Some("5000;10"));
    let today = day(11, 22);
    let rule = |key: RuleKey| RuleView {
        key,
        now: book.in_force(key, today),
        next: book.next(key, today),
        has_draft: key == RuleKey::ReviewAmount,
        versions: book
            .versions(key)
            .rev()
            .map(|version| VersionView { version, by: None })
            .collect(),
    };
    RulesView {
        rules: RuleKey::ALL.into_iter().map(rule).collect(),
        edit: None,
        is_read_only: false,
        today,
    }
}

fn edit(preview: PreviewView) -> RulesView {
    let texts = ["25", "25", "10", "7", "4", "2", "1"].map(str::to_owned).to_vec();
    let edit = RuleEditView {
        key: RuleKey::Tiers,
        texts,
        errors: vec![RuleError { slot: 1, fault: RuleFault::NotLess }],
        from: Some(day(12, 1)),
        reverts: None,
        is_day_wrong: false,
        is_other: false,
        preview,
    };
    RulesView { edit: Some(edit), ..view() }
}

async fn rules_words(language: Language, view: RulesView) -> String {
    let view = Later::new(view);
    words(language, move || {
        html! { <RulesScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await
}

/// The words from the one that begins a part to the one that ends it.
async fn part(language: Language, view: RulesView, from: &str, to: &str) -> String {
    let words = rules_words(language, view).await;
    let lines = words.lines().skip_while(|line| *line != from).take_while(|line| *line != to);
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "current_thread")]
async fn a_rule_says_what_it_is_since_when_and_what_it_becomes() {
    insta::assert_snapshot!(part(Language::Chinese, view(), "规则", "分级表").await, @r#"
    规则
    每条规则从某一天起生效，以前的结果按当时的规则解释。
    分档界限
    一档高于
    20 件/月
    二档高于
    14 件/月
    三档高于
    10 件/月
    四档高于
    7 件/月
    五档高于
    4 件/月
    六档高于
    2 件/月
    七档高于
    1 件/月
    最初的规则 · S1 客户分类管理
    2026-12-01 起改为：25 件/月 · 14 件/月 · 10 件/月 · 7 件/月 · 4 件/月 · 2 件/月 · 1 件/月
    修改
    2 个版本
    2026-12-01 起
    本单位规定
    25 件/月 · 14 件/月 · 10 件/月 · 7 件/月 · 4 件/月 · 2 件/月 · 1 件/月
    收回
    最初的规则
    S1 客户分类管理
    20 件/月 · 14 件/月 · 10 件/月 · 7 件/月 · 4 件/月 · 2 件/月 · 1 件/月
    计算周期
    看最近多久的订单
    一个月
    最初的规则 · 本产品约定
    修改
    规模比例
    大
    20 %
    中
    50 %
    最初的规则 · 本产品约定
    修改
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn the_other_rules_are_there_in_english() {
    insta::assert_snapshot!(part(Language::English, view(), "Special orders", "Days of the levels").await, @r#"
    Special orders
    Amount over
    5,000 CNY
    Repeated within
    10 minutes
    since 1 Oct 2026 · set by the company
    Go on changing
    2 versions
    since 1 Oct 2026
    set by the company
    5,000 CNY · 10 minutes
    Take back
    as from the beginning
    S3, special orders
    2,000 CNY · 10 minutes
    Check of the class
    To be checked after
    180 days
    as from the beginning · our convention
    Change
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_said_of_classes_stands_beside_the_service_levels_and_only_that() {
    let said = |text: &str| {
        let mut view = view();
        let rule = view.rules.iter_mut().find(|it| it.key == RuleKey::ClassServices).unwrap();
        rule.now.value = RuleValue::parse(rule.key, text).unwrap();
        view
    };
    let own = RuleValue::default_of(RuleKey::ClassServices).to_string();
    let of = |view| part(Language::Chinese, view, "分类的服务级别", "特殊订单");
    insta::assert_snapshot!(of(said(&own)).await, @r#"
    分类的服务级别
    每家客户都按自己的分档服务。
    最初的规则 · 本产品约定
    修改
    "#);
    // The eighth of the 42: CS2.
    let one = own.replacen("own;own;own;own;own;own;own;own", "own;own;own;own;own;own;own;1", 1);
    insta::assert_snapshot!(of(said(&one)).await, @r#"
    分类的服务级别
    CS2 城镇 · 超市 · 中
    按一档服务
    其余各类按客户自己的分档服务。
    最初的规则 · 本产品约定
    修改
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn the_rules_of_the_funnel_name_what_their_digits_stand_for() {
    insta::assert_snapshot!(part(Language::Chinese, view(), "休息日", "渠道费用").await, @r#"
    休息日
    每周
    不休
    法定节日
    休
    从除夕起
    8 天
    最初的规则 · 本产品约定
    修改
    被拒后再试
    本能拒绝
    3 天
    不了解产品
    7 天
    不信任销售或方式
    14 天
    犹豫不决
    3 天
    想比较
    7 天
    没有钱
    30 天
    没接通
    1 天
    最初的规则 · 本产品约定
    修改
    成交清单与待办
    成交前要做：1 资料准备  2 关爱准备  3 成交现场准备  4 成交礼品准备
    1234
    成交时要做：1 成交仪式  2 关爱礼品  3 售后服务安排
    123
    成交后要做：1 返程关怀  2 成交满意度回访  3 售后服务提醒  4 请客户转介绍
    1234
    返程关怀，成交后
    1 天
    成交满意度回访，成交后
    3 天
    售后服务提醒，成交后
    30 天
    请客户转介绍，成交后
    7 天
    最初的规则 · S0 客户演变漏斗
    修改
    阶段模板
    零售 · 步骤
    标准流程
    工装 · 步骤
    标准流程
    设计师 · 步骤
    标准流程
    大客户 · 步骤
    六步
    成交前必须做过的步骤：1 集客  2 展厅接待  3 需求分析  4 产品体验
    无
    成交前必须做过的步骤：1 收集与分析  2 建立信任  3 挖掘需求  4 呈现价值
    无
    最初的规则 · S0 客户演变漏斗
    修改
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn what_channels_cost_is_said_channel_by_channel_with_what_it_is_for() {
    insta::assert_snapshot!(part(Language::Chinese, view(), "渠道费用", "财年起始月").await, @r#"
    渠道费用
    自然到店，每月
    0 元
    线上，每月
    0 元
    线下，每月
    0 元
    转介绍，每月
    0 元
    最初的规则 · 本产品约定
    修改
    "#);
    let key = RuleKey::Funnel(FunnelKey::Costs);
    let edit = RuleEditView {
        key,
        texts: RuleValue::default_of(key).slot_texts(),
        errors: vec![RuleError { slot: 1, fault: RuleFault::AboveMax { max: 10_000_000 } }],
        ..edit(PreviewView::None).edit.unwrap()
    };
    let view = RulesView { edit: Some(edit), ..view() };
    insta::assert_snapshot!(part(Language::English, view, "Costs of the channels", "First month of the fiscal year").await, @r#"
    Costs of the channels
    Walk-in, a month
    (CNY)
    Online, a month
    (CNY)
    may not be more than 10,000,000
    Offline, a month
    (CNY)
    Referral, a month
    (CNY)
    What each channel costs a month: advertising, canvassing, events, thanks to who referred. It only says what one customer cost; nobody is of another level or due on another day by it. The month in which it is in force counts as a whole.
    From which day
    Preview
    Cancel
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_wrong_is_said_at_its_box_and_nothing_can_be_set() {
    insta::assert_snapshot!(part(Language::Chinese, edit(PreviewView::None), "分档界限", "计算周期").await, @r#"
    分档界限
    一档高于
    （件/月）
    二档高于
    （件/月）
    要比上一档小
    三档高于
    （件/月）
    四档高于
    （件/月）
    五档高于
    （件/月）
    六档高于
    （件/月）
    七档高于
    （件/月）
    从哪天起
    预览
    取消
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_preview_names_who_would_move() {
    let standing =
        |tier, grade| Standing { tier: Some(tier), grade: Some(grade), ..Standing::default() };
    let done = PreviewedView {
        sums: vec![(PreviewSum::Tier, 317), (PreviewSum::Grade, 1)],
        n_all: 5_000,
        moves: vec![MoveView {
            id: CustomerId::new(Uuid::from_u128(7)),
            name: "阿香食杂店".to_owned(),
            moved: Moved::Standing(Box::new([standing(1, 2), standing(2, 3)])),
        }],
        n_more: 316,
    };
    let view = edit(PreviewView::Done(Rc::new(done)));
    insta::assert_snapshot!(part(Language::Chinese, view.clone(), "从哪天起", "计算周期").await, @r#"
    从哪天起
    317 家会变档
    1 家会变级 · 共比较 5,000 家
    阿香食杂店
    一档 → 二档 · 2 级 → 3 级
    还有 316 条，再显示一些
    设定
    取消
    "#);
    insta::assert_snapshot!(part(Language::English, view, "From which day", "Period").await, @r#"
    From which day
    317 customers would change tier
    1 would change grade · 5,000 customers compared
    阿香食杂店
    tier 1 → tier 2 · grade 2 → grade 3
    316 more, show some of them
    Set
    Cancel
    "#);
    let running = edit(PreviewView::Running(40));
    insta::assert_snapshot!(part(Language::Chinese, running, "从哪天起", "计算周期").await, @r#"
    从哪天起
    正在预览，已完成 40%
    停止预览
    预览
    取消
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn who_only_reads_has_nothing_to_press() {
    let view = Later::new(RulesView { is_read_only: true, ..view() });
    let html = drawn(Language::English, move || {
        html! { <RulesScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await;
    assert!(!html.contains("<button") && !html.contains("style="), "{html}");
}

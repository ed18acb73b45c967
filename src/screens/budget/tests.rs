//! The budget, read as words, and its controls by name.

use jipan_app::view::{BudgetLeave, GoalRow, Language, PlanView};
use jipan_rules::budget::PlanId;

use super::*;
use crate::components::budget::test_years::{
    budget, expenses as expenses_view, gap, goals as goals_view, measures as measures_view, why,
    year,
};
use crate::testing::{drawn, folded, words};

fn of(view: BudgetView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <BudgetScreen view={view.clone()} on_event={Callback::noop()} /> }
}

fn with_year() -> BudgetView {
    budget(BudgetPart::Year, BudgetBody::Year(Box::new(year())))
}

#[tokio::test]
async fn a_year_is_read_with_its_head_its_table_and_the_cell() {
    let said = folded(&words(Language::Chinese, of(with_year())).await);
    insta::assert_snapshot!(said, @"
    预算 | 执行表 | 缺口 | 措施 | 费用 | 目标 | 生效 · 2026-01-15 由 王经理 冻结 · 含税 | 年度 | 2026年 | 版本
    2026 年初版 · 生效 · 已冻结 | 金额单位 | 元 | 万元 | 新建版本 | 解冻 | 改名 | 盈利漏斗 | 总收入 90,005 / 120,000 | ·
    毛利 ≤ 52,000 / 72,000 | · | 税前利润 ≤ 7,000 / 9,600 | 业务开拓 | 55,000 | 计划 50,000 | +5,000 | 措施 1 项 · 见效 500 / 2,000 | 客户管理 | 35,005
    计划 50,000 | −14,995 | 盈利空间 | ≤ 7,000 | 计划 9,600 | 库存管理 | 38,000 | 计划 50,000 | −12,000 | 人员管理
    52,000 | 计划 50,000 | +2,000 | 收入进度 | 计划 | 实际 | 预测 | 1月 | 2月 | 3月
    4月 | 5月 | 6月 | 7月 | 8月 | 9月 | 10月 | 11月 | 12月 | 用表格看
    月份 | 计划 | 实际 | 预测 | 1月 | 10,000 | 8,182.27 | 2月 | 20,000 | 16,364.54
    3月 | 30,000 | 24,546.81 | 4月 | 40,000 | 32,729.08 | 5月 | 50,000 | 40,911.35 | 6月
    60,000 | 49,093.62 | 7月 | 70,000 | 57,275.89 | 8月 | 80,000 | 65,458.16 | 9月 | 90,000
    73,640.43 | 10月 | 100,000 | 81,822.70 | 11月 | 110,000 | 90,004.97 | 90,005 | 12月 | 120,000
    109,000 | 缺口怎么来的 | 缺 9,500 | 120,000 | 目标 | -90,005 | 已完成 | -18,995 | 预计还有 | -1,500
    措施 | 9,500 | 缺口 | 执行表 | 计划下面显示 | 实际 | 差异 | 累计 | 科目 | 全年
    剩余每月 | 1月 | 已结账 | 2月 | 已结账 | 3月 | 4月 | 5月 | 6月 | 7月
    8月 | 9月 | 10月 | 11月 | 12月 | 销售收入 | 90,005 | 14,998 | 10,000 | 9,001
    10,000 | 9,001 | 10,000 | 9,001 | 10,000 | 9,001 | 10,000 | 9,001 | 10,000 | 9,001
    10,000 | 9,001 | 10,000 | 9,001 | 10,000 | 9,001 | 10,000 | 9,001 | 10,000 | 10,000
    卷烟 | 84,000 | 65,000 | 9,500 | 7,000 | 6,500 | 7,000 | 6,500 | 7,000 | 6,500
    7,000 | 6,500 | 7,000 | 6,500 | 7,000 | 6,500 | 7,000 | 6,500 | 7,000 | 6,500
    7,000 | 6,500 | 7,000 | 6,500 | 7,000 | 7,000 | 销售成本 | 48,000 | 38,000 | 5,000
    4,000 | 3,800 | 4,000 | 3,800 | 4,000 | 3,800 | 4,000 | 3,800 | 4,000 | 3,800
    4,000 | 3,800 | 4,000 | 3,800 | 4,000 | 3,800 | 4,000 | 3,800 | 4,000 | ≥ 3,600
    4,000 | 4,000 | 毛利 | 72,000 | 52,000 | 10,000 | 6,000 | 5,200 | 6,000 | 5,200
    6,000 | 5,200 | 6,000 | 5,200 | 6,000 | 5,200 | 6,000 | 5,200 | 6,000 | 5,200
    6,000 | 5,200 | 6,000 | 5,200 | 6,000 | 5,200 | 6,000 | 6,000 | 正式员工 | 人
    96 | 70 | 8 | 7 | 8 | 7 | 8 | 7 | 8 | 7
    8 | 7 | 8 | 7 | 8 | 7 | 8 | 7 | 8 | 7
    8 | 7 | 8 | 8 | 表中的金额四舍五入到元；选中格子，下方显示到分。 | ≥ 是至少，≤ 是至多：有的商品没有填成本，准确的数还不知道。 | 到商品里填成本 | 销售收入 | 全年 | 计划
    120,000.00 元 | 为什么 | 实际 | 90,005.00 元 | 为什么 | 差异 | 低于计划 29,995 | 累计 | 90,005 / 计划 120,000 | 添加子项
    方向键移动，Enter 或 F2 修改，Esc 放弃，Delete 清空，Ctrl+C / Ctrl+V 复制粘贴，Ctrl+R 向右填充，Ctrl+Z 撤销，Alt+Enter 问为什么。 | 结账 | 结账以后才来的订单、服务和费用，作为更正单独标出。 | 2026-01 | 2026-02-05 由 王经理 结账 | 取消 2026-01 的结账 | 2026-02 | 2026-03-05 由 王经理 结账 | 取消 2026-02 的结账 | 2026-03
    结账 2026-03 | 2026-04 | 结账 2026-04 | 2026-05 | 结账 2026-05 | 2026-06 | 结账 2026-06 | 2026-07 | 结账 2026-07 | 2026-08
    结账 2026-08 | 2026-09 | 结账 2026-09 | 2026-10 | 结账 2026-10
    ");
}

#[tokio::test]
async fn parts_are_links_with_addresses_and_a_person_sees_only_the_own_ones() {
    let html = drawn(Language::Chinese, of(with_year())).await;
    for path in ["/budget", "/budget/gap", "/budget/measures", "/budget/expenses", "/budget/goals"]
    {
        assert!(html.contains(&format!(r#"href="{path}""#)), "{path}");
    }
    let parts = vec![BudgetPart::Expenses, BudgetPart::Goals];
    let body = BudgetBody::Expenses(expenses_view());
    let rep = BudgetView {
        parts,
        leave: BudgetLeave { enters: true, ..BudgetLeave::default() },
        ..budget(BudgetPart::Expenses, body)
    };
    let html = drawn(Language::Chinese, of(rep)).await;
    assert!(!html.contains(r#"href="/budget/gap""#), "{html}");
    assert!(html.contains(r#"href="/budget/goals""#) && !html.contains("新建版本"), "{html}");
}

#[tokio::test]
async fn versions_say_whether_they_count_and_are_frozen_and_can_be_compared() {
    let second = PlanView {
        id: PlanId(jipan_rules::Uuid::from_u128(9)),
        name: "下半年调整".to_owned(),
        is_in_force: false,
        frozen: None,
        from: Some("2026 年初版".to_owned()),
        n_late: 2,
    };
    let mut view = with_year();
    view.plans.push(second.clone());
    let said = words(Language::Chinese, of(view.clone())).await;
    assert!(said.contains("2026 年初版 · 生效 · 已冻结"), "{said}");
    assert!(said.contains("不对比"), "{said}");
    view.plan = Some(second.id);
    let said = words(Language::Chinese, of(view)).await;
    assert!(said.contains("未生效 · 复制自「2026 年初版」 · 含税"), "{said}");
    assert!(said.contains("有 2 处修改在冻结之后才到"), "{said}");
}

#[tokio::test]
async fn a_year_without_a_plan_says_how_one_begins_and_to_whom() {
    let none = budget(BudgetPart::Year, BudgetBody::NoPlan { n_months: 17 });
    let manager = BudgetView { plans: Vec::new(), plan: None, ..none };
    let said = words(Language::Chinese, of(manager.clone())).await;
    assert!(said.contains("2026年还没有预算") && said.contains("已有 17 个整月的订单"), "{said}");
    let rep = BudgetView { leave: BudgetLeave::default(), ..manager };
    let said = words(Language::English, of(rep)).await;
    assert!(said.contains("A manager makes it.") && !said.contains("New version"), "{said}");
}

#[tokio::test]
async fn while_orders_are_counted_it_says_how_far_that_is() {
    let counting =
        BudgetView { percent: Some(40), ..budget(BudgetPart::Year, BudgetBody::Counting) };
    let html = drawn(Language::Chinese, of(counting)).await;
    let (_, bar) = html.split_once("<progress").unwrap();
    assert!(bar.contains(r#"value="40""#) && bar.contains(r#"max="100""#), "{bar}");
    assert!(html.contains("正在统计订单，已完成 40%"), "{html}");
}

#[tokio::test]
async fn measures_stand_on_their_arms_and_say_what_is_late() {
    let view = budget(BudgetPart::Measures, BudgetBody::Measures(measures_view()));
    let said = folded(&words(Language::Chinese, of(view)).await);
    insta::assert_snapshot!(said, @"
    预算 | 执行表 | 缺口 | 措施 | 费用 | 目标 | 生效 · 2026-01-15 由 王经理 冻结 · 含税 | 年度 | 2026年 | 版本
    2026 年初版 · 生效 · 已冻结 | 金额单位 | 元 | 万元 | 新建版本 | 解冻 | 改名 | 缺 9,500 · 加上措施：缺 5,500 · 措施预计 4,000，已见效 1,000 | 新措施 | 业务开拓
    市场 + 营销：开源 | 收入至今 55,000 | 开发乡镇新店 | 李四 | 已逾期（2026-11-20） | 销售收入：已见效 500 / 预计 2,000 | 完成 | 修改 | 节前陈列 | 李四
    2026-11-18 完成 | 销售收入：已见效 500 / 预计 2,000 | 改回未完成 | 修改 | 客户管理 | 客户生命周期、数据流、客户体验：开源 | 收入至今 55,000 | 还没有措施 | 库存管理 | 进销存 + 财务：节流
    成本至今 55,000 | 还没有措施 | 人员管理 | 职业素养 + 业务能力：节流 | 成本至今 55,000 | 还没有措施
    ");
}

#[tokio::test]
async fn expenses_say_whose_they_are_what_became_of_them_and_what_is_left() {
    let view = budget(BudgetPart::Expenses, BudgetBody::Expenses(expenses_view()));
    let said = folded(&words(Language::Chinese, of(view.clone())).await);
    insta::assert_snapshot!(said, @"
    预算 | 执行表 | 缺口 | 措施 | 费用 | 目标 | 生效 · 2026-01-15 由 王经理 冻结 · 含税 | 年度 | 2026年 | 版本
    2026 年初版 · 生效 · 已冻结 | 金额单位 | 元 | 万元 | 新建版本 | 解冻 | 改名 | 2026-11 | 登记服务 | 记一笔费用
    已批 128.50 元 · 待批 128.50 元 · 退回 128.50 元 · 计划还剩：固定 1,000.00 元，变动 500.00 元 | 客户餐费 1 | 2026-11-20 · 李四 · 变动费用 | 待批 | 128.50 元 | 批准 | 退回 | 修改 | 客户餐费 2 | 2026-11-20 · 李四 · 变动费用
    王经理 已批 | 结账后才来 | 128.50 元 | 无票据 | 客户餐费 3 | 2026-11-20 · 李四 · 变动费用 | 王经理 退回：没有票 | 128.50 元 | 照片在拍它的那台设备上
    ");
    let html = drawn(Language::Chinese, of(view)).await;
    assert_eq!(html.matches("aria-label=\"批准：").count(), 1, "only one waits: {html}");
    assert!(html.contains(r#"alt="票据：2026-11-20 客户餐费 1""#), "{html}");
}

#[tokio::test]
async fn goals_go_from_the_month_to_the_door_of_each_shop() {
    let view = budget(BudgetPart::Goals, BudgetBody::Goals(Box::new(goals_view())));
    let said = folded(&words(Language::Chinese, of(view.clone())).await);
    insta::assert_snapshot!(said, @"
    预算 | 执行表 | 缺口 | 措施 | 费用 | 目标 | 生效 · 2026-01-15 由 王经理 冻结 · 含税 | 年度 | 2026年 | 版本
    2026 年初版 · 生效 · 已冻结 | 金额单位 | 元 | 万元 | 新建版本 | 解冻 | 改名 | 2026年 · 2026-10 至 2026-12 | 12,500.00 元 | 目标 30,000.00 元
    还差 17,500.00 元 | 2026-11 | 7,500.00 元 | 目标 10,000.00 元 | 还差 2,500.00 元 | 2026-11-27 周五 | 800.00 元 | 目标 1,500.00 元 | 还差 700.00 元 | 还没有下达 4,000.00 元
    下达目标 | 片区 | 3号线 | 128 家 | 2,500.00 元 | 目标 6,000.00 元 | 还差 3,500.00 元 | 未分片区 | 128 家 | 2,500.00 元
    还没有目标 | 今天该访的店 | 兴隆超市 | 3 档 · 每 7 天一访 · 上次 2026-11-19（8 天前） | 本月 2,500.00 元 / 目标 4,000.00 元 | 今天目标 | 750.00 元 | 今天已有 0.00 元 | 下单 | 为什么
    修改 | 新乐超市 | 3 档 · 每 7 天一访 · 还没有访过 | 本月 2,500.00 元 / 目标 4,000.00 元 · 人工定的 | 今天目标 | 750.00 元 | 已达成 今天已有 800.00 元 | 下单 | 为什么 | 修改
    再看，还有 12 条
    ");
    let html = drawn(Language::Chinese, of(view)).await;
    assert!(html.contains("/order\" aria-label=\"下单：兴隆超市\""), "{html}");
    assert!(html.contains("aria-label=\"为什么：兴隆超市 今天目标\""), "{html}");
}

#[tokio::test]
async fn before_goals_are_issued_that_is_said_once_with_the_button_or_by_whom() {
    let mut goals = goals_view();
    goals.month_goal = None;
    goals.territories.iter_mut().for_each(|it| it.goal = None);
    let due = goals.due.iter().map(|it| GoalRow {
        month_goal: None,
        today_goal: None,
        is_by_hand: false,
        ..it.clone()
    });
    goals.due = due.collect();
    let view = budget(BudgetPart::Goals, BudgetBody::Goals(Box::new(goals.clone())));
    let said = words(Language::Chinese, of(view.clone())).await;
    assert!(!said.contains("还没有目标") && !said.contains("今天目标"), "{said}");
    assert_eq!(said.matches("本月目标还没有下达：按「下达目标」").count(), 1, "{said}");
    assert!(
        said.contains(
            "3 档 · 每 7 天一访 · 还没有访过
本月已有 2,500.00 元
今天已有 800.00 元"
        ),
        "{said}"
    );
    goals.can_issue = false;
    let body = || BudgetBody::Goals(Box::new(goals.clone()));
    let manager = BudgetView { body: body(), ..view.clone() };
    let said = words(Language::Chinese, of(manager)).await;
    assert!(said.contains("先在生效的预算里填销售收入"), "{said}");
    let rep = BudgetView { body: body(), leave: BudgetLeave::default(), ..view };
    let said = words(Language::English, of(rep)).await;
    assert!(said.contains("a manager issues them") && !said.contains("No goal yet"), "{said}");
}

#[tokio::test]
async fn a_month_without_a_number_has_no_report_and_says_so() {
    let mut year = year();
    let at = year
        .months
        .iter()
        .position(|it| it.month == crate::components::budget::test_years::month(10))
        .unwrap();
    for row in &mut year.rows {
        (row.months[at].plan, row.months[at].actual) = (None, None);
    }
    let blank = budget(BudgetPart::Year, BudgetBody::Year(Box::new(year)));
    let html = drawn(Language::Chinese, of(blank)).await;
    assert!(html.contains("2026-10 还没有数字，没有月报"), "{html}");
    let (_, button) = html.split_once("打印 2026-10 月报").unwrap();
    assert!(button.split_once('>').unwrap().0.contains("disabled"), "{button}");
    let html = drawn(Language::Chinese, of(with_year())).await;
    assert!(!html.contains("没有月报"), "{html}");
}

#[tokio::test]
async fn a_why_has_its_formula_and_leads_to_the_customers_behind_it() {
    let view = BudgetView { why: Some(why()), ..with_year() };
    let html = drawn(Language::Chinese, of(view)).await;
    let (_, sheet) = html.split_once("<dialog").unwrap();
    for part in [
        "销售收入 · 2026-10 · 实际",
        "9,000.50 元",
        "−1,170.07 元",
        "订单 D-20261003-01 · 2026-10-03 · 2 行成本不详",
        "结账后才来",
        "费用 2026-10-04 · 餐费",
        "再看，还有 40 条",
        "href=\"/customers/00000000-0000-0000-0000-000000000007\"",
    ] {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }
}

#[tokio::test]
async fn what_is_taken_off_a_why_has_one_sign_and_nothing_has_none() {
    for (value, said) in [(0, ">0.00 元<"), (-500, ">−(-5.00 元)<"), (500, ">−5.00 元<")] {
        let mut why = why();
        why.lines[1].figure = jipan_rules::budget::Figure::known(value);
        let html = drawn(Language::Chinese, of(BudgetView { why: Some(why), ..with_year() })).await;
        let (_, sheet) = html.split_once("<dialog").unwrap();
        assert!(sheet.contains(said), "{said} in {sheet}");
    }
}

#[tokio::test]
async fn long_numbers_of_the_waterfall_have_the_room_that_they_need() {
    let width = async |by: i64| {
        let mut year = year();
        year.head.waterfall.iter_mut().for_each(|it| it.amount *= by);
        let view = budget(BudgetPart::Year, BudgetBody::Year(Box::new(year)));
        let html = drawn(Language::Chinese, of(view)).await;
        let mut tags = html.split("<svg ").map(|it| it.split_once('>').unwrap().0);
        let tag = tags.find(|it| it.contains(r#"class="falls""#)).unwrap();
        let (_, size) = tag.split_once(r#"viewBox="0 -18 "#).unwrap();
        let is_wide = tag.contains(r#"data-wide="true""#);
        (size.split(' ').next().unwrap().parse::<i64>().unwrap(), is_wide)
    };
    assert_eq!(width(1).await, (5 * 68, false));
    // -9,000,500 beside 12,000,000
    assert_eq!(width(100).await, (5 * 68, false));
    assert_eq!(width(1_000).await, (5 * 74, false), "120,000,000");
    assert_eq!(width(1_000_000).await, (5 * 101, true), "120,000,000,000");
}

#[tokio::test]
async fn while_a_file_is_imported_the_report_can_be_printed_but_not_downloaded() {
    let html = drawn(Language::Chinese, of(BudgetView { is_importing: true, ..with_year() })).await;
    assert!(html.contains("先把打开的文件导入完，再下载月报"), "{html}");
    let is_off = |name: &str| {
        let (_, button) = html.split_once(name).unwrap();
        button.split_once('>').unwrap().0.contains("disabled")
    };
    assert!(is_off("下载 2026-10 月报") && !is_off("打印 2026-10 月报"), "{html}");
}

#[tokio::test]
async fn every_chart_says_in_words_what_it_shows() {
    let html = drawn(Language::Chinese, of(with_year())).await;
    let charts: Vec<&str> = html.split("<svg ").skip(1).collect();
    for chart in charts {
        let (tag, _) = chart.split_once('>').unwrap();
        let is_said =
            tag.contains(r#"role="img" aria-label=""#) || tag.contains(r#"aria-hidden="true""#);
        assert!(is_said, "{tag}");
    }
    assert!(html.contains(
        "收入至今 90,004.97，同期计划 110,000，预计全年 109,000，全年计划 120,000（元）"
    ));
    assert!(html.contains(r#"aria-label="目标 120,000 · 已完成 90,005 · "#), "{html}");
}

#[tokio::test]
async fn in_english_nothing_is_left_in_chinese_but_names() {
    let is_chinese = |it: char| ('\u{4e00}'..='\u{9fff}').contains(&it);
    let bodies = [
        (BudgetPart::Year, BudgetBody::Year(Box::new(year()))),
        (BudgetPart::Gap, BudgetBody::Gap(Box::new(gap()))),
        (BudgetPart::Measures, BudgetBody::Measures(measures_view())),
        (BudgetPart::Goals, BudgetBody::Goals(Box::new(goals_view()))),
    ];
    let names = [
        "2026 年初版",
        "王经理",
        "卷烟",
        "开发乡镇新店",
        "节前陈列",
        "李四",
        "3号线",
        "兴隆超市",
        "新乐超市",
    ];
    for (part, body) in bodies {
        let mut html = drawn(Language::English, of(budget(part, body))).await;
        for name in names {
            html = html.replace(name, "");
        }
        let line = html.lines().find(|it| it.contains(is_chinese));
        assert_eq!(line, None, "{part:?}");
    }
}

//! The rules of the budget, read as words.

use super::*;

#[tokio::test(flavor = "current_thread")]
async fn the_rules_of_the_budget_are_said_with_their_units() {
    insta::assert_snapshot!(part(Language::Chinese, view(), "财年起始月", "").await, @r#"
    财年起始月
    每个财年从哪个月开始
    1 月
    最初的规则 · 本产品约定
    修改
    增值税
    从金额里扣除的税率
    0 %
    最初的规则 · 本产品约定
    修改
    目标权重
    一档
    50 份
    二档
    34 份
    三档
    24 份
    四档
    17 份
    五档
    11 份
    六档
    6 份
    七档
    3 份
    八档
    1 份
    规模：大
    120 %
    规模：中
    100 %
    规模：小
    80 %
    同比增减计入多少
    50 %
    最初的规则 · 本产品约定
    修改
    费用审批
    金额超过
    0 元
    最初的规则 · 本产品约定
    修改
    "#);
    let key = RuleKey::Budget(BudgetRuleKey::Tax);
    let edit = RuleEditView {
        key,
        texts: vec!["50.01".to_owned()],
        errors: vec![RuleError { slot: 0, fault: RuleFault::AboveMax { max: 5_000 } }],
        ..edit(PreviewView::None).edit.unwrap()
    };
    let view = RulesView { edit: Some(edit), ..view() };
    insta::assert_snapshot!(part(Language::English, view, "Value-added tax", "Weights of goals").await, @r#"
    Value-added tax
    Rate taken out of amounts
    (%)
    may not be more than 50
    0 shows revenue and costs with the tax that is in them; 13 takes 13 % value-added tax out first. Amounts as entered stay.
    From which day
    Preview
    Cancel
    "#);
}

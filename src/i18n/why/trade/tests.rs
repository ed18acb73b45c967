//! Sentences of the worked examples, in both languages.

use jipan_app::view::Language;
use jipan_rules::bought::bought;
use jipan_rules::explain::Explained;
use jipan_rules::feature_class::feature_class;
use jipan_rules::grade::{Bought, grade, grade_change, grade_facts};
use jipan_rules::integrity::integrity;
use jipan_rules::order::{Entered, Lacking, review};
use jipan_rules::period::{Month, Period};
use jipan_rules::scale::scale;
use jipan_rules::schema::fields;
use jipan_rules::service::serving;
use jipan_rules::setting::{RuleBook, RuleKey, RulesOn};
use jipan_rules::tier::{tier, tier_change, tier_facts};
use jipan_rules::values::Money;
use jipan_rules::{DateTime, NaiveDate};

use super::super::WhyWords;
use super::Tr;

fn said<T>(answer: &Explained<T>) -> [WhyWords; 2] {
    [Language::Chinese, Language::English].map(|language| Tr::new(language).why(answer))
}

fn sentences<T>(answer: &Explained<T>) -> [String; 2] {
    said(answer).map(|words| words.sentence)
}

fn tier_of(units: i64, n_months: u16) -> Explained<jipan_rules::tier::TierOf> {
    tier(&[(50, units)], n_months, &RulesOn::default().tiers)
}

/// The rules with others from a day on.
fn rules_with(key: RuleKey, text: &str) -> RulesOn {
    let from = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    [(key.code(), from, text)].into_iter().collect::<RuleBook>().on(from)
}

#[test]
fn ten_cases_are_tier_four_because_the_upper_bound_belongs_to_it() {
    let answer = tier_of(500, 1);
    let [zh, en] = said(&answer);
    assert_eq!(zh.sentence, "10 件 → 四档：各档上限含本数。");
    assert_eq!(en.sentence, "10 cases → tier 4: the upper bound belongs to the tier.");
    let bounds = "四档：多于 7 件，至 10 件（含）；按整数精确比较，不先四舍五入。";
    assert_eq!(zh.boundary.as_deref(), Some(bounds));
    assert_eq!(zh.source, "来源：S1 客户分类管理");
    let inputs: Vec<_> = zh.inputs.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let wanted = ["月均 10 件", "营业月数 1 个月", "数量（每件 50 单位） 500", "规则 最初的规则"];
    assert_eq!(inputs, wanted);
}

#[test]
fn one_carton_more_than_the_bound_is_said_although_it_rounds_away() {
    assert_eq!(sentences(&tier_of(12_000, 12))[0], "20 件 → 二档：各档上限含本数。");
    let [zh, en] = sentences(&tier_of(12_001, 12));
    assert_eq!(zh, "略多于 20 件 → 一档：各档上限含本数。");
    assert_eq!(en, "just over 20 cases → tier 1: the upper bound belongs to the tier.");
    assert_eq!(sentences(&tier_of(11_999, 12))[0], "略少于 20 件 → 二档：各档上限含本数。");
    assert_eq!(
        sentences(&tier_of(51, 1))[1],
        "1.02 cases → tier 7: the upper bound belongs to the tier."
    );
}

#[test]
fn no_orders_are_said_and_are_not_a_volume_of_nothing() {
    let none = tier(&[], 1, &RulesOn::default().tiers);
    assert_eq!(sentences(&none), ["这一期没有订单 → 八档。", "No orders in this period → tier 8."]);
    let returned = tier(&[(50, -50)], 1, &RulesOn::default().tiers);
    assert_eq!(sentences(&returned)[0], "-1 件 → 八档：各档上限含本数。");
}

#[test]
fn a_rule_of_the_company_says_since_when() {
    let rules = rules_with(RuleKey::Tiers, "25;14;10;7;4;2;1");
    let [zh, en] = said(&tier(&[(50, 1_250)], 1, &rules.tiers));
    assert_eq!(
        (zh.source.as_str(), en.source.as_str()),
        ("来源：本单位规定", "Source: set by the company")
    );
    assert!(zh.inputs.contains(&("规则".to_owned(), "2026-12-01 起".to_owned())));
}

#[test]
fn a_tier_that_changed_says_by_what() {
    let facts = |units: i64, rules: &RulesOn| tier_facts(&[(50, units)], 1, &rules.tiers);
    let (old, new) = (RulesOn::default(), rules_with(RuleKey::Tiers, "20;14;9;7;4;2;1"));
    let change = |before, now| sentences(&tier_change(before, now));
    assert_eq!(
        change(facts(500, &old), facts(501, &old)),
        [
            "由四档变为三档：月均由 10 件 变为 10.02 件，界限不改也会变。",
            "From tier 4 to tier 3: the monthly average went from 10 cases to 10.02 cases, \
             which does it under the old bounds too.",
        ]
    );
    assert_eq!(
        change(facts(500, &old), facts(500, &new))[0],
        "由四档变为三档：界限改了，月均仍是 10 件 也会变。"
    );
    assert!(change(facts(500, &old), facts(600, &new))[0].ends_with("任何一个都足以改变。"));
    let lower = rules_with(RuleKey::Tiers, "20;14;12;11;4;2;1");
    assert!(change(facts(500, &old), facts(600, &lower))[0].contains("仍为"));
    let wider = rules_with(RuleKey::Tiers, "20;18;10;7;4;2;1");
    assert!(change(facts(500, &old), facts(750, &wider))[0].ends_with("两者合起来才改变。"));
}

#[test]
fn a_grade_says_band_and_price_and_why_it_changed() {
    let area = Bought { amount: 1_900_000, quantity: 100 };
    let facts = |n_above, amount| {
        grade_facts([n_above, 10], Bought { amount, quantity: 1 }, area, &RulesOn::default())
    };
    let of = |n_above, amount| {
        grade([n_above, 10], Bought { amount, quantity: 1 }, area, &RulesOn::default())
    };
    let [zh, en] = said(&of(0, 19_000));
    assert_eq!(
        zh.sentence,
        "在本机有订单的 10 家中，进货量在第 1 个五分之一，均价达到这些店总体的 100% → 1 级。"
    );
    assert_eq!(
        en.sentence,
        "Among the 10 shops with orders on this tablet: fifth 1 by volume, average price at or \
         above 100% of theirs → grade 1."
    );
    assert!(zh.inputs.contains(&("本机各店总体均价".to_owned(), "190.00".to_owned())));
    assert_eq!(
        sentences(&of(9, 18_999))[0],
        "在本机有订单的 10 家中，进货量在第 5 个五分之一，均价不到这些店总体的 100% → 10 级。"
    );
    let change = grade_change(facts(9, 19_000), facts(0, 18_999));
    assert_eq!(
        sentences(&change),
        [
            "由 9 级 变为 2 级：进货量由第 5 个变为第 1 个五分之一；均价由线上降到线下。",
            "From grade 9 to grade 2: by volume from fifth 5 to fifth 1; \
             the average price fell below the line.",
        ]
    );
    let same = grade_change(facts(9, 19_000), facts(9, 19_001));
    assert_eq!(sentences(&same)[0], "仍为 9 级：进货量的位置、均价的高低和规则都没有变。");
}

#[test]
fn scale_integrity_and_service_say_what_they_rest_on() {
    let rules = RulesOn::default();
    assert_eq!(
        sentences(&scale([1, 2, 10], &rules.scale)),
        [
            "在本机同业态有订单的 10 家中，1 家进货更多 → 大：前 20% 为大，其后 50% 为中。",
            "1 of the 10 shops of this format with orders on this tablet bought more → Large: \
             the first 20% are large, the next 50% medium.",
        ]
    );
    assert_eq!(
        sentences(&integrity(95, 3, &rules.integrity)),
        ["95 分，处罚 3 次 → W。", "95 points, 3 penalties → W."]
    );
    let [zh, en] = said(&serving((8, None), Some(7), &rules).unwrap());
    assert_eq!(zh.sentence, "每 7 天拜访一次，八档应为每 60 天 → 过度。");
    assert_eq!(en.sentence, "Visited every 7 days, while tier 8 is due every 60 days → too much.");
    assert!(zh.inputs.contains(&("服务项目".to_owned(), "无".to_owned())));
    assert!(zh.inputs.iter().all(|(name, _)| name != "分类的服务级别"));
    let class = feature_class(Some(1), Some(3), Some(1)).value;
    let mut rules = rules;
    rules.class_services.value.0[class.unwrap().place()] = 2;
    let [zh, en] = said(&serving((8, class), Some(7), &rules).unwrap());
    assert_eq!(zh.sentence, "每 7 天拜访一次，正是 CS1 类（按二档服务）应有的 → 相符。");
    assert_eq!(
        en.sentence,
        "Visited every 7 days, as class CS1 (served as tier 2) is due → as due."
    );
    assert!(zh.inputs.contains(&("客户分档".to_owned(), "八档".to_owned())), "{:?}", zh.inputs);
    assert!(
        zh.inputs.contains(&("分类的服务级别".to_owned(), "最初的规则".to_owned())),
        "{:?}",
        zh.inputs
    );
}

#[test]
fn an_order_is_special_for_all_of_its_reasons() {
    let at = |text: &str| format!("2026-11-26T{text}Z").parse::<DateTime<_>>().unwrap();
    let entered = |fen, lacking| Entered {
        amount: Money::from_fen(fen),
        lacking,
        at: at("09:10:00"),
        others: &[],
    };
    let rule = RulesOn::default().review;
    assert_eq!(
        sentences(&review(&entered(200_000, &[]), &rule)),
        ["没有特殊之处，不必审核。", "Nothing special, no approval needed."]
    );
    let others = [at("09:00:00")];
    let all = Entered { others: &others, ..entered(200_001, &[Lacking::Phone]) };
    let [zh, en] = said(&review(&all, &rule));
    assert_eq!(
        zh.sentence,
        "特殊订单：金额 2,000.01 元，超过 2,000.00 元；信息不全，缺联系电话；\
         重复下单，与同一客户的另一单相隔 10:00，在 10 分钟以内。"
    );
    assert_eq!(
        en.sentence,
        "Special: the amount of 2,000.01 is more than 2,000.00; incomplete, without a phone \
         number; repeated, 10:00 from another order of the customer, within 10 minutes."
    );
    assert_eq!(
        zh.boundary.as_deref(),
        Some("超过 2,000.00 元才算，刚好不算；10 分钟以内算重复，刚好也算。")
    );
}

#[test]
fn what_was_bought_says_which_orders_were_added_up() {
    let all = Bought { amount: 1_900_000, quantity: 100 };
    let quarter = Period { first: Month::from_index(24_319), n: 3 }; // August 2026
    let of = |field, all, n| sentences(&bought(field, all, n, quarter));
    assert_eq!(
        of(fields::PURCHASED_QUANTITY, all, 1),
        [
            "2026-08 至 2026-10 的 1 张订单，数量相加为 100。",
            "1 order of 2026-08 to 2026-10, whose quantities add up to 100.",
        ]
    );
    assert!(
        of(fields::PURCHASED_AMOUNT, all, 2)[0].ends_with("2 张订单，金额相加为 19,000.00 元。")
    );
    assert_eq!(
        of(fields::AVERAGE_PRICE, all, 2),
        [
            "2026-08 至 2026-10：19,000.00 元 ÷ 100 = 190.00 元。",
            "2026-08 to 2026-10: 19,000.00 CNY ÷ 100 = 190.00 CNY.",
        ]
    );
    let returned = Bought { amount: 100, quantity: 0 };
    assert!(of(fields::AVERAGE_PRICE, returned, 1)[0].ends_with("1.00 元 ÷ 0 = — 元。"));
    assert_eq!(
        of(fields::AVERAGE_PRICE, Bought::default(), 0)[1],
        "No orders in 2026-08 to 2026-10."
    );
}

//! Sentences of what changed, in both languages.

use jipan_app::view::Language;
use jipan_rules::NaiveDate;
use jipan_rules::RULES_VERSION;
use jipan_rules::bought::bought;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::feature_class::feature_class;
use jipan_rules::grade::Bought;
use jipan_rules::integrity::{IntegrityChange, IntegrityFacts, integrity};
use jipan_rules::period::{Month, Period};
use jipan_rules::scale::scale;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::service::serving;
use jipan_rules::setting::{RuleBook, RuleKey, RulesOn};

use super::Tr;

fn said(why: Why) -> [String; 2] {
    let answer = Explained { value: (), why, version: RULES_VERSION };
    [Language::Chinese, Language::English].map(|language| Tr::new(language).why(&answer).sentence)
}

fn rules_with(key: RuleKey, text: &str) -> RulesOn {
    let from = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    [(key.code(), from, text)].into_iter().collect::<RuleBook>().on(from)
}

fn of_months(field: FieldId) -> [String; 2] {
    let facts = |month: u16, amount, quantity, n_orders| {
        let period = Period { first: Month::from_index(month), n: 1 };
        let answer = bought(field, Bought { amount, quantity }, n_orders, period);
        {
            let Why::Bought(facts) = answer.why else { panic!("not bought") };
            facts
        }
    };
    let before = facts(2026 * 12 + 8, 1_000_000, 100, 2);
    said(Why::BoughtChange(Box::new([before, facts(2026 * 12 + 9, 2_400_000, 120, 3)])))
}

#[test]
fn what_was_bought_says_what_it_was_and_what_makes_the_difference() {
    let [zh, en] = of_months(fields::PURCHASED_QUANTITY);
    assert_eq!(zh, "上期（2026-09）是 100，本期是 120：订单由 2 张变为 3 张。");
    assert_eq!(en, "100 the period before (2026-09), 120 now: 2 orders, now 3 orders.");
    assert_eq!(
        of_months(fields::PURCHASED_AMOUNT)[0],
        "上期（2026-09）是 10,000.00 元，本期是 24,000.00 元：数量由 100 变为 120，均价由 100.00 变为 200.00。"
    );
    assert_eq!(
        of_months(fields::AVERAGE_PRICE)[0],
        "上期（2026-09）是 100.00，本期是 200.00：金额由 10,000.00 元变为 24,000.00 元，数量由 100 变为 120。"
    );
}

#[test]
fn as_many_orders_of_another_size_say_so_and_so_does_another_period() {
    let of = |[first, n]: [u16; 2], quantity, n_orders| {
        let period = Period { first: Month::from_index(2026 * 12 + first), n };
        let all = Bought { amount: quantity * 10_000, quantity };
        let Why::Bought(facts) = bought(fields::PURCHASED_QUANTITY, all, n_orders, period).why
        else {
            panic!("not bought")
        };
        facts
    };
    let [zh, en] = said(Why::BoughtChange(Box::new([of([8, 1], 100, 3), of([9, 1], 120, 3)])));
    assert_eq!(
        zh,
        "上期（2026-09）是 100，本期是 120：同样是 3 张订单，每张平均由 33.33 变为 40.00。"
    );
    assert_eq!(
        en,
        "100 the period before (2026-09), 120 now: of 3 orders as before, 33.33 each then and 40.00 now."
    );
    let [zh, en] = said(Why::BoughtChange(Box::new([of([8, 1], 100, 1), of([7, 3], 300, 4)])));
    assert!(zh.contains("：规则改了，期由 2026-09 变为 2026-08"), "{zh}");
    assert!(zh.ends_with("；订单由 1 张变为 4 张。"), "{zh}");
    assert!(en.contains("now: the rule changed, the period from 2026-09 to 2026-08"), "{en}");
    assert!(en.ends_with("; 1 order, now 4 orders."), "{en}");
}

#[test]
fn a_scale_says_whether_others_went_by_or_the_rule_changed() {
    let facts = |ranks, rules: &RulesOn| {
        let Why::Scale(facts) = scale(ranks, &rules.scale).why else { panic!("no scale") };
        facts
    };
    let rules = RulesOn::default();
    let [zh, en] = said(Why::ScaleChange([facts([1, 1, 10], &rules), facts([3, 1, 12], &rules)]));
    assert_eq!(zh, "由 大 变为 中：本业态中进货比它多的由 10 家中的 1 家变为 12 家中的 3 家。");
    assert_eq!(en, "From Large to Medium: of this format 1 of 10 shops bought more, now 3 of 12.");
    let with = rules_with(RuleKey::ScaleCutoffs, "10;50");
    let [zh, _] = said(Why::ScaleChange([facts([1, 1, 10], &rules), facts([1, 1, 10], &with)]));
    assert_eq!(zh, "由 大 变为 中：规则改了。");
}

fn points(points: u8, penalties: u8, rules: &RulesOn) -> IntegrityFacts {
    {
        let Why::Integrity(facts) = integrity(points, penalties, &rules.integrity).why else {
            panic!("no grade")
        };
        facts
    }
}

#[test]
fn an_integrity_grade_says_by_points_penalties_rule_or_hand() {
    let rules = RulesOn::default();
    let of = |grades, by_points| {
        said(Why::IntegrityChange(Box::new(IntegrityChange { grades, by_points })))
    };
    let a = points(95, 0, &rules);
    let [zh, en] = of([Some(1), Some(4)], [Some(a), Some(points(85, 3, &rules))]);
    assert_eq!(zh, "由 A 变为 W：诚信分由 95 变为 85；处罚次数由 0 次 变为 3 次。");
    assert_eq!(
        en,
        "From A to W: Integrity points from 95 to 85; Penalties from 0 times to 3 times."
    );
    let stricter = points(95, 0, &rules_with(RuleKey::Integrity, "96;81;71;3"));
    assert_eq!(of([Some(1), Some(2)], [Some(a), Some(stricter)])[0], "由 A 变为 B：规则改了。");
    let by_hand = "由 A 变为 C：有人或文件改写了这一项。";
    assert_eq!(of([Some(1), Some(3)], [Some(a), Some(a)])[0], by_hand);
    assert_eq!(of([Some(1), Some(3)], [None, None])[0], by_hand);
}

#[test]
fn a_service_says_by_tier_cycle_or_rule() {
    let facts = |tier, days, rules: &RulesOn| {
        let Why::Service(facts) = serving((tier, None), days, rules).unwrap().why else {
            panic!("no service")
        };
        *facts
    };
    let rules = RulesOn::default();
    let both = Box::new([facts(3, Some(7), &rules), facts(4, Some(7), &rules)]);
    let mut quicker = facts(3, Some(7), &rules);
    quicker.due.answer_hours = 4;
    let [zh, en] = said(Why::ServiceChange(Box::new([facts(3, Some(7), &rules), quicker])));
    assert_eq!(zh, "拜访周期与上月相同，另有变化：答复时限由 8 小时 变为 4 小时。");
    assert_eq!(
        en,
        "Visits are due as a month ago; otherwise: Answer within from 8 hours to 4 hours."
    );
    let [zh, en] = said(Why::ServiceChange(both));
    assert_eq!(
        zh,
        "上月应每 7 天拜访一次（相符），现在应每 14 天一次（过度）：客户分档由 三档 变为 四档；答复时限由 8 小时 变为 24 小时。"
    );
    assert_eq!(
        en,
        "A month ago a visit was due every 7 days (as due), now every 14 days (too much): Volume tier from tier 3 to tier 4; Answer within from 8 hours to 24 hours."
    );
}

#[test]
fn a_service_says_by_class_only_where_a_class_is_served_as_a_tier_of_its_own() {
    let class = |scale| feature_class(Some(1), Some(1), Some(scale)).value;
    let facts = |class, rules: &RulesOn| {
        let Why::Service(facts) = serving((3, class), Some(7), rules).unwrap().why else {
            panic!("no service")
        };
        *facts
    };
    let own = RulesOn::default();
    let mut by_class = own;
    by_class.class_services.value.0[class(2).unwrap().place()] = 4;
    let said = |before, now| said(Why::ServiceChange(Box::new([before, now])))[0].clone();
    let slower = "上月应每 7 天拜访一次（相符），现在应每 14 天一次（过度）：";
    let hours = "答复时限由 8 小时 变为 24 小时";
    // Another class, which is served otherwise, under one rule.
    assert_eq!(
        said(facts(class(1), &by_class), facts(class(2), &by_class)),
        format!("{slower}客户分类由 CZ1 变为 CZ2；{hours}。")
    );
    // The same class under another rule.
    assert_eq!(
        said(facts(class(2), &own), facts(class(2), &by_class)),
        format!("{slower}{hours}；规则改了。")
    );
    // Its own tier is no cause where its class says it both times.
    let Why::Service(lower) = serving((8, class(2)), Some(14), &by_class).unwrap().why else {
        panic!("no service")
    };
    assert_eq!(
        said(facts(class(2), &by_class), *lower),
        "上月应每 14 天拜访一次（过度），现在应每 14 天一次（相符）：拜访周期由 7 天 变为 14 天。"
    );
    // Another class that is served alike is no cause.
    let mut dearer = facts(class(2), &own);
    dearer.due.answer_hours = 4;
    assert_eq!(
        said(facts(class(1), &own), dearer),
        "拜访周期与上月相同，另有变化：答复时限由 8 小时 变为 4 小时。"
    );
}

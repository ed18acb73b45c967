//! Every contradiction in a sentence that names its values.

use jipan_app::view::Language;
use jipan_rules::NaiveDate;
use jipan_rules::contradiction::contradictions;
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::value::Value;

use super::*;
use crate::i18n::Tr;
use crate::testing::words;

fn found(
    customer_type: CustomerType,
    values: &[(FieldId, Value)],
) -> Vec<Explained<Contradiction>> {
    let value = |of| values.iter().find(|(it, _)| *it == of).map(|(_, it)| it.clone());
    contradictions(customer_type, &value, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

/// Files in which every rule finds something.
fn all_found() -> Vec<Explained<Contradiction>> {
    let date = |y, m, d| Value::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap());
    let mut all = found(
        CustomerType::Retail,
        &[
            (fields::ISSUED, date(2024, 1, 1)),
            (fields::VALID_TO, date(2023, 12, 31)),
            (fields::REVIEW, date(2024, 1, 2)),
            (fields::OPENED, date(2026, 12, 1)),
            (fields::STATUS, Value::Choice(1)),
            (fields::ORDER_CYCLE, Value::Integer(366)),
            (fields::ORDER_FREQUENCY, Value::Integer(4)),
            (fields::FAMILY_CARE, Value::YesNo(false)),
            (fields::CARE_REASON, Value::Choice(3)),
            (fields::MODEL_SHOP, Value::YesNo(true)),
            (fields::INTEGRITY, Value::Choice(4)),
        ],
    );
    let cancelled = [
        (fields::ISSUED, date(2024, 1, 1)),
        (fields::REVIEW, date(2023, 1, 1)),
        (fields::STATUS, Value::Choice(3)),
        (fields::VISIT_CYCLE, Value::Integer(14)),
    ];
    all.extend(found(CustomerType::Retail, &cancelled));
    let foreign = [(fields::LICENCE, Value::Text("330382".into()))];
    all.extend(found(CustomerType::Designer, &foreign));
    all.sort_by_key(|it| it.value);
    all
}

fn sentences(language: Language) -> String {
    let tr = Tr::new(language);
    let all = all_found();
    assert!(Contradiction::ALL.iter().all(|of| all.iter().any(|it| it.value == *of)));
    all.iter().map(|it| tr.contradiction_sentence(it)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_contradiction_names_its_values() {
    insta::assert_snapshot!(sentences(Language::Chinese), @r#"
    有效日期 2023-12-31 早于发证日期 2024-01-01。
    年审日期 2024-01-02 晚于有效日期 2023-12-31，那时许可证已过期。
    年审日期 2023-01-01 早于发证日期 2024-01-01。
    开户日期 2026-12-01 在今天 2026-11-22 之后。
    有效日期 2023-12-31 已过，客户状态仍是“正常”。
    客户状态是“注销”，拜访周期仍是 14 天。
    开户日期 2026-12-01 晚于有效日期 2023-12-31。
    “设计师”客户没有许可证号，却填了“330382”。
    订货周期是 366 天，应在 1 到 365 天之间。
    订货频次每月 4 次，订货周期却是 366 天。
    亲情服务户是“否”，却填了原因“病”。
    是示范户，诚信等级却是“W”。
    "#);
    insta::assert_snapshot!(sentences(Language::English), @r#"
    Valid to 31 Dec 2023, which is before the day of issue, 1 Jan 2024.
    The annual review on 2 Jan 2024 is after the licence ends on 31 Dec 2023.
    The annual review on 1 Jan 2023 is before the day of issue, 1 Jan 2024.
    Opened on: 1 Dec 2026 is after today, 22 Nov 2026.
    Valid to 31 Dec 2023, which is past, and the status is still “Open”.
    The status is “Cancelled”, and Visit cycle is still 14 days.
    Opened on 1 Dec 2026, after the licence ended on 31 Dec 2023.
    Licence no. is “330382”, but customers of type “Designer” have none.
    Order cycle is 366 days; it can be 1 to 365.
    4 orders a month, but 366 days from one to the next.
    Family care is “No”, but its reason is “Illness”.
    It is a model shop, but Integrity grade is “W”.
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_contradiction_says_what_to_do_and_leads_to_its_fields() {
    let found = all_found().into_iter().take(1).collect::<Vec<_>>();
    let words =
        words(Language::Chinese, move || html! { <Contradictions found={found.clone()} /> });
    insta::assert_snapshot!(words.await, @r#"
    资料矛盾
    有效日期 2023-12-31 早于发证日期 2024-01-01。
    核对许可证，改正写错的一项。
    有效日期
    发证日期
    "#);
}

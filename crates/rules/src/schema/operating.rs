//! 经营信息, with what orders tell. Source: S1 §经营信息 §系统自动生成信息.

use super::choices;
use super::def::FieldDef;
use super::types::{Asked, CustomerTypes, FieldType, Group, Unit};

const fn operating(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Operating, ty).fresh(90).source("S1 §经营信息")
}

/// What a class is kept by beside format, market and scale: how a shop works with the company, not how much it
/// buys. Asked of a shop, and no part of its completeness, since no group of the source has it.
const fn upkeep(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    operating(id, key, zh, en, ty)
        .fresh(180)
        .types(CustomerTypes::SHOPS)
        .asked(Asked::Aside)
        .source("S1 §分类检查维护机制; the steps OURS")
}

/// Whether somebody may be contacted, and since when that is known. It holds until somebody says otherwise, and
/// a file is complete without it.
const fn consent(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    operating(id, key, zh, en, ty)
        .timeless()
        .asked(Asked::Aside)
        .source("S3 §数据获取; rulebook 1.5")
}

pub(super) const FIELDS: [FieldDef; 12] = [
    operating(80, "condition", "经营状况", "Condition", FieldType::Choice(&choices::CONDITIONS))
        .aliases(&["经营情况"]),
    operating(
        81,
        "cooperation",
        "配合情况",
        "Cooperation",
        FieldType::Choice(&choices::COOPERATIONS),
    )
    .aliases(&["配合度"]),
    upkeep(87, "loyalty", "忠诚度", "Loyalty", FieldType::Choice(&choices::LOYALTIES))
        .aliases(&["客户忠诚度"]),
    upkeep(
        88,
        "brand_building",
        "品牌培育能力",
        "Brand building",
        FieldType::Choice(&choices::BRAND_BUILDINGS),
    )
    .aliases(&["品牌培育", "培育能力"]),
    upkeep(
        89,
        "credit_standing",
        "信用度",
        "Credit standing",
        FieldType::Choice(&choices::CREDITS),
    )
    .aliases(&["信用情况"]),
    consent(
        181,
        "consent",
        "同意联系",
        "Consent to be contacted",
        FieldType::Choice(&choices::CONSENTS),
    )
    .watched()
    .aliases(&["是否同意联系", "联系意愿", "consent", "contact consent"]),
    consent(182, "consent_on", "同意日期", "Consent date", FieldType::Date).aliases(&[
        "同意联系日期",
        "授权日期",
        "consented on",
    ]),
    operating(82, "traits", "经营特点", "Traits", FieldType::LongText { chars_max: 500 })
        .fresh(180)
        .aliases(&["经营特色"]),
    operating(83, "trade_area", "商圈环境", "Trade area", FieldType::Choice(&choices::TRADE_AREAS))
        .fresh(365)
        .aliases(&["商圈", "商圈类型"]),
    operating(
        84,
        "purchased_quantity",
        "进货数量",
        "Purchased quantity",
        FieldType::Integer { min: -1_000_000_000_000, max: 1_000_000_000_000 },
    )
    .generated()
    .unit(Unit::Cartons)
    .types(CustomerTypes::SHOPS)
    .source("S1 §系统自动生成信息"),
    operating(85, "purchased_amount", "进货金额", "Purchased amount", FieldType::Money)
        .generated()
        .unit(Unit::Yuan)
        .types(CustomerTypes::SHOPS)
        .source("S1 §系统自动生成信息"),
    operating(86, "average_price", "进货均价", "Average price", FieldType::Money)
        .generated()
        .unit(Unit::YuanPerCarton)
        .types(CustomerTypes::SHOPS)
        .source("S1 §系统自动生成信息"),
];

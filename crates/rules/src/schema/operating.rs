//! 经营信息, with what orders tell. Source: S1 §经营信息 §系统自动生成信息.

use super::choices;
use super::def::FieldDef;
use super::types::{CustomerTypes, FieldType, Group, Unit};

const fn operating(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Operating, ty).fresh(90).source("S1 §经营信息")
}

pub(super) const FIELDS: [FieldDef; 7] = [
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

//! 管理信息, for 零售 alone. Source: S1 §管理信息.

use super::choices;
use super::def::FieldDef;
use super::types::{Asked, CustomerTypes, FieldType, Group, Owner};

const fn management(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Management, ty)
        .types(CustomerTypes::RETAIL)
        .owner(Owner::MonopolyInspector)
        .fresh(365)
        .source("S1 §管理信息")
}

const WORD: FieldType = FieldType::Text { chars_max: 40 };

pub(super) const FIELDS: [FieldDef; 18] = [
    management(
        66,
        "licence_kind",
        "许可证类型",
        "Licence kind",
        FieldType::Choice(&choices::LICENCE_KINDS),
    )
    .fixed()
    .aliases(&["证件类型"]),
    management(62, "issued", "发证日期", "Issued on", FieldType::Date).fixed().aliases(&[
        "发证时间",
        "核发日期",
        "issue date",
        "issued",
    ]),
    management(63, "valid_to", "有效日期", "Valid to", FieldType::Date).timeless().aliases(&[
        "有效期",
        "有效期至",
        "有效期限",
        "到期日期",
        "失效日期",
        "expiry",
        "expires",
        "valid until",
        "expiry date",
    ]),
    management(64, "review", "年审日期", "Annual review", FieldType::Date).timeless().aliases(&[
        "年检日期",
        "年审",
        "review date",
    ]),
    management(67, "bureau", "发证局", "Issuing bureau", WORD)
        .fixed()
        .aliases(&["发证机关", "发证单位"]),
    management(68, "inspector", "专管员", "Inspector", WORD).aliases(&["市场专管员", "稽查员"]),
    management(
        61,
        "integrity",
        "诚信等级",
        "Integrity grade",
        FieldType::Choice(&choices::INTEGRITIES),
    )
    .watched()
    .timeless()
    .stated()
    .aliases(&["诚信级别", "信用等级", "integrity"])
    .source("S1 §管理信息; OUTSIDE (1.16)"),
    management(
        75,
        "integrity_points",
        "诚信分",
        "Integrity points",
        FieldType::Integer { min: 0, max: 100 },
    )
    .asked(Asked::Aside)
    .aliases(&["诚信得分", "诚信积分"])
    .source("OUTSIDE (1.16)"),
    management(76, "penalties", "处罚次数", "Penalties", FieldType::Integer { min: 0, max: 99 })
        .asked(Asked::Aside)
        .aliases(&["处罚", "行政处罚次数"])
        .source("OUTSIDE (1.16)"),
    management(69, "watched", "监控户", "Watched", FieldType::YesNo)
        .aliases(&["是否监控户", "重点监控"]),
    management(70, "model_shop", "是否示范户", "Model shop", FieldType::YesNo).aliases(&["示范户"]),
    management(
        60,
        "compliance",
        "守法情况",
        "Compliance",
        FieldType::Choice(&choices::COMPLIANCES),
    )
    .generated()
    .stated()
    .aliases(&["守法", "违法情况"])
    .source("S1 §系统自动生成信息"),
    management(65, "class", "客户分类", "Class", FieldType::Text { chars_max: 3 })
        .generated()
        .aliases(&["分类", "客户类别代码"])
        .source("S1 §42 类"),
    management(71, "tier", "客户分档", "Volume tier", FieldType::Integer { min: 1, max: 8 })
        .watched()
        .generated()
        .aliases(&["档位"])
        .source("S1 §客户分档"),
    management(72, "grade", "客户分级", "Grade", FieldType::Integer { min: 1, max: 10 })
        .generated()
        .aliases(&["级别"])
        .source("S1 §客户分级; the table OURS (1.16)"),
    management(77, "volume_band", "订货量段", "Volume band", FieldType::Integer { min: 1, max: 5 })
        .generated()
        .source("S1 §客户分级; fifths OURS (1.19)"),
    management(
        78,
        "structure",
        "销售结构",
        "Sales structure",
        FieldType::Choice(&choices::STRUCTURES),
    )
    .generated()
    .source("S1 §客户分级; the line OURS (1.19)"),
    management(73, "tier_before", "上期分档", "Tier before", FieldType::Integer { min: 1, max: 8 })
        .generated()
        .source("S1 §客户分档; OURS: one period before"),
];

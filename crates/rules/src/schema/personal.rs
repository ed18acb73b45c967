//! 个人信息: the contacts, of whom the main one is part of the file. Source: S1 §个人信息; birthday
//! S2, S4.

use super::choices;
use super::def::FieldDef;
use super::types::{Asked, FieldId, FieldType, Group};

const fn personal(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Personal, ty)
        .contact()
        .fresh(365)
        .source("S1 §个人信息")
}

const ADDRESS: FieldType = FieldType::Text { chars_max: 120 };

pub(super) const FIELDS: [FieldDef; 11] = [
    personal(100, "contact", "联系人", "Contact", FieldType::Text { chars_max: 40 })
        .watched()
        .aliases(&["联系人姓名", "姓名", "contact person", "contact name"]),
    personal(106, "role", "职务", "Position", FieldType::Text { chars_max: 40 })
        .asked(Asked::Aside)
        .aliases(&["联系人职务", "岗位", "job title"])
        .source("OURS"),
    personal(
        107,
        "decision_role",
        "决策角色",
        "Role in decisions",
        FieldType::Choice(&choices::DECISION_ROLES),
    )
    .asked(Asked::Aside)
    .aliases(&["采购角色", "buying role"])
    .source("S3 §组织结构"),
    personal(101, "phone", "联系电话", "Phone", FieldType::Phone)
        .watched()
        .fresh(90)
        .aliases(&[
            "电话",
            "电话号码",
            "手机",
            "手机号",
            "手机号码",
            "移动电话",
            "联系手机",
            "联系方式",
            "tel",
            "telephone",
            "mobile",
            "phone number",
        ])
        .source("S1 §个人信息 §动态信息"),
    personal(108, "phone_2", "备用电话", "Other phone", FieldType::Phone)
        .watched()
        .fresh(90)
        .asked(Asked::Aside)
        .aliases(&["电话2", "联系电话2", "其他电话", "第二联系电话", "phone2", "second phone"])
        .source("S1 §动态信息; more than one OURS"),
    personal(109, "phone_3", "第三个电话", "Third phone", FieldType::Phone)
        .watched()
        .fresh(90)
        .asked(Asked::Aside)
        .aliases(&["电话3", "联系电话3", "phone3"])
        .source("S1 §动态信息; more than one OURS"),
    personal(105, "birthday_kept", "生日", "Birthday falls on", FieldType::Birthday)
        .fixed()
        .instead_of(FieldId(104))
        .aliases(&["过生日", "birthday on"])
        .source("S2, S4; both calendars OURS"),
    personal(104, "birthday", "出生日期", "Date of birth", FieldType::Date)
        .fixed()
        .asked(Asked::WhileFilled)
        .aliases(&["birth date"])
        .source("S2, S4"),
    personal(103, "mail_address", "通信地址", "Mail address", ADDRESS).watched().aliases(&[
        "通讯地址",
        "邮寄地址",
        "mailing address",
    ]),
    personal(
        110,
        "contact_remark",
        "联系人备注",
        "Remark on the contact",
        FieldType::LongText { chars_max: 500 },
    )
    .timeless()
    .asked(Asked::Aside)
    .source("OURS"),
    FieldDef::new(102, "address", ("经营地址", "Address"), Group::Personal, ADDRESS)
        .fixed()
        .watched()
        .aliases(&[
            "客户地址",
            "地址",
            "店铺地址",
            "门店地址",
            "详细地址",
            "经营场所",
            "shop address",
            "business address",
        ])
        .source("S1 §静态信息"),
];

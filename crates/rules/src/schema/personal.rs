//! 个人信息: the main contact. Source: S1 §个人信息; birthday S2, S4.

use super::def::FieldDef;
use super::types::{FieldType, Group};

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

pub(super) const FIELDS: [FieldDef; 5] = [
    personal(100, "contact", "联系人", "Contact", FieldType::Text { chars_max: 40 })
        .watched()
        .aliases(&["联系人姓名", "姓名", "contact person", "contact name"]),
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
    personal(103, "mail_address", "通信地址", "Mail address", ADDRESS).aliases(&[
        "通讯地址",
        "邮寄地址",
        "mailing address",
    ]),
    personal(104, "birthday", "生日", "Birthday", FieldType::Date)
        .fixed()
        .aliases(&["出生日期", "birth date"])
        .source("S2, S4"),
];

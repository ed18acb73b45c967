//! 网络信息. Source: S1 §网络信息, rulebook 1.18.

use super::choices;
use super::def::FieldDef;
use super::types::{CustomerTypes, FieldType, Group, Owner, Unit};

const fn network(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Network, ty).fresh(180).source("S1 §网络信息")
}

const WORD: FieldType = FieldType::Text { chars_max: 40 };

pub(super) const FIELDS: [FieldDef; 19] = [
    network(33, "district", "行政区域", "District", WORD).fresh(365).aliases(&[
        "区域",
        "所属区域",
        "所属乡镇",
        "乡镇",
        "街道",
        "行政区划",
        "区县",
        "region",
        "town",
    ]),
    network(36, "line", "送货线路", "Delivery line", WORD)
        .fresh(180)
        .owner(Owner::Deliverer)
        .aliases(&["线路", "配送线路", "送货路线", "配送路线", "line", "route", "delivery route"]),
    network(40, "segment", "送货路段", "Delivery segment", WORD)
        .owner(Owner::Deliverer)
        .types(CustomerTypes::SHOPS)
        .aliases(&["路段", "配送路段"]),
    network(35, "manager", "客户经理", "Account manager", WORD).aliases(&[
        "业务员",
        "负责业务员",
        "manager",
        "rep",
        "sales rep",
    ]),
    network(37, "visit_cycle", "拜访周期", "Visit cycle", FieldType::Integer { min: 1, max: 366 })
        .unit(Unit::Days)
        .fresh(180)
        .aliases(&["拜访周期(天)", "走访周期", "拜访间隔"])
        .source("S1 §动态信息; group OURS (1.18)"),
    network(30, "market", "市场类型", "Market", FieldType::Choice(&choices::MARKETS))
        .fresh(365)
        .types(CustomerTypes::SHOPS)
        .aliases(&["城乡", "市场", "市场类别", "market type"])
        .source("S1 §42 类; OUTSIDE (1.16)"),
    network(31, "format", "业态", "Format", FieldType::Choice(&choices::FORMATS))
        .types(CustomerTypes::SHOPS)
        .fresh(365)
        .aliases(&["零售业态", "经营业态", "业态类型", "outlet type"])
        .source("S1 §42 类; OUTSIDE (1.16)"),
    network(32, "scale", "经营规模", "Scale", FieldType::Choice(&choices::SCALES))
        .fresh(365)
        .types(CustomerTypes::SHOPS)
        .stated()
        .aliases(&["网点规模", "规模", "size"])
        .source("S1 §42 类; one field with 网点规模 OURS (1.18)"),
    network(
        74,
        "scale_by_orders",
        "订单规模",
        "Scale by orders",
        FieldType::Choice(&choices::SCALES),
    )
    .types(CustomerTypes::RETAIL)
    .generated()
    .source("S1 §42 类; cut-offs OURS (1.16), proposed and never in place of 经营规模 (1.18)"),
    network(34, "area", "营业面积", "Floor area", FieldType::Integer { min: 0, max: 1_000_000 })
        .unit(Unit::SquareMetres)
        .fresh(365)
        .types(CustomerTypes::SHOPS)
        .aliases(&["营业面积(㎡)", "面积", "经营面积", "floor space", "shop area"]),
    network(38, "nature", "客户性质", "Nature", FieldType::Choice(&choices::NATURES))
        .fixed()
        .aliases(&["企业性质", "经济性质", "性质"]),
    network(39, "capital", "注册资金", "Registered capital", FieldType::Money)
        .unit(Unit::Yuan)
        .fixed()
        .aliases(&["注册资本", "capital"]),
    network(41, "display", "出样形式", "Display form", FieldType::Choice(&choices::DISPLAYS))
        .types(CustomerTypes::SHOPS)
        .aliases(&["陈列形式", "出样方式"]),
    network(42, "phone_clerk", "电话订货员", "Phone-order clerk", WORD)
        .owner(Owner::PhoneClerk)
        .types(CustomerTypes::SHOPS)
        .aliases(&["电访员", "订单员"]),
    network(43, "deliverer", "送货员", "Deliverer", WORD)
        .owner(Owner::Deliverer)
        .aliases(&["配送员"]),
    network(44, "order_batch", "订货批次", "Order batch", WORD)
        .owner(Owner::PhoneClerk)
        .types(CustomerTypes::SHOPS)
        .aliases(&["订货日"]),
    network(45, "visit_batch", "客户经理拜访批次", "Visit batch", WORD)
        .aliases(&["拜访批次", "拜访日"]),
    network(
        46,
        "order_frequency",
        "订货频次",
        "Order frequency",
        FieldType::Integer { min: 0, max: 366 },
    )
    .unit(Unit::PerMonth)
    .owner(Owner::PhoneClerk)
    .aliases(&["订货次数"]),
    network(47, "modern_terminal", "现代终端", "Modern outlet", FieldType::YesNo)
        .types(CustomerTypes::SHOPS)
        .aliases(&["是否现代终端", "现代零售终端"])
        .source("S1 §现代终端"),
];

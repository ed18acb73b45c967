//! What is known of a product, with what only some may read. `OURS`, units in a case per product as
//! in rulebook 1.18. Not here: since when a price is in force.

use super::choices;
use super::def::FieldDef;
use super::types::{FieldType, Group, RecordKind, Unit};

const fn product(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Basic, ty).kind(RecordKind::Product).source("OURS")
}

pub(super) const FIELDS: [FieldDef; 10] = [
    product(150, "product_code", "商品代码", "Product code", FieldType::Code).required().aliases(
        &[
            "商品编码",
            "商品编号",
            "产品代码",
            "产品编码",
            "产品编号",
            "货号",
            "卷烟代码",
            "代码",
            "编码",
            "条码",
            "product id",
            "product no",
            "item code",
            "item no",
            "sku",
            "code",
        ],
    ),
    product(151, "product_name", "商品名称", "Product name", FieldType::Text { chars_max: 200 })
        .required()
        .watched()
        .aliases(&[
            "产品名称",
            "品名",
            "商品",
            "卷烟名称",
            "规格名称",
            "名称",
            "product",
            "item",
            "name",
        ]),
    product(152, "product_brand", "品牌", "Brand", FieldType::Text { chars_max: 60 })
        .aliases(&["牌号", "商标", "category", "类别"]),
    product(
        153,
        "product_class",
        "价类",
        "Price class",
        FieldType::Choice(&choices::PRICE_CLASSES),
    )
    .aliases(&["类型", "烟类", "卷烟类别"])
    .source("OUTSIDE (1.16)"),
    product(154, "product_price", "批发价", "Wholesale price", FieldType::Price)
        .unit(Unit::Yuan)
        .watched()
        .aliases(&[
            "批发价(元/条)",
            "批发价格",
            "批价",
            "单价",
            "价格",
            "price",
            "unit price",
            "list price",
        ])
        .source("S1 §货源; dated OURS"),
    product(155, "product_cost", "成本", "Cost", FieldType::Price)
        .restricted_as(RecordKind::ProductPrivate)
        .unit(Unit::Yuan)
        .watched()
        .aliases(&["成本价", "进价", "调拨价", "unit cost"]),
    product(156, "product_unit", "单位", "Unit", FieldType::Text { chars_max: 10 })
        .watched()
        .aliases(&["计量单位", "销售单位", "unit of measure", "uom"])
        .source("S1 §件, S4 §件"),
    product(
        157,
        "product_pack",
        "每件条数",
        "Units per case",
        FieldType::Integer { min: 1, max: 100_000 },
    )
    .watched()
    .aliases(&["每件数量", "件装数", "箱规", "包装数", "pack size", "case size", "units in a case"])
    .source("rulebook 1.18 §件; dated OURS"),
    product(158, "product_active", "在销", "On sale", FieldType::YesNo).aliases(&[
        "是否在销",
        "在售",
        "active",
    ]),
    product(159, "product_guide_price", "建议零售价", "Guide price", FieldType::Price)
        .unit(Unit::Yuan)
        .watched()
        .aliases(&["零售指导价", "零售价", "指导价", "retail price"])
        .source("S1 §明码标价"),
];

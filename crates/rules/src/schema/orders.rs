//! The columns of a file of order lines. `OURS`, after what wholesalers' lists have. Not here: which
//! of them go together; what an order is.

use super::def::FieldDef;
use super::types::{FieldType, Group, RecordKind, Unit};

const fn order(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Basic, ty).kind(RecordKind::Order).source("OURS")
}

/// Most units of one line either way, so that a price times them fits. `OURS`
const QUANTITY_MAX: i64 = 1_000_000_000;

pub(super) const FIELDS: [FieldDef; 11] = [
    order(170, "order_number", "订单号", "Order number", FieldType::Code).required().aliases(&[
        "订单编号",
        "订单号码",
        "单号",
        "单据号",
        "单据编号",
        "order id",
        "order no",
        "order",
        "invoice no",
    ]),
    order(171, "order_date", "订单日期", "Order date", FieldType::Date).required().aliases(&[
        "订货日期",
        "下单日期",
        "下单时间",
        "订单时间",
        "日期",
        "date",
        "invoice date",
    ]),
    order(172, "order_customer", "客户代码", "Customer code", FieldType::Code).aliases(&[
        "客户编码",
        "客户编号",
        "商户编号",
        "零售户编码",
        "customer id",
        "customer no",
        "customer number",
        "customer",
    ]),
    order(173, "order_licence", "许可证号", "Licence no.", FieldType::Licence).aliases(&[
        "专卖证号",
        "许可证号码",
        "专卖许可证号",
        "烟草专卖许可证号",
        "烟草专卖零售许可证号",
        "许可证",
        "licence",
        "license",
        "license no",
        "licence number",
        "license number",
    ]),
    order(174, "order_product", "商品代码", "Product code", FieldType::Code).required().aliases(&[
        "商品编码",
        "商品编号",
        "产品代码",
        "产品编码",
        "产品编号",
        "卷烟代码",
        "货号",
        "product id",
        "product no",
        "item code",
        "item no",
        "sku",
    ]),
    order(
        175,
        "order_product_name",
        "商品名称",
        "Product name",
        FieldType::Text { chars_max: 200 },
    )
    .aliases(&["产品名称", "品名", "商品", "卷烟名称", "product", "item", "description"]),
    order(
        176,
        "order_quantity",
        "数量",
        "Quantity",
        FieldType::Integer { min: -QUANTITY_MAX, max: QUANTITY_MAX },
    )
    .required()
    .unit(Unit::Cartons)
    .aliases(&["数量(条)", "订货数量", "订单数量", "订购数量", "销量", "条数", "qty", "units"]),
    order(177, "order_price", "单价", "Unit price", FieldType::Price).unit(Unit::Yuan).aliases(&[
        "单价(元/条)",
        "批发价",
        "批发价(元/条)",
        "价格",
        "price",
    ]),
    order(178, "order_amount", "金额", "Amount", FieldType::SignedMoney).unit(Unit::Yuan).aliases(
        &[
            "金额(元)",
            "订单金额",
            "销售额",
            "销售金额",
            "总金额",
            "总价",
            "sales",
            "total",
            "revenue",
        ],
    ),
    order(179, "order_category", "类别", "Category", FieldType::Text { chars_max: 60 }).aliases(&[
        "品类",
        "商品类别",
        "分类",
        "品牌",
        "brand",
    ]),
    // With it a customer of whom nobody knew is made, as a product is with its name.
    order(
        180,
        "order_customer_name",
        "客户名称",
        "Customer name",
        FieldType::Text { chars_max: 60 },
    )
    .aliases(&["店铺名称", "店名", "商户名称", "零售户名称", "shop name", "company"]),
];

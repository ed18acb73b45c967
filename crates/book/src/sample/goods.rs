//! The products of the sample: ten, openly made up. The last one is new and without a cost, so that it
//! can be seen what that does to gross profit. Not here: who buys them.

use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use crate::change::product_id_of;

/// A product of the sample.
#[derive(Debug, Clone, Copy)]
pub(super) struct Good {
    code: &'static str,
    name: &'static str,
    unit: &'static str,
    /// Units in a case.
    pub(super) pack: u32,
    /// Of a unit, in ten-thousandths of a yuan.
    pub(super) price: i64,
    /// Of a unit, in ten-thousandths of a yuan.
    pub(super) cost: Option<i64>,
}

const fn good(
    (code, name): (&'static str, &'static str),
    (unit, pack): (&'static str, u32),
    (price, cost): (i64, Option<i64>),
) -> Good {
    Good { code, name, unit, pack, price, cost }
}

/// All of them.
pub(super) const GOODS: [Good; 10] = [
    good(("YP01", "样例纯净水"), ("瓶", 24), (12_000, Some(8_600))),
    good(("YP02", "样例冰红茶"), ("瓶", 15), (26_000, Some(20_300))),
    good(("YP03", "样例啤酒"), ("瓶", 12), (34_500, Some(27_000))),
    good(("YP04", "样例酱油"), ("瓶", 12), (58_000, Some(45_500))),
    good(("YP05", "样例方便面"), ("袋", 24), (21_500, Some(17_200))),
    good(("YP06", "样例抽纸"), ("提", 10), (98_000, Some(76_000))),
    good(("YP07", "样例牛奶"), ("盒", 12), (42_000, Some(34_000))),
    good(("YP08", "样例黄酒"), ("瓶", 6), (186_000, Some(141_500))),
    good(("YP09", "样例食用油"), ("桶", 4), (529_000, Some(448_000))),
    good(("YP10", "样例礼盒"), ("盒", 6), (388_000, None)),
];

/// What holds from the beginning begins on this day.
const EVER: Option<NaiveDate> = NaiveDate::from_ymd_opt(2000, 1, 1);

impl Good {
    pub(super) fn id(&self) -> ProductId {
        product_id_of(self.code)
    }
}

/// What is written of the products: product, field, first day, value.
pub(super) fn written() -> Vec<(ProductId, FieldId, Option<NaiveDate>, Value)> {
    let text = |text: &str| Value::Text(text.into());
    let of = |good: &Good| {
        let plain = [
            (fields::PRODUCT_CODE, None, text(good.code)),
            (fields::PRODUCT_NAME, EVER, text(good.name)),
            (fields::PRODUCT_UNIT, EVER, text(good.unit)),
            (fields::PRODUCT_PACK, EVER, Value::Integer(good.pack.into())),
            (fields::PRODUCT_PRICE, EVER, Value::Integer(good.price)),
        ];
        let cost = good.cost.map(|cost| (fields::PRODUCT_COST, EVER, Value::Integer(cost)));
        let id = good.id();
        plain.into_iter().chain(cost).map(move |(field, from, value)| (id, field, from, value))
    };
    GOODS.iter().flat_map(of).collect()
}

//! The field schema: each field of the customer file, declared once. Source: S1 §客户信息管理,
//! rulebook 1.1 and 1.18. Not here: what is computed from the fields.

mod basic;
mod choices;
mod def;
mod management;
mod network;
mod operating;
mod orders;
mod personal;
mod products;
mod types;

pub use def::FieldDef;
pub use types::{
    Asked, Choice, CustomerType, CustomerTypes, FieldId, FieldType, Group, Language, Owner,
    RecordKind, Tag, Unit, Visibility,
};

const TABLES: [&[FieldDef]; 7] = [
    &basic::FIELDS,
    &network::FIELDS,
    &management::FIELDS,
    &operating::FIELDS,
    &personal::FIELDS,
    &products::FIELDS,
    &orders::FIELDS,
];

const N_FIELDS: usize = basic::FIELDS.len()
    + network::FIELDS.len()
    + management::FIELDS.len()
    + operating::FIELDS.len()
    + personal::FIELDS.len();

const N_ALL: usize = N_FIELDS + products::FIELDS.len() + orders::FIELDS.len();

/// Every field of customers, by group, in the order of the forms.
pub static FIELDS: &[FieldDef] = ALL.split_at(N_FIELDS).0;

/// Every field of products, in the order of the form. Source: rulebook 1.18 §件, issue of orders.
pub static PRODUCT_FIELDS: &[FieldDef] =
    ALL.split_at(N_FIELDS).1.split_at(products::FIELDS.len()).0;

/// Every column that a file of order lines can have. `OURS`
pub static ORDER_FIELDS: &[FieldDef] = ALL.split_at(N_FIELDS + products::FIELDS.len()).1;

static ALL: [FieldDef; N_ALL] = all();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated by the compiler, which refuses an index out of bounds"
)]
const fn all() -> [FieldDef; N_ALL] {
    let mut all = [basic::FIELDS[0]; N_ALL];
    let (mut part, mut n) = (0, 0);
    while part < TABLES.len() {
        let mut idx = 0;
        while idx < TABLES[part].len() {
            all[n] = TABLES[part][idx];
            n += 1;
            idx += 1;
        }
        part += 1;
    }
    all
}

/// By id, the place of a field in [`ALL`]; [`NO_PLACE`] without one. An id past the end does not
/// compile.
static PLACES: [u8; 256] = places();

const NO_PLACE: u8 = u8::MAX;

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "evaluated by the compiler, which refuses what is out of bounds"
)]
const fn places() -> [u8; 256] {
    assert!(N_ALL < NO_PLACE as usize);
    let mut places = [NO_PLACE; 256];
    let mut idx = 0;
    while idx < N_ALL {
        places[ALL[idx].id.0 as usize] = idx as u8;
        idx += 1;
    }
    places
}

/// The field of an id, of customers, products or orders; `None` for one that a newer version has.
///
/// ```
/// use jipan_rules::schema::{field, fields};
/// assert_eq!(field(fields::NAME).map(|def| def.zh), Some("店铺名称"));
/// assert_eq!(field(fields::PRODUCT_PRICE).map(|def| def.zh), Some("批发价"));
/// ```
pub fn field(id: FieldId) -> Option<&'static FieldDef> {
    PLACES.get(usize::from(id.0)).and_then(|place| ALL.get(usize::from(*place)))
}

/// The field of customers with this key.
///
/// ```
/// use jipan_rules::schema::{by_key, fields};
/// assert_eq!(by_key("licence").map(|def| def.id), Some(fields::LICENCE));
/// ```
pub fn by_key(key: &str) -> Option<&'static FieldDef> {
    FIELDS.iter().find(|def| def.key == key)
}

/// The ids of fields that code names.
pub mod fields {
    use super::FieldId;

    /// 客户代码
    pub const CODE: FieldId = FieldId(1);
    /// 店铺名称
    pub const NAME: FieldId = FieldId(2);
    /// 许可证号
    pub const LICENCE: FieldId = FieldId(3);
    /// 法人代表
    pub const LEGAL_REP: FieldId = FieldId(4);
    /// 客户类型
    pub const TYPE: FieldId = FieldId(5);
    /// 客户状态
    pub const STATUS: FieldId = FieldId(6);
    /// 经营范围
    pub const SCOPE: FieldId = FieldId(7);
    /// 结算方式
    pub const SETTLEMENT: FieldId = FieldId(8);
    /// 订货周期
    pub const ORDER_CYCLE: FieldId = FieldId(9);
    /// 送货周期
    pub const DELIVERY_CYCLE: FieldId = FieldId(10);
    /// 银行账号
    pub const BANK_ACCOUNT: FieldId = FieldId(11);
    /// 开户日期
    pub const OPENED: FieldId = FieldId(12);
    /// 备注
    pub const REMARK: FieldId = FieldId(13);
    /// 亲情服务户
    pub const FAMILY_CARE: FieldId = FieldId(26);
    /// 亲情服务原因
    pub const CARE_REASON: FieldId = FieldId(27);
    /// 市场类型
    pub const MARKET: FieldId = FieldId(30);
    /// 业态
    pub const FORMAT: FieldId = FieldId(31);
    /// 经营规模
    pub const SCALE: FieldId = FieldId(32);
    /// 订单规模
    pub const SCALE_BY_ORDERS: FieldId = FieldId(74);
    /// 行政区域
    pub const DISTRICT: FieldId = FieldId(33);
    /// 营业面积
    pub const AREA: FieldId = FieldId(34);
    /// 客户经理
    pub const MANAGER: FieldId = FieldId(35);
    /// 送货线路
    pub const LINE: FieldId = FieldId(36);
    /// 拜访周期
    pub const VISIT_CYCLE: FieldId = FieldId(37);
    /// 送货路段
    pub const SEGMENT: FieldId = FieldId(40);
    /// 电话订货员
    pub const PHONE_CLERK: FieldId = FieldId(42);
    /// 送货员
    pub const DELIVERER: FieldId = FieldId(43);
    /// 订货批次
    pub const ORDER_BATCH: FieldId = FieldId(44);
    /// 客户经理拜访批次
    pub const VISIT_BATCH: FieldId = FieldId(45);
    /// 订货频次
    pub const ORDER_FREQUENCY: FieldId = FieldId(46);
    /// 守法情况
    pub const COMPLIANCE: FieldId = FieldId(60);
    /// 诚信等级
    pub const INTEGRITY: FieldId = FieldId(61);
    /// 诚信分
    pub const INTEGRITY_POINTS: FieldId = FieldId(75);
    /// 处罚次数
    pub const PENALTIES: FieldId = FieldId(76);
    /// 发证日期
    pub const ISSUED: FieldId = FieldId(62);
    /// 有效日期
    pub const VALID_TO: FieldId = FieldId(63);
    /// 年审日期
    pub const REVIEW: FieldId = FieldId(64);
    /// 客户分档
    pub const TIER: FieldId = FieldId(71);
    /// 客户分级
    pub const GRADE: FieldId = FieldId(72);
    /// 上期分档
    pub const TIER_BEFORE: FieldId = FieldId(73);
    /// 订货量段
    pub const VOLUME_BAND: FieldId = FieldId(77);
    /// 销售结构
    pub const STRUCTURE: FieldId = FieldId(78);
    /// 客户分类
    pub const CLASS: FieldId = FieldId(65);
    /// 发证局
    pub const BUREAU: FieldId = FieldId(67);
    /// 专管员
    pub const INSPECTOR: FieldId = FieldId(68);
    /// 是否示范户
    pub const MODEL_SHOP: FieldId = FieldId(70);
    /// 进货数量
    pub const PURCHASED_QUANTITY: FieldId = FieldId(84);
    /// 进货金额
    pub const PURCHASED_AMOUNT: FieldId = FieldId(85);
    /// 进货均价
    pub const AVERAGE_PRICE: FieldId = FieldId(86);
    /// 同意联系: see [`crate::consent`]
    pub const CONSENT: FieldId = FieldId(181);
    /// 同意日期
    pub const CONSENT_ON: FieldId = FieldId(182);
    /// 联系人
    pub const CONTACT: FieldId = FieldId(100);
    /// 联系电话
    pub const PHONE: FieldId = FieldId(101);
    /// 经营地址
    pub const ADDRESS: FieldId = FieldId(102);
    /// 通信地址
    pub const MAIL_ADDRESS: FieldId = FieldId(103);
    /// 出生日期, in whose place 生日 came
    pub const BORN: FieldId = FieldId(104);
    /// 生日
    pub const BIRTHDAY: FieldId = FieldId(105);
    /// 职务
    pub const ROLE: FieldId = FieldId(106);
    /// 决策角色
    pub const DECISION_ROLE: FieldId = FieldId(107);
    /// 备用电话
    pub const PHONE_2: FieldId = FieldId(108);
    /// 第三个电话
    pub const PHONE_3: FieldId = FieldId(109);
    /// 联系人备注
    pub const CONTACT_REMARK: FieldId = FieldId(110);

    /// 商品代码 of a product
    pub const PRODUCT_CODE: FieldId = FieldId(150);
    /// 商品名称 of a product
    pub const PRODUCT_NAME: FieldId = FieldId(151);
    /// 品牌
    pub const PRODUCT_BRAND: FieldId = FieldId(152);
    /// 价类
    pub const PRODUCT_CLASS: FieldId = FieldId(153);
    /// 批发价, dated
    pub const PRODUCT_PRICE: FieldId = FieldId(154);
    /// 成本, dated, for managers only
    pub const PRODUCT_COST: FieldId = FieldId(155);
    /// 单位
    pub const PRODUCT_UNIT: FieldId = FieldId(156);
    /// 每件条数, dated
    pub const PRODUCT_PACK: FieldId = FieldId(157);
    /// 在销
    pub const PRODUCT_ACTIVE: FieldId = FieldId(158);
    /// 建议零售价, dated
    pub const PRODUCT_GUIDE_PRICE: FieldId = FieldId(159);
    /// 订单号
    pub const ORDER_NUMBER: FieldId = FieldId(170);
    /// 订单日期
    pub const ORDER_DATE: FieldId = FieldId(171);
    /// 客户代码 of an order
    pub const ORDER_CUSTOMER: FieldId = FieldId(172);
    /// 许可证号 of an order
    pub const ORDER_LICENCE: FieldId = FieldId(173);
    /// 商品代码 of an order line
    pub const ORDER_PRODUCT: FieldId = FieldId(174);
    /// 商品名称 of an order line
    pub const ORDER_PRODUCT_NAME: FieldId = FieldId(175);
    /// 数量
    pub const ORDER_QUANTITY: FieldId = FieldId(176);
    /// 单价
    pub const ORDER_PRICE: FieldId = FieldId(177);
    /// 金额
    pub const ORDER_AMOUNT: FieldId = FieldId(178);
    /// 类别
    pub const ORDER_CATEGORY: FieldId = FieldId(179);
    /// 客户名称 of an order
    pub const ORDER_CUSTOMER_NAME: FieldId = FieldId(180);
}

//! The words of the field schema: groups, tags, owners, types, units. Not here: the fields.

use serde::{Deserialize, Serialize};

/// Names a field for ever; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldId(pub u16);

/// The language of names in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 简体中文
    Zh,
    /// English
    En,
}

/// What kind of record a field belongs to. The main contact and the private record share the id
/// of their customer. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// The customer.
    Customer = 1,
    /// A contact; the main one has the customer's id.
    Contact = 2,
    /// What only some may read.
    CustomerPrivate = 3,
    /// An order of a customer.
    Order = 4,
    /// A product of the company.
    Product = 5,
    /// What only some may read of a product: its cost.
    ProductPrivate = 6,
    /// A rule that the company sets.
    Rule = 7,
    /// What happened to a prospect.
    Deal = 8,
    /// The budget of the company.
    Budget = 9,
    /// An expense that somebody had.
    Expense = 10,
}

/// The five information groups. Source: S1 §客户信息五种.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// 基础信息
    Basic,
    /// 网络信息
    Network,
    /// 管理信息
    Management,
    /// 经营信息
    Operating,
    /// 个人信息
    Personal,
}

impl Group {
    /// All, in their order.
    pub const ALL: [Self; 5] =
        [Self::Basic, Self::Network, Self::Management, Self::Operating, Self::Personal];

    /// Its place among the five, from 0.
    pub const fn index(self) -> usize {
        match self {
            Self::Basic => 0,
            Self::Network => 1,
            Self::Management => 2,
            Self::Operating => 3,
            Self::Personal => 4,
        }
    }

    /// 中文名称
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Basic => "基础信息",
            Self::Network => "网络信息",
            Self::Management => "管理信息",
            Self::Operating => "经营信息",
            Self::Personal => "个人信息",
        }
    }

    /// English name
    pub const fn en(self) -> &'static str {
        match self {
            Self::Basic => "Basic",
            Self::Network => "Network",
            Self::Management => "Management",
            Self::Operating => "Operating",
            Self::Personal => "Personal",
        }
    }
}

/// How a field lives. Source: S1 §静态信息 动态信息 系统自动生成信息.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Rarely changes after entry; a change asks its reason.
    Static,
    /// Changes; has a freshness clock where `freshness_days` is set.
    Dynamic,
    /// Computed; read-only.
    Generated,
}

/// Which post keeps a field true. Source: S1 §信息字段维护与变更权限; posts `OURS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// 客户经理
    AccountManager,
    /// 专管员
    MonopolyInspector,
    /// 电话订货员
    PhoneClerk,
    /// 送货员
    Deliverer,
    /// 财务
    Finance,
    /// 系统
    System,
}

/// Where a field is asked for. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// In every file; it counts for completeness.
    Always,
    /// In every file, which is complete without it.
    Aside,
    /// Only while it has a value, because a later field took its place.
    WhileFilled,
}

/// Who may read a field. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody who has the customer.
    Open,
    /// Only those who are allowed to; a record of its own.
    Restricted,
}

/// 客户类型. Source: S0 §零售/工装/设计师/大客户.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CustomerType {
    /// 零售
    Retail,
    /// 工装
    Project,
    /// 设计师
    Designer,
    /// 大客户
    KeyAccount,
}

impl CustomerType {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Retail, Self::Project, Self::Designer, Self::KeyAccount];

    /// Its code as a choice of the field 客户类型.
    pub const fn code(self) -> u8 {
        match self {
            Self::Retail => 1,
            Self::Project => 2,
            Self::Designer => 3,
            Self::KeyAccount => 4,
        }
    }

    /// The type of a code.
    ///
    /// ```
    /// use jipan_rules::schema::CustomerType;
    /// assert_eq!(CustomerType::from_code(2), Some(CustomerType::Project));
    /// assert_eq!(CustomerType::from_code(9), None);
    /// ```
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// A set of customer types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerTypes(u8);

impl CustomerTypes {
    /// All types.
    pub const ALL: Self = Self(0b1111);
    /// 零售 only: what belongs to the tobacco trade.
    pub const RETAIL: Self = Self(0b0001);
    /// 零售 and 大客户: what belongs to a shop.
    pub const SHOPS: Self = Self(0b1001);
    /// 工装 only.
    pub const PROJECT: Self = Self(0b0010);
    /// 设计师 only.
    pub const DESIGNER: Self = Self(0b0100);
    /// 大客户 only.
    pub const KEY_ACCOUNT: Self = Self(0b1000);

    /// Whether a type is among them.
    pub const fn contains(self, customer_type: CustomerType) -> bool {
        let bit = match customer_type {
            CustomerType::Retail => 0b0001,
            CustomerType::Project => 0b0010,
            CustomerType::Designer => 0b0100,
            CustomerType::KeyAccount => 0b1000,
        };
        self.0 & bit != 0
    }
}

/// One choice of a pick-list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its code in the field; never reused.
    pub code: u8,
    /// 中文名称
    pub zh: &'static str,
    /// English name
    pub en: &'static str,
    /// Other spellings in files.
    pub aliases: &'static [&'static str],
}

/// What a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// One line of text, in characters.
    Text {
        /// Most characters.
        chars_max: u16,
    },
    /// Text of several lines, in characters.
    LongText {
        /// Most characters.
        chars_max: u16,
    },
    /// One of a list.
    Choice(&'static [Choice]),
    /// A whole number within bounds, both included.
    Integer {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// A civil day.
    Date,
    /// Yes or no.
    YesNo,
    /// An amount of at least zero.
    Money,
    /// An amount of either sign: returns are negative.
    SignedMoney,
    /// The price of one unit, with up to four decimals; its value is the whole number of
    /// ten-thousandths of a yuan.
    Price,
    /// A phone number.
    Phone,
    /// A licence number, unique.
    Licence,
    /// A customer code, unique.
    Code,
    /// A birthday in the solar or the lunar calendar, the year perhaps unknown.
    Birthday,
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 天
    Days,
    /// ㎡
    SquareMetres,
    /// 元
    Yuan,
    /// 次/月
    PerMonth,
    /// 条
    Cartons,
    /// 元/条
    YuanPerCarton,
    /// 个
    Pieces,
}

impl Unit {
    /// 中文名称
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Days => "天",
            Self::SquareMetres => "㎡",
            Self::Yuan => "元",
            Self::PerMonth => "次/月",
            Self::Cartons => "条",
            Self::YuanPerCarton => "元/条",
            Self::Pieces => "个",
        }
    }

    /// English name
    pub const fn en(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::SquareMetres => "m²",
            Self::Yuan => "CNY",
            Self::PerMonth => "a month",
            Self::Cartons => "cartons",
            Self::YuanPerCarton => "CNY a carton",
            Self::Pieces => "pieces",
        }
    }
}

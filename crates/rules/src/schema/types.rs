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
/// of their customer. `OURS` (decision 0002)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// The customer.
    Customer = 1,
    /// A contact; the main one has the customer's id.
    Contact = 2,
    /// What only some may read.
    CustomerPrivate = 3,
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
    Inspector,
    /// 电话订货员
    PhoneClerk,
    /// 配送
    Delivery,
    /// 财务
    Finance,
    /// 系统
    System,
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
    /// A phone number.
    Phone,
    /// A licence number, unique.
    Licence,
    /// A customer code, unique.
    Code,
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

/// One field, declared once: forms, import, export, completeness, permissions and help read it.
#[expect(clippy::struct_excessive_bools, reason = "a row of a table: each column stands alone")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldDef {
    /// Its id, never reused.
    pub id: FieldId,
    /// Its name in code and files, never changed.
    pub key: &'static str,
    /// The record it belongs to.
    pub kind: RecordKind,
    /// 中文名称
    pub zh: &'static str,
    /// English name
    pub en: &'static str,
    /// Its information group.
    pub group: Group,
    /// The types of customers that have it.
    pub types: CustomerTypes,
    /// How it lives.
    pub tag: Tag,
    /// Who keeps it true.
    pub owner: Owner,
    /// Who may read it.
    pub visibility: Visibility,
    /// Whether two people's different values become a card to decide.
    pub watch: bool,
    /// What it can hold.
    pub ty: FieldType,
    /// The unit of its number.
    pub unit: Option<Unit>,
    /// Whether a customer cannot be without it.
    pub required: bool,
    /// Days for which a confirmation holds.
    pub freshness_days: Option<u16>,
    /// Whether a file may state it until records exist to compute it from.
    pub stated: bool,
    /// Headings in files, beside its names.
    pub aliases: &'static [&'static str],
    /// Where it comes from.
    pub source: &'static str,
}

impl FieldDef {
    /// A dynamic, open field of the customer that any post of sales keeps; changed by the
    /// functions below.
    pub(super) const fn new(
        id: u16,
        key: &'static str,
        names: (&'static str, &'static str),
        group: Group,
        ty: FieldType,
    ) -> Self {
        Self {
            id: FieldId(id),
            key,
            kind: RecordKind::Customer,
            zh: names.0,
            en: names.1,
            group,
            types: CustomerTypes::ALL,
            tag: Tag::Dynamic,
            owner: Owner::AccountManager,
            visibility: Visibility::Open,
            watch: false,
            ty,
            unit: None,
            required: false,
            freshness_days: None,
            stated: false,
            aliases: &[],
            source: "S1 §客户信息五种",
        }
    }

    pub(super) const fn types(mut self, types: CustomerTypes) -> Self {
        self.types = types;
        self
    }

    pub(super) const fn fixed(mut self) -> Self {
        self.tag = Tag::Static;
        self
    }

    pub(super) const fn generated(mut self) -> Self {
        self.tag = Tag::Generated;
        self.owner = Owner::System;
        self
    }

    pub(super) const fn owner(mut self, owner: Owner) -> Self {
        self.owner = owner;
        self
    }

    pub(super) const fn contact(mut self) -> Self {
        self.kind = RecordKind::Contact;
        self
    }

    pub(super) const fn restricted(mut self) -> Self {
        self.kind = RecordKind::CustomerPrivate;
        self.visibility = Visibility::Restricted;
        self
    }

    pub(super) const fn watched(mut self) -> Self {
        self.watch = true;
        self
    }

    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) const fn stated(mut self) -> Self {
        self.stated = true;
        self
    }

    pub(super) const fn fresh(mut self, days: u16) -> Self {
        self.freshness_days = Some(days);
        self
    }

    pub(super) const fn unit(mut self, unit: Unit) -> Self {
        self.unit = Some(unit);
        self
    }

    pub(super) const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(super) const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    /// Its name in a language.
    pub const fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

//! 服务级别: what a customer of a tier or class is due, and who gets more than that. Source: S1
//! §决定其享受什么级别的服务; the tables `OURS`. Not here: what was served.

use serde::{Deserialize, Serialize};

use crate::explain::{Explained, Why};
use crate::feature_class::FeatureClass;
use crate::setting::{InForce, RulesOn};

/// The four warm services, as bits. Source: S1 §主动/增值/亲情/延伸服务.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Services(pub u8);

impl Services {
    /// 主动服务
    pub const ACTIVE: Self = Self(1);
    /// 增值服务
    pub const VALUE: Self = Self(1 << 1);
    /// 亲情服务. Due to whom it is meant for whatever the tier, so no tier has it by itself.
    pub const FAMILY: Self = Self(1 << 2);
    /// 延伸服务
    pub const EXTENDED: Self = Self(1 << 3);
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::ACTIVE, Self::VALUE, Self::FAMILY, Self::EXTENDED];

    /// Whether all of the others are among them.
    pub const fn contains(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

/// What a tier is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceLevel {
    /// Days between visits.
    pub visit_days: u16,
    /// Hours until a question is answered.
    pub answer_hours: u16,
    /// The services it has.
    pub services: Services,
}

/// The service levels of the eight tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceLevels(pub [ServiceLevel; 8]);

const fn level(visit_days: u16, answer_hours: u16, services: u8) -> ServiceLevel {
    ServiceLevel { visit_days, answer_hours, services: Services(services) }
}

impl ServiceLevels {
    /// Visits weekly for tiers 1 to 3, each fortnight for 4 and 5, monthly for 6 and 7, every two
    /// months for 8. `OURS`
    pub const DEFAULT: Self = Self([
        level(7, 4, 0b1011),
        level(7, 8, 0b1011),
        level(7, 8, 0b0011),
        level(14, 24, 0b0011),
        level(14, 24, 0b0001),
        level(30, 48, 0b0001),
        level(30, 48, 0b0001),
        level(60, 72, 0),
    ]);

    /// What a tier, 1 to 8, is due; `None` for others.
    pub fn of(&self, tier: u8) -> Option<ServiceLevel> {
        self.0.get(usize::from(tier).checked_sub(1)?).copied()
    }
}

/// 分类的服务级别: which classes are served as a tier that is not their own. Of the 42, in the order of
/// [`FeatureClass::place`]: the tier, 1 to 8, as which every customer of the class is served, or 0 for each
/// as its own tier. Source: S1 §决定其享受什么级别的服务.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassServices(pub [u8; 42]);

impl ClassServices {
    /// Each customer by its own tier: a class does not say how much a shop sells. `OURS`
    pub const DEFAULT: Self = Self([0; 42]);

    /// The tier as which customers of a class are served; `None` where each is served by its own.
    ///
    /// ```
    /// use jipan_rules::feature_class::feature_class;
    /// use jipan_rules::service::ClassServices;
    /// let class = |scale| feature_class(Some(1), Some(1), Some(scale)).value.unwrap();
    /// let mut classes = ClassServices::DEFAULT;
    /// classes.0[class(2).place()] = 3;
    /// assert_eq!([1, 2].map(|scale| classes.of(class(scale))), [None, Some(3)]);
    /// ```
    pub fn of(&self, class: FeatureClass) -> Option<u8> {
        self.0.get(class.place()).copied().filter(|tier| *tier > 0)
    }
}

/// How a customer is visited, against what its tier is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Serving {
    /// 不足: less often than due.
    Under,
    /// 相符: as due.
    Fit,
    /// 过度: more often than due.
    Over,
}

/// What a serving rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceFacts {
    /// The result; none while 拜访周期 is blank.
    pub serving: Option<Serving>,
    /// The tier.
    pub tier: u8,
    /// 客户分类; none while market, format or scale is missing.
    pub class: Option<FeatureClass>,
    /// Days between visits as they are: 拜访周期.
    pub visit_days: Option<u16>,
    /// What it is due.
    pub due: ServiceLevel,
    /// The table in force.
    pub rule: InForce<ServiceLevels>,
    /// Which classes are served as another tier.
    pub by_class: InForce<ClassServices>,
}

impl ServiceFacts {
    /// The tier as which its class is served; `None` where its own tier says what it is due.
    pub fn tier_of_class(&self) -> Option<u8> {
        self.by_class.value.of(self.class?)
    }
}

/// What a customer of a tier and a class is due: what its class is served as, else what its tier is. `None`
/// for a tier that is none.
///
/// ```
/// use jipan_rules::feature_class::feature_class;
/// use jipan_rules::service::due;
/// use jipan_rules::setting::RulesOn;
/// let class = feature_class(Some(1), Some(3), Some(1)).value;
/// let mut rules = RulesOn::default();
/// assert_eq!(due((8, class), &rules).map(|it| it.visit_days), Some(60));
/// rules.class_services.value.0[class.unwrap().place()] = 2;
/// assert_eq!(due((8, class), &rules).map(|it| it.visit_days), Some(7));
/// assert_eq!(due((8, None), &rules).map(|it| it.visit_days), Some(60));
/// ```
pub fn due((tier, class): (u8, Option<FeatureClass>), rules: &RulesOn) -> Option<ServiceLevel> {
    let own = rules.services.value.of(tier)?;
    let of_class = class.and_then(|class| rules.class_services.value.of(class));
    of_class.map_or(Some(own), |tier| rules.services.value.of(tier))
}

/// How a customer of a tier is visited by its 拜访周期, against what it is due.
fn compare(visit_days: u16, due: ServiceLevel) -> Serving {
    match visit_days.cmp(&due.visit_days) {
        core::cmp::Ordering::Less => Serving::Over,
        core::cmp::Ordering::Equal => Serving::Fit,
        core::cmp::Ordering::Greater => Serving::Under,
    }
}

/// What a customer of a tier and a class is due, and whether it is visited so, by its 拜访周期; `None` for a
/// tier that is none. Serving a small one too much is named, as is serving a large one too little.
///
/// Source: S1 §过度; the tables `OURS`.
/// ```
/// use jipan_rules::service::{Serving, serving};
/// use jipan_rules::setting::RulesOn;
/// let rules = RulesOn::default();
/// let of = |tier, days| serving((tier, None), days, &rules).map(|it| it.value);
/// assert_eq!([7, 60, 90].map(|days| of(8, Some(days))),
///     [Serving::Over, Serving::Fit, Serving::Under].map(|it| Some(Some(it))));
/// // nobody said how often it is visited: what it is due is known all the same
/// assert_eq!((of(1, Some(7)), of(1, None)), (Some(Some(Serving::Fit)), Some(None)));
/// assert_eq!((of(0, Some(7)), of(9, Some(7))), (None, None));
/// ```
pub fn serving(
    (tier, class): (u8, Option<FeatureClass>),
    visit_days: Option<u16>,
    rules: &RulesOn,
) -> Option<Explained<Option<Serving>>> {
    let due = due((tier, class), rules)?;
    let serving = visit_days.map(|days| compare(days, due));
    let facts = ServiceFacts {
        serving,
        tier,
        class,
        visit_days,
        due,
        rule: rules.services,
        by_class: rules.class_services,
    };
    Some(Explained::new(serving, Why::Service(Box::new(facts))))
}

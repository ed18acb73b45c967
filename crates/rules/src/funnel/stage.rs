//! Stages and the steps inside them, in two templates. Source: S0 §客户演变漏斗 §标准流程, S3 §六步,
//! rulebook 1.4 and 1.20. Not here: when a stage is entered or left (`path`).

use super::code::codes;
use crate::schema::CustomerType;

codes! {
    /// Where an opportunity is in the funnel, in the order in which it goes on.
    ///
    /// Source: S0 §客户演变漏斗.
    /// ```
    /// use jipan_rules::funnel::Stage;
    /// assert!(Stage::Prospect < Stage::Intending && Stage::Closed < Stage::Base);
    /// assert_eq!((Stage::from_code(3), Stage::from_code(5)), (Some(Stage::Closed), None));
    /// ```
    Stage, 4 {
        /// 潜在: there is a file with name, phone and channel.
        Prospect = 1,
        /// 意向: it is expected by a day within reach, for an amount.
        Intending = 2,
        /// 成交: ordered, then delivered.
        Closed = 3,
        /// 基盘: delivered, and what follows a closing was done.
        Base = 4,
    }
}

codes! {
    /// Which steps an opportunity has. A company picks one by type of customer.
    ///
    /// ```
    /// use jipan_rules::funnel::{Stage, Step, Template};
    /// let of = |stage| Template::Retail.steps().filter(move |it: &Step| it.stage() == stage).count();
    /// assert_eq!(Stage::ALL.map(of), [1, 3, 1, 1]);
    /// ```
    Template, 2 {
        /// 标准流程. Source: S0 §标准流程.
        Retail = 1,
        /// 六步, for wholesale. Source: S3 §六步.
        Wholesale = 2,
    }
}

codes! {
    /// A step inside a stage, with a day of its own.
    ///
    /// Source: S0 §标准流程 (1 to 6), S3 §六步 (11 to 16); their stages rulebook 1.20.
    /// ```
    /// use jipan_rules::funnel::{Stage, Step, Template};
    /// assert_eq!((Step::Need.template(), Step::Need.no()), (Template::Wholesale, 3));
    /// assert_eq!(Step::Analyse.stage(), Stage::Intending);
    /// ```
    Step, 12 {
        /// 集客
        Gather = 1,
        /// 展厅接待
        Receive = 2,
        /// 需求分析
        Analyse = 3,
        /// 产品体验
        Experience = 4,
        /// 协商成交
        Agree = 5,
        /// 售后服务
        Serve = 6,
        /// 收集与分析
        Research = 11,
        /// 建立信任
        Trust = 12,
        /// 挖掘需求
        Need = 13,
        /// 呈现价值
        Present = 14,
        /// 赢得订单
        Win = 15,
        /// 跟进服务
        Follow = 16,
    }
}

impl Template {
    /// Its steps, in their order.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        Step::ALL.into_iter().filter(move |step| step.template() == self)
    }

    /// The step that a turn of the opportunity stamps by itself: the first, the closing one, the last.
    ///
    /// ```
    /// use jipan_rules::funnel::{Stage, Step, Template};
    /// let of = |stage| Template::Wholesale.stamped_by(stage);
    /// assert_eq!(of(Stage::Closed), Some(Step::Win));
    /// assert_eq!(of(Stage::Intending), None);
    /// ```
    pub const fn stamped_by(self, entered: Stage) -> Option<Step> {
        Some(match (self, entered) {
            (Self::Retail, Stage::Prospect) => Step::Gather,
            (Self::Retail, Stage::Closed) => Step::Agree,
            (Self::Retail, Stage::Base) => Step::Serve,
            (Self::Wholesale, Stage::Prospect) => Step::Research,
            (Self::Wholesale, Stage::Closed) => Step::Win,
            (Self::Wholesale, Stage::Base) => Step::Follow,
            (Self::Retail | Self::Wholesale, Stage::Intending) => return None,
        })
    }
}

impl Step {
    /// The template it is of.
    pub const fn template(self) -> Template {
        if self.code() > 10 { Template::Wholesale } else { Template::Retail }
    }

    /// Its place in the template, 1 to 6.
    pub const fn no(self) -> u8 {
        match self {
            Self::Gather | Self::Research => 1,
            Self::Receive | Self::Trust => 2,
            Self::Analyse | Self::Need => 3,
            Self::Experience | Self::Present => 4,
            Self::Agree | Self::Win => 5,
            Self::Serve | Self::Follow => 6,
        }
    }

    /// The stage it belongs to.
    pub const fn stage(self) -> Stage {
        match self.no() {
            1 => Stage::Prospect,
            2..=4 => Stage::Intending,
            5 => Stage::Closed,
            _ => Stage::Base,
        }
    }
}

/// Some of the six steps of a template, as bits from the first on.
///
/// ```
/// use jipan_rules::funnel::{Step, StepSet};
/// let set = StepSet(0b000110);
/// assert!(set.contains(Step::Receive) && set.contains(Step::Need) && !set.contains(Step::Gather));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepSet(pub u8);

impl StepSet {
    /// Whether a step is among them, by its place.
    pub const fn contains(self, step: Step) -> bool {
        let bit = match step.no() {
            1 => 1,
            2 => 1 << 1,
            3 => 1 << 2,
            4 => 1 << 3,
            5 => 1 << 4,
            _ => 1 << 5,
        };
        self.0 & bit != 0
    }
}

/// Which template a new opportunity has by the type of its customer, and which steps must have been
/// stamped before it is closed. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Templates {
    /// By [`CustomerType`], in its order.
    pub by_type: [Template; 4],
    /// What closing asks for, by [`Template`].
    pub asked: [StepSet; 2],
}

impl Templates {
    /// That of S0 but for key accounts, who are sold to by the six steps of S3; no step is asked for.
    pub const DEFAULT: Self = Self {
        by_type: [Template::Retail, Template::Retail, Template::Retail, Template::Wholesale],
        asked: [StepSet(0); 2],
    };

    /// The template of a new opportunity.
    ///
    /// ```
    /// use jipan_rules::funnel::{Template, Templates};
    /// use jipan_rules::schema::CustomerType;
    /// assert_eq!(Templates::DEFAULT.of(CustomerType::Designer), Template::Retail);
    /// assert_eq!(Templates::DEFAULT.of(CustomerType::KeyAccount), Template::Wholesale);
    /// ```
    pub const fn of(&self, customer_type: CustomerType) -> Template {
        let [retail, project, designer, key_account] = self.by_type;
        match customer_type {
            CustomerType::Retail => retail,
            CustomerType::Project => project,
            CustomerType::Designer => designer,
            CustomerType::KeyAccount => key_account,
        }
    }

    /// The steps of a template that closing asks for.
    pub const fn asked(&self, template: Template) -> StepSet {
        let [retail, wholesale] = self.asked;
        match template {
            Template::Retail => retail,
            Template::Wholesale => wholesale,
        }
    }
}

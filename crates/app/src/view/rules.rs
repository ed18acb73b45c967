//! 规则: what a company sets, since when, and what another value would change.

use std::rc::Rc;

use jipan_book::standing::Standing;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::Level;
use jipan_rules::integrity::Integrity;
use jipan_rules::service::ServiceLevel;
use jipan_rules::setting::{InForce, RuleError, RuleKey, RuleValue, Version};
use jipan_rules::values::Money;
use jipan_rules::values::ids::CustomerId;

use super::WhoView;

/// The screen of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesView {
    /// Every rule.
    pub rules: Vec<RuleView>,
    /// The one that is being changed.
    pub edit: Option<RuleEditView>,
    /// Whether they can only be read.
    pub is_read_only: bool,
    /// The day.
    pub today: NaiveDate,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleView {
    /// Which.
    pub key: RuleKey,
    /// What it is today.
    pub now: InForce<RuleValue>,
    /// What comes into force next.
    pub next: Option<Version>,
    /// Whether something was typed of it and not set.
    pub has_draft: bool,
    /// All versions, the latest first.
    pub versions: Vec<VersionView>,
}

/// One version of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionView {
    /// What it is.
    pub version: Version,
    /// Who set it; none where nobody else could have.
    pub by: Option<WhoView>,
}

/// A rule that is being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleEditView {
    /// Which.
    pub key: RuleKey,
    /// The texts of its slots.
    pub texts: Vec<String>,
    /// What is wrong with them.
    pub errors: Vec<RuleError>,
    /// From which day it is to count.
    pub from: Option<NaiveDate>,
    /// The first day of the version that is taken back; none for one that is set.
    pub reverts: Option<NaiveDate>,
    /// Whether that day cannot be chosen: it is over, or none.
    pub is_day_wrong: bool,
    /// Whether it would be another rule than without it on that day.
    pub is_other: bool,
    /// Who would stand otherwise.
    pub preview: PreviewView,
}

/// Who would stand otherwise by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewView {
    /// It was not asked.
    None,
    /// It is being computed: so much of it, in percent.
    Running(u8),
    /// It is known.
    Done(Rc<PreviewedView>),
}

/// Those of whom something would be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PreviewedView {
    /// What would be otherwise, and of how many; first what the rule is about, also if of none.
    pub sums: Vec<(PreviewSum, usize)>,
    /// What was looked at: customers, or orders or opportunities where the rule is about these.
    pub n_all: usize,
    /// The first of them.
    pub moves: Vec<MoveView>,
    /// So many more there are.
    pub n_more: usize,
}

/// What a rule changes, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreviewSum {
    /// Customers in another tier.
    Tier,
    /// Customers with another grade.
    Grade,
    /// Customers of another scale, as orders say it.
    Scale,
    /// Customers with another integrity grade.
    Integrity,
    /// Customers that are due visits more or less often.
    Visits,
    /// Customers that are due answers sooner or later.
    Answers,
    /// Customers that are due other services.
    Services,
    /// Customers to be checked again.
    Due,
    /// Customers no longer to be checked again.
    NotDue,
    /// Orders that would have been special.
    Special,
    /// Orders that would not have been special.
    NotSpecial,
    /// Opportunities of another level.
    Levels,
    /// Opportunities to be contacted on another day.
    DueDays,
    /// Opportunities that count otherwise in the forecast.
    Weights,
    /// Nobody: the rule is about the budget.
    Nothing,
}

/// What would be otherwise of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// Tier, grade or scale: how it stands, and how it would.
    Standing(Box<[Standing; 2]>),
    /// The integrity grade: as it is, and as it would be.
    Integrity([Integrity; 2]),
    /// What its tier is due: as it is, and as it would be.
    Service([ServiceLevel; 2]),
    /// Whether its class would be to be checked again.
    ClassCheck {
        /// It would; otherwise it would not be any longer.
        is_due: bool,
    },
    /// One of its orders.
    Order {
        /// Its number.
        number: String,
        /// What it comes to.
        amount: Money,
        /// It would have been special; otherwise it would not.
        is_special: bool,
    },
    /// One of its opportunities, on the first day on which the rule counts: without it and with it.
    Deal {
        /// The level.
        level: [Level; 2],
        /// The day of the next contact.
        due: [Option<NaiveDate>; 2],
        /// Its weight in percent.
        weight: [u8; 2],
    },
}

/// One customer of which something would be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveView {
    /// Which.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// What.
    pub moved: Moved,
}

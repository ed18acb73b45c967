//! 规则: what a company sets, since when, and what another value would change.

use std::rc::Rc;

use jipan_book::standing::Standing;
use jipan_rules::NaiveDate;
use jipan_rules::setting::{InForce, RuleError, RuleKey, RuleValue, Version};
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
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
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
    /// Whether customers may stand otherwise by it, so that it is previewed before it is set.
    pub moves_customers: bool,
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

/// Those who would stand otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PreviewedView {
    /// Customers in another tier.
    pub n_tier: usize,
    /// Customers with another grade.
    pub n_grade: usize,
    /// Customers of another scale, as orders say it.
    pub n_scale: usize,
    /// The first of them.
    pub moves: Vec<MoveView>,
    /// So many more there are.
    pub n_more: usize,
}

/// One customer that would stand otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveView {
    /// Which.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub from: Standing,
    /// How it would stand.
    pub to: Standing,
}

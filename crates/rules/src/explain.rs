//! Every computed result with its why: inputs, boundary, rule version. Facts, no words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::bought::BoughtFacts;
use crate::contradiction::Contradiction;
use crate::grade::{GradeChange, GradeFacts};
use crate::integrity::{IntegrityChange, IntegrityFacts};
use crate::order::ReviewFacts;
use crate::scale::ScaleFacts;
use crate::schema::{CustomerType, FieldId};
use crate::service::ServiceFacts;
use crate::tier::{TierChange, TierFacts};
use crate::total::Total;
use crate::value::Value;

/// Version of the rules; grows when a rule or a default changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleVersion(pub u16);

/// The rules as they are in this version of the app.
pub const RULES_VERSION: RuleVersion = RuleVersion(1);

/// A result that can say where it comes from; most by a [`Why`], some by facts of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained<T, W = Why> {
    /// The result.
    pub value: T,
    /// Where it comes from.
    pub why: W,
    /// The rules it was computed with.
    pub version: RuleVersion,
}

impl<T, W> Explained<T, W> {
    /// A result of today's rules.
    pub(crate) const fn new(value: T, why: W) -> Self {
        Self { value, why, version: RULES_VERSION }
    }
}

/// Where a result comes from, one kind a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Filled of applicable fields; source: rulebook 1.19.
    Completeness {
        /// The type whose fields count.
        customer_type: CustomerType,
        /// Fields with a value.
        filled: u8,
        /// Fields of the type.
        applicable: u8,
        /// Those without a value.
        missing: Vec<FieldId>,
    },
    /// Market, format and scale make the code; source: S1 §42 类, OUTSIDE.
    FeatureClass {
        /// Code of 市场类型.
        market: Option<u8>,
        /// Code of 业态.
        format: Option<u8>,
        /// Code of 经营规模.
        scale: Option<u8>,
        /// The axes without a value.
        missing: Vec<FieldId>,
    },
    /// Confirmed so many days ago, against the cycle; source: rulebook 1.19.
    Freshness {
        /// The day it was last confirmed.
        confirmed_on: Option<NaiveDate>,
        /// Days since then.
        age_days: Option<i64>,
        /// Days for which a confirmation holds, that day included.
        cycle_days: u16,
        /// The day on which the company set this cycle; `None` for that of the schema.
        set_on: Option<NaiveDate>,
    },
    /// Days until a date, against the alert brackets; source: S1 §管理信息, days `OURS`.
    Expiry {
        /// The last valid day.
        valid_to: NaiveDate,
        /// The day of the question.
        today: NaiveDate,
        /// Days left; negative when past.
        days_left: i64,
        /// The tightest bracket that is due.
        bracket_days: Option<u16>,
        /// All brackets, widest first.
        brackets: Vec<u16>,
    },
    /// What cannot all be true; source: rulebook 1.1, rules `OURS`.
    Contradiction {
        /// Which rule.
        of: Contradiction,
        /// The fields that contradict with their values, the one that is probably wrong first.
        values: Vec<(FieldId, Value)>,
        /// The day of the question.
        today: NaiveDate,
    },
    /// A file stated it; it stands until records exist to compute it from. `OURS` (1.18)
    Stated {
        /// Which field.
        field: FieldId,
        /// The day it was stated.
        on: NaiveDate,
    },
    /// A person entered it, and nothing is there to compute it from. `OURS` (1.18)
    Entered {
        /// Which field.
        field: FieldId,
        /// The day.
        on: NaiveDate,
    },
    /// A sum over customers and what it was divided by; source: rulebook 1.19.
    Total {
        /// Which field was summed up.
        field: FieldId,
        /// What it came to.
        total: Total,
    },
    /// Orders of a period added up; source: S1 §系统自动生成信息.
    Bought(BoughtFacts),
    /// The monthly average of cases, against the bounds; source: S1 §客户分档.
    Tier(Box<TierFacts>),
    /// The place among the shops of the format, against the shares; source: S1 §42 类, `OURS`.
    Scale(ScaleFacts),
    /// Band of volume and average price, in the table; source: S1 §客户分级, `OURS`.
    Grade(Box<GradeFacts>),
    /// Points and penalties, against the bounds; source: OUTSIDE (1.16).
    Integrity(IntegrityFacts),
    /// Days between visits, against what the tier is due; source: S1 §过度, `OURS`.
    Service(Box<ServiceFacts>),
    /// What is special about an order; source: S3 §特殊订单.
    Review(Box<ReviewFacts>),
    /// Another tier than before, and by what; `OURS`.
    TierChange(Box<TierChange>),
    /// Another grade than before, and by what; `OURS`.
    GradeChange(Box<GradeChange>),
    /// Another class than before, by codes of market, format and scale; source: S1 §42 类.
    ClassChange {
        /// How it was.
        before: [Option<u8>; 3],
        /// How it is.
        now: [Option<u8>; 3],
    },
    /// Another scale by orders than before: as it was, as it is; source: S1 §42 类, `OURS`.
    ScaleChange([ScaleFacts; 2]),
    /// Another number bought than before: as it was, as it is; source: S1 §系统自动生成信息.
    BoughtChange(Box<[BoughtFacts; 2]>),
    /// Another integrity grade than before; source: OUTSIDE (1.16).
    IntegrityChange(Box<IntegrityChange>),
    /// Another visit due, or kept otherwise, than before: as it was, as it is; source: S1 §过度, `OURS`.
    ServiceChange(Box<[ServiceFacts; 2]>),
    /// It is computed from orders, and there are none.
    NoOrders {
        /// Which field.
        field: FieldId,
    },
}

//! What cannot all be true of one customer, rule by rule. Source: rulebook 1.1, "stale, blank,
//! contradictory field report"; the rules `OURS`. Not here: what is only missing or old.

mod file;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::explain::{Explained, Why};
use crate::schema::{CustomerType, FieldId, fields};
use crate::value::Value;
use file::File;

/// Two values of one customer that cannot both be true. New ones at the end; a number is never
/// used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Contradiction {
    /// 有效日期 before 发证日期.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::ValidToBeforeIssued.is_in(values, "2026-11-22".parse().unwrap());
    /// let issued = (fields::ISSUED, day("2024-01-01"));
    /// assert!(is_in(&[issued.clone(), (fields::VALID_TO, day("2023-12-31"))]));
    /// assert!(!is_in(&[issued, (fields::VALID_TO, day("2024-01-01"))])); // a licence of one day
    /// ```
    ValidToBeforeIssued = 1,
    /// 年审日期 after 有效日期: there will be no licence to review.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::ReviewAfterValidTo.is_in(values, "2026-11-22".parse().unwrap());
    /// let ends = (fields::VALID_TO, day("2027-01-21"));
    /// assert!(is_in(&[ends.clone(), (fields::REVIEW, day("2027-01-22"))]));
    /// assert!(!is_in(&[ends, (fields::REVIEW, day("2027-01-21"))])); // the last valid day
    /// ```
    ReviewAfterValidTo = 2,
    /// 年审日期 before 发证日期: there was no licence to review.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::ReviewBeforeIssued.is_in(values, "2026-11-22".parse().unwrap());
    /// let issued = (fields::ISSUED, day("2024-01-01"));
    /// assert!(is_in(&[issued.clone(), (fields::REVIEW, day("2023-12-31"))]));
    /// assert!(!is_in(&[issued, (fields::REVIEW, day("2024-01-01"))]));
    /// ```
    ReviewBeforeIssued = 3,
    /// 发证日期, 开户日期, 出生日期 or 生日 after today.
    ///
    /// ```
    /// # use jipan_rules::birthday::Birthday;
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::DateInFuture.is_in(values, "2026-11-22".parse().unwrap());
    /// assert!(is_in(&[(fields::OPENED, day("2026-11-23"))]));
    /// assert!(!is_in(&[(fields::OPENED, day("2026-11-22"))])); // today
    /// let birthday = |text: &str| Text(text.parse::<Birthday>().unwrap().to_string().into());
    /// assert!(is_in(&[(fields::BIRTHDAY, birthday("2026-11-23"))]));
    /// assert!(!is_in(&[(fields::BIRTHDAY, birthday("11月23日"))])); // of some year
    /// ```
    DateInFuture = 4,
    /// 有效日期 past, 客户状态 正常.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::ExpiredButOpen.is_in(values, "2026-11-22".parse().unwrap());
    /// let open = (fields::STATUS, Choice(1));
    /// assert!(is_in(&[open.clone(), (fields::VALID_TO, day("2026-11-21"))]));
    /// assert!(!is_in(&[open, (fields::VALID_TO, day("2026-11-22"))])); // the day itself is valid
    /// assert!(!is_in(&[(fields::VALID_TO, day("2026-11-21"))])); // nothing says that it is open
    /// ```
    ExpiredButOpen = 5,
    /// 客户状态 注销, and still a cycle of visits or orders.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::CancelledWithCycle.is_in(values, "2026-11-22".parse().unwrap());
    /// let cycle = (fields::VISIT_CYCLE, Integer(14));
    /// assert!(is_in(&[(fields::STATUS, Choice(3)), cycle.clone()]));
    /// assert!(!is_in(&[(fields::STATUS, Choice(2)), cycle])); // 停业 may come back
    /// ```
    CancelledWithCycle = 6,
    /// 开户日期 after 有效日期: supplied when the licence was over.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::OpenedAfterValidTo.is_in(values, "2026-11-22".parse().unwrap());
    /// let ends = (fields::VALID_TO, day("2024-06-30"));
    /// assert!(is_in(&[ends.clone(), (fields::OPENED, day("2024-07-01"))]));
    /// assert!(!is_in(&[ends, (fields::OPENED, day("2024-06-30"))]));
    /// ```
    OpenedAfterValidTo = 7,
    /// A field that customers of this type do not have.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::FieldOfOtherType.is_in(values, "2026-11-22".parse().unwrap());
    /// let licence = (fields::LICENCE, Text("L1".into()));
    /// assert!(is_in(&[(fields::TYPE, Choice(3)), licence.clone()])); // a designer has none
    /// assert!(!is_in(&[(fields::TYPE, Choice(1)), licence.clone()]));
    /// assert!(!is_in(&[licence])); // who has no type is 零售
    /// ```
    FieldOfOtherType = 8,
    /// A cycle of less than a day or of more than a year.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::CycleImpossible.is_in(values, "2026-11-22".parse().unwrap());
    /// assert!(is_in(&[(fields::ORDER_CYCLE, Integer(0))]) && is_in(&[(fields::ORDER_CYCLE, Integer(366))]));
    /// assert!(!is_in(&[(fields::ORDER_CYCLE, Integer(1))]) && !is_in(&[(fields::ORDER_CYCLE, Integer(365))]));
    /// ```
    CycleImpossible = 9,
    /// 订货频次 and 订货周期 tell of different rhythms.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::FrequencyAgainstCycle.is_in(values, "2026-11-22".parse().unwrap());
    /// let of = |n, days| is_in(&[(fields::ORDER_FREQUENCY, Integer(n)), (fields::ORDER_CYCLE, Integer(days))]);
    /// assert!(of(2, 7) && of(9, 7)); // 14 and 63 days a month
    /// assert!(!of(3, 5) && !of(4, 15)); // 15 and 60
    /// assert!(of(0, 30) && !of(0, 31)); // less than once a month
    /// ```
    FrequencyAgainstCycle = 10,
    /// 亲情服务户 no, and a reason for it.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::CareReasonWithoutCare.is_in(values, "2026-11-22".parse().unwrap());
    /// let reason = (fields::CARE_REASON, Choice(1));
    /// assert!(is_in(&[(fields::FAMILY_CARE, YesNo(false)), reason.clone()]));
    /// assert!(!is_in(&[(fields::FAMILY_CARE, YesNo(true)), reason.clone()]));
    /// assert!(!is_in(&[reason])); // blank is not "no"
    /// ```
    CareReasonWithoutCare = 11,
    /// 示范户 yes, and 守法情况 严重违规 or 诚信等级 W.
    ///
    /// ```
    /// # use jipan_rules::contradiction::Contradiction;
    /// # use jipan_rules::{schema::fields, value::Value::*};
    /// # let day = |text: &str| Date(text.parse().unwrap());
    /// # let is_in = |values: &[_]| Contradiction::ModelShopInBreach.is_in(values, "2026-11-22".parse().unwrap());
    /// let model = (fields::MODEL_SHOP, YesNo(true));
    /// assert!(is_in(&[model.clone(), (fields::COMPLIANCE, Choice(3))]));
    /// assert!(is_in(&[model.clone(), (fields::INTEGRITY, Choice(4))]));
    /// assert!(!is_in(&[model, (fields::COMPLIANCE, Choice(2)), (fields::INTEGRITY, Choice(3))]));
    /// ```
    ModelShopInBreach = 12,
}

impl Contradiction {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 12] = [
        Self::ValidToBeforeIssued,
        Self::ReviewAfterValidTo,
        Self::ReviewBeforeIssued,
        Self::DateInFuture,
        Self::ExpiredButOpen,
        Self::CancelledWithCycle,
        Self::OpenedAfterValidTo,
        Self::FieldOfOtherType,
        Self::CycleImpossible,
        Self::FrequencyAgainstCycle,
        Self::CareReasonWithoutCare,
        Self::ModelShopInBreach,
    ];

    /// Its place among all, from 0.
    ///
    /// ```
    /// use jipan_rules::contradiction::Contradiction;
    /// for (idx, it) in Contradiction::ALL.into_iter().enumerate() {
    ///     assert_eq!(it.index(), idx);
    /// }
    /// ```
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).unwrap_or_default()
    }

    /// Whether it is about shops that have closed, which other lists leave out.
    pub const fn is_of_closed(self) -> bool {
        matches!(self, Self::CancelledWithCycle)
    }

    /// Whether a customer contradicts itself in this way; `value` gives what its file holds.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::contradiction::Contradiction;
    /// use jipan_rules::explain::Why;
    /// use jipan_rules::schema::{CustomerType, FieldId, fields};
    /// use jipan_rules::value::Value;
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
    /// let found = |valid_to: u32| {
    ///     let value = move |field: FieldId| match field {
    ///         fields::ISSUED => Some(Value::Date(day(10))),
    ///         fields::VALID_TO => Some(Value::Date(day(valid_to))),
    ///         _ => None,
    ///     };
    ///     Contradiction::ValidToBeforeIssued.of(CustomerType::Retail, &value, day(22))
    /// };
    /// assert_eq!(found(10), None); // a licence of one day
    /// let Why::Contradiction { values, .. } = found(9).unwrap().why else { panic!() };
    /// assert_eq!(values[0], (fields::VALID_TO, Value::Date(day(9))));
    /// assert_eq!(values[1], (fields::ISSUED, Value::Date(day(10))));
    /// ```
    pub fn of(
        self,
        customer_type: CustomerType,
        value: &dyn Fn(FieldId) -> Option<Value>,
        today: NaiveDate,
    ) -> Option<Explained<Self>> {
        let file = File { customer_type, value, today };
        let values = match self {
            Self::ValidToBeforeIssued => file.is_before(fields::VALID_TO, fields::ISSUED),
            Self::ReviewAfterValidTo => file.is_after(fields::REVIEW, fields::VALID_TO),
            Self::ReviewBeforeIssued => file.is_before(fields::REVIEW, fields::ISSUED),
            Self::DateInFuture => file.date_in_future(),
            Self::ExpiredButOpen => file.expired_but_open(),
            Self::CancelledWithCycle => file.cancelled_with_cycle(),
            Self::OpenedAfterValidTo => file.is_after(fields::OPENED, fields::VALID_TO),
            Self::FieldOfOtherType => file.fields_of_other_types(),
            Self::CycleImpossible => file.cycle_impossible(),
            Self::FrequencyAgainstCycle => file.frequency_against_cycle(),
            Self::CareReasonWithoutCare => file.care_reason_without_care(),
            Self::ModelShopInBreach => file.model_shop_in_breach(),
        }?;
        Some(Explained::new(self, Why::Contradiction { of: self, values, today }))
    }

    /// [`Self::of`] a file that holds just these values.
    pub fn is_in(self, values: &[(FieldId, Value)], today: NaiveDate) -> bool {
        let value = |field| values.iter().find(|(it, _)| *it == field).map(|(_, it)| it.clone());
        let customer_type = if let Some(Value::Choice(code)) = value(fields::TYPE) {
            CustomerType::from_code(code)
        } else {
            None
        };
        self.of(customer_type.unwrap_or(CustomerType::Retail), &value, today).is_some()
    }
}

/// Every contradiction of a customer, in the order of their numbers.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::contradiction::{Contradiction, contradictions};
/// use jipan_rules::schema::{CustomerType, FieldId, fields};
/// use jipan_rules::value::Value;
/// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// // A designer with a licence: designers have none.
/// let value = |field| (field == fields::LICENCE).then(|| Value::Text("L1".into()));
/// let found = contradictions(CustomerType::Designer, &value, today);
/// assert_eq!(found[0].value, Contradiction::FieldOfOtherType);
/// assert_eq!(contradictions(CustomerType::Retail, &value, today).len(), 0);
/// ```
pub fn contradictions(
    customer_type: CustomerType,
    value: &dyn Fn(FieldId) -> Option<Value>,
    today: NaiveDate,
) -> Vec<Explained<Contradiction>> {
    Contradiction::ALL.into_iter().filter_map(|it| it.of(customer_type, value, today)).collect()
}

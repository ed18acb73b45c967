//! A customer file that is judged, and what each rule finds in it. Not here: what a rule means.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::birthday::Birthday;
use crate::schema::{CustomerType, FIELDS, FieldDef, FieldId, Tag, field as field_def, fields};
use crate::status::{CANCELLED, OPEN};
use crate::value::Value;

/// Longest cycle of orders, deliveries or visits, in days. `OURS`
const CYCLE_DAYS_MAX: i64 = 365;
/// Orders a month times days from one to the next make a month; between half of one and twice one
/// is believed. `OURS`
const MONTH_DAYS: core::ops::RangeInclusive<i64> = 15..=60;
/// Who orders less often than so, orders less than once a month.
const ONE_MONTH_DAYS: i64 = 30;
/// 守法情况: 严重违规.
const SERIOUS_BREACH: u8 = 3;
/// 诚信等级: W.
const INTEGRITY_W: u8 = 4;

/// What contradicts: fields with their values, the one that is probably wrong first.
pub(super) type Found = Option<Vec<(FieldId, Value)>>;

/// By type, the fields kept by hand that it does not have: so that many files are judged quickly.
static FOREIGN: LazyLock<[Vec<FieldId>; 4]> = LazyLock::new(|| {
    CustomerType::ALL.map(|of| {
        let is_foreign = |def: &&FieldDef| def.tag != Tag::Generated && !def.types.contains(of);
        FIELDS.iter().filter(is_foreign).map(|def| def.id).collect()
    })
});

/// A customer file that is judged.
pub(super) struct File<'a> {
    pub(super) customer_type: CustomerType,
    pub(super) value: &'a dyn Fn(FieldId) -> Option<Value>,
    pub(super) today: NaiveDate,
}

impl File<'_> {
    /// The value of a field that the type has.
    fn value(&self, field: FieldId) -> Option<Value> {
        field_def(field).filter(|def| def.types.contains(self.customer_type))?;
        (self.value)(field)
    }

    fn date(&self, field: FieldId) -> Option<NaiveDate> {
        if let Some(Value::Date(day)) = self.value(field) { Some(day) } else { None }
    }

    fn choice(&self, field: FieldId) -> Option<u8> {
        if let Some(Value::Choice(code)) = self.value(field) { Some(code) } else { None }
    }

    fn integer(&self, field: FieldId) -> Option<i64> {
        if let Some(Value::Integer(number)) = self.value(field) { Some(number) } else { None }
    }

    fn yes_no(&self, field: FieldId) -> Option<bool> {
        if let Some(Value::YesNo(is_yes)) = self.value(field) { Some(is_yes) } else { None }
    }

    /// These fields as facts.
    fn facts(&self, fields: &[FieldId]) -> Vec<(FieldId, Value)> {
        fields.iter().filter_map(|field| Some((*field, (self.value)(*field)?))).collect()
    }

    pub(super) fn is_before(&self, one: FieldId, other: FieldId) -> Found {
        (self.date(one)? < self.date(other)?).then(|| self.facts(&[one, other]))
    }

    pub(super) fn is_after(&self, one: FieldId, other: FieldId) -> Found {
        (self.date(one)? > self.date(other)?).then(|| self.facts(&[one, other]))
    }

    pub(super) fn date_in_future(&self) -> Found {
        let dates =
            [fields::ISSUED, fields::OPENED, fields::BORN, fields::BIRTHDAY, fields::CONSENT_ON];
        let day_of = |field: FieldId| match self.value(field)? {
            Value::Date(day) => Some(day),
            Value::Text(text) => text.parse::<Birthday>().ok()?.born_on(),
            Value::Integer(_) | Value::YesNo(_) | Value::Choice(_) | Value::Amount(_) => None,
        };
        let is_future = |field: &FieldId| day_of(*field).is_some_and(|day| day > self.today);
        Some(self.facts(&[dates.into_iter().find(is_future)?]))
    }

    pub(super) fn expired_but_open(&self) -> Found {
        let is_expired = self.date(fields::VALID_TO)? < self.today;
        let is_open = self.choice(fields::STATUS)? == OPEN;
        (is_expired && is_open).then(|| self.facts(&[fields::VALID_TO, fields::STATUS]))
    }

    pub(super) fn cancelled_with_cycle(&self) -> Found {
        self.choice(fields::STATUS).filter(|it| *it == CANCELLED)?;
        let cycles = [fields::VISIT_CYCLE, fields::ORDER_CYCLE];
        let kept = cycles.into_iter().find(|field| self.integer(*field).is_some())?;
        Some(self.facts(&[kept, fields::STATUS]))
    }

    /// The first of them beside the type; the others behind.
    pub(super) fn fields_of_other_types(&self) -> Found {
        let [retail, project, designer, key_account] = &*FOREIGN;
        let foreign = match self.customer_type {
            CustomerType::Retail => retail,
            CustomerType::Project => project,
            CustomerType::Designer => designer,
            CustomerType::KeyAccount => key_account,
        };
        let mut found = self.facts(foreign);
        if found.is_empty() {
            return None;
        }
        found.insert(1, (fields::TYPE, Value::Choice(self.customer_type.code())));
        Some(found)
    }

    pub(super) fn cycle_impossible(&self) -> Found {
        let cycles = [fields::ORDER_CYCLE, fields::DELIVERY_CYCLE, fields::VISIT_CYCLE];
        let is_odd = |field: &FieldId| {
            self.integer(*field).is_some_and(|days| !(1..=CYCLE_DAYS_MAX).contains(&days))
        };
        Some(self.facts(&[cycles.into_iter().find(is_odd)?]))
    }

    pub(super) fn frequency_against_cycle(&self) -> Found {
        let (a_month, days) =
            (self.integer(fields::ORDER_FREQUENCY)?, self.integer(fields::ORDER_CYCLE)?);
        // Less than once a month is said by 0.
        let is_rarer = a_month == 0 && days > ONE_MONTH_DAYS;
        let is_alike = is_rarer || MONTH_DAYS.contains(&a_month.saturating_mul(days));
        (!is_alike).then(|| self.facts(&[fields::ORDER_FREQUENCY, fields::ORDER_CYCLE]))
    }

    pub(super) fn care_reason_without_care(&self) -> Found {
        let is_none = !self.yes_no(fields::FAMILY_CARE)?;
        self.choice(fields::CARE_REASON)?;
        is_none.then(|| self.facts(&[fields::CARE_REASON, fields::FAMILY_CARE]))
    }

    pub(super) fn model_shop_in_breach(&self) -> Found {
        let is_model = self.yes_no(fields::MODEL_SHOP)?;
        let breaches = [(fields::COMPLIANCE, SERIOUS_BREACH), (fields::INTEGRITY, INTEGRITY_W)];
        let is_breach =
            |(field, code): &(FieldId, u8)| self.choice(*field).is_some_and(|it| it == *code);
        let (field, _) = breaches.into_iter().find(is_breach)?;
        is_model.then(|| self.facts(&[field, fields::MODEL_SHOP]))
    }
}

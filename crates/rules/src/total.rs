//! Sums and means of a field over many customers. Source: rulebook 1.19: a rate of a total is the
//! ratio of sums, rounded once, half up. Not here: which customers are summed up.

use crate::explain::{Explained, Why};
use crate::schema::{FieldDef, FieldType, Tag, Unit, fields};
use crate::values::money::{Rounding, divide};

/// What a number comes to over the customers of a list.
///
/// ```
/// use jipan_rules::total::Total;
/// // 80 ㎡, 45 ㎡, one shop that has not said, and a designer, who has no shop
/// let mut area = Total::default();
/// area.add(Some(80), true);
/// area.add(Some(45), true);
/// area.add(None, true);
/// area.add(None, false);
/// assert_eq!((area.sum, area.n_filled, area.n_blank, area.n_without), (125, 2, 1, 1));
/// // 125 ÷ 2 = 62.5; the shop that has not said counts in neither
/// assert_eq!(area.mean(10), Some(625));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// The sum, in the unit of the field; amounts in fen.
    pub sum: i128,
    /// Customers with a value.
    pub n_filled: u64,
    /// Customers without a value whose type has the field.
    pub n_blank: u64,
    /// Customers whose type does not have the field, and without a value of it.
    pub n_without: u64,
}

impl Total {
    /// Counts one customer: its value, and whether its type has the field.
    pub fn add(&mut self, value: Option<i64>, is_of_type: bool) {
        let n = match (value, is_of_type) {
            (Some(number), _) => {
                self.sum = self.sum.saturating_add(number.into());
                &mut self.n_filled
            }
            (None, true) => &mut self.n_blank,
            (None, false) => &mut self.n_without,
        };
        *n = n.saturating_add(1);
    }

    /// The mean in parts of the unit (10 = in tenths): the sum by the customers with a value,
    /// rounded once, half up; `None` without any.
    ///
    /// ```
    /// use jipan_rules::total::Total;
    /// let mut total = Total::default();
    /// assert_eq!(total.mean(10), None);
    /// for number in [1, 1, 2] {
    ///     total.add(Some(number), true);
    /// }
    /// assert_eq!(total.mean(10), Some(13)); // 1.333…
    /// assert_eq!(total.mean(1), Some(1));
    /// ```
    pub fn mean(&self, parts: u32) -> Option<i64> {
        let sum = self.sum.checked_mul(parts.into())?;
        divide(sum, self.n_filled.into(), Rounding::HalfUp)
    }

    /// The total with where it comes from.
    pub fn explained(self, def: &'static FieldDef) -> Explained<Self> {
        Explained::new(self, Why::Total { field: def.id, total: self })
    }
}

/// What a field can be summed up to. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summing {
    /// Sum and mean, such as of floor areas.
    SumAndMean,
    /// The mean alone: days of a cycle add up to nothing that means anything.
    Mean,
}

/// What a field can be summed up to; `None` for one that holds no number, or a number computed by
/// the app that means nothing as a sum: a tier, or an average price, whose mean would be a mean of rates.
///
/// ```
/// use jipan_rules::schema::{field, fields};
/// use jipan_rules::total::{Summing, summing};
/// let of = |id| field(id).and_then(summing);
/// assert_eq!(of(fields::AREA), Some(Summing::SumAndMean));
/// assert_eq!(of(fields::ORDER_CYCLE), Some(Summing::Mean));
/// assert_eq!((of(fields::NAME), of(fields::TIER)), (None, None));
/// // What was bought adds up; a mean of average prices would be no average price (1.19).
/// assert_eq!(of(fields::PURCHASED_AMOUNT), Some(Summing::SumAndMean));
/// assert_eq!(of(fields::AVERAGE_PRICE), None);
/// ```
pub fn summing(def: &FieldDef) -> Option<Summing> {
    let is_number = match def.ty {
        FieldType::Integer { .. } | FieldType::Money | FieldType::SignedMoney => {
            let is_bought =
                [fields::PURCHASED_QUANTITY, fields::PURCHASED_AMOUNT].contains(&def.id);
            def.tag != Tag::Generated || is_bought
        }
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Choice(_)
        | FieldType::Date
        | FieldType::YesNo
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code
        | FieldType::Birthday
        | FieldType::Price => false,
    };
    let of_days = matches!(def.unit, Some(Unit::Days));
    is_number.then_some(if of_days { Summing::Mean } else { Summing::SumAndMean })
}

//! How complete a file is. Source: rulebook 1.1, 1.19: filled ÷ applicable fields of the type, over
//! fields, not over groups; generated fields do not count; "no" is filled. What a file is complete
//! without does not count either, and a field counts as filled when the older one it took the place
//! of is. OURS

use crate::explain::{Explained, Why};
use crate::schema::{Asked, CustomerType, FIELDS, FieldDef, FieldId, Group, Tag};

/// Filled and applicable fields of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupCount {
    /// Fields with a value.
    pub filled: u8,
    /// Fields of the type.
    pub applicable: u8,
}

/// Filled and applicable fields of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completeness {
    /// By group, in the order of [`Group::ALL`].
    pub groups: [GroupCount; 5],
    /// Fields with a value.
    pub filled: u8,
    /// Fields of the type.
    pub applicable: u8,
}

/// `filled ÷ applicable` in percent, half up; 100 where nothing applies.
///
/// ```
/// use jipan_rules::completeness::percent;
/// // rulebook 1.21, example 3
/// assert_eq!([(4, 5), (9, 14), (12, 12), (0, 4), (3, 4), (28, 39)].map(|(f, a)| percent(f, a)),
///            [80, 64, 100, 0, 75, 72]);
/// ```
pub fn percent(filled: u64, applicable: u64) -> u8 {
    let doubled = u128::from(filled)
        .checked_mul(200)
        .and_then(|it| it.checked_add(u128::from(applicable)))
        .and_then(|it| it.checked_div(u128::from(applicable).checked_mul(2)?));
    doubled.and_then(|it| u8::try_from(it).ok()).unwrap_or(100)
}

impl Completeness {
    /// In percent, half up.
    pub fn percent(&self) -> u8 {
        percent(self.filled.into(), self.applicable.into())
    }

    /// The count of a group.
    pub fn group(&self, group: Group) -> GroupCount {
        self.groups.get(group.index()).copied().unwrap_or_default()
    }
}

/// Whether a field counts for the files of a type.
///
/// ```
/// use jipan_rules::completeness::is_counted;
/// use jipan_rules::schema::{CustomerType, field, fields};
/// let counts = |id| is_counted(field(id).unwrap(), CustomerType::Retail);
/// assert_eq!([fields::PHONE, fields::PHONE_2, fields::CLASS].map(counts), [true, false, false]);
/// ```
pub fn is_counted(def: &FieldDef, customer_type: CustomerType) -> bool {
    def.tag != Tag::Generated && def.asked == Asked::Always && def.types.contains(customer_type)
}

/// Counts the fields of a file.
///
/// ```
/// use jipan_rules::completeness::completeness;
/// use jipan_rules::schema::{CustomerType, fields};
/// let empty = completeness(CustomerType::Designer, |_| false);
/// let named = completeness(CustomerType::Designer, |field| field == fields::NAME);
/// assert_eq!((empty.value.filled, named.value.filled), (0, 1));
/// assert_eq!(empty.value.applicable, named.value.applicable);
/// ```
pub fn completeness(
    customer_type: CustomerType,
    is_filled: impl Fn(FieldId) -> bool,
) -> Explained<Completeness> {
    let mut count = Completeness::default();
    let mut missing = Vec::new();
    for def in FIELDS {
        if !is_counted(def, customer_type) {
            continue;
        }
        let is_filled = is_filled(def.id) || def.older.is_some_and(&is_filled);
        if let Some(group) = count.groups.get_mut(def.group.index()) {
            group.applicable = group.applicable.saturating_add(1);
            group.filled = group.filled.saturating_add(u8::from(is_filled));
        }
        count.applicable = count.applicable.saturating_add(1);
        count.filled = count.filled.saturating_add(u8::from(is_filled));
        if !is_filled {
            missing.push(def.id);
        }
    }
    let why = Why::Completeness {
        customer_type,
        filled: count.filled,
        applicable: count.applicable,
        missing,
    };
    Explained::new(count, why)
}

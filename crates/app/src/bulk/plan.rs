//! What one value would do to one customer. Not here: counting, writing.

use jipan_book::{Book, Row};
use jipan_rules::check::{check_record, parse_value, text_of};
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::{
    Asked, CustomerType, FIELDS, FieldDef, FieldType, Language, RecordKind, Tag, by_key,
};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

/// Fields beside those of a contact by which customers are told apart, or that say something of one
/// alone: no two shops get the same by purpose. OURS
const OWN: [&str; 14] = [
    "name",
    "code",
    "licence",
    "legal_rep",
    "address",
    "bank_account",
    "project_name",
    "site_address",
    "deciders",
    "ka_guide",
    "ka_ally",
    "ka_threat",
    "hardship_aid",
    "traits",
];

/// The fields that a person may give to many customers at once.
pub(crate) fn bulk_fields(role: Role) -> impl Iterator<Item = &'static FieldDef> {
    FIELDS.iter().filter(move |def| {
        // What a later field took the place of is not brought back.
        let is_asked = def.asked != Asked::WhileFilled && def.tag != Tag::Generated;
        // A contact is a person, and everything about a person is of that one.
        let is_own = def.kind == RecordKind::Contact || OWN.contains(&def.key);
        is_asked && !is_own && may(role, Verb::Change, def.kind, Some(def.group)).is_ok()
    })
}

/// The value that many are to have; `None` empties the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) def: &'static FieldDef,
    pub(crate) value: Option<Value>,
}

/// What becomes of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It gets the value in place of this one.
    Changed(Option<Value>),
    /// It has it already.
    Same,
    /// Its type does not have the field.
    Without(CustomerType),
    /// Another date of its own would contradict it.
    Contradicted(Option<Value>),
    /// It is deleted.
    Gone,
}

impl Target {
    /// What becomes of a customer.
    pub(crate) fn fate(&self, book: &Book, id: CustomerId) -> Fate {
        let Self { def, value } = self;
        let Some(row) = book.row_of(id).filter(|row| book.is_visible(*row)) else {
            return Fate::Gone;
        };
        let was = book.written(row, def.id);
        let customer_type = book.customer_type(row);
        if was == *value {
            let is_of_type = def.types.contains(customer_type);
            // What it does not have it cannot be without.
            return if is_of_type { Fate::Same } else { Fate::Without(customer_type) };
        }
        // What stands in a file of another type can be taken out, but not brought in.
        if !def.types.contains(customer_type) && value.is_some() {
            return Fate::Without(customer_type);
        }
        if def.ty == FieldType::Date && self.contradicts(book, row) {
            return Fate::Contradicted(was);
        }
        Fate::Changed(was)
    }

    /// Whether the record would be wrong as a whole, and was not before.
    fn contradicts(&self, book: &Book, row: Row) -> bool {
        let before = check_record(|field| book.value(row, field));
        let after = check_record(|field| {
            if field == self.def.id { self.value.clone() } else { book.value(row, field) }
        });
        after.iter().any(|error| !before.contains(error))
    }

    /// The target as the name of its batch: the key of the field and the value as a file has it.
    pub(crate) fn batch_name(&self) -> String {
        let value = self.value.as_ref().map(|value| text_of(self.def, value, Language::Zh));
        format!("{}\t{}", self.def.key, value.unwrap_or_default())
    }

    /// Reads [`Self::batch_name`]; `None` for a field of a newer version.
    pub(crate) fn of_batch_name(name: &str) -> Option<Self> {
        let (key, text) = name.split_once('\t')?;
        let def = by_key(key)?;
        Some(Self { def, value: parse_value(def, text).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jipan_rules::schema::Group;

    use super::*;

    const OF_ALL: &str = "type status scope settlement order_cycle delivery_cycle opened remark \
        district line manager visit_cycle nature capital deliverer visit_batch order_frequency \
        condition cooperation trade_area consent consent_on";
    const OF_SHOPS: &str = "segment market format scale area display phone_clerk order_batch \
        modern_terminal loyalty brand_building credit_standing";
    const OF_RETAIL: &str = "family_care family_care_reason licence_kind issued valid_to review \
        bureau inspector integrity integrity_points penalties watched model_shop";

    /// Every field by name, so that a new one of the schema is decided on and does not slip in.
    #[test]
    fn each_type_is_offered_these_fields_and_no_other() {
        let of_types = [
            (CustomerType::Retail, [OF_ALL, OF_SHOPS, OF_RETAIL]),
            (CustomerType::Project, [OF_ALL, "", "project_stage expected_on project_area"]),
            (CustomerType::Designer, [OF_ALL, "", "studio referral_terms projects_brought"]),
            (CustomerType::KeyAccount, [OF_ALL, OF_SHOPS, ""]),
        ];
        for (customer_type, expected) in of_types {
            let of_type =
                bulk_fields(Role::Manager).filter(|def| def.types.contains(customer_type));
            let offered: BTreeSet<_> = of_type.map(|def| def.key).collect();
            let expected = expected.iter().flat_map(|keys| keys.split_whitespace()).collect();
            assert_eq!(offered, expected, "{customer_type:?}");
        }
    }

    #[test]
    fn nothing_of_one_shop_or_person_and_nothing_superseded_or_computed_is_offered() {
        let offered: Vec<_> = bulk_fields(Role::Manager).collect();
        for def in offered {
            assert_ne!(def.kind, RecordKind::Contact, "{}", def.key);
            assert_ne!(def.group, Group::Personal, "{}", def.key);
            assert_ne!(def.asked, Asked::WhileFilled, "{}", def.key);
            assert_ne!(def.tag, Tag::Generated, "{}", def.key);
            let is_number_of_one =
                matches!(def.ty, FieldType::Phone | FieldType::Licence | FieldType::Code);
            assert!(!is_number_of_one, "{}", def.key);
            assert!(!def.required, "{}", def.key);
        }
        for key in OWN {
            assert!(by_key(key).is_some(), "{key} is a field");
        }
    }

    #[test]
    fn a_rep_is_not_offered_what_a_rep_may_not_change() {
        let offered: Vec<_> = bulk_fields(Role::Rep).map(|def| def.key).collect();
        assert!(offered.contains(&"line"));
        assert!(!offered.contains(&"inspector") && !offered.contains(&"family_care_reason"));
    }

    #[test]
    fn the_name_of_a_batch_says_field_and_value() {
        for (key, text) in [("line", "3号线"), ("settlement", "现金"), ("visit_cycle", "")] {
            let def = by_key(key).unwrap();
            let target = Target { def, value: parse_value(def, text).unwrap() };
            assert_eq!(Target::of_batch_name(&target.batch_name()), Some(target));
        }
        assert_eq!(Target::of_batch_name("shops.csv"), None);
    }
}

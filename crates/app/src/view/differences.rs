//! Where the last file and the device differ.

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::schema::FieldDef;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

/// All differences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DifferencesView {
    /// How many.
    pub n: usize,
    /// By field.
    pub groups: Vec<DifferenceGroup>,
    /// Whether nothing can be decided now.
    pub is_read_only: bool,
}

/// The differences of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceGroup {
    /// The field.
    pub def: &'static FieldDef,
    /// How many.
    pub n: usize,
    /// The first of them.
    pub shown: Rc<[Rc<DifferenceView>]>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceView {
    /// Whose.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// The value on this device.
    pub here: Option<Value>,
    /// The value of the file.
    pub file: Value,
    /// The name of the file, where it is known.
    pub file_name: Option<String>,
    /// The day it came.
    pub on: NaiveDate,
}

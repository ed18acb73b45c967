//! One value for many customers: what is chosen, and what it would do. Not here: doing it.

use std::rc::Rc;

use jipan_rules::schema::{CustomerType, FieldDef};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::file::FieldView;

/// The sheet of a bulk edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkView {
    /// How many customers it is about.
    pub n_targets: usize,
    /// Whether they were picked one by one; else they are the list as it is shown.
    pub is_picked: bool,
    /// The fields to choose from, in the order of the forms.
    pub fields: Rc<[&'static FieldDef]>,
    /// The chosen field with what is typed.
    pub field: Option<Rc<FieldView>>,
    /// Whether the field is to be emptied.
    pub is_emptying: bool,
    /// The reason so far, where the field asks for one and a value would be written over.
    pub reason: Option<Rc<str>>,
    /// What it would do; none while the value is not there yet or not valid.
    pub tally: Option<Rc<BulkTally>>,
    /// What it is at.
    pub phase: BulkPhase,
    /// What is still missing before it can be done.
    pub missing: Option<BulkMissing>,
}

/// What a bulk edit is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BulkPhase {
    /// It is being chosen.
    #[default]
    Choosing,
    /// Customers are compared with the value.
    Counting,
    /// The changes are being made: customers done. Can still be cancelled.
    Making(usize),
    /// The changes are being written and taken in; no longer to be cancelled.
    Saving,
}

/// What is missing before a bulk edit can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkMissing {
    /// No field is chosen.
    Field,
    /// There is no valid value.
    Value,
    /// It is still being counted.
    Count,
    /// It would change nothing.
    Change,
    /// A field that rarely changes asks why.
    Reason,
    /// Nothing can be written now.
    Writer,
}

/// What a bulk edit would do. The numbers add up to the customers it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BulkTally {
    /// Have no value and get one.
    pub n_filled: usize,
    /// Have another value, which is written over (or emptied).
    pub n_replaced: usize,
    /// Have it already.
    pub n_same: usize,
    /// Do not have the field, by type.
    pub without: Vec<(CustomerType, usize)>,
    /// Would contradict another date of their own, and stay as they are.
    pub n_contradicted: usize,
    /// Are deleted by now.
    pub n_gone: usize,
    /// The first ones whose value is written over.
    pub replaced: Vec<BulkExample>,
    /// The first ones that stay because of a contradiction.
    pub contradicted: Vec<BulkExample>,
}

/// One customer as an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkExample {
    /// Which.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Its value now.
    pub was: Option<Value>,
}

impl BulkTally {
    /// Customers that would change.
    pub fn n_changing(&self) -> usize {
        self.n_filled.saturating_add(self.n_replaced)
    }
}

//! The list that a company begins with, row by row: who is here already is left out, so that a list which
//! was interrupted can be given again. Not here: files, and what a row may hold.

use std::collections::BTreeSet;

use jipan_book::{Action, BatchInfo, BatchKind, Op};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, CustomerId};

use super::upkeep::write;
use super::{HubEnv, Rejected};
use crate::records::{Kept, Key, Records, Storage};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// It is this customer, once its portion was written.
    Added(CustomerId),
    /// It has neither code nor licence, so it could come in twice.
    Keyless,
    /// A customer with its code or licence is here already, or was above in the list.
    Known,
}

/// A list on its way in. Each portion is one transaction: whoever dies in between gives the whole list
/// again.
#[derive(Debug)]
pub struct List {
    on: NaiveDate,
    batch: BatchId,
    portion: usize,
    open: Vec<Op>,
    seen: BTreeSet<(FieldId, Box<str>)>,
    n_added: u32,
}

impl List {
    /// A list that comes in on a day, as one batch, in portions of so many rows, at least one.
    pub fn new(on: NaiveDate, batch: BatchId, portion: usize) -> Self {
        let (open, seen) = (Vec::new(), BTreeSet::new());
        Self { on, batch, portion: portion.max(1), open, seen, n_added: 0 }
    }

    /// How many rows were added so far, also those that are not written yet.
    pub fn n_added(&self) -> u32 {
        self.n_added
    }

    /// Takes the next row in; writes the portion that it fills.
    ///
    /// # Errors
    /// If the records fail, or there is no company. The list is then to be given again.
    pub fn take(
        &mut self,
        storage: &mut impl Storage,
        values: Vec<(FieldId, Value)>,
        env: &mut dyn HubEnv,
    ) -> Result<Listed, Rejected> {
        let keys: Vec<(FieldId, Box<str>)> = values.iter().filter_map(key).collect();
        if keys.is_empty() {
            return Ok(Listed::Keyless);
        }
        let is_above = keys.iter().any(|key| self.seen.contains(key));
        if is_above || storage.transact(|records| is_known(records, &keys))? {
            return Ok(Listed::Known);
        }
        self.seen.extend(keys);
        self.n_added = self.n_added.saturating_add(1);
        let id = CustomerId::new(env.fresh());
        self.open.push(Op::Create { id, values });
        if self.open.len() >= self.portion {
            self.write(storage, env)?;
        }
        Ok(Listed::Added(id))
    }

    /// Writes what is left, and what the batch was: the name of its file, and how many rows did not come
    /// in.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn finish(
        mut self,
        storage: &mut impl Storage,
        (name, n_failed): (String, u32),
        env: &mut dyn HubEnv,
    ) -> Result<(), Rejected> {
        if self.n_added == 0 {
            return Ok(());
        }
        let (id, kind, n_added) = (self.batch, BatchKind::Import, self.n_added);
        self.open.push(Op::Batch(BatchInfo { id, kind, name, n_added, n_updated: 0, n_failed }));
        self.write(storage, env)
    }

    fn write(&mut self, storage: &mut impl Storage, env: &mut dyn HubEnv) -> Result<(), Rejected> {
        let ops = core::mem::take(&mut self.open);
        write(storage, ops, (Action::Import, self.on, Some(self.batch)), env)
    }
}

/// Whether somebody has one of these keys.
fn is_known(records: &mut dyn Records, keys: &[(FieldId, Box<str>)]) -> Kept<bool> {
    for (field, text) in keys {
        let key = if *field == fields::CODE { Key::Code(text) } else { Key::Licence(text) };
        if !records.by_key(key)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a value tells its customer by.
fn key((field, value): &(FieldId, Value)) -> Option<(FieldId, Box<str>)> {
    match value {
        Value::Text(text) if [fields::CODE, fields::LICENCE].contains(field) => {
            Some((*field, text.clone()))
        }
        Value::Text(_)
        | Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => None,
    }
}

//! The book moved while the rows of a file were checked: an edit, a customer added, a merge, here or
//! in another tab. What is to be written is then judged once more against the book as it is now, so
//! that an import that took its time comes to what one that began now would come to. Not here: how a
//! row is judged (`rows`).

use jipan_book::sheet::CheckedRow;
use jipan_book::{Change, Op};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::rows::{Moved, create_from_row};
use super::{Checking, flush};
use crate::env::Env;
use crate::model::Model;

impl Model {
    /// Judges what is to be written once more if the book is not as it was when the first row was
    /// judged. A customer that was deleted since stays deleted. `OURS`
    ///
    /// The changes made so far are made anew, so that all of the import is later than what it was
    /// judged against.
    pub(super) fn judge_again(&mut self, checking: &mut Checking, env: &Env) {
        if checking.matching.is_of(&self.book) {
            return;
        }
        let made = core::mem::take(&mut checking.changes);
        let rest = checking.matching.take_ops();
        checking.matching.begin_again(&self.book);
        let mut of_one: Vec<Op> = Vec::new();
        for bytes in made {
            match Change::decode(&bytes) {
                Ok(change) => self.judge_ops_again(checking, &mut of_one, change.ops, env),
                // This tab made it and can read it; if it could not, it is still to be written.
                Err(_) => checking.changes.push(bytes),
            }
        }
        self.judge_ops_again(checking, &mut of_one, rest, env);
        self.judge_one_again(checking, of_one);
        checking.failures.sort_by_key(|(record, _)| *record);
    }

    /// Judges the customers of these operations but the last, which goes on in `of_one`.
    fn judge_ops_again(
        &mut self,
        checking: &mut Checking,
        of_one: &mut Vec<Op>,
        ops: Vec<Op>,
        env: &Env,
    ) {
        for op in ops {
            if of_one.first().is_some_and(|it| it.customer() != op.customer()) {
                self.judge_one_again(checking, core::mem::take(of_one));
                flush(self, checking, env);
            }
            of_one.push(op);
        }
    }

    /// What is to be written of one customer.
    fn judge_one_again(&self, checking: &mut Checking, ops: Vec<Op>) {
        let Some(id) = ops.first().and_then(Op::customer) else { return };
        let was = Moved::of(&ops);
        let (mut cells, mut is_new) = (Vec::new(), false);
        for op in ops {
            match op {
                Op::Create { values, .. } => {
                    is_new = true;
                    cells.extend(values);
                }
                Op::Put { field, value: Some(value), .. }
                | Op::Stated { field, value: Some(value), .. } => cells.push((field, value)),
                // An import writes nothing else.
                Op::Put { value: None, .. }
                | Op::Stated { value: None, .. }
                | Op::Confirm { .. }
                | Op::Note { .. }
                | Op::RetractNote { .. }
                | Op::Delete { .. }
                | Op::Restore { .. }
                | Op::Batch(_)
                | Op::Reason { .. }
                | Op::Merge { .. }
                | Op::Distinct { .. }
                | Op::PutContact { .. }
                | Op::DropContact { .. }
                | Op::Conflict { .. }
                | Op::ResolveConflict { .. }
                | Op::Order { .. }
                | Op::Objection { .. }
                | Op::Product { .. }
                | Op::Rule { .. }
                | Op::Funnel { .. }
                | Op::Budget { .. } => {}
            }
        }
        if is_new {
            self.create_again(checking, id, cells);
        } else {
            checking.matching.uncount(was);
            let row =
                CheckedRow { record: 0, values: cells, errors: Vec::new(), rounded: Vec::new() };
            match self.book.row_of(id) {
                Some(found) if self.book.key_row(found).is_some() => {
                    self.update_record(&mut checking.matching, found, row);
                }
                Some(_) | None => checking.matching.count(Moved::default()),
            }
        }
    }

    /// A customer whom the book did not have: perhaps it has by now.
    fn create_again(
        &self,
        checking: &mut Checking,
        id: CustomerId,
        mut values: Vec<(FieldId, Value)>,
    ) {
        let matching = &mut checking.matching;
        let record = matching.uncreate(id);
        let row =
            CheckedRow { record, values: values.clone(), errors: Vec::new(), rounded: Vec::new() };
        match matching.record_of(&self.book, &row) {
            Ok(None) => create_from_row(matching, id, row),
            Ok(Some(found)) => {
                if !checking.sheet.mapping().contains(&Some(fields::TYPE)) {
                    // The file did not speak of it.
                    values.retain(|(field, _)| *field != fields::TYPE);
                }
                self.update_record(matching, found, CheckedRow { values, ..row });
            }
            Err(error) => checking.failures.push((record, vec![error])),
        }
    }
}

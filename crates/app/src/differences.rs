//! Where the last file and the device say different things: all of it as a list, and what is decided.
//! Not here: how a difference comes about (`import`), and that it is one (`jipan_book`).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jipan_book::sorting::gathered;
use jipan_book::{Action, BatchInfo, BatchKind, Op, Row};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, field as field_def, fields};
use jipan_rules::values::ids::{BatchId, CustomerId};

use crate::commit::Mark;
use crate::consent::written_beside;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{DifferenceScope, Event, Side};
use crate::model::{BulkPurpose, Model};
use crate::view::{DifferenceGroup, DifferenceView, DifferencesView};

/// So many of one field are shown; deciding all of them takes the others along.
const N_SHOWN: usize = 100;
/// Up to so many decisions are one tap; more are written like an import.
const N_TAP: usize = 100;

impl Model {
    /// One or many differences were decided.
    pub(crate) fn differences_decided(
        &mut self,
        scope: DifferenceScope,
        side: Side,
        env: &mut Env,
    ) -> Vec<Effect> {
        if !self.may_write() || self.is_bulk_running() {
            return Vec::new();
        }
        let wanted: Vec<(Row, FieldId)> = match scope {
            DifferenceScope::One(id, field) => {
                let row = self.book.row_of(id).into_iter();
                row.flat_map(|row| self.records_of(row)).map(|row| (row, field)).collect()
            }
            DifferenceScope::Customer(id) => {
                let row = self.book.row_of(id).into_iter();
                row.flat_map(|row| self.records_of(row))
                    .flat_map(|row| self.differing(row))
                    .collect()
            }
            DifferenceScope::Field(wanted) => {
                self.all_differences().filter(|(_, field)| *field == wanted).collect()
            }
            DifferenceScope::All => self.all_differences().collect(),
        };
        let ops = self.decisions(&wanted, side, env.today);
        let ops = self.without_taken_keys(ops);
        let mark = Mark::of(Action::DecideDifference);
        if ops.len() <= N_TAP {
            return self.commit_tap(mark, ops, Vec::new(), env);
        }
        let batch = BatchId::new(env.ids.fresh());
        let customers: BTreeSet<CustomerId> = gathered(ops.iter().filter_map(Op::customer));
        let n_updated = u32::try_from(customers.len()).unwrap_or(u32::MAX);
        let info = BatchInfo {
            id: batch,
            kind: BatchKind::Decisions,
            name: String::new(),
            n_added: 0,
            n_updated,
            n_failed: 0,
        };
        let ops = ops.into_iter().chain([Op::Batch(info)]).collect();
        let changes = self.encode_split(Mark { batch: Some(batch), ..mark }, ops, env);
        self.commit_bulk(changes, BulkPurpose::Decisions(batch))
    }

    /// The writes that decide: the value of one side, written anew. What the file says of a customer
    /// that was merged is decided for the one that stays, and is no question any more.
    fn decisions(&self, wanted: &[(Row, FieldId)], side: Side, today: NaiveDate) -> Vec<Op> {
        let days = wanted.iter().filter(|(_, field)| *field == fields::CONSENT_ON);
        let days: BTreeSet<Row> = gathered(days.map(|(row, _)| *row));
        let decide = |&(row, field): &(Row, FieldId)| {
            if !self.book.differs(row, field) {
                return None;
            }
            let (id, stays) = (self.book.id_of(row)?, self.book.key_row(row)?);
            let said = self.book.imported(row, field)?.value;
            let value = match side {
                Side::Device => self.book.written(stays, field),
                Side::File => said.clone(),
            };
            let of = self.book.id_of(stays)?;
            // A day that is decided as well is not written beside the answer.
            let beside = written_beside(&self.book, (of, field), value.as_ref(), today)
                .filter(|_| !days.contains(&row));
            let put = self.book.put(of, field, value, None);
            let closed = (stays != row).then(|| self.book.state(id, field, said, false));
            Some(core::iter::once(put).chain(closed).chain(beside))
        };
        wanted.iter().filter_map(decide).flatten().collect()
    }

    /// The record of a customer and those of customers that were merged into it.
    fn records_of(&self, row: Row) -> impl Iterator<Item = Row> + use<> {
        core::iter::once(row).chain(self.book.merged_into(row))
    }

    fn differing(&self, row: Row) -> impl Iterator<Item = (Row, FieldId)> {
        self.book.differing_fields(row).into_iter().map(move |field| (row, field))
    }

    /// Every difference of a customer in the book, by record and field.
    fn all_differences(&self) -> impl Iterator<Item = (Row, FieldId)> {
        let rows = self.book.rows().filter(|&row| self.book.key_row(row).is_some());
        rows.filter(|&row| self.book.has_differences(row)).flat_map(|row| self.differing(row))
    }

    /// What the file says of a field of a customer that differs.
    pub(crate) fn difference_view(&self, row: Row, field: FieldId) -> Option<DifferenceView> {
        self.records_of(row).find_map(|record| self.difference_of(record, field))
    }

    /// What the file says of a field of a record that differs.
    fn difference_of(&self, row: Row, field: FieldId) -> Option<DifferenceView> {
        if !self.book.differs(row, field) {
            return None;
        }
        let stays = self.book.key_row(row)?;
        let said = self.book.imported(row, field)?;
        let batch = said.writer.batch.and_then(|batch| self.book.batch(batch));
        Some(DifferenceView {
            id: self.book.id_of(stays)?,
            name: self.book.text(stays, fields::NAME).unwrap_or_default().to_owned(),
            here: self.book.written(stays, field),
            file: said.value?,
            // The sample is a batch without a name.
            file_name: batch.map(|it| it.info.name.clone()).filter(|name| !name.is_empty()),
            on: said.writer.on,
        })
    }

    /// All differences, by field in the order of the file.
    pub(crate) fn differences_view(&self) -> DifferencesView {
        let mut by_field: BTreeMap<FieldId, (usize, Vec<Rc<DifferenceView>>)> = BTreeMap::new();
        let mut n = 0_usize;
        for (row, field) in self.all_differences() {
            let (count, shown) = by_field.entry(field).or_default();
            *count = count.saturating_add(1);
            n = n.saturating_add(1);
            if shown.len() < N_SHOWN {
                shown.extend(self.difference_of(row, field).map(Rc::new));
            }
        }
        let groups = by_field.into_iter().filter_map(|(field, (n, shown))| {
            Some(DifferenceGroup { def: field_def(field)?, n, shown: shown.into() })
        });
        DifferencesView { n, groups: groups.collect(), is_read_only: !self.may_write() }
    }
}

impl Event {
    /// Decides one difference.
    pub fn decided(id: CustomerId, field: FieldId, side: Side) -> Self {
        Self::DifferencesDecided { scope: DifferenceScope::One(id, field), side }
    }
}

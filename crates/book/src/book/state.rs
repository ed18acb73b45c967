//! What stands of customers as changes: the writes that would give it, each under the change that
//! made it. Not here: why it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jipan_rules::Uuid;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::contacts::contact_keys;
use super::{Book, FieldMeta, NO_WRITER, note_keys};
use crate::arena::Row;
use crate::change::{Change, Op, Packer};
use crate::hash::FixedMap;
use crate::sorting::{sort, sort_by_key};

/// Writes with their writers.
pub(super) type Writes = Vec<(u32, Op)>;

/// Writes of one customer that are told under another one: whom, by which writer, of which row.
struct Links(Vec<(CustomerId, u32, u32)>);

/// Lists of writes under the change that made them; those of one list stay together.
type ByWriter = FixedMap<u32, Vec<Vec<Op>>>;

impl Book {
    /// What stands of these rows, as the changes that made it with only what is left of them: with
    /// their ids, stamps, people and actions, in the order of their stamps. Taken in in any order,
    /// also beside the whole changes, they give the same customers ([`Self::digest_of_created`]).
    /// Of a customer that was not created all is told that is known of it, mostly nothing. What was overwritten, why, and what was seen (`base`: each
    /// write names its own change) is not known to a book, nor told.
    ///
    /// Changes keep the limits; one with much left comes as several of one id. All that a change
    /// left of a customer is in each of these that names the customer, whatever the rows asked for:
    /// of several parts for one customer with one id, any one is enough. Batches are told by
    /// [`Self::parts_of_batches`].
    ///
    /// ```
    /// use jipan_book::Book;
    /// assert_eq!(Book::new().parts_of(0..10), []);
    /// ```
    pub fn parts_of(&self, rows: Range<u32>) -> Vec<Change> {
        let links = self.links();
        let mut by_writer = ByWriter::default();
        let mut told: BTreeSet<(u32, u32)> = BTreeSet::new();
        for row in (rows.start..rows.end.min(self.n_rows())).map(Row) {
            self.tell_row(row, &links, &mut told, &mut by_writer);
        }
        let mut changes: Vec<Change> = Vec::new();
        for (writer, lists) in by_writer {
            let mut packer = Packer::default();
            for list in lists {
                let full = packer.push_all(list);
                changes.extend(full.and_then(|ops| self.change_of(writer, ops)));
            }
            changes.extend(packer.finish().and_then(|ops| self.change_of(writer, ops)));
        }
        sort_by_key(&mut changes, |change| (change.stamp, change.id));
        changes
    }

    /// What is known of what is about no customer (batches, products, rules), as the changes that
    /// said it: one for each change, which is never more than that change held.
    pub fn parts_of_batches(&self) -> Vec<Change> {
        let mut by_rank: BTreeMap<_, Change> = BTreeMap::new();
        let batches = self.batches().map(|it| (it.writer, Op::Batch(it.info.clone())));
        for (writer, op) in self.writes_of_shared().into_iter().chain(batches) {
            let change =
                by_rank.entry(writer.rank()).or_insert_with(|| writer.change_with(Vec::new()));
            change.ops.push(op);
        }
        by_rank.into_values().collect()
    }

    fn change_of(&self, writer: u32, ops: Vec<Op>) -> Option<Change> {
        Some(self.writers.get(writer)?.change_with(ops))
    }

    /// Tells of a row, writer by writer.
    fn tell_row(
        &self,
        row: Row,
        links: &Links,
        told: &mut BTreeSet<(u32, u32)>,
        by_writer: &mut ByWriter,
    ) {
        let writes = self.writes_of(row);
        let linked = self.linked_writers(row, &writes, links);
        for &writer in &linked {
            if !told.contains(&(row.0, writer)) {
                let list = self.tell_together(row, writer, links, told);
                by_writer.entry(writer).or_default().push(list);
            }
        }
        let mut under: Option<(u32, &mut Vec<Op>)> = None;
        for (writer, op) in grouped(writes) {
            if linked.contains(&writer) {
                continue;
            }
            match &mut under {
                Some((of, ops)) if *of == writer => ops.push(op),
                _ => {
                    let lists = by_writer.entry(writer).or_default();
                    lists.push(vec![op]);
                    under = lists.last_mut().map(|it| (writer, it));
                }
            }
        }
    }

    /// The writers that told of this row together with another one.
    fn linked_writers(&self, row: Row, writes: &Writes, links: &Links) -> Vec<u32> {
        let own = writes.iter().filter(|(_, op)| op.other_customer().is_some());
        let mut linked: Vec<u32> = own.map(|(writer, _)| *writer).collect();
        let id = self.id_of(row);
        linked.extend(id.into_iter().flat_map(|id| links.of(id)).map(|(_, writer, _)| *writer));
        sort(&mut linked);
        linked.dedup();
        linked
    }

    /// What a writer left of a row, and of all others it told of together with that.
    fn tell_together(
        &self,
        row: Row,
        writer: u32,
        links: &Links,
        told: &mut BTreeSet<(u32, u32)>,
    ) -> Vec<Op> {
        let (mut ops, mut to_tell) = (Vec::new(), vec![row]);
        while let Some(row) = to_tell.pop() {
            if !told.insert((row.0, writer)) {
                continue;
            }
            let own = self.writes_of(row).into_iter().filter(|(of, _)| *of == writer);
            for (_, op) in own {
                to_tell.extend(op.other_customer().and_then(|other| self.row_of(other)));
                ops.push(op);
            }
            let id = self.id_of(row);
            let linked = id.into_iter().flat_map(|id| links.of(id));
            to_tell.extend(linked.filter(|(_, of, _)| *of == writer).map(|(.., row)| Row(*row)));
        }
        ops
    }

    /// Who is named in writes that are kept with another customer.
    fn links(&self) -> Links {
        let merges = self.merges.iter();
        let merges = merges.filter_map(|(&row, it)| Some((it.into?, it.writer, row)));
        let pairs = self.distincts.iter().map(|(&(row, other), &(writer, _))| (other, writer, row));
        let mut links: Vec<_> = merges.chain(pairs).collect();
        sort(&mut links);
        Links(links)
    }

    /// All that stands of a row, with who wrote it. Of one field the value comes first, then its
    /// confirmation, then what a file said.
    fn writes_of(&self, row: Row) -> Writes {
        let mut writes = Vec::new();
        let Some(id) = self.id_of(row) else { return writes };
        let origin = self.origins.get(row.idx()).copied().unwrap_or(NO_WRITER);
        if origin != NO_WRITER {
            let is_own = |field| self.meta(row, field).is_none_or(|meta| meta.writer == NO_WRITER);
            let values = self.columns.values_of(row).filter(|(field, _)| is_own(*field));
            writes.push((origin, Op::Create { id, values: values.collect() }));
        }
        for (&(_, field), meta) in self.metas.range((row.0, 0)..=(row.0, u16::MAX)) {
            let field = FieldId(field);
            self.writes_of_field((id, field), meta, self.written(row, field), &mut writes);
        }
        if let Some(last) = self.deletions.get(&row.0) {
            let op = if last.is_deleted { Op::Delete { id } } else { Op::Restore { id } };
            writes.push((last.writer, op));
        }
        for (&(_, note), it) in self.notes.range(note_keys(row)) {
            if it.writer != NO_WRITER {
                let text = it.text.clone();
                writes.push((it.writer, Op::Note { id: note, customer: id, text }));
            }
            writes.extend(it.retract.map(|(writer, retracted)| {
                (writer, Op::RetractNote { id: note, customer: id, retracted })
            }));
        }
        if let Some(it) = self.merges.get(&row.0) {
            writes.push((it.writer, Op::Merge { loser: id, into: it.into, was: None }));
        }
        let (nil, most) = (CustomerId::new(Uuid::nil()), CustomerId::new(Uuid::max()));
        for (&(_, other), &(writer, is_distinct)) in
            self.distincts.range((row.0, nil)..=(row.0, most))
        {
            writes.push((writer, Op::Distinct { one: id, other, is_distinct }));
        }
        self.writes_of_contacts(id, row, &mut writes);
        self.writes_of_conflicts(id, row, &mut writes);
        self.writes_of_orders(id, row, &mut writes);
        self.writes_of_funnel(id, row, &mut writes);
        writes
    }

    fn writes_of_field(
        &self,
        (id, field): (CustomerId, FieldId),
        meta: &FieldMeta,
        value: Option<Value>,
        writes: &mut Writes,
    ) {
        if meta.writer != NO_WRITER {
            let base = self.writers.get(meta.writer).map(|origin| origin.change);
            let (was, was_on) = (meta.was.clone(), meta.was_on);
            let put = Op::Put { id, field, value, base, was, was_on, reason: None };
            writes.push((meta.writer, put));
        }
        if let Some(it) = meta.confirm {
            writes.push((it.writer, Op::Confirm { id, field, on: it.on, was: None }));
        }
        if let Some(it) = &meta.imported {
            let (value, was) = (it.value.clone(), it.was.clone());
            let (asks, was_asked) = (it.asks, it.was_asked);
            writes.push((it.writer, Op::Stated { id, field, value, asks, was, was_asked }));
        }
    }

    fn writes_of_contacts(&self, customer: CustomerId, row: Row, writes: &mut Writes) {
        for (&(_, id), contact) in self.contacts.range(contact_keys(row)) {
            for (&field, it) in &contact.fields {
                let base = self.writers.get(it.writer).map(|origin| origin.change);
                let (value, was) = (it.value.clone(), it.was.clone());
                writes.push((it.writer, Op::PutContact { id, customer, field, value, base, was }));
            }
            writes.extend(
                contact
                    .gone
                    .map(|(writer, is_gone)| (writer, Op::DropContact { id, customer, is_gone })),
            );
        }
    }

    fn writes_of_conflicts(&self, customer: CustomerId, row: Row, writes: &mut Writes) {
        for (&(_, id), it) in self.conflicts.all.range(note_keys(row)) {
            writes.extend(it.noted.as_ref().map(|noted| {
                let (contact, field, sides) = (noted.contact, noted.field, noted.sides.clone());
                (noted.writer, Op::Conflict { id, customer, contact, field, sides })
            }));
            writes.extend(it.settled.map(|(writer, is_resolved)| {
                (writer, Op::ResolveConflict { id, customer, is_resolved })
            }));
        }
    }
}

impl Links {
    fn of(&self, id: CustomerId) -> impl Iterator<Item = &(CustomerId, u32, u32)> {
        let from = self.0.partition_point(|(of, ..)| *of < id);
        self.0.iter().skip(from).take_while(move |(of, ..)| *of == id)
    }
}

/// Writes with those of one writer side by side, in their order.
fn grouped(mut writes: Writes) -> Writes {
    if writes.len() > 1 {
        sort_by_key(&mut writes, |(writer, _)| *writer);
    }
    writes
}

//! The timeline of a customer and the history of one field.

use std::rc::Rc;

use jipan_book::sorting::sort_by_key;
use jipan_book::{BatchKind, ChangeId, HistoryEntry, HistoryItem, Row, origin_entry};
use jipan_rules::expiry::{Seen, date_of_mark};
use jipan_rules::funnel::Fact;
use jipan_rules::order::OrderStatus;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, DealId, FactId, OrderId};

use super::instant;
use crate::history::Life;
use crate::model::{FileModel, Model, PendingWhat};
use crate::view::timeline::{HistoryLine, TimelineEntry, TimelineItem};

impl Model {
    /// What happened to a customer, newest first, one item a tap; what happened to those merged into
    /// it before is among it.
    pub(crate) fn timeline(&self, file: &FileModel, row: Row) -> Vec<TimelineItem> {
        let mut items: Vec<TimelineItem> = Vec::new();
        for (row, life) in self.lives_of(file, row) {
            let Some(id) = self.book.id_of(row) else { continue };
            let of = (id != file.id).then(|| (id, self.name_of(id).unwrap_or_default()));
            let first = items.len();
            for entry in life {
                // The merge itself stands in the file that stays.
                if of.is_some() && matches!(entry.item, HistoryItem::Merged { .. }) {
                    continue;
                }
                let line = self.timeline_entry(id, &entry);
                let reason = reason_of(&entry.item);
                let last = items.len().checked_sub(1).filter(|last| *last >= first);
                if let Some(last) = last.and_then(|last| items.get_mut(last))
                    && last.change == entry.change
                {
                    last.items.push(line);
                    last.items.extend(reason);
                    continue;
                }
                let Some(at) = instant(entry.stamp.ms()) else { continue };
                items.push(TimelineItem {
                    change: entry.change,
                    at,
                    on: entry.on,
                    by: self.who_did(entry.by),
                    action: entry.action,
                    batch: entry.batch.and_then(|batch| self.batch_name(batch)),
                    of: of.clone(),
                    is_saved: self.is_saved(entry.change),
                    items: core::iter::once(line).chain(reason).collect(),
                });
            }
        }
        sort_by_key(&mut items, |item| item.at);
        items.reverse();
        items
    }

    /// The values a field had, newest first; those it had in files merged into this one are among
    /// them.
    pub(crate) fn field_history(
        &self,
        file: &FileModel,
        row: Row,
        field: FieldId,
    ) -> Rc<[HistoryLine]> {
        let mut lines: Vec<HistoryLine> = Vec::new();
        for (of, life) in self.lives_of(file, row) {
            lines.extend(self.lines_of(of, &life, field, of == row));
        }
        sort_by_key(&mut lines, |line| line.at);
        lines.reverse();
        lines.into()
    }

    /// The values a field of one customer had, oldest first.
    fn lines_of(
        &self,
        row: Row,
        entries: &[HistoryEntry],
        field: FieldId,
        is_own: bool,
    ) -> Vec<HistoryLine> {
        let name = || self.book.text(row, fields::NAME).unwrap_or_default().to_owned();
        let of = (!is_own).then(name);
        let mut lines: Vec<(ChangeId, HistoryLine)> = Vec::new();
        for entry in entries {
            let Some(at) = instant(entry.stamp.ms()) else { continue };
            let line = |was, value, is_confirmation| HistoryLine {
                at,
                on: entry.on,
                by: self.who_did(entry.by),
                action: entry.action,
                batch: entry.batch.and_then(|batch| self.batch_name(batch)),
                of: of.clone(),
                was,
                value,
                is_confirmation,
                reason: None,
                is_current: false,
            };
            match &entry.item {
                HistoryItem::Set { field: it, value, was, reason } if *it == field => {
                    let reason = reason.as_ref().map(ToString::to_string);
                    let line = line(was.clone(), value.clone(), false);
                    lines.push((entry.change, HistoryLine { reason, ..line }));
                }
                HistoryItem::Confirmed { field: it, on: Some(_) } if *it == field => {
                    lines.push((entry.change, line(None, None, true)));
                }
                HistoryItem::Reason { field: it, of, text } if *it == field => {
                    if let Some((_, line)) = lines.iter_mut().find(|(id, _)| id == of) {
                        line.reason = Some(text.to_string());
                    }
                }
                HistoryItem::Created
                | HistoryItem::Set { .. }
                | HistoryItem::Confirmed { .. }
                | HistoryItem::Note { .. }
                | HistoryItem::NoteRetracted { .. }
                | HistoryItem::Deleted
                | HistoryItem::Restored
                | HistoryItem::Reason { .. }
                | HistoryItem::Stated { .. }
                | HistoryItem::Merged { .. }
                | HistoryItem::Absorbed { .. }
                | HistoryItem::Distinct { .. }
                | HistoryItem::ContactSet { .. }
                | HistoryItem::ContactGone { .. }
                | HistoryItem::Conflict { .. }
                | HistoryItem::ConflictSettled { .. }
                | HistoryItem::OrderPlaced { .. }
                | HistoryItem::OrderMoved { .. }
                | HistoryItem::OrderGone { .. }
                | HistoryItem::Objected { .. }
                | HistoryItem::ObjectionAnswered { .. }
                | HistoryItem::ObjectionReopened { .. }
                | HistoryItem::ObjectionGone { .. }
                | HistoryItem::Funnel { .. }
                | HistoryItem::FunnelGone { .. } => {}
            }
        }
        let mut lines: Vec<HistoryLine> = lines.into_iter().map(|(_, line)| line).collect();
        self.first_value(row, field, &mut lines);
        if let Some(line) = lines.iter_mut().rev().find(|line| !line.is_confirmation) {
            line.is_current = is_own;
        }
        for line in &mut lines {
            line.of.clone_from(&of);
        }
        lines
    }

    /// The value the customer came with, before any change of it.
    fn first_value(&self, row: Row, field: FieldId, lines: &mut Vec<HistoryLine>) {
        let Some(origin) = self.book.origin(row) else { return };
        let oldest = lines.iter().find(|line| !line.is_confirmation);
        let value = match oldest {
            Some(line) => line.was.clone(),
            None => self.book.written(row, field),
        };
        let (Some(value), Some(at)) = (value, instant(origin.stamp.ms())) else { return };
        let is_known = lines.first().is_some_and(|line| line.at == at && line.was.is_none());
        if is_known && oldest.is_some_and(|line| line.was.is_none()) {
            return;
        }
        lines.insert(
            0,
            HistoryLine {
                at,
                on: origin.on,
                by: self.who_did(origin.by),
                action: origin.action,
                batch: origin.batch.and_then(|batch| self.batch_name(batch)),
                of: None,
                was: None,
                value: Some(value),
                is_confirmation: false,
                reason: None,
                is_current: false,
            },
        );
    }

    /// Everything known of a customer and of those that were merged into it, each by itself, oldest
    /// first, beginning with where the record came from.
    fn lives_of(&self, file: &FileModel, row: Row) -> Vec<(Row, Vec<HistoryEntry>)> {
        let merged = self.book.merged_into(row).into_iter().filter_map(|row| {
            let id = self.book.id_of(row)?;
            Some((row, id, file.merged_lives.get(&id).unwrap_or(&Life::Loading)))
        });
        let own = std::iter::once((row, file.id, &file.life));
        let lives = own.chain(merged).map(|(row, id, life)| {
            let mut life = life.with_tail(self.tail_of(id));
            let has_begin = life.iter().any(|entry| matches!(entry.item, HistoryItem::Created));
            if let (false, Some(begin)) = (has_begin, origin_entry(&self.book, row)) {
                life.insert(0, begin);
            }
            (row, life)
        });
        lives.collect()
    }

    pub(crate) fn batch_name(&self, batch: BatchId) -> Option<String> {
        let info = &self.book.batch(batch)?.info;
        match info.kind {
            BatchKind::Import
            | BatchKind::Sample
            | BatchKind::Decisions
            | BatchKind::Orders
            | BatchKind::Products => Some(info.name.clone()),
            // Its items say which field and which value.
            BatchKind::BulkEdit => None,
        }
    }

    fn is_saved(&self, change: ChangeId) -> bool {
        !self.writer.pending.iter().any(|pending| match &pending.what {
            PendingWhat::Tap { change: it, .. } => it.id == change,
            PendingWhat::Bulk { .. } => false,
        })
    }

    #[expect(clippy::too_many_lines, reason = "a table: each thing that can happen once")]
    fn timeline_entry(&self, of: CustomerId, entry: &HistoryEntry) -> TimelineEntry {
        let name = |id: CustomerId| self.name_of(id).unwrap_or_default();
        match &entry.item {
            HistoryItem::Created => TimelineEntry::Created,
            HistoryItem::Set { field, value, was, .. } => match date_of_mark(*field) {
                Some(field) => {
                    let seen = value.as_ref().and_then(Seen::of_value);
                    TimelineEntry::AlertSeen { field, seen }
                }
                None => {
                    TimelineEntry::Set { field: *field, was: was.clone(), value: value.clone() }
                }
            },
            HistoryItem::Reason { field, text, .. } => {
                TimelineEntry::Reason { field: *field, text: text.to_string() }
            }
            HistoryItem::Confirmed { field, on } => {
                TimelineEntry::Confirmed { field: *field, on: *on }
            }
            HistoryItem::Note { id, text } => {
                TimelineEntry::Note { id: *id, text: text.to_string(), is_retracted: false }
            }
            HistoryItem::NoteRetracted { id, retracted } => {
                let row = self.book.row_of(of);
                let mut notes = row.into_iter().flat_map(|row| self.book.notes(row));
                let note = notes.find(|note| note.id == *id);
                let text = note.map(|note| note.text.to_owned()).unwrap_or_default();
                TimelineEntry::Note { id: *id, text, is_retracted: *retracted }
            }
            HistoryItem::Deleted => TimelineEntry::Deleted,
            HistoryItem::Restored => TimelineEntry::Restored,
            HistoryItem::Stated { field, value } => {
                TimelineEntry::Stated { field: *field, value: value.clone() }
            }
            HistoryItem::Merged { into } => TimelineEntry::Merged { into: into.map(name) },
            HistoryItem::Absorbed { loser, is_back } => {
                TimelineEntry::Absorbed { name: name(*loser), is_back: *is_back }
            }
            HistoryItem::Distinct { other, is_distinct } => {
                TimelineEntry::Distinct { name: name(*other), is_distinct: *is_distinct }
            }
            HistoryItem::ContactSet { contact, field, value, was } => TimelineEntry::ContactSet {
                contact: self.contact_name(of, *contact),
                field: *field,
                was: was.clone(),
                value: value.clone(),
            },
            HistoryItem::ContactGone { contact, is_gone } => TimelineEntry::ContactGone {
                contact: self.contact_name(of, *contact),
                is_gone: *is_gone,
            },
            HistoryItem::Conflict { field, value, lost, .. } => {
                TimelineEntry::Conflict { field: *field, value: value.clone(), lost: lost.clone() }
            }
            HistoryItem::ConflictSettled { id, is_settled } => {
                let row = self.book.row_of(of);
                let conflict = row.and_then(|row| self.book.conflict(row, *id));
                let field = conflict.map(|it| it.field);
                TimelineEntry::ConflictSettled { field, is_settled: *is_settled }
            }
            HistoryItem::OrderPlaced { number, amount, status, .. } => TimelineEntry::OrderPlaced {
                number: number.to_string(),
                amount: *amount,
                is_in_review: *status == OrderStatus::InReview,
            },
            HistoryItem::OrderMoved { id, to, why } => TimelineEntry::OrderMoved {
                number: self.order_number(*id),
                to: *to,
                why: why.as_deref().map(str::to_owned),
            },
            HistoryItem::OrderGone { id, is_gone } => {
                TimelineEntry::OrderGone { number: self.order_number(*id), is_gone: *is_gone }
            }
            HistoryItem::Objected { about, text, .. } => {
                TimelineEntry::Objected { about: *about, text: text.to_string() }
            }
            HistoryItem::ObjectionAnswered { outcome, text, .. } => {
                TimelineEntry::ObjectionAnswered { outcome: *outcome, text: text.to_string() }
            }
            HistoryItem::ObjectionReopened { is_open, .. } => {
                TimelineEntry::ObjectionReopened { is_open: *is_open }
            }
            HistoryItem::ObjectionGone { is_gone, .. } => {
                TimelineEntry::ObjectionGone { is_gone: *is_gone }
            }
            HistoryItem::Funnel { id, deal, fact } => self.funnel_entry(of, *deal, (*id, fact)),
            HistoryItem::FunnelGone { id, is_gone } => {
                let fact = self.book.fact(of, *id);
                let said =
                    fact.map(|it| Box::new(self.funnel_entry(of, it.deal, (it.id, it.fact))));
                TimelineEntry::FunnelGone { of: said, is_gone: *is_gone }
            }
        }
    }

    /// What happened to a prospect, with the names that it points at.
    fn funnel_entry(
        &self,
        of: CustomerId,
        deal: Option<DealId>,
        (id, fact): (FactId, &Fact),
    ) -> TimelineEntry {
        let person = if let Fact::Hand { to } = fact { self.who_did(*to) } else { None };
        let row = self.book.row_of(self.book.survivor_of(of));
        let levels = row.and_then(|row| self.levels_moved((row, deal), (id, fact)));
        let referrer = self.referrer_of(fact);
        TimelineEntry::Funnel { deal, fact: fact.clone(), referrer, person, levels }
    }

    /// The number of an order, also of one that was taken out.
    fn order_number(&self, id: OrderId) -> String {
        self.book.order(id).map(|it| it.number.to_owned()).unwrap_or_default()
    }

    /// The name of a further contact, also of one that was taken out; empty without one.
    fn contact_name(&self, customer: CustomerId, contact: ContactId) -> String {
        let contact = self.book.contact(customer, contact);
        contact.and_then(|it| it.text(fields::CONTACT)).unwrap_or_default().to_owned()
    }
}

/// The reason that was given together with a value.
fn reason_of(item: &HistoryItem) -> Option<TimelineEntry> {
    let HistoryItem::Set { field, reason: Some(text), .. } = item else { return None };
    Some(TimelineEntry::Reason { field: *field, text: text.to_string() })
}

//! The timeline of a customer and the history of one field.

use std::rc::Rc;

use jipan_book::{BatchKind, ChangeId, HistoryEntry, HistoryItem, Row, origin_entry};
use jipan_rules::expiry::{Seen, date_of_mark};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId};

use super::instant;
use crate::model::{FileModel, Model, PendingWhat};
use crate::view::file::{HistoryLine, TimelineEntry, TimelineItem};

impl Model {
    /// What happened to a customer, newest first, one item a tap.
    pub(crate) fn timeline(&self, file: &FileModel, row: Row) -> Vec<TimelineItem> {
        let mut items: Vec<TimelineItem> = Vec::new();
        for entry in self.life_of(file, row) {
            let line = self.timeline_entry(file.id, &entry.item);
            let reason = reason_of(&entry.item);
            if let Some(last) = items.last_mut().filter(|last| last.change == entry.change) {
                last.items.push(line);
                last.items.extend(reason);
                continue;
            }
            let Some(at) = instant(entry.stamp.ms()) else { continue };
            items.push(TimelineItem {
                change: entry.change,
                at,
                on: entry.on,
                action: entry.action,
                batch: entry.batch.and_then(|batch| self.batch_name(batch)),
                is_saved: self.is_saved(entry.change),
                items: core::iter::once(line).chain(reason).collect(),
            });
        }
        items.reverse();
        items
    }

    /// The values a field had, newest first.
    pub(crate) fn field_history(
        &self,
        file: &FileModel,
        row: Row,
        field: FieldId,
    ) -> Rc<[HistoryLine]> {
        let entries = self.life_of(file, row);
        let mut lines: Vec<(ChangeId, HistoryLine)> = Vec::new();
        for entry in &entries {
            let Some(at) = instant(entry.stamp.ms()) else { continue };
            let line = |was, value, is_confirmation| HistoryLine {
                at,
                on: entry.on,
                action: entry.action,
                batch: entry.batch.and_then(|batch| self.batch_name(batch)),
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
                | HistoryItem::ContactGone { .. } => {}
            }
        }
        let mut lines: Vec<HistoryLine> = lines.into_iter().map(|(_, line)| line).collect();
        self.first_value(row, field, &mut lines);
        if let Some(line) = lines.iter_mut().rev().find(|line| !line.is_confirmation) {
            line.is_current = true;
        }
        lines.reverse();
        lines.into()
    }

    /// The value the customer came with, before any change of it.
    fn first_value(&self, row: Row, field: FieldId, lines: &mut Vec<HistoryLine>) {
        let Some(origin) = self.book.origin(row) else { return };
        let oldest = lines.iter().find(|line| !line.is_confirmation);
        let value = match oldest {
            Some(line) => line.was.clone(),
            None => self.book.value(row, field),
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
                action: origin.action,
                batch: origin.batch.and_then(|batch| self.batch_name(batch)),
                was: None,
                value: Some(value),
                is_confirmation: false,
                reason: None,
                is_current: false,
            },
        );
    }

    /// Everything known of a customer, oldest first, beginning with where the record came from.
    fn life_of(&self, file: &FileModel, row: Row) -> Vec<HistoryEntry> {
        let mut life = file.life.with_tail(self.tail_of(file.id));
        let has_begin = life.iter().any(|entry| matches!(entry.item, HistoryItem::Created));
        if let (false, Some(begin)) = (has_begin, origin_entry(&self.book, row)) {
            life.insert(0, begin);
        }
        life
    }

    fn batch_name(&self, batch: BatchId) -> Option<String> {
        let info = &self.book.batch(batch)?.info;
        match info.kind {
            BatchKind::Import | BatchKind::Sample | BatchKind::Decisions => Some(info.name.clone()),
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

    fn timeline_entry(&self, of: CustomerId, item: &HistoryItem) -> TimelineEntry {
        let name = |id: CustomerId| self.name_of(id).unwrap_or_default();
        match item {
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
                TimelineEntry::Note { id: *id, text: String::new(), is_retracted: *retracted }
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
        }
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

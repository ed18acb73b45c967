//! Two files become one: which of two values counts unless the person says otherwise, and the writes
//! of the merge and of taking it back. Not here: finding the two, and asking the person.

mod late;

use jipan_rules::NaiveDate;
use jipan_rules::expiry::MARKS;
use jipan_rules::schema::{FIELDS, FieldId, RecordKind, field as field_def, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId};

use crate::arena::Row;
use crate::book::Book;
use crate::change::{ChangeId, Op};
use crate::undo::{restate, restore_value};

pub(crate) use late::carried_back;
pub use late::{Late, kept_ops, late};

/// One of the two customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one that stays.
    Stays,
    /// The one that goes.
    Goes,
}

/// Why a value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PickBy {
    /// The other one says nothing.
    OnlyOne,
    /// It was confirmed last, on this day; the other one earlier or never.
    Confirmed(NaiveDate),
    /// It was written last, on this day, and neither was confirmed later than the other.
    Written(NaiveDate),
    /// It belongs to the contact that counts.
    Contact,
    /// Nothing tells them apart: the one that stays keeps its value.
    Stays,
}

/// The value that counts unless the person says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pick {
    /// Whose.
    pub side: Side,
    /// Why.
    pub by: PickBy,
}

/// The older of two customers: the one that stays unless the person says otherwise.
pub fn older(book: &Book, one: Row, other: Row) -> Row {
    let age = |row: Row| (book.origin(row).map(|origin| (origin.stamp, origin.change)), row);
    if age(other) < age(one) { other } else { one }
}

/// Which value of a field counts unless the person says otherwise; `None` where both say the same.
///
/// The filled one; of two, the one confirmed last, else the one written last; of two that came with
/// one file, that of the one that stays. What is said of the
/// main contact stays together where each has another contact, so that nobody gets the phone of
/// somebody else. OURS
pub fn pick(book: &Book, stays: Row, goes: Row, field: FieldId) -> Option<Pick> {
    let alone = pick_alone(book, stays, goes, field)?;
    // The day of an answer goes with the answer.
    if field == fields::CONSENT_ON {
        return pick_alone(book, stays, goes, fields::CONSENT).or(Some(alone));
    }
    let is_of_contact = field_def(field).is_some_and(|def| def.kind == RecordKind::Contact);
    if !is_of_contact || field == fields::CONTACT {
        return Some(alone);
    }
    let names = [stays, goes].map(|row| book.text(row, fields::CONTACT));
    match (names, pick_alone(book, stays, goes, fields::CONTACT)) {
        ([Some(_), Some(_)], Some(contact)) if alone.by != PickBy::OnlyOne => {
            Some(Pick { side: contact.side, by: PickBy::Contact })
        }
        _ => Some(alone),
    }
}

fn pick_alone(book: &Book, stays: Row, goes: Row, field: FieldId) -> Option<Pick> {
    let pick = |side, by| Some(Pick { side, by });
    match [stays, goes].map(|row| book.written(row, field)) {
        [None, None] => return None,
        [Some(_), None] => return pick(Side::Stays, PickBy::OnlyOne),
        [None, Some(_)] => return pick(Side::Goes, PickBy::OnlyOne),
        [Some(one), Some(other)] if one == other => return None,
        [Some(_), Some(_)] => {}
    }
    let confirmed = [stays, goes].map(|row| book.confirmed_on(row, field));
    if let (Some((side, on)), true) = (later(confirmed), confirmed[0] != confirmed[1]) {
        return pick(side, PickBy::Confirmed(on));
    }
    let writers = [stays, goes].map(|row| book.field_meta(row, field).map(|meta| meta.writer));
    match writers {
        // The rows of one file were written at once: their order says nothing.
        [Some(one), Some(other)] if one.batch.is_some() && one.batch == other.batch => {
            pick(Side::Stays, PickBy::Stays)
        }
        [Some(one), Some(other)] if one.stamp < other.stamp => {
            pick(Side::Goes, PickBy::Written(other.on))
        }
        [Some(one), Some(other)] if one.stamp > other.stamp => {
            pick(Side::Stays, PickBy::Written(one.on))
        }
        _ => pick(Side::Stays, PickBy::Stays),
    }
}

/// The later of two days, and whose it is.
fn later([stays, goes]: [Option<NaiveDate>; 2]) -> Option<(Side, NaiveDate)> {
    let side = if goes > stays { Side::Goes } else { Side::Stays };
    Some((side, stays.max(goes)?))
}

/// The fields of which the one that goes says something else, or something at all: where a value of
/// its own could be taken.
pub fn fields_to_pick(book: &Book, stays: Row, goes: Row) -> Vec<FieldId> {
    let differs = |field: &FieldId| book.written(stays, *field) != book.written(goes, *field);
    FIELDS.iter().map(|def| def.id).filter(differs).collect()
}

/// The writes that merge a customer into another one. `taken` are the fields whose value comes from
/// the one that goes; what it says of fields this program does not know is taken where the other
/// says nothing. Taking a value over confirms nothing: the day of its last check goes with it.
///
/// Both histories, notes and further contacts stay where they are and are shown together.
pub fn merge_ops(book: &Book, stays: CustomerId, goes: CustomerId, taken: &[FieldId]) -> Vec<Op> {
    let (Some(row), Some(other)) = (book.row_of(stays), book.row_of(goes)) else {
        return Vec::new();
    };
    let mut ops = vec![book.merge(goes, stays)];
    // That an alert was seen goes with its date.
    let is_mark = |field| MARKS.iter().any(|(date, mark)| *mark == field && taken.contains(date));
    let is_unknown = |field: &FieldId| {
        field_def(*field).is_none() && (is_mark(*field) || !book.is_filled(row, *field))
    };
    let unknown = book.filled_fields(other).into_iter().filter(is_unknown);
    for field in taken.iter().copied().chain(unknown) {
        let value = book.written(other, field);
        if value != book.written(row, field) {
            let was = book.confirmed_on(row, field);
            ops.push(book.put(stays, field, value, None));
            let on = book.confirmed_on(other, field);
            ops.push(Op::Confirm { id: stays, field, on, was });
        }
    }
    ops
}

/// What is said of the main contacts of both that the merged file would not say any more: for each
/// such contact its fields. `taken` as in [`merge_ops`].
///
/// A contact is lost if its name or its phone is; one that a further contact says already is not.
pub fn lost_contacts(
    book: &Book,
    stays: Row,
    goes: Row,
    taken: &[FieldId],
) -> Vec<Vec<(FieldId, Value)>> {
    let kept = |field: FieldId| {
        let row = if taken.contains(&field) { goes } else { stays };
        book.written(row, field)
    };
    let known: Vec<_> = [stays, goes].into_iter().flat_map(|row| book.contacts(row)).collect();
    let mut lost: Vec<Vec<(FieldId, Value)>> = Vec::new();
    for row in [stays, goes] {
        let said = [fields::CONTACT, fields::PHONE].map(|field| (field, book.written(row, field)));
        let is_kept = said.iter().all(|(field, value)| value.is_none() || *value == kept(*field));
        let is_known = known.iter().any(|contact| {
            said.iter()
                .all(|(field, value)| value.is_none() || value.as_ref() == contact.value(*field))
        });
        if is_kept || is_known {
            continue;
        }
        let of_contact = FIELDS.iter().filter(|def| def.kind == RecordKind::Contact);
        let values: Vec<_> =
            of_contact.filter_map(|def| Some((def.id, book.written(row, def.id)?))).collect();
        lost.push(values);
    }
    lost
}

/// The writes that take a merge back, also long after it: the customer is there again, and what the
/// merge wrote to the one that stayed and nobody wrote since is as before. Undoing the change itself
/// does the same while it is known; this reads from the book what it was.
pub fn separate_ops(book: &Book, goes: CustomerId) -> Vec<Op> {
    let merge = || {
        let row = book.row_of(goes)?;
        let stays = book.merged_to(goes)?;
        Some((stays, book.merge_by(row)?.change, book.row_of(stays)))
    };
    let Some((stays, change, row)) = merge() else { return Vec::new() };
    let mut ops = row.map(|row| values_back(book, (stays, row), change)).unwrap_or_default();
    ops.extend(carried_back(book, stays, goes));
    ops.push(Op::Merge { loser: goes, into: None, was: Some(stays) });
    ops.extend(said_meanwhile(book, goes));
    ops
}

/// The writes that give a customer what files said of it while it was merged into another one: nobody
/// could edit it meanwhile, so only the files moved.
pub(crate) fn said_meanwhile(book: &Book, id: CustomerId) -> Vec<Op> {
    let mut ops = Vec::new();
    let Some(row) = book.row_of(id) else { return ops };
    let Some(merged) = book.merge_by(row) else { return ops };
    for field in book.edited_fields(row) {
        let Some(said) = book.imported(row, field) else { continue };
        let is_later = said.writer.stamp > merged.stamp;
        if is_later && said.value.is_some() && said.value != book.written(row, field) {
            restore_value(book, id, field, (said.value, None), &mut ops);
        }
    }
    ops
}

/// The writes that bring back what a change overwrote of one customer.
fn values_back(book: &Book, (id, row): (CustomerId, Row), change: ChangeId) -> Vec<Op> {
    let mut ops = Vec::new();
    for field in book.edited_fields(row) {
        let Some(meta) = book.field_meta(row, field) else { continue };
        if meta.is_edited && meta.writer.change == change {
            let was = (meta.was.cloned(), book.was_confirmed_on(row, field));
            restore_value(book, id, field, was, &mut ops);
            // Whether what a file says was still a question is not known any more: ask rather twice.
            if book.was_asked_over(id, field, None) {
                restate(book, id, field, &mut ops);
            }
        }
    }
    let made = book.contacts(row).into_iter().filter(|contact| {
        contact.customer == id && contact.fields().all(|it| it.writer.change == change)
    });
    let made: Vec<ContactId> = made.map(|contact| contact.id).collect();
    let drop = |id: ContactId, customer| Op::DropContact { id, customer, is_gone: true };
    ops.extend(made.into_iter().map(|contact| drop(contact, id)));
    ops
}

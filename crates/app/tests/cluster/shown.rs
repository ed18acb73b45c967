//! What the books show when all has come to rest: the same as one book into which everything that was
//! taken in is folded in another order. Not here: digests, and what was promised.

use std::collections::BTreeMap;

use jipan_book::merging::{Late, late};
use jipan_book::{Action, Book, Change};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::CustomerId;
use jipan_sync::records::{PartRow, RecordsError};
use jipan_sync::wire::ops::from_wire;
use jipan_sync::wire::{NO_CUSTOMER, WireChange};

use super::company::Company;
use super::funnel::told;

/// What follows from orders and rules, as management fields hold it.
const COMPUTED: [u16; 8] = [71, 72, 73, 77, 78, 84, 85, 86];

/// How far ahead of the endpoint a stamp may be.
const AHEAD_MS: u64 = 60_000;

/// What those that were joined by their keys never take over late.
const KEPT: [FieldId; 4] = [fields::CODE, fields::LICENCE, fields::LINE, fields::DISTRICT];

/// Everything that was taken in, the last first.
pub(super) fn reference(company: &mut Company) -> Book {
    let parts = company.looks(|records| {
        let mut parts: Vec<(PartRow, String)> = Vec::new();
        for (scope, _) in records.scopes()? {
            for part in records.feed(scope, 0, usize::MAX)? {
                let row = records.change(part.change)?;
                parts.push((part, row.map(|it| it.head).unwrap_or_default()));
            }
        }
        Ok::<_, RecordsError>(parts)
    });
    let change = |(part, head): &(PartRow, String)| -> Change {
        let head = serde_json::from_str(head).unwrap();
        let ops = serde_json::from_str(&part.ops).unwrap();
        from_wire(&WireChange { head, ops, is_state: false }).unwrap()
    };
    let mut book = Book::new();
    for part in parts.iter().rev() {
        let _applied = book.apply(&change(part));
    }
    book
}

/// What a book shows of a customer itself: what is merged into it may be of another territory.
fn shown(book: &Book, id: CustomerId, is_manager: bool) -> String {
    let Some(row) = book.row_of(id) else { return String::new() };
    let is_read = |field: &FieldId| {
        !COMPUTED.contains(&field.0) && (is_manager || *field != fields::BANK_ACCOUNT)
    };
    let filled = book.filled_fields(row).into_iter().filter(is_read);
    let values: BTreeMap<_, _> = filled
        .map(|field| (field, (book.value(row, field), book.confirmed_on(row, field))))
        .collect();
    let mut notes: Vec<_> = book.notes(row).map(|it| (it.text, it.is_retracted)).collect();
    notes.sort_unstable();
    let orders: BTreeMap<_, _> = book
        .own_orders(row)
        .map(|it| (it.number, (it.status, it.amount(), it.is_gone, it.lines.len())))
        .collect();
    let objections: BTreeMap<_, _> = book
        .objections(row)
        .filter(|it| it.customer == id)
        .map(|it| (it.id, (it.text, it.answer.map(|it| it.text))))
        .collect();
    let funnel = told(book, id);
    format!("{} {values:?} {notes:?} {orders:?} {objections:?} {funnel}", book.is_visible(row))
}

/// A book shows of its customers, of products and of rules what the reference does.
pub(super) fn is_as(
    (book, reference): (&Book, &Book),
    customers: impl Iterator<Item = CustomerId>,
    is_manager: bool,
    whose: &str,
) {
    for id in customers.filter(|id| *id != NO_CUSTOMER) {
        let (here, there) = (shown(book, id, is_manager), shown(reference, id, is_manager));
        assert_eq!(here, there, "{whose}: {id:?}");
    }
    let products = |book: &Book| -> BTreeMap<_, _> {
        let is_read =
            |it: &jipan_book::ProductValueView<'_>| is_manager || it.field != fields::PRODUCT_COST;
        let of = |it: jipan_book::ProductView<'_>| {
            let values = it.values().filter(is_read);
            let said: Vec<_> =
                values.map(|it| format!("{:?} {:?} {:?}", it.field, it.from, it.value)).collect();
            (it.id, said)
        };
        book.products().map(of).filter(|(_, said)| !said.is_empty()).collect()
    };
    assert_eq!(products(book), products(reference), "{whose}");
    let rules = |book: &Book| {
        let rules = book.rules().iter();
        rules.map(|(key, it)| (*key, it.value.clone())).collect::<Vec<_>>()
    };
    assert_eq!(rules(book), rules(reference), "{whose}");
}

/// Of two that became one no later edit is hidden behind an earlier value.
pub(super) fn nothing_late_is_hidden(company: &mut Company, reference: &Book) {
    for row in reference.rows() {
        let Some(goes) = reference.id_of(row) else { continue };
        let Some(stays) = reference.merged_to(goes) else { continue };
        let merge = reference.merge_by(row);
        let joined = merge.filter(|it| it.action == Action::JoinRecords);
        // Across territories what was joined by its keys alone stays apart.
        let is_apart = joined.is_some() && were_apart(company, [goes, stays]);
        let mut hidden = late(reference, goes);
        // Elsewhere it keeps what it said until they were joined, and its keys: later is what no clock that
        // may be ahead could have written before. After a restore somebody may bring the join of before
        // when edits have come in already.
        let taken_ms = joined.map(|it| {
            let row = company.looks(|records| records.change(it.change));
            row.map_or(0, |row| row.at_ms).max(it.stamp.ms())
        });
        let is_kept = |it: &Late| {
            taken_ms.is_some_and(|at_ms| {
                let until_ms = at_ms.saturating_add(AHEAD_MS);
                it.writer.stamp.ms() <= until_ms || KEPT.contains(&it.field)
            })
        };
        hidden.retain(|it| !it.is_over_copy && !is_kept(it));
        assert!(is_apart || hidden.is_empty(), "{goes:?} in {stays:?}: {hidden:?}");
    }
}

/// Whether two customers are, or may have been, of two territories.
fn were_apart(company: &mut Company, pair: [CustomerId; 2]) -> bool {
    let moved = pair.map(|id| !company.looks(|records| records.left_by(id)).is_empty());
    let scopes = pair.map(|id| company.looks(|records| records.customer(id)).map(|it| it.scope));
    moved.contains(&true) || scopes[0] != scopes[1]
}

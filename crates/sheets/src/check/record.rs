//! What is wrong with a record as a whole. Not here: its cells.

use jipan_book::sheet::{RowError, SheetKind};
use jipan_rules::check::{RecordError, check_record};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;

/// Of these a line of an order needs one: who ordered, and what it came to. `OURS`
const ONE_OF: [[FieldId; 2]; 2] =
    [[fields::ORDER_CUSTOMER, fields::ORDER_LICENCE], [fields::ORDER_AMOUNT, fields::ORDER_PRICE]];

/// Appends what is wrong with the record as a whole. A required cell that could not be read is
/// not also called missing.
pub(super) fn push_record_errors(
    kind: SheetKind,
    values: &[(FieldId, Value)],
    errors: &mut Vec<RowError>,
) {
    match kind {
        SheetKind::Customers => push_customer_errors(values, errors),
        SheetKind::Products => push_missing(kind, values, errors),
        SheetKind::Orders => {
            push_missing(kind, values, errors);
            for one_of in ONE_OF {
                let is_there = |id: &FieldId| values.iter().any(|(known, _)| known == id);
                let is_told = |id: &FieldId| errors.iter().any(|known| is_about(known, *id));
                if !one_of.iter().any(|id| is_there(id) || is_told(id)) {
                    errors.extend(one_of.first().map(|field| RowError::Missing { field: *field }));
                }
            }
        }
    }
}

fn push_missing(kind: SheetKind, values: &[(FieldId, Value)], errors: &mut Vec<RowError>) {
    for def in kind.fields().iter().filter(|def| def.required) {
        let is_there = values.iter().any(|(known, _)| *known == def.id);
        if !is_there && !errors.iter().any(|known| is_about(known, def.id)) {
            errors.push(RowError::Missing { field: def.id });
        }
    }
}

fn push_customer_errors(values: &[(FieldId, Value)], errors: &mut Vec<RowError>) {
    let get = |id| values.iter().find(|(known, _)| *known == id).map(|(_, value)| value.clone());
    for error in check_record(get) {
        match error {
            RecordError::RequiredMissing { field } => {
                if !errors.iter().any(|known| is_about(known, field)) {
                    errors.push(RowError::Missing { field });
                }
            }
            RecordError::ValidToBeforeIssued { issued, valid_to } => {
                errors.push(RowError::ValidToBeforeIssued { issued, valid_to });
            }
        }
    }
}

/// Whether an error says that the cell of a field could not be read.
fn is_about(error: &RowError, id: FieldId) -> bool {
    match error {
        RowError::Cell { field, .. }
        | RowError::ErrorCell { field, .. }
        | RowError::DigitsLost { field, .. } => *field == id,
        RowError::Missing { .. }
        | RowError::ValidToBeforeIssued { .. }
        | RowError::RepeatedKey { .. }
        | RowError::KeyOfAnother { .. }
        | RowError::TooFewCells { .. }
        | RowError::TooManyCells { .. }
        | RowError::NotDecodable { .. }
        | RowError::UnclosedQuote
        | RowError::Order(_) => false,
    }
}

//! Records to values of fields, and what is wrong with them. Not here: rules of a field, which are
//! in `jipan_rules`, and whether the book already has the customer.

use std::borrow::Cow;
use std::collections::BTreeMap;

mod record;

use jipan_book::sheet::{CheckedRow, Encoding, RowError, SheetKind};
use jipan_rules::check::{RoundedValue, ValueError, parse_value, round_value, text_of};
use jipan_rules::schema::{FieldDef, FieldId, FieldType, Language, field, fields};
use jipan_rules::value::Value;
use jipan_rules::values::written::phones_in;

use crate::decode::{clean, text_of as decoded, trimmed};
use crate::foreign;
use crate::guard::is_guarded;
use crate::guess::is_importable;
use crate::workbook::cell::{Cell, Unsaid};
use crate::workbook::number::Epoch;
use record::push_record_errors;

/// Number of characters of a cell that its error repeats.
const VALUE_CHARS_MAX: usize = 200;

/// Number of characters of an error of a cell that is repeated; the longest has thirteen.
const FAULT_CHARS_MAX: usize = 20;

/// Checks the records of one file, in their order.
#[derive(Debug, Clone)]
pub struct Checker {
    kind: SheetKind,
    columns: Vec<Column>,
    /// Which record carries a key first, whether it comes in or not.
    keys: BTreeMap<(FieldId, Value), u32>,
    /// Number of cells that a record has at least: up to the last heading.
    n_headed: usize,
}

#[derive(Debug, Clone)]
struct Column {
    heading: String,
    def: Option<&'static FieldDef>,
}

/// A cell as a file gives it.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// Bytes in the encoding of a text file.
    Bytes(&'a [u8], Encoding),
    /// A cell of a workbook, which counts its days from there.
    Cell(Cell<'a>, Epoch),
}

/// What was read from one cell.
enum Content {
    Blank,
    Value(Value),
    Rounded(RoundedValue),
    /// Several phone numbers.
    Phones(Vec<Value>),
    Error(RowError),
}

/// Where further phone numbers of a cell go, as far as the file has no column for them.
const FURTHER_PHONES: [FieldId; 2] = [fields::PHONE_2, fields::PHONE_3];

impl Checker {
    /// A checker for records of a kind, in columns with these headings, each with its field or none.
    pub fn new(kind: SheetKind, headings: &[String], mapping: &[Option<FieldId>]) -> Self {
        let columns = headings.iter().enumerate().map(|(idx, heading)| {
            let def = mapping.get(idx).copied().flatten().and_then(field);
            let def = def.filter(|def| kind.has(def.id) && is_importable(def));
            Column { heading: heading.clone(), def }
        });
        let n_headed = headings.iter().rposition(|it| !it.is_empty());
        let n_mapped = mapping.iter().rposition(Option::is_some);
        Self {
            kind,
            columns: columns.collect(),
            keys: BTreeMap::new(),
            n_headed: n_headed.max(n_mapped).map_or(0, |idx| idx.saturating_add(1)),
        }
    }

    /// Checks the next record. The first record that carries a key takes it, even if that record
    /// fails: what comes in never depends on what is wrong elsewhere in an earlier record.
    ///
    /// Surplus cells that are blank are none. A record that ends before its last columns comes in if
    /// all it has is right and none of it can have slipped from where it belongs: spreadsheets leave
    /// out the blank cells at the end of a line. Not so a record with less than half of its cells,
    /// nor the last one of a file that `is_cut` off. OURS
    pub fn check<'a>(
        &mut self,
        number: u32,
        mut cells: impl ExactSizeIterator<Item = Given<'a>>,
        is_cut: bool,
    ) -> CheckedRow {
        let n_cells = cells.len();
        let mut values = Vec::new();
        let mut errors = Vec::new();
        let mut rounded = Vec::new();
        let n_missing = self.n_headed.saturating_sub(n_cells);
        let mut last = None;
        for (idx, (column, given)) in self.columns.iter().zip(cells.by_ref()).enumerate() {
            if n_missing > 0 && !given.is_blank() {
                last = Some((idx, given));
            }
            let Some(def) = column.def else { continue };
            match read_cell(column, def, given) {
                Content::Blank => {}
                Content::Value(value) => values.push((def.id, value)),
                Content::Rounded(RoundedValue { value, more }) => {
                    rounded.push((def.id, more));
                    values.push((def.id, value));
                }
                Content::Phones(phones) => match self.placed(def, phones) {
                    Some(phones) => values.extend(phones),
                    None => errors.push(several_phones(column, def, given)),
                },
                Content::Error(error) => errors.push(error),
            }
        }
        self.take_keys(number, &values, &mut errors);
        let n_surplus = cells.filter(|given| !given.is_blank()).count();
        let is_wrong = is_cut || !errors.is_empty() || self.may_have_slipped(last, n_missing);
        let n_needed = if is_wrong { self.n_headed } else { self.n_headed.div_ceil(2) };
        if let Some(error) = self.raggedness(n_cells, n_surplus, n_needed) {
            // Its cells are in the wrong columns, so that anything else said of them is wrong.
            let (values, rounded) = (Vec::new(), Vec::new());
            return CheckedRow { record: number, values, errors: vec![error], rounded };
        }
        push_record_errors(self.kind, &values, &mut errors);
        rounded.retain(|(_, more)| *more != 0);
        CheckedRow { record: number, values, errors, rounded }
    }

    /// Whether a record without its last cells may have lost one in its midst. Then what follows that
    /// one stands too far left, and the last cell that says anything is of one of the columns behind
    /// it. It is of none of them if it would be wrong in each.
    fn may_have_slipped(&self, last: Option<(usize, Given<'_>)>, n_missing: usize) -> bool {
        let Some((idx, given)) = last.filter(|_| n_missing > 0) else { return n_missing > 0 };
        let own = self.columns.get(idx).and_then(|column| column.def);
        let is_no_text = own.is_some_and(|def| is_no_text(def.ty, given));
        let mut behind = self.columns.iter().skip(idx.saturating_add(1)).take(n_missing);
        !behind.all(|column| match column.def {
            None => false, // Nobody knows what it holds.
            Some(def) if is_text(def.ty) => is_no_text,
            Some(def) => matches!(read_cell(column, def, given), Content::Error(_)),
        })
    }

    /// The phone numbers of one cell, each with its field; `None` if there is no place for all.
    fn placed(&self, def: &FieldDef, phones: Vec<Value>) -> Option<Vec<(FieldId, Value)>> {
        let is_mapped = |id: &FieldId| {
            self.columns.iter().any(|column| column.def.is_some_and(|def| def.id == *id))
        };
        let further = FURTHER_PHONES.into_iter().filter(|id| !is_mapped(id));
        let places: Vec<FieldId> = std::iter::once(def.id).chain(further).collect();
        let has_place = def.id == fields::PHONE && phones.len() <= places.len();
        has_place.then(|| places.into_iter().zip(phones).collect())
    }

    fn take_keys(&mut self, number: u32, values: &[(FieldId, Value)], errors: &mut Vec<RowError>) {
        for (id, value) in values.iter().filter(|(id, _)| keys_of(self.kind).contains(id)) {
            let first_record = *self.keys.entry((*id, key_of(self.kind, value))).or_insert(number);
            if first_record != number {
                let value = field(*id).map(|def| text_of(def, value, Language::Zh));
                let value = value.unwrap_or_default();
                errors.push(RowError::RepeatedKey { field: *id, value, first_record });
            }
        }
    }

    fn raggedness(&self, n_cells: usize, n_surplus: usize, n_needed: usize) -> Option<RowError> {
        let n = u32::try_from(n_cells).unwrap_or(u32::MAX);
        let expected = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        if n_surplus > 0 {
            Some(RowError::TooManyCells { n, expected })
        } else {
            (n_cells < n_needed).then_some(RowError::TooFewCells { n, expected })
        }
    }
}

/// Fields that tell records apart: no two records of a file may share a value. Lines of orders have
/// none.
fn keys_of(kind: SheetKind) -> &'static [FieldId] {
    match kind {
        SheetKind::Customers => &[fields::CODE, fields::LICENCE],
        SheetKind::Products => &[fields::PRODUCT_CODE],
        SheetKind::Orders => &[],
    }
}

/// A key as it is compared: a code of a product is the same in capitals.
fn key_of(kind: SheetKind, value: &Value) -> Value {
    match value {
        Value::Text(text) if kind == SheetKind::Products => Value::Text(text.to_uppercase().into()),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => value.clone(),
    }
}

impl Given<'_> {
    fn is_blank(self) -> bool {
        match self {
            Self::Bytes(bytes, encoding) => {
                decoded(bytes, encoding).is_some_and(|text| clean(&text).is_empty())
            }
            Self::Cell(cell, _) => cell == Cell::Blank,
        }
    }
}

fn read_cell(column: &Column, def: &FieldDef, given: Given<'_>) -> Content {
    let heading = || column.heading.clone();
    let text = match given {
        Given::Bytes(bytes, encoding) => match decoded(bytes, encoding) {
            Some(text) => text,
            None => return Content::Error(RowError::NotDecodable { heading: heading() }),
        },
        Given::Cell(cell, epoch) => match cell.said(def.ty, epoch) {
            Ok(text) => text,
            Err(Unsaid::Fault(code)) => {
                let code = code.chars().take(FAULT_CHARS_MAX).collect();
                return Content::Error(RowError::ErrorCell {
                    heading: heading(),
                    field: def.id,
                    code,
                });
            }
            Err(Unsaid::DigitsLost) => {
                let value = cell.shown(epoch).chars().take(VALUE_CHARS_MAX).collect();
                let (heading, field) = (heading(), def.id);
                return Content::Error(RowError::DigitsLost { heading, field, value });
            }
        },
    };
    let is_guarded = is_guarded(trimmed(&text));
    let text = clean(&text);
    if foreign::is_nothing(text) {
        return Content::Blank;
    }
    if let Some(code) = foreign::fault(text) {
        let (heading, code) = (heading(), code.chars().take(FAULT_CHARS_MAX).collect());
        return Content::Error(RowError::ErrorCell { heading, field: def.id, code });
    }
    let text =
        if is_guarded && is_line(def.ty) { Cow::Borrowed(text) } else { foreign::plain(def, text) };
    if keeps_digits(def.ty) && foreign::is_abbreviated(&text) {
        let (heading, value) = (heading(), text.into_owned());
        return Content::Error(RowError::DigitsLost { heading, field: def.id, value });
    }
    match parse_value(def, &text) {
        Ok(None) => Content::Blank,
        Ok(Some(value)) => Content::Value(value),
        Err(error) => otherwise(def, &text, error).unwrap_or_else(|| {
            Content::Error(RowError::Cell {
                heading: heading(),
                field: def.id,
                value: text.chars().take(VALUE_CHARS_MAX).collect(),
                error,
            })
        }),
    }
}

/// Whether a field is free text.
fn is_text(ty: FieldType) -> bool {
    matches!(ty, FieldType::Text { .. } | FieldType::LongText { .. })
}

/// Whether what a field of this type says is nothing that anybody writes as free text: a day or a
/// choice, but no number, no single letter, no 是 and no 其他. OURS
fn is_no_text(ty: FieldType, given: Given<'_>) -> bool {
    match ty {
        FieldType::Date | FieldType::Birthday => true,
        FieldType::Choice(_) => {
            let text = shown(given);
            text.chars().nth(1).is_some() && text != "其他"
        }
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Integer { .. }
        | FieldType::YesNo
        | FieldType::Money
        | FieldType::SignedMoney
        | FieldType::Price
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code => false,
    }
}

/// Whether a field is one line of free text.
fn is_line(ty: FieldType) -> bool {
    matches!(ty, FieldType::Text { .. })
}

/// Whether every digit of a number counts in a field, which is not for reckoning.
fn keeps_digits(ty: FieldType) -> bool {
    match ty {
        FieldType::Text { .. } | FieldType::Phone | FieldType::Licence | FieldType::Code => true,
        FieldType::LongText { .. }
        | FieldType::Choice(_)
        | FieldType::Integer { .. }
        | FieldType::Date
        | FieldType::YesNo
        | FieldType::Money
        | FieldType::SignedMoney
        | FieldType::Price
        | FieldType::Birthday => false,
    }
}

/// What a cell says that is not a value of its field as it stands.
fn otherwise(def: &FieldDef, text: &str, error: ValueError) -> Option<Content> {
    match error {
        ValueError::NotANumber => round_value(def, text).map(Content::Rounded),
        ValueError::SeveralPhones => {
            let phones = phones_in(text).into_iter().map(|it| Value::Text(it.as_str().into()));
            Some(Content::Phones(phones.collect()))
        }
        ValueError::TooLong { .. }
        | ValueError::BelowMin { .. }
        | ValueError::AboveMax { .. }
        | ValueError::NotADate
        | ValueError::NoSuchDate
        | ValueError::UnknownChoice
        | ValueError::InvalidPhone
        | ValueError::InvalidLicence
        | ValueError::InvalidCode
        | ValueError::NotABirthday
        | ValueError::NoDay
        | ValueError::NoEnd => None,
    }
}

/// Several phone numbers without a place for each.
fn several_phones(column: &Column, def: &FieldDef, given: Given<'_>) -> RowError {
    RowError::Cell {
        heading: column.heading.clone(),
        field: def.id,
        value: shown(given).chars().take(VALUE_CHARS_MAX).collect(),
        error: ValueError::SeveralPhones,
    }
}

/// What a cell shows, whatever its field.
fn shown(given: Given<'_>) -> String {
    let text = match given {
        Given::Bytes(bytes, encoding) => decoded(bytes, encoding).unwrap_or_default(),
        Given::Cell(cell, epoch) => cell.shown(epoch),
    };
    clean(&text).to_owned()
}

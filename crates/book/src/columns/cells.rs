//! Values as cells and back. Not here: the columns.

use jipan_rules::value::Value;
use jipan_rules::{Datelike as _, NaiveDate};

use super::{NO_CODE, NO_NUMBER};
use crate::arena::Row;

/// A text without U+0000, which ends a text in a column; `None` if there is nothing to clean.
pub(super) fn cleaned(value: &Value) -> Option<Value> {
    match value {
        Value::Text(text) if text.contains('\0') => {
            Some(Value::Text(text.replace('\0', "").into()))
        }
        Value::Text(_)
        | Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => None,
    }
}

/// A value as a column gives it back; `None` for none.
pub(crate) fn kept(value: Option<Value>) -> Option<Value> {
    let value = value?;
    let value = cleaned(&value).unwrap_or(value);
    (!is_blank(&value)).then_some(value)
}

/// An empty text is no value.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => false,
    }
}

pub(super) fn text_of(value: Option<&Value>) -> &str {
    match value {
        Some(Value::Text(text)) => text,
        Some(
            Value::Integer(_)
            | Value::Date(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Amount(_),
        )
        | None => "",
    }
}

pub(super) fn code_of(value: &Value) -> Option<u8> {
    match value {
        Value::Choice(code) => Some(*code),
        Value::YesNo(yes) => Some(u8::from(*yes)),
        Value::Text(_) | Value::Integer(_) | Value::Date(_) | Value::Amount(_) => None,
    }
}

pub(super) fn day_of(value: &Value) -> Option<i32> {
    match value {
        Value::Date(day) => Some(day.num_days_from_ce()),
        Value::Text(_)
        | Value::Integer(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => None,
    }
}

pub(super) fn number_of(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(n) => Some(*n),
        Value::Amount(money) => Some(money.fen()),
        Value::Text(_) | Value::Date(_) | Value::YesNo(_) | Value::Choice(_) => None,
    }
}

pub(super) fn code_at(cells: &[u8], idx: usize) -> Option<u8> {
    cells.get(idx).copied().filter(|&code| code != NO_CODE)
}

pub(super) fn day_at(cells: &[i32], idx: usize) -> Option<NaiveDate> {
    cells.get(idx).copied().and_then(NaiveDate::from_num_days_from_ce_opt)
}

pub(super) fn number_at(cells: &[i64], idx: usize) -> Option<i64> {
    cells.get(idx).copied().filter(|&n| n != NO_NUMBER)
}

pub(super) fn set_cell<T: Copy>(cells: &mut Vec<T>, row: Row, none: T, value: Option<T>) {
    if cells.len() <= row.idx() {
        if value.is_none() {
            return;
        }
        cells.resize(row.idx() + 1, none);
    }
    if let Some(cell) = cells.get_mut(row.idx()) {
        *cell = value.unwrap_or(none);
    }
}

//! What cannot be a change, whoever wrote it. Not here: whether its writer may.

use jipan_book::{Change, FunnelWrite, ObjectionWrite, Op, OrderWrite};
use jipan_rules::budget::{
    BudgetField as F, BudgetKey, Judgement, SEEN_CHARS_MAX, Seen, TEXT_CHARS_MAX,
};
use jipan_rules::check::{AMOUNT_YUAN_MAX, PRICE_YUAN_MAX};
use jipan_rules::order::OrderLine;
use jipan_rules::period::Month;
use jipan_rules::schema::{FieldId, FieldType, field as field_def};
use jipan_rules::value::Value;
use jipan_rules::{Datelike as _, NaiveDate, Uuid};

use crate::wire::{PUSH_BYTES_MAX, WireChange};

/// Most customers that one change names: a merge names two for each record. OURS
const CUSTOMERS_MAX: usize = 2 * jipan_book::CHANGE_RECORDS_MAX;
/// Most characters of one text. OURS
const CHARS_MAX: usize = 20_000;
/// Most characters of the number of an order. OURS
const NUMBER_CHARS_MAX: usize = 200;
/// Most units of one line, either way. OURS
const QUANTITY_MAX: u64 = 1_000_000_000;
/// The highest price of a unit in ten-thousandths of a yuan, and the greatest amount of a line either way
/// in fen: those of the schema. OURS
const PRICE_MAX: i64 = PRICE_YUAN_MAX * 10_000;
const AMOUNT_MAX: u64 = AMOUNT_YUAN_MAX.unsigned_abs() * 100;
/// Years that a day can fall in. OURS
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Whether its size is one that a change can have.
pub(super) fn is_of_size(wire: &WireChange) -> bool {
    let n_bytes: usize = wire.ops.iter().map(|op| op.get().len()).sum();
    !wire.ops.is_empty() && n_bytes <= PUSH_BYTES_MAX
}

/// Whether it is a change that some tablet can have made: a number, a device, writes about not too
/// many customers, and values that their fields can hold.
pub(super) fn is_valid(change: &Change) -> bool {
    let is_named = change.id.seq != 0 && (change.id.replica.number() >> 8) != 0;
    is_named && change.customers().len() <= CUSTOMERS_MAX && change.ops.iter().all(is_write)
}

fn is_write(op: &Op) -> bool {
    let fits = |field: FieldId, value: &Option<Value>| {
        value.as_ref().is_none_or(|value| is_value(field, value))
    };
    let is_text = |text: &str| text.chars().count() <= CHARS_MAX;
    match op {
        Op::Create { values, .. } => values.iter().all(|(field, value)| is_value(*field, value)),
        // What it was is only told, so it may be of a time with other rules.
        Op::Put { field, value, reason, .. } => {
            fits(*field, value) && reason.as_deref().is_none_or(is_text)
        }
        Op::Stated { field, value, .. } | Op::PutContact { field, value, .. } => {
            fits(*field, value)
        }
        Op::Conflict { field, sides, .. } => sides.iter().all(|side| fits(*field, &side.value)),
        Op::Note { text, .. } | Op::Reason { text, .. } => is_text(text),
        Op::Batch(info) => is_text(&info.name) && !info.id.uuid().is_nil(),
        Op::Merge { loser, into, was } => {
            [into, was].into_iter().flatten().all(|other| other != loser)
        }
        Op::Distinct { one, other, .. } => one != other,
        Op::Confirm { on, was, .. } => {
            [on, was].into_iter().flatten().all(|day| YEARS.contains(&day.year()))
        }
        Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::DropContact { .. }
        | Op::ResolveConflict { .. }
        | Op::Funnel { write: FunnelWrite::Drop { .. }, .. } => true,
        Op::Order { write, .. } => is_order(write),
        Op::Objection { write, .. } => match write {
            ObjectionWrite::Raise { text, .. } | ObjectionWrite::Answer { text, .. } => {
                is_text(text)
            }
            ObjectionWrite::Drop { .. } | ObjectionWrite::Reopen { .. } => true,
        },
        Op::Product { field, from, value, .. } => {
            fits(*field, value) && from.is_none_or(|day| YEARS.contains(&day.year()))
        }
        Op::Rule { key, from, value, .. } => {
            *key != 0 && YEARS.contains(&from.year()) && value.as_deref().is_none_or(is_text)
        }
        Op::Budget { key, value, .. } => {
            is_key(*key) && value.as_deref().is_none_or(|value| is_text(value) && says(*key, value))
        }
        Op::Funnel { deal, write: FunnelWrite::Say(fact), .. } => {
            fact.fault().is_none()
                && fact.is_of_deal() == deal.is_some()
                && fact.days().all(|day| YEARS.contains(&day.year()))
        }
    }
}

/// Whether a value of the budget can be kept there: it has a field and something that it is of, and its month,
/// where it has one, is of a year that can be planned.
fn is_key(key: BudgetKey) -> bool {
    let needs_month = matches!(
        key.known(),
        Some(
            F::PlanInForce
                | F::PlanCell
                | F::PlanShare
                | F::MeasureEffect
                | F::MonthClosed
                | F::StaffCounted
        )
    );
    let is_month = is_month(key.at) || key.at == 0 && !needs_month;
    key.field != 0 && (is_month || key.known().is_none())
}

fn is_month(index: u16) -> bool {
    YEARS.contains(&i32::from(Month::from_index(index).year()))
}

/// Whether a text is one that a field of the budget can hold. What a newer program knows passes, a word that
/// it may have added among it.
fn says(key: BudgetKey, text: &str) -> bool {
    let number = || text.parse::<i64>().ok().filter(|n| n.unsigned_abs() <= AMOUNT_MAX);
    let is_short = text.chars().count() <= TEXT_CHARS_MAX;
    let Some(field) = key.known() else { return true };
    match field {
        F::PlanYear => text.parse().is_ok_and(is_month),
        F::PlanTarget
        | F::PlanCell
        | F::PlanShare
        | F::PlanGrowth
        | F::MeasureExpected
        | F::MeasureEffect
        | F::ExpenseAmount => number().is_some(),
        F::ExpenseDriven | F::StaffCounted => number().is_some_and(|n| n >= 0),
        F::PlanWeights => text.split(';').all(|it| it.trim().parse::<i64>().is_ok()),
        F::LineParent | F::MeasureRow | F::MeasureArm => text.parse::<u16>().is_ok(),
        F::PlanFrom | F::PlanInForce | F::MeasureOwner | F::ExpenseLine => {
            Uuid::try_parse(text).is_ok()
        }
        F::MeasureDue | F::MeasureDone | F::ExpenseOn => {
            text.parse::<NaiveDate>().is_ok_and(|day| YEARS.contains(&day.year()))
        }
        F::ExpenseVerdict => {
            is_short
                && Judgement::parse(text).is_some_and(|it| it.amount().unsigned_abs() <= AMOUNT_MAX)
        }
        // Without a list it is a word of an older program.
        F::PlanFrozen => is_short && !text.contains(';') || is_seen(text),
        F::PlanName
        | F::PlanGone
        | F::PlanMethod
        | F::LineName
        | F::LineDriver
        | F::LineGoods
        | F::LineGone
        | F::MeasureName
        | F::MeasureGone
        | F::ExpenseNote
        | F::ExpenseReceipt
        | F::ExpenseGone => is_short,
        // One number for each line there is.
        F::MonthClosed => true,
    }
}

/// Whether a text lists what was seen of a plan, and is no longer than that is made.
fn is_seen(text: &str) -> bool {
    text.len() <= SEEN_CHARS_MAX && Seen::parse(text).is_some()
}

/// Whether an order is one that can have been placed: a number, a day, and lines that can be added up.
fn is_order(write: &OrderWrite) -> bool {
    let is_line = |line: &OrderLine| {
        line.pack > 0
            && (0..=PRICE_MAX).contains(&line.price)
            && line.quantity.unsigned_abs() <= QUANTITY_MAX
            && line.amount.unsigned_abs() <= AMOUNT_MAX
    };
    match write {
        OrderWrite::Place(placed) => {
            !placed.number.trim().is_empty()
                && placed.number.chars().count() <= NUMBER_CHARS_MAX
                && YEARS.contains(&placed.on.year())
                && placed.lines.iter().all(is_line)
        }
        OrderWrite::Move { why, .. } => {
            why.as_deref().is_none_or(|why| why.chars().count() <= CHARS_MAX)
        }
        OrderWrite::Drop { .. } => true,
    }
}

/// Whether a value is of the type of its field. What a newer program knows of a field, such as one
/// more choice, passes.
fn is_value(field: FieldId, value: &Value) -> bool {
    let is_sane = match value {
        Value::Text(text) => text.chars().count() <= CHARS_MAX,
        Value::Date(day) => YEARS.contains(&day.year()),
        Value::Integer(_) | Value::YesNo(_) | Value::Choice(_) | Value::Amount(_) => true,
    };
    let is_of_type = field_def(field).is_none_or(|def| match def.ty {
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code
        | FieldType::Birthday => matches!(value, Value::Text(_)),
        FieldType::Choice(_) => matches!(value, Value::Choice(_)),
        FieldType::Integer { .. } | FieldType::Price => matches!(value, Value::Integer(_)),
        FieldType::Date => matches!(value, Value::Date(_)),
        FieldType::YesNo => matches!(value, Value::YesNo(_)),
        FieldType::Money | FieldType::SignedMoney => matches!(value, Value::Amount(_)),
    });
    is_sane && is_of_type
}

//! Columns: the current value of each field of every customer, close together. Not here: who wrote
//! a value, and what it means.

mod cells;
mod words;

use std::collections::BTreeMap;

use jipan_rules::expiry::date_of_mark;
use jipan_rules::schema::{FieldId, FieldType, field as schema_field, fields};
use jipan_rules::value::Value;
use jipan_rules::values::Money;

use crate::arena::{Row, TextArena};
use cells::{
    cleaned, code_at, code_of, day_at, day_of, is_blank, number_at, number_of, set_cell, text_of,
};

pub(crate) use cells::kept;
pub use words::WordColumn;

/// No value in a column of codes.
pub(crate) const NO_CODE: u8 = u8::MAX;
/// No value in a column of days.
pub(crate) const NO_DAY: i32 = i32::MIN;
/// No value in a column of numbers.
pub(crate) const NO_NUMBER: i64 = i64::MIN;

/// How a column holds its values. The codes are written into pages and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Texts = 1,
    Words = 2,
    Choices = 3,
    YesNos = 4,
    Days = 5,
    Integers = 6,
    Amounts = 7,
}

impl ColumnKind {
    pub(crate) fn of_code(code: u8) -> Option<Self> {
        [
            Self::Texts,
            Self::Words,
            Self::Choices,
            Self::YesNos,
            Self::Days,
            Self::Integers,
            Self::Amounts,
        ]
        .into_iter()
        .find(|kind| kind.code() == code)
    }

    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Texts => 1,
            Self::Words => 2,
            Self::Choices => 3,
            Self::YesNos => 4,
            Self::Days => 5,
            Self::Integers => 6,
            Self::Amounts => 7,
        }
    }

    /// How the values of a field are held; `None` for a field this program does not know.
    pub(crate) fn of_field(field: FieldId) -> Option<Self> {
        if date_of_mark(field).is_some() {
            return Some(Self::Integers);
        }
        let def = schema_field(field)?;
        Some(match def.ty {
            FieldType::Text { .. } if is_word(field) => Self::Words,
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code
            | FieldType::Birthday => Self::Texts,
            FieldType::Choice(_) => Self::Choices,
            FieldType::YesNo => Self::YesNos,
            FieldType::Date => Self::Days,
            FieldType::Integer { .. } | FieldType::Price => Self::Integers,
            FieldType::Money | FieldType::SignedMoney => Self::Amounts,
        })
    }
}

/// Short texts that repeat from customer to customer, so that each is held once.
fn is_word(field: FieldId) -> bool {
    const WORDS: [FieldId; 12] = [
        fields::DISTRICT,
        fields::LINE,
        fields::MANAGER,
        fields::CLASS,
        FieldId(40), // 送货路段
        FieldId(42), // 电话订货员
        FieldId(43), // 送货员
        FieldId(44), // 订货批次
        FieldId(45), // 客户经理拜访批次
        FieldId(67), // 发证局
        FieldId(68), // 专管员
        fields::ROLE,
    ];
    WORDS.contains(&field)
}

/// The values of one field.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    Texts(TextArena),
    Words(WordColumn),
    Choices(Vec<u8>),
    YesNos(Vec<u8>),
    Days(Vec<i32>),
    Integers(Vec<i64>),
    Amounts(Vec<i64>),
}

impl Column {
    pub(crate) fn new(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Texts => Self::Texts(TextArena::default()),
            ColumnKind::Words => Self::Words(WordColumn::default()),
            ColumnKind::Choices => Self::Choices(Vec::new()),
            ColumnKind::YesNos => Self::YesNos(Vec::new()),
            ColumnKind::Days => Self::Days(Vec::new()),
            ColumnKind::Integers => Self::Integers(Vec::new()),
            ColumnKind::Amounts => Self::Amounts(Vec::new()),
        }
    }

    pub(crate) fn kind(&self) -> ColumnKind {
        match self {
            Self::Texts(_) => ColumnKind::Texts,
            Self::Words(_) => ColumnKind::Words,
            Self::Choices(_) => ColumnKind::Choices,
            Self::YesNos(_) => ColumnKind::YesNos,
            Self::Days(_) => ColumnKind::Days,
            Self::Integers(_) => ColumnKind::Integers,
            Self::Amounts(_) => ColumnKind::Amounts,
        }
    }

    #[inline]
    pub(crate) fn has(&self, row: Row) -> bool {
        let idx = row.idx();
        match self {
            Self::Texts(texts) => texts.get(row).is_some(),
            Self::Words(words) => words.word_idx(row).is_some(),
            Self::Choices(cells) | Self::YesNos(cells) => {
                cells.get(idx).is_some_and(|&code| code != NO_CODE)
            }
            Self::Days(cells) => cells.get(idx).is_some_and(|&day| day != NO_DAY),
            Self::Integers(cells) | Self::Amounts(cells) => {
                cells.get(idx).is_some_and(|&n| n != NO_NUMBER)
            }
        }
    }

    pub(crate) fn get(&self, row: Row) -> Option<Value> {
        let idx = row.idx();
        match self {
            Self::Texts(texts) => texts.get(row).map(|text| Value::Text(text.into())),
            Self::Words(words) => words.get(row).map(|word| Value::Text(word.into())),
            Self::Choices(cells) => code_at(cells, idx).map(Value::Choice),
            Self::YesNos(cells) => code_at(cells, idx).map(|code| Value::YesNo(code == 1)),
            Self::Days(cells) => day_at(cells, idx).map(Value::Date),
            Self::Integers(cells) => number_at(cells, idx).map(Value::Integer),
            Self::Amounts(cells) => {
                number_at(cells, idx).map(|n| Value::Amount(Money::from_fen(n)))
            }
        }
    }

    /// The code in a column of choices or of yes and no.
    pub(crate) fn code(&self, row: Row) -> Option<u8> {
        match self {
            Self::Choices(cells) | Self::YesNos(cells) => code_at(cells, row.idx()),
            Self::Texts(_)
            | Self::Words(_)
            | Self::Days(_)
            | Self::Integers(_)
            | Self::Amounts(_) => None,
        }
    }

    /// The number in a column of whole numbers or of amounts, these in fen.
    pub(crate) fn number(&self, row: Row) -> Option<i64> {
        match self {
            Self::Integers(cells) | Self::Amounts(cells) => number_at(cells, row.idx()),
            Self::Texts(_)
            | Self::Words(_)
            | Self::Choices(_)
            | Self::YesNos(_)
            | Self::Days(_) => None,
        }
    }

    /// Whether the column can hold the value and give it back.
    fn fits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Texts(_) | Self::Words(_), Value::Text(_))
            | (Self::YesNos(_), Value::YesNo(_))
            | (Self::Days(_), Value::Date(_)) => true,
            (Self::Choices(_), Value::Choice(code)) => *code != NO_CODE,
            (Self::Integers(_), Value::Integer(n)) => *n != NO_NUMBER,
            (Self::Amounts(_), Value::Amount(money)) => money.fen() != NO_NUMBER,
            (
                Self::Texts(_)
                | Self::Words(_)
                | Self::Choices(_)
                | Self::YesNos(_)
                | Self::Days(_)
                | Self::Integers(_)
                | Self::Amounts(_),
                _,
            ) => false,
        }
    }

    /// Writes a value that fits; `None` empties the cell.
    fn set(&mut self, row: Row, value: Option<&Value>) {
        match self {
            Self::Texts(texts) => texts.set(row, text_of(value)),
            Self::Words(words) => words.set(row, text_of(value)),
            Self::Choices(cells) | Self::YesNos(cells) => {
                set_cell(cells, row, NO_CODE, value.and_then(code_of));
            }
            Self::Days(cells) => {
                set_cell(cells, row, NO_DAY, value.and_then(day_of));
            }
            Self::Integers(cells) | Self::Amounts(cells) => {
                set_cell(cells, row, NO_NUMBER, value.and_then(number_of));
            }
        }
    }

    fn truncate(&mut self, n_rows: usize) {
        match self {
            Self::Texts(texts) => texts.truncate(n_rows),
            Self::Words(words) => words.truncate(n_rows),
            Self::Choices(cells) | Self::YesNos(cells) => cells.truncate(n_rows),
            Self::Days(cells) => cells.truncate(n_rows),
            Self::Integers(cells) | Self::Amounts(cells) => cells.truncate(n_rows),
        }
    }
}

/// All columns, made when a field gets its first value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// Position in `list` + 1 by number of the field; 0 = none.
    slots: Vec<u16>,
    list: Vec<(FieldId, Column)>,
    /// Values no column can hold: of fields or types that a newer program wrote.
    odd: BTreeMap<(u32, u16), Value>,
}

impl Columns {
    #[inline]
    pub(crate) fn column(&self, field: FieldId) -> Option<&Column> {
        let slot = *self.slots.get(usize::from(field.0))?;
        self.list.get(usize::from(slot.checked_sub(1)?)).map(|(_, column)| column)
    }

    /// The column of a field, made if there is none; `None` for a field nobody knows.
    pub(crate) fn column_mut(&mut self, field: FieldId) -> Option<&mut Column> {
        let idx = usize::from(field.0);
        if self.slots.get(idx).is_none_or(|&slot| slot == 0) {
            let column = Column::new(ColumnKind::of_field(field)?);
            if self.slots.len() <= idx {
                self.slots.resize(idx + 1, 0);
            }
            self.list.push((field, column));
            let slot = u16::try_from(self.list.len()).ok()?;
            *self.slots.get_mut(idx)? = slot;
        }
        let slot = *self.slots.get(idx)?;
        self.list.get_mut(usize::from(slot.checked_sub(1)?)).map(|(_, column)| column)
    }

    /// Every column, in the order of first use.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (FieldId, &Column)> {
        self.list.iter().map(|(field, column)| (*field, column))
    }

    pub(crate) fn odd(&self) -> &BTreeMap<(u32, u16), Value> {
        &self.odd
    }

    pub(crate) fn has(&self, row: Row, field: FieldId) -> bool {
        self.column(field).is_some_and(|column| column.has(row))
            || (!self.odd.is_empty() && self.odd.contains_key(&(row.0, field.0)))
    }

    pub(crate) fn get(&self, row: Row, field: FieldId) -> Option<Value> {
        let value = self.column(field).and_then(|column| column.get(row));
        value.or_else(|| self.odd.get(&(row.0, field.0)).cloned())
    }

    pub(crate) fn set(&mut self, row: Row, field: FieldId, value: Option<&Value>) {
        if !self.odd.is_empty() {
            self.odd.remove(&(row.0, field.0));
        }
        let clean = value.and_then(cleaned);
        let value = clean.as_ref().or(value).filter(|value| !is_blank(value));
        let Some(value) = value else {
            if self.has(row, field)
                && let Some(column) = self.column_mut(field)
            {
                column.set(row, None);
            }
            return;
        };
        if let Some(column) = self.column_mut(field) {
            if column.fits(value) {
                column.set(row, Some(value));
                return;
            }
            if column.has(row) {
                column.set(row, None);
            }
        }
        self.odd.insert((row.0, field.0), value.clone());
    }

    /// The fields with a value in a row, odd ones last.
    pub(crate) fn fields_of(&self, row: Row) -> Vec<FieldId> {
        let held = self.iter().filter(|(_, column)| column.has(row)).map(|(field, _)| field);
        let odd = self.odd.range((row.0, 0)..=(row.0, u16::MAX)).map(|(key, _)| FieldId(key.1));
        held.chain(odd).collect()
    }

    /// The values of a row with their fields, odd ones last.
    pub(crate) fn values_of(&self, row: Row) -> impl Iterator<Item = (FieldId, Value)> {
        let held = self.list.iter();
        let held = held.filter_map(move |(field, column)| Some((*field, column.get(row)?)));
        let odd = self.odd.range((row.0, 0)..=(row.0, u16::MAX));
        held.chain(odd.map(|(key, value)| (FieldId(key.1), value.clone())))
    }

    pub(crate) fn truncate(&mut self, n_rows: usize) {
        for (_, column) in &mut self.list {
            column.truncate(n_rows);
        }
        let _gone = self.odd.split_off(&(Row::at(n_rows).0, 0));
    }
}

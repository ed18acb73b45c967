//! Columns: the current value of each field of every customer, close together. Not here: who wrote
//! a value, and what it means.

use std::collections::BTreeMap;

use jipan_rules::schema::{FieldId, FieldType, field as schema_field, fields};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::{Datelike as _, NaiveDate};

use crate::arena::{Row, TextArena};
use crate::hash::FixedSet;

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
        let def = schema_field(field)?;
        Some(match def.ty {
            FieldType::Text { .. } if is_word(field) => Self::Words,
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code => Self::Texts,
            FieldType::Choice(_) => Self::Choices,
            FieldType::YesNo => Self::YesNos,
            FieldType::Date => Self::Days,
            FieldType::Integer { .. } => Self::Integers,
            FieldType::Money => Self::Amounts,
        })
    }
}

/// Short texts that repeat from customer to customer, so that each is held once.
fn is_word(field: FieldId) -> bool {
    const WORDS: [FieldId; 11] = [
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
    ];
    WORDS.contains(&field)
}

/// A column of texts of which few are different: a list of words and one number per row. Lists
/// for filters read the words straight from here.
#[derive(Debug, Clone, Default)]
pub struct WordColumn {
    words: FixedSet<Box<str>>,
    /// Per row the position of its word + 1; 0 = none.
    cells: Vec<u32>,
}

impl WordColumn {
    /// How many words there are. A word nobody uses any more stays until the book is opened again.
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// The words, in the order in which they came.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// The word at a position.
    pub fn word(&self, word_idx: u32) -> Option<&str> {
        self.words.get_index(usize::try_from(word_idx).ok()?).map(|word| &**word)
    }

    /// The position of a word.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.words.get_index_of(word).and_then(|idx| u32::try_from(idx).ok())
    }

    /// The position of the word of a row.
    #[inline]
    pub fn word_idx(&self, row: Row) -> Option<u32> {
        self.cells.get(row.idx())?.checked_sub(1)
    }

    /// The word of a row.
    pub fn get(&self, row: Row) -> Option<&str> {
        self.word(self.word_idx(row)?)
    }

    /// Gives a row its word; an empty one is none.
    pub(crate) fn set(&mut self, row: Row, word: &str) {
        if self.cells.len() <= row.idx() {
            self.cells.resize(row.idx() + 1, 0);
        }
        let cell = if word.is_empty() { 0 } else { self.intern(word) };
        if let Some(slot) = self.cells.get_mut(row.idx()) {
            *slot = cell;
        }
    }

    /// The cell for a word, which is added if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        let idx = match self.words.get_index_of(word) {
            Some(idx) => idx,
            None => self.words.insert_full(word.into()).0,
        };
        u32::try_from(idx + 1).unwrap_or(0)
    }

    /// Adds cells made by [`Self::intern`] from a row on.
    pub(crate) fn extend_cells(&mut self, from: usize, cells: impl Iterator<Item = u32>) {
        self.cells.resize(from, 0);
        self.cells.extend(cells);
    }
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
            Self::Words(words) => words.cells.truncate(n_rows),
            Self::Choices(cells) | Self::YesNos(cells) => cells.truncate(n_rows),
            Self::Days(cells) => cells.truncate(n_rows),
            Self::Integers(cells) | Self::Amounts(cells) => cells.truncate(n_rows),
        }
    }
}

/// A text without U+0000, which ends a text in a column; `None` if there is nothing to clean.
fn cleaned(value: &Value) -> Option<Value> {
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

/// An empty text is no value.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => false,
    }
}

fn text_of(value: Option<&Value>) -> &str {
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

fn code_of(value: &Value) -> Option<u8> {
    match value {
        Value::Choice(code) => Some(*code),
        Value::YesNo(yes) => Some(u8::from(*yes)),
        Value::Text(_) | Value::Integer(_) | Value::Date(_) | Value::Amount(_) => None,
    }
}

fn day_of(value: &Value) -> Option<i32> {
    match value {
        Value::Date(day) => Some(day.num_days_from_ce()),
        Value::Text(_)
        | Value::Integer(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => None,
    }
}

fn number_of(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(n) => Some(*n),
        Value::Amount(money) => Some(money.fen()),
        Value::Text(_) | Value::Date(_) | Value::YesNo(_) | Value::Choice(_) => None,
    }
}

fn code_at(cells: &[u8], idx: usize) -> Option<u8> {
    cells.get(idx).copied().filter(|&code| code != NO_CODE)
}

fn day_at(cells: &[i32], idx: usize) -> Option<NaiveDate> {
    cells.get(idx).copied().and_then(NaiveDate::from_num_days_from_ce_opt)
}

fn number_at(cells: &[i64], idx: usize) -> Option<i64> {
    cells.get(idx).copied().filter(|&n| n != NO_NUMBER)
}

fn set_cell<T: Copy>(cells: &mut Vec<T>, row: Row, none: T, value: Option<T>) {
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

    pub(crate) fn truncate(&mut self, n_rows: usize) {
        for (_, column) in &mut self.list {
            column.truncate(n_rows);
        }
        let _gone = self.odd.split_off(&(Row::at(n_rows).0, 0));
    }
}

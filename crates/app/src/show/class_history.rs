//! What a field of a customer was on an earlier day, by its history, and so its class, which is made of
//! three. Not here: the code of a class, which is a rule.

use std::rc::Rc;

use jipan_book::Row;
use jipan_book::standing::a_month_before;
use jipan_rules::NaiveDate;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::feature_class::feature_class;
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::value::Value;

use crate::model::Model;
use crate::view::HistoryLine;

/// What a field is, and what it was on earlier days.
#[derive(Debug)]
pub(super) struct Past {
    now: Option<Value>,
    lines: Rc<[HistoryLine]>,
    /// The day on which the customer came into the book: before it nothing is known.
    since: NaiveDate,
}

/// Market, format and scale, as they were and are.
#[derive(Debug)]
pub(super) struct ClassHistory([Past; 3]);

/// The fields that make a class.
const PARTS: [FieldId; 3] = [fields::MARKET, fields::FORMAT, fields::SCALE];

impl Past {
    /// What it was at the end of a day.
    pub(super) fn on(&self, day: NaiveDate) -> Option<&Value> {
        if !self.is_known_on(day) {
            return None;
        }
        let set = self.lines.iter().filter(|it| !it.is_confirmation && it.of.is_none());
        // What was overwritten first after the day stood on it.
        let first_after = set.take_while(|it| it.on > day).last();
        first_after.map_or(self.now.as_ref(), |it| it.was.as_ref())
    }

    /// Whether anything can be known of a day.
    pub(super) fn is_known_on(&self, day: NaiveDate) -> bool {
        day >= self.since
    }

    /// The code of a choice.
    pub(super) fn code_on(&self, day: NaiveDate) -> Option<u8> {
        match self.on(day) {
            Some(Value::Choice(code)) => Some(*code),
            Some(_) | None => None,
        }
    }

    /// A number.
    pub(super) fn number_on<T: TryFrom<i64>>(&self, day: NaiveDate) -> Option<T> {
        match self.on(day) {
            Some(Value::Integer(number)) => T::try_from(*number).ok(),
            Some(_) | None => None,
        }
    }
}

impl ClassHistory {
    /// The codes of the three parts at the end of a day.
    pub(super) fn on(&self, day: NaiveDate) -> [Option<u8>; 3] {
        self.0.each_ref().map(|part| part.code_on(day))
    }
}

/// The class of three parts; none while one is missing.
pub(super) fn code_of([market, format, scale]: [Option<u8>; 3]) -> Option<String> {
    feature_class(market, format, scale).value.map(|it| it.to_string())
}

impl Model {
    /// What is known of a field of the open file; none while its history is read.
    pub(super) fn past(&self, row: Row, field: FieldId) -> Option<Past> {
        let file = self.file.as_ref().filter(|file| !file.is_life_loading())?;
        let since = self.book.origin(row).map_or(NaiveDate::MIN, |it| it.on);
        let lines = self.field_history(file, row, field);
        Some(Past { now: self.book.value(row, field), lines, since })
    }

    /// What is known of the class of the customer of the open file; none while its history is read,
    /// and for customers without classes.
    pub(super) fn class_history(&self, row: Row) -> Option<ClassHistory> {
        let has_class = self.book.customer_type(row) == CustomerType::Retail;
        let [Some(market), Some(format), Some(scale)] = PARTS.map(|it| self.past(row, it)) else {
            return None;
        };
        has_class.then_some(ClassHistory([market, format, scale]))
    }

    /// Why the class is another one than a month ago; none if it is the same, or there was none.
    pub(super) fn class_change(&self, row: Row) -> Option<Explained<()>> {
        let history = self.class_history(row)?;
        let [before, now] = [a_month_before(self.today), self.today].map(|day| history.on(day));
        let is_other = before != now && code_of(before).is_some();
        let why = Why::ClassChange { before, now };
        is_other.then_some(Explained { value: (), why, version: jipan_rules::RULES_VERSION })
    }
}

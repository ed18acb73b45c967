//! What class a customer had on an earlier day, by the history of its three parts. Not here: the code,
//! which is a rule.

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

/// Market, format and scale, as they were and are.
#[derive(Debug)]
pub(super) struct ClassHistory {
    /// What stands now of each, and its history.
    parts: [(Option<u8>, Rc<[HistoryLine]>); 3],
    /// The day on which the customer came into the book: before it nothing is known.
    since: NaiveDate,
}

/// The fields that make a class.
const PARTS: [FieldId; 3] = [fields::MARKET, fields::FORMAT, fields::SCALE];

impl ClassHistory {
    /// The codes of the three parts at the end of a day.
    pub(super) fn on(&self, day: NaiveDate) -> [Option<u8>; 3] {
        if day < self.since {
            return [None; 3];
        }
        self.parts.each_ref().map(|(now, lines)| {
            let set = lines.iter().filter(|it| !it.is_confirmation && it.of.is_none());
            // What was overwritten first after the day stood on it.
            let first_after = set.take_while(|it| it.on > day).last();
            first_after.map_or(*now, |it| code(it.was.as_ref()))
        })
    }
}

fn code(value: Option<&Value>) -> Option<u8> {
    match value {
        Some(Value::Choice(code)) => Some(*code),
        Some(_) | None => None,
    }
}

/// The class of three parts; none while one is missing.
pub(super) fn code_of([market, format, scale]: [Option<u8>; 3]) -> Option<String> {
    feature_class(market, format, scale).value.map(|it| it.to_string())
}

impl Model {
    /// What is known of the class of the customer of the open file; none while its history is read,
    /// and for customers without classes.
    pub(super) fn class_history(&self, row: Row) -> Option<ClassHistory> {
        let file = self.file.as_ref().filter(|file| !file.is_life_loading())?;
        let has_class = self.book.customer_type(row) == CustomerType::Retail;
        has_class.then(|| {
            let part = |field| (self.book.code(row, field), self.field_history(file, row, field));
            let since = self.book.origin(row).map_or(NaiveDate::MIN, |it| it.on);
            ClassHistory { parts: PARTS.map(part), since }
        })
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

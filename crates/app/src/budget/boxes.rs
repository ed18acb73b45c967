//! The boxes of a form of the budget, read one by one, with what in them is wrong. Not here: what all of it
//! means (`meant`).

use jipan_rules::budget::{Driver, Goods, NoGoods, Row, RowUnit};
use jipan_rules::check::ValueError;
use jipan_rules::funnel::TEXT_CHARS_MAX;
use jipan_rules::values::text::half_width;
use jipan_rules::values::written::Decimal;
use jipan_rules::{NaiveDate, Uuid};

use super::number::number_of;
use super::sheet::Form;
use crate::event::BudgetSheet;
use crate::funnel::day_of;
use crate::model::Model;
use crate::view::{BudgetSheetError, MoneyUnit, SheetField};

use SheetField as F;

/// A form that is being read: what is in its boxes, and what was found wrong.
pub(super) struct Reading<'a> {
    pub(super) model: &'a Model,
    pub(super) kind: BudgetSheet,
    pub(super) form: &'a Form,
    pub(super) errors: Vec<(F, BudgetSheetError)>,
}

impl Reading<'_> {
    pub(super) fn text(&self, field: F) -> String {
        self.model.in_form(self.kind, self.form, field).trim().to_owned()
    }

    pub(super) fn wrong<T>(&mut self, field: F, error: BudgetSheetError) -> Option<T> {
        self.errors.push((field, error));
        None
    }

    /// A text that must be there.
    pub(super) fn name(&mut self, field: F, chars_max: usize) -> Option<String> {
        let text = self.text(field);
        match text.chars().count() {
            0 => self.wrong(field, BudgetSheetError::Blank),
            n if n > chars_max => self.wrong(field, BudgetSheetError::TooLong),
            _ => Some(text),
        }
    }

    /// A text that may be blank.
    pub(super) fn note(&mut self, field: F) -> Option<String> {
        let text = self.text(field);
        if text.chars().count() > TEXT_CHARS_MAX {
            return self.wrong(field, BudgetSheetError::TooLong);
        }
        Some(text)
    }

    /// A whole number in the unit of its row, money in yuan; none for a blank box.
    pub(super) fn number(&mut self, field: F, unit: RowUnit) -> Option<i64> {
        match number_of(&self.text(field), unit, MoneyUnit::Yuan) {
            Ok(number) => number,
            Err(ValueError::NotANumber) => self.wrong(field, BudgetSheetError::NotANumber),
            Err(_out_of_bounds) => self.wrong(field, BudgetSheetError::OutOfBounds),
        }
    }

    /// How much of something there was; none for a blank box.
    pub(super) fn number_or_blank(&mut self, field: F) -> Option<i64> {
        match self.number(field, RowUnit::Count) {
            Some(..0) => self.wrong(field, BudgetSheetError::OutOfBounds),
            it => it,
        }
    }

    /// A number that must be there, within bounds.
    pub(super) fn number_in(
        &mut self,
        field: F,
        unit: RowUnit,
        bounds: core::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let n_errors = self.errors.len();
        match self.number(field, unit) {
            Some(it) if bounds.contains(&it) => Some(it),
            Some(_) => self.wrong(field, BudgetSheetError::OutOfBounds),
            None if self.errors.len() == n_errors => self.wrong(field, BudgetSheetError::Blank),
            None => None,
        }
    }

    /// A day that is not to come.
    pub(super) fn day_past(&mut self, field: F) -> Option<NaiveDate> {
        match day_of(&self.text(field)) {
            Ok(Some(day)) if day > self.model.today => self.wrong(field, BudgetSheetError::Later),
            Ok(Some(day)) => Some(day),
            Ok(None) => self.wrong(field, BudgetSheetError::Blank),
            Err(_no_day) => self.wrong(field, BudgetSheetError::NotADay),
        }
    }

    /// A day; none for a blank box.
    pub(super) fn day(&mut self, field: F) -> Option<NaiveDate> {
        match day_of(&self.text(field)) {
            Ok(day) => day,
            Err(_no_day) => self.wrong(field, BudgetSheetError::NotADay),
        }
    }

    pub(super) fn id(&self, field: F) -> Option<Uuid> {
        Uuid::try_parse(&self.text(field)).ok()
    }

    pub(super) fn row(&mut self) -> Option<Row> {
        let row = self.text(F::Row).parse().ok().and_then(Row::from_code);
        if row.is_none() { self.wrong(F::Row, BudgetSheetError::Blank) } else { row }
    }

    /// The products that a line counts: none where it counts none.
    pub(super) fn goods(&mut self) -> Option<Goods> {
        let text = self.text(F::Goods);
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(goods) => Some(goods),
            Err(NoGoods) => self.wrong(F::Goods, BudgetSheetError::Blank),
        }
    }

    /// The driver of a line: none where it has none.
    pub(super) fn driver(&mut self) -> Option<Driver> {
        let word = self.text(F::Driver);
        if word.is_empty() {
            return None;
        }
        let text = half_width(&self.text(F::Rate));
        if text.is_empty() {
            return self.wrong(F::Rate, BudgetSheetError::Blank);
        }
        let decimals = if word == "revenue" { 2 } else { 4 };
        let rate = Decimal::read(text.trim_end_matches('%')).and_then(|it| it.rounded(decimals));
        match rate.filter(|(_, more)| *more == 0) {
            None => self.wrong(F::Rate, BudgetSheetError::NotANumber),
            Some((rate, _)) => match Driver::of(&word, rate) {
                Some(driver) => Some(driver),
                None => self.wrong(F::Rate, BudgetSheetError::OutOfBounds),
            },
        }
    }
}

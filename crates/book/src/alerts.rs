//! Alerts of dates that end: which fire today, and the write that says that one was seen. Not here:
//! the brackets, which are a rule.

use crate::sorting::sort_by_key;
use jipan_rules::NaiveDate;
use jipan_rules::expiry::{MARKS, Seen, alert, is_near};
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::CustomerId;

use crate::arena::Row;
use crate::book::Book;
use crate::change::Op;

/// An alert that fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    /// Whose.
    pub row: Row,
    /// The date that ends: 有效日期 or 年审日期.
    pub field: FieldId,
    /// The end and the bracket that it is in.
    pub due: Seen,
    /// Days left; negative when past.
    pub days_left: i64,
}

impl Book {
    /// The alerts of a customer that fire on a day, each date on its own. Shops that have closed and
    /// customers that are deleted have none.
    ///
    /// Source: rulebook 1.19, alerts (OURS).
    pub fn alerts(&self, row: Row, today: NaiveDate) -> impl Iterator<Item = Alert> + '_ {
        let derived = self.derived(row);
        let is_near = derived.expires_on().is_some_and(|end| is_near(end, today));
        let can_fire = is_near && !derived.is_closed && self.is_visible(row);
        let marks = MARKS.into_iter().filter(move |_| can_fire);
        marks.filter_map(move |(field, mark)| {
            let end = self.date(row, field)?;
            let seen = self.value(row, mark).as_ref().and_then(Seen::of_value);
            let due = alert(end, today, seen).value?;
            let days_left = end.signed_duration_since(today).num_days();
            Some(Alert { row, field, due, days_left })
        })
    }

    /// The write that says that an alert was seen: it fires again when its date or its bracket moves
    /// on.
    pub fn see(&self, id: CustomerId, field: FieldId, due: Seen) -> Option<Op> {
        let (_, mark) = MARKS.into_iter().find(|(date, _)| *date == field)?;
        Some(self.put(id, mark, Some(due.to_value()), None))
    }
}

/// All alerts that fire on a day, those nearest to their end first, before it or after.
pub fn alerts(book: &Book, today: NaiveDate) -> Vec<Alert> {
    sorted(book.rows().flat_map(|row| book.alerts(row, today)).collect())
}

/// What [`alerts`] would find, from what it found earlier on the same day and the customers that were
/// touched since, in the order of their rows.
pub fn alerts_since(
    book: &Book,
    today: NaiveDate,
    (found, touched): (&[Alert], &[Row]),
) -> Vec<Alert> {
    let kept = found.iter().filter(|it| touched.binary_search(&it.row).is_err()).copied();
    let anew = touched.iter().flat_map(|row| book.alerts(*row, today));
    sorted(kept.chain(anew).collect())
}

fn sorted(mut alerts: Vec<Alert>) -> Vec<Alert> {
    sort_by_key(&mut alerts, |it| (it.days_left.unsigned_abs(), it.days_left, it.row, it.field));
    alerts
}

#[cfg(test)]
mod tests;

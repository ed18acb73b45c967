//! What of an opportunity is counted by day. Not here: what is counted of it.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{How, Outcome, Pot, Purpose, pot_on};
use jipan_rules::values::ids::FactId;

use crate::event::DayRange;
use crate::funnel::index::Known;

/// A contact or an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::funnel) struct Talk {
    pub(super) fact: FactId,
    /// The day for which it counts.
    pub(in crate::funnel) on: NaiveDate,
    pub(super) how: How,
    pub(super) purpose: Purpose,
    pub(in crate::funnel) outcome: Outcome,
}

/// The day for which something counts: never before the opportunity was opened, never later than today.
pub(super) fn counted_on(on: NaiveDate, opened_on: NaiveDate, today: NaiveDate) -> NaiveDate {
    on.max(opened_on).min(today)
}

impl Known {
    /// The day for which its opening counts.
    pub(crate) fn opened_on(&self) -> Option<NaiveDate> {
        self.path.first().map(|entry| entry.on)
    }

    /// Whether it was opened in some days.
    pub(super) fn is_opened_in(&self, days: DayRange) -> bool {
        self.opened_on().is_some_and(|on| days.contains(on))
    }

    /// Where it was at the end of a day; none before it was opened.
    pub(super) fn pot_on(&self, on: NaiveDate) -> Option<Pot> {
        pot_on(&self.path, on)
    }

    /// Where it is today.
    pub(in crate::funnel) fn pot(&self) -> Pot {
        Pot::of(self.standing.place)
    }

    /// Its contacts and attempts, in the order of their days.
    pub(in crate::funnel) fn talks(
        &self,
        today: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = Talk> {
        let opened_on = self.opened_on().unwrap_or(today);
        self.deal.course.contacts.iter().filter_map(move |it| {
            let (how, purpose) = it.how?;
            let on = counted_on(it.on, opened_on, today);
            Some(Talk { fact: it.fact, on, how, purpose, outcome: it.outcome })
        })
    }

    /// Whole days since somebody was reached, or since it was opened.
    pub(super) fn days_unreached(&self, today: NaiveDate) -> Option<i64> {
        let opened_on = self.opened_on()?;
        let reached = self.deal.course.last_reached().map(|it| it.on);
        let since = counted_on(reached.unwrap_or(opened_on), opened_on, today);
        Some(today.signed_duration_since(since).num_days())
    }
}

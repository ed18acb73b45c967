//! The state of the customer base in numbers, each of which is the length of a list. Not here: the
//! lists.

use std::collections::BTreeMap;

use jipan_rules::schema::{CustomerType, Group, fields};
use jipan_rules::{Datelike as _, NaiveDate};

use crate::book::Book;

/// Days before a date ends at which the home screen counts. Source: rulebook 1.1, alerts
/// (60/30/7, OURS).
pub const EXPIRING_DAYS: [u16; 3] = [7, 30, 60];
const N_GROUPS: usize = 5;

/// Fields filled of those that apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FilledCount {
    /// Filled.
    pub filled: u64,
    /// Applicable.
    pub applicable: u64,
    /// Customers of whom a field is missing.
    pub n_incomplete: usize,
}

impl FilledCount {
    /// Share of fields filled, half up; `None` if none applies. A ratio of sums, never a mean of
    /// ratios (rulebook 1.19).
    ///
    /// ```
    /// use jipan_book::overview::FilledCount;
    /// let count = FilledCount { filled: 28, applicable: 39, n_incomplete: 3 };
    /// assert_eq!(count.percent(), Some(72));
    /// ```
    pub fn percent(&self) -> Option<u8> {
        let twice = (self.filled * 200 + self.applicable).checked_div(self.applicable * 2)?;
        u8::try_from(twice).ok()
    }

    pub(crate) fn add(&mut self, filled: u64, applicable: u64) {
        self.filled += filled;
        self.applicable += applicable;
        self.n_incomplete += usize::from(filled < applicable);
    }
}

/// The customers of one type that have not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeOverview {
    /// The type.
    pub customer_type: CustomerType,
    /// How many.
    pub n_customers: usize,
    /// Completeness over all groups.
    pub all: FilledCount,
    /// Completeness by group.
    pub groups: [(Group, FilledCount); N_GROUPS],
}

/// The state of the customer base on a day. Apart from the first three, the numbers leave closed
/// shops out, as the lists they open do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// All customers.
    pub n_customers: usize,
    /// Customers by the code of their state; `None` = no state given.
    pub by_state: BTreeMap<Option<u8>, usize>,
    /// Deleted customers, which are in no other number.
    pub n_deleted: usize,
    /// Customers that have not closed.
    pub n_open: usize,
    /// Customers by type; every type is there.
    pub by_type: Vec<TypeOverview>,
    /// Completeness over all types and groups.
    pub all: FilledCount,
    /// With a confirmed field that is due to be confirmed again.
    pub n_stale: usize,
    /// With a field that was never confirmed.
    pub n_unconfirmed: usize,
    /// Of which the last file says something else than the device.
    pub n_differing: usize,
    /// With an alert of a date that ends that was not yet seen.
    pub n_alerting: usize,
    /// With a licence or review that is over.
    pub n_expired: usize,
    /// With a licence or review that ends within so many days: see [`EXPIRING_DAYS`].
    pub n_expiring: [(u16, usize); EXPIRING_DAYS.len()],
}

impl Overview {
    /// Customers that have closed.
    pub fn n_closed(&self) -> usize {
        self.n_customers - self.n_open
    }
}

/// Counts the book as it is on a day: one pass over what the book keeps of each customer.
pub fn overview(book: &Book, today: NaiveDate) -> Overview {
    let of_type = |customer_type| TypeOverview {
        customer_type,
        n_customers: 0,
        all: FilledCount::default(),
        groups: Group::ALL.map(|group| (group, FilledCount::default())),
    };
    let mut overview = Overview {
        by_type: CustomerType::ALL.map(of_type).into(),
        n_expiring: EXPIRING_DAYS.map(|days| (days, 0)),
        ..Overview::default()
    };
    let differing_by_merge = book.differing_by_merge();
    for row in book.rows() {
        if !book.is_visible(row) {
            overview.n_deleted += usize::from(book.is_deleted(row));
            continue;
        }
        overview.n_customers += 1;
        *overview.by_state.entry(book.choice(row, fields::STATUS)).or_default() += 1;
        let derived = book.derived(row);
        if derived.is_closed {
            continue;
        }
        overview.n_open += 1;
        overview.n_stale += usize::from(derived.is_stale(today));
        overview.n_unconfirmed += usize::from(derived.n_unknown > 0);
        overview.n_differing +=
            usize::from(book.has_differences(row) || differing_by_merge.contains(&row));
        overview.n_alerting += usize::from(book.alerts(row, today).next().is_some());
        if let Some(day) = derived.expires_on() {
            let days_left = day.num_days_from_ce() - today.num_days_from_ce();
            overview.n_expired += usize::from(days_left < 0);
            for (days, n) in &mut overview.n_expiring {
                *n += usize::from((0..=i32::from(*days)).contains(&days_left));
            }
        }
        let (filled, applicable) =
            (u64::from(derived.n_filled()), u64::from(derived.n_applicable()));
        overview.all.add(filled, applicable);
        let of_type = book.customer_type(row);
        if let Some(it) = overview.by_type.iter_mut().find(|it| it.customer_type == of_type) {
            it.n_customers += 1;
            it.all.add(filled, applicable);
            let counts = derived.filled.iter().zip(&derived.applicable);
            for ((_, count), (&filled, &applicable)) in it.groups.iter_mut().zip(counts) {
                count.add(u64::from(filled), u64::from(applicable));
            }
        }
    }
    overview
}

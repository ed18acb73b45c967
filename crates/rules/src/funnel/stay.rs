//! How far opportunities came, and how long they were in each stage. Source: rulebook 1.4 (ageing), 1.20; lengths
//! `OURS`. Not here: who went on by month (`conversion`).

use chrono::NaiveDate;

use super::path::{Entry, Place};
use super::stage::Stage;

/// Whether an opportunity was ever in a stage or in a later one.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Entry, Place, Stage, has_reached};
/// let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let path = [Entry { place: Place::In(Stage::Closed), on }];
/// assert_eq!(Stage::ALL.map(|stage| has_reached(&path, stage)), [true, true, true, false]);
/// ```
pub fn has_reached(path: &[Entry], stage: Stage) -> bool {
    path.iter().any(|entry| matches!(entry.place, Place::In(it) if it >= stage))
}

/// A time in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The stage.
    pub stage: Stage,
    /// Since when.
    pub from: NaiveDate,
    /// Until when; `None` while it lasts.
    pub until: Option<NaiveDate>,
}

impl Stay {
    /// Whole days, until it ended or, while it lasts, until a day.
    pub fn days(&self, today: NaiveDate) -> i64 {
        self.until.unwrap_or(today).signed_duration_since(self.from).num_days()
    }
}

/// The times of an opportunity in stages, in their order.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Entry, Place, Stage, Stay, Turn, stays};
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// let path = [
///     Entry { place: Place::In(Stage::Intending), on: day(2) },
///     Entry { place: Place::Out(Turn::Lost), on: day(9) },
/// ];
/// let stay = Stay { stage: Stage::Intending, from: day(2), until: Some(day(9)) };
/// assert_eq!((stays(&path).collect::<Vec<_>>(), stay.days(day(30))), (vec![stay], 7));
/// ```
pub fn stays(path: &[Entry]) -> impl Iterator<Item = Stay> + '_ {
    let ends = path.iter().skip(1).map(|entry| Some(entry.on)).chain([None]);
    path.iter().zip(ends).filter_map(|(entry, until)| match entry.place {
        Place::In(stage) => Some(Stay { stage, from: entry.on, until }),
        Place::Out(_) => None,
    })
}

/// How long a stay was, in five steps: the last days of the first four; the last has no end. `OURS`
pub const STAY_STEPS: [i64; 4] = [7, 15, 30, 90];

/// The step of a stay of so many days, from 0.
///
/// ```
/// use jipan_rules::funnel::stay_step;
/// assert_eq!([0, 7, 8, 15, 16, 30, 31, 90, 91].map(stay_step), [0, 0, 1, 1, 2, 2, 3, 3, 4]);
/// ```
pub fn stay_step(days: i64) -> usize {
    STAY_STEPS.iter().filter(|last| days > **last).count()
}

/// Of stays in one stage, how long they were. Those that last count with their days so far.
///
/// ```
/// use jipan_rules::funnel::StayTimes;
/// let times = StayTimes::of([9, 2, 400, 12].map(|days| (days, true)));
/// assert_eq!((times.n, times.median(), times.longest()), (4, Some(10), Some(400)));
/// assert_eq!(times.steps, [1, 2, 0, 0, 1]);
/// assert_eq!(StayTimes::default().median(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StayTimes {
    /// How many.
    pub n: usize,
    /// How many of them last.
    pub n_lasting: usize,
    /// How many of each step.
    pub steps: [usize; 5],
    /// Their days, the shortest first.
    days: Vec<i64>,
}

impl StayTimes {
    /// Of stays of so many days, each with whether it ended.
    pub fn of(stays: impl IntoIterator<Item = (i64, bool)>) -> Self {
        let mut times = Self::default();
        for (days, has_ended) in stays {
            times.n = times.n.saturating_add(1);
            times.n_lasting = times.n_lasting.saturating_add(usize::from(!has_ended));
            if let Some(n) = times.steps.get_mut(stay_step(days)) {
                *n = n.saturating_add(1);
            }
            times.days.push(days);
        }
        times.days.sort_unstable();
        times
    }

    /// The days of the one in the middle; of two in the middle their mean, rounded down.
    pub fn median(&self) -> Option<i64> {
        let last = self.n.checked_sub(1)?;
        let half = last.checked_div(2)?;
        let [low, high] = [half, last.saturating_sub(half)].map(|at| self.days.get(at).copied());
        low?.checked_add(high?)?.checked_div(2)
    }

    /// The days of the longest.
    pub fn longest(&self) -> Option<i64> {
        self.days.last().copied()
    }
}

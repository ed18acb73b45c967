//! How many went on: by the month in which they entered a stage, and as they stand on a day. Source:
//! rulebook 1.20. Not here: by channel, and with cost.

use chrono::NaiveDate;

use super::path::{Entry, Place};
use super::stage::Stage;
use crate::explain::Explained;
use crate::period::Month;
use crate::values::Rounding;
use crate::values::money::divide;

/// So many of so many.
///
/// ```
/// use jipan_rules::funnel::Ratio;
/// assert_eq!(Ratio { n: 1, of: 3 }.permille(), Some(333));
/// assert_eq!(Ratio { n: 2, of: 3 }.permille(), Some(667));
/// assert_eq!(Ratio { n: 0, of: 0 }.permille(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ratio {
    /// So many.
    pub n: usize,
    /// Of so many.
    pub of: usize,
}

impl Ratio {
    /// In thousandths, rounded half up; `None` of none ("—").
    pub fn permille(self) -> Option<u16> {
        let (n, of) = (i128::try_from(self.n).ok()?, i128::try_from(self.of).ok()?);
        u16::try_from(divide(n.checked_mul(1_000)?, of, Rounding::HalfUp)?).ok()
    }
}

/// What a conversion by cohort counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CohortFacts {
    /// Which stage was entered for the first time.
    pub stage: Stage,
    /// In which month.
    pub month: Month,
}

/// Of those who entered a stage for the first time in a month, how many went on to a later one since.
/// Whoever passed a stage within one day did not enter it.
///
/// Source: rulebook 1.20 (by cohort of the entry month).
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Entry, Place, Ratio, Stage, cohort};
/// use jipan_rules::period::Month;
/// let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let entry = |stage| Entry { place: Place::In(stage), on };
/// let stays = [entry(Stage::Prospect)];
/// let goes_on = [entry(Stage::Prospect), entry(Stage::Closed)];
/// let of = |month| cohort([&stays[..], &goes_on[..]], Stage::Prospect, month).value;
/// assert_eq!(of(Month::of(on)), Ratio { n: 1, of: 2 });
/// assert_eq!(of(Month::of(on).back(1)), Ratio::default());
/// ```
pub fn cohort<'a>(
    paths: impl IntoIterator<Item = &'a [Entry]>,
    stage: Stage,
    month: Month,
) -> Explained<Ratio, CohortFacts> {
    let ratio = gone_on(paths, stage, |entered| Month::of(entered) == month);
    Explained::new(ratio, CohortFacts { stage, month })
}

/// Of all who ever entered a stage, how many went on to a later one since: all cohorts together. `None`
/// where nobody was, and for the last stage, from which nobody goes on.
///
/// Source: rulebook 1.20.
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Entry, Place, Ratio, Stage, Turn, conversion};
/// let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let entry = |place| Entry { place, on };
/// let lost = [entry(Place::In(Stage::Prospect)), entry(Place::Out(Turn::Lost))];
/// let goes_on = [Stage::Prospect, Stage::Closed].map(|stage| entry(Place::In(stage)));
/// let of = |stage| conversion([&lost[..], &goes_on[..]], stage);
/// assert_eq!(of(Stage::Prospect), Some(Ratio { n: 1, of: 2 }));
/// assert_eq!(of(Stage::Closed), Some(Ratio { n: 0, of: 1 }));
/// assert_eq!((of(Stage::Intending), of(Stage::Base)), (None, None));
/// ```
pub fn conversion<'a>(paths: impl IntoIterator<Item = &'a [Entry]>, stage: Stage) -> Option<Ratio> {
    let ratio = gone_on(paths, stage, |_| true);
    (ratio.of > 0 && stage != Stage::Base).then_some(ratio)
}

/// Of those who entered a stage for the first time on a day that counts, how many went on.
fn gone_on<'a>(
    paths: impl IntoIterator<Item = &'a [Entry]>,
    stage: Stage,
    counts: impl Fn(NaiveDate) -> bool,
) -> Ratio {
    let mut ratio = Ratio::default();
    for path in paths {
        let mut rest = path.iter().skip_while(|entry| entry.place != Place::In(stage));
        if rest.next().is_some_and(|entry| counts(entry.on)) {
            ratio.of = ratio.of.saturating_add(1);
            let goes_on = rest.any(|it| matches!(it.place, Place::In(later) if later > stage));
            ratio.n = ratio.n.saturating_add(usize::from(goes_on));
        }
    }
    ratio
}

/// How many were in each stage at the end of a day.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Entry, Place, Stage, Turn, snapshot};
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// let path = [
///     Entry { place: Place::In(Stage::Intending), on: day(2) },
///     Entry { place: Place::Out(Turn::Lost), on: day(9) },
/// ];
/// let on = |on| snapshot([&path[..]], day(on));
/// assert_eq!([1, 2, 8, 9].map(on), [[0; 4], [0, 1, 0, 0], [0, 1, 0, 0], [0; 4]]);
/// ```
pub fn snapshot<'a>(paths: impl IntoIterator<Item = &'a [Entry]>, on: NaiveDate) -> [usize; 4] {
    let mut counts = [0_usize; 4];
    for path in paths {
        let last = path.iter().rfind(|entry| entry.on <= on);
        if let Some(Place::In(stage)) = last.map(|entry| entry.place) {
            for (of, n) in Stage::ALL.iter().zip(&mut counts) {
                *n = n.saturating_add(usize::from(*of == stage));
            }
        }
    }
    counts
}

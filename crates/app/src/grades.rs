//! The grade and the scale by orders of all customers after each of the last months. Both rest on all
//! customers, so they are computed when somebody asks for one, in slices behind all other work, a byte
//! for each customer and month, and serve every file until orders, rules or the month are others. Not
//! here: how customers stand today, which is computed anyhow (`standing`).

use jipan_book::Row;
use jipan_book::standing::{Standing, StandingsJob};
use jipan_rules::NaiveDate;
use jipan_rules::period::Month;
use jipan_rules::schema::fields;

use crate::effect::Effect;
use crate::job::{Job, Slice};
use crate::model::Model;
use crate::standing::StandingKey;
use crate::view::WhyTopic;

/// So many months are told. `OURS`
pub(crate) const N_MONTHS: u16 = 12;
/// Customers that are read in one unit of work.
const ROWS_PER_UNIT: u32 = 64;
/// The scale stands above the four bits of the grade.
const SCALE_BITS: u32 = 4;

/// What was computed so far.
#[derive(Debug)]
pub(crate) struct MonthGrades {
    /// The state of the book, and the first day of this month.
    key: StandingKey,
    /// The last month first; by row.
    months: Vec<Box<[u8]>>,
}

/// Two months more being computed.
#[derive(Debug)]
pub(crate) struct GradesJob {
    key: StandingKey,
    job: StandingsJob,
}

fn byte(it: &Standing) -> u8 {
    it.grade.unwrap_or_default() | it.scale.unwrap_or_default() << SCALE_BITS
}

impl Model {
    fn grades_key(&self) -> StandingKey {
        (self.book.standing_revision(), Month::of(self.today).first_day())
    }

    /// Whether the answer that is open tells grades or scales month by month.
    fn asks_for_grades(&self) -> bool {
        let is_of =
            [fields::GRADE, fields::VOLUME_BAND, fields::STRUCTURE, fields::SCALE_BY_ORDERS];
        let why = self.file.as_ref().and_then(|file| file.why);
        let asked = matches!(why, Some(WhyTopic::Generated(field)) if is_of.contains(&field));
        asked && self.standings().is_some()
    }

    /// The job for the next two months that are not computed; none if all are.
    fn grades_job(&mut self) -> Option<GradesJob> {
        let key = self.grades_key();
        if self.grades.as_ref().is_none_or(|it| it.key != key) {
            self.grades = Some(MonthGrades { key, months: Vec::new() });
        }
        let n_done = self.grades.as_ref().map_or(0, |it| it.months.len());
        let n_done = u16::try_from(n_done).ok().filter(|n| *n < N_MONTHS)?;
        // After a month: on the first day of the next one.
        let after: NaiveDate = Month::of(self.today).back(n_done).first_day();
        let before = Month::of(after).back(1).first_day();
        let rules = self.book.rule_book();
        let job = StandingsJob::new(after, [rules.on(after), rules.on(before)]);
        Some(GradesJob { key, job })
    }

    /// Has grades and scales of the last months computed while somebody asks for them.
    pub(crate) fn count_grades(&mut self) {
        let is_running = || self.jobs.iter().any(|job| matches!(job, Job::Grades(_)));
        if self.asks_for_grades()
            && !is_running()
            && let Some(job) = self.grades_job()
        {
            self.jobs.push_back(Job::Grades(Box::new(job)));
        }
    }

    /// Months that are done are kept. What was begun is ended though its panel is closed, since it may be
    /// opened again; only what the book made void, and nobody asks for, is given up.
    pub(crate) fn grades_slice(
        &mut self,
        mut job: GradesJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        if job.key != self.grades_key() && !self.asks_for_grades() {
            effects.extend(self.fold_when_due());
            return Slice::Done;
        }
        if job.key == self.grades_key() {
            if job.job.step(&self.book, units.saturating_mul(ROWS_PER_UNIT)) {
                return Slice::More(Job::Grades(Box::new(job)));
            }
            let by_row = job.job.finish().by_row;
            if let Some(grades) = &mut self.grades {
                let month =
                    |at: usize| by_row.iter().map(|it| it.get(at).map_or(0, byte)).collect();
                grades.months.extend([month(0), month(1)]);
            }
            self.is_dirty = true;
        }
        if let Some(next) = self.grades_job() {
            job = next;
            Slice::More(Job::Grades(Box::new(job)))
        } else {
            effects.extend(self.fold_when_due());
            Slice::Done
        }
    }

    /// Grade and scale by orders of a customer after one of the last months, 0 the last, each where
    /// there is one; none while that month is not computed.
    pub(crate) fn grade_after(&self, row: Row, month: u16) -> Option<(Option<u8>, Option<u8>)> {
        let known = self.grades.as_ref().filter(|it| it.key == self.grades_key())?;
        let by_row = known.months.get(usize::from(month))?;
        let byte = by_row.get(row.idx()).copied().unwrap_or_default();
        let some = |level: u8| (level > 0).then_some(level);
        Some((some(byte & ((1 << SCALE_BITS) - 1)), some(byte >> SCALE_BITS)))
    }
}

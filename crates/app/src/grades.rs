//! The grade of one customer after each of the last months. A grade rests on all customers, so it is
//! computed in slices when it is asked for, and kept until orders, rules or the day are others. Not here:
//! the grade of today, which is computed for all (`standing`).

use std::rc::Rc;

use jipan_book::Row;
use jipan_book::standing::StandingsJob;
use jipan_rules::NaiveDate;
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::CustomerId;

use crate::job::{Job, Slice};
use crate::model::Model;
use crate::standing::StandingKey;
use crate::view::WhyTopic;

/// So many months are told. `OURS`
pub(crate) const N_MONTHS: u16 = 12;
/// Customers that are read in one unit of work.
const ROWS_PER_UNIT: u32 = 64;

/// Of whom, and for which state of the book and which day.
pub(crate) type GradesKey = (CustomerId, StandingKey);

/// Grades being computed, the last month first, two months at a time.
#[derive(Debug)]
pub(crate) struct GradesJob {
    key: GradesKey,
    grades: Vec<Option<u8>>,
    job: StandingsJob,
}

impl Model {
    fn grades_key(&self) -> Option<GradesKey> {
        let file = self.file.as_ref()?;
        let asked = match file.why {
            Some(WhyTopic::Generated(field)) => {
                [fields::GRADE, fields::VOLUME_BAND, fields::STRUCTURE].contains(&field)
            }
            Some(
                WhyTopic::Completeness
                | WhyTopic::Class
                | WhyTopic::Freshness(_)
                | WhyTopic::Expiry(_)
                | WhyTopic::Service,
            )
            | None => false,
        };
        (asked && self.standings().is_some())
            .then(|| (file.id, (self.book.standing_revision(), self.today)))
    }

    /// The job for the next two months that are not computed.
    fn grades_job(&self, key: GradesKey, grades: Vec<Option<u8>>) -> GradesJob {
        let n_done = u16::try_from(grades.len()).unwrap_or(N_MONTHS);
        // After a month: on the first day of the next one.
        let after: NaiveDate = Month::of(self.today).back(n_done).first_day();
        let before = Month::of(after).back(1).first_day();
        let rules = self.book.rule_book();
        let job = StandingsJob::new(after, [rules.on(after), rules.on(before)]);
        GradesJob { key, grades, job }
    }

    /// Has the grades of the last months computed while somebody asks where a grade comes from.
    pub(crate) fn count_grades(&mut self) {
        let Some(key) = self.grades_key() else { return };
        let is_there = self.grades.as_ref().is_some_and(|(of, _)| *of == key);
        if !is_there && !self.jobs.iter().any(|job| matches!(job, Job::Grades(_))) {
            let job = self.grades_job(key, Vec::new());
            self.jobs.push_back(Job::Grades(Box::new(job)));
        }
    }

    pub(crate) fn grades_slice(&mut self, mut job: GradesJob, units: u32) -> Slice {
        let Some(key) = self.grades_key() else { return Slice::Done };
        if key != job.key {
            job = self.grades_job(key, Vec::new());
        }
        if job.job.step(&self.book, units.saturating_mul(ROWS_PER_UNIT)) {
            return Slice::More(Job::Grades(Box::new(job)));
        }
        let GradesJob { key, mut grades, job } = job;
        let standings = job.finish();
        let both = self.book.row_of(key.0).and_then(|row| standings.by_row.get(row.idx()));
        grades.extend(both.copied().unwrap_or_default().map(|it| it.grade));
        if grades.len() < usize::from(N_MONTHS) {
            let job = self.grades_job(key, grades);
            return Slice::More(Job::Grades(Box::new(job)));
        }
        self.grades = Some((key, grades.into()));
        self.is_dirty = true;
        Slice::Done
    }

    /// The grades of a customer after the last months, the last first; none while they are not known.
    pub(crate) fn grades_of(&self, row: Row) -> Rc<[Option<u8>]> {
        let key = self.grades_key().filter(|(id, _)| self.book.row_of(*id) == Some(row));
        let known = self.grades.as_ref().filter(|(of, _)| Some(*of) == key);
        known.map_or_else(|| Rc::from([]), |(_, grades)| Rc::clone(grades))
    }
}

//! Work that takes longer than a frame, cut into slices that the shell paces.

use jipan_book::Row;
use jipan_book::duplicates::DuplicateFinder;

use crate::backup::FingerprintJob;
use crate::bulk::BulkJob;
use crate::effect::Effect;
use crate::env::Env;
use crate::export::ExportJob;
use crate::grades::GradesJob;
use crate::import::JudgeJob;
use crate::model::{Model, Phase};
use crate::open::{LateTrade, OpenJob};
use crate::quality::{QualityJob, RederiveJob};
use crate::route::Route;
use crate::rules::PreviewJob;
use crate::standing::StandingJob;
use crate::sync::{HandOverJob, SumJob};
use crate::tabs::CatchUpJob;
use crate::take_in::TakeInJob;
use crate::undo_job::UndoJob;

/// A running job.
#[derive(Debug)]
pub(crate) enum Job {
    /// The book is being opened.
    Open(Box<OpenJob>),
    /// The orders of the book are read.
    LateTrade(Box<LateTrade>),
    /// Durable changes are taken into the book.
    TakeIn(TakeInJob),
    /// What other tabs wrote is taken into the book.
    CatchUp(CatchUpJob),
    /// The rows of an export are collected.
    Export(ExportJob),
    /// Many customers are compared with one value, or get it.
    Bulk(Box<BulkJob>),
    /// The report on the data is counted.
    Quality(Box<QualityJob>),
    /// Who would stand otherwise by another rule is computed.
    Preview(Box<PreviewJob>),
    /// What follows from other cycles is computed anew.
    Rederive(RederiveJob),
    /// The products or orders of a file are compared with the book.
    Judge(Box<JudgeJob>),
    /// Names that were read without the table of readings are read again, from a row on.
    ReadNames(Row),
    /// The fingerprint of the book is taken.
    Fingerprint(FingerprintJob),
    /// Changes go into a file, or come out of one.
    HandOver(Box<HandOverJob>),
    /// The sum over the book is compared with that of the company.
    Sum(SumJob),
    /// How all customers stand is computed.
    Standings(Box<StandingJob>),
    /// Grades and scales of all customers after the last months are computed.
    Grades(Box<GradesJob>),
    /// A batch is taken back, or done again.
    Undo(Box<UndoJob>),
    /// The opportunities of many customers are folded.
    Funnel,
    /// What the months came to is counted.
    Budget,
    /// Customers that may be one shop are searched for.
    FindDuplicates(Box<DuplicateFinder>),
}

/// What a slice came to.
#[derive(Debug)]
pub(crate) enum Slice {
    /// There is more to do.
    More(Job),
    /// The job is done.
    Done,
}

impl Model {
    /// Puts a job at the end of the queue and asks for its first slice.
    pub(crate) fn start_job(&mut self, job: Job) -> Vec<Effect> {
        self.jobs.push_back(job);
        self.ask_for_slice()
    }

    /// Asks for the next slice, once.
    pub(crate) fn ask_for_slice(&mut self) -> Vec<Effect> {
        if self.is_job_asked || self.next_job().is_none() {
            return Vec::new();
        }
        self.is_job_asked = true;
        vec![Effect::Continue]
    }

    /// The first job, or, while the rest of the app is not here, the first that does without it. While the
    /// book is being opened everything else waits, also between two pages: half a book is none.
    fn next_job(&self) -> Option<usize> {
        if matches!(self.phase, Phase::Opening { .. }) {
            return self.jobs.iter().position(|job| matches!(job, Job::Open(_)));
        }
        let is_first = |job: &Job| matches!(job, Job::Open(_) | Job::LateTrade(_));
        self.jobs.iter().position(|job| self.has_rest() || is_first(job))
    }

    /// Does one slice of the first job.
    pub(crate) fn job_step(&mut self, units: u32, env: &mut Env) -> Vec<Effect> {
        self.is_job_asked = false;
        let Some(at) = self.next_job() else { return Vec::new() };
        let Some(job) = self.jobs.remove(at) else { return Vec::new() };
        let mut effects = Vec::new();
        let slice = match job {
            Job::Open(job) => self.open_slice(*job, units, env, &mut effects),
            Job::LateTrade(job) => self.late_slice(*job, units, env, &mut effects),
            job @ (Job::TakeIn(_)
            | Job::CatchUp(_)
            | Job::Export(_)
            | Job::Bulk(_)
            | Job::Quality(_)
            | Job::Preview(_)
            | Job::Rederive(_)
            | Job::Judge(_)
            | Job::ReadNames(_)
            | Job::Fingerprint(_)
            | Job::HandOver(_)
            | Job::Sum(_)
            | Job::Standings(_)
            | Job::Grades(_)
            | Job::Undo(_)
            | Job::Funnel
            | Job::Budget
            | Job::FindDuplicates(_)) => self.slice_by_rest(job, units, env, &mut effects),
        };
        match slice {
            // What nobody waits for lets everything else go first.
            Slice::More(job @ Job::Grades(_)) => self.jobs.push_back(job),
            Slice::More(job @ Job::Funnel) if self.route == Route::Home => {
                self.jobs.push_back(job);
            }
            Slice::More(job) => self.jobs.push_front(job),
            Slice::Done => {}
        }
        effects.extend(self.ask_for_slice());
        effects
    }
}

//! The rows of the store on their way into the book: what a row holds, and pages that are opened while
//! the next ones are being read. Not here: how a page is opened.

use std::collections::{BTreeMap, VecDeque};

use jipan_book::PageError;
use jipan_book::sorting::{sort, sort_by_key};

use super::writings::Writing;
use super::{LateTrade, OpenJob, OpenKind};
use crate::effect::Effect;
use crate::event::{HotPage, OpenedStore, PagePlace};
use crate::fold::bundle::pages_of;
use crate::fold::{KIND_BUNDLE, KIND_CUSTOMERS, KIND_HEADER, KIND_NAMES};
use crate::job::{Job, Slice};
use crate::model::{Model, Phase};

/// Pages on their way.
#[derive(Debug, Default)]
pub(crate) struct Coming {
    /// Those that came and were not looked at yet.
    arrived: VecDeque<HotPage>,
    /// The opening that waits for the next one.
    waiting: Option<Box<OpenJob>>,
    /// Something was not sound: what still comes does not count.
    is_void: bool,
    /// Orders that are read once the list is on the glass.
    late: Option<LateTrade>,
    /// The first screen is not yet on the glass.
    is_unpainted: bool,
}

impl Coming {
    /// Gives the opening another slice, or lets it wait for the next page.
    pub(super) fn keep(&mut self, job: OpenJob) -> Slice {
        if job.pages.is_empty() && job.n_coming > 0 && self.arrived.is_empty() {
            self.waiting = Some(Box::new(job));
            return Slice::Done;
        }
        Slice::More(Job::Open(Box::new(job)))
    }

    /// Keeps the orders until the list is on the glass.
    pub(super) fn keep_late(&mut self, late: Option<LateTrade>) {
        (self.late, self.is_unpainted) = (late, true);
    }

    /// Whether the first screen is still to be painted: until then nothing is drawn beyond what is seen of it.
    pub(crate) const fn is_unpainted(&self) -> bool {
        self.is_unpainted
    }
}

impl Model {
    /// A page was read.
    pub(crate) fn page_came(&mut self, page: HotPage) -> Vec<Effect> {
        if self.coming.is_void {
            return Vec::new();
        }
        self.coming.arrived.push_back(page);
        let waiting = self.coming.waiting.take();
        waiting.map(|job| self.start_job(Job::Open(job))).unwrap_or_default()
    }

    /// The list is on the glass: now comes what would only have taken time from it.
    pub(crate) fn first_painted(&mut self) -> Vec<Effect> {
        let late = self.coming.late.take();
        // Now the rows that one scrolls to are drawn, too.
        self.coming.is_unpainted = false;
        self.begin_late(late)
    }

    /// Asks for what comes after the first screen, and begins to read the orders.
    pub(super) fn begin_late(&mut self, late: Option<LateTrade>) -> Vec<Effect> {
        let mut effects = self.ask_for_late_parts();
        effects.extend(late.into_iter().flat_map(|it| self.start_job(Job::LateTrade(it.into()))));
        effects.push(Effect::ReportStorage);
        effects
    }

    /// What is being opened is not sound: the writings before may be, so all are read.
    pub(crate) fn open_whole(&mut self) -> Vec<Effect> {
        if self.coming.is_void || !matches!(self.phase, Phase::Opening { .. }) {
            return Vec::new();
        }
        self.coming = Coming { is_void: true, ..Coming::default() };
        self.jobs.retain(|job| !matches!(job, Job::Open(_)));
        vec![Effect::OpenWhole]
    }

    /// The database was read once more, with every writing of each page: it is opened by these.
    pub(crate) fn store_opened_whole(&mut self, store: OpenedStore) -> Vec<Effect> {
        let job = self.open_job(store, OpenKind::First);
        self.wait_for_trade(job.late.is_some());
        self.phase = Phase::Opening { done: 0, total: job.total };
        self.start_job(Job::Open(Box::new(job)))
    }
}

/// Which writings of each page are stored.
pub(super) fn generations_in(store: &OpenedStore) -> BTreeMap<(u8, u32), Vec<u32>> {
    let place =
        |it: &HotPage| PagePlace { kind: it.kind, page: it.page, generation: it.generation };
    let mut all: BTreeMap<(u8, u32), Vec<u32>> = BTreeMap::new();
    let places =
        store.hot.iter().map(place).chain(store.coming.iter().chain(&store.unread).copied());
    for it in places {
        all.entry((it.kind, it.page)).or_default().push(it.generation);
    }
    for generations in all.values_mut() {
        sort(generations);
    }
    all
}

impl OpenJob {
    /// Takes in what came since the last slice. A bundle comes after all pages that lie alone and after
    /// the bundles before it, so nothing more comes of the pages up to its end.
    pub(super) fn take_arrived(&mut self, coming: &mut Coming) {
        while self.n_coming > 0
            && let Some(page) = coming.arrived.pop_front()
        {
            let end = if page.kind == KIND_BUNDLE { pages_of(page.page).end } else { 0 };
            self.take_rows(vec![page]);
            self.n_coming = self.n_coming.saturating_sub(1);
            self.release(if self.n_coming == 0 { u32::MAX } else { end });
        }
    }

    /// The pages that lie in rows, by what they hold; the header is read at once.
    pub(super) fn take_rows(&mut self, rows: Vec<HotPage>) {
        let mut headers: Vec<HotPage> = Vec::new();
        let mut names: Vec<HotPage> = Vec::new();
        for row in rows {
            match row.kind {
                KIND_CUSTOMERS => {
                    self.held.entry(row.page).or_default().push(Writing::of_page(row));
                }
                KIND_BUNDLE => match Writing::of_bundle(row) {
                    Ok(pages) => {
                        pages.for_each(|(page, it)| self.held.entry(page).or_default().push(it));
                    }
                    Err(place) => self.damaged.push(place),
                },
                KIND_HEADER => headers.push(row),
                KIND_NAMES => names.push(row),
                kind => self.damaged.push(format!("hot {kind}/{}", row.page)),
            }
        }
        sort_by_key(&mut headers, |page| core::cmp::Reverse(page.generation));
        for (idx, page) in headers.iter().enumerate() {
            match self.book.load_header(&page.bytes) {
                Ok(_) => break,
                Err(PageError::NewerLayout { .. }) => {
                    self.has_newer = true;
                    break;
                }
                Err(_) if idx == 0 => self.damaged.push("hot header".to_owned()),
                Err(_) => {}
            }
        }
        if let Some(newest) = names.into_iter().max_by_key(|page| page.generation) {
            self.names = Some(newest.bytes);
        }
    }

    /// Of the pages below this number all is here: they can be opened.
    pub(super) fn release(&mut self, end: u32) {
        let rest = self.held.split_off(&end);
        for (page, mut writings) in core::mem::replace(&mut self.held, rest) {
            sort_by_key(&mut writings, |writing| core::cmp::Reverse(writing.generation));
            self.pages.push_back((page, writings));
        }
    }

    /// Whether something of what was read is not sound, and an older writing of it may be.
    pub(super) fn wants_unread(&self) -> bool {
        self.has_unread && (self.has_newer || !self.damaged.is_empty())
    }

    /// Whether nothing is left to be opened.
    pub(super) fn is_done(&self) -> bool {
        self.n_coming == 0 && self.pages.is_empty() && self.names.is_none() && self.log.is_empty()
    }
}

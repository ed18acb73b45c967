//! Opening the book: newest sound writing of each page, then the tail of the log, in slices; the orders
//! of all pages after that (`late`).

mod coming;
mod late;
mod unsent;
mod writings;

use std::collections::{BTreeMap, VecDeque};

use jipan_book::search::Searcher;
use jipan_book::sorting::gathered;
use jipan_book::{Book, ChangeError, LogRow, PageError};
use jipan_rules::Uuid;
use jipan_rules::freshness::Cycles;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};

use crate::effect::{Effect, FoldWrite};
use crate::env::Env;
use crate::event::{OpenedStore, Term};
use crate::failure::OpenFailure;
use crate::fold::FOLD_OF_META;
use crate::job::{Job, Slice};
use crate::model::{Model, PageWritings, Phase, TailEntry, Writer};
use crate::quality::CYCLES_SETTING;
use crate::tabs::{Lead, Meta};
use crate::view::{Notice, Theme};

pub(crate) use coming::Coming;
pub(crate) use late::LateTrade;
use unsent::Unsent;
use writings::{Writing, n_pages_in};

/// What is still to be opened, and what came of it so far.
#[derive(Debug)]
pub(crate) struct OpenJob {
    kind: OpenKind,
    /// Pages that are still being read.
    n_coming: usize,
    /// What was read of pages of which more may come.
    held: BTreeMap<u32, Vec<Writing>>,
    /// Each page: its writings, newest first.
    pages: VecDeque<(u32, Vec<Writing>)>,
    /// The order of names that goes with the pages.
    names: Option<Vec<u8>>,
    log: VecDeque<(u64, Vec<u8>)>,
    /// Own rows beyond this key are not sent.
    sent_to: u64,
    /// Those met so far, if a row to come may forget what they say.
    unsent: Option<Unsent>,
    damaged: Vec<String>,
    has_newer: bool,
    /// Whether there are older writings of pages, which are not read.
    has_unread: bool,
    done: u32,
    total: u32,
    /// What is read after the list is there; none if all is read at once.
    late: Option<LateTrade>,
    pub(crate) book: Book,
    pub(crate) searcher: Searcher,
    pub(crate) tail: Vec<TailEntry>,
    pub(crate) writings: PageWritings,
    pub(crate) drafts: Vec<(String, String)>,
    pub(crate) birth: Option<Uuid>,
    pub(crate) folded_to: u64,
    /// Every row of the log up to this key is in the book.
    pub(crate) seen: u64,
}

/// Why a book is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenKind {
    /// The app begins.
    First,
    /// The database is read again.
    Again {
        /// How often something had been typed or ended when it was read.
        touches: u64,
        /// The term in which this tab led then.
        term: Option<Term>,
    },
}

/// How often the progress of opening is drawn: each drawing takes as long as reading some pages. `OURS`
const N_SHOWN: u32 = 2;

pub(crate) const META_REPLICA: &str = "replica";
pub(crate) const META_PERSON: &str = "person";
pub(crate) const META_SEQ: &str = "seq";
/// The newest stamp that a fold took out of the log.
pub(crate) const META_CLOCK: &str = "clock";
pub(crate) const META_FOLDS: &str = "folds";
/// The greatest key that a fold took out of the log.
pub(crate) const META_FOLDED_TO: &str = "folded_to";
/// Which making of the database this is.
pub(crate) const META_BIRTH: &str = "birth";

impl Model {
    /// The database was read: who we are, the drafts, the settings; then the pages and the log.
    pub(crate) fn store_opened(&mut self, mut store: OpenedStore, env: &mut Env) -> Vec<Effect> {
        self.writer.slot = store.slot;
        self.tabs.lead = store.term.map_or(Lead::No, Lead::Current);
        let is_known = self.take_identity(&store);
        if store.was_used && !is_known {
            self.notify(Notice::BookLost);
        }
        let mut effects = self.mint_identity(is_known, env);
        self.drafts.texts = gathered(core::mem::take(&mut store.drafts));
        self.settings = gathered(core::mem::take(&mut store.settings));
        effects.extend(self.take_settings());
        if !self.is_at_first_screen() {
            effects.extend(self.ask_for_late_parts());
        }
        let job = self.open_job(store, OpenKind::First);
        self.wait_for_trade(job.late.is_some());
        self.phase = Phase::Opening { done: 0, total: job.total };
        effects.extend(self.start_job(Job::Open(Box::new(job))));
        effects
    }

    /// What is to be opened of a database. Its clock and numbers are taken note of at once.
    pub(crate) fn open_job(&mut self, mut store: OpenedStore, kind: OpenKind) -> OpenJob {
        self.note_small(&store);
        let meta = Meta::of(&store);
        let birth = meta.birth();
        let folded_to = meta.number(META_FOLDED_TO).unwrap_or_default();
        let n_folds = meta.number(META_FOLDS).and_then(|n| u32::try_from(n).ok());
        let last = store.log.last().map(|(key, _)| *key);
        let mut job = OpenJob {
            kind,
            n_coming: store.coming.len(),
            held: BTreeMap::new(),
            pages: VecDeque::new(),
            names: None,
            log: VecDeque::new(),
            sent_to: self.sent_to(),
            unsent: None,
            damaged: core::mem::take(&mut store.damaged),
            has_newer: store.has_newer,
            has_unread: !store.unread.is_empty(),
            done: 0,
            total: 0,
            late: None,
            book: Book::default(),
            searcher: Searcher::default(),
            tail: Vec::new(),
            writings: PageWritings {
                n_folds: n_folds.unwrap_or_default(),
                generations: coming::generations_in(&store),
            },
            drafts: core::mem::take(&mut store.drafts),
            birth,
            folded_to,
            seen: last.unwrap_or_default().max(folded_to),
        };
        // Before the pages, whose projections rest on them.
        let stored = store.settings.iter().find(|(key, _)| key == CYCLES_SETTING);
        let cycles = stored.map(|(_, text)| text).or_else(|| self.settings.get(CYCLES_SETTING));
        job.book.set_cycles(cycles.map_or_else(Cycles::default, |text| Cycles::of_text(text)));
        job.take_rows(store.hot);
        if job.n_coming == 0 {
            job.release(u32::MAX);
        }
        job.unsent = Unsent::of(&store.log, job.sent_to, || self.waiting_changes());
        // What is forgotten goes with its orders, so these must be there.
        job.late = (kind == OpenKind::First && job.unsent.is_none()).then(LateTrade::default);
        job.log = store.log.into();
        let n_pages = store.coming.iter().map(|it| n_pages_in(it.kind)).sum::<usize>();
        let n_pages = n_pages.saturating_add(job.pages.len());
        job.book.reserve_pages(n_pages);
        let n_parts = n_pages.saturating_add(job.log.len());
        job.total = u32::try_from(n_parts).unwrap_or(u32::MAX);
        job
    }

    /// Who writes here, if the database says so.
    pub(crate) fn take_identity(&mut self, store: &OpenedStore) -> bool {
        let meta = Meta::of(store);
        self.tabs.birth = meta.birth();
        let (Some(replica), Some(person)) = (meta.number(META_REPLICA), meta.bytes(META_PERSON))
        else {
            return false;
        };
        let slot = u64::from(self.writer.slot);
        self.writer.replica = ReplicaId::new((replica >> 8 << 8) | slot);
        self.writer.person = PersonId::new(Uuid::from_bytes(person));
        true
    }

    /// Who writes here is minted at the first opening, and by one tab only: another one that opens
    /// at the same time finds out when it reads the news.
    fn mint_identity(&mut self, is_known: bool, env: &mut Env) -> Vec<Effect> {
        let leads = self.tabs.lead != Lead::No;
        let expected = match (is_known, self.tabs.birth) {
            (true, Some(_)) => return Vec::new(),
            (true, None) if !leads => return Vec::new(),
            // A database from before there were births.
            (true, None) => META_BIRTH,
            (false, _) => {
                // 56 random bits of a fresh id name the device; the low 8 are the tab's slot.
                let (_, random) = env.ids.fresh().as_u64_pair();
                self.writer.replica = ReplicaId::new(random << 8 | u64::from(self.writer.slot));
                self.writer.person = PersonId::new(env.ids.fresh());
                META_REPLICA
            }
        };
        let birth = env.ids.fresh();
        self.tabs.minted = Some(birth);
        let mut writes = vec![FoldWrite::Expect(expected, None)];
        if !is_known {
            writes.extend(self.identity());
        }
        writes.push(FoldWrite::Meta(META_BIRTH.into(), birth.as_bytes().to_vec()));
        vec![Effect::Fold { id: FOLD_OF_META, writes }]
    }

    /// Who we are, as it is written down.
    pub(crate) fn identity(&self) -> [FoldWrite; 2] {
        let replica = (self.writer.replica.number() >> 8 << 8).to_le_bytes().to_vec();
        let person = self.writer.person.uuid().as_bytes().to_vec();
        [FoldWrite::Meta(META_REPLICA.into(), replica), FoldWrite::Meta(META_PERSON.into(), person)]
    }

    fn take_settings(&mut self) -> Vec<Effect> {
        let mut effects = self.speak();
        if let Some(theme) = self.settings.get("theme").and_then(|it| Theme::from_key(it)) {
            self.theme = theme;
            effects.push(Effect::ApplyTheme(theme));
        }
        effects
    }

    pub(crate) fn open_slice(
        &mut self,
        mut job: OpenJob,
        units: u32,
        env: &mut Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        job.take_arrived(&mut self.coming);
        for _ in 0..units.max(1) {
            if let Some((page, writings)) = job.pages.pop_front() {
                job.open_page(page, &writings);
            } else if job.n_coming > 0 {
                break;
            } else if let Some(names) = job.names.take() {
                job.searcher.adopt_names(&job.book, &names);
                continue;
            } else if let Some((key, bytes)) = job.log.pop_front() {
                job.open_log_row(key, &bytes, &mut self.writer);
            } else {
                break;
            }
            job.done = job.done.saturating_add(1);
        }
        if job.wants_unread() {
            effects.extend(self.open_whole());
            return Slice::Done;
        }
        if !job.is_done() {
            if let Phase::Opening { done: shown, .. } = self.phase
                && job.done.saturating_sub(shown) >= (job.total / N_SHOWN).max(1)
            {
                self.phase = Phase::Opening { done: job.done, total: job.total };
                self.is_dirty = true;
            }
            return self.coming.keep(job);
        }
        self.is_dirty = true;
        if !job.damaged.is_empty() {
            self.notify(Notice::Damaged { rows: core::mem::take(&mut job.damaged) });
        }
        if job.has_newer {
            effects.extend(self.meet_newer());
        }
        effects.extend(match job.kind {
            OpenKind::First => self.opened(job, env),
            kind @ OpenKind::Again { .. } => self.adopt_rest(job, kind, env),
        });
        Slice::Done
    }

    fn opened(&mut self, job: OpenJob, env: &mut Env) -> Vec<Effect> {
        self.phase = Phase::Ready;
        (self.book, self.searcher, self.tail) = (job.book, job.searcher, job.tail);
        self.pages = job.writings;
        (self.tabs.seen, self.tabs.folded_to) = (job.seen, job.folded_to);
        let late = job.late.filter(|it| !it.is_empty());
        self.wait_for_trade(late.is_some());
        let mut effects = self.opened_rest(env);
        if self.is_at_first_screen() {
            self.coming.keep_late(late);
            effects.push(Effect::AwaitPaint);
        } else {
            effects.extend(self.begin_late(late));
        }
        self.judge_clock(env);
        effects
    }

    /// The database could not be opened.
    pub(crate) fn store_open_failed(&mut self, failure: OpenFailure) {
        self.phase = Phase::Broken(failure);
    }
}

impl OpenJob {
    /// The newest writing of a page that can be read; an older one rather than none.
    fn open_page(&mut self, page: u32, writings: &[Writing]) {
        for writing in writings {
            let read = match &mut self.late {
                Some(late) => {
                    let trade = self.book.load_page_early(writing.bytes());
                    trade.map(|trade| trade.into_iter().for_each(|it| late.push(it)))
                }
                None => self.book.load_page(writing.bytes()).map(drop),
            };
            match read {
                Ok(()) => return,
                // An older writing may still be shown, but nothing is written from now on.
                Err(PageError::NewerLayout { .. }) => self.has_newer = true,
                Err(_) => self.damaged.push(format!("hot {page}/{}", writing.generation)),
            }
        }
    }

    /// Forgets customers, but for what is still to be sent about them, or waits to be understood.
    fn forget(&mut self, ids: &[CustomerId], judged_to: Option<u64>) {
        let judged_to = judged_to.unwrap_or(self.sent_to);
        for id in ids {
            self.book.forget(*id);
            for change in self.unsent.iter().flat_map(|it| it.beyond(judged_to)) {
                if let Some(part) = change.part_about(*id) {
                    drop(self.book.apply(&part));
                }
            }
        }
    }

    fn open_log_row(&mut self, key: u64, bytes: &[u8], writer: &mut Writer) {
        match LogRow::decode(bytes) {
            Ok(row) => {
                match &row {
                    LogRow::Own(change) | LogRow::Arrived(change) => {
                        writer.observe(change);
                        let applied = self.book.apply(change);
                        if let Some(late) = &mut self.late {
                            late.note(change, applied.touched());
                        }
                    }
                    LogRow::Forget { customers, judged_to } => self.forget(customers, *judged_to),
                }
                if let (LogRow::Own(change), Some(unsent)) = (&row, &mut self.unsent) {
                    unsent.note(key, change);
                }
                self.tail.push(TailEntry::of(key, row));
            }
            Err(ChangeError::NewerLayout { .. }) => self.has_newer = true,
            Err(ChangeError::Damaged { .. } | ChangeError::Empty) => {
                self.damaged.push(format!("log {key}"));
            }
        }
    }
}

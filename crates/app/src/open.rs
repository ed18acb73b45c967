//! Opening the book: newest sound writing of each page, then the tail of the log, in slices.

use std::collections::{BTreeMap, VecDeque};

use jipan_book::{Change, ChangeError, PageError, Stamp};
use jipan_rules::values::ids::{PersonId, ReplicaId};

use crate::commit::UNDO_AFTER_RELOAD_MILLIS;
use crate::effect::{Effect, FoldWrite};
use crate::env::Env;
use crate::event::{HotPage, OpenedStore};
use crate::failure::OpenFailure;
use crate::fold::{FOLD_OF_META, KIND_CUSTOMERS, KIND_HEADER, KIND_NAMES};
use crate::job::{Job, Slice};
use crate::model::{Kept, MayWrite, Model, Phase, TailEntry, UndoBar, UndoHow};
use crate::view::{Language, Notice, Theme};

/// What is still to be opened.
#[derive(Debug)]
pub(crate) struct OpenJob {
    /// Each page: its writings, newest first.
    pages: VecDeque<(u32, Vec<HotPage>)>,
    /// The order of names that goes with the pages.
    names: Option<Vec<u8>>,
    log: VecDeque<(u64, Vec<u8>)>,
    damaged: Vec<String>,
    done: u32,
    total: u32,
}

const META_REPLICA: &str = "replica";
const META_PERSON: &str = "person";
pub(crate) const META_SEQ: &str = "seq";
/// The newest stamp that a fold took out of the log.
pub(crate) const META_CLOCK: &str = "clock";
pub(crate) const META_FOLDS: &str = "folds";

impl Model {
    /// The database was read: who we are, the drafts, the settings; then the pages and the log.
    pub(crate) fn store_opened(&mut self, store: OpenedStore, env: &mut Env) -> Vec<Effect> {
        let mut effects = self.take_identity(&store, env);
        if store.has_newer {
            self.writer.may_write = MayWrite::NewerLayout;
        }
        self.drafts.texts = store.drafts.into_iter().collect();
        self.settings = store.settings.into_iter().collect();
        effects.extend(self.take_settings());
        let mut damaged = store.damaged;
        let mut pages: BTreeMap<u32, Vec<HotPage>> = BTreeMap::new();
        let mut headers: Vec<HotPage> = Vec::new();
        let mut names: Vec<HotPage> = Vec::new();
        for page in store.hot {
            let generation = self.pages.generations.entry((page.kind, page.page)).or_default();
            *generation = (*generation).max(page.generation);
            match page.kind {
                KIND_CUSTOMERS => pages.entry(page.page).or_default().push(page),
                KIND_HEADER => headers.push(page),
                KIND_NAMES => names.push(page),
                kind => damaged.push(format!("hot {kind}/{}", page.page)),
            }
        }
        headers.sort_by_key(|page| core::cmp::Reverse(page.generation));
        for (idx, page) in headers.iter().enumerate() {
            match self.book.load_header(&page.bytes) {
                Ok(_) => break,
                Err(PageError::NewerLayout { .. }) => {
                    self.writer.may_write = MayWrite::NewerLayout;
                    break;
                }
                Err(_) if idx == 0 => damaged.push("hot header".to_owned()),
                Err(_) => {}
            }
        }
        let mut job_pages: VecDeque<(u32, Vec<HotPage>)> = pages.into_iter().collect();
        for (_, writings) in &mut job_pages {
            writings.sort_by_key(|page| core::cmp::Reverse(page.generation));
        }
        let log: VecDeque<(u64, Vec<u8>)> = store.log.into_iter().collect();
        let total = u32::try_from(job_pages.len().saturating_add(log.len())).unwrap_or(u32::MAX);
        self.phase = Phase::Opening { done: 0, total };
        let names = names.into_iter().max_by_key(|page| page.generation).map(|page| page.bytes);
        let job = OpenJob { pages: job_pages, names, log, damaged, done: 0, total };
        effects.extend(self.start_job(Job::Open(Box::new(job))));
        effects
    }

    /// Who writes here; minted at the first opening.
    fn take_identity(&mut self, store: &OpenedStore, env: &mut Env) -> Vec<Effect> {
        let meta: BTreeMap<&str, &[u8]> =
            store.meta.iter().map(|(key, value)| (key.as_str(), value.as_slice())).collect();
        let number = |key: &str| {
            meta.get(key).and_then(|bytes| <[u8; 8]>::try_from(*bytes).ok()).map(u64::from_le_bytes)
        };
        self.writer.next_seq = number(META_SEQ).unwrap_or(0).saturating_add(1);
        if let Some(stamp) = meta.get(META_CLOCK).and_then(|it| <[u8; 16]>::try_from(*it).ok()) {
            self.writer.clock.observe(Stamp::from_bytes(stamp));
        }
        self.pages.n_folds =
            number(META_FOLDS).and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
        let person = meta
            .get(META_PERSON)
            .and_then(|bytes| <[u8; 16]>::try_from(*bytes).ok())
            .map(jipan_rules::Uuid::from_bytes);
        if let (Some(replica), Some(person)) = (number(META_REPLICA), person) {
            self.writer.replica = ReplicaId::new(replica);
            self.writer.person = PersonId::new(person);
            return Vec::new();
        }
        // 56 random bits of a fresh id name the device; the low 8 are the tab slot.
        let (_, random) = env.ids.fresh().as_u64_pair();
        let replica = random << 8;
        let person = env.ids.fresh();
        self.writer.replica = ReplicaId::new(replica);
        self.writer.person = PersonId::new(person);
        vec![self.keep_identity()]
    }

    /// Writes down who we are.
    pub(crate) fn keep_identity(&self) -> Effect {
        let replica = self.writer.replica.number().to_le_bytes().to_vec();
        let person = self.writer.person.uuid().as_bytes().to_vec();
        let writes =
            vec![FoldWrite::Meta(META_REPLICA, replica), FoldWrite::Meta(META_PERSON, person)];
        Effect::Fold { id: FOLD_OF_META, writes }
    }

    fn take_settings(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(language) = self.settings.get("language").and_then(|it| Language::from_key(it))
        {
            self.language = language;
            effects.push(Effect::ApplyLanguage(language));
        }
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
        for _ in 0..units.max(1) {
            if let Some((page, writings)) = job.pages.pop_front() {
                self.open_page(page, &writings, &mut job.damaged);
            } else if let Some(names) = job.names.take() {
                self.searcher.adopt_names(&self.book, &names);
                continue;
            } else if let Some((key, bytes)) = job.log.pop_front() {
                self.open_log_row(key, &bytes, &mut job.damaged);
            } else {
                break;
            }
            job.done = job.done.saturating_add(1);
        }
        if !job.pages.is_empty() || job.names.is_some() || !job.log.is_empty() {
            let step = (job.total / 10).max(1);
            let shown = match self.phase {
                Phase::Opening { done, .. } => done,
                Phase::Ready | Phase::Broken(_) => 0,
            };
            if job.done.saturating_sub(shown) >= step {
                self.phase = Phase::Opening { done: job.done, total: job.total };
                self.is_dirty = true;
            }
            return Slice::More(Job::Open(Box::new(job)));
        }
        effects.extend(self.opened(job, env));
        Slice::Done
    }

    /// The newest writing of a page that can be read; an older one rather than none.
    fn open_page(&mut self, page: u32, writings: &[HotPage], damaged: &mut Vec<String>) {
        for writing in writings {
            match self.book.load_page(&writing.bytes) {
                Ok(_) => return,
                // An older writing may still be shown, but nothing is written from now on.
                Err(PageError::NewerLayout { .. }) => {
                    self.writer.may_write = MayWrite::NewerLayout;
                }
                Err(_) => damaged.push(format!("hot {page}/{}", writing.generation)),
            }
        }
    }

    fn open_log_row(&mut self, key: u64, bytes: &[u8], damaged: &mut Vec<String>) {
        match Change::decode(bytes) {
            Ok(change) => {
                self.writer.clock.observe(change.stamp);
                if change.id.replica == self.writer.replica {
                    self.writer.next_seq =
                        self.writer.next_seq.max(change.id.seq.saturating_add(1));
                }
                drop(self.book.apply(&change));
                let is_hand = change.batch.is_none() && change.undoes_batch.is_none();
                self.tail.push(if is_hand {
                    TailEntry { key, kept: Kept::Change(Box::new(change)) }
                } else {
                    TailEntry::of_batch(key, &change)
                });
            }
            Err(ChangeError::NewerLayout { .. }) => {
                self.writer.may_write = MayWrite::NewerLayout;
            }
            Err(ChangeError::Damaged { .. } | ChangeError::Empty) => {
                damaged.push(format!("log {key}"));
            }
        }
    }

    fn opened(&mut self, job: OpenJob, env: &mut Env) -> Vec<Effect> {
        self.phase = Phase::Ready;
        self.is_dirty = true;
        if !job.damaged.is_empty() {
            self.notify(Notice::Damaged { rows: job.damaged });
        }
        let mut effects = self.undo_after_reload(env);
        effects.extend(self.enter(self.route));
        effects.push(Effect::ReportStorage);
        effects.extend(self.fold_when_due());
        effects
    }

    /// The undo bar of a change made just before a reload.
    fn undo_after_reload(&mut self, env: &Env) -> Vec<Effect> {
        let last = self.tail.last().and_then(TailEntry::change);
        let Some(change) = last.filter(|change| {
            change.action.by_hand()
                && change.stamp.ms().saturating_add(UNDO_AFTER_RELOAD_MILLIS) >= env.now_millis()
        }) else {
            return Vec::new();
        };
        let change = change.clone();
        let customers = change.customers();
        let name = customers.first().and_then(|id| self.name_of(*id));
        self.show_undo(UndoBar {
            of: change.id,
            action: change.action,
            n_customers: customers.len(),
            name,
            how: UndoHow::Changes(vec![change].into()),
        })
    }

    /// The database could not be opened.
    pub(crate) fn store_open_failed(&mut self, failure: OpenFailure) {
        self.phase = Phase::Broken(failure);
    }
}

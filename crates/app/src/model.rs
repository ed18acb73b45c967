//! What the app knows between two events. Not here: how it changes (`update`), how it looks (`show`).

mod list;
mod tail;
mod writer;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use jipan_book::alerts::Alert;
use jipan_book::overview::Overview;
use jipan_book::quality::Quality;
use jipan_book::search::Searcher;
use jipan_book::standing::Standings;
use jipan_book::{Book, Change, ChangeId, Row};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, Group};
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId};

use crate::backup::BackupModel;
use crate::budget::BudgetModel;
use crate::duplicates::DuplicatesModel;
use crate::event::{InstallOffer, StorageReport};
use crate::failure::OpenFailure;
use crate::funnel::FunnelModel;
use crate::grades::MonthGrades;
use crate::history::Life;
use crate::import::ImportModel;
use crate::job::Job;
use crate::language::English;
use crate::merge::{MergeModel, Moved};
use crate::open::Coming;
use crate::readings::Readings;
use crate::rest::RestModel;
use crate::route::Route;
use crate::rules::{Preview, RuleEdit};
use crate::show::contacts::SamePhones;
use crate::standing::StandingKey;
use crate::sync::SyncModel;
use crate::tabs::Tabs;
use crate::trade::TradeModel;
use crate::view::{
    BirthdaysView, DraftError, Language, Later, NoticeView, PrintView, SimilarView, Theme, WhyTopic,
};

pub use list::ListModel;
pub(crate) use tail::{Kept, Source, TailEntry};
pub use writer::{BulkPurpose, MayWrite, Pending, PendingWhat, Writer};

/// How the app begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// The address it was opened at.
    pub route: Route,
    /// The language to begin with.
    pub language: Language,
    /// Whether the words of English are here, not only those of Chinese.
    pub has_english: bool,
    /// The appearance to begin with.
    pub theme: Theme,
    /// Whether the device believes to be online.
    pub is_online: bool,
    /// The civil day.
    pub today: NaiveDate,
}

/// The state of the app.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Model {
    pub(crate) phase: Phase,
    pub(crate) coming: Coming,
    pub(crate) route: Route,
    /// The place before this one.
    pub(crate) came_from: Route,
    pub(crate) language: Language,
    pub(crate) english: English,
    pub(crate) theme: Theme,
    pub(crate) today: NaiveDate,
    pub(crate) book: Book,
    pub(crate) searcher: Searcher,
    pub(crate) writer: Writer,
    pub(crate) tabs: Tabs,
    pub(crate) sync: SyncModel,
    pub(crate) tail: Vec<TailEntry>,
    pub(crate) pages: PageWritings,
    pub(crate) drafts: Drafts,
    pub(crate) list: ListModel,
    pub(crate) file: Option<FileModel>,
    pub(crate) form: FormModel,
    pub(crate) duplicates: DuplicatesModel,
    pub(crate) trade: TradeModel,
    pub(crate) funnel: FunnelModel,
    pub(crate) budget: Box<BudgetModel>,
    pub(crate) merge: MergeModel,
    pub(crate) import: ImportModel,
    pub(crate) sample_working: bool,
    pub(crate) is_exporting: bool,
    pub(crate) device: Device,
    pub(crate) readings: Readings,
    pub(crate) rest: RestModel,
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) backup: BackupModel,
    pub(crate) overview: Option<(u64, NaiveDate, Rc<Overview>)>,
    /// Pages whose projections were computed anew wait for a fold.
    pub(crate) wants_fold: bool,
    /// The alerts that fire, made with the overview; the nearest first.
    pub(crate) alerts: Rc<[Alert]>,
    /// The report on the data, with the revision and the day it was made for.
    pub(crate) quality: Option<((u64, NaiveDate), Rc<Quality>)>,
    /// How customers stand by what they ordered.
    pub(crate) standings: Option<Rc<Standings>>,
    /// What they were made for.
    pub(crate) standings_of: Option<StandingKey>,
    /// Grades and scales of all customers after the last months.
    pub(crate) grades: Option<MonthGrades>,
    /// Whether anybody ordered anything, with the state of the book that this is of.
    pub(crate) ordered: Cell<Option<(u64, bool)>>,
    /// The batches of which something stands, with the revision that this is of.
    pub(crate) live_batches: RefCell<Option<(u64, Rc<BTreeSet<BatchId>>)>>,
    /// The rule that is being changed.
    pub(crate) rule_edit: Option<RuleEdit>,
    /// Who would stand otherwise by what is typed, of a rule or of a product.
    pub(crate) preview: Preview,
    pub(crate) birthdays: Option<(u64, NaiveDate, Rc<BirthdaysView>)>,
    /// Who else has the phone numbers of the open file.
    pub(crate) same_phones: RefCell<SamePhones>,
    /// Values offered for a quick choice, with the number of words they were made from.
    pub(crate) suggestions: RefCell<BTreeMap<FieldId, Suggestions>>,
    pub(crate) notices: Vec<NoticeView>,
    pub(crate) next_notice: u32,
    pub(crate) undo: Option<UndoBar>,
    /// How often a bar was shown: the number of the last one.
    pub(crate) undo_showing: u64,
    /// The bar of what is being taken back or done again, until that is saved.
    pub(crate) undo_kept: Option<UndoBar>,
    /// What is being printed.
    pub(crate) print: Option<Later<PrintView>>,
    pub(crate) jobs: VecDeque<Job>,
    pub(crate) is_job_asked: bool,
    pub(crate) fold: Option<crate::fold::FoldJob>,
    pub(crate) is_dirty: bool,
}

/// Values offered for a quick choice, with the number of words they were made from.
pub(crate) type Suggestions = (usize, Rc<[String]>);

/// Which part of its life the app is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// The book is being opened: parts done, parts in all.
    Opening {
        /// Parts done.
        done: u32,
        /// Parts in all.
        total: u32,
    },
    /// At work.
    Ready,
    /// Nothing can be read.
    Broken(OpenFailure),
}

/// Which writings of each page are on the disk.
#[derive(Debug, Default)]
pub struct PageWritings {
    /// Of each kind and number the generations, oldest first.
    pub(crate) generations: BTreeMap<(u8, u32), Vec<u32>>,
    pub(crate) n_folds: u32,
}

/// Text that is typed and not yet a change.
#[derive(Debug, Default)]
pub struct Drafts {
    pub(crate) texts: BTreeMap<String, String>,
    /// Typed since they were last kept.
    pub(crate) unkept: BTreeSet<String>,
    /// Typed in this tab.
    pub(crate) typed: BTreeSet<String>,
    /// Typed in another tab since this one was opened: shown here, ended there.
    pub(crate) foreign: BTreeSet<String>,
    /// Why a draft that was left cannot become a value.
    pub(crate) errors: BTreeMap<String, DraftError>,
    pub(crate) keystroke: u64,
    /// How often something was typed or ended in this tab.
    pub(crate) n_touches: u64,
    /// When each was last typed or ended, counted so, as long as an older state may be read.
    pub(crate) touched: BTreeMap<String, u64>,
    /// What followed the merge of a customer.
    pub(crate) moved: BTreeMap<CustomerId, Vec<Moved>>,
}

/// The open file.
#[derive(Debug)]
pub struct FileModel {
    pub(crate) id: CustomerId,
    pub(crate) open_group: Group,
    pub(crate) life: Life,
    /// Which further contact is open.
    pub(crate) contact: Option<ContactId>,
    /// The lives of the customers that were merged into this one.
    pub(crate) merged_lives: BTreeMap<CustomerId, Life>,
    /// The merged customer whose address led here.
    pub(crate) led_from: Option<CustomerId>,
    pub(crate) history_of: Option<FieldId>,
    pub(crate) why: Option<WhyTopic>,
    /// Changes of fields that rarely change, each still without its reason.
    pub(crate) reasons_wanted: BTreeMap<FieldId, ChangeId>,
    pub(crate) similar: Rc<[SimilarView]>,
}

impl FileModel {
    /// Whether old history is still being read, of the customer or of one merged into it.
    pub(crate) fn is_life_loading(&self) -> bool {
        self.life.is_loading() || self.merged_lives.values().any(Life::is_loading)
    }
}

/// The form of a new customer.
#[derive(Debug, Default)]
pub struct FormModel {
    pub(crate) similar: Rc<[SimilarView]>,
    pub(crate) is_refused: bool,
}

/// What is known of the device.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Device {
    pub(crate) is_online: bool,
    pub(crate) is_offline_ready: bool,
    pub(crate) is_update_waiting: bool,
    pub(crate) install: InstallOffer,
    pub(crate) storage: Option<StorageReport>,
    pub(crate) has_asked_persistence: bool,
    pub(crate) has_told_clock: bool,
}

/// What can be taken back at once.
#[derive(Debug, Clone)]
pub struct UndoBar {
    /// The change the bar belongs to.
    pub(crate) of: ChangeId,
    /// What pressing it does.
    pub(crate) how: UndoHow,
    pub(crate) action: jipan_book::Action,
    pub(crate) n_customers: usize,
    pub(crate) name: Option<String>,
}

/// What undoing does.
#[derive(Debug, Clone)]
pub enum UndoHow {
    /// Invert these changes.
    Changes(Rc<[Change]>),
    /// Take a whole batch back.
    Batch(BatchId),
    /// Put a saved filter back, by the name of its setting. The bar then tells of no change.
    Filter(String),
}

impl Model {
    /// An app that waits for its database.
    pub fn new(start: Start) -> Self {
        Self {
            phase: Phase::Opening { done: 0, total: 0 },
            coming: Coming::default(),
            route: start.route,
            came_from: Route::default(),
            language: start.language,
            english: if start.has_english { English::Here } else { English::Missing },
            theme: start.theme,
            today: start.today,
            book: Book::default(),
            searcher: Searcher::default(),
            writer: Writer::new(),
            tabs: Tabs::default(),
            sync: SyncModel::default(),
            tail: Vec::new(),
            pages: PageWritings::default(),
            drafts: Drafts::default(),
            list: ListModel::new(),
            file: None,
            form: FormModel::default(),
            duplicates: DuplicatesModel::default(),
            trade: TradeModel::default(),
            funnel: FunnelModel::default(),
            budget: Box::default(),
            merge: MergeModel::default(),
            import: ImportModel::Idle,
            sample_working: false,
            is_exporting: false,
            readings: Readings::default(),
            rest: RestModel::default(),
            device: Device { is_online: start.is_online, ..Device::default() },
            settings: BTreeMap::new(),
            backup: BackupModel::default(),
            overview: None,
            wants_fold: false,
            alerts: Rc::new([]),
            quality: None,
            standings: None,
            standings_of: None,
            grades: None,
            ordered: Cell::default(),
            live_batches: RefCell::default(),
            rule_edit: None,
            preview: Preview::default(),
            birthdays: None,
            same_phones: RefCell::default(),
            suggestions: RefCell::default(),
            notices: Vec::new(),
            next_notice: 1,
            undo: None,
            undo_showing: 0,
            undo_kept: None,
            print: None,
            jobs: VecDeque::new(),
            is_job_asked: false,
            fold: None,
            is_dirty: true,
        }
    }

    /// Whether the glass is out of date; asking makes it up to date.
    pub fn take_dirty(&mut self) -> bool {
        core::mem::replace(&mut self.is_dirty, false)
    }

    /// The book as it is shown: committed and on its way.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Whether everything typed or tapped is durable and no job runs.
    pub fn is_at_rest(&self) -> bool {
        self.phase == Phase::Ready
            && self.writer.pending.is_empty()
            && self.jobs.is_empty()
            && self.fold.is_none()
            && !self.tabs.is_cut
    }

    /// The row of the open file.
    pub(crate) fn file_row(&self) -> Option<(CustomerId, Row)> {
        let id = self.file.as_ref()?.id;
        Some((id, self.book.row_of(id)?))
    }

    /// Whether a customer has a change on its way to the disk.
    pub(crate) fn is_saving(&self, id: CustomerId) -> bool {
        self.writer.pending.iter().any(|pending| match &pending.what {
            PendingWhat::Tap { change, .. } => change.customers().contains(&id),
            PendingWhat::Bulk { .. } => false,
        })
    }
}

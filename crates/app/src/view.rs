//! What the screens draw: plain values, one tree a screen, no words. Not here: how they come about.

pub mod backup;
pub mod budget;
pub mod bulk;
pub mod company;
pub mod contacts;
pub mod customers;
pub mod differences;
pub mod file;
pub mod funnel;
pub mod home;
pub mod import;
pub mod insights;
mod later;
pub mod merge;
mod notice;
pub mod print;
pub mod quality;
pub mod rules;
pub mod settings;
mod team;
pub mod timeline;
pub mod totals;
pub mod trade;

use std::rc::Rc;

use jipan_book::{Action, ChangeId};
use jipan_rules::funnel::CloseItem;
use jipan_rules::schema::FieldId;
use jipan_rules::{DateTime, Utc};

use crate::event::{DealSheetKind, SheetEdit};
use crate::failure::OpenFailure;
use crate::route::Route;

pub use backup::{BackupGap, BackupSummary, BackupView, MadeBackup, Making, Restoring};
pub use budget::{
    ArmView, BudgetBody, BudgetLeave, BudgetPlace, BudgetSheetError, BudgetSheetView, BudgetView,
    BudgetWhyView, BurnUp, CellView, ExpenseRow, ExpensesView, FunnelArm, GapMonth, GapRow,
    GapView, GoalRow, GoalYear, GoalsView, GridRow, HeadView, LineLabel, MeasureRow, MeasuresView,
    MethodView, MoneyUnit, MonthHead, Photo, PlanView, ReceiptError, ReportRow, ReportView,
    SheetChoice, SheetField, SheetSlot, TerritoryGoal, Verdict, WaterfallBar, WaterfallStep,
    WhyLine, WhySource, WhyTerm, YearView,
};
pub use bulk::{BulkExample, BulkMissing, BulkPhase, BulkTally, BulkView};
pub use company::{
    ArrivalView, ChangesFileView, CompanyView, ConflictCard, ConflictOf, ConflictSideView,
    DeviceView, JoinFailure, JoinView, LinkView, NeedsView, PersonView, RecordSync, RefusedCard,
    RefusedRetry, RefusedText, SyncState, SyncStatusView, SyncStop, SyncTrouble, SyncView,
    TeamFailure, TeamView, TerritoryView, WhoView,
};
pub use contacts::{
    BirthdayLine, BirthdayView, BirthdaysView, ContactCard, ContactsView, PhoneHolderView,
};
pub use customers::{
    CustomersView, FacetView, FilterChange, FilterChip, ListSheet, ListView, PaneView, RowBadge,
    RowView, SavedError, SavedView,
};
pub use differences::{DifferenceGroup, DifferenceView, DifferencesView};
pub use file::{
    DraftError, DraftView, FieldView, FileView, FreshnessView, GroupView, MonthView,
    NewCustomerView, NoConsent, ProposalView, SimilarView, TracedLine, TracedView, WhyTopic,
    WhyView,
};
pub use funnel::{
    AnalysisView, AnswerLine, BoardView, CardLine, CardView, ChainRow, ChannelView, ClosingList,
    ClosingPoint, CohortView, DaySums, DealPanel, DealSheetError, DealSheetView, DueRow,
    ExpectLine, FunnelPanel, HandState, HandedRow, MarkList, MarkRow, PrintCardView,
    PrintRegisterView, QuickAddView, RegisterDay, RegisterRow, RegisterView, RemarkRow,
    SnapshotView, StageView, StayView, TaskPoint, TaskRow, TaskWhat, TodayMore, TodaySums,
    TodayView, WrittenText,
};
pub use home::{AlertView, HomeAnswers, HomeTrade, HomeView};
pub use import::{
    BatchView, ColumnView, FailureView, ImportResult, ImportView, MappingProblem, OrderFacts,
};
pub use insights::InsightsView;
pub use later::Later;
pub use merge::{
    ChooseView, ClusterView, CompareView, DistinctView, DuplicatesView, FoundView, MemberView,
    MergeBy, MergeCandidate, MergeProblem, MergeRow, MergeSide, MergeView, MergedView,
};
pub use notice::{Notice, NoticeView};
pub use print::{PrintFileView, PrintListView, PrintSheetView, PrintView, PrintedField};
pub use quality::QualityView;
pub use rules::{
    MoveView, Moved, PreviewSum, PreviewView, PreviewedView, RuleEditView, RuleView, RulesView,
    VersionView,
};
pub use settings::{SampleView, SettingsView};
pub use timeline::{HistoryLine, TimelineEntry, TimelineItem};
pub use totals::{CountView, TotalsView};
pub use trade::{
    AnswerView, EntryLine, EntryView, FileOrders, LastOrder, ObjectionView, ObjectionsView,
    OpenObjection, OrderCard, OrderDetail, OrderLineView, OrderMoveView, OrderSums, OrderSync,
    OrdersView, ProductField, ProductForm, ProductRow, ProductVersion, ProductsView, RepackView,
    SumUnit, TradeNeeds,
};

/// The languages of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 简体中文
    #[default]
    Chinese,
    /// English
    English,
}

/// The appearances of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast, for outdoors.
    Outdoor,
}

/// Everything on the glass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewModel {
    /// Where we are.
    pub route: Route,
    /// The language.
    pub language: Language,
    /// The appearance.
    pub theme: Theme,
    /// The line that says what state the data are in.
    pub status: StatusView,
    /// What goods are counted in today; none without any goods.
    pub goods: Option<SumUnit>,
    /// The screen.
    pub screen: ScreenView,
    /// The undo bar, while it is there.
    pub undo: Option<UndoView>,
    /// What is being printed.
    pub print: Option<Later<PrintView>>,
    /// What must be said, newest last.
    pub notices: Rc<[NoticeView]>,
    /// Whether something typed is not on the disk as a change.
    pub has_unsaved: bool,
    /// Whether a new version can be taken now: it waits and nothing is half typed.
    pub can_update: bool,
    /// What the person did and waits for the rest of the app, beside the screen.
    pub rest: Option<RestView>,
}

/// How fetching the rest of the app stands, while something waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestView {
    /// It is on its way.
    Coming,
    /// It could not be had.
    Missing,
}

/// One screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScreenView {
    /// The book is being opened.
    Opening {
        /// Parts done.
        done: u32,
        /// Parts in all; 0 while unknown.
        total: u32,
    },
    /// The book cannot be opened.
    Broken(OpenFailure),
    /// 首页
    Home(Rc<HomeView>),
    /// 客户, with a file or without
    Customers(Rc<CustomersView>),
    /// 生日
    Birthdays(Rc<BirthdaysView>),
    /// 今日
    Today(Later<TodayView>),
    /// 快速登记
    QuickAdd(Later<QuickAddView>),
    /// 漏斗
    Board(Later<BoardView>),
    /// 客流量登记表
    Register(Later<RegisterView>),
    /// 漏斗分析
    Analysis(Later<AnalysisView>),
    /// 下单
    Entry(Later<EntryView>),
    /// 订单
    Orders(Later<OrdersView>),
    /// 商品
    Products(Later<ProductsView>),
    /// 查重
    Duplicates(Later<DuplicatesView>),
    /// 合并
    Merge(Later<MergeView>),
    /// 导入
    Import(Later<ImportView>),
    /// 差异
    Differences(Later<DifferencesView>),
    /// 资料质量
    Quality(Later<QualityView>),
    /// 预算
    Budget(Later<BudgetView>),
    /// 分析
    Insights(Later<InsightsView>),
    /// 规则
    Rules(Later<RulesView>),
    /// 加入
    Join(Later<JoinView>),
    /// 同步
    Sync(Later<SyncView>),
    /// 团队, for managers
    Team(Later<TeamView>),
    /// 设置
    Settings(Later<SettingsView>),
    /// A screen of the rest of the app, which is not here yet.
    Waiting(RestView),
    /// An address that leads nowhere.
    NotFound,
}

/// The global line on the state of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusView {
    /// What the writes are at.
    pub saving: SavingView,
    /// Whether the device believes to be online.
    pub is_online: bool,
    /// Whether the app opens without a network: the precache is complete.
    pub is_offline_ready: bool,
    /// When something was last saved in this session.
    pub saved_at: Option<DateTime<Utc>>,
    /// How many drafts wait to become valid.
    pub n_drafts: usize,
    /// The sync; none while this tablet works alone.
    pub sync: Option<SyncStatusView>,
}

/// What the writes are at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavingView {
    /// All of it is on this tablet.
    Saved,
    /// So many commits are on their way.
    Saving(usize),
    /// A batch is being taken back or done again: so much of it is ready to be written, in percent.
    TakingBack(u8),
    /// The last write failed; what was typed is still in its field.
    Failed,
    /// Another tab took over; this one only shows.
    OtherTab,
    /// The data belong to a newer version; this one only shows.
    ReadOnly,
}

/// What an undo bar is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoSubject {
    /// What was done to customers.
    Customers,
    /// What was done to the products of a file.
    Products,
    /// What was done to the orders of a file.
    Orders,
    /// A saved filter that was deleted; no action belongs to it.
    Filter,
}

/// What can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoView {
    /// What it is about.
    pub subject: UndoSubject,
    /// What was done.
    pub action: Action,
    /// The change it ended with.
    pub of: ChangeId,
    /// How many customers it touched; of a file of products or orders how many of these.
    pub n_customers: usize,
    /// The name of one of them.
    pub name: Option<String>,
    /// Whether pressing it does the thing again (after an undo).
    pub is_redo: bool,
}

/// Something typed that is not on the disk as a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsavedRow {
    /// The name of the customer, blank while it has none.
    pub customer: String,
    /// Its code.
    pub code: String,
    /// Where it was typed.
    pub what: UnsavedWhat,
    /// What was typed.
    pub text: String,
}

/// Where something was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnsavedWhat {
    /// In a field.
    Field(FieldId),
    /// As a note.
    Note,
    /// As an order, a line for each product with its code and quantity.
    Order,
    /// As the reason of a change of a field.
    Reason(FieldId),
    /// As a remark on a customer.
    Remark,
    /// As an answer to a remark.
    Answer,
    /// As the reason why a point of a closing list is waived.
    Waive(CloseItem),
    /// In a sheet of an opportunity: what was typed and chosen, each with the name that it points at.
    Deal(DealSheetKind, Vec<(SheetEdit, Option<String>)>),
    /// In a box of the quick entry.
    QuickField(FieldId),
    /// As the text by which a referrer is searched there.
    QuickReferrer,
    /// As the choices of the quick entry.
    QuickChoices(Vec<(SheetEdit, Option<String>)>),
    /// Elsewhere: the key of the draft.
    Other(String),
}

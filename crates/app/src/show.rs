//! From the model to the glass: what each screen is to draw. Not here: words, and how it is drawn.

mod budget;
mod bulk;
mod changes;
mod class_history;
mod company;
pub(crate) mod contacts;
mod customers;
mod file;
mod funnel;
mod funnel_levels;
mod funnel_panel;
mod funnel_register;
mod funnel_sheet;
mod funnel_today;
mod history;
mod merge;
mod needs;
mod proposals;
mod rules;
mod team;
mod traced;
mod trade;
mod why;
mod why_orders;

use std::collections::BTreeSet;
use std::rc::Rc;

use jipan_book::BatchKind;
use jipan_rules::values::ids::BatchId;
use jipan_rules::{DateTime, Utc};

pub(crate) use funnel::ShownCards;

use crate::bulk::Target;
use crate::import::ImportModel;
use crate::model::{MayWrite, Model, Phase};
use crate::quality::ALERTS_AT_ONCE;
use crate::route::Route;
use crate::view::home::{HomeRest, HomeTrade};
use crate::view::{
    BatchView, BirthdaysView, HomeView, ImportView, Later, SampleView, SavingView, ScreenView,
    SettingsView, StatusView, SumUnit, UndoView, ViewModel,
};

/// Alerts on the home screen; the others are in their list.
const N_ALERTS: usize = 5;

pub(crate) use customers::facet_change;

impl Model {
    /// Everything on the glass, as it is to be now.
    pub fn view(&self) -> ViewModel {
        ViewModel {
            route: self.route,
            language: self.language,
            theme: self.theme,
            status: self.status_view(),
            goods: self.goods_unit(),
            screen: self.screen_view(),
            undo: self.undo_by_rest(),
            print: self.print.clone(),
            notices: self.notices.clone().into(),
            has_unsaved: self.has_unsaved(),
            can_update: self.can_update(),
            rest: self.rest_view(),
        }
    }

    /// What all products are counted in today, found anew after the book changed; none without any.
    pub(crate) fn goods_unit(&self) -> Option<SumUnit> {
        let made_for = (self.book.revision(), self.today);
        let mut kept = self.trade.goods_unit.borrow_mut();
        if kept.as_ref().is_none_or(|(of, _)| *of != made_for) {
            let products = self.book.products();
            let mut units = products.map(|it| self.unit_on(it.id, self.today)).peekable();
            let has_goods = units.peek().is_some();
            *kept = Some((made_for, has_goods.then(|| SumUnit::of(units))));
        }
        kept.as_ref().and_then(|(_, unit)| unit.clone())
    }

    fn status_view(&self) -> StatusView {
        let n_pending = self.writer.pending.len();
        let saving = match self.writer.may_write {
            // What was not opened cannot be said to be saved.
            _ if matches!(self.phase, Phase::Broken(_)) => SavingView::Failed,
            MayWrite::OtherTab => SavingView::OtherTab,
            MayWrite::NewerLayout => SavingView::ReadOnly,
            MayWrite::Yes if n_pending > 0 => SavingView::Saving(n_pending),
            MayWrite::Yes if self.is_undoing() => SavingView::TakingBack(self.percent_undone()),
            MayWrite::Yes if self.writer.has_failed => SavingView::Failed,
            // What the disk has is being looked at, or written anew.
            MayWrite::Yes if self.tabs.is_cut => SavingView::Saving(1),
            MayWrite::Yes => SavingView::Saved,
        };
        StatusView {
            saving,
            is_online: self.device.is_online,
            is_offline_ready: self.device.is_offline_ready,
            saved_at: self.saved_at_millis().and_then(instant),
            n_drafts: self.drafts.texts.len(),
            sync: self.sync_status(),
        }
    }

    /// When something was last written: by this tab, or before it was opened.
    pub(crate) fn saved_at_millis(&self) -> Option<u64> {
        let earlier = || Some(self.writer.clock.last().ms()).filter(|ms| *ms > 0);
        self.writer.saved_at_millis.or_else(earlier)
    }

    fn screen_view(&self) -> ScreenView {
        match &self.phase {
            Phase::Opening { done, total } => {
                return ScreenView::Opening { done: *done, total: *total };
            }
            Phase::Broken(failure) => return ScreenView::Broken(failure.clone()),
            Phase::Ready => {}
        }
        match self.route {
            Route::Home => ScreenView::Home(Rc::new(self.home_view())),
            Route::Customers | Route::Customer(_) | Route::NewCustomer => {
                ScreenView::Customers(Rc::new(self.customers_view()))
            }
            Route::Birthdays
            | Route::Today
            | Route::QuickAdd
            | Route::Funnel
            | Route::Analysis
            | Route::Register
            | Route::Order(_)
            | Route::Orders
            | Route::Products
            | Route::Duplicates
            | Route::Merge(_)
            | Route::Import
            | Route::Differences
            | Route::Quality
            | Route::Budget(_)
            | Route::Insights
            | Route::Rules
            | Route::Join
            | Route::Sync
            | Route::Team
            | Route::Settings => self.screen_by_rest(),
            Route::NotFound => ScreenView::NotFound,
        }
    }

    /// Every screen but the home screen and the list.
    pub(crate) fn screen_rest(&self) -> ScreenView {
        match self.route {
            Route::Home | Route::Customers | Route::Customer(_) | Route::NewCustomer => {
                ScreenView::NotFound
            }
            Route::Birthdays => ScreenView::Birthdays(self.birthdays_view()),
            Route::Today => ScreenView::Today(Later::new(self.today_view())),
            Route::QuickAdd => ScreenView::QuickAdd(Later::new(self.quick_view())),
            Route::Funnel => ScreenView::Board(Later::new(self.board_view())),
            Route::Register => ScreenView::Register(Later::new(self.register_view())),
            Route::Analysis => ScreenView::Analysis(Later::new(self.analysis_view())),
            Route::Order(id) => {
                let view = self.entry_view(id);
                view.map_or(ScreenView::NotFound, |it| ScreenView::Entry(Later::new(it)))
            }
            Route::Orders => ScreenView::Orders(Later::new(self.orders_view())),
            Route::Products => ScreenView::Products(Later::new(self.products_view())),
            Route::Duplicates => ScreenView::Duplicates(Later::new(self.duplicates_view())),
            Route::Merge(place) => ScreenView::Merge(Later::new(self.merge_view(place))),
            Route::Import => ScreenView::Import(Later::new(self.import_view())),
            Route::Differences => ScreenView::Differences(Later::new(self.differences_view())),
            Route::Quality => ScreenView::Quality(Later::new(self.quality_view())),
            Route::Budget(part) => ScreenView::Budget(Later::new(self.budget_view(part))),
            Route::Insights => ScreenView::Insights(Later::new(self.insights_view())),
            Route::Rules => ScreenView::Rules(Later::new(self.rules_view())),
            Route::Join => ScreenView::Join(Later::new(self.join_view())),
            Route::Sync => ScreenView::Sync(Later::new(self.sync_view())),
            Route::Team => {
                self.team_view().map_or(ScreenView::NotFound, |it| ScreenView::Team(Later::new(it)))
            }
            Route::Settings => ScreenView::Settings(Later::new(self.settings_view())),
            Route::NotFound => ScreenView::NotFound,
        }
    }

    /// What the home screen says beyond the state of the customers.
    pub(crate) fn home_rest(&self) -> HomeRest {
        HomeRest {
            gap: self.backup_gap(),
            trade: Some(self.trade_needs()),
            answers: Some(Later::new(self.home_answers())),
        }
    }

    /// What can be taken back.
    pub(crate) fn undo_shown(&self) -> Option<UndoView> {
        self.undo.as_ref().map(|bar| self.undo_view(bar))
    }

    fn home_view(&self) -> HomeView {
        let HomeRest { gap, trade, answers } = self.home_by_rest();
        let has_trade = self.is_trade_coming()
            || self.has_orders()
            || self.book.open_objections().next().is_some();
        HomeView {
            overview: self
                .overview
                .as_ref()
                .map(|(_, _, overview)| (**overview).clone())
                .unwrap_or_default(),
            alerts: self
                .alerts
                .iter()
                .take(N_ALERTS)
                .filter_map(|it| self.alert_view(it))
                .collect(),
            n_alerts: self.alerts.len(),
            n_at_once: self.alerts.len().min(ALERTS_AT_ONCE),
            n_birthdays: self.birthdays_view().n_all,
            birthday_days: self.birthdays_view().n_days,
            is_first_run: self.is_first_run(),
            has_sample: self.sample_batch().is_some(),
            storage: self.device.storage,
            gap,
            install: self.device.install,
            trade: match trade {
                Some(trade) if has_trade => HomeTrade::Known(trade),
                None if has_trade => HomeTrade::Unknown,
                Some(_) | None => HomeTrade::None,
            },
            answers,
        }
    }

    /// The birthdays of the coming days, as counted last.
    fn birthdays_view(&self) -> Rc<BirthdaysView> {
        self.birthdays.as_ref().map(|(_, _, view)| Rc::clone(view)).unwrap_or_default()
    }

    fn import_view(&self) -> ImportView {
        match &self.import {
            ImportModel::Idle => ImportView::Idle { batches: self.batch_views() },
            ImportModel::Reading { name, done, total } => {
                ImportView::Reading { name: name.clone(), done: *done, total: *total }
            }
            ImportModel::Mapping(sheet) => ImportView::Mapping {
                name: sheet.name.clone(),
                format: sheet.format.clone(),
                kind: sheet.kind,
                n_records: sheet.n_records,
                columns: sheet.columns.clone(),
                problem: sheet.problem(),
            },
            ImportModel::Checking(checking) => ImportView::Checking {
                name: checking.sheet.name.clone(),
                done: checking.done,
                total: checking.total,
            },
            ImportModel::Gathering(it) => {
                ImportView::Checking { name: it.name.clone(), done: it.done, total: it.total }
            }
            ImportModel::Judging(it) => {
                ImportView::Checking { name: it.name.clone(), done: it.done, total: it.total }
            }
            ImportModel::Saving(outcome) => {
                ImportView::Saving { name: outcome.result.name.clone() }
            }
            ImportModel::Done(outcome) => ImportView::Done(outcome.result.clone()),
            ImportModel::Refused { name, error } => {
                ImportView::Refused { name: name.clone(), error: *error }
            }
        }
    }

    fn batch_views(&self) -> Vec<BatchView> {
        let live = self.live_batches();
        self.book
            .batches()
            .rev()
            .filter_map(|batch| {
                let info = &batch.info;
                let edit = match info.kind {
                    BatchKind::Import | BatchKind::Orders | BatchKind::Products => None,
                    BatchKind::BulkEdit => Some(Target::of_batch_name(&info.name)?),
                    BatchKind::Sample | BatchKind::Decisions => return None,
                };
                Some(BatchView {
                    id: info.id,
                    kind: info.kind,
                    name: info.name.clone(),
                    edit: edit.map(|target| (target.def.id, target.value)),
                    at: instant(batch.writer.stamp.ms())?,
                    n_added: info.n_added,
                    n_updated: info.n_updated,
                    n_failed: info.n_failed,
                    is_undone: !live.contains(&info.id),
                })
            })
            .take(20)
            .collect()
    }

    /// The batches of which something stands; looked for once for each state of the book.
    fn live_batches(&self) -> Rc<BTreeSet<BatchId>> {
        let revision = self.book.revision();
        let mut kept = self.live_batches.borrow_mut();
        let made = kept.take().filter(|(of, _)| *of == revision);
        let made = made.unwrap_or_else(|| (revision, Rc::new(self.book.live_batches())));
        Rc::clone(&kept.insert(made).1)
    }

    fn settings_view(&self) -> SettingsView {
        SettingsView {
            language: self.language,
            theme: self.theme,
            storage: self.device.storage,
            is_offline_ready: self.device.is_offline_ready,
            backup: Rc::new(self.backup_view()),
            sample: match self.sample_batch() {
                _ if self.sync.membership.is_some() => SampleView::Unavailable,
                _ if self.sample_working => SampleView::Working,
                Some(batch) => SampleView::Present(self.book.n_in_batch(batch)),
                None => SampleView::Absent,
            },
            install: self.device.install,
            is_update_waiting: self.device.is_update_waiting,
            app_version: env!("CARGO_PKG_VERSION"),
            page_layout: jipan_book::PAGE_LAYOUT,
            rules_version: jipan_rules::RULES_VERSION.0,
            n_customers: usize::try_from(self.book.n_customers()).unwrap_or_default(),
            fingerprint: self.fingerprint(),
        }
    }
}

/// An instant from milliseconds since 1970.
pub(crate) fn instant(millis: u64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(i64::try_from(millis).ok()?)
}

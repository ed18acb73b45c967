//! The list of customers: what is asked of it and where it stands.

use std::rc::Rc;

use jipan_book::alerts::alerts;
use jipan_book::overview::overview;
use jipan_rules::NaiveDate;
use jipan_rules::schema::fields;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::export::ExportJob;
use crate::job::Job;
use crate::model::{Model, Phase};
use crate::rest::Bound;
use crate::route::Route;
use crate::saved::text::set;
use crate::totals::TotalsModel;
use crate::view::FilterChange;

impl Model {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this screen only, and names each of them"
    )]
    pub(crate) fn on_list(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::SearchTyped(text) if self.list.query.text != text => {
                self.list.query.text = text;
                self.list_asked_anew();
            }
            Event::FilterSet(change) => {
                self.set_filter(change);
                self.list_asked_anew();
            }
            Event::FiltersCleared => {
                self.clear_filters();
                self.list_asked_anew();
            }
            Event::ListOpened(changes) => {
                self.clear_filters();
                self.list.query.text.clear();
                for change in changes {
                    self.set_filter(change);
                }
                self.list_asked_anew();
                return self.follow(Route::Customers, env);
            }
            Event::SortChosen(sort) => {
                let query = &mut self.list.query;
                query.is_descending = query.sort == sort && !query.is_descending;
                query.sort = sort;
                self.list_asked_anew();
            }
            Event::FilterSheetToggled => self.list.is_sheet_open = !self.list.is_sheet_open,
            Event::ListWindowMoved { first, n_rows } => {
                self.list.first = first;
                self.list.n_rows = n_rows.clamp(1, 200);
            }
            // While customers are picked, no file opens.
            Event::RowStepped { .. } if self.list.picks.is_some() => {}
            Event::RowStepped { is_forward } => return self.step_row(is_forward, env),
            _ => {}
        }
        Vec::new()
    }

    /// What is done with the list as a whole.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of these tools only, and names each of them"
    )]
    pub(crate) fn on_list_tool(&mut self, event: &Event) -> Vec<Effect> {
        match event {
            Event::TotalsToggled => {
                let is_open = self.list.totals.is_some();
                self.list.totals = (!is_open).then(TotalsModel::new);
            }
            Event::TotalsBy(field) => {
                if let Some(totals) = &mut self.list.totals {
                    totals.count_by(*field);
                }
            }
            Event::ExportPressed => return self.start_export(),
            Event::ExportFormatChosen(format) => return self.choose_export_format(*format),
            _ => {}
        }
        Vec::new()
    }

    fn set_filter(&mut self, change: FilterChange) {
        set(&mut self.list.query, change);
    }

    fn clear_filters(&mut self) {
        self.list.query.filters = jipan_book::select::Filters::default();
        self.list.query.show_closed = false;
    }

    /// The list becomes another one: back to its top.
    pub(crate) fn list_asked_anew(&mut self) {
        self.release(Bound::List);
        self.list.made_for = None;
        self.list.first = 0;
        self.list.list_no = self.list.list_no.saturating_add(1);
    }

    fn step_row(&mut self, is_forward: bool, env: &mut Env) -> Vec<Effect> {
        let rows = &self.list.selection.rows;
        let here = match self.route {
            Route::Customer(id) => {
                self.book.row_of(id).and_then(|row| rows.iter().position(|it| *it == row))
            }
            Route::Home
            | Route::Customers
            | Route::NewCustomer
            | Route::Birthdays
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
            | Route::Settings
            | Route::NotFound => None,
        };
        let next = match (here, is_forward) {
            (Some(idx), true) => idx.saturating_add(1),
            (Some(idx), false) => idx.saturating_sub(1),
            (None, _) => 0,
        };
        match rows.get(next) {
            Some(row) => match self.book.id_of(*row) {
                Some(id) => self.follow(Route::Customer(id), env),
                None => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    fn start_export(&mut self) -> Vec<Effect> {
        if self.is_exporting || self.phase != Phase::Ready || !self.import.is_at_rest() {
            return Vec::new();
        }
        self.is_exporting = true;
        let format = self.export_format();
        let job = ExportJob::new(&self.book, self.list.selection.rows.clone(), format);
        self.start_job(Job::Export(job))
    }

    /// Brings what is derived up to date with the book, the question and the day.
    pub(crate) fn refresh(&mut self) {
        if self.phase != Phase::Ready {
            return;
        }
        let key = (self.book.revision(), self.today);
        match self.route {
            Route::Customers | Route::Customer(_) | Route::NewCustomer => {
                self.count_grades();
                if self.list.made_for != Some(key) {
                    self.list.selection =
                        self.searcher.select(&self.book, &self.list.query, self.today);
                    self.list.made_for = Some(key);
                }
            }
            Route::Home => {
                let is_stale =
                    self.overview.as_ref().is_none_or(|(rev, day, _)| (*rev, *day) != key);
                if is_stale {
                    let overview = Rc::new(overview(&self.book, self.today));
                    self.overview = Some((key.0, key.1, overview));
                    self.alerts = alerts(&self.book, self.today).into();
                }
                self.count_birthdays(key);
            }
            Route::Birthdays
            | Route::Today
            | Route::QuickAdd
            | Route::Funnel
            | Route::Analysis
            | Route::Register
            | Route::Quality
            | Route::Orders
            | Route::Duplicates
            | Route::Merge(_)
            | Route::Order(_)
            | Route::Products
            | Route::Import
            | Route::Differences
            | Route::Budget(_)
            | Route::Insights
            | Route::Rules
            | Route::Join
            | Route::Sync
            | Route::Team
            | Route::Settings
            | Route::NotFound => {}
        }
        self.refresh_by_rest();
    }

    pub(crate) fn count_birthdays(&mut self, key: (u64, NaiveDate)) {
        if self.birthdays.as_ref().is_none_or(|(rev, day, _)| (*rev, *day) != key) {
            let coming = Rc::new(self.coming_birthdays());
            self.birthdays = Some((key.0, key.1, coming));
        }
    }

    /// Fields by which the list can be filtered with choices of its own.
    pub(crate) const FACET_FIELDS: [jipan_rules::schema::FieldId; 8] = [
        fields::LINE,
        fields::DISTRICT,
        fields::CLASS,
        fields::MANAGER,
        fields::TYPE,
        fields::STATUS,
        fields::TIER,
        fields::GRADE,
    ];
}

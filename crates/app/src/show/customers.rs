//! The list, its filters, and what stands beside it.

use std::collections::BTreeSet;
use std::rc::Rc;

use jipan_book::Row;
use jipan_book::phones::PHONE_FIELDS;
use jipan_book::select::{Expiring, facets};
use jipan_rules::completeness::percent;
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::status::is_closed;
use jipan_rules::value::Value;

use crate::model::Model;
use crate::route::Route;
use crate::view::customers::PaneView;
use crate::view::{
    CustomersView, FacetView, FilterChange, FilterChip, Later, ListSheet, ListView, RowBadge,
    RowView,
};

/// Rows given beyond the visible ones, on each side.
const OVERSCAN: usize = 12;
/// Days before a date ends from which the list says so.
const EXPIRING_DAYS: i64 = 60;

impl Model {
    pub(crate) fn customers_view(&self) -> CustomersView {
        let query = &self.list.query;
        CustomersView {
            search: query.text.as_str().into(),
            filters: self.chips().into(),
            facets: self.list.is_sheet_open.then(|| self.facet_views().into()),
            is_showing_closed: query.show_closed,
            sort: query.sort,
            is_descending: query.is_descending,
            list: Rc::new(self.list_view()),
            pane: self.pane_view(),
            is_first_run: self.is_first_run(),
            is_exporting: self.is_exporting,
            export_format: self.export_format(),
            n_picked: self.list.picks.as_ref().map(BTreeSet::len),
            is_read_only: !self.may_write(),
            sheet: self.sheet_by_rest(),
            totals: self.list.totals.as_ref().and_then(|it| it.view.clone()),
            saved: self.saved_views().into(),
            can_save: self.can_save_filter(),
            saved_gone: self.saved_gone(),
            saved_error: self.list.saved_error.clone(),
        }
    }

    /// The sheet of the tool that is open.
    pub(crate) fn sheet_rest(&self) -> ListSheet {
        match &self.list.bulk {
            Some(bulk) => ListSheet::Bulk(Rc::new(self.bulk_view(bulk))),
            None if self.list.is_print_open => ListSheet::Print(Rc::new(self.print_sheet_view())),
            None => ListSheet::None,
        }
    }

    fn pane_view(&self) -> PaneView {
        match self.route {
            Route::Customer(_) | Route::NewCustomer => self.pane_by_rest(),
            Route::Home
            | Route::Customers
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
            | Route::NotFound => PaneView::Empty,
        }
    }

    /// The file or the form that is open.
    pub(crate) fn pane_rest(&self) -> PaneView {
        let file = match self.route {
            Route::Customer(id) => self.file_view(id),
            Route::NewCustomer => return PaneView::New(Later::new(self.form_view())),
            Route::Home
            | Route::Customers
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
            | Route::NotFound => return PaneView::Empty,
        };
        file.map_or(PaneView::Missing, |file| PaneView::File(Later::new(file)))
    }

    fn list_view(&self) -> ListView {
        let selection = &self.list.selection;
        let (first, n_rows) = (self.list.first, self.list.n_rows);
        let n_beyond = if self.coming.is_unpainted() { 0 } else { OVERSCAN };
        let end = first.saturating_add(n_rows).saturating_add(n_beyond).min(selection.rows.len());
        let first = first.saturating_sub(n_beyond).min(end);
        let window = selection.rows.get(first..end).unwrap_or_default();
        let selected = match self.route {
            Route::Customer(id) => Some(id),
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
        let selected_row = selected.and_then(|id| self.book.row_of(id));
        ListView {
            n_all: selection.n_all,
            n_shown: selection.n_shown,
            n_closed_hidden: selection.n_closed_hidden,
            first,
            rows: window.iter().filter_map(|row| self.row_view(*row)).map(Rc::new).collect(),
            selected,
            selected_idx: selected_row.and_then(|it| selection.rows.iter().position(|r| *r == it)),
            place: self.list.first,
            list_no: self.list.list_no,
        }
    }

    fn row_view(&self, row: Row) -> Option<RowView> {
        let id = self.book.id_of(row)?;
        let text = |field: FieldId| self.book.text(row, field).map(str::to_owned);
        let name = text(fields::NAME).unwrap_or_default();
        let query = &self.list.query.text;
        let (marks, matched) = if query.is_empty() {
            (Vec::new(), None)
        } else {
            let marks = jipan_book::highlight(&name, query);
            let matched = if marks.is_empty() { self.matched_by(row) } else { None };
            (marks, matched)
        };
        let derived = self.book.derived(row);
        Some(RowView {
            id,
            name,
            marks,
            matched,
            class: self.book.class_code(row).map(str::to_owned),
            tier: self.tier_of(row),
            customer_type: self.book.customer_type(row),
            district: text(fields::DISTRICT),
            line: text(fields::LINE),
            badge: self.badge(row),
            percent: percent(derived.n_filled().into(), derived.n_applicable().into()),
            is_saving: self.is_saving(id),
            sync: self.record_sync(id),
            is_picked: self.list.picks.as_ref().map(|picks| picks.contains(&id)),
        })
    }

    /// The tier that was told last.
    fn tier_of(&self, row: Row) -> Option<u8> {
        let tier = self.book.value(row, fields::TIER)?;
        if let Value::Integer(tier) = tier { u8::try_from(tier).ok() } else { None }
    }

    /// What matched when it was not the name.
    fn matched_by(&self, row: Row) -> Option<(FieldId, String)> {
        let query = &self.list.query.text;
        let folded = jipan_book::fold(query);
        let is_in = |text: &str| jipan_book::fold(text).contains(&*folded);
        let own = [
            fields::CONTACT,
            fields::PHONE,
            fields::PHONE_2,
            fields::PHONE_3,
            fields::LICENCE,
            fields::CODE,
            fields::ADDRESS,
        ];
        let of_own = own.into_iter().find_map(|field| {
            let text = self.book.text(row, field).filter(|text| is_in(text))?;
            Some((field, text.to_owned()))
        });
        of_own.or_else(|| {
            self.book.contacts(row).into_iter().find_map(|contact| {
                let name = contact.text(fields::CONTACT).unwrap_or_default();
                if !jipan_book::highlight(name, query).is_empty() {
                    return Some((fields::CONTACT, name.to_owned()));
                }
                let mut phones = PHONE_FIELDS.into_iter().filter_map(|it| contact.text(it));
                let phone = phones.find(|phone| is_in(phone))?;
                Some((fields::PHONE, format!("{phone} {name}").trim_end().to_owned()))
            })
        })
    }

    /// The most urgent thing to say of a customer.
    pub(crate) fn badge(&self, row: Row) -> RowBadge {
        if self.book.is_deleted(row) {
            return RowBadge::Deleted;
        }
        if let Some(state) = self.book.choice(row, fields::STATUS).filter(|it| is_closed(*it)) {
            return RowBadge::Closed(state);
        }
        let derived = self.book.derived(row);
        if let Some(date) = derived.expires_on() {
            let days = date.signed_duration_since(self.today).num_days();
            if days < 0 {
                return RowBadge::Expired(days.saturating_neg());
            }
            if days <= EXPIRING_DAYS {
                return RowBadge::Expiring(days);
            }
        }
        if derived.is_stale(self.today) {
            return RowBadge::Stale;
        }
        RowBadge::Complete
    }

    /// The filters in force.
    pub(crate) fn filters_on(&self) -> Vec<FilterChange> {
        let chips = self.chips().into_iter().filter(|chip| chip.is_on);
        chips.map(|chip| chip.filter).collect()
    }

    /// The quick filters, and those in force that are not among them.
    fn chips(&self) -> Vec<FilterChip> {
        let query = &self.list.query;
        let filters = &query.filters;
        let toggle = |is_on: bool, make: fn(bool) -> FilterChange| FilterChip {
            filter: make(true),
            is_on,
            on_press: make(!is_on),
        };
        let soon = Some(Expiring::Within(60));
        let mut chips: Vec<FilterChip> = Vec::new();
        let mut chosen = |filter: FilterChange, on_press: FilterChange| {
            chips.push(FilterChip { filter, is_on: true, on_press });
        };
        if filters.line.is_some() {
            chosen(FilterChange::Line(filters.line.clone()), FilterChange::Line(None));
        }
        if filters.district.is_some() {
            chosen(FilterChange::District(filters.district.clone()), FilterChange::District(None));
        }
        if filters.class.is_some() {
            chosen(FilterChange::Class(filters.class.clone()), FilterChange::Class(None));
        }
        if filters.manager.is_some() {
            chosen(FilterChange::Manager(filters.manager.clone()), FilterChange::Manager(None));
        }
        if filters.customer_type.is_some() {
            chosen(FilterChange::Type(filters.customer_type), FilterChange::Type(None));
        }
        if filters.state.is_some() {
            chosen(FilterChange::State(filters.state), FilterChange::State(None));
        }
        if filters.incomplete_group.is_some() {
            let on = FilterChange::IncompleteGroup(filters.incomplete_group);
            chosen(on, FilterChange::IncompleteGroup(None));
        }
        if filters.expiring.is_some() && filters.expiring != soon {
            chosen(FilterChange::Expiring(filters.expiring), FilterChange::Expiring(None));
        }
        if filters.deleted {
            chosen(FilterChange::Deleted(true), FilterChange::Deleted(false));
        }
        if filters.differs {
            chosen(FilterChange::Differs(true), FilterChange::Differs(false));
        }
        if filters.unconfirmed {
            chosen(FilterChange::Unconfirmed(true), FilterChange::Unconfirmed(false));
        }
        if filters.finding.is_some() {
            chosen(FilterChange::Finding(filters.finding), FilterChange::Finding(None));
        }
        for (field, value) in &filters.values {
            let on = FilterChange::Value(*field, Some(value.clone()));
            chosen(on, FilterChange::Value(*field, None));
        }
        let is_soon = filters.expiring == soon;
        chips.push(toggle(filters.incomplete, FilterChange::Incomplete));
        chips.push(toggle(filters.stale, FilterChange::Stale));
        chips.push(FilterChip {
            filter: FilterChange::Expiring(soon),
            is_on: is_soon,
            on_press: FilterChange::Expiring(if is_soon { None } else { soon }),
        });
        chips
    }

    fn facet_views(&self) -> Vec<FacetView> {
        let filters = &self.list.query.filters;
        Self::FACET_FIELDS
            .into_iter()
            .map(|field| {
                let make = |value: &str| facet_change(field, value);
                let chosen = if field == fields::LINE {
                    filters.line.clone().map(|it| FilterChange::Line(Some(it)))
                } else if field == fields::DISTRICT {
                    filters.district.clone().map(|it| FilterChange::District(Some(it)))
                } else if field == fields::CLASS {
                    filters.class.clone().map(|it| FilterChange::Class(Some(it)))
                } else if field == fields::MANAGER {
                    filters.manager.clone().map(|it| FilterChange::Manager(Some(it)))
                } else if field == fields::TYPE {
                    filters.customer_type.map(|it| FilterChange::Type(Some(it)))
                } else if field == fields::STATUS {
                    filters.state.map(|it| FilterChange::State(Some(it)))
                } else {
                    let value = filters.values.get(&field).cloned();
                    value.map(|it| FilterChange::Value(field, Some(it)))
                };
                let choices: Vec<_> = facets(&self.book, field)
                    .into_iter()
                    .filter_map(|facet| Some((make(&facet.value)?, facet.n_customers)))
                    .collect();
                FacetView { field, chosen, choices }
            })
            // Without orders nobody has a tier or a grade.
            .filter(|it| {
                ![fields::TIER, fields::GRADE].contains(&it.field) || !it.choices.is_empty()
            })
            .collect()
    }
}

/// The filter that keeps only the customers with this value.
pub(crate) fn facet_change(field: FieldId, value: &str) -> Option<FilterChange> {
    let text = || Some(value.to_owned());
    Some(if field == fields::LINE {
        FilterChange::Line(text())
    } else if field == fields::DISTRICT {
        FilterChange::District(text())
    } else if field == fields::CLASS {
        FilterChange::Class(text())
    } else if field == fields::MANAGER {
        FilterChange::Manager(text())
    } else if field == fields::TYPE {
        FilterChange::Type(Some(CustomerType::from_code(value.parse().ok()?)?))
    } else if field == fields::STATUS {
        FilterChange::State(Some(value.parse().ok()?))
    } else {
        FilterChange::Value(field, text())
    })
}

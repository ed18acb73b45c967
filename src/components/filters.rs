//! What narrows and orders the list: quick chips, the order, the sheet with every filter. Not here: what
//! they let through.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{CustomersView, FacetView, FilterChange, FilterChip, SavedView};
use jipan_book::select::Sort;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::chip::Chip;
use super::icon::{Icon, IconName};
use super::saved_filters::SavedFilters;
use super::sheet::Sheet;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// More choices than this are a list to choose from instead of chips.
const CHIPS_MAX: usize = 8;

/// The orders, in the order they are offered.
const SORTS: [Sort; 9] = [
    Sort::Name,
    Sort::Code,
    Sort::Completeness,
    Sort::Changed,
    Sort::Expiry,
    Sort::District,
    Sort::Line,
    Sort::Tier,
    Sort::Grade,
];

/// Properties of [`FilterBar`], [`SortControl`] and [`FilterSheet`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FiltersProps {
    /// The customers screen.
    pub view: Rc<CustomersView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The button that opens the sheet, and the quick filters.
#[component]
pub fn FilterBar(props: &FiltersProps) -> Html {
    let tr = use_tr();
    let FiltersProps { view, on_event } = props;
    let on_open = on_event.reform(|_: MouseEvent| Event::FilterSheetToggled);
    let n_on = view.filters.iter().filter(|chip| chip.is_on).count();
    let name = match n_on {
        0 => tr.text("filter-open"),
        _ => tr.with("filter-open-n", &[("n", n_on.into())]),
    };
    html! {
        <div class="filter-bar">
            <button class="chip" type="button" aria-haspopup="dialog" onclick={on_open}>
                <span class="chip__face"><Icon name={IconName::Filter} />{ name }</span>
            </button>
            { for view.saved.iter().filter(|saved| saved.is_known).map(|it| saved_chip(it, on_event)) }
            { for view.filters.iter().map(|it| filter_chip(&tr, it, on_event)) }
        </div>
    }
}

/// A filter that has a name: one tap applies it, another takes it off.
fn saved_chip(saved: &SavedView, on_event: &Callback<Event>) -> Html {
    let key = saved.key.clone();
    let on_press = on_event.reform(move |()| Event::SavedApplied(key.clone()));
    html! {
        <Chip key={saved.key.clone()} label={saved.name.clone()} icon={IconName::Star}
            is_on={saved.is_on} {on_press} />
    }
}

/// A filter in force, or one that could be.
fn filter_chip(tr: &Tr, chip: &FilterChip, on_event: &Callback<Event>) -> Html {
    let on_press = chip.on_press.clone();
    let on_press = on_event.reform(move |()| Event::FilterSet(on_press.clone()));
    let label = tr.filter(&chip.filter);
    let key = label.clone();
    html! { <Chip {key} {label} is_on={chip.is_on} {on_press} /> }
}

/// The order of the list and its direction.
#[component]
pub fn SortControl(props: &FiltersProps) -> Html {
    let tr = use_tr();
    let FiltersProps { view, on_event } = props;
    let (sort, is_descending) = (view.sort, view.is_descending);
    let onchange = on_choice(on_event, |chosen| {
        let chosen = chosen.value();
        SORTS.into_iter().find(|it| sort_name(*it) == chosen).map(Event::SortChosen)
    });
    let on_turn = on_event.reform(move |_: MouseEvent| Event::SortChosen(sort));
    let (turn_icon, turn_name) = if is_descending {
        (IconName::Descending, tr.text("sort-descending"))
    } else {
        (IconName::Ascending, tr.text("sort-ascending"))
    };
    html! {
        <div class="sort">
            <select class="sort__box" aria-label={tr.text("sort-name")} {onchange}>
                { for SORTS.into_iter().map(|it| html! {
                    <option value={sort_name(it)} selected={it == sort}>{ tr.sort(it) }</option>
                }) }
            </select>
            <button class="icon-button" type="button" aria-label={turn_name.clone()} title={turn_name}
                onclick={on_turn}>
                <Icon name={turn_icon} />
            </button>
        </div>
    }
}

/// An order as the page names it.
fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Name => "name",
        Sort::Code => "code",
        Sort::Completeness => "completeness",
        Sort::Changed => "changed",
        Sort::Expiry => "expiry",
        Sort::District => "district",
        Sort::Line => "line",
        Sort::Tier => "tier",
        Sort::Grade => "grade",
    }
}

/// Every filter with how many customers each choice has; drawn while it is open.
#[component]
pub fn FilterSheet(props: &FiltersProps) -> Html {
    let tr = use_tr();
    let FiltersProps { view, on_event } = props;
    let Some(facets) = &view.facets else { return Html::default() };
    let on_close = on_event.reform(|()| Event::FilterSheetToggled);
    let on_show = on_event.reform(|_: MouseEvent| Event::FilterSheetToggled);
    let on_clear = on_event.reform(|_: MouseEvent| Event::FiltersCleared);
    let foot = html! {
        <>
            <button class="button" type="button" onclick={on_clear}>{ tr.text("filter-clear") }</button>
            <button class="button" type="button" data-variant="primary" onclick={on_show}>
                { tr.with("filter-results", &[("n", view.list.n_shown.into())]) }
            </button>
        </>
    };
    html! {
        <Sheet title={tr.text("filter-open")} {on_close} {foot}>
            <SavedFilters view={Rc::clone(view)} on_event={on_event.clone()} />
            <fieldset class="facet">
                <legend class="facet__name">{ tr.text("filter-state-heading") }</legend>
                <div class="facet__chips">
                    { for view.filters.iter().filter(|it| is_about_state(&it.filter))
                        .map(|it| filter_chip(&tr, it, on_event)) }
                </div>
            </fieldset>
            { for facets.iter().map(|it| facet(&tr, it, on_event)) }
        </Sheet>
    }
}

/// Whether a filter is about the state of the file; the others have their choices in the sheet.
fn is_about_state(filter: &FilterChange) -> bool {
    match filter {
        FilterChange::Incomplete(_)
        | FilterChange::IncompleteGroup(_)
        | FilterChange::Stale(_)
        | FilterChange::Unconfirmed(_)
        | FilterChange::Differs(_)
        | FilterChange::Expiring(_)
        | FilterChange::ShowClosed(_)
        | FilterChange::Deleted(_)
        | FilterChange::Finding(_)
        | FilterChange::Value(..) => true,
        FilterChange::Line(_)
        | FilterChange::District(_)
        | FilterChange::Class(_)
        | FilterChange::Manager(_)
        | FilterChange::Type(_)
        | FilterChange::State(_) => false,
    }
}

/// One filter with its choices.
fn facet(tr: &Tr, facet: &FacetView, on_event: &Callback<Event>) -> Html {
    let name = tr.field_of(facet.field);
    if facet.choices.len() > CHIPS_MAX {
        return html! {
            <label class="facet">
                <span class="facet__name">{ name }</span>
                { facet_box(tr, facet, on_event) }
            </label>
        };
    }
    html! {
        <fieldset class="facet">
            <legend class="facet__name">{ name }</legend>
            <div class="facet__chips">
                { for facet.choices.iter().map(|(filter, n)| {
                    let is_on = facet.chosen.as_ref() == Some(filter);
                    let change = if is_on { cleared(filter) } else { filter.clone() };
                    let on_press = on_event.reform(move |()| Event::FilterSet(change.clone()));
                    html! { <Chip label={tr.filter(filter)} count={tr.count(*n)} {is_on} {on_press} /> }
                }) }
            </div>
        </fieldset>
    }
}

/// Many choices, in the platform's own list.
fn facet_box(tr: &Tr, facet: &FacetView, on_event: &Callback<Event>) -> Html {
    let changes: Vec<FilterChange> = facet.choices.iter().map(|(it, _)| it.clone()).collect();
    let onchange = on_choice(on_event, move |chosen| {
        let change = match usize::try_from(chosen.selected_index()).ok()?.checked_sub(1) {
            None => cleared(changes.first()?),
            Some(idx) => changes.get(idx)?.clone(),
        };
        Some(Event::FilterSet(change))
    });
    html! {
        <select class="facet__box" {onchange}>
            <option selected={facet.chosen.is_none()}>{ tr.text("filter-all") }</option>
            { for facet.choices.iter().map(|(filter, n)| html! {
                <option selected={facet.chosen.as_ref() == Some(filter)}>
                    { format!("{} ({})", tr.filter(filter), tr.count(*n)) }
                </option>
            }) }
        </select>
    }
}

/// Tells what was chosen in a list of choices, where that means something.
pub(super) fn on_choice(
    on_event: &Callback<Event>,
    event_of: impl Fn(HtmlSelectElement) -> Option<Event> + 'static,
) -> Callback<yew::events::Event> {
    let on_event = on_event.clone();
    Callback::from(move |change: yew::events::Event| {
        if let Some(event) = change.target_dyn_into().and_then(&event_of) {
            on_event.emit(event);
        }
    })
}

/// The change that takes a filter off.
fn cleared(filter: &FilterChange) -> FilterChange {
    match filter {
        FilterChange::Line(_) => FilterChange::Line(None),
        FilterChange::District(_) => FilterChange::District(None),
        FilterChange::Class(_) => FilterChange::Class(None),
        FilterChange::Manager(_) => FilterChange::Manager(None),
        FilterChange::Type(_) => FilterChange::Type(None),
        FilterChange::State(_) => FilterChange::State(None),
        FilterChange::Incomplete(_) => FilterChange::Incomplete(false),
        FilterChange::IncompleteGroup(_) => FilterChange::IncompleteGroup(None),
        FilterChange::Stale(_) => FilterChange::Stale(false),
        FilterChange::Unconfirmed(_) => FilterChange::Unconfirmed(false),
        FilterChange::Differs(_) => FilterChange::Differs(false),
        FilterChange::Expiring(_) => FilterChange::Expiring(None),
        FilterChange::ShowClosed(_) => FilterChange::ShowClosed(false),
        FilterChange::Deleted(_) => FilterChange::Deleted(false),
        FilterChange::Finding(_) => FilterChange::Finding(None),
        FilterChange::Value(field, _) => FilterChange::Value(*field, None),
    }
}

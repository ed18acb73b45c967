//! The customers: the list with its search and filters, and the file beside it. Not here: what is in
//! the list and why.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{CustomersView, FilterChange, ListSheet, ListView, PaneView};
use yew::prelude::*;

use super::rest::{Piece, draw};
use super::waiting::WaitingScreen;
use crate::components::empty_state::EmptyState;
use crate::components::export_control::ExportControl;
use crate::components::filters::{FilterBar, FilterSheet, SortControl};
use crate::components::first_run::FirstRun;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::menu::{Menu, menu_item};
use crate::components::search_box::SearchBox;
use crate::components::virtual_list::VirtualList;
use crate::hooks::{ListKey, use_list_keys, use_tr};
use crate::i18n::Tr;

/// Properties of [`CustomersScreen`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CustomersScreenProps {
    /// What to show.
    pub view: Rc<CustomersView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// List and file.
#[component]
pub fn CustomersScreen(props: &CustomersScreenProps) -> Html {
    let tr = use_tr();
    let CustomersScreenProps { view, on_event } = props;
    let node = use_node_ref();
    let n_calls = use_state(|| 0_u32);
    use_list_keys(node.clone(), {
        let (n_calls, on_event) = (n_calls.clone(), on_event.clone());
        Callback::from(move |key| match key {
            ListKey::Search => n_calls.set(n_calls.wrapping_add(1).max(1)),
            ListKey::Next => on_event.emit(Event::RowStepped { is_forward: true }),
            ListKey::Previous => on_event.emit(Event::RowStepped { is_forward: false }),
        })
    });
    let is_first_run = view.is_first_run && view.pane == PaneView::Empty;
    html! {
        <div class="customers" data-pane={pane_name(&view.pane)} data-first-run={is_first_run.to_string()}>
            <section class="customers__side" ref={node} aria-label={tr.text("customers-title")}>
                <h1 class="visually-hidden">{ tr.text("customers-title") }</h1>
                <header class="customers__head">
                    <SearchBox text={AttrValue::from(Rc::clone(&view.search))} n_calls={*n_calls}
                        name={tr.text("search-customers")} hint={tr.text("search-placeholder")}
                        on_typed={on_event.reform(Event::SearchTyped)} />
                    if !is_first_run { { add_button(&tr, on_event) } }
                </header>
                if !is_first_run {
                    <FilterBar view={Rc::clone(view)} on_event={on_event.clone()} />
                }
                <div class="customers__line">
                    { count(&tr, view) }
                    if !is_first_run {
                        { totals_button(&tr, view, on_event) }
                        <SortControl view={Rc::clone(view)} on_event={on_event.clone()} />
                        { tools(&tr, view, on_event) }
                    }
                </div>
                if let Some(totals) = &view.totals {
                    { draw(Piece::Totals(totals), on_event) }
                }
                if is_first_run {
                    <FirstRun on_event={on_event.clone()} />
                } else if view.list.n_shown == 0 {
                    { nobody(&tr, view, on_event) }
                } else {
                    <VirtualList list={Rc::clone(&view.list)} on_event={on_event.clone()} />
                }
                if view.n_picked.is_some() {
                    { draw(Piece::Picks(view), on_event) }
                } else if !is_first_run {
                    { foot(&tr, view, on_event) }
                }
            </section>
            if !is_first_run {
                <div class="customers__pane">{ pane(&tr, &view.pane, on_event) }</div>
            }
            <FilterSheet view={Rc::clone(view)} on_event={on_event.clone()} />
            if view.sheet != ListSheet::None { { draw(Piece::Sheet(view), on_event) } }
        </div>
    }
}

/// The button that opens the form of a new customer.
fn add_button(tr: &Tr, on_event: &Callback<Event>) -> Html {
    let onclick = on_event.reform(|_: MouseEvent| Event::LinkFollowed(Route::NewCustomer));
    let name = tr.text("customers-add");
    html! {
        <button class="icon-button" type="button" data-variant="primary" aria-label={name.clone()}
            title={name} {onclick}>
            <Icon name={IconName::Plus} />
        </button>
    }
}

/// How many there are and how many of them are in the list.
fn count(tr: &Tr, view: &CustomersView) -> Html {
    let ListView { n_all, n_shown, .. } = *view.list;
    let text = tr.with("customers-count", &[("all", n_all.into()), ("shown", n_shown.into())]);
    html! { <p class="customers__count" role="status">{ text }</p> }
}

/// What stands in place of an empty list.
fn nobody(tr: &Tr, view: &CustomersView, on_event: &Callback<Event>) -> Html {
    let on_clear = on_event.reform(|_: MouseEvent| Event::FiltersCleared);
    let has_filters = view.filters.iter().any(|chip| chip.is_on);
    html! {
        <EmptyState icon={IconName::Search} title={tr.text("customers-none-found")}
            hint={tr.text("customers-none-found-hint")}>
            if has_filters {
                <button class="button" type="button" onclick={on_clear}>{ tr.text("filter-clear") }</button>
            }
        </EmptyState>
    }
}

/// Closed shops, import and export, below the list.
fn foot(tr: &Tr, view: &CustomersView, on_event: &Callback<Event>) -> Html {
    let on_import = on_event.reform(|_: MouseEvent| Event::LinkFollowed(Route::Import));
    let is_showing = view.is_showing_closed;
    let on_closed = on_event
        .reform(move |_: MouseEvent| Event::FilterSet(FilterChange::ShowClosed(!is_showing)));
    let n_hidden = view.list.n_closed_hidden;
    html! {
        <footer class="customers__foot">
            if is_showing || n_hidden > 0 {
                <button class="customers__closed" type="button" onclick={on_closed}>
                    <span>{ if is_showing {
                        tr.text("customers-closed-shown")
                    } else {
                        tr.with("customers-closed-hidden", &[("n", n_hidden.into())])
                    } }</span>
                    <span class="customers__closed-do">{ if is_showing {
                        tr.text("customers-hide-closed")
                    } else {
                        tr.text("customers-show-closed")
                    } }</span>
                </button>
            }
            <button class="quiet-button" type="button" onclick={on_import}>
                <Icon name={IconName::Import} />{ tr.text("customers-import") }
            </button>
            <ExportControl is_exporting={view.is_exporting} format={view.export_format}
                on_event={on_event.clone()} />
        </footer>
    }
}

/// Opens what the list adds up to, or closes it.
fn totals_button(tr: &Tr, view: &CustomersView, on_event: &Callback<Event>) -> Html {
    let onclick = on_event.reform(|_: MouseEvent| Event::TotalsToggled);
    html! {
        <button class="quiet-button totals__open" type="button" aria-controls="totals"
            aria-expanded={view.totals.is_some().to_string()} {onclick}>
            { tr.text("totals-title") }
        </button>
    }
}

/// What can be done with the whole list, behind one button.
fn tools(tr: &Tr, view: &CustomersView, on_event: &Callback<Event>) -> Html {
    let press = |event: Event| on_event.reform(move |_: MouseEvent| event.clone());
    let is_fixed = view.is_read_only || view.list.n_shown == 0;
    html! {
        <Menu name={tr.text("tools-more")}>
            { menu_item(tr.text("bulk-title"), is_fixed, press(Event::BulkOpened)) }
            { menu_item(tr.text("duplicates-title"), false, press(Event::LinkFollowed(Route::Duplicates))) }
            { menu_item(tr.text("tools-pick"), view.list.n_shown == 0, press(Event::PickingToggled)) }
            { menu_item(tr.text("print-title"), false, press(Event::PrintOpened)) }
            { menu_item(tr.text("orders-title"), false, press(Event::LinkFollowed(Route::Orders))) }
            { menu_item(tr.text("products-title"), false, press(Event::LinkFollowed(Route::Products))) }
        </Menu>
    }
}

/// What stands beside the list, or over it on a narrow screen.
fn pane(tr: &Tr, pane: &PaneView, on_event: &Callback<Event>) -> Html {
    let back = html! {
        <Link class="customers__back" to={Route::Customers} on_event={on_event.clone()}>
            <Icon name={IconName::Back} />{ tr.text("customers-back") }
        </Link>
    };
    match pane {
        PaneView::Empty => html! {
            <EmptyState icon={IconName::Shop} title={tr.text("customers-pick")} />
        },
        PaneView::File(_) | PaneView::New(_) => html! {
            <>{ back }{ draw(Piece::Pane(pane), on_event) }</>
        },
        PaneView::Waiting(rest) => html! {
            <>{ back }<WaitingScreen rest={*rest} on_event={on_event.clone()} /></>
        },
        PaneView::Missing => html! {
            <>
                { back }
                <EmptyState icon={IconName::Shop} title={tr.text("customers-missing")}
                    hint={tr.text("customers-missing-hint")} />
            </>
        },
    }
}

/// What stands beside the list, as stylesheets and tests know it.
fn pane_name(pane: &PaneView) -> &'static str {
    match pane {
        PaneView::Empty => "empty",
        PaneView::File(_) => "file",
        PaneView::New(_) => "new",
        PaneView::Missing => "missing",
        PaneView::Waiting(_) => "waiting",
    }
}

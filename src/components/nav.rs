//! The main navigation: a rail on a tablet, a bar of tabs on a phone. Not here: what the screens hold.

use jipan_app::event::{BudgetPart, Event};
use jipan_app::route::Route;
use jipan_app::view::SyncStatusView;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::link::Link;
use crate::hooks::use_tr;

/// Properties of [`Nav`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NavProps {
    /// Where we are.
    pub route: Route,
    /// The sync, once a company is joined.
    #[prop_or_default]
    pub sync: Option<SyncStatusView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// Links to the screens.
#[component]
pub fn Nav(props: &NavProps) -> Html {
    let tr = use_tr();
    let before = use_mut_ref(|| None);
    let here = place_now(props.route, *before.borrow());
    *before.borrow_mut() = here;
    let link = |place: Place, to: Route, icon: IconName, label: String, n_needs: usize| {
        let needs = tr.with("needs-count", &[("n", n_needs.into())]);
        html! {
            <Link class="nav__link" {to} on_event={props.on_event.clone()} is_current={here == Some(place)}>
                <Icon name={icon} />
                <span class="nav__label">{ label }</span>
                if n_needs > 0 {
                    // Read aloud with what it counts.
                    <span class="visually-hidden">{ format!(" · {needs}") }</span>
                    <span class="nav__badge" aria-hidden="true">{ tr.count(n_needs) }</span>
                }
            </Link>
        }
    };
    html! {
        <nav class="nav" aria-label={tr.text("nav-main")}>
            <span class="nav__brand" aria-hidden="true">{ tr.text("brand") }</span>
            { link(Place::Home, Route::Home, IconName::Home, tr.text("nav-home"), 0) }
            { link(Place::Today, Route::Today, IconName::Today, tr.text("nav-today"), 0) }
            { link(Place::Customers, Route::Customers, IconName::Customers, tr.text("nav-customers"), 0) }
            { link(Place::Funnel, Route::Funnel, IconName::Funnel, tr.text("nav-funnel"), 0) }
            { link(Place::Budget, Route::Budget(BudgetPart::Year), IconName::Budget, tr.text("nav-budget"), 0) }
            { link(Place::Insights, Route::Insights, IconName::Insights, tr.text("nav-insights"), 0) }
            <span class="nav__space" />
            if let Some(sync) = props.sync {
                { link(Place::Sync, Route::Sync, IconName::Sync, tr.text("nav-sync"), sync.n_needs) }
            }
            { link(Place::Settings, Route::Settings, IconName::Settings, tr.text("nav-settings"), 0) }
        </nav>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Home,
    Today,
    Customers,
    Funnel,
    Budget,
    Insights,
    Sync,
    Settings,
}

/// The link under which we are: the quick entry lies under the screen that one came from, if that offers it.
fn place_now(route: Route, before: Option<Place>) -> Option<Place> {
    let stays = before.filter(|it| matches!(it, Place::Today | Place::Funnel));
    stays.filter(|_| route == Route::QuickAdd).or_else(|| place_of(route))
}

/// The link under which a route lies.
fn place_of(route: Route) -> Option<Place> {
    match route {
        Route::Home | Route::Birthdays | Route::Quality => Some(Place::Home),
        Route::Customers
        | Route::NewCustomer
        | Route::Customer(_)
        | Route::Order(_)
        | Route::Orders
        | Route::Products
        | Route::Duplicates
        | Route::Merge(_)
        | Route::Import
        | Route::Differences
        | Route::QuickAdd => Some(Place::Customers),
        Route::Today => Some(Place::Today),
        Route::Funnel | Route::Register | Route::Analysis => Some(Place::Funnel),
        Route::Budget(_) => Some(Place::Budget),
        Route::Insights => Some(Place::Insights),
        Route::Join | Route::Sync | Route::Team => Some(Place::Sync),
        Route::Rules | Route::Settings => Some(Place::Settings),
        Route::NotFound => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_entry_lies_under_the_screen_one_came_from_if_that_offers_it() {
        for (before, now) in [
            (Some(Place::Today), Place::Today),
            (Some(Place::Funnel), Place::Funnel),
            (Some(Place::Insights), Place::Customers),
            (None, Place::Customers),
        ] {
            assert_eq!(place_now(Route::QuickAdd, before), Some(now));
        }
        assert_eq!(place_now(Route::Home, Some(Place::Today)), Some(Place::Home));
    }
}

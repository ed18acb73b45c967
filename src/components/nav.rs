//! The main navigation: a rail on a tablet, a bar of tabs on a phone. Not here: what the screens hold.

use jipan_app::event::Event;
use jipan_app::route::Route;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::link::Link;
use crate::hooks::use_tr;

/// Properties of [`Nav`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NavProps {
    /// Where we are.
    pub route: Route,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// Links to the screens.
#[component]
pub fn Nav(props: &NavProps) -> Html {
    let tr = use_tr();
    let here = place_of(props.route);
    let link = |place: Place, to: Route, icon: IconName, label: String| {
        html! {
            <Link class="nav__link" {to} on_event={props.on_event.clone()} is_current={here == Some(place)}>
                <Icon name={icon} />
                <span class="nav__label">{ label }</span>
            </Link>
        }
    };
    html! {
        <nav class="nav" aria-label={tr.text("nav-main")}>
            <span class="nav__brand" aria-hidden="true">{ tr.text("brand") }</span>
            { link(Place::Home, Route::Home, IconName::Home, tr.text("nav-home")) }
            { link(Place::Customers, Route::Customers, IconName::Customers, tr.text("nav-customers")) }
            <span class="nav__space" />
            { link(Place::Settings, Route::Settings, IconName::Settings, tr.text("nav-settings")) }
        </nav>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Home,
    Customers,
    Settings,
}

/// The link under which a route lies.
fn place_of(route: Route) -> Option<Place> {
    match route {
        Route::Home | Route::Birthdays | Route::Quality => Some(Place::Home),
        Route::Customers
        | Route::NewCustomer
        | Route::Customer(_)
        | Route::Duplicates
        | Route::Merge(_)
        | Route::Import
        | Route::Differences => Some(Place::Customers),
        Route::Join | Route::Sync | Route::Team | Route::Settings => Some(Place::Settings),
        Route::NotFound => None,
    }
}

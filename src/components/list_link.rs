//! A number that opens the customers it counts. Not here: counting.

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::FilterChange;
use yew::prelude::*;

use super::link::is_plain;

/// Properties of [`ListLink`].
#[derive(Debug, PartialEq, Properties)]
pub struct ListLinkProps {
    /// Which customers: all of these hold.
    pub filters: Vec<FilterChange>,
    /// Its place in the stylesheets.
    pub class: AttrValue,
    /// What it says to who cannot see it, where that is more than it shows.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// How urgent it is, for the stylesheets.
    #[prop_or_default]
    pub tone: Option<AttrValue>,
    /// What it shows.
    pub children: Html,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// A link to the list with exactly these filters.
#[component]
pub fn ListLink(props: &ListLinkProps) -> Html {
    let ListLinkProps { filters, class, label, tone, children, on_event } = props;
    let onclick = {
        let (filters, on_event) = (filters.clone(), on_event.clone());
        Callback::from(move |event: MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                on_event.emit(Event::ListOpened(filters.clone()));
            }
        })
    };
    html! {
        <a {class} href={crate::route::path_of(Route::Customers)} aria-label={label.clone()}
            data-tone={tone.clone()} {onclick}>
            { children.clone() }
        </a>
    }
}

//! A link of the app: an address that can be copied and opened anew, followed without a reload. Not here:
//! the addresses themselves.

use jipan_app::event::Event;
use jipan_app::route::Route;
use yew::prelude::*;

/// Properties of [`Link`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LinkProps {
    /// Where to.
    pub to: Route,
    /// What the person does.
    pub on_event: Callback<Event>,
    /// Its block or element in the stylesheets.
    pub class: AttrValue,
    /// Its name, where what it says does not tell where it leads.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// Whether it leads to where we are.
    #[prop_or_default]
    pub is_current: bool,
    /// What it says.
    pub children: Html,
}

/// One link.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let LinkProps { to, on_event, class, name, is_current, children } = props;
    let onclick = {
        let (to, on_event) = (*to, on_event.clone());
        Callback::from(move |event: MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                on_event.emit(Event::LinkFollowed(to));
            }
        })
    };
    html! {
        <a {class} href={crate::route::path_of(*to)} aria-label={name} aria-current={is_current.then_some("page")} {onclick}>
            { children.clone() }
        </a>
    }
}

/// Whether a click means "go there here", not "open it elsewhere".
pub fn is_plain(event: &MouseEvent) -> bool {
    event.button() == 0
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.shift_key()
        && !event.alt_key()
}

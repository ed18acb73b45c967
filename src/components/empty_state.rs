//! What stands where there is nothing yet: one calm line, perhaps what to do. Not here: why it is empty.

use yew::prelude::*;

use super::icon::{Icon, IconName};

/// Properties of [`EmptyState`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct EmptyStateProps {
    /// The picture above.
    pub icon: IconName,
    /// What is (not) there.
    pub title: AttrValue,
    /// What could be done.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Buttons or links.
    #[prop_or_default]
    pub children: Html,
}

/// One empty place.
#[component]
pub fn EmptyState(props: &EmptyStateProps) -> Html {
    let EmptyStateProps { icon, title, hint, children } = props;
    html! {
        <div class="empty-state">
            <span class="empty-state__icon"><Icon name={*icon} /></span>
            <p class="empty-state__title">{ title }</p>
            if let Some(hint) = hint { <p class="empty-state__hint">{ hint }</p> }
            { children.clone() }
        </div>
    }
}

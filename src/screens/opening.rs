//! What is seen while the book is being opened; seldom for long. Not here: the opening.

use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`OpeningScreen`].
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct OpeningScreenProps {
    /// Parts done.
    pub done: u32,
    /// Parts in all; 0 while unknown.
    pub total: u32,
}

/// The opening, with its progress once that is known.
#[component]
pub fn OpeningScreen(props: &OpeningScreenProps) -> Html {
    let tr = use_tr();
    let OpeningScreenProps { done, total } = *props;
    let is_known = total > 0;
    html! {
        <section class="message">
            <h1 class="message__title">{ tr.text("opening-title") }</h1>
            <progress class="message__progress" aria-label={tr.text("opening-title")}
                max={is_known.then(|| total.to_string())} value={is_known.then(|| done.to_string())} />
            if is_known {
                <p class="message__text">
                    { tr.with("opening-progress", &[("done", done.into()), ("total", total.into())]) }
                </p>
            }
        </section>
    }
}

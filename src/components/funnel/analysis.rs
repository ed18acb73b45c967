//! The parts of 漏斗分析, each a section with marks to tap: how far they came, conversion by month, the funnel at each
//! month's end, channels, times, referrals. Not here: counting.

pub mod chains;
pub mod channels;
pub mod cohorts;
pub mod reach;
pub mod snapshots;
pub mod stays;

use yew::prelude::*;

/// A part of the screen with its title.
pub(crate) fn part(id: &'static str, (title, sub): (String, String), body: Html) -> Html {
    html! {
        <section class="home__part" aria-labelledby={id}>
            <h2 class="home__name" {id}>{ title }</h2>
            <p class="home__sub">{ sub }</p>
            { body }
        </section>
    }
}

/// A wide table in a box of its own that scrolls, so that the page does not.
pub(crate) fn scrolled(name: String, table: Html) -> Html {
    html! { <div class="home__scroll" tabindex="0" role="group" aria-label={name}>{ table }</div> }
}

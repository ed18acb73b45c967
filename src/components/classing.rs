//! Which customers are to be classed again, and which are served otherwise than they are due: each number
//! opens its customers. Not here: counting.

use jipan_app::event::Event;
use jipan_app::view::FilterChange;
use jipan_book::quality::{Finding, Quality};
use jipan_rules::service::Serving;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::list_link::ListLink;
use crate::i18n::Tr;

/// Who is to be checked again, whose scale is not what orders say, who is visited too often or too
/// seldom.
pub fn classing(report: &Quality, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let found = || report.classing.iter().filter(|(_, n)| *n > 0);
    html! {
        <section class="home__part" aria-labelledby="classing">
            <h2 class="home__name" id="classing">{ tr.text("classing-title") }</h2>
            if found().next().is_none() {
                <p class="home__sub">{ tr.text("classing-none") }</p>
            }
            <ul class="home__lines">
                { for found().map(|it| {
                    finding_line(*it, &remedy(it.0, tr), "plain", on_event, tr)
                }) }
            </ul>
        </section>
    }
}

/// What to do about it.
fn remedy(finding: Finding, tr: &Tr) -> String {
    match finding {
        Finding::ClassCheck => tr.text("classing-check"),
        Finding::OtherScale => tr.text("classing-scale"),
        Finding::Served(Serving::Over) => tr.text("classing-over"),
        Finding::Served(Serving::Under) => tr.text("classing-under"),
        Finding::Served(Serving::Fit)
        | Finding::Blank(_)
        | Finding::Stale(_)
        | Finding::Unconfirmed(_)
        | Finding::Fresh(_)
        | Finding::Contradiction(_)
        | Finding::Alert
        | Finding::SharedPhone => String::new(),
    }
}

/// How many customers something is found of, what to do about it, and the way to them.
pub fn finding_line(
    (finding, n): (Finding, usize),
    remedy: &str,
    tone: &'static str,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let filters = vec![FilterChange::Finding(Some(finding))];
    let args = [("n", n.into()), ("what", tr.finding(finding).into())];
    html! {
        <li>
            <ListLink class="home__line" {filters} {tone} on_event={on_event.clone()}>
                <span class="home__dot" />
                <span class="home__words">
                    { tr.with("quality-contradiction", &args) }
                    <small class="quality__remedy">{ remedy }</small>
                </span>
                <Icon name={IconName::Forward} />
            </ListLink>
        </li>
    }
}

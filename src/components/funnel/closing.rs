//! The lists around a closing: each point is done, waived for a reason, or open. Not here: which are asked
//! for.

use jipan_app::event::{DealRef, Event, FunnelEvent, FunnelText};
use jipan_app::view::{ClosingList, ClosingPoint};
use jipan_rules::funnel::{Checked, CloseItem};
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::boxes::tick;
use super::remarks::Writing;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`ClosingLists`].
#[derive(Debug, PartialEq, Properties)]
pub struct ClosingListsProps {
    /// Of which opportunity.
    pub deal: DealRef,
    /// The lists.
    pub lists: Vec<ClosingList>,
    /// Whether nothing can be written now.
    #[prop_or_default]
    pub is_read_only: bool,
    /// Whether a phase of which all is done is one line.
    #[prop_or_default]
    pub folds_done: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The lists under the names of their phases.
#[component]
pub fn ClosingLists(props: &ClosingListsProps) -> Html {
    let ClosingListsProps { deal, lists, is_read_only, folds_done, on_event } = props;
    html! {
        <>
            { for lists.iter().filter(|list| !list.items.is_empty()).map(|list| html! {
                <Phase key={list.phase.code()} deal={*deal} list={list.clone()} is_read_only={*is_read_only}
                    folds_done={*folds_done} on_event={on_event.clone()} />
            }) }
        </>
    }
}

/// Properties of [`Phase`].
#[derive(Debug, PartialEq, Properties)]
struct PhaseProps {
    deal: DealRef,
    list: ClosingList,
    is_read_only: bool,
    folds_done: bool,
    on_event: Callback<Event>,
}

/// One phase. What was done before one looks is folded; nothing goes away under the finger that ticks it.
#[component]
fn Phase(props: &PhaseProps) -> Html {
    let tr = use_tr();
    let PhaseProps { deal, list, is_read_only, folds_done, on_event } = props;
    let n = list.items.len();
    let n_done = list.items.iter().filter(|it| it.is != Checked::Open).count();
    let is_folded = use_state_eq(|| *folds_done && n_done == n);
    let name = tr.close_phase(list.phase);
    let points = html! {
        <ul>
            { for list.items.iter().map(|point| html! {
                <Point key={point.item.code()} deal={*deal} point={point.clone()}
                    is_read_only={*is_read_only} on_event={on_event.clone()} />
            }) }
        </ul>
    };
    html! {
        <section class="closing" aria-label={name.clone()}>
            if *is_folded {
                <details class="fold">
                    <summary class="fold__head">{ tr.with("close-of", &[("phase", name.into()), ("n", n_done.into()), ("of", n.into())]) }</summary>
                    { points }
                </details>
            } else {
                <h3 class="closing__phase">{ name }</h3>
                { points }
            }
        </section>
    }
}

/// Properties of [`Point`].
#[derive(Debug, PartialEq, Properties)]
struct PointProps {
    deal: DealRef,
    point: ClosingPoint,
    is_read_only: bool,
    on_event: Callback<Event>,
}

/// One point. To waive it asks why; what was asked of the customer leads on.
#[component]
fn Point(props: &PointProps) -> Html {
    let tr = use_tr();
    let PointProps { deal, point, is_read_only, on_event } = props;
    let ClosingPoint { item, is, due, why } = point;
    let (deal, item) = (*deal, *item);
    // A reason that was typed before is in sight again.
    let is_asking = use_state_eq(|| !why.text.is_empty());
    let name = tr.close_item(item);
    let due = due.map(|on| tr.with("close-due", &[("date", tr.date(on).into())]));
    if *is_read_only {
        return html! { <li class="closing__point"><span>{ name }</span><small>{ tr.checked(is) }</small></li> };
    }
    let on_tick = on_event.reform(move |is_done: bool| {
        let is = if is_done { Checked::Done } else { Checked::Open };
        Event::Funnel(FunnelEvent::Checked { deal, item, is })
    });
    let on_waive = {
        let is_asking = is_asking.clone();
        Callback::from(move |_: MouseEvent| is_asking.set(!*is_asking))
    };
    let waive = tr.with("close-waive-of", &[("item", name.as_str().into())]);
    html! {
        <li class="closing__point">
            { tick(name, *is == Checked::Done, &on_tick) }
            <small>
                if let Checked::Waived(_) = is { { tr.checked(is) } } else if let (Checked::Open, Some(due)) = (is, due) { { due } }
            </small>
            if item == CloseItem::Referral { { refer(&tr, deal.customer, "quiet-button", on_event) } }
            if *is == Checked::Open {
                <button type="button" class="quiet-button" aria-label={waive} aria-expanded={is_asking.to_string()}
                    onclick={on_waive}>{ tr.text("close-waive") }</button>
            }
            if *is_asking && *is == Checked::Open {
                <Writing of={FunnelText::Waive { deal, item }} written={why.clone()} label={tr.text("deal-why")}
                    button={tr.text("close-waive")} on_event={on_event.clone()} />
            }
        </li>
    }
}

/// On to the quick entry of whom a customer recommended.
pub(crate) fn refer(
    tr: &Tr,
    by: CustomerId,
    class: &'static str,
    on_event: &Callback<Event>,
) -> Html {
    let onclick =
        on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::ReferralAsked(by)));
    html! { <button type="button" {class} {onclick}>{ tr.text("close-refer") }</button> }
}

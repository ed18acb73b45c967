//! The lists around a closing: each point is done, waived for a reason, or open. Not here: which are asked
//! for.

use jipan_app::event::{DealRef, Event, FunnelEvent};
use jipan_app::view::ClosingList;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Checked, CloseItem};
use yew::prelude::*;

use super::boxes::tick;
use crate::components::text_box::{TextBox, text_in};
use crate::hooks::use_tr;

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
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The lists under the names of their phases.
#[component]
pub fn ClosingLists(props: &ClosingListsProps) -> Html {
    let tr = use_tr();
    let ClosingListsProps { deal, lists, is_read_only, on_event } = props;
    html! {
        <>
            { for lists.iter().filter(|list| !list.items.is_empty()).map(|list| html! {
                <section class="closing" aria-label={tr.close_phase(list.phase)}>
                    <h3 class="closing__phase">{ tr.close_phase(list.phase) }</h3>
                    <ul>
                        { for list.items.iter().map(|(item, is, due)| html! {
                            <Point key={item.code()} deal={*deal} item={*item} is={is.clone()} due={*due}
                                is_read_only={*is_read_only} on_event={on_event.clone()} />
                        }) }
                    </ul>
                </section>
            }) }
        </>
    }
}

/// Properties of [`Point`].
#[derive(Debug, PartialEq, Properties)]
struct PointProps {
    deal: DealRef,
    item: CloseItem,
    is: Checked,
    due: Option<NaiveDate>,
    is_read_only: bool,
    on_event: Callback<Event>,
}

/// One point. To waive it asks why.
#[component]
fn Point(props: &PointProps) -> Html {
    let tr = use_tr();
    let PointProps { deal, item, is, due, is_read_only, on_event } = props;
    let (deal, item) = (*deal, *item);
    let is_asking = use_state_eq(|| false);
    let why = use_node_ref();
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
    let onsubmit = {
        let (is_asking, why, on_event) = (is_asking.clone(), why.clone(), on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let is = Checked::Waived(text_in(&why).into());
            on_event.emit(Event::Funnel(FunnelEvent::Checked { deal, item, is }));
            is_asking.set(false);
        })
    };
    let waive = tr.with("close-waive-of", &[("item", name.as_str().into())]);
    html! {
        <li class="closing__point">
            { tick(name, *is == Checked::Done, &on_tick) }
            <small>
                if let Checked::Waived(_) = is { { tr.checked(is) } } else if let (Checked::Open, Some(due)) = (is, due) { { due } }
            </small>
            if *is == Checked::Open {
                <button type="button" class="quiet-button" aria-label={waive} aria-expanded={is_asking.to_string()}
                    onclick={on_waive}>{ tr.text("close-waive") }</button>
            }
            if *is_asking && *is == Checked::Open {
                <form class="order__ask" {onsubmit}>
                    <TextBox label={tr.text("deal-why")} node={why} chars_max={200} />
                    <button type="submit" class="button">{ tr.text("close-waive") }</button>
                </form>
            }
        </li>
    }
}

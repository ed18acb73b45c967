//! Parts of the sheets: where an opportunity comes from, what a turn asks for, to whom a customer is handed.
//! Not here: contacts and expectations, the closing lists.

use jipan_app::event::{DealSheetKind, Event, FunnelEvent, SheetEdit};
use jipan_app::view::{DealSheetError, DealSheetView, HandState};
use jipan_rules::Uuid;
use jipan_rules::funnel::{Channel, Turn};
use jipan_rules::values::ids::OrderId;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::boxes::radios;
use super::deal_sheet::{edit, is_wrong, refusals, until_box, why_box};
use crate::i18n::Tr;

/// The channel, its part, who recommended, and the two flags.
pub(super) fn source_parts(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let channel = view.source.map(|it| it.channel);
    let subs: Vec<_> = channel.into_iter().flat_map(Channel::subs).collect();
    let subs = subs.into_iter().map(|it| (it, tr.sub_channel(it)));
    let on_sub =
        on_event.reform(|it| Event::Funnel(FunnelEvent::SheetEdited(SheetEdit::Sub(Some(it)))));
    let no_referrer = on_event
        .reform(|_: MouseEvent| Event::Funnel(FunnelEvent::SheetEdited(SheetEdit::Referrer(None))));
    let referrer = view.source.filter(|it| it.referrer.is_some());
    let known = [Some(true), Some(false), None].map(|it| (it, tr.maybe(it)));
    html! {
        <>
            { radios("sheet-channel", tr.text("channel-name"), Channel::ALL.map(|it| (it, tr.channel(it))), channel, &edit(on_event, SheetEdit::Channel)) }
            if subs.len() > 0 {
                { radios("sheet-sub", tr.text("sub-name"), subs, view.source.and_then(|it| it.sub), &on_sub) }
            }
            if referrer.is_some() {
                <p class="quick__referrer">
                    <span>
                        <small>{ tr.text("quick-referrer") }</small>{ " " }
                        <b>{ view.referrer.clone().unwrap_or_else(|| tr.text("deal-another-customer")) }</b>
                    </span>
                    <button type="button" class="quiet-button" onclick={no_referrer}>{ tr.text("deal-no-referrer") }</button>
                </p>
            }
            { radios("sheet-will", tr.text("deal-will"), known.clone(), Some(view.will), &edit(on_event, SheetEdit::Will)) }
            { radios("sheet-ability", tr.text("deal-ability"), known, Some(view.ability), &edit(on_event, SheetEdit::Ability)) }
        </>
    }
}

/// What a turn asks for. The closing lists follow it.
pub(super) fn turn_parts(
    tr: &Tr,
    view: &DealSheetView,
    to: Turn,
    on_event: &Callback<Event>,
) -> Html {
    html! {
        <>
            if to == Turn::Lost { { refusals(tr, view, on_event) } }
            if to == Turn::Frozen { { until_box(tr, view, on_event, tr.text("deal-frozen-until")) } }
            if to == Turn::Ordered && !view.orders.is_empty() { { orders(tr, view, on_event) } }
            { why_box(tr, view, on_event) }
        </>
    }
}

/// The order that it became.
fn orders(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let onchange = on_event.reform(|event: yew::Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
        let order = chosen.and_then(|it| Uuid::try_parse(&it).ok()).map(OrderId::new);
        Event::Funnel(FunnelEvent::SheetEdited(SheetEdit::Order(order)))
    });
    let options = view.orders.iter().map(|(id, number, on, fen)| {
        let words = format!("{number} · {} · ¥{}", tr.date(*on), tr.fen(*fen));
        html! { <option value={id.uuid().to_string()} selected={view.order == Some(*id)}>{ words }</option> }
    });
    html! {
        <label class="facet">
            <span class="facet__name">{ tr.text("deal-order") }</span>
            <select class="facet__box" {onchange}>
                <option value="" selected={view.order.is_none()}>{ tr.text("deal-order-none") }</option>
                { for options }
            </select>
        </label>
    }
}

/// To whom a customer is handed, or why it cannot be.
pub(super) fn hand_parts(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    debug_assert!(matches!(view.kind, DealSheetKind::Hand(_)), "another sheet");
    match view.hand {
        HandState::Alone => html! { <p>{ tr.text("hand-alone") }</p> },
        HandState::ByField(field) => html! {
            <p>{ tr.with("hand-by-line", &[("field", tr.field_of(field).into())]) }</p>
        },
        HandState::Free => {
            let people = view.people.iter().map(|(id, name)| (*id, name.clone()));
            html! {
                <div data-wrong={is_wrong(view, &[DealSheetError::NoPerson]).to_string()}>
                    { radios("sheet-person", tr.text("hand-to"), people, view.person, &edit(on_event, SheetEdit::Person)) }
                    <p class="typed__hint">{ tr.text("hand-hint") }</p>
                </div>
            }
        }
    }
}

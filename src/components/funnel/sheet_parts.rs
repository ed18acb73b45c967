//! Parts of the sheets: where an opportunity comes from, what a turn asks for, to whom a customer is handed.
//! Not here: contacts and expectations, the closing lists.

use jipan_app::event::{DealSheetKind, Event, FunnelEvent, SheetEdit};
use jipan_app::view::{DealSheetError, DealSheetView, HandState};
use jipan_rules::Uuid;
use jipan_rules::funnel::{Channel, Refusal, Turn};
use jipan_rules::values::ids::OrderId;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox, radios};
use super::contact_parts::steps;
use super::deal_sheet::{edit, is_wrong};
use super::quick_parts::referrer_search;
use crate::i18n::Tr;

/// The channel, its part, who recommended, and the two flags.
pub(super) fn source_parts(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let channel = view.source.map(|it| it.channel);
    let subs: Vec<_> = channel.into_iter().flat_map(Channel::subs).collect();
    let has_subs = !subs.is_empty();
    let subs = subs.into_iter().map(|it| (Some(it), tr.sub_channel(it)));
    let subs = subs.chain([(None, tr.text("sub-none"))]);
    let on_sub = edit(on_event, SheetEdit::Sub);
    html! {
        <>
            { radios("sheet-channel", tr.text("channel-name"), Channel::ALL.map(|it| (it, tr.channel(it))), channel, &edit(on_event, SheetEdit::Channel)) }
            if has_subs {
                { radios("sheet-sub", tr.text("sub-name"), subs, Some(view.source.and_then(|it| it.sub)), &on_sub) }
            }
            if channel == Some(Channel::Referral) { { referrer(tr, view, on_event) } }
            { flag("sheet-will", tr, (tr.text("deal-will"), view.will, view.is_will_known), &edit(on_event, SheetEdit::Will)) }
            { flag("sheet-ability", tr, (tr.text("deal-ability"), view.ability, view.is_ability_known), &edit(on_event, SheetEdit::Ability)) }
        </>
    }
}

/// Yes or no; that nobody knows only while nobody said it.
fn flag(
    name: &'static str,
    tr: &Tr,
    (label, is, is_known): (String, Option<bool>, bool),
    on_choose: &Callback<Option<bool>>,
) -> Html {
    let choices = [Some(true), Some(false), None].into_iter();
    let choices = choices.filter(|it| it.is_some() || !is_known).map(|it| (it, tr.maybe(it)));
    radios(name, label, choices, Some(is), on_choose)
}

/// Who recommended: searched by name, chosen by a tap, taken away by another.
fn referrer(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let chosen = |it| {
        on_event.reform(move |_: MouseEvent| {
            Event::Funnel(FunnelEvent::SheetEdited(SheetEdit::Referrer(it)))
        })
    };
    if view.source.is_some_and(|it| it.referrer.is_some()) {
        return html! {
            <p class="quick__referrer">
                <span>
                    <small>{ tr.text("quick-referrer") }</small>{ " " }
                    <b>{ view.referrer.clone().unwrap_or_else(|| tr.text("deal-another-customer")) }</b>
                </span>
                <button type="button" class="quiet-button" onclick={chosen(None)}>{ tr.text("deal-no-referrer") }</button>
            </p>
        };
    }
    let found = (view.search.as_str(), view.referrers.as_slice());
    referrer_search(tr, found, edit(on_event, SheetEdit::Search), |id| chosen(Some(id)))
}

/// What a turn asks for. The closing lists follow it, then why.
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
            if to == Turn::Ordered && (!view.orders.is_empty() || view.order.is_some()) {
                { orders(tr, view, on_event) }
            }
            if view.asks_amount {
                <TypedBox label={tr.text("deal-closed-amount")} text={view.amount.clone()} kind={BoxKind::Amount} chars_max={40}
                    is_wrong={is_wrong(view, &[DealSheetError::Amount])} on_typed={edit(on_event, SheetEdit::Amount)} />
            }
            { steps(tr, view, on_event) }
        </>
    }
}

/// Why one was refused.
pub(super) fn refusals(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let reasons = Refusal::ALL.map(|it| (it, tr.refusal_reason(it)));
    radios(
        "sheet-refusal",
        tr.text("contact-reason"),
        reasons,
        view.refusal,
        &edit(on_event, SheetEdit::Refusal),
    )
}

/// Until when it rests: by a tap where days are offered, else by the calendar.
pub(super) fn until_box(
    tr: &Tr,
    view: &DealSheetView,
    on_event: &Callback<Event>,
    label: String,
) -> Html {
    let wrong =
        [DealSheetError::Until, DealSheetError::UntilTooLate, DealSheetError::UntilTooEarly];
    let hint = view.until_max.map(|on| tr.with("deal-until-max", &[("date", tr.date(on).into())]));
    html! {
        <>
            { quick_days(("sheet-until", tr.text("deal-until-days")), tr, view, (&view.until, &edit(on_event, SheetEdit::Until))) }
            <TypedBox {label} text={view.until.clone()} kind={BoxKind::Day} hint={hint.map(AttrValue::from)}
                is_wrong={is_wrong(view, &wrong)}
                on_typed={edit(on_event, SheetEdit::Until)} />
        </>
    }
}

/// Days that one tap chooses; nothing where none is offered.
pub(super) fn quick_days(
    (name, label): (&'static str, String),
    tr: &Tr,
    view: &DealSheetView,
    (typed, on_typed): (&str, &Callback<String>),
) -> Html {
    if view.until_days.is_empty() {
        return Html::default();
    }
    let days =
        view.until_days.iter().map(|(n, on)| (*on, tr.with("due-later", &[("n", (*n).into())])));
    let chosen = view.until_days.iter().map(|(_, on)| *on).find(|on| on.to_string() == typed);
    let on_day = on_typed.reform(|on: jipan_rules::NaiveDate| on.to_string());
    radios(name, label, days, chosen, &on_day)
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
    // What was chosen before another opportunity came to it stands there, so that one sees what is refused.
    let taken = view.order.filter(|id| view.orders.iter().all(|(of, ..)| of != id));
    html! {
        <label class="facet">
            <span class="facet__name">{ tr.text("deal-order") }</span>
            <select class="facet__box" {onchange}>
                <option value="" selected={view.order.is_none()}>{ tr.text("deal-order-none") }</option>
                if taken.is_some() { <option value="-" selected=true disabled=true>{ tr.text("deal-order-taken") }</option> }
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

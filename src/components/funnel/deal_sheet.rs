//! The sheets of the funnel: one dialog that asks for what its kind needs. Everything typed is told at once,
//! "done" writes it. Not here: the single parts, what is asked for.

use jipan_app::event::{DealSheetKind, Event, FunnelEvent, SheetEdit};
use jipan_app::view::{DealSheetError, DealSheetView, HandState};
use jipan_rules::funnel::Turn;
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox};
use super::closing::ClosingLists;
use super::contact_parts::{ContactParts, ExpectParts, steps};
use super::sheet_parts::{hand_parts, source_parts, turn_parts, until_box};
use crate::components::icon::{Icon, IconName};
use crate::components::sheet::Sheet;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`DealSheet`].
#[derive(Debug, PartialEq, Properties)]
pub struct DealSheetProps {
    /// What it holds.
    pub view: DealSheetView,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The open sheet.
#[component]
pub fn DealSheet(props: &DealSheetProps) -> Html {
    let tr = use_tr();
    let DealSheetProps { view, on_event } = props;
    let on_close = on_event.reform(|()| Event::Funnel(FunnelEvent::SheetClosed));
    let is_list = matches!(view.kind, DealSheetKind::Closing(_));
    // What is ticked in the lists is written at once.
    let done = if is_list { FunnelEvent::SheetClosed } else { FunnelEvent::SheetDone };
    let on_done = on_event.reform(move |_: MouseEvent| Event::Funnel(done.clone()));
    let is_held = matches!(view.kind, DealSheetKind::Hand(_)) && view.hand != HandState::Free;
    let is_off = is_held || (view.is_read_only && !is_list);
    let foot = html! {
        <>
            { what_is_wrong(&tr, view) }
            { clearing(&tr, view, on_event) }
            <button type="button" class="button" data-variant="primary" disabled={is_off} onclick={on_done}>
                { tr.text("deal-done") }
            </button>
        </>
    };
    let parts = match view.kind {
        DealSheetKind::Contact(_) => {
            html! { <ContactParts view={view.clone()} on_event={on_event.clone()} /> }
        }
        DealSheetKind::Expect(_) => html! {
            <>
                <ExpectParts view={view.clone()} on_event={on_event.clone()} />
                { why_box(view, on_event, tr.text("deal-why")) }
                { steps(&tr, view, on_event) }
            </>
        },
        DealSheetKind::Snooze(_) => html! {
            <>
                { until_box(&tr, view, on_event, tr.text("deal-until")) }
                { why_box(view, on_event, tr.text("deal-why")) }
            </>
        },
        DealSheetKind::Open(_) => html! {
            <>
                <ExpectParts view={view.clone()} on_event={on_event.clone()} />
                { source_parts(&tr, view, on_event) }
            </>
        },
        DealSheetKind::Turn(deal, to) => html! {
            <>
                { turn_parts(&tr, view, to, on_event) }
                <ClosingLists {deal} lists={view.closing.clone()} is_read_only={view.is_read_only} on_event={on_event.clone()} />
                { why_box(view, on_event, tr.text(if needs_why(to) { "deal-why" } else { "deal-why-too" })) }
            </>
        },
        DealSheetKind::Closing(deal) => html! {
            <ClosingLists {deal} lists={view.closing.clone()} is_read_only={view.is_read_only} on_event={on_event.clone()} />
        },
        DealSheetKind::Hand(_) => hand_parts(&tr, view, on_event),
        DealSheetKind::Source(_) => source_parts(&tr, view, on_event),
    };
    html! {
        <Sheet title={tr.deal_sheet(view.kind)} {on_close} {foot}>
            <div class="deal-sheet">
                if view.is_read_only { <p class="file__banner">{ tr.text("file-read-only") }</p> }
                <p class="deal-sheet__who">
                    <b>{ &view.name }</b>
                    if let Some(phone) = &view.phone {
                        <a class="quiet-button" href={format!("tel:{phone}")}>
                            <Icon name={IconName::Phone} />{ tr.text("file-call") }
                        </a>
                    }
                </p>
                if let Some(no_consent) = view.no_consent {
                    <p class="file__banner" data-tone="danger">
                        <span>{ tr.no_consent(no_consent) }</span>
                        <span>{ tr.text("no-consent-warning") }</span>
                    </p>
                }
                { parts }
            </div>
        </Sheet>
    }
}

/// All that keeps it from being done, above the button.
fn what_is_wrong(tr: &Tr, view: &DealSheetView) -> Html {
    let errors = view.errors.iter().map(|it| tr.deal_error(*it));
    let lines: Vec<_> = errors.chain(view.lacking.iter().map(|it| tr.deal_lacks(*it))).collect();
    html! {
        <div class="deal-sheet__wrong" role="alert">
            if !lines.is_empty() { <ul>{ for lines.into_iter().map(|it| html! { <li>{ it }</li> }) }</ul> }
        </div>
    }
}

/// Gives up what is in it, or puts that back.
fn clearing(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let tell =
        |event: FunnelEvent| on_event.reform(move |_: MouseEvent| Event::Funnel(event.clone()));
    html! {
        if view.can_clear {
            <button type="button" class="button" onclick={tell(FunnelEvent::SheetCleared)}>{ tr.text("deal-clear") }</button>
        } else if view.can_restore {
            <button type="button" class="button" onclick={tell(FunnelEvent::SheetRestored)}>{ tr.text("deal-restore") }</button>
        }
    }
}

/// Whether a turn may ask for its reason in words.
fn needs_why(to: Turn) -> bool {
    match to {
        Turn::Ordered | Turn::Delivered => false,
        Turn::Cancelled | Turn::Lost | Turn::Frozen | Turn::OutOfReach | Turn::Reopened => true,
    }
}

/// Whether one of these is wrong.
pub(super) fn is_wrong(view: &DealSheetView, errors: &[DealSheetError]) -> bool {
    view.errors.iter().any(|it| errors.contains(it))
}

/// Tells what was typed or chosen.
pub(super) fn edit<T: 'static>(on_event: &Callback<Event>, of: fn(T) -> SheetEdit) -> Callback<T> {
    on_event.reform(move |it| Event::Funnel(FunnelEvent::SheetEdited(of(it))))
}

/// Why, in words.
pub(super) fn why_box(view: &DealSheetView, on_event: &Callback<Event>, label: String) -> Html {
    html! {
        <TypedBox {label} text={view.why.clone()} kind={BoxKind::Lines}
            is_wrong={is_wrong(view, &[DealSheetError::TooLong])} on_typed={edit(on_event, SheetEdit::Why)} />
    }
}

#[cfg(test)]
mod tests;

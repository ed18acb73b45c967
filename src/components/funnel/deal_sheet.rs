//! The sheets of the funnel: one dialog that asks for what its kind needs. Everything typed is told at once,
//! "done" writes it. Not here: the single parts, what is asked for.

use jipan_app::event::{DealSheetKind, Event, FunnelEvent, SheetEdit, SheetOutcome};
use jipan_app::view::{DealSheetError, DealSheetView, HandState};
use jipan_rules::funnel::{How, Purpose, Refusal};
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox, radios};
use super::closing::ClosingLists;
use super::sheet_parts::{hand_parts, source_parts, turn_parts};
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
    let foot = html! {
        <>
            { what_is_wrong(&tr, view) }
            <button type="button" class="button" data-variant="primary" disabled={is_held} onclick={on_done}>
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
                { why_box(&tr, view, on_event) }
            </>
        },
        DealSheetKind::Snooze(_) => html! {
            <>{ until_box(&tr, view, on_event, tr.text("deal-until")) }{ why_box(&tr, view, on_event) }</>
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
                <ClosingLists {deal} lists={view.closing.clone()} on_event={on_event.clone()} />
            </>
        },
        DealSheetKind::Closing(deal) => html! {
            <ClosingLists {deal} lists={view.closing.clone()} on_event={on_event.clone()} />
        },
        DealSheetKind::Hand(_) => hand_parts(&tr, view, on_event),
        DealSheetKind::Source(_) => source_parts(&tr, view, on_event),
    };
    html! {
        <Sheet title={title_of(&tr, view.kind)} {on_close} {foot}>
            <div class="deal-sheet">
                <p class="deal-sheet__who">
                    <b>{ &view.name }</b>
                    if let Some(phone) = &view.phone {
                        <a class="quiet-button" href={format!("tel:{phone}")}>
                            <Icon name={IconName::Phone} />{ tr.text("file-call") }
                        </a>
                    }
                </p>
                { parts }
            </div>
        </Sheet>
    }
}

/// The name of the dialog.
fn title_of(tr: &Tr, kind: DealSheetKind) -> String {
    match kind {
        DealSheetKind::Contact(_) => tr.text("contact-log"),
        DealSheetKind::Expect(_) => tr.text("deal-expectation"),
        DealSheetKind::Snooze(_) => tr.text("deal-snooze"),
        DealSheetKind::Open(_) => tr.text("deal-new"),
        DealSheetKind::Turn(_, to) => tr.turn(to),
        DealSheetKind::Closing(_) => tr.text("close-lists"),
        DealSheetKind::Hand(_) => tr.text("hand-over"),
        DealSheetKind::Source(_) => tr.text("deal-source"),
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

/// Whether one of these is wrong.
pub(super) fn is_wrong(view: &DealSheetView, errors: &[DealSheetError]) -> bool {
    view.errors.iter().any(|it| errors.contains(it))
}

/// Tells what was typed or chosen.
pub(super) fn edit<T: 'static>(on_event: &Callback<Event>, of: fn(T) -> SheetEdit) -> Callback<T> {
    on_event.reform(move |it| Event::Funnel(FunnelEvent::SheetEdited(of(it))))
}

/// Why, in words.
pub(super) fn why_box(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    html! {
        <TypedBox label={tr.text("deal-why")} text={view.why.clone()} kind={BoxKind::Lines}
            is_wrong={is_wrong(view, &[DealSheetError::TooLong])} on_typed={edit(on_event, SheetEdit::Why)} />
    }
}

/// Until when it rests: by a tap where days are offered, else by the calendar.
pub(super) fn until_box(
    tr: &Tr,
    view: &DealSheetView,
    on_event: &Callback<Event>,
    label: String,
) -> Html {
    let hint = view.until_max.map(|on| tr.with("deal-until-max", &[("date", tr.date(on).into())]));
    let days =
        view.quick_days.iter().map(|(n, on)| (*on, tr.with("due-later", &[("n", (*n).into())])));
    let chosen = view.quick_days.iter().map(|(_, on)| *on).find(|on| on.to_string() == view.until);
    let on_day = on_event.reform(|on: jipan_rules::NaiveDate| {
        Event::Funnel(FunnelEvent::SheetEdited(SheetEdit::Until(on.to_string())))
    });
    html! {
        <>
            if !view.quick_days.is_empty() {
                { radios("sheet-until", tr.text("deal-until-days"), days, chosen, &on_day) }
            }
            <TypedBox {label} text={view.until.clone()} kind={BoxKind::Day} hint={hint.map(AttrValue::from)}
                is_wrong={is_wrong(view, &[DealSheetError::Until, DealSheetError::UntilTooLate])}
                on_typed={edit(on_event, SheetEdit::Until)} />
        </>
    }
}

/// A contact: how, what came of it, what was said, and what is expected now.
#[component]
fn ContactParts(props: &DealSheetProps) -> Html {
    const OUTCOMES: [SheetOutcome; 3] =
        [SheetOutcome::Reached, SheetOutcome::NoAnswer, SheetOutcome::Refused];
    let tr = use_tr();
    let DealSheetProps { view, on_event } = props;
    let outcome = edit(on_event, SheetEdit::Outcome);
    let hint = view.next_by_rule.map(|on| {
        AttrValue::from(tr.with("contact-next-by-rule", &[("date", tr.date(on).into())]))
    });
    html! {
        <>
            { radios("sheet-how", tr.text("contact-how"), How::ALL.map(|it| (it, tr.how(it))), Some(view.how), &edit(on_event, SheetEdit::How)) }
            { radios("sheet-outcome", tr.text("contact-result"), OUTCOMES.map(|it| (it, tr.sheet_outcome(it))), Some(view.outcome), &outcome) }
            if view.outcome == SheetOutcome::Refused { { refusals(&tr, view, on_event) } }
            <TypedBox label={tr.text("contact-said")} text={view.text.clone()} kind={BoxKind::Lines}
                is_wrong={is_wrong(view, &[DealSheetError::TooLong])} on_typed={edit(on_event, SheetEdit::Text)} />
            if view.outcome == SheetOutcome::Reached {
                <ExpectParts view={view.clone()} on_event={on_event.clone()} />
            }
            <TypedBox label={tr.text("contact-next")} text={view.next.clone()} kind={BoxKind::Day} {hint}
                is_wrong={is_wrong(view, &[DealSheetError::Next, DealSheetError::NextPast])}
                on_typed={edit(on_event, SheetEdit::Next)} />
            { radios("sheet-purpose", tr.text("contact-purpose"), Purpose::ALL.map(|it| (it, tr.purpose(it))), Some(view.purpose), &edit(on_event, SheetEdit::Purpose)) }
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

/// When it is expected: within so many days, or another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// At most so many days away.
    Days(u16),
    /// On a day of the calendar.
    Other,
}

/// By when and for how much it is expected.
#[component]
fn ExpectParts(props: &DealSheetProps) -> Html {
    let tr = use_tr();
    let DealSheetProps { view, on_event } = props;
    let is_other = use_state_eq(|| false);
    let quick = view.quick_days.iter().find(|(_, on)| on.to_string() == view.expect_on);
    let is_typed = !view.expect_on.is_empty() && quick.is_none();
    let chosen = match quick {
        Some((n, _)) if !*is_other => Some(Within::Days(*n)),
        Some(_) | None => (*is_other || is_typed).then_some(Within::Other),
    };
    let choices = view
        .quick_days
        .iter()
        .map(|(n, _)| (Within::Days(*n), tr.with("contact-within", &[("n", (*n).into())])));
    let choices = choices.chain([(Within::Other, tr.text("contact-other-day"))]);
    let on_choose = {
        let (days, is_other, on_event) =
            (view.quick_days.clone(), is_other.clone(), on_event.clone());
        Callback::from(move |it: Within| {
            is_other.set(it == Within::Other);
            let day = days.iter().find(|(n, _)| it == Within::Days(*n));
            if let Some((_, on)) = day {
                on_event.emit(Event::Funnel(FunnelEvent::SheetEdited(SheetEdit::ExpectOn(
                    on.to_string(),
                ))));
            }
        })
    };
    let level = view
        .level
        .map(|it| AttrValue::from(tr.with("contact-level", &[("level", tr.level(it).into())])));
    let wrong = [DealSheetError::ExpectOn, DealSheetError::NoExpectation];
    html! {
        <>
            { radios("sheet-expect", tr.text("contact-expected"), choices, chosen, &on_choose) }
            if chosen == Some(Within::Other) {
                <TypedBox label={tr.text("contact-other-day")} text={view.expect_on.clone()} kind={BoxKind::Day}
                    is_wrong={is_wrong(view, &wrong)} on_typed={edit(on_event, SheetEdit::ExpectOn)} />
            }
            if let Some(level) = level { <p class="typed__hint" role="status">{ level }</p> }
            <TypedBox label={tr.text("contact-amount")} text={view.amount.clone()} kind={BoxKind::Amount} chars_max={40}
                is_wrong={is_wrong(view, &[DealSheetError::Amount, DealSheetError::NoExpectation])}
                on_typed={edit(on_event, SheetEdit::Amount)} />
        </>
    }
}

#[cfg(test)]
mod tests;

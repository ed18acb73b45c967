//! Parts of the sheets about contacts: when and how it was, what came of it, what is expected now, which steps
//! were made. Not here: the other sheets.

use jipan_app::event::{DealSheetKind, Event, FunnelEvent, SheetEdit, SheetOutcome};
use jipan_app::view::{DealSheetError, DealSheetView};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{How, Purpose};
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox, radios, tick};
use super::deal_sheet::{DealSheetProps, edit, is_wrong, why_box};
use super::expect_box::ExpectBox;
use super::script::ScriptCard;
use super::sheet_parts::{quick_days, refusals};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// A contact: when and how, what came of it, what was said, and what is expected now.
#[component]
pub fn ContactParts(props: &DealSheetProps) -> Html {
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
            <ScriptCard view={view.clone()} on_event={on_event.clone()} />
            { radios("sheet-how", tr.text("contact-how"), How::ALL.map(|it| (it, tr.how(it))), Some(view.how), &edit(on_event, SheetEdit::How)) }
            { radios("sheet-outcome", tr.text("contact-result"), OUTCOMES.map(|it| (it, tr.sheet_outcome(it))), Some(view.outcome), &outcome) }
            if view.outcome == SheetOutcome::Refused { { refusals(&tr, view, on_event) } }
            <TypedBox label={tr.text("contact-said")} text={view.text.clone()} kind={BoxKind::Lines}
                is_wrong={is_wrong(view, &[DealSheetError::TooLong])} on_typed={edit(on_event, SheetEdit::Text)} />
            { quick_days(("sheet-next", tr.text("contact-next-days")), &tr, view, (&view.next, &edit(on_event, SheetEdit::Next))) }
            <TypedBox label={tr.text("contact-next")} text={view.next.clone()} kind={BoxKind::Day} {hint}
                is_wrong={is_wrong(view, &[DealSheetError::Next, DealSheetError::NextPast])}
                on_typed={edit(on_event, SheetEdit::Next)} />
            if view.asks_expectation {
                <ExpectParts view={view.clone()} on_event={on_event.clone()} />
                if view.asks_why { { why_box(view, on_event, tr.text("contact-why")) } }
            }
            if view.offers_new { { buys_again(&tr, view, on_event) } }
            { steps(&tr, view, on_event) }
            <OnParts view={view.clone()} on_event={on_event.clone()} />
            { radios("sheet-purpose", tr.text("contact-purpose"), Purpose::ALL.map(|it| (it, tr.purpose(it))), Some(view.purpose), &edit(on_event, SheetEdit::Purpose)) }
        </>
    }
}

/// Who is of the base buys again by a new opportunity.
fn buys_again(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let DealSheetKind::Contact(deal) = view.kind else { return Html::default() };
    let kind = DealSheetKind::Open(deal.customer);
    let onclick =
        on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::SheetOpened(kind)));
    html! {
        <p class="quick__referrer">
            <span>{ tr.text("contact-buys-again") }</span>
            <button type="button" class="quiet-button" {onclick}>{ tr.text("deal-new") }</button>
        </p>
    }
}

/// The steps that are asked for, each made or not.
pub(super) fn steps(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    if view.steps.is_empty() {
        return Html::default();
    }
    let ticks = view.steps.iter().map(|(step, is_made)| {
        let step = *step;
        let on_flip = on_event.reform(move |is: bool| {
            Event::Funnel(FunnelEvent::SheetEdited(SheetEdit::Step(step, is)))
        });
        html! { <li key={step.code()}>{ tick(tr.step(step), *is_made, &on_flip) }</li> }
    });
    html! {
        <div class="facet">
            <span class="facet__name" aria-hidden="true">{ tr.text("contact-steps") }</span>
            <ul class="segments" aria-label={tr.text("contact-steps")}>{ for ticks }</ul>
        </div>
    }
}

/// When a contact was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// 今天 or 昨天
    On(NaiveDate),
    /// On a day of the calendar.
    Other,
}

/// On which day it was: today, yesterday or another one.
#[component]
fn OnParts(props: &DealSheetProps) -> Html {
    let tr = use_tr();
    let DealSheetProps { view, on_event } = props;
    let is_other = use_state_eq(|| false);
    let days = [
        (Some(view.today), tr.text("due-today")),
        (view.today.pred_opt(), tr.text("contact-yesterday")),
    ];
    let days = days.into_iter().filter_map(|(on, words)| Some((When::On(on?), words)));
    let days: Vec<(When, String)> =
        days.chain([(When::Other, tr.text("contact-other-day"))]).collect();
    let is_of = |it: When| matches!(it, When::On(on) if on.to_string() == view.on);
    let quick = days.iter().map(|(it, _)| *it).find(|it| is_of(*it)).filter(|_| !*is_other);
    let chosen = quick.unwrap_or(When::Other);
    let on_choose = {
        let (is_other, on_event) = (is_other.clone(), on_event.clone());
        Callback::from(move |it: When| {
            is_other.set(it == When::Other);
            if let When::On(on) = it {
                let edit = SheetEdit::On(on.to_string());
                on_event.emit(Event::Funnel(FunnelEvent::SheetEdited(edit)));
            }
        })
    };
    html! {
        <>
            { radios("sheet-on", tr.text("contact-on"), days, Some(chosen), &on_choose) }
            if chosen == When::Other {
                <TypedBox label={tr.text("contact-on-day")} text={view.on.clone()} kind={BoxKind::Day}
                    is_wrong={is_wrong(view, &[DealSheetError::On, DealSheetError::OnLater])}
                    on_typed={edit(on_event, SheetEdit::On)} />
            }
        </>
    }
}

/// By when and for how much it is expected.
#[component]
pub fn ExpectParts(props: &DealSheetProps) -> Html {
    let tr = use_tr();
    let DealSheetProps { view, on_event } = props;
    let wrong = [DealSheetError::ExpectOn, DealSheetError::NoExpectation];
    html! {
        <>
            <ExpectBox name="sheet-expect" days={view.quick_days.clone()} text={view.expect_on.clone()} level={view.level}
                is_wrong={is_wrong(view, &wrong)} on_typed={edit(on_event, SheetEdit::ExpectOn)} />
            <TypedBox label={tr.text("contact-amount")} text={view.amount.clone()} kind={BoxKind::Amount} chars_max={40}
                is_wrong={is_wrong(view, &[DealSheetError::Amount, DealSheetError::NoExpectation])}
                on_typed={edit(on_event, SheetEdit::Amount)} />
        </>
    }
}

//! 话术卡: what to say in a contact, what to answer to a refusal, and the result by its code in one tap. Not here:
//! which card helps when, the words.

use jipan_app::event::{Event, FunnelEvent, SheetEdit, SheetOutcome};
use jipan_app::view::DealSheetView;
use jipan_rules::funnel::{Outcome, Refusal, Script};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::deal_sheet::DealSheetProps;
use crate::hooks::use_tr;
use crate::i18n::{ScriptPart, Tr};

/// The card for where the opportunity stands, closed at first; another one can be looked at.
#[component]
pub fn ScriptCard(props: &DealSheetProps) -> Html {
    let tr = use_tr();
    let DealSheetProps { view, on_event } = props;
    let looked_at = use_state_eq(|| None);
    let Some(helps) = view.script else { return Html::default() };
    let shown = (*looked_at).unwrap_or(helps);
    let onchange = {
        let looked_at = looked_at.setter();
        Callback::from(move |event: yew::Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
            looked_at.set(chosen.and_then(|it| Script::from_code(it.parse().ok()?)));
        })
    };
    let options = Script::ALL.map(|it| {
        html! { <option value={it.code().to_string()} selected={it == shown}>{ tr.script(it) }</option> }
    });
    html! {
        <details class="fold">
            <summary class="fold__head">
                { tr.with("script-card", &[]) }{ " · " }{ tr.script(helps) }
            </summary>
            <label class="facet">
                <span class="facet__name">{ tr.with("script-which", &[]) }</span>
                <select class="facet__box" {onchange}>{ for options }</select>
            </label>
            { for ScriptPart::ALL.map(|part| {
                let is_flow = part == ScriptPart::Flow;
                points(tr.script_part(part), &tr.script_points((shown, part), &view.name), is_flow)
            }) }
            { codes(&tr, view, on_event) }
            { answer(&tr, view) }
            <p class="typed__hint">{ tr.with("script-note", &[]) }</p>
        </details>
    }
}

/// Points under their name; those that follow one another have numbers.
fn points(name: String, points: &[String], is_numbered: bool) -> Html {
    let numbered = (1..).zip(points).map(|(n, point)| {
        let words = if is_numbered { format!("{n}. {point}") } else { point.clone() };
        html! { <li key={n}>{ words }</li> }
    });
    html! {
        <div class="facet">
            <span class="facet__name" aria-hidden="true">{ name.clone() }</span>
            <ul aria-label={name}>{ for numbered }</ul>
        </div>
    }
}

/// What to answer to the reason that is chosen.
fn answer(tr: &Tr, view: &DealSheetView) -> Html {
    let chosen = view.refusal.filter(|_| view.outcome == SheetOutcome::Refused);
    let Some(refusal) = chosen else { return Html::default() };
    let about = tr.refusal_reason(refusal);
    let name = format!("{} · {about}", tr.with("script-answer", &[]));
    html! { <div role="status">{ points(name, &tr.script_answer(refusal), false) }</div> }
}

/// Each result by its code: what the choices of the sheet say, in one tap.
fn codes(tr: &Tr, view: &DealSheetView, on_event: &Callback<Event>) -> Html {
    let refusals = Refusal::ALL.map(Outcome::Refused);
    let all = [Outcome::Reached, Outcome::NoAnswer].into_iter().chain(refusals);
    let buttons = all.map(|it| {
        let onclick = on_event.reform(move |edit| Event::Funnel(FunnelEvent::SheetEdited(edit)));
        let onclick = Callback::from(move |_: MouseEvent| {
            edits_of(it).into_iter().flatten().for_each(|edit| onclick.emit(edit));
        });
        html! {
            <button type="button" class="button" key={it.code()} aria-pressed={is_chosen(view, it).to_string()} {onclick}>
                { tr.outcome_code(it) }
            </button>
        }
    });
    let name = tr.with("script-codes", &[]);
    html! {
        <div class="facet" role="group" aria-label={name.clone()}>
            <span class="facet__name" aria-hidden="true">{ name }</span>
            <div class="deals__do">{ for buttons }</div>
        </div>
    }
}

/// What the choices of the sheet would say of a result.
fn edits_of(outcome: Outcome) -> [Option<SheetEdit>; 2] {
    let refusal = match outcome {
        Outcome::Reached | Outcome::NoAnswer => None,
        Outcome::Refused(refusal) => Some(SheetEdit::Refusal(refusal)),
    };
    [Some(SheetEdit::Outcome(SheetOutcome::of(outcome))), refusal]
}

/// Whether the sheet says this result now.
fn is_chosen(view: &DealSheetView, outcome: Outcome) -> bool {
    view.outcome == SheetOutcome::of(outcome)
        && match outcome {
            Outcome::Reached | Outcome::NoAnswer => true,
            Outcome::Refused(refusal) => view.refusal == Some(refusal),
        }
}

#[cfg(test)]
mod tests;

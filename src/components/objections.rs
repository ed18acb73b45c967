//! 客户不认可: what the customer of a file objects to, noted and answered. Not here: classes themselves.

use jipan_app::event::{Event, TradeEvent};
use jipan_app::view::{ObjectionView, ObjectionsView};
use jipan_rules::order::{Disputed, Outcome};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::text_box::{TextBox, text_in};
use crate::hooks::use_tr;

/// What can be objected to.
const ABOUT: [Disputed; 3] = [Disputed::Class, Disputed::Tier, Disputed::Grade];
/// What can come of it.
const OUTCOMES: [Outcome; 3] = [Outcome::Accepted, Outcome::Corrected, Outcome::Upheld];

/// Properties of [`Objections`].
#[derive(Debug, PartialEq, Properties)]
pub struct ObjectionsProps {
    /// The objections.
    pub view: ObjectionsView,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// All of them; nothing where there are none.
#[component]
pub fn Objections(props: &ObjectionsProps) -> Html {
    let tr = use_tr();
    let ObjectionsProps { view, on_event } = props;
    if view.open.is_empty() && view.answered.is_empty() && !view.is_noting {
        return Html::default();
    }
    html! {
        <section class="objections" aria-label={tr.text("objection-name")}>
            { for view.open.iter().map(|it| html! {
                <Open key={it.id.uuid().as_u128()} objection={it.clone()} can_write={view.can_write}
                    on_event={on_event.clone()} />
            }) }
            if view.is_noting && view.can_write {
                <NoteForm on_event={on_event.clone()} />
            }
            if !view.answered.is_empty() {
                <details class="fold">
                    <summary class="fold__head">
                        { tr.with("objection-closed", &[("n", view.answered.len().into())]) }
                    </summary>
                    <ul>{ for view.answered.iter().map(|it| html! { <li class="objection">{ said(it, &tr) }</li> }) }</ul>
                </details>
            }
        </section>
    }
}

/// What was said, and what was answered.
fn said(objection: &ObjectionView, tr: &crate::i18n::Tr) -> Html {
    let noted =
        [("about", tr.disputed(objection.about).into()), ("text", objection.text.as_str().into())];
    html! {
        <>
            <p>
                { tr.with("objection-noted", &noted) }{ " " }
                <small>{ tr.done_by(objection.on, objection.by.as_ref()) }</small>
            </p>
            if let Some(answer) = &objection.answer {
                <p>
                    { tr.with("objection-answered", &[
                        ("outcome", tr.outcome(answer.outcome).into()),
                        ("text", answer.text.as_str().into()),
                    ]) }{ " " }
                    <small>{ tr.done_by(answer.on, answer.by.as_ref()) }</small>
                </p>
            }
        </>
    }
}

/// Properties of [`Open`].
#[derive(Debug, PartialEq, Properties)]
struct OpenProps {
    objection: ObjectionView,
    can_write: bool,
    on_event: Callback<Event>,
}

/// One without an answer, and the form for that.
#[component]
fn Open(props: &OpenProps) -> Html {
    let tr = use_tr();
    let OpenProps { objection, can_write, on_event } = props;
    let (node, outcome) = (use_node_ref(), use_state_eq(|| 0_usize));
    let id = objection.id;
    let onsubmit = {
        let (node, outcome, on_event) = (node.clone(), *outcome, on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let outcome = OUTCOMES.get(outcome).copied().unwrap_or(Outcome::Upheld);
            let text = text_in(&node);
            on_event.emit(Event::Trade(TradeEvent::ObjectionAnswered { id, outcome, text }));
        })
    };
    let names = OUTCOMES.map(|it| tr.outcome(it));
    html! {
        <article class="objection" data-open="true">
            { said(objection, &tr) }
            if *can_write {
                <form class="order__ask" {onsubmit}>
                    <Pick label={tr.text("objection-outcome")} names={names.to_vec()} at={*outcome}
                        on_pick={Callback::from(move |at| outcome.set(at))} />
                    <TextBox label={tr.text("objection-answer")} {node} chars_max={400} />
                    <button type="submit" class="button" data-variant="primary">{ tr.text("objection-answer-do") }</button>
                </form>
            }
        </article>
    }
}

/// Properties of [`NoteForm`].
#[derive(Debug, PartialEq, Properties)]
struct NoteFormProps {
    on_event: Callback<Event>,
}

/// The form by which an objection is noted.
#[component]
fn NoteForm(props: &NoteFormProps) -> Html {
    let tr = use_tr();
    let on_event = &props.on_event;
    let (node, about) = (use_node_ref(), use_state_eq(|| 0_usize));
    let onsubmit = {
        let (node, about, on_event) = (node.clone(), *about, on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let about = ABOUT.get(about).copied().unwrap_or(Disputed::Class);
            on_event.emit(Event::Trade(TradeEvent::Objected { about, text: text_in(&node) }));
        })
    };
    let on_cancel = on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::ObjectingToggled));
    html! {
        <form class="objection order__ask" {onsubmit}>
            <Pick label={tr.text("objection-about")} names={ABOUT.map(|it| tr.disputed(it)).to_vec()} at={*about}
                on_pick={Callback::from(move |at| about.set(at))} />
            <TextBox label={tr.text("objection-text")} {node} chars_max={400} />
            <button type="button" class="quiet-button" onclick={on_cancel}>{ tr.text("action-cancel") }</button>
            <button type="submit" class="button" data-variant="primary">{ tr.text("objection-note") }</button>
        </form>
    }
}

/// Properties of [`Pick`].
#[derive(Debug, PartialEq, Properties)]
pub struct PickProps {
    /// What is chosen.
    pub label: AttrValue,
    /// The names of the choices.
    pub names: Vec<String>,
    /// Which is chosen.
    pub at: usize,
    /// Another one was chosen.
    pub on_pick: Callback<usize>,
}

/// A labelled choice of a few.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let PickProps { label, names, at, on_pick } = props;
    let onchange = on_pick.reform(|event: yew::Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.selected_index());
        chosen.and_then(|it| usize::try_from(it).ok()).unwrap_or_default()
    });
    html! {
        <label class="facet">
            <span class="facet__name">{ label }</span>
            <select class="facet__box" {onchange}>
                { for names.iter().enumerate().map(|(idx, name)| html! {
                    <option selected={idx == *at}>{ name }</option>
                }) }
            </select>
        </label>
    }
}

//! The sheet of a bulk edit: which field, which value, what it would do. Not here: counting, doing.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{BulkMissing, BulkPhase, BulkView, CustomersView, FieldView};
use jipan_rules::schema::{FieldDef, Group, by_key};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::bulk_preview::BulkPreview;
use super::field_control::FieldControl;
use super::sheet::Sheet;
use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};
use crate::i18n::Tr;

/// Properties of [`BulkSheet`].
#[derive(Debug, PartialEq, Properties)]
pub struct BulkSheetProps {
    /// The screen it stands on.
    pub screen: Rc<CustomersView>,
    /// What it holds.
    pub view: Rc<BulkView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// One value for many customers.
#[component]
pub fn BulkSheet(props: &BulkSheetProps) -> Html {
    let tr = use_tr();
    let BulkSheetProps { screen, view, on_event } = props;
    let on_close = on_event.reform(|()| Event::BulkClosed);
    let body = match view.phase {
        BulkPhase::Choosing | BulkPhase::Counting => html! {
            <>
                <FieldChoice view={Rc::clone(view)} on_event={on_event.clone()} />
                if let Some(field) = &view.field {
                    <ValueBox view={Rc::clone(view)} field={Rc::clone(field)} on_event={on_event.clone()} />
                }
                if let Some(reason) = &view.reason {
                    <ReasonBox reason={AttrValue::from(Rc::clone(reason))} on_event={on_event.clone()} />
                }
                <BulkPreview view={Rc::clone(view)} />
            </>
        },
        BulkPhase::Making(done) => progress(&tr, done, view.n_targets),
        BulkPhase::Saving => html! { <p role="status">{ tr.text("bulk-saving") }</p> },
    };
    html! {
        <Sheet title={tr.text("bulk-title")} {on_close} foot={foot(&tr, view, on_event)}>
            <div class="bulk" data-form="bulk">
                <p class="bulk__scope">
                    <b>{ targets(&tr, view) }</b>
                    if !view.is_picked { <span>{ tr.list_words(screen).join(" · ") }</span> }
                </p>
                { body }
            </div>
        </Sheet>
    }
}

fn targets(tr: &Tr, view: &BulkView) -> String {
    let args = [("n", view.n_targets.into())];
    if view.is_picked { tr.with("bulk-picked", &args) } else { tr.with("bulk-shown", &args) }
}

/// How far the making of the changes is.
fn progress(tr: &Tr, done: usize, total: usize) -> Html {
    let words = tr.with("bulk-making", &[("done", done.into()), ("total", total.into())]);
    html! {
        <div class="import__phase">
            <p id="bulk-making">{ words.clone() }</p>
            <progress class="import__progress" aria-labelledby="bulk-making" aria-valuetext={words}
                value={done.to_string()} max={total.max(1).to_string()} />
        </div>
    }
}

/// The way out, and the button that does it, or what is missing before it can.
fn foot(tr: &Tr, view: &BulkView, on_event: &Callback<Event>) -> Html {
    let on_close = on_event.reform(|_: MouseEvent| Event::BulkClosed);
    let on_do = on_event.reform(|_: MouseEvent| Event::BulkPressed);
    let n = view.tally.as_ref().map_or(0, |tally| tally.n_changing());
    let missing = view.missing.filter(|it| *it != BulkMissing::Count).map(|it| missing(tr, it));
    let is_under_way = matches!(view.phase, BulkPhase::Making(_) | BulkPhase::Saving);
    html! {
        <>
            <p class="bulk__hint" role="status">
                { missing.unwrap_or_else(|| tr.text("bulk-undo-hint")) }
            </p>
            <button class="button" type="button" disabled={view.phase == BulkPhase::Saving}
                onclick={on_close}>{ tr.text("action-cancel") }</button>
            if !is_under_way {
                <button class="button" type="button" data-variant="primary"
                    disabled={view.missing.is_some()} onclick={on_do}>
                    { if n == 0 { tr.text("bulk-do-none") } else { tr.with("bulk-do", &[("n", n.into())]) } }
                </button>
            }
        </>
    }
}

fn missing(tr: &Tr, missing: BulkMissing) -> String {
    match missing {
        BulkMissing::Field => tr.text("bulk-missing-field"),
        BulkMissing::Value | BulkMissing::Count => tr.text("bulk-missing-value"),
        BulkMissing::Change => tr.text("bulk-missing-change"),
        BulkMissing::Reason => tr.text("bulk-missing-reason"),
        BulkMissing::Writer => tr.text("bulk-missing-writer"),
    }
}

/// Properties of the parts of the sheet.
#[derive(Debug, PartialEq, Properties)]
struct PartProps {
    view: Rc<BulkView>,
    on_event: Callback<Event>,
}

/// The field, from a list in groups.
#[component]
fn FieldChoice(props: &PartProps) -> Html {
    let tr = use_tr();
    let PartProps { view, on_event } = props;
    let chosen = view.field.as_ref().map(|field| field.def.id);
    let onchange = {
        let on_event = on_event.clone();
        Callback::from(move |change: yew::Event| {
            if let Some(list) = change.target_dyn_into::<HtmlSelectElement>() {
                let field = by_key(&list.value()).map(|def| def.id);
                on_event.emit(Event::BulkFieldChosen(field));
            }
        })
    };
    let option = |def: &&'static FieldDef| {
        html! { <option value={def.key} selected={chosen == Some(def.id)}>{ tr.field(def) }</option> }
    };
    let group = |group: Group| {
        let fields = view.fields.iter().filter(|def| def.group == group);
        html! { <optgroup label={tr.group(group)}>{ for fields.map(option) }</optgroup> }
    };
    html! {
        <label class="facet">
            <span class="facet__name">{ tr.text("bulk-field") }</span>
            <select class="facet__box" {onchange}>
                <option value="" selected={chosen.is_none()}>{ tr.text("bulk-field-none") }</option>
                { for Group::ALL.into_iter().map(group) }
            </select>
        </label>
    }
}

/// Properties of [`ValueBox`].
#[derive(Debug, PartialEq, Properties)]
struct ValueBoxProps {
    view: Rc<BulkView>,
    field: Rc<FieldView>,
    on_event: Callback<Event>,
}

/// Whether there is to be a value, and which: by the control that the file has.
#[component]
fn ValueBox(props: &ValueBoxProps) -> Html {
    let tr = use_tr();
    let ValueBoxProps { view, field, on_event } = props;
    let choice = |is_emptying: bool, words: String| {
        let onchange = on_event.reform(move |_: yew::Event| Event::BulkEmptying(is_emptying));
        html! {
            <label class="segments__choice">
                <input class="segments__radio" type="radio" name="bulk" {onchange}
                    checked={view.is_emptying == is_emptying} />
                <span>{ words }</span>
            </label>
        }
    };
    let on_value = {
        let on_event = on_event.clone();
        Callback::from(move |event: Event| {
            if let Event::FieldTyped { text, .. } = event {
                on_event.emit(Event::BulkTyped(text));
            } else if let Event::DraftDropped { .. } = event {
                on_event.emit(Event::BulkTyped(String::new()));
            } else {
                on_event.emit(Event::BulkLeft);
            }
        })
    };
    let error = field.draft.as_ref().and_then(|draft| draft.error.as_ref());
    let name = tr.with("bulk-value-of", &[("field", tr.field(field.def).into())]);
    html! {
        <>
            <div class="segments" role="radiogroup" aria-label={tr.text("bulk-how")}>
                { choice(false, tr.text("bulk-set")) }
                { choice(true, tr.text("bulk-empty")) }
            </div>
            if !view.is_emptying {
                <div class="field bulk__value" data-state={if error.is_some() { "invalid" } else { "plain" }}>
                    <div class="field__main">
                        <div class="field__box">
                            <div class="field__head">
                                <label class="field__label" for="bulk-value">{ name }</label>
                                <span class="field__note" id="bulk-value-note" />
                            </div>
                            <FieldControl key={field.def.key} view={Rc::clone(field)} id="bulk-value"
                                on_event={on_value} />
                        </div>
                    </div>
                    if let Some(error) = error {
                        <p class="field__error" id="bulk-value-error">
                            { tr.draft_error(field.def, error) }
                        </p>
                    }
                </div>
            }
        </>
    }
}

/// Properties of [`ReasonBox`].
#[derive(Debug, PartialEq, Properties)]
struct ReasonBoxProps {
    reason: AttrValue,
    on_event: Callback<Event>,
}

/// One reason for all of them: a usual one by a tap, another one by typing.
#[component]
fn ReasonBox(props: &ReasonBoxProps) -> Html {
    let tr = use_tr();
    let ReasonBoxProps { reason, on_event } = props;
    let on_typed = on_event.reform(Event::BulkReasonTyped);
    let events = TypingEvents {
        on_typed: on_typed.clone(),
        on_left: Callback::noop(),
        on_dropped: on_typed.reform(|()| String::new()),
    };
    let typing = use_typing(reason.clone(), events, EnterKey::Next);
    let usual = [
        tr.text("field-reason-corrected"),
        tr.text("field-reason-changed"),
        tr.text("field-reason-owner"),
    ];
    let usual = usual.into_iter().map(|text| {
        let (words, on_typed, reset) = (text.clone(), on_typed.clone(), typing.reset.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            on_typed.emit(text.clone());
            reset.emit(());
        });
        html! { <button type="button" class="reason__usual" {onclick}>{ words }</button> }
    });
    html! {
        <div class="bulk__reason">
            <label class="facet">
                <span class="facet__name">{ tr.text("bulk-reason") }</span>
                <input class="reason__text" ref={typing.node} value={typing.text}
                    autocomplete="off" enterkeyhint="done" maxlength="200" oninput={typing.on_input}
                    onkeydown={typing.on_key} onblur={typing.on_blur} />
            </label>
            <p class="bulk__hint">{ tr.text("bulk-reason-hint") }</p>
            <div class="reason__choices">{ for usual }</div>
        </div>
    }
}

//! The control of a field: a box to type in, or a list to choose from. Not here: the label, errors.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::FieldView;
use jipan_rules::check::{parse_value, text_of};
use jipan_rules::schema::{FieldDef, FieldId, FieldType};
use jipan_rules::value::Value;
use jipan_rules::values::ids::ContactId;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};
use crate::i18n::Tr;

/// Properties of [`FieldControl`].
#[derive(Debug, PartialEq, Properties)]
pub struct FieldControlProps {
    /// The field.
    pub view: Rc<FieldView>,
    /// Id of the control.
    pub id: AttrValue,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The control of a field.
#[component]
pub fn FieldControl(props: &FieldControlProps) -> Html {
    let FieldControlProps { view, id, on_event } = props;
    let (view, id, on_event) = (Rc::clone(view), id.clone(), on_event.clone());
    match (view.def.ty, view.is_editable) {
        (FieldType::Choice(_) | FieldType::YesNo, true) => {
            html! { <ChoiceControl {view} {id} {on_event} /> }
        }
        (
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Integer { .. }
            | FieldType::Date
            | FieldType::Money
            | FieldType::SignedMoney
            | FieldType::Price
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code
            | FieldType::Birthday,
            true,
        ) => html! { <TextControl {view} {id} {on_event} /> },
        (_, false) => html! { <FixedControl {view} {id} {on_event} /> },
    }
}

/// Where a field is: in the file itself, or in one of its further contacts.
#[derive(Clone, Copy)]
struct Place {
    contact: Option<ContactId>,
    field: FieldId,
}

impl Place {
    fn of(view: &FieldView) -> Self {
        Self { contact: view.contact, field: view.def.id }
    }

    fn typed(self, text: String) -> Event {
        let Self { contact, field } = self;
        match contact {
            Some(contact) => Event::ContactTyped { contact, field, text },
            None => Event::FieldTyped { field, text },
        }
    }

    fn left(self) -> Event {
        let Self { contact, field } = self;
        match contact {
            Some(contact) => Event::ContactLeft { contact, field },
            None => Event::FieldLeft { field },
        }
    }

    fn dropped(self) -> Event {
        let Self { contact, field } = self;
        match contact {
            Some(contact) => Event::ContactDraftDropped { contact, field },
            None => Event::DraftDropped { field },
        }
    }
}

/// A box to type in.
#[component]
fn TextControl(props: &FieldControlProps) -> Html {
    let tr = use_tr();
    let FieldControlProps { view, id, on_event } = props;
    let place = Place::of(view);
    let is_long = matches!(view.def.ty, FieldType::LongText { .. });
    let events = TypingEvents {
        on_typed: on_event.reform(move |text| place.typed(text)),
        on_left: on_event.reform(move |()| place.left()),
        on_dropped: on_event.reform(move |()| place.dropped()),
    };
    let enter = if is_long { EnterKey::NewLine } else { EnterKey::Next };
    let text = AttrValue::from(shown_text(view, &tr));
    let typing = use_typing(text, events, enter);
    let described_by = describing_ids(view, id);
    let is_invalid = is_invalid(view).then_some("true");
    let is_birthday = view.def.ty == FieldType::Birthday;
    let blank = if is_birthday { tr.text("field-birthday-hint") } else { tr.text("field-blank") };
    if is_long {
        return html! {
            <textarea class="field__control" {id} ref={typing.node} rows="1" maxlength={limit(view.def)}
                placeholder={blank} value={typing.text} autocomplete="off" aria-invalid={is_invalid}
                aria-describedby={described_by} oninput={typing.on_input}
                onkeydown={typing.on_key} onblur={typing.on_blur} />
        };
    }
    let list = (!view.suggestions.is_empty()).then(|| format!("{id}-list"));
    let looks = Looks::of(view.def, &typing.text);
    let is_blank = typing.text.is_empty();
    let beside = if is_blank { blank.clone() } else { typing.text.to_string() };
    html! {
        <>
            <input class="field__control" {id} ref={typing.node} type={looks.kind}
                inputmode={looks.input_mode} enterkeyhint="next" autocomplete="off"
                autocapitalize="off" spellcheck="false" list={list.clone()} data-blank={is_blank.to_string()} value={typing.text}
                required={view.def.required} placeholder={blank}
                aria-invalid={is_invalid} aria-describedby={described_by}
                oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
            { unit_of(view.def, beside, &tr) }
            if let Some(list) = list {
                <datalist id={list}>
                    { for view.suggestions.iter().map(|text| html! { <option value={text.clone()} /> }) }
                </datalist>
            }
        </>
    }
}

/// A list to choose from. Choosing is all there is to do, so it also leaves the field.
#[component]
fn ChoiceControl(props: &FieldControlProps) -> Html {
    let tr = use_tr();
    let FieldControlProps { view, id, on_event } = props;
    let def = view.def;
    let place = Place::of(view);
    let chosen = match &view.draft {
        Some(draft) => parse_value(def, &draft.text).ok().flatten(),
        None => view.value.clone(),
    };
    let onchange = on_event.reform(move |event: yew::Event| {
        let list = event.target_dyn_into::<HtmlSelectElement>();
        place.typed(list.map_or_else(String::new, |it| it.value()))
    });
    let onchange = {
        let on_event = on_event.clone();
        Callback::from(move |event: yew::Event| {
            onchange.emit(event);
            on_event.emit(place.left());
        })
    };
    let options = choices_of(def).into_iter().map(|value| {
        let text = text_of(def, &value, tr.schema_language());
        let is_chosen = chosen.as_ref() == Some(&value);
        html! { <option value={text.clone()} selected={is_chosen}>{ text }</option> }
    });
    html! {
        <select class="field__control" {id} {onchange} data-blank={chosen.is_none().to_string()}
            aria-invalid={is_invalid(view).then_some("true")}
            aria-describedby={describing_ids(view, id)}>
            if !def.required || chosen.is_none() {
                <option value="" selected={chosen.is_none()}>{ tr.text("field-blank") }</option>
            }
            { for options }
        </select>
    }
}

/// A value that cannot be changed here: it can be read, marked and copied.
#[component]
fn FixedControl(props: &FieldControlProps) -> Html {
    let tr = use_tr();
    let FieldControlProps { view, id, on_event: _ } = props;
    let written = || view.value.as_ref().map(|value| tr.value(view.def, value));
    // What is half typed is seen also while nothing can be written.
    let typed = view.draft.as_ref().map(|draft| draft.text.to_string());
    let text = typed.or_else(written).unwrap_or_default();
    let blank = tr.text("fact-none");
    let beside = if text.is_empty() { blank.clone() } else { text.clone() };
    html! {
        <>
            <input class="field__control" {id} readonly=true value={text}
                placeholder={blank} aria-describedby={describing_ids(view, id)} />
            { unit_of(view.def, beside, &tr) }
        </>
    }
}

/// How a box looks to the device: which keyboard it brings.
struct Looks {
    kind: &'static str,
    input_mode: Option<&'static str>,
}

impl Looks {
    fn of(def: &FieldDef, text: &str) -> Self {
        let plain = |input_mode| Self { kind: "text", input_mode };
        match def.ty {
            // A date that the picker cannot show is still a text that the person wrote.
            FieldType::Date if is_picker_date(text) => Self { kind: "date", input_mode: None },
            FieldType::Date | FieldType::Integer { .. } | FieldType::Licence | FieldType::Code => {
                plain(Some("numeric"))
            }
            FieldType::Money | FieldType::SignedMoney | FieldType::Price => plain(Some("decimal")),
            FieldType::Phone => Self { kind: "tel", input_mode: Some("tel") },
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Choice(_)
            | FieldType::YesNo
            | FieldType::Birthday => plain(None),
        }
    }
}

/// Whether a date picker can show the text: blank, or `2026-11-22`.
fn is_picker_date(text: &str) -> bool {
    let shape: String = text.chars().map(|it| if it.is_ascii_digit() { '0' } else { it }).collect();
    shape.is_empty() || shape == "0000-00-00"
}

/// What stands in the box: the draft, or the value as it would be typed.
fn shown_text(view: &FieldView, tr: &Tr) -> String {
    match (&view.draft, &view.value) {
        (Some(draft), _) => draft.text.to_string(),
        (None, Some(value)) => text_of(view.def, value, tr.schema_language()),
        (None, None) => String::new(),
    }
}

/// Every value a choice can have.
pub(super) fn choices_of(def: &FieldDef) -> Vec<Value> {
    match def.ty {
        FieldType::Choice(choices) => choices.iter().map(|it| Value::Choice(it.code)).collect(),
        FieldType::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Integer { .. }
        | FieldType::Date
        | FieldType::Money
        | FieldType::SignedMoney
        | FieldType::Price
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code
        | FieldType::Birthday => Vec::new(),
    }
}

fn is_invalid(view: &FieldView) -> bool {
    view.draft.as_ref().is_some_and(|draft| draft.error.is_some())
}

/// Ids of what describes the control: its error, or the note beside its label.
fn describing_ids(view: &FieldView, id: &AttrValue) -> String {
    if is_invalid(view) { format!("{id}-error") } else { format!("{id}-note") }
}

/// Room for more than the limit, so that a text that is too long is said and not cut.
fn limit(def: &FieldDef) -> Option<String> {
    match def.ty {
        FieldType::Text { chars_max } | FieldType::LongText { chars_max } => {
            Some((u32::from(chars_max) * 4).to_string())
        }
        FieldType::Choice(_)
        | FieldType::YesNo
        | FieldType::Integer { .. }
        | FieldType::Date
        | FieldType::Money
        | FieldType::SignedMoney
        | FieldType::Price
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code
        | FieldType::Birthday => None,
    }
}

/// The unit of a number. It lies over the box, right after `text`, so that the whole box can be tapped.
fn unit_of(def: &FieldDef, text: String, tr: &Tr) -> Html {
    def.unit.and_then(|it| tr.unit(it)).map_or_else(Html::default, |unit| {
        html! { <span class="field__unit" data-beside={text}>{ unit }</span> }
    })
}

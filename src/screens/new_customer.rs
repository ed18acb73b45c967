//! The form of a new customer. A name is enough to finish. Not here: what is asked first, drafts.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{DraftError, FieldView, Later, NewCustomerView};
use yew::prelude::*;

use crate::components::field::{Field, element_id};
use crate::components::similar::Similar;
use crate::hooks::{focus_field, use_tr};
use crate::i18n::Tr;

/// Properties of [`NewCustomerScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct NewCustomerScreenProps {
    /// The form.
    pub view: Later<NewCustomerView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The form of a new customer.
#[component]
pub fn NewCustomerScreen(props: &NewCustomerScreenProps) -> Html {
    let tr = use_tr();
    let NewCustomerScreenProps { view, on_event } = props;
    let on_done = on_event.reform(|_: MouseEvent| Event::NewCustomerDone);
    let on_drop = on_event.reform(|_: MouseEvent| Event::NewCustomerDropped);
    html! {
        <section class="file" aria-labelledby="new-title" data-form="new">
            <header class="file__head">
                <div class="file__who">
                    <h1 class="file__name" id="new-title">{ tr.text("new-title") }</h1>
                    <p class="file__known">{ tr.text("new-hint") }</p>
                </div>
                <div class="file__reach">
                    <button type="button" class="button" onclick={on_drop}>
                        { tr.text("new-drop") }
                    </button>
                    <button type="button" class="button" data-variant="primary" onclick={on_done}>
                        { tr.text("new-done") }
                    </button>
                </div>
            </header>
            if view.is_refused {
                { refusal_of(view, &tr) }
            }
            <Similar customers={Rc::clone(&view.similar)} on_event={on_event.clone()} />
            <div class="group__fields">
                { for view.fields.iter().map(|field| html! {
                    <Field key={field.def.key} view={Rc::clone(field)} has_past=false
                        on_event={on_event.clone()} />
                }) }
            </div>
        </section>
    }
}

/// What keeps the form from being done, each leading to its field.
fn refusal_of(view: &NewCustomerView, tr: &Tr) -> Html {
    let reasons = view.fields.iter().filter_map(|field| {
        let text = reason_of(field, tr)?;
        Some(html! { <li><button type="button" class="file__lead" onclick={focus_field(element_id(field.def))}>{ text }</button></li> })
    });
    html! {
        <div class="file__banner" role="alert" data-tone="danger">
            <p>{ tr.text("new-refused") }</p>
            <ul>{ for reasons }</ul>
        </div>
    }
}

/// What is missing or wrong with a field.
fn reason_of(field: &FieldView, tr: &Tr) -> Option<String> {
    let name = || tr.field(field.def).into();
    let error = field.draft.as_ref().and_then(|draft| draft.error.as_ref());
    match error {
        Some(DraftError::Required) => Some(tr.with("new-missing", &[("field", name())])),
        Some(
            error @ (DraftError::Value(_)
            | DraftError::InForce
            | DraftError::ValidToBeforeIssued { .. }
            | DraftError::KeyTaken { .. }),
        ) => {
            let error = tr.draft_error(field.def, error);
            Some(tr.with("new-wrong", &[("field", name()), ("error", error.into())]))
        }
        None if field.def.required && field.value.is_none() && field.draft.is_none() => {
            Some(tr.with("new-missing", &[("field", name())]))
        }
        None => None,
    }
}

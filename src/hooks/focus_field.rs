//! Leads from a sentence about a field to the field. Not here: which sentence.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A click that puts the focus into the element with this id, within the same form.
pub fn focus_field(id: AttrValue) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        let field = event
            .target_dyn_into::<Element>()
            .and_then(|here| here.closest("[data-form]").ok().flatten())
            .and_then(|form| form.query_selector(&format!("#{id}")).ok().flatten());
        let Some(field) = field else { return };
        field.scroll_into_view();
        let focused = wasm_bindgen::JsCast::dyn_into::<HtmlElement>(field).map(|it| it.focus());
        if !matches!(focused, Ok(Ok(()))) {
            crate::log::debug(format_args!("the field could not take the focus"));
        }
    })
}

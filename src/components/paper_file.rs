//! 客户档案 on one page of A4: every field with its value, or with room and choices to fill it in by
//! hand, further contacts, the last notes. It shrinks until it fits; notes for which there is no room
//! are left out, and it is said how many there are. Not here: what is in it.

use std::iter;
use std::ops::RangeInclusive;

use jipan_app::view::PrintFileView;
use jipan_rules::schema::{FieldDef, FieldType};
use jipan_rules::value::Value;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::field_control::choices_of;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// The text is 9 points high, or as much less as is needed, down to 5; in quarters of a point.
const QUARTERS: RangeInclusive<u8> = 20..=36;
/// Below so many there are neither boxes to tick nor lines to write on.
const QUARTERS_TO_WRITE: u8 = 26;
/// Lines to write notes on; those that do not fit are not printed.
const N_LINES: usize = 14;

/// Properties of [`PaperFile`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct PaperFileProps {
    /// The file.
    pub view: PrintFileView,
}

/// One page.
#[component]
pub fn PaperFile(props: &PaperFileProps) -> Html {
    let tr = use_tr();
    let view = &props.view;
    let node = use_node_ref();
    let notes = use_node_ref();
    let n_shown = use_state_eq(|| view.notes.len());
    let fitted = n_shown.clone();
    use_effect_with((node.clone(), notes.clone(), view.clone()), move |(node, notes, view)| {
        if let (Some(page), Some(notes)) = (node.cast(), notes.cast()) {
            fit(&page);
            fitted.set(keep_those_with_room(&notes, view.notes.len()));
        }
    });
    let title = if view.name.is_empty() { tr.text("print-blank-title") } else { view.name.clone() };
    html! {
        <div class="paper" data-kind="file" data-density="roomy" aria-hidden="true" ref={node}>
            <header class="paper__head">
                <h1 class="paper__title">{ title }</h1>
                <p class="paper__about">{ about(&tr, view) }</p>
            </header>
            { for view.groups.iter().filter(|(_, fields)| !fields.is_empty()).map(|(group, fields)| html! {
                <section class="paper__group">
                    <h2>{ tr.with("group-heading", &[("group", tr.group(*group).into())]) }</h2>
                    <dl class="paper__fields">
                        { for fields.iter().map(|(def, value)| field(&tr, def, value.as_ref())) }
                    </dl>
                </section>
            }) }
            { for view.contacts.iter().map(|contact| html! {
                <p class="paper__contact">
                    <b>{ tr.text("print-contact") }</b>
                    { contact.iter().map(|(def, value)| named(&tr, def, value)).collect::<Vec<_>>().join(" · ") }
                </p>
            }) }
            <section class="paper__notes">
                <h2>{ notes_heading(&tr, *n_shown, view.n_notes) }</h2>
                <ul ref={notes}>
                    { for view.notes.iter().map(|(on, text)| html! {
                        <li><p class="paper__note"><b>{ tr.date(*on) }</b>{ text }</p></li>
                    }) }
                    { for (0..N_LINES).map(|_| html! { <li class="paper__blank" /> }) }
                </ul>
            </section>
            <footer class="paper__foot">
                <p class="paper__cut">{ tr.text("print-cut") }</p>
                <p>{ tr.text("print-signed") }</p>
                <p>{ tr.with("print-on", &[("date", tr.date(view.on).into())]) }</p>
            </footer>
        </div>
    }
}

/// Makes the text smaller until the page holds it. What does not fit even then is cut, and that is
/// said.
pub(super) fn fit(page: &HtmlElement) {
    for quarters in QUARTERS.rev() {
        let density = if quarters < QUARTERS_TO_WRITE { "small" } else { "roomy" };
        if set(page, quarters, density).is_err() {
            crate::log::error(format_args!("the page cannot be fitted"));
            return;
        }
        if page.scroll_height() <= page.client_height() {
            return;
        }
    }
    if set(page, *QUARTERS.start(), "cut").is_err() {
        crate::log::error(format_args!("it cannot be said that the page is cut"));
    }
}

/// Takes the notes for which there is no room off the page, and returns how many stay. What is
/// printed is a little taller than what is measured, so they would come back on paper.
pub(super) fn keep_those_with_room(list: &HtmlElement, n_notes: usize) -> usize {
    let (right, bottom) =
        (list.offset_left() + list.client_width(), list.offset_top() + list.client_height());
    let next = |it: &HtmlElement| it.next_element_sibling().and_then(|it| it.dyn_into().ok());
    let first = list.first_element_child().and_then(|it| it.dyn_into().ok());
    let notes: Vec<HtmlElement> = iter::successors(first, next).take(n_notes).collect();
    for note in &notes {
        note.set_hidden(false);
    }
    let has_room = |it: &&HtmlElement| {
        it.offset_left() < right && it.offset_top() + it.offset_height() <= bottom + 1
    };
    let n_shown = notes.iter().take_while(has_room).count();
    for note in notes.iter().skip(n_shown) {
        note.set_hidden(true);
    }
    n_shown
}

/// The heading of the notes: that not all are here, if so.
fn notes_heading(tr: &Tr, n_shown: usize, n_notes: usize) -> String {
    if n_shown >= n_notes {
        return tr.text("print-notes");
    }
    tr.with("print-notes-of", &[("n", n_shown.into()), ("of", n_notes.into())])
}

fn set(page: &HtmlElement, quarters: u8, density: &str) -> Result<(), JsValue> {
    page.set_attribute("data-density", density)?;
    page.style().set_property("font-size", &format!("{}pt", f32::from(quarters) / 4.0))
}

/// The type and the completeness, below the name.
fn about(tr: &Tr, view: &PrintFileView) -> String {
    let of_type = tr.customer_type(view.customer_type).to_owned();
    let percent = view.percent.map(|it| tr.with("row-complete", &[("percent", it.into())]));
    // The title of a blank one says already what it is.
    let what = view.percent.map(|_| tr.text("file-region"));
    let parts = [what, Some(of_type), percent];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A field of a further contact.
fn named(tr: &Tr, def: &FieldDef, value: &Value) -> String {
    let (field, value) = (tr.field(def).into(), tr.value(def, value).into());
    tr.with("filter-value", &[("field", field), ("value", value)])
}

/// A field with its value, or with what it can be.
fn field(tr: &Tr, def: &FieldDef, value: Option<&Value>) -> Html {
    let size = match def.ty {
        FieldType::LongText { .. } => "line",
        FieldType::Text { chars_max } if chars_max > 60 => "half",
        FieldType::Text { .. }
        | FieldType::Choice(_)
        | FieldType::Integer { .. }
        | FieldType::Date
        | FieldType::Birthday
        | FieldType::YesNo
        | FieldType::Money
        | FieldType::SignedMoney
        | FieldType::Price
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code => "cell",
    };
    html! {
        <div class="paper__field" data-size={size}>
            <dt>{ tr.field(def) }</dt>
            <dd>
                if let Some(value) = value {
                    { tr.measured(def, value) }
                } else {
                    { choices(tr, def) }
                }
            </dd>
        </div>
    }
}

/// The choices of a blank field, each with a box to tick.
fn choices(tr: &Tr, def: &FieldDef) -> Html {
    let all = choices_of(def);
    let ticked = |value: &Value| html! { <span>{ "□ " }{ tr.value(def, value) }</span> };
    html! { <span class="paper__choices">{ for all.iter().map(ticked) }</span> }
}

//! 客户档案 on one page of A4: every field with its value, or with room and choices to fill it in by
//! hand, further contacts, the last notes. It shrinks until it fits. Not here: what is in it.

use jipan_app::view::PrintFileView;
use jipan_rules::schema::{FieldDef, FieldType};
use jipan_rules::value::Value;
use web_sys::Element;
use yew::prelude::*;

use crate::hooks::use_tr;
use crate::i18n::Tr;

/// From roomy to small: `data-density` in print.css. At the last one what does not fit is said.
const DENSITIES: [&str; 6] = ["0", "1", "2", "3", "4", "cut"];
/// Lines to write notes on; those that do not fit are not printed.
const N_LINES: usize = 14;

/// Properties of [`PaperFile`].
#[derive(Debug, PartialEq, Properties)]
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
    use_effect_with((node.clone(), view.clone()), |(node, _)| {
        if let Some(page) = node.cast::<Element>() {
            fit(&page);
        }
    });
    let title = if view.name.is_empty() { tr.text("print-blank-title") } else { view.name.clone() };
    html! {
        <div class="paper" data-kind="file" data-density="0" aria-hidden="true" ref={node}>
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
                <h2>{ tr.text("print-notes") }</h2>
                <ul>
                    { for view.notes.iter().map(|(on, text)| html! {
                        <li><b>{ tr.date(*on) }</b>{ text }</li>
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

/// Makes the text smaller until the page holds it.
fn fit(page: &Element) {
    for density in DENSITIES {
        if page.set_attribute("data-density", density).is_err() {
            crate::log::error(format_args!("the page cannot be fitted"));
            return;
        }
        if page.scroll_height() <= page.client_height() {
            return;
        }
    }
}

/// The type and the completeness, below the name.
fn about(tr: &Tr, view: &PrintFileView) -> String {
    let of_type = tr.customer_type(view.customer_type).to_owned();
    let percent = view.percent.map(|it| tr.with("row-complete", &[("percent", it.into())]));
    let parts = [Some(tr.text("file-region")), Some(of_type), percent];
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
                    <span class="paper__choices">{ choices(tr, def) }</span>
                }
            </dd>
        </div>
    }
}

/// The choices of a blank field, each with a box to tick; for a number its unit.
fn choices(tr: &Tr, def: &FieldDef) -> String {
    let all: Vec<Value> = match def.ty {
        FieldType::Choice(choices) => choices.iter().map(|it| Value::Choice(it.code)).collect(),
        FieldType::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Integer { .. }
        | FieldType::Date
        | FieldType::Birthday
        | FieldType::Money
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code => Vec::new(),
    };
    let boxes = all.iter().map(|value| format!("□ {}", tr.value(def, value)));
    boxes.collect::<Vec<_>>().join("  ")
}

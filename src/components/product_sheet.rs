//! The form of a product. What is priced or packed otherwise is so from a day on, another pack after a
//! preview. Not here: checking.

use std::rc::Rc;

use jipan_app::event::{Event, TradeEvent};
use jipan_app::view::{PreviewView, ProductField, ProductForm, ProductVersion, RepackView};
use jipan_rules::schema::{FieldType, fields};
use jipan_rules::value::Value;
use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use super::field_control::choices_of;
use super::preview::Preview;
use super::sheet::Sheet;
use super::text_box::{TextBox, text_in};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`ProductSheet`].
#[derive(Debug, PartialEq, Properties)]
pub struct ProductSheetProps {
    /// The product.
    pub form: Rc<ProductForm>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The sheet.
#[component]
pub fn ProductSheet(props: &ProductSheetProps) -> Html {
    const FORM: &str = "product-form";
    let tr = use_tr();
    let ProductSheetProps { form, on_event } = props;
    let nodes: Rc<Vec<NodeRef>> =
        use_memo(form.fields.len(), |n| (0..*n).map(|_| NodeRef::default()).collect());
    let from = use_node_ref();
    let onsubmit = {
        let (form, nodes, from) = (Rc::clone(form), Rc::clone(&nodes), from.clone());
        on_event.reform(move |event: SubmitEvent| {
            event.prevent_default();
            let texts = form.fields.iter().zip(nodes.iter());
            let texts = texts.map(|(field, node)| (field.def.id, read(node))).collect();
            Event::Trade(TradeEvent::ProductSaved { texts, from: text_in(&from) })
        })
    };
    // Whatever was changed: the day is read, and what was not typed over follows it.
    let onchange = {
        let from = from.clone();
        on_event
            .reform(move |_: yew::Event| Event::Trade(TradeEvent::ProductDayChosen(text_in(&from))))
    };
    let pack = form.fields.iter().position(|it| it.def.id == fields::PRODUCT_PACK);
    let pack = pack.and_then(|at| nodes.get(at)).cloned().unwrap_or_default();
    // What the button does is known while the pack is typed.
    // Also while something is composed: the last input of a composition is one of it.
    let oninput = {
        let on_event = on_event.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_dyn_into::<Element>();
            if typed.is_some() && typed == pack.cast::<Element>() {
                on_event.emit(Event::Trade(TradeEvent::ProductPackTyped(text_in(&pack))));
            }
        })
    };
    // A key that is held, or the second tap of two, would do what nobody has read yet.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.repeat() && event.key() == "Enter" {
            event.prevent_default();
        }
    });
    let on_press = Callback::from(|event: MouseEvent| {
        if event.detail() > 1 {
            event.prevent_default();
        }
    });
    let preview = form.repack.as_ref().map(|it| &it.preview);
    let is_first = preview.is_some_and(|it| !matches!(it, PreviewView::Done(_)));
    let is_running = matches!(preview, Some(PreviewView::Running(_)));
    let previewed = use_node_ref();
    use_effect_with((is_running, preview.is_some() && !is_first), {
        let previewed = previewed.clone();
        move |(is_running, is_done)| {
            // Below a long form it would come unseen.
            let preview = previewed.cast::<Element>();
            if let Some(preview) = preview.filter(|_| *is_running || *is_done) {
                preview.scroll_into_view_with_bool(false);
            }
        }
    });
    let title = form.fields.iter().find(|it| it.def.id == fields::PRODUCT_NAME);
    let title = title.and_then(|it| it.value.as_ref().map(|value| tr.value(it.def, value)));
    let title = title.unwrap_or_else(|| tr.text("products-new"));
    let foot = html! {
        if form.is_editable {
            <button type="submit" form={FORM} class="button" data-variant="primary" onclick={on_press}
                aria-disabled={is_running.then_some("true")}>
                { if is_first { tr.text("rules-preview") } else { tr.text("products-done") } }
            </button>
        }
    };
    html! {
        <Sheet {title} {foot} on_close={on_event.reform(|()| Event::Trade(TradeEvent::ProductClosed))}>
            <form class="product" id={FORM} novalidate=true {onsubmit} {onchange} {oninput} {onkeydown}>
                { for form.fields.iter().zip(nodes.iter()).map(|(field, node)| field_of(form, field, node, on_event, &tr)) }
                if form.is_editable && form.id.is_some() {
                    <TextBox label={tr.text("products-from")} node={from} kind="date" text={form.day.to_string()}
                        error={form.is_day_wrong.then(|| AttrValue::from(tr.text("products-day-wrong")))} />
                    <p class="import__hint">{ tr.text("products-from-hint") }</p>
                }
            </form>
            if let Some(repack) = &form.repack {
                <div class="product__preview" ref={previewed}>{ preview_of(repack, on_event, &tr) }</div>
            }
        </Sheet>
    }
}

/// Who would stand otherwise by another pack, and by what that is compared.
fn preview_of(repack: &RepackView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let note = if repack.is_for_whole_period {
        tr.text("products-supposed-period")
    } else {
        tr.text("products-supposed-day")
    };
    html! {
        <Preview view={repack.preview.clone()} {note} has_links=false on_event={on_event.clone()} />
    }
}

/// What stands in a box or a choice.
fn read(node: &NodeRef) -> String {
    let chosen = node.cast::<HtmlSelectElement>().map(|it| it.value());
    chosen.unwrap_or_else(|| text_in(node))
}

/// A field with its earlier values.
fn field_of(
    form: &ProductForm,
    field: &ProductField,
    node: &NodeRef,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let label = match field.def.unit.and_then(|it| tr.unit(it)) {
        Some(unit) => format!("{} ({unit})", tr.field(field.def)),
        None => tr.field(field.def).to_owned(),
    };
    let is_code = field.def.id == fields::PRODUCT_CODE && form.id.is_some();
    let error = field.error.as_ref().map(|it| AttrValue::from(tr.draft_error(field.def, it)));
    let text = field.value.as_ref().map(|it| plain(field, it, tr)).unwrap_or_default();
    let is_off = is_code || !form.is_editable;
    let control = match names_of(field, tr) {
        Some(choices) => html! {
            <label class="facet">
                <span class="facet__name">{ label }</span>
                <select class="facet__box" ref={node.clone()} disabled={is_off}>
                    { for choices.into_iter().map(|it| html! {
                        <option selected={it == text} value={it.clone()}>{ it.clone() }</option>
                    }) }
                </select>
            </label>
        },
        None => html! {
            <TextBox {label} node={node.clone()} {text} {is_off} is_optional={!field.def.required} {error}
                chars_max={200} keys={keys_of(field)} />
        },
    };
    html! {
        <>
            { control }
            if is_code { <p class="import__hint">{ tr.text("products-code-fixed") }</p> }
            if !field.history.is_empty() { { history_of(field, on_event, tr) } }
            { for field.earlier.iter().map(|(until, was)| html! {
                <p class="import__hint">
                    { tr.with("products-earlier", &[("date", tr.date(*until).into()), ("value", tr.value(field.def, was).into())]) }
                </p>
            }) }
        </>
    }
}

/// The keys that a field needs, as HTML names them.
fn keys_of(field: &ProductField) -> Option<AttrValue> {
    if matches!(field.def.ty, FieldType::Price) {
        Some(AttrValue::Static("decimal"))
    } else if matches!(field.def.ty, FieldType::Integer { .. }) {
        Some(AttrValue::Static("numeric"))
    } else {
        None
    }
}

/// The names to choose from, the blank one first.
fn names_of(field: &ProductField, tr: &Tr) -> Option<Vec<String>> {
    let values = choices_of(field.def);
    if values.is_empty() {
        return None;
    }
    let names = values.iter().map(|it| tr.value(field.def, it));
    Some(std::iter::once(String::new()).chain(names).collect())
}

/// A value as it is typed: without the groups of its digits.
fn plain(field: &ProductField, value: &Value, tr: &Tr) -> String {
    tr.value(field.def, value).replace(',', "")
}

/// The values from which day on, newest first.
fn history_of(field: &ProductField, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let lines = field.history.iter().map(|it| version_of(field, it, on_event, tr));
    html! {
        <details class="product__history">
            <summary>{ tr.text("products-history") }{ " · " }{ tr.count(field.history.len()) }</summary>
            <ul>{ for lines }</ul>
        </details>
    }
}

/// One of them: who says so, and the button that takes it back.
fn version_of(
    field: &ProductField,
    version: &ProductVersion,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let ProductVersion { from, value, by, file, can_go } = version;
    let value = ("value", tr.value(field.def, value).into());
    let said = match from {
        Some(from) => tr.with("products-history-line", &[("date", tr.date(*from).into()), value]),
        None => tr.with("products-history-first", &[value]),
    };
    let by = match (by, file) {
        (None, Some(file)) => file.clone(),
        (None, None) => tr.text("history-who"),
        (Some(by), None) => tr.who(by),
        (Some(by), Some(file)) => format!("{} · {file}", tr.who(by)),
    };
    let id = field.def.id;
    html! {
        <li>
            <span>{ said.clone() }<small>{ by }</small></span>
            if let Some(from) = from.filter(|_| *can_go) {
                <button type="button" class="quiet-button"
                    aria-label={format!("{} {said}", tr.text("rules-revert"))}
                    onclick={on_event.reform(move |_: MouseEvent| {
                        Event::Trade(TradeEvent::ProductVersionTakenBack(id, from))
                    })}>
                    { tr.text("rules-revert") }
                </button>
            }
        </li>
    }
}

//! The sheet for printing: which columns the list has on paper, or a blank file. Not here: the paper.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::PrintSheetView;
use jipan_rules::schema::{CustomerType, FIELDS, FieldDef, Group};
use yew::prelude::*;

use super::chip::Chip;
use super::sheet::Sheet;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`PrintSheet`].
#[derive(Debug, PartialEq, Properties)]
pub struct PrintSheetProps {
    /// What it holds.
    pub view: Rc<PrintSheetView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Columns and the button that prints.
#[component]
pub fn PrintSheet(props: &PrintSheetProps) -> Html {
    let tr = use_tr();
    let PrintSheetProps { view, on_event } = props;
    let on_close = on_event.reform(|()| Event::PrintClosed);
    let press = |event: Event| on_event.reform(move |_: MouseEvent| event.clone());
    let n = [("n", view.n_customers.into())];
    let is_too_long = view.n_customers > view.n_customers_max;
    let foot = html! {
        <>
            if is_too_long {
                <p class="bulk__hint" role="alert">
                    { tr.with("print-too-long", &[("n", view.n_customers_max.into())]) }
                </p>
                <button class="button" type="button" onclick={press(Event::ExportPressed)}>
                    { tr.text("customers-export") }
                </button>
            }
            <button class="button" type="button" data-variant="primary"
                disabled={is_too_long || view.n_customers == 0} onclick={press(Event::ListPrinted)}>
                { tr.with("print-do", &n) }
            </button>
        </>
    };
    html! {
        <Sheet title={tr.text("print-title")} {on_close} {foot}>
            <p class="bulk__scope"><b>
                { if view.is_picked { tr.with("bulk-picked", &n) } else { tr.with("bulk-shown", &n) } }
            </b></p>
            <p class="bulk__hint" role="status">
                { if view.is_full { tr.text("print-columns-full") } else { tr.text("print-columns-hint") } }
            </p>
            { for Group::ALL.into_iter().map(|group| columns(&tr, group, view, on_event)) }
            <div class="columns"><fieldset class="facet">
                <legend class="facet__name">{ tr.text("print-blank") }</legend>
                <div class="facet__chips">
                    { for CustomerType::ALL.into_iter().map(|of| html! {
                        <button class="button" type="button" onclick={press(Event::BlankPrinted(of))}>
                            { tr.customer_type(of) }
                        </button>
                    }) }
                </div>
            </fieldset></div>
        </Sheet>
    }
}

/// The fields of a group, folded to those that are chosen.
fn columns(tr: &Tr, group: Group, view: &PrintSheetView, on_event: &Callback<Event>) -> Html {
    let fields = || FIELDS.iter().filter(move |def| def.group == group);
    let is_on = |def: &&FieldDef| view.columns.contains(&def.id);
    let chosen = fields().filter(|def| is_on(def)).map(|def| tr.field(def)).collect::<Vec<_>>();
    let column = |def: &'static FieldDef| {
        let (field, is_on) = (def.id, is_on(&def));
        let on_press = on_event.reform(move |()| Event::PrintColumnSet { field, is_on: !is_on });
        html! { <Chip key={def.key} label={tr.field(def)} {is_on} {on_press} /> }
    };
    html! {
        <details class="columns" key={group.index()}>
            <summary class="columns__open">
                <span>{ tr.with("group-heading", &[("group", tr.group(group).into())]) }</span>
                <span class="columns__chosen">{ chosen.join(" · ") }</span>
            </summary>
            <div class="facet__chips">{ for fields().map(column) }</div>
        </details>
    }
}

#[cfg(test)]
mod tests;

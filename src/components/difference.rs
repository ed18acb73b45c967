//! What the last file says of one field where the device says something else, and the choice between
//! the two. Not here: what choosing does.

use std::rc::Rc;

use jipan_app::event::{Event, Side};
use jipan_app::view::DifferenceView;
use jipan_rules::schema::FieldDef;
use yew::prelude::*;

use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`DifferenceChoice`].
#[derive(Debug, PartialEq, Properties)]
pub struct DifferenceChoiceProps {
    /// The difference.
    pub view: Rc<DifferenceView>,
    /// Of which field.
    pub def: &'static FieldDef,
    /// Whether it can be decided now.
    pub is_editable: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Under a field: what the file says, and two buttons.
#[component]
pub fn DifferenceChoice(props: &DifferenceChoiceProps) -> Html {
    let tr = use_tr();
    let DifferenceChoiceProps { view, def, is_editable, on_event } = props;
    let value = tr.value(def, &view.file);
    html! {
        <div class="difference">
            <p class="difference__said">
                { tr.with("difference-said", &[("value", value.into()), ("file", source_of(view, &tr).into())]) }
            </p>
            if *is_editable {
                { sides(view, def, on_event, &tr) }
            }
        </div>
    }
}

/// The name of the file and its day.
pub fn source_of(view: &DifferenceView, tr: &Tr) -> String {
    let date = ("date", tr.date(view.on).into());
    match &view.file_name {
        Some(name) => tr.with("difference-file", &[("name", name.as_str().into()), date]),
        None => tr.with("difference-some-file", &[date]),
    }
}

/// The two buttons, in the order of the values they stand for.
pub fn sides(view: &DifferenceView, def: &FieldDef, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let button = |side: Side, words: String| {
        let (id, field) = (view.id, def.id);
        let onclick = on_event.reform(move |_: MouseEvent| Event::decided(id, field, side));
        let label = format!("{words} · {} · {}", tr.field(def), view.name);
        html! { <button type="button" class="button" aria-label={label} {onclick}>{ words }</button> }
    };
    html! {
        <div class="difference__sides">
            { button(Side::Device, tr.text("difference-keep")) }
            { button(Side::File, tr.text("difference-take")) }
        </div>
    }
}

//! Fields of two files side by side: of each one value is chosen. Not here: which one by itself.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::MergeRow;
use yew::prelude::*;

use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`MergeRows`].
#[derive(Debug, PartialEq, Properties)]
pub struct MergeRowsProps {
    /// The fields.
    pub rows: Rc<[Rc<MergeRow>]>,
    /// What they have in common.
    pub title: String,
    /// The same for stylesheets and tests.
    pub kind: &'static str,
    /// Whether nothing can be chosen.
    pub is_read_only: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The fields, each as a choice of two.
#[component]
pub fn MergeRows(props: &MergeRowsProps) -> Html {
    let tr = use_tr();
    let MergeRowsProps { rows, title, kind, is_read_only, on_event } = props;
    html! {
        <section class="merge__group" data-kind={*kind}>
            <h2 class="duplicates__name">{ title }</h2>
            { for rows.iter().map(|row| row_of(row, *is_read_only, on_event, &tr)) }
        </section>
    }
}

/// The id of the words that say which of the two a side is.
pub fn side_id(side: usize) -> String {
    format!("merge-side-{side}")
}

fn row_of(row: &MergeRow, is_read_only: bool, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let MergeRow { def, values, drafts, picked, by } = row;
    let id = format!("merge-{}", def.key);
    let choices = values.iter().zip(drafts).enumerate().map(|(side, (value, draft))| {
        let is_picked = side == *picked;
        let field = def.id;
        let onchange =
            on_event.reform(move |_: yew::events::Event| Event::MergePicked { field, side });
        let draft = draft.as_ref().map(|text| {
            html! { <small>{ tr.with("merge-draft", &[("text", (&**text).into())]) }</small> }
        });
        html! {
            <label class="merge__choice" data-picked={is_picked.to_string()}
                data-blank={value.is_none().to_string()}>
                <input type="radio" name={id.clone()} checked={is_picked} disabled={is_read_only}
                    aria-describedby={side_id(side)} {onchange} />
                <span class="merge__value">
                    { value.as_ref().map_or_else(|| tr.text("merge-blank"), |value| tr.value(def, value)) }
                    { for draft }
                    if is_picked { <small class="merge__by">{ tr.merge_by(*by) }</small> }
                </span>
            </label>
        }
    });
    html! {
        <fieldset class="merge__row" key={def.key} data-field={def.key}>
            <legend class="merge__field">{ tr.field(def) }</legend>
            <div class="merge__choices">{ for choices }</div>
        </fieldset>
    }
}

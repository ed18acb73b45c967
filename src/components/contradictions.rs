//! Where a file contradicts itself: what cannot be true together, what to do, and a way to the fields.
//! Not here: the rules.

use jipan_rules::contradiction::Contradiction;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::schema::{FieldDef, field};
use yew::prelude::*;

use super::field::element_id;
use crate::hooks::{focus_field, use_tr};

/// Fields offered for one contradiction.
const FIELDS_MAX: usize = 3;

/// Properties of [`Contradictions`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct ContradictionsProps {
    /// What was found, with its facts.
    pub found: Vec<Explained<Contradiction>>,
}

/// The warning; nothing where all agrees.
#[component]
pub fn Contradictions(props: &ContradictionsProps) -> Html {
    let tr = use_tr();
    if props.found.is_empty() {
        return Html::default();
    }
    let is_alone = props.found.len() == 1;
    html! {
        <section class="contradictions" aria-labelledby="contradictions-title">
            <h2 class="similar__title" id="contradictions-title">{ tr.text("contradictions-title") }</h2>
            <ul>
                { for props.found.iter().map(|it| html! {
                    <li key={it.value.index()}>
                        <details open={is_alone}>
                            <summary class="contradictions__what">{ tr.contradiction_sentence(it) }</summary>
                            <p>{ tr.contradiction_remedy(it.value) }</p>
                            <p class="contradictions__fields">
                                { for fields_of(it).map(|def| html! {
                                    <button type="button" class="why__field" onclick={focus_field(element_id(def))}>
                                        { tr.field(def) }
                                    </button>
                                }) }
                            </p>
                        </details>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// The fields that contradict.
fn fields_of(found: &Explained<Contradiction>) -> impl Iterator<Item = &'static FieldDef> {
    let values =
        if let Why::Contradiction { values, .. } = &found.why { values } else { &Vec::new() };
    let defs = values.iter().filter_map(|(id, _)| field(*id)).take(FIELDS_MAX);
    defs.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests;

//! What a bulk edit would do, in numbers and first examples. Not here: counting.

use std::rc::Rc;

use jipan_app::view::{BulkExample, BulkPhase, BulkTally, BulkView};
use jipan_rules::check::parse_value;
use yew::prelude::*;

use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`BulkPreview`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct BulkPreviewProps {
    /// The bulk edit.
    pub view: Rc<BulkView>,
}

/// The preview. Its place is always there, so that what appears in it is read out.
#[component]
pub fn BulkPreview(props: &BulkPreviewProps) -> Html {
    let tr = use_tr();
    let view = &props.view;
    html! {
        <section class="bulk__preview" role="status" aria-label={tr.text("bulk-preview")}>
            if let Some(tally) = &view.tally {
                { tally_of(&tr, view, tally) }
            } else if view.phase == BulkPhase::Counting {
                <p class="bulk__hint">{ tr.text("bulk-counting") }</p>
            }
        </section>
    }
}

fn tally_of(tr: &Tr, view: &BulkView, tally: &BulkTally) -> Html {
    let n = |n: usize| [("n", n.into())];
    let replaced = if view.is_emptying {
        tr.with("bulk-cleared", &n(tally.n_replaced))
    } else {
        tr.with("bulk-replaced", &n(tally.n_replaced))
    };
    let line = |n: usize, words: String, examples: Html| {
        (n > 0).then(|| html! { <li class="bulk__line">{ words }{ examples }</li> })
    };
    let blank = Html::default;
    let without = tally.without.iter().filter_map(|(of, n)| {
        let args = [("n", (*n).into()), ("type", tr.customer_type(*of).into())];
        line(*n, tr.with("bulk-without", &args), blank())
    });
    let changing = tally.n_changing();
    html! {
        <>
            <h3 class="bulk__sum">
                { if changing == 0 {
                    tr.text("bulk-will-not")
                } else {
                    tr.with("bulk-will-change", &n(changing))
                } }
            </h3>
            <ul>
                { for line(tally.n_filled, tr.with("bulk-filled", &n(tally.n_filled)), blank()) }
                { for line(tally.n_replaced, replaced,
                    examples(tr, view, &tally.replaced, tally.n_replaced)) }
                { for line(tally.n_same, tr.with("bulk-same", &n(tally.n_same)), blank()) }
                { for without }
                { for line(tally.n_contradicted,
                    tr.with("bulk-contradicted", &n(tally.n_contradicted)),
                    examples(tr, view, &tally.contradicted, tally.n_contradicted)) }
                { for line(tally.n_gone, tr.with("bulk-gone", &n(tally.n_gone)), blank()) }
            </ul>
        </>
    }
}

/// The first customers of a number: what they have and what they would get.
fn examples(tr: &Tr, view: &BulkView, examples: &[BulkExample], n: usize) -> Html {
    let Some(field) = &view.field else { return Html::default() };
    let typed = field.draft.as_ref().map(|draft| draft.text.to_string()).unwrap_or_default();
    let value = match parse_value(field.def, &typed) {
        Ok(Some(value)) if !view.is_emptying => tr.measured(field.def, &value),
        Ok(_) | Err(_) => tr.text("history-blank"),
    };
    let n_more = n.saturating_sub(examples.len());
    html! {
        <ul class="bulk__examples">
            { for examples.iter().map(|it| {
                let was = it.was.as_ref().map(|was| tr.measured(field.def, was));
                let args = [
                    ("name", it.name.as_str().into()),
                    ("was", was.unwrap_or_else(|| tr.text("history-blank")).into()),
                    ("value", value.as_str().into()),
                ];
                html! { <li>{ tr.with("bulk-example", &args) }</li> }
            }) }
            if n_more > 0 { <li>{ tr.with("bulk-example-more", &[("n", n_more.into())]) }</li> }
        </ul>
    }
}

#[cfg(test)]
mod tests;

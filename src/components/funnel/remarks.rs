//! 督导批示: what leads remarked on a customer, and the answers. Not here: who may remark.

use jipan_app::event::{Event, FunnelEvent};
use jipan_app::view::RemarkRow;
use jipan_rules::values::ids::CustomerId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::text_box::{TextBox, text_in};
use crate::hooks::use_tr;

/// Most characters of a remark.
const CHARS_MAX: u16 = 2_000;

/// Properties of [`Remarks`].
#[derive(Debug, PartialEq, Properties)]
pub struct RemarksProps {
    /// On whom.
    pub customer: CustomerId,
    /// The remarks, newest first.
    pub rows: Vec<RemarkRow>,
    /// Whether the person may remark.
    pub can_remark: bool,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The region; nothing where there is nothing to read or write.
#[component]
pub fn Remarks(props: &RemarksProps) -> Html {
    let tr = use_tr();
    let RemarksProps { customer, rows, can_remark, is_read_only, on_event } = props;
    if rows.is_empty() && !can_remark {
        return Html::default();
    }
    html! {
        <section class="deals" aria-labelledby="remarks-title">
            <h2 class="deals__title" id="remarks-title">{ tr.text("remark-region") }</h2>
            <ul class="remarks">
                { for rows.iter().map(|row| html! {
                    <Remark key={row.id.uuid().as_u128()} row={row.clone()} is_read_only={*is_read_only} on_event={on_event.clone()} />
                }) }
            </ul>
            if *can_remark {
                <details class="fold">
                    <summary class="fold__head">{ tr.text("remark-add") }</summary>
                    <RemarkForm customer={*customer} on_event={on_event.clone()} />
                </details>
            }
        </section>
    }
}

/// Properties of [`Remark`].
#[derive(Debug, PartialEq, Properties)]
struct RemarkProps {
    row: RemarkRow,
    is_read_only: bool,
    on_event: Callback<Event>,
}

/// One remark with its answers. One that asks for an answer and has none stands out.
#[component]
fn Remark(props: &RemarkProps) -> Html {
    let tr = use_tr();
    let RemarkProps { row, is_read_only, on_event } = props;
    let node = use_node_ref();
    let (customer, of) = (row.customer, row.id);
    let onsubmit = {
        let (node, on_event) = (node.clone(), on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = text_in(&node);
            if !text.is_empty() {
                on_event.emit(Event::Funnel(FunnelEvent::Answered { customer, of, text }));
            }
        })
    };
    let is_open = row.asks && row.answers.is_empty();
    html! {
        <li class="remarks__one" data-open={is_open.to_string()}>
            <p class="remarks__text">{ &row.text }</p>
            <small>
                { tr.done_by(row.on, row.by.as_ref()) }
                if is_open { { " · " }{ tr.text("remark-waits") } }
            </small>
            { for row.answers.iter().map(|(on, by, text)| html! {
                <p class="remarks__answer">{ text }<small>{ tr.done_by(*on, by.as_ref()) }</small></p>
            }) }
            if !is_read_only && is_open {
                <form class="order__ask" {onsubmit}>
                    <TextBox label={tr.text("remark-answer")} {node} chars_max={CHARS_MAX} />
                    <button type="submit" class="button" data-variant="primary">{ tr.text("remark-answer") }</button>
                </form>
            }
        </li>
    }
}

/// Properties of [`RemarkForm`].
#[derive(Debug, PartialEq, Properties)]
struct RemarkFormProps {
    customer: CustomerId,
    on_event: Callback<Event>,
}

/// Where a remark is written.
#[component]
fn RemarkForm(props: &RemarkFormProps) -> Html {
    let tr = use_tr();
    let RemarkFormProps { customer, on_event } = props;
    let (node, asks) = (use_node_ref(), use_node_ref());
    let onsubmit = {
        let (node, asks, on_event, customer) =
            (node.clone(), asks.clone(), on_event.clone(), *customer);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = text_in(&node);
            let boxes = (node.cast::<HtmlInputElement>(), asks.cast::<HtmlInputElement>());
            let asks = boxes.1.as_ref().is_some_and(HtmlInputElement::checked);
            if !text.is_empty() {
                on_event.emit(Event::Funnel(FunnelEvent::Remarked { customer, text, asks }));
                if let (Some(text), Some(asks)) = boxes {
                    text.set_value("");
                    asks.set_checked(false);
                }
            }
        })
    };
    html! {
        <form class="order__ask" {onsubmit}>
            <TextBox label={tr.text("remark-text")} {node} chars_max={CHARS_MAX} />
            <label class="segments__choice">
                <input class="segments__radio" type="checkbox" ref={asks} />
                <span class="tick" aria-hidden="true" />
                <span>{ tr.text("remark-asks") }</span>
            </label>
            <button type="submit" class="button" data-variant="primary">{ tr.text("remark-add") }</button>
        </form>
    }
}

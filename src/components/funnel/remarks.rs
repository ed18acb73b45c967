//! 督导批示: what leads remarked on a customer, and the answers. What is written is a draft until it is said. Not
//! here: who may remark.

use jipan_app::event::{Event, FunnelEvent, FunnelText};
use jipan_app::view::{RemarkRow, WrittenText};
use jipan_rules::funnel::TEXT_CHARS_MAX;
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox, tick};
use crate::hooks::use_tr;

/// Properties of [`Remarks`].
#[derive(Debug, PartialEq, Properties)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct RemarksProps {
    /// On whom.
    pub customer: CustomerId,
    /// The remarks, newest first.
    pub rows: Vec<RemarkRow>,
    /// The remark that is being written.
    pub written: WrittenText,
    /// Whether it asks for an answer.
    pub asks: bool,
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
    let RemarksProps { customer, rows, written, asks, can_remark, is_read_only, on_event } = props;
    // What was typed before is in sight again, and the first one is asked for; later the person folds it.
    let was_typed = use_state_eq(|| !written.text.is_empty() || rows.is_empty());
    if rows.is_empty() && !can_remark {
        return Html::default();
    }
    let customer = *customer;
    let on_ask = on_event.reform(move |asks| Event::Funnel(FunnelEvent::AskSet { customer, asks }));
    html! {
        <section class="deals" aria-labelledby="remarks-title">
            <h2 class="deals__title" id="remarks-title">{ tr.text("remark-region") }</h2>
            <ul class="remarks">
                { for rows.iter().map(|row| html! {
                    <Remark key={row.id.uuid().as_u128()} row={row.clone()} is_read_only={*is_read_only} on_event={on_event.clone()} />
                }) }
            </ul>
            if *can_remark {
                <details class="fold" open={*was_typed}>
                    <summary class="fold__head">{ tr.text("remark-add") }</summary>
                    <Writing of={FunnelText::Remark(customer)} written={written.clone()} label={tr.text("remark-text")}
                        button={tr.text("remark-add")} on_event={on_event.clone()}>
                        { tick(tr.text("remark-asks"), *asks, &on_ask) }
                    </Writing>
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

/// One remark with its answers. One that asks for an answer and has none stands out, with the box for it in
/// sight; to any other one may be answered, too, in a fold.
#[component]
fn Remark(props: &RemarkProps) -> Html {
    let tr = use_tr();
    let RemarkProps { row, is_read_only, on_event } = props;
    let was_typed = use_state_eq(|| !row.answer.text.is_empty());
    let of = FunnelText::Answer { customer: row.customer, of: row.id };
    let is_open = row.asks && row.answers.is_empty();
    let writing = || {
        html! {
            <Writing {of} written={row.answer.clone()} label={tr.text("remark-answer")}
                button={tr.text("remark-answer")} on_event={on_event.clone()} />
        }
    };
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
                { writing() }
            } else if !is_read_only {
                <details class="fold" open={*was_typed}>
                    <summary class="fold__head">{ tr.text("remark-answer") }</summary>
                    { writing() }
                </details>
            }
        </li>
    }
}

/// Properties of [`Writing`].
#[derive(Debug, PartialEq, Properties)]
pub struct WritingProps {
    /// Which text.
    pub of: FunnelText,
    /// As the model knows it.
    pub written: WrittenText,
    /// What it asks for.
    pub label: AttrValue,
    /// What says it.
    pub button: AttrValue,
    /// Told what happened.
    pub on_event: Callback<Event>,
    /// What is chosen beside it.
    #[prop_or_default]
    pub children: Children,
}

/// A text with the button that says it.
#[component]
pub fn Writing(props: &WritingProps) -> Html {
    let tr = use_tr();
    let WritingProps { of, written, label, button, on_event, children } = props;
    let of = *of;
    let on_typed = on_event.reform(move |text| Event::Funnel(FunnelEvent::TextTyped { of, text }));
    let onclick = on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::TextSaid(of)));
    let lacks = match of {
        FunnelText::Remark(_) | FunnelText::Answer { .. } => "remark-blank",
        FunnelText::Waive { .. } => "lacks-why",
    };
    let error = written.is_refused.then(|| AttrValue::from(tr.text(lacks)));
    html! {
        <div class="order__ask">
            <TypedBox label={label} text={written.text.clone()} kind={BoxKind::Lines} chars_max={chars_max()}
                {error} {on_typed} />
            { for children.iter() }
            <button type="button" class="button" data-variant="primary" {onclick}>{ button }</button>
        </div>
    }
}

/// Most characters of a text.
fn chars_max() -> u16 {
    u16::try_from(TEXT_CHARS_MAX).unwrap_or(u16::MAX)
}

//! The answer to "why?": one sentence, its inputs, the boundary that decided, the rule and its source.
//! Not here: the rule.

use jipan_app::event::Event;
use jipan_app::view::{MonthView, WhyView};
use jipan_rules::schema::{field, fields};
use jipan_rules::values::Money;
use yew::prelude::*;

use super::field::element_id;
use super::icon::{Icon, IconName};
use crate::hooks::{focus_field, use_tr};
use crate::i18n::{Tr, WhyWords};

/// Properties of [`WhyPanel`].
#[derive(Debug, PartialEq, Properties)]
pub struct WhyPanelProps {
    /// The answer.
    pub view: WhyView,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The answer, with a way to what is missing.
#[component]
pub fn WhyPanel(props: &WhyPanelProps) -> Html {
    let tr = use_tr();
    let WhyPanelProps { view, on_event } = props;
    let words = tr.why(&view.answer);
    let on_close = on_event.reform(|_: MouseEvent| Event::WhyToggled(None));
    let missing = words.missing.iter().filter_map(|id| field(*id));
    html! {
        <section class="why" role="status" aria-label={tr.text("why-title")}>
            <button type="button" class="icon-button why__close" aria-label={tr.text("action-close")}
                onclick={on_close}>
                <Icon name={IconName::Close} />
            </button>
            <p class="why__sentence">{ &words.sentence }</p>
            { inputs(&words) }
            if !words.missing.is_empty() {
                <p class="why__source">{ tr.text("why-missing") }</p>
                <ul class="why__missing">
                    { for missing.map(|def| html! {
                        <li>
                            <button type="button" class="why__field"
                                onclick={focus_field(element_id(def))}>{ tr.field(def) }</button>
                        </li>
                    }) }
                </ul>
            }
            if let Some(change) = &view.change {
                <p class="why__boundary">{ tr.why(change).sentence }</p>
            }
            { boundary(&words) }
            { months(&view.months, &tr) }
        </section>
    }
}

/// What was bought month by month, and the tier after each.
fn months(months: &[MonthView], tr: &Tr) -> Html {
    if months.is_empty() {
        return Html::default();
    }
    let heads = [
        tr.text("why-month"),
        tr.field_of(fields::PURCHASED_QUANTITY).to_owned(),
        tr.field_of(fields::PURCHASED_AMOUNT).to_owned(),
        tr.field_of(fields::AVERAGE_PRICE).to_owned(),
        tr.field_of(fields::TIER).to_owned(),
    ];
    html! {
        <details class="why__months">
            <summary>{ tr.text("why-months") }</summary>
            <div class="home__scroll" tabindex="0" role="group" aria-label={tr.text("why-months")}>
                <table>
                    <thead>
                        <tr>{ for heads.iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr>
                    </thead>
                    <tbody>
                        { for months.iter().map(|it| html! {
                            <tr>
                                <th scope="row">{ it.month.to_string() }</th>
                                <td>{ tr.number(it.quantity) }</td>
                                <td>{ tr.money(Money::from_fen(it.amount)) }</td>
                                <td>{ it.average.map_or_else(|| "—".to_owned(), |it| tr.money(it)) }</td>
                                <td>{ it.tier.map_or_else(|| "—".to_owned(), |it| it.to_string()) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </details>
    }
}

/// What an answer rests on, without its sentence.
pub fn why_body(words: &WhyWords) -> Html {
    html! { <>{ inputs(words) }{ boundary(words) }</> }
}

fn inputs(words: &WhyWords) -> Html {
    if words.inputs.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="why__inputs">
            { for words.inputs.iter().map(|(name, value)| html! {
                <div class="why__input"><dt>{ name }</dt><dd>{ value }</dd></div>
            }) }
        </dl>
    }
}

fn boundary(words: &WhyWords) -> Html {
    html! {
        <>
            if let Some(boundary) = &words.boundary { <p class="why__boundary">{ boundary }</p> }
            <p class="why__source">{ &words.version }{ " · " }{ &words.source }</p>
        </>
    }
}
